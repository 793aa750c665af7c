/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of groups, hierarchies, families, plans and published numbers. */
#include "rows.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "cotejo/claim.h"
#include "cotejo/distribution.h"
#include "cotejo/family.h"
#include "cotejo/groups.h"
#include "cotejo/hierarchy.h"
#include "cotejo/power.h"
#include "cotejo/verdict.h"

static double number(const json_t *data, const char *key)
{
    return json_number_value(json_object_get(data, key));
}

static bool has(const json_t *data, const char *key)
{
    return json_is_number(json_object_get(data, key));
}

static void rows_anova(const struct cotejo_sample *const group[],
                       const struct cotejo_moments moments[], size_t k)
{
    struct cotejo_anova a = cotejo_anova(group, k);
    rows_of("anova", "%s", "");
    row_count("df1", a.df_between);
    row_count("df2", a.df_within);
    row("ss_between", a.ss_between);
    row("ss_within", a.ss_within);
    row("F", a.f);
    row_p("p", a.p);
    struct cotejo_f_test w = cotejo_welch_anova(moments, k);
    rows_of("welch_anova", "%s", "");
    row("F", w.f);
    row("df2", w.df2);
    row_p("p", w.p);
    struct cotejo_kruskal h = cotejo_kruskal_wallis(group, k);
    rows_of("kruskal", "%s", "");
    row("H", h.h);
    row_p("p", h.p);
}

static void rows_pairs(const struct cotejo_sample *const group[],
                       const struct cotejo_moments moments[], size_t k,
                       const char *const name[])
{
    size_t pairs = COTEJO_PAIRS(k);
    g_autofree struct cotejo_pair *pair = g_new(struct cotejo_pair, pairs);
    g_autofree struct cotejo_dunn *dunn = g_new(struct cotejo_dunn, pairs);
    cotejo_tukey_kramer(moments, k, 0.95, pair);
    for (size_t i = 0; i < pairs; i++) {
        rows_of("tukey_hsd", "pair=%s-%s", name[pair[i].second],
                name[pair[i].first]);
        row("diff", pair[i].difference);
        row("q", pair[i].q);
        row_interval(pair[i].interval);
        row_p("p", pair[i].p);
    }
    cotejo_games_howell(moments, k, 0.95, pair);
    for (size_t i = 0; i < pairs; i++) {
        rows_of("games_howell", "pair=%s-%s", name[pair[i].second],
                name[pair[i].first]);
        row("q", pair[i].q);
        row("df", pair[i].df);
        row_interval(pair[i].interval);
        row_p("p", pair[i].p);
    }
    cotejo_dunn(group, k, dunn);
    for (size_t i = 0; i < pairs; i++) {
        rows_of("dunn", "pair=%s-%s", name[dunn[i].second],
                name[dunn[i].first]);
        row("z", dunn[i].z);
        row_p("p", dunn[i].p);
        row_p("p_holm", dunn[i].p_holm);
    }
}

void rows_groups(const json_t *data)
{
    json_t *groups = json_object_get(data, "groups");
    const json_t *decimals = json_object_get(data, "decimals");
    size_t k = json_object_size(groups), i = 0;
    g_autofree struct series *series = g_new(struct series, k);
    g_autofree struct cotejo_moments *moments = g_new(struct cotejo_moments, k);
    g_autofree const struct cotejo_sample **group =
        g_new(const struct cotejo_sample *, k);
    g_autofree const char **name = g_new(const char *, k);
    const char *key;
    json_t *values;
    json_object_foreach(groups, key, values)
    {
        series_init(&series[i], values, decimals);
        cotejo_moments(&series[i].plain, &moments[i]);
        group[i] = &series[i].plain;
        name[i++] = key;
    }
    rows_anova(group, moments, k);
    rows_pairs(group, moments, k, name);
    for (i = 0; i < k; i++)
        series_clear(&series[i]);
}

/* Appends the numbers of nested arrays, innermost fastest; the sizes of the
 * first array of each level go to repetitions. Returns the levels. */
