#include "pickup.h"

#include <stddef.h>

#include "lexicon.h"
#include "stop.h"
#include "year.h"
#include "zhenggai/date.h"

#define FIELD_MOST 80
#define OFFICE_MOST 24
#define CLAUSE_MOST 100

/* What a word that is picked up on tells. */
typedef enum {
    CUE_LABEL,  /* 责任单位： its value follows the colon */
    CUE_KIND,   /* 立行立改 */
    CUE_CLAIM,  /* 已完成 */
    CUE_TARGET, /* 确保, 力争: a figure in the clause is a goal */
    CUE_OFFICE  /* 由…牵头 */
} CueRole;

#define NO_FIELD G_MAXSIZE

/* `field` is an offset into IntakeItem. Labels are those of the sheets and texts that counties ask
 * for; the draft has no place for persons, but their labels end the field before them. Deadlines
 * that are no date are the audit office's 立行立改, 分阶段整改, 持续整改 and their common forms. */
static const struct {
    const gunichar2 *word;
    CueRole role;
    gsize field;
    const char *kind;
} cues[] = {
    {u"整改责任单位", CUE_LABEL, offsetof(IntakeItem, department), NULL},
    {u"责任单位", CUE_LABEL, offsetof(IntakeItem, department), NULL},
    {u"责任部门", CUE_LABEL, offsetof(IntakeItem, department), NULL},
    {u"责任科室", CUE_LABEL, offsetof(IntakeItem, department), NULL},
    {u"承办单位", CUE_LABEL, offsetof(IntakeItem, department), NULL},
    {u"牵头单位", CUE_LABEL, offsetof(IntakeItem, lead_department), NULL},
    {u"牵头部门", CUE_LABEL, offsetof(IntakeItem, lead_department), NULL},
    {u"整改时限", CUE_LABEL, offsetof(IntakeItem, due_text), NULL},
    {u"整改期限", CUE_LABEL, offsetof(IntakeItem, due_text), NULL},
    {u"整改时间", CUE_LABEL, offsetof(IntakeItem, due_text), NULL},
    {u"完成时限", CUE_LABEL, offsetof(IntakeItem, due_text), NULL},
    {u"整改完成时限", CUE_LABEL, offsetof(IntakeItem, due_text), NULL},
    {u"完成时间", CUE_LABEL, offsetof(IntakeItem, due_text), NULL},
    {u"办结时限", CUE_LABEL, offsetof(IntakeItem, due_text), NULL},
    {u"时间节点", CUE_LABEL, offsetof(IntakeItem, due_text), NULL},
    {u"整改目标", CUE_LABEL, offsetof(IntakeItem, goal), NULL},
    {u"整改成效", CUE_LABEL, offsetof(IntakeItem, claim), NULL},
    {u"整改进展", CUE_LABEL, offsetof(IntakeItem, claim), NULL},
    {u"整改效果", CUE_LABEL, offsetof(IntakeItem, claim), NULL},
    {u"整改结果", CUE_LABEL, offsetof(IntakeItem, claim), NULL},
    {u"完成情况", CUE_LABEL, offsetof(IntakeItem, claim), NULL},
    {u"责任人", CUE_LABEL, NO_FIELD, NULL},
    {u"整改责任人", CUE_LABEL, NO_FIELD, NULL},
    {u"责任领导", CUE_LABEL, NO_FIELD, NULL},
    {u"牵头领导", CUE_LABEL, NO_FIELD, NULL},
    {u"配合单位", CUE_LABEL, NO_FIELD, NULL},
    {u"整改类型", CUE_LABEL, NO_FIELD, NULL},
    {u"整改状态", CUE_LABEL, NO_FIELD, NULL},
    {u"立行立改", CUE_KIND, NO_FIELD, "immediate"},
    {u"立即整改", CUE_KIND, NO_FIELD, "immediate"},
    {u"即知即改", CUE_KIND, NO_FIELD, "immediate"},
    {u"立查立改", CUE_KIND, NO_FIELD, "immediate"},
    {u"边查边改", CUE_KIND, NO_FIELD, "immediate"},
    {u"限期整改", CUE_KIND, NO_FIELD, "phased"},
    {u"分阶段整改", CUE_KIND, NO_FIELD, "phased"},
    {u"分步整改", CUE_KIND, NO_FIELD, "phased"},
    {u"长期坚持", CUE_KIND, NO_FIELD, "continuous"},
    {u"持续整改", CUE_KIND, NO_FIELD, "continuous"},
    {u"长期整改", CUE_KIND, NO_FIELD, "continuous"},
    {u"已完成", CUE_CLAIM, NO_FIELD, NULL},
    {u"已经完成", CUE_CLAIM, NO_FIELD, NULL},
    {u"基本完成", CUE_CLAIM, NO_FIELD, NULL},
    {u"全部完成", CUE_CLAIM, NO_FIELD, NULL},
    {u"完成整改", CUE_CLAIM, NO_FIELD, NULL},
    {u"整改到位", CUE_CLAIM, NO_FIELD, NULL},
    {u"已整改", CUE_CLAIM, NO_FIELD, NULL},
    {u"已全部整改", CUE_CLAIM, NO_FIELD, NULL},
    {u"已办结", CUE_CLAIM, NO_FIELD, NULL},
    {u"已落实", CUE_CLAIM, NO_FIELD, NULL},
    {u"已到位", CUE_CLAIM, NO_FIELD, NULL},
    {u"确保", CUE_TARGET, NO_FIELD, NULL},
    {u"力争", CUE_TARGET, NO_FIELD, NULL},
    {u"争取", CUE_TARGET, NO_FIELD, NULL},
    {u"目标", CUE_TARGET, NO_FIELD, NULL},
    {u"由", CUE_OFFICE, NO_FIELD, NULL},
};

