/* The application: what is on the screen, and the loop that reads keys and paints.
 *
 * The ground is one of the views (view.h), beside or over it the detail; pages (history, the
 * report) lie on top of them, and on top of all a modal (a prompt, a choice, a form) that takes
 * every key until it is done.
 */
#pragma once

#include "list.h"
#include "page.h"
#include "terminal.h"
#include "zhenggai/change.h"
#include "zhenggai/figures.h"
#include "zhenggai/tui.h"

typedef struct App App;
typedef struct View View;

/* The views in the order of their keys. */
enum {
    VIEW_LEDGER,
    VIEW_OWNERS,
    VIEW_TIMELINE,
    VIEW_FIGURES,
    VIEW_JOURNAL,
    VIEW_SUMMARY,
    VIEW_COUNT
};

/* Something that takes all keys until it is done. */
typedef struct Modal Modal;
struct Modal {
    void (*draw)(Modal *modal, App *app);
    /* TRUE: done, one way or the other. */
    gboolean (*handle)(Modal *modal, App *app, const InputEvent *event);
    /* The terminal is gone: keeps what was being typed. NULL: nothing is. */
    void (*lost)(Modal *modal, App *app);
    gboolean box; /* it lies over the list, whose selection is then not shown as active */
};

/* A page that lies over the ground. */
typedef struct AppPage AppPage;
struct AppPage {
    char *title;
    Page *page;
    char *subject; /* what `fill` shows, or NULL; the page owns it */
    /* Fills the page anew, when the ledger, the language or the width changed; NULL: it never does.
     */
    gboolean (*fill)(App *app, AppPage *page, int columns, GError **error);
    /* What `save` writes, by the file's name; NULL: nothing can be saved. The caller owns it. */
    GBytes *(*content)(App *app, const char *file, GError **error);
    char *file;  /* the name that `save` proposes, or NULL */
    int columns; /* that it was filled for; 0: not yet */
};

/* What was done last, for doing it again. */
typedef struct {
    gboolean known; /* anything was done yet */
    LedgerAction action;
    LedgerField field;
    char *value; /* stored form, or NULL */
} AppLast;

/* What takes long (busy.h). */
typedef struct {
    LedgerAction action; /* that was begun last */
    gint64 next;         /* when to look at it again, on the monotonic clock */
    Canvas *canvas;      /* what is shown meanwhile; NULL: nothing yet */
} AppBusy;

/* The tour (tour.h). */
typedef struct {
    int at;       /* 0: it is off */
    gint64 began; /* the newest action when it began */
    gint64 since; /* … when the step began */
} AppTour;

struct App {
    const TuiOptions *options;
    Ledger *ledger; /* NULL before the first start's choice */
    LedgerScope scope;
    LedgerFigures figures;
    Terminal *terminal;
    Canvas *canvas;
    View *views;      /* VIEW_COUNT of them */
    int view;         /* the one that is shown */
    gboolean drilled; /* the ledger shows what a line of another view counts: */
    int drilled_from; /* this one's */
    List *list;       /* that is worked on: the view's, else the ledger's; NULL before there is a
                         ledger */
    Page *detail;
    LedgerPlace detail_place; /* what the detail shows; entity ENTITY_COUNT: nothing */
    gboolean in_detail;       /* keys go to the detail */
    GPtrArray *pages;         /* AppPage; the last one is on top */
    GPtrArray *modals;        /* Modal; the last one is on top */
    AppLast last;
    int pressed_row, pressed_column; /* where the mouse's button went down; row −1: it did not */
    AppTour tour;
    AppBusy busy;
    char *reviewer; /* who decided last, or NULL: offered again */
    char *message;  /* the last action's, or NULL */
    gboolean message_is_error;
    gboolean quit;
};

/* From this many columns the detail stands beside the list. */
enum { APP_SIDE_BY_SIDE = 120 };
/* Less than this cannot be worked with. */
enum { APP_LEAST_ROWS = 10, APP_LEAST_COLUMNS = 40 };

/* Makes the ledger where there is none yet, and shows its working year and unit. FALSE if that
 * failed, which was told. */
gboolean app_ensure_ledger(App *app);
void app_scope_set(App *app, LedgerScope scope);
/* Refreshes; a scope that an undo took away gives place to another one. */
void app_scope_keep(App *app);
/* Reads everything shown anew, after a change of the ledger or the language. */
void app_refresh(App *app);

/* The place that keys work in now, as in actions.def. */
LedgerActionPlace app_place(const App *app);
/* The selected problem or task; NULL if there is none, or the view shows none. */
const LedgerPlace *app_selected(const App *app);

/* Puts a page on top; takes `page` over. */
void app_push_page(App *app, AppPage *page);
AppPage *app_page_new(const char *title);
void app_page_free(AppPage *page);
/* The page on top; NULL if there is none. */
AppPage *app_page(const App *app);
/* The page that can be saved, the summary's among them; NULL if none is shown. */
AppPage *app_savable(const App *app);

/* Says what happened, in the line above the footer, until the next key. */
void app_tell(App *app, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Says what failed, and frees the error. */
void app_fail(App *app, GError *error);

/* Runs a modal until it is done, or the terminal is gone. */
void app_run_modal(App *app, Modal *modal);
/* Draws everything and paints it. */
void app_draw(App *app);
/* Waits for what happens next; a resize and a hang-up are dealt with. TRUE: `event` is for the
 * caller. */
gboolean app_wait(App *app, InputEvent *event);
/* The next paint sends all; after a program had the terminal. */
void app_redraw(App *app);
