#include "editor_private.h"

#include "zhenggai/text.h"

#include <string.h>

enum { SNAPSHOT_LIMIT = 100, USUAL_COLUMNS = 80 };

/* ── Making ───────────────────────────────────────────────────────────────────────────────── */

static void
snapshot_clear(gpointer data)
{
    EditorSnapshot *snapshot = data;
    g_free(snapshot->text);
}

/* `text` as the mode takes it. The caller owns it. */
static char *
text_for_mode(EditorMode mode, const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);
    if (mode == EDITOR_LINES)
        return valid;
    gsize length = strlen(valid);
    while (length > 0 && valid[length - 1] == '\n')
        valid[--length] = '\0';
    return g_strdelimit(valid, "\n", ' ');
}

Editor *
editor_new(EditorMode mode, const char *text)
{
    Editor *editor = g_new0(Editor, 1);
    g_autofree char *initial = text_for_mode(mode, text);
    editor->mode = mode;
    editor->text = g_string_new(initial);
    editor->caret = editor->text->len;
    editor->anchor = -1;
    editor->snapshots = g_array_new(FALSE, FALSE, sizeof(EditorSnapshot));
    g_array_set_clear_func(editor->snapshots, snapshot_clear);
    editor->columns = USUAL_COLUMNS;
    editor->goal = -1;
    return editor;
}

void
editor_free(Editor *editor)
{
    if (editor == NULL)
        return;
    g_string_free(editor->text, TRUE);
    g_free(editor->killed);
    g_array_unref(editor->snapshots);
    g_strfreev(editor->candidates);
    g_free(editor->typed);
    g_free(editor);
}

const char *
editor_text(const Editor *editor)
{
    return editor->text->str;
}

gsize
editor_caret(const Editor *editor)
{
    return editor->caret;
}

gboolean
editor_is_full(const Editor *editor)
{
    return editor->full;
}

gboolean
editor_selection(const Editor *editor, gsize *start, gsize *end)
{
    if (editor->anchor < 0 || (gsize)editor->anchor == editor->caret)
        return FALSE;
    *start = MIN((gsize)editor->anchor, editor->caret);
    *end = MAX((gsize)editor->anchor, editor->caret);
    return TRUE;
}

/* ── Changing ─────────────────────────────────────────────────────────────────────────────── */

/* Remembers the text before a change. */
static void
snapshot_take(Editor *editor)
{
    EditorSnapshot snapshot = {g_strdup(editor->text->str), editor->caret};
    if (editor->snapshots->len >= SNAPSHOT_LIMIT)
        g_array_remove_index(editor->snapshots, 0);
    g_array_append_val(editor->snapshots, snapshot);
    editor->typing = FALSE;
}

/* Puts `text` at the caret, as much as there is room for. */
static void
text_put(Editor *editor, const char *text)
{
    gsize length = strlen(text);
    gsize room = EDITOR_LIMIT - MIN(editor->text->len, EDITOR_LIMIT);
    editor->full = length > room;
    if (editor->full) {
        length = 0;
        for (gsize next = 0; next <= room; next = text_cluster_next(text, next))
            length = next;
    }
    g_string_insert_len(editor->text, (gssize)editor->caret, text, (gssize)length);
    editor->caret += length;
}

static void
text_delete(Editor *editor, gsize start, gsize end)
{
    if (start == end)
        return;
    snapshot_take(editor);
    g_string_erase(editor->text, (gssize)start, (gssize)(end - start));
    editor->caret = start;
    editor->full = FALSE;
}

/* Deletes and keeps for Ctrl-Y. */
/* Takes away what is selected. What is put in its place next is the same step of undo. */
static gboolean
selection_drop(Editor *editor)
{
    gsize start, end;
    gboolean selected = editor_selection(editor, &start, &end);
    editor->anchor = -1;
    if (!selected)
        return FALSE;
    text_delete(editor, start, end);
    return TRUE;
}

void
editor_insert(Editor *editor, const char *text)
{
    g_autofree char *inserted = text_for_mode(editor->mode, text);
    if (*inserted == '\0')
        return;
    if (!selection_drop(editor))
        snapshot_take(editor);
    text_put(editor, inserted);
}

/* One character from the keyboard. Undo takes back what was typed since the last blank or mark of
 * punctuation. */
static void
editor_type(Editor *editor, const char *character)
{
    if (!selection_drop(editor) && !editor->typing)
        snapshot_take(editor);
    text_put(editor, character);
    gunichar typed = g_utf8_get_char(character);
    editor->typing = !g_unichar_isspace(typed) && !g_unichar_ispunct(typed);
}

static void
text_kill(Editor *editor, gsize start, gsize end)
{
    if (start == end)
        return;
    g_free(editor->killed);
    editor->killed = g_strndup(editor->text->str + start, end - start);
    text_delete(editor, start, end);
}

/* ── Places ───────────────────────────────────────────────────────────────────────────────── */

