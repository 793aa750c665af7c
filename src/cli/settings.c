/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/settings.h"

#include <string.h>

#include "base/slice.h"

static char **text_at(const struct setting *setting)
{
    return setting->at;
}

static char ***list_at(const struct setting *setting)
{
    return setting->at;
}

static gboolean *flag_at(const struct setting *setting)
{
    return setting->at;
}

static bool is_set(const struct setting *setting)
{
    switch (setting->kind) {
    case SETTING_TEXT:
        return *text_at(setting) != NULL;
    case SETTING_LIST:
        return *list_at(setting) != NULL;
    case SETTING_FLAG:
        return *flag_at(setting) || setting->origin;
    }
    return false;
}

static bool read_flag(const char *text, gboolean *flag)
{
    static const char *const words[] = {"false", "true", "no", "yes", "0", "1"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strcmp(text, words[i]) != 0)
            continue;
        *flag = i % 2;
        return true;
    }
    return false;
}

/* ---- the environment --------------------------------------------------- */

static char **split(const char *text)
{
    char **parts = g_strsplit(text, ";", -1), **to = parts;

    for (char **from = parts; *from; from++) {
        if (*g_strstrip(*from))
            *to++ = *from;
        else
            g_free(*from);
    }
    *to = NULL;
    return parts;
}

static bool fill_from_environment(struct setting *setting, GError **error)
{
    g_autofree char *upper = g_ascii_strup(setting->key, -1);
    g_autofree char *name =
        g_strconcat("COTEJO_", g_strdelimit(upper, "-", '_'), NULL);
    const char *value = g_getenv(name);

    if (!value || !*value)
        return true;
    switch (setting->kind) {
    case SETTING_TEXT:
        *text_at(setting) = g_strdup(value);
        break;
    case SETTING_LIST:
        *list_at(setting) = split(value);
        break;
    case SETTING_FLAG:
        if (!read_flag(value, flag_at(setting)))
            return cotejo_fail(error, COTEJO_ERROR_USAGE,
                               "%s takes true or false, not '%s'", name, value);
    }
    setting->origin = g_steal_pointer(&name);
    return true;
}

/* ---- a file ------------------------------------------------------------ */

static bool fill_flag(struct setting *setting, const Conf *conf, GError **error)
{
    g_autofree char *text =
        keyfile_text(conf->file, CONF_STUDY, setting->key, error);

    if (!text || read_flag(text, flag_at(setting)))
        return text != NULL;
    return keyfile_fail(conf->file, CONF_STUDY, setting->key, error,
                        "%s takes true or false, not '%s'", setting->key, text);
}

static bool fill_from_file(struct setting *setting, const Conf *conf,
                           GError **error)
{
    size_t line = conf ? keyfile_line(conf->file, CONF_STUDY, setting->key) : 0;
    bool is_read = false;

    if (!line)
        return true;
    switch (setting->kind) {
    case SETTING_TEXT:
        *text_at(setting) =
            keyfile_text(conf->file, CONF_STUDY, setting->key, error);
        is_read = *text_at(setting) != NULL;
        break;
    case SETTING_LIST:
        *list_at(setting) =
            keyfile_list(conf->file, CONF_STUDY, setting->key, error);
        is_read = *list_at(setting) != NULL;
        break;
    case SETTING_FLAG:
        is_read = fill_flag(setting, conf, error);
    }
    setting->origin = g_strdup_printf("%s:%zu", keyfile_path(conf->file), line);
    return is_read;
}

/* ---- all --------------------------------------------------------------- */

bool settings_fill(struct setting settings[], size_t n, const Conf *study,
                   const Conf *user, GError **error)
{
    for (size_t i = 0; i < n; i++) {
        struct setting *setting = &settings[i];

        if (is_set(setting)) {
            setting->origin = g_strdup(setting->option);
            continue;
        }
        if (!fill_from_environment(setting, error))
            return false;
        if (!is_set(setting) && !fill_from_file(setting, study, error))
            return false;
        if (!is_set(setting) && !fill_from_file(setting, user, error))
            return false;
    }
    return true;
}

/* An empty list of a file is a list all the same: none of the built in. */
char *setting_text(const struct setting *setting)
{
    if (!is_set(setting))
        return NULL;
    switch (setting->kind) {
    case SETTING_TEXT:
        return g_strdup(*text_at(setting));
    case SETTING_LIST:
        return g_strjoinv("; ", *list_at(setting));
    case SETTING_FLAG:
        break;
    }
    return g_strdup(*flag_at(setting) ? "true" : "false");
}
