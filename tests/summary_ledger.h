/* The small ledger that the summary's tests are about, and what they look for in a text. */
#pragma once

#include <string.h>

#include "small_ledger.h"
#include "zhenggai/carry.h"
#include "zhenggai/summary.h"

#define STEP "制定系统的培训计划"

static Ledger *ledger;
static gint64 unit;

static inline gint64
add_problem(int year, const char *text)
{
    return small_ledger_problem(ledger, (LedgerScope){year, unit}, text);
}

static inline gint64
add_measure(gint64 problem, const char *text)
{
    return small_ledger_measure(ledger, problem, text);
}

static inline void
set_field(gint64 task, LedgerField field, const char *value, const char *reason)
{
    small_ledger_set(ledger, task, field, value, reason);
}

static inline void
drop(gint64 task, const char *reason)
{
    const LedgerTarget target = {ENTITY_TASK, task, 0};
    const LedgerReview review = {.opinion = reason};
    LedgerChange *change = small_ledger_begin(ledger, ACTION_DROP);
    small_ledger_end(change, ledger_closure_move(change, MOVE_DROP, &target, 1, &review, NULL));
}

/* Takes a year's unfinished measures on into the next. */
static inline void
carry(int year)
{
    guint carried = 0;
    const LedgerScope scope = {year, unit};
    LedgerChange *change = small_ledger_begin(ledger, ACTION_CARRY);
    small_ledger_end(change, ledger_carry(change, scope, year + 1, NULL, 0, &carried, NULL));
}

static inline void
setup(void)
{
    ledger = small_ledger_new("2024-12-20");
    unit = small_ledger_unit(ledger);
    text_language_set(TEXT_CHINESE);
}

static inline void
teardown(void)
{
    ledger_close(ledger);
}

/* The document of a wish as one page that wraps nowhere. */
static inline char *
wished(const SummaryWish *wish)
{
    GError *error = NULL;
    g_autoptr(Document) document = summary_document_of(ledger, wish, &error);
    ck_assert_msg(document != NULL, "%s", error == NULL ? "" : error->message);
    return document_write_text(document, &(DocumentTextStyle){.width = 1000});
}

static inline void
assert_says(const char *text, const char *words)
{
    ck_assert_msg(strstr(text, words) != NULL, "“%s” is not in:\n%.2000s", words, text);
}

static inline void
assert_silent(const char *text, const char *words)
{
    ck_assert_msg(strstr(text, words) == NULL, "“%s” is in:\n%.2000s", words, text);
}
