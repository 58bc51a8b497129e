/* The blocks of a document, as its writers see them. */
#pragma once

#include "zhenggai/document.h"

typedef enum {
    BLOCK_HEADING,
    BLOCK_PARAGRAPH,
    BLOCK_ITEM,
    BLOCK_FIGURE,
    BLOCK_BAR,
    BLOCK_TABLE,
    BLOCK_PAGE_BREAK
} BlockKind;

typedef struct {
    BlockKind kind;
    int level;         /* HEADING */
    char *label;       /* ITEM: its mark; FIGURE, BAR: what it is */
    char *text;        /* HEADING, PARAGRAPH, ITEM; FIGURE: how much */
    gint64 value, of;  /* BAR */
    GPtrArray *cells;  /* TABLE: its titles, then each row's cells, by rows */
    TextAlign *aligns; /* TABLE */
    guint columns;     /* TABLE */
} Block;

struct Document {
    TextLanguage language;
    GPtrArray *blocks; /* Block * */
};

const Block *document_block(const Document *document, guint index);

/* The end of the group that begins with block `start`: items, figures and bars go together with
 * those of their kind that follow; any other block stands alone. */
guint document_group_end(const Document *document, guint start);

/* A cell of a table; row 0 holds the titles. */
guint block_rows(const Block *table);
const char *block_cell(const Block *table, guint row, guint column);
