#include "stop.h"

typedef enum { FIGURES_HAN, FIGURES_ARABIC, FIGURES_UPPER, FIGURES_LOWER } Figures;

/* An ordinal is `before`, figures, `after`, and one sign of `parting` (NULL: none needed). */
typedef struct {
    guint8 style;
    guint8 least; /* the weakest break before it */
    guint8 figures;
    const gunichar2 *before;
    const gunichar2 *after;
    const gunichar2 *parting;
} OrdinalForm;

/* Forms of the reports of townships, counties and bureaus; brackets come in every mixture of widths
 * and 一） without its first one. 要 stands beside 是 in one list (一是要… 二要…)
 * or in a list within its items. */
static const OrdinalForm forms[] = {
    {STYLE_HAN_BRACKETS, BREAK_COMMA, FIGURES_HAN, u"(", u")", NULL},
    {STYLE_HAN_BRACKETS, BREAK_COLON, FIGURES_HAN, u"", u")", NULL},
    {STYLE_BRACKETS, BREAK_COMMA, FIGURES_ARABIC, u"(", u")", NULL},
    {STYLE_HALF, BREAK_BLANK, FIGURES_ARABIC, u"", u")", NULL},
    {STYLE_SAY, BREAK_COMMA, FIGURES_HAN, u"", u"是", NULL},
    {STYLE_MUST, BREAK_COMMA, FIGURES_HAN, u"", u"要", NULL},
    {STYLE_MUST, BREAK_COMMA, FIGURES_HAN, u"", u"需", NULL},
    {STYLE_HAN, BREAK_BLANK, FIGURES_HAN, u"", u"", u"、."},
    {STYLE_HAN, BREAK_LINE, FIGURES_HAN, u"", u"", u",:"},
    {STYLE_ARABIC, BREAK_BLANK, FIGURES_ARABIC, u"", u"", u"、."},
    {STYLE_ARABIC, BREAK_LINE, FIGURES_ARABIC, u"", u"", u",:"},
    {STYLE_UPPER, BREAK_LINE, FIGURES_UPPER, u"", u"", u"、."},
    {STYLE_UPPER, BREAK_LINE, FIGURES_UPPER, u"", u")", NULL},
    {STYLE_UPPER, BREAK_LINE, FIGURES_UPPER, u"(", u")", NULL},
    {STYLE_LOWER, BREAK_LINE, FIGURES_LOWER, u"", u"", u"、."},
    {STYLE_LOWER, BREAK_LINE, FIGURES_LOWER, u"", u")", NULL},
    {STYLE_LOWER, BREAK_LINE, FIGURES_LOWER, u"(", u")", NULL},
    {STYLE_PART, BREAK_LINE, FIGURES_HAN, u"第", u"部分", u" ,、:"},
    {STYLE_NTH, BREAK_COMMA, FIGURES_HAN, u"第", u"", u",、:是"},
    {STYLE_NTH, BREAK_COMMA, FIGURES_HAN, u"第", u"点", u",、:是"},
    {STYLE_NTH, BREAK_COMMA, FIGURES_HAN, u"第", u"方面", u",、:是"},
    {STYLE_NTH, BREAK_COMMA, FIGURES_HAN, u"第", u"个方面", u",、:是"},
    {STYLE_NTH, BREAK_COMMA, FIGURES_HAN, u"第", u"个问题", u",、:是"},
    {STYLE_NTH, BREAK_COMMA, FIGURES_ARABIC, u"第", u"", u",、:是"},
    {STYLE_EACH, BREAK_COMMA, FIGURES_HAN, u"其", u"", u",、:是"},
};

/* Ordinals that are words; 0 goes on with a list that has begun. */
static const struct {
    const gunichar2 *word;
    guint8 style;
    guint8 ordinal;
    const gunichar2 *parting;
} ordinal_words[] = {
    {u"首先", STYLE_FIRSTLY, 1, u",、:是要"}, {u"其次", STYLE_FIRSTLY, 2, u",、:是要"},
    {u"再次", STYLE_FIRSTLY, 3, u",、:是要"}, {u"再者", STYLE_FIRSTLY, 0, u",、:是要"},
    {u"最后", STYLE_FIRSTLY, 0, u",、:是要"}, {u"一方面", STYLE_SIDES, 1, NULL},
    {u"另一方面", STYLE_SIDES, 2, NULL},      {u"再一方面", STYLE_SIDES, 0, NULL},
    {u"此外", STYLE_SIDES, 0, u",:"},         {u"另外", STYLE_SIDES, 0, u",:"},
};

