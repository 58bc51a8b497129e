/* people and hand-over: the directory, and who follows whom. */
#include <stdio.h>
#include <string.h>

#include "verb.h"
#include "zhenggai/text.h"

static gboolean
people_print(CliRun *run, LedgerEntity entity, LedgerField name, LedgerField aliases,
             GError **error)
{
    g_autoptr(LedgerRows) rows = ledger_rows_of(run->ledger, entity, 0, error);
    g_autoptr(GError) failure = NULL;
    const LedgerRow *row;
    gboolean headed = FALSE;
    if (rows == NULL)
        return FALSE;
    while ((row = ledger_rows_next(rows, &failure)) != NULL) {
        if (!headed)
            printf("%s\n", _(ledger_entity_label(entity)));
        headed = TRUE;
        const char *department =
            entity == ENTITY_PERSON ? ledger_row_get(row, FIELD_PERSON_department) : NULL;
        const char *also = ledger_row_get(row, aliases);
        g_autofree char *column = text_fit(ledger_row_get(row, name), 16, TEXT_LEFT);
        g_autofree char *line =
            g_strdup_printf("  %s %s%s%s%s", column, department == NULL ? "" : department,
                            also == NULL ? "" : _(" (also called "), also == NULL ? "" : also,
                            also == NULL ? "" : _(")"));
        g_autofree char *visible = text_visible_line(line);
        printf("%s\n", g_strchomp(visible));
    }
    if (failure == NULL)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&failure));
    return FALSE;
}

static int
people_list(CliRun *run, GError **error)
{
    return people_print(run, ENTITY_PERSON, FIELD_PERSON_name, FIELD_PERSON_aliases, error) &&
                   people_print(run, ENTITY_DEPARTMENT, FIELD_DEPARTMENT_name,
                                FIELD_DEPARTMENT_aliases, error)
               ? CLI_DONE
               : CLI_FAILED;
}

/* aliases=小李、老李, department=司法所 */
static gboolean
people_assign(CliRun *run, LedgerChange *change, LedgerEntity entity, gint64 key, const char *word,
              GError **error)
{
    const char *equals = strchr(word, '=');
    g_autofree char *name = g_strndup(word, equals == NULL ? 0 : (gsize)(equals - word));
    g_autofree char *value = NULL;
    LedgerField field = equals == NULL ? FIELD_NONE : ledger_field_find(entity, name);
    if (field == FIELD_PERSON_aliases || field == FIELD_DEPARTMENT_aliases)
        return ledger_directory_alias(change, entity, key, equals[1] == '\0' ? NULL : equals + 1,
                                      error);
    if (field != FIELD_PERSON_department) {
        cli_usage(run, error, _("%s: wanted is aliases=… or, for a person, department=…"), word);
        return FALSE;
    }
    return ledger_value_parse(run->ledger, field, equals + 1, &value, error) &&
           ledger_change_set(change, entity, key, 0, field, value, error);
}

static int
people_write(CliRun *run, LedgerEntity entity, GError **error)
{
    gint64 key;
    const char *name = run->arguments[1];
    if (name == NULL)
        return cli_usage(run, error, "%s", _("a name is wanted"));
    g_autoptr(LedgerChange) change = ledger_change_begin(run->ledger, run->action, NULL, error);
    if (change == NULL || !ledger_directory_ensure(change, entity, name, &key, error))
        return CLI_FAILED;
    for (guint i = 2; run->arguments[i] != NULL; i++)
        if (!people_assign(run, change, entity, key, run->arguments[i], error))
            return CLI_FAILED;
    if (!ledger_change_commit(g_steal_pointer(&change), run->options.dry_run, error))
        return CLI_FAILED;
    cli_tell(run,
             run->options.dry_run ? _("would keep %s in the directory")
                                  : _("%s is in the directory — `zhenggai undo` takes it back"),
             name);
    return CLI_DONE;
}

int
cli_people(CliRun *run, GError **error)
{
    const char *what = run->arguments[0] == NULL ? "list" : run->arguments[0];
    if (strcmp(what, "list") == 0)
        return people_list(run, error);
    if (strcmp(what, "person") == 0)
        return people_write(run, ENTITY_PERSON, error);
    if (strcmp(what, "department") == 0)
        return people_write(run, ENTITY_DEPARTMENT, error);
    return cli_usage(run, error, _("%s: wanted is list, person or department"), what);
}

int
cli_hand_over(CliRun *run, GError **error)
{
    guint tasks;
    if (g_strv_length(run->arguments) != 2)
        return cli_usage(run, error, "%s", _("two names are wanted: from whom and to whom"));
    const char *from = run->arguments[0], *to = run->arguments[1];
    g_autoptr(LedgerChange) change =
        ledger_change_begin(run->ledger, run->action, run->options.reason, error);
    if (change == NULL || !ledger_hand_over(change, from, to, run->options.all, &tasks, error) ||
        !ledger_change_commit(g_steal_pointer(&change), run->options.dry_run, error))
        return CLI_FAILED;
    cli_tell(run,
             run->options.dry_run
                 ? text_translate_plural("would hand %u task over from %s to %s",
                                         "would hand %u tasks over from %s to %s", tasks)
                 : text_translate_plural(
                       "%u task handed over from %s to %s — `zhenggai undo` takes it back",
                       "%u tasks handed over from %s to %s — `zhenggai undo` takes it back", tasks),
             tasks, from, to);
    return CLI_DONE;
}
