/* Where an export goes: a file that appears whole or not at all, or a stream. */
#pragma once

#include <glib.h>

typedef struct {
    GString *buffer; /* what is still to be written; append, then output_pass_on() */
    char *shown;     /* the name for messages */
    char *path;      /* what `aside` will be renamed to; NULL for a stream */
    char *aside;     /* the file that is written; NULL for a stream, or once it is renamed */
    int descriptor;
    gboolean borrowed;   /* standard output, which stays open */
    GChecksum *checksum; /* of every byte written, if somebody wants it; the caller's */
} Output;

/* Opens `path`; NULL or "-" is standard output. Pairs with output_clear() in any case. On failure
 * EXPORT_ERROR_WRITE, here and below. */
gboolean output_open(Output *output, const char *path, GError **error);

/* Writes the buffer out once it is worth a system call. */
gboolean output_pass_on(Output *output, GError **error);

/* Writes what is left; a file is synced and takes its name. */
gboolean output_finish(Output *output, GError **error);

/* Frees; a file that was not finished is removed. */
void output_clear(Output *output);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Output, output_clear)
