/* The initials that a person types for Chinese words: zrr for 责任人. */
#pragma once

#include <glib.h>

/* The first letters of the pinyin of the characters in `text`, in small letters; ASCII letters and
 * digits stand for themselves, and what has no initial here is left out. A character that is read
 * in several ways has the initial of the commonest. The caller owns it. */
char *initials_of(const char *text);
