/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Are the repetitions independent, and alike? Each series is taken in the
 * order of time where all its logs tell one, else in that of the files.
 *
 * 1. Common drift: Kendall's S summed over the systems, each a stratum, over
 *    the root of the summed variances (Hirsch, Slack and Smith, Water
 *    Resources Research 18(1), 1982), p < 0.05; the systems do not differ in
 *    it (Van Belle and Hughes, Water Resources Research 20(1), 1984: sum of z
 *    squared less k times its mean squared, chi-squared with k - 1 degrees of
 *    freedom, p >= 0.05); and a drift of half a standard deviation in their
 *    mean. What the machine does to all systems shows here long before it
 *    does in any single series. Runs that are compared in pairs are free of
 *    it: nothing is said.
 * 2. Drift of one system: Mann and Kendall's test, p < 0.05, a total drift
 *    above half a standard deviation; not said again after rule 1.
 * 3. Autocorrelated: |r1| > 0.3 at p < 0.05; not said after a drift, which
 *    brings it along.
 * 4. Outlier: beyond Tukey's far fences (3 IQR) and a modified z beyond 3.5,
 *    and two steps of the clock from the median at least. Both rules, since
 *    either alone cries wolf at n = 8; with fewer runs even both do.
 * 5. Warm-up: the first runs are far from the rest (cotejo_warm_up).
 *
 * All but the outliers are asked of 5,000 runs at most.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "compare/diagnosis_test.h"
#include "cotejo/describe.h"
#include "cotejo/distribution.h"
#include "cotejo/normality.h"
#include "cotejo/sequence.h"
#include "stats/ranks.h"

/* A series of fewer runs shows nothing; of fewer than eight, normal values
 * often look like outliers (11 % of series of five). */
#define RUNS_LEAST 5
#define RUNS_LEAST_ODD 8
/* Beyond, order is not judged: Sen's slope takes every pair of runs and the
 * warm-up rule the rest of every start, in room and time that grow with n^2,
 * and these are rules for repetitions, not for requests. */
#define RUNS_MOST 5000
#define ALPHA 0.05
#define DRIFT_SD 0.5
#define STEPS_OUTLIER 2.0

/* ---- the order of runs ---- */

struct moment {
    int64_t started_s;
    size_t place;
};

static int compare_moments(const void *a, const void *b)
{
    const struct moment *left = a, *right = b;

    if (left->started_s != right->started_s)
        return left->started_s < right->started_s ? -1 : 1;
    return (left->place > right->place) - (left->place < right->place);
}

static bool has_order(const struct result_sample *sample, size_t least)
{
    return sample->data.n >= least && sample->data.n <= RUNS_MOST;
}

/* False when a run does not tell when it began. */
static bool fill_moments(const Results *results,
                         const struct result_sample *sample,
                         struct moment *moments)
{
    for (size_t i = 0; i < sample->data.n; i++) {
        int64_t started_s =
            g_array_index(results->runs, struct result_run, sample->runs[i])
                .run->started_s;

        if (started_s == RUN_TIME_UNKNOWN)
            return false;
        moments[i] = (struct moment){started_s, i};
    }
    qsort(moments, sample->data.n, sizeof *moments, compare_moments);
    return true;
}

void series_init(struct series *series, const Results *results,
                 const struct result_sample *sample)
{
    size_t n = sample->data.n;
    g_autofree struct moment *moments = g_new(struct moment, n + 1);
    double *x = g_new(double, n + 1);
    int64_t *k = sample->data.k ? g_new(int64_t, n + 1) : NULL;
    size_t *runs = g_new(size_t, n + 1);
    bool by_time = fill_moments(results, sample, moments);

    for (size_t i = 0; i < n; i++) {
        size_t from = by_time ? moments[i].place : i;

        x[i] = sample->data.x[from];
        if (k)
            k[i] = sample->data.k[from];
        runs[i] = sample->runs[from];
    }
    series->data = (struct cotejo_sample){
        .n = n, .x = x, .k = k, .exponent = sample->data.exponent};
    series->x = x;
    series->k = k;
    series->runs = runs;
    series->by_time = by_time;
}

void series_clear(struct series *series)
{
    g_free(series->x);
    g_free(series->k);
    g_free(series->runs);
}

const char *series_order(const struct series *series)
{
    return series->by_time ? "by the times in the logs"
                           : "in the order of the files";
}

/* Spearman's rank correlation of the values with their order; NaN without
 * variation. Ranks are doubled, which the ratio does not see. */
