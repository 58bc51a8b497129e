#include "list.h"

#include "list_private.h"
#include "zhenggai/text.h"

#include <string.h>

/* The number of rows before the list was drawn for the first time. */
enum { ROWS_AT_FIRST = 20 };

/* The query for the filter words, the base and the order of the list; NULL with an error that
 * tells which word cannot be understood. */
static LedgerQuery *
list_query_new(const List *list, const char *words, const char *order, GError **error)
{
    g_autoptr(LedgerQuery) query = ledger_query_new(list->ledger);
    ledger_query_scope(query, list->scope);
    ledger_query_flat(query, order != NULL);
    if (!ledger_query_filter_line(query, list->base, error) ||
        !ledger_query_filter_line(query, words, error) ||
        (order != NULL && *order != '\0' && !ledger_query_sort(query, order, error)))
        return NULL;
    return g_steal_pointer(&query);
}

List *
list_new(Ledger *ledger, LedgerScope scope, const char *base, const char *order)
{
    List *list = g_new0(List, 1);
    list->ledger = ledger;
    list->scope = scope;
    list->rows = ROWS_AT_FIRST;
    list->words = g_strdup("");
    list->base = base;
    list->order = g_strdup(order);
    list->marks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    list->cache =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)ledger_row_free);
    list->columns = g_array_new(FALSE, FALSE, sizeof(LedgerField));
    list->widths = g_array_new(FALSE, TRUE, sizeof(int));
    list->query = list_query_new(list, "", order, NULL);
    list->places = g_array_new(FALSE, FALSE, sizeof(LedgerPlace));
    list_move_to_start(list);
    return list;
}

void
list_free(List *list)
{
    if (list == NULL)
        return;
    g_array_unref(list->places);
    ledger_query_free(list->query);
    g_hash_table_destroy(list->marks);
    g_hash_table_destroy(list->cache);
    g_array_unref(list->columns);
    g_array_unref(list->widths);
    g_free(list->words);
    g_free(list->order);
    g_free(list->error);
    g_free(list);
}

/* ── The window of places ─────────────────────────────────────────────────────────────────── */

static const LedgerPlace *
list_place(const List *list, guint index)
{
    return index < list->places->len ? &g_array_index(list->places, LedgerPlace, index) : NULL;
}

/* What a reading gave; what it failed with stays with the list. */
static GArray *
list_keep(List *list, GArray *places, GError *error)
{
    g_clear_pointer(&list->error, g_free);
    if (places != NULL)
        return places;
    list->error = g_strdup(error->message);
    g_error_free(error);
    return g_array_new(FALSE, FALSE, sizeof(LedgerPlace));
}

static GArray *
list_read(List *list, const LedgerPlace *from, int direction, int count)
{
    GError *error = NULL;
    GArray *places =
        ledger_query_window(list->query, from, direction, (guint)MAX(count, 0), &error);
    return list_keep(list, places, error);
}

/* The window that begins with `from` itself. */
static GArray *
list_read_at(List *list, const LedgerPlace *from)
{
    GError *error = NULL;
    GArray *places = ledger_query_window_at(list->query, from, (guint)list->rows, &error);
    return list_keep(list, places, error);
}

static void
list_take(List *list, GArray *places)
{
    g_array_unref(list->places);
    list->places = places;
    list->selected = CLAMP(list->selected, 0, MAX((int)places->len - 1, 0));
}

/* A window that is not full shows what comes before it, too. */
static void
list_fill(List *list)
{
    int missing = list->rows - (int)list->places->len;
    const LedgerPlace *first = list_place(list, 0);
    if (missing <= 0 || first == NULL)
        return;
    g_autoptr(GArray) before = list_read(list, first, -1, missing);
    list->selected += (int)before->len;
    g_array_prepend_vals(list->places, before->data, before->len);
}

/* ── Refreshing ───────────────────────────────────────────────────────────────────────────── */

static int
list_find(const List *list, LedgerEntity entity, gint64 key)
{
    for (guint i = 0; i < list->places->len; i++)
        if (list_place(list, i)->entity == entity && list_place(list, i)->key == key)
            return (int)i;
    return -1;
}

