#include "terminal_private.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

/* ── Keys ─────────────────────────────────────────────────────────────────────────────────── */

/* Beside the keys, the two ends of a paste. */
enum { PASTE_BEGIN = INPUT_F12 + 1, PASTE_END };

/* Sequences that xterm, the Linux console, rxvt, tmux and their kin send, whatever $TERM says. */
static const struct {
    const char *sequence;
    InputKey key;
} sequences[] = {
    {"\033[200~", PASTE_BEGIN},
    {"\033[201~", PASTE_END},
    {"\033[A", INPUT_UP},
    {"\033OA", INPUT_UP},
    {"\033[B", INPUT_DOWN},
    {"\033OB", INPUT_DOWN},
    {"\033[C", INPUT_RIGHT},
    {"\033OC", INPUT_RIGHT},
    {"\033[D", INPUT_LEFT},
    {"\033OD", INPUT_LEFT},
    {"\033[H", INPUT_HOME},
    {"\033OH", INPUT_HOME},
    {"\033[1~", INPUT_HOME},
    {"\033[7~", INPUT_HOME},
    {"\033[F", INPUT_END},
    {"\033OF", INPUT_END},
    {"\033[4~", INPUT_END},
    {"\033[8~", INPUT_END},
    {"\033[2~", INPUT_INSERT},
    {"\033[3~", INPUT_DELETE},
    {"\033[5~", INPUT_PAGE_UP},
    {"\033[6~", INPUT_PAGE_DOWN},
    {"\033[Z", INPUT_SHIFT | INPUT_TAB},
    {"\033[1;2A", INPUT_SHIFT | INPUT_UP},
    {"\033[1;2B", INPUT_SHIFT | INPUT_DOWN},
    {"\033[1;2C", INPUT_SHIFT | INPUT_RIGHT},
    {"\033[1;2D", INPUT_SHIFT | INPUT_LEFT},
    {"\033[1;2H", INPUT_SHIFT | INPUT_HOME},
    {"\033[1;2F", INPUT_SHIFT | INPUT_END},
    {"\033[1;6C", INPUT_CTRL | INPUT_SHIFT | INPUT_RIGHT},
    {"\033[1;6D", INPUT_CTRL | INPUT_SHIFT | INPUT_LEFT},
    {"\033[1;4C", INPUT_ALT | INPUT_SHIFT | INPUT_RIGHT},
    {"\033[1;4D", INPUT_ALT | INPUT_SHIFT | INPUT_LEFT},
    {"\033[1;3C", INPUT_ALT | INPUT_RIGHT},
    {"\033[1;3D", INPUT_ALT | INPUT_LEFT},
    {"\033[1;5A", INPUT_CTRL | INPUT_UP},
    {"\033[1;5B", INPUT_CTRL | INPUT_DOWN},
    {"\033[1;5C", INPUT_CTRL | INPUT_RIGHT},
    {"\033Oc", INPUT_CTRL | INPUT_RIGHT},
    {"\033[1;5D", INPUT_CTRL | INPUT_LEFT},
    {"\033Od", INPUT_CTRL | INPUT_LEFT},
    {"\033[1;5H", INPUT_CTRL | INPUT_HOME},
    {"\033[1;5F", INPUT_CTRL | INPUT_END},
    {"\033[3;5~", INPUT_CTRL | INPUT_DELETE},
    {"\033b", INPUT_ALT | 'b'},
    {"\033d", INPUT_ALT | 'd'},
    {"\033f", INPUT_ALT | 'f'},
    {"\033\r", INPUT_ALT | INPUT_ENTER},
    {"\033\177", INPUT_ALT | INPUT_BACKSPACE},
    {"\033OP", INPUT_F1},
    {"\033[11~", INPUT_F1},
    {"\033[[A", INPUT_F1},
    {"\033OQ", INPUT_F1 + 1},
    {"\033[12~", INPUT_F1 + 1},
    {"\033[[B", INPUT_F1 + 1},
    {"\033OR", INPUT_F1 + 2},
    {"\033[13~", INPUT_F1 + 2},
    {"\033[[C", INPUT_F1 + 2},
    {"\033OS", INPUT_F1 + 3},
    {"\033[14~", INPUT_F1 + 3},
    {"\033[[D", INPUT_F1 + 3},
    {"\033[15~", INPUT_F1 + 4},
    {"\033[[E", INPUT_F1 + 4},
    {"\033[17~", INPUT_F1 + 5},
    {"\033[18~", INPUT_F1 + 6},
    {"\033[19~", INPUT_F1 + 7},
    {"\033[20~", INPUT_F1 + 8},
    {"\033[21~", INPUT_F1 + 9},
    {"\033[23~", INPUT_F1 + 10},
    {"\033[24~", INPUT_F12},
};

/* The codes under which ncurses hands the sequences back: the rows of the table, far from its
 * own. */
enum { SEQUENCE_CODE = 0x4000 };