static double spearman(const struct cotejo_sample *sample)
{
    size_t n = sample->n;
    g_autofree int64_t *key = g_new(int64_t, n + 1);
    g_autofree int64_t *rank2 = g_new(int64_t, n + 1);
    double xy = 0, xx = 0, yy = 0;

    pool_keys(&sample, 1, key);
    midranks_doubled(key, n, rank2);
    for (size_t i = 0; i < n; i++) {
        double x = 2.0 * (double)(i + 1) - (double)(n + 1);
        double y = (double)rank2[i] - (double)(n + 1);

        xy += x * y;
        xx += x * x;
        yy += y * y;
    }
    return yy > 0 ? xy / sqrt(xx * yy) : NAN;
}

/* The trend of a sample in the order of time; made once for all that ask. */
static struct cotejo_trend trend_of(const struct diagnosis_place *place,
                                    const struct result_sample *sample)
{
    size_t at = place->cell * place->results->systems->len + sample->system;
    struct known_trend *known = place->trends ? &place->trends[at] : NULL;
    struct cotejo_trend trend;
    struct series series;

    if (known && known->is_known)
        return known->trend;
    series_init(&series, place->results, sample);
    trend = cotejo_mann_kendall(&series.data);
    series_clear(&series);
    if (known)
        *known = (struct known_trend){true, trend};
    return trend;
}

/* ---- drift ---- */

struct common_drift {
    size_t n_series;
    double s, variance;  /* summed */
    double z, z_squared; /* summed, of the single series */
    double drift_sd;     /* mean over the series, in their sds */
    struct cotejo_p p;
    bool fires;
};

static void add_stratum(struct common_drift *common,
                        const struct diagnosis_place *place,
                        const struct result_sample *sample)
{
    struct cotejo_trend trend;

    if (!has_order(sample, RUNS_LEAST) || !(sample->moments.sd > 0))
        return;
    trend = trend_of(place, sample);
    if (trend.status != COTEJO_OK)
        return;
    common->n_series++;
    common->s += trend.s;
    common->variance += trend.var_s;
    common->z += trend.s / sqrt(trend.var_s);
    common->z_squared += trend.s * trend.s / trend.var_s;
    common->drift_sd += trend.total_drift / sample->moments.sd;
}

static bool is_homogeneous(const struct common_drift *common)
{
    double k = (double)common->n_series, mean = common->z / k;

    return cotejo_chisq_tail(common->z_squared - k * mean * mean, k - 1).p >=
           ALPHA;
}

static struct common_drift common_drift_of(const struct diagnosis_place *place)
{
    struct common_drift common = {.p = cotejo_p_undefined()};
    double z;

    for (guint i = 0; i < place->results->systems->len; i++)
        add_stratum(&common, place,
                    results_sample(place->results, place->cell, i));
    if (common.n_series < 2 || !(common.variance > 0))
        return common;
    common.drift_sd /= (double)common.n_series;
    z = fmax(fabs(common.s) - 1, 0) / sqrt(common.variance);
    common.p = cotejo_p_doubled(cotejo_normal_tail(z));
    common.fires = common.p.p < ALPHA && is_homogeneous(&common) &&
                   fabs(common.drift_sd) > DRIFT_SD;
    return common;
}

/* What the message tells of each system, and the evidence of the first two. */
struct drift_words {
    GString *percents; /* "native -21 %, emulated -49 %" */
    GString *rhos;     /* "-0.41, -0.45" */
};

static void append_drift(const struct diagnosis_place *place, size_t system,
                         struct drift_words *words,
                         struct result_diagnosis *diagnosis)
{
    static const char *const rhos[] = {"reference_rho", "subject_rho"};
    static const char *const drifts[] = {"reference_drift_percent",
                                         "subject_drift_percent"};
    const struct result_sample *sample =
        results_sample(place->results, place->cell, system);
    const char *comma = words->rhos->len ? ", " : "";
    struct series series;
    struct cotejo_trend trend;
    double rho;

    if (!has_order(sample, RUNS_LEAST))
        return;
    trend = trend_of(place, sample);
    series_init(&series, place->results, sample);
    rho = spearman(&series.data);
    series_clear(&series);
    if (isnan(rho))
        return;
    g_string_append_printf(
        words->percents, "%s%s %s", comma, diagnosis_system(place, system),
        diagnosis_signed_percent(place, trend.drift_percent / 100));
    g_string_append_printf(words->rhos, "%s%s", comma,
                           diagnosis_number(place, rho, 2));
    if (system < G_N_ELEMENTS(rhos)) {
        diagnosis_evidence(diagnosis, rhos[system], rho);
        diagnosis_evidence(diagnosis, drifts[system], trend.drift_percent);
    }
}

