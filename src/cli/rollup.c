#include "zhenggai/rollup.h"

#include <stdio.h>

#include "verb.h"
#include "zhenggai/text.h"

/* ── JSON ─────────────────────────────────────────────────────────────────────────────────── */

static json_t *
rollup_text_json(const char *text)
{
    g_autofree char *valid = text == NULL ? NULL : g_utf8_make_valid(text, -1);
    return valid == NULL ? json_null() : json_string_nocheck(valid);
}

static json_t *
rollup_group_json(const RollupGroup *group)
{
    json_t *object = json_pack("{s:i, s:o, s:I, s:I, s:I, s:I, s:I, s:I}", "rank", (int)group->rank,
                               "name", rollup_text_json(group->name), "units",
                               (json_int_t)group->units, "measures", (json_int_t)group->measures,
                               "completed", (json_int_t)group->progress[PROGRESS_COUNT - 1],
                               "closed", (json_int_t)group->closed, "overdue",
                               (json_int_t)group->overdue, "due_soon", (json_int_t)group->due_soon);
    json_t *progress = json_object();
    for (guint i = 0; i < PROGRESS_COUNT; i++)
        json_object_set_new(progress, ledger_value_info(TYPE_PROGRESS, i)->name,
                            json_integer(group->progress[i]));
    json_object_set_new(object, "progress", progress);
    return object;
}

static json_t *
rollup_common_json(const RollupCommon *common)
{
    json_t *members = json_array();
    for (guint i = 0; i < common->members->len; i++) {
        const RollupProblem *problem = common->members->pdata[i];
        json_array_append_new(members, json_pack("{s:o, s:i, s:i, s:o}", "unit",
                                                 rollup_text_json(problem->unit), "year",
                                                 problem->year, "problem", problem->no, "text",
                                                 rollup_text_json(problem->text)));
    }
    return json_pack("{s:i, s:o}", "units", (int)common->units, "members", members);
}

static void
rollup_print_json(const Rollup *rollup)
{
    json_t *groups = json_array(), *silent = json_array(), *common = json_array();
    for (guint i = 0; i < rollup->groups->len; i++)
        json_array_append_new(groups, rollup_group_json(rollup->groups->pdata[i]));
    for (guint i = 0; i < rollup->silent->len; i++)
        json_array_append_new(silent, rollup_text_json(rollup->silent->pdata[i]));
    for (guint i = 0; i < rollup->common->len; i++)
        json_array_append_new(common, rollup_common_json(rollup->common->pdata[i]));
    cli_print_json(json_pack("{s:i, s:o, s:o, s:o, s:o}", "year", rollup->year, "total",
                             rollup_group_json(&rollup->total), "groups", groups, "silent", silent,
                             "common", common));
}

/* ── Text ─────────────────────────────────────────────────────────────────────────────────── */

enum {
    CELLS_OF_NUMBER = 10,
    CELLS_OF_RATE = 16,
    CELLS_OF_NAME_LEAST = 12,
    CELLS_OF_NAME_MOST = 40
};

static char *
rollup_name(const RollupGroup *group)
{
    return group->name == NULL ? g_strdup(_("none")) : text_visible_line(group->name);
}

static int
rollup_name_cells(const Rollup *rollup)
{
    int cells = CELLS_OF_NAME_LEAST;
    for (guint i = 0; i < rollup->groups->len; i++) {
        g_autofree char *name = rollup_name(rollup->groups->pdata[i]);
        cells = MAX(cells, text_width(name) + 1);
    }
    return MIN(cells, CELLS_OF_NAME_MOST);
}

static void
rollup_append(GString *line, const char *text, int cells, TextAlign align)
{
    g_autofree char *fitted = text_fit(text, cells, align);
    g_string_append(line, fitted);
}

static void
rollup_append_number(GString *line, gint64 number)
{
    g_autofree char *digits = g_strdup_printf("%" G_GINT64_FORMAT, number);
    rollup_append(line, digits, CELLS_OF_NUMBER, TEXT_RIGHT);
}

