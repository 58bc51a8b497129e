/* Modules: parts of the program that are loaded when they are first asked for.
 *
 * Start-up takes two milliseconds and stays so: what needs a heavy library (libxml2, libarchive,
 * Pango, libxlsxwriter, …) lives in a module, and only that module links the library.
 *
 * A module belongs to a layer and is called LAYER-NAME, "intake-documents"; its file is
 * LAYER-NAME.so. In Meson, in the layer's folder:
 *
 *     shared_module('intake-documents', files(…), name_prefix: '', dependencies: […],
 *       include_directories: include, install: true, install_dir: module_folder)
 *
 * It is looked for, in this order,
 *   1. in the folders $ZHENGGAI_MODULES, parted by colons (tests set it);
 *   2. beside the program in the build folder: PROGRAM'S FOLDER/src/LAYER/;
 *   3. where it is installed: LIBDIR/zhenggai/.
 *
 * The program exports its functions: a module calls those of its own layer and of the layers below
 * it as any other file does, shares their state (the language), and links none of them again.
 */
#pragma once

#include <glib.h>

#define MODULE_ERROR (module_error_quark())
GQuark module_error_quark(void);

typedef enum {
    MODULE_ERROR_ABSENT, /* there is no such file: left out of the build, or not installed */
    MODULE_ERROR_BROKEN  /* it cannot be loaded, as where its library was removed, or lacks the
                          * symbol; the message says which */
} ModuleError;

/* Any function; to be cast to its own type before it is called. */
typedef void (*ModuleFunction)(void);

/* The function `symbol` of the module `name`. The module is loaded the first time and stays. NULL
 * with MODULE_ERROR_*; the message names the module, the caller adds what it was wanted for and
 * what to do without it. */
ModuleFunction module_open(const char *name, const char *symbol, GError **error);