/* Ordinals that are one sign, by its high byte less SIGN_ORDINALS. */
static const guint8 sign_styles[] = {STYLE_CIRCLED, STYLE_BRACKETS, STYLE_HAN_BRACKETS,
                                     STYLE_ARABIC};

static guint
skip_blank(const IntakeReading *reading, guint at)
{
    return at < reading->count && reading->signs[at] == ' ' ? at + 1 : at;
}

static gboolean
is_digit(const IntakeReading *reading, guint at)
{
    return at < reading->count && reading->signs[at] >= '0' && reading->signs[at] <= '9';
}

static int
han_value(gunichar2 sign)
{
    static const gunichar2 figures[] = u"〇一二三四五六七八九十";
    static const gunichar2 formal[] = u"零壹贰叁肆伍陆柒捌玖拾";
    for (int value = 0; value <= 10; value++) {
        if (sign == figures[value] || sign == formal[value]) {
            return value;
        }
    }
    return -1;
}

/* 一 … 九十九, by the rules of counting: 十一, 二十, 二十一. */
static guint
read_han(const IntakeReading *reading, guint at, guint *value)
{
    guint from = at, number = 0;
    gboolean tens = FALSE;
    for (; at < from + 3 && at < reading->count; at++) {
        int figure = han_value(reading->signs[at]);
        if (figure == 10 && !tens) {
            number = 10 * MAX(number, 1);
            tens = TRUE;
        } else if (figure > 0 && figure < 10 && (at == from || (tens && number % 10 == 0))) {
            number += (guint)figure;
        } else {
            break;
        }
    }
    *value = number;
    return number > 0 ? at - from : 0;
}

static guint
read_arabic(const IntakeReading *reading, guint at, guint *value)
{
    guint from = at, number = 0;
    for (; at < from + 3 && is_digit(reading, at); at++) {
        number = 10 * number + (reading->signs[at] - '0');
    }
    *value = number;
    return at - from <= 2 && number > 0 ? at - from : 0;
}

/* A … Z or a … z, alone. */
static guint
read_letter(const IntakeReading *reading, guint at, gunichar2 first, guint *value)
{
    gunichar2 sign = at < reading->count ? reading->signs[at] : 0;
    *value = (guint)sign - first + 1;
    return sign >= first && sign < first + 26 ? 1 : 0;
}

/* Scans put a dash for 一 and a letter for 1; taken for one only where nothing else is in it. */
static guint
read_figures(const IntakeReading *reading, guint at, Figures figures, guint *value)
{
    if (figures == FIGURES_UPPER || figures == FIGURES_LOWER) {
        return read_letter(reading, at, figures == FIGURES_UPPER ? 'A' : 'a', value);
    }
    guint length =
        figures == FIGURES_HAN ? read_han(reading, at, value) : read_arabic(reading, at, value);
    if (length == 0 && at < reading->count &&
        intake_sign_among(reading->signs[at], figures == FIGURES_HAN ? u"—-" : u"lI|")) {
        *value = 1;
        length = 1;
    }
    return length;
}

guint
intake_numeral_read(const IntakeReading *reading, guint at, guint *value)
{
    guint length = read_han(reading, at, value);
    return length > 0 ? length : read_arabic(reading, at, value);
}

/* Whether the text at `at` makes a quantity of the number before it: 3.5万元, 3 月底. What nothing
 * parts from its number may be any word of measure. */
static gboolean
is_measured(const IntakeReading *reading, guint at, gboolean parted)
{
    return at >= reading->count || !intake_sign_is_han(reading->signs[at]) ||
           intake_sign_among(
               reading->signs[at],
               parted ? u"万亿元倍月年日号"
                      : u"万亿元个倍米公里吨亩千百十度月年日号版分小时点级人件次名家条份户所项");
}

/* 2.1 2.1、 2.1.3 and, in a line of its own, 2 with a blank, as headings are numbered by word
 * processors. */
