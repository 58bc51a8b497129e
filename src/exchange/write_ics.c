/* Deadlines as a calendar: the module exchange-ics, the only user of libical. */
#include <libical/ical.h>
#include <string.h>

#include "writers.h"

/* Days before a deadline on which the calendar speaks up. */
static const int alarms[] = {7, 1};

static void
add_text(GString *text, const char *label, const char *value)
{
    if (value != NULL && *value != '\0')
        g_string_append_printf(text, "%s%s: %s", text->len > 0 ? "\n" : "", label, value);
}

static const char *
value_of(const LedgerRow *row, const ExportOptions *options, LedgerField field)
{
    return options->leave_persons_out && export_column_is_personal(field)
               ? NULL
               : ledger_row_get(row, field);
}

static char *
description_of(const LedgerRow *row, const ExportOptions *options)
{
    static const LedgerField told[] = {FIELD_TASK_problem, FIELD_TASK_owner, FIELD_TASK_department,
                                       FIELD_TASK_goal};
    GString *text = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(told); i++)
        add_text(text, text_translate_in(options->language, ledger_field_info(told[i])->label),
                 value_of(row, options, told[i]));
    return g_string_free(text, FALSE);
}

static icalcomponent *
alarm_new(int days, const char *words)
{
    struct icaltriggertype trigger = {0};
    trigger.duration = icaldurationtype_from_int(-days * 24 * 60 * 60);
    trigger.time = icaltime_null_time();
    return icalcomponent_vanew(ICAL_VALARM_COMPONENT, icalproperty_new_action(ICAL_ACTION_DISPLAY),
                               icalproperty_new_description(words),
                               icalproperty_new_trigger(trigger), (void *)0);
}

static gboolean
is_pending(const LedgerRow *row)
{
    const char *closure = ledger_row_get(row, FIELD_TASK_closure);
    return strcmp(ledger_row_get(row, FIELD_TASK_progress), "completed") != 0 &&
           strcmp(closure, "closed") != 0 && strcmp(closure, "dropped") != 0;
}

static icalcomponent *
event_new(const LedgerRow *row, const ExportOptions *options, struct icaltimetype stamp)
{
    struct icaltimetype day = icaltime_null_date();
    if (sscanf(ledger_row_get(row, FIELD_TASK_due), "%4d-%2d-%2d", &day.year, &day.month,
               &day.day) != 3)
        return NULL;
    g_autofree char *uid = g_strconcat(ledger_row_get(row, FIELD_TASK_uuid), "@zhenggai", NULL);
    g_autofree char *words = g_strdup_printf("%s %s", ledger_row_get(row, FIELD_TASK_code),
                                             ledger_row_get(row, FIELD_TASK_text));
    g_autofree char *summary = g_utf8_make_valid(words, -1);
    g_autofree char *told = description_of(row, options);
    g_autofree char *description = g_utf8_make_valid(told, -1);
    icalcomponent *event = icalcomponent_vanew(
        ICAL_VEVENT_COMPONENT, icalproperty_new_uid(uid), icalproperty_new_dtstamp(stamp),
        icalproperty_new_dtstart(day), icalproperty_new_summary(summary),
        icalproperty_new_description(description), icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT),
        (void *)0);
    for (gsize i = 0; is_pending(row) && i < G_N_ELEMENTS(alarms); i++)
        icalcomponent_add_component(event, alarm_new(alarms[i], summary));
    return event;
}

static gboolean
append_component(Output *output, icalcomponent *component, GError **error)
{
    char *text = icalcomponent_as_ical_string_r(component);
    g_string_append(output->buffer, text);
    icalmemory_free_buffer(text);
    return output_pass_on(output, error);
}

/* Tasks with a deadline, one event a task; those that are done ring no more. The calendar's frame
 * is written around them, so that memory does not follow their number. */
gint64
write_ics(ExportSource *source, const ExportOptions *options, GArray *columns, Output *output,
          GError **error)
{
    gint64 count = 0;
    GError *failure = NULL;
    const LedgerRow *row;
    struct icaltimetype stamp = icaltime_current_time_with_zone(icaltimezone_get_utc_timezone());
    g_string_append(output->buffer, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
                                    "PRODID:-//zhenggai//zhenggai//ZH\r\n");
    while ((row = export_source_next(source, &failure)) != NULL) {
        icalcomponent *event =
            ledger_row_get(row, FIELD_TASK_due) == NULL ? NULL : event_new(row, options, stamp);
        if (event == NULL)
            continue;
        count++;
        gboolean written = append_component(output, event, error);
        icalcomponent_free(event);
        if (!written)
            return -1;
    }
    if (failure != NULL) {
        g_propagate_error(error, failure);
        return -1;
    }
    g_string_append(output->buffer, "END:VCALENDAR\r\n");
    return count;
}
