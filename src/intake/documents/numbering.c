#include "numbering.h"

#include <libxml/parser.h>
#include <string.h>

#include "number.h"
#include "xml.h"

#define LEVELS 9
#define LABEL_MOST 64
/* Styles may be based on one another in a ring. */
#define ANCESTORS_MOST 16

typedef struct {
    guint start;
    int restart; /* after which level, from 1, it begins anew; 0 never; -1 any above it */
    gboolean legal;
    gboolean joined; /* nothing stands between number and text */
    char *format, *text;
    char *style; /* whose paragraphs are on this level */
} Level;

typedef struct {
    Level levels[LEVELS];
    guint counts[LEVELS];
    gboolean begun[LEVELS];
    char *style_link; /* its levels are those of the list that this style names */
} Abstract;

typedef struct {
    Abstract *abstract;
    Level *overrides[LEVELS];
    int starts[LEVELS]; /* with which it begins anew at its first paragraph, or -1 */
    gboolean begun[LEVELS];
} List;

typedef struct {
    char *based_on;
    int list, level; /* -1: not told */
} Style;

struct DocumentNumbering {
    GHashTable *abstracts, *lists; /* by number */
    GHashTable *styles;            /* by identifier */
    char *default_style;
};

/* ── Reading ──────────────────────────────────────────────────────────────────────────────── */

static void
level_clear(Level *level)
{
    g_free(level->format);
    g_free(level->text);
    g_free(level->style);
}

static void
abstract_free(gpointer data)
{
    Abstract *abstract = data;
    for (guint i = 0; i < LEVELS; i++) {
        level_clear(&abstract->levels[i]);
    }
    g_free(abstract->style_link);
    g_free(abstract);
}

static void
list_free(gpointer data)
{
    List *list = data;
    for (guint i = 0; i < LEVELS; i++) {
        if (list->overrides[i] != NULL) {
            level_clear(list->overrides[i]);
            g_free(list->overrides[i]);
        }
    }
    g_free(list);
}

static void
style_free(gpointer data)
{
    Style *style = data;
    g_free(style->based_on);
    g_free(style);
}

static void
read_level(Level *level, xmlNode *node)
{
    level_clear(level);
    char *format = document_xml_value(node, "numFmt");
    char *text = document_xml_value(node, "lvlText");
    g_autofree char *suffix = document_xml_value(node, "suff");
    *level = (Level){.start = (guint)CLAMP(document_xml_number(node, "start", 1), 0, 99999),
                     .restart = document_xml_number(node, "lvlRestart", -1),
                     .legal = document_xml_is_on(node, "isLgl"),
                     .joined = g_strcmp0(suffix, "nothing") == 0,
                     .format = format != NULL ? format : g_strdup("decimal"),
                     .text = text != NULL ? text : g_strdup(""),
                     .style = document_xml_value(node, "pStyle")};
}

/* Which level an element is about, or -1. */
static int
level_of(xmlNode *node)
{
    int level = document_xml_attribute_number(node, "ilvl", -1);
    return level < LEVELS ? level : -1;
}

static Abstract *
read_abstract(xmlNode *node)
{
    Abstract *abstract = g_new0(Abstract, 1);
    for (xmlNode *child = node->children; child != NULL; child = child->next) {
        if (document_xml_is(child, "lvl") && level_of(child) >= 0) {
            read_level(&abstract->levels[level_of(child)], child);
        }
    }
    abstract->style_link = document_xml_value(node, "numStyleLink");
    return abstract;
}

static List *
read_list(const DocumentNumbering *numbering, xmlNode *node)
{
    List *list = g_new0(List, 1);
    gint64 abstract = document_xml_number(node, "abstractNumId", -1);
    list->abstract = g_hash_table_lookup(numbering->abstracts, &abstract);
    memset(list->starts, -1, sizeof list->starts);
    for (xmlNode *child = node->children; child != NULL; child = child->next) {
        if (!document_xml_is(child, "lvlOverride") || level_of(child) < 0) {
            continue;
        }
        int at = level_of(child);
        xmlNode *level = document_xml_child(child, "lvl");
        list->starts[at] = CLAMP(document_xml_number(child, "startOverride", -1), -1, 99999);
        if (level != NULL && list->overrides[at] == NULL) {
            list->overrides[at] = g_new0(Level, 1);
            read_level(list->overrides[at], level);
        }
    }
    return list;
}

