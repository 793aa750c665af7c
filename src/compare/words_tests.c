/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests, sizes of effects and what would settle a question, in words. */
#include <string.h>

#include "compare/decide.h"
#include "compare/words.h"

/* Takes the string over into the results. */
static const char *keep(Results *results, char *string)
{
    const char *kept = study_string(results, string);

    g_free(string);
    return kept;
}

static const char *system_name(const Results *results, size_t sample)
{
    return g_array_index(results->systems, struct result_system,
                         sample % results->systems->len)
        .name;
}

/* "1.2 %", with the digits that tell: none from 10 on. */
static const char *percent(Results *results, double fraction)
{
    double shown = 100 * fraction;
    int decimals = shown >= 9.95 ? 0 : shown >= 0.095 ? 1 : 2;
    g_autofree char *words = words_number(shown, decimals);

    return study_printf(results, "%s%s", words, WORDS_PERCENT);
}

/* "p = 0.02", "p < 1e-15"; takes the words of p over. Free with g_free. */
static char *p_said(char *words)
{
    bool is_bound =
        *words == '<' || *words == '>' || g_str_has_prefix(words, "\u2264");
    char *said = g_strdup_printf("p %s%s", is_bound ? "" : "= ", words);

    g_free(words);
    return said;
}

static char *p_equal(struct cotejo_p p)
{
    return p_said(words_p_short(p));
}

/* ---- do the tests agree? ---- */

static const char *const causes[] = {
    [COTEJO_AGREED] = "",
    [COTEJO_DISSENT_OUTLIERS] = "runs that lie far out",
    [COTEJO_DISSENT_SPREAD] = "spreads more than 2 : 1 with unequal n",
    [COTEJO_DISSENT_SKEWNESS] = "skewed values",
    [COTEJO_DISSENT_DIRECTION] = "mean and median point opposite ways",
    [COTEJO_DISSENT_BORDERLINE] = "none visible, p is borderline",
};

/* "3 and 4": names of tests in a sentence. */
static void append_name(GString *words, const char *separator, const char *name)
{
    g_string_append_printf(words, "%s%s", words->len ? separator : "", name);
}

/* p on the footing on which the tests vote. */
static char *p_of_vote(const struct result_test *test)
{
    struct result_test vote = *test;

    if (test->n_of_pairs < 2)
        return words_p_of_test(test, ", sampled");
    vote.p = test->p_of_pairs;
    vote.p_se = NAN; /* that of p alone */
    return words_p_of_test(&vote, ", sampled");
}

/* Those on the other side of alpha than the test that decides. */
static char *dissenters(const struct result_comparison *comparison,
                        double alpha)
{
    const struct result_test *voters[STUDY_VOTERS];
    size_t n = study_voters(comparison, voters);
    bool is_detected = comparison->test.p.p < alpha;
    GString *words = g_string_new(NULL);

    for (size_t i = 1; i < n; i++) {
        const struct result_test *test = voters[i];
        g_autofree char *p = p_said(p_of_vote(test));
        g_autofree char *name = g_strdup_printf("%s (%s)", test->name, p);

        if (test->status == COTEJO_OK && study_has_say(test, alpha) &&
            (test->p_of_pairs.p < alpha) != is_detected)
            append_name(words, " and ", name);
    }
    return g_string_free(words, FALSE);
}

/* " (without them p = 0.023)" */
static const char *without_words(Results *results,
                                 const struct result_comparison *comparison)
{
    const char *own = comparison->test.slug;
    const char *of = comparison->n_pairs ? "the paired t test's " : "Welch's ";
    g_autofree char *p = p_equal(comparison->p_without_outliers);

    if (isnan(comparison->p_without_outliers.p))
        return "";
    if (!strcmp(own, study_tests[TEST_WELCH].slug) ||
        !strcmp(own, study_tests[TEST_PAIRED_T].slug))
        of = comparison->test.n_of_pairs > 1 ? of : "";
    return study_printf(results, " (without them %s%s)", of, p);
}

