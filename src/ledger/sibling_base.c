/* The last state that two siblings both had. */
#include <string.h>

#include "journal.h"
#include "sibling.h"
#include "zhenggai/text.h"

/* ── Rows ─────────────────────────────────────────────────────────────────────────────────── */

void
sibling_values_free(SiblingValues *values)
{
    for (guint i = 0; values != NULL && i < values->end - values->first; i++)
        g_free(values->values[i]);
    if (values != NULL)
        g_free(values->values);
    g_free(values);
}

SiblingValues *
sibling_values_read(Ledger *ledger, LedgerEntity entity, gint64 key, GError **error)
{
    LedgerField first, end;
    ledger_entity_fields(entity, &first, &end);
    g_autoptr(GString) sql = g_string_new("SELECT ");
    for (LedgerField field = first; field < end; field++) {
        const LedgerFieldInfo *info = ledger_field_info(field);
        gboolean stored = info->origin == ORIGIN_STORED;
        g_string_append_printf(sql, stored ? "%s\"%s\"" : "%sNULL", field == first ? "" : ", ",
                               info->name);
    }
    g_string_append_printf(sql, " FROM \"%s\" WHERE id = ?1", ledger_entity_name(entity));
    g_autoptr(StoreStatement) statement = store_query(ledger->store, error, sql->str, "i", key);
    if (statement == NULL || !store_step(statement, error))
        return NULL;
    SiblingValues *values = g_new0(SiblingValues, 1);
    *values = (SiblingValues){first, end, g_new0(char *, end - first)};
    for (guint i = 0; i < end - first; i++)
        values->values[i] = g_strdup(store_text(statement, (int)i));
    return values;
}

static const char *
value_in(const SiblingValues *values, LedgerField field)
{
    return values == NULL ? NULL : values->values[field - values->first];
}

/* The UUID of the row with that key, now or, if it went since, then. */
static char *
uuid_of(Ledger *ledger, const LedgerPast *past, LedgerEntity entity, const char *key)
{
    char *uuid = NULL;
    gint64 number = g_ascii_strtoll(key, NULL, 10);
    g_autofree char *sql =
        g_strdup_printf("SELECT uuid FROM \"%s\" WHERE id = ?1", ledger_entity_name(entity));
    if (store_string(ledger->store, &uuid, NULL, sql, "i", number) && uuid == NULL && past != NULL)
        uuid = g_strdup(
            past_value(past, entity, number, ledger_field_of_column(entity, "uuid"), NULL));
    return uuid;
}

/* A value as it is compared: another row stands under its UUID here. */
static char *
told(const LedgerSibling *sibling, Ledger *ledger, const LedgerPast *past, LedgerField field,
     const char *value)
{
    LedgerEntity reference = sibling_reference(field);
    if (value == NULL || reference == ENTITY_COUNT)
        return g_strdup(value);
    g_autofree char *uuid = uuid_of(ledger, past, reference, value);
    return g_strdup(uuid == NULL || ledger == sibling->ours ? uuid : sibling_uuid(sibling, uuid));
}

char *
sibling_theirs(const LedgerSibling *sibling, const SiblingPair *pair, LedgerField field)
{
    return told(sibling, sibling->theirs, NULL, field, value_in(pair->theirs, field));
}

char *
sibling_ours(const LedgerSibling *sibling, const SiblingPair *pair, LedgerField field)
{
    return told(sibling, sibling->ours, NULL, field, value_in(pair->ours, field));
}

/* ── What a field was ─────────────────────────────────────────────────────────────────────── */

typedef struct {
    gboolean there;
    char *value;
} Said;

