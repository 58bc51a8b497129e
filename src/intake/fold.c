#include "reading.h"

#define HAN_FIRST 0x4E00
#define HAN_LAST 0x9FFF
#define UNKNOWN 0xFFFD

#define PAIR(traditional, plain) [u##traditional - HAN_FIRST] = u##plain,
const gunichar2 intake_signs_simplified[HAN_LAST - HAN_FIRST + 1] = {
#include "traditional.def"
};
#undef PAIR

typedef struct {
    guint16 first, last;
    guint16 sign; /* that of `first` */
    guint16 step; /* 1: the following have the following signs; 0: all have this one */
} FoldRange;

/* Sorted by `first`. A sign of 0 is not seen. */
static const FoldRange ranges[] = {
    {0x0000, 0x0008, 0, 0},
    {0x0009, 0x0009, ' ', 0},
    {0x000A, 0x000C, '\n', 0},
    {0x000D, 0x001F, 0, 0},
    {0x007F, 0x0084, 0, 0},
    {0x0085, 0x0085, '\n', 0},
    {0x0086, 0x009F, 0, 0},
    {0x00A0, 0x00A0, ' ', 0},
    {0x00AD, 0x00AD, 0, 0},
    {0x2000, 0x200A, ' ', 0},
    {0x200B, 0x200F, 0, 0},
    {0x2010, 0x2015, u'—', 0},
    {0x2028, 0x2029, '\n', 0},
    {0x202A, 0x202E, 0, 0},
    {0x202F, 0x202F, ' ', 0},
    {0x205F, 0x205F, ' ', 0},
    {0x2060, 0x206F, 0, 0},
    {0x2460, 0x2473, SIGN_CIRCLED + 1, 1},
    {0x2474, 0x2487, SIGN_IN_BRACKETS + 1, 1},
    {0x2488, 0x249B, SIGN_WITH_DOT + 1, 1},
    {0x24F5, 0x24FE, SIGN_CIRCLED + 1, 1},
    {0x2500, 0x2500, u'—', 0},
    {0x2502, 0x2503, '|', 0},
    {0x2776, 0x277F, SIGN_CIRCLED + 1, 1},
    {0x2780, 0x2789, SIGN_CIRCLED + 1, 1},
    {0x278A, 0x2793, SIGN_CIRCLED + 1, 1},
    {0x3000, 0x3000, ' ', 0},
    {0x300C, 0x300C, u'“', 0},
    {0x300D, 0x300D, u'”', 0},
    {0x300E, 0x300E, u'“', 0},
    {0x300F, 0x300F, u'”', 0},
    {0x301D, 0x301D, u'“', 0},
    {0x301E, 0x301F, u'”', 0},
    {0x30CB, 0x30CB, u'二', 0}, /* katakana, as scanners read numerals */
    {0x30CF, 0x30CF, u'八', 0},
    {0x30FC, 0x30FC, u'一', 0},
    {0x3192, 0x3192, u'一', 0}, /* kanbun marks */
    {0x3193, 0x3193, u'二', 0},
    {0x3194, 0x3194, u'三', 0},
    {0x3195, 0x3195, u'四', 0},
    {0x3220, 0x3229, SIGN_HAN_IN_BRACKETS + 1, 1},
    {0x3251, 0x325F, SIGN_CIRCLED + 21, 1},
    {0x3280, 0x3289, SIGN_CIRCLED + 1, 1},
    {0x32B1, 0x32BF, SIGN_CIRCLED + 36, 1},
    {0xE000, 0xF8FF, UNKNOWN, 0},
    {0xFE00, 0xFE0F, 0, 0},
    {0xFE10, 0xFE10, ',', 0}, /* vertical and small forms */
    {0xFE11, 0xFE11, u'、', 0},
    {0xFE12, 0xFE12, u'。', 0},
    {0xFE13, 0xFE14, ':', 1},
    {0xFE15, 0xFE15, '!', 0},
    {0xFE16, 0xFE16, '?', 0},
    {0xFE35, 0xFE36, '(', 1},
    {0xFE50, 0xFE50, ',', 0},
    {0xFE51, 0xFE51, u'、', 0},
    {0xFE52, 0xFE52, '.', 0},
    {0xFE54, 0xFE54, ';', 0},
    {0xFE55, 0xFE55, ':', 0},
    {0xFE56, 0xFE56, '?', 0},
    {0xFE57, 0xFE57, '!', 0},
    {0xFE59, 0xFE5A, '(', 1},
    {0xFEFF, 0xFEFF, 0, 0},
    {0xFF01, 0xFF5E, '!', 1},
    {0xFF61, 0xFF61, u'。', 0},
    {0xFF64, 0xFF64, u'、', 0},
    {0xFFF9, 0xFFFB, 0, 0},
};

/* Radicals and compatibility ideographs, as they come out of PDF files: ⼯⽅⾯ for 工方面. */
static gunichar2
fold_compatible(gunichar c)
{
    gunichar plain[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
    gsize length = g_unichar_fully_decompose(c, TRUE, plain, G_N_ELEMENTS(plain));
    return length == 1 && plain[0] >= HAN_FIRST && plain[0] <= HAN_LAST ? (gunichar2)plain[0]
                                                                        : UNKNOWN;
}

gunichar2
intake_sign_fold(gunichar c)
{
    if (c >= HAN_FIRST && c <= HAN_LAST) {
        return intake_sign_fold_han((gunichar2)c);
    }
    if (c > 0xFFFF) {
        return UNKNOWN;
    }
    if ((c >= 0x2E80 && c <= 0x2FDF) || (c >= 0xF900 && c <= 0xFAFF)) {
        return fold_compatible(c);
    }
    guint low = 0, high = G_N_ELEMENTS(ranges);
    while (low < high) {
        guint middle = (low + high) / 2;
        if (c > ranges[middle].last) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == G_N_ELEMENTS(ranges) || c < ranges[low].first) {
        return (gunichar2)c;
    }
    const FoldRange *range = &ranges[low];
    return (gunichar2)(range->sign + range->step * (c - range->first));
}