static size_t flatten(const json_t *data, GArray *x, size_t repetitions[])
{
    size_t levels = 0, i;
    const json_t *item;
    if (json_is_number(data)) {
        double value = json_number_value(data);
        g_array_append_val(x, value);
        return 0;
    }
    repetitions[0] = json_array_size(data);
    json_array_foreach(data, i, item) levels =
        flatten(item, x, repetitions + 1);
    return levels + 1;
}

void rows_hierarchical(const json_t *data)
{
    size_t repetitions[COTEJO_LEVELS_MAX + 1];
    g_autoptr(GArray) x = g_array_new(FALSE, FALSE, sizeof(double));
    size_t levels = flatten(json_object_get(data, "data"), x, repetitions);
    struct cotejo_hierarchy h = cotejo_hierarchy(
        (const double *)(const void *)x->data, repetitions, levels, 0.95);
    char quantity[32];
    rows_of("hierarchical", "%s", "");
    row("grand_mean", h.grand_mean);
    for (size_t i = 0; i < levels; i++) {
        g_snprintf(quantity, sizeof quantity, "S2_%zu", i + 1);
        row(quantity, h.s2[i]);
        g_snprintf(quantity, sizeof quantity, "T2_%zu", i + 1);
        row(quantity, h.t2[i]);
    }
    row("se", h.se);
    row_count("df", h.df);
    row("naive_se", h.naive_se);
    row("se_inflation", h.se / h.naive_se);
    row("icc", h.icc);
    row("design_effect", h.design_effect);
    rows_of("hierarchical", "level=0.95");
    row_interval(h.interval);

    const json_t *costs = json_object_get(data, "costs");
    double cost[COTEJO_LEVELS_MAX];
    for (size_t i = 0; i < levels && costs; i++)
        cost[levels - 1 - i] = json_number_value(json_array_get(costs, i));
    for (size_t i = 0; i + 1 < levels && costs; i++) {
        rows_of("hierarchical", "level=%zu", i + 1);
        row("optimal_reps_real", cotejo_hierarchy_optimal(&h, cost, i));
    }
}

static void rows_geomean_of(struct cotejo_ratio ratio, const char *method)
{
    rows_of("geomean", "method=%s;level=0.95", method);
    row("df", ratio.df);
    row_interval(ratio.interval);
}

/* The mean over k metrics of ln x, for each of the runs. */
static double *log_means(const struct series metric[], size_t k, size_t step)
{
    size_t runs = metric[0].n;
    double *mean = g_new(double, runs);
    for (size_t r = 0; r < runs; r++) {
        mean[r] = 0.0;
        for (size_t i = 0; i < k; i++)
            mean[r] += log(metric[i * step].x[r]) / (double)k;
    }
    return mean;
}

static void rows_per_run(const struct series metric[], size_t k)
{
    for (size_t i = 0; i < 2 * k; i++)
        if (metric[i].n != metric[i % 2].n)
            return;
    g_autofree double *log_a = log_means(metric, k, 2);
    g_autofree double *log_b = log_means(metric + 1, k, 2);
    size_t n_a = metric[0].n, n_b = metric[1].n;
    struct cotejo_ratio r =
        cotejo_geometric_mean_ratio(log_a, n_a, log_b, n_b, 0.95);
    struct cotejo_t_test t =
        cotejo_geometric_mean_test(log_a, n_a, log_b, n_b, 0.95);
    rows_of("geomean", "method=per_run");
    row("ratio", r.ratio);
    row("df", r.df);
    row_p("p", t.p);
    rows_of("geomean", "method=per_run;level=0.95");
    row_interval(r.interval);
}

