/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a claim. */
#include <math.h>
#include <string.h>

#include "base/nearest.h"
#include "compare/claim_read.h"
#include "compare/claim_words.h"

#define RUNS_MOST UINT64_C(1000000000)
#define LEVEL_DEFAULT 0.95

struct claim *claim_new(void)
{
    struct claim *claim = g_new0(struct claim, 1);

    claim->margins = g_array_new(FALSE, FALSE, sizeof(double));
    claim->within = g_array_new(FALSE, FALSE, sizeof(struct claim_count));
    claim->rests_on = g_ptr_array_new_with_free_func(g_free);
    claim->readings = g_ptr_array_new_with_free_func(g_free);
    claim->strings = g_string_chunk_new(64);
    claim->level = LEVEL_DEFAULT;
    claim->higher = claim->times_side = claim->most_higher = -1;
    claim->median_bin = claim->link_mbit = claim->work_mb = claim->rate =
        (double)NAN;
    return claim;
}

void claim_free(struct claim *claim)
{
    char *texts[] = {
        claim->name,       claim->title,        claim->quote,
        claim->source,     claim->remark,       claim->unit,
        claim->percent_of, claim->favours,      claim->metric,
        claim->item,       claim->repeats,      claim->measures,
        claim->unclear,    claim->side[0].name, claim->side[1].name,
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    for (guint i = 0; i < claim->within->len; i++)
        g_free(g_array_index(claim->within, struct claim_count, i).what);
    g_array_unref(claim->margins);
    g_array_unref(claim->within);
    g_ptr_array_unref(claim->rests_on);
    g_ptr_array_unref(claim->readings);
    g_string_chunk_free(claim->strings);
    g_free(claim);
}

/* ---- keys ---- */

static bool read_count(struct slice text, size_t *count, GError **error)
{
    uint64_t n;

    text = slice_trim(text);
    if (!slice_to_count(text, &n) || !n || n > RUNS_MOST)
        return claim_fail(error, "'%.*s' is not a count above zero",
                          SLICE_ARG(text));
    *count = (size_t)n;
    return true;
}

static bool set_n(struct claim *claim, const char *value, GError **error)
{
    struct slice half[2];

    half[0] = half[1] = slice_from(value);
    quantity_split(slice_from(value), ",;/", half);
    return read_count(half[0], &claim->side[0].n, error) &&
           read_count(half[1], &claim->side[1].n, error);
}

/* A number for each side, in the claim's unit, at that offset of the side. */
static bool set_pair(struct claim *claim, size_t offset, const char *value,
                     GError **error)
{
    struct quantity pair[2];

    if (!quantity_read_pair(slice_from(value), claim->marks, pair, error))
        return false;
    for (size_t i = 0; i < 2; i++) {
        char *side = (char *)&claim->side[i];

        if (!claim_take(claim, (struct claim_number *)(void *)(side + offset),
                        pair[i], error))
            return false;
    }
    return true;
}

#define PAIR_SETTER(member)                                                    \
    static bool set_##member(struct claim *claim, const char *value,           \
                             GError **error)                                   \
    {                                                                          \
        return set_pair(claim, offsetof(struct claim_side, member), value,     \
                        error);                                                \
    }
PAIR_SETTER(median)
PAIR_SETTER(min)
PAIR_SETTER(max)

static bool has_spread(const struct claim *claim)
{
    return claim->side[0].sd.is_given || claim->side[1].sd.is_given;
}

/* "10 %, 1.2": a percentage, and behind it a number without a unit. */
static bool is_half_percent(const char *value)
{
    g_autofree char *text = g_strchomp(g_strdup(value));
    const char *sign = strchr(text, '%');

    return sign && sign[1] && g_ascii_isdigit(text[strlen(text) - 1]);
}

/* A second spread of another kind must go with the first one. */
static bool set_also(struct claim *claim, enum claim_spread_kind kind,
                     struct claim_number sd[2], GError **error)
{
    bool is_unsaid = claim->has_plus_minus && !claim->is_spread_said;

