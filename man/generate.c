/* Writes a manual page: copies a template and puts what the tables of actions, options, fields,
 * values and settings say in the place of its @WORDS@.   usage: generate zh|en TEMPLATE > PAGE */
#include <stdio.h>
#include <string.h>

#include "verb.h"
#include "zhenggai/text.h"

/* Text as roff takes it: no line of it is a request, no backslash an escape, - is a minus sign. */
static void
print_roff(const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        if (*at == '\\')
            fputs("\\e", stdout);
        else if (*at == '-')
            fputs("\\-", stdout);
        else if (at == text && (*at == '.' || *at == '\''))
            printf("\\&%c", *at);
        else
            putchar(*at);
}

static void
print_item(const char *head, const char *rest, const char *text)
{
    printf(".TP\n\\fB");
    print_roff(head);
    printf("\\fR");
    if (rest != NULL && *rest != '\0') {
        printf(" \\fI");
        print_roff(rest);
        printf("\\fR");
    }
    printf("\n");
    print_roff(text);
    printf("\n");
}

static void
print_options(const char *const *names)
{
    for (guint i = 0; names[i] != NULL; i++) {
        const CliOption *option = cli_option_find(names[i]);
        g_autofree char *head = option->letter == 0
                                    ? g_strdup_printf("--%s", option->name)
                                    : g_strdup_printf("-%c, --%s", option->letter, option->name);
        print_item(head, option->argument == NULL ? "" : _(option->argument), _(option->help));
    }
}

static void
print_verbs(void)
{
    for (LedgerAction action = 0; action < ACTION_COUNT; action++) {
        const LedgerActionInfo *info = ledger_action_info(action);
        const CliVerb *verb = cli_verb_of(action);
        if (verb == NULL)
            continue;
        g_auto(GStrv) names = cli_verb_options(verb);
        g_autofree char *whole = ledger_action_whole_help(action);
        print_item(info->name, info->usage, whole);
        printf(".RS\n");
        print_options((const char *const *)names);
        if (info->example != NULL) {
            printf(".PP\n.EX\n");
            print_roff(info->example);
            printf("\n.EE\n");
        }
        printf(".RE\n");
    }
}

static void
print_global_options(void)
{
    print_options(cli_option_globals());
}

static void
print_keys(void)
{
    for (LedgerActionGroup group = 0; group < GROUP_COUNT; group++) {
        gboolean headed = FALSE;
        for (LedgerAction action = 0; action < ACTION_COUNT; action++) {
            const LedgerActionInfo *info = ledger_action_info(action);
            if (info->group != group || info->places == PLACE_NOWHERE)
                continue;
            if (!headed)
                printf(".SS %s\n", _(ledger_action_group_label(group)));
            headed = TRUE;
            print_item(info->keys, NULL, _(info->help));
        }
    }
}

static void
print_values(LedgerType type)
{
    for (guint i = 0; i < ledger_value_count(type); i++) {
        const LedgerValueInfo *value = ledger_value_info(type, i);
        printf("%s%s", i == 0 ? "" : ", ", value->name);
        if (text_language() == TEXT_CHINESE)
            printf(" %s", _(value->label));
    }
    if (ledger_value_count(type) > 0)
        printf("\n");
}

static void
print_fields(void)
{
    LedgerField first, end;
    ledger_entity_fields(ENTITY_TASK, &first, &end);
    for (LedgerField field = first; field < end; field++) {
        const LedgerFieldInfo *info = ledger_field_info(field);
        if (info->editor == EDITOR_INTERNAL)
            continue;
        print_item(info->name, _(info->label), _(info->help));
        if (info->editor == EDITOR_CLERK)
            printf("(%s)\n", _("can be set"));
        print_values(info->type);
    }
}

/* The words of what belongs to a task: its evidence, reviews, supervision slips. */
static void
print_words(void)
{
    static const LedgerField fields[] = {FIELD_EVIDENCE_kind, FIELD_REVIEW_decision,
                                         FIELD_SLIP_level};
    for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
        print_item(_(ledger_field_info(fields[i])->label), NULL, "");
        print_values(ledger_field_info(fields[i])->type);
    }
}

static void
print_settings(void)
{
    for (guint i = 0; settings_info(i) != NULL; i++) {
        const SettingInfo *info = settings_info(i);
        print_item(info->name, info->values, _(info->help));
    }
}

static void
print_version(void)
{
    printf(".TH ZHENGGAI 1 \"%s\" \"zhenggai %s\" \"%s\"\n", ZHENGGAI_DATE, ZHENGGAI_VERSION,
           _("User commands"));
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *word;
        void (*print)(void);
    } parts[] = {{"@HEAD@", print_version},           {"@VERBS@", print_verbs},
                 {"@OPTIONS@", print_global_options}, {"@KEYS@", print_keys},
                 {"@FIELDS@", print_fields},          {"@WORDS@", print_words},
                 {"@SETTINGS@", print_settings}};
    TextLanguage language;
    g_autofree char *template = NULL;
    g_autoptr(GError) error = NULL;
    if (argc != 3 || !text_language_parse(argv[1], &language) ||
        !g_file_get_contents(argv[2], &template, NULL, &error)) {
        fprintf(stderr, "usage: generate zh|en TEMPLATE\n");
        return 2;
    }
    text_language_set(language);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(template), "\n", 0);
    for (guint i = 0; lines[i] != NULL; i++) {
        gsize part = 0;
        while (part < G_N_ELEMENTS(parts) && strcmp(parts[part].word, lines[i]) != 0)
            part++;
        if (part < G_N_ELEMENTS(parts))
            parts[part].print();
        else
            printf("%s\n", lines[i]);
    }
    return 0;
}
