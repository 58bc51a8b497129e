#include "preview.h"

#include "choose.h"
#include "preview_private.h"
#include "prompt.h"
#include "zhenggai/text.h"

#include <string.h>

static void
preview_refresh(Preview *preview)
{
    g_array_unref(preview->items);
    preview->items = revise_items(preview->draft);
    preview->selected = CLAMP(preview->selected, 0, MAX((int)preview->items->len - 1, 0));
    preview_fill_report(preview);
}

/* ── Changing ─────────────────────────────────────────────────────────────────────────────── */

static void
preview_say(Preview *preview, const char *message)
{
    g_free(preview->message);
    preview->message = g_strdup(message);
}

/* Keeps the draft as it is now for undo; preview_forget() takes that back where nothing came of it.
 */
static void
preview_keep(Preview *preview)
{
    g_ptr_array_add(preview->former, revise_copy(preview->draft));
}

static void
preview_forget(Preview *preview, const char *why)
{
    g_ptr_array_remove_index(preview->former, preview->former->len - 1);
    preview_say(preview, why);
}

static void
preview_undo(Preview *preview)
{
    if (preview->former->len == 0) {
        preview_say(preview, _("there is nothing to undo"));
        return;
    }
    intake_draft_free(preview->draft);
    preview->draft = g_ptr_array_steal_index(preview->former, preview->former->len - 1);
}

static void
preview_edit(Preview *preview, App *app, const ReviseItem *item)
{
    PromptSpec spec = {.label = _("words"),
                       .initial = revise_text(preview->draft, item),
                       .grows = TRUE,
                       .hint = _("what the ledger shall say; the place in the report stays"),
                       .external = TRUE};
    g_autofree char *text = prompt_ask(app, &spec);
    if (text == NULL)
        return;
    preview_keep(preview);
    if (!revise_set_text(preview->draft, item, text))
        preview_forget(preview, _("an item cannot be empty; x drops it"));
}

/* The places where a text can be parted: behind its punctuation. */
static GArray *
preview_seams(const char *text)
{
    GArray *seams = g_array_new(FALSE, FALSE, sizeof(gsize));
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        gsize seam = (gsize)(g_utf8_next_char(at) - text);
        if (g_utf8_strchr("，。；：、,;", -1, g_utf8_get_char(at)) != NULL && text[seam] != '\0')
            g_array_append_val(seams, seam);
    }
    return seams;
}

static void
preview_split(Preview *preview, App *app, const ReviseItem *item)
{
    const char *text = revise_text(preview->draft, item);
    g_autoptr(GArray) seams = preview_seams(text);
    ChooseSpec spec = {.title = _("Where does the second part begin?"), .value = 0};
    int chosen;
    if (seams->len == 0) {
        preview_say(preview, _("there is no punctuation to split it at; e changes the words"));
        return;
    }
    spec.choices = choose_array_new();
    for (guint i = 0; i < seams->len; i++) {
        g_autofree char *line = text_visible_line(text + g_array_index(seams, gsize, i));
        choose_add(spec.choices, (int)i, NULL, line, NULL, NULL);
    }
    if (!choose_run(app, &spec, &chosen))
        return;
    preview_keep(preview);
    if (!revise_split(preview->draft, item, g_array_index(seams, gsize, (guint)chosen)))
        preview_forget(preview, _("it cannot be split there"));
}

static void
preview_join(Preview *preview, const ReviseItem *item)
{
    preview_keep(preview);
    if (!revise_join(preview->draft, item))
        preview_forget(preview, _("it is the last of its list: there is nothing to merge it with"));
}

static void
preview_link(Preview *preview, App *app, const ReviseItem *item)
{
    ChooseSpec spec = {.title = _("To which problem does it belong?"), .value = item->problem + 1};
    int chosen;
    if (item->kind != REVISE_CAUSE && item->kind != REVISE_MEASURE) {
        preview_say(preview, _("only causes and measures are linked to a problem"));
        return;
    }
    spec.choices = choose_array_new();
    for (guint i = 0; i < preview->draft->problems->len; i++) {
        const IntakeProblem *problem = preview->draft->problems->pdata[i];
        g_autofree char *line = g_strdup_printf("%u  %s", problem->n, problem->text);
        g_autofree char *visible = text_visible_line(line);
        choose_add(spec.choices, (int)problem->n, NULL, visible, NULL, NULL);
    }
    choose_add(spec.choices, 0, NULL, _("Linked to no problem of the report"), NULL, NULL);
    if (!choose_run(app, &spec, &chosen))
        return;
    preview_keep(preview);
    if (!revise_link(preview->draft, item, (guint)chosen))
        preview_forget(preview, _("it cannot be linked there"));
}