static gsize
cluster_before(const Editor *editor)
{
    return text_cluster_previous(editor->text->str, editor->caret);
}

static gsize
cluster_after(const Editor *editor)
{
    return text_cluster_next(editor->text->str, editor->caret);
}

static gsize
word_before(const Editor *editor)
{
    return text_word_previous(editor->text->str, editor->caret);
}

static gsize
word_after(const Editor *editor)
{
    return text_word_next(editor->text->str, editor->caret);
}

static gsize
line_start(const Editor *editor)
{
    gsize at = editor->caret;
    while (at > 0 && editor->text->str[at - 1] != '\n')
        at--;
    return at;
}

static gsize
line_end(const Editor *editor)
{
    return editor->caret + strcspn(editor->text->str + editor->caret, "\n");
}

static gsize
text_start(const Editor *editor)
{
    return 0;
}

static gsize
text_end(const Editor *editor)
{
    return editor->text->len;
}

/* ── Completion ───────────────────────────────────────────────────────────────────────────── */

void
editor_set_completer(Editor *editor, EditorCompleter completer, gpointer data)
{
    editor->completer = completer;
    editor->completer_data = data;
}

const char *const *
editor_candidates(const Editor *editor, guint *selected)
{
    *selected = editor->selected;
    return (const char *const *)editor->candidates;
}

static void
completion_end(Editor *editor)
{
    g_clear_pointer(&editor->candidates, g_strfreev);
    g_clear_pointer(&editor->typed, g_free);
    editor->selected = 0;
}

static gboolean
completion_begin(Editor *editor)
{
    g_autofree char *before = g_strndup(editor->text->str, editor->caret);
    gsize start = 0;
    g_auto(GStrv) candidates = editor->completer(before, &start, editor->completer_data);
    if (candidates == NULL || candidates[0] == NULL)
        return FALSE;
    snapshot_take(editor);
    editor->replaced = start;
    editor->typed = g_strdup(before + start);
    editor->candidates = g_steal_pointer(&candidates);
    editor->selected = g_strv_length(editor->candidates);
    return TRUE;
}

/* Goes one further, or back, in the circle of the candidates and what had been typed. */
static gboolean
completion_step(Editor *editor, gboolean back)
{
    if (editor->completer == NULL)
        return FALSE;
    if (editor->candidates == NULL && !completion_begin(editor))
        return TRUE;
    guint count = g_strv_length(editor->candidates);
    editor->selected = (editor->selected + (back ? count : 1)) % (count + 1);
    const char *chosen =
        editor->selected < count ? editor->candidates[editor->selected] : editor->typed;
    g_string_erase(editor->text, (gssize)editor->replaced,
                   (gssize)(editor->caret - editor->replaced));
    editor->caret = editor->replaced;
    text_put(editor, chosen);
    return TRUE;
}

static gboolean
complete_next(Editor *editor)
{
    return completion_step(editor, FALSE);
}

static gboolean
complete_previous(Editor *editor)
{
    return completion_step(editor, TRUE);
}

/* ── Keys ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
insert_line_feed(Editor *editor)
{
    if (editor->mode == EDITOR_LINE)
        return FALSE;
    editor_insert(editor, "\n");
    return TRUE;
}

static gboolean
row_up(Editor *editor)
{
    if (editor->mode == EDITOR_LINE)
        return FALSE;
    editor_move_rows(editor, -1);
    return TRUE;
}

static gboolean
row_down(Editor *editor)
{
    if (editor->mode == EDITOR_LINE)
        return FALSE;
    editor_move_rows(editor, 1);
    return TRUE;
}

static gboolean
yank(Editor *editor)
{
    if (editor->killed != NULL)
        editor_insert(editor, editor->killed);
    return TRUE;
}

static gboolean
undo(Editor *editor)
{
    if (editor->snapshots->len == 0)
        return TRUE;
    guint last = editor->snapshots->len - 1;
    EditorSnapshot *snapshot = &g_array_index(editor->snapshots, EditorSnapshot, last);
    g_string_assign(editor->text, snapshot->text);
    editor->caret = snapshot->caret;
    editor->full = FALSE;
    g_array_remove_index(editor->snapshots, last);
    return TRUE;
}

/* What a key does: goes to a place, deletes up to it, deletes and keeps what was there, or
 * something else. */
typedef enum { KEY_GOES, KEY_DELETES, KEY_KILLS, KEY_CALLS } KeyDeed;

