#include "opener.h"

/* Headings, labels and leads are not longer, in signs; a sentence with 存在…等问题 can be. */
#define HEADING_MOST 60
#define LEAD_MOST 120
#define SENTENCE_MOST 600

static const IntakeStop *
stop_at(const IntakeText *text, guint index)
{
    return index < text->stops->len ? &g_array_index(text->stops, IntakeStop, index) : NULL;
}

guint
intake_clause_end(const IntakeText *text, guint index)
{
    const IntakeStop *stop = stop_at(text, index), *next = stop_at(text, index + 1);
    return intake_reading_trim(text->reading, stop->body,
                               next != NULL ? next->at : text->reading->count);
}

/* The sign after the clause: ':', '。', '\n' … */
static gunichar2
clause_closing(const IntakeReading *reading, guint end)
{
    guint at = end;
    while (at < reading->count && reading->signs[at] == ' ') {
        at++;
    }
    return at < reading->count ? reading->signs[at] : '\n';
}

/* Whether a list begins right after the clause of stop `index`. */
static gboolean
leads_to_list(const IntakeText *text, guint index)
{
    const IntakeStop *next = stop_at(text, index + 1);
    return next != NULL && next->style != STYLE_NONE && next->ordinal <= 1;
}

static guint
skip_closing(const IntakeReading *reading, guint at)
{
    while (at < reading->count && intake_sign_among(reading->signs[at], u"。;,.:! \n")) {
        at++;
    }
    return at;
}

static gboolean
find_heading(const IntakeText *text, guint index, gboolean gap, gboolean after_problems,
             IntakeOpener *opener)
{
    const IntakeStop *stop = stop_at(text, index);
    guint end = intake_clause_end(text, index);
    if (end - stop->body > HEADING_MOST) {
        return FALSE;
    }
    if (!intake_words_heading(text->words, text->reading, stop->body, end, gap, after_problems,
                              &opener->heading)) {
        return FALSE;
    }
    gunichar2 closing = clause_closing(text->reading, end);
    opener->body = skip_closing(text->reading, end);
    if (closing == ':') {
        opener->kind = OPENER_LABEL;
    } else if (closing == ',') {
        opener->kind = leads_to_list(text, index) ? OPENER_LEAD : OPENER_CLAUSE;
    } else {
        opener->kind = OPENER_HEADING;
    }
    return TRUE;
}

/* A heading that a blank parts from its text, as in texts that lost their lines. */
static gboolean
find_heading_before_blank(const IntakeText *text, guint index, gboolean gap,
                          gboolean after_problems, IntakeOpener *opener)
{
    const IntakeStop *stop = stop_at(text, index);
    guint end = intake_clause_end(text, index);
    guint blank = stop->body;
    while (blank < end && blank - stop->body <= HEADING_MOST &&
           text->reading->signs[blank] != ' ') {
        blank++;
    }
    if (blank == end || text->reading->signs[blank] != ' ' ||
        !intake_words_heading(text->words, text->reading, stop->body, blank, gap, after_problems,
                              &opener->heading)) {
        return FALSE;
    }
    opener->kind = OPENER_HEADING;
    opener->body = blank + 1;
    return TRUE;
}

static void
set_role(IntakeOpener *opener, IntakeOpenerKind kind, IntakeRole role, guint body)
{
    opener->kind = kind;
    opener->heading = (IntakeHeading){.roles = {(guint8)role}, .count = 1};
    opener->body = body;
}

static gboolean
find_lead(const IntakeText *text, guint index, IntakeOpener *opener)
{
    const IntakeStop *stop = stop_at(text, index);
    guint end = intake_clause_end(text, index);
    if (!leads_to_list(text, index) || end - stop->body > LEAD_MOST) {
        return FALSE;
    }
    IntakeTense tense = TENSE_UNTOLD;
    IntakeRole role = intake_words_lead(text->words, text->reading, stop->body, end, &tense);
    if (role == ROLE_NONE) {
        return FALSE;
    }
    set_role(opener, OPENER_LEAD, role, skip_closing(text->reading, end));
    opener->heading.tense = tense;
    return TRUE;
}

