/* Which task a row of a sheet is. */
#include <string.h>

#include "merge_private.h"
#include "sheet_private.h"

/* A code says which task a row is only if the text agrees so far: filling down in a spreadsheet
 * counts codes up. A row with another ledger's UUID must agree more. */
#define TEXT_AGREES 0.5
#define TEXT_AGREES_WITHOUT_UUID 0.3

struct MergeIdentity {
    Ledger *ledger;
    const Sheet *sheet;
    GHashTable *texts; /* text's key → GArray of task keys; made when first needed */
};

MergeIdentity *
merge_identity_new(Ledger *ledger, const Sheet *sheet)
{
    MergeIdentity *identity = g_new0(MergeIdentity, 1);
    *identity = (MergeIdentity){.ledger = ledger, .sheet = sheet};
    return identity;
}

void
merge_identity_free(MergeIdentity *identity)
{
    if (identity == NULL)
        return;
    g_clear_pointer(&identity->texts, g_hash_table_destroy);
    g_free(identity);
}

static const char *
cell_of(const MergeIdentity *identity, const SheetRow *row, LedgerField field)
{
    const char *cell = sheet_cell(identity->sheet, row, field);
    return cell == NULL ? "" : cell;
}

/* An address that leads nowhere is no failure here; a ledger that cannot be read is. */
static gboolean
find_address(MergeIdentity *identity, LedgerScope scope, const char *address, gint64 *task,
             GError **error)
{
    g_autoptr(GError) failure = NULL;
    LedgerEntity entity;
    gint64 key = 0;
    *task = 0;
    if (ledger_address_find(identity->ledger, scope, address, &entity, &key, &failure)) {
        *task = entity == ENTITY_TASK ? key : 0;
        return TRUE;
    }
    if (g_error_matches(failure, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND) ||
        g_error_matches(failure, LEDGER_ERROR, LEDGER_ERROR_USAGE) ||
        g_error_matches(failure, LEDGER_ERROR, LEDGER_ERROR_AMBIGUOUS))
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

/* ── By UUID ──────────────────────────────────────────────────────────────────────────────── */

/* Blanks and capitals do not count; NULL where it is none. The caller owns it. */
char *
merge_identity_uuid(const Sheet *sheet, const SheetRow *row)
{
    const char *cell = sheet_cell(sheet, row, FIELD_TASK_uuid);
    g_autofree char *narrow =
        g_utf8_normalize(cell == NULL ? "" : cell, -1, G_NORMALIZE_ALL_COMPOSE);
    g_autofree char *uuid = g_ascii_strdown(narrow == NULL ? "" : narrow, -1);
    g_strstrip(uuid);
    return g_uuid_string_is_valid(uuid) ? g_steal_pointer(&uuid) : NULL;
}

/* ── By code ──────────────────────────────────────────────────────────────────────────────── */

/* ZG2024-03-01 as input methods and spreadsheets leave it: full-width, with long dashes and
 * blanks. */
char *
merge_identity_code(const Sheet *sheet, const SheetRow *row)
{
    const char *cell = sheet_cell(sheet, row, FIELD_TASK_code);
    g_autofree char *narrow =
        g_utf8_normalize(cell == NULL ? "" : cell, -1, G_NORMALIZE_ALL_COMPOSE);
    GString *code = g_string_new(NULL);
    for (const char *at = narrow == NULL ? "" : narrow; *at != '\0'; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        GUnicodeType type = g_unichar_type(character);
        if (type == G_UNICODE_DASH_PUNCTUATION || character == 0x2212 || character == '_')
            g_string_append_c(code, '-');
        else if (g_unichar_isalnum(character))
            g_string_append_unichar(code, character);
    }
    return g_string_free(code, FALSE);
}

static double
text_agreement(MergeIdentity *identity, const SheetRow *row, gint64 task, GError **error)
{
    LedgerFields fields = ledger_fields_of(FIELD_TASK_text, FIELD_NONE);
    g_autoptr(LedgerRow) found =
        ledger_row_load(identity->ledger, ENTITY_TASK, task, &fields, error);
    return found == NULL ? 0
                         : text_similarity(cell_of(identity, row, FIELD_TASK_text),
                                           ledger_row_get(found, FIELD_TASK_text));
}

/* The scope that the row's unit and year mean; FALSE where the ledger does not have the unit. */
static gboolean
scope_of(MergeIdentity *identity, const SheetRow *row, LedgerScope *scope)
{
    const char *unit = cell_of(identity, row, FIELD_TASK_unit);
    int year = (int)g_ascii_strtoll(cell_of(identity, row, FIELD_TASK_year), NULL, 10);
    *scope = (LedgerScope){0};
    return *unit == '\0' || ledger_scope_find(identity->ledger, year, unit, scope, NULL);
}

static gboolean
find_by_code(MergeIdentity *identity, const SheetRow *row, gboolean foreign, gint64 *task,
             GError **error)
{
    LedgerScope scope;
    gint64 found = 0;
    g_autoptr(GError) failure = NULL;
    g_autofree char *code = merge_identity_code(identity->sheet, row);
    if (g_ascii_strncasecmp(code, "ZG", 2) != 0 || !scope_of(identity, row, &scope))
        return TRUE;
    if (!find_address(identity, scope, code, &found, error))
        return FALSE;
    if (found == 0)
        return TRUE;
    gboolean told = *cell_of(identity, row, FIELD_TASK_text) != '\0';
    double least = foreign ? TEXT_AGREES : TEXT_AGREES_WITHOUT_UUID;
    if ((told || foreign) && text_agreement(identity, row, found, &failure) < least)
        found = 0;
    if (failure != NULL) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return FALSE;
    }
    *task = found;
    return TRUE;
}

