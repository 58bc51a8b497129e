/* A document: blocks in their order. */
#include "block.h"

static void
block_free(gpointer data)
{
    Block *block = data;
    g_free(block->label);
    g_free(block->text);
    g_free(block->aligns);
    if (block->cells != NULL)
        g_ptr_array_unref(block->cells);
    g_free(block);
}

Document *
document_new(TextLanguage language)
{
    Document *document = g_new0(Document, 1);
    document->language = language;
    document->blocks = g_ptr_array_new_with_free_func(block_free);
    return document;
}

void
document_free(Document *document)
{
    if (document == NULL)
        return;
    g_ptr_array_unref(document->blocks);
    g_free(document);
}

/* ── Building ─────────────────────────────────────────────────────────────────────────────── */

static Block *
add_block(Document *document, BlockKind kind, const char *label, const char *text)
{
    Block *block = g_new0(Block, 1);
    block->kind = kind;
    block->label = g_strdup(label);
    block->text = g_strdup(text);
    g_ptr_array_add(document->blocks, block);
    return block;
}

void
document_heading(Document *document, int level, const char *text)
{
    g_assert(level >= 1 && level <= DOCUMENT_LEVELS);
    add_block(document, BLOCK_HEADING, NULL, text)->level = level;
}

void
document_paragraph(Document *document, const char *text)
{
    add_block(document, BLOCK_PARAGRAPH, NULL, text);
}

void
document_byline(Document *document, const char *text)
{
    add_block(document, BLOCK_BYLINE, NULL, text);
}

void
document_closing(Document *document, const char *text)
{
    add_block(document, BLOCK_CLOSING, NULL, text);
}

void
document_signature(Document *document, const char *label)
{
    add_block(document, BLOCK_SIGNATURE, label, NULL);
}

void
document_item(Document *document, const char *mark, const char *text)
{
    add_block(document, BLOCK_ITEM, mark, text);
}

void
document_figure(Document *document, const char *label, const char *value)
{
    add_block(document, BLOCK_FIGURE, label, value);
}

void
document_bar(Document *document, const char *label, gint64 value, gint64 of)
{
    g_assert(value >= 0 && value <= of);
    Block *bar = add_block(document, BLOCK_BAR, label, NULL);
    bar->value = value;
    bar->of = of;
}

void
document_table(Document *document, const DocumentColumn *columns, guint count)
{
    g_assert(count > 0);
    Block *table = add_block(document, BLOCK_TABLE, NULL, NULL);
    table->columns = count;
    table->aligns = g_new(TextAlign, count);
    table->cells = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < count; i++) {
        table->aligns[i] = columns[i].align;
        g_ptr_array_add(table->cells, g_strdup(columns[i].title));
    }
}

void
document_row(Document *document, const char *const *cells)
{
    g_assert(document->blocks->len > 0);
    Block *table = g_ptr_array_index(document->blocks, document->blocks->len - 1);
    g_assert(table->kind == BLOCK_TABLE);
    for (guint i = 0; i < table->columns; i++)
        g_ptr_array_add(table->cells, g_strdup(cells[i] == NULL ? "" : cells[i]));
}

void
document_page_break(Document *document)
{
    add_block(document, BLOCK_PAGE_BREAK, NULL, NULL);
}

void
document_page_across(Document *document)
{
    add_block(document, BLOCK_PAGE_BREAK, NULL, NULL)->across = TRUE;
}

char *
document_share(gint64 value, gint64 of)
{
    if (of == 0)
        return g_strdup("-");
    gint64 tenths = (gint64)(1000.0 * value / of + 0.5);
    if (value > 0 && value < of)
        tenths = CLAMP(tenths, 1, 999);
    return g_strdup_printf("%d.%d%%", (int)(tenths / 10), (int)(tenths % 10));
}

/* ── For the writers ──────────────────────────────────────────────────────────────────────── */

const Block *
document_block(const Document *document, guint index)
{
    return g_ptr_array_index(document->blocks, index);
}

guint
document_length(const Document *document)
{
    return document->blocks->len;
}

TextLanguage
document_language(const Document *document)
{
    return document->language;
}

const char *
document_title(const Document *document)
{
    for (guint i = 0; i < document->blocks->len; i++) {
        const Block *block = document_block(document, i);
        if (block->kind == BLOCK_HEADING && block->level == 1)
            return block->text;
    }
    return "";
}

gboolean
document_leads(const Document *document, guint index)
{
    const Block *block = document_block(document, index);
    return block->kind == BLOCK_PARAGRAPH && index + 1 < document->blocks->len &&
           document_block(document, index + 1)->kind != BLOCK_PAGE_BREAK &&
           (g_str_has_suffix(block->text, "：") || g_str_has_suffix(block->text, ":"));
}

char *
block_count(const Block *bar)
{
    return g_strdup_printf("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, bar->value, bar->of);
}

guint
document_group_end(const Document *document, guint start)
{
    BlockKind kind = document_block(document, start)->kind;
    guint end = start + 1;
    if (kind == BLOCK_ITEM || kind == BLOCK_FIGURE || kind == BLOCK_BAR ||
        kind == BLOCK_SIGNATURE) {
        while (end < document->blocks->len && document_block(document, end)->kind == kind)
            end++;
    }
    return end;
}

guint
block_rows(const Block *table)
{
    return table->cells->len / table->columns;
}

const char *
block_cell(const Block *table, guint row, guint column)
{
    return g_ptr_array_index(table->cells, row * table->columns + column);
}
