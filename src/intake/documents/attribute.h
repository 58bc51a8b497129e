/* Attributes of a web page's elements, as libxml2 hands them over: names and values in turn. */
#pragma once

#include <glib.h>
#include <libxml/xmlstring.h>

/* The value, "" for an attribute without one, NULL without the attribute. */
const char *html_attribute(const xmlChar **attributes, const char *name);
int html_attribute_number(const xmlChar **attributes, const char *name, int otherwise);

/* Whether the style has a rule, written without blanks in small letters, however it is spaced. */
gboolean html_style_says(const xmlChar **attributes, const char *rule);

/* The numbers of a list as its type or style asks for: a format of OOXML; NULL for none. */
const char *html_list_form(const xmlChar **attributes);