static gboolean
read_dotted(const IntakeReading *reading, IntakeStop *stop)
{
    static const guint8 styles[] = {STYLE_ARABIC, STYLE_SECOND, STYLE_THIRD};
    guint value = 0, figures = 0, at = stop->at, length;
    while (figures < G_N_ELEMENTS(styles) && (length = read_arabic(reading, at, &value)) > 0) {
        figures++;
        at += length;
        if (at + 1 >= reading->count || reading->signs[at] != '.' || !is_digit(reading, at + 1)) {
            break;
        }
        at++;
    }
    gboolean parted = figures > 0 && at < reading->count &&
                      intake_sign_among(reading->signs[at], figures > 1 ? u" 、.:" : u" ");
    guint body = skip_blank(reading, at + parted);
    if (figures == 0 || (figures == 1 && !parted) || is_measured(reading, body, parted)) {
        return FALSE;
    }
    stop->style = styles[figures - 1];
    stop->ordinal = (guint16)value;
    stop->body = body;
    return TRUE;
}

/* What looks like an ordinal but is a figure of the text: 3.5, 2022.6, 一、二、三产业. The sign
 * before `at` is the one that parts ordinal and text. */
static gboolean
is_figure(const IntakeReading *reading, guint at, const IntakeStop *stop)
{
    guint value, length = intake_numeral_read(reading, at, &value);
    if (reading->signs[at - 1] == u'、') {
        return length > 0 && at + length < reading->count && reading->signs[at + length] == u'、';
    }
    /* No line begins with a figure, and "1.2024年…" is an item that begins with a year. */
    return reading->signs[at - 1] == '.' && is_digit(reading, at) && stop->before < BREAK_LINE &&
           !(at + 4 < reading->count && reading->signs[at + 4] == u'年');
}

static gboolean
read_form(const IntakeReading *reading, const OrdinalForm *form, IntakeStop *stop)
{
    guint value, at = stop->at, length = intake_reading_match(reading, at, form->before);
    if (form->before[0] != 0 && length == 0) {
        return FALSE;
    }
    at = skip_blank(reading, at + length);
    length = read_figures(reading, at, (Figures)form->figures, &value);
    if (length == 0) {
        return FALSE;
    }
    at = skip_blank(reading, at + length);
    length = intake_reading_match(reading, at, form->after);
    if (form->after[0] != 0 && length == 0) {
        return FALSE;
    }
    at += length;
    if (form->parting != NULL &&
        (at >= reading->count || !intake_sign_among(reading->signs[at++], form->parting) ||
         is_figure(reading, at, stop))) {
        return FALSE;
    }
    stop->style = form->style;
    stop->ordinal = (guint16)value;
    stop->body = skip_blank(reading, at);
    return TRUE;
}

