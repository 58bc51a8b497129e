/* What spreadsheet programs and people do to a sheet: a sheet as rows of cells, and the damages. */
#pragma once

#include <check.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

/* A sheet: the header, then the rows; each a GPtrArray of cells (char *). */
typedef GPtrArray Cells;

static inline Cells *
cells_new(void)
{
    return g_ptr_array_new_with_free_func(g_free);
}

static inline GPtrArray *
grid_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
}

/* Reads what the program writes: every cell quoted, rows ended by CR LF, a byte order mark. */
static inline GPtrArray *
grid_read(const char *text)
{
    GPtrArray *grid = grid_new();
    Cells *row = cells_new();
    const char *at = g_str_has_prefix(text, "\xEF\xBB\xBF") ? text + 3 : text;
    while (*at != '\0') {
        g_autoptr(GString) cell = g_string_new(NULL);
        ck_assert_int_eq(*at++, '"');
        for (; at[0] != '"' || at[1] == '"'; at++) {
            at += at[0] == '"';
            g_string_append_c(cell, *at);
        }
        at++;
        g_ptr_array_add(row, g_strdup(cell->str));
        if (*at == ',') {
            at++;
            continue;
        }
        ck_assert(g_str_has_prefix(at, "\r\n"));
        at += 2;
        g_ptr_array_add(grid, row);
        row = cells_new();
    }
    g_ptr_array_unref(row);
    return grid;
}

static inline Cells *
grid_row(const GPtrArray *grid, guint row)
{
    return grid->pdata[row];
}

static inline const char *
grid_get(const GPtrArray *grid, guint row, guint column)
{
    return grid_row(grid, row)->pdata[column];
}

static inline void
grid_set(GPtrArray *grid, guint row, guint column, const char *text)
{
    Cells *cells = grid_row(grid, row);
    g_free(cells->pdata[column]);
    cells->pdata[column] = g_strdup(text);
}

/* The column of that header; it must be there. */
static inline guint
grid_column(const GPtrArray *grid, const char *header)
{
    for (guint i = 0; i < grid_row(grid, 0)->len; i++)
        if (strcmp(grid_get(grid, 0, i), header) == 0)
            return i;
    ck_abort_msg("no column %s", header);
    return 0;
}

typedef enum {
    DAMAGE_NO_MARK = 1 << 0,
    DAMAGE_GBK = 1 << 1,
    DAMAGE_SEMICOLON = 1 << 2,
    DAMAGE_TAB = 1 << 3,
    DAMAGE_TITLES = 1 << 4,
    DAMAGE_MOVED = 1 << 5,
    DAMAGE_RENAMED = 1 << 6,
    DAMAGE_MISSING = 1 << 7,
    DAMAGE_NEW = 1 << 8,
    DAMAGE_SORTED = 1 << 9,
    DAMAGE_DATES = 1 << 10,
    DAMAGE_GUARDS = 1 << 11,
    DAMAGE_BLANKS = 1 << 12,
    DAMAGE_TAILS = 1 << 13,
    DAMAGE_TWICE = 1 << 14,
    DAMAGE_IDS = 1 << 15,
    DAMAGE_BARE = 1 << 16, /* quotes only where needed, as spreadsheets write */
    DAMAGE_LINE_ENDS = 1 << 17,
    DAMAGE_UTF16 = 1 << 18,
    DAMAGE_COUNT = 19
} Damage;

static inline void
damage_insert_column(GPtrArray *grid, guint at, const char *header)
{
    for (guint r = 0; r < grid->len; r++)
        g_ptr_array_insert(grid_row(grid, r), (gint)at, g_strdup(r == 0 ? header : "随手写的"));
}

static inline void
damage_remove_column(GPtrArray *grid, const char *header)
{
    guint column = grid_column(grid, header);
    for (guint r = 0; r < grid->len; r++)
        g_ptr_array_remove_index(grid_row(grid, r), column);
}

static inline void
damage_move(GPtrArray *grid, GRand *random)
{
    guint width = grid_row(grid, 0)->len;
    for (guint i = width - 1; i > 0; i--) {
        guint other = (guint)g_rand_int_range(random, 0, (gint)i + 1);
        for (guint r = 0; r < grid->len; r++) {
            Cells *row = grid_row(grid, r);
            gpointer kept = row->pdata[i];
            row->pdata[i] = row->pdata[other];
            row->pdata[other] = kept;
        }
    }
}

