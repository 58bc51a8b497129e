#include "entry.h"

#include "zhenggai/text.h"

typedef struct {
    const IntakeText *text;
    IntakeSections *sections;
    IntakeDraft *draft;
    GArray *entries;
    GArray *series; /* Series, by id */
    int *entry_of;  /* of each piece: the index of its last entry, or -1 */
} Builder;

/* What the items of one list have in common. */
typedef struct {
    guint count; /* items so far */
    guint last;  /* index of the last piece */
    guint lines; /* the most lines without ordinal that an item has beside its first */
} Series;

static IntakePiece *
piece_at(const Builder *builder, guint index)
{
    return &g_array_index(builder->sections->pieces, IntakePiece, index);
}

static const IntakeStop *
stop_at(const Builder *builder, guint index)
{
    return index < builder->text->stops->len
               ? &g_array_index(builder->text->stops, IntakeStop, index)
               : NULL;
}

static void
say(const Builder *builder, guint at, IntakeLevel level, const char *code, char *message)
{
    intake_draft_say(builder->draft, intake_reading_line(builder->text->reading, at), level, code,
                     message);
}

/* ── Lists ────────────────────────────────────────────────────────────────────────────────── */

/* The first line without an ordinal after stop *index and before `end`; NULL if there is none. */
static const IntakeStop *
next_plain_line(const Builder *builder, guint *index, guint end)
{
    const IntakeStop *stop;
    while ((stop = stop_at(builder, ++*index)) != NULL && stop->at < end) {
        if (stop->before == BREAK_LINE && stop->depth == 0) {
            return stop;
        }
    }
    return NULL;
}

static guint
count_plain_lines(const Builder *builder, const IntakePiece *piece)
{
    guint lines = 0;
    for (guint i = piece->stop; next_plain_line(builder, &i, piece->text_end) != NULL;) {
        lines++;
    }
    return lines;
}

/* Whether the first line of the piece is a title, or announces more lines. */
static gboolean
has_title(const Builder *builder, const IntakePiece *piece)
{
    guint end = intake_paragraph_end(builder->text->reading, piece->start, piece->text_end);
    return end > piece->start && end < piece->text_end &&
           !intake_sign_among(builder->text->reading->signs[end - 1], u"。;!?.");
}

/* The last item of a list has no next ordinal to end it. It has no more lines than the others
 * have: what follows speaks of the whole. */
static void
trim_last(const Builder *builder, IntakePiece *piece, guint lines)
{
    guint allowed = MAX(lines, has_title(builder, piece) ? 1u : 0u);
    const IntakeStop *stop;
    for (guint i = piece->stop; (stop = next_plain_line(builder, &i, piece->text_end)) != NULL;) {
        if (allowed == 0 || intake_paragraph_closes(builder->text->reading, stop->at)) {
            piece->text_end = stop->at;
            piece->end = MIN(piece->end, stop->at);
            say(builder, stop->at, INTAKE_NOTE, "left-out",
                g_strdup(_("the paragraph after the list was taken for no item of it")));
            return;
        }
        allowed--;
    }
}

static Series *
series_of(const Builder *builder, const IntakePiece *piece)
{
    return &g_array_index(builder->series, Series, piece->series);
}

static void
measure_series(Builder *builder)
{
    guint most = 0;
    GArray *pieces = builder->sections->pieces;
    for (guint i = 0; i < pieces->len; i++) {
        most = piece_at(builder, i)->listed ? MAX(most, piece_at(builder, i)->series) : most;
    }
    g_array_set_size(builder->series, most + 1);
    for (guint i = 0; i < pieces->len; i++) {
        if (piece_at(builder, i)->listed) {
            Series *series = series_of(builder, piece_at(builder, i));
            series->count++;
            series->last = i;
        }
    }
    for (guint i = 0; i < pieces->len; i++) {
        IntakePiece *piece = piece_at(builder, i);
        if (piece->listed && series_of(builder, piece)->last != i) {
            Series *series = series_of(builder, piece);
            series->lines = MAX(series->lines, count_plain_lines(builder, piece));
        }
    }
    for (guint i = 0; i < pieces->len; i++) {
        IntakePiece *piece = piece_at(builder, i);
        if (piece->listed && series_of(builder, piece)->last == i) {
            trim_last(builder, piece, series_of(builder, piece)->lines);
        }
    }
}

static void
check_ordinal(const Builder *builder, const IntakePiece *piece)
{
    if (piece->listed && intake_style_is_ordinal((IntakeStyle)piece->style) &&
        piece->printed != piece->position) {
        say(builder, piece->start, INTAKE_WARNING, "ordinal",
            g_strdup_printf(
                _("the ordinal printed here is %u; it was read as number %u of its list"),
                piece->printed, piece->position));
    }
}

/* ── Entries ──────────────────────────────────────────────────────────────────────────────── */

