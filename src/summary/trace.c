/* What each sentence and figure comes from. */
#include "figure.h"

static void
trace_free(gpointer data)
{
    SummaryTrace *trace = data;
    g_free(trace->text);
    g_ptr_array_unref(trace->rows);
    g_free(trace);
}

GPtrArray *
summary_trace(Summary *summary, const char *text)
{
    SummaryTrace *trace = g_new0(SummaryTrace, 1);
    trace->text = g_strdup(text);
    trace->rows = g_ptr_array_new_with_free_func(g_free);
    if (summary->traces == NULL)
        summary->traces = g_ptr_array_new_with_free_func(trace_free);
    g_ptr_array_add(summary->traces, trace);
    return trace->rows;
}

void
summary_trace_figures(Summary *summary)
{
    for (guint i = 0; i < summary->figures->len; i++) {
        const SummaryFigure *figure = summary->figures->pdata[i];
        g_autofree char *value = summary_figure_text(figure);
        g_autofree char *text = g_strdup_printf(_("%s: %s"), _(figure->label), value);
        GPtrArray *rows = summary_trace(summary, text);
        for (guint j = 0; j < figure->rows->len; j++)
            g_ptr_array_add(rows, summary_address(summary, g_array_index(figure->rows, guint, j)));
    }
}

static char *
joined(const GPtrArray *rows)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < rows->len; i++)
        g_string_append_printf(text, "%s%s", i == 0 ? "" : _(", "), (const char *)rows->pdata[i]);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

void
summary_add_traces(Summary *summary)
{
    const DocumentColumn columns[] = {{_("No."), TEXT_RIGHT},
                                      {_("What is said"), TEXT_LEFT},
                                      {_("Rows of the ledger"), TEXT_LEFT}};
    summary_begin_annex(summary, ANNEX_TRACES);
    document_table(summary->document, columns, G_N_ELEMENTS(columns));
    for (guint i = 0; summary->traces != NULL && i < summary->traces->len; i++) {
        const SummaryTrace *trace = summary->traces->pdata[i];
        g_autofree char *number = g_strdup_printf("%u", i + 1);
        g_autofree char *rows = joined(trace->rows);
        document_row(summary->document, (const char *const[]){number, trace->text, rows});
    }
}