static void
preview_change(Preview *preview, App *app, const ReviseItem *item)
{
    ChooseSpec spec = {
        .title = _("What is it?"), .choices = choose_array_new(), .value = (int)item->kind};
    int chosen;
    for (int kind = REVISE_PROBLEM; kind <= REVISE_PLAN; kind++) {
        const char key[] = {(char)('1' + kind), '\0'};
        choose_add(spec.choices, kind, key, preview_kind_label((ReviseKind)kind), NULL, NULL);
    }
    if (!choose_run(app, &spec, &chosen))
        return;
    preview_keep(preview);
    if (!revise_change(preview->draft, item, (ReviseKind)chosen))
        preview_forget(preview, _("a step needs a measure before it; nothing was changed"));
}

static void
preview_drop(Preview *preview, const ReviseItem *item)
{
    preview_keep(preview);
    revise_drop(preview->draft, item);
}

/* ── Keys ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
preview_move(Preview *preview, InputKey key)
{
    int last = (int)preview->items->len - 1, page = MAX(preview->rows - 1, 1);
    switch (key) {
    case INPUT_UP:
    case 'k':
        preview->selected--;
        break;
    case INPUT_DOWN:
    case 'j':
        preview->selected++;
        break;
    case INPUT_PAGE_UP:
    case INPUT_PAGE_DOWN:
        preview->selected += key == INPUT_PAGE_UP ? -page : page;
        break;
    case INPUT_HOME:
    case 'g':
        preview->selected = 0;
        break;
    case INPUT_END:
    case 'G':
        preview->selected = last;
        break;
    default:
        return FALSE;
    }
    preview->selected = CLAMP(preview->selected, 0, MAX(last, 0));
    return TRUE;
}

static void
preview_act(Preview *preview, App *app, InputKey key)
{
    if (key == 'u') {
        preview_undo(preview);
        return;
    }
    if (preview->items->len == 0)
        return;
    const ReviseItem item = g_array_index(preview->items, ReviseItem, preview->selected);
    switch (key) {
    case 'e':
        preview_edit(preview, app, &item);
        break;
    case 's':
        preview_split(preview, app, &item);
        break;
    case 'm':
        preview_join(preview, &item);
        break;
    case 'x':
    case INPUT_DELETE:
        preview_drop(preview, &item);
        break;
    case 'l':
        preview_link(preview, app, &item);
        break;
    case 'c':
        preview_change(preview, app, &item);
        break;
    default:
        break;
    }
}

/* What was changed by hand is not left by one key. */
static gboolean
preview_may_leave(const Preview *preview, App *app)
{
    return preview->former->len == 0 ||
           prompt_confirm(app, _("Leave the report and everything that was set right here?"), 'y');
}

static gboolean
preview_handle(Modal *modal, App *app, const InputEvent *event)
{
    Preview *preview = (Preview *)modal;
    InputKey key = event->kind == INPUT_KEY ? input_halfwidth(event->key) : INPUT_NONE;
    g_clear_pointer(&preview->message, g_free);
    if (key == INPUT_ESC || key == 'q')
        return preview_may_leave(preview, app);
    if (key == INPUT_ENTER) {
        preview->accepted = preview->draft->problems->len > 0;
        if (!preview->accepted)
            preview_say(preview, _("without a problem there is nothing to take in"));
        return preview->accepted;
    }
    if (!preview_move(preview, key))
        preview_act(preview, app, key);
    preview_refresh(preview);
    return FALSE;
}

gboolean
preview_run(App *app, IntakeDraft **draft)
{
    Preview preview = {.modal = {preview_draw, preview_handle, .box = TRUE},
                       .draft = *draft,
                       .former = g_ptr_array_new_with_free_func((GDestroyNotify)intake_draft_free),
                       .items = revise_items(*draft),
                       .report = page_new()};
    preview_fill_report(&preview);
    app_run_modal(app, &preview.modal);
    *draft = preview.draft;
    g_ptr_array_unref(preview.former);
    g_array_unref(preview.items);
    page_free(preview.report);
    g_free(preview.message);
    return preview.accepted;
}
