/* What the modules of the ledger share. */
#pragma once

#include "store.h"
#include "zhenggai/change.h"
#include "zhenggai/query.h"

struct Ledger {
    Store *store;
    char *path;
    char *today;
    char *operator;
    int wait;             /* for another writer, as the world said */
    gboolean frozen;      /* the day was given: every time of day is noon */
    char *calendar_path;  /* or NULL */
    GHashTable *calendar; /* ISO day → −1 off, 1 working; NULL until it is needed */
};

/* As ledger_check(), evidence apart: LEDGER_ERROR_DAMAGED with the first finding. */
gboolean ledger_verify(Ledger *ledger, GError **error);

/* A task whose deadline still counts, in the words of the index task_pending. */
#define TASK_IS_PENDING                                                                            \
    "due IS NOT NULL AND progress <> 'completed' AND closure NOT IN ('closed', 'dropped')"

/* A task that is looked at again on some day. */
#define TASK_IS_TO_BE_LOOKED_AT "lookback_on IS NOT NULL AND closure <> 'dropped'"

/* Whether `text` may be stored: valid UTF-8 without NUL. LEDGER_ERROR_USAGE. */
gboolean ledger_text_check(const char *text, GError **error);
/* Whether there is nothing but blanks of any script in it, or it is NULL. */
gboolean ledger_text_is_blank(const char *text);

/* Whether the field must always have a value. */
gboolean ledger_value_is_required(LedgerField field);

/* The name in the directory that `typed` is, or is an alias of; `typed` itself where there is none.
 * A list of departments (司法所、派出所) is taken one by one. The caller owns it. */
char *ledger_name_resolve(Ledger *ledger, LedgerType type, const char *typed);

/* Rows of `statement`, which is taken over, whose columns are the key and then the wanted fields of
 * `entity` in the order of fields.def. */
LedgerRows *ledger_rows_new(StoreStatement *statement, LedgerEntity entity,
                            const LedgerFields *fields);
/* `key, "id", "uuid", …` for SELECT from ENTITY_row. */
void ledger_fields_select(GString *sql, LedgerEntity entity, const LedgerFields *fields);
/* The address of a row, "1.1" or "张官营镇/2024/1.1" if the ledger has several units or years; NULL
 * where the entity has none or the row is gone. The caller owns it. */
char *ledger_row_address(Ledger *ledger, LedgerEntity entity, gint64 key);

/* Sets LEDGER_ERROR_NOT_FOUND: the row that was asked for is no longer there. */
void ledger_row_gone(GError **error);

/* The unit of that name, else of that short name. LEDGER_ERROR_NOT_FOUND, _AMBIGUOUS. */
gboolean ledger_unit_find(Ledger *ledger, const char *name, gint64 *unit_id, GError **error);
/* ` AND alias.year = 2024 AND alias.unit_id = 1`, as far as the scope says. */
void ledger_scope_append(GString *sql, LedgerScope scope, const char *alias);
/* Fills in the year and unit that `scope` leaves open (0), as ledger_scope_find(). */
gboolean ledger_scope_complete(Ledger *ledger, LedgerScope *scope, GError **error);

/* Ranges of keys (LedgerKeyRange) as a record keeps them, "1-5 8", and back. The caller's. */
char *ledger_key_ranges_text(const GArray *ranges);
GArray *ledger_key_ranges_parse(const char *text);

struct LedgerChange {
    Ledger *ledger;
    LedgerAction action;
    char *reason;
    gint64 id;     /* the action's, taken when it began */
    gint64 target; /* of undo and redo */
    guint count;
    GChecksum *checksum; /* over the changes, as the journal defines it */
    /* The same at the mark; the checksum is NULL where there is none. */
    guint mark_count;
    GChecksum *mark_checksum;
};

/* Whether the row is still as it was when it was shown. LEDGER_ERROR_CONFLICT, _NOT_FOUND. */
gboolean ledger_target_check(LedgerChange *change, const LedgerTarget *target, GError **error);
/* After the progress of tasks was written: a completed measure with a step that is not is refused
 * (LEDGER_ERROR_RULE names the steps), and the measures of steps follow as ledger_rollup_step(). */
gboolean ledger_rollup(LedgerChange *change, const LedgerTarget *targets, guint count,
                       GError **error);
gboolean ledger_rollup_step(LedgerChange *change, gint64 step, GError **error);
/* As ledger_change_insert(); `former` > 0: the key of the same row, which went. */
gboolean ledger_change_insert_as(LedgerChange *change, LedgerEntity entity, gint64 former,
                                 const LedgerAssignment *assignments, guint count, gint64 *key,
                                 GError **error);
/* Removes a row / puts a removed one back from the JSON that the journal keeps; for undo, redo. */
gboolean ledger_change_remove(LedgerChange *change, LedgerEntity entity, gint64 key,
                              GError **error);
gboolean ledger_change_restore(LedgerChange *change, LedgerEntity entity, gint64 key,
                               const char *json, GError **error);
/* INSERT of a row ?1 from the JSON ?2 that the journal keeps of it. The caller owns it. */
char *ledger_restore_sql(LedgerEntity entity);
/* The row as JSON of its stored fields, NULL if it is gone; the caller owns it. */
gboolean ledger_row_json(Ledger *ledger, LedgerEntity entity, gint64 key, char **json,
                         GError **error);
/* A stored field as it is; NULL where it is NULL. LEDGER_ERROR_NOT_FOUND if the row is gone. */
gboolean ledger_row_value(Ledger *ledger, LedgerEntity entity, gint64 key, LedgerField field,
                          char **value, gint64 *revision, GError **error);
/* The entity whose table is called `name`, ENTITY_COUNT if none. */
LedgerEntity ledger_entity_find(const char *name);
/* The stored field of that column; FIELD_NONE for "". */
LedgerField ledger_field_of_column(LedgerEntity entity, const char *column);
