/* A page: text to scroll, with headings to jump to. The detail, the summary, the history and the
 * report itself are pages. */
#pragma once

#include "canvas.h"

typedef struct Page Page;

Page *page_new(void);
void page_free(Page *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Page, page_free)

/* Takes everything out and scrolls to the top. */
void page_clear(Page *page);
/* A heading: what page_next_part() jumps to. */
void page_add_heading(Page *page, const char *text);
/* A line that is laid out already; a title among them is in the heading's style, and a place to
 * jump to. */
void page_add_line(Page *page, gboolean title, const char *line);
/* A paragraph `indent` cells from the left; it wraps as the page's width asks. */
void page_add(Page *page, Style style, int indent, const char *text);
/* "责任人      李四": a value that wraps under itself. */
void page_add_field(Page *page, const char *label, Style style, const char *value);
/* The same; two that follow each other and are short share a line where there is room. */
void page_add_fact(Page *page, const char *label, Style style, const char *value);
/* A part of a text that is shown in a style of its own. */
typedef struct {
    gsize start, end; /* bytes */
    Style style;
} PageSpan;

/* A paragraph with parts in styles of their own, in order and apart from each other. */
void page_add_spans(Page *page, const char *text, const PageSpan *spans, guint count);
/* The same with one part as a search marks it. */
void page_add_marked(Page *page, const char *text, gsize start, gsize end);
void page_add_gap(Page *page);

/* Draws what fits into `area`. */
void page_draw(Page *page, Canvas *canvas, CanvasArea area);
/* "lines 1-20 of 57" as it was drawn last; NULL if all of it fits. The caller owns it. */
char *page_position(const Page *page);

/* Scrolling is by lines as they were drawn last. */
void page_scroll(Page *page, int lines);
void page_scroll_pages(Page *page, int pages);
void page_scroll_to_start(Page *page);
void page_scroll_to_end(Page *page);
/* To the next heading; behind the last one to the top again. */
void page_next_part(Page *page);
/* The headings in their order: GPtrArray of const char *, whose texts the page owns; the caller
 * owns the array. */
GPtrArray *page_headings(const Page *page);
/* So that the n-th heading is the first line at the next drawing. */
void page_show_heading(Page *page, guint n);
/* So that the n-th part in a style of its own is seen at the next drawing. */
void page_show_span(Page *page, guint n);
