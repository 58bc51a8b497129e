#include "pickup.h"

#include <stddef.h>

#include "entry.h"
#include "stop.h"
#include "year.h"
#include "zhenggai/date.h"

#define FIELD_MOST 80
#define OFFICE_MOST 24

typedef struct {
    const IntakeReading *reading;
    const char *today;
    IntakeItem *item;
    gboolean inferred;
} Pickup;

/* Labels of the sheets and texts that counties ask for; `field` is an offset into IntakeItem. */
static const struct {
    const gunichar2 *label;
    gsize field;
} labels[] = {
    {u"整改责任单位", offsetof(IntakeItem, department)},
    {u"责任单位", offsetof(IntakeItem, department)},
    {u"责任部门", offsetof(IntakeItem, department)},
    {u"责任科室", offsetof(IntakeItem, department)},
    {u"承办单位", offsetof(IntakeItem, department)},
    {u"牵头单位", offsetof(IntakeItem, lead_department)},
    {u"牵头部门", offsetof(IntakeItem, lead_department)},
    {u"整改时限", offsetof(IntakeItem, due_text)},
    {u"整改期限", offsetof(IntakeItem, due_text)},
    {u"整改时间", offsetof(IntakeItem, due_text)},
    {u"完成时限", offsetof(IntakeItem, due_text)},
    {u"完成时间", offsetof(IntakeItem, due_text)},
    {u"办结时限", offsetof(IntakeItem, due_text)},
    {u"时间节点", offsetof(IntakeItem, due_text)},
    {u"整改目标", offsetof(IntakeItem, goal)},
    {u"整改成效", offsetof(IntakeItem, claim)},
    {u"整改进展", offsetof(IntakeItem, claim)},
    {u"整改效果", offsetof(IntakeItem, claim)},
    {u"整改结果", offsetof(IntakeItem, claim)},
    {u"完成情况", offsetof(IntakeItem, claim)},
    /* Known so that they end the field before them; the draft has no place for their values. */
    {u"责任人", G_MAXSIZE},
    {u"整改责任人", G_MAXSIZE},
    {u"责任领导", G_MAXSIZE},
    {u"牵头领导", G_MAXSIZE},
    {u"配合单位", G_MAXSIZE},
    {u"整改类型", G_MAXSIZE},
    {u"整改状态", G_MAXSIZE},
};

/* Deadlines that are no date (审计署's 立行立改, 分阶段整改, 持续整改 and their common forms). */
static const struct {
    const gunichar2 *word;
    const char *kind;
} kinds[] = {
    {u"立行立改", "immediate"},  {u"立即整改", "immediate"},   {u"即知即改", "immediate"},
    {u"立查立改", "immediate"},  {u"边查边改", "immediate"},   {u"限期整改", "phased"},
    {u"分阶段整改", "phased"},   {u"分步整改", "phased"},      {u"长期坚持", "continuous"},
    {u"持续整改", "continuous"}, {u"长期整改", "continuous"},
};

static const gunichar2 *const claims[] = {
    u"已完成", u"基本完成", u"全部完成", u"已经完成", u"完成整改", u"已整改", u"已全部整改",
    u"整改到位", u"已办结", u"已落实", u"已到位",
};

/* Words with which a text sets itself a figure. */
static const gunichar2 *const targets[] = {u"确保", u"力争", u"争取", u"目标"};

/* What a department's name ends in; 由分管领导牵头 names none. */
static const gunichar2 offices[] = u"办所局科心站队委室院部厅处会府股司联社校";

static const IntakeSpan nowhere = {0, 0};

static void
set_once(const Pickup *pickup, char **field, guint start, guint end)
{
    if (*field == NULL && intake_reading_trim(pickup->reading, start, end) > start) {
        *field = intake_reading_copy(pickup->reading, start, end);
    }
}

/* The label that begins at `at` with its colon: its length, 0 if there is none. */
static guint
read_label(const IntakeReading *reading, guint at, guint end, gsize *field)
{
    for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
        guint length = intake_reading_match(reading, at, labels[i].label);
        if (length > 0 && at + length < end && reading->signs[at + length] == ':') {
            *field = labels[i].field;
            return length + 1;
        }
    }
    return 0;
}

/* A field's value ends with its sentence, its bracket, or before the next label. */
static guint
field_end(const IntakeReading *reading, guint start, guint end)
{
    gsize field;
    guint at = start;
    for (; at < end && !intake_sign_among(reading->signs[at], u"。;\n)"); at++) {
        if (intake_sign_among(reading->signs[at], u", ") &&
            read_label(reading, at + 1, end, &field) > 0) {
            break;
        }
    }
    return at;
}

