/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three and more systems in a cell: is there any difference, and which?
 *
 * 1. Overall: Welch's analysis of variance, Kruskal and Wallis beside it. A
 *    system without variation has no place in Welch's (its weight would be
 *    infinite): the classical one stands in, and says so. Systems with fewer
 *    than two runs are left out and named.
 *    Of paired runs there is no such test here.
 * 2. All pairs: p is family-wise over the pairs of the cell, Games and
 *    Howell's for Welch's test, Tukey and Kramer's for Student's, Dunn's with
 *    Holm for Mann-Whitney's, and Holm for every other (agree.c). Over the
 *    cells it is adjusted in adjust.c. Where the rate of false discoveries is
 *    held, p is that of the two systems alone: it counts the pairs itself.
 * 3. Letters: systems that share one are not told apart (insert and absorb,
 *    Piepho, J. Comput. Graph. Stat. 13(2), 2004). The best mean has an a (the
 *    largest, where neither direction is better), and letters appear in their
 *    order as one reads down the means. At most 64 systems and 52 letters, or
 *    none at all. Systems that do not vary need no test to be told apart.
 */
#include "compare/decide.h"
#include "compare/words.h"

#include <stdlib.h>
#include <string.h>

#include "cotejo/distribution.h"

static const char alphabet[] =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
#define LETTERS (sizeof alphabet - 1)
#define SYSTEMS_MAX 64 /* bits of a set */

static void *block(Results *results, size_t n, size_t size)
{
    void *memory = g_malloc0_n(n + 1, size);

    g_ptr_array_add(results->blocks, memory);
    return memory;
}

/* ---- letters ---- */

/* Sets of systems, a bit each, by their place among the means. */
struct sets {
    guint64 set[512]; /* on the way there can be more than in the end */
    size_t n;
    bool is_full; /* there was no room for one */
};

static void insert(struct sets *sets, guint64 set)
{
    for (size_t i = 0; i < sets->n; i++) {
        if ((sets->set[i] & set) == set)
            return; /* absorbed */
    }
    if (sets->n < G_N_ELEMENTS(sets->set))
        sets->set[sets->n++] = set;
    else
        sets->is_full = true;
}

/* These two are told apart: no set may hold both. */
static void split(struct sets *sets, guint64 a, guint64 b)
{
    struct sets next = {.is_full = sets->is_full};

    for (size_t i = 0; i < sets->n; i++) {
        if ((sets->set[i] & (a | b)) != (a | b))
            insert(&next, sets->set[i]);
    }
    for (size_t i = 0; i < sets->n; i++) {
        if ((sets->set[i] & (a | b)) == (a | b)) {
            insert(&next, sets->set[i] & ~a);
            insert(&next, sets->set[i] & ~b);
        }
    }
    *sets = next;
}

/* Read from the best mean down, letters appear in their order: of two sets the
 * one that holds the first system that they do not share comes first. */
static int by_first(const void *left, const void *right)
{
    const guint64 *a = left, *b = right;
    guint64 only = *a ^ *b;

    if (!only)
        return 0;
    return *a & (only & (~only + 1)) ? -1 : 1;
}

/* The place of each system among the means, the best first, or the largest. */
static void rank_by_mean(const Results *results,
                         const struct result_group *group, size_t *place)
{
    const struct result_cell *cell =
        &g_array_index(results->cells, struct result_cell, group->cell);
    double sign = results_direction(results, cell->metric) < 0 ? -1 : 1;

    for (size_t i = 0; i < group->n_systems; i++) {
        double mean =
            sign * results_sample(results, group->cell, group->systems[i])
                       ->moments.mean;

        place[i] = 0;
        for (size_t k = 0; k < group->n_systems; k++) {
            double other =
                sign * results_sample(results, group->cell, group->systems[k])
                           ->moments.mean;

            place[i] += other > mean || (k < i && !(other < mean));
        }
    }
}

static const char *const *letters_of(Results *results,
                                     const struct result_group *group,
                                     const struct sets *sets,
                                     const size_t *place)
{
    const char **letters = block(results, group->n_systems, sizeof *letters);

    for (size_t i = 0; i < group->n_systems; i++) {
        g_autoptr(GString) own = g_string_new(NULL);

        for (size_t s = 0; s < sets->n; s++) {
            if (sets->set[s] & G_GUINT64_CONSTANT(1) << place[i])
                g_string_append_c(own, alphabet[s]);
        }
        letters[i] = study_string(results, own->str);
    }
    return letters;
}

