/* The parts of a summary: each adds one chapter to the document. */
#pragma once

#include "zhenggai/query.h"
#include "zhenggai/summary.h"

enum { SUMMARY_PARTS = 3 }; /* of a period: new, moving, closed */

typedef enum { ANNEX_EVIDENCE, ANNEX_LEDGER, ANNEX_TRACES, ANNEXES } SummaryAnnex;

typedef struct {
    Ledger *ledger;
    Ledger *then; /* owned: the ledger as it stood at the end of a period, or NULL */
    Ledger *now;  /* as it stands: whose unit it is, and the day on which it is told */
    LedgerScope scope;
    Document *document;
    GArray *places;               /* LedgerPlace: the scope's whole outline, … */
    GPtrArray *rows;              /* … and the problem or task at each place, with all fields */
    GPtrArray *figures;           /* of SummaryFigure */
    GPtrArray *traces;            /* of SummaryTrace */
    GArray *parts[SUMMARY_PARTS]; /* guint: the places in each part of a period */
    int chapter;                  /* number of the last one */
    gboolean annexes[ANNEXES];    /* which of them there are */
} Summary;

/* Reads the scope: places, rows, figures; the document is empty and in the current language. */
Summary *summary_open(Ledger *ledger, LedgerScope scope, GError **error);
void summary_free(Summary *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Summary, summary_free)
/* The summary that is wished for, its document written, its sentences traced. */
Summary *summary_new(Ledger *ledger, const SummaryWish *wish, GError **error);
/* The full name of the scope's unit, or "" for all; NULL on failure. The caller owns it. */
char *summary_unit(const Summary *summary, GError **error);

/* Begins the next chapter. */
void summary_chapter(Summary *summary, const char *title);

gboolean summary_add_overview(Summary *summary, GError **error);
gboolean summary_add_states(Summary *summary, GError **error);
gboolean summary_add_owners(Summary *summary, GError **error);
gboolean summary_add_stories(Summary *summary, GError **error);
gboolean summary_add_unfinished(Summary *summary, GError **error);
gboolean summary_add_plans(Summary *summary, GError **error);

gboolean summary_add_comparison(Summary *summary, GError **error);
gboolean summary_add_relapses(Summary *summary, GError **error);
gboolean summary_add_evidence(Summary *summary, GError **error);
gboolean summary_add_ledger(Summary *summary, GError **error);
gboolean summary_add_draft(Summary *summary, GError **error);
gboolean summary_add_period(Summary *summary, const char *from, const char *to, GError **error);

/* "4 problems, 4 measures and 8 steps"; "Of its measures 2 came from earlier years.", NULL where
 * none did; "Measures completed by …". The caller owns them. */
char *summary_extent(const Summary *summary);
char *summary_inherited(const Summary *summary);
char *summary_achievement(const Summary *summary);

/* Paragraphs of what the ledger holds and of how far it is. */
void summary_add_holding(Summary *summary);

/* ── Annexes ──────────────────────────────────────────────────────────────────────────────── */

/* Which annexes the summary has. */
void summary_find_annexes(Summary *summary, const SummaryWish *wish);
/* Names them, as the body does before it is signed. */
void summary_add_annexes(Summary *summary);
/* Begins one on a page of its own: "Annex 2: …", without a number if it is the only one. */
void summary_begin_annex(Summary *summary, SummaryAnnex annex);

/* ── What it comes from ───────────────────────────────────────────────────────────────────── */

/* A sentence or figure with the rows that it comes from. */
typedef struct {
    char *text;
    GPtrArray *rows; /* of their names: "1.1", "c2.1", "1.1 note 2025-03-05" */
} SummaryTrace;

/* Keeps a trace of `text`; the caller adds the rows' names to the array that it returns. */
GPtrArray *summary_trace(Summary *summary, const char *text);
/* A trace for each figure. */
void summary_trace_figures(Summary *summary);
/* The traces as an annex. */
void summary_add_traces(Summary *summary);

/* ── The outline of the scope ─────────────────────────────────────────────────────────────── */

/* Reads places and rows. */
gboolean summary_read_outline(Summary *summary, GError **error);

const LedgerPlace *summary_place(const Summary *summary, guint index);
const LedgerRow *summary_row(const Summary *summary, guint index);

/* How many places after `index`, a measure, are its steps. */
guint summary_steps(const Summary *summary, guint index);

/* The place of the measure that a task is, or belongs to. */
guint summary_measure(const Summary *summary, guint index);

/* A task's value; a step that leaves it open has its measure's. */
const char *summary_task_value(const Summary *summary, guint index, LedgerField field);

/* Neither completed nor closed nor dropped. */
gboolean summary_is_unfinished(const Summary *summary, guint index);

/* Whether the places belong to more than one year or unit. */
gboolean summary_is_mixed(const Summary *summary);

/* The address of a problem or task: "1.1", with unit and year where the scope has several. The
 * caller owns it. */
char *summary_address(const Summary *summary, guint index);
