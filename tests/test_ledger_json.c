/* The whole ledger as JSON and back: nothing is left out, nothing but a whole ledger is taken. */
#include <string.h>

#include "check_main.h"
#include "ledger_file.h"
#include "zhenggai/dump.h"
#include "zhenggai/export.h"
#include "zhenggai/package.h"

enum { ROUNDS = 12, STEPS = 120, CUTS = 40, FLIPS = 60 };

static LedgerFile file;
static char *json, *place; /* what is written, and where it is restored to */

static void
set_up(void)
{
    text_language_set(TEXT_ENGLISH);
    file = ledger_file_new();
    json = g_build_filename(file.folder, "台账.json", NULL);
    place = g_build_filename(file.folder, "there", "ledger.db", NULL);
}

static void
tear_down(void)
{
    ledger_file_clear(&file);
    g_free(json);
    g_free(place);
}

static void
write_json_of(Ledger *ledger, const char *path)
{
    const ExportOptions whole = {.format = EXPORT_JSON, .whole = TRUE};
    g_autoptr(GError) error = NULL;
    g_autoptr(LedgerQuery) query = ledger_query_new(ledger);
    gint64 count = export_send(ledger, query, &whole, path, NULL, &error);
    ck_assert_msg(count >= 0, "%s", error == NULL ? "" : error->message);
}

static char *
bytes_of(const char *path, gsize *length)
{
    char *bytes = NULL;
    ck_assert(g_file_get_contents(path, &bytes, length, NULL));
    return bytes;
}

/* NULL, or what was said; then nothing is left at the place. */
static char *
restore(void)
{
    g_auto(PackageInfo) info = {0};
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_path_get_dirname(place);
    if (package_restore(json, place, &ledger_file_world, FALSE, &info, &error))
        return NULL;
    g_autoptr(GDir) left = g_dir_open(folder, 0, NULL);
    ck_assert_ptr_null(g_dir_read_name(left));
    return g_strdup(error->message);
}

static void
forget_restored(void)
{
    ck_assert_int_eq(g_remove(place), 0);
}

static void
comes_back_the_same(Ledger *ledger)
{
    gsize length, length_again;
    write_json_of(ledger, json);
    g_autofree char *said = restore();
    ck_assert_pstr_eq(said, NULL);
    g_autoptr(Ledger) restored = ledger_open(place, LEDGER_OPEN_EXISTING, &ledger_file_world, NULL);
    g_autofree char *again = g_strconcat(json, ".again", NULL);
    write_json_of(restored, again);
    g_autofree char *first = bytes_of(json, &length);
    g_autofree char *second = bytes_of(again, &length_again);
    ck_assert_uint_eq(length, length_again);
    ck_assert_int_eq(memcmp(first, second, length), 0);
}

/* ── Random ledgers, every field of every entity ──────────────────────────────────────────── */

typedef struct {
    Ledger *ledger;
    GRand *random;
    gint64 newest[ENTITY_COUNT];
    guint rows, serial;
} Round;

static const char some_text[] = "第一段：\"引号\"\\与\t制表\n二\xF0\xA0\xAE\xB7\xE2\x80\xA8";
static char some_text_sha256[65];

static guint
below(Round *round, guint limit)
{
    return (guint)g_rand_int_range(round->random, 0, (gint)limit);
}

/* NAME_id: the key of a row that is there, or none. */
static char *
random_key(Round *round, const char *name)
{
    LedgerEntity entity = 0;
    if (strcmp(name, "origin_id") == 0)
        entity = ENTITY_TASK;
    else if (strcmp(name, "about_id") == 0)
        entity = ENTITY_PROBLEM;
    else
        while (!g_str_has_prefix(name, ledger_entity_name(entity)))
            entity++;
    return round->newest[entity] == 0
               ? NULL
               : g_strdup_printf("%u", 1 + below(round, (guint)round->newest[entity]));
}

static char *
random_number(Round *round, const LedgerFieldInfo *info)
{
    if (g_str_has_suffix(info->name, "_id"))
        return random_key(round, info->name);
    return g_strdup_printf("%u", strcmp(info->name, "year") == 0 ? 2020 + below(round, 9)
                                                                 : 1 + below(round, 100));
}

