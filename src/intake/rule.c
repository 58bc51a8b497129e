#include "rule.h"

#include <string.h>

#include "item.h"
#include "opener.h"
#include "zhenggai/text.h"

/* A heading or the first words of a section are no longer. */
#define HEADING_MOST 40
/* So many numbered sections about nothing else are what was done, whatever they are called. */
#define SECTIONS_LEAST 2
#define WORDS_MOST 15

typedef enum { BLOCK_DONE, BLOCK_SHORTCOMINGS, BLOCK_HEADS, BLOCK_NEXT, BLOCK_OTHER } Block;
#define BLOCKS (BLOCK_OTHER + 1)

/* The blocks and the words of their headings. The first row whose words a heading has counts. */
static const struct {
    Block block;
    const char *code, *message;
    IntakeLevel level;
    const gunichar2 *words[WORDS_MOST]; /* NULL at the end */
} blocks[] = {
    {BLOCK_SHORTCOMINGS,
     "block-missing-shortcomings",
     N_("no part on shortcomings and their causes, which a yearly report must have"),
     INTAKE_WARNING,
     {u"问题", u"不足", u"短板", u"差距", u"薄弱环节", u"原因", u"整改"}},
    {BLOCK_HEADS,
     "block-missing-responsibility",
     N_("no part on what the heads of party and government did as those responsible in the first "
        "place, which a yearly report must have"),
     INTAKE_WARNING,
     {u"第一责任人", u"主要负责人履", u"负责人履行", u"主要负责同志履", u"党政主要负责"}},
    {BLOCK_OTHER,
     "block-missing-other",
     N_("no part on other matters to be reported; fine if there are none"),
     INTAKE_NOTE,
     {u"其他需要", u"其它需要", u"需要报告", u"需要说明", u"其他情况", u"其它情况", u"其他事项",
      u"其它事项"}},
    {BLOCK_NEXT,
     "block-missing-plans",
     N_("no part on next year's arrangements, which a yearly report must have"),
     INTAKE_WARNING,
     {u"下一年", u"下一步", u"下步", u"下阶段", u"明年", u"来年", u"打算", u"工作计划", u"工作安排",
      u"初步安排", u"主要安排", u"工作思路", u"努力方向"}},
    {BLOCK_DONE,
     "block-missing-achievements",
     N_("no part on what was done and achieved, which a yearly report must have"),
     INTAKE_WARNING,
     {u"举措", u"成效", u"做法", u"成绩", u"亮点", u"措施", u"工作情况", u"工作开展", u"推进情况",
      u"建设情况", u"完成情况", u"落实情况", u"主要工作", u"重点工作"}},
};

