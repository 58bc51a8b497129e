/* Stretches of text in which items have no ordinals. */
#include "entry.h"
#include "opener.h"

/* How paragraphs begin that look back at the whole or close it. */
static const gunichar2 *const closings[] = {u"通过以上", u"通过上述", u"以上",     u"上述",
                                            u"综上",     u"总之",     u"总的来看", u"总体来看",
                                            u"特此",     u"附件",     u"附:"};

/* A part on shortcomings that says there are none, or that they stand elsewhere. */
static const gunichar2 *const absences[] = {
    u"略",   u"详见", u"见附件", u"另附",     u"另行",     u"已另行", u"已单独",   u"无。",
    u"无\n", u"暂无", u"未发现", u"暂未发现", u"没有发现", u"不存在", u"没有明显", u"无明显"};

/* Sentences that go on with the one before them and are no item of their own. */
static const gunichar2 *const continuations[] = {
    u"同时", u"其中", u"特别", u"尤其", u"如", u"例如", u"比如", u"这", u"该",
    u"因此", u"导致", u"致使", u"造成", u"也", u"对此", u"为此", u"但"};

static gboolean
begins_with_any(const IntakeReading *reading, guint at, const gunichar2 *const *words, guint count)
{
    for (guint i = 0; i < count; i++) {
        if (intake_reading_match(reading, at, words[i]) > 0) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean
intake_paragraph_closes(const IntakeReading *reading, guint at)
{
    return begins_with_any(reading, at, closings, G_N_ELEMENTS(closings));
}

guint
intake_paragraph_end(const IntakeReading *reading, guint start, guint end)
{
    while (start < end && reading->signs[start] != '\n') {
        start++;
    }
    return start;
}

guint
intake_part_end(const IntakeReading *reading, guint start, guint end, const gunichar2 *signs)
{
    int quoted = 0, bracketed = 0;
    for (; start < end; start++) {
        gunichar2 sign = reading->signs[start];
        if (sign == '\n') {
            quoted = bracketed = 0;
        }
        quoted += (sign == u'“') - (sign == u'”' && quoted > 0);
        bracketed +=
            (sign == '(' || sign == u'《') - ((sign == ')' || sign == u'》') && bracketed > 0);
        if (quoted == 0 && bracketed == 0 && intake_sign_among(sign, signs)) {
            break;
        }
    }
    return start;
}

static gboolean
has_words(const IntakeReading *reading, IntakeSpan span)
{
    for (guint at = span.start; at < span.end; at++) {
        if (intake_sign_is_han(reading->signs[at])) {
            return TRUE;
        }
    }
    return FALSE;
}

static void
add_span(const IntakeReading *reading, GArray *spans, guint start, guint end)
{
    while (start < end && intake_sign_among(reading->signs[start], u" \n")) {
        start++;
    }
    IntakeSpan span = {start, intake_reading_trim(reading, start, end)};
    if (has_words(reading, span)) {
        g_array_append_val(spans, span);
    }
}

static void
split_at(const IntakeReading *reading, GArray *spans, guint start, guint end,
         const gunichar2 *signs)
{
    while (start < end) {
        guint stop = intake_part_end(reading, start, end, signs);
        add_span(reading, spans, start, stop);
        start = stop + 1;
    }
}

static gboolean
ends_in_colon(const IntakeReading *reading, guint start, guint end)
{
    for (guint at = intake_reading_trim(reading, start, end); at < end; at++) {
        if (reading->signs[at] == ':') {
            return TRUE;
        }
    }
    return FALSE;
}

/* A paragraph that only announces what follows it. */
static gboolean
announces(const IntakeReading *reading, const IntakeWords *words, guint start, guint end)
{
    guint trimmed = intake_reading_trim(reading, start, end), clause = trimmed;
    while (clause > start && !intake_sign_among(reading->signs[clause - 1], u",。;")) {
        clause--;
    }
    return intake_words_empty(words, reading, clause, trimmed) &&
           intake_words_lead(words, reading, clause, trimmed, NULL) != ROLE_NONE;
}

static void
split_paragraphs(const IntakeReading *reading, const IntakeWords *words, const IntakePiece *piece,
                 GArray *spans)
{
    guint end = piece->run_in ? intake_paragraph_end(reading, piece->start, piece->text_end)
                              : piece->text_end;
    for (guint at = piece->start; at < end;) {
        guint stop = intake_paragraph_end(reading, at, end);
        if (at > piece->start && intake_paragraph_closes(reading, at)) {
            break;
        }
        gboolean only = stop >= end && spans->len == 0;
        if (!ends_in_colon(reading, at, stop) && (only || !announces(reading, words, at, stop))) {
            add_span(reading, spans, at, stop);
        }
        at = stop + 1;
    }
}

/* Where an enumeration's 等 or 等问题 begins, at the end of [start, end); `end` if there is none.
 */
static guint
find_and_so_on(const IntakeReading *reading, const IntakeWords *words, guint start, guint end)
{
    for (guint at = end; at > start && end - at < 10; at--) {
        if (reading->signs[at - 1] == u'等') {
            return intake_words_empty(words, reading, at - 1, end) ? at - 1 : end;
        }
    }
    return end;
}

static gboolean
has_part(const IntakeReading *reading, guint start, guint end, const gunichar2 *signs)
{
    return intake_part_end(reading, start, end, signs) < end;
}

/* Sentences, where each can stand alone. */
static void
split_sentences(const IntakeReading *reading, GArray *spans, guint start, guint end)
{
    guint before = spans->len;
    split_at(reading, spans, start, end, u"。!?");
    for (guint i = before; i < spans->len; i++) {
        guint at = g_array_index(spans, IntakeSpan, i).start;
        if (i > before &&
            begins_with_any(reading, at, continuations, G_N_ELEMENTS(continuations))) {
            g_array_set_size(spans, before);
            add_span(reading, spans, start, end);
            return;
        }
    }
}

/* 我们也看到还存在以下不足：…；…: the items begin behind the colon. */
static guint
skip_lead(const IntakeReading *reading, const IntakeWords *words, IntakeRole role,
          IntakeSpan paragraph)
{
    guint colon = intake_part_end(reading, paragraph.start, paragraph.end, u":。;");
    return colon < paragraph.end && reading->signs[colon] == ':' &&
                   intake_words_lead(words, reading, paragraph.start, colon, NULL) == role
               ? colon + 1
               : paragraph.start;
}

static void
split_paragraph(const IntakeReading *reading, const IntakeWords *words, const IntakePiece *piece,
                IntakeSpan paragraph, GArray *spans)
{
    guint start = skip_lead(reading, words, (IntakeRole)piece->role, paragraph),
          end = paragraph.end;
    guint list_end = find_and_so_on(reading, words, start, end);
    if (has_part(reading, start, end, u";")) {
        split_at(reading, spans, start, end, u";。");
    } else if (list_end < end && !has_part(reading, start, end, u"。") &&
               has_part(reading, start, list_end, u"、")) {
        split_at(reading, spans, start, list_end, u"、");
    } else if (piece->headed && piece->role != ROLE_MEASURE) {
        split_sentences(reading, spans, start, end);
    } else {
        add_span(reading, spans, start, end);
    }
}

/* 我镇…但仍存在 A、B 等问题 in a paragraph under a heading: only what is between counts. */
static gboolean
split_embedded(const IntakeText *text, const IntakePiece *piece, GArray *spans)
{
    for (guint i = piece->stop; piece->role == ROLE_PROBLEM && i < text->stops->len; i++) {
        const IntakeStop *stop = &g_array_index(text->stops, IntakeStop, i);
        IntakeOpener opener;
        if (stop->at >= piece->text_end) {
            break;
        }
        if (stop->at >= piece->start && intake_opener_find_embedded(text, i, &opener)) {
            split_at(text->reading, spans, opener.body, opener.end, u"、");
            return TRUE;
        }
    }
    return FALSE;
}

/* Whether the stretch is one sentence that says there is nothing: 经自查，未发现明显问题。 */
static gboolean
denies(const IntakeReading *reading, guint start, guint end)
{
    while (start < end && intake_sign_among(reading->signs[start], u"( \n")) {
        start++;
    }
    guint sentence = intake_part_end(reading, start, end, u"。\n");
    if (intake_reading_trim(reading, sentence, end) > sentence) {
        return FALSE;
    }
    for (guint at = start; at < sentence; at++) {
        if (begins_with_any(reading, at, absences, G_N_ELEMENTS(absences))) {
            return TRUE;
        }
        at = intake_part_end(reading, at, sentence, u",");
    }
    return FALSE;
}

GArray *
intake_stretch_split(const IntakeText *text, const IntakePiece *piece)
{
    GArray *spans = g_array_new(FALSE, FALSE, sizeof(IntakeSpan));
    if (denies(text->reading, piece->start, piece->text_end)) {
        return spans;
    }
    if (piece->enumerated) {
        split_at(text->reading, spans, piece->start, piece->text_end, u"、");
        return spans;
    }
    split_paragraphs(text->reading, text->words, piece, spans);
    if (spans->len == 1) {
        IntakeSpan only = g_array_index(spans, IntakeSpan, 0);
        g_array_set_size(spans, 0);
        if (!split_embedded(text, piece, spans)) {
            split_paragraph(text->reading, text->words, piece, only, spans);
        }
    }
    return spans;
}
