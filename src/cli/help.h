/* Help on the command line, made from the tables of actions and options. */
#pragma once

#include "verb.h"

/* The verb's help on stdout: usage, what it does, options, an example. */
void cli_help_print(const CliVerb *verb);
/* "zhenggai: X: no such verb", with the one that was perhaps meant, on stderr. */
void cli_help_unknown(const char *name);
