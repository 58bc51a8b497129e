#include "terminal_private.h"

#include "zhenggai/text.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

G_DEFINE_QUARK(terminal - error - quark, terminal_error)

/* How long an Esc may be the beginning of a key's sequence, in milliseconds. */
enum { ESCAPE_DELAY = 25 };

static const char paste_on[] = "\033[?2004h";
static const char paste_off[] = "\033[?2004l";
/* All ways of reporting the mouse that ncurses may have switched on. */
static const char mouse_off[] = "\033[?1000l\033[?1002l\033[?1003l\033[?1006l";

/* ncurses asks the C library for widths. That one does not know how wide this terminal draws
 * ambiguous characters, and must not disagree with the layout: here it asks the text layer. */
int
wcwidth(wchar_t character)
{
    int width = text_character_width((gunichar)character);
    return width == 0 && character != 0 && character < 0x20 ? -1 : width;
}

/* ── Taking and giving back ───────────────────────────────────────────────────────────────── */

static void
append_capability(GString *sequence, const char *name)
{
    const char *capability = tigetstr(name);
    if (capability == NULL || capability == (const char *)-1)
        return;
    /* Padding, $<5>, is for terminals that no longer are. */
    while (*capability != '\0') {
        const char *padding = strstr(capability, "$<");
        gsize length = padding != NULL ? (gsize)(padding - capability) : strlen(capability);
        g_string_append_len(sequence, capability, (gssize)length);
        capability += length;
        if (padding != NULL)
            capability += strcspn(capability, ">") + 1;
    }
}

/* What gives the terminal back when ncurses itself can no longer do it. */
static char *
restore_sequence(void)
{
    static const char *const capabilities[] = {"sgr0", "op", "rmkx", "cnorm", "rmcup"};
    GString *sequence = g_string_new(paste_off);
    g_string_append(sequence, mouse_off);
    for (gsize i = 0; i < G_N_ELEMENTS(capabilities); i++)
        append_capability(sequence, capabilities[i]);
    return g_string_free(sequence, FALSE);
}

/* Sends what ncurses has no word for. It writes to the descriptor too, and holds nothing back
 * between its calls. */
static void
terminal_send(const char *sequence)
{
    ssize_t written G_GNUC_UNUSED = write(STDOUT_FILENO, sequence, strlen(sequence));
}

static void
terminal_give(Terminal *terminal)
{
    if (terminal->mouse)
        mousemask(0, NULL);
    terminal_send(paste_off);
    endwin();
    signals_terminal_ours(FALSE);
}

static void
terminal_take(Terminal *terminal)
{
    signals_terminal_ours(TRUE);
    refresh();
    terminal_send(paste_on);
    if (terminal->mouse)
        mousemask(ALL_MOUSE_EVENTS, NULL);
    terminal_redraw(terminal);
    terminal->resized = TRUE;
}

static SCREEN *
screen_new(GError **error)
{
    SCREEN *screen = newterm(NULL, stdout, stdin);
    if (screen == NULL)
        screen = newterm("xterm-256color", stdout, stdin);
    if (screen == NULL) {
        g_set_error(error, TERMINAL_ERROR, TERMINAL_ERROR_UNUSABLE,
                    _("cannot open the terminal: neither “%s” nor xterm-256color is described on "
                      "this machine; install ncurses-base, or set TERM"),
                    g_getenv("TERM") != NULL ? g_getenv("TERM") : "");
        return NULL;
    }
    const char *place_cursor = tigetstr("cup");
    if (place_cursor == NULL || place_cursor == (const char *)-1) {
        endwin();
        delscreen(screen);
        g_set_error(error, TERMINAL_ERROR, TERMINAL_ERROR_UNUSABLE,
                    _("cannot open the terminal: “%s” cannot place its cursor; set TERM, for "
                      "example TERM=xterm-256color, or use the commands (zhenggai --help)"),
                    g_getenv("TERM") != NULL ? g_getenv("TERM") : "");
        return NULL;
    }
    return screen;
}

static void
screen_configure(void)
{
    raw();
    noecho();
    nonl();
    set_escdelay(ESCAPE_DELAY);
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    idlok(stdscr, TRUE);
    mouseinterval(0);
    terminal_keys_define();
}

/* The size as the terminal says it: ncurses would believe $LINES and $COLUMNS first. */
static void
terminal_adopt_size(Terminal *terminal)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
        resize_term(size.ws_row, size.ws_col);
    getmaxyx(stdscr, terminal->rows, terminal->columns);
    terminal_redraw(terminal);
}