static void
insert(GHashTable *table, int number, gpointer value)
{
    g_hash_table_insert(table, g_memdup2(&(gint64){number}, sizeof(gint64)), value);
}

/* Abstract lists come before those that are made after them. */
static void
read_lists(DocumentNumbering *numbering, xmlNode *root)
{
    for (xmlNode *node = root->children; node != NULL; node = node->next) {
        if (document_xml_is(node, "abstractNum")) {
            insert(numbering->abstracts, document_xml_attribute_number(node, "abstractNumId", -1),
                   read_abstract(node));
        }
    }
    for (xmlNode *node = root->children; node != NULL; node = node->next) {
        if (document_xml_is(node, "num")) {
            insert(numbering->lists, document_xml_attribute_number(node, "numId", -1),
                   read_list(numbering, node));
        }
    }
}

static void
read_style(DocumentNumbering *numbering, xmlNode *node)
{
    Style *style = g_new0(Style, 1);
    xmlNode *paragraph = document_xml_child(node, "pPr");
    xmlNode *place = paragraph != NULL ? document_xml_child(paragraph, "numPr") : NULL;
    g_autofree char *type = document_xml_attribute(node, "type");
    g_autofree char *by_default = document_xml_attribute(node, "default");
    char *identifier = document_xml_attribute(node, "styleId");
    style->based_on = document_xml_value(node, "basedOn");
    style->list = place != NULL ? document_xml_number(place, "numId", -1) : -1;
    style->level = place != NULL ? document_xml_number(place, "ilvl", -1) : -1;
    if (g_strcmp0(type, "paragraph") == 0 && g_strcmp0(by_default, "1") == 0 &&
        numbering->default_style == NULL) {
        numbering->default_style = g_strdup(identifier);
    }
    g_hash_table_insert(numbering->styles, identifier != NULL ? identifier : g_strdup(""), style);
}

DocumentNumbering *
document_numbering_new(GBytes *bytes, GBytes *styles)
{
    DocumentNumbering *numbering = g_new0(DocumentNumbering, 1);
    numbering->abstracts =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, abstract_free);
    numbering->lists = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, list_free);
    numbering->styles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, style_free);
    xmlDoc *document = document_xml_read(bytes);
    if (document != NULL) {
        read_lists(numbering, xmlDocGetRootElement(document));
        xmlFreeDoc(document);
    }
    document = document_xml_read(styles);
    xmlNode *root = document != NULL ? xmlDocGetRootElement(document) : NULL;
    for (xmlNode *node = root != NULL ? root->children : NULL; node != NULL; node = node->next) {
        if (document_xml_is(node, "style")) {
            read_style(numbering, node);
        }
    }
    if (document != NULL) {
        xmlFreeDoc(document);
    }
    return numbering;
}

void
document_numbering_free(DocumentNumbering *numbering)
{
    g_hash_table_unref(numbering->lists);
    g_hash_table_unref(numbering->abstracts);
    g_hash_table_unref(numbering->styles);
    g_free(numbering->default_style);
    g_free(numbering);
}

/* ── Counting ─────────────────────────────────────────────────────────────────────────────── */

static const Style *
find_style(const DocumentNumbering *numbering, const char *identifier)
{
    return identifier != NULL ? g_hash_table_lookup(numbering->styles, identifier) : NULL;
}

/* The list and level that a style names; a style that names a list alone is on the level which
 * names the style. */
static List *
list_of_style(const DocumentNumbering *numbering, const char *identifier, int *level)
{
    const Style *style = find_style(numbering, identifier);
    for (guint i = 0; style != NULL && i < ANCESTORS_MOST; i++) {
        if (style->list >= 0) {
            List *list = g_hash_table_lookup(numbering->lists, &(gint64){style->list});
            for (int at = 0; list != NULL && list->abstract != NULL && at < LEVELS; at++) {
                if (g_strcmp0(list->abstract->levels[at].style, identifier) == 0) {
                    *level = at;
                }
            }
            *level = style->level >= 0 ? style->level : *level;
            return list;
        }
        identifier = style->based_on;
        style = find_style(numbering, identifier);
    }
    return NULL;
}

