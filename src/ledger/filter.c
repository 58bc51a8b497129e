#include "search.h"

#include <string.h>

#include "zhenggai/date.h"
#include "zhenggai/text.h"

void
filter_init(Filter *filter)
{
    *filter =
        (Filter){g_string_new(NULL), g_ptr_array_new_with_free_func(g_free), FALSE, FALSE, FALSE};
}

void
filter_clear(Filter *filter)
{
    g_string_free(filter->condition, TRUE);
    g_ptr_array_unref(filter->parameters);
}

guint
filter_parameter(Filter *filter, const char *value)
{
    g_ptr_array_add(filter->parameters, g_strdup(value));
    return filter->parameters->len;
}

static void
filter_add_name(Filter *filter, const char *column, const char *name)
{
    guint parameter = filter_parameter(filter, name);
    g_string_append_printf(filter->condition, "(\"%s\" = ?%u)", column, parameter);
    filter->seeks = filter->seeks || strcmp(column, "owner") == 0;
}

/* SQLite refuses patterns of more than 50,000 bytes; nobody types as much. */
enum { WORD_LIMIT = 10000 };

/* ── Flags: +overdue ──────────────────────────────────────────────────────────────────────── */

typedef struct {
    const char *name, *label; /* the label is a msgid, understood in both languages */
    const char *condition;
    gboolean seeks;
} FilterFlag;

static const FilterFlag flags[] = {
    {"overdue", N_("overdue"), TASK_IS_PENDING " AND due < today()", TRUE},
    {"due_soon", N_("due soon"),
     TASK_IS_PENDING " AND due >= today() AND due <= date(today(), '+7 days')", TRUE},
    {"unsettled", N_("to be settled"),
     "(owner IS NULL OR due IS NULL) AND closure <> 'dropped' AND NOT (step_no > 0 AND EXISTS "
     "(SELECT 1 FROM task m WHERE m.problem_id = task_row.problem_id "
     "AND m.measure_no = task_row.measure_no AND m.step_no = 0 "
     "AND coalesce(task_row.owner, m.owner) IS NOT NULL "
     "AND coalesce(task_row.due, m.due) IS NOT NULL))",
     FALSE},
    {"lookback", N_("look-back due"), TASK_IS_TO_BE_LOOKED_AT " AND lookback_on <= today()", TRUE},
    {"slip", N_("slip waiting"), "key IN (SELECT task_id FROM main.slip WHERE replied IS NULL)",
     TRUE},
    {"carried", N_("carried over"), "origin_id IS NOT NULL", TRUE},
};

static gboolean
filter_add_mine(Filter *filter, Ledger *ledger)
{
    g_autofree char *person = ledger_name_resolve(ledger, TYPE_NAME, ledger->operator);
    filter_add_name(filter, "owner", person);
    return TRUE;
}

static gboolean
filter_add_flag(Filter *filter, Ledger *ledger, const char *name, GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(flags); i++)
        if (strcmp(name, flags[i].name) == 0 ||
            strcmp(name, text_translate_in(TEXT_CHINESE, flags[i].label)) == 0) {
            g_string_append_printf(filter->condition, "(%s)", flags[i].condition);
            filter->seeks = filter->seeks || flags[i].seeks;
            return TRUE;
        }
    if (strcmp(name, "mine") == 0 || strcmp(name, text_translate_in(TEXT_CHINESE, N_("mine"))) == 0)
        return filter_add_mine(filter, ledger);
    g_set_error(
        error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
        _("+%s: no such filter (+overdue, +due_soon, +unsettled, +lookback, +slip, +carried, "
          "+mine)"),
        name);
    return FALSE;
}

/* ── Fields: owner:李四, due.before:2024-12-31 ────────────────────────────────────────────── */

static gboolean
filter_is_none(const char *value)
{
    return strcmp(value, "none") == 0 ||
           strcmp(value, text_translate_in(TEXT_CHINESE, "none")) == 0;
}

char *
filter_like(const char *value)
{
    GString *pattern = g_string_new("%");
    for (const char *at = value; *at != '\0'; at++) {
        if (strchr("\\%_", *at) != NULL)
            g_string_append_c(pattern, '\\');
        g_string_append_c(pattern, *at);
    }
    return g_string_free(g_string_append_c(pattern, '%'), FALSE);
}

