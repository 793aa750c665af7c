/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every fixed word of the charts, in one table: another language is one
 * more table. {1}, {2}, {3} stand for what chart_words_fill puts in their
 * place.
 */
#pragma once

#include "chart/frame.h"
#include "compare/results.h"

struct chart_words {
    const char *higher_better, *lower_better;
    const char *log_scale;            /* "{1}, log scale" */
    const char *title_with_unit;      /* "{1} ({2})" */
    const char *title_with_direction; /* "{1}, {2}" */
    const char *interval;             /* "{1} CI"; 1: "95 %" */
    const char *note_means;           /* 1: interval, 2: n */
    const char *note_box, *note_runs, *note_single;
    const char *ring, *runs_ring; /* in the note, in the caption */
    const char *runs_by_time, *runs_by_file;
    const char *adjusted[3];               /* by enum adjustment */
    const char *n_one, *n_range, *n_short; /* short: in a narrow place */
    const char *p_less, *p_equal;          /* "p {1}", "p = {1}" */
    const char *not_significant;           /* "n.s. ({1})" */
    const char *equivalent_short;
    const char *not_tested;
    const char *withheld; /* "withheld: {1}" */
    const char *run;      /* "run {1}" */
    const char *labelled; /* "{1} of {2} outliers labelled" */
    const char *better;   /* "{1} better" */
    const char *faster;   /* "{1} faster" */
    const char *less_cpu;
    const char *arrow_left, *arrow_right;
    const char *equivalent, *equivalent_within; /* 1: "±3 %" */
    const char *inconclusive, *untestable, *different;
    const char *band;   /* "equivalence band ±{1}" */
    const char *either; /* "{1} / {2}": a system and its verdict */
    const char *count;  /* "{1} ({2})" */
    const char *head_metric, *head_advantage, *head_percent, *head_p[3];
    const char *advantage;        /* "Advantage of {1} over {2} (%)" */
    const char *sign_kept;        /* raw sign */
    const char *difference_axis;  /* "({1} − {2}) / {2} (%)" */
    const char *mean, *mean_unit; /* "mean ({1})" */
    const char *page;             /* "({1}/{2})" */
    const char *clipped;
    const char *panel_means, *panel_difference;
    const char *other_rows;    /* "other {1} (median {2})" */
    const char *empty_rows;    /* 1: count */
    const char *unjudged_rows; /* 1: count */
    const char *not_drawn;     /* "{1} without a mean above 0" */
    const char *means_in_table;
    const char *intervals_in_table;
    const char *brackets_in_table;
    const char *cpu_usr, *cpu_sys, *cpu_axis, *cpu_note;
    const char *cpu_shown, *cpu_total;
    const char *missing; /* where a value is not there */
    /* Titles, captions and alternative texts. */
    const char *title_of;  /* "{1}: {2}" */
    const char *and_words; /* "{1} and {2}" */
    const char *bars_title, *bars_caption, *bars_alt;
    const char *runs_title, *runs_caption, *runs_alt;
    const char *box_title, *box_caption, *box_alt;
    const char *forest_title, *forest_caption, *forest_bars, *forest_alt;
    const char *operations_title, *operations_caption, *operations_alt;
    const char *cpu_title, *cpu_caption, *cpu_alt;
    const char *tested; /* 1: "Holm-adjusted ...", 2: how many */
    const char *adjusting[3];
    const char *counts[N_VERDICTS]; /* by verdict_code; 1: count, 2: system */
    const char *largest;            /* 1: name, 2: percent, 3: interval */
    const char *data_file;          /* "Data: {1}.csv." */
    const char *left_out;           /* 1: count */
};

extern const struct chart_words chart_words_en;

/* template with {1}, {2}, {3} replaced; the result lives in the frame. */
const char *chart_words_fill(Frame *frame, const char *template,
                             const char *one, const char *two,
                             const char *three);
