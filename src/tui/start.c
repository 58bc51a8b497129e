#include "start.h"

#include "choose.h"
#include "out.h"
#include "tour.h"
#include "zhenggai/text.h"

enum { START_FOUNDING, START_REPORT, START_EMPTY, START_QUIT };

static int
start_ask(App *app)
{
    ChooseSpec spec = {.title = _("Rectification ledger"), .choices = choose_array_new()};
    g_autofree char *visible = text_visible_line(app->options->path);
    g_autofree char *intro = g_strdup_printf(
        _("There is no ledger yet. It will be kept in %s.\n\nWhat shall it begin with?"), visible);
    int chosen = START_QUIT;
    spec.intro = intro;
    choose_add(spec.choices, START_FOUNDING, "1",
               _("the founding report: Zhangguanying, 2024 (an example to try)"), NULL,
               _("Four problems with their causes, measures and steps. One key takes it back."));
    choose_add(
        spec.choices, START_REPORT, "2", _("a report of yours, from a file"), NULL,
        _("A yearly report on law-based government as text. What was found is shown first."));
    choose_add(spec.choices, START_EMPTY, "3", _("nothing: an empty ledger"), NULL,
               _("Problems and measures are then added by hand."));
    choose_add(spec.choices, START_QUIT, "q", _("quit"), NULL, _("Nothing is written."));
    if (!choose_run(app, &spec, &chosen))
        return START_QUIT;
    return chosen;
}

void
start_choose(App *app)
{
    while (app->ledger == NULL && !app->quit) {
        int chosen = start_ask(app);
        if (chosen == START_FOUNDING)
            out_import_founding(app);
        else if (chosen == START_REPORT)
            out_import(app);
        else if (chosen == START_EMPTY)
            app_ensure_ledger(app);
        else
            app->quit = TRUE;
    }
    tour_offer(app);
}