enum diagnosis_outcome
diagnose_common_drift(const struct diagnosis_place *place,
                      struct result_diagnosis *diagnosis)
{
    struct common_drift common = common_drift_of(place);
    g_autoptr(GString) percents = g_string_new(NULL);
    g_autoptr(GString) rhos = g_string_new(NULL);
    struct drift_words words = {percents, rhos};

    if (isnan(common.p.p))
        return DIAGNOSIS_NO_TEST;
    if (!common.fires || place->results->options.pairing != PAIRING_NONE)
        return DIAGNOSIS_SILENT;
    diagnosis->p = common.p.p;
    for (guint i = 0; i < place->results->systems->len; i++)
        append_drift(place, i, &words, diagnosis);
    diagnosis_evidence(diagnosis, "kendall_s", common.s);
    diagnosis_evidence(diagnosis, "drift_sd", common.drift_sd);
    diagnosis_evidence(diagnosis, "p", common.p.p);
    diagnosis_say(place, diagnosis,
                  "the systems change together from the first run to the last: "
                  "%s of their medians (rank correlation with the order of "
                  "runs: %s; %s)",
                  percents->str, rhos->str, diagnosis_p(place, common.p.p));
    return DIAGNOSIS_FIRES;
}

enum diagnosis_outcome diagnose_drift(const struct diagnosis_place *place,
                                      struct result_diagnosis *diagnosis)
{
    struct series series;
    struct cotejo_trend trend;
    double rho;
    const char *order;

    if (!has_order(place->b, RUNS_LEAST))
        return DIAGNOSIS_NO_TEST;
    trend = trend_of(place, place->b);
    if (trend.status != COTEJO_OK)
        return DIAGNOSIS_NO_TEST;
    if (!trend.flagged || common_drift_of(place).fires)
        return DIAGNOSIS_SILENT;
    series_init(&series, place->results, place->b);
    rho = spearman(&series.data);
    order = series_order(&series);
    series_clear(&series);
    diagnosis->p = trend.p.p;
    diagnosis_evidence(diagnosis, "kendall_tau", trend.tau_b);
    diagnosis_evidence(diagnosis, "spearman_rho", rho);
    diagnosis_evidence(diagnosis, "drift_percent", trend.drift_percent);
    diagnosis_evidence(diagnosis, "p", trend.p.p);
    diagnosis_say(place, diagnosis,
                  "%s changes by %s of its median from the first to the last "
                  "of %zu runs %s (rank correlation %s, %s)",
                  diagnosis_system(place, place->system),
                  diagnosis_signed_percent(place, trend.drift_percent / 100),
                  place->b->data.n, order, diagnosis_number(place, rho, 2),
                  diagnosis_p(place, trend.p.p));
    return DIAGNOSIS_FIRES;
}

/* ---- neighbours ---- */

enum diagnosis_outcome
diagnose_autocorrelated(const struct diagnosis_place *place,
                        struct result_diagnosis *diagnosis)
{
    struct series series;
    struct cotejo_autocorrelation r;
    const char *order;

    if (!has_order(place->b, RUNS_LEAST))
        return DIAGNOSIS_NO_TEST;
    series_init(&series, place->results, place->b);
    r = cotejo_autocorrelation(&series.data);
    order = series_order(&series);
    series_clear(&series);
    if (r.status != COTEJO_OK)
        return DIAGNOSIS_NO_TEST;
    if (!r.flagged || trend_of(place, place->b).flagged ||
        common_drift_of(place).fires)
        return DIAGNOSIS_SILENT;
    diagnosis->p = r.p.p;
    diagnosis_evidence(diagnosis, "r1", r.r1);
    diagnosis_evidence(diagnosis, "effective_n", r.effective_n);
    diagnosis_evidence(diagnosis, "p", r.p.p);
    if (r.r1 > 0)
        diagnosis_say(place, diagnosis,
                      "a run of %s resembles the one before it (correlation "
                      "%s %s, %s): %zu runs say as much as %s independent "
                      "ones",
                      diagnosis_system(place, place->system),
                      diagnosis_number(place, r.r1, 2), order,
                      diagnosis_p(place, r.p.p), place->b->data.n,
                      diagnosis_number(place, r.effective_n, 1));
    else
        diagnosis_say(place, diagnosis,
                      "slow and fast runs of %s alternate (correlation of "
                      "neighbours %s %s, %s)",
                      diagnosis_system(place, place->system),
                      diagnosis_number(place, r.r1, 2), order,
                      diagnosis_p(place, r.p.p));
    return DIAGNOSIS_FIRES;
}

/* ---- odd runs ---- */

