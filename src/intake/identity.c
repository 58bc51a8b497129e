#include "identity.h"

#include "stop.h"
#include "unit.h"
#include "year.h"

#define TITLE_MOST 70      /* signs */
#define HEAD_LINES 12      /* paragraphs in which title, number, addressee and date may stand */
#define TAIL_LINES 8       /* paragraphs that a signature may take */
#define PREAMBLE_MOST 1000 /* signs in which the year is looked for */

/* What a title ends in. */
static const gunichar2 *const documents[] = {u"报告", u"总结", u"汇报", u"函",   u"简报", u"说明",
                                             u"台账", u"清单", u"自查", u"通知", u"解读", u"方案",
                                             u"办法", u"情况", u"意见", u"公告", u"要点", u"规划"};

/* Titles of papers that speak about reports, or about what is to be done, but are none. */
static const gunichar2 *const others[] = {
    u"通知", u"解读", u"方案",   u"办法",   u"细则",   u"规定", u"指引", u"要点",
    u"规划", u"公告", u"推进会", u"座谈会", u"培训班", u"召开", u"举办", u"举行"};

/* … unless they carry one: 关于印发《…报告》的通知, 整改方案. */
static const gunichar2 *const carriers[] = {u"印发", u"转发", u"报送", u"整改"};

/* Lines that web pages put around a title. */
static const gunichar2 *const noise[] = {
    u"发布时间", u"发布日期", u"发布机构", u"信息来源", u"来源", u"索引号", u"文号",     u"日期",
    u"时间",     u"浏览",     u"阅读",     u"字号",     u"作者", u"成文",   u"当前位置", u"首页",
    u"公开",     u"主题",     u"名称",     u"标题",     u"分享", u"打印",
};

static const gunichar2 *const farewells[] = {u"特此", u"附件", u"附:", u"(此件", u"联系人"};