void
list_refresh(List *list)
{
    g_hash_table_remove_all(list->cache);
    ledger_query_refresh(list->query);
    const LedgerPlace *first = list_place(list, 0), *selected = list_selected(list);
    if (first == NULL) {
        list_move_to_start(list);
        return;
    }
    LedgerEntity entity = selected->entity;
    gint64 key = selected->key;
    list_take(list, list_read_at(list, first));
    list_fill(list);
    int found = list_find(list, entity, key);
    if (found >= 0)
        list->selected = found;
    else if (list->order != NULL)
        list_select(list, entity, key);
    if (list->places->len == 0)
        list_move_to_start(list);
}

void
list_scope_set(List *list, LedgerScope scope)
{
    if (scope.year == list->scope.year && scope.unit_id == list->scope.unit_id) {
        list_refresh(list);
        return;
    }
    list->scope = scope;
    list_unmark_all(list);
    ledger_query_scope(list->query, scope);
    g_hash_table_remove_all(list->cache);
    list_move_to_start(list);
}

gboolean
list_filter(List *list, const char *words, GError **error)
{
    words = words == NULL ? "" : words;
    g_autoptr(LedgerQuery) query = list_query_new(list, words, list->order, error);
    gint64 count = 0;
    if (query == NULL)
        return FALSE;
    if (ledger_query_is_filtered(query) && (count = ledger_query_count(query, error)) < 0)
        return FALSE;
    ledger_query_free(list->query);
    list->query = g_steal_pointer(&query);
    list->count = count;
    g_autofree char *former = list->words;
    list->words = g_strdup(words);
    list_move_to_start(list);
    /* What was looked for, not the headings over it. */
    while (list->selected + 1 < (int)list->places->len && !list_selected(list)->match)
        list->selected++;
    return TRUE;
}

gboolean
list_sort(List *list, const char *order, GError **error)
{
    g_autoptr(LedgerQuery) query = list_query_new(list, list->words, order, error);
    if (query == NULL)
        return FALSE;
    const LedgerPlace *selected = list_selected(list);
    LedgerPlace place = selected == NULL ? (LedgerPlace){.entity = ENTITY_COUNT} : *selected;
    ledger_query_free(list->query);
    list->query = g_steal_pointer(&query);
    g_autofree char *former = list->order;
    list->order = g_strdup(order);
    list->scrolled = 0;
    list_move_to_start(list);
    if (place.entity != ENTITY_COUNT)
        list_select(list, place.entity, place.key);
    return TRUE;
}

const char *
list_order(const List *list)
{
    return list->order;
}

const char *
list_filter_words(const List *list)
{
    return list->words;
}

gint64
list_filter_count(const List *list)
{
    return list->count;
}

/* ── Moving ───────────────────────────────────────────────────────────────────────────────── */

static void
list_move_down(List *list)
{
    const LedgerPlace *last = list_place(list, list->places->len - 1);
    if (list->selected + 1 < (int)list->places->len) {
        list->selected++;
        return;
    }
    g_autoptr(GArray) next = list_read(list, last, 1, 1);
    if (next->len == 0)
        return;
    g_array_append_vals(list->places, next->data, next->len);
    if ((int)list->places->len > list->rows)
        g_array_remove_index(list->places, 0);
    else
        list->selected++;
}

static void
list_move_up(List *list)
{
    if (list->selected > 0) {
        list->selected--;
        return;
    }
    g_autoptr(GArray) previous = list_read(list, list_place(list, 0), -1, 1);
    if (previous->len == 0)
        return;
    g_array_prepend_vals(list->places, previous->data, previous->len);
    if ((int)list->places->len > list->rows)
        g_array_set_size(list->places, (guint)list->rows);
}

void
list_move(List *list, int rows)
{
    for (; rows > 0 && list->places->len > 0; rows--)
        list_move_down(list);
    for (; rows < 0 && list->places->len > 0; rows++)
        list_move_up(list);
}

