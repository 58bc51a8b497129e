/* Reading the ledger: rows, addresses, filters, the outline.
 *
 * A row is a problem, task, plan, … with its values as text under the fields of fields.def; what is
 * unknown is NULL, never "". A list asks for the rows it shows: what a call costs follows the
 * number of rows returned, not the ledger's size.
 */
#pragma once

#include "zhenggai/field.h"
#include "zhenggai/ledger.h"

/* ── Rows ─────────────────────────────────────────────────────────────────────────────────── */

typedef struct LedgerRow LedgerRow;

gint64 ledger_row_key(const LedgerRow *row); /* the row's number in its table */
LedgerEntity ledger_row_entity(const LedgerRow *row);
/* The stored text of a field of the row's entity that was asked for; NULL if unknown or not asked
 * for. Borrowed from the row. */
const char *ledger_row_get(const LedgerRow *row, LedgerField field);
/* The same as a number; 0 where it is NULL. YESNO is 0 or 1. */
gint64 ledger_row_number(const LedgerRow *row, LedgerField field);
LedgerRow *ledger_row_copy(const LedgerRow *row);
void ledger_row_free(LedgerRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LedgerRow, ledger_row_free)

/* Which fields a query reads; a set keeps costly ones out where they are not shown. */
typedef struct {
    guint8 wanted[FIELD_COUNT];
} LedgerFields;
/* Every field of the entity but the INTERNAL ones / exactly the listed ones, closed by FIELD_NONE.
 */
LedgerFields ledger_fields_all(LedgerEntity entity);
LedgerFields ledger_fields_of(LedgerField first, ...);

/* One row by its key, with the wanted fields (NULL: all). NULL and LEDGER_ERROR_NOT_FOUND if there
 * is none. The caller owns it. */
LedgerRow *ledger_row_load(Ledger *ledger, LedgerEntity entity, gint64 key,
                           const LedgerFields *fields, GError **error);

/* A running query. */
typedef struct LedgerRows LedgerRows;
/* The next row, borrowed until the next call; NULL at the end, or with *error set on failure. */
const LedgerRow *ledger_rows_next(LedgerRows *rows, GError **error);
void ledger_rows_free(LedgerRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LedgerRows, ledger_rows_free)

/* The causes of a problem; the notes, extensions of a task; the plans of a report; …: rows of
 * `entity` whose parent is `parent`, in their own order. parent 0: all of that entity. */
LedgerRows *ledger_rows_of(Ledger *ledger, LedgerEntity entity, gint64 parent, GError **error);

/* ── Scope: the working year and unit ─────────────────────────────────────────────────────── */

typedef struct {
    int year;       /* 0: every year */
    gint64 unit_id; /* 0: every unit */
} LedgerScope;

/* What the reports of a year and unit arrange for the next year: LedgerRow *, the caller's. */
GPtrArray *ledger_plans(Ledger *ledger, LedgerScope scope, GError **error);

/* The scope that a bare number means: what is given (0, NULL: nothing), else the latest year that
 * has a report, else the latest that has a problem; the unit by name or short name, else the only
 * one. LEDGER_ERROR_NOT_FOUND, or _AMBIGUOUS with the candidates. An empty ledger gives {0, 0}. */
gboolean ledger_scope_find(Ledger *ledger, int year, const char *unit, LedgerScope *scope,
                           GError **error);
/* Every unit in the year that is given, or (0) as above. */
gboolean ledger_scope_of_all(Ledger *ledger, int year, LedgerScope *scope, GError **error);
/* Every (year, unit) that the ledger holds, latest year first: GArray of LedgerScope. */
GArray *ledger_scopes(Ledger *ledger, GError **error);
/* "张官营镇 2024", "2024" or "". The caller owns it. */
char *ledger_scope_name(Ledger *ledger, LedgerScope scope);

/* ── Addresses ────────────────────────────────────────────────────────────────────────────── */

/* What an address names: problem 3, measure 3.1, step 3.1.2, cause c3.1, plan p2, each also as
 * 2024/3.1 and 张官营镇/2024/3.1, and a task as ZG2024-03-01-02 or by its UUID. Full-width digits
 * and 。for . are taken too. A measure that the report links to no problem is 0.1.
 * LEDGER_ERROR_USAGE if it is no address, _NOT_FOUND, _AMBIGUOUS. */
gboolean ledger_address_find(Ledger *ledger, LedgerScope scope, const char *address,
                             LedgerEntity *entity, gint64 *key, GError **error);

/* ── Queries over tasks ───────────────────────────────────────────────────────────────────── */

typedef struct LedgerQuery LedgerQuery;

