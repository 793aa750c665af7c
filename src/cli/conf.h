/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cotejo.conf: what a study is, kept beside its logs.
 *
 *   [study]
 *   reference = KVM
 *   margin = 3%
 *
 *   [system KVM]
 *   logs = kvm; again/kvm-?
 *   name = KVM 0.12
 *
 *   [capacity]
 *   network = 100Mbit/s
 *
 *   [control]
 *   pairs = KVM, KVM-again
 *
 * 1. Paths are relative to the file. In a pattern '*' and '?' stand for
 *    characters within one name, a part "**" for any number of folders; a
 *    backslash before one of them takes it as it is. What names a folder
 *    takes all logs below it.
 * 2. A system's patterns are looked for in one walk, so that the files of
 *    one folder join, whichever pattern took them, and none is read twice.
 * 3. A pattern that finds nothing is told like a log that is refused: a study
 *    that silently lost a system would be worse. A key or a group that nobody
 *    knows is an error.
 */
#pragma once

#include "base/keyfile.h"

struct conf_pattern {
    char *text;    /* as in the file */
    char *path;    /* of one without wildcards: from the current folder; NULL */
    bool is_apart; /* outside the walk: elsewhere, hidden, behind a link */
    bool has_found;
};

struct conf_system {
    const struct conf *conf;
    char *key;           /* "KVM" of [system KVM] */
    char *name;          /* as it is shown; the key unless given */
    GPtrArray *patterns; /* struct conf_pattern */
};

typedef struct conf Conf;
struct conf {
    Keyfile *file;
    char *folder;       /* of the file; "." for the current one */
    GPtrArray *systems; /* struct conf_system, in the file's order */
};

#define CONF_NAME "cotejo.conf"
#define CONF_STUDY "study"
#define CONF_CAPACITY "capacity"
#define CONF_CONTROL "control"

/* The file that speaks for a path: in that folder (or the one of that file),
 * or the nearest one above. NULL if there is none. A file that somebody else
 * left in a folder where everybody may write does not count. Free with
 * g_free. */
char *conf_find(const char *path);
/* The user's own, $XDG_CONFIG_HOME/cotejo/cotejo.conf; NULL if there is
 * none. */
char *conf_find_user(void);

/* study_keys: those that [study] may hold. is_study: with systems. */
Conf *conf_read(const char *path, const char *const study_keys[], size_t n_keys,
                bool is_study, GError **error);
void conf_free(Conf *conf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Conf, conf_free)

/* True when the path is the file's folder, or the file. */
bool conf_is_at(const Conf *conf, const char *path);
/* The name as it is shown of a system that is called by its key or name; NULL
 * if the file has none of it. */
const char *conf_name(const Conf *conf, const char *key);

/* The walk of a system: whether one of its patterns takes what is there, or,
 * of a folder, may take something in it. path is relative to the folder. */
bool conf_takes(const struct conf_system *system, const char *path,
                bool is_folder);
/* The same, and remembers what each pattern took. */
bool conf_wants(const struct conf_system *system, const char *path,
                bool is_folder);
/* True for a path that a pattern without wildcards names. */
bool conf_names(const struct conf_system *system, const char *path);
/* Rule 3, after the walk: a message for each pattern that found nothing. */
void conf_tell_missing(const struct conf_system *system,
                       void (*tell)(const char *));

/* Whether the pattern takes the path; with is_folder, whether it may take
 * something below it. */
bool conf_pattern_takes(const char *pattern, const char *path, bool is_folder);
/* A path as a pattern that takes it alone; free with g_free. */
char *conf_pattern_quote(const char *path);
