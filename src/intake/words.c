#include "words.h"

#include "lexicon.h"
#include "year.h"

#define GAP_MOST 14

typedef enum {
    WORD_NONE,
    WORD_NUMBER,
    WORD_GLUE,
    WORD_JOIN,
    WORD_STATE,
    WORD_COPULA,
    WORD_BECAUSE,
    WORD_EXIST,
    WORD_PROBLEM,
    WORD_CAUSE,
    WORD_MEASURE,
    WORD_REMEDY,
    WORD_DOING,
    WORD_STEPS,
    WORD_AHEAD,
    WORD_SCHEME,
    WORD_WORK,
    WORD_RESULT,
    WORD_FIELD,
    WORD_PAST,
    WORD_OUTSIDE,
    WORD_AGAINST,
    WORD_ACTION,
    WORD_BEGUN,
    WORD_MEANT,
    WORD_REPORT
} WordKind;

#define KIND(kind) (1u << WORD_##kind)
#define ABOUT_MEASURES (KIND(MEASURE) | KIND(REMEDY) | KIND(DOING))
#define ABOUT_PROBLEMS (KIND(PROBLEM) | KIND(CAUSE) | ABOUT_MEASURES)

static const struct {
    const gunichar2 *word;
    guint8 kind;
} vocabulary[] = {
#define WORD(kind, word) {word, WORD_##kind},
#include "words.def"
#undef WORD
};

struct _IntakeWords {
    int year;
    gboolean on_feedback;
    IntakeLexicon *lexicon;
};

IntakeWords *
intake_words_new(int year, gboolean on_feedback)
{
    IntakeWords *words = g_new0(IntakeWords, 1);
    words->year = year;
    words->on_feedback = on_feedback;
    words->lexicon =
        intake_lexicon_new(&vocabulary[0].word, G_N_ELEMENTS(vocabulary), sizeof vocabulary[0]);
    return words;
}

void
intake_words_free(IntakeWords *words)
{
    intake_lexicon_free(words->lexicon);
    g_free(words);
}

/* A year is glue if it is the report's own. */
static WordKind
year_kind(const IntakeWords *words, int year)
{
    if (words->year == 0 || year == words->year) {
        return WORD_GLUE;
    }
    return year > words->year ? WORD_AHEAD : WORD_PAST;
}

/* The longest word, year or numeral at `at`, before `end`; WORD_NONE with a length of 1 if there
 * is none. */
static WordKind
read_word(const IntakeWords *words, const IntakeReading *reading, guint at, guint end,
          guint *length)
{
    int year;
    guint number;
    if ((*length = intake_year_read(reading, at, &year)) > 0 && at + *length <= end) {
        return year_kind(words, year);
    }
    int word = intake_lexicon_find(words->lexicon, reading, at, end, length);
    if (word >= 0) {
        return (WordKind)vocabulary[word].kind;
    }
    if ((*length = intake_numeral_read(reading, at, &number)) > 0 && at + *length <= end) {
        return WORD_NUMBER;
    }
    *length = 1;
    return intake_sign_among(reading->signs[at], u" “”‘’【】[]()《》:。;*#—\n") ? WORD_GLUE
                                                                                : WORD_NONE;
}

/* What a part of a heading is about: of several nouns the later in this order is the modifier
 * (问题的原因 is about causes, 下一步整改措施 about measures). */
static IntakeRole
role_of(const IntakeWords *words, guint kinds, gboolean after_problems)
{
    gboolean about_problems = (kinds & ABOUT_PROBLEMS) != 0;
    if ((kinds & KIND(REPORT)) != 0) {
        return ROLE_NONE;
    }
    if ((kinds & KIND(PAST)) != 0 && about_problems) {
        return ROLE_OTHER;
    }
    if ((kinds & KIND(OUTSIDE)) != 0 && about_problems && !words->on_feedback) {
        return ROLE_OTHER;
    }
    if ((kinds & KIND(AGAINST)) != 0 && about_problems) {
        return ROLE_MEASURE;
    }
    static const struct {
        guint kind;
        IntakeRole role;
    } order[] = {
        {KIND(RESULT), ROLE_RESULT},
        {KIND(FIELD), ROLE_FIELD},
        {KIND(CAUSE), ROLE_CAUSE},
        {ABOUT_MEASURES, ROLE_MEASURE},
        {KIND(AHEAD) | KIND(SCHEME), ROLE_PLAN},
        {KIND(PROBLEM), ROLE_PROBLEM},
        {KIND(WORK), ROLE_OTHER},
    };
    for (guint i = 0; i < G_N_ELEMENTS(order); i++) {
        if ((kinds & order[i].kind) != 0) {
            return order[i].role;
        }
    }
    if ((kinds & KIND(STEPS)) != 0) {
        return after_problems ? ROLE_MEASURE : ROLE_OTHER;
    }
    return ROLE_NONE;
}

