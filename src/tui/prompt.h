/* A prompt: one line at the bottom of the screen, with a line above it that says what was
 * understood, what is wrong, or what Tab offers. */
#pragma once

#include "app.h"
#include "editor.h"

typedef struct {
    const char *label;   /* "owner of 1.1" */
    const char *initial; /* the text at first, NULL: empty */
    const char *hint;    /* shown until something is typed, or NULL */
    gboolean grows;      /* the initial text is to go on, not to give place to what is typed */
    EditorCompleter completer; /* with `data`; NULL: Tab does nothing */
    gboolean offers;           /* what Tab completes is shown while it is typed */
    /* What is said of the text while it is typed: the caller owns it. *wrong: it will not do, and
     * Enter does not accept it. NULL: nothing is said. */
    char *(*describe)(App *app, const char *text, gboolean *wrong, gpointer data);
    /* Told of each change of the text, and at last of "" if Esc was pressed. */
    void (*changed)(App *app, const char *text, gpointer data);
    gboolean needed;   /* Enter does not accept an empty text */
    gboolean external; /* Ctrl-E opens $EDITOR */
    const char *draft; /* where the text is kept if the terminal goes away, or NULL */
    gpointer data;
} PromptSpec;

/* Asks; NULL if Esc was pressed or the terminal is gone. The caller owns the text. */
char *prompt_ask(App *app, const PromptSpec *spec);
/* The same for a field's value: names are completed, a date is told as it is understood, what the
 * field does not take is not accepted. *value: its stored form, the caller's; NULL for none. */
char *prompt_ask_value(App *app, LedgerField field, const PromptSpec *spec, char **value);
/* What `text` means as a field's value, or why it will not do (*wrong): the caller's; NULL where
 * there is nothing to say. */
char *prompt_describe_value(App *app, LedgerField field, const char *text, gboolean *wrong);
/* Asks a question that one key answers: TRUE if it was `key` (the key that asked must be another
 * one). */
gboolean prompt_confirm(App *app, const char *question, char key);
/* Lets the user edit `text` in $VISUAL or $EDITOR; NULL with an error if that failed. */
char *prompt_edit_outside(App *app, const char *text, GError **error);
