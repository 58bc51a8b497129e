/* A module of the text layer, for its test: it calls back into the program that loads it. */
#include "zhenggai/text.h"

const char *module_probe_translate(const char *msgid);

const char *
module_probe_translate(const char *msgid)
{
    return text_translate(msgid);
}
