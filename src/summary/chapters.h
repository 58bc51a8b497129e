/* The parts of a summary: each adds one chapter to the document. */
#pragma once

#include "zhenggai/figures.h"
#include "zhenggai/summary.h"

typedef struct {
    Ledger *ledger;
    LedgerScope scope;
    Document *document;
    LedgerFigures figures;
    GArray *places;  /* LedgerPlace: the scope's whole outline, … */
    GPtrArray *rows; /* … and the problem or task at each place, with all fields */
    int chapter;     /* number of the last one */
} Summary;

/* Begins the next chapter. */
void summary_chapter(Summary *summary, const char *title);

gboolean summary_add_overview(Summary *summary, GError **error);
gboolean summary_add_states(Summary *summary, GError **error);
gboolean summary_add_owners(Summary *summary, GError **error);
gboolean summary_add_stories(Summary *summary, GError **error);
gboolean summary_add_unfinished(Summary *summary, GError **error);
gboolean summary_add_plans(Summary *summary, GError **error);

/* ── The outline of the scope ─────────────────────────────────────────────────────────────── */

/* Reads places and rows. */
gboolean summary_read_outline(Summary *summary, GError **error);

const LedgerPlace *summary_place(const Summary *summary, guint index);
const LedgerRow *summary_row(const Summary *summary, guint index);

/* How many places after `index`, a measure, are its steps. */
guint summary_steps(const Summary *summary, guint index);

/* Whether the places belong to more than one year or unit. */
gboolean summary_is_mixed(const Summary *summary);

/* The address of a problem or task: "1.1", with unit and year where the scope has several. The
 * caller owns it. */
char *summary_address(const Summary *summary, guint index);