/* Keys that a terminal description has under a sequence of its own. */
static const struct {
    int code;
    InputKey key;
} described[] = {
    {KEY_UP, INPUT_UP},
    {KEY_DOWN, INPUT_DOWN},
    {KEY_LEFT, INPUT_LEFT},
    {KEY_RIGHT, INPUT_RIGHT},
    {KEY_HOME, INPUT_HOME},
    {KEY_A1, INPUT_HOME},
    {KEY_END, INPUT_END},
    {KEY_C1, INPUT_END},
    {KEY_PPAGE, INPUT_PAGE_UP},
    {KEY_A3, INPUT_PAGE_UP},
    {KEY_NPAGE, INPUT_PAGE_DOWN},
    {KEY_C3, INPUT_PAGE_DOWN},
    {KEY_IC, INPUT_INSERT},
    {KEY_DC, INPUT_DELETE},
    {KEY_ENTER, INPUT_ENTER},
    {KEY_BACKSPACE, INPUT_BACKSPACE},
    {KEY_BTAB, INPUT_SHIFT | INPUT_TAB},
};

void
terminal_keys_define(void)
{
    for (gsize i = 0; i < G_N_ELEMENTS(sequences); i++)
        define_key(sequences[i].sequence, SEQUENCE_CODE + (int)i);
}

/* The key behind a code of getch() that is no byte; INPUT_NONE if we have no use for it. */
static InputKey
key_of_code(int code)
{
    if (code >= SEQUENCE_CODE && code < SEQUENCE_CODE + (int)G_N_ELEMENTS(sequences))
        return sequences[code - SEQUENCE_CODE].key;
    if (code >= KEY_F(1) && code <= KEY_F(12))
        return INPUT_F1 + (InputKey)(code - KEY_F(1));
    for (gsize i = 0; i < G_N_ELEMENTS(described); i++) {
        if (described[i].code == code)
            return described[i].key;
    }
    return INPUT_NONE;
}

/* ── Values ───────────────────────────────────────────────────────────────────────────────── */

/* The next of the bytes that were read behind the end of a paste; ncurses never saw them. */
static int
value_ahead(Terminal *terminal)
{
    if (terminal->ahead == NULL)
        return ERR;
    const char *bytes = terminal->ahead->str;
    int value = (guchar)*bytes;
    gsize length = 1;
    for (gsize i = 0; i < G_N_ELEMENTS(sequences); i++) {
        if (g_str_has_prefix(bytes, sequences[i].sequence)) {
            value = SEQUENCE_CODE + (int)i;
            length = strlen(sequences[i].sequence);
        }
    }
    g_string_erase(terminal->ahead, 0, (gssize)length);
    if (terminal->ahead->len == 0) {
        g_string_free(terminal->ahead, TRUE);
        terminal->ahead = NULL;
    }
    return value;
}

static int
value_next(Terminal *terminal)
{
    int value = terminal->pushed;
    terminal->pushed = ERR;
    if (value == ERR)
        value = value_ahead(terminal);
    return value != ERR ? value : getch();
}

/* The next byte of a character that has begun: it may be on its way through a slow line. */
static int
value_next_soon(Terminal *terminal)
{
    int value = value_next(terminal);
    if (value == ERR) {
        struct pollfd source = {.fd = STDIN_FILENO, .events = POLLIN};
        if (poll(&source, 1, 100) > 0)
            value = getch();
    }
    return value;
}

/* ── Paste ────────────────────────────────────────────────────────────────────────────────── */

/* Reads past ncurses, which would take a call for each byte, up to the end of the paste. What was
 * read behind it goes into `ahead`. */
static GString *
paste_bytes(Terminal *terminal)
{
    static const char closing[] = "\033[201~";
    const gsize closing_length = sizeof closing - 1;
    GString *paste = g_steal_pointer(&terminal->ahead);
    if (paste == NULL)
        paste = g_string_new(NULL);
    gsize searched = 0;
    for (;;) {
        const char *end =
            memmem(paste->str + searched, paste->len - searched, closing, closing_length);
        if (end != NULL) {
            gsize length = (gsize)(end - paste->str), behind = length + closing_length;
            if (behind < paste->len)
                terminal->ahead =
                    g_string_new_len(paste->str + behind, (gssize)(paste->len - behind));
            g_string_truncate(paste, length);
            return paste;
        }
        searched = paste->len - MIN(paste->len, closing_length - 1);
        char bytes[4096];
        ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
        if (count <= 0)
            return paste;
        g_string_append_len(paste, bytes, count);
    }
}

/* Terminals send a line end as CR. */
static char *
paste_text(const GString *paste)
{
    g_autofree char *valid = g_utf8_make_valid(paste->str, (gssize)paste->len);
    GString *text = g_string_sized_new(paste->len + 1);
    for (const char *at = valid; *at != '\0'; at++) {
        if (*at == '\r' && at[1] == '\n')
            continue;
        g_string_append_c(text, *at == '\r' ? '\n' : *at);
    }
    return g_string_free(text, FALSE);
}

