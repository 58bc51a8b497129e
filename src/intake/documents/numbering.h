/* Automatic numbering of .docx: which ordinal a paragraph begins with.
 *
 * A paragraph names a list (w:num) and a level, or its style does, or a style that this one is
 * based on. A list is made after an abstract one, which all its lists count on together; a list may
 * begin anew with a start of its own. ECMA-376 part 1, 17.9.
 */
#pragma once

#include <glib.h>

typedef struct DocumentNumbering DocumentNumbering;

/* From word/numbering.xml and word/styles.xml; either may be NULL or unreadable: then there is no
 * numbering, or none by style. */
DocumentNumbering *document_numbering_new(GBytes *numbering, GBytes *styles);
void document_numbering_free(DocumentNumbering *numbering);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DocumentNumbering, document_numbering_free)

/* Counts the paragraph and returns what is printed before its text, "（一）", with a blank behind
 * it where the text would run into it; NULL if it has no number. `style` (NULL: the default one),
 * `list` and `level` (-1: not told) are the paragraph's own. The caller owns it. */
char *document_numbering_next(DocumentNumbering *numbering, const char *style, int list, int level);
