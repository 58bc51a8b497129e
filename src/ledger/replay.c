#include "replay.h"

#include "zhenggai/text.h"

typedef struct {
    void (*report)(const char *finding, void *data);
    void *data;
    int findings;
} ReplayReport;

static void G_GNUC_PRINTF(2, 3) replay_report(ReplayReport *report, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *finding = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    report->report(finding, report->data);
    report->findings++;
}

static void
replay_row(Ledger *ledger, LedgerEntity entity, gint64 key, const char *what, ReplayReport *report)
{
    g_autofree char *address = ledger_row_address(ledger, entity, key);
    g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, key);
    replay_report(report, _("%s %s: its %s is not what the journal says"),
                  _(ledger_entity_label(entity)), address == NULL ? number : address, what);
}

/* The journal's last word on each column: what the row was added (or put back) with, then the field
 * changes since. */
static char *
replay_sql(LedgerEntity entity, LedgerField field)
{
    const char *table = ledger_entity_name(entity);
    const char *column = ledger_field_info(field)->name;
    return g_strdup_printf(
        "SELECT t.id FROM \"%s\" t WHERE t.\"%s\" IS NOT "
        "(SELECT iif(field = '', json_extract(new, '$.%s'), new) FROM change "
        " WHERE entity = '%s' AND row = t.id AND field IN ('', '%s') ORDER BY id DESC LIMIT 1)",
        table, column, column, table, column);
}

static gboolean
replay_field(Ledger *ledger, LedgerEntity entity, LedgerField field, ReplayReport *report,
             GError **error)
{
    g_autofree char *sql = replay_sql(entity, field);
    g_autoptr(StoreStatement) statement = store_query(ledger->store, error, sql, "");
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, error))
        replay_row(ledger, entity, store_integer(statement, 0), _(ledger_field_info(field)->label),
                   report);
    return !store_failed(statement);
}

/* A row's revision counts what the journal has of it. */
static gboolean
replay_revisions(Ledger *ledger, LedgerEntity entity, ReplayReport *report, GError **error)
{
    const char *table = ledger_entity_name(entity);
    g_autofree char *sql =
        g_strdup_printf("SELECT id FROM \"%s\" t WHERE revision <> "
                        "(SELECT count(*) FROM change WHERE entity = '%s' AND row = t.id)",
                        table, table);
    g_autoptr(StoreStatement) statement = store_query(ledger->store, error, sql, "");
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, error))
        replay_row(ledger, entity, store_integer(statement, 0), _("revision"), report);
    return !store_failed(statement);
}

/* A row that the journal added and never removed must be there. */
static gboolean
replay_missing(Ledger *ledger, LedgerEntity entity, ReplayReport *report, GError **error)
{
    const char *table = ledger_entity_name(entity);
    g_autofree char *sql = g_strdup_printf(
        "SELECT row FROM change c WHERE entity = '%s' AND field = '' AND new IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM change d WHERE d.entity = c.entity AND d.row = c.row "
        "                AND d.field = '' AND d.id > c.id) "
        "AND NOT EXISTS (SELECT 1 FROM \"%s\" WHERE id = c.row)",
        table, table);
    g_autoptr(StoreStatement) statement = store_query(ledger->store, error, sql, "");
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, error))
        replay_report(report, _("%s %d: the journal has it, the ledger does not"),
                      _(ledger_entity_label(entity)), (int)store_integer(statement, 0));
    return !store_failed(statement);
}

static gboolean
replay_entity(Ledger *ledger, LedgerEntity entity, ReplayReport *report, GError **error)
{
    LedgerField first, end;
    ledger_entity_fields(entity, &first, &end);
    for (LedgerField field = first; field < end; field++)
        if (ledger_field_info(field)->origin == ORIGIN_STORED &&
            !replay_field(ledger, entity, field, report, error))
            return FALSE;
    return replay_revisions(ledger, entity, report, error) &&
           replay_missing(ledger, entity, report, error);
}

