/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the two files of ab's identities share: ab_check.c has the report's
 * lines, ab_check_table.c its tables. The rules stand in the former.
 */
#pragma once

#include "ingest/ab_report.h"
#include "ingest/interval.h"

struct check {
    const struct ab_log *log;
    const struct ab_report *report;
    bool is_new;  /* 2.2.9 or later: microseconds inside, rounded half up */
    double share; /* relative room for the arithmetic of the program */
    /* The report's numbers, 0 where it has none; rounded is what the fields
     * that are no counts may have been before they were printed. */
    double fields[AB_N_FIELDS];
    struct interval rounded[AB_N_FIELDS];
    double cells[AB_N_ROWS][AB_N_CELLS];
    double percentiles[AB_N_PERCENTILES];
};

void ab_contradict(const struct check *c, uint32_t line, uint32_t column,
                   const char *format, ...) G_GNUC_PRINTF(4, 5);
void ab_check_table(const struct check *c);
