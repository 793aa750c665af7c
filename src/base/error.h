/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One error type travels up to cli, which alone prints: GError in this
 * domain. The code decides the exit status, the words are for people.
 */
#pragma once

#include <stdbool.h>

#include <glib.h>

#define COTEJO_ERROR (cotejo_error_quark())
GQuark cotejo_error_quark(void);

enum cotejo_error {
    COTEJO_ERROR_USAGE,   /* unknown option, command, metric, system */
    COTEJO_ERROR_READ,    /* a file cannot be opened or read */
    COTEJO_ERROR_REFUSED, /* a log that cannot be trusted; path:line:column */
    COTEJO_ERROR_NOTHING, /* no usable run, no common metric */
    COTEJO_ERROR_WRITE,   /* an output could not be written */
    COTEJO_ERROR_STORE,   /* the store could not be read or written */
    COTEJO_ERROR_INTERRUPTED, /* a signal asked to stop */
};

/* g_set_error in our domain; returns false, so that failing is one statement.
 */
bool cotejo_fail(GError **error, enum cotejo_error code, const char *format,
                 ...) G_GNUC_PRINTF(3, 4);
