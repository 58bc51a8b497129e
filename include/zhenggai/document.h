/* Documents: what a summary says, apart from how it looks.
 *
 * A document is a list of blocks. Each writer gives it another form; none of them knows where the
 * blocks came from. Texts are copied, UTF-8 and as they come: a writer makes them safe for its
 * form. Items, figures and bars that follow one another are set as one group.
 */
#pragma once

#include <glib.h>

#include "zhenggai/text.h"

typedef struct Document Document;

typedef struct {
    const char *title;
    TextAlign align;
} DocumentColumn;

/* An empty document. Its language tells how paragraphs are set: Chinese ones are indented. */
Document *document_new(TextLanguage language);
void document_free(Document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)

/* ── Building ─────────────────────────────────────────────────────────────────────────────── */

enum { DOCUMENT_LEVELS = 5 };

/* Level 1 is the document's title, 2 a chapter, down to DOCUMENT_LEVELS. */
void document_heading(Document *document, int level, const char *text);
/* Line feeds in `text` are kept. */
void document_paragraph(Document *document, const char *text);
/* One item of a list, behind its mark: a number, an address, a day. */
void document_item(Document *document, const char *mark, const char *text);
/* One key figure: what it is, and how much. */
void document_figure(Document *document, const char *label, const char *value);
/* A part of a whole, 0 ≤ value ≤ of, with its share. */
void document_bar(Document *document, const char *label, gint64 value, gint64 of);
/* A table, and the rows of the last one: as many cells as it has columns, NULL for an empty one. */
void document_table(Document *document, const DocumentColumn *columns, guint count);
void document_row(Document *document, const char *const *cells);
/* What follows begins a new page. */
void document_page_break(Document *document);

/* "25.0%": the share of `value` in `of`, rounded, but 100.0% only for all and 0.0% only for none;
 * "-" of nothing. The caller owns it. */
char *document_share(gint64 value, gint64 of);

/* ── Writing ──────────────────────────────────────────────────────────────────────────────── */

typedef struct {
    int width;      /* cells a line, at least 2; 0: 80 */
    gboolean ascii; /* bars of # and . instead of block characters */
    gboolean paged; /* a page break is a form feed, for a printer; else an empty line */
} DocumentTextStyle;

/* Plain text for a terminal or a printer, no line wider than the style's width (a table whose
 * columns do not fit at four cells each is). Lines end with LF and without blanks; what would
 * disturb a terminal is made visible. The caller owns it. */
char *document_write_text(const Document *document, const DocumentTextStyle *style);

/* Markdown (CommonMark with tables), escaped so that every text stays text. The caller owns it. */
char *document_write_markdown(const Document *document);
