/* The formula guard: a spreadsheet never runs what somebody wrote into a cell. */
#include "cell.h"

#include "zhenggai/export.h"

gboolean
cell_needs_guard(const char *text)
{
    switch (text[0]) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '\t':
    case '\r':
    case '\n':
    case '\'':
        return TRUE;
    case '\xEF': /* ＝ ＋ － ＠ all begin with EF BC */
        return g_str_has_prefix(text, "＝") || g_str_has_prefix(text, "＋") ||
               g_str_has_prefix(text, "－") || g_str_has_prefix(text, "＠");
    default:
        return FALSE;
    }
}

char *
export_cell_guard(const char *text)
{
    return g_strconcat(cell_needs_guard(text) ? "'" : "", text, NULL);
}

const char *
export_cell_unguard(const char *cell)
{
    return cell[0] == '\'' && cell_needs_guard(cell + 1) ? cell + 1 : cell;
}
