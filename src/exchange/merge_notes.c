/* 整改进展: what somebody wrote into a sheet becomes progress notes. */
#include <stdio.h>
#include <string.h>

#include "merge_private.h"
#include "zhenggai/export.h"

enum { DAY_LETTERS = 10, NAME_CHARACTERS = 20 };

struct MergeNote {
    gint64 task;
    guint line;
    char *day, *by; /* NULL: today, and the operator */
    GString *text;
};

void
merge_note_free(gpointer data)
{
    MergeNote *note = data;
    g_free(note->day);
    g_free(note->by);
    g_string_free(note->text, TRUE);
    g_free(note);
}

/* ── Reading a line ───────────────────────────────────────────────────────────────────────── */

static gboolean
is_day(const char *line, const char *today)
{
    guint year, month, day;
    int end = 0;
    return sscanf(line, "%4u-%2u-%2u%n", &year, &month, &day, &end) == 3 && end == DAY_LETTERS &&
           line[end] == ' ' && g_date_valid_dmy((GDateDay)day, month, (GDateYear)year) &&
           strncmp(line, today, DAY_LETTERS) <= 0;
}

/* The end of the name that `text` begins with, or NULL: a word of letters, then a blank. */
static const char *
name_end(const char *text)
{
    const char *at = text;
    for (int count = 0; count <= NAME_CHARACTERS; count++, at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        if (character == ' ')
            return count > 0 && at[1] != '\0' ? at : NULL;
        gboolean joins = count > 0 && character != 0 &&
                         (g_unichar_isdigit(character) || strchr("-_.()", (int)character) != NULL ||
                          character == 0xB7 || character == 0xFF08 || character == 0xFF09);
        if (!joins && !g_unichar_isalpha(character))
            return NULL;
    }
    return NULL;
}

/* A line as an export of ours writes it, day, name and words, keeps its day and name; anything else
 * is signed by the operator. Either way the ledger shows the line as it stood. */
static MergeNote *
note_new(const Merge *merge, gint64 task, guint line, const char *text)
{
    MergeNote *note = g_new0(MergeNote, 1);
    const char *name = text + DAY_LETTERS + 1;
    const char *end = is_day(text, ledger_today(merge->ledger)) ? name_end(name) : NULL;
    *note = (MergeNote){.task = task, .line = line};
    if (end != NULL) {
        note->day = g_strndup(text, DAY_LETTERS);
        note->by = g_strndup(name, (gsize)(end - name));
        text = end + 1;
    }
    note->text = g_string_new(text);
    return note;
}

/* ── What is new ──────────────────────────────────────────────────────────────────────────── */

/* The lines that the task's notes have, each as it is shown and without day and name: what was
 * written without them is known again by its words. */
static GPtrArray *
known_lines(const Merge *merge, const MergeRow *row, const char *shown)
{
    GPtrArray *known = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(LedgerRows) notes = ledger_rows_of(merge->ledger, ENTITY_NOTE, row->task, NULL);
    const LedgerRow *note;
    g_auto(GStrv) lines = g_strsplit(shown == NULL ? "" : shown, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++)
        g_ptr_array_add(known, g_strdup(lines[i]));
    while (notes != NULL && (note = ledger_rows_next(notes, NULL)) != NULL) {
        const char *text = ledger_row_get(note, FIELD_NOTE_text);
        g_ptr_array_add(known, g_strndup(text, strcspn(text, "\n")));
    }
    /* And those of another row of the same task. */
    gboolean again = g_hash_table_lookup(merge->by_key, &row->task) != row;
    for (guint i = 0; again && i < merge->notes->len; i++) {
        const MergeNote *other = merge->notes->pdata[i];
        if (other->task != row->task)
            continue;
        g_auto(GStrv) texts = g_strsplit(other->text->str, "\n", -1);
        for (guint t = 0; texts[t] != NULL; t++)
            g_ptr_array_add(known, t == 0 && other->by != NULL
                                       ? g_strdup_printf("%s %s %s", other->day, other->by, *texts)
                                       : g_strdup(texts[t]));
    }
    return known;
}

static gboolean
is_known(const Merge *merge, const GPtrArray *known, const char *line)
{
    for (guint i = 0; i < known->len; i++)
        if (sheet_cell_says(merge->sheet, FIELD_TASK_note_lines, line, known->pdata[i]))
            return TRUE;
    return FALSE;
}