static gboolean
contains(const IntakeReading *reading, IntakeSpan span, const gunichar2 *word)
{
    for (guint at = span.start; at < span.end; at++) {
        guint length = reading->signs[at] == word[0] ? intake_reading_match(reading, at, word) : 0;
        if (length > 0 && at + length <= span.end) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean
contains_any(const IntakeReading *reading, IntakeSpan span, const gunichar2 *const words[])
{
    guint i = 0;
    while (words[i] != NULL && !contains(reading, span, words[i])) {
        i++;
    }
    return words[i] != NULL;
}

/* The row of the block that a heading is of, of the first `rows`; their count if it is of none. */
static guint
find_block(const IntakeReading *reading, IntakeSpan heading, guint rows)
{
    guint row = 0;
    while (row < rows && !contains_any(reading, heading, blocks[row].words)) {
        row++;
    }
    return row;
}

/* The first words at a stop that begins a line or has an ordinal; FALSE if they are none of a
 * heading. */
static gboolean
read_heading(const IntakeText *text, guint index, IntakeSpan *heading)
{
    const IntakeStop *stop = &g_array_index(text->stops, IntakeStop, index);
    gboolean begins =
        stop->before == BREAK_LINE || (stop->style != STYLE_NONE && stop->style < STYLE_SAY);
    *heading = (IntakeSpan){stop->body, begins ? intake_clause_end(text, index) : stop->body};
    return heading->end > heading->start && heading->end - heading->start <= HEADING_MOST;
}

static void
find_blocks(const IntakeText *text, const IntakeIdentity *identity, gboolean found[BLOCKS])
{
    guint sections = 0, rows = BLOCKS;
    for (guint i = 0; i < text->stops->len && rows > 0; i++) {
        const IntakeStop *stop = &g_array_index(text->stops, IntakeStop, i);
        IntakeSpan heading;
        if (stop->at < identity->body || stop->at >= identity->end ||
            !read_heading(text, i, &heading)) {
            continue;
        }
        guint row = find_block(text->reading, heading, rows);
        if (row < rows) {
            found[blocks[row].block] = TRUE;
        } else if (stop->style == STYLE_HAN && stop->before == BREAK_LINE) {
            found[BLOCK_DONE] |= ++sections >= SECTIONS_LEAST;
        }
        while (rows > 0 && found[blocks[rows - 1].block]) {
            rows--;
        }
    }
}

/* Whether it is a yearly report on law-based government, and not one on rectification alone. */
static gboolean
is_yearly(const IntakeReading *reading, const IntakeIdentity *identity)
{
    static const gunichar2 *const matters[] = {u"法治", u"依法行政", NULL};
    static const gunichar2 *const kinds[] = {u"报告", u"总结", u"汇报", NULL};
    static const gunichar2 *const others[] = {u"整改", u"台账", NULL};
    return !identity->on_feedback && contains_any(reading, identity->title, matters) &&
           contains_any(reading, identity->title, kinds) &&
           !contains_any(reading, identity->title, others);
}

static void
check_blocks(const IntakeText *text, const IntakeIdentity *identity, IntakeDraft *draft)
{
    gboolean found[BLOCKS] = {FALSE};
    find_blocks(text, identity, found);
    found[BLOCK_SHORTCOMINGS] |= draft->problems->len > 0;
    found[BLOCK_NEXT] |= draft->plans->len > 0;
    for (guint row = 0; row < BLOCKS; row++) {
        if (!found[blocks[row].block]) {
            intake_draft_say(draft, 0, blocks[row].level, blocks[row].code,
                             g_strdup(_(blocks[row].message)));
        }
    }
}

/* ── Problems ─────────────────────────────────────────────────────────────────────────────── */

static guint
line_of(const IntakeDraft *draft, const IntakeProblem *problem)
{
    const char *end = g_utf8_offset_to_pointer(draft->text, (glong)problem->start);
    guint line = 1;
    for (const char *at = draft->text; at < end; at++) {
        line += *at == '\n';
    }
    return line;
}

/* Numbers with runs of three and more as 2–5. */
static char *
write_numbers(const GArray *numbers)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0, last; i < numbers->len; i = last + 1) {
        guint first = g_array_index(numbers, guint, i);
        last = i;
        while (last + 1 < numbers->len &&
               g_array_index(numbers, guint, last + 1) == first + last + 1 - i) {
            last++;
        }
        last = last == i + 1 ? i : last;
        g_string_append_printf(out, "%s%u", i > 0 ? _(", ") : "", first);
        if (last > i) {
            g_string_append_printf(out, "–%u", first + last - i);
        }
    }
    return g_string_free(out, FALSE);
}

static void
check_problems(IntakeDraft *draft, gboolean causes)
{
    g_autoptr(GArray) without = g_array_new(FALSE, FALSE, sizeof(guint));
    guint line = 0;
    for (guint i = 0; i < draft->problems->len; i++) {
        const IntakeProblem *problem = draft->problems->pdata[i];
        if ((causes ? problem->causes : problem->measures)->len == 0) {
            line = without->len == 0 ? line_of(draft, problem) : line;
            g_array_append_val(without, problem->n);
        }
    }
    if (without->len == 0 ||
        (causes ? draft->unpaired_causes : draft->unpaired_measures)->len > 0) {
        return;
    }
    g_autofree char *numbers = write_numbers(without);
    intake_draft_say(draft, line, INTAKE_WARNING,
                     causes ? "problem-without-cause" : "problem-without-measure",
                     causes ? g_strdup_printf(_("no cause is given for %u of %u problems: %s"),
                                              without->len, draft->problems->len, numbers)
                            : g_strdup_printf(_("no measure is given for %u of %u problems: %s"),
                                              without->len, draft->problems->len, numbers));
}

void
intake_rules_check(const IntakeText *text, const IntakeIdentity *identity, IntakeDraft *draft)
{
    if (is_yearly(text->reading, identity)) {
        check_blocks(text, identity, draft);
    }
    check_problems(draft, TRUE);
    check_problems(draft, FALSE);
}
