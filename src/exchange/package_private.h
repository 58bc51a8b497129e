/* What packing and unpacking share. */
#pragma once

#include <jansson.h>

#include "output.h"
#include "zhenggai/export.h"
#include "zhenggai/module.h"
#include "zhenggai/package.h"

#define PACKAGE_MANIFEST "manifest.json"

/* A file in the package. */
typedef struct {
    char *name; /* in the package: "ledger.db", "evidence/ab/abcdef…" */
    char *path; /* where it is read from; NULL while unpacking a package */
    char *sha256;
    gint64 size; /* −1: whatever it has (a plain copy says neither) */
    gboolean seen;
} PackageFile;

typedef struct {
    char *made_at, *made_by;
    GPtrArray *scopes;   /* PackageScope */
    GPtrArray *files;    /* PackageFile; the first is the ledger */
    GHashTable *by_name; /* borrowed from `files` */
} Package;

typedef struct {
    char *unit;
    int year;
} PackageScope;

Package *package_new(void);
void package_free(Package *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Package, package_free)
/* Adds the ledger, then each piece of evidence; FALSE if it is in it already or no digest. The path
 * is taken over. */
gboolean package_add_ledger(Package *package, char *path, const char *sha256, gint64 size);
gboolean package_add_evidence(Package *package, char *path, const char *sha256, gint64 size);
/* Adds every file in a folder of evidence that is what its name says; no folder, no file. */
void package_add_folder(Package *package, const char *folder);
/* How many pieces of evidence the ledger names that are not in the package; −1 and an error. */
int package_lost(const Package *package, Ledger *ledger, GError **error);
/* SHA-256 of a file and its size; NULL with errno. The caller's. */
char *package_digest(const char *path, gint64 *size);
/* Whether ledger_check() finds no more than the lost evidence; the error tells what else. */
gboolean package_check(Ledger *ledger, int lost, GError **error);

/* manifest.json from and to; the text is the caller's (free()). LEDGER_ERROR_DAMAGED, _NEWER,
 * _FOREIGN. */
char *package_manifest_write(const Package *package);
Package *package_manifest_read(const char *text, gsize length, GError **error);

/* What a caller of package.h gets to know. */
void package_tell(const Package *package, int lost, PackageInfo *info);

/* A new folder (0700) beside `path` for what is being made; removed with everything in it. */
char *package_folder_new(const char *path, GError **error);
void package_folder_remove(char *folder);
typedef char PackageFolder;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PackageFolder, package_folder_remove)

/* ── Unpacking: package_restore.c ─────────────────────────────────────────────────────────── */

typedef struct Unpack Unpack;
/* One entry after another: begin, write…, end. Each may refuse. */
gboolean unpack_begin(Unpack *unpack, const char *name, GError **error);
gboolean unpack_write(Unpack *unpack, const void *bytes, gsize length, GError **error);
gboolean unpack_end(Unpack *unpack, GError **error);

/* Unpacks and verifies a package or a plain copy, as package_restore(), into `folder`: ledger.db
 * and ledger.db.evidence/. */
gboolean package_unpack(const char *source, const char *folder, const LedgerWorld *world,
                        PackageInfo *info, GError **error);

/* ── The zip: the module exchange-package, package_zip.c ──────────────────────────────────── */

typedef gboolean (*PackageZipWriter)(const Package *package, const char *manifest, Output *output,
                                     GError **error);
typedef gboolean (*PackageZipReader)(const char *path, Unpack *unpack, GError **error);
gboolean package_zip_write(const Package *package, const char *manifest, Output *output,
                           GError **error);
gboolean package_zip_read(const char *path, Unpack *unpack, GError **error);
/* The function of that name in the module; EXPORT_ERROR_FORMAT where it was left out. */
ModuleFunction package_zip_open(const char *symbol, GError **error);
