#include "zhenggai/intake.h"

#include <string.h>

#include "identity.h"
#include "item.h"
#include "rule.h"
#include "zhenggai/text.h"
#include "zhenggai/watch.h"

/* Texts from here on are worth a second thread. */
#define LARGE (1u << 20)

G_DEFINE_QUARK(intake - error - quark, intake_error)

static void
diagnostic_free(IntakeDiagnostic *diagnostic)
{
    g_free(diagnostic->message);
    g_free(diagnostic);
}

IntakeDraft *
intake_draft_blank(char *text, const char *file)
{
    IntakeDraft *draft = g_new0(IntakeDraft, 1);
    draft->file = g_strdup(file);
    draft->text = text;
    draft->problems = g_ptr_array_new_with_free_func((GDestroyNotify)intake_problem_free);
    draft->unpaired_causes = g_ptr_array_new_with_free_func((GDestroyNotify)intake_item_free);
    draft->unpaired_measures = g_ptr_array_new_with_free_func((GDestroyNotify)intake_item_free);
    draft->plans = g_ptr_array_new_with_free_func((GDestroyNotify)intake_item_free);
    draft->diagnostics = g_ptr_array_new_with_free_func((GDestroyNotify)diagnostic_free);
    return draft;
}

void
intake_draft_free(IntakeDraft *draft)
{
    if (draft == NULL) {
        return;
    }
    g_free(draft->unit);
    g_free(draft->unit_printed);
    g_free(draft->unit_short);
    g_free(draft->title);
    g_free(draft->document_number);
    g_free(draft->addressee);
    g_free(draft->dated);
    g_free(draft->file);
    g_free(draft->text);
    g_free(draft->sha256);
    g_ptr_array_unref(draft->problems);
    g_ptr_array_unref(draft->unpaired_causes);
    g_ptr_array_unref(draft->unpaired_measures);
    g_ptr_array_unref(draft->plans);
    g_clear_pointer(&draft->diagnostics, g_ptr_array_unref);
    g_free(draft);
}

void
intake_draft_say(IntakeDraft *draft, guint line, IntakeLevel level, const char *code, char *message)
{
    IntakeDiagnostic *diagnostic = g_new0(IntakeDiagnostic, 1);
    *diagnostic = (IntakeDiagnostic){line, level, code, message};
    g_ptr_array_add(draft->diagnostics, diagnostic);
}

static int
compare_lines(gconstpointer a, gconstpointer b)
{
    const IntakeDiagnostic *first = *(IntakeDiagnostic *const *)a;
    const IntakeDiagnostic *second = *(IntakeDiagnostic *const *)b;
    return (first->line > second->line) - (first->line < second->line);
}

static gboolean
has_problems(const GArray *entries)
{
    for (guint i = 0; i < entries->len; i++) {
        if (g_array_index(entries, IntakeEntry, i).role == ROLE_PROBLEM) {
            return TRUE;
        }
    }
    return FALSE;
}

/* A deadline without a year lies ahead of the report's date; where that is not printed, ahead of
 * the end of the report's year, after which such reports are written. */
static char *
deadlines_from(const IntakeDraft *draft)
{
    if (draft->dated != NULL) {
        return g_strdup(draft->dated);
    }
    return draft->year > 0 ? g_strdup_printf("%04d-01-01", draft->year + 1) : NULL;
}

static void
say_missing(IntakeDraft *draft)
{
    if (draft->unit == NULL) {
        intake_draft_say(draft, 0, INTAKE_WARNING, "no-unit",
                         g_strdup(_("the text does not name the unit that issued it")));
    }
    if (draft->year == 0) {
        intake_draft_say(draft, 0, INTAKE_WARNING, "no-year",
                         g_strdup(_("the text does not say which year it is about")));
    }
}

/* What was looked for, and what stands there instead. */
static void
set_nothing(GError **error, const IntakeReading *reading, const IntakeIdentity *identity,
            const IntakeSections *sections, const IntakeDraft *draft)
{
    if (identity->no_report) {
        g_set_error(
            error, INTAKE_ERROR, INTAKE_ERROR_NOTHING,
            _("%s: no shortcomings: by its title “%s” this is no report; give the unit's own "
              "report"),
            draft->file, draft->title);
    } else if (sections->heading != G_MAXUINT) {
        g_set_error(
            error, INTAKE_ERROR, INTAKE_ERROR_NOTHING,
            _("%s:%u: no shortcomings: the heading is there, but nothing is listed under it"),
            draft->file, intake_reading_line(reading, sections->heading));
    } else {
        g_set_error(
            error, INTAKE_ERROR, INTAKE_ERROR_NOTHING,
            _("%s: no shortcomings in %u lines: looked for a heading, a label or a sentence "
              "with 存在的不足, 问题, 短板, 差距 or 薄弱环节 and found none"),
            draft->file, reading->lines->len);
    }
}