static IntakeEntry *
add_entry(Builder *builder, const IntakePiece *piece, guint start, guint end)
{
    guint trimmed = intake_reading_trim(builder->text->reading, start, end);
    if (trimmed <= start) {
        return NULL;
    }
    IntakeEntry entry = {.role = piece->role,
                         .numbered = piece->numbered,
                         .underway = piece->underway,
                         .start = start,
                         .end = trimmed,
                         .whole = MAX(trimmed, end),
                         .series = piece->series,
                         .within = piece->within >= 0 ? builder->entry_of[piece->within] : -1,
                         .stop = piece->stop,
                         .cells = piece->cells,
                         .cell_count = piece->cell_count};
    g_array_append_val(builder->entries, entry);
    return &g_array_index(builder->entries, IntakeEntry, builder->entries->len - 1);
}

/* The depth of the lists right within the piece; 0 if it has none. */
static guint
inner_depth(const Builder *builder, const IntakePiece *piece, const IntakeStop **first)
{
    const IntakeStop *stop;
    for (guint i = piece->stop + 1;
         (stop = stop_at(builder, i)) != NULL && stop->at < piece->text_end; i++) {
        if (stop->depth > 0) {
            *first = stop;
            return stop->depth;
        }
    }
    return 0;
}

/* Whether the item is but a heading of the items within it: plans under a title of their own line,
 * problems and causes under a mere topic (依法决策方面). */
static gboolean
is_group(const Builder *builder, const IntakePiece *piece, const IntakeStop *inner)
{
    guint title = intake_reading_trim(builder->text->reading, piece->start, inner->at);
    if (piece->role == ROLE_PLAN) {
        return inner->before == BREAK_LINE && has_title(builder, piece);
    }
    return piece->role != ROLE_MEASURE && title >= piece->start + 2 &&
           intake_reading_match(builder->text->reading, title - 2, u"方面") > 0;
}

static void
add_group(Builder *builder, const IntakePiece *piece, guint depth)
{
    const IntakeStop *stop, *open = NULL;
    guint index = 0;
    for (guint i = piece->stop + 1;; i++) {
        stop = stop_at(builder, i);
        gboolean over = stop == NULL || stop->at >= piece->text_end;
        if (over || stop->depth == depth) {
            IntakeEntry *entry = open == NULL ? NULL
                                              : add_entry(builder, piece, open->body,
                                                          over ? piece->text_end : stop->at);
            if (entry != NULL) {
                entry->stop = index;
            }
            open = stop;
            index = i;
        }
        if (over) {
            return;
        }
    }
}

/* 关于“…”的问题 without its wrapping. */
static void
unwrap_problem(const IntakeReading *reading, IntakeEntry *entry)
{
    guint at = entry->start + intake_reading_match(reading, entry->start, u"关于");
    guint close = at + 1;
    while (close < entry->end && reading->signs[close] != u'”') {
        close++;
    }
    if (at == entry->start || reading->signs[at] != u'“' || close >= entry->end) {
        return;
    }
    guint rest = close + 1;
    rest += reading->signs[rest] == u'的';
    if (rest + intake_reading_match(reading, rest, u"问题") == entry->end) {
        entry->start = at + 1;
        entry->end = close;
    }
}

static void
add_listed(Builder *builder, const IntakePiece *piece)
{
    const IntakeStop *inner = NULL;
    guint depth = inner_depth(builder, piece, &inner);
    if (depth > 0 && is_group(builder, piece, inner)) {
        add_group(builder, piece, depth);
        return;
    }
    IntakeEntry *entry = add_entry(builder, piece, piece->start, piece->text_end);
    if (entry != NULL) {
        entry->whole = MAX(entry->whole, piece->end);
        if (entry->role == ROLE_PROBLEM) {
            unwrap_problem(builder->text->reading, entry);
        }
    }
}

static void
add_stretch(Builder *builder, const IntakePiece *piece)
{
    g_autoptr(GArray) spans = intake_stretch_split(builder->text, piece);
    if (piece->role == ROLE_PLAN && spans->len == 1) {
        say(builder, piece->start, INTAKE_NOTE, "plan-text",
            g_strdup(
                _("the part on next year is one text without items; nothing was taken from it")));
        return;
    }
    for (guint i = 0; i < spans->len; i++) {
        const IntakeSpan *span = &g_array_index(spans, IntakeSpan, i);
        IntakeEntry *entry = add_entry(builder, piece, span->start, span->end);
        if (entry != NULL && i + 1 == spans->len) {
            entry->whole = MAX(entry->whole, piece->end);
        }
    }
    if (spans->len > 1) {
        say(builder, piece->start, INTAKE_NOTE, "no-ordinals",
            g_strdup_printf(
                _("%u items without ordinals were told apart by paragraphs or punctuation"),
                spans->len));
    }
}

/* ── Paragraphs with lists of their own ───────────────────────────────────────────────────── */

/* Whether the piece begins a list within a paragraph that states something before it. */
static gboolean
states_first(const Builder *builder, const IntakePiece *piece)
{
    const IntakeReading *reading = builder->text->reading;
    const IntakeStop *stop = stop_at(builder, piece->stop);
    guint end = intake_reading_trim(reading, piece->lead, MAX(piece->lead, stop->at));
    return piece->listed && piece->position == 1 && end > piece->lead + 2 &&
           reading->signs[end] != ':' && intake_reading_match(reading, end - 2, u"方面") == 0;
}

