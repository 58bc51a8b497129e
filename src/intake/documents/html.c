#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "attribute.h"
#include "documents.h"
#include "number.h"
#include "text.h"
#include "zhenggai/intake.h"
#include "zhenggai/text.h"

/* Deeper than any page that a person made; the parser's own search for an end tag is bounded so. */
#define DEPTH_MOST 256
/* An article with fewer bytes is a box on a page of something else. */
#define ARTICLE_LEAST 300

typedef enum {
    TAG_BLOCK,
    TAG_HIDDEN,
    TAG_BREAK,
    TAG_ORDERED,
    TAG_UNORDERED,
    TAG_ITEM,
    TAG_TABLE,
    TAG_ROW,
    TAG_CELL,
    TAG_PREFORMATTED,
    TAG_ARTICLE,
    TAG_TITLE,
    TAG_META,
    TAG_INLINE
} Tag;

static const struct {
    Tag tag;
    const char *names; /* parted by blanks */
} tags[] = {
    {TAG_BLOCK, "p div h2 h3 h4 h5 h6 section header address blockquote center dl dt dd fieldset "
                "figure figcaption hr caption details summary body"},
    {TAG_HIDDEN, "script style noscript template nav footer aside head iframe object applet audio "
                 "video canvas svg math select option textarea button input datalist rt rp title"},
    {TAG_BREAK, "br"},
    {TAG_ORDERED, "ol"},
    {TAG_UNORDERED, "ul menu dir"},
    {TAG_ITEM, "li"},
    {TAG_TABLE, "table"},
    {TAG_ROW, "tr"},
    {TAG_CELL, "td th"},
    {TAG_PREFORMATTED, "pre listing plaintext xmp"},
    {TAG_ARTICLE, "article main"},
    {TAG_TITLE, "h1"},
    {TAG_META, "meta"},
};

/* The classes and identifiers that the systems of government sites give to the text itself. */
static const char *const article_names[] = {"ucap-content", "trs_editor", "zoom", "article-content",
                                            "pages_content"};

/* An element that is open. */
typedef struct {
    Tag tag;
    gboolean hidden;
    gboolean article;
    gsize start;      /* of an article or title: where the text stood when it began */
    gboolean counts;  /* a list with numbers */
    guint number;     /* of its next item */
    const char *form; /* of its numbers: a format of OOXML */
} Open;

typedef struct {
    xmlParserCtxt *parser;
    GHashTable *tags; /* name → Tag + 1 */
    DocumentText *text;
    GArray *open;         /* Open */
    guint hidden;         /* how many that are open are hidden */
    guint preformatted;   /* … are preformatted */
    gboolean blank, feed; /* blanks came, with a line feed among them */
    char *ordinal;        /* of the item that begins */
    char *title;
    gsize article_start, article_end;
    gboolean too_deep;
} Page;

/* ── Attributes ───────────────────────────────────────────────────────────────────────────── */

static gboolean
is_hidden(Tag tag, const xmlChar **attributes)
{
    const char *aria = html_attribute(attributes, "aria-hidden"),
               *role = html_attribute(attributes, "role");
    return tag == TAG_HIDDEN || html_attribute(attributes, "hidden") != NULL ||
           g_strcmp0(aria, "true") == 0 || g_strcmp0(role, "navigation") == 0 ||
           html_style_says(attributes, "display:none") ||
           html_style_says(attributes, "visibility:hidden");
}

static gboolean
is_article(Tag tag, const xmlChar **attributes)
{
    const char *const values[] = {html_attribute(attributes, "id"),
                                  html_attribute(attributes, "class")};
    for (guint i = 0; i < G_N_ELEMENTS(values); i++) {
        g_autofree char *value = values[i] != NULL ? g_ascii_strdown(values[i], -1) : NULL;
        g_auto(GStrv) words = g_strsplit(value != NULL ? value : "", " ", -1);
        for (guint j = 0; j < G_N_ELEMENTS(article_names); j++) {
            if (g_strv_contains((const char *const *)words, article_names[j])) {
                return TRUE;
            }
        }
    }
    return tag == TAG_ARTICLE;
}

/* ── Text ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_wide(gunichar c)
{
    return c >= 0x2E80;
}

/* Blanks that stand between words count as one; a line feed between two Chinese characters is the
 * editor's, not the author's. */
static void
put_blank(Page *page, gunichar next)
{
    gunichar last = document_text_last(page->text);
    if (page->blank && last != 0 && !(page->feed && is_wide(last) && is_wide(next))) {
        document_text_append(page->text, " ", 1);
    }
    page->blank = page->feed = FALSE;
}

