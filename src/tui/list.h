/* The list: the ledger's outline on the screen, problems → measures → steps, or a table of tasks.
 *
 * It holds the rows that it shows and no others; moving asks the ledger for the next ones.
 */
#pragma once

#include "canvas.h"
#include "zhenggai/change.h"

typedef struct List List;

/* `base` are filter words that always hold ("": none; it must outlive the list), `order` as for
 * list_sort(). */
List *list_new(Ledger *ledger, LedgerScope scope, const char *base, const char *order);
void list_free(List *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(List, list_free)

/* Reads everything shown anew, after a change of the ledger or the language; the selection stays
 * on its row, or on the nearest one if that is gone. An error of reading stays with the list and
 * is drawn in place of the rows. */
void list_refresh(List *list);
/* The same for another year or unit, from its start and without marks. */
void list_scope_set(List *list, LedgerScope scope);

/* Shows only what matches the filter words ("" or NULL: everything). A word that cannot be
 * understood is the error, and the list stays as it was. */
gboolean list_filter(List *list, const char *words, GError **error);
/* The words in force, "" if none; and how many tasks they leave. */
const char *list_filter_words(const List *list);
gint64 list_filter_count(const List *list);

/* Makes it a table in the order of "due,-owner" ("": the report's); NULL makes it the tree again.
 * The selection stays. A key that cannot be understood is the error, and the list stays. */
gboolean list_sort(List *list, const char *order, GError **error);
/* NULL for the tree. */
const char *list_order(const List *list);
/* The table's columns between ID and text, as words ("owner,due", "owner=12" for one of 12 cells);
 * "" for the usual ones. FALSE with an error if one is no field. */
gboolean list_columns_set(List *list, const char *words, GError **error);
/* The columns in force: LedgerField, borrowed; as the words for list_columns_set(), the caller's.
 */
const GArray *list_columns(const List *list);
char *list_columns_words(const List *list);
/* The field of the table's column, ID and text among them, at a cell of a header so wide;
 * FIELD_NONE in the tree. */
LedgerField list_column_at(const List *list, int columns, int cell);
/* Moves the border after a column from one cell of a header so wide to another; FALSE if there is
 * none. */
gboolean list_border_move(List *list, int columns, int from, int to);
/* Goes `by` columns to the right; the ID stays. */
void list_scroll_columns(List *list, int by);

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
void list_unfold_all(List *list);

/* ── The rows on the screen ───────────────────────────────────────────────────────────────── */

/* How many there is room for; whoever draws them says so first. */
void list_rows_set(List *list, int rows);
/* The row-th of them; NULL behind the last. */
const LedgerPlace *list_shown(const List *list, int row);
/* What is read of a place, borrowed; NULL if it cannot be read. */
const LedgerRow *list_row(List *list, const LedgerPlace *place);
gboolean list_is_marked(const List *list, const LedgerPlace *place);
/* The style that a task's status asks for. */
Style list_style(const LedgerRow *row);
/* "12-20 overdue", the day as the list shows it; "-" for none. The caller owns it. */
char *list_due(const List *list, const LedgerRow *row);
/* Draws `text` cut to a column of that many cells, the gap behind it among them; returns the next
 * column. */
int list_draw_cell(Canvas *canvas, CanvasArea area, int row, int column, int cells, Style style,
                   const char *text);
/* The same up to the edge of the area. */
void list_draw_text(Canvas *canvas, CanvasArea area, int row, int column, Style style,
                    const char *text);
/* Tells the selected row by its mark and the `cells` of its ID. */
void list_draw_selection(const List *list, Canvas *canvas, CanvasArea body, int cells,
                         gboolean focused);
/* Says in `area` why nothing is shown; `empty` where nothing is filtered. */
void list_draw_empty(const List *list, Canvas *canvas, CanvasArea area, const char *empty);

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
