/* The ledger and its evidence in one file, and back: whole, or not at all. */
#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "check_main.h"
#include "ledger_file.h"
#include "zhenggai/export.h"
#include "zhenggai/package.h"

static LedgerFile file;
static char *package, *place; /* what is written, and where it is restored to */

static gint64
first_step(Ledger *ledger)
{
    LedgerEntity entity;
    gint64 key = 0;
    ck_assert(ledger_address_find(ledger, (LedgerScope){2024, 0}, "1.1.1", &entity, &key, NULL));
    return key;
}

static void
set_up(void)
{
    text_language_set(TEXT_ENGLISH);
    file = ledger_file_new();
    ledger_file_make(&file);
    package = g_build_filename(file.folder, "移交.zhenggai", NULL);
    place = g_build_filename(file.folder, "there", "deep", "ledger.db", NULL);
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    LedgerChange *change = ledger_change_begin(ledger, ACTION_ATTACH, NULL, NULL);
    ledger_file_prove(&file, change, first_step(ledger), "签到42人");
    ck_assert(ledger_change_commit(change, FALSE, NULL));
}

static void
tear_down(void)
{
    ledger_file_clear(&file);
    g_free(package);
    g_free(place);
}

static void
pack(guint lost)
{
    g_auto(PackageInfo) info = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    ck_assert_msg(package_write(ledger, package, &info, &error), "%s",
                  error == NULL ? "" : error->message);
    ck_assert_uint_eq(info.lost, lost);
    ck_assert_uint_eq(info.evidence, 1 - lost);
}

/* "" or what was said; nothing may be left at the place then. */
static char *
restore(const char *source, gboolean dry)
{
    g_auto(PackageInfo) info = {0};
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_path_get_dirname(place);
    gboolean done = package_restore(source, place, &ledger_file_world, dry, &info, &error);
    ck_assert_int_eq(done, error == NULL);
    if (done && !dry)
        return g_strdup("");
    g_autoptr(GDir) left = g_dir_open(folder, 0, NULL);
    ck_assert(left == NULL || g_dir_read_name(left) == NULL);
    return g_strdup(error == NULL ? "" : error->message);
}

static void
restores(const char *source)
{
    g_autofree char *said = restore(source, FALSE);
    ck_assert_str_eq(said, "");
}

static void
refuses(const char *words)
{
    g_autofree char *said = restore(package, FALSE);
    ck_assert_msg(strstr(said, words) != NULL, "%s", said);
    ck_assert_msg(strstr(said, package) != NULL, "%s", said);
}

/* The ledger at the place is the one that was packed, and healthy with its evidence. */
static void
is_the_ledger(gboolean with_evidence)
{
    g_autofree char *before = ledger_file_dump(file.path, ledger_file_tables);
    g_autofree char *after = ledger_file_dump(place, ledger_file_tables);
    g_autoptr(Ledger) ledger = ledger_open(place, LEDGER_OPEN_EXISTING, &ledger_file_world, NULL);
    ck_assert_str_eq(before, after);
    ck_assert_ptr_nonnull(ledger);
    g_autofree char *findings = ledger_file_findings(ledger);
    ck_assert_msg((*findings == '\0') == with_evidence, "%s", findings);
}

/* The only file of evidence beside a ledger. */
static char *
evidence_of(const char *ledger)
{
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, "签到42人", -1);
    g_autofree char *inner = g_strndup(digest, 2);
    g_autofree char *folder = g_strconcat(ledger, ".evidence", NULL);
    return g_build_filename(folder, inner, digest, NULL);
}

START_TEST(package_is_restored_with_its_evidence)
{
    GStatBuf information;
    pack(0);
    g_autofree char *dry = restore(package, TRUE);
    ck_assert_str_eq(dry, "");
    restores(package);
    is_the_ledger(TRUE);
    ck_assert_int_eq(g_stat(place, &information), 0);
    ck_assert_int_eq(information.st_mode & 0777, 0600);
    ck_assert_int_eq(information.st_nlink, 1);
}
END_TEST