static gboolean
begins_with_digit(const IntakeReading *reading, guint at, guint *length)
{
    guint value;
    *length = intake_numeral_read(reading, at, &value);
    return *length > 0;
}

/* 2025年6月 · 6月 · 今年 · 年底 …: a day or period, without 前; its length in signs, else 0. */
static guint
read_period(const IntakeReading *reading, guint at)
{
    static const gunichar2 *const years[] = {u"今年", u"明年", u"本年"};
    static const gunichar2 *const periods[] = {u"年底", u"年末", u"上半年", u"月底"};
    int year;
    guint from = at, length, years_end;
    at += intake_year_read(reading, at, &year);
    for (guint i = 0; i < G_N_ELEMENTS(years) && at == from; i++) {
        at += intake_reading_match(reading, at, years[i]);
    }
    years_end = at;
    if (begins_with_digit(reading, at, &length) && reading->signs[at + length] == u'月') {
        at += length + 1;
        if (begins_with_digit(reading, at, &length) && reading->signs[at + length] == u'日') {
            at += length + 1;
        } else if (intake_sign_among(reading->signs[at], u"底末")) {
            at++;
        }
        return at - from;
    }
    for (guint i = 0; i < G_N_ELEMENTS(periods); i++) {
        at += at == years_end ? intake_reading_match(reading, at, periods[i]) : 0;
    }
    if (at == years_end && at > from && intake_sign_among(reading->signs[at], u"底末")) {
        at++;
    }
    return at > years_end ? at - from : 0;
}

/* A period and a word that makes it a deadline: 6月底前, 2025年3月31日之前, 6月底完成. */
static guint
read_deadline(const IntakeReading *reading, guint at)
{
    static const gunichar2 *const by[] = {u"之前", u"以前", u"前"};
    guint length = read_period(reading, at);
    if (length == 0) {
        return 0;
    }
    for (guint i = 0; i < G_N_ELEMENTS(by); i++) {
        guint word = intake_reading_match(reading, at + length, by[i]);
        if (word > 0) {
            return length + word;
        }
    }
    return intake_reading_match(reading, at + length, u"完成") > 0 ? length : 0;
}

/* The clause around `at`. */
static IntakeSpan
clause_around(const IntakeReading *reading, guint at, guint start, guint end)
{
    IntakeSpan clause = {at, at};
    while (clause.start > start && !intake_sign_among(reading->signs[clause.start - 1], u",。;:!?\n")) {
        clause.start--;
    }
    while (clause.end < end && !intake_sign_among(reading->signs[clause.end], u",。;:!?\n")) {
        clause.end++;
    }
    return clause;
}

static gboolean
contains(const IntakeReading *reading, IntakeSpan span, const gunichar2 *word)
{
    for (guint at = span.start; at < span.end; at++) {
        if (intake_reading_match(reading, at, word) > 0) {
            return TRUE;
        }
    }
    return FALSE;
}

static void
set_due(Pickup *pickup, guint start, guint end)
{
    IntakeItem *item = pickup->item;
    int year;
    gboolean whole = intake_year_read(pickup->reading, start, &year) > 0;
    g_autofree char *words = intake_reading_copy(pickup->reading, start, end);
    if (item->due == NULL && (whole || pickup->today != NULL)) {
        item->due = ledger_date_parse(words, whole ? "2000-01-01" : pickup->today, NULL);
        pickup->inferred |= item->due != NULL && !whole;
    }
    if (item->due_text == NULL) {
        item->due_text = g_steal_pointer(&words);
    }
    if (item->kind == NULL && item->due != NULL) {
        item->kind = g_strdup("phased");
    }
}

/* The deadline in words in [start, end): a date unless the clause says it is past. */
static void
pick_deadline(Pickup *pickup, guint start, guint end)
{
    for (guint at = start; at < end; at++) {
        guint length = read_deadline(pickup->reading, at);
        if (length == 0) {
            continue;
        }
        if (at + length <= end &&
            !contains(pickup->reading, clause_around(pickup->reading, at, start, end), u"已")) {
            set_due(pickup, at, at + length);
            return;
        }
        at += length - 1;
    }
}

