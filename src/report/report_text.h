/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results on a terminal. */
#pragma once

#include "compare/results.h"

enum text_sort { SORT_EFFECT, SORT_NAME, SORT_LOG, SORT_P };

struct text_options {
    size_t width; /* of the terminal; 0: no limit */
    bool use_colour;
    bool is_ascii;       /* no character beyond ASCII of our own */
    bool show_all;       /* every row of a long table */
    bool explain;        /* four lines on method */
    bool is_verbose;     /* sizes of effects in other measures */
    enum text_sort sort; /* of operations */
    unsigned only;       /* bit set of enum verdict_code; 0: all */
};

/* The table of differences and verdicts, a part for each family. */
void report_text_compare(const Results *results,
                         const struct text_options *options, GString *out);
/* Each system's samples. */
void report_text_describe(const Results *results,
                          const struct text_options *options, GString *out);
