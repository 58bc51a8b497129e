/* An export that is remembered: what was sent is the base when it comes back. */
#include "zhenggai/dispatch.h"

#include "writers.h"
#include "zhenggai/watch.h"

static gboolean
goes_to_file(const char *path)
{
    return path != NULL && !g_str_equal(path, "-");
}

static gboolean
is_kept(const Ledger *ledger, const ExportOptions *options, const char *path, const char *party)
{
    return party != NULL || (goes_to_file(path) &&
                             (options->format == EXPORT_CSV || options->format == EXPORT_XLSX) &&
                             !ledger_is_readonly(ledger));
}

static gboolean
keep(Ledger *ledger, const LedgerDispatch *dispatch, GError **error)
{
    g_autoptr(LedgerChange) change = ledger_change_begin(ledger, ACTION_EXPORT, NULL, error);
    return change != NULL && ledger_dispatch_keep(change, dispatch, error) &&
           ledger_change_commit(g_steal_pointer(&change), FALSE, error);
}

static gboolean
keep_sent(Ledger *ledger, GArray *keys, gint64 position, GChecksum *checksum, const char *path,
          const char *party, GError **error)
{
    g_autofree char *name = goes_to_file(path) ? g_path_get_basename(path) : NULL;
    g_autofree char *shown = name == NULL ? NULL : g_filename_display_name(name);
    g_autoptr(GArray) ranges = ledger_key_ranges(keys);
    const LedgerDispatch dispatch = {.party = (char *)party,
                                     .file = shown,
                                     .sha256 = (char *)g_checksum_get_string(checksum),
                                     .position = position,
                                     .count = keys->len,
                                     .tasks = ranges};
    if (keep(ledger, &dispatch, error))
        return TRUE;
    g_prefix_error(error, _("%s is written, but the ledger could not keep what was sent: "),
                   shown == NULL ? _("the sheet") : shown);
    return FALSE;
}

gint64
export_send(Ledger *ledger, LedgerQuery *query, const ExportOptions *options, const char *path,
            const char *party, GError **error)
{
    gint64 position = 0;
    gboolean kept = is_kept(ledger, options, path, party);
    LedgerFields fields = export_fields(options);
    if (party != NULL && ledger_is_readonly(ledger)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_READONLY,
                    _("%s: it can only be read, so it cannot keep what is sent to %s"),
                    ledger_path(ledger), party);
        return -1;
    }
    /* Before the first row is read: a sheet may be newer than its place in the journal, which a
     * merge takes for a change on both sides, but never older. */
    if (!ledger_position(ledger, &position, error))
        return -1;
    gboolean counted = watch_is_set() && !options->whole;
    gint64 total = counted ? ledger_query_count(query, NULL) : 0;
    g_autoptr(LedgerRows) rows = options->whole ? NULL : ledger_query_rows(query, &fields, error);
    if (rows == NULL && !options->whole)
        return -1;
    g_autoptr(GArray) keys = kept ? g_array_new(FALSE, FALSE, sizeof(gint64)) : NULL;
    g_autoptr(GChecksum) checksum = kept ? g_checksum_new(G_CHECKSUM_SHA256) : NULL;
    ExportSource source = {
        .rows = rows, .keys = keys, .total = (guint64)MAX(total, 0), .ledger = ledger};
    gint64 count = export_write(&source, options, path, checksum, error);
    /* A running query would keep the ledger from being written. */
    g_clear_pointer(&rows, ledger_rows_free);
    if (count < 0 || !kept)
        return count;
    watch_end();
    return keep_sent(ledger, keys, position, checksum, path, party, error) ? count : -1;
}
