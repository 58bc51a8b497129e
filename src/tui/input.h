/* What a person does at the terminal, and the keys by name. Nothing here knows ncurses. */
#pragma once

#include <glib.h>

/* ── Keys ─────────────────────────────────────────────────────────────────────────────────── */

/* A key is the Unicode character that it types, or one of the names below, with modifiers added:
 * 'a', U'整', INPUT_F1, INPUT_CTRL | 'R' (always the capital), INPUT_CTRL | INPUT_LEFT. */
typedef guint32 InputKey;

enum {
    INPUT_NONE = 0, /* no key */
    /* Behind the last Unicode character. */
    INPUT_ENTER = 0x200000,
    INPUT_ESC,
    INPUT_TAB,
    INPUT_BACKSPACE,
    INPUT_DELETE,
    INPUT_INSERT,
    INPUT_UP,
    INPUT_DOWN,
    INPUT_LEFT,
    INPUT_RIGHT,
    INPUT_HOME,
    INPUT_END,
    INPUT_PAGE_UP,
    INPUT_PAGE_DOWN,
    INPUT_F1,
    INPUT_F12 = INPUT_F1 + 11,
    /* Modifiers. */
    INPUT_SHIFT = 1 << 24, /* with named keys only: a capital is a character of its own */
    INPUT_CTRL = 1 << 25,
    INPUT_ALT = 1 << 26
};

/* The name that people read: "a", "整", "Space", "Enter", "F2", "PgDn", "Ctrl-R", "Alt-b",
 * "Shift-Tab". The caller owns it. */
char *input_key_name(InputKey key);
/* The key of a name, letter case of the words not counting ("ctrl-r", "pgdn"); INPUT_NONE if there
 * is no such key. */
InputKey input_key_parse(const char *name);

/* The key that sends the control byte `byte` (below 0x20, or 0x7f). */
InputKey input_key_of_control(guint8 byte);

/* A key typed through an input method as the key that was meant: full-width forms (：／？ａ),
 * the full-width blank, and 。and 、, which stand on the keys of . and /, become ASCII; every other
 * key stays. */
InputKey input_halfwidth(InputKey key);

/* ── Events ───────────────────────────────────────────────────────────────────────────────── */

typedef enum {
    INPUT_TIMEOUT, /* nothing happened in time */
    INPUT_KEY,
    INPUT_PASTE,
    INPUT_MOUSE,
    INPUT_RESIZE, /* the size changed, or the screen was lost: draw all again */
    INPUT_HANGUP  /* the terminal is gone, or the program is asked to end: it says so every time */
} InputKind;

/* The first button, as InputEvent tells it. */
enum { INPUT_BUTTON_UP = 0, INPUT_BUTTON_DOWN = 1 };

typedef struct {
    InputKind kind;
    InputKey key;    /* KEY */
    char text[8];    /* KEY: the character in UTF-8; "" for a key that types none */
    char *paste;     /* PASTE: all of it, valid UTF-8, line ends as LF, control characters as they
                        came; the event owns it */
    int row, column; /* MOUSE: the cell */
    int button;      /* MOUSE: 1 pressed, 0 let go, 4 wheel up, 5 wheel down */
} InputEvent;

/* Frees what the event owns and makes it a timeout. A zeroed event is a valid one. */
void input_event_clear(InputEvent *event);
/* Makes `event` the pressing of `key`. */
void input_event_set_key(InputEvent *event, InputKey key);

/* ── Bytes to characters ──────────────────────────────────────────────────────────────────── */

/* UTF-8 as it arrives, byte by byte. Begin with a zeroed decoder. */
typedef struct {
    char bytes[4];
    gsize count;
} InputDecoder;

typedef enum {
    INPUT_DECODER_MORE,      /* the character is not complete yet */
    INPUT_DECODER_CHARACTER, /* *character is complete */
    INPUT_DECODER_INVALID,   /* what came, this byte included, is no UTF-8: forgotten */
    INPUT_DECODER_REPEAT     /* what came before this byte is no UTF-8: forgotten; feed it again */
} InputDecoderState;

/* One invalid byte never swallows the bytes after it. */
InputDecoderState input_decoder_feed(InputDecoder *decoder, guint8 byte, gunichar *character);