static void
said_clear(Said *said)
{
    g_clear_pointer(&said->value, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Said, said_clear)

static gboolean
said_same(const Said *a, const Said *b)
{
    return a->there == b->there && g_strcmp0(a->value, b->value) == 0;
}

static Said
said_there(const LedgerSibling *sibling, const LedgerPast *past, const SiblingPair *pair,
           LedgerField field)
{
    const char *now = value_in(pair->theirs, field);
    if (!past_existed(past, pair->entity, pair->their_key))
        return (Said){FALSE, NULL};
    return (Said){TRUE, told(sibling, sibling->theirs, past, field,
                             past_value(past, pair->entity, pair->their_key, field, now))};
}

static Said
said_here(const LedgerSibling *sibling, const SiblingPair *pair, LedgerField field)
{
    const SiblingBase *base = &sibling->base;
    const gint64 *went = g_hash_table_lookup(base->gone, sibling_uuid(sibling, pair->uuid));
    gint64 key = pair->our_key != 0 ? pair->our_key : went == NULL ? 0 : *went;
    const char *now = value_in(pair->ours, field);
    if (key == 0 || !past_existed(base->at_given, pair->entity, key))
        return (Said){FALSE, NULL};
    return (Said){TRUE, told(sibling, sibling->ours, base->at_given, field,
                             past_value(base->at_given, pair->entity, key, field, now))};
}

/* Where each took the other over and neither knew of that, the base is what the two states make:
 * what only one of them changed counts. */
static Said
said_between(Said common, Said there, Said here)
{
    Said said = said_same(&there, &common) ? here : said_same(&here, &common) ? there : common;
    if (said_same(&there, &here))
        said = there;
    Said kept = {said.there, g_strdup(said.value)};
    said_clear(&common);
    said_clear(&there);
    said_clear(&here);
    return kept;
}

static Said
said_then(const LedgerSibling *sibling, const SiblingPair *pair, LedgerField field)
{
    const SiblingBase *base = &sibling->base;
    if (base->at_taken == NULL && base->at_given == NULL)
        return said_there(sibling, base->at_common, pair, field);
    if (base->at_given == NULL)
        return said_there(sibling, base->at_taken, pair, field);
    if (base->at_taken == NULL)
        return said_here(sibling, pair, field);
    return said_between(said_there(sibling, base->at_common, pair, field),
                        said_there(sibling, base->at_taken, pair, field),
                        said_here(sibling, pair, field));
}

static const Said *
unsettled(const LedgerSibling *sibling, const SiblingPair *pair, const char *field)
{
    /* Where two rows are one, the record has the UUID of whoever did not keep it. */
    g_autofree char *there = g_strdup_printf("%s %s", pair->uuid, field);
    g_autofree char *here = g_strdup_printf("%s %s", sibling_uuid(sibling, pair->uuid), field);
    const Said *said = g_hash_table_lookup(sibling->base.unsettled, there);
    return said != NULL ? said : g_hash_table_lookup(sibling->base.unsettled, here);
}

char *
sibling_base(const LedgerSibling *sibling, const SiblingPair *pair, LedgerField field,
             gboolean *there)
{
    const Said *instead = unsettled(sibling, pair, ledger_field_info(field)->name);
    *there = FALSE;
    if (unsettled(sibling, pair, "") != NULL)
        return NULL;
    g_auto(Said) said = said_then(sibling, pair, field);
    *there = said.there;
    return instead == NULL ? g_steal_pointer(&said.value) : g_strdup(instead->value);
}

gboolean
sibling_was_there(const LedgerSibling *sibling, const SiblingPair *pair)
{
    gboolean there;
    g_free(sibling_base(sibling, pair, ledger_field_of_column(pair->entity, "uuid"), &there));
    return there;
}

/* ── Where they parted ────────────────────────────────────────────────────────────────────── */

static gboolean
action_hash(Ledger *ledger, gint64 id, char **hash, GError **error)
{
    return store_string(ledger->store, hash, error, "SELECT hash FROM action WHERE id = ?1", "i",
                        id);
}

/* Each hash takes the former in, so that the common ones stand at the beginning. */
static gboolean
find_common(LedgerSibling *sibling, gint64 *common, GError **error)
{
    gint64 ours = 0, theirs = 0;
    if (!ledger_position(sibling->ours, &ours, error) ||
        !ledger_position(sibling->theirs, &theirs, error))
        return FALSE;
    sibling->position = ours;
    gint64 low = 0, high = MIN(ours, theirs);
    while (low < high) {
        gint64 middle = low + (high - low + 1) / 2;
        g_autofree char *first = NULL, *second = NULL;
        if (!action_hash(sibling->ours, middle, &first, error) ||
            !action_hash(sibling->theirs, middle, &second, error))
            return FALSE;
        if (first != NULL && g_strcmp0(first, second) == 0)
            low = middle;
        else
            high = middle - 1;
    }
    *common = low;
    if (low > 0)
        return action_hash(sibling->theirs, theirs, &sibling->head, error);
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_FOREIGN,
                _("it is no copy of this ledger: their journals have no common beginning; to take "
                  "another ledger's tasks over, export a sheet there and merge that"));
    return FALSE;
}

/* ── Records of former merges ─────────────────────────────────────────────────────────────── */

/* A merge that was undone since: what was taken back there must not be taken back here. */
static gboolean
is_taken_back(Ledger *ledger, gint64 position, gboolean *back, GError **error)
{
    gint64 found = 0;
    gboolean read = store_number(
        ledger->store, &found, 0, error,
        "SELECT EXISTS (SELECT 1 FROM action u JOIN action m ON m.id = u.target "
        "WHERE u.name = 'undo' AND u.id > ?1 AND m.name = 'merge' AND m.id <= ?1 "
        "AND NOT EXISTS (SELECT 1 FROM action r WHERE r.target = m.id AND r.id > u.id))",
        "i", position);
    *back = found != 0;
    return read;
}

/* The newest action of `other` that `ledger` keeps a record of, later than `after`; the record's
 * key. */
