#include "terminal.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vterm.h>

/* Sanitizers and a busy machine are slow; a test that passes never waits that long. */
enum { DEADLINE_SECONDS = 120, STILL_MILLISECONDS = 400 };

struct Terminal {
    pid_t process;
    int pidfd;
    int pty; /* -1 after a hang-up */
    gboolean at_end;
    gboolean reaped;
    int status;
    GString *received;
    GString
        *held; /* of a wide terminal: bytes of a character that is not complete; NULL: it is none
                */

    int rows, columns;
    VTerm *vterm;
    VTermScreen *screen;
    gboolean cursor_shown, fullscreen;
};

/* ── Start and end ────────────────────────────────────────────────────────────────────────── */

static int
note_property(VTermProp property, VTermValue *value, void *data)
{
    Terminal *terminal = data;
    if (property == VTERM_PROP_CURSORVISIBLE)
        terminal->cursor_shown = value->boolean;
    else if (property == VTERM_PROP_ALTSCREEN)
        terminal->fullscreen = value->boolean;
    return 1;
}

/* libvterm 0.1.4 crashes on a wide character where there is but one column. */
static int
emulator_columns(int columns)
{
    return MAX(columns, 2);
}

static void
emulator_start(Terminal *terminal)
{
    static const VTermScreenCallbacks callbacks = {.settermprop = note_property};
    terminal->vterm = vterm_new(terminal->rows, emulator_columns(terminal->columns));
    vterm_set_utf8(terminal->vterm, 1);
    terminal->screen = vterm_obtain_screen(terminal->vterm);
    terminal->cursor_shown = TRUE;
    vterm_screen_set_callbacks(terminal->screen, &callbacks, terminal);
    vterm_screen_enable_altscreen(terminal->screen, 1);
    vterm_screen_reset(terminal->screen, 1);
}

/* In the child: never returns. */
static void
program_run(const char *const *arguments, const char *const *environment)
{
    clearenv();
    setenv("PATH", "/usr/local/bin:/usr/bin:/bin", 1);
    setenv("TERM", "xterm-256color", 1);
    setenv("LANG", "C.UTF-8", 1);
    for (; environment != NULL && *environment != NULL; environment++)
        putenv((char *)*environment);
    execvp(arguments[0], (char *const *)arguments);
    dprintf(STDERR_FILENO, "cannot run %s: %s\n", arguments[0], strerror(errno));
    _exit(127);
}

Terminal *
terminal_start(int rows, int columns, const char *const *arguments, const char *const *environment)
{
    Terminal *terminal = g_new0(Terminal, 1);
    terminal->rows = rows;
    terminal->columns = columns;
    terminal->received = g_string_new(NULL);
    emulator_start(terminal);
    struct winsize size = {.ws_row = (gushort)rows, .ws_col = (gushort)columns};
    terminal->process = forkpty(&terminal->pty, NULL, NULL, &size);
    if (terminal->process == 0)
        program_run(arguments, environment);
    ck_assert_msg(terminal->process > 0, "forkpty: %s", strerror(errno));
    terminal->pidfd = pidfd_open(terminal->process, 0);
    ck_assert_msg(terminal->pidfd >= 0, "pidfd_open: %s", strerror(errno));
    fcntl(terminal->pty, F_SETFL, O_NONBLOCK);
    fcntl(terminal->pty, F_SETFD, FD_CLOEXEC);
    return terminal;
}

