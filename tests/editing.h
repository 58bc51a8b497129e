/* What the tests of the editor share: one editor, keys in, text and caret out. */
#pragma once

#include <string.h>

#include "../src/tui/editor.h"
#include "check_main.h"

static Editor *editor;

static inline void
end(void)
{
    g_clear_pointer(&editor, editor_free);
}

static inline void
begin_line(const char *text)
{
    end();
    editor = editor_new(EDITOR_LINE, text);
}

static inline void
begin_lines(const char *text)
{
    end();
    editor = editor_new(EDITOR_LINES, text);
}

/* Presses the keys with these names; TRUE if the last one meant something. */
static inline gboolean
press(const char *names)
{
    g_auto(GStrv) keys = g_strsplit(names, " ", -1);
    gboolean handled = FALSE;
    for (char **name = keys; *name != NULL; name++) {
        InputKey key = input_key_parse(*name);
        ck_assert_msg(key != INPUT_NONE, "%s", *name);
        InputEvent event = {0};
        input_event_set_key(&event, key);
        handled = editor_handle(editor, &event);
    }
    return handled;
}

static inline void
paste(const char *text)
{
    InputEvent event = {.kind = INPUT_PASTE, .paste = g_strdup(text)};
    ck_assert(editor_handle(editor, &event));
    input_event_clear(&event);
}

/* The text with | where the caret is. */
static inline void
check_is(const char *wanted)
{
    GString *text = g_string_new(editor_text(editor));
    g_string_insert_c(text, (gssize)editor_caret(editor), '|');
    ck_assert_str_eq(text->str, wanted);
    g_string_free(text, TRUE);
}