static void
filter_add_contains(Filter *filter, const char *column, const char *value)
{
    g_autofree char *pattern = filter_like(value);
    guint parameter = filter_parameter(filter, pattern);
    g_string_append_printf(filter->condition, "(\"%s\" LIKE ?%u ESCAPE '\\')", column, parameter);
}

static gboolean
filter_add_date(Filter *filter, Ledger *ledger, const char *column, const char *comparison,
                const char *value, GError **error)
{
    g_autofree char *day = ledger_day_parse(ledger, value, error);
    if (day == NULL)
        return FALSE;
    guint parameter = filter_parameter(filter, day);
    g_string_append_printf(filter->condition, "(\"%s\" %s ?%u)", column, comparison, parameter);
    return TRUE;
}

static gboolean
filter_add_number(Filter *filter, const char *column, const char *value, GError **error)
{
    gint64 number = 0;
    if (!g_ascii_string_to_signed(value, 10, 0, G_MAXINT32, &number, NULL)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("%s:%s: a number is wanted"), column,
                    value);
        return FALSE;
    }
    g_string_append_printf(filter->condition, "(\"%s\" = %" G_GINT64_FORMAT ")", column, number);
    return TRUE;
}

static gboolean
filter_add_value(Filter *filter, const LedgerFieldInfo *info, const char *value, GError **error)
{
    const LedgerValueInfo *found = ledger_value_find(info->type, value);
    if (found != NULL) {
        g_string_append_printf(filter->condition, "(\"%s\" = '%s')", info->name, found->name);
        return TRUE;
    }
    g_autoptr(GString) wanted = g_string_new(NULL);
    for (guint i = 0; i < ledger_value_count(info->type); i++)
        g_string_append_printf(wanted, "%s%s", i == 0 ? "" : ", ",
                               _(ledger_value_info(info->type, i)->label));
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("%s:%s: unknown; wanted is one of %s"),
                info->name, value, wanted->str);
    return FALSE;
}

static gboolean
filter_add_yes_no(Filter *filter, const char *column, const char *value, GError **error)
{
    static const struct {
        const char *word; /* a msgid, understood in both languages */
        gboolean yes;
    } words[] = {{N_("yes"), TRUE}, {N_("no"), FALSE}, {"1", TRUE}, {"0", FALSE}};
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(value, words[i].word) == 0 ||
            strcmp(value, text_translate_in(TEXT_CHINESE, words[i].word)) == 0) {
            g_string_append_printf(filter->condition, "(%s\"%s\")", words[i].yes ? "" : "NOT ",
                                   column);
            return TRUE;
        }
    g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE, _("%s:%s: unknown; wanted is yes or no"),
                column, value);
    return FALSE;
}

static void
filter_add_unit(Filter *filter, const char *value)
{
    g_autofree char *pattern = filter_like(value);
    guint parameter = filter_parameter(filter, pattern);
    filter->unit = TRUE;
    g_string_append_printf(filter->condition,
                           "(unit_id IN (SELECT id FROM unit WHERE name LIKE ?%u ESCAPE '\\'))",
                           parameter);
}

static gboolean
filter_add_field(Filter *filter, Ledger *ledger, LedgerField field, const char *comparison,
                 const char *value, GError **error)
{
    const LedgerFieldInfo *info = ledger_field_info(field);
    if (filter_is_none(value)) {
        g_string_append_printf(filter->condition, "(\"%s\" IS NULL)", info->name);
        return TRUE;
    }
    if (field == FIELD_TASK_unit) {
        filter_add_unit(filter, value);
        return TRUE;
    }
    /* problem:3 is the report's number, problem:宣传 a text. */
    if (field == FIELD_TASK_problem && value[strspn(value, "0123456789")] == '\0')
        return filter_add_number(filter, "problem_no", value, error);
    filter->year = filter->year || field == FIELD_TASK_year;
    switch (info->type) {
    case TYPE_DATE:
        return filter_add_date(filter, ledger, info->name, comparison, value, error);
    case TYPE_NUMBER:
    case TYPE_PERCENT:
        return filter_add_number(filter, info->name, value, error);
    case TYPE_KIND:
    case TYPE_PROGRESS:
    case TYPE_CLOSURE:
    case TYPE_LEVEL:
    case TYPE_PROOF:
    case TYPE_DECISION:
    case TYPE_SLIP:
        return filter_add_value(filter, info, value, error);
    case TYPE_YESNO:
        return filter_add_yes_no(filter, info->name, value, error);
    case TYPE_NAME: {
        g_autofree char *person = ledger_name_resolve(ledger, TYPE_NAME, value);
        filter_add_name(filter, info->name, person);
        return TRUE;
    }
    default:
        filter_add_contains(filter, info->name, value);
        return TRUE;
    }
}