/* 究其原因，… 主要原因是… 针对这一问题，…: words of headings up to a comma, or up to an “is”. */
static gboolean
find_clause(const IntakeText *text, guint index, IntakeOpener *opener)
{
    const IntakeStop *stop = stop_at(text, index);
    guint end = intake_clause_end(text, index), comma = stop->body;
    guint because = intake_words_because(text->words, text->reading, stop->body, end);
    if (because > 0) {
        set_role(opener, OPENER_BECAUSE, ROLE_CAUSE, because);
        return TRUE;
    }
    while (comma < end && comma - stop->body <= HEADING_MOST &&
           text->reading->signs[comma] != ',') {
        comma++;
    }
    if (comma == end || text->reading->signs[comma] != ',' ||
        !intake_words_heading(text->words, text->reading, stop->body, comma, FALSE, TRUE,
                              &opener->heading)) {
        return FALSE;
    }
    opener->kind = OPENER_CLAUSE;
    opener->body = comma + 1;
    return TRUE;
}

gboolean
intake_opener_find(const IntakeText *text, guint index, gboolean gap, gboolean after_problems,
                   IntakeOpener *opener)
{
    return find_heading(text, index, gap, after_problems, opener) ||
           find_heading_before_blank(text, index, gap, after_problems, opener) ||
           find_lead(text, index, opener) || find_clause(text, index, opener);
}

/* Whether the part of the sentence before `at` says what the shortcoming was an occasion for:
 * 针对群众仍存在…等问题，… */
static gboolean
is_occasion(const IntakeReading *reading, guint start, guint at)
{
    static const gunichar2 *const words[] = {u"针对", u"对于", u"围绕", u"解决", u"着眼"};
    for (; at > start && reading->signs[at - 1] != ','; at--) {
        for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
            if (intake_reading_match(reading, at - 1, words[i]) > 0) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

/* 还存在, 仍存在 …: an assertion. 还存在的 is none. */
static guint
find_assertion(const IntakeReading *reading, guint start, guint end)
{
    for (guint at = start; at + 3 < end; at++) {
        if (reading->signs[at + 1] == u'存' && reading->signs[at + 2] == u'在' &&
            intake_sign_among(reading->signs[at], u"还仍也尚但然旧是") &&
            reading->signs[at + 3] != u'的') {
            guint body = at + 3 + intake_sign_among(reading->signs[at + 3], u"着在");
            return is_occasion(reading, start, at) ? 0 : body;
        }
    }
    return 0;
}

/* The last 等问题, 等方面的不足, or 的问题 of the sentence. */
static guint
find_assertion_end(const IntakeReading *reading, const IntakeWords *words, guint start, guint end)
{
    static const gunichar2 *const before[] = {u"等方面的", u"等方面", u"等突出",
                                              u"等一些",   u"等",     u"的"};
    for (guint at = end - 1; at > start; at--) {
        if (intake_words_problem(words, reading, at, end) == 0) {
            continue;
        }
        for (guint i = 0; i < G_N_ELEMENTS(before); i++) {
            guint length = 0;
            while (before[i][length] != 0) {
                length++;
            }
            if (at >= start + length && intake_reading_match(reading, at - length, before[i]) > 0) {
                return at - length;
            }
        }
    }
    return 0;
}

gboolean
intake_opener_find_embedded(const IntakeText *text, guint index, IntakeOpener *opener)
{
    const IntakeStop *stop = stop_at(text, index);
    guint end = intake_clause_end(text, index);
    if (end - stop->body > SENTENCE_MOST) {
        return FALSE;
    }
    guint from = find_assertion(text->reading, stop->body, end);
    guint to = from > 0 ? find_assertion_end(text->reading, text->words, from, end) : 0;
    if (to <= from || intake_words_empty(text->words, text->reading, from, to)) {
        return FALSE;
    }
    set_role(opener, OPENER_EMBEDDED, ROLE_PROBLEM, from);
    opener->end = to;
    return TRUE;
}
