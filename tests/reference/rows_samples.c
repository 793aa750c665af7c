/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of one sample and of two. */
#include "rows.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "cotejo/bootstrap.h"
#include "cotejo/describe.h"
#include "cotejo/effect.h"
#include "cotejo/normality.h"
#include "cotejo/sequence.h"
#include "cotejo/verdict.h"

static const char *const levels[] = {"0.9", "0.95", "0.99"};

static double to_double(const char *text)
{
    return g_ascii_strtod(text, NULL);
}

static void rows_moments(const struct cotejo_sample *x, const char *tag)
{
    struct cotejo_moments m;
    cotejo_moments(x, &m);
    rows_of("moments", "sample=%s", tag);
    row_count("n", (double)m.n);
    row("sum", m.sum);
    row("mean", m.mean);
    row("var", m.variance);
    row("sd", m.sd);
    row("se", m.se);
    row("cv", m.cv);
    row("min", m.min);
    row("max", m.max);
    struct cotejo_shape shape = cotejo_shape(x);
    row("skew_g1", shape.g1);
    row("skew_G1", shape.G1);
    row("kurt_g2", shape.g2);
    row("kurt_G2", shape.G2);
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
        rows_of("mean_ci_t", "sample=%s;level=%s", tag, levels[i]);
        row_interval(cotejo_mean_interval(&m, to_double(levels[i])));
    }
}

static void rows_order(const struct cotejo_sample *x, const char *tag)
{
    static const char *const orders[] = {"0.05", "0.25", "0.5", "0.75",
                                         "0.9",  "0.95", "0.99"};
    g_autofree double *sorted = g_new(double, x->n);
    cotejo_sort(x->x, x->n, sorted);
    for (int type = 1; type <= 9; type++) {
        for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
            rows_of("quantile", "sample=%s;type=%d;p=%s", tag, type, orders[i]);
            row("q", cotejo_quantile(sorted, x->n, to_double(orders[i]), type));
        }
    }
    double mad = cotejo_mad(sorted, x->n);
    rows_of("robust", "sample=%s", tag);
    row("median", cotejo_median(sorted, x->n));
    row("mad_raw", mad);
    row("mad_scaled", mad * COTEJO_MAD_SCALE);
    row("iqr", cotejo_iqr(sorted, x->n));
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
        struct cotejo_median_interval m =
            cotejo_median_interval(sorted, x->n, to_double(levels[i]));
        rows_of("median_ci", "sample=%s;level=%s", tag, levels[i]);
        row_count("order_lo", (double)m.order);
        row_count("reaches_level", m.reaches_level);
        row("coverage", m.coverage);
        row_interval(m.interval);
    }
}

static void rows_sequence(const struct cotejo_sample *x, const char *tag)
{
    struct cotejo_shapiro shapiro = cotejo_shapiro_wilk(x);
    if (shapiro.status == COTEJO_OK) {
        rows_of("shapiro", "sample=%s", tag);
        row("W", shapiro.w);
        row_p("p", shapiro.p);
    }
    struct cotejo_autocorrelation acf = cotejo_autocorrelation(x);
    if (acf.status == COTEJO_OK) {
        rows_of("acf1", "sample=%s", tag);
        row("r1", acf.r1);
        row("z", acf.z);
        row_p("p", acf.p);
    }
    struct cotejo_runs runs = cotejo_runs(x);
    if (runs.status == COTEJO_OK) {
        rows_of("runs", "sample=%s", tag);
        row_count("n_above", (double)runs.above);
        row_count("n_below", (double)runs.below);
        row_count("runs", (double)runs.runs);
        row("z", runs.z);
        row_p("p_normal", runs.p_normal);
        row_p("p_exact", runs.p);
    }
    struct cotejo_trend trend = cotejo_mann_kendall(x);
    if (trend.status == COTEJO_OK) {
        rows_of("mann_kendall", "sample=%s", tag);
        row_count("S", trend.s);
        row("var_S", trend.var_s);
        row("z", trend.z);
        row_p("p_normal", trend.p_normal);
        row("tau_b", trend.tau_b);
        row_p("p_exact", trend.p_exact);
        row("sen_slope", trend.slope);
    }
}

/* Places from 1 of the values marked at least so, joined by semicolons. */
static void row_flags(const char *quantity, const enum cotejo_outlier outlier[],
                      size_t n, enum cotejo_outlier least)
{
    g_autoptr(GString) list = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        if (outlier[i] >= least)
            g_string_append_printf(list, "%s%zu", list->len ? ";" : "", i + 1);
    row_text(quantity, list->len ? list->str : "none");
}