/* The counts that the database keeps, against the rows. */
static gboolean
replay_tallies(Ledger *ledger, ReplayReport *report, GError **error)
{
    static const char *const tallies[][2] = {{"tally", "tasks"},
                                             {"owner_tally", "tasks"},
                                             {"problem_tally", "measures"},
                                             {"scope_tally", "number"}};
    for (gsize i = 0; i < G_N_ELEMENTS(tallies); i++) {
        const char *table = tallies[i][0];
        gint64 different = 0;
        g_autofree char *sql =
            g_strdup_printf("SELECT EXISTS (SELECT * FROM \"%s\" WHERE \"%s\" <> 0 EXCEPT SELECT * "
                            "FROM \"%s_now\") "
                            "OR EXISTS (SELECT * FROM \"%s_now\" EXCEPT SELECT * FROM \"%s\")",
                            table, tallies[i][1], table, table, table);
        if (!store_number(ledger->store, &different, 0, error, sql, ""))
            return FALSE;
        if (different)
            replay_report(report, _("the kept counts (%s) are not those of the rows"), table);
    }
    return TRUE;
}

/* The search index against one that is made anew: how many documents have each pair. */
static gboolean
replay_search(Ledger *ledger, ReplayReport *report, GError **error)
{
    static const char *const steps[] = {
        ("CREATE VIRTUAL TABLE temp.search_again USING fts5 "
         "(bigrams, content = '', columnsize = 0, detail = none, tokenize = 'ascii')"),
        "CREATE VIRTUAL TABLE temp.search_pairs USING fts5vocab (main, search, row)",
        "CREATE VIRTUAL TABLE temp.search_again_pairs USING fts5vocab (temp, search_again, row)",
        "INSERT INTO search_again (rowid, bigrams) SELECT document, bigrams FROM search_now"};
    static const char *const tables[] = {"search_again_pairs", "search_pairs", "search_again"};
    gint64 different = 0;
    gboolean done = TRUE;
    for (gsize i = 0; i < G_N_ELEMENTS(steps) && done; i++)
        done = store_run(ledger->store, error, steps[i], "");
    done = done && store_number(ledger->store, &different, 0, error,
                                "SELECT EXISTS (SELECT term, doc FROM search_pairs EXCEPT "
                                "SELECT term, doc FROM search_again_pairs) OR "
                                "EXISTS (SELECT term, doc FROM search_again_pairs EXCEPT "
                                "SELECT term, doc FROM search_pairs)",
                                "");
    for (gsize i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *sql = g_strdup_printf("DROP TABLE IF EXISTS temp.%s", tables[i]);
        done = store_run(ledger->store, done ? error : NULL, sql, "") && done;
    }
    if (done && different)
        replay_report(report, _("the search index is not that of the rows"));
    return done;
}

static gboolean
replay_texts(Ledger *ledger, ReplayReport *report, GError **error)
{
    g_autoptr(StoreStatement) statement =
        store_query(ledger->store, error, "SELECT sha256, text FROM report_text", "");
    if (statement == NULL)
        return FALSE;
    while (store_step(statement, error)) {
        g_autofree char *digest =
            g_compute_checksum_for_string(G_CHECKSUM_SHA256, store_text(statement, 1), -1);
        if (g_strcmp0(digest, store_text(statement, 0)) != 0)
            replay_report(report, _("the text of a report was altered (SHA-256 %s)"),
                          store_text(statement, 0));
    }
    return !store_failed(statement);
}

int
replay_check(Ledger *ledger, void (*report)(const char *finding, void *data), void *data,
             GError **error)
{
    ReplayReport findings = {report, data, 0};
    for (LedgerEntity entity = 0; entity < ENTITY_COUNT; entity++)
        if (!replay_entity(ledger, entity, &findings, error))
            return -1;
    return replay_tallies(ledger, &findings, error) && replay_search(ledger, &findings, error) &&
                   replay_texts(ledger, &findings, error)
               ? findings.findings
               : -1;
}
