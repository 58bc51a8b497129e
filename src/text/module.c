#include "zhenggai/module.h"

#include <dlfcn.h>
#include <string.h>

#include "zhenggai/text.h"

G_DEFINE_QUARK(zhenggai - module - error - quark, module_error)

/* Beside the program as the build folder has it: src/LAYER. */
static char *
build_folder(const char *name)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    if (program == NULL) {
        return NULL;
    }
    g_autofree char *folder = g_path_get_dirname(program);
    g_autofree char *layer = g_strndup(name, strcspn(name, "-"));
    return g_build_filename(folder, "src", layer, NULL);
}

/* Never from the folder that one happens to work in: `folder` must be absolute. */
static char *
file_in(const char *folder, const char *file)
{
    g_autofree char *path = g_build_filename(folder, file, NULL);
    gboolean there = g_path_is_absolute(folder) && g_file_test(path, G_FILE_TEST_IS_REGULAR);
    return there ? g_steal_pointer(&path) : NULL;
}

/* The path of the module's file, or NULL. */
static char *
find_file(const char *name)
{
    g_autofree char *file = g_strconcat(name, ".so", NULL);
    const char *set = g_getenv("ZHENGGAI_MODULES");
    g_auto(GStrv) folders = g_strsplit(set != NULL ? set : "", G_SEARCHPATH_SEPARATOR_S, -1);
    char *path = NULL;
    for (char **folder = folders; *folder != NULL && path == NULL; folder++) {
        path = file_in(*folder, file);
    }
    g_autofree char *beside = build_folder(name);
    if (path == NULL && beside != NULL) {
        path = file_in(beside, file);
    }
    return path != NULL ? path : file_in(MODULE_FOLDER, file);
}

ModuleFunction
module_open(const char *name, const char *symbol, GError **error)
{
    g_autofree char *path = find_file(name);
    if (path == NULL) {
        g_set_error(error, MODULE_ERROR, MODULE_ERROR_ABSENT,
                    _("the module %s is not part of this build, or not installed"), name);
        return NULL;
    }
    ModuleFunction found = NULL;
    /* The libraries behind it keep state of their own and are not made to be unloaded. */
    void *module = dlopen(path, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
    void *address = module != NULL ? dlsym(module, symbol) : NULL;
    if (address == NULL) {
        g_set_error(error, MODULE_ERROR, MODULE_ERROR_BROKEN, _("the module %s cannot be used: %s"),
                    name, dlerror());
        return NULL;
    }
    memcpy(&found, &address, sizeof found);
    return found;
}