static void rows_outliers(const struct cotejo_sample *x, const char *tag)
{
    g_autofree enum cotejo_outlier *outlier = g_new(enum cotejo_outlier, x->n);
    cotejo_outliers_tukey(x, outlier);
    rows_of("outliers_tukey", "sample=%s", tag);
    row_flags("flagged", outlier, x->n, COTEJO_OUTSIDE);
    row_flags("far", outlier, x->n, COTEJO_FAR);
    cotejo_outliers_mad(x, outlier);
    rows_of("outliers_mad", "sample=%s", tag);
    row_flags("flagged", outlier, x->n, COTEJO_OUTSIDE);
}

static void rows_sample(const struct cotejo_sample *x, const char *tag)
{
    rows_moments(x, tag);
    rows_order(x, tag);
    rows_sequence(x, tag);
    rows_outliers(x, tag);
}

void rows_one_sample(const json_t *data)
{
    struct series a;
    series_init(&a, json_object_get(data, "a"),
                json_object_get(data, "decimals"));
    rows_sample(&a.plain, "a");
    series_clear(&a);
}

static void rows_difference(const struct cotejo_moments *a,
                            const struct cotejo_moments *b)
{
    double difference = cotejo_mean_difference(a, b);
    rows_of("diff", "%s", "");
    row("mean_diff", difference);
    row("ratio", a->mean == 0.0 ? NAN : b->mean / a->mean);
    row("pct_base_a", a->mean == 0.0 ? NAN : 100.0 * difference / a->mean);
    row("pct_base_b", b->mean == 0.0 ? NAN : -100.0 * difference / b->mean);
}

static void rows_fieller(const struct cotejo_moments *a,
                         const struct cotejo_moments *b, const char *level)
{
    struct cotejo_ratio f = cotejo_fieller(a, b, to_double(level));
    bool bounded = f.status == COTEJO_OK;
    double low = bounded ? f.interval.low : -INFINITY;
    double high = bounded ? f.interval.high : INFINITY;
    rows_of("ratio_fieller", "level=%s", level);
    row_count("bounded", bounded);
    row("g", f.g);
    row("lo", low);
    row("hi", high);
    rows_of("pct_fieller", "level=%s", level);
    row("lo", 100.0 * (low - 1.0));
    row("hi", 100.0 * (high - 1.0));
    struct cotejo_ratio l = cotejo_log_ratio(a, b, to_double(level));
    if (l.status == COTEJO_OK) {
        rows_of("ratio_logdelta", "level=%s", level);
        row_interval(l.interval);
    }
}

void rows_ratio(const struct cotejo_moments *a, const struct cotejo_moments *b)
{
    static const char *const margins[] = {"0.01", "0.02", "0.05", "0.1"};
    rows_fieller(a, b, "0.9");
    rows_fieller(a, b, "0.95");
    for (size_t i = 0; i < G_N_ELEMENTS(margins); i++) {
        struct cotejo_equivalence e =
            cotejo_tost_ratio(a, b, to_double(margins[i]), false, 0.05);
        rows_of("tost_ratio", "margin=%s;bounds=reciprocal", margins[i]);
        row("t_lower", e.t_low);
        row("t_upper", e.t_high);
        row_p("p", e.p);
    }
    struct cotejo_equivalence e = cotejo_tost_ratio(a, b, NAN, false, 0.05);
    rows_of("tost_ratio", "alpha=0.05;bounds=reciprocal");
    row("smallest_margin_pct", 100.0 * e.smallest_margin);
}

static void rows_t_tests(const struct cotejo_moments *a,
                         const struct cotejo_moments *b)
{
    struct cotejo_t_test welch = cotejo_welch(a, b, 0.95);
    rows_of("welch", "%s", "");
    row("t", welch.t);
    row("df", welch.df);
    row("se", welch.se);
    row_p("p", welch.p);
    row("log10p", welch.p.log10_p);
    for (size_t i = 0; i < G_N_ELEMENTS(levels); i++) {
        rows_of("welch", "level=%s", levels[i]);
        row_interval(cotejo_welch(a, b, to_double(levels[i])).interval);
    }
    struct cotejo_t_test student = cotejo_student(a, b, 0.95);
    double pooled = cotejo_pooled_sd(a, b);
    rows_of("student", "%s", "");
    row("t", student.t);
    row_count("df", student.df);
    row("pooled_sd", pooled);
    row_p("p", student.p);
    rows_of("student", "level=0.95");
    row_interval(student.interval);
    rows_of("tost_abs", "margin=half_sd");
    row_p("p", cotejo_tost_difference(a, b, 0.5 * pooled, 0.05).p);
    rows_of("tost_abs", "margin=one_sd");
    row_p("p", cotejo_tost_difference(a, b, pooled, 0.05).p);

    struct cotejo_hedges h = cotejo_hedges_g(a, b, 0.95);
    rows_of("effect", "%s", "");
    row("cohen_d", h.d);
    row("J", h.j);
    row("hedges_g", h.g);
    rows_of("effect", "level=0.95");
    row("g_lo", h.interval.low);
    row("g_hi", h.interval.high);
}

