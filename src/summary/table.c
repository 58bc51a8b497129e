/* Tables in plain text: widths are shared out, then each row is set line by line. */
#include "table.h"

enum {
    TABLE_GAP = 2,       /* blanks between columns */
    TABLE_NARROWEST = 4, /* cells that a column keeps: two Chinese characters */
    TABLE_READABLE = 8,  /* cells that a column wants, … */
    TABLE_MANY = 6       /* … where it is one of so many */
};

/* As wide as the widest cell, but no wider than the line. */
static int
natural_width(const Block *table, guint column, int width)
{
    int widest = 1;
    for (guint row = 0; row < block_rows(table); row++) {
        g_autofree char *cell = text_visible_line(block_cell(table, row, column));
        widest = MAX(widest, MIN(text_width(cell), width));
    }
    return widest;
}

/* The cells of a title's longest word. */
static int
title_width(const Block *table, guint column)
{
    int widest = TABLE_NARROWEST;
    g_autofree char *title = text_visible_line(block_cell(table, 0, column));
    g_auto(GStrv) words = g_strsplit(title, " ", -1);
    for (guint i = 0; words[i] != NULL; i++)
        widest = MAX(widest, text_width(words[i]));
    return widest;
}

/* What each column keeps: its title unbroken, where the line has room for all titles. */
static int *
least_widths(const Block *table, int room)
{
    int *least = g_new(int, table->columns), total = 0;
    for (guint i = 0; i < table->columns; i++) {
        least[i] = title_width(table, i);
        total += least[i];
    }
    for (guint i = 0; total > room && i < table->columns; i++)
        least[i] = TABLE_NARROWEST;
    return least;
}

/* The widest column that can still give way; the number of columns if none can. */
static guint
widest_column(const int *widths, const int *least, guint columns)
{
    guint widest = columns;
    for (guint i = 0; i < columns; i++) {
        if (widths[i] > least[i] && (widest == columns || widths[i] > widths[widest]))
            widest = i;
    }
    return widest;
}

int *
table_widths(const Block *table, int width, int gap)
{
    int *widths = g_new(int, table->columns);
    int gaps = gap * ((int)table->columns - 1), total = gaps;
    g_autofree int *least = least_widths(table, width - gaps);
    for (guint i = 0; i < table->columns; i++) {
        widths[i] = natural_width(table, i, width);
        total += widths[i];
    }
    for (; total > width; total--) {
        guint widest = widest_column(widths, least, table->columns);
        if (widest == table->columns)
            break;
        widths[widest]--;
    }
    return widths;
}

static void
end_line(GString *to)
{
    while (to->len > 0 && to->str[to->len - 1] == ' ')
        g_string_truncate(to, to->len - 1);
    g_string_append_c(to, '\n');
}

static void
append_gap(GString *to, guint column)
{
    if (column > 0)
        g_string_append_printf(to, "%*s", TABLE_GAP, "");
}

static void
append_row(GString *to, const Block *table, guint row, const int *widths)
{
    g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    guint height = 0;
    for (guint i = 0; i < table->columns; i++) {
        g_autofree char *cell = text_visible_line(block_cell(table, row, i));
        char **lines = text_wrap(cell, MAX(widths[i], 2));
        height = MAX(height, g_strv_length(lines));
        g_ptr_array_add(columns, lines);
    }
    for (guint line = 0; line < height; line++) {
        for (guint i = 0; i < table->columns; i++) {
            char **lines = g_ptr_array_index(columns, i);
            gboolean ended = line >= g_strv_length(lines);
            g_autofree char *fitted =
                text_fit(ended ? "" : lines[line], widths[i], table->aligns[i]);
            append_gap(to, i);
            g_string_append(to, fitted);
        }
        end_line(to);
    }
}

/* A table too broad for the line: for each row the title and content of each cell that holds
 * something, on lines of their own. */
static void
append_records(GString *to, const Block *table, int width)
{
    for (guint row = 1; row < block_rows(table); row++) {
        if (row > 1)
            g_string_append_c(to, '\n');
        for (guint i = 0; i < table->columns; i++) {
            const char *cell = block_cell(table, row, i);
            if (*cell == '\0')
                continue;
            g_autofree char *pair = g_strdup_printf(_("%s: %s"), block_cell(table, 0, i), cell);
            g_autofree char *line = text_visible_line(pair);
            g_auto(GStrv) lines = text_wrap(line, width);
            for (guint j = 0; lines[j] != NULL; j++) {
                g_string_append(to, lines[j]);
                end_line(to);
            }
        }
    }
}

void
table_append(GString *to, const Block *table, int width)
{
    if (table->columns >= TABLE_MANY && (int)table->columns * TABLE_READABLE > width) {
        append_records(to, table, width);
        return;
    }
    g_autofree int *widths = table_widths(table, width, TABLE_GAP);
    append_row(to, table, 0, widths);
    for (guint i = 0; i < table->columns; i++) {
        append_gap(to, i);
        for (int cell = 0; cell < widths[i]; cell++)
            g_string_append_c(to, '-');
    }
    end_line(to);
    for (guint row = 1; row < block_rows(table); row++)
        append_row(to, table, row, widths);
}
