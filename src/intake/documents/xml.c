#include "xml.h"

#include <libxml/parser.h>
#include <string.h>

/* A tree takes twenty times the memory of its text. */
#define TREE_MOST (8u << 20)

xmlDoc *
document_xml_read(GBytes *bytes)
{
    gsize size = 0;
    const char *data = bytes != NULL ? g_bytes_get_data(bytes, &size) : NULL;
    if (size == 0 || size > TREE_MOST) {
        return NULL;
    }
    xmlDoc *document = xmlReadMemory(data, (int)size, NULL, NULL, DOCUMENT_XML_OPTIONS);
    if (document != NULL &&
        (document->intSubset != NULL || xmlDocGetRootElement(document) == NULL)) {
        g_clear_pointer(&document, xmlFreeDoc);
    }
    return document;
}

gboolean
document_xml_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

xmlNode *
document_xml_child(const xmlNode *node, const char *name)
{
    for (xmlNode *child = node->children; child != NULL; child = child->next) {
        if (document_xml_is(child, name)) {
            return child;
        }
    }
    return NULL;
}

char *
document_xml_attribute(const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
    char *copy = g_strdup((const char *)value);
    xmlFree(value);
    return copy;
}

static int
to_number(const char *text, int otherwise)
{
    gint64 number;
    return text != NULL && g_ascii_string_to_signed(text, 10, 0, G_MAXINT, &number, NULL)
               ? (int)number
               : otherwise;
}

int
document_xml_attribute_number(const xmlNode *node, const char *name, int otherwise)
{
    g_autofree char *value = document_xml_attribute(node, name);
    return to_number(value, otherwise);
}

char *
document_xml_value(const xmlNode *node, const char *name)
{
    xmlNode *child = document_xml_child(node, name);
    return child != NULL ? document_xml_attribute(child, "val") : NULL;
}

int
document_xml_number(const xmlNode *node, const char *name, int otherwise)
{
    g_autofree char *value = document_xml_value(node, name);
    return to_number(value, otherwise);
}

gboolean
document_xml_is_on(const xmlNode *node, const char *name)
{
    g_autofree char *value = document_xml_value(node, name);
    return document_xml_child(node, name) != NULL && g_strcmp0(value, "0") != 0 &&
           g_strcmp0(value, "false") != 0 && g_strcmp0(value, "off") != 0;
}
