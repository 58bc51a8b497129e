/* The columns of an export, all from fields.def. */
#include "columns.h"

#include <string.h>

gboolean
export_column_is_personal(LedgerField field)
{
    switch (field) {
    case FIELD_TASK_last_note:
    case FIELD_TASK_note_lines:
    case FIELD_TASK_extension_lines:
    case FIELD_TASK_evidence_lines:
    case FIELD_TASK_review:
    case FIELD_TASK_remark:
        return TRUE;
    default:
        return ledger_field_info(field)->type == TYPE_NAME;
    }
}

/* ── Which fields ─────────────────────────────────────────────────────────────────────────── */

/* Returns FALSE with an error where `word` cannot become a further column. */
static gboolean
add_named(GArray *fields, const char *word, GError **error)
{
    LedgerField field = ledger_field_find(ENTITY_TASK, word);
    if (field == FIELD_NONE || ledger_field_info(field)->editor == EDITOR_INTERNAL) {
        g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                    _("no column is called “%s”; write field names or column headers, such as "
                      "id,text,owner,due"),
                    word);
        return FALSE;
    }
    for (guint i = 0; i < fields->len; i++) {
        if (g_array_index(fields, LedgerField, i) == field) {
            g_set_error(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                        _("the column “%s” stands in the list twice"), word);
            return FALSE;
        }
    }
    g_array_append_val(fields, field);
    return TRUE;
}

LedgerField *
export_columns_parse(const char *list, GError **error)
{
    g_autoptr(GString) commas = g_string_new(list);
    g_string_replace(commas, "，", ",", 0);
    g_string_replace(commas, "、", ",", 0);
    g_auto(GStrv) words = g_strsplit(commas->str, ",", -1);
    g_autoptr(GArray) fields = g_array_new(TRUE, FALSE, sizeof(LedgerField));
    for (guint i = 0; words[i] != NULL; i++) {
        const char *word = g_strstrip(words[i]);
        if (*word != '\0' && !add_named(fields, word, error))
            return NULL;
    }
    if (fields->len == 0) {
        g_set_error_literal(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                            _("the list of columns is empty; write field names or column headers, "
                              "such as id,text,owner,due"));
        return NULL;
    }
    LedgerField none = FIELD_NONE;
    g_array_append_val(fields, none);
    return (LedgerField *)g_array_free(g_steal_pointer(&fields), FALSE);
}

static gint
by_sheet(gconstpointer a, gconstpointer b)
{
    return ledger_field_info(*(const LedgerField *)a)->sheet -
           ledger_field_info(*(const LedgerField *)b)->sheet;
}

/* The county's sheet, or every key of the task JSON. The running number counts the rows of a sheet
 * and says nothing of a task, so JSON has it only where it is asked for. */
static GArray *
usual_fields(ExportFormat format)
{
    GArray *fields = g_array_new(FALSE, FALSE, sizeof(LedgerField));
    LedgerField first, end;
    ledger_entity_fields(ENTITY_TASK, &first, &end);
    for (LedgerField field = first; field < end; field++) {
        const LedgerFieldInfo *info = ledger_field_info(field);
        gboolean wanted = format != EXPORT_JSON
                              ? info->sheet > 0
                              : info->editor != EDITOR_INTERNAL && field != FIELD_TASK_number;
        if (wanted)
            g_array_append_val(fields, field);
    }
    if (format != EXPORT_JSON)
        g_array_sort(fields, by_sheet);
    return fields;
}

/* Whether the form decides: it is one of a sheet, and no columns were asked for. */
static gboolean
has_form(const ExportOptions *options)
{
    return options->profile != NULL && options->columns == NULL &&
           (options->format == EXPORT_CSV || options->format == EXPORT_XLSX);
}

static GArray *
form_fields(const ExchangeProfile *profile)
{
    GArray *fields = g_array_new(FALSE, FALSE, sizeof(LedgerField));
    for (guint i = 0; i < profile->columns->len; i++) {
        LedgerField field = g_array_index(profile->columns, ProfileColumn, i).field;
        g_array_append_val(fields, field);
    }
    return fields;
}

static GArray *
chosen_fields(const ExportOptions *options)
{
    g_autoptr(GArray) asked = has_form(options) ? form_fields(options->profile)
                              : options->columns == NULL
                                  ? usual_fields(options->format)
                                  : g_array_new(FALSE, FALSE, sizeof(LedgerField));
    for (guint i = 0; options->columns != NULL && options->columns[i] != FIELD_NONE; i++)
        g_array_append_val(asked, options->columns[i]);
    GArray *fields = g_array_new(FALSE, FALSE, sizeof(LedgerField));
    for (guint i = 0; i < asked->len; i++) {
        LedgerField field = g_array_index(asked, LedgerField, i);
        if (!options->leave_persons_out || field == FIELD_NONE || !export_column_is_personal(field))
            g_array_append_val(fields, field);
    }
    return fields;
}

