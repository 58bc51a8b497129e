/* Documents: what a summary says, apart from how it looks.
 *
 * A document is a list of blocks. Each writer gives it another form; none of them knows where the
 * blocks came from. Texts are copied, UTF-8 and as they come: a writer makes them safe for its
 * form. Items, figures, bars and blanks to sign that follow one another are set as one group.
 *
 * On paper a document follows GB/T 9704-2012: A4, 22 lines of 28 characters, 仿宋 in size 3; its
 * title 小标宋 in size 2; chapters 黑体, sections 楷体; the page number between two dashes.
 */
#pragma once

#include <glib.h>

#include "zhenggai/text.h"

#define DOCUMENT_ERROR (document_error_quark())
GQuark document_error_quark(void);

typedef enum {
    DOCUMENT_ERROR_FAILED,  /* a library failed */
    DOCUMENT_ERROR_FONT,    /* no font of the machine has the document's characters */
    DOCUMENT_ERROR_PRINTING /* no lp, no printer, or lp refused */
} DocumentError;

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

/* Level 1 is the document's title, whose line feeds are kept, 2 a chapter, down to
 * DOCUMENT_LEVELS. */
void document_heading(Document *document, int level, const char *text);
/* What stands below the title: who made it, and when. */
void document_byline(Document *document, const char *text);
/* Line feeds in `text` are kept. */
void document_paragraph(Document *document, const char *text);
/* What closes a document at the right: whose it is, and the day, a line each. */
void document_closing(Document *document, const char *text);
/* A blank to sign, behind its label. */
void document_signature(Document *document, const char *label);
/* One item of a list, behind its mark: a number, an address, a day. */
void document_item(Document *document, const char *mark, const char *text);
/* One key figure: what it is, and how much. */
void document_figure(Document *document, const char *label, const char *value);
/* A part of a whole, 0 ≤ value ≤ of, with its share. */
void document_bar(Document *document, const char *label, gint64 value, gint64 of);
/* A table, and the rows of the last one: as many cells as it has columns, NULL for an empty one. */
void document_table(Document *document, const DocumentColumn *columns, guint count);
void document_row(Document *document, const char *const *cells);
/* What follows begins a new page; across: as wide as a page is high, for a broad table. */
void document_page_break(Document *document);
void document_page_across(Document *document);

/* "25.0%": the share of `value` in `of`, rounded, but 100.0% only for all and 0.0% only for none;
 * "-" of nothing. The caller owns it. */
char *document_share(gint64 value, gint64 of);

/* ── Writing ──────────────────────────────────────────────────────────────────────────────── */

typedef enum {
    DOCUMENT_TEXT,
    DOCUMENT_MARKDOWN,
    DOCUMENT_HTML,
    DOCUMENT_DOCX,
    DOCUMENT_PDF,
    DOCUMENT_FORMATS
} DocumentFormat;

/* "text", "markdown", "html", "docx", "pdf". */
const char *document_format_name(DocumentFormat format);
/* The suffix of its files: ".txt", ".md", … */
const char *document_format_suffix(DocumentFormat format);
/* The format that a file's name asks for by its suffix; FALSE, and *format untouched, for any
 * other name. */
gboolean document_format_for_file(const char *file, DocumentFormat *format);

typedef struct {
    int width;      /* cells a line, at least 2; 0: 80 */
    gboolean ascii; /* bars of # and . instead of block characters */
    gboolean
        paged; /* a page break is a form feed, for a printer, and an empty line; else that alone */
} DocumentTextStyle;

/* The document as the bytes of a file; `style` is for text alone, NULL: all as above for 0. The
 * caller owns them. Only DOCX and PDF can fail: MODULE_ERROR where their module is missing,
 * DOCUMENT_ERROR_FAILED or _FONT; the message says what to do. */
GBytes *document_write(const Document *document, DocumentFormat format,
                       const DocumentTextStyle *style, GError **error);

/* Bytes into a file, which is written aside, synced and renamed; mode 0600. On failure the file is
 * as it was, and the message names it. */
gboolean document_keep(GBytes *bytes, const char *file, GError **error);

/* Both in one. */
gboolean document_save(const Document *document, DocumentFormat format,
                       const DocumentTextStyle *style, const char *file, GError **error);

/* Gives a file (text or PDF) to CUPS' `lp`, so many copies: to `printer`, NULL or "" for the
 * default one. *told is what lp says (the request), or NULL; the caller's. DOCUMENT_ERROR_PRINTING
 * where there is no lp, no such printer or none at all, with a message that names the file, which
 * is kept. */
gboolean document_print(const char *file, const char *printer, int copies, char **told,
                        GError **error);
/* The names of CUPS' printers; none where nothing knows any. The caller owns them. */
GStrv document_printers(void);

/* A line of text; `level` is a heading's in its first line, else 0. */
typedef struct {
    char *text;
    int level;
} DocumentLine;

/* The text that document_write_text() writes, line by line: GPtrArray of DocumentLine, the
 * caller's. */
GPtrArray *document_lines(const Document *document, const DocumentTextStyle *style);

/* Plain text for a terminal or a printer, no line wider than the style's width (a table whose
 * columns do not fit at four cells each is). A table too broad for its columns to be read becomes
 * one list a row. Lines end with LF and without blanks; what would disturb a terminal is made
 * visible. The caller owns it. */
char *document_write_text(const Document *document, const DocumentTextStyle *style);

/* Markdown (CommonMark with tables), escaped so that every text stays text. The caller owns it. */
char *document_write_markdown(const Document *document);

/* One HTML page that needs nothing beside it: no script, styles within, bars as SVG, light and
 * dark, and set for A4 when it is printed. The caller owns it. */
char *document_write_html(const Document *document);
