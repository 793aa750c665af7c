/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Settings of a study, and where each comes from. The first that says
 * something wins: the command line, the environment (COTEJO_KEY), the study's
 * cotejo.conf, the user's own, what is built in.
 */
#pragma once

#include "cli/conf.h"

enum setting_kind { SETTING_TEXT, SETTING_LIST, SETTING_FLAG };

struct setting {
    const char *key;    /* in [study], and after COTEJO_ in capitals */
    const char *option; /* "--metric" */
    enum setting_kind kind;
    void *at;             /* char **, char *** or gboolean *, from the option */
    const char *built_in; /* for people; "" if nothing */
    const char *summary;  /* the comment above it in a file */
    char *origin; /* "cotejo.conf:4"; the option's or variable's name; NULL:
                     built in */
};

/* Fills what the command line left open. Either file may be NULL. */
bool settings_fill(struct setting settings[], size_t n, const Conf *study,
                   const Conf *user, GError **error);
/* As a file would say it, NULL if nothing does; free with g_free. */
char *setting_text(const struct setting *setting);
