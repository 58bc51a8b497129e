/* The grammar of reports.
 *
 * A report is read in seven steps, each a file or two, each knowing only the result of the one
 * before. All words, ordinals, connectives and endings are rows of tables beside the one routine
 * that matches them; to teach the grammar a new way of writing is to add a row.
 *
 *   bytes      decode.c, documents/   to UTF-8, line feeds; .docx and web pages to lines, ordinals
 * and tables; other files that are no text are told apart text       lines.c, reading.c     to
 * *signs*: one shape for every width, script and look-alike, fold.c                 wrapped lines
 * and page breaks undone, with places kept stops      stop.c                 where a line, a
 * sentence or an ordinal begins lists      outline.c              which ordinals belong to one
 * list, and within which other sections   words.c, opener.c,     what each stretch is about, told
 * by its heading, label or machine.c, section.c,  lead: a sequence of *pieces* table.c entries
 * entry.c, stretch.c,    pieces cut into single problems, causes, measures and plans because.c
 *   draft      pair.c, item.c,        linked with one another, with what their text states
 *              pickup.c, identity.c
 *
 * Ordinals. 一、 （一） (一） 一） ㈠ 1. 1、 １． ⒈ （1） ⑴ 1) ① ❶ A. a) 2.1 2.1.3 第一部分 一是
 * 一要 第一， 其一， 首先 其次 最后 一方面 另一方面 此外 ●. An ordinal counts at the beginning of a
 * line, after a sentence or part of one, after a blank or comma as far as its form allows, and
 * never in quotation marks or brackets: 第二十七条第（三）项, 3.5万元, 第一责任人 and 统一是 are
 * none.
 *
 * Lists. Lists nest as they are opened; depth does not follow from the form, since the same 一、
 * numbers headings in one report and items in another. An ordinal belongs to the innermost open
 * list that expects it; 1 begins a new list, and ends the open one of its form unless that one
 * numbers headings. An ordinal that no list expects is an error of the author if a list of its form
 * is open (it goes on with it, and a diagnostic says so), else it is a figure of the text. A
 * paragraph without ordinal between two items belongs to the first of them; after the last item
 * such paragraphs are its own only as far as the items before it had them.
 *
 * Sections. A heading is made of words of headings only (words.def): nouns that name a role, and
 * glue. Of several nouns the last decides (问题的原因 is about causes), parts joined by 、和及与
 * each name a role of their own (存在的不足、原因和整改情况). A label is a heading with a colon. A
 * lead is any sentence that a list follows; its last part that names a role decides. 究其原因，
 * 针对这一问题， 主要原因是 turn within an item. How freely these are believed depends on where
 * they stand: in a section about something else only a plain heading or label in its own line
 * counts; within an item the order goes from problem to cause to measure and never back. Sections
 * about last year's problems, or about what an inspection found, are sections about something else,
 * unless the report as a whole is about them.
 *
 * Items. In a section about a role, its first list has the items; lists within them belong to them.
 * Without a list, paragraphs, parts between ； or 、…等问题, or sentences are the items. A table
 * with a column of problems has an item in each row. Plans under a title of their own line, and
 * problems under a mere topic (…方面), are told one level deeper.
 *
 * Pairing. By block, where causes and measures stand within the problem's item or between its label
 * and the next; within one sentence (由于…导致…); by ordinal, where two lists have ordinals and
 * agree in length; by wording, where the text names the problem (针对法治意识淡薄的问题，…); all
 * with the only problem there is. Anything else would be a guess: it stays
 * unpaired and is said.
 *
 * ── Outline: which ordinals belong to one list, and how deep the list is. ──────────────────────
 */
#pragma once

#include "stop.h"

#define OUTLINE_DEPTH 12

/* What the text under a heading or label is about. */
typedef enum {
    ROLE_NONE, /* nothing was said yet */
    ROLE_PROBLEM,
    ROLE_CAUSE,
    ROLE_MEASURE,
    ROLE_PLAN,
    ROLE_RESULT, /* 整改成效：what was achieved: neither measure nor step */
    ROLE_FIELD,  /* 责任单位： and the like, of the item before */
    ROLE_OTHER   /* a section about something else: achievements, last year's problems */
} IntakeRole;

typedef struct {
    guint8 style;
    guint8 before;     /* of its first ordinal */
    guint8 role;       /* IntakeRole in force where it began: its later items return to it */
    gboolean headings; /* one of its ordinals was that of a heading */
    gboolean items;    /* its ordinals are those of items, not of parts of an item */
    gboolean shut;     /* it began in a section about something else */
    gboolean underway; /* its measures are being taken */
    gboolean answered; /* its items quote problems, and the measure follows each */
    guint printed;     /* the last ordinal as printed */
    guint position;    /* how many it has */
    guint paragraph;   /* of its last ordinal */
    gboolean parted;   /* a heading or label came after its last ordinal */
    guint id;          /* from 1, in the order of their beginnings */
} IntakeList;

typedef struct {
    IntakeList lists[OUTLINE_DEPTH]; /* those that are open, the outermost first */
    guint depth;
    guint last_id;
} IntakeOutline;

/* Takes the ordinal of `stop` into the outline and closes the lists that it ends. Returns its
 * list, which `*begins` with it or goes on; NULL if the ordinal fits nothing and is mere text. A
 * wrong ordinal goes on with the innermost list of its style. The text around a new list is about
 * `role`. */
IntakeList *intake_outline_place(IntakeOutline *outline, IntakeStop *stop, IntakeRole role,
                                 gboolean *begins);

/* Tells the outline that a heading or label came: what follows it starts afresh. */
void intake_outline_part(IntakeOutline *outline);