/* One past the last piece of the list that begins at `index`. */
static guint
list_end(const Builder *builder, guint index)
{
    guint series = piece_at(builder, index)->series;
    while (index < builder->sections->pieces->len && piece_at(builder, index)->listed &&
           piece_at(builder, index)->series == series) {
        index++;
    }
    return index;
}

/* 决策水平有待提高。一是…；二是…\n执法不够规范。一是…: the paragraphs are the items. Takes them in
 * and returns one past their last piece; `index` if there are not several such paragraphs. */
static guint
add_paragraphs(Builder *builder, guint index)
{
    guint next, count = builder->sections->pieces->len;
    const IntakePiece *first = piece_at(builder, index);
    if (!states_first(builder, first) || (next = list_end(builder, index)) >= count ||
        piece_at(builder, next)->role != first->role ||
        !states_first(builder, piece_at(builder, next))) {
        return index;
    }
    while (index < count && piece_at(builder, index)->role == first->role &&
           states_first(builder, piece_at(builder, index))) {
        next = list_end(builder, index);
        IntakePiece whole = *piece_at(builder, index);
        whole.numbered = FALSE;
        add_entry(builder, &whole, whole.lead, piece_at(builder, next - 1)->text_end);
        for (; index < next; index++) {
            builder->entry_of[index] = (int)builder->entries->len - 1;
        }
    }
    return index;
}

/* ── Problem and cause in one sentence ────────────────────────────────────────────────────── */

static gboolean
has_role(const GArray *entries, IntakeRole role)
{
    for (guint i = 0; i < entries->len; i++) {
        if (g_array_index(entries, IntakeEntry, i).role == role) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean
has_strong_link(const Builder *builder)
{
    for (guint i = 0; i < builder->entries->len; i++) {
        const IntakeEntry *entry = &g_array_index(builder->entries, IntakeEntry, i);
        IntakeBecause because;
        if (entry->role == ROLE_PROBLEM &&
            intake_because_find(builder->text->reading, entry->start, entry->end, &because) &&
            !because.weak) {
            return TRUE;
        }
    }
    return FALSE;
}

/* A report that has no causes of their own may name them in the sentences of the problems. */
static GArray *
part_causes(const Builder *builder, gboolean weak)
{
    GArray *parted = g_array_new(FALSE, FALSE, sizeof(IntakeEntry));
    g_autofree int *moved = g_new(int, builder->entries->len + 1);
    for (guint i = 0; i < builder->entries->len; i++) {
        IntakeEntry entry = g_array_index(builder->entries, IntakeEntry, i);
        entry.within = entry.within >= 0 ? moved[entry.within] : -1;
        moved[i] = (int)parted->len;
        IntakeBecause because;
        gboolean linked =
            entry.role == ROLE_PROBLEM &&
            intake_because_find(builder->text->reading, entry.start, entry.end, &because) &&
            (weak || !because.weak);
        IntakeEntry cause = entry;
        if (linked) {
            entry.start = because.problem.start;
            entry.end =
                intake_reading_trim(builder->text->reading, entry.start, because.problem.end);
        }
        g_array_append_val(parted, entry);
        if (linked) {
            cause.role = ROLE_CAUSE;
            cause.start = because.cause.start;
            cause.end = cause.whole =
                intake_reading_trim(builder->text->reading, cause.start, because.cause.end);
            cause.within = moved[i];
            cause.tied = TRUE;
            g_array_append_val(parted, cause);
        }
    }
    return parted;
}

static gboolean
promises_causes(const IntakeSections *sections)
{
    for (guint i = 0; i < sections->pieces->len; i++) {
        const IntakePiece *piece = &g_array_index(sections->pieces, IntakePiece, i);
        if (piece->role == ROLE_PROBLEM && piece->caused) {
            return TRUE;
        }
    }
    return FALSE;
}

/* ── The whole ────────────────────────────────────────────────────────────────────────────── */

static void
add_all(Builder *builder)
{
    guint count = builder->sections->pieces->len;
    for (guint i = 0; i < count; i++) {
        guint next = add_paragraphs(builder, i);
        if (next > i) {
            i = next - 1;
            continue;
        }
        const IntakePiece *piece = piece_at(builder, i);
        guint before = builder->entries->len;
        check_ordinal(builder, piece);
        if (piece->listed) {
            add_listed(builder, piece);
        } else {
            add_stretch(builder, piece);
        }
        builder->entry_of[i] = builder->entries->len > before ? (int)builder->entries->len - 1 : -1;
    }
}

GArray *
intake_entries_new(const IntakeText *text, IntakeSections *sections, IntakeDraft *draft)
{
    g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(IntakeEntry));
    g_autoptr(GArray) series = g_array_new(FALSE, TRUE, sizeof(Series));
    g_autofree int *entry_of = g_new0(int, sections->pieces->len + 1);
    Builder builder = {text, sections, draft, entries, series, entry_of};
    measure_series(&builder);
    add_all(&builder);
    if (has_role(entries, ROLE_CAUSE)) {
        return g_steal_pointer(&entries);
    }
    return part_causes(&builder, promises_causes(sections) || has_strong_link(&builder));
}