static size_t place_in(const struct result_group *group, size_t system)
{
    size_t at = 0;

    while (at < group->n_systems && group->systems[at] != system)
        at++;
    return at;
}

/* By p over the table too; without variation there is none. */
static bool is_told_apart(const Results *results,
                          const struct result_comparison *comparison)
{
    const struct cotejo_moments *a =
        &results_side(results, comparison, 0)->moments;
    const struct cotejo_moments *b =
        &results_side(results, comparison, 1)->moments;

    return comparison->p_adjusted.p < 1 - results->options.confidence ||
           (a->n > 1 && b->n > 1 && a->min == a->max && b->min == b->max &&
            a->min != b->min);
}

static void add_letters(Results *results, struct result_group *group)
{
    struct sets sets = {.n = 0};
    size_t place[SYSTEMS_MAX];

    if (group->n_systems > SYSTEMS_MAX)
        return;
    rank_by_mean(results, group, place);
    insert(&sets, G_MAXUINT64 >> (SYSTEMS_MAX - group->n_systems));
    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *comparison =
            &g_array_index(results->comparisons, struct result_comparison, i);
        size_t a =
            place_in(group, comparison->reference % results->systems->len);
        size_t b = place_in(group, comparison->subject % results->systems->len);

        if (comparison->cell == group->cell && a < group->n_systems &&
            b < group->n_systems && is_told_apart(results, comparison))
            split(&sets, G_GUINT64_CONSTANT(1) << place[a],
                  G_GUINT64_CONSTANT(1) << place[b]);
    }
    if (sets.is_full || sets.n > LETTERS)
        return;
    qsort(sets.set, sets.n, sizeof *sets.set, by_first);
    group->letters = letters_of(results, group, &sets, place);
}

void study_add_letters(Results *results)
{
    for (guint i = 0; i < results->groups->len; i++)
        add_letters(results,
                    &g_array_index(results->groups, struct result_group, i));
}

/* ---- the tests ---- */

static void fill_systems(Results *results, struct result_group *group)
{
    size_t n = results->systems->len;
    size_t *systems = block(results, n, sizeof *systems);
    size_t *left_out = block(results, n, sizeof *left_out);

    for (size_t i = 0; i < n; i++) {
        size_t runs = results_sample(results, group->cell, i)->data.n;

        if (runs > 1)
            systems[group->n_systems++] = i;
        else if (runs == 1)
            left_out[group->n_left_out++] = i;
    }
    group->systems = systems;
    group->left_out = left_out;
}

static void fill_pairs(const Results *results,
                       const struct cotejo_moments *moments, size_t k,
                       double level, struct cotejo_pair *pairs)
{
    if (results->options.test == TEST_STUDENT)
        cotejo_tukey_kramer(moments, k, level, pairs);
    else
        cotejo_games_howell(moments, k, level, pairs);
}

static void fill_tests(Results *results, struct result_group *group)
{
    size_t k = group->n_systems;
    g_autofree struct cotejo_moments *moments =
        g_new(struct cotejo_moments, k + 1);
    g_autofree const struct cotejo_sample **samples =
        g_new(const struct cotejo_sample *, k + 1);
    struct cotejo_pair *pairs = block(results, COTEJO_PAIRS(k), sizeof *pairs);
    struct cotejo_dunn *dunn = block(results, COTEJO_PAIRS(k), sizeof *dunn);

    for (size_t i = 0; i < k; i++) {
        const struct result_sample *sample =
            results_sample(results, group->cell, group->systems[i]);

        moments[i] = sample->moments;
        samples[i] = &sample->data;
    }
    group->welch = cotejo_welch_anova(moments, k);
    group->classical = cotejo_anova(samples, k);
    group->kruskal = cotejo_kruskal_wallis(samples, k);
    fill_pairs(results, moments, k, results->options.confidence, pairs);
    cotejo_dunn(samples, k, dunn);
    group->pairs = pairs;
    group->dunn = dunn;
}