static inline void
damage_rename(GPtrArray *grid)
{
    static const char *const names[][2] = {
        {"整改时限", "完成时限（年月日）"}, {"责任人", "具体 责任人"}, {"责任单位", "承办单位"},
        {"存在问题", "问题描述"},           {"整改措施", "具体措施"},  {"整改状态", "完成情况"},
        {"完成时间", "办结时间"},           {"整改目标", "整改要求"}};
    for (gsize n = 0; n < G_N_ELEMENTS(names); n++)
        for (guint c = 0; c < grid_row(grid, 0)->len; c++)
            if (strcmp(grid_get(grid, 0, c), names[n][0]) == 0)
                grid_set(grid, 0, c, names[n][1]);
}

static inline void
damage_sort(GPtrArray *grid, GRand *random)
{
    for (guint i = grid->len - 1; i > 1; i--) {
        guint other = (guint)g_rand_int_range(random, 1, (gint)i + 1);
        gpointer kept = grid->pdata[i];
        grid->pdata[i] = grid->pdata[other];
        grid->pdata[other] = kept;
    }
}

/* Days in one of the forms that spreadsheets and people use. */
static inline void
damage_dates(GPtrArray *grid, GRand *random)
{
    for (guint r = 1; r < grid->len; r++)
        for (guint c = 0; c < grid_row(grid, r)->len; c++) {
            int year, month, day, end = 0;
            const char *cell = grid_get(grid, r, c);
            if (sscanf(cell, "%4d-%2d-%2d%n", &year, &month, &day, &end) != 3 ||
                (gsize)end != strlen(cell))
                continue;
            GDate *date = g_date_new_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
            GDate *zero = g_date_new_dmy(30, G_DATE_DECEMBER, 1899);
            guint form = (guint)g_rand_int_range(random, 0, 5);
            g_autofree char *text =
                form == 0   ? g_strdup_printf("%d", g_date_days_between(zero, date))
                : form == 1 ? g_strdup_printf("%d/%d/%d", year, month, day)
                : form == 2 ? g_strdup_printf("%d.%d.%d", year, month, day)
                : form == 3 ? g_strdup_printf("%d年%d月%d日", year, month, day)
                            : g_strdup_printf("%d/%02d/%02d 0:00:00", year, month, day);
            grid_set(grid, r, c, text);
            g_date_free(date);
            g_date_free(zero);
        }
}

/* Below an equal cell a merged one leaves a blank. */
static inline void
damage_blanks(GPtrArray *grid)
{
    static const char *const columns[] = {"单位", "年度", "问题来源", "存在问题", "原因剖析", NULL};
    for (guint n = 0; columns[n] != NULL; n++) {
        guint column = grid_column(grid, columns[n]);
        for (guint r = grid->len - 1; r > 1; r--)
            if (strcmp(grid_get(grid, r, column), grid_get(grid, r - 1, column)) == 0)
                grid_set(grid, r, column, "");
    }
}

static inline void
damage_tails(GPtrArray *grid)
{
    for (guint r = 0; r < grid->len; r++)
        for (guint i = 0; i < 3; i++)
            g_ptr_array_add(grid_row(grid, r), g_strdup(""));
    for (guint i = 0; i < 5; i++) {
        Cells *blank = cells_new();
        for (guint c = 0; c < grid_row(grid, 0)->len; c++)
            g_ptr_array_add(blank, g_strdup(i == 2 ? " " : ""));
        g_ptr_array_add(grid, blank);
    }
}

static inline void
damage_twice(GPtrArray *grid, GRand *random)
{
    guint row = (guint)g_rand_int_range(random, 1, (gint)grid->len);
    Cells *copy = cells_new();
    for (guint c = 0; c < grid_row(grid, row)->len; c++)
        g_ptr_array_add(copy, g_strdup(grid_get(grid, row, c)));
    g_ptr_array_add(grid, copy);
}

/* UUIDs lost or in capitals, codes typed with an input method. */
static inline void
damage_ids(GPtrArray *grid, GRand *random)
{
    guint uuid = grid_column(grid, "UUID"), code = grid_column(grid, "问题编号");
    for (guint r = 1; r < grid->len; r++) {
        g_autofree char *capitals = g_ascii_strup(grid_get(grid, r, uuid), -1);
        g_autofree char *padded = g_strdup_printf(" %s\t", capitals);
        g_autoptr(GString) typed = g_string_new(grid_get(grid, r, code));
        g_string_replace(typed, "ZG", "ｚｇ", 0);
        g_string_replace(typed, "-", "－", 0);
        switch (g_rand_int_range(random, 0, 3)) {
        case 0:
            grid_set(grid, r, uuid, padded);
            break;
        case 1:
            grid_set(grid, r, uuid, "");
            grid_set(grid, r, code, typed->str);
            break;
        default:
            grid_set(grid, r, uuid, "1.23E+15");
        }
    }
}