static void rows_ranks(const struct cotejo_sample *a,
                       const struct cotejo_sample *b)
{
    struct cotejo_rank_test best = cotejo_mann_whitney(a, b);
    rows_of("mann_whitney", "%s", "");
    row("U_b", best.u);
    row("min_two_sided_p", best.smallest_p);
    if (best.status == COTEJO_OK) {
        row_p("p_normal", cotejo_mann_whitney_normal(a, b, false).p);
        row_p("p_normal_cc", cotejo_mann_whitney_normal(a, b, true).p);
    }
    if (best.exact) {
        row_p("p_exact", best.p);
        row_p("p_exact_greater", best.p_greater);
        row_p("p_exact_less", best.p_less);
    }
    struct cotejo_dominance d = cotejo_vargha_delaney(a, b, 0.95);
    rows_of("vargha_delaney", "%s", "");
    row("A", d.a);
    row("cliff_delta", d.delta);
    rows_of("vargha_delaney", "level=0.95");
    row("delta_lo", d.delta_interval.low);
    row("delta_hi", d.delta_interval.high);
    row("A_lo", d.a_interval.low);
    row("A_hi", d.a_interval.high);

    struct cotejo_shift s = cotejo_hodges_lehmann(a, b, 0.95);
    rows_of("hodges_lehmann", "%s", "");
    row("shift", s.shift);
    rows_of("hodges_lehmann", "level=0.95");
    row_count("k", (double)s.k);
    row_count("reaches_level", s.reaches_level);
    row("coverage", s.coverage);
    row_interval(s.interval);
}

static void rows_permutation(const struct cotejo_sample *a,
                             const struct cotejo_sample *b)
{
    if (!a->k || !b->k)
        return;
    struct cotejo_permutation p = cotejo_permutation_mean_exact(a, b);
    if (p.status == COTEJO_OK) {
        rows_of("perm_mean", "%s", "");
        row_count("arrangements", p.arrangements);
        row_count("extreme", p.extreme);
        row_p("p", p.p);
    }
    p = cotejo_permutation_mean_sampled(a, b, COTEJO_RESAMPLES, COTEJO_SEED);
    rows_of("perm_mean_mc", "R=%d;seed=%d;rng=gsl_mt19937", COTEJO_RESAMPLES,
            COTEJO_SEED);
    row_count("hits", p.extreme);
    row_p("p", p.p);
    row("mc_se", p.se);
}

static void rows_bootstrap(const struct cotejo_draws *draws,
                           enum cotejo_bootstrap_of what, const char *tag,
                           const struct cotejo_sample *a,
                           const struct cotejo_sample *b)
{
    for (size_t i = 0; i < 2; i++) {
        struct cotejo_bootstrap r =
            cotejo_bootstrap(draws, what, a, b, to_double(levels[i]));
        if (r.status != COTEJO_OK)
            return;
        if (i == 0) {
            rows_of("bootstrap", "%s;B=%d;seed=%d;rng=gsl_mt19937", tag,
                    COTEJO_RESAMPLES, COTEJO_SEED);
            row("se", r.se);
            row_count("count_less", (double)r.less);
            row_count("count_equal", (double)r.equal);
            row("z0", r.z0);
            row("acceleration", r.acceleration);
        }
        rows_of("bootstrap_percentile",
                "%s;B=%d;seed=%d;rng=gsl_mt19937;level=%s", tag,
                COTEJO_RESAMPLES, COTEJO_SEED, levels[i]);
        row_interval(r.percentile);
        rows_of("bootstrap_bca", "%s;B=%d;seed=%d;rng=gsl_mt19937;level=%s",
                tag, COTEJO_RESAMPLES, COTEJO_SEED, levels[i]);
        row_interval(r.bca);
    }
}