static void leave_untested(struct result_group *group)
{
    group->welch = (struct cotejo_f_test){.status = COTEJO_UNDEFINED,
                                          .f = NAN,
                                          .df1 = NAN,
                                          .df2 = NAN,
                                          .p = cotejo_p_undefined()};
    group->classical = (struct cotejo_anova){.status = COTEJO_UNDEFINED,
                                             .ss_between = NAN,
                                             .ss_within = NAN,
                                             .df_between = NAN,
                                             .df_within = NAN,
                                             .f = NAN,
                                             .p = cotejo_p_undefined()};
    group->kruskal = (struct cotejo_kruskal){.status = COTEJO_UNDEFINED,
                                             .h = NAN,
                                             .df = NAN,
                                             .p = cotejo_p_undefined()};
}

void study_add_groups(Results *results)
{
    /* The tests take all runs for independent, which those of pairs are not:
     * of them a group has letters alone. */
    bool is_paired = results->options.pairing != PAIRING_NONE;

    if (is_paired && results->options.pairs != PAIRS_ALL)
        return;
    for (size_t i = 0; results->systems->len > 2 && i < results->cells->len;
         i++) {
        struct result_group group = {.cell = i};

        if (!study_is_compared(results, i))
            continue;
        fill_systems(results, &group);
        if (group.n_systems < 3)
            continue;
        if (is_paired) {
            leave_untested(&group);
        } else {
            fill_tests(results, &group);
            words_of_group(results, &group);
        }
        g_array_append_val(results->groups, group);
    }
}

/* ---- p of a pair ---- */

static const struct result_group *find_group(const Results *results,
                                             size_t cell)
{
    for (guint i = 0; i < results->groups->len; i++) {
        const struct result_group *group =
            &g_array_index(results->groups, struct result_group, i);

        if (group->cell == cell)
            return group;
    }
    return NULL;
}

bool study_is_family_wise(const Results *results)
{
    return results->options.pairs == PAIRS_ALL && results->systems->len > 2 &&
           results->options.adjust != ADJUST_BH;
}

/* The place of a comparison among the pairs of its group; SIZE_MAX if it is
 * none of them. */
static size_t pair_of(const Results *results, const struct result_group *group,
                      const struct result_comparison *comparison)
{
    size_t a, b, at = 0;

    if (!study_is_family_wise(results) || !group || !group->pairs)
        return SIZE_MAX;
    a = place_in(group, comparison->reference % results->systems->len);
    b = place_in(group, comparison->subject % results->systems->len);
    if (a >= group->n_systems || b >= group->n_systems)
        return SIZE_MAX;
    for (size_t i = 0; i < MIN(a, b); i++)
        at += group->n_systems - 1 - i;
    return at + MAX(a, b) - MIN(a, b) - 1;
}

static const struct {
    const char *slug, *name;
} range_tests[] = {
    [TEST_WELCH] = {"games-howell", "Games-Howell"},
    [TEST_STUDENT] = {"tukey-kramer", "Tukey-Kramer"},
};

bool study_is_of_group(const Results *results,
                       const struct result_comparison *comparison)
{
    enum study_test which = comparison->test.which;

    return (which == TEST_WELCH || which == TEST_STUDENT ||
            which == TEST_MANN_WHITNEY) &&
           pair_of(results, find_group(results, comparison->cell),
                   comparison) != SIZE_MAX;
}

/* Rule 2; leaves a comparison of two systems alone as it is. */
void study_decide_of_group(const Results *results,
                           struct result_comparison *comparison)
{
    const struct result_group *group = find_group(results, comparison->cell);
    size_t at = pair_of(results, group, comparison);
    struct result_test *test = &comparison->test;

    if (!study_is_of_group(results, comparison))
        return;
    test->least_p = 0;
    if (test->which == TEST_MANN_WHITNEY) {
        test->slug = "dunn";
        test->is_exact = false;
        test->name = "Dunn";
        test->status = group->dunn[at].status;
        test->p = group->dunn[at].p_holm;
        test->statistic = group->dunn[at].z;
    } else {
        test->slug = range_tests[test->which].slug;
        test->name = range_tests[test->which].name;
        test->status = group->pairs[at].status;
        test->p = group->pairs[at].p;
        test->statistic = group->pairs[at].q;
    }
}