void rows_geomean(const json_t *data)
{
    json_t *metrics = json_object_get(data, "metrics"), *metric;
    size_t k = json_object_size(metrics), i = 0;
    g_autofree struct series *series = g_new(struct series, 2 * k);
    g_autofree struct cotejo_moments *a = g_new(struct cotejo_moments, k);
    g_autofree struct cotejo_moments *b = g_new(struct cotejo_moments, k);
    const char *name;
    json_object_foreach(metrics, name, metric)
    {
        series_init(&series[2 * i], json_object_get(metric, "a"), NULL);
        series_init(&series[2 * i + 1], json_object_get(metric, "b"), NULL);
        cotejo_moments(&series[2 * i].plain, &a[i]);
        cotejo_moments(&series[2 * i + 1].plain, &b[i]);
        i++;
    }
    struct cotejo_ratio fixed = cotejo_geometric_mean_fixed(a, b, k, 0.95);
    rows_of("geomean", "%s", "");
    row("ratio", fixed.ratio);
    row("pct", 100.0 * (fixed.ratio - 1.0));
    rows_geomean_of(fixed, "fixed_metrics");
    rows_geomean_of(cotejo_geometric_mean_across(a, b, k, 0.95),
                    "across_metrics");
    rows_per_run(series, k);
    for (i = 0; i < 2 * k; i++)
        series_clear(&series[i]);
}

void rows_padjust(const json_t *data)
{
    static const struct {
        const char *name;
        void (*adjust)(const struct cotejo_p[], size_t, struct cotejo_p[]);
    } methods[] = {{"holm", cotejo_holm},
                   {"BH", cotejo_benjamini_hochberg},
                   {"hochberg", cotejo_hochberg},
                   {"BY", cotejo_benjamini_yekutieli},
                   {"bonferroni", cotejo_bonferroni}};
    const json_t *list = json_object_get(data, "p");
    size_t m = json_array_size(list);
    g_autofree struct cotejo_p *p = g_new(struct cotejo_p, m);
    g_autofree struct cotejo_p *adjusted = g_new(struct cotejo_p, m);
    for (size_t i = 0; i < m; i++) {
        const json_t *value = json_array_get(list, i);
        p[i] = json_is_number(value) ? cotejo_p_from(json_number_value(value))
                                     : cotejo_p_undefined();
    }
    for (size_t method = 0; method < G_N_ELEMENTS(methods); method++) {
        methods[method].adjust(p, m, adjusted);
        for (size_t i = 0; i < m; i++) {
            rows_of("padjust", "method=%s;index=%zu", methods[method].name,
                    i + 1);
            row_p("p_adj", adjusted[i]);
        }
    }
}

void rows_power(const json_t *data)
{
    size_t n = (size_t)number(data, "n"), i;
    double cv = number(data, "cv_pct"), alpha = number(data, "alpha");
    double effect = number(data, "delta_pct") / cv;
    const json_t *target;
    char text[NUMBER_TEXT];
    rows_of("power_t", "%s", "");
    row("power", cotejo_power(n, effect, alpha));
    json_array_foreach(json_object_get(data, "targets"), i, target)
    {
        double power = json_number_value(target);
        rows_of("power_t", "target=%s", json_text(target, text));
        row_count("n", (double)cotejo_required_runs(effect, alpha, power));
        row("detectable_pct", cv * cotejo_detectable_effect(n, alpha, power));
    }
}

/* The published side of a claim. */
struct side {
    size_t n;
    struct cotejo_printed mean;
    struct cotejo_moments moments;
};

/* A JSON number with so many decimals; -1: as many as it needs. */
static struct cotejo_printed printed(double value, int decimals)
{
    int d = decimals < 0 ? 0 : decimals;
    while (decimals < 0 && d < 15 &&
           rint(value * pow(10.0, d)) / pow(10.0, d) != value)
        d++;
    return (struct cotejo_printed){(int64_t)rint(value * pow(10.0, d)), d};
}

static void side_init(struct side *s, const json_t *data)
{
    s->n = (size_t)number(data, "n");
    s->mean = printed(number(data, "mean"), (int)number(data, "decimals"));
    cotejo_moments_from_summary(s->n, number(data, "mean"),
                                has(data, "sd") ? number(data, "sd") : NAN,
                                &s->moments);
}