    if (kind == claim->spread_kind || is_unsaid || claim->side[0].also.is_given)
        return claim_fail(
            error,
            "the spread is given already; spread = se or ci says what it is");
    claim->also_kind = kind;
    for (size_t i = 0; i < 2; i++) {
        claim->side[i].also = claim->side[i].sd;
        claim->side[i].sd = sd[i];
    }
    return true;
}

/* A spread of that kind for each side. */
static bool set_spreads(struct claim *claim, enum claim_spread_kind kind,
                        const char *value, GError **error)
{
    struct claim_number before[] = {claim->side[0].sd, claim->side[1].sd};
    bool is_second = has_spread(claim);
    struct quantity pair[2];

    if (is_half_percent(value))
        return claim_fail(error,
                          "'%s': is the second one a percentage, too? Write "
                          "the unit behind both",
                          value);
    if (!is_second) {
        claim->spread_kind = kind;
        claim->is_spread_said = claim->is_spread_said || kind != SPREAD_SD;
    }
    return quantity_read_pair(slice_from(value), claim->marks, pair, error) &&
           claim_set_spread(claim, 0, pair[0], error) &&
           claim_set_spread(claim, 1, pair[1], error) &&
           (!is_second || set_also(claim, kind, before, error));
}

/* "sd" beside "spread = se" is of that kind. */
static bool set_sd(struct claim *claim, const char *value, GError **error)
{
    return set_spreads(claim, claim->spread_kind, value, error);
}

static bool set_se(struct claim *claim, const char *value, GError **error)
{
    return set_spreads(claim, SPREAD_SE, value, error);
}

/* Between two intervals: "98 to 102 vs 118 to 122", "[98, 102], [118, 122]". */
static bool split_intervals(struct slice s, struct slice half[2])
{
    static const char *const marks[] = {" vs ", "],", ");", "];", "),", ";"};

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        struct slice mark = slice_from(marks[i]);
        size_t at = slice_find(s, mark);

        if (at == s.len)
            continue;
        half[0] = slice_part(s, 0, at);
        half[1] = slice_part(s, at + mark.len, s.len);
        return true;
    }
    if (slice_find(s, SLICE(", ")) < s.len) {
        size_t at = slice_find(s, SLICE(", "));

        half[0] = slice_part(s, 0, at);
        half[1] = slice_part(s, at + 1, s.len);
        return true;
    }
    return false;
}

static bool set_ci(struct claim *claim, const char *value, GError **error)
{
    struct claim_number before[] = {claim->side[0].sd, claim->side[1].sd};
    bool is_second = has_spread(claim);
    struct slice half[2];

    if (!split_intervals(slice_from(value), half))
        return claim_fail(
            error, "'%s' is not two intervals, such as '98 to 102, 118 to 122'",
            value);
    if (!is_second) {
        claim->spread_kind = SPREAD_INTERVAL;
        claim->is_spread_said = true;
    }
    return claim_set_interval(claim, 0, half[0], error) &&
           claim_set_interval(claim, 1, half[1], error) &&
           (!is_second || set_also(claim, SPREAD_INTERVAL, before, error));
}

static bool set_quartiles(struct claim *claim, const char *value,
                          GError **error)
{
    struct slice half[2];

    if (!split_intervals(slice_from(value), half))
        return claim_fail(error,
                          "'%s' is not two pairs of quartiles, such as '11 to "
                          "13, 12 to 15'",
                          value);
    for (size_t i = 0; i < 2; i++)
        if (!claim_read_ends(claim, half[i], &claim->side[i].q1,
                             &claim->side[i].q3, error))
            return false;
    return true;
}

static bool set_ci_level(struct claim *claim, const char *value, GError **error)
{
    return quantity_read_share(slice_from(value), &claim->level) ||
           claim_fail(error, "'%s' is not a confidence such as 95%%", value);
}

