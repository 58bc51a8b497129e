/* remind: a text for each owner, ready to be sent (催办). */
#include <stdio.h>
#include <string.h>

#include "due.h"
#include "zhenggai/text.h"

static const char *
remind_kind(DueKind kind)
{
    switch (kind) {
    case DUE_OVERDUE:
        return _("overdue");
    case DUE_LOOKBACK:
        return _("to be looked at again");
    case DUE_SLIP:
        return _("the supervision slip wants a reply");
    default:
        return _("due soon");
    }
}

static void
remind_line(CliRun *run, const DueItem *item, guint number)
{
    g_autofree char *when = due_words(run, item);
    g_autofree char *line = g_strdup_printf(_("%u. %s %s (%s: %s, %s)"), number, item->id,
                                            item->text, remind_kind(item->kind), item->day, when);
    g_autofree char *visible = text_visible_line(line);
    printf("%s\n", visible);
}

static void
remind_one(CliRun *run, const GPtrArray *items, const char *owner)
{
    guint number = 0;
    if (owner == NULL)
        printf(_("Nobody answers for these yet, as of %s:\n"), ledger_today(run->ledger));
    else
        printf(_("%s: as of %s these want to be done soon.\n"), owner, ledger_today(run->ledger));
    for (guint i = 0; i < items->len; i++) {
        const DueItem *item = items->pdata[i];
        if (g_strcmp0(item->owner, owner) == 0)
            remind_line(run, item, ++number);
    }
    printf(_("Please report progress and evidence in time. %s\n"), ledger_operator(run->ledger));
}

/* The owners in the order of their first item, nobody last. */
static GPtrArray *
remind_owners(const GPtrArray *items)
{
    GPtrArray *owners = g_ptr_array_new();
    gboolean nobody = FALSE;
    for (guint i = 0; i < items->len; i++) {
        char *owner = ((DueItem *)items->pdata[i])->owner;
        nobody = nobody || owner == NULL;
        if (owner != NULL && !g_ptr_array_find_with_equal_func(owners, owner, g_str_equal, NULL))
            g_ptr_array_add(owners, owner);
    }
    if (nobody)
        g_ptr_array_add(owners, NULL);
    return owners;
}

int
cli_remind(CliRun *run, GError **error)
{
    g_autoptr(GPtrArray) items = due_gather(run, error);
    if (items == NULL)
        return CLI_FAILED;
    g_autoptr(GPtrArray) owners = remind_owners(items);
    for (guint i = 0; i < owners->len; i++) {
        printf("%s", i == 0 ? "" : "\n");
        remind_one(run, items, owners->pdata[i]);
    }
    if (items->len == 0)
        cli_tell(run, "%s", _("nothing is overdue or due soon"));
    return CLI_DONE;
}