static char *
random_value(Round *round, LedgerField field)
{
    const LedgerFieldInfo *info = ledger_field_info(field);
    guint values = ledger_value_count(info->type);
    if (strcmp(info->name, "uuid") == 0)
        return g_uuid_string_random();
    if (strcmp(info->name, "sha256") == 0)
        return g_strdup(some_text_sha256);
    /* A waiver is of one thing only. */
    if (field == FIELD_WAIVER_problem_id || field == FIELD_WAIVER_report_id ||
        below(round, 10) == 0)
        return NULL;
    if (values > 0)
        return g_strdup(ledger_value_info(info->type, below(round, values))->name);
    switch (info->type) {
    case TYPE_NUMBER:
        return random_number(round, info);
    case TYPE_PERCENT:
        return g_strdup_printf("%u", below(round, 101));
    case TYPE_YESNO:
        return g_strdup(below(round, 2) == 0 ? "0" : "1");
    case TYPE_DATE:
        return g_strdup_printf("2024-%02u-%02u", 1 + below(round, 12), 1 + below(round, 28));
    default:
        return g_strdup_printf("%s%u", some_text, round->serial++);
    }
}

/* Most rows are such as the ledger takes; the rest is refused and forgotten. */
static void
random_row(Round *round)
{
    LedgerEntity entity = (LedgerEntity)(round->rows++ % ENTITY_COUNT);
    LedgerField first, end;
    LedgerAssignment row[64];
    guint count = 0;
    gint64 key = 0;
    ledger_entity_fields(entity, &first, &end);
    for (LedgerField field = first; field < end; field++)
        if (ledger_field_info(field)->origin == ORIGIN_STORED)
            row[count++] = (LedgerAssignment){field, random_value(round, field)};
    g_autoptr(LedgerChange) change = small_ledger_begin(round->ledger, ACTION_ADD);
    if (ledger_change_insert(change, entity, row, count, &key, NULL) &&
        ledger_change_commit(g_steal_pointer(&change), FALSE, NULL))
        round->newest[entity] = key;
    for (guint i = 0; i < count; i++)
        g_free((char *)row[i].value);
}

static void
random_edit(Round *round)
{
    LedgerField field = (LedgerField)below(round, FIELD_COUNT);
    const LedgerFieldInfo *info = ledger_field_info(field);
    if (info->origin != ORIGIN_STORED || round->newest[info->entity] == 0)
        return;
    g_autofree char *value = random_value(round, field);
    gint64 key = 1 + below(round, (guint)round->newest[info->entity]);
    g_autoptr(LedgerChange) change = small_ledger_begin(round->ledger, ACTION_SET);
    if (ledger_change_set(change, info->entity, key, 0, field, value, NULL))
        ledger_change_commit(g_steal_pointer(&change), FALSE, NULL);
}

static void
random_step(Round *round)
{
    g_autofree char *told = NULL;
    guint what = below(round, 10);
    if (what < 6)
        random_row(round);
    else if (what < 8)
        random_edit(round);
    else if (what == 8)
        ledger_undo(round->ledger, FALSE, &told, NULL);
    else
        ledger_redo(round->ledger, FALSE, &told, NULL);
}

static void
keep_text(Ledger *ledger)
{
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, some_text, -1);
    LedgerChange *change = small_ledger_begin(ledger, ACTION_IMPORT);
    gint64 key;
    g_strlcpy(some_text_sha256, digest, sizeof some_text_sha256);
    small_ledger_end(change,
                     ledger_change_keep_text(change, digest, some_text, NULL) &&
                         ledger_unit_ensure(change, "张官营镇人民政府", "张官营镇", &key, NULL));
}

START_TEST(random_ledgers_come_back_the_same)
{
    gint64 most[ENTITY_COUNT] = {0};
    for (guint number = 0; number < ROUNDS; number++) {
        Round round = {.ledger = small_ledger_new("2024-12-01"),
                       .random = g_rand_new_with_seed(20240601 + number)};
        keep_text(round.ledger);
        round.newest[ENTITY_UNIT] = 1;
        for (guint i = 0; i < STEPS; i++)
            random_step(&round);
        for (LedgerEntity entity = 0; entity < ENTITY_COUNT; entity++)
            most[entity] = MAX(most[entity], round.newest[entity]);
        comes_back_the_same(round.ledger);
        forget_restored();
        ledger_close(round.ledger);
        g_rand_free(round.random);
    }
    for (LedgerEntity entity = 0; entity < ENTITY_COUNT; entity++)
        ck_assert_msg(most[entity] > 0, "no ledger had a %s", ledger_entity_name(entity));
}
END_TEST

