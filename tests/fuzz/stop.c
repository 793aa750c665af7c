/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program error that GLib reports ends in a trap, which libFuzzer does not
 * catch: the input would be lost. It aborts instead. */
#include <stdio.h>
#include <stdlib.h>

#include <glib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);

static void stop(const char *domain, GLogLevelFlags level, const char *message,
                 gpointer data)
{
    (void)domain;
    (void)data;
    fprintf(stderr, "%s\n", message);
    if (level & (G_LOG_FLAG_FATAL | G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL))
        abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    g_log_set_default_handler(stop, NULL);
    return 0;
}
