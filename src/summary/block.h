/* The blocks of a document, as its writers see them. */
#pragma once

#include "zhenggai/document.h"

typedef enum {
    BLOCK_HEADING,
    BLOCK_BYLINE,
    BLOCK_PARAGRAPH,
    BLOCK_ITEM,
    BLOCK_FIGURE,
    BLOCK_BAR,
    BLOCK_TABLE,
    BLOCK_CLOSING,
    BLOCK_SIGNATURE,
    BLOCK_PAGE_BREAK
} BlockKind;

typedef struct {
    BlockKind kind;
    int level;         /* HEADING */
    gboolean across;   /* PAGE_BREAK */
    char *label;       /* ITEM: its mark; FIGURE, BAR, SIGNATURE: what it is */
    char *text;        /* HEADING, BYLINE, PARAGRAPH, CLOSING, ITEM; FIGURE: how much */
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

guint document_length(const Document *document);
TextLanguage document_language(const Document *document);
/* The text of the first heading of level 1, or "". */
const char *document_title(const Document *document);

/* The end of the group that begins with block `start`: items, figures, bars and signatures go
 * together with those of their kind that follow; any other block stands alone. */
guint document_group_end(const Document *document, guint start);

/* Whether block `index` is a paragraph that only leads to what follows, as "Steps:": no page ends
 * with it. */
gboolean document_leads(const Document *document, guint index);

/* "1/4": the two numbers of a bar. The caller owns it. */
char *block_count(const Block *bar);

/* A cell of a table; row 0 holds the titles. */
guint block_rows(const Block *table);
const char *block_cell(const Block *table, guint row, guint column);

/* What a module for a format gives to format.c. */
typedef GBytes *DocumentModuleWriter(const Document *document, GError **error);
