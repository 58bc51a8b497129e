#include "field.h"

#include <string.h>

gboolean
document_field_is_hidden(const char *code)
{
    static const char *const hidden[] = {"TOC",      "PAGE",         "PAGEREF",
                                         "NUMPAGES", "SECTIONPAGES", "INDEX"};
    code += strspn(code, " \t");
    gsize length = strcspn(code, " \t\\");
    for (guint i = 0; i < G_N_ELEMENTS(hidden); i++) {
        if (length == strlen(hidden[i]) && g_ascii_strncasecmp(code, hidden[i], length) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

void
document_fields_take_part(DocumentFields *fields, const char *kind)
{
    guint last = fields->count - 1;
    if (g_strcmp0(kind, "begin") == 0 && fields->count < FIELDS_MOST) {
        memset(&fields->open[fields->count++], 0, sizeof fields->open[0]);
    } else if (g_strcmp0(kind, "separate") == 0 && fields->count > 0) {
        fields->open[last].shows = TRUE;
        fields->open[last].hidden = document_field_is_hidden(fields->open[last].code);
    } else if (g_strcmp0(kind, "end") == 0 && fields->count > 0) {
        fields->count--;
    }
}

void
document_fields_take_code(DocumentFields *fields, const char *code)
{
    if (fields->count > 0 && !fields->open[fields->count - 1].shows) {
        g_strlcat(fields->open[fields->count - 1].code, code, FIELD_CODE_MOST);
    }
}

gboolean
document_fields_hide(const DocumentFields *fields)
{
    for (guint i = 0; i < fields->count; i++) {
        if (fields->open[i].hidden) {
            return TRUE;
        }
    }
    return FALSE;
}
