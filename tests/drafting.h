/* What the tests of drafts share: a report in, problems and measures out. */
#pragma once

#include <string.h>

#include "check_main.h"
#include "zhenggai/intake.h"

/* Above a report that is about something else. */
#define TITLE "柳渡镇2023年度法治政府建设情况报告\n\n"

static inline IntakeDraft *
draft_of(const char *text)
{
    g_autoptr(GError) error = NULL;
    IntakeDraft *draft = intake_draft_new(text, "report.txt", &error);
    ck_assert_msg(draft != NULL, "%s", error != NULL ? error->message : "");
    return draft;
}

static inline const IntakeProblem *
problem_at(const IntakeDraft *draft, guint n)
{
    ck_assert_uint_le(n, draft->problems->len);
    return g_ptr_array_index(draft->problems, n - 1);
}

static inline const IntakeItem *
item_at(const GPtrArray *items, guint n)
{
    ck_assert_uint_le(n, items->len);
    return g_ptr_array_index(items, n - 1);
}

static inline const IntakeItem *
measure_at(const IntakeDraft *draft, guint problem, guint n)
{
    return item_at(problem_at(draft, problem)->measures, n);
}

static inline const IntakeDiagnostic *
find_diagnostic(const IntakeDraft *draft, const char *code)
{
    for (guint i = 0; i < draft->diagnostics->len; i++) {
        const IntakeDiagnostic *diagnostic = g_ptr_array_index(draft->diagnostics, i);
        if (strcmp(diagnostic->code, code) == 0) {
            return diagnostic;
        }
    }
    return NULL;
}

static inline void
assert_field(const char *given, const char *wanted, const char *name, const char *measure)
{
    ck_assert_msg(g_strcmp0(given, wanted) == 0, "%s of “%s” is %s, not %s", name, measure,
                  given != NULL ? given : "NULL", wanted != NULL ? wanted : "NULL");
}