/* 立行立改，长期坚持 is one deadline; what lasts longest gives the kind. */
static void
pick_kind(Pickup *pickup, guint start, guint end)
{
    IntakeSpan words = nowhere;
    const char *kind = NULL;
    for (guint at = start; at < end; at++) {
        for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
            guint length = intake_reading_match(pickup->reading, at, kinds[i].word);
            if (length > 0 && at + length <= end && (kind == NULL || at <= words.end + 2)) {
                words = (IntakeSpan){kind == NULL ? at : words.start, at + length};
                kind = kinds[i].kind;
            }
        }
    }
    if (kind != NULL) {
        set_once(pickup, &pickup->item->due_text, words.start, words.end);
        if (pickup->item->kind == NULL) {
            pickup->item->kind = g_strdup(kind);
        }
    }
}

static void
pick_labels(Pickup *pickup, guint start, guint end)
{
    const IntakeReading *reading = pickup->reading;
    for (guint at = start; at < end; at++) {
        gsize field;
        guint length = read_label(reading, at, end, &field);
        if (length == 0) {
            continue;
        }
        guint stop = field_end(reading, at + length, end);
        if (field == offsetof(IntakeItem, due_text)) {
            pick_kind(pickup, at + length, stop);
            guint period = read_period(reading, at + length);
            if (period > 0 && pickup->item->due_text == NULL) {
                set_once(pickup, &pickup->item->due_text, at + length, stop);
                set_due(pickup, at + length, MIN(at + length + period, stop));
            }
        }
        if (field != G_MAXSIZE) {
            set_once(pickup, (char **)G_STRUCT_MEMBER_P(pickup->item, field), at + length, stop);
        }
        at = stop - 1;
    }
}

/* 由司法所牵头, 由党政办负责. */
static void
pick_office(Pickup *pickup, guint start, guint end)
{
    const IntakeReading *reading = pickup->reading;
    for (guint at = start; at < end; at++) {
        if (reading->signs[at] != u'由') {
            continue;
        }
        for (guint stop = at + 2; stop + 1 < end && stop - at < OFFICE_MOST; stop++) {
            gboolean leads = intake_reading_match(reading, stop, u"牵头") > 0;
            if (intake_sign_among(reading->signs[stop], u",。;:\n")) {
                break;
            }
            if ((leads || intake_reading_match(reading, stop, u"负责") > 0) &&
                intake_sign_among(reading->signs[stop - 1], offices)) {
                set_once(pickup, leads ? &pickup->item->lead_department : &pickup->item->department,
                         at + 1, stop);
                break;
            }
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
               (intake_sign_among(reading->signs[at + length], u"0123456789.十百千余多"))) {
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
pick_goal(Pickup *pickup, guint start, guint end)
{
    for (guint at = start; at < end; at++) {
        for (guint i = 0; i < G_N_ELEMENTS(targets); i++) {
            if (intake_reading_match(pickup->reading, at, targets[i]) == 0) {
                continue;
            }
            IntakeSpan clause = clause_around(pickup->reading, at, start, end);
            if (has_figure(pickup->reading, clause) && !contains(pickup->reading, clause, u"已")) {
                set_once(pickup, &pickup->item->goal, clause.start, clause.end);
            }
        }
    }
}

static void
pick_claim(Pickup *pickup, guint start, guint end)
{
    for (guint at = start; at < end; at++) {
        for (guint i = 0; i < G_N_ELEMENTS(claims); i++) {
            if (intake_reading_match(pickup->reading, at, claims[i]) > 0) {
                IntakeSpan clause = clause_around(pickup->reading, at, start, end);
                set_once(pickup, &pickup->item->claim, clause.start, clause.end);
            }
        }
    }
}

gboolean
intake_pickup(const IntakeReading *reading, guint start, guint end, const char *today,
              IntakeItem *item)
{
    Pickup pickup = {reading, today, item, FALSE};
    pick_labels(&pickup, start, end);
    pick_office(&pickup, start, end);
    pick_deadline(&pickup, start, end);
    pick_kind(&pickup, start, end);
    pick_goal(&pickup, start, end);
    pick_claim(&pickup, start, end);
    return pickup.inferred;
}

guint
intake_pickup_trim(const IntakeReading *reading, guint start, guint end)
{
    gsize field;
    guint open = end;
    while (open > start && end - open < FIELD_MOST && reading->signs[open - 1] != '(') {
        open--;
    }
    if (end > start && reading->signs[end - 1] == ')' && open > start &&
        reading->signs[open - 1] == '(' && read_label(reading, open, end, &field) > 0) {
        return intake_reading_trim(reading, start, open - 1);
    }
    return end;
}
