/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the two files of ab's identities share: ab_check.c has the report's
 * lines, ab_check_table.c its tables. The rules stand in the former.
 */
#pragma once

#include "ingest/ab_report.h"

struct check {
    const struct ab_log *log;
    const struct ab_report *report;
    bool is_new;  /* 2.2.9 or later: microseconds inside, rounded half up */
    double share; /* relative room for the arithmetic of the program */
};

void ab_contradict(const struct check *c, uint32_t line, uint32_t column,
                   const char *format, ...) G_GNUC_PRINTF(4, 5);
void ab_check_table(const struct check *c);