static const LedgerField of_an_event[] = {
    FIELD_TASK_uuid,     FIELD_TASK_code,       FIELD_TASK_text, FIELD_TASK_problem,
    FIELD_TASK_due,      FIELD_TASK_department, FIELD_TASK_goal, FIELD_TASK_owner,
    FIELD_TASK_progress, FIELD_TASK_closure};

LedgerFields
export_fields(const ExportOptions *options)
{
    LedgerFields wanted = {{0}};
    g_autoptr(GArray) fields = chosen_fields(options);
    for (guint i = 0; i < fields->len; i++)
        if (g_array_index(fields, LedgerField, i) != FIELD_NONE)
            wanted.wanted[g_array_index(fields, LedgerField, i)] = 1;
    /* A message about what cannot be written names its task. */
    if (options->encoding >= EXPORT_GB18030 || options->format == EXPORT_XLSX)
        wanted.wanted[FIELD_TASK_code] = 1;
    if (options->format == EXPORT_XLSX)
        wanted.wanted[FIELD_TASK_unit] = wanted.wanted[FIELD_TASK_problem] = 1;
    for (gsize i = 0; options->format == EXPORT_ICS && i < G_N_ELEMENTS(of_an_event); i++)
        wanted.wanted[of_an_event[i]] = 1;
    return wanted;
}

/* ── In which words ───────────────────────────────────────────────────────────────────────── */

static void
add_word(Column *column, const char *stored, TextLanguage language, const char *label)
{
    g_assert(column->words < COLUMN_WORDS);
    column->word[column->words].stored = stored;
    column->word[column->words].shown = text_translate_in(language, label);
    column->words++;
}

static Column
column_of(LedgerField field, const ExportOptions *options)
{
    const LedgerFieldInfo *info = ledger_field_info(field);
    TextLanguage language = options->language;
    Column column = {
        .field = field, .type = info->type, .header = text_translate_in(language, info->label)};
    for (guint i = 0; i < ledger_value_count(info->type); i++) {
        const LedgerValueInfo *value = ledger_value_info(info->type, i);
        add_word(&column, value->name, language, value->label);
        const char *own = profile_word(options->profile, info->type, value->name);
        if (own != NULL)
            column.word[i].shown = own;
    }
    if (info->type == TYPE_YESNO) {
        add_word(&column, "1", language, N_("yes"));
        add_word(&column, "0", language, N_("no"));
    }
    if (options->profile != NULL)
        column.date = options->profile->date;
    return column;
}

/* The form's columns as they are; what names persons may be left out. */
static GArray *
form_columns(const ExportOptions *options)
{
    GArray *columns = g_array_new(FALSE, FALSE, sizeof(Column));
    for (guint i = 0; i < options->profile->columns->len; i++) {
        const ProfileColumn *own = &g_array_index(options->profile->columns, ProfileColumn, i);
        Column column = {.field = FIELD_NONE, .type = TYPE_LINE};
        if (own->field != FIELD_NONE)
            column = column_of(own->field, options);
        column.header = own->header;
        if (own->field == FIELD_NONE || !options->leave_persons_out ||
            !export_column_is_personal(own->field))
            g_array_append_val(columns, column);
    }
    return columns;
}

GArray *
columns_new(const ExportOptions *options, GError **error)
{
    if (has_form(options))
        return form_columns(options);
    g_autoptr(GArray) fields = chosen_fields(options);
    if (fields->len == 0) {
        g_set_error_literal(error, LEDGER_ERROR, LEDGER_ERROR_USAGE,
                            _("every column that was asked for holds persons, and a public sheet "
                              "leaves them out; ask for further columns"));
        return NULL;
    }
    GArray *columns = g_array_sized_new(FALSE, FALSE, sizeof(Column), fields->len);
    for (guint i = 0; i < fields->len; i++) {
        Column column = column_of(g_array_index(fields, LedgerField, i), options);
        g_array_append_val(columns, column);
    }
    return columns;
}

const char *
column_show(const Column *column, const char *stored)
{
    if (stored == NULL)
        return "";
    for (guint i = 0; i < column->words; i++) {
        if (strcmp(column->word[i].stored, stored) == 0)
            return column->word[i].shown;
    }
    return stored;
}
