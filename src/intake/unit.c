#include "unit.h"

#include "year.h"

#define NAME_MOST 30

/* What the name of a unit ends in. */
static const gunichar2 *const endings[] = {
    u"人民政府", u"办事处", u"街道办", u"委员会", u"管委会", u"办公室", u"党工委", u"党委",
    u"街道",     u"苏木",   u"镇",     u"乡",     u"县",     u"区",     u"市",     u"州",
    u"旗",       u"局",     u"厅",     u"委",     u"中心",   u"支队",   u"大队",
};

/* What stands beside the name in a title. */
static const gunichar2 *const topics[] = {
    u"关于", u"报送", u"法治", u"法制", u"依法", u"推进", u"开展", u"贯彻", u"落实", u"年度",
    u"工作", u"普法", u"自查", u"全面", u"做好", u"上报", u"建设", u"呈报", u"呈送", u"印发",
};

/* Titles that stand for a name: 我镇, 全县, 各乡镇. */
static const gunichar2 nobody[] = u"我全本各该两";

static const gunichar2 *const governments[] = {u"人民政府", u"街道办事处", u"办事处",
                                               u"街道办",   u"党工委",     u"党委"};

static gboolean
ends_in(const IntakeReading *reading, guint start, guint end, const gunichar2 *word, guint *length)
{
    *length = 0;
    while (word[*length] != 0) {
        (*length)++;
    }
    return end >= start + *length && intake_reading_match(reading, end - *length, word) > 0;
}

static gboolean
is_unit(const IntakeReading *reading, guint start, guint end)
{
    guint length;
    if (end < start + 2 || end - start > NAME_MOST ||
        intake_sign_among(reading->signs[start], nobody)) {
        return FALSE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (ends_in(reading, start, end, endings[i], &length)) {
            return end - start > length;
        }
    }
    return FALSE;
}

/* Signs of the word at `at` that is no part of a name; 0 if there is none. */
static guint
topic_length(const IntakeReading *reading, guint at)
{
    guint length = 0;
    for (guint i = 0; i < G_N_ELEMENTS(topics) && length == 0; i++) {
        length = intake_reading_match(reading, at, topics[i]);
    }
    return length;
}

static gboolean
is_name_sign(gunichar2 sign)
{
    return intake_sign_is_han(sign) && sign != u'年';
}

gboolean
intake_unit_find(const IntakeReading *reading, guint start, guint end, IntakeSpan *name)
{
    while (start < end) {
        int year;
        guint stop = start += intake_year_read(reading, start, &year);
        while (stop < end && is_name_sign(reading->signs[stop]) &&
               topic_length(reading, stop) == 0) {
            stop++;
        }
        if (is_unit(reading, start, stop)) {
            *name = (IntakeSpan){start, stop};
            return TRUE;
        }
        guint topic = stop < end ? topic_length(reading, stop) : 0;
        start = stop + MAX(topic, 1);
    }
    return FALSE;
}

/* The name of the place: without 人民政府 and its like. */
static guint
place_end(const IntakeReading *reading, IntakeSpan name)
{
    guint length;
    for (guint i = 0; i < G_N_ELEMENTS(governments); i++) {
        if (ends_in(reading, name.start, name.end, governments[i], &length)) {
            gboolean street = governments[i][0] == u'街';
            return name.end - length + (street ? 2 : 0);
        }
    }
    return name.end;
}

/* Signs of the ending if the place is a township or a street, else 0. */
static guint
township_ending(const IntakeReading *reading, guint start, guint end)
{
    static const gunichar2 *const townships[] = {u"街道", u"苏木", u"镇", u"乡"};
    guint length;
    for (guint i = 0; i < G_N_ELEMENTS(townships); i++) {
        if (ends_in(reading, start, end, townships[i], &length)) {
            return length;
        }
    }
    return 0;
}

/* Where a township's own name begins, behind 县, 区, 市: each side needs a name (新市镇 has one).
 */
static guint
own_start(const IntakeReading *reading, guint start, guint end)
{
    guint ending = township_ending(reading, start, end);
    for (guint at = end - ending; ending > 0 && at > start + 2; at--) {
        if (intake_sign_among(reading->signs[at - 1], u"县区市旗州") && at + ending < end) {
            return at;
        }
    }
    return start;
}

/* The characters of the source, one for each sign. */
static char *
plain_copy(const IntakeReading *reading, guint start, guint end)
{
    GString *out = g_string_new(NULL);
    for (guint at = start; at < end; at++) {
        g_string_append_unichar(out,
                                g_utf8_get_char(reading->text + intake_reading_byte(reading, at)));
    }
    return g_string_free(out, FALSE);
}

/* What a short name lacks; an office has its whole name. */
static const char *
completion(const IntakeReading *reading, guint start, guint end)
{
    guint length;
    if (ends_in(reading, start, end, u"街道", &length)) {
        return "办事处";
    }
    return intake_sign_among(reading->signs[end - 1], u"镇乡县市州旗") ||
                   ends_in(reading, start, end, u"苏木", &length) ||
                   (reading->signs[end - 1] == u'区' &&
                    !intake_sign_among(reading->signs[end - 2], u"发园新景矿"))
               ? "人民政府"
               : "";
}

void
intake_unit_name(const IntakeReading *reading, IntakeSpan name, char **printed, char **full,
                 char **brief)
{
    guint end = place_end(reading, name), start = own_start(reading, name.start, end);
    *printed = plain_copy(reading, name.start, name.end);
    *brief = plain_copy(reading, start, end);
    g_autofree char *own = plain_copy(reading, start, name.end);
    *full = g_strconcat(own, end == name.end ? completion(reading, start, end) : "", NULL);
}