/* Kept in seconds, whatever the unit of the means. */
static bool set_seconds(struct claim *claim, size_t offset, const char *value,
                        GError **error)
{
    struct quantity pair[2];

    if (!quantity_read_pair(slice_from(value), claim->marks, pair, error))
        return false;
    for (size_t i = 0; i < 2; i++) {
        struct claim_number *number =
            (struct claim_number *)(void *)((char *)&claim->side[i] + offset);
        double half = 0.0;

        if (!unit_convert(&pair[i].value, &half, pair[i].unit, SLICE("s")))
            return claim_fail(error, "'%s' is not a time in s, ms, us or ns",
                              value);
        if (pair[i].value.digits <= 0 ||
            !claim_set_number(number, pair[i].value, error))
            return claim_fail(error, "'%s' is not a time above zero", value);
        number->half = half;
    }
    return true;
}

static bool set_time(struct claim *claim, const char *value, GError **error)
{
    return set_seconds(claim, offsetof(struct claim_side, time), value, error);
}

static bool set_duration(struct claim *claim, const char *value, GError **error)
{
    return set_seconds(claim, offsetof(struct claim_side, duration), value,
                       error);
}

static bool set_percent(struct claim *claim, const char *value, GError **error)
{
    struct quantity quantity;

    if (!quantity_read(slice_from(value), claim->marks, &quantity, error))
        return false;
    if (quantity.unit.len && !slice_equal(quantity.unit, SLICE("%")))
        return claim_fail(error, "'%s' is not a percentage", value);
    return claim_set_number(&claim->percent, quantity.value, error);
}

static bool set_similar(struct claim *claim, const char *value, GError **error)
{
    /* A comma in a number is its mark, behind "%" or before a blank it is
     * none. */
    GString *text = g_string_new(value);
    g_auto(GStrv) items = NULL;

    g_string_replace(text, "%,", "%, ", 0);
    items = g_strsplit(text->str, ", ", -1);
    g_string_free(text, TRUE);
    claim->asserts = ASSERTS_SIMILARITY;
    claim->is_asserts_said = true;
    g_array_set_size(claim->margins, 0);
    for (char **item = items; *item; item++) {
        double margin;

        if (!quantity_read_share(slice_from(*item), &margin))
            return claim_fail(
                error,
                "'%s' is not a margin; it looks like '5%%' or '5 %%, 3 %%'",
                *item);
        g_array_append_val(claim->margins, margin);
    }
    return true;
}

/* "0.03", "= 0.03", "p < 0.001" */
static bool set_p(struct claim *claim, const char *value, GError **error)
{
    struct slice s = slice_trim(slice_from(value));
    struct quantity quantity;

    if (s.len > 1 && (*s.at == 'p' || *s.at == 'P'))
        s = slice_trim(slice_part(s, 1, s.len));
    claim->p_relation = '=';
    if (s.len && (*s.at == '<' || *s.at == '>' || *s.at == '=')) {
        claim->p_relation = *s.at;
        s = slice_part(s, 1, s.len);
    }
    return (quantity_read(s, claim->marks, &quantity, NULL) &&
            !quantity.unit.len && quantity.value.digits >= 0 &&
            decimal_compare(quantity.value, (struct decimal){1, 0}) <= 0 &&
            claim_set_number(&claim->p, quantity.value, NULL)) ||
           claim_fail(error, "'%s' is not a p value such as 0.03 or '< 0.001'",
                      value);
}

static bool set_plain(const struct claim *claim, struct claim_number *number,
                      const char *value, GError **error)
{
    struct quantity quantity;

    return quantity_read(slice_from(value), claim->marks, &quantity, error) &&
           (!quantity.unit.len ||
            claim_fail(error, "'%s' is not a number", value)) &&
           claim_set_number(number, quantity.value, error);
}

static bool set_t(struct claim *claim, const char *value, GError **error)
{
    return set_plain(claim, &claim->t, value, error);
}

static bool set_df(struct claim *claim, const char *value, GError **error)
{
    return set_plain(claim, &claim->df, value, error) &&
           (decimal_compare(claim->df.value, (struct decimal){1, 0}) >= 0 ||
            claim_fail(error, "'%s' degrees of freedom are too few", value));
}

static bool set_unit(struct claim *claim, const char *value, GError **error)
{
    struct quantity quantity;

    if (!quantity_read(slice_from(value), claim->marks, &quantity, error))
        return false;
    if (quantity.value.digits <= 0)
        return claim_fail(error, "a unit is above zero");
    return claim_take(claim, &claim->grain, quantity, error);
}

