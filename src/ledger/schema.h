/* The schema's steps, embedded from schema/. */
#pragma once

#include <glib.h>

enum { SCHEMA_VERSION = 5 };

/* The SQL that leads from format `version` to the next one. */
const char *schema_step(gint64 version);

/* schema/current.sql: what a current ledger's sqlite_schema must say, word for word. */
extern const char schema_current[];
/* schema/views.sql: run at each opening. */
extern const char schema_views[];
