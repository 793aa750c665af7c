/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/conf.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/nearest.h"
#include "base/slice.h"

#define SYSTEM "system "

/* ---- where the file is ------------------------------------------------- */

/* A file in /tmp that another user left there is not ours to follow. */
static bool may_be_believed(const char *path, const char *folder)
{
    struct stat file, around;

    if (stat(path, &file) || stat(folder, &around))
        return false;
    return file.st_uid == geteuid() || file.st_uid == 0 ||
           !(around.st_mode & S_IWOTH);
}

/* As seen from the current folder, where it is below it. Takes whole. */
static char *shorten(char *whole)
{
    g_autofree char *here = g_get_current_dir();
    size_t len = strlen(here);
    char *rest = whole;

    if (g_str_has_prefix(whole, here) && whole[len] == '/')
        rest = g_strdup(whole + len + 1);
    if (rest != whole)
        g_free(whole);
    return rest;
}

char *conf_find(const char *path)
{
    g_autofree char *folder = g_canonicalize_filename(path, NULL);

    for (;;) {
        g_autofree char *above = g_path_get_dirname(folder);
        char *file = g_build_filename(folder, CONF_NAME, NULL);

        if (g_file_test(file, G_FILE_TEST_IS_REGULAR) &&
            may_be_believed(file, folder))
            return shorten(file);
        g_free(file);
        if (!strcmp(above, folder))
            return NULL;
        g_free(folder);
        folder = g_steal_pointer(&above);
    }
}

char *conf_find_user(void)
{
    char *file =
        g_build_filename(g_get_user_config_dir(), "cotejo", CONF_NAME, NULL);

    if (g_file_test(file, G_FILE_TEST_EXISTS))
        return file;
    g_free(file);
    return NULL;
}

/* ---- patterns ---------------------------------------------------------- */

/* The part up to the next '/', which is stepped over. */
static struct slice next_part(struct slice *path)
{
    size_t end = slice_find_char(*path, '/');
    struct slice part = slice_part(*path, 0, end);

    *path = slice_part(*path, end + 1, path->len);
    return part;
}

static bool is_wild(char c)
{
    return c == '*' || c == '?';
}

/* One name against one part of a pattern: '*' goes back to where it stood
 * last, so that the time is at most the product of the lengths. */
static bool part_matches(struct slice part, struct slice name)
{
    size_t p = 0, n = 0, star = SIZE_MAX, from = 0;

    while (n < name.len) {
        bool is_quoted = p + 1 < part.len && part.at[p] == '\\' &&
                         (is_wild(part.at[p + 1]) || part.at[p + 1] == '\\');

        if (p < part.len && part.at[p] == '*') {
            star = p++;
            from = n;
        } else if (is_quoted && part.at[p + 1] == name.at[n]) {
            p += 2;
            n++;
        } else if (p < part.len && !is_quoted &&
                   (part.at[p] == '?' || part.at[p] == name.at[n])) {
            p++;
            n++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            n = ++from;
        } else {
            return false;
        }
    }
    while (p < part.len && part.at[p] == '*')
        p++;
    return p == part.len;
}

/* Part by part; like part_matches it only ever goes back to the last "**". A
 * pattern that ends above the path named a folder that the path is in. */
static bool parts_take(struct slice pattern, struct slice path, bool is_folder)
{
    struct slice deep = {NULL, 0}, from = path;

    while (path.len && pattern.len) {
        struct slice rest = pattern, after = path;
        struct slice part = next_part(&rest);

        if (slice_equal(part, SLICE("**"))) {
            if (is_folder || !rest.len)
                return true;
            deep = pattern = rest;
            from = path;
        } else if (part_matches(part, next_part(&after))) {
            pattern = rest;
            path = after;
        } else if (deep.len) {
            next_part(&from);
            path = from;
            pattern = deep;
        } else {
            return false;
        }
    }
    return !pattern.len || (is_folder && !path.len);
}

/* "./a//b/" is "a/b". */
static char *tidy(const char *pattern)
{
    g_auto(GStrv) parts = g_strsplit(pattern, "/", -1);
    GString *out = g_string_new(*pattern == '/' ? "/" : NULL);

    for (char **part = parts; *part; part++) {
        if (!**part || !strcmp(*part, "."))
            continue;
        if (out->len && out->str[out->len - 1] != '/')
            g_string_append_c(out, '/');
        g_string_append(out, *part);
    }
    return g_string_free(out, FALSE);
}

bool conf_pattern_takes(const char *pattern, const char *path, bool is_folder)
{
    g_autofree char *text = tidy(pattern);

    return parts_take(slice_from(text), slice_from(path), is_folder);
}

char *conf_pattern_quote(const char *path)
{
    GString *out = g_string_new(NULL);

    for (; *path; path++) {
        if (is_wild(*path) ||
            (*path == '\\' && (is_wild(path[1]) || path[1] == '\\')))
            g_string_append_c(out, '\\');
        g_string_append_c(out, *path);
    }
    return g_string_free(out, FALSE);
}