/* Sentences that name shortcomings in passing count only where nothing else does. */
static GArray *
find_entries(const IntakeText *text, const IntakeIdentity *identity, IntakeDraft *draft,
             IntakeSections **sections)
{
    for (int hidden = 0; hidden < 2 && !identity->no_report; hidden++) {
        g_clear_pointer(sections, intake_sections_free);
        g_ptr_array_set_size(draft->diagnostics, 0);
        IntakeFrame frame = {identity->body, identity->end,
                             intake_words_underway(text->words, text->reading,
                                                   identity->title.start, identity->title.end),
                             hidden == 1};
        *sections = intake_sections_new(text, &frame);
        g_autoptr(GArray) entries = intake_entries_new(text, *sections, draft);
        if (has_problems(entries)) {
            return g_steal_pointer(&entries);
        }
    }
    return NULL;
}

static gpointer
checksum_of(gpointer text)
{
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

/* Lines and identity; sections and entries; pairs; rules. */
enum { READ_STAGES = 4 };

/* The draft, and an error beside it if no shortcoming was found; takes `text` over. */
static IntakeDraft *
read_draft(char *text, const char *file, GError **error)
{
    gsize size = strlen(text);
    /* It takes as long as all the rest; for texts of the usual size a thread takes longer. */
    GThread *checksum = size >= LARGE ? g_thread_new("checksum", checksum_of, text) : NULL;
    IntakeDraft *draft = intake_draft_blank(text, file);
    watch_begin(_("reading the report"), READ_STAGES);
    g_autoptr(IntakeReading) reading = intake_reading_new(text, size);
    g_autoptr(GArray) stops = intake_stops_new(reading);
    IntakeIdentity identity;
    intake_identify(reading, draft, &identity);
    g_autoptr(IntakeWords) words = intake_words_new(draft->year, identity.on_feedback);
    g_autoptr(IntakeSections) sections = NULL;
    IntakeText seen = {reading, words, stops};
    watch_step(1, NULL);
    g_autoptr(GArray) entries = find_entries(&seen, &identity, draft, &sections);
    if (!watch_step(2, NULL)) {
        watch_fail(error);
    } else if (entries == NULL) {
        set_nothing(error, reading, &identity, sections, draft);
    } else {
        g_autofree char *today = deadlines_from(draft);
        g_autoptr(IntakePickup) pickup = intake_pickup_new(reading, today);
        IntakeSource source = {reading, stops, sections->cells, pickup, draft};
        intake_pair(&source, entries);
        say_missing(draft);
    }
    watch_step(3, NULL);
    g_ptr_array_sort(draft->diagnostics, compare_lines);
    /* What the report lacks comes behind what is unsure in it. */
    intake_rules_check(&seen, &identity, draft);
    draft->sha256 = checksum != NULL ? g_thread_join(checksum) : checksum_of(text);
    return draft;
}

IntakeDraft *
intake_draft_take(char *text, const char *file, GError **error)
{
    g_autoptr(GError) failure = NULL;
    g_autoptr(IntakeDraft) draft = read_draft(text, file, &failure);
    if (failure == NULL && !watch_goes_on())
        watch_fail(&failure);
    if (failure != NULL) {
        g_propagate_error(error, g_steal_pointer(&failure));
        return NULL;
    }
    return g_steal_pointer(&draft);
}

IntakeDraft *
intake_draft_new(const char *text, const char *file, GError **error)
{
    return intake_draft_take(g_strdup(text), file, error);
}

GPtrArray *
intake_check(const char *text)
{
    g_autoptr(IntakeDraft) draft = read_draft(g_strdup(text), "", NULL);
    for (guint i = draft->diagnostics->len; i > 0; i--) {
        const IntakeDiagnostic *diagnostic = draft->diagnostics->pdata[i - 1];
        if (!g_str_has_prefix(diagnostic->code, "block-missing-") &&
            !g_str_has_prefix(diagnostic->code, "problem-without-")) {
            g_ptr_array_remove_index(draft->diagnostics, i - 1);
        }
    }
    return g_steal_pointer(&draft->diagnostics);
}