/* What a department's name ends in; 由分管领导牵头 names none. */
static const gunichar2 offices[] = u"办所局科心站队委室院部厅处会府股司联社校";

struct _IntakePickup {
    const IntakeReading *reading;
    const char *today;
    IntakeLexicon *cues;
};

/* One text that is read. */
typedef struct {
    const IntakePickup *pickup;
    const IntakeReading *reading;
    guint start, end;
    IntakeItem *item;
    IntakeSpan kind_words; /* the last words that told a kind */
    const char *kind;
    gboolean inferred;
} Search;

IntakePickup *
intake_pickup_new(const IntakeReading *reading, const char *today)
{
    IntakePickup *pickup = g_new0(IntakePickup, 1);
    pickup->reading = reading;
    pickup->today = today;
    pickup->cues = intake_lexicon_new(&cues[0].word, G_N_ELEMENTS(cues), sizeof cues[0]);
    return pickup;
}

void
intake_pickup_free(IntakePickup *pickup)
{
    intake_lexicon_free(pickup->cues);
    g_free(pickup);
}

static void
set_once(const Search *search, char **field, guint start, guint end)
{
    if (*field == NULL && intake_reading_trim(search->reading, start, end) > start) {
        *field = intake_reading_copy(search->reading, start, end);
    }
}

/* The clause around `at`, or what of it is near. */
static IntakeSpan
clause_around(const Search *search, guint at)
{
    static const gunichar2 closing[] = u",。;:!?\n";
    IntakeSpan clause = {at, at};
    while (clause.start > search->start && at - clause.start < CLAUSE_MOST &&
           !intake_sign_among(search->reading->signs[clause.start - 1], closing)) {
        clause.start--;
    }
    while (clause.end < search->end && clause.end - at < CLAUSE_MOST &&
           !intake_sign_among(search->reading->signs[clause.end], closing)) {
        clause.end++;
    }
    return clause;
}

/* Whether the clause tells what was done: 已于3月完成. */
static gboolean
is_past(const Search *search, IntakeSpan clause)
{
    for (guint at = clause.start; at < clause.end; at++) {
        if (search->reading->signs[at] == u'已') {
            return TRUE;
        }
    }
    return FALSE;
}

/* ── Deadlines ────────────────────────────────────────────────────────────────────────────── */

static guint
read_number(const IntakeReading *reading, guint at, gunichar2 unit)
{
    guint value, length = intake_numeral_read(reading, at, &value);
    return length > 0 && reading->signs[at + length] == unit ? length + 1 : 0;
}

/* 2025年6月 · 6月30日 · 今年底 · 年底 …: a day or period, without 前; its length in signs, else 0.
 */
static guint
read_period(const IntakeReading *reading, guint at)
{
    static const gunichar2 *const years[] = {u"今年", u"明年", u"本年"};
    static const gunichar2 *const periods[] = {u"年底", u"年末", u"上半年", u"月底"};
    int year;
    guint from = at, length, rest;
    at += intake_year_read(reading, at, &year);
    for (guint i = 0; i < G_N_ELEMENTS(years) && at == from; i++) {
        at += intake_reading_match(reading, at, years[i]);
    }
    rest = at;
    if ((length = read_number(reading, at, u'月')) > 0) {
        at += length;
        length = read_number(reading, at, u'日');
        at += length > 0 ? length : (guint)intake_sign_among(reading->signs[at], u"底末");
        return at - from;
    }
    for (guint i = 0; i < G_N_ELEMENTS(periods) && at == rest; i++) {
        at += intake_reading_match(reading, at, periods[i]);
    }
    if (at == rest && at > from) {
        at += intake_sign_among(reading->signs[at], u"底末");
    }
    return at > rest ? at - from : 0;
}

