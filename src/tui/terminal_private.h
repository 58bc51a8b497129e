/* What the files of the terminal share. */
#pragma once

#include "signals.h"
#include "terminal.h"

#include <curses.h>

struct Terminal {
    SCREEN *screen;
    int rows, columns;
    gboolean mouse;

    Canvas *painted; /* what the terminal shows; NULL: unknown */
    attr_t attributes[STYLE_COUNT];
    short pairs[STYLE_COUNT];

    InputDecoder decoder;
    int pushed;       /* a value of getch() that was read too early; ERR: none */
    GString *ahead;   /* bytes that were read behind a paste; NULL: none */
    GQueue kept;      /* InputEvent: read before anybody waited for them */
    gboolean resized; /* an INPUT_RESIZE is due */
    gboolean ended;   /* INPUT_HANGUP from now on */
};

/* Gives ncurses the styles' colours and attributes. */
void terminal_styles_init(Terminal *terminal, gboolean colour);
/* Tells ncurses the sequences of keys that terminal descriptions leave out. */
void terminal_keys_define(void);
/* Takes one event from what was typed already; FALSE if that makes none. */
gboolean terminal_read(Terminal *terminal, InputEvent *event);
/* Keeps one event for terminal_read(), or, if it is the key `but`, says that it was pressed. FALSE
 * if nothing was typed. */
gboolean terminal_read_ahead(Terminal *terminal, InputKey but, gboolean *pressed);