static gboolean
find_record(Ledger *ledger, Ledger *other, gint64 after, gint64 *position, gint64 *record,
            GError **error)
{
    g_autoptr(StoreStatement) records = store_query(
        ledger->store, error,
        "SELECT id, sha256 FROM dispatch WHERE received AND tasks = '' ORDER BY id", "");
    if (records == NULL)
        return FALSE;
    while (store_step(records, error)) {
        gint64 action = 0;
        gboolean back = FALSE;
        if (!store_number(other->store, &action, 0, error, "SELECT id FROM action WHERE hash = ?1",
                          "s", store_text(records, 1)) ||
            !is_taken_back(other, action, &back, error))
            return FALSE;
        /* Of the same state the later record counts: what was open is decided there. */
        if (action <= after || action < *position || back)
            continue;
        *position = action;
        *record = store_integer(records, 0);
    }
    return !store_failed(records);
}

static void
said_free(gpointer said)
{
    said_clear(said);
    g_free(said);
}

static gboolean
read_unsettled(LedgerSibling *sibling, Ledger *ledger, gint64 record, GError **error)
{
    g_autoptr(StoreStatement) cells =
        store_query(ledger->store, error,
                    "SELECT u.key, f.key, f.value FROM dispatch d, json_each(d.unsettled) u, "
                    "json_each(u.value) f WHERE d.id = ?1 AND d.unsettled IS NOT NULL",
                    "i", record);
    if (cells == NULL)
        return FALSE;
    while (store_step(cells, error)) {
        const Said said = {TRUE, g_strdup(store_text(cells, 2))};
        g_hash_table_replace(sibling->base.unsettled,
                             g_strdup_printf("%s %s", store_text(cells, 0), store_text(cells, 1)),
                             g_memdup2(&said, sizeof said));
    }
    return !store_failed(cells);
}

/* Ours that went since they took it over, by UUID. */
static void
find_gone(SiblingBase *base)
{
    const GPtrArray *rows = past_rows(base->at_given);
    for (guint i = 0; i < rows->len; i++) {
        const PastRow *row = rows->pdata[i];
        const char *uuid = past_value(base->at_given, row->entity, row->key,
                                      ledger_field_of_column(row->entity, "uuid"), NULL);
        if (uuid != NULL)
            g_hash_table_replace(base->gone, g_strdup(uuid), g_memdup2(&row->key, sizeof row->key));
    }
}

static gboolean
use_taken(LedgerSibling *sibling, gint64 record, GError **error)
{
    sibling->base.at_taken = past_of_all(sibling->theirs, sibling->base.taken, error);
    return sibling->base.at_taken != NULL && read_unsettled(sibling, sibling->ours, record, error);
}

static gboolean
use_given(LedgerSibling *sibling, gint64 record, GError **error)
{
    sibling->base.at_given = past_of_all(sibling->ours, sibling->base.given, error);
    if (sibling->base.at_given == NULL || !read_unsettled(sibling, sibling->theirs, record, error))
        return FALSE;
    find_gone(&sibling->base);
    return TRUE;
}

/* Of two records one may know of the other: then it alone is the base. */
static gboolean
drop_older(LedgerSibling *sibling, gint64 ours, gint64 theirs, GError **error)
{
    SiblingBase *base = &sibling->base;
    g_autoptr(LedgerPast) there = past_of_all(sibling->theirs, base->taken, error);
    g_autoptr(LedgerPast) here =
        there == NULL ? NULL : past_of_all(sibling->ours, base->given, error);
    if (here == NULL)
        return FALSE;
    if (past_existed(there, ENTITY_DISPATCH, theirs))
        base->given = 0;
    else if (past_existed(here, ENTITY_DISPATCH, ours))
        base->taken = 0;
    return TRUE;
}

gboolean
sibling_base_find(LedgerSibling *sibling, GError **error)
{
    SiblingBase *base = &sibling->base;
    gint64 ours = 0, theirs = 0;
    base->unsettled = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, said_free);
    base->gone = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!find_common(sibling, &base->common, error) ||
        !find_record(sibling->ours, sibling->theirs, base->common, &base->taken, &ours, error) ||
        !find_record(sibling->theirs, sibling->ours, base->common, &base->given, &theirs, error) ||
        (base->taken > 0 && base->given > 0 && !drop_older(sibling, ours, theirs, error)))
        return FALSE;
    base->at_common = past_of_all(sibling->theirs, base->common, error);
    return base->at_common != NULL && (base->taken == 0 || use_taken(sibling, ours, error)) &&
           (base->given == 0 || use_given(sibling, theirs, error));
}

void
sibling_base_clear(SiblingBase *base)
{
    ledger_past_free(base->at_common);
    ledger_past_free(base->at_taken);
    ledger_past_free(base->at_given);
    g_clear_pointer(&base->gone, g_hash_table_destroy);
    g_clear_pointer(&base->unsettled, g_hash_table_destroy);
}
