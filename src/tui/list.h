/* The list: the ledger's outline on the screen, problems → measures → steps.
 *
 * It holds the rows that it shows and no others; moving asks the ledger for the next ones.
 */
#pragma once

#include "canvas.h"
#include "zhenggai/change.h"

typedef struct List List;

List *list_new(Ledger *ledger, LedgerScope scope);
void list_free(List *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(List, list_free)

/* Reads everything shown anew, after a change of the ledger or the language; the selection stays
 * on its row, or on the nearest one if that is gone. An error of reading stays with the list and
 * is drawn in place of the rows. */
void list_refresh(List *list);
void list_scope_set(List *list, LedgerScope scope);

/* Shows only what matches the filter words ("" or NULL: everything). A word that cannot be
 * understood is the error, and the list stays as it was. */
gboolean list_filter(List *list, const char *words, GError **error);
/* The words in force, "" if none; and how many tasks they leave. */
const char *list_filter_words(const List *list);
gint64 list_filter_count(const List *list);

/* ── Moving ───────────────────────────────────────────────────────────────────────────────── */

void list_move(List *list, int rows);
void list_move_pages(List *list, int pages);
void list_move_to_start(List *list);
void list_move_to_end(List *list);
/* Selects the row drawn at `row` of the list's area. FALSE if there is none. */
gboolean list_select_row(List *list, int row);
/* Selects a problem or task, wherever it is; FALSE if it is not shown. */
gboolean list_select(List *list, LedgerEntity entity, gint64 key);

/* Folds the selected problem or measure; anything else, or what is folded, goes to its parent. */
void list_fold(List *list);
/* Unfolds it, or goes to its first part. */
void list_unfold(List *list);
void list_fold_all(List *list);

/* ── What is selected ─────────────────────────────────────────────────────────────────────── */

/* NULL if the list is empty. Borrowed until the next call that moves or refreshes. */
const LedgerPlace *list_selected(const List *list);

/* Marks are of tasks; marking a problem marks the measures under it. */
void list_mark(List *list);
/* Marks every task of the list, or takes all marks off if there are any. */
void list_mark_all(List *list);
void list_unmark_all(List *list);
guint list_mark_count(const List *list);
/* The tasks that the next action is for: the marked ones, else the selected one with its revision
 * as it was shown, else the measures of the selected problem. LedgerTarget; the caller owns it. */
GArray *list_targets(List *list);

/* ── Drawing ──────────────────────────────────────────────────────────────────────────────── */

/* Draws header and rows into `area`; `focused` tells the selection that keys go to. */
void list_draw(List *list, Canvas *canvas, CanvasArea area, gboolean focused);