static const char *fragile_words(Results *results,
                                 const struct result_comparison *comparison)
{
    double alpha = 1 - results->options.confidence;
    const struct result_test *first = &comparison->test;
    g_autofree char *others = dissenters(comparison, alpha);
    g_autofree char *p = p_equal(first->p);

    return study_printf(
        results, "fragile: %s %s with %s (%s)%s; cause: %s%s", others,
        strstr(others, " and ") ? "disagree" : "disagrees", first->name, p,
        study_is_family_wise(results) ? ", all over the pairs of systems" : "",
        causes[comparison->dissent], without_words(results, comparison));
}

/* The tests that cannot reach alpha with so few runs. */
static const char *too_few_words(Results *results,
                                 const struct result_comparison *comparison)
{
    double alpha = 1 - results->options.confidence;
    const struct result_sample *samples =
        (const struct result_sample *)(void *)results->samples->data;
    const struct result_test *means = &comparison->beside[2];
    g_autofree char *least = g_strdup_printf("%.2g", means->least_p);
    const char *times =
        means->n_of_pairs > 1
            ? study_printf(results, ", times %zu pairs", means->n_of_pairs)
            : "";

    if (comparison->n_pairs)
        return study_printf(
            results,
            "%zu pair%s: signed rank and sign-flip tests cannot reach %g%s "
            "(the smallest possible p is %s%s)",
            comparison->n_pairs, comparison->n_pairs == 1 ? "" : "s",
            100 * alpha, WORDS_PERCENT, least, times);
    return study_printf(
        results,
        "%zu against %zu runs: Mann-Whitney and permutation tests cannot "
        "reach %g%s (the smallest possible p is %s%s)",
        samples[comparison->reference].data.n,
        samples[comparison->subject].data.n, 100 * alpha, WORDS_PERCENT, least,
        times);
}

/* One of the two that count arrangements reached alpha, or could: the other
 * has no say. */
static const char *one_silent_words(Results *results,
                                    const struct result_comparison *comparison,
                                    double alpha)
{
    const struct result_test *voters[STUDY_VOTERS], *silent = NULL;
    size_t n = study_voters(comparison, voters), left = 0;
    g_autoptr(GString) names = g_string_new(NULL);
    g_autofree char *p = NULL;

    for (size_t i = 0; i < n; i++)
        left += study_has_say(voters[i], alpha) ? 1 : 0;
    for (size_t i = 0; i < n; i++) {
        if (study_has_say(voters[i], alpha))
            append_name(names, --left ? ", " : " and ", voters[i]->name);
        else
            silent = voters[i];
    }
    p = p_said(p_of_vote(silent));
    return study_printf(results, "%s agree; so few %s leave %s (%s) no say",
                        names->str, comparison->n_pairs ? "pairs" : "runs",
                        silent->name, p);
}

static const char *silent_words(Results *results,
                                const struct result_comparison *comparison)
{
    g_autofree char *p = p_equal(comparison->test.p);

    return study_printf(results,
                        "so few %s leave %s (%s), which decides, "
                        "no say",
                        comparison->n_pairs ? "pairs" : "runs",
                        comparison->test.name, p);
}

static const char *tests_words(Results *results,
                               const struct result_comparison *comparison)
{
    double alpha = 1 - results->options.confidence;
    const struct result_test *voters[STUDY_VOTERS];

    if (comparison->test.status != COTEJO_OK)
        return NULL;
    if (comparison->dissent != COTEJO_AGREED)
        return fragile_words(results, comparison);
    if (study_all_have_say(comparison, alpha))
        return study_voters(comparison, voters) == RESULT_TESTS
                   ? "all three tests agree"
                   : "all four tests agree";
    if (!study_has_say(&comparison->beside[1], alpha) &&
        !study_has_say(&comparison->beside[2], alpha))
        return too_few_words(results, comparison);
    return study_has_say(&comparison->test, alpha)
               ? one_silent_words(results, comparison, alpha)
               : silent_words(results, comparison);
}

/* ---- how large? ---- */

/* As the name is spoken: letter by letter where it is one letter, or begins
 * with two capitals; else as a word, of which some begin with a vowel that is
 * none. */
