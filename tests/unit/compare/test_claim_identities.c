/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What holds for any n values: never told of a sample that exists, however it
 * is rounded, and told where a printed number breaks it. The bounds of the
 * second table are reckoned by hand from the formulas of claim_identities.c.
 */
#include "claim_fixture.h"

#include <math.h>
#include <stdlib.h>

#define N_MOST 12

/* ---- samples that exist ---- */

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Now and then all but one are equal, or all the same two. */
static void draw(GRand *random, double x[], size_t n)
{
    int shape = g_rand_int_range(random, 0, 4);

    for (size_t i = 0; i < n; i++)
        x[i] = shape == 0   ? 5.0 + (i == 0) * g_rand_double(random) * 90.0
               : shape == 1 ? 5.0 + g_rand_int_range(random, 0, 2)
               : shape == 2 ? exp(g_rand_double_range(random, 0.0, 5.0))
                            : g_rand_double_range(random, 1.0, 9.0);
    qsort(x, n, sizeof *x, by_value);
}

struct summary {
    double mean, sd, median, q1, q3;
};

/* Quartiles as R's default. */
static double quantile(const double x[], size_t n, double p)
{
    double h = p * (double)(n - 1);
    size_t i = (size_t)h;

    return i + 1 < n ? x[i] + (h - (double)i) * (x[i + 1] - x[i]) : x[n - 1];
}

static struct summary summarise(const double x[], size_t n)
{
    struct summary s = {.mean = 0.0, .sd = 0.0};

    for (size_t i = 0; i < n; i++)
        s.mean += x[i] / (double)n;
    for (size_t i = 0; i < n; i++)
        s.sd += (x[i] - s.mean) * (x[i] - s.mean) / (double)(n - 1);
    s.sd = sqrt(s.sd);
    s.median = quantile(x, n, 0.5);
    s.q1 = quantile(x, n, 0.25);
    s.q3 = quantile(x, n, 0.75);
    return s;
}

static void judge_sample(const double x[], size_t n, int decimals)
{
    struct summary s = summarise(x, n);
    g_autofree char *values =
        g_strdup_printf("%.*f s vs %.*f s", decimals, s.mean, decimals, s.mean);
    g_autofree char *runs = g_strdup_printf("%zu", n);
    g_autofree char *sd =
        g_strdup_printf("%.*f, %.*f", decimals, s.sd, decimals, s.sd);
    g_autofree char *se =
        g_strdup_printf("%.*f, %.*f", decimals, s.sd / sqrt((double)n),
                        decimals, s.sd / sqrt((double)n));
    g_autofree char *median =
        g_strdup_printf("%.*f, %.*f", decimals, s.median, decimals, s.median);
    g_autofree char *min =
        g_strdup_printf("%.*f, %.*f", decimals, x[0], decimals, x[0]);
    g_autofree char *max =
        g_strdup_printf("%.*f, %.*f", decimals, x[n - 1], decimals, x[n - 1]);
    g_autofree char *quartiles =
        g_strdup_printf("%.*f to %.*f; %.*f to %.*f", decimals, s.q1, decimals,
                        s.q3, decimals, s.q1, decimals, s.q3);
    struct judged j = judge_claim(
        values, KEYS("n", runs, "sd", sd, "se", se, "median", median, "min",
                     min, "max", max, "quartiles", quartiles));

    for (guint i = 0; i < j.it->findings->len; i++) {
        const struct claim_finding *found =
            &g_array_index(j.it->findings, struct claim_finding, i);

        if (!g_strcmp0(found->head, "possible?") ||
            !g_strcmp0(found->head, "one spread?"))
            g_error("n %zu, sd %s: %s", n, sd, found->text);
    }
    judged_done(&j);
}

static void test_never_told_of_a_sample(void)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(2009);
    double x[N_MOST];

    for (int i = 0; i < 1500; i++) {
        size_t n = (size_t)g_rand_int_range(random, 2, N_MOST + 1);

        draw(random, x, n);
        judge_sample(x, n, g_rand_int_range(random, 0, 3));
    }
}

/* ---- numbers that cannot be ---- */

#define HOLDS NULL