static void
paste_read(Terminal *terminal, InputEvent *event)
{
    struct termios modes, patient;
    tcgetattr(STDIN_FILENO, &modes);
    /* Bytes are waited for, but not for ever: a second of silence ends a paste that has no end. */
    patient = modes;
    patient.c_cc[VMIN] = 0;
    patient.c_cc[VTIME] = 10;
    tcsetattr(STDIN_FILENO, TCSANOW, &patient);
    GString *paste = paste_bytes(terminal);
    tcsetattr(STDIN_FILENO, TCSANOW, &modes);
    event->kind = INPUT_PASTE;
    event->paste = paste_text(paste);
    g_string_free(paste, TRUE);
}

/* ── Events ───────────────────────────────────────────────────────────────────────────────── */

static gboolean
mouse_read(InputEvent *event)
{
    static const struct {
        mmask_t mask;
        int button;
    } buttons[] = {
        {BUTTON1_PRESSED, INPUT_BUTTON_DOWN},
        {BUTTON1_RELEASED, INPUT_BUTTON_UP},
        {BUTTON4_PRESSED, 4},
        {BUTTON5_PRESSED, 5},
    };
    MEVENT mouse;
    if (getmouse(&mouse) != OK)
        return FALSE;
    for (gsize i = 0; i < G_N_ELEMENTS(buttons); i++) {
        if (mouse.bstate & buttons[i].mask) {
            event->kind = INPUT_MOUSE;
            event->row = mouse.y;
            event->column = mouse.x;
            event->button = buttons[i].button;
            return TRUE;
        }
    }
    return FALSE;
}

/* An Esc: the key, or the beginning of a sequence that nobody knows. Such a sequence is dropped
 * whole, or its letters would act as keys. */
static gboolean
escape_read(Terminal *terminal, InputEvent *event)
{
    int value = value_next(terminal);
    if (value == '[' || value == 'O') {
        int following = value_next(terminal);
        if (following != ERR) {
            while (following >= 0x20 && following < 0x40)
                following = value_next(terminal);
            if (following < 0x20 || following > 0x7e)
                terminal->pushed = following;
            return FALSE;
        }
    }
    terminal->pushed = value;
    input_event_set_key(event, INPUT_ESC);
    return TRUE;
}

/* A byte, and those that belong to the same character. */
static gboolean
character_read(Terminal *terminal, int value, InputEvent *event)
{
    for (; value >= 0 && value <= 0xff; value = value_next_soon(terminal)) {
        gunichar character;
        switch (input_decoder_feed(&terminal->decoder, (guint8)value, &character)) {
        case INPUT_DECODER_CHARACTER:
            input_event_set_key(event, character);
            return TRUE;
        case INPUT_DECODER_REPEAT:
            terminal->pushed = value;
            return FALSE;
        case INPUT_DECODER_INVALID:
            return FALSE;
        case INPUT_DECODER_MORE:
            break;
        }
    }
    terminal->decoder.count = 0;
    terminal->pushed = value;
    return FALSE;
}

static gboolean
value_read(Terminal *terminal, int value, InputEvent *event)
{
    if (value == 0x1b)
        return escape_read(terminal, event);
    if (value == KEY_MOUSE)
        return mouse_read(event);
    if (value <= 0xff && value >= 0x20 && value != 0x7f)
        return character_read(terminal, value, event);
    InputKey key = value <= 0xff ? input_key_of_control((guint8)value) : key_of_code(value);
    if (key == PASTE_BEGIN)
        paste_read(terminal, event);
    else if (key != INPUT_NONE && key != PASTE_END)
        input_event_set_key(event, key);
    return event->kind != INPUT_TIMEOUT;
}

/* Takes one event from what was typed; FALSE if that makes none. */
static gboolean
event_read(Terminal *terminal, InputEvent *event)
{
    int value;
    while ((value = value_next(terminal)) != ERR) {
        if (value_read(terminal, value, event))
            return TRUE;
    }
    return FALSE;
}

gboolean
terminal_read(Terminal *terminal, InputEvent *event)
{
    g_autofree InputEvent *kept = g_queue_pop_head(&terminal->kept);
    if (kept == NULL)
        return event_read(terminal, event);
    *event = *kept;
    return TRUE;
}

gboolean
terminal_read_ahead(Terminal *terminal, InputKey but, gboolean *pressed)
{
    InputEvent event = {0};
    if (!event_read(terminal, &event))
        return FALSE;
    if (but != INPUT_NONE && event.kind == INPUT_KEY && event.key == but)
        *pressed = TRUE;
    else
        g_queue_push_tail(&terminal->kept, g_memdup2(&event, sizeof event));
    return TRUE;
}

/* Not every byte makes an event: to promise one is to have it. */
gboolean
terminal_input_pending(Terminal *terminal)
{
    return !g_queue_is_empty(&terminal->kept) || terminal_read_ahead(terminal, INPUT_NONE, NULL);
}
