/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/words.h"

#include <math.h>
#include <string.h>

/* U+00A0 stands before every "%". */
const struct chart_words chart_words_en = {
    .higher_better = "higher is better",
    .lower_better = "lower is better",
    .log_scale = "{1}, log scale",
    .title_with_unit = "{1} ({2})",
    .title_with_direction = "{1}, {2}",
    .interval = "{1} CI",
    .note_means = "mean, {1}, {2}",
    .note_box = "diamond: mean, {1}; {2}",
    .note_runs = "line and band: mean, {1}; {2}",
    .ring = "ring: far from the others",
    .runs_ring = "Rings: modified z beyond 3.5.",
    .runs_by_time = "Run, in the order of time",
    .runs_by_file = "Run, in the order of the files",
    .note_single = "single runs, no interval",
    .adjusted = {"p: Holm", "p: Benjamini\u2013Hochberg", "p unadjusted"},
    .n_one = "n = {1}",
    .n_range = "n = {1} to {2}",
    .n_short = "n = {1}\u2013{2}",
    .p_less = "p {1}",
    .p_equal = "p = {1}",
    .not_significant = "n.s. ({1})",
    .equivalent_short = "equiv. ({1})",
    .not_tested = "not tested",
    .withheld = "withheld: {1}",
    .run = "run {1}",
    .labelled = "{1} of {2} outliers labelled",
    .better = "{1} better",
    .faster = "{1} faster",
    .less_cpu = "{1} less CPU",
    .arrow_left = "\u2190 {1}",
    .arrow_right = "{1} \u2192",
    .equivalent = "equivalent",
    .equivalent_within = "equivalent within {1}",
    .inconclusive = "no difference shown",
    .different = "different",
    .untestable = "no verdict",
    .band = "equivalence band {1}",
    .either = "{1} / {2}",
    .count = "{1} ({2})",
    .head_metric = "Metric",
    .head_advantage = "advantage",
    .head_percent = "difference",
    .head_p = {"p (Holm)", "p (BH)", "p"},
    .advantage = "Advantage of {1} over {2} (%)",
    .sign_kept = "Difference of {1} from {2} (%), sign of the metric",
    .difference_axis = "({1} \u2212 {2}) / {2} (%), {3}",
    .mean = "Mean",
    .mean_unit = "Mean ({1})",
    .page = "({1}/{2})",
    .clipped = "{1} too wide to draw whole (arrowheads)",
    .panel_means = "(a) {1}",
    .panel_difference = "(b) Relative difference",
    .other_rows = "other {1} (median {2})",
    .empty_rows = "{1} operations of 0 not shown",
    .unjudged_rows = "{1} without a verdict not shown",
    .not_drawn = "{1} without a mean above 0 not on the log axis",
    .means_in_table = "means are in the table",
    .intervals_in_table = "intervals are in the table",
    .brackets_in_table = "differences are in the table",
    .cpu_usr = "usr (user mode)",
    .cpu_sys = "sys (kernel mode)",
    .cpu_axis = "Client CPU time per operation",
    .cpu_note = "total and {1}, {2}",
    .cpu_shown = "the {1} operations with the most client CPU time ({2} "
                 "others not shown)",
    .cpu_total = "usr + sys",
    .missing = "\u2013",
    .title_of = "{1}: {2}",
    .and_words = "{1} and {2}",
    .bars_title = "{1}, {2}",
    .bars_caption = "{1} of {2}. Bars: mean of the runs; whiskers: {3} of "
                    "the mean (Student's t).",
    .bars_alt = "Grouped bars of {1} for {2}.",
    .runs_title = "{1} run by run, {2}",
    .runs_caption = "{1} of {2}, run by run, each system on a scale of its "
                    "own. Line and band: mean with {3} (Student's t).",
    .runs_alt = "Run chart of {1} for {2}: {3} runs are far from the others "
                "of their system.",
    .box_title = "{1}, {2}",
    .box_caption = "{1} of {2}. Boxes: quartiles and median, whiskers to the "
                   "last run within 1.5 times their distance; points: runs; "
                   "diamonds: mean with {3} (Student's t).",
    .box_alt = "Box chart of {1} for {2}, every run a point.",
    .forest_title = "Advantage of {1} over {2}",
    .forest_caption = "Advantage of {1} over {2} for each metric: positive is "
                      "better, whatever the direction of the metric.",
    .forest_bars = "Markers: estimate; bars: {1} of the difference ({2}).",
    .forest_alt = "Forest plot of {3} percent differences between {1} and "
                  "{2}.",
    .operations_title = "{1}, {2} against {3}",
    .operations_caption = "{1} for each operation: means, and difference of "
                          "{2} relative to {3}; negative is less.",
    .operations_alt = "Dot chart of {1} operations: means on a log axis and "
                      "percent differences of {2} relative to {3}.",
    .cpu_title = "Client CPU time per operation, {1}",
    .cpu_caption = "CPU time of the benchmark client for each operation, user "
                   "and system mode stacked, {1}; it says nothing about the "
                   "CPU time of the server. Whiskers: {2} of the total.",
    .cpu_alt = "Stacked horizontal bars of client CPU time, user and system, "
               "for {1} operations on {2}.",
    .tested = "p of {3}, {1} over {2} comparisons.",
    .adjusting = {"adjusted by Holm", "adjusted by Benjamini and Hochberg",
                  "not adjusted"},
    .counts = {"{2} is better in {1}", "{2} is better in {1}", "{1} equivalent",
               "{1} inconclusive", "{1} without a verdict", "{1} different"},
    .largest = "Largest: {1}, {2} ({3}).",
    .data_file = "Data: {1}.csv.",
    .left_out = "{1} estimated values left out.",
};

const char *chart_words_fill(Frame *frame, const char *template,
                             const char *one, const char *two,
                             const char *three)
{
    const char *const parts[] = {one, two, three};
    g_autoptr(GString) text = g_string_new(NULL);

    for (const char *c = template; *c; c++) {
        if (c[0] == '{' && c[1] >= '1' && c[1] <= '3' && c[2] == '}') {
            const char *part = parts[c[1] - '1'];
            g_string_append(text, part ? part : "");
            c += 2;
        } else {
            g_string_append_c(text, *c);
        }
    }
    return frame_string(frame, text->str);
}
