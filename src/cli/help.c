#include "help.h"

#include <stdio.h>
#include <string.h>

#include "zhenggai/text.h"

/* Where the second column of a list begins. */
enum { HELP_COLUMN = 28, HELP_WIDTH = 80 };

/* "  --output FILE, -o    write to this file": the explanation wraps under itself. */
static void
help_line(const char *head, const char *explanation)
{
    g_auto(GStrv) lines = text_wrap(explanation, HELP_WIDTH - HELP_COLUMN);
    g_autofree char *first =
        text_width(head) < HELP_COLUMN ? text_fit(head, HELP_COLUMN, TEXT_LEFT) : g_strdup(head);
    if (text_width(head) >= HELP_COLUMN)
        printf("%s\n%*s", head, HELP_COLUMN, "");
    else
        printf("%s", first);
    for (guint i = 0; lines[i] != NULL; i++)
        printf("%*s%s\n", i == 0 ? 0 : HELP_COLUMN, "", lines[i]);
}

static void
help_paragraph(const char *text)
{
    g_auto(GStrv) lines = text_wrap(text, HELP_WIDTH);
    for (guint i = 0; lines[i] != NULL; i++)
        printf("%s\n", lines[i]);
}

static void
help_options(const char *const *names)
{
    for (guint i = 0; names[i] != NULL; i++) {
        const CliOption *option = cli_option_find(names[i]);
        g_autoptr(GString) head = g_string_new("  ");
        if (option->letter != 0)
            g_string_append_printf(head, "-%c, ", option->letter);
        g_string_append_printf(head, "--%s", option->name);
        if (option->argument != NULL)
            g_string_append_printf(head, " %s", _(option->argument));
        help_line(head->str, _(option->help));
    }
}

void
cli_help_print(const CliVerb *verb)
{
    const LedgerActionInfo *info = ledger_action_info(verb->action);
    g_autofree char *whole = ledger_action_whole_help(verb->action);
    g_auto(GStrv) names = cli_verb_options(verb);
    printf(_("Usage: zhenggai %s %s\n\n"), info->name, info->usage);
    help_paragraph(whole);
    if (names[0] != NULL) {
        printf("\n%s\n", _("Options:"));
        help_options((const char *const *)names);
    }
    printf("\n%s\n", _("Options of every verb:"));
    help_options(cli_option_globals());
    if (info->example != NULL)
        printf("\n%s\n  %s\n", _("Example:"), info->example);
}

void
cli_print_help(void)
{
    printf("%s\n\n",
           _("zhenggai — a rectification ledger: report in, worked, CSV out, summary printed"));
    printf("%s\n", _("Usage: zhenggai [VERB ARGUMENT…]    without a verb: the terminal interface"));
    for (LedgerActionGroup group = 0; group < GROUP_COUNT; group++) {
        gboolean headed = FALSE;
        for (LedgerAction action = 0; action < ACTION_COUNT; action++) {
            const LedgerActionInfo *info = ledger_action_info(action);
            if (info->group != group || info->usage == NULL)
                continue;
            if (!headed)
                printf("\n%s\n", _(ledger_action_group_label(group)));
            headed = TRUE;
            g_autofree char *head = g_strdup_printf("  %s", info->name);
            help_line(head, _(info->label));
        }
    }
    printf("\n%s\n", _("Options of every verb:"));
    help_options(cli_option_globals());
    printf("\n%s\n", _("`zhenggai VERB --help` explains a verb; `man zhenggai` everything."));
}

/* The verb that shares the longest beginning with `name`; NULL if not even a letter. */
static const char *
help_nearest(const char *name)
{
    const char *nearest = NULL;
    gsize longest = 0;
    for (LedgerAction action = 0; action < ACTION_COUNT; action++) {
        const LedgerActionInfo *info = ledger_action_info(action);
        gsize shared = 0;
        while (name[shared] != '\0' && name[shared] == info->name[shared])
            shared++;
        if (info->usage != NULL && shared > longest) {
            longest = shared;
            nearest = info->name;
        }
    }
    return nearest;
}

void
cli_help_unknown(const char *name)
{
    const char *nearest = help_nearest(name);
    g_autofree char *visible = text_visible_line(name);
    fprintf(stderr, _("zhenggai: %s: no such verb; `zhenggai --help` lists them"), visible);
    if (nearest != NULL)
        fprintf(stderr, _(" (meant %s?)"), nearest);
    fputc('\n', stderr);
}
