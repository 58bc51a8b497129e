/* Numbers as documents print them: ordinals of lists. */
#pragma once

#include <glib.h>

/* `number` in a format of OOXML ("chineseCounting", "decimalEnclosedCircle", "upperRoman", …);
 * "bullet" is ●, "none" nothing, an unknown format decimal. The caller owns it. */
char *document_number(const char *format, guint number);
