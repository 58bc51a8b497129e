/* A merge as it is seen and decided. */
#include "merge_private.h"

const char *
merge_name(const Merge *merge)
{
    return merge->name;
}

const GPtrArray *
merge_cells(const Merge *merge)
{
    return merge->cells;
}

const GPtrArray *
merge_remarks(const Merge *merge)
{
    return merge->remarks;
}

const MergeCounts *
merge_counts(const Merge *merge)
{
    return &merge->counts;
}

const LedgerDispatch *
merge_base(const Merge *merge)
{
    return merge->bases->len == 0 ? NULL : ((MergeBase *)merge->bases->pdata[0])->dispatch;
}

void
merge_decide(Merge *merge, guint index, MergeChoice choice)
{
    if (merge->sibling != NULL)
        merge_sibling_decide(merge, index, choice);
    else
        ((MergeCell *)merge->cells->pdata[index])->choice = choice;
}

void
merge_decide_all(Merge *merge, MergeChoice choice)
{
    for (guint i = 0; i < merge->cells->len; i++) {
        const MergeCell *cell = merge->cells->pdata[i];
        if (cell->conflict && cell->choice == MERGE_OPEN)
            merge_decide(merge, i, choice);
    }
}

guint
merge_open(const Merge *merge)
{
    guint open = 0;
    for (guint i = 0; i < merge->cells->len; i++)
        open += ((MergeCell *)merge->cells->pdata[i])->choice == MERGE_OPEN;
    return open;
}

gboolean
merge_needs_attention(const Merge *merge)
{
    return merge_open(merge) > 0 || merge->counts.unknown > 0 || merge->counts.refused > 0;
}

const LedgerSibling *
merge_sibling(const Merge *merge)
{
    return merge->sibling;
}

const GPtrArray *
merge_added(const Merge *merge)
{
    return merge->added;
}
