#include "attribute.h"

#include <string.h>

const char *
html_attribute(const xmlChar **attributes, const char *name)
{
    for (guint i = 0; attributes != NULL && attributes[i] != NULL; i += 2) {
        if (strcmp((const char *)attributes[i], name) == 0) {
            return attributes[i + 1] != NULL ? (const char *)attributes[i + 1] : "";
        }
    }
    return NULL;
}

gboolean
html_style_says(const xmlChar **attributes, const char *rule)
{
    const char *style = html_attribute(attributes, "style");
    if (style == NULL) {
        return FALSE;
    }
    GString *bare = g_string_new(NULL);
    for (; *style != '\0'; style++) {
        if (!g_ascii_isspace(*style)) {
            g_string_append_c(bare, g_ascii_tolower(*style));
        }
    }
    gboolean says = strstr(bare->str, rule) != NULL;
    g_string_free(bare, TRUE);
    return says;
}

int
html_attribute_number(const xmlChar **attributes, const char *name, int otherwise)
{
    const char *text = html_attribute(attributes, name);
    gint64 number;
    return text != NULL && g_ascii_string_to_signed(text, 10, 0, 99999, &number, NULL) ? (int)number
                                                                                       : otherwise;
}

const char *
html_list_form(const xmlChar **attributes)
{
    static const struct {
        const char *rule, *form;
    } styles[] = {{"list-style:none", NULL},
                  {"list-style-type:none", NULL},
                  {"cjk-ideographic", "chineseCounting"},
                  {"chinese-informal", "chineseCounting"},
                  {"cjk-decimal", "ideographDigital"},
                  {"upper-alpha", "upperLetter"},
                  {"lower-alpha", "lowerLetter"},
                  {"upper-latin", "upperLetter"},
                  {"lower-latin", "lowerLetter"},
                  {"upper-roman", "upperRoman"},
                  {"lower-roman", "lowerRoman"}};
    const char *type = html_attribute(attributes, "type");
    for (guint i = 0; i < G_N_ELEMENTS(styles); i++) {
        if (html_style_says(attributes, styles[i].rule)) {
            return styles[i].form;
        }
    }
    switch (type != NULL ? type[0] : '1') {
    case 'a':
        return "lowerLetter";
    case 'A':
        return "upperLetter";
    case 'i':
        return "lowerRoman";
    case 'I':
        return "upperRoman";
    default:
        return "decimal";
    }
}
