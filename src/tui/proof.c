#include "proof.h"

#include "choose.h"
#include "out.h"
#include "prompt.h"
#include "work.h"
#include "zhenggai/evidence.h"
#include "zhenggai/text.h"

#include <string.h>

enum { PROOF_ATTACH = -1 };

/* ── Attaching ────────────────────────────────────────────────────────────────────────────── */

static gboolean
proof_choose_kind(App *app, const char **kind)
{
    ChooseSpec spec = {.title = _("What does it show?"), .choices = choose_array_new()};
    int chosen;
    for (guint i = 0; i < ledger_value_count(TYPE_PROOF); i++) {
        const char key[] = {(char)('1' + i), '\0'};
        choose_add(spec.choices, (int)i, key, _(ledger_value_info(TYPE_PROOF, i)->label), NULL,
                   NULL);
    }
    if (!choose_run(app, &spec, &chosen))
        return FALSE;
    *kind = ledger_value_info(TYPE_PROOF, (guint)chosen)->name;
    return TRUE;
}

static gboolean
proof_write(App *app, const GArray *targets, const char *path, const char *kind, GError **error)
{
    g_autoptr(LedgerChange) change = ledger_change_begin(app->ledger, ACTION_ATTACH, NULL, error);
    if (change == NULL)
        return FALSE;
    for (guint i = 0; i < targets->len; i++) {
        gint64 key;
        if (!ledger_evidence_add(change, g_array_index(targets, LedgerTarget, i).key, path, NULL,
                                 kind, FALSE, &key, error))
            return FALSE;
    }
    return ledger_change_commit(g_steal_pointer(&change), FALSE, error);
}

static void
proof_attach(App *app, const GArray *targets)
{
    GError *error = NULL;
    const char *kind = NULL;
    PromptSpec spec = {.label = _("attach"),
                       .hint = _("a file; Tab completes; a copy is kept beside the ledger"),
                       .completer = out_complete_file};
    g_autofree char *typed = prompt_ask(app, &spec);
    if (typed == NULL || *g_strstrip(typed) == '\0' || !proof_choose_kind(app, &kind))
        return;
    g_autofree char *path = out_expand(typed);
    g_autofree char *subject = work_subject(app, targets);
    if (!proof_write(app, targets, path, kind, &error)) {
        work_fail(app, error);
        return;
    }
    g_autofree char *name = g_path_get_basename(path);
    list_unmark_all(app->list);
    app_refresh(app);
    app_tell(app, _("%s attached to %s — u takes it back"), name, subject);
}

/* ── Listing ──────────────────────────────────────────────────────────────────────────────── */

static void
proof_open(App *app, gint64 key)
{
    g_autofree char *viewer = settings_get(app->options->settings, "viewer");
    GError *error = NULL;
    if (ledger_evidence_show(app->ledger, key, viewer, &error))
        app_tell(app, _("opened with %s"), viewer);
    else
        app_fail(app, error);
}

/* "签到表.pdf  list of attendance  2024-12-03 王五": what is known of a piece. */
static void
proof_add_line(App *app, GPtrArray *choices, const LedgerRow *row, int index)
{
    const char *kind = ledger_row_get(row, FIELD_EVIDENCE_kind);
    const char *sha256 = ledger_row_get(row, FIELD_EVIDENCE_sha256);
    LedgerEvidenceState state = ledger_evidence_verify(app->ledger, sha256);
    g_autofree char *shown =
        kind == NULL ? g_strdup("") : ledger_value_display(FIELD_EVIDENCE_kind, kind);
    g_autofree char *line =
        g_strdup_printf("%s  %s  %.10s %s%s%s", ledger_row_get(row, FIELD_EVIDENCE_title), shown,
                        ledger_row_get(row, FIELD_EVIDENCE_at),
                        ledger_row_get(row, FIELD_EVIDENCE_by), state == EVIDENCE_WHOLE ? "" : "  ",
                        state == EVIDENCE_WHOLE ? "" : ledger_evidence_state_words(state));
    g_autofree char *visible = text_visible_line(line);
    const char key[] = {(char)('1' + index), '\0'};
    choose_add(choices, index, index < 9 ? key : NULL, visible, NULL, _("Enter opens the file"));
}

/* The evidence of the first target: the keys of the rows that were listed. */
static GArray *
proof_add_lines(App *app, GPtrArray *choices, gint64 task)
{
    GArray *keys = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(LedgerRows) rows = ledger_rows_of(app->ledger, ENTITY_EVIDENCE, task, NULL);
    const LedgerRow *row;
    while (rows != NULL && (row = ledger_rows_next(rows, NULL)) != NULL) {
        gint64 key = ledger_row_key(row);
        proof_add_line(app, choices, row, (int)keys->len);
        g_array_append_val(keys, key);
    }
    return keys;
}

void
proof_run(App *app)
{
    g_autoptr(GArray) targets = list_targets(app->list);
    ChooseSpec spec = {.choices = choose_array_new(), .value = PROOF_ATTACH};
    int chosen;
    if (targets->len == 0 || app_selected(app) == NULL) {
        g_ptr_array_unref(spec.choices);
        app_tell(app, "%s", _("there is no measure yet: A adds one"));
        return;
    }
    g_autofree char *subject = work_subject(app, targets);
    g_autofree char *title = g_strdup_printf(_("Evidence of %s"), subject);
    spec.title = title;
    choose_add(spec.choices, PROOF_ATTACH, "a", _("attach a file …"), NULL,
               _(ledger_action_info(ACTION_ATTACH)->help));
    g_autoptr(GArray) keys =
        targets->len == 1
            ? proof_add_lines(app, spec.choices, g_array_index(targets, LedgerTarget, 0).key)
            : g_array_new(FALSE, FALSE, sizeof(gint64));
    if (!choose_run(app, &spec, &chosen))
        return;
    if (chosen != PROOF_ATTACH)
        proof_open(app, g_array_index(keys, gint64, (guint)chosen));
    else if (ledger_is_readonly(app->ledger))
        app_tell(app, "%s", _("the ledger is open for reading only"));
    else
        proof_attach(app, targets);
}
