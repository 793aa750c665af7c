/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/words.h"

#include "compare/diagnosis.h"
#include "compare/study.h"

/* A double needs at most 309 digits before the mark. */
#define NUMBER_MAX 512
#define DECIMALS_MAX 20
/* Larger margins mean nothing to anybody. */
#define MARGIN_SHOWN 10.0

char *study_key(const char *string)
{
    return (char *)(uintptr_t)string;
}

/* ---- text ---- */

static bool is_unfit(gunichar c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* Most names need no cleaning: printable ASCII from end to end. */
static bool is_clean(const char *text)
{
    while (*text >= ' ' && *text < 0x7f)
        text++;
    return !*text;
}

char *words_clean(const char *text)
{
    if (is_clean(text))
        return g_strdup(text);

    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *clean = g_string_sized_new(strlen(valid) + 1);

    for (const char *at = valid; *at; at += g_utf8_skip[*(const guchar *)at]) {
        gunichar c = g_utf8_get_char(at);

        if (c == '\n' || c == '\r' || c == '\t')
            g_string_append_c(clean, ' ');
        else
            g_string_append_unichar(clean, is_unfit(c) ? 0xfffd : c);
    }
    return g_string_free(clean, FALSE);
}

/* ---- numbers ---- */

/* Puts a comma before every third digit from the mark leftwards. */
static void append_grouped(GString *words, const char *digits)
{
    size_t whole = strspn(digits, "0123456789");

    for (size_t i = 0; i < whole; i++) {
        g_string_append_c(words, digits[i]);
        if (i + 1 < whole && (whole - i - 1) % 3 == 0)
            g_string_append_c(words, ',');
    }
    g_string_append(words, digits + whole);
}

static char *number(double value, int decimals, bool with_plus, bool grouped)
{
    char digits[NUMBER_MAX];
    GString *words = g_string_new(NULL);

    if (!isfinite(value)) {
        g_string_append(words, WORDS_UNDEFINED);
        return g_string_free(words, FALSE);
    }
    g_snprintf(digits, sizeof digits, "%.*f", decimals, fabs(value));
    if (strpbrk(digits, "123456789")) {
        if (value < 0)
            g_string_append(words, WORDS_MINUS);
        else if (with_plus)
            g_string_append_c(words, '+');
    }
    if (grouped)
        append_grouped(words, digits);
    else
        g_string_append(words, digits);
    return g_string_free(words, FALSE);
}

char *words_number(double value, int decimals)
{
    return number(value, decimals, false, true);
}

char *words_signed(double value, int decimals)
{
    return number(value, decimals, true, true);
}

char *words_p(double p)
{
    if (isnan(p))
        return g_strdup(WORDS_UNDEFINED);
    if (p < 0.001)
        return g_strdup("< 0.001");
    if (p > 0.999)
        return g_strdup("> 0.999");
    return number(p, 3, false, false);
}

char *words_p_short(struct cotejo_p p)
{
    if (isnan(p.p))
        return g_strdup(WORDS_UNDEFINED);
    if (p.log10_p < -15)
        return g_strdup("< 1e-15");
    if (p.p < 0.001)
        return g_strdup_printf("%.1e", p.p);
    if (p.p > 0.99)
        return g_strdup("> 0.99");
    return g_strdup_printf("%.2g", p.p);
}

char *words_p_of_test(const struct result_test *test, const char *sampled)
{
    g_autofree char *p = words_p_short(test->p);
    int decimals;

    if (!test->resamples || isnan(test->p.p))
        return g_steal_pointer(&p);
    if (!(test->p_se > 0) || test->p.p > 0.99)
        return g_strconcat(p, sampled, NULL);
    /* No shuffle was as far out: the least p that so many can give. */
    if (test->p.p * ((double)test->resamples + 1) < 1.5)
        return g_strconcat("\u2264 ", p, sampled, NULL);
    /* 0.95 and more is one digit further left: 0.00096 is 0.001. */
    decimals = MAX(0, -(int)floor(log10(test->p_se / 0.95)));
    return g_strdup_printf("%.*f \u00b1%.*f%s", decimals, test->p.p, decimals,
                           test->p_se, sampled);
}

int words_decimals(double half_width, int log_decimals)
{
    int decimals;

    if (!(half_width > 0) || !isfinite(half_width))
        return log_decimals;
    decimals = 1 - (int)floor(log10(half_width));
    if (decimals < 0)
        decimals = 0;
    return MIN(MIN(decimals, log_decimals + 1), DECIMALS_MAX);
}

/* ---- a sample ---- */

/* Takes the string over into the results. */
static const char *keep(Results *results, char *string)
{
    const char *kept = study_string(results, string);

    g_free(string);
    return kept;
}

static const char *keep_number(Results *results, double value, int decimals)
{
    return keep(results, words_number(value, decimals));
}

static const char *keep_plain(Results *results, double value, int decimals)
{
    return keep(results, number(value, decimals, false, false));
}

static const char *keep_range(Results *results, const char *low,
                              const char *high)
{
    if (!strcmp(low, WORDS_UNDEFINED) || !strcmp(high, WORDS_UNDEFINED))
        return WORDS_UNDEFINED;
    return study_printf(results, "[%s, %s]", low, high);
}

/* Five significant digits of the sd, and at least what the log prints. */
static int full_decimals(double sd, int log_decimals)
{
    int decimals;

    if (!(sd > 0) || !isfinite(sd))
        return log_decimals;
    decimals = 4 - (int)floor(log10(sd));
    return CLAMP(decimals, log_decimals, DECIMALS_MAX);
}

static const char *percent_of(Results *results, double fraction, int decimals)
{
    g_autofree char *words = words_number(100 * fraction, decimals);

    if (!isfinite(fraction))
        return WORDS_UNDEFINED;
    return study_printf(results, "%s%s", words, WORDS_PERCENT);
}

/* What guards the mean: the median, its spread, and the order of the runs. */
static const char *robust_words(Results *results,
                                const struct result_sample *sample,
                                const struct result_cell *cell)
{
    const struct cotejo_median_interval *median = &sample->median_interval;
    const struct cotejo_runs *runs = &sample->runs_test;
    double f = cell->display_factor;
    int decimals = cell->log_decimals + 1;
    g_autofree char *low = NULL, *high = NULL, *mad = NULL, *sd = NULL;
    g_autofree char *p = words_p_short(runs->p);
    const char *start;

    if (results->options.is_brief || sample->data.n < 2)
        return NULL;
    low = words_number(f * median->interval.low, cell->log_decimals);
    high = words_number(f * median->interval.high, cell->log_decimals);
    mad = words_number(f * sample->mad, decimals);
    sd = words_number(f * sample->mad * COTEJO_MAD_SCALE, decimals);
    start = study_printf(results,
                         "median %s [%s, %s] at %.3g%s%s, MAD %s (as an sd "
                         "%s)",
                         sample->text.median, low, high, 100 * median->coverage,
                         WORDS_PERCENT, median->reaches_level ? "" : " at best",
                         mad, sd);
    if (runs->status != COTEJO_OK)
        return start;
    return study_printf(results,
                        "%s; %zu stretches above or below the median "
                        "(runs test: p %s%s)",
                        start, runs->runs, *p == '<' || *p == '>' ? "" : "= ",
                        p);
}

void words_of_sample(Results *results, struct result_sample *sample)
{
    const struct result_cell *cell =
        &g_array_index(results->cells, struct result_cell, sample->cell);
    const struct cotejo_moments *m = &sample->moments;
    struct sample_text *text = &sample->text;
    double f = cell->display_factor;
    double half = f * (sample->interval.high - sample->interval.low) / 2;
    int shown = words_decimals(half, cell->log_decimals);
    int full = full_decimals(f * m->sd, cell->log_decimals);

    text->n = study_printf(results, "%zu", sample->data.n);
    text->mean = keep_number(results, f * m->mean, shown);
    text->low = keep_number(results, f * sample->interval.low, shown);
    text->high = keep_number(results, f * sample->interval.high, shown);
    text->interval = keep_range(results, text->low, text->high);
    text->mean_full = keep_plain(results, f * m->mean, full);
    text->sd = keep_plain(results, f * m->sd, full);
    text->median = keep_plain(results, f * sample->median,
                              cell->log_decimals + (sample->data.n % 2 == 0));
    text->q1 = keep_plain(results, f * sample->q1, cell->log_decimals + 1);
    text->q3 = keep_plain(results, f * sample->q3, cell->log_decimals + 1);
    text->min = keep_plain(results, f * m->min, cell->log_decimals);
    text->max = keep_plain(results, f * m->max, cell->log_decimals);
    text->cv = percent_of(results, m->cv, 1);
    text->robust = robust_words(results, sample, cell);
}

/* ---- a comparison ---- */

static const struct {
    const char *utf8, *ascii;
} glyphs[] = {
    [BETTER] = {"\u25b2", "^"},
    [WORSE] = {"\u25bc", "v"},
    [EQUIVALENT] = {"\u2248", "="},
    [INCONCLUSIVE] = {"\u00b7", "?"},
    [UNTESTABLE] = {WORDS_UNDEFINED, "-"},
    [DIFFERENT] = {"\u2260", "#"},
};

static const char *winner_words(Results *results, const char *system,
                                enum metric_class class)
{
    return study_printf(results, "%s %s", system,
                        class == METRIC_TIME ? "faster" : "better");
}

static const char *margin_words(Results *results, bool is_absolute)
{
    g_autofree char *margin =
        g_strdup_printf("%.3g", 100 * results->options.margin);

    if (is_absolute)
        return study_printf(results, "equivalent within \u00b1%s",
                            results->options.margin_absolute.text);

    return study_printf(results, "equivalent within \u00b1%s%s", margin,
                        WORDS_PERCENT);
}

static const char *untestable_words(const struct result_comparison *comparison)
{
    if (comparison->withheld)
        return "no verdict";
    switch (comparison->verdict) {
    case COTEJO_CONSTANT_EQUAL:
        return "no variation: equal";
    case COTEJO_CONSTANT_UNEQUAL:
        return "no variation: unequal";
    default:
        return comparison->test.status == COTEJO_UNDEFINED
                   ? "too many digits to tell"
                   : "too few runs";
    }
}

static const char *verdict_words(Results *results,
                                 const struct result_comparison *comparison,
                                 const char *reference, const char *subject,
                                 enum metric_class class)
{
    switch (comparison->code) {
    case BETTER:
        return winner_words(results, subject, class);
    case WORSE:
        return winner_words(results, reference, class);
    case EQUIVALENT:
        return margin_words(results, comparison->is_absolute);
    case INCONCLUSIVE:
        return "no difference shown";
    case DIFFERENT:
        return study_printf(results, "%s %s", subject,
                            comparison->test.direction > 0 ? "higher"
                                                           : "lower");
    case UNTESTABLE:
        break;
    }
    return untestable_words(comparison);
}

const char *words_of_ratio_status(enum cotejo_status status)
{
    switch (status) {
    case COTEJO_BASE_ZERO:
        return "ratio undefined (base mean zero)";
    case COTEJO_UNBOUNDED:
        return "ratio interval unbounded (base not distinguishable from zero)";
    default:
        return NULL;
    }
}

/* The interval of the two one-sided tests lies wholly outside the bounds. */
static bool exceeds_margin(const struct result_comparison *comparison)
{
    const struct cotejo_equivalence *e = &comparison->equivalence;

    return comparison->verdict == COTEJO_DIFFERENT && e->status == COTEJO_OK &&
           (e->interval.low > e->bound_high || e->interval.high < e->bound_low);
}

static const char *why_words(Results *results,
                             const struct result_comparison *comparison,
                             const struct result_cell *cell)
{
    double difference = fabs(comparison->welch.difference);

    if (comparison->withheld)
        return diagnosis_find(comparison->withheld)->withheld;
    if (comparison->verdict == COTEJO_EQUIVALENT_DETECTABLE)
        return "small but measurable";
    if (comparison->verdict == COTEJO_CONSTANT_UNEQUAL &&
        difference <= cell->resolution)
        return study_printf(results,
                            "the difference is within the last printed digit "
                            "(%g%s%s)",
                            cell->resolution * cell->display_factor,
                            *cell->unit ? " " : "", cell->unit);
    if (exceeds_margin(comparison))
        return "by more than the margin";
    /* Of an untestable one, why is what keeps it from a test. */
    return comparison->code == UNTESTABLE
               ? NULL
               : words_of_ratio_status(comparison->ratio.status);
}

static void percent_words(Results *results,
                          struct result_comparison *comparison)
{
    struct comparison_text *text = &comparison->text;
    const struct cotejo_ratio *ratio = &comparison->ratio;
    double low = 100 * (ratio->interval.low - 1);
    double high = 100 * (ratio->interval.high - 1);
    double percent = 100 * (ratio->ratio - 1);
    int decimals = (high - low) / 2 < 0.05 && high > low ? 2 : 1;

    text->percent_low = keep(results, words_signed(low, decimals));
    text->percent_high = keep(results, words_signed(high, decimals));
    text->percent_interval =
        keep_range(results, text->percent_low, text->percent_high);
    text->ratio = keep_number(results, ratio->ratio, 2);
    text->percent = WORDS_UNDEFINED;
    if (isfinite(percent)) {
        g_autofree char *words = words_signed(percent, decimals);

        text->percent = study_printf(results, "%s%s", words, WORDS_PERCENT);
    }
}

/* "5.2 ms" */
static const char *absolute_words(Results *results, double margin,
                                  const struct result_cell *cell)
{
    double shown = margin * cell->display_factor;
    g_autofree char *words =
        words_number(shown, words_decimals(shown, DECIMALS_MAX - 1));

    return isnan(margin)
               ? WORDS_UNDEFINED
               : study_printf(results, "%s%s%s", words,
                              *cell->unit ? "\u00a0" : "", cell->unit);
}

static void test_words(Results *results, struct result_comparison *comparison,
                       const struct result_cell *cell)
{
    struct comparison_text *text = &comparison->text;
    const struct cotejo_t_test *welch = &comparison->welch;
    bool is_whole = fabs(welch->df - round(welch->df)) < 0.05;

    text->p = keep(results, words_p(comparison->test.p.p));
    text->p_adjusted = keep(results, words_p(comparison->p_adjusted.p));
    text->p_short =
        keep(results, words_p_of_test(&comparison->test, " (sampled)"));
    text->t = keep_number(results, welch->t, fabs(welch->t) < 10 ? 2 : 1);
    text->df = keep_number(results, welch->df, is_whole ? 0 : 1);
    if (comparison->is_absolute) {
        text->smallest_margin = absolute_words(
            results, comparison->equivalence.smallest_margin, cell);
        return;
    }
    text->smallest_margin =
        comparison->equivalence.smallest_margin > MARGIN_SHOWN
            ? study_printf(results, "> %g%s", 100 * MARGIN_SHOWN, WORDS_PERCENT)
            : percent_of(results, comparison->equivalence.smallest_margin, 1);
}

static const char *full_difference(Results *results,
                                   const struct result_comparison *comparison,
                                   const struct result_cell *cell)
{
    const struct cotejo_interval *interval = &comparison->difference.interval;
    double f = cell->display_factor;
    int decimals = full_decimals(f * (interval->high - interval->low) / 2,
                                 cell->log_decimals);
    g_autofree char *words =
        words_signed(f * comparison->difference.estimate, decimals);
    g_autofree char *low = words_signed(f * interval->low, decimals);
    g_autofree char *high = words_signed(f * interval->high, decimals);
    const char *range = keep_range(results, low, high);

    return !strcmp(range, WORDS_UNDEFINED)
               ? study_string(results, words)
               : study_printf(results, "%s %s", words, range);
}

void words_of_comparison(Results *results, struct result_comparison *comparison)
{
    const struct result_cell *cell =
        &g_array_index(results->cells, struct result_cell, comparison->cell);
    const struct result_sample *reference = &g_array_index(
        results->samples, struct result_sample, comparison->reference);
    const struct result_sample *subject = &g_array_index(
        results->samples, struct result_sample, comparison->subject);
    const struct result_system *systems =
        (const struct result_system *)(void *)results->systems->data;
    struct comparison_text *text = &comparison->text;
    const struct cotejo_interval *interval = &comparison->difference.interval;
    double half = cell->display_factor * (interval->high - interval->low) / 2;
    int decimals = words_decimals(half, cell->log_decimals);

    text->difference =
        keep(results, words_signed(cell->display_factor *
                                       comparison->difference.estimate,
                                   decimals));
    text->difference_full = full_difference(results, comparison, cell);
    percent_words(results, comparison);
    test_words(results, comparison, cell);
    text->verdict =
        verdict_words(results, comparison, systems[reference->system].name,
                      systems[subject->system].name, cell->metric->class);
    text->glyph = glyphs[comparison->code].utf8;
    text->glyph_ascii = glyphs[comparison->code].ascii;
    text->why = why_words(results, comparison, cell);
    words_of_tests(results, comparison);
}

void words_of_overall(Results *results, struct result_overall *overall)
{
    g_autofree char *low = words_number(overall->ratio.interval.low, 3);
    g_autofree char *high = words_number(overall->ratio.interval.high, 3);

    overall->text_ratio = keep_number(results, overall->ratio.ratio, 3);
    overall->text_interval = keep_range(results, low, high);
}
