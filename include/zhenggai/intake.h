/* Intake: a report's bytes → text → outline → draft, and the draft into the ledger.
 *
 * The parts are apart so that each can be tested and fuzzed alone; none but intake_store() knows
 * of the ledger. Positions are counted in Unicode characters of the decoded text, from 0, `end`
 * not included. Nothing is guessed: what is unsure becomes a diagnostic, what the report does not
 * say stays NULL.
 */
#pragma once

#include "zhenggai/change.h"

#define INTAKE_ERROR (intake_error_quark())
GQuark intake_error_quark(void);

typedef enum {
    INTAKE_ERROR_READ,   /* the file cannot be opened or read */
    INTAKE_ERROR_FORMAT, /* not text in an encoding we know; a .doc, .pdf, damaged, too large, … */
    INTAKE_ERROR_NOTHING, /* a text without shortcomings; the message says what was looked for */
    INTAKE_ERROR_UNIT     /* unit or year is not in the text and was not given */
} IntakeError;

typedef struct {
    guint n;               /* position in its list, from 1 */
    char *text;            /* without its ordinal and its closing punctuation */
    gsize start, end;      /* its place in the text */
    char *due_text;        /* the deadline in the report's words, or NULL */
    char *due;             /* the same as an ISO day, or NULL (立行立改 has none) */
    char *kind;            /* "immediate", "phased", "continuous", or NULL */
    char *department;      /* 责任单位 that the text names, or NULL */
    char *lead_department; /* 牵头单位, or NULL */
    char *goal;            /* a countable result that the text states, or NULL */
    char *claim; /* the clause that says 已完成, 基本完成 … or what stands after 整改成效：, or
                  * NULL: a note, never a status */
    gboolean underway; /* told as rectification that is going on (整改情况, 整改落实情况, 已采取的
                        * 措施 …): active, not planned; steps as their measure */
    GPtrArray *parts; /* IntakeItem *: a measure's steps, which keep the ordinals of a list within
                       * it; NULL for a cause or plan */
} IntakeItem;

typedef struct {
    guint n;
    char *text;
    gsize start, end;
    GPtrArray *causes;   /* IntakeItem * */
    GPtrArray *measures; /* IntakeItem * with parts */
} IntakeProblem;

typedef enum { INTAKE_NOTE, INTAKE_WARNING } IntakeLevel;

typedef struct {
    guint line; /* of the text, from 1; 0 for the report as a whole */
    IntakeLevel level;
    const char *code; /* a stable word for scripts: "unpaired-measures" */
    char *message;    /* in the current language */
} IntakeDiagnostic;

typedef struct {
    char *unit;            /* 张官营镇人民政府, or NULL */
    char *unit_printed;    /* as the title prints it: 鲁山县张官营镇人民政府, or NULL */
    char *unit_short;      /* 张官营镇, or NULL */
    int year;              /* 0 where the text does not say */
    char *title;           /* in one line, or NULL */
    char *document_number; /* 鲁政文〔2025〕3号, or NULL */
    char *addressee;       /* or NULL */
    char *dated;           /* ISO day, or NULL */
    char *file;            /* where it came from, for messages; "-" is stdin */
    char *text;            /* the whole text, decoded to UTF-8, LF line ends, no BOM */
    char *sha256;          /* of `text`, hexadecimal */
    GPtrArray *problems;   /* IntakeProblem * */
    GPtrArray *unpaired_causes;   /* IntakeItem * */
    GPtrArray *unpaired_measures; /* IntakeItem * with parts */
    GPtrArray *plans;             /* IntakeItem * */
    GPtrArray *diagnostics;       /* IntakeDiagnostic *, by line, those of the rule check last */
} IntakeDraft;

void intake_draft_free(IntakeDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(IntakeDraft, intake_draft_free)

/* Bytes to text. What they are is told by themselves, not by the file's name. Plain text: strict
 * UTF-8 first, then byte order marks and UTF-16, then GB18030; CR LF and CR become LF. A .docx or a
 * web page is read by a module (src/intake/documents.h): a line for each paragraph, automatic
 * numbering as printed ordinals, a table as a line of |cells| for each row; places in the draft
 * count characters of that text. `file` is for messages only. The caller owns the result.
 * INTAKE_ERROR_FORMAT with the offset of the first byte that fits nothing, with what the file seems
 * to be instead and what to do, or with what is wrong with the document. */
char *intake_decode(const char *bytes, gsize length, const char *file, GError **error);

/* The file's text: reads it ("-" is stdin) and decodes it. Also INTAKE_ERROR_READ. */
char *intake_read(const char *file, GError **error);

/* A draft from decoded text. Takes nothing over; the draft is the caller's.
 * INTAKE_ERROR_NOTHING if no shortcoming was found. */
IntakeDraft *intake_draft_new(const char *text, const char *file, GError **error);
/* The same of a text that the draft, or the failure, takes over. */
IntakeDraft *intake_draft_take(char *text, const char *file, GError **error);

/* The rule check of a report's text, as intake_draft_new() makes it beside its other diagnostics
 * and without asking that the text have shortcomings: the blocks that the rules on yearly reports
 * ask for (their reading is in src/intake/rule.h) and problems without cause or measure. Codes:
 *   block-missing-achievements, block-missing-shortcomings, block-missing-responsibility,
 *   block-missing-plans (warnings), block-missing-other (a note): only of yearly reports;
 *   problem-without-cause, problem-without-measure (warnings): one for all such problems, at the
 *   line of the first.
 * The caller owns the array of IntakeDiagnostic, which is empty where nothing is missing. */
GPtrArray *intake_check(const char *text);

/* The warnings of intake_check() on the reports that the ledger has read, of the year and unit that
 * the scope names (0: all), as findings of lint.h; with `waived` also what is let stand. GPtrArray
 * of LedgerFinding, the caller's. */
GPtrArray *intake_lint(Ledger *ledger, LedgerScope scope, gboolean waived, GError **error);

/* The founding report that the program carries. */
const char *intake_founding_report(void);

/* ── Into the ledger ──────────────────────────────────────────────────────────────────────── */

/* What a draft did to the ledger. */
typedef struct {
    gboolean same; /* this very report is in the ledger: nothing was changed */
    int year;
    char *unit;                                     /* its name in the ledger */
    guint problems, causes, measures, steps, plans; /* added */
    guint moved, reworded, gone; /* of items that an earlier text of the report had */
    GPtrArray *told; /* char *: one sentence for each of these, in the current language */
} IntakeOutcome;

void intake_outcome_clear(IntakeOutcome *outcome);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(IntakeOutcome, intake_outcome_clear)

/* Stores a draft as one change set, one undo. If the ledger has another text of the same unit's and
 * year's report, its items are matched (same words, else the most alike): what is matched keeps its
 * row with all work on it, and gets the new words, place and number; what the new text no longer
 * has stays, behind the others, without a place in the report. `unit` and `year` (NULL, 0: as the
 * report says) take the place of what the report says. Owners stay blank; a deadline is set only
 * where the report names it; "已完成" in the report becomes a note. With `dry` nothing is kept.
 * INTAKE_ERROR_UNIT if unit or year is neither said nor given; LEDGER_ERROR_*. */
gboolean intake_store(Ledger *ledger, const IntakeDraft *draft, const char *unit, int year,
                      gboolean dry, IntakeOutcome *outcome, GError **error);