static void rows_bootstraps(const struct cotejo_sample *a,
                            const struct cotejo_sample *b)
{
    if (!a->k || !b->k || a->n < 2 || b->n < 2)
        return;
    struct cotejo_draws *one =
        cotejo_draws_new(a->n, 0, COTEJO_RESAMPLES, COTEJO_SEED);
    struct cotejo_draws *two =
        cotejo_draws_new(a->n, b->n, COTEJO_RESAMPLES, COTEJO_SEED);
    rows_bootstrap(one, COTEJO_MEAN, "stat=mean;sample=a", a, NULL);
    rows_bootstrap(two, COTEJO_DIFFERENCE, "stat=diff", a, b);
    rows_bootstrap(two, COTEJO_RATIO, "stat=ratio", a, b);
    cotejo_draws_free(one);
    cotejo_draws_free(two);
}

static void rows_paired(const struct cotejo_sample *a,
                        const struct cotejo_sample *b)
{
    struct cotejo_t_test t = cotejo_paired_t(a, b, 0.95);
    if (t.status == COTEJO_OK) {
        rows_of("paired_t", "%s", "");
        row("t", t.t);
        row_count("df", t.df);
        row_p("p", t.p);
        rows_of("paired_t", "level=0.95");
        row_interval(t.interval);
    }
    struct cotejo_signed_rank w = cotejo_signed_rank(a, b, false);
    rows_of("signed_rank", "%s", "");
    row_count("zeros", (double)w.zeros);
    if (w.status == COTEJO_OK) {
        row("W_plus", w.w_plus);
        if (w.exact)
            row_p("p_exact", w.p);
        row_p("p_normal_cc", w.p_normal);
    }
    struct cotejo_permutation p = cotejo_permutation_paired(a, b, 0.05, COTEJO_SEED);
    if (p.status == COTEJO_OK && p.exact) {
        rows_of("perm_paired", "%s", "");
        row_p("p", p.p);
    }
}

static void rows_verdict(const struct cotejo_moments *a,
                         const struct cotejo_moments *b, const char *margin)
{
    struct cotejo_t_test welch = cotejo_welch(a, b, 0.95);
    struct cotejo_equivalence e =
        cotejo_tost_ratio(a, b, to_double(margin), false, 0.05);
    rows_of("verdict", "alpha=0.05;margin=%s;bounds=reciprocal", margin);
    row_text("verdict",
             cotejo_verdict_name(cotejo_verdict(&welch, welch.p.p, &e, 0.05)));
}

static void rows_agreement(const struct cotejo_moments *ma,
                           const struct cotejo_moments *mb,
                           const struct series *a, const struct series *b)
{
    struct cotejo_t_test welch = cotejo_welch(ma, mb, 0.95);
    struct cotejo_rank_test ranks = cotejo_mann_whitney(&a->plain, &b->plain);
    struct cotejo_permutation mean = {.status = COTEJO_UNDEFINED};
    if (a->grid.k && b->grid.k)
        mean = cotejo_permutation_mean_exact(&a->grid, &b->grid);
    if (welch.status != COTEJO_OK || ranks.status != COTEJO_OK)
        return;
    bool detected = welch.p.p < 0.05;
    bool agree = (ranks.p.p < 0.05) == detected;
    if (mean.status == COTEJO_OK)
        agree = agree && (mean.p.p < 0.05) == detected;
    rows_of("verdict", "alpha=0.05");
    row_count("tests_agree", agree);
}

void rows_two_sample(const json_t *data)
{
    struct series a, b;
    struct cotejo_moments ma, mb;
    const json_t *decimals = json_object_get(data, "decimals");
    series_init(&a, json_object_get(data, "a"), decimals);
    series_init(&b, json_object_get(data, "b"), decimals);
    rows_sample(&a.plain, "a");
    rows_sample(&b.plain, "b");
    cotejo_moments(&a.plain, &ma);
    cotejo_moments(&b.plain, &mb);
    rows_difference(&ma, &mb);
    if (cotejo_welch(&ma, &mb, 0.95).status == COTEJO_OK) {
        rows_t_tests(&ma, &mb);
        rows_ratio(&ma, &mb);
        const struct cotejo_sample *both[] = {&a.plain, &b.plain};
        struct cotejo_f_test f = cotejo_brown_forsythe(both, 2);
        rows_of("brown_forsythe", "%s", "");
        row("F", f.f);
        row_p("p", f.p);
    }
    rows_ranks(&a.plain, &b.plain);
    rows_permutation(&a.grid, &b.grid);
    rows_bootstraps(&a.grid, &b.grid);
    if (json_is_true(json_object_get(data, "paired")))
        rows_paired(&a.grid, &b.grid);
    rows_verdict(&ma, &mb, "0.02");
    rows_verdict(&ma, &mb, "0.05");
    rows_agreement(&ma, &mb, &a, &b);
    series_clear(&a);
    series_clear(&b);
}
