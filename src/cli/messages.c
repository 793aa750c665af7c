/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/messages.h"

#include <stdarg.h>
#include <stdio.h>

#include "report/escape.h"

#define REFUSED_SHOWN 20

volatile int cli_stop;
volatile bool cli_may_end;

static bool quiet, verbose;
static size_t n_refused, n_told, n_warnings;

void message_setup(bool is_quiet, bool is_verbose)
{
    quiet = is_quiet;
    verbose = is_verbose;
}

bool message_is_quiet(void)
{
    return quiet;
}

/* What stands on the terminal only for a while, and is gone before the next
 * message. */
static GMutex terminal;
static bool has_status;

void message_status(const char *text)
{
    g_mutex_lock(&terminal);
    if (text || has_status)
        fprintf(stderr, "\r\033[K%s", text ? text : "");
    fflush(stderr);
    has_status = text != NULL;
    g_mutex_unlock(&terminal);
}

/* One write a line, so that lines of several processes do not mix. */
static void print_line(const char *text)
{
    g_autofree char *clean = clean_text(text);
    g_autofree char *line = NULL;

    g_mutex_lock(&terminal);
    line =
        g_strdup_printf("%scotejo: %s\n", has_status ? "\r\033[K" : "", clean);
    has_status = false;
    fputs(line, stderr);
    g_mutex_unlock(&terminal);
}

static void print_arguments(const char *format, va_list arguments)
    G_GNUC_PRINTF(1, 0);

static void print_arguments(const char *format, va_list arguments)
{
    g_autofree char *text = g_strdup_vprintf(format, arguments);

    print_line(text);
}

void message_text(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    print_arguments(format, arguments);
    va_end(arguments);
}

void message_note(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    if (!quiet)
        print_arguments(format, arguments);
    va_end(arguments);
}

void message_detail(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    if (verbose && !quiet)
        print_arguments(format, arguments);
    va_end(arguments);
}

void message_error(const GError *error)
{
    print_line(error->message);
}

void message_refused(const char *what)
{
    if (n_refused++ < REFUSED_SHOWN)
        print_line(what);
}

void message_warning(const char *what)
{
    if (n_told++ < REFUSED_SHOWN)
        print_line(what);
    message_count_warning();
}

void message_count_warning(void)
{
    n_warnings++;
}

void message_end(void)
{
    if (n_refused > REFUSED_SHOWN)
        message_text("and %zu more were refused; `cotejo inspect` shows each",
                     n_refused - REFUSED_SHOWN);
    if (n_told > REFUSED_SHOWN)
        message_text("and %zu more were not read; `cotejo inspect` tells why "
                     "of each that is named",
                     n_told - REFUSED_SHOWN);
}

int status_of(const GError *error)
{
    static const int statuses[] = {
        [COTEJO_ERROR_USAGE] = EXIT_USAGE,
        [COTEJO_ERROR_READ] = EXIT_REFUSED,
        [COTEJO_ERROR_REFUSED] = EXIT_REFUSED,
        [COTEJO_ERROR_NOTHING] = EXIT_NOTHING,
        [COTEJO_ERROR_WRITE] = EXIT_UNWRITTEN,
        [COTEJO_ERROR_STORE] = EXIT_UNWRITTEN,
    };

    message_end();
    if (cli_stop) {
        message_text("interrupted; nothing was changed");
        return EXIT_SIGNAL + cli_stop;
    }
    message_error(error);
    if (error->domain == COTEJO_ERROR && error->code >= 0 &&
        (size_t)error->code < G_N_ELEMENTS(statuses))
        return statuses[error->code];
    return EXIT_USAGE;
}

int status_done(bool allow_refused, bool is_strict)
{
    message_end();
    if (n_refused && !allow_refused)
        return EXIT_REFUSED;
    return is_strict && (n_warnings || n_refused) ? EXIT_CONDITION : EXIT_DONE;
}
