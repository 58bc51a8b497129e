/* Fields of a .docx: a code, then what it shows, begun and ended by marks in the text. */
#pragma once

#include <glib.h>

#define FIELDS_MOST 64
#define FIELD_CODE_MOST 32

/* Those that are open; begin with a zeroed one. Deeper ones than FIELDS_MOST count as text. */
typedef struct {
    struct {
        char code[FIELD_CODE_MOST];
        gboolean shows, hidden;
    } open[FIELDS_MOST];
    guint count;
} DocumentFields;

/* Tables of contents repeat the headings, page numbers are no text: they are left out. */
gboolean document_field_is_hidden(const char *code);

/* A mark: "begin", "separate" (what it shows follows), "end"; others and NULL are none. */
void document_fields_take_part(DocumentFields *fields, const char *kind);
void document_fields_take_code(DocumentFields *fields, const char *code);

/* Whether text that stands here is left out. */
gboolean document_fields_hide(const DocumentFields *fields);