/* A cell loses the ' that guarded it; only where what is left is what the guard was for. */
static inline void
damage_guards(GPtrArray *grid, const guint8 *edited, guint width)
{
    for (guint r = 1; r < grid->len; r++)
        for (guint c = 0; c < grid_row(grid, r)->len; c++)
            if (grid_get(grid, r, c)[0] == '\'' && !edited[r * width + c]) {
                g_autofree char *bare = g_strdup(grid_get(grid, r, c) + 1);
                grid_set(grid, r, c, bare);
            }
}

static inline void
damage_append_cell(GString *text, const char *cell, char delimiter, gboolean bare)
{
    if (bare && strpbrk(cell, "\"\r\n") == NULL && strchr(cell, delimiter) == NULL) {
        g_string_append(text, cell);
        return;
    }
    g_string_append_c(text, '"');
    for (; *cell != '\0'; cell++) {
        if (*cell == '"')
            g_string_append_c(text, '"');
        g_string_append_c(text, *cell);
    }
    g_string_append_c(text, '"');
}

/* The damages that are of cells and columns, in an order in which each finds what it looks for.
 * `edited` (rows × columns of the grid as it is now) keeps guards. */
static inline void
damage_grid(GPtrArray *grid, guint damage, const guint8 *edited, GRand *random)
{
    if (damage & DAMAGE_GUARDS)
        damage_guards(grid, edited, grid_row(grid, 0)->len);
    if (damage & DAMAGE_DATES)
        damage_dates(grid, random);
    if (damage & DAMAGE_IDS)
        damage_ids(grid, random);
    if (damage & DAMAGE_TWICE)
        damage_twice(grid, random);
    if (damage & DAMAGE_SORTED)
        damage_sort(grid, random);
    if (damage & DAMAGE_BLANKS)
        damage_blanks(grid);
    if (damage & DAMAGE_MISSING) {
        damage_remove_column(grid, "序号");
        damage_remove_column(grid, "佐证材料");
        damage_remove_column(grid, "延期情况");
    }
    if (damage & DAMAGE_RENAMED)
        damage_rename(grid);
    if (damage & DAMAGE_NEW) {
        damage_insert_column(grid, 2, "县里加的列");
        damage_insert_column(grid, 0, "第几批");
    }
    if (damage & DAMAGE_MOVED)
        damage_move(grid, random);
    if (damage & DAMAGE_TAILS)
        damage_tails(grid);
}

/* The sheet as the bytes of a file; the caller owns them. */
static inline char *
damage_write(const GPtrArray *grid, guint damage, gsize *length)
{
    char delimiter = damage & DAMAGE_TAB ? '\t' : damage & DAMAGE_SEMICOLON ? ';' : ',';
    gboolean bare = (damage & DAMAGE_BARE) != 0;
    const char *end = damage & DAMAGE_LINE_ENDS ? "\n" : "\r\n";
    g_autoptr(GString) text = g_string_new(NULL);
    if (damage & DAMAGE_TITLES) {
        g_string_append_printf(text, "法治政府建设问题整改台账%s", end);
        g_string_append_printf(text, "填报单位：张官营镇人民政府%c%c填报时间：2024年12月%s",
                               delimiter, delimiter, end);
    }
    for (guint r = 0; r < grid->len; r++) {
        for (guint c = 0; c < grid_row(grid, r)->len; c++) {
            if (c > 0)
                g_string_append_c(text, delimiter);
            damage_append_cell(text, grid_get(grid, r, c), delimiter, bare);
        }
        g_string_append(text, end);
    }
    const char *to = damage & DAMAGE_UTF16 ? "UTF-16LE" : damage & DAMAGE_GBK ? "GB18030" : NULL;
    if (to == NULL) {
        if (!(damage & DAMAGE_NO_MARK))
            g_string_prepend(text, "\xEF\xBB\xBF");
        *length = text->len;
        return g_string_free(g_steal_pointer(&text), FALSE);
    }
    if (damage & DAMAGE_UTF16)
        g_string_prepend(text, "\xEF\xBB\xBF"); /* becomes FF FE */
    char *bytes = g_convert(text->str, (gssize)text->len, to, "UTF-8", NULL, length, NULL);
    ck_assert_ptr_nonnull(bytes);
    return bytes;
}
