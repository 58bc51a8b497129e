/* Runs the program under test as a user's shell does, in a world of its own: a temporary home, a
 * fixed day, a fixed operator. */
#pragma once

#include <check.h>
#include <glib.h>
#include <stdarg.h>
#include <sys/wait.h>

typedef struct {
    char *folder; /* the home; everything the program writes is in it */
    char *day;
    const char *language;
    char *output, *errors; /* of the last run */
    gsize output_length;
} World;

static inline World *
world_new(void)
{
    World *world = g_new0(World, 1);
    world->folder = g_dir_make_tmp("zhenggai-XXXXXX", NULL);
    world->day = g_strdup("2024-12-01");
    world->language = "zh";
    return world;
}

static inline void
world_free(World *world)
{
    const char *const remove[] = {"rm", "-rf", world->folder, NULL};
    g_spawn_sync(NULL, (char **)(gpointer)remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                 NULL, NULL);
    g_free(world->folder);
    g_free(world->day);
    g_free(world->output);
    g_free(world->errors);
    g_free(world);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(World, world_free)

static inline char *
world_path(const World *world, const char *name)
{
    return g_build_filename(world->folder, name, NULL);
}

/* What the program finds in its environment, NULL-terminated; the caller owns it. */
static inline char **
world_environment(const World *world)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    const char *const pairs[][2] = {{"HOME", world->folder},
                                    {"XDG_DATA_HOME", world->folder},
                                    {"XDG_CONFIG_HOME", world->folder},
                                    {"ZHENGGAI_TODAY", world->day},
                                    {"ZHENGGAI_USER", "王五"},
                                    {"ZHENGGAI_LANG", world->language},
                                    {"PATH", g_getenv("PATH")},
                                    {"FONTCONFIG_FILE", g_getenv("FONTCONFIG_FILE")},
                                    {"ASAN_OPTIONS", g_getenv("ASAN_OPTIONS")},
                                    {"LSAN_OPTIONS", g_getenv("LSAN_OPTIONS")}};
    for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autofree char *pair = g_strconcat(pairs[i][0], "=", pairs[i][1], NULL);
        if (pairs[i][1] != NULL)
            g_strv_builder_add(builder, pair);
    }
    return g_strv_builder_end(builder);
}

/* Runs a NULL-terminated command in the home, keeps what it prints, and returns its exit status. */
static inline int
world_run_command(World *world, const char *const *command)
{
    g_auto(GStrv) environment = world_environment(world);
    g_autoptr(GError) error = NULL;
    int status = 0;
    g_clear_pointer(&world->output, g_free);
    g_clear_pointer(&world->errors, g_free);
    gboolean ran =
        g_spawn_sync(world->folder, (char **)(gpointer)command, environment, G_SPAWN_SEARCH_PATH,
                     NULL, NULL, &world->output, &world->errors, &status, &error);
    ck_assert_msg(ran, "%s", error == NULL ? "" : error->message);
    ck_assert_msg(WIFEXITED(status), "ended by a signal: %s", world->errors);
    return WEXITSTATUS(status);
}

/* Runs `zhenggai` with the arguments, closed by NULL. */
static inline int G_GNUC_NULL_TERMINATED
world_run(World *world, ...)
{
    g_autoptr(GPtrArray) command = g_ptr_array_new();
    va_list arguments;
    g_ptr_array_add(command, (char *)g_getenv("ZHENGGAI"));
    va_start(arguments, world);
    for (char *word; (word = va_arg(arguments, char *)) != NULL;)
        g_ptr_array_add(command, word);
    va_end(arguments);
    g_ptr_array_add(command, NULL);
    return world_run_command(world, (const char *const *)command->pdata);
}

/* Runs a line of shell with $ZHENGGAI in it. */
static inline int
world_run_shell(World *world, const char *line)
{
    g_autofree char *script = g_strdup_printf("ZHENGGAI='%s'; %s", g_getenv("ZHENGGAI"), line);
    const char *const command[] = {"sh", "-c", script, NULL};
    return world_run_command(world, command);
}