/* What the words of a part tell of its measures. */
static IntakeTense
tense_of(guint kinds)
{
    gboolean state =
        (kinds & (ABOUT_MEASURES | KIND(STEPS))) != 0 && (kinds & (KIND(STATE) | KIND(WORK))) != 0;
    if ((kinds & (KIND(AHEAD) | KIND(SCHEME) | KIND(MEANT))) != 0) {
        return TENSE_PLANNED;
    }
    return state || (kinds & (KIND(DOING) | KIND(BEGUN) | KIND(RESULT))) != 0 ? TENSE_UNDERWAY
                                                                              : TENSE_UNTOLD;
}

static void
add_role(IntakeHeading *heading, IntakeRole role)
{
    if (role == ROLE_NONE || heading->count == HEADING_ROLES) {
        return;
    }
    for (guint i = 0; i < heading->count; i++) {
        if (heading->roles[i] == role) {
            return;
        }
    }
    heading->roles[heading->count++] = (guint8)role;
}

/* Achievements stand first where they share a heading: 主要成效及存在问题. Beside them 举措 alone
 * is no measure against problems. */
static void
settle_mixture(IntakeHeading *heading, guint kinds)
{
    guint kept = 0;
    for (guint i = 0; i < heading->count; i++) {
        gboolean steps = heading->roles[i] == ROLE_MEASURE && (kinds & ABOUT_MEASURES) == 0;
        if (!(steps && (kinds & KIND(WORK)) != 0)) {
            heading->roles[kept++] = heading->roles[i];
        }
    }
    heading->count = kept;
    heading->mixed = kept > 1 && heading->roles[0] == ROLE_OTHER;
}

typedef struct {
    guint kinds;     /* of the part since the last JOIN */
    guint all;       /* of the whole */
    guint measures;  /* of the part about measures and what goes with it */
    guint gaps;      /* stretches of other words */
    guint gap_signs; /* their length */
    guint last_kind;
} Scan;

static void
scan_word(Scan *scan, WordKind kind)
{
    if (kind == WORD_NONE) {
        scan->gaps += scan->last_kind != WORD_NONE;
        scan->gap_signs++;
    }
    scan->kinds |= 1u << kind;
    scan->all |= 1u << kind;
    scan->last_kind = kind;
}

static gboolean
is_noun(guint kind)
{
    return (1u << kind & (ABOUT_PROBLEMS | KIND(STEPS))) != 0;
}

/* Whether a heading with other words in it still is one: it ends in a noun of headings and does
 * nothing about it. */
static gboolean
is_heading_with_gap(const Scan *scan)
{
    if (scan->gaps > 1 || scan->gap_signs > GAP_MOST ||
        (scan->all & (KIND(ACTION) | KIND(AGAINST))) != 0) {
        return FALSE;
    }
    gboolean state = scan->last_kind == WORD_STATE || scan->last_kind == WORD_STEPS;
    return (is_noun(scan->last_kind) && (scan->all & (KIND(EXIST) | KIND(CAUSE))) != 0) ||
           (state && (scan->all & ABOUT_MEASURES) != 0) ||
           (scan->last_kind == WORD_SCHEME && (scan->all & KIND(AHEAD)) != 0);
}

/* A part that names no other section goes with the measures before it: 整改措施及落实情况. */
static void
end_part(const IntakeWords *words, gboolean after_problems, Scan *scan, IntakeHeading *heading)
{
    IntakeRole role = role_of(words, scan->kinds, after_problems);
    add_role(heading, role);
    if (role == ROLE_MEASURE || role == ROLE_RESULT ||
        (scan->measures != 0 && (role == ROLE_NONE || role == ROLE_OTHER))) {
        scan->measures |= scan->kinds;
    }
    scan->kinds = 0;
}