START_TEST(plain_copy_is_restored)
{
    g_autofree char *copy = g_build_filename(file.folder, "copy.db", NULL);
    g_autofree char *beside = g_strconcat(copy, ".evidence", NULL);
    g_autofree char *evidence = g_strconcat(file.path, ".evidence", NULL);
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    ck_assert(ledger_backup(ledger, copy, NULL));
    restores(copy);
    is_the_ledger(FALSE);
    g_unlink(place);
    ck_assert_int_eq(g_rename(evidence, beside), 0);
    restores(copy);
    is_the_ledger(TRUE);
}
END_TEST

START_TEST(nothing_is_overwritten)
{
    static const char *const endings[] = {"", "-journal", ".evidence"};
    pack(0);
    g_autofree char *folder = g_path_get_dirname(place);
    g_mkdir_with_parents(folder, 0700);
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
        g_autofree char *there = g_strconcat(place, endings[i], NULL);
        g_autofree char *bytes = NULL;
        g_auto(PackageInfo) info = {0};
        g_autoptr(GError) error = NULL;
        ck_assert(g_file_set_contents(there, "mine", -1, NULL));
        ck_assert(!package_restore(package, place, &ledger_file_world, FALSE, &info, &error));
        ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
        ck_assert_ptr_nonnull(strstr(error->message, "--db"));
        ck_assert(g_file_get_contents(there, &bytes, NULL, NULL));
        ck_assert_str_eq(bytes, "mine");
        g_unlink(there);
    }
    g_auto(PackageInfo) again = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    ck_assert(!package_write(ledger, package, &again, &error));
    ck_assert(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_USAGE));
}
END_TEST

START_TEST(lost_evidence_is_told_and_the_rest_is_packed)
{
    g_autofree char *evidence = evidence_of(file.path);
    ck_assert(g_file_set_contents(evidence, "changed", -1, NULL));
    pack(1);
    restores(package);
    is_the_ledger(FALSE);
}
END_TEST

START_TEST(damaged_ledger_is_not_packed)
{
    g_auto(PackageInfo) info = {0};
    g_autoptr(GError) error = NULL;
    ledger_file_sql(&file, "UPDATE task SET text = text || 'x' WHERE id = 1");
    g_autoptr(Ledger) ledger = ledger_file_open(&file, LEDGER_OPEN_EXISTING);
    ck_assert(!package_write(ledger, package, &info, &error));
    ck_assert_msg(g_error_matches(error, LEDGER_ERROR, LEDGER_ERROR_DAMAGED), "%s", error->message);
    ck_assert(!g_file_test(package, G_FILE_TEST_EXISTS));
}
END_TEST

/* One byte anywhere, or an end anywhere: a package says so, or holds what was packed all the same
 * (a byte of the zip's own that nobody reads). */
START_TEST(damage_changes_nothing)
{
    g_autofree char *bytes = NULL, *folder = g_path_get_dirname(place);
    gsize length;
    pack(0);
    ck_assert(g_file_get_contents(package, &bytes, &length, NULL));
    for (gsize round = 0, refused = 0; round < 60; round++) {
        g_autofree char *damaged = g_memdup2(bytes, length);
        gsize at = (round * 7919 * 31) % length;
        damaged[at] ^= (char)(1 << round % 8);
        gboolean cut = round % 3 == 0;
        ck_assert(g_file_set_contents(package, damaged, (gssize)(cut ? at : length), NULL));
        g_autofree char *said = restore(package, FALSE);
        refused += *said != '\0';
        if (*said == '\0') {
            g_autofree char *remove = g_strdup_printf("rm -rf '%s'", folder);
            is_the_ledger(TRUE);
            ck_assert(g_spawn_command_line_sync(remove, NULL, NULL, NULL, NULL));
        }
        ck_assert(round < 59 || refused > 40);
    }
}
END_TEST

/* ── Packages that somebody made ──────────────────────────────────────────────────────────── */

typedef struct {
    const char *name, *text;
    gboolean link;
} Entry;