/* The path that a pattern without wildcards means; NULL if it has some. */
static char *literal(const char *pattern)
{
    GString *out = g_string_new(NULL);

    for (; *pattern; pattern++) {
        if (is_wild(*pattern)) {
            g_string_free(out, TRUE);
            return NULL;
        }
        if (*pattern == '\\' && (is_wild(pattern[1]) || pattern[1] == '\\'))
            pattern++;
        g_string_append_c(out, *pattern);
    }
    return g_string_free(out, FALSE);
}

static char *from_here(const Conf *conf, const char *path)
{
    if (*path == '/' || !strcmp(conf->folder, "."))
        return g_strdup(*path ? path : ".");
    return *path ? g_build_filename(conf->folder, path, NULL)
                 : g_strdup(conf->folder);
}

/* Whether the folder's walk comes by: not elsewhere, not hidden, and not
 * behind a symbolic link, which is followed only where it is named. */
static bool is_on_the_walk(const Conf *conf, const char *path)
{
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    g_autofree char *at = g_strdup(conf->folder);

    if (*path == '/')
        return false;
    for (char **part = parts; *part; part++) {
        char *next = g_build_filename(at, *part, NULL);

        g_free(at);
        at = next;
        if (**part == '.' || g_file_test(at, G_FILE_TEST_IS_SYMLINK))
            return false;
    }
    return true;
}

static void pattern_free(void *data)
{
    struct conf_pattern *pattern = data;

    g_free(pattern->text);
    g_free(pattern->path);
    g_free(pattern);
}

static struct conf_pattern *pattern_new(const Conf *conf, const char *text)
{
    struct conf_pattern *pattern = g_new0(struct conf_pattern, 1);
    g_autofree char *whole = literal(text);
    g_autofree char *path = whole ? tidy(whole) : NULL;

    pattern->text = tidy(text);
    if (path) {
        pattern->path = from_here(conf, path);
        pattern->is_apart = !is_on_the_walk(conf, path);
    }
    return pattern;
}

/* ---- reading the file -------------------------------------------------- */

static void system_free(void *data)
{
    struct conf_system *system = data;

    g_ptr_array_unref(system->patterns);
    g_free(system->key);
    g_free(system->name);
    g_free(system);
}

void conf_free(Conf *conf)
{
    if (!conf)
        return;
    g_ptr_array_unref(conf->systems);
    g_free(conf->folder);
    keyfile_free(conf->file);
    g_free(conf);
}

static bool check_keys(const Keyfile *file, const char *group,
                       const char *const names[], size_t n, GError **error)
{
    g_auto(GStrv) keys = keyfile_keys(file, group);

    for (char **key = keys; key && *key; key++) {
        g_autofree char *near = NULL;
        size_t i = 0;

        while (i < n && strcmp(names[i], *key) != 0)
            i++;
        if (i < n)
            continue;
        near = nearest_names(*key, names, n);
        return keyfile_fail(file, group, *key, error,
                            "there is no key '%s' in [%s]%s", *key, group,
                            near);
    }
    return true;
}

/* Wildcards elsewhere would need a walk of who knows how much. */
static bool check_pattern(const Conf *conf, const char *group,
                          const char *pattern, GError **error)
{
    g_autofree char *path = literal(pattern);
    g_autofree char *text = tidy(pattern);

    if (path || (*text != '/' && !g_str_has_prefix(text, "../") &&
                 !strstr(text, "/../")))
        return true;
    return keyfile_fail(conf->file, group, "logs", error,
                        "'%s': '*' and '?' only work below the folder of this "
                        "file",
                        pattern);
}

static bool read_system(Conf *conf, const char *group, GError **error)
{
    static const char *const names[] = {"logs", "name"};
    g_auto(GStrv) logs = NULL;
    struct conf_system *system = NULL;
    GError *problem = NULL;
    char *name;

    if (!check_keys(conf->file, group, names, G_N_ELEMENTS(names), error))
        return false;
    logs = keyfile_list(conf->file, group, "logs", &problem);
    if (!problem && (!logs || !*logs))
        return keyfile_fail(conf->file, group, logs ? "logs" : NULL, error,
                            "[%s] has no 'logs'", group);
    for (char **log = logs; log && *log && !problem; log++)
        check_pattern(conf, group, *log, &problem);
    name = problem ? NULL : keyfile_text(conf->file, group, "name", &problem);
    if (problem) {
        g_propagate_error(error, problem);
        return false;
    }
    system = g_new0(struct conf_system, 1);
    system->conf = conf;
    system->key = g_strstrip(g_strdup(group + strlen(SYSTEM)));
    system->name = name && *name ? name : g_strdup(system->key);
    if (name && !*name)
        g_free(name);
    system->patterns = g_ptr_array_new_with_free_func(pattern_free);
    for (char **log = logs; *log; log++)
        g_ptr_array_add(system->patterns, pattern_new(conf, *log));
    g_ptr_array_add(conf->systems, system);
    return true;
}

