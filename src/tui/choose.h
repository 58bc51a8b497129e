/* A choice: one line of a list, by arrows, by a letter, or by typing a part of it. The palette, the
 * help, the progress, the year and the first start are choices. */
#pragma once

#include "app.h"

typedef struct {
    char *key; /* shown before the label and, if one character, chooses at once; or NULL */
    char *label;
    char *search;     /* further words that typing finds, or NULL */
    char *help;       /* shown below while the line is selected, or NULL */
    gboolean heading; /* no line to choose, only a title of those below */
    int value;
} Choice;

typedef struct {
    const char *title;
    GPtrArray *choices; /* Choice, in their order */
    const char *intro;  /* sentences above the list, or NULL */
    gboolean typed;     /* what is typed narrows the list; else a choice's key chooses it */
    int value;          /* selected at first */
} ChooseSpec;

/* A choice for the array; the strings are copied. */
void choose_add(GPtrArray *choices, int value, const char *key, const char *label,
                const char *search, const char *help);
void choose_add_heading(GPtrArray *choices, const char *label);
/* An array that frees its choices. */
GPtrArray *choose_array_new(void);

/* Lets the user choose: FALSE if Esc was pressed. Takes spec->choices over. */
gboolean choose_run(App *app, const ChooseSpec *spec, int *value);
