/* The preview's inside, shared by preview.c (what keys do) and preview_draw.c (how it looks). */
#pragma once

#include "app.h"
#include "zhenggai/revise.h"

typedef struct {
    Modal modal;
    IntakeDraft *draft;
    GPtrArray *former; /* IntakeDraft: what undo goes back to */
    GArray *items;     /* ReviseItem, as they are shown */
    Page *report;
    int selected, top, rows;
    char *message; /* of the last key, or NULL */
    gboolean accepted;
} Preview;

/* The word for a kind of item. */
const char *preview_kind_label(ReviseKind kind);
/* Fills the page of the report: every item in the style of its kind, the selected one marked. */
void preview_fill_report(Preview *preview);
void preview_draw(Modal *modal, App *app);
