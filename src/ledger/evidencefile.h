/* The files of evidence: a folder of copies, each under its SHA-256. No path that a ledger holds
 * leads out of the folder: names are made from the digest alone, and no link is followed. */
#pragma once

#include <glib.h>

/* Copies the file `source` into `folder`, which is made if need be (0700), and tells its digest and
 * size. The copy is written aside, synced and renamed. With `dry` it is only read.
 * LEDGER_ERROR_USAGE for what is no file that can be read, _STORAGE. */
gboolean evidencefile_keep(const char *folder, const char *source, gboolean dry, char **sha256,
                           gint64 *size, GError **error);

/* A descriptor to read the copy with, or −1 with errno. EINVAL for what is no digest. */
int evidencefile_open(const char *folder, const char *sha256);

/* Reads on to the end; `out` ≥ 0 gets the bytes. FALSE with errno. The digest is the caller's. */
gboolean evidencefile_copy(int in, int out, char **sha256, gint64 *size);

/* The names of all files in the folder as they should be: the digest, or what else it is called.
 * GPtrArray of char *; empty where there is no folder. */
GPtrArray *evidencefile_names(const char *folder);