static const struct {
    InputKey key;
    KeyDeed deed;
    gsize (*place)(const Editor *editor);
    gboolean (*call)(Editor *editor);
} commands[] = {
    {INPUT_LEFT, KEY_GOES, cluster_before, NULL},
    {INPUT_CTRL | 'B', KEY_GOES, cluster_before, NULL},
    {INPUT_RIGHT, KEY_GOES, cluster_after, NULL},
    {INPUT_CTRL | 'F', KEY_GOES, cluster_after, NULL},
    {INPUT_CTRL | INPUT_LEFT, KEY_GOES, word_before, NULL},
    {INPUT_ALT | INPUT_LEFT, KEY_GOES, word_before, NULL},
    {INPUT_ALT | 'b', KEY_GOES, word_before, NULL},
    {INPUT_CTRL | INPUT_RIGHT, KEY_GOES, word_after, NULL},
    {INPUT_ALT | INPUT_RIGHT, KEY_GOES, word_after, NULL},
    {INPUT_ALT | 'f', KEY_GOES, word_after, NULL},
    {INPUT_HOME, KEY_GOES, line_start, NULL},
    {INPUT_CTRL | 'A', KEY_GOES, line_start, NULL},
    {INPUT_END, KEY_GOES, line_end, NULL},
    {INPUT_CTRL | 'E', KEY_GOES, line_end, NULL},
    {INPUT_CTRL | INPUT_HOME, KEY_GOES, text_start, NULL},
    {INPUT_CTRL | INPUT_END, KEY_GOES, text_end, NULL},
    {INPUT_BACKSPACE, KEY_DELETES, cluster_before, NULL},
    {INPUT_DELETE, KEY_DELETES, cluster_after, NULL},
    {INPUT_CTRL | 'D', KEY_DELETES, cluster_after, NULL},
    {INPUT_CTRL | 'W', KEY_KILLS, word_before, NULL},
    {INPUT_ALT | INPUT_BACKSPACE, KEY_KILLS, word_before, NULL},
    {INPUT_ALT | 'd', KEY_KILLS, word_after, NULL},
    {INPUT_CTRL | INPUT_DELETE, KEY_KILLS, word_after, NULL},
    {INPUT_CTRL | 'U', KEY_KILLS, line_start, NULL},
    {INPUT_CTRL | 'K', KEY_KILLS, line_end, NULL},
    {INPUT_CTRL | 'Y', KEY_CALLS, NULL, yank},
    {INPUT_CTRL | '_', KEY_CALLS, NULL, undo},
    {INPUT_CTRL | 'Z', KEY_CALLS, NULL, undo},
    {INPUT_ENTER, KEY_CALLS, NULL, insert_line_feed},
    {INPUT_CTRL | 'J', KEY_CALLS, NULL, insert_line_feed},
    {INPUT_ALT | INPUT_ENTER, KEY_CALLS, NULL, insert_line_feed},
    {INPUT_UP, KEY_CALLS, NULL, row_up},
    {INPUT_DOWN, KEY_CALLS, NULL, row_down},
    {INPUT_TAB, KEY_CALLS, NULL, complete_next},
    {INPUT_SHIFT | INPUT_TAB, KEY_CALLS, NULL, complete_previous},
};

static gboolean
command_run(Editor *editor, gsize index)
{
    if (commands[index].deed == KEY_CALLS)
        return commands[index].call(editor);
    gsize place = commands[index].place(editor);
    gsize start = MIN(place, editor->caret), end = MAX(place, editor->caret);
    if (commands[index].deed != KEY_GOES)
        editor_selection(editor, &start, &end);
    if (commands[index].deed == KEY_KILLS)
        text_kill(editor, start, end);
    else if (commands[index].deed == KEY_DELETES)
        text_delete(editor, start, end);
    else
        editor->caret = place;
    return TRUE;
}

/* The command of a key; one that goes somewhere also with Shift. −1: none. */
static int
command_find(InputKey key, gboolean *selects)
{
    *selects = FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
        if (commands[i].key == key)
            return (int)i;
    *selects = (key & INPUT_SHIFT) != 0;
    for (gsize i = 0; *selects && i < G_N_ELEMENTS(commands); i++)
        if (commands[i].key == (key & ~INPUT_SHIFT) &&
            (commands[i].deed == KEY_GOES || commands[i].call == row_up ||
             commands[i].call == row_down))
            return (int)i;
    return -1;
}

static gboolean
key_handle(Editor *editor, const InputEvent *event)
{
    gboolean selects;
    if (*event->text != '\0') {
        completion_end(editor);
        editor_type(editor, event->text);
        editor->goal = -1;
        return TRUE;
    }
    int command = command_find(event->key, &selects);
    if (command < 0)
        return FALSE;
    InputKey key = commands[command].key;
    if (key != INPUT_TAB && key != (INPUT_SHIFT | INPUT_TAB))
        completion_end(editor);
    if (key != INPUT_UP && key != INPUT_DOWN)
        editor->goal = -1;
    editor->typing = FALSE;
    if (selects && editor->anchor < 0)
        editor->anchor = (gssize)editor->caret;
    gboolean handled = command_run(editor, (gsize)command);
    if (!selects)
        editor->anchor = -1;
    return handled;
}

gboolean
editor_handle(Editor *editor, const InputEvent *event)
{
    if (event->kind == INPUT_KEY)
        return key_handle(editor, event);
    if (event->kind != INPUT_PASTE)
        return FALSE;
    completion_end(editor);
    editor_insert(editor, event->paste);
    editor->goal = -1;
    return TRUE;
}