static void rows_rounding(const struct side *base, const struct side *other,
                          const char *tag, const json_t *data)
{
    struct cotejo_interval open =
        cotejo_percent_range(base->mean, other->mean, false);
    struct cotejo_interval cut =
        cotejo_percent_range(base->mean, other->mean, true);
    rows_of("rounding", "convention=half_unit;base=%s", tag);
    row("pct_lo", open.low);
    row("pct_hi", open.high);
    rows_of("rounding", "convention=truncated;base=%s", tag);
    row("pct_lo", cut.low);
    row("pct_hi", cut.high);
    if (!has(data, "claimed_pct"))
        return;
    char text[NUMBER_TEXT];
    struct cotejo_printed claimed = printed(
        number(data, "claimed_pct"), (int)number(data, "claimed_decimals"));
    rows_of("rounding", "convention=half_unit;base=%s;claimed=%s", tag,
            json_text(json_object_get(data, "claimed_pct"), text));
    row_count("consistent", cotejo_percent_consistent(open, claimed));
}

static void row_equivalence_spread(const struct side *a, const struct side *b,
                                   const json_t *margin_pct)
{
    char text[NUMBER_TEXT];
    rows_of("critical_sd",
            "alpha=0.05;model=common_sd;margin_pct=%s;bounds=reciprocal",
            json_text(margin_pct, text));
    row("sd_for_equivalence",
        cotejo_equivalence_spread(a->n, a->moments.mean, b->n, b->moments.mean,
                                  json_number_value(margin_pct) / 100.0, 0.05));
}

static void rows_critical(const struct side *a, const struct side *b,
                          const json_t *data)
{
    double mean_a = a->moments.mean, mean_b = b->moments.mean;
    struct cotejo_critical c =
        cotejo_critical_spread(a->n, mean_a, b->n, mean_b, 0.05);
    if (c.status != COTEJO_OK)
        return;
    rows_of("critical_sd", "alpha=0.05;model=common_sd");
    row("t_crit", c.sd_t);
    row_count("df", c.sd_df);
    row("sd", c.sd);
    row("cv_pct_of_a", 100.0 * c.sd / mean_a);
    row("cv_pct_of_b", 100.0 * c.sd / mean_b);
    row("cv_pct_of_mean", 200.0 * c.sd / (mean_a + mean_b));
    rows_of("critical_sd", "alpha=0.05;model=common_cv");
    row("df", c.cv_df);
    row("cv_pct", 100.0 * c.cv);
    const json_t *margin;
    size_t i;
    if (has(data, "margin_pct"))
        row_equivalence_spread(a, b, json_object_get(data, "margin_pct"));
    json_array_foreach(json_object_get(data, "more_margins_pct"), i, margin)
        row_equivalence_spread(a, b, margin);
}

static void rows_summary_tests(const struct cotejo_moments *a,
                               const struct cotejo_moments *b)
{
    struct cotejo_t_test w = cotejo_welch(a, b, 0.95);
    struct cotejo_t_test s = cotejo_student(a, b, 0.95);
    rows_of("welch_summary", "n_a=%zu;n_b=%zu", a->n, b->n);
    row("t", w.t);
    row("df", w.df);
    row_p("p", w.p);
    rows_of("welch_summary", "n_a=%zu;n_b=%zu;level=0.95", a->n, b->n);
    row_interval(w.interval);
    rows_of("student_summary", "n_a=%zu;n_b=%zu", a->n, b->n);
    row("t", s.t);
    row_p("p", s.p);
}

static void row_summary_verdict(const struct cotejo_moments *a,
                                const struct cotejo_moments *b,
                                double margin_pct)
{
    char text[NUMBER_TEXT];
    struct cotejo_t_test w = cotejo_welch(a, b, 0.95);
    struct cotejo_equivalence e =
        cotejo_tost_ratio(a, b, margin_pct / 100.0, false, 0.05);
    rows_of("verdict", "alpha=0.05;margin=%s;bounds=reciprocal",
            number_text(margin_pct / 100.0, text));
    row_text("verdict",
             cotejo_verdict_name(cotejo_verdict(&w, w.p.p, &e, 0.05)));
}

/* The same with other numbers of repetitions. */
static void rows_alternative(const struct side *a, const struct side *b,
                             size_t n)
{
    struct cotejo_moments ma, mb;
    cotejo_moments_from_summary(n, a->moments.mean, a->moments.sd, &ma);
    cotejo_moments_from_summary(n, b->moments.mean, b->moments.sd, &mb);
    rows_summary_tests(&ma, &mb);
    struct cotejo_t_test w = cotejo_welch(&ma, &mb, 0.95);
    struct cotejo_ratio f = cotejo_fieller(&ma, &mb, 0.95);
    rows_of("verdict", "n_a=%zu;n_b=%zu;alpha=0.05", n, n);
    row_count("difference_detected", w.p.p < 0.05);
    rows_of("pct_fieller", "n_a=%zu;n_b=%zu;level=0.95", n, n);
    row("lo", 100.0 * (f.interval.low - 1.0));
    row("hi", 100.0 * (f.interval.high - 1.0));
}

