/* Printing by CUPS. */
#include <string.h>

#include "zhenggai/document.h"

/* What the command was told, in one line without its ends. */
static char *
one_line(const char *text)
{
    g_autofree char *line = text_visible_line(text == NULL ? "" : text);
    return g_strdup(g_strstrip(line));
}

static gboolean
fail(GError **error, const char *file, const char *why)
{
    g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_PRINTING, _("not printed: %s; kept: %s"), why,
                file);
    return FALSE;
}

/* `lp` with what is asked of it. A printer's name that begins with - stays a name, and so does the
 * file's. The caller owns it. */
static GStrv
command_of(const char *lp, const char *path, const char *printer, int copies)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    g_ptr_array_add(words, g_strdup(lp));
    if (printer != NULL && *printer != '\0')
        g_ptr_array_add(words, g_strconcat("-d", printer, NULL));
    if (copies > 1)
        g_ptr_array_add(words, g_strdup_printf("-n%d", copies));
    g_ptr_array_add(words, g_strdup("--"));
    g_ptr_array_add(words, g_strdup(path));
    g_ptr_array_add(words, NULL);
    return (GStrv)g_ptr_array_free(g_steal_pointer(&words), FALSE);
}

gboolean
document_print(const char *file, const char *printer, int copies, char **told, GError **error)
{
    g_autofree char *lp = g_find_program_in_path("lp");
    g_autofree char *path = g_canonicalize_filename(file, NULL);
    g_autofree char *output = NULL, *errors = NULL;
    g_autoptr(GError) failure = NULL;
    int status = 0;
    if (lp == NULL)
        return fail(error, file, _("no lp (install cups-client)"));
    g_auto(GStrv) command = command_of(lp, path, printer, copies);
    if (!g_spawn_sync(NULL, command, NULL, G_SPAWN_STDIN_FROM_DEV_NULL, NULL, NULL, &output,
                      &errors, &status, &failure))
        return fail(error, file, failure->message);
    if (!g_spawn_check_wait_status(status, NULL)) {
        g_autofree char *said = one_line(errors);
        return fail(error, file, *said == '\0' ? _("lp refused it") : said);
    }
    if (told != NULL)
        *told = one_line(output);
    return TRUE;
}

GStrv
document_printers(void)
{
    g_autofree char *lpstat = g_find_program_in_path("lpstat"), *output = NULL;
    const char *const command[] = {lpstat, "-e", NULL};
    if (lpstat == NULL ||
        !g_spawn_sync(NULL, (char **)(gpointer)command, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                      NULL, &output, NULL, NULL, NULL) ||
        !g_utf8_validate(output, -1, NULL))
        return g_new0(char *, 1);
    return g_strsplit(g_strchomp(output), "\n", -1);
}
