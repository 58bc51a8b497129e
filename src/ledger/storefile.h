/* The ledger as a file on the disk: looked at before it is opened, copies kept safely. */
#pragma once

#include "zhenggai/ledger.h"

/* "ZGAI" in the header of each ledger. */
enum { STORE_APPLICATION_ID = 0x5A474149 };

/* Of a file's first bytes, which tell whose it is. */
enum { STOREFILE_HEADER_SIZE = 100 };

typedef struct {
    char *real; /* the path with its folder's links resolved: the store follows none itself */
    gboolean exists;
    gboolean memory; /* no file at all */
} StoreFile;

void storefile_clear(StoreFile *file);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StoreFile, storefile_clear)

/* Looks whether the file is there and could be read, without opening it. With LEDGER_OPEN_CREATE
 * makes the folder (0700) where it is missing. */
gboolean storefile_find(StoreFile *file, const char *path, LedgerMode mode, GError **error);

/* Refuses what ledger_open() refuses by the first bytes of a file of `size` bytes. */
gboolean storefile_judge(const char *path, const guint8 *header, gint64 size, GError **error);

/* "20241201T120000" from "2024-12-01T12:00:00+08:00". The caller owns it. */
char *storefile_stamp(const char *now);

/* An empty file (0600) in the folder of `path`, which must not exist. Its name is the caller's. */
char *storefile_aside(const char *path, GError **error);
/* Syncs the file written aside, gives it its name without replacing anything, and syncs the folder;
 * on failure it is removed. */
gboolean storefile_keep(const char *aside, const char *path, GError **error);