static void
put_ordinal(Page *page)
{
    if (page->ordinal != NULL) {
        document_text_append(page->text, page->ordinal, strlen(page->ordinal));
        g_clear_pointer(&page->ordinal, g_free);
    }
}

static void
put_words(Page *page, const char *bytes, gsize length)
{
    const char *end = bytes + length;
    while (bytes < end) {
        gsize run = 0;
        while (bytes + run < end && !g_ascii_isspace(bytes[run])) {
            run++;
        }
        if (run > 0) {
            put_ordinal(page);
            put_blank(page, g_utf8_get_char_validated(bytes, (gssize)run));
            document_text_append(page->text, bytes, run);
        }
        for (bytes += run; bytes < end && g_ascii_isspace(*bytes); bytes++) {
            page->blank = TRUE;
            page->feed |= *bytes == '\n';
        }
    }
}

static void
on_characters(void *context, const xmlChar *characters, int length)
{
    Page *page = context;
    if (page->hidden > 0) {
        return;
    }
    if (page->preformatted > 0) {
        put_ordinal(page);
        document_text_append(page->text, (const char *)characters, (gsize)length);
    } else {
        put_words(page, (const char *)characters, (gsize)length);
    }
}

static void
end_line(Page *page)
{
    document_text_end_line(page->text);
    page->blank = page->feed = FALSE;
}

/* ── Elements ─────────────────────────────────────────────────────────────────────────────── */

static Tag
find_tag(const Page *page, const xmlChar *name)
{
    gpointer found = g_hash_table_lookup(page->tags, name);
    return found != NULL ? (Tag)(GPOINTER_TO_UINT(found) - 1) : TAG_INLINE;
}

/* The list that an item belongs to. */
static Open *
innermost_list(const Page *page)
{
    for (guint i = page->open->len; i > 0; i--) {
        Open *open = &g_array_index(page->open, Open, i - 1);
        if (open->tag == TAG_ORDERED || open->tag == TAG_UNORDERED) {
            return open;
        }
    }
    return NULL;
}

static void
begin_item(Page *page, const xmlChar **attributes)
{
    Open *list = innermost_list(page);
    end_line(page);
    g_clear_pointer(&page->ordinal, g_free);
    if (list == NULL || list->form == NULL) {
        return;
    }
    if (list->tag == TAG_UNORDERED) {
        page->ordinal = g_strdup("●");
        return;
    }
    list->number = (guint)html_attribute_number(attributes, "value", (int)list->number);
    g_autofree char *number = document_number(list->form, list->number++);
    gboolean chinese = (guchar)number[0] >= 0x80;
    page->ordinal = g_strconcat(number, chinese ? "、" : ". ", NULL);
}

static void
begin_cell(Page *page, const xmlChar **attributes)
{
    end_line(page);
    document_text_begin_cell(page->text);
    document_text_span_cell(page->text, (guint)html_attribute_number(attributes, "colspan", 1),
                            (guint)html_attribute_number(attributes, "rowspan", 1));
}

/* The title as the site's system knows it. */
static void
read_meta(Page *page, const xmlChar **attributes)
{
    const char *name = html_attribute(attributes, "name"),
               *content = html_attribute(attributes, "content");
    if (name != NULL && content != NULL && g_ascii_strcasecmp(name, "ArticleTitle") == 0) {
        g_free(page->title);
        page->title = g_strstrip(g_strdup(content));
    }
}

static void
begin_visible(Page *page, Open *open, const xmlChar **attributes)
{
    switch (open->tag) {
    case TAG_ORDERED:
    case TAG_UNORDERED:
        open->form = html_list_form(attributes);
        open->number = (guint)html_attribute_number(attributes, "start", 1);
        end_line(page);
        break;
    case TAG_ITEM:
        begin_item(page, attributes);
        break;
    case TAG_TABLE:
        end_line(page);
        document_text_begin_table(page->text);
        break;
    case TAG_ROW:
        document_text_begin_row(page->text);
        break;
    case TAG_CELL:
        begin_cell(page, attributes);
        break;
    case TAG_BREAK:
        document_text_append(page->text, "\n", 1);
        page->blank = page->feed = FALSE;
        break;
    case TAG_INLINE:
    case TAG_META:
    case TAG_HIDDEN:
        break;
    default:
        end_line(page);
        page->preformatted += open->tag == TAG_PREFORMATTED;
        break;
    }
    open->start = document_text_length(page->text);
}

