/* The options of the verbs, declared once: parsing, --help, completion and the man page read them.
 */
#pragma once

#include "zhenggai/action.h"
#include "zhenggai/cli.h"

typedef struct {
    CliGlobals globals;
    gboolean dry_run;
    gboolean builtin;
    gboolean source;
    gboolean all;
    gboolean leave_persons_out; /* --public */
    gboolean one_line;
    gboolean verify;
    gboolean open;
    gboolean draft;
    gboolean trace;
    gboolean print;
    char *format;
    char *output;
    char *columns;
    char *sort;
    char *encoding;
    char *recipient;
    char *by;
    char *profile;
    char *take;
    char *reason;
    char *since;
    char *reviewer;
    char *opinion;
    char *day;
    char *within;
    char *level;
    char *reply_by;
    char *text;
    char *as_of;
    char *title;
    char *kind;
    char *from;
    char *to;
    int limit;
    int width;
    int similarity;
    int copies;
} CliOptions;

void cli_options_clear(CliOptions *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CliOptions, cli_options_clear)

typedef struct {
    const char *name;
    char letter; /* 0 for none */
    GOptionArg type;
    gsize offset;         /* in CliOptions */
    const char *argument; /* msgid of what follows it, NULL for a flag */
    const char *help;     /* msgid */
} CliOption;

/* The option of that name, which must be one of the table. */
const CliOption *cli_option_find(const char *name);
/* The options that stand before or after every verb: names, closed by NULL. */
const char *const *cli_option_globals(void);

/* Parses `names` (closed by NULL) and the global ones out of `arguments`, which keeps the rest and,
 * first, the program's name. */
gboolean cli_options_parse(CliOptions *options, const char *const *names, GStrv *arguments,
                           GError **error);