/* One of a few words. */
static bool find_word(const char *value, const char *const words[], size_t n,
                      size_t *place, GError **error)
{
    GString *choice = g_string_new(NULL);
    g_autofree char *text = NULL;

    for (*place = 0; *place < n; (*place)++) {
        if (!strcmp(value, words[*place])) {
            g_string_free(choice, TRUE);
            return true;
        }
        g_string_append_printf(choice, "%s%s", *place ? " or " : "",
                               words[*place]);
    }
    text = g_string_free(choice, FALSE);
    return claim_fail(error, "'%s' is not %s", value, text);
}

static bool set_rounding(struct claim *claim, const char *value, GError **error)
{
    static const char *const words[] = {"nearest", "truncated"};
    size_t place;

    if (!find_word(value, words, 2, &place, error))
        return false;
    claim->is_truncated = place == 1;
    return true;
}

static bool set_better(struct claim *claim, const char *value, GError **error)
{
    static const char *const words[] = {"lower", "higher"};
    size_t place;

    if (!find_word(value, words, 2, &place, error))
        return false;
    claim->better = place ? 1 : -1;
    return true;
}

static bool set_spread(struct claim *claim, const char *value, GError **error)
{
    static const char *const words[] = {
        [SPREAD_SD] = "sd",
        [SPREAD_SE] = "se",
        [SPREAD_INTERVAL] = "ci",
    };
    size_t place;

    if (!find_word(value, words, G_N_ELEMENTS(words), &place, error))
        return false;
    claim->spread_kind = (enum claim_spread_kind)place;
    claim->is_spread_said = true;
    return true;
}

static bool set_times(struct claim *claim, const char *value, GError **error)
{
    struct quantity quantity;

    if (!quantity_read(slice_from(value), claim->marks, &quantity, error))
        return false;
    if (quantity.value.digits <= 0 ||
        (quantity.unit.len && !slice_equal(quantity.unit, SLICE("x")) &&
         !slice_equal(quantity.unit, SLICE("times"))))
        return claim_fail(error, "'%s' is not a ratio such as 1.35", value);
    return claim_set_number(&claim->times, quantity.value, error);
}

static bool set_asserts(struct claim *claim, const char *value, GError **error)
{
    static const char *const words[] = {
        [ASSERTS_DIFFERENCE] = "difference",
        [ASSERTS_SIMILARITY] = "similarity",
        [ASSERTS_NOTHING] = "nothing",
    };
    size_t place;

    if (!find_word(value, words, 3, &place, error))
        return false;
    claim->asserts = (enum claim_assertion)place;
    claim->is_asserts_said = true;
    return true;
}

static bool set_within(struct claim *claim, const char *value, GError **error)
{
    g_auto(GStrv) items = g_strsplit(value, ",", -1);

    for (char **item = items; *item; item++) {
        struct slice rest = slice_from(*item), word;
        struct claim_count count = {0, NULL};

        if (!slice_word(&rest, &word) || !read_count(word, &count.n, NULL) ||
            !slice_trim(rest).len)
            return claim_fail(
                error,
                "'%s' is not a count of something, such as '100 connections'",
                *item);
        count.what = slice_dup(slice_trim(rest));
        g_array_append_val(claim->within, count);
    }
    return true;
}

/* A value above zero with one of these units, each with its factor. */
struct unit_factor {
    const char *name;
    double factor;
};

static bool read_in_units(const char *value, const struct unit_factor units[],
                          size_t n, double *result, GError **error)
{
    struct quantity quantity;
    GString *names = g_string_new(NULL);
    g_autofree char *words = NULL;

    for (size_t i = 0; i < n; i++)
        g_string_append_printf(names, "%s%s", i ? ", " : "", units[i].name);
    words = g_string_free(names, FALSE);
    if (!quantity_read(slice_from(value), MARKS_UNKNOWN, &quantity, error))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!slice_equal(quantity.unit, slice_from(units[i].name)))
            continue;
        *result = decimal_to_double(quantity.value) * units[i].factor;
        if (*result > 0.0)
            return true;
    }
    return claim_fail(error, "'%s' wants a number above zero in %s", value,
                      words);
}

