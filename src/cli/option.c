#include "option.h"

#include <string.h>

#include "zhenggai/text.h"

#define AT(member) G_STRUCT_OFFSET(CliOptions, member)

static const CliOption table[] = {
    {"db", 0, G_OPTION_ARG_FILENAME, AT(globals.ledger), N_("FILE"),
     N_("the ledger's file; :memory: keeps nothing")},
    {"lang", 0, G_OPTION_ARG_STRING, AT(globals.language), "zh|en",
     N_("language of what is printed")},
    {"quiet", 0, G_OPTION_ARG_NONE, AT(globals.quiet), NULL, N_("results and errors only")},
    {"no-color", 0, G_OPTION_ARG_NONE, AT(globals.no_color), NULL, N_("no colours")},
    {"readonly", 0, G_OPTION_ARG_NONE, AT(globals.readonly), NULL,
     N_("open the ledger for reading only")},
    {"version", 0, G_OPTION_ARG_NONE, AT(globals.version), NULL, N_("print the version")},
    {"help", 'h', G_OPTION_ARG_NONE, AT(globals.help), NULL, N_("explain, with an example")},
    {"year", 0, G_OPTION_ARG_INT, AT(globals.year), N_("YEAR"), N_("the year that bare IDs mean")},
    {"unit", 0, G_OPTION_ARG_STRING, AT(globals.unit), N_("UNIT"),
     N_("the unit that bare IDs mean")},
    {"dry-run", 0, G_OPTION_ARG_NONE, AT(dry_run), NULL,
     N_("say what would be done, change nothing")},
    {"builtin", 0, G_OPTION_ARG_NONE, AT(builtin), NULL,
     N_("the founding report that the program carries")},
    {"source", 0, G_OPTION_ARG_NONE, AT(source), NULL,
     N_("the report's sentence in its paragraph")},
    {"all", 0, G_OPTION_ARG_NONE, AT(all), NULL, N_("all of them")},
    {"public", 0, G_OPTION_ARG_NONE, AT(leave_persons_out), NULL, N_("leave persons out")},
    {"one-line", 0, G_OPTION_ARG_NONE, AT(one_line), NULL,
     N_("lines within a cell are joined to one")},
    {"format", 0, G_OPTION_ARG_STRING, AT(format), N_("FORMAT"), N_("form of the result")},
    {"output", 'o', G_OPTION_ARG_FILENAME, AT(output), N_("FILE"),
     N_("write to this file; - is standard output")},
    {"columns", 0, G_OPTION_ARG_STRING, AT(columns), N_("FIELD,…"),
     N_("which fields, in this order")},
    {"sort", 0, G_OPTION_ARG_STRING, AT(sort), N_("FIELD,-FIELD"), N_("the order; - is downwards")},
    {"encoding", 0, G_OPTION_ARG_STRING, AT(encoding), "utf-8-bom|utf-8|gb18030|gbk",
     N_("encoding of the sheet")},
    {"recipient", 0, G_OPTION_ARG_STRING, AT(recipient), N_("WHOM"),
     N_("to whom it goes; the ledger keeps it")},
    {"by", 0, G_OPTION_ARG_STRING, AT(by), "unit|category|owner|progress",
     N_("what the figures are grouped by")},
    {"profile", 0, G_OPTION_ARG_FILENAME, AT(profile), N_("NAME"),
     N_("the county's form: a kept profile or a .profile file")},
    {"take", 0, G_OPTION_ARG_STRING, AT(take), "theirs|ours",
     N_("whose value counts where both sides changed a cell: the sheet's or the ledger's")},
    {"reason", 0, G_OPTION_ARG_STRING, AT(reason), N_("TEXT"), N_("why; it stays in the history")},
    {"since", 0, G_OPTION_ARG_STRING, AT(since), N_("DATE"),
     N_("only what changed on or after this day")},
    {"reviewer", 0, G_OPTION_ARG_STRING, AT(reviewer), N_("NAME"), N_("who decided")},
    {"opinion", 0, G_OPTION_ARG_STRING, AT(opinion), N_("TEXT"), N_("the reviewer's words")},
    {"day", 0, G_OPTION_ARG_STRING, AT(day), N_("DATE"), N_("the day of the decision; else today")},
    {"within", 0, G_OPTION_ARG_STRING, AT(within), "7d|2w|5wd|DATE",
     N_("how far ahead; else seven days")},
    {"level", 0, G_OPTION_ARG_STRING, AT(level), N_("LEVEL"), N_("supervision level")},
    {"reply-by", 0, G_OPTION_ARG_STRING, AT(reply_by), N_("DATE"), N_("the day to reply by")},
    {"text", 0, G_OPTION_ARG_STRING, AT(text), N_("TEXT"), N_("the words of the slip or reply")},
    {"as-of", 0, G_OPTION_ARG_STRING, AT(as_of), N_("DATE"),
     N_("as the ledger stood at the end of that day")},
    {"similarity", 0, G_OPTION_ARG_INT, AT(similarity), N_("N"),
     N_("how alike in per cent; else 35")},
    {"title", 0, G_OPTION_ARG_STRING, AT(title), N_("TEXT"),
     N_("what it is; else the file's name")},
    {"kind", 0, G_OPTION_ARG_STRING, AT(kind), N_("KIND"), N_("kind of evidence")},
    {"verify", 0, G_OPTION_ARG_NONE, AT(verify), NULL,
     N_("read every file and compare its SHA-256")},
    {"open", 0, G_OPTION_ARG_NONE, AT(open), NULL, N_("show the file in the viewer")},
    {"from", 0, G_OPTION_ARG_STRING, AT(from), N_("DATE|YEAR"),
     N_("the first day of a period; the year whose work goes on")},
    {"to", 0, G_OPTION_ARG_STRING, AT(to), N_("DATE|YEAR"),
     N_("the last day of a period; the year in which it goes on")},
    {"draft", 0, G_OPTION_ARG_NONE, AT(draft), NULL,
     N_("the section on shortcomings for the next report")},
    {"trace", 0, G_OPTION_ARG_NONE, AT(trace), NULL,
     N_("add which rows each figure or sentence comes from")},
    {"print", 0, G_OPTION_ARG_NONE, AT(print), NULL,
     N_("print it by CUPS, on the printer named behind it or the usual one")},
    {"copies", 0, G_OPTION_ARG_INT, AT(copies), N_("N"), N_("how many copies are printed")},
    {"limit", 0, G_OPTION_ARG_INT, AT(limit), N_("N"), N_("at most so many")},
    {"width", 0, G_OPTION_ARG_INT, AT(width), N_("N"), N_("cells in a line of text")},
};