/* Rule 4. Marks the outliers; returns how many. */
static size_t find_outliers(const struct diagnosis_place *place,
                            bool is_outlier[])
{
    const struct result_sample *sample = place->b;
    size_t n = sample->data.n, found = 0;
    g_autofree enum cotejo_outlier *fence = g_new(enum cotejo_outlier, n + 1);
    g_autofree enum cotejo_outlier *mad = g_new(enum cotejo_outlier, n + 1);

    cotejo_outliers_tukey(&sample->data, fence);
    cotejo_outliers_mad(&sample->data, mad);
    for (size_t i = 0; i < n; i++) {
        double distance = fabs(sample->data.x[i] - sample->median);

        is_outlier[i] =
            fence[i] == COTEJO_FAR && mad[i] == COTEJO_OUTSIDE &&
            distance >= STEPS_OUTLIER * diagnosis_grain(place->at) * (1 - 1e-9);
        found += is_outlier[i];
    }
    return found;
}

/* The outlier farthest from the median. */
static size_t farthest(const struct result_sample *sample,
                       const bool is_outlier[])
{
    size_t at = SIZE_MAX;

    for (size_t i = 0; i < sample->data.n; i++) {
        if (is_outlier[i] &&
            (at == SIZE_MAX || fabs(sample->data.x[i] - sample->median) >
                                   fabs(sample->data.x[at] - sample->median)))
            at = i;
    }
    return at;
}

enum diagnosis_outcome diagnose_outlier_run(const struct diagnosis_place *place,
                                            struct result_diagnosis *diagnosis)
{
    const struct result_sample *sample = place->b;
    g_autofree bool *is_outlier = g_new0(bool, sample->data.n + 1);
    size_t found, at;

    if (sample->data.n < RUNS_LEAST_ODD || !(sample->moments.sd > 0))
        return DIAGNOSIS_NO_TEST;
    found = find_outliers(place, is_outlier);
    if (!found)
        return DIAGNOSIS_SILENT;
    at = farthest(sample, is_outlier);
    diagnosis_show(diagnosis, sample->runs[at], sample->values[at]->line);
    diagnosis_evidence(diagnosis, "outliers", (double)found);
    diagnosis_evidence(diagnosis, "repetition", (double)(at + 1));
    diagnosis_evidence(diagnosis, "value", sample->data.x[at]);
    diagnosis_evidence(diagnosis, "median", sample->median);
    if (found == 1)
        diagnosis_say(place, diagnosis,
                      "run %zu of %zu on %s, %s, is far from the others "
                      "(median %s)",
                      at + 1, sample->data.n,
                      diagnosis_system(place, place->system),
                      diagnosis_value(place, sample->data.x[at]),
                      diagnosis_value(place, sample->median));
    else
        diagnosis_say(place, diagnosis,
                      "%zu of %zu runs on %s are far from the others (median "
                      "%s), the farthest is run %zu, %s",
                      found, sample->data.n,
                      diagnosis_system(place, place->system),
                      diagnosis_value(place, sample->median), at + 1,
                      diagnosis_value(place, sample->data.x[at]));
    return DIAGNOSIS_FIRES;
}

enum diagnosis_outcome diagnose_warm_up(const struct diagnosis_place *place,
                                        struct result_diagnosis *diagnosis)
{
    struct series series;
    double mean = place->b->moments.mean, rest = 0;
    size_t n = place->b->data.n, k;
    const char *order;
    double step;

    if (!has_order(place->b, RUNS_LEAST_ODD) || !(place->b->moments.sd > 0))
        return DIAGNOSIS_NO_TEST;
    series_init(&series, place->results, place->b);
    k = cotejo_warm_up(&series.data);
    for (size_t i = k; i < n; i++)
        rest += series.data.x[i] / (double)(n - k);
    step = fabs(series.data.x[0] - rest);
    order = series_order(&series);
    if (k)
        diagnosis_show(diagnosis, series.runs[0], 0);
    series_clear(&series);
    if (!k || step < STEPS_OUTLIER * diagnosis_grain(place->at) * (1 - 1e-9))
        return DIAGNOSIS_SILENT;
    diagnosis_evidence(diagnosis, "warm_up_runs", (double)k);
    diagnosis_evidence(diagnosis, "mean", mean);
    diagnosis_evidence(diagnosis, "mean_without_them", rest);
    diagnosis_say(place, diagnosis,
                  "the first %zu of %zu runs on %s (%s) %s far from the "
                  "rest: without %s the mean is %s, not %s",
                  k, n, diagnosis_system(place, place->system), order,
                  k == 1 ? "is" : "are", k == 1 ? "it" : "them",
                  diagnosis_value(place, rest), diagnosis_value(place, mean));
    return DIAGNOSIS_FIRES;
}
