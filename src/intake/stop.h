/* Stops: the places of a reading where something may begin. */
#pragma once

#include "reading.h"

/* How an ordinal is written. */
typedef enum {
    STYLE_NONE,
    STYLE_HAN,          /* 一、 */
    STYLE_HAN_BRACKETS, /* （一） (一) 一） ㈠ */
    STYLE_ARABIC,       /* 1. 1、 １． ⒈ */
    STYLE_BRACKETS,     /* (1) （1） ⑴ */
    STYLE_HALF,         /* 1) 1） */
    STYLE_CIRCLED,      /* ① */
    STYLE_UPPER,        /* A. A、 (A) */
    STYLE_LOWER,        /* a) a. (a) */
    STYLE_SECOND,       /* 2.1: the second of two figures counts */
    STYLE_THIRD,        /* 2.1.3: the third of three */
    STYLE_PART,         /* 第一部分 */
    STYLE_SAY,          /* 一是 */
    STYLE_MUST,         /* 一要 一需 */
    STYLE_NTH,          /* 第一，第一个方面， */
    STYLE_EACH,         /* 其一， */
    STYLE_FIRSTLY,      /* 首先 其次 再次 最后 */
    STYLE_SIDES,        /* 一方面 另一方面 此外 */
    STYLE_BULLET        /* ● */
} IntakeStyle;

/* What stands before a stop, from the weakest to the strongest. */
typedef enum {
    BREAK_NONE,
    BREAK_COMMA,
    BREAK_BLANK,
    BREAK_COLON,
    BREAK_SEMICOLON,
    BREAK_SENTENCE,
    BREAK_LINE
} IntakeBreak;

typedef struct {
    guint at;        /* the first sign */
    guint body;      /* the first sign after the ordinal; `at` where there is none */
    guint16 ordinal; /* as printed; 0 for one that only says "next" (此外, 最后, ●) */
    guint8 style;    /* IntakeStyle */
    guint8 before;   /* IntakeBreak */
    guint8 depth;    /* of its list, from 1; 0 until intake_outline_place() took it as an ordinal */
    guint paragraph; /* counts lines */
} IntakeStop;

/* Every place where a line, sentence, part of a sentence or run-in item begins; those in quotation
 * marks and in brackets are none. A GArray of IntakeStop, by place, that the caller owns. */
GArray *intake_stops_new(const IntakeReading *reading);

/* A numeral in Chinese or Arabic figures at `at`: its length in signs, 0 if there is none. */
guint intake_numeral_read(const IntakeReading *reading, guint at, guint *value);

/* Whether items of this style are numbered in a way that another list can refer to. */
gboolean intake_style_is_ordinal(IntakeStyle style);
