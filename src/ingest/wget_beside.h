/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text of time blocks without a line of wget's own (-q, -o elsewhere), and
 * what stands beside them.
 */
#pragma once

#include "base/text.h"

struct beside {
    size_t n_whole;             /* blocks with real, user and sys */
    bool has_real, has_all;     /* some line says so, damaged or not */
    size_t n_other;             /* lines that say nothing to us */
    struct text_place other_at; /* the first of them */
    struct slice other;
    /* What makes sure that the time is not wget's: a line of another tool's
     * report, or a timed command; line 0: nothing. */
    struct text_place foreign_at;
    struct slice foreign;
    bool is_command;
};

void beside_read(struct beside *beside, struct slice head);
/* The blocks are ours: all there is, or whole and among few other lines. */
bool beside_is_timing(const struct beside *beside);
