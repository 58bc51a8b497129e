/* A summary's figures as JSON, each with its rows. */
#include <jansson.h>

#include "figure.h"

static json_t *
text_or_null(const char *text)
{
    return text == NULL ? json_null() : json_string(text);
}

static json_t *
addresses(const Summary *summary, const GArray *places)
{
    json_t *list = json_array();
    for (guint i = 0; i < places->len; i++) {
        g_autofree char *address = summary_address(summary, g_array_index(places, guint, i));
        json_array_append_new(list, json_string(address));
    }
    return list;
}

static json_t *
figures(const Summary *summary)
{
    json_t *list = json_array();
    for (guint i = 0; i < summary->figures->len; i++) {
        const SummaryFigure *figure = summary->figures->pdata[i];
        gboolean part = figure->kind == FIGURE_RATE || figure->kind == FIGURE_MEAN;
        json_array_append_new(list, json_pack("{ss ss sI so so}", "name", figure->name, "label",
                                              _(figure->label), "value", (json_int_t)figure->value,
                                              "of", part ? json_integer(figure->of) : json_null(),
                                              "rows", addresses(summary, figure->rows)));
    }
    return list;
}

static json_t *
members(const Summary *summary, const SummaryGrouping *grouping)
{
    json_t *list = json_array();
    g_autoptr(GPtrArray) groups = summary_groups_new(summary, grouping);
    for (guint i = 0; i < groups->len; i++) {
        const SummaryGroup *group = groups->pdata[i];
        json_array_append_new(
            list, json_pack("{so sI sI sI sI sI so}", "value", text_or_null(group->value), "total",
                            (json_int_t)group->rows->len, "completed", (json_int_t)group->completed,
                            "closed", (json_int_t)group->closed, "overdue",
                            (json_int_t)group->overdue, "due_soon", (json_int_t)group->due_soon,
                            "rows", addresses(summary, group->rows)));
    }
    return list;
}

static json_t *
groups(const Summary *summary)
{
    guint count;
    json_t *list = json_array();
    const SummaryGrouping *groupings = summary_groupings(&count);
    for (guint i = 0; i < count; i++)
        json_array_append_new(list, json_pack("{ss ss so}", "name", groupings[i].name, "label",
                                              _(groupings[i].title), "members",
                                              members(summary, &groupings[i])));
    return list;
}

static json_t *
sentences(const Summary *summary)
{
    json_t *list = json_array();
    for (guint i = 0; summary->traces != NULL && i < summary->traces->len; i++) {
        const SummaryTrace *trace = summary->traces->pdata[i];
        json_t *rows = json_array();
        for (guint j = 0; j < trace->rows->len; j++)
            json_array_append_new(rows, json_string(trace->rows->pdata[j]));
        json_array_append_new(list, json_pack("{ss so}", "text", trace->text, "rows", rows));
    }
    return list;
}

static void
add_period(json_t *root, const Summary *summary, const SummaryWish *wish)
{
    static const char *const names[SUMMARY_PARTS] = {"new", "moving", "closed"};
    json_object_set_new(root, "from", json_string(wish->from));
    json_object_set_new(root, "to", json_string(wish->to));
    for (guint i = 0; i < SUMMARY_PARTS; i++)
        json_object_set_new(root, names[i], addresses(summary, summary->parts[i]));
}

char *
summary_json_of(Ledger *ledger, const SummaryWish *wish, GError **error)
{
    static const char *const kinds[] = {
        [SUMMARY_YEAR] = "year", [SUMMARY_PERIOD] = "period", [SUMMARY_DRAFT] = "draft"};
    g_autoptr(Summary) summary = summary_new(ledger, wish, error);
    g_autofree char *unit = summary == NULL ? NULL : summary_unit(summary, error);
    if (unit == NULL)
        return NULL;
    json_t *root = json_pack("{ss so so ss ss so so}", "kind", kinds[wish->kind], "unit",
                             text_or_null(*unit == '\0' ? NULL : unit), "year",
                             wish->scope.year == 0 ? json_null() : json_integer(wish->scope.year),
                             "today", ledger_today(ledger), "by", ledger_operator(ledger),
                             "figures", figures(summary), "groups", groups(summary));
    if (wish->kind == SUMMARY_DRAFT)
        json_object_set_new(root, "sentences", sentences(summary));
    if (wish->kind == SUMMARY_PERIOD)
        add_period(root, summary, wish);
    char *text = json_dumps(root, JSON_INDENT(2));
    json_decref(root);
    return text;
}
