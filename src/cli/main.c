/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cotejo: the table of commands, and what surrounds every one of them.
 *
 *  1. Handles 0 to 2 are open before any file is, so that no store or report
 *     gets the number of standard error. What was closed fails to be written.
 *  2. LC_NUMERIC stays "C": numbers are read and written without a locale.
 *  3. SIGINT, SIGTERM and SIGHUP set a flag and are heeded where work can
 *     stop cleanly; a second one ends the program at once, as does the first
 *     while numbers are computed, when nothing is half written. A reader that
 * went away (SIGPIPE) shows when standard output is checked.
 *  4. Standard output is flushed and checked at the end: what was asked for
 *     and did not get out is status 5.
 *  5. Two programs are made of this file: `cotejo`, which starts light, and
 *     `cotejo-draw` beside it or in libexec, with every command. A command
 *     that draws or writes workbooks is handed on to that one, with the same
 *     arguments, handles and environment.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>

#include "base/nearest.h"
#include "cli/command.h"
#include "cli/messages.h"
#include "store/store.h"

#define X(name) extern const struct command command_##name;
#define D(name, summary)
#include "commands.def"
#undef X
#undef D

#ifdef COTEJO_LIBEXEC
static int hand_on(int argc, char **argv);

#define D(name, summary)                                                       \
    static const struct command command_##name = {#name, summary, hand_on};
#define X(name)
#include "commands.def"
#undef X
#undef D
#endif

static const struct command *const commands[] = {
#define X(name) &command_##name,
#define D(name, summary) &command_##name,
#include "commands.def"
#undef X
#undef D
};

#ifdef COTEJO_LIBEXEC
#define OTHER "cotejo-draw"

/* A path as seen from the folder that this program is in. */
static char *from_program(const char *below)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    g_autofree char *folder = NULL;

    self[n > 0 ? n : 0] = '\0';
    folder = g_path_get_dirname(self);
    return g_build_filename(folder, below, NULL);
}

/* Rule 5. Beside this program in the folder of a build, else in libexec
 * wherever the installed tree was moved to, else where it was meant to be.
 * The word before the command's own is that of the program. */
static int hand_on(int argc, char **argv)
{
    g_autofree char *built = from_program(OTHER);
    g_autofree char *moved = from_program("../libexec/cotejo/" OTHER);
    const char *const places[] = {built, moved, COTEJO_LIBEXEC "/" OTHER};

    (void)argc;
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++)
        execv(places[i], argv - 1);
    message_text("cannot start %s, which `cotejo %s` needs: %s",
                 places[G_N_ELEMENTS(places) - 1], argv[0], g_strerror(errno));
    return EXIT_NOTHING;
}
#endif

static void print_commands(void)
{
    puts("cotejo turns folders of raw benchmark logs into means with "
         "confidence intervals,\nverdicts, figures and tables.\n\n"
         "Usage: cotejo COMMAND [OPTION...] [SOURCE...]\n\nCommands:");
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        printf("  %-10s %s\n", commands[i]->name, commands[i]->summary);
    puts("\nA SOURCE is NAME=PATH: a system's name and a file, a folder, an "
         "archive, or '-'.\n`cotejo COMMAND --help` tells more, with "
         "examples.\n\n"
         "Exit status: 0 done; 1 a condition asked for is true; 2 wrong "
         "usage; 3 some\ninput was refused, the rest was done; 4 nothing "
         "could be done; 5 an output could\nnot be written; 130 "
         "interrupted.");
}

static int unknown_command(const char *word)
{
    const char *names[G_N_ELEMENTS(commands)];
    g_autofree char *near = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        names[i] = commands[i]->name;
    near = nearest_names(word, names, G_N_ELEMENTS(commands));
    message_text("there is no command '%s'%s; see `cotejo --help`", word, near);
    return EXIT_USAGE;
}

static bool is_one_of(const char *word, const char *a, const char *b,
                      const char *c)
{
    return !strcmp(word, a) || !strcmp(word, b) || !strcmp(word, c);
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        message_text("no command; see `cotejo --help`");
        return EXIT_USAGE;
    }
    if (is_one_of(argv[1], "--help", "-h", "help")) {
        print_commands();
        return EXIT_DONE;
    }
    if (is_one_of(argv[1], "--version", "-V", "version")) {
        puts("cotejo " COTEJO_VERSION);
        return EXIT_DONE;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        if (!strcmp(argv[1], commands[i]->name))
            return commands[i]->run(argc - 1, argv + 1);
    return unknown_command(argv[1]);
}

/* Rule 1: what was closed is opened the wrong way round, so that using it
 * fails instead of succeeding into nothing. */
static void keep_handles_open(void)
{
    for (int handle = 0; handle <= 2; handle++)
        if (fcntl(handle, F_GETFD) < 0 && errno == EBADF &&
            open("/dev/null", handle ? O_RDONLY : O_WRONLY) < 0)
            _exit(EXIT_UNWRITTEN);
}

static void on_signal(int number)
{
    static const char words[] = "cotejo: interrupted; nothing was changed\n";

    cli_stop = number;
    if (cli_may_end) {
        ssize_t written = write(STDERR_FILENO, words, sizeof words - 1);

        (void)written;
        _exit(EXIT_SIGNAL + number);
    }
}

/* Rule 3. */
static void heed_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action = {.sa_handler = on_signal,
                               .sa_flags = (int)SA_RESETHAND};

    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        struct sigaction old;

        /* What nohup ignores stays ignored. */
        if (!sigaction(numbers[i], NULL, &old) && old.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
    }
    signal(SIGPIPE, SIG_IGN);
    /* A file at its allowed size is an error of writing, like a full disk. */
    signal(SIGXFSZ, SIG_IGN);
}

/* True when standard output is a pipe that nobody reads any more. */
static bool reader_is_gone(void)
{
    struct pollfd output = {.fd = STDOUT_FILENO, .events = POLLOUT};

    return poll(&output, 1, 0) == 1 && (output.revents & POLLERR);
}

/* Rule 4. Nobody wants to be told that `head` has seen enough. */
static int close_output(int status)
{
    bool has_failed = ferror(stdout) != 0;
    int reason = 0;

    errno = 0;
    if (fflush(stdout)) {
        has_failed = true;
        reason = errno;
    }
    if (!has_failed)
        return status;
    if (!reader_is_gone())
        message_text("standard output could not be written%s%s",
                     reason ? ": " : "", reason ? g_strerror(reason) : "");
    return EXIT_UNWRITTEN;
}

static void tell_waiting(const char *path)
{
    message_note("%s is in use; waiting", path);
}

/* A store of an earlier version. What it holds of runs, and why some are not
 * good, is what was found then. */
static void tell_old(const char *path, int version, bool is_written)
{
    if (is_written)
        message_note("%s: brought up to date from version %d; what it was is "
                     "kept as %s.v%d",
                     path, version, path, version);
    else
        message_note("%s: a store of version %d, read and left as it is; "
                     "`cotejo ingest -d` to it brings it up to date",
                     path, version);
    message_note("%s: its runs stay as they were judged when they were read; "
                 "to judge them by today's rules add their logs to a new store",
                 path);
}

int main(int argc, char **argv)
{
    int status;

    keep_handles_open();
    setlocale(LC_CTYPE, "");
    heed_signals();
    gsl_set_error_handler_off();
    store_set_waiting(tell_waiting, &cli_stop);
    store_set_old(tell_old);
    status = dispatch(argc, argv);
    return close_output(status);
}