/* ── By text ──────────────────────────────────────────────────────────────────────────────── */

static void
index_row(GHashTable *texts, const LedgerRow *row)
{
    gint64 key = ledger_row_key(row);
    char *word = sheet_word_key(ledger_row_get(row, FIELD_TASK_text));
    GArray *keys = g_hash_table_lookup(texts, word);
    if (keys == NULL) {
        keys = g_array_new(FALSE, FALSE, sizeof(gint64));
        g_hash_table_insert(texts, g_strdup(word), keys);
    }
    g_array_append_val(keys, key);
    g_free(word);
}

static gboolean
index_texts(MergeIdentity *identity, GError **error)
{
    LedgerFields fields = ledger_fields_of(FIELD_TASK_text, FIELD_NONE);
    g_autoptr(LedgerQuery) query = ledger_query_new(identity->ledger);
    g_autoptr(LedgerRows) rows = ledger_query_rows(query, &fields, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    if (rows == NULL)
        return FALSE;
    identity->texts =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
    while ((row = ledger_rows_next(rows, &failure)) != NULL)
        index_row(identity->texts, row);
    if (failure == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

/* Whether the task can be the row's by what the row says of unit, year and problem. */
static gboolean
fits(MergeIdentity *identity, const SheetRow *row, gint64 task)
{
    static const LedgerField told[] = {FIELD_TASK_unit, FIELD_TASK_year, FIELD_TASK_problem};
    LedgerFields fields =
        ledger_fields_of(FIELD_TASK_unit, FIELD_TASK_year, FIELD_TASK_problem, FIELD_NONE);
    g_autoptr(LedgerRow) found =
        ledger_row_load(identity->ledger, ENTITY_TASK, task, &fields, NULL);
    for (gsize i = 0; found != NULL && i < G_N_ELEMENTS(told); i++) {
        const char *cell = cell_of(identity, row, told[i]);
        const char *value = ledger_row_get(found, told[i]);
        if (*cell != '\0' && !sheet_cell_says(identity->sheet, told[i], cell, value))
            return FALSE;
    }
    return found != NULL;
}

static gboolean
find_by_text(MergeIdentity *identity, const SheetRow *row, gint64 *task, GError **error)
{
    g_autofree char *word = sheet_word_key(cell_of(identity, row, FIELD_TASK_text));
    if (*word == '\0' || (identity->texts == NULL && !index_texts(identity, error)))
        return *word == '\0';
    GArray *keys = g_hash_table_lookup(identity->texts, word);
    guint fitting = 0;
    for (guint i = 0; keys != NULL && i < keys->len; i++) {
        gint64 key = g_array_index(keys, gint64, i);
        if (!fits(identity, row, key))
            continue;
        fitting++;
        *task = key;
    }
    if (fitting != 1)
        *task = 0;
    return TRUE;
}

gboolean
merge_identity_find(MergeIdentity *identity, const SheetRow *row, gint64 *task, GError **error)
{
    const LedgerScope any = {0};
    g_autofree char *uuid = merge_identity_uuid(identity->sheet, row);
    *task = 0;
    if (uuid != NULL && !find_address(identity, any, uuid, task, error))
        return FALSE;
    if (*task != 0 || !find_by_code(identity, row, uuid != NULL, task, error))
        return *task != 0;
    /* A row that another ledger made is not one of ours because it says the same. */
    return *task != 0 || uuid != NULL || find_by_text(identity, row, task, error);
}
