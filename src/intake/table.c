#include "table.h"

#include <string.h>

#define COLUMNS_MOST 24

typedef struct {
    guint8 roles[COLUMNS_MOST];      /* IntakeRole; ROLE_FIELD for what belongs to the measure */
    gboolean underway[COLUMNS_MOST]; /* a column of measures that are being taken */
    guint labels[COLUMNS_MOST];      /* the sign where the column's heading begins */
    guint count;
    int problem;        /* index of the piece of the last row's problem, or -1 */
    IntakeSpan printed; /* its cell */
} Head;

static guint
line_end(const IntakeReading *reading, guint start, guint end)
{
    while (start < end && reading->signs[start] != '\n') {
        start++;
    }
    return start;
}

/* The next cell of a line: moves `at` behind its bar. FALSE at the line's end. */
static gboolean
next_cell(const IntakeReading *reading, guint *at, guint end, IntakeSpan *cell)
{
    if (*at >= end) {
        return FALSE;
    }
    guint stop = *at;
    while (stop < end && reading->signs[stop] != '|') {
        stop++;
    }
    *cell = (IntakeSpan){*at, stop};
    while (cell->start < cell->end && reading->signs[cell->start] == ' ') {
        cell->start++;
    }
    while (cell->end > cell->start && reading->signs[cell->end - 1] == ' ') {
        cell->end--;
    }
    *at = stop + 1;
    return TRUE;
}

static guint
first_cell(const IntakeReading *reading, guint start)
{
    return start + (reading->signs[start] == '|');
}

static gboolean
has_bars(const IntakeReading *reading, guint start, guint end)
{
    guint bars = 0;
    for (; start < end && bars < 2; start++) {
        bars += reading->signs[start] == '|';
    }
    return bars == 2;
}

/* A table's head has a column of problems and one of their causes or measures. */
static gboolean
read_head(const IntakeReading *reading, const IntakeWords *words, guint start, guint end,
          Head *head)
{
    gboolean problems = FALSE, answers = FALSE;
    IntakeSpan cell;
    *head = (Head){.problem = -1};
    for (guint at = first_cell(reading, start);
         head->count < COLUMNS_MOST && next_cell(reading, &at, end, &cell); head->count++) {
        IntakeHeading heading;
        if (intake_words_heading(words, reading, cell.start, cell.end, FALSE, TRUE, &heading)) {
            head->roles[head->count] = heading.roles[0];
            head->underway[head->count] = heading.tense == TENSE_UNDERWAY;
            problems |= heading.roles[0] == ROLE_PROBLEM;
            answers |= heading.roles[0] == ROLE_CAUSE || heading.roles[0] == ROLE_MEASURE;
        }
        head->labels[head->count] = cell.start;
    }
    return problems && answers;
}

static void
add_piece(IntakeSections *sections, const Head *head, guint column, IntakeSpan cell, guint stop,
          guint series, int within)
{
    IntakePiece piece = {.role = head->roles[column],
                         .underway = head->underway[column],
                         .listed = TRUE,
                         .start = cell.start,
                         .lead = cell.start,
                         .end = cell.end,
                         .text_end = cell.end,
                         .series = series,
                         .within = within,
                         .stop = stop,
                         .cells = sections->cells->len};
    g_array_append_val(sections->pieces, piece);
}

/* A merged cell is blank in the rows below its first, or printed in each of them again. */
static gboolean
goes_on(const IntakeReading *reading, const Head *head, IntakeSpan cell)
{
    guint length = cell.end - cell.start;
    return head->problem >= 0 &&
           (length == 0 ||
            (length == head->printed.end - head->printed.start &&
             memcmp(reading->signs + cell.start, reading->signs + head->printed.start,
                    length * sizeof *reading->signs) == 0));
}

/* Its problem, or the one of the row before that it goes on with. */
static void
add_problem(const IntakeReading *reading, Head *head, const IntakeSpan *cells, guint stop,
            guint series, IntakeSections *sections)
{
    for (guint i = 0; i < head->count; i++) {
        if (head->roles[i] == ROLE_PROBLEM && !goes_on(reading, head, cells[i])) {
            if (cells[i].end > cells[i].start) {
                add_piece(sections, head, i, cells[i], stop, series, -1);
                head->problem = (int)sections->pieces->len - 1;
                head->printed = cells[i];
            }
            return;
        }
    }
}

/* One row: its problem, then what answers it, then the fields of the measure. */
static void
add_row(const IntakeReading *reading, Head *head, guint start, guint end, guint stop, guint series,
        IntakeSections *sections)
{
    static const IntakeRole order[] = {ROLE_CAUSE, ROLE_MEASURE};
    IntakeSpan cells[COLUMNS_MOST] = {{0, 0}};
    guint at = first_cell(reading, start), before = sections->pieces->len;
    for (guint i = 0; i < head->count && next_cell(reading, &at, end, &cells[i]); i++) {
    }
    add_problem(reading, head, cells, stop, series, sections);
    for (guint role = 0; role < G_N_ELEMENTS(order) && head->problem >= 0; role++) {
        for (guint i = 0; i < head->count; i++) {
            if (head->roles[i] == order[role] && cells[i].end > cells[i].start) {
                add_piece(sections, head, i, cells[i], stop, series, head->problem);
            }
        }
    }
    if (sections->pieces->len == before) {
        return;
    }
    IntakePiece *last = &g_array_index(sections->pieces, IntakePiece, sections->pieces->len - 1);
    for (guint i = 0; i < head->count; i++) {
        if (last->role == ROLE_MEASURE && cells[i].end > cells[i].start &&
            (head->roles[i] == ROLE_FIELD || head->roles[i] == ROLE_RESULT)) {
            IntakeCell cell = {head->labels[i], cells[i]};
            g_array_append_val(sections->cells, cell);
            last->cell_count++;
        }
    }
}

/* A line between head and rows, ---|---|---, has no words. */
static gboolean
is_rule(const IntakeReading *reading, guint start, guint end)
{
    while (start < end && intake_sign_among(reading->signs[start], u"|-—:+= ")) {
        start++;
    }
    return start == end;
}

guint
intake_table_read(const IntakeReading *reading, const IntakeWords *words, guint start, guint end,
                  guint stop, guint series, IntakeSections *sections)
{
    Head head;
    guint line = line_end(reading, start, end);
    if (!has_bars(reading, start, line) || !read_head(reading, words, start, line, &head)) {
        return start;
    }
    for (start = line + 1; start < end; start = line + 1) {
        line = line_end(reading, start, end);
        if (!has_bars(reading, start, line)) {
            break;
        }
        if (!is_rule(reading, start, line)) {
            add_row(reading, &head, start, line, stop, series, sections);
        }
    }
    return MIN(start, end);
}