static const char *const globals[] = {"db",       "lang",     "year",    "unit", "quiet",
                                      "no-color", "readonly", "version", "help", NULL};

const CliOption *
cli_option_find(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    g_assert_not_reached();
}

const char *const *
cli_option_globals(void)
{
    return globals;
}

void
cli_globals_clear(CliGlobals *globals_to_clear)
{
    g_free(globals_to_clear->ledger);
    g_free(globals_to_clear->language);
    g_free(globals_to_clear->unit);
    *globals_to_clear = (CliGlobals){0};
}

void
cli_options_clear(CliOptions *options)
{
    cli_globals_clear(&options->globals);
    for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
        if (table[i].offset >= sizeof(CliGlobals) &&
            (table[i].type == G_OPTION_ARG_STRING || table[i].type == G_OPTION_ARG_FILENAME))
            g_free(G_STRUCT_MEMBER(char *, options, table[i].offset));
    *options = (CliOptions){0};
}

static void
cli_options_add(GArray *entries, CliOptions *options, const char *const *names)
{
    for (guint i = 0; names[i] != NULL; i++) {
        const CliOption *option = cli_option_find(names[i]);
        GOptionEntry entry = {option->name,
                              option->letter,
                              0,
                              option->type,
                              G_STRUCT_MEMBER_P(options, option->offset),
                              NULL,
                              NULL};
        g_array_append_val(entries, entry);
    }
}

/* The program's name comes first in `arguments`, as GOption wants it. */
static gboolean
cli_parse(CliOptions *options, const char *const *names, gboolean stop_at_verb, GStrv *arguments,
          GError **error)
{
    static const char *const none[] = {NULL};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autoptr(GArray) entries = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));
    cli_options_add(entries, options, globals);
    cli_options_add(entries, options, names == NULL ? none : names);
    g_option_context_add_main_entries(context, (GOptionEntry *)(gpointer)entries->data, NULL);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_strict_posix(context, stop_at_verb);
    return g_option_context_parse_strv(context, arguments, error);
}

gboolean
cli_options_parse(CliOptions *options, const char *const *names, GStrv *arguments, GError **error)
{
    return cli_parse(options, names, FALSE, arguments, error);
}

gboolean
cli_globals_parse(CliGlobals *parsed, GStrv *arguments, GError **error)
{
    CliOptions options = {*parsed};
    gboolean done = cli_parse(&options, NULL, TRUE, arguments, error);
    *parsed = options.globals;
    return done;
}