LedgerQuery *ledger_query_new(Ledger *ledger);
void ledger_query_free(LedgerQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LedgerQuery, ledger_query_free)

void ledger_query_scope(LedgerQuery *query, LedgerScope scope);
/* Adds one filter word (INTERFACE.md "FILTER"); words are joined by AND. LEDGER_ERROR_USAGE with
 * what can be written. `year:` and `unit:` take the place of the scope's. */
gboolean ledger_query_filter(LedgerQuery *query, const char *word, GError **error);
/* The words of one line, split at blanks but not inside "…" or “…”. */
gboolean ledger_query_filter_line(LedgerQuery *query, const char *line, GError **error);
/* Only what wants attention up to and with that ISO day: deadlines of unfinished work, look-backs,
 * slips that wait for a reply. */
void ledger_query_until(LedgerQuery *query, const char *day);
/* TRUE once a filter word was added. */
gboolean ledger_query_is_filtered(const LedgerQuery *query);
/* "due,-owner": keys are field names or labels, - is downwards; unknown values come last. */
gboolean ledger_query_sort(LedgerQuery *query, const char *keys, GError **error);
void ledger_query_limit(LedgerQuery *query, guint limit);

/* The tasks that match, in address order or as sorted. */
LedgerRows *ledger_query_rows(LedgerQuery *query, const LedgerFields *fields, GError **error);
/* How many match: -1 and an error on failure. */
gint64 ledger_query_count(LedgerQuery *query, GError **error);

/* ── The outline: problems → measures → steps, as the ledger view shows them ──────────────── */

/* A place in the outline. The order of (year, unit_id, problem_no, measure_no, step_no) is the
 * order of the outline; a problem has measure_no 0, a measure step_no 0. */
typedef struct {
    int year;
    gint64 unit_id;
    int problem_no, measure_no, step_no;
    LedgerEntity entity; /* ENTITY_PROBLEM or ENTITY_TASK */
    gint64 key;
    gint64 problem_key;
    gboolean match; /* matches the filter itself, not only through its parts */
} LedgerPlace;

/* Folds or unfolds one problem or measure; folds start open. */
void ledger_query_fold(LedgerQuery *query, const LedgerPlace *place, gboolean folded);
void ledger_query_fold_all(LedgerQuery *query, gboolean folded);
gboolean ledger_query_is_folded(const LedgerQuery *query, const LedgerPlace *place);

/* Up to `count` places of the outline that are not folded away, in outline order: those after
 * `from` (direction 1), before it (direction −1; nearest the end of the array), NULL: from the
 * start or the end. A filter leaves the matching tasks with the problems and measures above them.
 * GArray of LedgerPlace, the caller's; NULL and an error on failure. */
GArray *ledger_query_window(LedgerQuery *query, const LedgerPlace *from, int direction, guint count,
                            GError **error);

/* The same window, beginning with `place` itself, or with what stands where it stood. */
GArray *ledger_query_window_at(LedgerQuery *query, const LedgerPlace *place, guint count,
                               GError **error);

/* Makes the window flat: the matching tasks alone, in the order of ledger_query_sort(). That order
 * is read at the first window and kept, so that a page costs a page, until the query is refreshed:
 * after a change of the ledger. */
void ledger_query_flat(LedgerQuery *query, gboolean flat);
void ledger_query_refresh(LedgerQuery *query);

/* The place of a problem or task, wherever it is now. LEDGER_ERROR_NOT_FOUND. */
gboolean ledger_place_find(Ledger *ledger, LedgerEntity entity, gint64 key, LedgerPlace *place,
                           GError **error);

/* What a step or measure belongs to: its measure, its problem. LEDGER_ERROR_NOT_FOUND for a
 * problem. */
gboolean ledger_place_parent(Ledger *ledger, const LedgerPlace *place, LedgerPlace *parent,
                             GError **error);

/* ── Other readings ───────────────────────────────────────────────────────────────────────── */

/* The names that complete `prefix` for a NAME or OFFICE field, most used first, at most `limit`.
 * NULL-terminated, the caller's. */
char **ledger_names(Ledger *ledger, LedgerField field, const char *prefix, guint limit);

/* The whole text of a report by its key. The caller owns it; NULL and an error on failure. */
char *ledger_report_text(Ledger *ledger, gint64 report, GError **error);

/* The report that a problem, cause, task or plan came from, and the item's place in it: the text
 * in *text (the caller's), *start and *end in characters. LEDGER_ERROR_NOT_FOUND where the item
 * was added by hand. */
gboolean ledger_source_find(Ledger *ledger, LedgerEntity entity, gint64 key, char **text,
                            gsize *start, gsize *end, GError **error);
