#include "theme.h"

enum { RED = 1, GREEN = 2, YELLOW = 3, CYAN = 6, DEFAULT = -1 };

/* Blue is unreadable on black and white on white: neither is used. Without colour the attributes
 * alone must do, so meanings that stand side by side differ in them too. */
static const ThemeLook looks[STYLE_COUNT] = {
    [STYLE_NORMAL] = {.foreground = DEFAULT},
    [STYLE_TITLE] = {.foreground = DEFAULT, .bold = TRUE},
    [STYLE_TAB] = {.foreground = DEFAULT, .bold = TRUE, .reverse = TRUE},
    [STYLE_HEADING] = {.foreground = CYAN, .bold = TRUE},
    [STYLE_LABEL] = {.foreground = CYAN},
    [STYLE_KEY] = {.foreground = DEFAULT, .bold = TRUE},
    [STYLE_DIM] = {.foreground = DEFAULT, .dim = TRUE},
    [STYLE_BORDER] = {.foreground = DEFAULT, .dim = TRUE},
    [STYLE_SELECTED] = {.foreground = DEFAULT, .reverse = TRUE},
    [STYLE_MARKED] = {.foreground = YELLOW, .bold = TRUE},
    [STYLE_OVERDUE] = {.foreground = RED, .bold = TRUE},
    [STYLE_DUE_SOON] = {.foreground = YELLOW},
    [STYLE_DONE] = {.foreground = GREEN},
    [STYLE_ACTIVE] = {.foreground = CYAN},
    [STYLE_INPUT] = {.foreground = DEFAULT, .underline = TRUE},
    [STYLE_MATCH] = {.foreground = YELLOW, .bold = TRUE, .underline = TRUE},
    [STYLE_MESSAGE] = {.foreground = DEFAULT, .bold = TRUE},
    [STYLE_ERROR] = {.foreground = RED, .bold = TRUE},
};

ThemeLook
theme_look(Style style, int colours)
{
    ThemeLook look = looks[style];
    if (colours < 8)
        look.foreground = DEFAULT;
    return look;
}

gboolean
theme_colour_wanted(void)
{
    const char *forbidden = g_getenv("NO_COLOR");
    return forbidden == NULL || *forbidden == '\0';
}
