/* Another copy of this ledger: opened, compared, told. */
#include "sibling.h"

#include <stdarg.h>
#include <string.h>

#include "journal.h"
#include "zhenggai/evidence.h"
#include "zhenggai/text.h"

/* ── What the parts share ─────────────────────────────────────────────────────────────────── */

void
sibling_remark(LedgerSibling *sibling, gboolean warning, const char *format, ...)
{
    va_list arguments;
    LedgerSiblingRemark *remark = g_new0(LedgerSiblingRemark, 1);
    va_start(arguments, format);
    *remark = (LedgerSiblingRemark){warning, g_strdup_vprintf(format, arguments)};
    va_end(arguments);
    g_ptr_array_add(sibling->remarks, remark);
}

LedgerEntity
sibling_reference(LedgerField field)
{
    static const struct {
        const char *column;
        LedgerEntity entity;
    } references[] = {{"unit_id", ENTITY_UNIT},       {"report_id", ENTITY_REPORT},
                      {"problem_id", ENTITY_PROBLEM}, {"about_id", ENTITY_PROBLEM},
                      {"task_id", ENTITY_TASK},       {"origin_id", ENTITY_TASK}};
    for (gsize i = 0; i < G_N_ELEMENTS(references); i++)
        if (strcmp(ledger_field_info(field)->name, references[i].column) == 0)
            return references[i].entity;
    return ENTITY_COUNT;
}

gboolean
sibling_is_place(LedgerField field)
{
    const char *name = ledger_field_info(field)->name;
    return strcmp(name, "no") == 0 || field == FIELD_TASK_measure_no || field == FIELD_TASK_step_no;
}

const char *
sibling_uuid(const LedgerSibling *sibling, const char *uuid)
{
    const char *here = g_hash_table_lookup(sibling->same, uuid);
    return here == NULL ? uuid : here;
}

gint64
sibling_key(const LedgerSibling *sibling, LedgerEntity entity, const char *uuid)
{
    gint64 key = 0;
    g_autofree char *sql =
        g_strdup_printf("SELECT id FROM \"%s\" WHERE uuid = ?1", ledger_entity_name(entity));
    store_number(sibling->ours->store, &key, 0, NULL, sql, "s", sibling_uuid(sibling, uuid));
    return key;
}

/* ── Life ─────────────────────────────────────────────────────────────────────────────────── */

static void
row_free(gpointer data)
{
    LedgerSiblingRow *row = data;
    g_free(row->uuid);
    g_free(row->address);
    g_free(row->measure);
    g_free(row->text);
    g_ptr_array_unref(row->cells);
    g_free(row);
}

static void
remark_free(gpointer data)
{
    LedgerSiblingRemark *remark = data;
    g_free(remark->words);
    g_free(remark);
}

void
ledger_sibling_free(LedgerSibling *sibling)
{
    if (sibling == NULL)
        return;
    ledger_close(sibling->theirs);
    sibling_base_clear(&sibling->base);
    g_hash_table_destroy(sibling->same);
    g_hash_table_destroy(sibling->by_uuid);
    g_ptr_array_unref(sibling->sheets);
    g_ptr_array_unref(sibling->rows);
    g_ptr_array_unref(sibling->remarks);
    g_free(sibling->evidence);
    g_free(sibling->head);
    g_free(sibling->since);
    g_free(sibling->people);
    g_free(sibling);
}

/* How much there is to take over, and whose work it is. */
static gboolean
read_entries(LedgerSibling *sibling, GError **error)
{
    Store *store = sibling->theirs->store;
    gint64 entries = 0, since = MAX(sibling->base.common, sibling->base.taken);
    if (!store_number(store, &entries, 0, error, "SELECT count(*) FROM action WHERE id > ?1", "i",
                      since) ||
        !store_string(store, &sibling->people, error,
                      "SELECT group_concat(\"by\", '、') FROM "
                      "(SELECT \"by\" FROM action WHERE id > ?1 GROUP BY 1 ORDER BY min(id))",
                      "i", since) ||
        !store_string(store, &sibling->since, error,
                      "SELECT substr(at, 1, 10) FROM action WHERE id = ?1", "i", since))
        return FALSE;
    sibling->entries = (guint)entries;
    return TRUE;
}

/* A statement that has not ended keeps the file as it is for the length of the reading. */
static gboolean
read_whole(LedgerSibling *sibling, GError **error)
{
    g_autoptr(StoreStatement) hold =
        store_query(sibling->theirs->store, error, "SELECT count(*) FROM action", "");
    if (hold == NULL || !store_step(hold, error))
        return FALSE;
    return sibling_base_find(sibling, error) && sibling_compare(sibling, error) &&
           read_entries(sibling, error);
}

LedgerSibling *
ledger_sibling_open(Ledger *ledger, const char *path, GError **error)
{
    const LedgerWorld world = {.today = ledger->frozen ? ledger->today : NULL,
                               .operator= ledger->operator,
                               .wait = ledger->wait };
    g_autoptr(LedgerSibling) sibling = g_new0(LedgerSibling, 1);
    sibling->ours = ledger;
    sibling->same = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    sibling->rows = g_ptr_array_new_with_free_func(row_free);
    sibling->by_uuid = g_hash_table_new(g_str_hash, g_str_equal);
    sibling->sheets = g_ptr_array_new_with_free_func(sibling_sheet_free);
    sibling->remarks = g_ptr_array_new_with_free_func(remark_free);
    sibling->theirs = ledger_open(path, LEDGER_OPEN_READONLY, &world, error);
    if (sibling->theirs == NULL || !ledger_verify(sibling->theirs, error) ||
        !read_whole(sibling, error))
        return NULL;
    sibling->evidence = ledger_evidence_folder(sibling->theirs);
    g_clear_pointer(&sibling->theirs, ledger_close);
    return g_steal_pointer(&sibling);
}

GPtrArray *
ledger_sibling_rows(const LedgerSibling *sibling)
{
    return sibling->rows;
}

const GPtrArray *
ledger_sibling_remarks(const LedgerSibling *sibling)
{
    return sibling->remarks;
}

const char *
ledger_sibling_since(const LedgerSibling *sibling)
{
    return sibling->since;
}

guint
ledger_sibling_entries(const LedgerSibling *sibling)
{
    return sibling->entries;
}

const char *
ledger_sibling_people(const LedgerSibling *sibling)
{
    return sibling->people == NULL ? "" : sibling->people;
}