static const char *article(const char *name)
{
    static const char *const consonants[] = {"one", "once", "uni",
                                             "use", "usa",  "eu"};
    bool is_spelled = g_ascii_isalpha(*name) &&
                      (!name[1] || !g_ascii_isalnum(name[1]) ||
                       (g_ascii_isupper(name[0]) && g_ascii_isupper(name[1])));
    bool is_number = name[0] == '8' ||
                     ((!strncmp(name, "11", 2) || !strncmp(name, "18", 2)) &&
                      !g_ascii_isdigit(name[2]));

    for (size_t i = 0; !is_spelled && i < G_N_ELEMENTS(consonants); i++) {
        if (!g_ascii_strncasecmp(name, consonants[i], strlen(consonants[i])))
            return "a";
    }
    return is_number || (*name && strchr(is_spelled ? "aefhilmnorsxAEFHILMNORSX"
                                                    : "aeiouAEIOU",
                                         *name))
               ? "an"
               : "a";
}

/* "a Xen run beats a KVM run in 97 % of pairs" (Vargha and Delaney's A; equal
 * values count half). */
static const char *effect_words(Results *results,
                                const struct result_comparison *comparison,
                                const struct metric *metric)
{
    int direction = results_direction(results, metric);
    double share = comparison->dominance.a;
    const char *winner = system_name(results, comparison->subject);
    const char *loser = system_name(results, comparison->reference);
    const char *verb = direction ? "beats" : "is higher than";
    g_autofree char *words = NULL;

    if (isnan(share))
        return NULL;
    if (direction < 0)
        share = 1 - share;
    if (share < 0.5) {
        const char *swap = winner;

        share = 1 - share;
        winner = loser;
        loser = swap;
    }
    words = share < 1 && share >= 0.995 ? g_strdup("over 99")
                                        : words_number(100 * share, 0);
    return study_printf(results, "%s %s run %s %s %s run in %s%s of pairs",
                        article(winner), winner, verb, article(loser), loser,
                        words, WORDS_PERCENT);
}

static const char *interval_words(Results *results, double estimate, double low,
                                  double high, int decimals)
{
    g_autofree char *middle = words_signed(estimate, decimals);
    g_autofree char *from = words_signed(low, decimals);
    g_autofree char *to = words_signed(high, decimals);

    if (isnan(estimate))
        return WORDS_UNDEFINED;
    if (isnan(low) || isnan(high))
        return study_string(results, middle);
    return study_printf(results, "%s [%s, %s]", middle, from, to);
}

/* Of coarse values an end can be 0 although p is below alpha (and coverage
 * above what was asked for). */
static const char *touches_words(Results *results,
                                 const struct result_comparison *comparison)
{
    const struct cotejo_shift *shift = &comparison->shift;
    const struct result_test *ranks = &comparison->beside[1];
    bool touches =
        fabs(shift->interval.low) <= 0 || fabs(shift->interval.high) <= 0;

    if (comparison->withheld || shift->status != COTEJO_OK || !touches ||
        ranks->status != COTEJO_OK ||
        !(ranks->p.p < 1 - results->options.confidence))
        return NULL;
    return study_printf(results,
                        "the interval of the %s touches zero, as many "
                        "differences are zero; the test decides",
                        comparison->n_pairs ? "Walsh median"
                                            : "Hodges-Lehmann shift");
}

static const char *shift_words(Results *results,
                               const struct result_comparison *comparison,
                               const struct result_cell *cell)
{
    const struct cotejo_shift *shift = &comparison->shift;
    double f = cell->display_factor;
    int decimals =
        words_decimals(f * (shift->interval.high - shift->interval.low) / 2,
                       cell->log_decimals);

    return interval_words(results, f * shift->shift, f * shift->interval.low,
                          f * shift->interval.high, decimals);
}

/* How a percentage is spoken of: "Xen took 25.7 % less than KVM". */
static const struct {
    const char *verb, *more, *less;
} bases_verbs[] = {
    [METRIC_TIME] = {"took", "more", "less"},
    [METRIC_CPU] = {"took", "more", "less"},
    [METRIC_RATE] = {"is", "higher", "lower"},
    [METRIC_SIZE] = {"is", "larger", "smaller"},
    [METRIC_COUNT] = {"is", "higher", "lower"},
    [METRIC_SHARE] = {"is", "higher", "lower"},
    [METRIC_PLAIN] = {"is", "higher", "lower"},
};