/* Two groups that are shown under one name would be one system. */
static bool check_names(const Conf *conf, GError **error)
{
    for (guint i = 0; i < conf->systems->len; i++) {
        const struct conf_system *system = conf->systems->pdata[i];

        for (guint j = 0; j < i; j++) {
            const struct conf_system *other = conf->systems->pdata[j];
            g_autofree char *group = g_strconcat(SYSTEM, system->key, NULL);

            if (!strcmp(system->name, other->name))
                return keyfile_fail(conf->file, group, NULL, error,
                                    "'%s' is already a system", system->name);
        }
    }
    return true;
}

static bool unknown_group(const Conf *conf, const char *group, bool is_study,
                          GError **error)
{
    static const char *const names[] = {CONF_STUDY, CONF_CAPACITY, CONF_CONTROL,
                                        "system"};
    g_autofree char *word = g_strndup(group, strcspn(group, " "));
    g_autofree char *near = nearest_names(word, names, G_N_ELEMENTS(names));

    if (!is_study)
        return keyfile_fail(conf->file, group, NULL, error,
                            "[%s] belongs into the file of a study; this one "
                            "takes [study] alone",
                            group);
    if (!strcmp(word, "system"))
        return keyfile_fail(conf->file, group, NULL, error,
                            "[system NAME] needs a name");
    return keyfile_fail(conf->file, group, NULL, error,
                        "there is no group [%s]%s", group, near);
}

static bool read_group(Conf *conf, const char *group,
                       const char *const study_keys[], size_t n_keys,
                       bool is_study, GError **error)
{
    static const char *const control[] = {"pairs"};

    if (!strcmp(group, CONF_STUDY))
        return check_keys(conf->file, group, study_keys, n_keys, error);
    if (is_study && !strcmp(group, CONF_CAPACITY))
        return true;
    if (is_study && !strcmp(group, CONF_CONTROL))
        return check_keys(conf->file, group, control, 1, error);
    if (is_study && g_str_has_prefix(group, SYSTEM) &&
        slice_trim(slice_from(group + strlen(SYSTEM))).len)
        return read_system(conf, group, error);
    return unknown_group(conf, group, is_study, error);
}

Conf *conf_read(const char *path, const char *const study_keys[], size_t n_keys,
                bool is_study, GError **error)
{
    g_autoptr(Conf) conf = g_new0(Conf, 1);
    g_auto(GStrv) groups = NULL;

    conf->systems = g_ptr_array_new_with_free_func(system_free);
    conf->folder = g_path_get_dirname(path);
    conf->file = keyfile_read(path, error);
    if (!conf->file)
        return NULL;
    groups = keyfile_groups(conf->file);
    for (char **group = groups; *group; group++)
        if (!read_group(conf, *group, study_keys, n_keys, is_study, error))
            return NULL;
    if (!check_names(conf, error))
        return NULL;
    return g_steal_pointer(&conf);
}

/* ---- asking ------------------------------------------------------------ */

bool conf_is_at(const Conf *conf, const char *path)
{
    struct stat a, b;

    if (stat(path, &a) ||
        stat(S_ISDIR(a.st_mode) ? conf->folder : keyfile_path(conf->file), &b))
        return false;
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

const char *conf_name(const Conf *conf, const char *key)
{
    for (guint i = 0; i < conf->systems->len; i++) {
        const struct conf_system *system = conf->systems->pdata[i];

        if (!strcmp(system->key, key) || !strcmp(system->name, key))
            return system->name;
    }
    return NULL;
}

static bool takes(const struct conf_pattern *pattern, const char *path,
                  bool is_folder)
{
    return !pattern->is_apart &&
           parts_take(slice_from(pattern->text), slice_from(path), is_folder);
}

static bool is_the_file_itself(const char *path, bool is_folder)
{
    return !is_folder && !strcmp(path, CONF_NAME);
}

bool conf_takes(const struct conf_system *system, const char *path,
                bool is_folder)
{
    for (guint i = 0; i < system->patterns->len; i++)
        if (takes(system->patterns->pdata[i], path, is_folder))
            return !is_the_file_itself(path, is_folder);
    return false;
}

bool conf_wants(const struct conf_system *system, const char *path,
                bool is_folder)
{
    bool wants = false;

    if (is_the_file_itself(path, is_folder))
        return false;
    for (guint i = 0; i < system->patterns->len; i++) {
        struct conf_pattern *pattern = system->patterns->pdata[i];

        if (!takes(pattern, path, is_folder))
            continue;
        wants = true;
        pattern->has_found |= !is_folder;
    }
    return wants;
}

bool conf_names(const struct conf_system *system, const char *path)
{
    for (guint i = 0; i < system->patterns->len; i++) {
        const struct conf_pattern *pattern = system->patterns->pdata[i];

        if (pattern->path && !strcmp(pattern->path, path))
            return true;
    }
    return false;
}

void conf_tell_missing(const struct conf_system *system,
                       void (*tell)(const char *))
{
    g_autofree char *group = g_strconcat(SYSTEM, system->key, NULL);

    for (guint i = 0; i < system->patterns->len; i++) {
        const struct conf_pattern *pattern = system->patterns->pdata[i];
        g_autoptr(GError) error = NULL;

        if (pattern->is_apart || pattern->has_found)
            continue;
        keyfile_fail(system->conf->file, group, "logs", &error,
                     "'%s' finds no file", pattern->text);
        tell(error->message);
    }
}