static bool set_link(struct claim *claim, const char *value, GError **error)
{
    struct quantity quantity;
    double mbit;

    if (!quantity_read(slice_from(value), MARKS_UNKNOWN, &quantity, error))
        return false;
    mbit = unit_kind_of(quantity.unit) == UNIT_BITS
               ? unit_in_mbit(quantity.unit)
               : (double)NAN;
    claim->link_mbit = decimal_to_double(quantity.value) * mbit;
    return claim->link_mbit > 0.0 ||
           claim_fail(
               error,
               "'%s' wants a number above zero in Mbit/s, Gbit/s or kbit/s",
               value);
}

static bool set_work(struct claim *claim, const char *value, GError **error)
{
    static const struct unit_factor units[] = {
        {"MB", 1.0}, {"GB", 1e3},       {"kB", 1e-3},
        {"B", 1e-6}, {"MiB", 1.048576}, {"GiB", 1073.741824},
    };

    return read_in_units(value, units, G_N_ELEMENTS(units), &claim->work_mb,
                         error);
}

static bool set_rate(struct claim *claim, const char *value, GError **error)
{
    static const struct unit_factor units[] = {{"/s", 1.0}, {"", 1.0}};

    return read_in_units(value, units, G_N_ELEMENTS(units), &claim->rate,
                         error);
}

static bool set_median_bin(struct claim *claim, const char *value,
                           GError **error)
{
    struct claim_number width = {.is_given = false};
    struct quantity quantity;

    if (!quantity_read(slice_from(value), claim->marks, &quantity, error) ||
        !claim_take(claim, &width, quantity, error))
        return false;
    claim->median_bin = decimal_to_double(width.value);
    return claim->median_bin > 0.0 ||
           claim_fail(error, "a bin is above zero wide");
}

#define COUNT_SETTER(member)                                                   \
    static bool set_##member(struct claim *claim, const char *value,           \
                             GError **error)                                   \
    {                                                                          \
        return read_count(slice_from(value), &claim->member, error);           \
    }
COUNT_SETTER(machines)
COUNT_SETTER(connections)
COUNT_SETTER(concurrency)
COUNT_SETTER(operations)

#define TEXT_SETTER(member)                                                    \
    static bool set_##member(struct claim *claim, const char *value,           \
                             GError **error)                                   \
    {                                                                          \
        (void)error;                                                           \
        g_free(claim->member);                                                 \
        claim->member = words_clean(value);                                    \
        return true;                                                           \
    }
TEXT_SETTER(title)
TEXT_SETTER(quote)
TEXT_SETTER(source)
TEXT_SETTER(remark)
TEXT_SETTER(percent_of)
TEXT_SETTER(favours)
TEXT_SETTER(item)
TEXT_SETTER(repeats)

static bool set_rests_on(struct claim *claim, const char *value, GError **error)
{
    g_auto(GStrv) items = g_strsplit(value, ",", -1);

    for (char **item = items; *item; item++) {
        g_autofree char *name = words_clean(g_strstrip(*item));

        if (!*name)
            return claim_fail(error, "'%s' is not a list of claims", value);
        g_ptr_array_add(claim->rests_on, g_steal_pointer(&name));
    }
    return true;
}

static bool set_metric(struct claim *claim, const char *value, GError **error)
{
    const struct metric *metric = metric_find(value);

    if (!metric)
        return claim_fail(
            error, "no metric is called '%s'; see `cotejo metrics`", value);
    g_free(claim->metric);
    claim->metric = g_strdup_printf("%s.%s", metric->tool, metric->name);
    return true;
}

static bool set_measures(struct claim *claim, const char *value, GError **error)
{
    if (!claim_measures_words(value))
        return claim_fail(error,
                          "'%s' is not known as something that is measured "
                          "instead of the systems; client-cpu is",
                          value);
    g_free(claim->measures);
    claim->measures = g_strdup(value);
    return true;
}

