/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was asked for, held against what there is. */
#include "compare/control.h"
#include "compare/decide.h"
#include "compare/study.h"

#include "base/nearest.h"

static bool is_asked_for(const char *const *patterns,
                         const struct metric *metric)
{
    for (; *patterns; patterns++) {
        if (metric_matches(metric, *patterns))
            return true;
    }
    return false;
}

bool study_wants_metric(const struct study_options *options,
                        const struct metric *metric)
{
    if (metric->level == METRIC_REQUEST)
        return false;
    if (!options->metrics || !options->metrics[0])
        return metric->use == METRIC_HEADLINE;
    return is_asked_for(options->metrics, metric);
}

static bool check_pattern(const char *pattern, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *nearest = NULL;

    for (size_t i = 0; i < n_metrics; i++) {
        if (metric_matches(&metrics[i], pattern))
            return true;
        if (strchr(pattern, '.'))
            g_ptr_array_add(names, g_strdup_printf("%s.%s", metrics[i].tool,
                                                   metrics[i].name));
        else
            g_ptr_array_add(names, g_strdup(metrics[i].name));
    }
    nearest =
        nearest_names(pattern, (const char *const *)names->pdata, names->len);
    return cotejo_fail(error, COTEJO_ERROR_USAGE, "unknown metric '%s'%s",
                       pattern, nearest);
}

static bool check_reason(const char *slug, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *nearest = NULL;

    for (size_t i = 0; i < n_reasons; i++) {
        if (reasons[i].status == RUN_GATED && !strcmp(reasons[i].slug, slug))
            return true;
        if (reasons[i].status == RUN_GATED)
            g_ptr_array_add(names, g_strdup(reasons[i].slug));
    }
    nearest =
        nearest_names(slug, (const char *const *)names->pdata, names->len);
    if (reason_find(slug))
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "runs refused as '%s' cannot be included", slug);
    return cotejo_fail(error, COTEJO_ERROR_USAGE, "unknown reason '%s'%s", slug,
                       nearest);
}

/* --column names a column that some table has. */
static bool check_column(const Results *results, GError **error)
{
    const char *column = results->options.column;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *nearest = NULL;
    uint64_t place;

    for (guint i = 0; column && i < results->stored->runs->len; i++) {
        const Run *run =
            g_array_index(results->stored->runs, struct stored_run, i).run;
        const char *list = run_find_context(run, "columns");
        g_auto(GStrv) own = list ? g_strsplit(list, ";", -1) : NULL;

        if (own && slice_to_count(slice_from(column), &place) && place >= 1 &&
            place <= g_strv_length(own))
            return true;
        for (size_t k = 0; own && own[k]; k++) {
            if (!strcmp(own[k], column))
                return true;
            if (names->len < 100 && !g_ptr_array_find_with_equal_func(
                                        names, own[k], g_str_equal, NULL))
                g_ptr_array_add(names, g_strdup(own[k]));
        }
    }
    if (!column)
        return true;
    nearest =
        nearest_names(column, (const char *const *)names->pdata, names->len);
    return cotejo_fail(error, COTEJO_ERROR_USAGE, "there is no column '%s'%s",
                       column, nearest);
}

static bool find_reference(Results *results, GError **error)
{
    const char *wanted = results->options.reference;
    GPtrArray *names = results->stored->systems;
    g_autofree char *nearest = NULL;

    results->stored_reference = 0;
    if (!wanted)
        return true;
    for (guint i = 0; i < names->len; i++) {
        if (!strcmp(names->pdata[i], wanted)) {
            results->stored_reference = i;
            return true;
        }
    }
    nearest =
        nearest_names(wanted, (const char *const *)names->pdata, names->len);
    return cotejo_fail(error, COTEJO_ERROR_USAGE, "no system '%s'%s", wanted,
                       nearest);
}

/* Which tests go with pairs of runs. */
static bool check_test(const struct study_options *options, GError **error)
{
    const struct study_test_kind *test =
        &study_tests[study_deciding_test(options)];
    bool is_paired = options->pairing != PAIRING_NONE;

    if (test->is_paired && !is_paired)
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "%s needs pairs: say what makes runs one, "
                           "--paired repetition or time",
                           test->words);
    if (is_paired && !test->is_paired && options->test != TEST_PERMUTATION)
        return cotejo_fail(error, COTEJO_ERROR_USAGE, "%s is none for pairs",
                           test->words);
    if (is_paired && (options->interval == INTERVAL_LOG_RATIO ||
                      options->interval == INTERVAL_BOOTSTRAP))
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "of pairs there is only the interval of their test "
                           "and Fieller's");
    return true;
}

bool study_options_check(Results *results, GError **error)
{
    const struct study_options *options = &results->options;

    if (!(options->confidence > 0.5 && options->confidence < 1))
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "a confidence lies between 0.5 and 1");
    if (!isnan(options->margin) &&
        !(options->margin > 0 && options->margin < 1))
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "a margin lies between 0 and 100 %%");
    for (const char *const *at = options->metrics; at && *at; at++) {
        if (!check_pattern(*at, error))
            return false;
    }
    for (const char *const *at = options->include; at && *at; at++) {
        if (!check_reason(*at, error))
            return false;
    }
    return check_test(options, error) && check_column(results, error) &&
           study_controls_check(results, error) &&
           find_reference(results, error);
}
