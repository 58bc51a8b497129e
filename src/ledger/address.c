#include <string.h>

#include "private.h"
#include "zhenggai/text.h"

/* An address in parts; a number that is not there is −1. */
typedef struct {
    int year;
    const char *unit;
    LedgerEntity entity;
    int numbers[3];
    int count;
} Address;

static gboolean
address_fail(const char *address, GError **error)
{
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                _("%s: not an ID (3 is a problem, 3.1 a measure, 3.1.2 a step, c3.1 a cause, p2 a "
                  "plan; 2024/3.1 with the year)"),
                address);
    return FALSE;
}

static gboolean
address_number(const char *text, int *number)
{
    guint64 parsed = 0;
    if (!g_ascii_string_to_unsigned(text, 10, 0, 99999, &parsed, NULL))
        return FALSE;
    *number = (int)parsed;
    return TRUE;
}

static gboolean
address_numbers(Address *parts, const char *text, const char *separator)
{
    g_auto(GStrv) words = g_strsplit(text, separator, 0);
    parts->count = (int)g_strv_length(words);
    if (parts->count < 1 || parts->count > 3)
        return FALSE;
    for (int i = 0; i < parts->count; i++)
        if (!address_number(words[i], &parts->numbers[i]))
            return FALSE;
    return TRUE;
}

/* 3, 3.1, 3.1.2, c3.1, p2 */
static gboolean
address_item(Address *parts, const char *text)
{
    char letter = g_ascii_tolower(text[0]);
    if (!address_numbers(parts, text + (letter == 'c' || letter == 'p'), "."))
        return FALSE;
    parts->entity = letter == 'c'       ? ENTITY_CAUSE
                    : letter == 'p'     ? ENTITY_PLAN
                    : parts->count == 1 ? ENTITY_PROBLEM
                                        : ENTITY_TASK;
    return (letter != 'c' || parts->count == 2) && (letter != 'p' || parts->count == 1);
}

/* ZG2024-03-01-02, as it stands in a sheet. */
static gboolean
address_code(Address *parts, const char *text)
{
    g_autofree char *year = g_strndup(text + 2, strcspn(text + 2, "-"));
    const char *rest = text + 2 + strlen(year);
    parts->entity = ENTITY_TASK;
    return *rest == '-' && address_number(year, &parts->year) &&
           address_numbers(parts, rest + 1, "-") && parts->count >= 2;
}

/* [[UNIT/]YEAR/]ITEM; `words` keeps what parts->unit borrows. */
static gboolean
address_parse(Address *parts, char **words, const char *text)
{
    guint count = g_strv_length(words);
    *parts = (Address){0, NULL, ENTITY_PROBLEM, {-1, -1, -1}, 0};
    if (g_ascii_strncasecmp(text, "ZG", 2) == 0)
        return address_code(parts, text);
    if (count < 1 || count > 3 || (count >= 2 && !address_number(words[count - 2], &parts->year)))
        return FALSE;
    parts->unit = count == 3 ? words[0] : NULL;
    return address_item(parts, words[count - 1]);
}

static gboolean
address_find_key(Ledger *ledger, const Address *parts, LedgerScope scope, gint64 *key,
                 GError **error)
{
    static const char *const queries[ENTITY_COUNT] = {
        [ENTITY_PROBLEM] = "SELECT id FROM problem WHERE year = ?1 AND unit_id = ?2 AND no = ?3 "
                           "AND ?4 AND ?5",
        [ENTITY_CAUSE] = "SELECT c.id FROM cause c JOIN problem p ON p.id = c.problem_id "
                         "WHERE p.year = ?1 AND p.unit_id = ?2 AND p.no = ?3 AND c.no = ?4 AND ?5",
        [ENTITY_TASK] = "SELECT t.id FROM task t JOIN problem p ON p.id = t.problem_id "
                        "WHERE p.year = ?1 AND p.unit_id = ?2 AND p.no = ?3 "
                        "AND t.measure_no = ?4 AND t.step_no = max(?5, 0)",
        [ENTITY_PLAN] = "SELECT n.id FROM plan n JOIN report r ON r.id = n.report_id "
                        "WHERE r.year = ?1 AND r.unit_id = ?2 AND n.no = ?3 AND ?4 AND ?5",
    };
    return store_number(ledger->store, key, 0, error, queries[parts->entity], "iiiii",
                        (gint64)scope.year, scope.unit_id, (gint64)parts->numbers[0],
                        (gint64)parts->numbers[1], (gint64)parts->numbers[2]);
}

/* What the address leaves out is the working scope's; where that is silent, the ledger's own. */
static gboolean
address_scope(Ledger *ledger, const Address *parts, LedgerScope *scope, GError **error)
{
    if (parts->year != 0)
        scope->year = parts->year;
    return (parts->unit == NULL || ledger_unit_find(ledger, parts->unit, &scope->unit_id, error)) &&
           ledger_scope_complete(ledger, scope, error);
}

/* Full-width digits and letters of an input method, and its 。 for the dot. */
static char *
address_narrow(const char *address)
{
    g_autofree char *narrow = g_utf8_normalize(address, -1, G_NORMALIZE_ALL_COMPOSE);
    GString *text = g_string_new(narrow == NULL ? "" : g_strstrip(narrow));
    g_string_replace(text, "。", ".", 0);
    return g_string_free(text, FALSE);
}

gboolean
ledger_address_find(Ledger *ledger, LedgerScope scope, const char *address, LedgerEntity *entity,
                    gint64 *key, GError **error)
{
    g_autofree char *text = address_narrow(address);
    gint64 found = 0;
    if (g_uuid_string_is_valid(text)) {
        if (!store_number(ledger->store, &found, 0, error,
                          "SELECT id FROM task WHERE uuid = lower(?1)", "s", text))
            return FALSE;
        *entity = ENTITY_TASK;
    } else {
        Address parts;
        g_auto(GStrv) words = g_strsplit(text, "/", 0);
        if (!address_parse(&parts, words, text))
            return address_fail(address, error);
        if (!address_scope(ledger, &parts, &scope, error) ||
            !address_find_key(ledger, &parts, scope, &found, error))
            return FALSE;
        *entity = parts.entity;
    }
    if (found == 0) {
        g_autofree char *name = ledger_scope_name(ledger, scope);
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND,
                    _("%s: no such ID in %s; `zhenggai list` shows them"), address,
                    *name == '\0' ? _("the ledger") : name);
        return FALSE;
    }
    *key = found;
    return TRUE;
}

char *
ledger_row_address(Ledger *ledger, LedgerEntity entity, gint64 key)
{
    g_autofree char *address = NULL;
    static const gboolean addressed[ENTITY_COUNT] = {
        [ENTITY_PROBLEM] = TRUE, [ENTITY_CAUSE] = TRUE, [ENTITY_TASK] = TRUE, [ENTITY_PLAN] = TRUE};
    if (!addressed[entity])
        return NULL;
    g_autofree char *sql = g_strdup_printf(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM unit LIMIT 1 OFFSET 1) "
        "THEN (SELECT short_name FROM unit WHERE unit.id = unit_id) || '/' || year || '/' "
        "WHEN (SELECT min(year) FROM problem) < (SELECT max(year) FROM problem) "
        "THEN year || '/' ELSE '' END || id FROM %s_row WHERE key = ?1",
        ledger_entity_name(entity));
    store_string(ledger->store, &address, NULL, sql, "i", key);
    return g_steal_pointer(&address);
}