/* ---- intervals of a pair ---- */

bool study_uses_range(const Results *results)
{
    enum study_test test = study_deciding_test(&results->options);

    return study_is_family_wise(results) &&
           (test == TEST_WELCH || test == TEST_STUDENT);
}

void study_widen_group(Results *results, size_t cell, double level)
{
    const struct result_group *group = find_group(results, cell);
    g_autofree struct cotejo_moments *moments = NULL;

    if (!study_uses_range(results) || !results->options.simultaneous ||
        !group || group->pairs[0].interval.level == level)
        return;
    moments = g_new(struct cotejo_moments, group->n_systems + 1);
    for (size_t i = 0; i < group->n_systems; i++)
        moments[i] = results_sample(results, cell, group->systems[i])->moments;
    fill_pairs(results, moments, group->n_systems, level,
               (struct cotejo_pair *)(uintptr_t)group->pairs);
}

static double pooled_sd(const struct result_group *group)
{
    return sqrt(group->classical.ss_within / group->classical.df_within);
}

/* The studentized range's quantile as one of t: half of the pair's interval
 * in its standard errors. */
static double range_quantile(const struct cotejo_pair *pair, double se)
{
    return (pair->interval.high - pair->interval.low) / 2 / se;
}

double study_range_level(const Results *results,
                         const struct result_comparison *comparison,
                         double level)
{
    const struct result_group *group = find_group(results, comparison->cell);
    size_t at = pair_of(results, group, comparison);
    const struct cotejo_pair *pair;

    if (at == SIZE_MAX || !study_uses_range(results) ||
        !results->options.simultaneous)
        return level;
    pair = &group->pairs[at];
    if (pair->status != COTEJO_OK)
        return level;
    return 1 - cotejo_t_two_sided(range_quantile(pair, comparison->welch.se),
                                  pair->df)
                   .p;
}

double study_pair_alpha(const Results *results,
                        const struct result_comparison *comparison,
                        double alpha)
{
    const struct result_group *group = find_group(results, comparison->cell);
    size_t at = pair_of(results, group, comparison);
    const struct cotejo_pair *pair;
    double se = comparison->welch.se, t;

    if (!study_is_of_group(results, comparison))
        return alpha / (double)comparison->test.n_of_pairs;
    if (comparison->test.which == TEST_MANN_WHITNEY)
        return alpha / (double)COTEJO_PAIRS(group->n_systems);
    pair = &group->pairs[at];
    if (pair->status != COTEJO_OK)
        return alpha;
    if (comparison->test.which == TEST_STUDENT)
        se = pooled_sd(group) *
             sqrt(1 / (double)results_side(results, comparison, 0)->data.n +
                  1 / (double)results_side(results, comparison, 1)->data.n);
    t = range_quantile(pair, se);
    /* From the level of the cell's intervals to this one, in proportion. */
    return alpha / (1 - pair->interval.level) *
           cotejo_t_two_sided(t, pair->df).p;
}

bool study_pooled_sides(const Results *results,
                        const struct result_comparison *comparison,
                        struct cotejo_moments sides[2], double *level)
{
    const struct result_sample *samples =
        (const struct result_sample *)(void *)results->samples->data;
    const struct result_group *group = find_group(results, comparison->cell);
    size_t at = pair_of(results, group, comparison);
    const struct cotejo_pair *pair;
    double sd, t;

    if (at == SIZE_MAX || comparison->test.which != TEST_STUDENT)
        return false;
    pair = &group->pairs[at];
    if (pair->status != COTEJO_OK)
        return false;
    sd = pooled_sd(group);
    sides[0] = samples[comparison->reference].moments;
    sides[1] = samples[comparison->subject].moments;
    for (size_t i = 0; i < 2; i++) {
        sides[i].sd = sd;
        sides[i].variance = sd * sd;
        sides[i].se = sd / sqrt((double)sides[i].n);
    }
    t = results->options.simultaneous
            ? range_quantile(pair, hypot(sides[0].se, sides[1].se))
            : cotejo_t_quantile((1 - *level) / 2, pair->df);
    *level = 1 - cotejo_t_two_sided(t, (double)(sides[0].n + sides[1].n - 2)).p;
    return true;
}