/* ── Nothing is left out ──────────────────────────────────────────────────────────────────── */

static int
gather_column(void *columns, int count, char **values, char **names)
{
    /* The database makes these from the others. */
    static const char *const derived[] = {"tally", "search", "sqlite_"};
    for (guint i = 0; i < G_N_ELEMENTS(derived); i++)
        if (strstr(values[0], derived[i]) != NULL)
            return 0;
    gboolean key = strcmp(values[1], "id") == 0;
    g_hash_table_add(columns, g_strdup_printf("%s.%s", values[0], key ? "key" : values[1]));
    return 0;
}

START_TEST(every_column_of_the_schema_is_in_it)
{
    sqlite3 *database = NULL;
    g_autoptr(GHashTable) columns = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) tables = ledger_tables();
    ledger_file_make(&file);
    ck_assert_int_eq(sqlite3_open(file.path, &database), SQLITE_OK);
    sqlite3_exec(database,
                 "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c "
                 "WHERE t.type = 'table'",
                 gather_column, columns, NULL);
    sqlite3_close(database);
    for (guint i = 0; i < tables->len; i++) {
        const LedgerTable *table = tables->pdata[i];
        for (guint j = 0; j < table->columns->len; j++) {
            g_autofree char *name = g_strdup_printf(
                "%s.%s", table->name, g_array_index(table->columns, LedgerColumn, j).name);
            ck_assert_msg(g_hash_table_remove(columns, name), "%s is no column", name);
        }
    }
    g_autofree const char **left = (const char **)g_hash_table_get_keys_as_array(columns, NULL);
    ck_assert_msg(left[0] == NULL, "%s is left out", left[0]);
}
END_TEST

