/* Actions: what the rows of actions.def say, for C. */
#pragma once

#include <glib.h>

typedef enum {
#define ACTION(id, name, group, keys, places, needs, usage, example, label, hint, help, shell)     \
    ACTION_##id,
#include "zhenggai/actions.def"
#undef ACTION
    ACTION_COUNT
} LedgerAction;

typedef enum {
    GROUP_WORK,
    GROUP_FIND,
    GROUP_VIEW,
    GROUP_OUT,
    GROUP_MOVE,
    GROUP_LEDGER,
    GROUP_PROGRAM,
    GROUP_COUNT
} LedgerActionGroup;

/* Where a key works. */
typedef enum {
    PLACE_NOWHERE = 0,
    PLACE_LIST = 1 << 0,     /* the ledger as a tree or a table */
    PLACE_DETAIL = 1 << 1,   /* everything of one problem or task */
    PLACE_PAGE = 1 << 2,     /* a text to scroll: history, the report */
    PLACE_OWNERS = 1 << 3,   /* who has how much */
    PLACE_TIMELINE = 1 << 4, /* deadlines along the months */
    PLACE_CALENDAR = 1 << 5, /* a month's days */
    PLACE_FIGURES = 1 << 6,
    PLACE_JOURNAL = 1 << 7, /* what changed */
    PLACE_SUMMARY = 1 << 8, /* the year-end document */
    /* A selected problem or task can be worked on. */
    PLACE_WORK = PLACE_LIST | PLACE_DETAIL | PLACE_TIMELINE,
    /* The views, one at a time. */
    PLACE_VIEW = PLACE_LIST | PLACE_OWNERS | PLACE_TIMELINE | PLACE_CALENDAR | PLACE_FIGURES |
                 PLACE_JOURNAL | PLACE_SUMMARY,
    PLACE_ANY = PLACE_VIEW | PLACE_DETAIL | PLACE_PAGE
} LedgerActionPlace;

/* What must be there before an action can run; checked in one place. */
typedef enum {
    NEEDS_NOTHING = 0,
    NEEDS_LEDGER = 1 << 0, /* an open ledger */
    NEEDS_ITEM = 1 << 1,   /* a selected or marked problem or task */
    NEEDS_TASK = 1 << 2,   /* a selected or marked measure or step */
    NEEDS_WRITE = 1 << 3,  /* a ledger that can be written */
    NEEDS_CONTENT = 1 << 4 /* a page that has something to save */
} LedgerActionNeeds;

typedef struct {
    const char *name; /* its CLI verb, its name in the palette and in the journal */
    LedgerActionGroup group;
    const char *keys; /* names separated by blanks, the first is shown: "a F2"; "" for none: where
                       * it has places, the palette runs it */
    guint places;
    guint needs;
    const char *usage; /* arguments of the CLI verb: "ID… FIELD=VALUE…"; NULL if it is no verb */
    const char *example; /* one command line, or NULL */
    const char *label;   /* English msgid: "Set the owner" */
    const char *hint;    /* English msgid, one or two words for the footer; NULL: not there */
    const char *help;    /* English msgid: one or two sentences */
    const char *shell; /* English msgid: what else its verb can do in a shell, where the options are
                          and an exit status; NULL: nothing */
} LedgerActionInfo;

const LedgerActionInfo *ledger_action_info(LedgerAction action);
/* Both together, in the current language: what a shell's user reads. The caller owns it. */
char *ledger_action_whole_help(LedgerAction action);
/* The action of that name, or ACTION_COUNT. */
LedgerAction ledger_action_find(const char *name);
/* English msgid of a group's heading. */
const char *ledger_action_group_label(LedgerActionGroup group);
