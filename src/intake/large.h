/* Memory for texts of many megabytes. */
#pragma once

#include <glib.h>
#include <stdlib.h>
#include <sys/mman.h>

#define LARGE_PAGE (2u << 20)

/* As g_malloc(), to be freed by g_free(). Large blocks ask for large pages: the first touch of each
 * small one costs more than the text that is put there. */
static inline gpointer
intake_large_new(gsize size)
{
    void *memory = NULL;
    if (size < 2 * LARGE_PAGE || posix_memalign(&memory, LARGE_PAGE, size) != 0) {
        return g_malloc(size);
    }
    madvise(memory, size, MADV_HUGEPAGE);
    return memory;
}
