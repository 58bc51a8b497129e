#include "zhenggai/evidence.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "evidence.h"
#include "evidencefile.h"
#include "zhenggai/text.h"

char *
ledger_evidence_folder(const Ledger *ledger)
{
    return strcmp(ledger->path, ":memory:") == 0 ? NULL
                                                 : g_strconcat(ledger->path, ".evidence", NULL);
}

/* ── Adding ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
evidence_refuse_again(LedgerChange *change, gint64 task, const char *sha256, GError **error)
{
    g_autofree char *title = NULL;
    if (!store_string(change->ledger->store, &title, error,
                      "SELECT title FROM evidence WHERE task_id = ?1 AND sha256 = ?2", "is", task,
                      sha256))
        return TRUE;
    if (title == NULL)
        return FALSE;
    g_autofree char *address = ledger_row_address(change->ledger, ENTITY_TASK, task);
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_RULE, _("%s has the same file already: %s"),
                address, title);
    return TRUE;
}

static gboolean
evidence_title_check(const char *title, GError **error)
{
    if (!ledger_text_check(title, error))
        return FALSE;
    if (title == NULL || (!ledger_text_is_blank(title) && strchr(title, '\n') == NULL))
        return TRUE;
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("the title must be one line of text"));
    return FALSE;
}

static gboolean
evidence_insert(LedgerChange *change, gint64 task, const char *path, const char *title,
                const char *kind, const char *sha256, gint64 size, gint64 *key, GError **error)
{
    g_autofree char *file = g_filename_display_basename(path);
    g_autofree char *owner = g_strdup_printf("%" G_GINT64_FORMAT, task);
    g_autofree char *bytes = g_strdup_printf("%" G_GINT64_FORMAT, size);
    g_autofree char *now = ledger_now(change->ledger);
    const LedgerAssignment row[] = {{FIELD_EVIDENCE_task_id, owner}, {FIELD_EVIDENCE_at, now},
                                    {FIELD_EVIDENCE_by, change->ledger->operator},
                                     {FIELD_EVIDENCE_title, title == NULL ? file : title},
                                     {FIELD_EVIDENCE_kind, kind},
                                     {FIELD_EVIDENCE_file, file},
                                     {FIELD_EVIDENCE_sha256, sha256},
                                     {FIELD_EVIDENCE_size, bytes}};
    return ledger_change_insert(change, ENTITY_EVIDENCE, row, G_N_ELEMENTS(row), key, error);
}

gboolean
ledger_evidence_add(LedgerChange *change, gint64 task, const char *path, const char *title,
                    const char *kind, gboolean dry, gint64 *key, GError **error)
{
    g_autofree char *folder = ledger_evidence_folder(change->ledger);
    g_autofree char *sha256 = NULL;
    gint64 size = 0, known = 0;
    if (folder == NULL) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("a ledger in memory keeps no files: evidence needs one on the disk (--db)"));
        return FALSE;
    }
    if (!evidence_title_check(title, error) ||
        !store_number(change->ledger->store, &known, 0, error, "SELECT id FROM task WHERE id = ?1",
                      "i", task))
        return FALSE;
    if (known == 0) {
        ledger_row_gone(error);
        return FALSE;
    }
    return evidencefile_keep(folder, path, dry, &sha256, &size, error) &&
           !evidence_refuse_again(change, task, sha256, error) &&
           evidence_insert(change, task, path, title, kind, sha256, size, key, error);
}

/* ── Verifying ────────────────────────────────────────────────────────────────────────────── */

LedgerEvidenceState
ledger_evidence_verify(const Ledger *ledger, const char *sha256)
{
    g_autofree char *folder = ledger_evidence_folder(ledger);
    g_autofree char *digest = NULL;
    gint64 size;
    int file = folder == NULL ? -1 : evidencefile_open(folder, sha256);
    if (file < 0)
        return EVIDENCE_MISSING;
    gboolean whole = evidencefile_copy(file, -1, &digest, &size) && strcmp(digest, sha256) == 0;
    close(file);
    return whole ? EVIDENCE_WHOLE : EVIDENCE_CHANGED;
}

const char *
ledger_evidence_state_words(LedgerEvidenceState state)
{
    static const char *const words[] = {N_("whole"), N_("missing"), N_("changed")};
    return _(words[state]);
}

