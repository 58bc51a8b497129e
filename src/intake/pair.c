/* Pairing: which cause and which measure belong to which problem. */
#include "item.h"
#include "name.h"
#include "zhenggai/text.h"

typedef struct {
    const IntakeSource *source;
    const GArray *entries;
    int *owner;         /* of each entry: the index of its problem's entry, or -1 */
    guint *order;       /* of each entry: its number among those of its role, from 0 */
    GHashTable *last;   /* series → index + 1 of its last problem */
    GHashTable *blocks; /* series whose problems are proved to have blocks of their own */
    GArray *problems;   /* guint: indexes */
} Pairing;

static const IntakeEntry *
entry_at(const Pairing *pairing, guint index)
{
    return &g_array_index(pairing->entries, IntakeEntry, index);
}

static guint
problem_at(const Pairing *pairing, guint order)
{
    return g_array_index(pairing->problems, guint, order);
}

static guint
last_of_series(const Pairing *pairing, guint series)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(pairing->last, GUINT_TO_POINTER(series))) - 1;
}

/* A label within an item tells its block only if the list of problems goes on after it; what stands
 * after the last item may be about all of them. It is that item's if the others have theirs. */
static void
pair_blocks(Pairing *pairing, IntakeRole role)
{
    g_hash_table_remove_all(pairing->blocks);
    for (int pass = 0; pass < 2; pass++) {
        for (guint i = 0; i < pairing->entries->len; i++) {
            const IntakeEntry *entry = entry_at(pairing, i);
            if (entry->role != role || entry->within < 0) {
                continue;
            }
            gpointer series = GUINT_TO_POINTER(entry_at(pairing, (guint)entry->within)->series);
            gboolean last =
                last_of_series(pairing, GPOINTER_TO_UINT(series)) == (guint)entry->within;
            if (entry->tied || !last || g_hash_table_contains(pairing->blocks, series)) {
                pairing->owner[i] = entry->within;
                if (!last) {
                    g_hash_table_add(pairing->blocks, series);
                }
            }
        }
    }
}

/* One past the last of the problems, from `first` of them, that are of one series. */
static guint
series_end(const Pairing *pairing, guint first)
{
    guint series = entry_at(pairing, problem_at(pairing, first))->series;
    while (first < pairing->problems->len &&
           entry_at(pairing, problem_at(pairing, first))->series == series) {
        first++;
    }
    return first;
}

/* The entries of `role` without an owner in [from, to). */
static GArray *
find_loose(const Pairing *pairing, IntakeRole role, guint from, guint to)
{
    GArray *loose = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = from; i < to; i++) {
        if (entry_at(pairing, i)->role == role && pairing->owner[i] < 0) {
            g_array_append_val(loose, i);
        }
    }
    return loose;
}

static gboolean
is_numbered(const Pairing *pairing, guint first, guint end, const GArray *loose)
{
    guint series = entry_at(pairing, g_array_index(loose, guint, 0))->series;
    for (guint i = first; i < end; i++) {
        if (!entry_at(pairing, problem_at(pairing, i))->numbered) {
            return FALSE;
        }
    }
    for (guint i = 0; i < loose->len; i++) {
        const IntakeEntry *entry = entry_at(pairing, g_array_index(loose, guint, i));
        if (!entry->numbered || entry->series != series) {
            return FALSE;
        }
    }
    return TRUE;
}

/* The entry of the one problem that an entry names; -1 if it names none, or several have the words.
 */
static int
find_named(const Pairing *pairing, guint index)
{
    const IntakeReading *reading = pairing->source->reading;
    const IntakeEntry *entry = entry_at(pairing, index);
    IntakeSpan name;
    int found = -1;
    if (!intake_name_find(reading, entry->start, entry->end, entry->role == ROLE_CAUSE, &name)) {
        return -1;
    }
    for (guint i = 0; i < pairing->problems->len; i++) {
        const IntakeEntry *problem = entry_at(pairing, problem_at(pairing, i));
        if (intake_name_matches(reading, name, problem->start, problem->end)) {
            if (found >= 0) {
                return -1;
            }
            found = (int)problem_at(pairing, i);
        }
    }
    return found;
}

static gboolean
are_named(const Pairing *pairing, const GArray *entries)
{
    guint i = 0;
    while (i < entries->len && find_named(pairing, g_array_index(entries, guint, i)) >= 0) {
        i++;
    }
    return i == entries->len;
}

static void
pair_names(Pairing *pairing, IntakeRole role)
{
    for (guint i = 0; i < pairing->entries->len; i++) {
        if (entry_at(pairing, i)->role == role && pairing->owner[i] < 0) {
            pairing->owner[i] = find_named(pairing, i);
        }
    }
}

/* Lists that agree in length and both have ordinals are linked by them, unless each item names its
 * problem itself; all that stands with a single problem is its own. */