static gboolean
read_word(const IntakeReading *reading, IntakeStop *stop)
{
    for (guint i = 0; i < G_N_ELEMENTS(ordinal_words); i++) {
        guint length = intake_reading_match(reading, stop->at, ordinal_words[i].word);
        guint at = stop->at + length;
        const gunichar2 *parting = ordinal_words[i].parting;
        if (length > 0 && at < reading->count &&
            (parting == NULL || intake_sign_among(reading->signs[at], parting))) {
            at += intake_sign_among(reading->signs[at], parting != NULL ? parting : u",:");
            stop->style = ordinal_words[i].style;
            stop->ordinal = ordinal_words[i].ordinal;
            stop->body = skip_blank(reading, at);
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean
read_sign(const IntakeReading *reading, IntakeStop *stop)
{
    gunichar2 sign = reading->signs[stop->at];
    guint kind = (sign >> 8) - SIGN_ORDINALS;
    if (sign >> 8 >= SIGN_ORDINALS && kind < G_N_ELEMENTS(sign_styles)) {
        stop->style = sign_styles[kind];
        stop->ordinal = sign & 0xFF;
    } else if (stop->before == BREAK_LINE &&
               (intake_sign_among(sign, u"●•◆■▪◇□★☆▲►➢✓") ||
                (intake_sign_among(sign, u"*·—-") && stop->at + 1 < reading->count &&
                 reading->signs[stop->at + 1] == ' '))) {
        stop->style = STYLE_BULLET;
    } else {
        return FALSE;
    }
    stop->body = skip_blank(reading, stop->at + 1);
    return TRUE;
}

static gboolean
read_ordinal(const IntakeReading *reading, IntakeStop *stop)
{
    if (read_sign(reading, stop) || read_word(reading, stop) ||
        (stop->before == BREAK_LINE && is_digit(reading, stop->at) && read_dotted(reading, stop))) {
        return TRUE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
        if (stop->before >= forms[i].least && read_form(reading, &forms[i], stop)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* The signs that an ordinal can begin with; keeps the tables from being tried everywhere. */
static gboolean
may_begin_ordinal(gunichar2 sign)
{
    return sign < 0x4E00 || sign >= 0xE000 ||
           intake_sign_among(sign, u"一二三四五六七八九十第其首再最另此壹贰叁肆伍陆柒捌玖拾");
}

/* The break that the sign at `at` makes for the sign after it. */
static IntakeBreak
break_after(const IntakeReading *reading, guint at, IntakeBreak before)
{
    switch (reading->signs[at]) {
    case '\n':
        return BREAK_LINE;
    case u'。':
    case '!':
    case '?':
    case u'…':
        return BREAK_SENTENCE;
    case '.':
        return at > 0 && intake_sign_is_han(reading->signs[at - 1]) ? BREAK_SENTENCE : BREAK_NONE;
    case ';':
        return BREAK_SEMICOLON;
    case ':':
        return at > 0 && is_digit(reading, at - 1) && is_digit(reading, at + 1) ? BREAK_NONE
                                                                                : BREAK_COLON;
    case ',':
    case u'、':
        return BREAK_COMMA;
    case ' ':
        return MAX(before, BREAK_BLANK);
    case u'”':
    case u'’':
    case u'】':
    case ')':
        return MAX(before, BREAK_COMMA);
    default:
        return BREAK_NONE;
    }
}

/* Where the quotation or bracket that opens at `at` closes in its paragraph, else `at`. `close`
 * remembers the last answer for this kind, so that the whole text is searched once. */
static guint
find_close(const IntakeReading *reading, guint at, gunichar2 closing, guint *close)
{
    if (*close <= at) {
        *close = at + 1;
    }
    while (*close < reading->count && reading->signs[*close] != closing &&
           reading->signs[*close] != '\n') {
        (*close)++;
    }
    return *close < reading->count && reading->signs[*close] == closing ? *close : at;
}

/* While stops are gathered. */
typedef struct {
    const IntakeReading *reading;
    GArray *stops;
    guint paragraph;
} Gathering;

/* Takes the stop at `at`, if it is one; returns the first sign behind its ordinal. */
static guint
take_stop(Gathering *gathering, guint at, IntakeBreak before)
{
    IntakeStop stop = {
        .at = at, .body = at, .before = (guint8)before, .paragraph = gathering->paragraph};
    if ((may_begin_ordinal(gathering->reading->signs[at]) &&
         read_ordinal(gathering->reading, &stop)) ||
        before >= BREAK_COLON) {
        g_array_append_val(gathering->stops, stop);
    }
    return stop.body;
}

GArray *
intake_stops_new(const IntakeReading *reading)
{
    static const struct {
        gunichar2 open, close;
    } pairs[] = {{u'“', u'”'}, {'(', ')'}, {u'《', u'》'}};
    guint closes[G_N_ELEMENTS(pairs)] = {0};
    Gathering gathering = {reading, g_array_new(FALSE, FALSE, sizeof(IntakeStop)), 0};
    IntakeBreak before = BREAK_LINE;
    for (guint at = 0; at < reading->count;) {
        gunichar2 sign = reading->signs[at];
        if (before == BREAK_NONE && intake_sign_is_han(sign)) {
            at++;
            continue;
        }
        IntakeBreak after =
            intake_sign_is_han(sign) ? BREAK_NONE : break_after(reading, at, before);
        if (before != BREAK_NONE && after == BREAK_NONE) {
            guint body = take_stop(&gathering, at, before);
            if (body > at) {
                at = body;
                before = BREAK_BLANK;
                continue;
            }
        }
        gathering.paragraph += sign == '\n';
        for (guint i = 0; i < G_N_ELEMENTS(pairs) && !intake_sign_is_han(sign); i++) {
            if (sign == pairs[i].open) {
                at = find_close(reading, at, pairs[i].close, &closes[i]);
                after = break_after(reading, at, BREAK_NONE);
            }
        }
        before = after;
        at++;
    }
    return gathering.stops;
}

gboolean
intake_style_is_ordinal(IntakeStyle style)
{
    return style != STYLE_NONE && style != STYLE_SIDES && style != STYLE_BULLET;
}
