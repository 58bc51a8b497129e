#include "draft.h"

#include <glib/gstdio.h>

static char *
draft_path(const App *app)
{
    g_autofree char *ledger = g_canonicalize_filename(app->options->path, NULL);
    g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, ledger, -1);
    g_autofree char *name = g_strdup_printf("draft-%.16s", hash);
    return g_build_filename(g_get_user_state_dir(), "zhenggai", name, NULL);
}

static GKeyFile *
draft_load(const App *app)
{
    g_autofree char *path = draft_path(app);
    GKeyFile *file = g_key_file_new();
    g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, NULL);
    return file;
}

static void
draft_store(const App *app, GKeyFile *file)
{
    g_autofree char *path = draft_path(app);
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *content = g_key_file_to_data(file, NULL, NULL);
    g_auto(GStrv) places = g_key_file_get_groups(file, NULL);
    if (places[0] == NULL) {
        g_unlink(path);
        return;
    }
    g_mkdir_with_parents(folder, 0700);
    g_file_set_contents_full(path, content, -1,
                             G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                             NULL);
}

void
draft_keep(const App *app, const char *place, const char *name, const char *text)
{
    g_autoptr(GKeyFile) file = draft_load(app);
    if (*text == '\0')
        return;
    g_key_file_set_string(file, place, name, text);
    draft_store(app, file);
}

char *
draft_take(const App *app, const char *place, const char *name)
{
    g_autoptr(GKeyFile) file = draft_load(app);
    char *text = g_key_file_get_string(file, place, name, NULL);
    if (text == NULL)
        return NULL;
    g_key_file_remove_key(file, place, name, NULL);
    g_auto(GStrv) left = g_key_file_get_keys(file, place, NULL, NULL);
    if (left == NULL || left[0] == NULL)
        g_key_file_remove_group(file, place, NULL);
    draft_store(app, file);
    return text;
}

gboolean
draft_is_there(const App *app)
{
    g_autoptr(GKeyFile) file = draft_load(app);
    g_auto(GStrv) places = g_key_file_get_groups(file, NULL);
    return places[0] != NULL;
}