static void
rollup_print_header(const Rollup *rollup, int cells)
{
    static const char *const labels[] = {
        [ROLLUP_UNIT] = N_("unit"),
        [ROLLUP_CATEGORY] = N_("category"),
        [ROLLUP_OWNER] = N_("owner"),
        [ROLLUP_PROGRESS] = N_("progress"),
    };
    g_autoptr(GString) line = g_string_new(NULL);
    rollup_append(line, _("rank"), 6, TEXT_LEFT);
    rollup_append(line, _(labels[rollup->by]), cells, TEXT_LEFT);
    rollup_append(line, _("completed ÷ measures"), CELLS_OF_RATE + 6, TEXT_RIGHT);
    for (guint i = 0; i < PROGRESS_COUNT - 1; i++)
        rollup_append(line, _(ledger_value_info(TYPE_PROGRESS, i)->label), CELLS_OF_NUMBER + 2,
                      TEXT_RIGHT);
    rollup_append(line, _("closed"), CELLS_OF_NUMBER, TEXT_RIGHT);
    rollup_append(line, _("overdue"), CELLS_OF_NUMBER, TEXT_RIGHT);
    printf("%s\n", line->str);
}

static void
rollup_print_group(const RollupGroup *group, const char *name, int cells)
{
    gint64 completed = group->progress[PROGRESS_COUNT - 1];
    g_autoptr(GString) line = g_string_new(NULL);
    g_autofree char *rank = group->rank == 0 ? g_strdup("") : g_strdup_printf("%u", group->rank);
    g_autofree char *rate = g_strdup_printf(
        "%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT " = %.1f%%", completed, group->measures,
        group->measures == 0 ? 0.0 : 100.0 * (double)completed / (double)group->measures);
    rollup_append(line, rank, 6, TEXT_LEFT);
    rollup_append(line, name, cells, TEXT_LEFT);
    rollup_append(line, rate, CELLS_OF_RATE + 6, TEXT_RIGHT);
    for (guint i = 0; i < PROGRESS_COUNT - 1; i++) {
        g_string_append(line, "  ");
        rollup_append_number(line, group->progress[i]);
    }
    rollup_append_number(line, group->closed);
    rollup_append_number(line, group->overdue);
    printf("%s\n", line->str);
}

static void
rollup_print_common(const Rollup *rollup)
{
    if (rollup->common->len > 0)
        printf("\n%s\n", _("Problems that several units share"));
    for (guint i = 0; i < rollup->common->len; i++) {
        const RollupCommon *common = rollup->common->pdata[i];
        const RollupProblem *first = common->members->pdata[0];
        g_autofree char *text = text_visible_line(first->text);
        printf(text_translate_plural("%u. %s (%u unit)\n", "%u. %s (%u units)\n", common->units),
               i + 1, text, common->units);
        for (guint m = 0; m < common->members->len; m++) {
            const RollupProblem *problem = common->members->pdata[m];
            g_autofree char *unit = text_visible_line(problem->unit);
            g_autofree char *words = text_visible_line(problem->text);
            printf("   %s/%d/%d  %s\n", unit, problem->year, problem->no, words);
        }
    }
    if (rollup->problems_left > 0)
        printf(_("%d further problems were not compared\n"), (int)rollup->problems_left);
}

static void
rollup_print(const Rollup *rollup)
{
    int cells = rollup_name_cells(rollup);
    printf(_("Roll-up %d: %d units\n\n"), rollup->year, (int)rollup->total.units);
    rollup_print_header(rollup, cells);
    for (guint i = 0; i < rollup->groups->len; i++) {
        g_autofree char *name = rollup_name(rollup->groups->pdata[i]);
        rollup_print_group(rollup->groups->pdata[i], name, cells);
    }
    rollup_print_group(&rollup->total, _("all"), cells);
    for (guint i = 0; i < rollup->silent->len; i++) {
        g_autofree char *unit = text_visible_line(rollup->silent->pdata[i]);
        printf("%s%s%s", i == 0 ? _("\nNot reported: ") : _(", "), unit,
               i + 1 == rollup->silent->len ? "\n" : "");
    }
    rollup_print_common(rollup);
}

int
cli_rollup(CliRun *run, GError **error)
{
    guint format;
    RollupBy by = ROLLUP_UNIT;
    if (run->arguments[0] != NULL)
        return cli_usage(run, error, "%s", _("it takes no arguments; --by and --year choose"));
    if (!cli_format(run, "text|json", &format, error))
        return CLI_WRONG_USE;
    if (run->options.by != NULL && !rollup_by_parse(run->options.by, &by))
        return cli_usage(run, error, _("--by %s: wanted is unit, category, owner or progress"),
                         run->options.by);
    g_autoptr(Rollup) rollup = rollup_new(run->ledger, run->options.globals.year, by, error);
    if (rollup == NULL)
        return CLI_FAILED;
    if (format == 1)
        rollup_print_json(rollup);
    else
        rollup_print(rollup);
    return CLI_DONE;
}