Terminal *
terminal_open(gboolean colour, GError **error)
{
    struct termios modes;
    if (tcgetattr(STDIN_FILENO, &modes) != 0 || !isatty(STDOUT_FILENO)) {
        g_set_error(error, TERMINAL_ERROR, TERMINAL_ERROR_UNUSABLE,
                    _("cannot open the terminal: standard input and output are not a terminal"));
        return NULL;
    }
    if (!signals_open(STDOUT_FILENO, &modes, error))
        return NULL;
    SCREEN *screen = screen_new(error);
    if (screen == NULL) {
        signals_close();
        return NULL;
    }
    g_autofree char *restore = restore_sequence();
    signals_restore_set(restore);
    signals_terminal_ours(TRUE);
    Terminal *terminal = g_new0(Terminal, 1);
    terminal->screen = screen;
    terminal->pushed = ERR;
    terminal_adopt_size(terminal);
    screen_configure();
    terminal_styles_init(terminal, colour && theme_colour_wanted());
    terminal_send(paste_on);
    return terminal;
}

void
terminal_close(Terminal *terminal)
{
    if (terminal == NULL)
        return;
    terminal_give(terminal);
    signals_close();
    delscreen(terminal->screen);
    canvas_free(terminal->painted);
    for (InputEvent *kept; (kept = g_queue_pop_head(&terminal->kept)) != NULL; g_free(kept))
        input_event_clear(kept);
    if (terminal->ahead != NULL)
        g_string_free(terminal->ahead, TRUE);
    g_free(terminal);
}

int
terminal_rows(const Terminal *terminal)
{
    return terminal->rows;
}

int
terminal_columns(const Terminal *terminal)
{
    return terminal->columns;
}

void
terminal_mouse_set(Terminal *terminal, gboolean on)
{
    terminal->mouse = on;
    mousemask(on ? ALL_MOUSE_EVENTS : 0, NULL);
}

/* ── Lending ──────────────────────────────────────────────────────────────────────────────── */

gboolean
terminal_run(Terminal *terminal, const char *const *arguments, int *status, GError **error)
{
    terminal_give(terminal);
    gboolean ran = g_spawn_sync(NULL, (char **)arguments, NULL,
                                G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN, NULL, NULL,
                                NULL, NULL, status, error);
    terminal_take(terminal);
    return ran;
}

void
terminal_suspend(Terminal *terminal)
{
    terminal_give(terminal);
    signals_stop_now();
    terminal_take(terminal);
}

/* ── Waiting ──────────────────────────────────────────────────────────────────────────────── */

static void
terminal_heed_signals(Terminal *terminal)
{
    SignalsMask mask = signals_take();
    if (mask & SIGNALS_END)
        terminal->ended = TRUE;
    else if (mask & SIGNALS_STOP)
        terminal_suspend(terminal);
    else if (mask & SIGNALS_CONTINUE) {
        /* Stopped without being asked: the shell may have changed the modes. */
        terminal_give(terminal);
        terminal_take(terminal);
    }
    if (mask & SIGNALS_RESIZE)
        terminal->resized = TRUE;
}

/* Whether stdin is readable and yet has nothing to read. */
static gboolean
input_is_at_end(void)
{
    struct pollfd source = {.fd = STDIN_FILENO, .events = POLLIN};
    int unread = 0;
    return poll(&source, 1, 0) > 0 && ioctl(STDIN_FILENO, FIONREAD, &unread) == 0 && unread == 0;
}

/* Whether something came: FALSE after `timeout` milliseconds. When the terminal is gone it is
 * readable for ever and gives nothing. */
static gboolean
terminal_poll(Terminal *terminal, int timeout)
{
    struct pollfd sources[] = {
        {.fd = STDIN_FILENO, .events = POLLIN},
        {.fd = signals_descriptor(), .events = POLLIN},
    };
    int ready = poll(sources, G_N_ELEMENTS(sources), timeout);
    if (ready < 0)
        return errno == EINTR;
    if (sources[0].revents & (POLLHUP | POLLERR | POLLNVAL))
        terminal->ended = TRUE;
    if (sources[0].revents & POLLIN && !terminal_input_pending(terminal) && input_is_at_end())
        terminal->ended = TRUE;
    return ready > 0;
}

void
terminal_wait(Terminal *terminal, int timeout, InputEvent *event)
{
    input_event_clear(event);
    do {
        terminal_heed_signals(terminal);
        if (terminal->ended) {
            event->kind = INPUT_HANGUP;
            return;
        }
        if (terminal->resized) {
            terminal->resized = FALSE;
            terminal_adopt_size(terminal);
            event->kind = INPUT_RESIZE;
            return;
        }
        if (terminal_read(terminal, event))
            return;
    } while (terminal_poll(terminal, timeout));
}

gboolean
terminal_keep(Terminal *terminal, InputKey but)
{
    gboolean pressed = FALSE;
    terminal_heed_signals(terminal);
    while (terminal_read_ahead(terminal, but, &pressed))
        continue;
    terminal_poll(terminal, 0);
    return pressed || terminal->ended;
}
