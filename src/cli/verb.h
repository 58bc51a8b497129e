/* The verbs: which options each takes and what runs it. */
#pragma once

#include <jansson.h>

#include "option.h"
#include "zhenggai/change.h"

typedef struct CliProgress CliProgress;

/* One run of a verb. */
typedef struct {
    LedgerAction action;
    CliOptions options;
    GStrv arguments; /* what stands behind the verb and is no option */
    Settings *settings;
    Ledger *ledger;        /* open if the action needs one, else NULL */
    LedgerScope scope;     /* the working year and unit, found on demand by cli_scope() */
    CliProgress *progress; /* the line that shows how far it is (progress.h), or NULL */
} CliRun;

typedef struct {
    LedgerAction action;
    const char *options; /* names separated by blanks */
    gboolean filters;    /* -owner:李四 is a filter word, no option */
    int (*run)(CliRun *run, GError **error);
} CliVerb;

/* The verb of that name, or NULL. */
const CliVerb *cli_verb_find(const char *name);
/* The verb of an action that is one. */
const CliVerb *cli_verb_of(LedgerAction action);
/* Its options' names, NULL-terminated; the caller owns them. */
char **cli_verb_options(const CliVerb *verb);

/* What runs the verbs; each returns the exit status, or sets the error (and returns anything). */
int cli_add(CliRun *run, GError **error);
int cli_attach(CliRun *run, GError **error);
int cli_backup(CliRun *run, GError **error);
int cli_carry(CliRun *run, GError **error);
int cli_check(CliRun *run, GError **error);
int cli_closure(CliRun *run, GError **error);
int cli_compare(CliRun *run, GError **error);
int cli_completion(CliRun *run, GError **error);
int cli_config(CliRun *run, GError **error);
int cli_due(CliRun *run, GError **error);
int cli_evidence(CliRun *run, GError **error);
int cli_export(CliRun *run, GError **error);
int cli_hand_over(CliRun *run, GError **error);
int cli_history(CliRun *run, GError **error);
int cli_import(CliRun *run, GError **error);
int cli_lint(CliRun *run, GError **error);
int cli_list(CliRun *run, GError **error);
int cli_merge(CliRun *run, GError **error);
int cli_look_back(CliRun *run, GError **error);
int cli_note(CliRun *run, GError **error);
int cli_people(CliRun *run, GError **error);
int cli_plan(CliRun *run, GError **error);
int cli_redo(CliRun *run, GError **error);
int cli_remind(CliRun *run, GError **error);
int cli_restore(CliRun *run, GError **error);
int cli_rollup(CliRun *run, GError **error);
int cli_set(CliRun *run, GError **error);
int cli_show(CliRun *run, GError **error);
int cli_slip(CliRun *run, GError **error);
int cli_status(CliRun *run, GError **error);
int cli_summary(CliRun *run, GError **error);
int cli_undo(CliRun *run, GError **error);
int cli_waive(CliRun *run, GError **error);

/* ── What they share ──────────────────────────────────────────────────────────────────────── */

/* Wrong use of a verb: LEDGER_ERROR_USAGE with the message and a hint at --help. Returns 0. */
int cli_usage(const CliRun *run, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Finds run->scope by --year, --unit, the settings and the ledger. */
gboolean cli_scope(CliRun *run, GError **error);
/* The year and unit that --year and --unit name, 0 where they do not: everything. */
gboolean cli_scope_given(CliRun *run, LedgerScope *scope, GError **error);
/* The row that an address means; the error names it. */
gboolean cli_address(CliRun *run, const char *address, LedgerEntity *entity, gint64 *key,
                     GError **error);
/* The rows that `words` mean, into a GArray of LedgerTarget: IDs, or else filter words; what looks
 * like an ID is never taken for a word to search. None is an error. */
gboolean cli_targets(CliRun *run, char **words, GArray *targets, GError **error);
/* The ISO day that an option's words mean, the caller's; NULL stays NULL. */
gboolean cli_day(CliRun *run, const char *words, char **day, GError **error);
/* A query over the filter words (@NAME: those that the setting filter.NAME keeps), with --year and
 * --unit if they were given. */
LedgerQuery *cli_query(CliRun *run, char **words, GError **error);
/* Whether --format is `name`; without --format whether `name` is `otherwise`. LEDGER_ERROR_USAGE
 * unless it is one of `names` ("table|csv|json"). */
gboolean cli_format(CliRun *run, const char *names, guint *index, GError **error);

/* A sentence on what was done: to stderr, unless --quiet. */
void cli_tell(const CliRun *run, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Text to stdout, and whether stdout is a terminal that shows colours. */
void cli_print(const char *format, ...) G_GNUC_PRINTF(1, 2);
gboolean cli_colors(const CliRun *run);
/* Cells in a line of stdout's terminal; 0 if it is none. */
int cli_width(void);
/* JSON to stdout, indented, closed by a line feed; takes the reference over. */
void cli_print_json(json_t *value);