static void
pair_lists(Pairing *pairing, IntakeRole role)
{
    guint end;
    for (guint first = 0; first < pairing->problems->len; first = end) {
        end = series_end(pairing, first);
        guint from = first == 0 ? 0 : problem_at(pairing, first);
        guint to = end < pairing->problems->len ? problem_at(pairing, end) : pairing->entries->len;
        g_autoptr(GArray) loose = find_loose(pairing, role, from, to);
        gboolean single = end == first + 1;
        if (loose->len == 0 || (!single && are_named(pairing, loose)) ||
            (!single && (loose->len != end - first || !is_numbered(pairing, first, end, loose)))) {
            continue;
        }
        for (guint i = 0; i < loose->len; i++) {
            pairing->owner[g_array_index(loose, guint, i)] =
                (int)problem_at(pairing, single ? first : first + i);
        }
    }
}

static void
number_entries(Pairing *pairing)
{
    guint counts[ROLE_OTHER + 1] = {0};
    for (guint i = 0; i < pairing->entries->len; i++) {
        const IntakeEntry *entry = entry_at(pairing, i);
        pairing->owner[i] = -1;
        pairing->order[i] = counts[entry->role]++;
        if (entry->role == ROLE_PROBLEM) {
            g_array_append_val(pairing->problems, i);
            g_hash_table_insert(pairing->last, GUINT_TO_POINTER(entry->series),
                                GUINT_TO_POINTER(i + 1));
        }
    }
}

/* ── The draft ────────────────────────────────────────────────────────────────────────────── */

/* What stands between a problem and its measures (责任单位：…) holds for each of them. */
static void
inherit_fields(const IntakePickup *pickup, const IntakeEntry *problem, IntakeItem *item)
{
    if (problem->whole > problem->end) {
        intake_pickup(pickup, problem->end, problem->whole, item);
    }
}

static void
add_answer(const Pairing *pairing, guint index)
{
    const IntakeEntry *entry = entry_at(pairing, index);
    IntakeDraft *draft = pairing->source->draft;
    gboolean measure = entry->role == ROLE_MEASURE;
    GPtrArray *list = measure ? draft->unpaired_measures : draft->unpaired_causes;
    int owner = pairing->owner[index];
    if (owner >= 0) {
        IntakeProblem *problem = g_ptr_array_index(draft->problems, pairing->order[owner]);
        list = measure ? problem->measures : problem->causes;
    }
    IntakeItem *item = intake_item_new(pairing->source, entry, list->len + 1);
    if (owner >= 0 && measure) {
        inherit_fields(pairing->source->pickup, entry_at(pairing, (guint)owner), item);
    }
    g_ptr_array_add(list, item);
}

static void
say_unpaired(const Pairing *pairing, IntakeRole role)
{
    gboolean causes = role == ROLE_CAUSE;
    guint loose = 0, all = 0, first = 0, problems = pairing->problems->len;
    for (guint i = 0; i < pairing->entries->len; i++) {
        if (entry_at(pairing, i)->role == role) {
            all++;
            if (pairing->owner[i] < 0 && loose++ == 0) {
                first = entry_at(pairing, i)->start;
            }
        }
    }
    if (loose > 0) {
        intake_draft_say(
            pairing->source->draft, intake_reading_line(pairing->source->reading, first),
            INTAKE_WARNING, causes ? "unpaired-causes" : "unpaired-measures",
            causes ? g_strdup_printf(_("%u causes of %u stand without a problem (there are %u): "
                                       "nothing in the text tells which belongs to which"),
                                     loose, all, problems)
                   : g_strdup_printf(_("%u measures of %u stand without a problem (there are %u): "
                                       "nothing in the text tells which belongs to which"),
                                     loose, all, problems));
    }
}

static void
add_entries(const Pairing *pairing)
{
    IntakeDraft *draft = pairing->source->draft;
    for (guint i = 0; i < pairing->problems->len; i++) {
        const IntakeEntry *entry = entry_at(pairing, problem_at(pairing, i));
        g_ptr_array_add(draft->problems, intake_problem_new(pairing->source, entry, i + 1));
    }
    for (guint i = 0; i < pairing->entries->len; i++) {
        const IntakeEntry *entry = entry_at(pairing, i);
        if (entry->role == ROLE_PLAN) {
            g_ptr_array_add(draft->plans,
                            intake_item_new(pairing->source, entry, draft->plans->len + 1));
        } else if (entry->role != ROLE_PROBLEM) {
            add_answer(pairing, i);
        }
    }
}

void
intake_pair(const IntakeSource *source, const GArray *entries)
{
    g_autofree int *owner = g_new(int, entries->len + 1);
    g_autofree guint *order = g_new(guint, entries->len + 1);
    g_autoptr(GHashTable) last = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) blocks = g_hash_table_new(NULL, NULL);
    g_autoptr(GArray) problems = g_array_new(FALSE, FALSE, sizeof(guint));
    Pairing pairing = {source, entries, owner, order, last, blocks, problems};
    static const IntakeRole roles[] = {ROLE_CAUSE, ROLE_MEASURE};
    number_entries(&pairing);
    for (guint i = 0; i < G_N_ELEMENTS(roles); i++) {
        pair_blocks(&pairing, roles[i]);
        pair_lists(&pairing, roles[i]);
        pair_names(&pairing, roles[i]);
        say_unpaired(&pairing, roles[i]);
    }
    add_entries(&pairing);
}
