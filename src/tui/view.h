/* Views: the grounds of the screen that 1…6 go to. A view is a file of its own, view_NAME.c, and a
 * row of the table in view.c.
 *
 * A view reads when it is shown and what it shows is stale; views that nobody looks at cost
 * nothing.
 */
#pragma once

#include "app.h"

typedef struct {
    LedgerAction action;     /* that goes there; its label is the tab's word */
    LedgerActionPlace place; /* of its keys */
    gboolean beside;         /* the detail stands beside it where there is room */
    void (*open)(App *app, View *view);
    void (*close)(View *view);
    /* Reads anew: the ledger, the scope or the language changed. */
    void (*refresh)(App *app, View *view);
    void (*draw)(App *app, View *view, CanvasArea area, gboolean focused);
    /* Does what the view alone can do, moving among it; FALSE: it is not the view's. */
    gboolean (*run)(App *app, View *view, LedgerAction action);
    /* A step back inside the view; FALSE: there is none. NULL: never. */
    gboolean (*back)(App *app, View *view);
    /* What the message line says while there is no message; the caller owns it. NULL: nothing. */
    char *(*state)(const App *app, const View *view);
    /* Selects what is drawn at a place of the area; FALSE if there is nothing. NULL: never. */
    gboolean (*select_at)(App *app, View *view, CanvasArea area, int row, int column);
    /* The mouse was drawn along the header, so many columns wide, or clicked it where both places
     * are one. NULL: the header takes no mouse. */
    void (*header)(App *app, View *view, int columns, int from, int to);
} ViewKind;

struct View {
    const ViewKind *kind;
    gpointer data;
    LedgerActionPlace place; /* now */
    List *list;              /* the tasks that keys work on; NULL: none */
    gboolean stale;
};

extern const ViewKind view_ledger, view_owners, view_timeline, view_figures, view_journal,
    view_summary;

/* What the views share: makes them, none opened; frees them. */
View *views_new(void);
void views_free(View *views);

/* The view that is shown, opened and up to date. */
View *view_current(App *app);
/* Goes to the view of `action`, ACTION_NEXT_VIEW and _PREVIOUS_VIEW among them; FALSE if it is none
 * of theirs. */
gboolean view_go(App *app, LedgerAction action);
/* All views read anew when they are shown next. */
void views_refresh(App *app);
/* Shows in the ledger what the filter words leave; Esc comes back to the view that is shown now. */
void view_drill(App *app, const char *words);

/* "责任人:李四": a field's filter word for a stored value, as the language of the screen has it,
 * quoted where blanks would part it; NULL: for none. The caller owns it. */
char *view_word(const char *field, const char *value);

/* Moves a list; FALSE if `action` is no move. */
gboolean view_move_list(List *list, LedgerAction action);
void view_move_page(Page *page, LedgerAction action);

/* Draws the names of the views with their keys into the first row of `area`. */
void view_draw_tabs(App *app, CanvasArea area);
/* The view whose name stands at a column of that row is shown; FALSE if none does. */
gboolean view_go_at(App *app, CanvasArea area, int column);