/* What stands behind the notes that the ledger shows, which an export may have put on one line. */
static const char *
behind(const char *cell, const char *shown)
{
    g_autoptr(GString) joined = g_string_new(shown);
    g_string_replace(joined, "\n", EXPORT_LINE_JOINT, 0);
    if (shown == NULL || !g_str_has_prefix(cell, joined->str) || g_str_has_prefix(cell, shown))
        return cell;
    const char *rest = cell + joined->len;
    return g_str_has_prefix(rest, EXPORT_LINE_JOINT) ? rest + strlen(EXPORT_LINE_JOINT) : rest;
}

/* New lines below each other are one note, as somebody typed it, unless a day begins another. */
static void
add_notes(const Merge *merge, GPtrArray *notes, gint64 task, guint line, const GPtrArray *known,
          const char *cell)
{
    MergeNote *open = NULL;
    g_auto(GStrv) lines = g_strsplit(cell, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        const char *text = g_strstrip(lines[i]);
        if (*text == '\0' || is_known(merge, known, text)) {
            open = *text == '\0' ? open : NULL;
        } else if (open != NULL && !is_day(text, ledger_today(merge->ledger))) {
            g_string_append_printf(open->text, "\n%s", text);
        } else {
            open = note_new(merge, task, line, text);
            g_ptr_array_add(notes, open);
        }
    }
}

void
merge_compare_notes(Merge *merge, const MergeRow *row)
{
    const char *cell = sheet_cell(merge->sheet, row->row, FIELD_TASK_note_lines);
    const char *shown = ledger_row_get(row->ours, FIELD_TASK_note_lines);
    guint before = merge->notes->len;
    /* A cell that was cut, or that lacks what was noted since. */
    if (cell == NULL || *cell == '\0' ||
        sheet_cell_says(merge->sheet, FIELD_TASK_note_lines, cell, shown) ||
        (shown != NULL && g_str_has_prefix(shown, cell)))
        return;
    g_autoptr(GPtrArray) known = known_lines(merge, row, shown);
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    add_notes(merge, found, row->task, row->row->line, known,
              behind(export_cell_unguard(cell), shown));
    for (guint i = 0; i < found->len; i++) {
        MergeNote *note = found->pdata[i];
        g_autofree char *brief = text_cut(note->text->str, 60);
        g_ptr_array_add(merge->notes, note);
        merge_remark(merge, note->line, FALSE, _("%s gets a progress note: “%s”"),
                     ledger_row_get(row->ours, FIELD_TASK_code), brief);
    }
    merge->counts.notes += merge->notes->len - before;
}

/* ── Writing ──────────────────────────────────────────────────────────────────────────────── */

/* The rule that a note begins a planned task is left out: the sheet says itself how far it is. */
static gboolean
write_note(LedgerChange *change, const MergeNote *note, GError **error)
{
    Ledger *ledger = ledger_change_ledger(change);
    gint64 key;
    g_autofree char *now = ledger_now(ledger);
    g_autofree char *at =
        note->day == NULL ? g_strdup(now) : g_strconcat(note->day, now + DAY_LETTERS, NULL);
    g_autofree char *operator= g_strdup_printf(_("%s (returned sheet)"), ledger_operator(ledger));
    g_autofree char *task = g_strdup_printf("%" G_GINT64_FORMAT, note->task);
    const LedgerAssignment row[] = {{FIELD_NOTE_task_id, task}, {FIELD_NOTE_at, at},
                                    {FIELD_NOTE_by, note->by == NULL ? operator: note->by },
                                     {FIELD_NOTE_text, note->text->str} };
    return ledger_change_insert(change, ENTITY_NOTE, row, G_N_ELEMENTS(row), &key, error);
}

static gboolean
write_notes(const GPtrArray *notes, LedgerChange *change, GError **error)
{
    for (guint i = 0; i < notes->len; i++)
        if (!write_note(change, notes->pdata[i], error))
            return FALSE;
    return TRUE;
}

gboolean
merge_apply_notes(Merge *merge, LedgerChange *change, GError **error)
{
    return write_notes(merge->notes, change, error);
}

gboolean
merge_join_notes(Merge *merge, LedgerChange *change, const SheetRow *row, gint64 task,
                 GError **error)
{
    const char *cell = sheet_cell(merge->sheet, row, FIELD_TASK_note_lines);
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(merge_note_free);
    if (cell != NULL)
        add_notes(merge, notes, task, row->line, known, export_cell_unguard(cell));
    return write_notes(notes, change, error);
}