static void test_bounds(void)
{
    static const struct {
        const char *n, *sd, *median, *min, *max, *about, *words;
    } cases[] = {
        /* Two values 2 apart: sd = 2 / sqrt(2) = 1.414. */
        {"2", "1.41", NULL, "9.00", "11.00", "spread", HOLDS},
        {"2", "1.20", NULL, "9.00", "11.00", "spread",
         "at least 3 values, not 2"},
        {"2", "1.60", NULL, "9.00", "11.00", "spread", "is more than values"},
        /* Five values from 8 to 12, mean 10: 8 / 4 = 2, sqrt(2) at least. */
        {"5", "1.42", NULL, "8.00", "12.00", "spread", HOLDS},
        {"5", "1.38", NULL, "8.00", "12.00", "spread", "(1.41 s or more)"},
        /* From 9 to 14, mean 10: 1 + 16 + 9 / 3 = 20, sqrt(20 / 4) = 2.236;
         * Samuelson alone allows 4 sqrt(5) / 4 = 2.236 of 14. */
        {"5", "2.24", NULL, "9.00", "14.00", "spread", HOLDS},
        {"5", "2.20", NULL, "9.00", "14.00", "spread", ""},
        /* |mean - median| <= 0.5 sqrt(7/8) = 0.468 */
        {"8", "0.50", "10.46", NULL, NULL, "median", HOLDS},
        {"8", "0.50", "10.60", NULL, NULL, "median", "is farther from"},
        /* eight values, median 12: (3 * 5 + 5 * 12) / 8 = 9.375 at least,
         * with the minimum at 8: 10.5, below 9.5 from 8 and 12; 9.505 with the
         * rounding. */
        {"8", NULL, "12.00", "5.00", NULL, "mean", HOLDS},
        {"8", NULL, "12.00", "8.00", NULL, "mean", "10.5 s at least"},
        {"8", NULL, "8.00", NULL, "12.00", "mean", "9.51 s at most"},
        {"1", "0.50", NULL, NULL, NULL, "spread", "a single run has no"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *keys[11] = {"n", cases[i].n};
        size_t k = 2;
        struct judged j;

        const char *const optional[][2] = {{"sd", cases[i].sd},
                                           {"median", cases[i].median},
                                           {"min", cases[i].min},
                                           {"max", cases[i].max}};
        for (size_t o = 0; o < G_N_ELEMENTS(optional); o++)
            if (optional[o][1]) {
                keys[k++] = optional[o][0];
                keys[k++] = optional[o][1];
            }
        j = judge_claim("10.00 s vs 10.00 s", keys);
        g_test_message("n %s, sd %s, median %s", cases[i].n, cases[i].sd,
                       cases[i].median);
        if (cases[i].words) {
            assert_answer(&j, cases[i].about, CLAIM_FAILS);
            assert_says(&j, cases[i].about, cases[i].words);
        } else {
            const struct claim_finding *found =
                finding_about(j.it, cases[i].about);

            g_assert_true(!found || found->answer != CLAIM_FAILS);
        }
        judged_done(&j);
    }
}

/* sd 0.6 and se 0.3 are of 4 runs: 0.6 / sqrt(4); t(3) = 3.182, half of the
 * 95 % interval 0.955. */
static void test_two_spreads(void)
{
    static const struct {
        const char *n, *also, *value, *words;
    } cases[] = {
        {"4", "se", "0.300, 0.300", HOLDS},
        {"9", "se", "0.300, 0.300", "They would for 4."},
        {"4", "ci", "9.045 to 10.955; 9.045 to 10.955", HOLDS},
        {"4", "ci", "9.4 to 10.6; 9.4 to 10.6", "do not go together"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct judged j = judge_claim(
            "10.000 s vs 10.000 s", KEYS("n", cases[i].n, "sd", "0.600, 0.600",
                                         cases[i].also, cases[i].value));

        if (!cases[i].words) {
            assert_silent(&j, "two-spreads");
        } else {
            assert_answer(&j, "two-spreads", CLAIM_FAILS);
            assert_says(&j, "two-spreads", cases[i].words);
        }
        judged_done(&j);
    }
}

/* Whole minima and maxima, a mean with decimals: 7 runs of whole seconds
 * cannot have the mean 10.40 (72.8 s together), 5 can (52 s). */
static void test_whole_values_suggested(void)
{
    struct judged no = judge_claim(
        "10.40 s vs 12.20 s", KEYS("n", "7", "min", "9, 10", "max", "12, 15"));
    struct judged yes = judge_claim(
        "10.40 s vs 12.20 s", KEYS("n", "5", "min", "9, 10", "max", "12, 15"));
    struct judged decimals =
        judge_claim("10.40 s vs 12.20 s",
                    KEYS("n", "7", "min", "9.0, 10.0", "max", "12.0, 15.0"));

    assert_answer(&no, "whole-units", CLAIM_NOTE);
    assert_says(&no, "whole-units", "10.40 s cannot be the mean of 7");
    assert_silent(&yes, "whole-units");
    assert_silent(&decimals, "whole-units");
    judged_done(&no);
    judged_done(&yes);
    judged_done(&decimals);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/claim-identities/samples", test_never_told_of_a_sample);
    g_test_add_func("/claim-identities/bounds", test_bounds);
    g_test_add_func("/claim-identities/two-spreads", test_two_spreads);
    g_test_add_func("/claim-identities/whole-suggested",
                    test_whole_values_suggested);
    return g_test_run();
}