START_TEST(filled_ledger_is_not_filled_again)
{
    g_autoptr(GError) error = NULL;
    ledger_file_make(&file);
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    ck_assert(!ledger_fill_begin(ledger, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
    ledger_file_healthy(ledger);
}
END_TEST

/* ── Damaged files ────────────────────────────────────────────────────────────────────────── */

static void
write_small(void)
{
    ledger_file_make(&file);
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    comes_back_the_same(ledger);
    forget_restored();
}

START_TEST(cut_file_is_refused)
{
    gsize length;
    write_small();
    g_autofree char *bytes = bytes_of(json, &length);
    for (guint i = 0; i < CUTS; i++) {
        gsize cut = (length - 3) * i / CUTS;
        ck_assert(g_file_set_contents(json, bytes, (gssize)cut, NULL));
        g_autofree char *said = restore();
        ck_assert_ptr_nonnull(said);
        ck_assert_msg(cut < 60 || strstr(said, "cut short") != NULL, "%zu: %s", cut, said);
        ck_assert_msg(cut < 60 || strstr(said, "line ") != NULL, "%zu: %s", cut, said);
    }
}
END_TEST

START_TEST(changed_byte_is_refused_or_does_no_harm)
{
    gsize length;
    guint refused = 0;
    write_small();
    g_autofree char *bytes = bytes_of(json, &length);
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    for (guint i = 0; i < FLIPS; i++) {
        gsize at = (gsize)g_rand_int_range(random, 0, (gint)length);
        char was = bytes[at];
        bytes[at] = (char)g_rand_int_range(random, 0, 256);
        ck_assert(g_file_set_contents(json, bytes, (gssize)length, NULL));
        bytes[at] = was;
        g_autofree char *said = restore();
        refused += said != NULL;
        if (said != NULL)
            continue;
        g_autoptr(Ledger) restored =
            ledger_open(place, LEDGER_OPEN_EXISTING, &ledger_file_world, NULL);
        ledger_file_healthy(restored);
        forget_restored();
    }
    ck_assert_uint_gt(refused, FLIPS / 2);
}
END_TEST

START_TEST(other_json_is_refused)
{
    static const struct {
        const char *bytes, *said;
    } others[] = {
        {"[{\"id\": \"1.1\"}]", "no whole ledger"},
        {"{}", "no whole ledger"},
        {"{\"unit\": \"张官营镇\", \"problems\": []}", "no whole ledger"},
        {"{\"format\": \"zhenggai-package\", \"version\": 1}", "no whole ledger"},
        {"{\"format\": \"zhenggai-ledger\", \"version\": 2", "newer"},
        {"{\"format\": \"zhenggai-ledger\", \"version\": 1}", "“,” is missing"},
        {"{\"format\": \"zhenggai-ledger\", \"version\": 1,\n\"task\": []}",
         "line 2: report_text is wanted here, and not task"},
        {"{\"format\": \"zhenggai-ledger\", \"version\": 1,\n\"report_text\": [\n3]}",
         "line 3: a row of report_text is wanted here"},
        {"{\"format\": \"zhenggai-ledger\", \"version\": 1,\"report_text\": [{}]}", "has no key"},
        {"{\"format\": \"zhenggai-ledger\", \"version\": 1,\"report_text\": [{\"key\": \"1\"}]}",
         "key of report_text cannot be that"},
        {"{\"format\": \"zhenggai-ledger\", \"version\": 1,\"report_text\": [{\"key\": 1, \"a\": "
         "1}]}",
         "report_text has no a"},
        {"{\"format\": \"zhenggai-ledger\", \"version\": 1,\"report_text\": [{\"key\": 1}]}",
         "line 1: report_text: a value is none that the ledger can hold"},
        {"{\"format\": \"zhenggai-ledger\", \"version\": 1,\"report_text\": [{\"key\": 1,,",
         "no JSON"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        ck_assert(g_file_set_contents(json, others[i].bytes, -1, NULL));
        g_autofree char *said = restore();
        ck_assert_msg(said != NULL && strstr(said, others[i].said) != NULL, "%s: %s",
                      others[i].bytes, said);
    }
}
END_TEST

/* What says something else than its own journal is no ledger. */
START_TEST(forged_rows_are_refused)
{
    static const char *const forgeries[][2] = {
        {"\"owner\": \"李四\"", "\"owner\": \"李五\""},
        {"\"by\": \"王五\"", "\"by\": \"王六\""},
        {"12月3日举办专题讲座", "12月4日举办专题讲座"},
        {"\"problem_id\": 1", "\"problem_id\": 7"},
        {"\"reason\": \"等待县局安排\"}", "\"reason\": \"等待\"}"},
    };
    gsize length;
    write_small();
    g_autofree char *bytes = bytes_of(json, &length);
    for (guint i = 0; i < G_N_ELEMENTS(forgeries); i++) {
        g_autoptr(GString) forged = g_string_new(bytes);
        guint found = g_string_replace(forged, forgeries[i][0], forgeries[i][1], 1);
        ck_assert(g_file_set_contents(json, forged->str, -1, NULL));
        g_autofree char *said = restore();
        ck_assert_msg(found == 0 || said != NULL, "%s", forgeries[i][1]);
    }
}
END_TEST

/* An editor's byte order mark and lines of its own do no harm. */
START_TEST(layout_of_the_file_does_not_matter)
{
    gsize length;
    write_small();
    g_autofree char *bytes = bytes_of(json, &length);
    json_t *document = json_loadb(bytes, length, 0, NULL);
    char *pretty = json_dumps(document, JSON_INDENT(4) | JSON_ENSURE_ASCII);
    g_autofree char *marked = g_strconcat("\xEF\xBB\xBF\n", pretty, "\n\n", NULL);
    ck_assert(g_file_set_contents(json, marked, -1, NULL));
    g_autofree char *said = restore();
    ck_assert_pstr_eq(said, NULL);
    free(pretty);
    json_decref(document);
}
END_TEST

static Suite *
ledger_json_suite(void)
{
    Suite *suite = suite_create("ledger_json");
    TCase *whole = tcase_create("ledger_json");
    tcase_set_timeout(whole, 600);
    tcase_add_checked_fixture(whole, set_up, tear_down);
    tcase_add_test(whole, random_ledgers_come_back_the_same);
    tcase_add_test(whole, every_column_of_the_schema_is_in_it);
    tcase_add_test(whole, filled_ledger_is_not_filled_again);
    tcase_add_test(whole, cut_file_is_refused);
    tcase_add_test(whole, changed_byte_is_refused_or_does_no_harm);
    tcase_add_test(whole, other_json_is_refused);
    tcase_add_test(whole, forged_rows_are_refused);
    tcase_add_test(whole, layout_of_the_file_does_not_matter);
    suite_add_tcase(suite, whole);
    return suite;
}

ZHENGGAI_TESTS(ledger_json_suite())
