/* Hostile bytes as the JSON of a whole ledger: a ledger is filled from them, or stays empty; what
 * it then holds can be verified. */
#include <unistd.h>

#include "ledger_json.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void
ignore(const char *finding, void *data)
{
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    const LedgerWorld world = {.today = "2024-12-01", .operator= "王五" };
    g_autofree char *path = NULL;
    g_autoptr(Ledger) ledger = ledger_open(":memory:", LEDGER_OPEN_CREATE, &world, NULL);
    int file = g_file_open_tmp("fuzz-XXXXXX.json", &path, NULL);
    g_assert_true(file >= 0 && write(file, data, size) == (gssize)size);
    close(file);
    g_autoptr(GError) error = NULL;
    gboolean read = ledger_json_read(path, ledger, &error);
    g_assert_true(read || error->domain == LEDGER_ERROR);
    unlink(path);
    int findings = ledger_check(ledger, ignore, NULL, NULL);
    g_assert_true(read || findings == 0);
    return 0;
}
