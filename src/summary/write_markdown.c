/* A document as Markdown: CommonMark with the tables of GitHub. */
#include <string.h>

#include "block.h"

/* ── Escaping ─────────────────────────────────────────────────────────────────────────────── */

/* These mean something anywhere in a line; :// and www. would make a link. */
static gboolean
is_special(const char *at, const char *start)
{
    if (strchr("\\`*_[]<>&|~$#", *at) != NULL)
        return TRUE;
    if (*at == ':')
        return at[1] == '/' && at[2] == '/';
    return *at == '.' && at - start >= 3 && g_ascii_strncasecmp(at - 3, "www", 3) == 0;
}

/* How many bytes at the start of a line would make it a list, a rule or a heading's underline:
 * the last of them is escaped. */
static gsize
opening_length(const char *line)
{
    if (*line == '-' || *line == '+' || *line == '=')
        return 1;
    gsize digits = strspn(line, "0123456789");
    gboolean marked = digits > 0 && (line[digits] == '.' || line[digits] == ')');
    return marked && (line[digits + 1] == ' ' || line[digits + 1] == '\0') ? digits + 1 : 0;
}

/* Appends one line of text, safe anywhere that inline text may stand. */
static void
append_escaped(GString *to, const char *line)
{
    line += strspn(line, " ");
    gsize length = strlen(line), opening = opening_length(line);
    while (length > 0 && line[length - 1] == ' ')
        length--;
    for (gsize i = 0; i < length; i++) {
        if (is_special(line + i, line) || i + 1 == opening)
            g_string_append_c(to, '\\');
        g_string_append_c(to, line[i]);
    }
}

static void
append_in_line(GString *to, const char *text)
{
    g_autofree char *line = text_visible_line(text);
    append_escaped(to, line);
}

/* Lines of one paragraph, parted by hard breaks; an empty one would end the paragraph. */
static void
append_lines(GString *to, const char *text, const char *indent)
{
    g_autofree char *visible = text_visible(text);
    g_auto(GStrv) lines = g_strsplit(visible, "\n", -1);
    gboolean begun = FALSE;
    for (guint i = 0; lines[i] != NULL; i++) {
        if (lines[i][strspn(lines[i], " ")] == '\0')
            continue;
        if (begun)
            g_string_append_printf(to, "\\\n%s", indent);
        append_escaped(to, lines[i]);
        begun = TRUE;
    }
}

/* ── Blocks ───────────────────────────────────────────────────────────────────────────────── */

static void
append_heading(GString *to, const Block *block)
{
    for (int i = 0; i < block->level; i++)
        g_string_append_c(to, '#');
    g_string_append_c(to, ' ');
    append_in_line(to, block->text);
    g_string_append_c(to, '\n');
}

static void
append_labelled(GString *to, const Block *block)
{
    g_string_append(to, "- ");
    append_in_line(to, block->label);
    g_string_append(to, block->kind == BLOCK_FIGURE ? " **" : " ");
    append_lines(to, block->text, "  ");
    g_string_append(to, block->kind == BLOCK_FIGURE ? "**\n" : "\n");
}

static void
append_rule(GString *to, const TextAlign *aligns, guint columns)
{
    static const char *const rules[] = {
        [TEXT_LEFT] = " --- |", [TEXT_RIGHT] = " ---: |", [TEXT_CENTRE] = " :---: |"};
    g_string_append_c(to, '|');
    for (guint i = 0; i < columns; i++)
        g_string_append(to, rules[aligns[i]]);
    g_string_append_c(to, '\n');
}

static void
append_table(GString *to, const Block *table)
{
    for (guint row = 0; row < block_rows(table); row++) {
        g_string_append_c(to, '|');
        for (guint i = 0; i < table->columns; i++) {
            g_string_append_c(to, ' ');
            append_in_line(to, block_cell(table, row, i));
            g_string_append(to, " |");
        }
        g_string_append_c(to, '\n');
        if (row == 0)
            append_rule(to, table->aligns, table->columns);
    }
}

/* Bars become a table without titles: what, how many of how many, which share. */
static void
append_bars(GString *to, const Document *document, guint start, guint end)
{
    static const TextAlign aligns[] = {TEXT_LEFT, TEXT_RIGHT, TEXT_RIGHT};
    g_string_append(to, "| | | |\n");
    append_rule(to, aligns, G_N_ELEMENTS(aligns));
    for (guint i = start; i < end; i++) {
        const Block *bar = document_block(document, i);
        g_autofree char *share = document_share(bar->value, bar->of);
        g_string_append(to, "| ");
        append_in_line(to, bar->label);
        g_autofree char *count = block_count(bar);
        g_string_append_printf(to, " | %s | %s |\n", count, share);
    }
}

/* Escaped underscores: a line to write on, not emphasis. */
static void
append_signature(GString *to, const Block *block)
{
    g_string_append(to, "- ");
    append_in_line(to, block->label);
    g_string_append_c(to, ' ');
    append_escaped(to, "__________");
    g_string_append_c(to, '\n');
}

static void
append_group(GString *to, const Document *document, guint start, guint end)
{
    const Block *block = document_block(document, start);
    switch (block->kind) {
    case BLOCK_HEADING:
        append_heading(to, block);
        break;
    case BLOCK_BYLINE:
    case BLOCK_PARAGRAPH:
    case BLOCK_CLOSING:
        append_lines(to, block->text, "");
        g_string_append_c(to, '\n');
        break;
    case BLOCK_ITEM:
    case BLOCK_FIGURE:
        for (guint i = start; i < end; i++)
            append_labelled(to, document_block(document, i));
        break;
    case BLOCK_BAR:
        append_bars(to, document, start, end);
        break;
    case BLOCK_TABLE:
        append_table(to, block);
        break;
    case BLOCK_SIGNATURE:
        for (guint i = start; i < end; i++)
            append_signature(to, document_block(document, i));
        break;
    case BLOCK_PAGE_BREAK:
        g_string_append(to, "---\n");
        break;
    }
}

char *
document_write_markdown(const Document *document)
{
    GString *to = g_string_new(NULL);
    for (guint start = 0, end; start < document->blocks->len; start = end) {
        end = document_group_end(document, start);
        if (start > 0)
            g_string_append_c(to, '\n');
        append_group(to, document, start, end);
    }
    return g_string_free(to, FALSE);
}