/* FALSE if it ended at a word that is none of headings. */
static gboolean
scan_heading(const IntakeWords *words, const IntakeReading *reading, guint start, guint end,
             gboolean gap, gboolean after_problems, Scan *scan, IntakeHeading *heading)
{
    guint length, before = WORD_GLUE;
    *scan = (Scan){.last_kind = WORD_GLUE};
    *heading = (IntakeHeading){0};
    for (guint at = start; at < end; at += length) {
        WordKind kind = read_word(words, reading, at, end, &length);
        if (kind == WORD_NONE && !gap) {
            return FALSE;
        }
        if (kind == WORD_JOIN) {
            end_part(words, after_problems, scan, heading);
        }
        before = scan->last_kind;
        scan_word(scan, kind);
    }
    end_part(words, after_problems, scan, heading);
    heading->numbered = scan->last_kind == WORD_NUMBER && is_noun(before);
    heading->tense = tense_of(scan->measures != 0 ? scan->measures : scan->all);
    /* 针对以上问题，采取以下措施 is a lead in the words of a heading: it does not tell. */
    if (heading->tense == TENSE_UNTOLD && (scan->all & KIND(AGAINST)) == 0 &&
        (scan->measures & (KIND(STEPS) | KIND(REMEDY))) != 0) {
        heading->tense = TENSE_PLANNED;
    }
    settle_mixture(heading, scan->all);
    return TRUE;
}

gboolean
intake_words_heading(const IntakeWords *words, const IntakeReading *reading, guint start, guint end,
                     gboolean gap, gboolean after_problems, IntakeHeading *heading)
{
    Scan scan;
    return scan_heading(words, reading, start, end, gap, after_problems, &scan, heading) &&
           heading->count > 0 && (scan.all & KIND(REPORT)) == 0 &&
           (scan.gaps == 0 ? (scan.all & KIND(ACTION)) == 0 : is_heading_with_gap(&scan));
}

gboolean
intake_words_underway(const IntakeWords *words, const IntakeReading *reading, guint start,
                      guint end)
{
    Scan scan;
    IntakeHeading heading;
    return scan_heading(words, reading, start, end, TRUE, TRUE, &scan, &heading) &&
           heading.tense == TENSE_UNDERWAY;
}

/* The kinds of words that occur in [start, end), whatever else does. */
static guint
kinds_within(const IntakeWords *words, const IntakeReading *reading, guint start, guint end)
{
    guint kinds = 0, length;
    for (guint at = start; at < end; at += length) {
        kinds |= 1u << read_word(words, reading, at, end, &length);
    }
    return kinds;
}

/* Whether the sentence answers what another year's report named: 针对2022年度报告指出的问题，…整改.
 */
static gboolean
looks_back(const IntakeWords *words, const IntakeReading *reading, guint start, guint end)
{
    while (start < end) {
        guint comma = start;
        while (comma < end && reading->signs[comma] != ',') {
            comma++;
        }
        guint kinds = kinds_within(words, reading, start, comma);
        if ((kinds & KIND(PAST)) != 0 && (kinds & ABOUT_PROBLEMS) != 0) {
            return TRUE;
        }
        start = comma + 1;
    }
    return FALSE;
}

IntakeRole
intake_words_lead(const IntakeWords *words, const IntakeReading *reading, guint start, guint end,
                  IntakeTense *tense)
{
    guint stop = end;
    if ((kinds_within(words, reading, start, end) & KIND(REPORT)) != 0) {
        return ROLE_NONE;
    }
    while (stop > start) {
        guint comma = stop;
        while (comma > start && reading->signs[comma - 1] != ',') {
            comma--;
        }
        guint kinds = kinds_within(words, reading, comma, stop) & ~KIND(WORK);
        IntakeRole role = role_of(words, kinds, TRUE);
        if (role == ROLE_NONE && (kinds & KIND(EXIST)) != 0) {
            role = ROLE_PROBLEM;
        }
        if (role == ROLE_MEASURE && looks_back(words, reading, start, end)) {
            role = ROLE_OTHER;
        }
        if (role != ROLE_NONE) {
            if (tense != NULL) {
                *tense = tense_of(kinds);
            }
            return role;
        }
        stop = comma > start ? comma - 1 : start;
    }
    return ROLE_NONE;
}

guint
intake_words_because(const IntakeWords *words, const IntakeReading *reading, guint start, guint end)
{
    gboolean cause = FALSE;
    guint length;
    for (guint at = start; at < end; at += length) {
        WordKind kind = read_word(words, reading, at, end, &length);
        if (kind == WORD_BECAUSE || (cause && kind == WORD_COPULA)) {
            return at + length;
        }
        if (kind == WORD_NONE) {
            break;
        }
        cause |= kind == WORD_CAUSE;
    }
    return 0;
}

gboolean
intake_words_empty(const IntakeWords *words, const IntakeReading *reading, guint start, guint end)
{
    return (kinds_within(words, reading, start, end) & KIND(NONE)) == 0;
}

guint
intake_words_problem(const IntakeWords *words, const IntakeReading *reading, guint start, guint end)
{
    guint length;
    return read_word(words, reading, start, end, &length) == WORD_PROBLEM ? length : 0;
}
