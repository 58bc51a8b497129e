#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "verb.h"
#include "zhenggai/change.h"
#include "zhenggai/text.h"

/* A note is some sentences; more than this is a mistake, such as a file piped by accident. */
enum { NOTE_BYTES = 64 * 1024 };

static char *
note_from_stdin(GError **error)
{
    g_autofree char *buffer = g_malloc(NOTE_BYTES + 1);
    gsize length = fread(buffer, 1, NOTE_BYTES + 1, stdin);
    if (ferror(stdin) || length > NOTE_BYTES) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    ferror(stdin) ? _("standard input cannot be read")
                                  : _("the note is longer than 64 KB: nothing was written"));
        return NULL;
    }
    return g_strndup(buffer, length);
}

/* The editor is run without a shell: only its words are split, as a shell would. */
static gboolean
note_run_editor(const char *file, GError **error)
{
    const char *editor = g_getenv("VISUAL") != NULL ? g_getenv("VISUAL") : g_getenv("EDITOR");
    g_auto(GStrv) words = NULL;
    g_autoptr(GPtrArray) command = g_ptr_array_new();
    int status;
    if (!g_shell_parse_argv(editor == NULL || *editor == '\0' ? "nano" : editor, NULL, &words,
                            error))
        return FALSE;
    for (guint i = 0; words[i] != NULL; i++)
        g_ptr_array_add(command, words[i]);
    g_ptr_array_add(command, (char *)file);
    g_ptr_array_add(command, NULL);
    return g_spawn_sync(NULL, (char **)command->pdata, NULL,
                        G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL, NULL, NULL,
                        &status, error) &&
           g_spawn_check_wait_status(status, error);
}

static char *
note_from_editor(GError **error)
{
    g_autofree char *file = NULL;
    g_autofree char *text = NULL;
    int descriptor = g_file_open_tmp("zhenggai-note-XXXXXX", &file, error);
    if (descriptor < 0)
        return NULL;
    close(descriptor);
    if (note_run_editor(file, error))
        g_file_get_contents(file, &text, NULL, error);
    g_unlink(file);
    return g_steal_pointer(&text);
}

static char *
note_text(CliRun *run, GError **error)
{
    if (run->arguments[1] == NULL)
        return note_from_editor(error);
    if (strcmp(run->arguments[1], "-") == 0)
        return note_from_stdin(error);
    return g_strjoinv(" ", run->arguments + 1);
}

int
cli_note(CliRun *run, GError **error)
{
    LedgerEntity entity;
    gint64 key;
    if (run->arguments[0] == NULL)
        return cli_usage(run, error, "%s", _("the ID of a measure or step is wanted"));
    if (!cli_address(run, run->arguments[0], &entity, &key, error))
        return CLI_FAILED;
    if (entity != ENTITY_TASK)
        return cli_usage(run, error, _("%s is a %s; notes go to measures and steps, e.g. 1.1"),
                         run->arguments[0], _(ledger_entity_label(entity)));
    g_autofree char *text = note_text(run, error);
    g_autoptr(LedgerChange) change =
        text == NULL ? NULL : ledger_change_begin(run->ledger, ACTION_NOTE, NULL, error);
    if (change == NULL || !ledger_note_add(change, key, text, error) ||
        !ledger_change_commit(g_steal_pointer(&change), run->options.dry_run, error))
        return CLI_FAILED;
    if (run->options.dry_run)
        cli_tell(run, _("would add a note to %s"), run->arguments[0]);
    else
        cli_tell(run, _("note added to %s — `zhenggai undo` takes it back"), run->arguments[0]);
    return CLI_DONE;
}
