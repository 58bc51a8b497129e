/* The hand-over package: the ledger and its evidence in one file, and the way back.
 *
 * A package is a zip (its suffix is .zhenggai) whose first entry is manifest.json:
 *
 *     {"format": "zhenggai-package", "version": 1, "made_at": "…", "made_by": "…",
 *      "scopes": [{"unit": "…", "year": 2024}],
 *      "ledger": {"sha256": "…", "size": 123}, "evidence": [{"sha256": "…", "size": 123}]}
 *
 * then ledger.db, a copy as ledger_backup() makes it, and evidence/ab/abcdef… for each file of
 * evidence under its SHA-256. Nothing else may be in it.
 */
#pragma once

#include "zhenggai/ledger.h"

typedef struct {
    char *made_at, *made_by; /* ISO time, name; NULL for a plain copy of a ledger */
    GPtrArray *scopes;       /* char *: "张官营镇人民政府 2024" */
    guint evidence;          /* files of evidence in it */
    guint lost;              /* pieces that the ledger names and that were not there to be taken */
} PackageInfo;

void package_info_clear(PackageInfo *info);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PackageInfo, package_info_clear)

/* Whether a file of that name is to be a package: it ends in .zhenggai. */
gboolean package_is_name(const char *path);

/* Packs the ledger and every file of evidence that is whole into `path`, which must not exist
 * (LEDGER_ERROR_USAGE); written aside, synced, renamed. A ledger in which ledger_check() finds more
 * than lost evidence is not packed: LEDGER_ERROR_DAMAGED. EXPORT_ERROR_FORMAT where the program was
 * built without libarchive; EXPORT_ERROR_WRITE, LEDGER_ERROR_*. */
gboolean package_write(Ledger *ledger, const char *path, PackageInfo *info, GError **error);

/* Puts the ledger that `source` holds, a package, a plain copy (with the folder of evidence beside
 * it, if there is one) or the whole ledger as JSON (export.h; without its evidence), at `path`, and
 * its evidence beside it; folders are made. Everything is unpacked aside and verified first: the
 * manifest, sizes and SHA-256, the ledger by ledger_open() (an older one is brought up to date) and
 * ledger_check(). On any failure nothing is left but an empty folder that was made, and nothing was
 * changed. With `dry` it is only verified.
 *
 * LEDGER_ERROR_USAGE if a ledger, its journal or its evidence is at `path` already; _ABSENT if
 * there is no `source`, _FOREIGN, _NEWER, _DAMAGED for what it is; _STORAGE. */
gboolean package_restore(const char *source, const char *path, const LedgerWorld *world,
                         gboolean dry, PackageInfo *info, GError **error);
