/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A subcommand: one file command_NAME.c defining command_NAME, and one line
 * in the table of main.c.
 */
#pragma once

struct command {
    const char *name;
    const char *summary; /* one line for `cotejo --help` */
    /* argv[0] is the command's name. Returns the exit status. */
    int (*run)(int argc, char **argv);
};