static void
on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    Page *page = context;
    Open open = {.tag = find_tag(page, name)};
    if (page->open->len >= DEPTH_MOST || document_text_is_full(page->text)) {
        page->too_deep = page->open->len >= DEPTH_MOST;
        xmlStopParser(page->parser);
        return;
    }
    if (open.tag == TAG_META) {
        read_meta(page, attributes);
    }
    open.hidden = is_hidden(open.tag, attributes);
    open.article = is_article(open.tag, attributes);
    page->hidden += open.hidden;
    if (page->hidden == 0) {
        begin_visible(page, &open, attributes);
    }
    g_array_append_val(page->open, open);
}

/* The longest article is the page's. */
static void
end_article(Page *page, const Open *open)
{
    gsize end = document_text_length(page->text);
    if (end - open->start >= ARTICLE_LEAST &&
        end - open->start > page->article_end - page->article_start) {
        page->article_start = open->start;
        page->article_end = end;
    }
}

static void
end_visible(Page *page, const Open *open)
{
    switch (open->tag) {
    case TAG_INLINE:
    case TAG_META:
    case TAG_HIDDEN:
    case TAG_BREAK:
    case TAG_ROW:
        break;
    case TAG_TABLE:
        document_text_end_table(page->text);
        break;
    case TAG_CELL:
        end_line(page);
        document_text_end_cell(page->text);
        break;
    default:
        end_line(page);
        page->preformatted -= open->tag == TAG_PREFORMATTED;
        break;
    }
    if (open->article) {
        end_article(page, open);
    }
    if (open->tag == TAG_TITLE && page->title == NULL) {
        page->title = g_strstrip(document_text_since(page->text, open->start));
    }
}

static void
on_end(void *context, const xmlChar *name)
{
    Page *page = context;
    if (page->open->len == 0) {
        return;
    }
    Open open = g_array_index(page->open, Open, page->open->len - 1);
    g_array_set_size(page->open, page->open->len - 1);
    if (page->hidden == 0) {
        end_visible(page, &open);
    }
    page->hidden -= open.hidden;
}

/* ── The page ─────────────────────────────────────────────────────────────────────────────── */

static GHashTable *
tags_new(void)
{
    GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(tags); i++) {
        g_auto(GStrv) names = g_strsplit(tags[i].names, " ", -1);
        for (char **name = names; *name != NULL; name++) {
            g_hash_table_insert(table, g_strdup(*name), GUINT_TO_POINTER(tags[i].tag + 1));
        }
    }
    return table;
}

static void
parse(Page *page, const char *bytes, gsize length)
{
    htmlSAXHandler handler = {.startElement = on_start,
                              .endElement = on_end,
                              .characters = on_characters,
                              .ignorableWhitespace = on_characters};
    page->parser = htmlNewParserCtxt();
    if (page->parser == NULL) {
        return;
    }
    *page->parser->sax = handler;
    page->parser->userData = page;
    htmlCtxtReadMemory(page->parser, bytes, (int)length, NULL, "UTF-8",
                       HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                           HTML_PARSE_IGNORE_ENC);
    htmlFreeParserCtxt(page->parser);
}

/* The article with its title where the page has one, else all of it. */
static char *
pick_article(const Page *page, const char *all)
{
    if (page->article_end == 0) {
        return g_strdup(all);
    }
    char *article = g_strndup(all + page->article_start, page->article_end - page->article_start);
    if (page->title == NULL || page->title[0] == '\0' ||
        g_strstr_len(article, ARTICLE_LEAST, page->title) != NULL) {
        return article;
    }
    g_autofree char *untitled = article;
    return g_strconcat(page->title, "\n", untitled, NULL);
}

char *
intake_documents_html(const char *bytes, gsize length, const char *file, GError **error)
{
    g_autoptr(GHashTable) names = tags_new();
    g_autoptr(DocumentText) text = document_text_new();
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(Open));
    Page page = {.tags = names, .text = text, .open = open};
    parse(&page, bytes, length);
    char *result = NULL;
    if (page.too_deep || document_text_is_full(text)) {
        g_set_error(error, INTAKE_ERROR, INTAKE_ERROR_FORMAT,
                    _("%s: this web page is nested too deeply or too long for a report; copy the "
                      "report into a text file (.txt)"),
                    file);
    } else {
        g_autofree char *all = document_text_steal(text);
        result = pick_article(&page, all);
    }
    g_free(page.title);
    g_free(page.ordinal);
    return result;
}
