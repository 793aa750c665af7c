/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Made-up studies for the charts: runs are filled by hand and go the same
 * way as those of logs, through compare. Deterministic.
 */
#pragma once

#include "compare/results.h"

struct fixture {
    Stored *stored;
    uint64_t seed;
};

void fixture_begin(struct fixture *fixture, const char *const systems[],
                   size_t n_systems);
/* A good run of that system. */
Run *fixture_run(struct fixture *fixture, size_t system, const char *tool);
/* A value rounded to that many decimals. */
void fixture_value(Run *run, const char *item, const char *metric, double value,
                   int decimals);
/* Normal with these parameters. */
double fixture_normal(struct fixture *fixture, double mean, double sd);
/* Takes the runs over; margin NaN for none. */
Results *fixture_end(struct fixture *fixture, double margin);

/* Whole studies. */
Results *fixture_paper(void);    /* two systems, four tools, as in a paper */
Results *fixture_download(void); /* three systems, one time */
Results *fixture_pairs(void);    /* three systems, each against each */
Results *fixture_many(void);     /* twelve workloads of three systems */
Results *fixture_plain(void);    /* plain numbers, lower said to be better */
Results *fixture_short(void);    /* operations of some milliseconds */
Results *fixture_margin(void);   /* a margin of 0.5 s, with times and a rate */
Results *fixture_small(void);    /* two systems, two runs, one metric each */
/* Names of 120 characters, other scripts, zeros, equal values, 1e9 and 1e-9,
 * single runs, missing groups, 60 operations. */
Results *fixture_hostile(void);
Results *fixture_lonely(void); /* one system, one run */