/* "values" comes first: it settles the unit. */
const struct claim_key claim_keys[] = {
    {"values", "'A 1.2 s vs B 1.3 s'", "the two means", false,
     claim_read_values},
    {"title", "TEXT", "what was measured", true, set_title},
    {"says", "TEXT", "the sentence that is judged", true, set_quote},
    {"source", "TEXT", "where it stands", false, set_source},
    {"remark", "TEXT", "what a reader should know besides", false, set_remark},
    {"n", "8 or 8,10", "runs of each side", true, set_n},
    {"sd", "1.3,1.1", "standard deviation of the runs of each side", true,
     set_sd},
    {"se", "0.3,0.2", "standard error of each mean", true, set_se},
    {"ci", "'98 to 102, 118 to 122'", "confidence interval of each mean", true,
     set_ci},
    {"ci-level", "99%", "confidence of those intervals (default: 95 %)", true,
     set_ci_level},
    {"spread", "sd|se|ci",
     "what sd and +- are: standard deviation (default), standard error, half a "
     "confidence interval",
     true, set_spread},
    {"quartiles", "'11 to 13, 12 to 15'",
     "quartiles of each side; the values are medians, or --median has them",
     true, set_quartiles},
    {"median", "1.5,2.5", "median of each side", true, set_median},
    {"min", "1.6,2.25", "minimum of each side", true, set_min},
    {"max", "14.5,13.5", "maximum of each side", true, set_max},
    {"percent", "25.6", "the difference as stated, in percent", true,
     set_percent},
    {"percent-of", "NAME", "the side that is said to be the 100 %", true,
     set_percent_of},
    {"times", "1.35", "the ratio as stated: 1.35 times as much", true,
     set_times},
    {"p", "0.03 or '< 0.001'", "the p value as stated", true, set_p},
    {"t", "2.31", "the t of a test as stated", true, set_t},
    {"df", "14", "its degrees of freedom", true, set_df},
    {"similar", "5% or '5%, 3%'", "they are said to be similar: within this",
     true, set_similar},
    {"asserts", "WHAT", "difference (default), similarity or nothing", false,
     set_asserts},
    {"better", "lower|higher", "which is better", false, set_better},
    {"favours", "NAME", "the side that is said to be better", true,
     set_favours},
    {"unit", "1s", "single values are whole multiples of this", true, set_unit},
    {"rounding", "HOW", "nearest (default) or truncated", true, set_rounding},
    {"machines", "N", "machines a system, n runs on each", true, set_machines},
    {"within", "'100 connections'", "the sd is inside a run, of these many",
     true, set_within},
    {"median-bin", "1ms", "medians are middles of bins this wide (httperf)",
     true, set_median_bin},
    {"link", "'100 Mbit/s'", "line rate of the network between", true,
     set_link},
    {"work", "'533 MB'", "what a run moves over that network", true, set_work},
    {"time", "22.33,22.39ms", "time per operation, beside a rate", true,
     set_time},
    {"concurrency", "N", "operations at a time, for --time", true,
     set_concurrency},
    {"operations", "N", "operations in a run, for --duration", true,
     set_operations},
    {"duration", "9.9,9.9s", "how long a run took, beside a rate", true,
     set_duration},
    {"connections", "N", "a client's schedule: so many connections", true,
     set_connections},
    {"rate", "10", "a client's schedule: so many a second", true, set_rate},
    {"metric", "TOOL.NAME", "metric whose spread to look up in a store", false,
     set_metric},
    {"item", "NAME", "operation or module of the metric", false, set_item},
    {"repeats", "CLAIM", "the same information as that claim", false,
     set_repeats},
    {"rests-on", "CLAIM, CLAIM", "the claims that it concludes from", false,
     set_rests_on},
    {"measures", "WHAT", "what it measures instead of the systems: client-cpu",
     true, set_measures},
};
const size_t n_claim_keys = G_N_ELEMENTS(claim_keys);

const struct claim_key *claim_key_find(const char *name)
{
    for (size_t i = 0; i < n_claim_keys; i++)
        if (!strcmp(claim_keys[i].name, name))
            return &claim_keys[i];
    return NULL;
}