/* A period and a word that makes it a deadline: 6月底前, 2025年3月31日之前, 6月底完成. */
static guint
read_deadline(const IntakeReading *reading, guint at)
{
    static const gunichar2 *const by[] = {u"之前", u"以前", u"前"};
    if (!intake_sign_among(reading->signs[at], u"0123456789一二三四五六七八九十今明本年上月")) {
        return 0;
    }
    guint length = read_period(reading, at);
    for (guint i = 0; length > 0 && i < G_N_ELEMENTS(by); i++) {
        guint word = intake_reading_match(reading, at + length, by[i]);
        if (word > 0) {
            return length + word;
        }
    }
    return length > 0 && intake_reading_match(reading, at + length, u"完成") > 0 ? length : 0;
}

static void
set_due(Search *search, guint start, guint end)
{
    IntakeItem *item = search->item;
    const char *today = search->pickup->today;
    int year;
    gboolean dated = intake_year_read(search->reading, start, &year) > 0;
    g_autofree char *words = intake_reading_copy(search->reading, start, end);
    if (item->due == NULL && (dated || today != NULL)) {
        item->due = ledger_date_parse(words, dated ? "2000-01-01" : today, NULL);
        search->inferred |= item->due != NULL && !dated;
    }
    if (item->due_text == NULL) {
        item->due_text = g_steal_pointer(&words);
    }
    if (item->kind == NULL && item->due != NULL) {
        item->kind = g_strdup("phased");
    }
}

/* 立行立改，长期坚持 is one deadline; what lasts longest gives the kind. */
static void
note_kind(Search *search, guint at, guint length, const char *kind)
{
    IntakeSpan *words = &search->kind_words;
    if (search->kind == NULL || at <= words->end + 2) {
        *words = (IntakeSpan){search->kind == NULL ? at : words->start, at + length};
        search->kind = kind;
    }
}

static void
set_kind(Search *search)
{
    if (search->kind == NULL) {
        return;
    }
    set_once(search, &search->item->due_text, search->kind_words.start, search->kind_words.end);
    if (search->item->kind == NULL) {
        search->item->kind = g_strdup(search->kind);
    }
}

/* ── Labels, departments, goals ───────────────────────────────────────────────────────────── */

/* The label with its colon at `at`: its length, 0 if there is none. */
static guint
read_label(const IntakePickup *pickup, guint at, guint end, gsize *field)
{
    guint length;
    int cue = at < end ? intake_lexicon_find(pickup->cues, pickup->reading, at, end, &length) : -1;
    if (cue < 0 || cues[cue].role != CUE_LABEL || pickup->reading->signs[at + length] != ':') {
        return 0;
    }
    *field = cues[cue].field;
    return length + 1;
}

/* A field's value ends with its sentence, its bracket, or before the next label. */
static guint
field_end(const Search *search, guint at)
{
    gsize field;
    const gunichar2 *signs = search->reading->signs;
    for (; at < search->end && !intake_sign_among(signs[at], u"。;\n)"); at++) {
        if (intake_sign_among(signs[at], u", ") &&
            read_label(search->pickup, at + 1, search->end, &field) > 0) {
            break;
        }
    }
    return at;
}

/* The value of a label; returns where it ends. */
static guint
take_field(Search *search, guint start, gsize field)
{
    guint stop = field_end(search, start);
    if (field == offsetof(IntakeItem, due_text) && search->item->due_text == NULL) {
        guint length, period = read_period(search->reading, start);
        set_once(search, &search->item->due_text, start, stop);
        if (period > 0) {
            set_due(search, start, MIN(start + period, stop));
        }
        for (guint at = start; at < stop; at++) {
            int cue = intake_lexicon_find(search->pickup->cues, search->reading, at, stop, &length);
            if (cue >= 0 && cues[cue].role == CUE_KIND) {
                note_kind(search, at, length, cues[cue].kind);
            }
        }
    } else if (field != NO_FIELD) {
        set_once(search, (char **)G_STRUCT_MEMBER_P(search->item, field), start, stop);
    }
    return stop;
}

