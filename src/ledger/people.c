/* The directory: people and departments, what else they are called, and who follows whom. */
#include <string.h>

#include "private.h"
#include "zhenggai/text.h"

/* ── Names ────────────────────────────────────────────────────────────────────────────────── */

/* The row whose name or alias it is; the name itself comes first. */
#define DIRECTORY_FIND(column)                                                                     \
    "SELECT " column " FROM \"%s\" WHERE name = ?1 OR "                                            \
    "instr('、' || aliases || '、', '、' || ?1 || '、') > 0 ORDER BY name <> ?1, id LIMIT 1"

static char *
people_resolve_one(Ledger *ledger, LedgerEntity entity, const char *typed)
{
    char *name = NULL;
    g_autofree char *sql = g_strdup_printf(DIRECTORY_FIND("name"), ledger_entity_name(entity));
    store_string(ledger->store, &name, NULL, sql, "s", typed);
    return name == NULL ? g_strdup(typed) : name;
}

char *
ledger_name_resolve(Ledger *ledger, LedgerType type, const char *typed)
{
    if (type == TYPE_NAME)
        return people_resolve_one(ledger, ENTITY_PERSON, typed);
    g_auto(GStrv) words = g_strsplit(typed, "、", 0);
    for (guint i = 0; words[i] != NULL; i++) {
        char *name = people_resolve_one(ledger, ENTITY_DEPARTMENT, g_strstrip(words[i]));
        g_free(words[i]);
        words[i] = name;
    }
    return g_strjoinv("、", words);
}

/* ── The directory ────────────────────────────────────────────────────────────────────────── */

static LedgerField
people_field(LedgerEntity entity, const char *name)
{
    return ledger_field_of_column(entity, name);
}

gboolean
ledger_directory_ensure(LedgerChange *change, LedgerEntity entity, const char *name, gint64 *key,
                        GError **error)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT id FROM \"%s\" WHERE name = ?1", ledger_entity_name(entity));
    if (!ledger_text_check(name, error))
        return FALSE;
    if (ledger_text_is_blank(name) || strpbrk(name, "\n") != NULL || strstr(name, "、") != NULL) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("\"%s\": a name is one line without 、"), name);
        return FALSE;
    }
    *key = 0;
    if (!store_number(change->ledger->store, key, 0, error, sql, "s", name))
        return FALSE;
    const LedgerAssignment row[] = {{people_field(entity, "name"), name}};
    return *key != 0 || ledger_change_insert(change, entity, row, 1, key, error);
}

/* The same names with 、 between them, whatever stood there. */
static char *
people_list(const char *aliases)
{
    g_auto(GStrv) words = g_regex_split_simple("[、，,;；/]", aliases, 0, 0);
    g_autoptr(GStrvBuilder) kept = g_strv_builder_new();
    for (guint i = 0; words[i] != NULL; i++)
        if (*g_strstrip(words[i]) != '\0')
            g_strv_builder_add(kept, words[i]);
    g_auto(GStrv) list = g_strv_builder_end(kept);
    return g_strjoinv("、", list);
}

static gboolean
people_alias_is_free(LedgerChange *change, LedgerEntity entity, gint64 key, const char *alias,
                     GError **error)
{
    gint64 other = 0;
    g_autofree char *sql = g_strdup_printf(DIRECTORY_FIND("id"), ledger_entity_name(entity));
    if (!store_number(change->ledger->store, &other, 0, error, sql, "s", alias))
        return FALSE;
    if (other == 0 || other == key)
        return TRUE;
    g_autofree char *name = people_resolve_one(change->ledger, entity, alias);
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_RULE, _("%s is called %s already"), name, alias);
    return FALSE;
}

gboolean
ledger_directory_alias(LedgerChange *change, LedgerEntity entity, gint64 key, const char *aliases,
                       GError **error)
{
    if (!ledger_text_check(aliases, error))
        return FALSE;
    g_autofree char *list = aliases == NULL ? NULL : people_list(aliases);
    g_auto(GStrv) words = g_strsplit(list == NULL ? "" : list, "、", 0);
    for (guint i = 0; words[i] != NULL; i++)
        if (*words[i] != '\0' && !people_alias_is_free(change, entity, key, words[i], error))
            return FALSE;
    return ledger_change_set(change, entity, key, 0, people_field(entity, "aliases"),
                             list == NULL || *list == '\0' ? NULL : list, error);
}

/* ── Handing over ─────────────────────────────────────────────────────────────────────────── */

static GArray *
people_tasks(Ledger *ledger, LedgerField field, const char *name, gboolean everything,
             GError **error)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT id FROM task WHERE \"%s\" = ?1%s ORDER BY id", ledger_field_info(field)->name,
        everything ? "" : " AND closure NOT IN ('closed', 'dropped')");
    g_autoptr(StoreStatement) statement = store_query(ledger->store, error, sql, "s", name);
    return store_keys(statement, error);
}

gboolean
ledger_hand_over(LedgerChange *change, const char *from, const char *to, gboolean everything,
                 guint *tasks, GError **error)
{
    static const LedgerField roles[] = {FIELD_TASK_owner, FIELD_TASK_lead};
    Ledger *ledger = change->ledger;
    g_autofree char *giver = ledger_name_resolve(ledger, TYPE_NAME, from);
    g_autofree char *taker = ledger_name_resolve(ledger, TYPE_NAME, to);
    g_autoptr(GHashTable) touched = g_hash_table_new(g_direct_hash, g_direct_equal);
    gint64 person;
    if (strcmp(giver, taker) == 0) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("both are %s"), taker);
        return FALSE;
    }
    if (!ledger_directory_ensure(change, ENTITY_PERSON, taker, &person, error))
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++) {
        g_autoptr(GArray) keys = people_tasks(ledger, roles[i], giver, everything, error);
        if (keys == NULL)
            return FALSE;
        for (guint k = 0; k < keys->len; k++) {
            gint64 key = g_array_index(keys, gint64, k);
            if (!ledger_change_set(change, ENTITY_TASK, key, 0, roles[i], taker, error))
                return FALSE;
            g_hash_table_add(touched, GSIZE_TO_POINTER((gsize)key));
        }
    }
    *tasks = g_hash_table_size(touched);
    if (*tasks == 0)
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND, _("%s has nothing to hand over"),
                    giver);
    return *tasks > 0;
}
