#include <stdio.h>
#include <string.h>

#include "verb.h"
#include "zhenggai/text.h"

static void
completion_words(GString *words, const char *word)
{
    g_string_append_printf(words, "%s%s", words->len > 0 ? " " : "", word);
}

static char *
completion_verbs(void)
{
    g_autoptr(GString) words = g_string_new(NULL);
    for (LedgerAction action = 0; action < ACTION_COUNT; action++)
        if (ledger_action_info(action)->usage != NULL)
            completion_words(words, ledger_action_info(action)->name);
    return g_string_free(g_steal_pointer(&words), FALSE);
}

static char *
completion_options(const CliVerb *verb)
{
    g_autoptr(GString) words = g_string_new(NULL);
    g_auto(GStrv) own = cli_verb_options(verb);
    for (guint i = 0; own[i] != NULL; i++) {
        g_autofree char *word = g_strconcat("--", own[i], NULL);
        completion_words(words, word);
    }
    for (guint i = 0; cli_option_globals()[i] != NULL; i++) {
        g_autofree char *word = g_strconcat("--", cli_option_globals()[i], NULL);
        completion_words(words, word);
    }
    return g_string_free(g_steal_pointer(&words), FALSE);
}

/* The fields that people may set, each with the sign that follows it. */
static char *
completion_fields(const char *sign)
{
    g_autoptr(GString) words = g_string_new(NULL);
    LedgerField first, end;
    ledger_entity_fields(ENTITY_TASK, &first, &end);
    for (LedgerField field = first; field < end; field++) {
        const LedgerFieldInfo *info = ledger_field_info(field);
        g_autofree char *word = g_strconcat(info->name, sign, NULL);
        if (*sign == ':' ? info->editor != EDITOR_INTERNAL : info->editor == EDITOR_CLERK)
            completion_words(words, word);
    }
    return g_string_free(g_steal_pointer(&words), FALSE);
}

/* What else can stand behind a verb: filters, assignments, or words of its own. */
static char *
completion_arguments(const CliVerb *verb)
{
    if (verb->action == ACTION_SET)
        return completion_fields("=");
    if (verb->filters)
        return completion_fields(":");
    if (verb->action == ACTION_ADD)
        return g_strdup("problem cause measure step");
    if (verb->action == ACTION_PLAN)
        return g_strdup("list accept");
    if (verb->action == ACTION_COMPLETION)
        return g_strdup("bash zsh fish");
    g_autoptr(GString) words = g_string_new(NULL);
    for (guint i = 0; verb->action == ACTION_CONFIG && settings_info(i) != NULL; i++)
        completion_words(words, settings_info(i)->name);
    return g_string_free(g_steal_pointer(&words), FALSE);
}

static void
completion_bash(gboolean zsh)
{
    g_autofree char *verbs = completion_verbs();
    if (zsh)
        printf("#compdef zhenggai\nautoload -U +X bashcompinit && bashcompinit\n");
    printf("_zhenggai() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} words\n"
           "    COMPREPLY=()\n"
           "    case ${COMP_WORDS[1]} in\n");
    for (LedgerAction action = 0; action < ACTION_COUNT; action++) {
        const CliVerb *verb = cli_verb_of(action);
        if (verb == NULL)
            continue;
        g_autofree char *options = completion_options(verb);
        g_autofree char *arguments = completion_arguments(verb);
        printf("    %s) words='%s %s' ;;\n", ledger_action_info(action)->name, options, arguments);
    }
    printf("    *) words='%s' ;;\n"
           "    esac\n"
           "    [ \"$COMP_CWORD\" -eq 1 ] && words='%s'\n"
           "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
           "    case ${COMPREPLY[0]} in *=|*:) compopt -o nospace 2>/dev/null ;; esac\n"
           "}\n"
           "complete -o default -F _zhenggai zhenggai\n",
           verbs, verbs);
}

static void
completion_fish(void)
{
    for (LedgerAction action = 0; action < ACTION_COUNT; action++) {
        const CliVerb *verb = cli_verb_of(action);
        const LedgerActionInfo *info = ledger_action_info(action);
        if (verb == NULL)
            continue;
        printf("complete -c zhenggai -n __fish_use_subcommand -a %s -d '%s'\n", info->name,
               _(info->label));
        g_auto(GStrv) own = cli_verb_options(verb);
        for (guint i = 0; own[i] != NULL; i++) {
            const CliOption *option = cli_option_find(own[i]);
            printf("complete -c zhenggai -n '__fish_seen_subcommand_from %s' -l %s%s -d '%s'\n",
                   info->name, option->name, option->argument != NULL ? " -r" : "",
                   _(option->help));
        }
        g_autofree char *arguments = completion_arguments(verb);
        if (*arguments != '\0')
            printf("complete -c zhenggai -n '__fish_seen_subcommand_from %s' -a '%s'\n", info->name,
                   arguments);
    }
}

int
cli_completion(CliRun *run, GError **error)
{
    const char *shell = run->arguments[0];
    if (g_strv_length(run->arguments) != 1)
        return cli_usage(run, error, "%s", _("the shell is wanted: bash, zsh or fish"));
    if (strcmp(shell, "bash") == 0 || strcmp(shell, "zsh") == 0)
        completion_bash(strcmp(shell, "zsh") == 0);
    else if (strcmp(shell, "fish") == 0)
        completion_fish();
    else
        return cli_usage(run, error, _("%s: wanted is bash, zsh or fish"), shell);
    return CLI_DONE;
}