/* 由司法所牵头, 由党政办负责. */
static void
take_office(Search *search, guint at)
{
    const IntakeReading *reading = search->reading;
    for (guint stop = at + 2; stop + 1 < search->end && stop - at < OFFICE_MOST; stop++) {
        gboolean leads = intake_reading_match(reading, stop, u"牵头") > 0;
        if (intake_sign_among(reading->signs[stop], u",。;:\n")) {
            return;
        }
        if ((leads || intake_reading_match(reading, stop, u"负责") > 0) &&
            intake_sign_among(reading->signs[stop - 1], offices)) {
            set_once(search, leads ? &search->item->lead_department : &search->item->department,
                     at + 1, stop);
            return;
        }
    }
}

static gboolean
has_figure(const IntakeReading *reading, IntakeSpan span)
{
    static const gunichar2 counted[] = u"%成次件家户人天日场个名项起份亩万元";
    for (guint at = span.start; at < span.end; at++) {
        guint value, length = intake_numeral_read(reading, at, &value);
        if (intake_reading_match(reading, at, u"百分之") > 0) {
            return TRUE;
        }
        while (length > 0 && at + length < span.end &&
               intake_sign_among(reading->signs[at + length], u"0123456789.十百千余多")) {
            length++;
        }
        if (length > 0 && at + length < span.end &&
            intake_sign_among(reading->signs[at + length], counted)) {
            return TRUE;
        }
    }
    return FALSE;
}

static void
take_clause(Search *search, guint at, CueRole role)
{
    IntakeSpan clause = clause_around(search, at);
    if (role == CUE_CLAIM) {
        set_once(search, &search->item->claim, clause.start, clause.end);
    } else if (has_figure(search->reading, clause) && !is_past(search, clause)) {
        set_once(search, &search->item->goal, clause.start, clause.end);
    }
}

/* Takes what the word at `at` tells; returns where to go on. */
static guint
take_cue(Search *search, guint at, guint length, guint cue)
{
    gsize field;
    guint label;
    switch (cues[cue].role) {
    case CUE_LABEL:
        label = read_label(search->pickup, at, search->end, &field);
        return label > 0 ? take_field(search, at + label, field) : at + length;
    case CUE_KIND:
        note_kind(search, at, length, cues[cue].kind);
        break;
    case CUE_OFFICE:
        take_office(search, at);
        break;
    case CUE_CLAIM:
    case CUE_TARGET:
        take_clause(search, at, cues[cue].role);
        break;
    }
    return at + length;
}

gboolean
intake_pickup(const IntakePickup *pickup, guint start, guint end, IntakeItem *item)
{
    Search search = {
        .pickup = pickup, .reading = pickup->reading, .start = start, .end = end, .item = item};
    IntakeSpan due = {0, 0};
    for (guint at = start; at < end;) {
        guint length;
        int cue = intake_lexicon_find(pickup->cues, pickup->reading, at, end, &length);
        if (cue >= 0) {
            at = take_cue(&search, at, length, (guint)cue);
        } else if ((length = read_deadline(pickup->reading, at)) > 0) {
            if (due.end == 0 && at + length <= end &&
                !is_past(&search, clause_around(&search, at))) {
                due = (IntakeSpan){at, at + length};
            }
            at += length;
        } else {
            at++;
        }
    }
    if (due.end > 0 && item->due_text == NULL) {
        set_due(&search, due.start, due.end);
    }
    set_kind(&search);
    return search.inferred;
}

void
intake_pickup_cell(const IntakePickup *pickup, guint label, IntakeSpan value, IntakeItem *item)
{
    Search search = {.pickup = pickup,
                     .reading = pickup->reading,
                     .start = value.start,
                     .end = value.end,
                     .item = item};
    guint length;
    int cue =
        intake_lexicon_find(pickup->cues, pickup->reading, label, pickup->reading->count, &length);
    if (cue >= 0 && cues[cue].role == CUE_LABEL) {
        take_field(&search, value.start, cues[cue].field);
        set_kind(&search);
    }
}

guint
intake_pickup_trim(const IntakePickup *pickup, guint start, guint end)
{
    const gunichar2 *signs = pickup->reading->signs;
    gsize field;
    guint open = end;
    if (end == start || signs[end - 1] != ')') {
        return end;
    }
    while (open > start && end - open < FIELD_MOST && signs[open - 1] != '(') {
        open--;
    }
    if (open > start && signs[open - 1] == '(' && read_label(pickup, open, end, &field) > 0) {
        return intake_reading_trim(pickup->reading, start, open - 1);
    }
    return end;
}
