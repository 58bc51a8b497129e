/* Rules that read words: copied notes, causes that nothing answers, measures without a number. */
#include <string.h>

#include "lint.h"
#include "zhenggai/text.h"

/* How alike two notes must be, and with how many of the same author's before a note is compared. */
#define COPIED 0.9
enum { NOTES_BEFORE = 24, NOTE_CELLS = 24 };

/* A cause that shares less than a twelfth of its pairs with the measures stands there unanswered.
 */
#define TOUCHED (1.0 / 12)

/* ── Causes ───────────────────────────────────────────────────────────────────────────────── */

static guint
lint_pairs(const char *text)
{
    guint characters = 0;
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
        characters += g_unichar_isalnum(g_utf8_get_char(at)) ? 1 : 0;
    return characters > 1 ? characters - 1 : characters;
}

/* text_similarity() is 2 × shared ÷ all pairs of both; wanted is shared ÷ the cause's own. */
gboolean
lint_is_untouched(StoreStatement *row)
{
    const char *cause = store_text(row, 1), *measures = store_text(row, 2);
    guint own = lint_pairs(cause);
    double shared = text_similarity(cause, measures) * (own + lint_pairs(measures)) / 2;
    return own > 0 && shared / own < TOUCHED;
}

/* ── Numbers ──────────────────────────────────────────────────────────────────────────────── */

gboolean
lint_is_uncountable(StoreStatement *row)
{
    /* A digit; a numeral with a measure word; each …, all of …, at least …. */
    static const char countable[] =
        "[0-9０-９]|[一二两三四五六七八九十百千]+(余|多)?"
        "(次|场|期|个|项|份|名|人次|轮|遍|家|篇|条|件|部|本|套|处|天|周|月|季)|"
        "每(年|半年|季度|月|周|个)|全(员|覆盖|部)|不少于|不低于|百分之|率达";
    return !g_regex_match_simple(countable, store_text(row, 2), 0, 0);
}

/* ── Notes ────────────────────────────────────────────────────────────────────────────────── */

typedef struct {
    gint64 task;
    char *by, *text;
} LintNote;

static void
lint_note_clear(LintNote *note)
{
    g_free(note->by);
    g_free(note->text);
}

static gboolean
lint_note_look(LintLook *look, const GArray *notes, const LintNote *note, GError **error)
{
    for (guint back = 1; back <= NOTES_BEFORE && back <= notes->len; back++) {
        const LintNote *before = &g_array_index(notes, LintNote, notes->len - back);
        if (strcmp(before->by, note->by) != 0)
            break;
        if (text_similarity(before->text, note->text) < COPIED)
            continue;
        g_autofree char *address = ledger_row_address(look->ledger, ENTITY_TASK, before->task);
        g_autofree char *line = text_visible_line(note->text);
        g_autofree char *cut = text_cut(line, NOTE_CELLS);
        return lint_add(look, "copied-note", note->task, cut, address == NULL ? "" : address,
                        error);
    }
    return TRUE;
}

/* By author, so that each is compared with a few others and not with all. */
gboolean
lint_copied_notes(LintLook *look, GError **error)
{
    g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(LintNote));
    g_array_set_clear_func(notes, (GDestroyNotify)lint_note_clear);
    g_autoptr(StoreStatement) statement =
        store_query(look->ledger->store, error,
                    "SELECT task_id, \"by\", text FROM note ORDER BY \"by\", id", "");
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, error)) {
        LintNote note = {store_integer(statement, 0), g_strdup(store_text(statement, 1)),
                         g_strdup(store_text(statement, 2))};
        gboolean looked = lint_note_look(look, notes, &note, error);
        if (notes->len >= (guint)NOTES_BEFORE)
            g_array_remove_index(notes, 0);
        g_array_append_val(notes, note);
        if (!looked)
            return FALSE;
    }
    return !store_failed(statement);
}
