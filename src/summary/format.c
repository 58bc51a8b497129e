/* The formats of a document, and files of them. */
#include <string.h>

#include "block.h"
#include "zhenggai/module.h"

G_DEFINE_QUARK(zhenggai - document - error - quark, document_error)

static const struct {
    const char *name, *suffix;
    const char *module, *symbol; /* what writes it, where that is not part of the program */
} formats[DOCUMENT_FORMATS] = {
    [DOCUMENT_TEXT] = {"text", ".txt", NULL, NULL},
    [DOCUMENT_MARKDOWN] = {"markdown", ".md", NULL, NULL},
    [DOCUMENT_HTML] = {"html", ".html", NULL, NULL},
    [DOCUMENT_DOCX] = {"docx", ".docx", "summary-docx", "document_module_docx"},
    [DOCUMENT_PDF] = {"pdf", ".pdf", "summary-pdf", "document_module_pdf"},
};

const char *
document_format_name(DocumentFormat format)
{
    return formats[format].name;
}

const char *
document_format_suffix(DocumentFormat format)
{
    return formats[format].suffix;
}

gboolean
document_format_for_file(const char *file, DocumentFormat *format)
{
    const char *dot = strrchr(file, '.');
    for (guint i = 0; dot != NULL && i < DOCUMENT_FORMATS; i++) {
        if (g_ascii_strcasecmp(dot, formats[i].suffix) == 0) {
            *format = (DocumentFormat)i;
            return TRUE;
        }
    }
    return FALSE;
}

static GBytes *
write_by_module(const Document *document, DocumentFormat format, GError **error)
{
    DocumentModuleWriter *writer =
        (DocumentModuleWriter *)module_open(formats[format].module, formats[format].symbol, error);
    GBytes *bytes = writer == NULL ? NULL : writer(document, error);
    if (bytes == NULL)
        g_prefix_error(error, _("cannot write %s (html, markdown and text need nothing more): "),
                       formats[format].name);
    return bytes;
}

GBytes *
document_write(const Document *document, DocumentFormat format, const DocumentTextStyle *style,
               GError **error)
{
    static const DocumentTextStyle usual = {0};
    if (formats[format].module != NULL)
        return write_by_module(document, format, error);
    char *text = format == DOCUMENT_HTML ? document_write_html(document)
                 : format == DOCUMENT_MARKDOWN
                     ? document_write_markdown(document)
                     : document_write_text(document, style == NULL ? &usual : style);
    return g_bytes_new_take(text, strlen(text));
}

gboolean
document_keep(GBytes *bytes, const char *file, GError **error)
{
    gsize length;
    const char *data = g_bytes_get_data(bytes, &length);
    if (g_file_set_contents_full(file, data == NULL ? "" : data, (gssize)length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 error))
        return TRUE;
    g_prefix_error(error, _("%s was not written: "), file);
    return FALSE;
}

gboolean
document_save(const Document *document, DocumentFormat format, const DocumentTextStyle *style,
              const char *file, GError **error)
{
    g_autoptr(GBytes) bytes = document_write(document, format, style, error);
    return bytes != NULL && document_keep(bytes, file, error);
}