static gboolean
contains_any(const IntakeReading *reading, IntakeSpan span, const gunichar2 *const *words,
             guint count)
{
    for (guint at = span.start; at < span.end; at++) {
        for (guint i = 0; i < count; i++) {
            guint length = intake_reading_match(reading, at, words[i]);
            if (length > 0 && at + length <= span.end) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

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

/* The paragraph at `at`, without its '\n'. */
static IntakeSpan
paragraph_at(const IntakeReading *reading, guint at)
{
    IntakeSpan span = {at, at};
    while (span.end < reading->count && reading->signs[span.end] != '\n') {
        span.end++;
    }
    return span;
}

static guint
length_of(IntakeSpan span)
{
    return span.end - span.start;
}

/* A day alone in its line, in brackets or not. */
static gboolean
read_day(const IntakeReading *reading, IntakeSpan span, char **day)
{
    guint start = span.start + (reading->signs[span.start] == '(');
    guint end = intake_reading_trim(reading, span.start, span.end);
    g_autofree char *found = NULL;
    guint length = intake_day_read(reading, start, &found);
    if (length == 0 || start + length + (start > span.start) != end) {
        return FALSE;
    }
    if (*day == NULL) {
        *day = g_steal_pointer(&found);
    }
    return TRUE;
}

/* 鲁政文〔2025〕3号, 〔2025〕 in any brackets. */
static gboolean
read_number(const IntakeReading *reading, IntakeSpan span, char **number)
{
    for (guint at = span.start + 1; at + 6 < span.end; at++) {
        if (!intake_sign_among(reading->signs[at], u"〔[(【") ||
            !intake_sign_among(reading->signs[at + 5], u"〕])】") ||
            !intake_sign_among(reading->signs[at + 1], u"12")) {
            continue;
        }
        guint start = at, end = at + 6;
        while (start > span.start && intake_sign_is_han(reading->signs[start - 1])) {
            start--;
        }
        while (end < span.end && intake_sign_among(reading->signs[end], u"0123456789第 ")) {
            end++;
        }
        if (end < span.end && reading->signs[end] == u'号' && start < at) {
            g_free(*number);
            *number = intake_reading_copy(reading, start, end + 1);
            return TRUE;
        }
    }
    return FALSE;
}

/* ── Title ────────────────────────────────────────────────────────────────────────────────── */

static gboolean
may_be_title(const IntakeReading *reading, IntakeSpan line)
{
    guint value, length = intake_numeral_read(reading, line.start, &value);
    gboolean ordinal =
        length > 0 && length < 3 && intake_sign_among(reading->signs[line.start + length], u"、.");
    return length_of(line) > 1 && length_of(line) <= TITLE_MOST && !ordinal &&
           !intake_sign_among(reading->signs[line.end - 1], u"。;:,") &&
           !begins_with_any(reading, line.start, noise, G_N_ELEMENTS(noise));
}

/* In a text without lines the title ends at the first blank. */
static IntakeSpan
title_before_blank(const IntakeReading *reading, IntakeSpan line)
{
    IntakeSpan title = {line.start, line.start};
    while (title.end < line.end && length_of(title) <= TITLE_MOST &&
           reading->signs[title.end] != ' ') {
        title.end++;
    }
    return title;
}

static void
append_title(const IntakeReading *reading, IntakeSpan line, char **title)
{
    g_autofree char *words = intake_reading_copy(reading, line.start, line.end);
    char *whole = g_strconcat(*title != NULL ? *title : "", words, NULL);
    g_free(*title);
    *title = whole;
}

/* The title is one line or a few: the issuer's name, then what the paper is. Returns its span. */
static IntakeSpan
find_title(const IntakeReading *reading, IntakeDraft *draft)
{
    IntakeSpan title = {0, 0};
    guint at = 0;
    for (int i = 0; i < HEAD_LINES && at < reading->count; i++) {
        IntakeSpan line = paragraph_at(reading, at);
        IntakeSpan begun = title_before_blank(reading, line);
        gboolean short_line = may_be_title(reading, line);
        if (!short_line && line.start == 0 && begun.end < line.end && length_of(begun) > 1) {
            line = begun;
            short_line = contains_any(reading, line, documents, G_N_ELEMENTS(documents));
        }
        if (!short_line) {
            if (title.end > title.start) {
                break;
            }
        } else if (!read_number(reading, line, &draft->document_number) &&
                   !read_day(reading, line, &draft->dated)) {
            append_title(reading, line, &draft->title);
            title.start = title.end == 0 ? line.start : title.start;
            title.end = line.end;
            if (contains_any(reading, line, documents, G_N_ELEMENTS(documents))) {
                return title;
            }
        }
        at = line.end + 1;
    }
    /* Short lines without a word for a paper are no title. */
    g_clear_pointer(&draft->title, g_free);
    return (IntakeSpan){0, 0};
}

static gboolean
ends_in_any(const IntakeReading *reading, IntakeSpan span, const gunichar2 *const *words,
            guint count)
{
    while (span.end > span.start && reading->signs[span.end - 1] == ')') {
        while (span.end > span.start && reading->signs[span.end - 1] != '(') {
            span.end--;
        }
        span.end -= span.end > span.start;
    }
    span.start = MAX(span.start, span.end > 3 ? span.end - 3 : 0);
    return contains_any(reading, span, words, count);
}

/* ── Head and tail ────────────────────────────────────────────────────────────────────────── */

static gboolean
is_addressee(const IntakeReading *reading, IntakeSpan line)
{
    return length_of(line) > 2 && length_of(line) <= 40 && reading->signs[line.end - 1] == ':' &&
           intake_sign_among(reading->signs[line.end - 2], u"局府委办室位门厅会院处站所关");
}

static void
read_head(const IntakeReading *reading, guint start, guint end, IntakeDraft *draft)
{
    for (int i = 0; i < HEAD_LINES && start < end; i++) {
        IntakeSpan line = paragraph_at(reading, start);
        if (draft->document_number == NULL && length_of(line) <= TITLE_MOST) {
            read_number(reading, line, &draft->document_number);
        }
        if (draft->addressee == NULL && is_addressee(reading, line)) {
            draft->addressee = intake_reading_copy(reading, line.start, line.end);
        }
        read_day(reading, line, &draft->dated);
        start = line.end + 1;
    }
}

/* The signature: farewell, name, day. Returns where it begins; `name` is the unit in it, if any. */
static guint
read_tail(const IntakeReading *reading, guint start, IntakeDraft *draft, IntakeSpan *name)
{
    guint end = reading->count;
    g_autofree char *day = NULL;
    for (int i = 0; i < TAIL_LINES && end > start; i++) {
        IntakeSpan line = {end, end};
        while (line.start > start && reading->signs[line.start - 1] != '\n') {
            line.start--;
        }
        IntakeSpan unit = {0, 0};
        gboolean signed_by = length_of(line) <= 40 &&
                             intake_unit_find(reading, line.start, line.end, &unit) &&
                             unit.start == line.start && unit.end == line.end;
        if (signed_by) {
            *name = unit;
        } else if (length_of(line) > 0 && !read_day(reading, line, &day) &&
                   !begins_with_any(reading, line.start, farewells, G_N_ELEMENTS(farewells))) {
            break;
        }
        end = line.start > start ? line.start - 1 : start;
    }
    if (day != NULL) {
        g_free(draft->dated);
        draft->dated = g_steal_pointer(&day);
    }
    return end;
}

static int
find_year(const IntakeReading *reading, IntakeSpan span)
{
    int year;
    for (guint at = span.start; at < span.end; at++) {
        if (intake_year_read(reading, at, &year) > 0) {
            return year;
        }
    }
    return 0;
}

void
intake_identify(const IntakeReading *reading, IntakeDraft *draft, IntakeIdentity *identity)
{
    IntakeSpan title = find_title(reading, draft), name = {0, 0}, signature = {0, 0};
    guint body = title.end;
    while (body < reading->count && intake_sign_among(reading->signs[body], u" \n")) {
        body++;
    }
    guint end = read_tail(reading, body, draft, &signature);
    read_head(reading, body, end, draft);
    draft->year = find_year(reading, title);
    if (draft->year == 0) {
        draft->year = find_year(reading, (IntakeSpan){body, MIN(body + PREAMBLE_MOST, end)});
    }
    IntakeSpan head = paragraph_at(reading, body);
    if (intake_unit_find(reading, title.start, title.end, &name) ||
        (length_of(head) < TITLE_MOST / 2 && head.end < end &&
         intake_unit_find(reading, head.start, head.end, &name) && name.end == head.end) ||
        (name = signature).end > 0) {
        intake_unit_name(reading, name, &draft->unit_printed, &draft->unit, &draft->unit_short);
    }
    static const gunichar2 *const feedback[] = {u"整改", u"督察", u"督查", u"反馈", u"巡察"};
    *identity = (IntakeIdentity){
        .title = title,
        .body = body,
        .end = MAX(body, end),
        .on_feedback = contains_any(reading, title, feedback, G_N_ELEMENTS(feedback)),
        .no_report = ends_in_any(reading, title, others, G_N_ELEMENTS(others)) &&
                     !contains_any(reading, title, carriers, G_N_ELEMENTS(carriers))};
}
