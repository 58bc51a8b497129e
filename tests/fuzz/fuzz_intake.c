/* Hostile bytes as a report: they are decoded and made a draft of, or refused; places stay within
 * the text. */
#include "zhenggai/intake.h"

int LLVMFuzzerTestOneInput(const guint8 *data, gsize size);

static void
check_item(const IntakeItem *item, gsize length)
{
    g_assert_nonnull(item->text);
    g_assert_cmpuint(item->start, <=, item->end);
    g_assert_cmpuint(item->end, <=, length);
    for (guint i = 0; item->parts != NULL && i < item->parts->len; i++) {
        check_item(g_ptr_array_index(item->parts, i), length);
    }
}

static void
check_items(const GPtrArray *items, gsize length)
{
    for (guint i = 0; i < items->len; i++) {
        check_item(g_ptr_array_index(items, i), length);
    }
}

static void
check_draft(const IntakeDraft *draft)
{
    gsize length = (gsize)g_utf8_strlen(draft->text, -1);
    g_assert_cmpuint(draft->problems->len, >, 0);
    for (guint i = 0; i < draft->problems->len; i++) {
        const IntakeProblem *problem = g_ptr_array_index(draft->problems, i);
        g_assert_true(problem->start < problem->end && problem->end <= length);
        check_items(problem->causes, length);
        check_items(problem->measures, length);
    }
    check_items(draft->unpaired_causes, length);
    check_items(draft->unpaired_measures, length);
    check_items(draft->plans, length);
}

int
LLVMFuzzerTestOneInput(const guint8 *data, gsize size)
{
    g_autofree char *text = intake_decode((const char *)data, size, "fuzz", NULL);
    g_autoptr(IntakeDraft) draft = text != NULL ? intake_draft_new(text, "fuzz", NULL) : NULL;
    if (draft != NULL) {
        check_draft(draft);
    }
    return 0;
}