static int
evidence_check_rows(Ledger *ledger, void (*report)(const char *finding, void *data), void *data,
                    GError **error)
{
    int findings = 0;
    g_autoptr(StoreStatement) statement = store_query(
        ledger->store, error,
        "SELECT sha256, min(task_id), min(title) FROM evidence GROUP BY 1 ORDER BY 2", "");
    if (statement == NULL)
        return -1;
    while (store_step(statement, error)) {
        LedgerEvidenceState state = ledger_evidence_verify(ledger, store_text(statement, 0));
        if (state == EVIDENCE_WHOLE)
            continue;
        g_autofree char *address =
            ledger_row_address(ledger, ENTITY_TASK, store_integer(statement, 1));
        g_autofree char *finding =
            g_strdup_printf(_("the evidence \"%s\" of %s is %s (SHA-256 %s)"),
                            store_text(statement, 2), address == NULL ? "?" : address,
                            ledger_evidence_state_words(state), store_text(statement, 0));
        report(finding, data);
        findings++;
    }
    return store_failed(statement) ? -1 : findings;
}

/* What an undone row named stays, so that it can be done again: the journal knows it. */
static gboolean
evidence_check_copies(Ledger *ledger, const char *folder,
                      void (*report)(const char *finding, void *data), void *data, GError **error)
{
    g_autoptr(GPtrArray) names = evidencefile_names(folder);
    for (guint i = 0; i < names->len; i++) {
        gint64 named = 0;
        if (!store_number(
                ledger->store, &named, 0, error,
                "SELECT EXISTS (SELECT 1 FROM evidence WHERE sha256 = ?1) OR EXISTS "
                "(SELECT 1 FROM change WHERE entity = 'evidence' AND field = '' AND new IS "
                "NULL AND old ->> 'sha256' = ?1)",
                "s", names->pdata[i]))
            return FALSE;
        if (named)
            continue;
        g_autofree char *finding = g_strdup_printf(
            _("note: %s/%s belongs to no evidence; it does no harm and can be removed"), folder,
            (char *)names->pdata[i]);
        report(finding, data);
    }
    return TRUE;
}

int
evidence_check(Ledger *ledger, void (*report)(const char *finding, void *data), void *data,
               GError **error)
{
    g_autofree char *folder = ledger_evidence_folder(ledger);
    int findings = evidence_check_rows(ledger, report, data, error);
    return findings < 0 ||
                   (folder != NULL && !evidence_check_copies(ledger, folder, report, data, error))
               ? -1
               : findings;
}

/* ── Showing ──────────────────────────────────────────────────────────────────────────────── */

/* The copy that the viewer gets: whole, or none. */
static char *
evidence_copy_out(Ledger *ledger, const char *sha256, const char *file, GError **error)
{
    g_autofree char *folder = ledger_evidence_folder(ledger);
    g_autofree char *name = g_path_get_basename(file);
    g_autofree char *outside =
        g_build_filename(g_get_user_cache_dir(), "zhenggai", "evidence", sha256, NULL);
    g_autofree char *path = g_build_filename(outside, name, NULL);
    g_autofree char *digest = NULL;
    gint64 size;
    int in = folder == NULL ? -1 : evidencefile_open(folder, sha256);
    if (in < 0) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_NOT_FOUND,
                    _("%s: the copy of it cannot be opened: %s"), file, g_strerror(errno));
        return NULL;
    }
    g_unlink(path);
    int out = g_mkdir_with_parents(outside, 0700) == 0
                  ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0400)
                  : -1;
    gboolean copied = out >= 0 && evidencefile_copy(in, out, &digest, &size);
    if (!copied)
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_STORAGE, "%s: %s", path, g_strerror(errno));
    else if (strcmp(digest, sha256) != 0)
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_DAMAGED,
                    _("%s: it was changed since it was kept; `zhenggai evidence --verify` tells"),
                    file);
    close(in);
    if (out >= 0)
        close(out);
    if (copied && strcmp(digest, sha256) == 0)
        return g_steal_pointer(&path);
    g_unlink(path);
    return NULL;
}

gboolean
ledger_evidence_show(Ledger *ledger, gint64 key, const char *viewer, GError **error)
{
    LedgerFields fields = ledger_fields_of(FIELD_EVIDENCE_file, FIELD_EVIDENCE_sha256, FIELD_NONE);
    g_auto(GStrv) words = NULL;
    g_autoptr(GPtrArray) command = g_ptr_array_new();
    g_autoptr(LedgerRow) row = ledger_row_load(ledger, ENTITY_EVIDENCE, key, &fields, error);
    if (row == NULL || !g_shell_parse_argv(viewer, NULL, &words, error))
        return FALSE;
    g_autofree char *path = evidence_copy_out(ledger, ledger_row_get(row, FIELD_EVIDENCE_sha256),
                                              ledger_row_get(row, FIELD_EVIDENCE_file), error);
    if (path == NULL)
        return FALSE;
    for (guint i = 0; words[i] != NULL; i++)
        g_ptr_array_add(command, words[i]);
    g_ptr_array_add(command, path);
    g_ptr_array_add(command, NULL);
    return g_spawn_async(NULL, (char **)command->pdata, NULL,
                         G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL |
                             G_SPAWN_STDERR_TO_DEV_NULL,
                         NULL, NULL, NULL, error);
}