/* The same difference from both bases, where that is not the same number. */
static const char *bases_words(Results *results,
                               const struct result_comparison *comparison,
                               enum metric_class class)
{
    double r = comparison->ratio.ratio;
    const char *subject = system_name(results, comparison->subject);
    const char *reference = system_name(results, comparison->reference);
    g_autofree char *one = NULL, *other = NULL;

    if (!(r > 0) || !isfinite(r))
        return NULL;
    one = words_number(100 * fabs(r - 1), 1);
    other = words_number(100 * fabs(1 / r - 1), 1);
    if (!strcmp(one, other))
        return NULL;
    return study_printf(
        results, "%s %s %s%s %s than %s; %s %s %s%s %s than %s", subject,
        bases_verbs[class].verb, one, WORDS_PERCENT,
        r > 1 ? bases_verbs[class].more : bases_verbs[class].less, reference,
        reference, bases_verbs[class].verb, other, WORDS_PERCENT,
        r > 1 ? bases_verbs[class].less : bases_verbs[class].more, subject);
}

/* ---- what would settle it? ---- */

static const char *runs_words(Results *results, size_t runs)
{
    return runs ? keep(results, words_number((double)runs, 0))
                : "more than a million";
}

static const char *needed_words(Results *results,
                                const struct result_comparison *comparison)
{
    const struct result_needed *needed = &comparison->needed;
    const char *what = comparison->n_pairs ? "pairs" : "runs of each";
    const char *able;

    if (comparison->code != INCONCLUSIVE || isnan(needed->difference))
        return NULL;
    able = isnan(needed->detectable)
               ? ""
               : study_printf(results, "; these runs can show %s or more",
                              percent(results, needed->detectable));
    if (needed->is_margin && needed->equal < 0.995)
        able = study_printf(results,
                            "%s; equal systems would be found equivalent by "
                            "these with a chance of %s",
                            able,
                            needed->equal < 0.005
                                ? "less than 1" WORDS_PERCENT
                                : percent(results, needed->equal));
    if (needed->is_margin)
        return study_printf(
            results, "to decide within %s: %s %s, %s for 90%s power%s",
            percent(results, needed->difference),
            runs_words(results, needed->runs_80), what,
            runs_words(results, needed->runs_90), WORDS_PERCENT, able);
    if (needed->difference == 0)
        return study_printf(results, "no difference was seen at all%s", able);
    return study_printf(
        results,
        "if it is %s as observed: %s %s to show it, %s for 90%s power%s",
        percent(results, needed->difference),
        runs_words(results, needed->runs_80), what,
        runs_words(results, needed->runs_90), WORDS_PERCENT, able);
}

static const char *alike_words(Results *results,
                               const struct result_comparison *comparison)
{
    if (!comparison->n_alike || comparison->code == UNTESTABLE)
        return NULL;
    return study_printf(
        results, "%zu of %zu pairs without difference: the signed rank test %s",
        comparison->n_alike, comparison->n_pairs,
        results->options.pratt
            ? "ranks them with the others (Pratt)"
            : "leaves them out (--zeros pratt ranks them with the others)");
}

void words_of_tests(Results *results, struct result_comparison *comparison)
{
    const struct result_cell *cell =
        &g_array_index(results->cells, struct result_cell, comparison->cell);
    const struct cotejo_hedges *hedges = &comparison->hedges;
    struct comparison_text *text = &comparison->text;

    text->tests = tests_words(results, comparison);
    text->effect = effect_words(results, comparison, cell->metric);
    text->hedges = interval_words(results, hedges->g, hedges->interval.low,
                                  hedges->interval.high, 2);
    text->shift = shift_words(results, comparison, cell);
    text->touches = touches_words(results, comparison);
    text->needed = needed_words(results, comparison);
    text->alike = alike_words(results, comparison);
    text->bases = bases_words(results, comparison, cell->metric->class);
}

/* ---- three and more systems ---- */

static const char *df_words(Results *results, double df)
{
    bool is_whole = fabs(df - round(df)) < 0.05;

    return keep(results, words_number(df, is_whole ? 0 : 1));
}

