#include <string.h>

#include "private.h"
#include "zhenggai/text.h"

/* ── The working year and unit ────────────────────────────────────────────────────────────── */

static gboolean
scope_unknown_unit(Ledger *ledger, const char *name, GError **error)
{
    g_autofree char *units = NULL;
    if (store_string(ledger->store, &units, error, "SELECT group_concat(name, '、') FROM unit", ""))
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND,
                    _("%s: the ledger has no such unit (it has: %s)"), name,
                    units == NULL ? _("none") : units);
    return FALSE;
}

gboolean
ledger_unit_find(Ledger *ledger, const char *name, gint64 *unit_id, GError **error)
{
    /* A name is one unit's; a short name can be that of towns in several counties. */
    g_autoptr(StoreStatement) statement = store_query(
        ledger->store, error,
        "SELECT min(id), count(*), group_concat(name, '、') FROM unit WHERE name = ?1 OR "
        "(short_name = ?1 AND NOT EXISTS (SELECT 1 FROM unit WHERE name = ?1))",
        "s", name);
    if (statement == NULL)
        return FALSE;
    store_step(statement, error);
    if (store_failed(statement))
        return FALSE;
    gint64 units = store_integer(statement, 1);
    if (units == 0)
        return scope_unknown_unit(ledger, name, error);
    if (units > 1) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_AMBIGUOUS,
                    _("%s: the ledger has several units of that name: %s"), name,
                    store_text(statement, 2));
        return FALSE;
    }
    *unit_id = store_integer(statement, 0);
    return TRUE;
}

static gboolean
scope_only_unit(Ledger *ledger, int year, gint64 *unit_id, GError **error)
{
    gint64 units = 0, found = 0;
    g_autofree char *names = NULL;
    if (!store_number(ledger->store, &units, 0, error, "SELECT count(*) FROM unit", ""))
        return FALSE;
    if (units <= 1)
        return store_number(ledger->store, unit_id, 0, error, "SELECT id FROM unit", "");
    /* Several units, but only one of them in that year, is no question. */
    if (!store_number(ledger->store, &units, 0, error,
                      "SELECT count(DISTINCT unit_id) FROM problem WHERE year = ?1", "i",
                      (gint64)year) ||
        !store_number(ledger->store, &found, 0, error,
                      "SELECT unit_id FROM problem WHERE year = ?1 LIMIT 1", "i", (gint64)year) ||
        !store_string(ledger->store, &names, error,
                      "SELECT group_concat(short_name, '、') FROM unit", ""))
        return FALSE;
    if (units == 1) {
        *unit_id = found;
        return TRUE;
    }
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_AMBIGUOUS,
                _("the ledger holds several units: say which one with --unit (%s)"), names);
    return FALSE;
}

static gboolean
scope_find_year(Ledger *ledger, gint64 unit_id, gint64 *year, GError **error)
{
    return *year != 0 ||
           store_number(ledger->store, year, 0, error,
                        "SELECT coalesce((SELECT max(year) FROM report WHERE ?1 IN (0, unit_id)), "
                        "(SELECT max(year) FROM problem WHERE ?1 IN (0, unit_id)), 0)",
                        "i", unit_id);
}

gboolean
ledger_scope_complete(Ledger *ledger, LedgerScope *scope, GError **error)
{
    gint64 year = scope->year, unit_id = scope->unit_id;
    if (!scope_find_year(ledger, unit_id, &year, error) ||
        (unit_id == 0 && !scope_only_unit(ledger, (int)year, &unit_id, error)))
        return FALSE;
    *scope = (LedgerScope){(int)year, unit_id};
    return TRUE;
}

gboolean
ledger_scope_of_all(Ledger *ledger, int year, LedgerScope *scope, GError **error)
{
    gint64 found = year;
    if (!scope_find_year(ledger, 0, &found, error))
        return FALSE;
    *scope = (LedgerScope){(int)found, 0};
    return TRUE;
}

gboolean
ledger_scope_find(Ledger *ledger, int year, const char *unit, LedgerScope *scope, GError **error)
{
    LedgerScope found = {year, 0};
    if ((unit != NULL && !ledger_unit_find(ledger, unit, &found.unit_id, error)) ||
        !ledger_scope_complete(ledger, &found, error))
        return FALSE;
    *scope = found;
    return TRUE;
}

void
ledger_scope_append(GString *sql, LedgerScope scope, const char *alias)
{
    if (scope.year != 0)
        g_string_append_printf(sql, " AND %s.year = %d", alias, scope.year);
    if (scope.unit_id != 0)
        g_string_append_printf(sql, " AND %s.unit_id = %" G_GINT64_FORMAT, alias, scope.unit_id);
}

GArray *
ledger_scopes(Ledger *ledger, GError **error)
{
    g_autoptr(GArray) scopes = g_array_new(FALSE, FALSE, sizeof(LedgerScope));
    g_autoptr(StoreStatement) statement =
        store_query(ledger->store, error,
                    "SELECT year, unit_id FROM (SELECT DISTINCT year, unit_id FROM problem "
                    "UNION SELECT year, unit_id FROM report) JOIN unit ON unit.id = unit_id "
                    "ORDER BY year DESC, unit.name",
                    "");
    if (statement == NULL)
        return NULL;
    while (store_step(statement, error)) {
        LedgerScope scope = {(int)store_integer(statement, 0), store_integer(statement, 1)};
        g_array_append_val(scopes, scope);
    }
    if (store_failed(statement))
        return NULL;
    return g_steal_pointer(&scopes);
}

char *
ledger_scope_name(Ledger *ledger, LedgerScope scope)
{
    g_autofree char *unit = NULL;
    if (scope.unit_id != 0)
        store_string(ledger->store, &unit, NULL, "SELECT short_name FROM unit WHERE id = ?1", "i",
                     scope.unit_id);
    if (scope.year == 0)
        return unit == NULL ? g_strdup("") : g_steal_pointer(&unit);
    return unit == NULL ? g_strdup_printf("%d", scope.year)
                        : g_strdup_printf("%s %d", unit, scope.year);
}
