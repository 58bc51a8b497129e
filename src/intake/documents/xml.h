/* Small parts of a .docx as trees; elements and attributes are told by their local names. */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

/* How XML of strangers is read: no network, no entities, no document type. */
#define DOCUMENT_XML_OPTIONS                                                                       \
    (XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT)

/* The tree, which the caller frees; NULL for NULL, for what is too large or damaged. */
xmlDoc *document_xml_read(GBytes *bytes);

gboolean document_xml_is(const xmlNode *node, const char *name);
/* The first child of that name, or NULL. */
xmlNode *document_xml_child(const xmlNode *node, const char *name);

/* The attribute, or NULL. The caller owns it. */
char *document_xml_attribute(const xmlNode *node, const char *name);
int document_xml_attribute_number(const xmlNode *node, const char *name, int otherwise);

/* The attribute `val` of the first child of that name: most of a .docx's properties are told so. */
char *document_xml_value(const xmlNode *node, const char *name);
int document_xml_number(const xmlNode *node, const char *name, int otherwise);
/* Whether there is such a child and its value does not say no. */
gboolean document_xml_is_on(const xmlNode *node, const char *name);
