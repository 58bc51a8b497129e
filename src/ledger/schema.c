#include "schema.h"

extern const char schema_0001[], schema_0002[], schema_0003[], schema_0004[], schema_0005[];

const char *
schema_step(gint64 version)
{
    static const char *const steps[SCHEMA_VERSION] = {schema_0001, schema_0002, schema_0003,
                                                      schema_0004, schema_0005};
    return steps[version];
}