void
list_move_pages(List *list, int pages)
{
    const LedgerPlace *edge = list_place(list, pages > 0 ? list->places->len - 1 : 0);
    if (edge == NULL)
        return;
    g_autoptr(GArray) next = list_read(list, edge, pages > 0 ? 1 : -1, list->rows);
    if (next->len == 0) {
        list->selected = pages > 0 ? (int)list->places->len - 1 : 0;
        return;
    }
    int selected = list->selected;
    list_take(list, g_steal_pointer(&next));
    list_fill(list);
    if (pages < 0 && (int)list->places->len < list->rows)
        list_move_to_start(list);
    list->selected = CLAMP(selected, 0, (int)list->places->len - 1);
}

void
list_rows_set(List *list, int rows)
{
    if (rows == list->rows || rows <= 0)
        return;
    list->rows = rows;
    if (list->selected >= rows) {
        g_array_remove_range(list->places, 0, (guint)(list->selected - rows + 1));
        list->selected = rows - 1;
    }
    list_refresh(list);
}

void
list_move_to_start(List *list)
{
    list->selected = 0;
    list_take(list, list_read(list, NULL, 1, list->rows));
}

void
list_move_to_end(List *list)
{
    list_take(list, list_read(list, NULL, -1, list->rows));
    list->selected = MAX((int)list->places->len - 1, 0);
}

gboolean
list_select_row(List *list, int row)
{
    /* The header takes the first row of the area. */
    if (row < 1 || row > (int)list->places->len)
        return FALSE;
    list->selected = row - 1;
    return TRUE;
}

gboolean
list_select(List *list, LedgerEntity entity, gint64 key)
{
    LedgerPlace place;
    int found = list_find(list, entity, key);
    if (found < 0 && ledger_place_find(list->ledger, entity, key, &place, NULL)) {
        g_autoptr(GArray) places = list_read_at(list, &place);
        const LedgerPlace *first = &g_array_index(places, LedgerPlace, 0);
        if (places->len == 0 || first->entity != entity || first->key != key)
            return FALSE;
        list->selected = 0;
        list_take(list, g_steal_pointer(&places));
        list_fill(list);
        found = list_find(list, entity, key);
    }
    if (found >= 0)
        list->selected = found;
    return found >= 0;
}

/* ── Folding ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
list_can_fold(const LedgerPlace *place)
{
    return place->step_no == 0;
}

static void
list_select_parent(List *list, const LedgerPlace *place)
{
    LedgerPlace parent;
    if (ledger_place_parent(list->ledger, place, &parent, NULL))
        list_select(list, parent.entity, parent.key);
}

void
list_fold(List *list)
{
    const LedgerPlace *selected = list_selected(list);
    if (selected == NULL)
        return;
    if (!list_can_fold(selected) || ledger_query_is_folded(list->query, selected)) {
        LedgerPlace place = *selected;
        list_select_parent(list, &place);
        return;
    }
    ledger_query_fold(list->query, selected, TRUE);
    list_refresh(list);
}

void
list_unfold(List *list)
{
    const LedgerPlace *selected = list_selected(list);
    if (selected == NULL || !list_can_fold(selected))
        return;
    if (!ledger_query_is_folded(list->query, selected)) {
        const LedgerPlace *next = list_place(list, (guint)list->selected + 1);
        if (next == NULL || next->step_no > 0 || next->measure_no > selected->measure_no)
            list_move(list, 1);
        return;
    }
    ledger_query_fold(list->query, selected, FALSE);
    list_refresh(list);
}

void
list_fold_all(List *list)
{
    const LedgerPlace *selected = list_selected(list);
    if (selected == NULL)
        return;
    gint64 problem = selected->problem_key;
    list->folded_all = !list->folded_all;
    ledger_query_fold_all(list->query, list->folded_all);
    list_move_to_start(list);
    list_select(list, ENTITY_PROBLEM, problem);
}

void
list_unfold_all(List *list)
{
    list->folded_all = FALSE;
    ledger_query_fold_all(list->query, FALSE);
    list_refresh(list);
}

/* ── Selection ────────────────────────────────────────────────────────────────────────────── */

const LedgerPlace *
list_selected(const List *list)
{
    return list_place(list, (guint)list->selected);
}

const LedgerPlace *
list_shown(const List *list, int row)
{
    return row < 0 || row >= list->rows ? NULL : list_place(list, (guint)row);
}
