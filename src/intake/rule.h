/* The rule check: what a yearly report must have, and what its problems must have.
 *
 * The rules on such reports ask for five blocks: what was done and achieved, shortcomings and their
 * causes, what the heads of party and government did as those responsible in the first place, next
 * year's arrangements, and other matters. They come in any order and under any number, so each is
 * told by the words of its heading; the last is often absent, with nothing to report.
 */
#pragma once

#include "identity.h"
#include "words.h"

/* Appends what the report lacks to the draft's diagnostics: a "block-missing-…" for each block (a
 * note for the last) if the title is that of a yearly report, one "problem-without-cause" and one
 * "problem-without-measure" with the numbers of all problems that stand without; not where there
 * are some that nothing links with a problem. */
void intake_rules_check(const IntakeText *text, const IntakeIdentity *identity, IntakeDraft *draft);