static const char *overall_words(Results *results,
                                 const struct result_group *group)
{
    const struct cotejo_f_test *welch = &group->welch;
    const struct cotejo_anova *classical = &group->classical;
    g_autofree char *f = NULL, *p = NULL;

    if (welch->status == COTEJO_OK) {
        f = words_number(welch->f, 2);
        p = p_equal(welch->p);
        return study_printf(results,
                            "Welch's analysis of variance: F(%s, %s) "
                            "= %s, %s",
                            df_words(results, welch->df1),
                            df_words(results, welch->df2), f, p);
    }
    if (classical->status != COTEJO_OK)
        return "no variation inside the systems";
    f = words_number(classical->f, 2);
    p = p_equal(classical->p);
    return study_printf(results,
                        "a system does not vary; classical analysis of "
                        "variance: F(%s, %s) = %s, %s",
                        df_words(results, classical->df_between),
                        df_words(results, classical->df_within), f, p);
}

static const char *left_out_words(Results *results,
                                  const struct result_group *group)
{
    g_autoptr(GString) words = g_string_new(NULL);

    for (size_t i = 0; i < group->n_left_out; i++)
        g_string_append_printf(
            words, "%s%s", i ? ", " : "; left out, with one run: ",
            g_array_index(results->systems, struct result_system,
                          group->left_out[i])
                .name);
    return study_string(results, words->str);
}

void words_of_group(Results *results, struct result_group *group)
{
    const char *overall = overall_words(results, group);
    const char *left_out = left_out_words(results, group);
    g_autofree char *h = words_number(group->kruskal.h, 2);
    g_autofree char *p = p_equal(group->kruskal.p);

    if (group->kruskal.status != COTEJO_OK)
        group->words = study_printf(results, "%s%s", overall, left_out);
    else
        group->words = study_printf(
            results, "%s; Kruskal-Wallis: H(%s) = %s, %s%s", overall,
            df_words(results, group->kruskal.df), h, p, left_out);
}

/* ---- requests ---- */

/* "resolution 1 ms; sd between runs 0.31 ms, within runs 2.1 ms; ..." */
static const char *components_words(Results *results,
                                    const struct result_requests *requests)
{
    const char *unit = requests->metric->unit;
    double f = metric_display_factor(requests->metric);
    g_autofree char *effective = words_number(requests->effective_n, 0);
    const char *start = study_printf(results, "the log's last digit is %.3g %s",
                                     f * requests->resolution, unit);

    if (requests->n_runs == 1)
        return study_printf(
            results, "%s; one run tells nothing of how runs vary", start);
    if (isnan(requests->sd_within))
        return study_printf(results,
                            "%s; the runs hold different numbers of requests: "
                            "no components of variance",
                            start);
    if (isnan(requests->icc))
        return study_printf(results, "%s; no variation", start);
    return study_printf(
        results,
        "%s; sd between runs %.3g %s%s, of requests within a run %.3g %s: all "
        "requests together weigh as much as %s independent ones",
        start, f * requests->sd_between, unit,
        requests->is_negative ? " (less than chance would give)" : "",
        f * requests->sd_within, unit, effective);
}

void words_of_requests(Results *results, struct result_requests *requests)
{
    const struct metric *metric = requests->metric;
    double f = metric_display_factor(metric);
    int log_decimals =
        MAX(0, (int)ceil(-log10(f * requests->resolution) - 1e-9));

    for (size_t i = 0; i < RESULT_QUANTILES; i++) {
        struct result_quantile *quantile = &requests->quantiles[i];
        const struct cotejo_moments *m = &quantile->moments;
        double half =
            f * (quantile->interval.high - quantile->interval.low) / 2;
        int decimals =
            isnan(half) ? log_decimals + 1 : words_decimals(half, log_decimals);

        quantile->mean = keep(results, words_number(f * m->mean, decimals));
        quantile->range_low =
            keep(results, words_number(f * m->min, log_decimals + 1));
        quantile->range_high =
            keep(results, words_number(f * m->max, log_decimals + 1));
        if (isnan(half)) {
            quantile->text_interval = WORDS_UNDEFINED;
        } else {
            g_autofree char *low =
                words_number(f * quantile->interval.low, decimals);
            g_autofree char *high =
                words_number(f * quantile->interval.high, decimals);

            quantile->text_interval =
                study_printf(results, "[%s, %s]", low, high);
        }
    }
    requests->words = components_words(results, requests);
}