static void
program_reap(Terminal *terminal)
{
    int status;
    if (terminal->reaped || waitpid(terminal->process, &status, 0) != terminal->process)
        return;
    terminal->reaped = TRUE;
    terminal->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void
terminal_free(Terminal *terminal)
{
    if (terminal == NULL)
        return;
    if (!terminal->reaped)
        kill(terminal->process, SIGKILL);
    program_reap(terminal);
    terminal_hang_up(terminal);
    close(terminal->pidfd);
    vterm_free(terminal->vterm);
    g_string_free(terminal->received, TRUE);
    if (terminal->held != NULL)
        g_string_free(terminal->held, TRUE);
    g_free(terminal);
}

pid_t
terminal_process(const Terminal *terminal)
{
    return terminal->process;
}

void
terminal_wide_set(Terminal *terminal)
{
    terminal->held = g_string_new(NULL);
}

void
terminal_hang_up(Terminal *terminal)
{
    if (terminal->pty >= 0)
        close(terminal->pty);
    terminal->pty = -1;
    terminal->at_end = TRUE;
}

/* ── Bytes to and from the program ────────────────────────────────────────────────────────── */

static gint64
deadline_new(void)
{
    return g_get_monotonic_time() + DEADLINE_SECONDS * G_USEC_PER_SEC;
}

/* The emulator knows no such terminals: it gets a blank behind each ambiguous character. */
static void
output_widen(Terminal *terminal, const char *bytes, gsize length)
{
    gsize done = 0;
    g_string_append_len(terminal->held, bytes, (gssize)length);
    while (done < terminal->held->len) {
        const char *at = terminal->held->str + done;
        gunichar character = g_utf8_get_char_validated(at, (gssize)(terminal->held->len - done));
        if (character == (gunichar)-2)
            break;
        gsize size = character == (gunichar)-1 ? 1 : (gsize)(g_utf8_next_char(at) - at);
        vterm_input_write(terminal->vterm, at, size);
        if (size > 1 && g_unichar_iswide_cjk(character) && !g_unichar_iswide(character))
            vterm_input_write(terminal->vterm, " ", 1);
        done += size;
    }
    g_string_erase(terminal->held, 0, (gssize)done);
}

/* Takes what the program has written so far. */
static void
output_take(Terminal *terminal)
{
    char bytes[16384];
    ssize_t count = 0;
    while (!terminal->at_end && (count = read(terminal->pty, bytes, sizeof bytes)) > 0) {
        g_string_append_len(terminal->received, bytes, count);
        if (terminal->held != NULL)
            output_widen(terminal, bytes, (gsize)count);
        else
            vterm_input_write(terminal->vterm, bytes, (gsize)count);
    }
    /* Linux ends a pty with EIO. */
    if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
        terminal->at_end = TRUE;
}

/* Sends bytes; takes output meanwhile, or the two would wait for each other. */
static void
input_send(Terminal *terminal, const char *bytes, gsize length)
{
    gint64 deadline = deadline_new();
    while (length > 0 && !terminal->at_end && g_get_monotonic_time() < deadline) {
        struct pollfd source = {.fd = terminal->pty, .events = POLLIN | POLLOUT};
        poll(&source, 1, 1000);
        if (source.revents & POLLIN)
            output_take(terminal);
        if (!(source.revents & POLLOUT) || terminal->at_end)
            continue;
        ssize_t count = write(terminal->pty, bytes, length);
        if (count > 0) {
            bytes += count;
            length -= (gsize)count;
        }
    }
    ck_assert_msg(length == 0 || terminal->at_end, "the program reads no input");
}

/* Sends what the emulator has to say: keys, and answers to the program's questions. */
static void
emulator_send(Terminal *terminal)
{
    char bytes[4096];
    gsize count;
    while ((count = vterm_output_read(terminal->vterm, bytes, sizeof bytes)) > 0)
        input_send(terminal, bytes, count);
}

/* Waits until something comes or ends; FALSE at the deadline. */
static gboolean
output_wait(Terminal *terminal, gint64 deadline)
{
    gint64 left = deadline - g_get_monotonic_time();
    if (left <= 0)
        return FALSE;
    struct pollfd sources[] = {
        {.fd = terminal->at_end ? -1 : terminal->pty, .events = POLLIN},
        {.fd = terminal->reaped ? -1 : terminal->pidfd, .events = POLLIN},
    };
    if (sources[0].fd < 0 && sources[1].fd < 0)
        return FALSE;
    if (poll(sources, G_N_ELEMENTS(sources), (int)(left / 1000) + 1) <= 0)
        return FALSE;
    if (sources[1].revents != 0)
        program_reap(terminal);
    output_take(terminal);
    emulator_send(terminal);
    return TRUE;
}

/* ── What the person does ─────────────────────────────────────────────────────────────────── */

void
terminal_type(Terminal *terminal, const char *text)
{
    input_send(terminal, text, strlen(text));
}

static const struct {
    const char *name;
    VTermKey key;
} key_names[] = {
    {"Enter", VTERM_KEY_ENTER},
    {"Esc", VTERM_KEY_ESCAPE},
    {"Tab", VTERM_KEY_TAB},
    {"Backspace", VTERM_KEY_BACKSPACE},
    {"Del", VTERM_KEY_DEL},
    {"Ins", VTERM_KEY_INS},
    {"Up", VTERM_KEY_UP},
    {"Down", VTERM_KEY_DOWN},
    {"Left", VTERM_KEY_LEFT},
    {"Right", VTERM_KEY_RIGHT},
    {"Home", VTERM_KEY_HOME},
    {"End", VTERM_KEY_END},
    {"PgUp", VTERM_KEY_PAGEUP},
    {"PgDn", VTERM_KEY_PAGEDOWN},
    {"F1", VTERM_KEY_FUNCTION(1)},
    {"F2", VTERM_KEY_FUNCTION(2)},
    {"F3", VTERM_KEY_FUNCTION(3)},
    {"F4", VTERM_KEY_FUNCTION(4)},
    {"F5", VTERM_KEY_FUNCTION(5)},
    {"F6", VTERM_KEY_FUNCTION(6)},
    {"F7", VTERM_KEY_FUNCTION(7)},
    {"F8", VTERM_KEY_FUNCTION(8)},
    {"F9", VTERM_KEY_FUNCTION(9)},
    {"F10", VTERM_KEY_FUNCTION(10)},
    {"F11", VTERM_KEY_FUNCTION(11)},
    {"F12", VTERM_KEY_FUNCTION(12)},
};

static void
key_press(Terminal *terminal, const char *name)
{
    static const struct {
        const char *prefix;
        VTermModifier modifier;
    } prefixes[] = {
        {"Ctrl-", VTERM_MOD_CTRL}, {"Alt-", VTERM_MOD_ALT}, {"Shift-", VTERM_MOD_SHIFT}};
    VTermModifier modifiers = VTERM_MOD_NONE;
    const char *key = name;
    for (gsize i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        if (g_str_has_prefix(key, prefixes[i].prefix)) {
            modifiers |= prefixes[i].modifier;
            key += strlen(prefixes[i].prefix);
        }
    }
    for (gsize i = 0; i < G_N_ELEMENTS(key_names); i++) {
        if (strcmp(key, key_names[i].name) == 0) {
            vterm_keyboard_key(terminal->vterm, key_names[i].key, modifiers);
            return;
        }
    }
    gunichar character = strcmp(key, "Space") == 0 ? ' ' : g_utf8_get_char(key);
    ck_assert_msg(character == ' ' || g_utf8_strlen(key, -1) == 1, "“%s” is no key", name);
    if (modifiers & VTERM_MOD_CTRL)
        character = (gunichar)g_ascii_tolower((char)character);
    vterm_keyboard_unichar(terminal->vterm, character, modifiers);
}

void
terminal_press(Terminal *terminal, const char *names)
{
    g_auto(GStrv) keys = g_strsplit(names, " ", -1);
    /* The modes of the keyboard are what the program has asked for so far. */
    output_take(terminal);
    for (char **key = keys; *key != NULL; key++) {
        key_press(terminal, *key);
        emulator_send(terminal);
    }
}

void
terminal_paste(Terminal *terminal, const char *text)
{
    g_autofree char *sent = g_strdelimit(g_strdup(text), "\n", '\r');
    output_take(terminal);
    vterm_keyboard_start_paste(terminal->vterm);
    emulator_send(terminal);
    input_send(terminal, sent, strlen(sent));
    vterm_keyboard_end_paste(terminal->vterm);
    emulator_send(terminal);
}

void
terminal_resize(Terminal *terminal, int rows, int columns)
{
    output_take(terminal);
    terminal->rows = rows;
    terminal->columns = columns;
    vterm_set_size(terminal->vterm, rows, emulator_columns(columns));
    struct winsize size = {.ws_row = (gushort)rows, .ws_col = (gushort)columns};
    ioctl(terminal->pty, TIOCSWINSZ, &size);
}

/* ── The screen ───────────────────────────────────────────────────────────────────────────── */

/* libvterm fills the place behind a wide character with this. */
static const uint32_t right_half = (uint32_t)-1;

char *
terminal_screen(Terminal *terminal)
{
    GString *text = g_string_new(NULL);
    for (int row = 0; row < terminal->rows; row++) {
        gsize kept = text->len;
        for (int column = 0; column < terminal->columns; column++) {
            VTermScreenCell cell = {.chars = {0}};
            vterm_screen_get_cell(terminal->screen, (VTermPos){row, column}, &cell);
            if (cell.chars[0] == right_half)
                continue;
            if (cell.chars[0] == 0)
                g_string_append_c(text, ' ');
            for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; i++)
                g_string_append_unichar(text, cell.chars[i]);
            if (cell.chars[0] != 0 && cell.chars[0] != ' ')
                kept = text->len;
        }
        g_string_truncate(text, kept);
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

gboolean
terminal_cursor(Terminal *terminal, int *row, int *column)
{
    VTermPos position;
    vterm_state_get_cursorpos(vterm_obtain_state(terminal->vterm), &position);
    *row = position.row;
    *column = position.col;
    return terminal->cursor_shown;
}

static int
colour_index(VTermColor colour)
{
    if (VTERM_COLOR_IS_DEFAULT_FG(&colour) || VTERM_COLOR_IS_DEFAULT_BG(&colour))
        return -1;
    return VTERM_COLOR_IS_INDEXED(&colour) ? colour.indexed.idx : -2;
}

TerminalCell
terminal_cell(Terminal *terminal, int row, int column)
{
    ck_assert(row >= 0 && row < terminal->rows && column >= 0 && column < terminal->columns);
    VTermScreenCell cell = {.chars = {0}};
    vterm_screen_get_cell(terminal->screen, (VTermPos){row, column}, &cell);
    return (TerminalCell){
        .bold = cell.attrs.bold,
        .underline = cell.attrs.underline != VTERM_UNDERLINE_OFF,
        .reverse = cell.attrs.reverse,
        .foreground = colour_index(cell.fg),
        .background = colour_index(cell.bg),
        .width = cell.chars[0] == right_half ? 0 : cell.width,
    };
}

gboolean
terminal_is_fullscreen(const Terminal *terminal)
{
    return terminal->fullscreen;
}

const GString *
terminal_received(const Terminal *terminal)
{
    return terminal->received;
}

/* ── Waiting ──────────────────────────────────────────────────────────────────────────────── */

/* Waits without telling. */
static gboolean
terminal_becomes(Terminal *terminal, TerminalCondition condition, gconstpointer data)
{
    gint64 deadline = deadline_new();
    output_take(terminal);
    while (!condition(terminal, data)) {
        if (!output_wait(terminal, deadline))
            return condition(terminal, data);
    }
    return TRUE;
}

/* As above; tells on stderr what was waited for in vain. */
G_GNUC_PRINTF(4, 5)
static gboolean
terminal_expect(Terminal *terminal, TerminalCondition condition, gconstpointer data,
                const char *format, ...)
{
    if (terminal_becomes(terminal, condition, data))
        return TRUE;
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *expected = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *screen = terminal_screen(terminal);
    int row, column;
    gboolean shown = terminal_cursor(terminal, &row, &column);
    /* g_printerr() would turn Chinese into question marks: a test has no locale. */
    fprintf(stderr, "waited in vain for %s; cursor %s at %d,%d; the screen:\n%s", expected,
            shown ? "shown" : "hidden", row, column, screen);
    return FALSE;
}

gboolean
terminal_until(Terminal *terminal, TerminalCondition condition, gconstpointer data)
{
    return terminal_expect(terminal, condition, data, "a condition of the test");
}

static gboolean
screen_has(Terminal *terminal, gconstpointer text)
{
    g_autofree char *screen = terminal_screen(terminal);
    return strstr(screen, text) != NULL;
}

static gboolean
screen_has_not(Terminal *terminal, gconstpointer text)
{
    return !screen_has(terminal, text);
}

gboolean
terminal_shows(Terminal *terminal, const char *text)
{
    return terminal_expect(terminal, screen_has, text, "“%s”", text);
}

gboolean
terminal_lacks(Terminal *terminal, const char *text)
{
    return terminal_expect(terminal, screen_has_not, text, "“%s” to go", text);
}

static gboolean
cursor_is_at(Terminal *terminal, gconstpointer place)
{
    const int *wanted = place;
    int row, column;
    return terminal_cursor(terminal, &row, &column) && row == wanted[0] && column == wanted[1];
}

gboolean
terminal_cursor_at(Terminal *terminal, int row, int column)
{
    int place[] = {row, column};
    return terminal_expect(terminal, cursor_is_at, place, "the cursor at %d,%d", row, column);
}

static gboolean
program_has_ended(Terminal *terminal, gconstpointer data)
{
    return terminal->reaped;
}

gboolean
terminal_has_ended(Terminal *terminal)
{
    struct pollfd source = {.fd = terminal->pidfd, .events = POLLIN};
    return terminal->reaped || poll(&source, 1, 0) > 0;
}

gboolean
terminal_exits(Terminal *terminal, int *status)
{
    if (!terminal_expect(terminal, program_has_ended, NULL, "the program's end"))
        return FALSE;
    output_take(terminal);
    *status = terminal->status;
    return TRUE;
}

/* ── Golden screens ───────────────────────────────────────────────────────────────────────── */

static gboolean
screen_is(Terminal *terminal, gconstpointer wanted)
{
    g_autofree char *screen = terminal_screen(terminal);
    return strcmp(screen, wanted) == 0;
}

static void
screen_write(Terminal *terminal, const char *path)
{
    while (output_wait(terminal, g_get_monotonic_time() + STILL_MILLISECONDS * 1000))
        continue;
    g_autofree char *screen = terminal_screen(terminal);
    g_autoptr(GError) error = NULL;
    ck_assert_msg(g_file_set_contents(path, screen, -1, &error), "%s: %s", path,
                  error != NULL ? error->message : "");
}

gboolean
terminal_matches(Terminal *terminal, const char *name)
{
    g_autofree char *path = g_strdup_printf("%s/screens/%s.txt", TESTS_FOLDER, name);
    if (g_strcmp0(g_getenv("UPDATE_SCREENS"), "1") == 0)
        screen_write(terminal, path);
    g_autofree char *wanted = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &wanted, NULL, &error)) {
        fprintf(stderr, "%s (UPDATE_SCREENS=1 writes it)\n", error->message);
        wanted = g_strdup("");
    }
    return terminal_expect(terminal, screen_is, wanted, "the screen %s:\n%s", name, wanted);
}
