/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A study's cotejo.conf, read whole: its systems with their patterns, its
 * settings, capacities and controls. Besides surviving, and ending soon:
 *
 * 1. what is refused has a message with the file's name and, where it could
 *    be read, the line;
 * 2. a system has a key, a name of its own, by either of which it is found,
 *    and a pattern;
 * 3. a pattern without wildcards takes the path that it names, and a folder
 *    is entered for it; cotejo.conf itself is never a log;
 * 4. a file of which only [study] is believed has no systems;
 * 5. a capacity that is read is a finite rate above 0; a control has two
 *    systems with different names.
 */
#include <fcntl.h>
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "cli/conf.h"
#include "cli/declared.h"
#include "cli/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const char *const study_keys[] = {"reference", "metric", "strict"};

static char *path;

static void remove_file(void)
{
    g_unlink(path);
}

static void make_path(void)
{
    const char *folder = g_file_test("/dev/shm", G_FILE_TEST_IS_DIR)
                             ? "/dev/shm"
                             : g_get_tmp_dir();
    g_autofree char *name =
        g_strdup_printf("cotejo-fuzz-%ld.conf", (long)getpid());

    path = g_build_filename(folder, name, NULL);
    atexit(remove_file);
}

static void write_file(const uint8_t *bytes, size_t len)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    g_assert_cmpint(file, >=, 0);
    g_assert_cmpint(write(file, bytes, len), ==, (ssize_t)len);
    close(file);
}

/* Rule 1. */
static void check_refused(const GError *error)
{
    size_t len = strlen(path);

    g_assert_nonnull(error);
    g_assert_true(g_utf8_validate(error->message, -1, NULL));
    g_assert_true(g_str_has_prefix(error->message, path));
    g_assert_true(error->message[len] == ':' &&
                  g_ascii_isdigit(error->message[len + 1]));
}

/* Rule 3. */
static void check_literal(const struct conf_system *system,
                          const struct conf_pattern *pattern)
{
    g_autofree char *folder = g_path_get_dirname(path);
    const char *below = pattern->path;

    if (!below || pattern->is_apart || !g_str_has_prefix(below, folder))
        return;
    below += strlen(folder);
    below += *below == '/';
    if (!*below || !strcmp(below, CONF_NAME))
        return;
    g_assert_true(conf_takes(system, below, false));
    for (const char *slash = below; (slash = strchr(slash, '/')); slash++) {
        g_autofree char *above = g_strndup(below, (size_t)(slash - below));

        g_assert_true(conf_takes(system, above, true));
    }
}

/* Rules 2 and 3. */
static void check_systems(const Conf *conf)
{
    for (guint i = 0; i < conf->systems->len; i++) {
        const struct conf_system *system = conf->systems->pdata[i];

        g_assert_true(*system->key && *system->name);
        g_assert_nonnull(conf_name(conf, system->key));
        g_assert_nonnull(conf_name(conf, system->name));
        g_assert_cmpuint(system->patterns->len, >, 0);
        for (guint k = 0; k < system->patterns->len; k++)
            check_literal(system, system->patterns->pdata[k]);
        conf_takes(system, "run-1/ab.log", false);
        for (guint k = 0; k < i; k++)
            g_assert_cmpstr(
                ((struct conf_system *)conf->systems->pdata[k])->name, !=,
                system->name);
    }
}

static void check_settings(const Conf *conf)
{
    char *reference = NULL, **metric = NULL;
    gboolean strict = FALSE;
    struct setting settings[] = {
        {"reference", "--reference", SETTING_TEXT, &reference, "", "", NULL},
        {"metric", "--metric", SETTING_LIST, &metric, "", "", NULL},
        {"strict", "--strict", SETTING_FLAG, &strict, "", "", NULL},
    };
    g_autoptr(GError) error = NULL;

    if (!settings_fill(settings, G_N_ELEMENTS(settings), conf, NULL, &error))
        check_refused(error);
    for (size_t i = 0; i < G_N_ELEMENTS(settings); i++) {
        char *text = setting_text(&settings[i]);

        g_free(text);
        g_free(settings[i].origin);
    }
    g_free(reference);
    g_strfreev(metric);
}

/* Rule 5. */
static void check_capacities(const Conf *conf)
{
    g_auto(GStrv) keys = keyfile_keys(conf->file, CONF_CAPACITY);

    for (char **key = keys; key && *key; key++) {
        g_autofree char *text =
            keyfile_text(conf->file, CONF_CAPACITY, *key, NULL);
        double rate = 0;

        if (text && declared_rate(text, &rate, NULL))
            g_assert_true(isfinite(rate) && rate > 0);
    }
}

static void check_controls(const Conf *conf)
{
    g_auto(GStrv) pairs = keyfile_list(conf->file, CONF_CONTROL, "pairs", NULL);

    for (char **pair = pairs; pair && *pair; pair++) {
        struct study_control control;

        if (!declared_control(*pair, &control, NULL))
            continue;
        g_assert_true(*control.a && *control.b);
        g_assert_cmpstr(control.a, !=, control.b);
        g_free((void *)(uintptr_t)control.a);
        g_free((void *)(uintptr_t)control.b);
    }
}

static void check_conf(bool is_study)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Conf) conf =
        conf_read(path, study_keys, G_N_ELEMENTS(study_keys), is_study, &error);

    if (!conf) {
        check_refused(error);
        return;
    }
    g_assert_true(is_study || !conf->systems->len);
    check_systems(conf);
    check_settings(conf);
    check_capacities(conf);
    check_controls(conf);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (!path)
        make_path();
    write_file(bytes, len);
    check_conf(true);
    if (len % 4 == 0)
        check_conf(false);
    return 0;
}