/* "due.before" and "整改时限.before" → the field and "<". */
static gboolean
filter_split_name(const char *name, LedgerField *field, const char **comparison)
{
    static const struct {
        const char *suffix, *comparison;
    } suffixes[] = {{".before", "<"}, {".after", ">"}, {"", "="}};
    for (gsize i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        if (!g_str_has_suffix(name, suffixes[i].suffix))
            continue;
        g_autofree char *stem = g_strndup(name, strlen(name) - strlen(suffixes[i].suffix));
        *field = ledger_field_find(ENTITY_TASK, stem);
        *comparison = suffixes[i].comparison;
        return *field != FIELD_NONE &&
               (suffixes[i].suffix[0] == '\0' || ledger_field_info(*field)->type == TYPE_DATE);
    }
    return FALSE;
}

/* ── A word ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
filter_add_positive(Filter *filter, Ledger *ledger, const char *word, GError **error)
{
    if (word[0] == '+')
        return filter_add_flag(filter, ledger, word + 1, error);
    gsize colon = strcspn(word, ":");
    if (word[colon] == '\0' || colon == 0)
        return search_add(filter, ledger, word, error);
    g_autofree char *name = g_strndup(word, colon);
    LedgerField field;
    const char *comparison;
    if (!filter_split_name(name, &field, &comparison)) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("%s: no such field; for example owner, department, progress, due, "
                      "due.before, problem"),
                    name);
        return FALSE;
    }
    return filter_add_field(filter, ledger, field, comparison, word + colon + 1, error);
}

void
filter_add_until(Filter *filter, const char *day)
{
    guint parameter = filter_parameter(filter, day);
    g_string_append_printf(
        filter->condition,
        "%s(key IN (SELECT id FROM task WHERE %s AND due <= ?%u"
        " UNION SELECT id FROM task WHERE %s AND lookback_on <= ?%u"
        " UNION SELECT task_id FROM main.slip WHERE replied IS NULL AND reply_by <= ?%u)"
        /* What goes on in a later year wants attention there. */
        " AND NOT EXISTS (SELECT 1 FROM task later WHERE later.origin_id = key))",
        filter->condition->len == 0 ? "" : " AND ", TASK_IS_PENDING, parameter,
        TASK_IS_TO_BE_LOOKED_AT, parameter, parameter);
    filter->seeks = TRUE;
}

/* The signs of an input method count as ASCII's where they are signs: in front, and the first
 * colon. What is searched for stays as it is. */
static char *
filter_narrow(const char *word)
{
    GString *text = g_string_new(NULL);
    for (; g_str_has_prefix(word, "＋") || g_str_has_prefix(word, "－"); word += strlen("＋"))
        g_string_append_c(text, g_str_has_prefix(word, "＋") ? '+' : '-');
    const char *wide = strstr(word, "：");
    if (wide != NULL && memchr(word, ':', (gsize)(wide - word)) == NULL) {
        g_string_append_len(text, word, wide - word);
        g_string_append_c(text, ':');
        word = wide + strlen("：");
    }
    return g_string_free(g_string_append(text, word), FALSE);
}

gboolean
filter_add(Filter *filter, Ledger *ledger, const char *word, GError **error)
{
    if (!ledger_text_check(word, error))
        return FALSE;
    if (strlen(word) > WORD_LIMIT) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("a filter word is longer than %d bytes"), WORD_LIMIT);
        return FALSE;
    }
    g_autofree char *narrow = filter_narrow(word);
    gboolean negative = narrow[0] == '-' && narrow[1] != '\0';
    gboolean seeks = filter->seeks;
    gsize before = filter->condition->len;
    g_string_append(filter->condition, before == 0 ? "" : " AND ");
    /* NULL is not what was asked for either, so it is kept by NOT. */
    g_string_append(filter->condition, negative ? "NOT ifnull(" : "");
    if (!filter_add_positive(filter, ledger, narrow + negative, error)) {
        g_string_truncate(filter->condition, before);
        return FALSE;
    }
    g_string_append(filter->condition, negative ? ", 0)" : "");
    if (negative)
        filter->seeks = seeks;
    return TRUE;
}
