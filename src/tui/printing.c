#include "printing.h"

#include <stdlib.h>
#include <string.h>

#include "choose.h"
#include "prompt.h"
#include "zhenggai/document.h"
#include "zhenggai/text.h"

enum { PRINTING_COPIES = 99 };

/* ── What is asked ────────────────────────────────────────────────────────────────────────── */

static char **
printing_complete(const char *before, gsize *start, gpointer data)
{
    g_auto(GStrv) printers = document_printers();
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    *start = 0;
    for (guint i = 0; printers[i] != NULL; i++) {
        if (*printers[i] != '\0' && g_str_has_prefix(printers[i], before))
            g_ptr_array_add(names, g_strdup(printers[i]));
    }
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

/* The number of copies; 0 if it will not do. */
static int
printing_copies(const char *text)
{
    g_autofree char *typed = g_strstrip(g_strdup(text));
    guint64 copies = 0;
    return g_ascii_string_to_unsigned(typed, 10, 1, PRINTING_COPIES, &copies, NULL) ? (int)copies
                                                                                    : 0;
}

static char *
printing_describe(App *app, const char *text, gboolean *wrong, gpointer data)
{
    *wrong = printing_copies(text) == 0;
    return *wrong ? g_strdup_printf(_("a number from 1 to %d"), PRINTING_COPIES) : NULL;
}

static gboolean
printing_ask_format(App *app, DocumentFormat *format)
{
    int chosen = DOCUMENT_PDF;
    GPtrArray *choices = choose_array_new();
    choose_add(choices, DOCUMENT_PDF, "p", _("PDF: as a document"), NULL, NULL);
    choose_add(choices, DOCUMENT_TEXT, "t", _("text: for a printer that only takes text"), NULL,
               NULL);
    ChooseSpec spec = {.title = _("Print"), .choices = choices, .value = DOCUMENT_PDF};
    if (!choose_run(app, &spec, &chosen))
        return FALSE;
    *format = (DocumentFormat)chosen;
    return TRUE;
}

/* ── What is done ─────────────────────────────────────────────────────────────────────────── */

/* Writes what is printed; the name is the one that saving proposes. The caller owns it. */
static char *
printing_write(App *app, DocumentFormat format, GError **error)
{
    const AppPage *page = app_savable(app);
    g_autofree char *stem =
        g_strndup(page->file, strlen(page->file) - strlen(document_format_suffix(DOCUMENT_TEXT)));
    g_autofree char *path = g_strconcat(stem, document_format_suffix(format), NULL);
    g_autoptr(GBytes) bytes = page->content(app, path, error);
    return bytes != NULL && document_keep(bytes, path, error) ? g_steal_pointer(&path) : NULL;
}

void
printing_run(App *app)
{
    GError *error = NULL;
    DocumentFormat format;
    PromptSpec whom = {.label = _("printer"),
                       .hint = _("its name, Tab completes it; empty: the usual one"),
                       .completer = printing_complete};
    PromptSpec many = {.label = _("copies"), .initial = "1", .describe = printing_describe};
    g_autofree char *printer = prompt_ask(app, &whom);
    g_autofree char *copies = printer == NULL ? NULL : prompt_ask(app, &many);
    if (copies == NULL || !printing_ask_format(app, &format))
        return;
    g_autofree char *told = NULL, *path = printing_write(app, format, &error);
    if (path != NULL &&
        document_print(path, g_strstrip(printer), printing_copies(copies), &told, &error))
        app_tell(app, _("sent to the printer: %s"), told == NULL || *told == '\0' ? path : told);
    else
        app_fail(app, error);
}
