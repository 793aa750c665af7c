/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/fail_if.h"

#include "base/nearest.h"

static const char *const verdict_names[] = {
    [BETTER] = "better",         [WORSE] = "worse",
    [EQUIVALENT] = "equivalent", [INCONCLUSIVE] = "inconclusive",
    [UNTESTABLE] = "untestable", [DIFFERENT] = "different",
};

bool verdict_code_find(struct slice name, enum verdict_code *code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(verdict_names); i++) {
        if (!slice_equal(name, slice_from(verdict_names[i])))
            continue;
        *code = (enum verdict_code)i;
        return true;
    }
    return false;
}

static bool read_percent(struct slice text, double *fraction)
{
    struct decimal percent;

    text = slice_trim(text);
    if (slice_ends(text, SLICE("%")))
        text = slice_trim(slice_part(text, 0, text.len - 1));
    if (!slice_to_decimal(text, &percent) || percent.digits < 0)
        return false;
    *fraction = decimal_to_double(percent) / 100;
    return true;
}

static bool is_known(const char *pattern, GError **error)
{
    g_autofree const char **names = g_new(const char *, n_metrics);
    g_autofree char *nearest = NULL;

    for (size_t i = 0; i < n_metrics; i++) {
        if (metric_matches(&metrics[i], pattern))
            return true;
        names[i] = metrics[i].name;
    }
    nearest = nearest_names(pattern, names, n_metrics);
    return cotejo_fail(error, COTEJO_ERROR_USAGE, "unknown metric '%s'%s",
                       pattern, nearest);
}

bool fail_condition_read(const char *text, struct fail_condition *condition,
                         GError **error)
{
    struct slice rest = slice_from(text);
    size_t colon = slice_find_char(rest, ':');
    size_t mark;

    condition->metric = NULL;
    condition->threshold = NAN;
    if (colon < rest.len) {
        condition->metric = slice_dup(slice_trim(slice_part(rest, 0, colon)));
        rest = slice_part(rest, colon + 1, rest.len);
        if (!is_known(condition->metric, error)) {
            g_clear_pointer(&condition->metric, g_free);
            return false;
        }
    }
    mark = slice_find_char(rest, '>');
    if (verdict_code_find(slice_trim(slice_part(rest, 0, mark)),
                          &condition->verdict) &&
        (mark == rest.len || read_percent(slice_part(rest, mark + 1, rest.len),
                                          &condition->threshold)))
        return true;
    g_clear_pointer(&condition->metric, g_free);
    return cotejo_fail(error, COTEJO_ERROR_USAGE,
                       "'%s' is no condition such as 'worse>5%%'", text);
}

/* How far from no difference the near end of the interval is. */
static double near_end(const struct cotejo_ratio *ratio)
{
    double low = ratio->interval.low - 1, high = ratio->interval.high - 1;

    if (!(low * high > 0))
        return 0;
    return fmin(fabs(low), fabs(high));
}

bool fail_condition_holds(const struct fail_condition *condition,
                          const Results *results,
                          const struct result_comparison *comparison)
{
    const struct metric *metric =
        g_array_index(results->cells, struct result_cell, comparison->cell)
            .metric;

    if (comparison->code != condition->verdict ||
        (condition->metric && !metric_matches(metric, condition->metric)))
        return false;
    return isnan(condition->threshold) ||
           near_end(&comparison->ratio) > condition->threshold;
}
