#include "input.h"

#include "zhenggai/text.h"

#include <string.h>

/* ── Keys ─────────────────────────────────────────────────────────────────────────────────── */

static const struct {
    const char *name;
    InputKey key;
} names[] = {
    {N_("Space"), ' '},       {"Enter", INPUT_ENTER},         {"Esc", INPUT_ESC},
    {"Tab", INPUT_TAB},       {"Backspace", INPUT_BACKSPACE}, {"Del", INPUT_DELETE},
    {"Ins", INPUT_INSERT},    {N_("Up"), INPUT_UP},           {N_("Down"), INPUT_DOWN},
    {N_("Left"), INPUT_LEFT}, {N_("Right"), INPUT_RIGHT},     {"Home", INPUT_HOME},
    {"End", INPUT_END},       {"PgUp", INPUT_PAGE_UP},        {"PgDn", INPUT_PAGE_DOWN},
    {"F1", INPUT_F1},         {"F2", INPUT_F1 + 1},           {"F3", INPUT_F1 + 2},
    {"F4", INPUT_F1 + 3},     {"F5", INPUT_F1 + 4},           {"F6", INPUT_F1 + 5},
    {"F7", INPUT_F1 + 6},     {"F8", INPUT_F1 + 7},           {"F9", INPUT_F1 + 8},
    {"F10", INPUT_F1 + 9},    {"F11", INPUT_F1 + 10},         {"F12", INPUT_F12},
};

static const struct {
    const char *prefix;
    InputKey modifier;
} modifiers[] = {{"Ctrl-", INPUT_CTRL}, {"Alt-", INPUT_ALT}, {"Shift-", INPUT_SHIFT}};

static const InputKey every_modifier = INPUT_CTRL | INPUT_ALT | INPUT_SHIFT;

char *
input_key_name(InputKey key)
{
    GString *name = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(modifiers); i++) {
        if (key & modifiers[i].modifier)
            g_string_append(name, modifiers[i].prefix);
    }
    key &= ~every_modifier;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        if (names[i].key == key) {
            g_string_append(name, names[i].name);
            return g_string_free(name, FALSE);
        }
    }
    g_string_append_unichar(name, key);
    return g_string_free(name, FALSE);
}

char *
input_key_label(const char *keys)
{
    g_auto(GStrv) words = g_strsplit(keys, " ", -1);
    for (char **word = words; *word != NULL; word++) {
        char *label = g_strdup(**word == '\0' ? "" : _(*word));
        g_free(*word);
        *word = label;
    }
    return g_strjoinv(" ", words);
}

/* The key without modifiers that `name` names. */
static InputKey
plain_key_parse(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_ascii_strcasecmp(name, names[i].name) == 0)
            return names[i].key;
    }
    gunichar character = g_utf8_get_char_validated(name, -1);
    if (character < 0x20 || character >= (gunichar)-2 || *g_utf8_next_char(name) != '\0')
        return INPUT_NONE;
    return character;
}

InputKey
input_key_parse(const char *name)
{
    InputKey modifier = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(modifiers); i++) {
        gsize length = strlen(modifiers[i].prefix);
        if (g_ascii_strncasecmp(name, modifiers[i].prefix, length) == 0) {
            modifier |= modifiers[i].modifier;
            name += length;
        }
    }
    InputKey key = plain_key_parse(name);
    if (key == INPUT_NONE || ((modifier & INPUT_SHIFT) && key < INPUT_ENTER))
        return INPUT_NONE;
    if (modifier == INPUT_CTRL && key < 0x80)
        key = (InputKey)g_ascii_toupper((char)key);
    return modifier | key;
}

InputKey
input_key_of_control(guint8 byte)
{
    switch (byte) {
    case '\t':
        return INPUT_TAB;
    case '\r':
        return INPUT_ENTER;
    case '\b':
    case 0x7f:
        return INPUT_BACKSPACE;
    case 0x1b:
        return INPUT_ESC;
    default:
        return INPUT_CTRL | (byte + 0x40u);
    }
}

InputKey
input_halfwidth(InputKey key)
{
    if (key >= 0xff01 && key <= 0xff5e)
        return key - 0xff01 + '!';
    switch (key) {
    case 0x3000:
        return ' ';
    case 0x3001: /* 、 */
        return '/';
    case 0x3002: /* 。 */
        return '.';
    default:
        return key;
    }
}

/* ── Events ───────────────────────────────────────────────────────────────────────────────── */

void
input_event_clear(InputEvent *event)
{
    g_free(event->paste);
    *event = (InputEvent){.kind = INPUT_TIMEOUT};
}

void
input_event_set_key(InputEvent *event, InputKey key)
{
    input_event_clear(event);
    event->kind = INPUT_KEY;
    event->key = key;
    if (key < INPUT_ENTER)
        g_unichar_to_utf8(key, event->text);
}

/* ── Bytes to characters ──────────────────────────────────────────────────────────────────── */

InputDecoderState
input_decoder_feed(InputDecoder *decoder, guint8 byte, gunichar *character)
{
    gboolean continues = (byte & 0xc0) == 0x80;
    if (decoder->count > 0 && !continues) {
        decoder->count = 0;
        return INPUT_DECODER_REPEAT;
    }
    if (byte < 0x80) {
        *character = byte;
        return INPUT_DECODER_CHARACTER;
    }
    decoder->bytes[decoder->count++] = (char)byte;
    gunichar decoded = g_utf8_get_char_validated(decoder->bytes, (gssize)decoder->count);
    /* GLib would wait for sequences of up to six bytes. */
    gboolean too_long = (guchar)decoder->bytes[0] > 0xf4;
    if (decoded == (gunichar)-2 && !too_long)
        return INPUT_DECODER_MORE;
    decoder->count = 0;
    if (decoded >= (gunichar)-2)
        return INPUT_DECODER_INVALID;
    *character = decoded;
    return INPUT_DECODER_CHARACTER;
}
