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
    g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_PRINTING,
                _("not printed: %s; the file is kept: %s"), why, file);
    return FALSE;
}

gboolean
document_print(const char *file, const char *printer, char **told, GError **error)
{
    gboolean named = printer != NULL && *printer != '\0';
    g_autofree char *lp = g_find_program_in_path("lp");
    g_autofree char *path = g_canonicalize_filename(file, NULL);
    g_autofree char *output = NULL, *errors = NULL;
    g_autoptr(GError) failure = NULL;
    int status = 0;
    if (lp == NULL)
        return fail(error, file, _("there is no lp on this machine (install cups-client)"));
    /* A printer's name that begins with - stays a name, and so does the file's. */
    g_autofree char *destination = g_strconcat("-d", printer, NULL);
    const char *const command[] = {lp, named ? destination : "--", named ? "--" : path,
                                   named ? path : NULL, NULL};
    if (!g_spawn_sync(NULL, (char **)(gpointer)command, NULL, 0, NULL, NULL, &output, &errors,
                      &status, &failure))
        return fail(error, file, failure->message);
    if (!g_spawn_check_wait_status(status, NULL)) {
        g_autofree char *said = one_line(errors);
        return fail(error, file, *said == '\0' ? _("lp refused it") : said);
    }
    if (told != NULL)
        *told = one_line(output);
    return TRUE;
}
