/* Work that may take long, and whoever watches it: to show how far it is, and to stop it.
 *
 * Work says what it does and how far it is; it asks often, and ends with WATCH_ERROR_STOPPED when
 * it shall not go on. Every reading and writing of the ledger asks by itself. What was stopped
 * leaves everything as it was: no change is kept, no file is left half written. Where nobody
 * watches, asking costs a comparison.
 *
 * One thread has one watch; that of another thread knows nothing of it.
 */
#pragma once

#include <glib.h>

#define WATCH_ERROR (watch_error_quark())
GQuark watch_error_quark(void);

typedef enum {
    WATCH_ERROR_STOPPED /* whoever watches stopped it */
} WatchError;

typedef struct {
    const char *what;    /* what is being done, in the current language; NULL: nobody said */
    guint64 done, total; /* of what; total 0: unknown */
} WatchState;

/* FALSE stops the work. It is called very often, also from within SQLite: it must look at the clock
 * before it does anything, and never use a ledger. */
typedef gboolean (*WatchFunction)(const WatchState *state, gpointer data);

/* Watches what this thread does from now on, whatever was stopped before; NULL: nobody watches. */
void watch_set(WatchFunction function, gpointer data);
/* Whether it is worth finding out how much there is to do. */
gboolean watch_is_set(void);

/* A stretch of work begins; `what` must live as long as the program. */
void watch_begin(const char *what, guint64 total);
/* So much of it is done. FALSE with WATCH_ERROR_STOPPED if it shall not go on. */
gboolean watch_step(guint64 done, GError **error);
/* The same where nothing is known of how far it is. Once FALSE it stays so until watch_set(). */
gboolean watch_goes_on(void);
/* What follows cannot be stopped, for what it completes is done already: nobody watches on. */
void watch_end(void);
/* The error of what was stopped; always FALSE. */
gboolean watch_fail(GError **error);
