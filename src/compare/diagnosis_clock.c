/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps of clocks and bins.
 *
 * 1. Where a tool's clock ticks visibly (sql-bench in whole seconds, ab's
 *    connection times in whole milliseconds), values of too few ticks in the
 *    mean of both systems carry no verdict (1 and 20: ab rounds every request
 *    or every mean), nor does a difference below half a tick, whatever a test
 *    says.
 * 2. Quantised: the means are below ten ticks of such a clock; or the values
 *    come in bins (httperf's median: 1 ms) that are coarser than a twentieth
 *    of the mean or than the difference; or the last printed digit is coarser
 *    than the difference and hides the spread. A last digit that is small
 *    beside the spread does no harm: its roundings average out.
 */
#include <math.h>
#include <string.h>

#include "compare/diagnosis_test.h"
#include "compare/study.h"

/* Rule 1 and 2, in units of the clock's resolution. */
#define TICKS_NO_DIFFERENCE 0.5
#define TICKS_QUANTISED 10.0
#define BINS_QUANTISED 20.0
/* A spread of less than this many steps is hidden by them. */
#define STEPS_HIDDEN 0.5

/* Clocks that tick: one at least this coarse, and the fewest ticks that a
 * mean needs. Totals of runs are sums of many readings (sql-bench). */
static const struct clock {
    const char *tool;
    double tick_s, least_ticks;
    bool times_runs;
} clocks[] = {
    {"sql-bench", 1.0, 1.0, false},
    {"ab", 1e-3, 20.0, true},
};

static const struct clock *clock_of(const struct result_cell *cell)
{
    for (size_t i = 0; i < G_N_ELEMENTS(clocks); i++) {
        const struct clock *clock = &clocks[i];

        if (!strcmp(clock->tool, cell->metric->tool) &&
            cell->metric->class == METRIC_TIME &&
            (clock->times_runs || cell->metric->level != METRIC_RUN) &&
            cell->resolution >= 0.999 * clock->tick_s)
            return clock;
    }
    return NULL;
}

bool diagnosis_has_ticks(const struct result_cell *cell)
{
    return clock_of(cell) != NULL;
}

/* Values that come in bins: the width, and the smallest value beside them
 * that they may not lie below. */
static const struct {
    const char *tool, *metric;
    double width; /* base units */
    const char *minimum;
} bins[] = {
    {"httperf", "connection_time_median", 1e-3, "connection_time_min"},
};

static size_t find_bins(const struct result_cell *cell)
{
    size_t i = 0;

    while (i < G_N_ELEMENTS(bins) &&
           (strcmp(bins[i].tool, cell->metric->tool) != 0 ||
            strcmp(bins[i].metric, cell->metric->name) != 0))
        i++;
    return i;
}

double diagnosis_grain(const struct result_cell *cell)
{
    size_t i = find_bins(cell);

    return i < G_N_ELEMENTS(bins) ? bins[i].width : cell->resolution;
}

static double difference_of(const struct diagnosis_place *place)
{
    return fabs(cotejo_mean_difference(&place->a->moments, &place->b->moments));
}

/* Two digits more than the log prints. */
static const char *fine_value(const struct diagnosis_place *place, double value)
{
    const struct result_cell *cell = place->at;

    return study_printf(place->results, "%s%s%s",
                        diagnosis_number(place, value * cell->display_factor,
                                         cell->log_decimals + 2),
                        *cell->unit ? " " : "", cell->unit);
}

static double mean_of_both(const struct diagnosis_place *place)
{
    return (place->a->moments.mean + place->b->moments.mean) / 2;
}

static bool is_below_tick(const struct diagnosis_place *place)
{
    return mean_of_both(place) <
           clock_of(place->at)->least_ticks * place->at->resolution;
}

enum diagnosis_outcome diagnose_below_clock(const struct diagnosis_place *place,
                                            struct result_diagnosis *diagnosis)
{
    double mean = mean_of_both(place);

    if (!diagnosis_has_ticks(place->at))
        return DIAGNOSIS_NO_TEST;
    if (!is_below_tick(place))
        return DIAGNOSIS_SILENT;
    diagnosis_evidence(diagnosis, "mean_s", mean);
    diagnosis_evidence(diagnosis, "clock_s", place->at->resolution);
    diagnosis_say(place, diagnosis, "a clock of %s cannot time %s on average",
                  diagnosis_value(place, place->at->resolution),
                  fine_value(place, mean));
    return DIAGNOSIS_FIRES;
}

enum diagnosis_outcome
diagnose_difference_below_clock(const struct diagnosis_place *place,
                                struct result_diagnosis *diagnosis)
{
    double difference = difference_of(place);

    if (!diagnosis_has_ticks(place->at))
        return DIAGNOSIS_NO_TEST;
    if (is_below_tick(place) ||
        !(difference < TICKS_NO_DIFFERENCE * place->at->resolution))
        return DIAGNOSIS_SILENT;
    diagnosis_evidence(diagnosis, "difference_s", difference);
    diagnosis_evidence(diagnosis, "clock_s", place->at->resolution);
    diagnosis_say(
        place, diagnosis,
        "the means differ by %s, less than half a tick of a clock of %s",
        fine_value(place, difference),
        diagnosis_value(place, place->at->resolution));
    return DIAGNOSIS_FIRES;
}

static double lesser_mean(const struct diagnosis_place *place)
{
    return fmin(place->a->moments.mean, place->b->moments.mean);
}

static enum diagnosis_outcome
quantised_by_ticks(const struct diagnosis_place *place,
                   struct result_diagnosis *diagnosis)
{
    double mean = lesser_mean(place), tick = place->at->resolution;

    if (!(mean < TICKS_QUANTISED * tick))
        return DIAGNOSIS_SILENT;
    diagnosis_evidence(diagnosis, "mean_s", mean);
    diagnosis_evidence(diagnosis, "clock_s", tick);
    diagnosis_say(place, diagnosis,
                  "a mean of %s on a clock of %s: one tick is %s of it",
                  fine_value(place, mean), diagnosis_value(place, tick),
                  mean > 0 ? diagnosis_percent(place, tick / mean) : "all");
    return DIAGNOSIS_FIRES;
}

/* How many runs print a binned value below their own minimum. */
static size_t count_below_minimum(const struct diagnosis_place *place,
                                  size_t bin,
                                  struct result_diagnosis *diagnosis)
{
    const struct result_sample *samples[] = {place->a, place->b};
    size_t n = 0;

    for (size_t s = 0; s < G_N_ELEMENTS(samples); s++) {
        for (size_t i = 0; i < samples[s]->data.n; i++) {
            const struct run_value *value = samples[s]->values[i];
            const struct run_value *minimum =
                run_find(g_array_index(place->results->runs, struct result_run,
                                       samples[s]->runs[i])
                             .run,
                         bins[bin].minimum, NULL);

            if (!minimum || decimal_compare(value->value, minimum->value) >= 0)
                continue;
            if (!n++)
                diagnosis_show(diagnosis, samples[s]->runs[i], value->line);
        }
    }
    return n;
}

static enum diagnosis_outcome
quantised_by_bins(const struct diagnosis_place *place, size_t bin,
                  struct result_diagnosis *diagnosis)
{
    double width = bins[bin].width, difference = difference_of(place);
    size_t n = count_below_minimum(place, bin, diagnosis);

    if (!n && lesser_mean(place) >= BINS_QUANTISED * width &&
        difference >= width)
        return DIAGNOSIS_SILENT;
    diagnosis_evidence(diagnosis, "bin_s", width);
    diagnosis_evidence(diagnosis, "difference_s", difference);
    diagnosis_evidence(diagnosis, "runs_below_their_minimum", (double)n);
    if (n)
        diagnosis_say(place, diagnosis,
                      "%s prints the middle of a bin of %s, in %zu of %zu runs "
                      "one that lies below the run's own minimum",
                      place->at->metric->tool, diagnosis_value(place, width), n,
                      place->a->data.n + place->b->data.n);
    else
        diagnosis_say(place, diagnosis,
                      "%s prints the middle of a bin of %s; the means differ "
                      "by %s",
                      place->at->metric->tool, diagnosis_value(place, width),
                      diagnosis_value(place, difference));
    return DIAGNOSIS_FIRES;
}

enum diagnosis_outcome diagnose_quantised(const struct diagnosis_place *place,
                                          struct result_diagnosis *diagnosis)
{
    double step = place->at->resolution, difference = difference_of(place);
    double sd = fmin(place->a->moments.sd, place->b->moments.sd);
    size_t bin = find_bins(place->at);

    if (diagnosis_has_ticks(place->at))
        return quantised_by_ticks(place, diagnosis);
    if (bin < G_N_ELEMENTS(bins))
        return quantised_by_bins(place, bin, diagnosis);
    if (isnan(sd) || !(step > 0))
        return DIAGNOSIS_NO_TEST;
    if (!(difference < step && sd < STEPS_HIDDEN * step))
        return DIAGNOSIS_SILENT;
    diagnosis_evidence(diagnosis, "resolution", step);
    diagnosis_evidence(diagnosis, "difference", difference);
    diagnosis_say(place, diagnosis,
                  "the last digit that %s prints, %s, is larger than the "
                  "difference and the spread",
                  place->at->metric->tool, diagnosis_value(place, step));
    return DIAGNOSIS_FIRES;
}
