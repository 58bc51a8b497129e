/* A ledger with one problem, its measure 1.1 and two steps, and a copy of it: what the tests of two
 * that go on share. */
#pragma once

#include "two_ledgers.h"

static TwoLedgers two;

static inline void
fill(Ledger *ledger, void *data)
{
    ledger_file_fill(ledger);
}

static inline void
set_up(void)
{
    text_language_set(TEXT_ENGLISH);
    two = two_ledgers_new(fill, NULL);
}

static inline void
tear_down(void)
{
    two_ledgers_clear(&two);
}

static inline void
set(Ledger *ledger, const char *address, LedgerField field, const char *value)
{
    small_ledger_set(ledger, two_ledgers_key(ledger, address), field, value, "计划调整");
}

static inline void
holds(Ledger *ledger, const char *address, LedgerField field, const char *value)
{
    LedgerFields fields = ledger_fields_of(field, FIELD_NONE);
    g_autoptr(LedgerRow) row =
        ledger_row_load(ledger, ENTITY_TASK, two_ledgers_key(ledger, address), &fields, NULL);
    ck_assert_pstr_eq(ledger_row_get(row, field), value);
}

static inline guint
take(MergeChoice choice)
{
    return two_ledgers_take(two.ours, two.there.path, choice);
}

/* Theirs takes ours over; then both say the same. */
static inline void
agree(void)
{
    two_ledgers_take(two.theirs, two.here.path, MERGE_OPEN);
    g_autoptr(GHashTable) ours = two_ledgers_values(two.here.path);
    g_autoptr(GHashTable) theirs = two_ledgers_values(two.there.path);
    two_ledgers_same(ours, theirs);
}

/* What is said where it cannot be merged; nothing was changed. */
static inline void
refuses(const char *path, LedgerError code, const char *words)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *before = ledger_file_dump(two.here.path, ledger_file_tables);
    ck_assert_ptr_null(merge_new_of_ledger(two.ours, path, &error));
    g_autofree char *after = ledger_file_dump(two.here.path, ledger_file_tables);
    ck_assert_msg(g_error_matches(error, LEDGER_ERROR, (int)code), "%s", error->message);
    ck_assert_msg(strstr(error->message, words) != NULL && strstr(error->message, path) != NULL,
                  "%s", error->message);
    ck_assert_str_eq(before, after);
}
