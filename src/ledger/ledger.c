#include "zhenggai/ledger.h"

#include <string.h>

#include "evidence.h"
#include "journal.h"
#include "replay.h"
#include "zhenggai/text.h"

G_DEFINE_QUARK(zhenggai - ledger - error, ledger_error)

/* How long a writer waits for another one before it says so, where the world does not tell. */
enum { WAIT_MILLISECONDS = 5000 };

/* The operator's name goes into every row of the journal: what cannot be stored is told now. */
static gboolean
ledger_operator_check(const char *operator, GError ** error)
{
    if (!ledger_text_is_blank(operator) && g_utf8_validate(operator, - 1, NULL))
        return TRUE;
    g_set_error(
        error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
        _("the operator's name is empty or not valid UTF-8; set it with `zhenggai config name`"));
    return FALSE;
}

Ledger *
ledger_open(const char *path, LedgerMode mode, const LedgerWorld *world, GError **error)
{
    if (!ledger_operator_check(world->operator, error))
        return NULL;
    Ledger *ledger = g_new0(Ledger, 1);
    g_autoptr(GDateTime) clock = g_date_time_new_now_local();
    ledger->path = g_strdup(path);
    ledger->wait = world->wait;
    ledger->frozen = world->today != NULL;
    ledger->today = ledger->frozen ? g_strdup(world->today) : g_date_time_format(clock, "%Y-%m-%d");
    ledger->operator= g_strdup(world->operator);
    if (world->calendar != NULL && *world->calendar != '\0')
        ledger->calendar_path = g_strdup(world->calendar);
    g_autofree char *now = ledger_now(ledger);
    const StoreWorld store = {ledger->today, now,
                              world->wait > 0 ? world->wait : WAIT_MILLISECONDS};
    ledger->store = store_open(path, mode, &store, error);
    if (ledger->store == NULL)
        g_clear_pointer(&ledger, ledger_close);
    return ledger;
}

void
ledger_close(Ledger *ledger)
{
    if (ledger == NULL)
        return;
    store_close(ledger->store);
    g_free(ledger->path);
    g_free(ledger->today);
    g_free(ledger->operator);
    g_free(ledger->calendar_path);
    g_clear_pointer(&ledger->calendar, g_hash_table_unref);
    g_free(ledger);
}

const char *
ledger_path(const Ledger *ledger)
{
    return ledger->path;
}

const char *
ledger_today(const Ledger *ledger)
{
    return ledger->today;
}

const char *
ledger_operator(const Ledger *ledger)
{
    return ledger->operator;
}

gboolean
ledger_is_readonly(const Ledger *ledger)
{
    return store_is_readonly(ledger->store);
}

char *
ledger_now(const Ledger *ledger)
{
    if (ledger->frozen)
        return g_strconcat(ledger->today, "T12:00:00+08:00", NULL);
    g_autoptr(GDateTime) clock = g_date_time_new_now_local();
    return g_date_time_format(clock, "%Y-%m-%dT%H:%M:%S%:z");
}

gboolean
ledger_backup(Ledger *ledger, const char *path, GError **error)
{
    return store_backup(ledger->store, path, error);
}

gboolean
ledger_text_check(const char *text, GError **error)
{
    if (text == NULL || g_utf8_validate(text, -1, NULL))
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("the text is not valid UTF-8"));
    return FALSE;
}

gboolean
ledger_text_is_blank(const char *text)
{
    while (text != NULL && g_unichar_isspace(g_utf8_get_char(text)))
        text = g_utf8_next_char(text);
    return text == NULL || *text == '\0';
}

/* The chain and every row, of a file that is whole. */
static int
ledger_check_rows(Ledger *ledger, void (*report)(const char *finding, void *data), void *data,
                  GError **error)
{
    int chain = journal_check(ledger, report, data, error);
    int rows = chain < 0 ? -1 : replay_check(ledger, report, data, error);
    return rows < 0 ? -1 : chain + rows;
}

int
ledger_check(Ledger *ledger, void (*report)(const char *finding, void *data), void *data,
             GError **error)
{
    int file = store_check(ledger->store, report, data, error);
    /* A file that is damaged cannot be read in order: what else would be told is noise. */
    if (file != 0)
        return file;
    int rows = ledger_check_rows(ledger, report, data, error);
    int evidence = rows < 0 ? -1 : evidence_check(ledger, report, data, error);
    return evidence < 0 ? -1 : rows + evidence;
}

static void
ledger_keep_first(const char *finding, void *data)
{
    char **first = data;
    if (*first == NULL)
        *first = g_strdup(finding);
}

gboolean
ledger_verify(Ledger *ledger, GError **error)
{
    g_autofree char *first = NULL;
    int findings = store_check(ledger->store, ledger_keep_first, &first, error);
    if (findings == 0)
        findings = ledger_check_rows(ledger, ledger_keep_first, &first, error);
    if (findings > 0)
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_DAMAGED, _("%s: it is damaged: %s"),
                    ledger->path, first);
    return findings == 0;
}