static void rows_side(const struct side *s, const json_t *data, const char *tag)
{
    char text[NUMBER_TEXT];
    if (has(data, "granularity")) {
        struct cotejo_printed unit = printed(number(data, "granularity"), -1);
        rows_of("grim", "side=%s;unit=%s", tag,
                json_text(json_object_get(data, "granularity"), text));
        row_count("consistent", cotejo_grim(s->mean, unit, s->n));
    }
    if (has(data, "min") && has(data, "sd")) {
        rows_of("bhatia_davis", "side=%s", tag);
        row("least_possible_max",
            cotejo_least_maximum(s->n, s->moments.mean, s->moments.sd,
                                 number(data, "min")));
    }
    if (has(data, "histogram_bin")) {
        rows_of("histogram_median", "side=%s", tag);
        row_interval(cotejo_binned_median(
            number(data, "median"), number(data, "histogram_bin"),
            has(data, "min") ? number(data, "min") : NAN));
    }
}

static void rows_with_sds(const struct side *a, const struct side *b,
                          const json_t *data)
{
    rows_summary_tests(&a->moments, &b->moments);
    rows_ratio(&a->moments, &b->moments);
    if (has(data, "margin_pct"))
        row_summary_verdict(&a->moments, &b->moments,
                            number(data, "margin_pct"));
    const json_t *n;
    size_t i;
    json_array_foreach(json_object_get(data, "alternative_n"), i, n)
        rows_alternative(a, b, (size_t)json_integer_value(n));
}

void rows_summary(const json_t *data)
{
    const json_t *of_a = json_object_get(data, "a");
    const json_t *of_b = json_object_get(data, "b");
    struct side a, b;
    side_init(&a, of_a);
    side_init(&b, of_b);
    double mean_a = a.moments.mean, mean_b = b.moments.mean;
    rows_of("claim", "%s", "");
    row("pct_base_a", cotejo_percent(mean_a, mean_b));
    row("pct_base_b", cotejo_percent(mean_b, mean_a));
    row("pct_base_mean", cotejo_percent_of_mean(mean_a, mean_b));
    struct cotejo_p least = {cotejo_smallest_p(a.n, b.n),
                             cotejo_smallest_log10_p(a.n, b.n)};
    row_p("min_two_sided_p", least);
    rows_rounding(&a, &b, "a", data);
    rows_rounding(&b, &a, "b", data);
    rows_critical(&a, &b, data);
    if (has(of_a, "sd") && has(of_b, "sd"))
        rows_with_sds(&a, &b, data);
    rows_side(&a, of_a, "a");
    rows_side(&b, of_b, "b");
}

void rows_link(const json_t *data)
{
    static const char *const framing[] = {"no_timestamps", "tcp_timestamps"};
    double rate = cotejo_mbit_per_s(number(data, "kib_per_s"));
    rows_of("link", "%s", "");
    row("mbit_per_s", rate);
    for (size_t i = 0; i < G_N_ELEMENTS(framing); i++) {
        double ceiling =
            cotejo_payload_ceiling(number(data, "link_mbit"), i == 1);
        rows_of("link", "framing=%s", framing[i]);
        row("ceiling_mbit_per_s", ceiling);
        row("fraction_of_ceiling", rate / ceiling);
    }
}

void rows_rate(const json_t *data)
{
    double duration_s = number(data, "duration");
    double schedule_s = cotejo_schedule_s((size_t)number(data, "num_conns"),
                                          number(data, "rate"));
    rows_of("rate_limited", "%s", "");
    row("nominal_s", schedule_s);
    row("excess_s", duration_s - schedule_s);
    row("ratio", duration_s / schedule_s);
}
