/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands share that compute: from a command line to results. */
#pragma once

#include "cli/options.h"
#include "compare/results.h"
#include "report/report_text.h"

/* Reads the sources and computes. NULL after the error was told, with the
 * exit status in *status. */
Results *cli_study(const struct cli_options *options, int *status);
/* The status of a command that did its work with these results. */
int cli_study_status(const struct cli_options *options, const Results *results);

/* Told where LaTeX was written: names that it prints otherwise than the logs
 * have them. */
void cli_tell_tex_names(const Results *results);

/* The command line as it is kept in documents: without what does not change
 * the result (-o, --jobs, -q, ...), absolute paths cut to their last part.
 * To be made before the command line is read. Free with g_free. */
char *cli_command_text(int argc, char *const argv[]);

/* --format of a command that prints text or JSON: -1, or the exit status
 * after the error was told. */
int cli_print_format(const struct cli_usage *usage,
                     struct cli_options *options);
/* Width, colour and characters of standard output. */
struct text_options cli_text_options(const struct cli_options *options);
/* Writes to standard output; false with COTEJO_ERROR_WRITE. */
bool cli_print(const GString *text, GError **error);
/* Prints, frees nothing; the exit status when that fails, else 0. */
int cli_print_status(const GString *text);