static void
forge(const Entry *entries, guint count)
{
    struct archive *archive = archive_write_new();
    archive_write_set_format_zip(archive);
    ck_assert_int_eq(archive_write_open_filename(archive, package), ARCHIVE_OK);
    for (guint i = 0; i < count; i++) {
        struct archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, entries[i].name);
        archive_entry_set_filetype(entry, entries[i].link ? AE_IFLNK : AE_IFREG);
        archive_entry_set_size(entry, (gint64)strlen(entries[i].text));
        if (entries[i].link)
            archive_entry_set_symlink(entry, "/etc/passwd");
        archive_entry_set_perm(entry, 0644);
        ck_assert_int_eq(archive_write_header(archive, entry), ARCHIVE_OK);
        archive_write_data(archive, entries[i].text, strlen(entries[i].text));
        archive_entry_free(entry);
    }
    archive_write_close(archive);
    archive_write_free(archive);
}

#define NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define MANIFEST(size, evidence)                                                                   \
    {                                                                                              \
        "manifest.json",                                                                           \
            "{\"format\": \"zhenggai-package\", \"version\": 1, \"ledger\": {\"sha256\": "         \
            "\"" NOTHING "\", \"size\": " size "}, \"evidence\": [" evidence "]}",                 \
            FALSE                                                                                  \
    }

START_TEST(forged_packages_are_refused)
{
    static const struct {
        Entry entries[3];
        const char *words;
    } forged[] = {
        {{{"ledger.db", "x", FALSE}}, "manifest does not come first"},
        {{{"manifest.json", "{\"format\": \"zip\"}", FALSE}}, "not a package"},
        {{{"manifest.json", "{\"format\": \"zhenggai-package\", \"version\": 2}", FALSE}}, "newer"},
        {{{"manifest.json", "{\"format\": \"zhenggai-package\", \"version\": 1}", FALSE}},
         "manifest is damaged"},
        {{MANIFEST("0", "{\"sha256\": \"../../../../etc/passwd\", \"size\": 1}")},
         "manifest is damaged"},
        {{MANIFEST("0", ""), {"../../evil", "x", FALSE}}, "does not name it"},
        {{MANIFEST("0", ""), {"/tmp/evil", "x", FALSE}}, "does not name it"},
        {{MANIFEST("0", ""), {"ledger.db", "", TRUE}}, "damaged"},
        {{MANIFEST("0", ""), {"ledger.db", "longer", FALSE}}, "longer than it should be"},
        {{MANIFEST("9", ""), {"ledger.db", "short", FALSE}}, "SHA-256"},
        {{MANIFEST("0", "")}, "it is missing"},
        {{MANIFEST("0", ""), {"ledger.db", "", FALSE}, {"ledger.db", "", FALSE}}, "twice"},
        {{MANIFEST("9000000000000000000", "")}, "not enough room"},
        {{MANIFEST("0", ""), {"ledger.db", "", FALSE}}, "empty"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(forged); i++) {
        guint count = 0;
        while (count < G_N_ELEMENTS(forged[i].entries) && forged[i].entries[count].name != NULL)
            count++;
        forge(forged[i].entries, count);
        refuses(forged[i].words);
    }
    ck_assert(g_file_set_contents(package, "序号,整改措施\n", -1, NULL));
    refuses("neither a package nor a copy");
    ck_assert(g_file_set_contents(package, "", 0, NULL));
    refuses("neither a package nor a copy");
    g_unlink(package);
    refuses("No such file");
}
END_TEST

static Suite *
package_suite(void)
{
    const TTest *const all[] = {package_is_restored_with_its_evidence,
                                plain_copy_is_restored,
                                nothing_is_overwritten,
                                lost_evidence_is_told_and_the_rest_is_packed,
                                damaged_ledger_is_not_packed,
                                damage_changes_nothing,
                                forged_packages_are_refused};
    Suite *suite = suite_create("package");
    TCase *cases = tcase_create("package");
    tcase_add_checked_fixture(cases, set_up, tear_down);
    tcase_set_timeout(cases, 120);
    for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
        tcase_add_test(cases, all[i]);
    suite_add_tcase(suite, cases);
    return suite;
}

ZHENGGAI_TESTS(package_suite())