/* Abstract lists that only name a style take its list's levels. */
static Abstract *
follow_link(const DocumentNumbering *numbering, Abstract *abstract)
{
    int level = 0;
    for (guint i = 0; abstract != NULL && abstract->style_link != NULL && i < 2; i++) {
        const Style *style = find_style(numbering, abstract->style_link);
        List *list = style != NULL ? g_hash_table_lookup(numbering->lists, &(gint64){style->list})
                                   : list_of_style(numbering, abstract->style_link, &level);
        if (list == NULL || list->abstract == abstract) {
            break;
        }
        abstract = list->abstract;
    }
    return abstract;
}

static const Level *
level_at(const List *list, const Abstract *abstract, int level)
{
    return list->overrides[level] != NULL ? list->overrides[level] : &abstract->levels[level];
}

static void
count_on(List *list, Abstract *abstract, int level)
{
    if (list->starts[level] >= 0 && !list->begun[level]) {
        abstract->begun[level] = FALSE;
    }
    guint start = list->starts[level] >= 0 ? (guint)list->starts[level]
                                           : level_at(list, abstract, level)->start;
    abstract->counts[level] = abstract->begun[level] ? abstract->counts[level] + 1 : start;
    abstract->begun[level] = list->begun[level] = TRUE;
    for (int below = level + 1; below < LEVELS; below++) {
        int restart = level_at(list, abstract, below)->restart;
        if (restart < 0 || (restart > 0 && level < restart)) {
            abstract->begun[below] = FALSE;
        }
    }
}

/* The text of a level with its numbers in the place of %1 … %9. */
static char *
write_label(const List *list, const Abstract *abstract, int level)
{
    const Level *here = level_at(list, abstract, level);
    GString *out = g_string_new(NULL);
    if (strcmp(here->format, "bullet") == 0) {
        return g_string_free(g_string_append(out, "●"), FALSE);
    }
    for (const char *at = here->text; *at != '\0' && out->len < LABEL_MOST;
         at = g_utf8_next_char(at)) {
        int named = at[0] == '%' && at[1] >= '1' && at[1] <= '9' ? at[1] - '1' : -1;
        if (named < 0) {
            g_string_append_unichar(out, g_utf8_get_char(at));
            continue;
        }
        const Level *other = level_at(list, abstract, named);
        gboolean plain = here->legal || other->format == NULL;
        guint count = abstract->begun[named] ? abstract->counts[named] : other->start;
        g_autofree char *number = document_number(plain ? "decimal" : other->format, count);
        g_string_append(out, number);
        at++;
    }
    return g_string_free(out, FALSE);
}

/* A blank between number and text, but none behind 、 and brackets. */
static char *
part_from_text(char *label, gboolean joined)
{
    g_autofree char *owned = label;
    gsize length = strlen(label);
    gunichar last = length > 0 ? g_utf8_get_char(g_utf8_prev_char(label + length)) : 0;
    if (last == 0) {
        return NULL;
    }
    gboolean parts = joined || (last > 0xFF && g_unichar_ispunct(last)) || last == ')';
    return parts ? g_steal_pointer(&owned) : g_strconcat(label, " ", NULL);
}

char *
document_numbering_next(DocumentNumbering *numbering, const char *style, int number, int level)
{
    int by_style = 0;
    List *list =
        number >= 0
            ? g_hash_table_lookup(numbering->lists, &(gint64){number})
            : list_of_style(numbering, style != NULL ? style : numbering->default_style, &by_style);
    Abstract *abstract = list != NULL ? follow_link(numbering, list->abstract) : NULL;
    level = level >= 0 ? level : by_style;
    if (abstract == NULL || level >= LEVELS || level_at(list, abstract, level)->format == NULL) {
        return NULL;
    }
    count_on(list, abstract, level);
    return part_from_text(write_label(list, abstract, level),
                          level_at(list, abstract, level)->joined);
}
