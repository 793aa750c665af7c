/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/method.h"

#include <string.h>

static const struct {
    const char *slug, *words;
} intervals[] = {
    {"fieller", "Fieller's interval at Welch's degrees of freedom"},
    {"fieller-range",
     "Fieller's interval with the studentized range, for all pairs together"},
    {"fieller-pooled", "Fieller's interval with one variance for both systems"},
    {"fieller-pooled-all",
     "Fieller's interval with one variance for all systems"},
    {"fieller-paired", "Fieller's interval of paired runs"},
    {"hodges-lehmann",
     "the interval of the Hodges-Lehmann shift, which belongs to the "
     "Mann-Whitney test"},
    {"walsh", "the interval of the Walsh averages, which belongs to the "
              "signed rank test"},
    {"permutation", "the interval of the differences that the permutation test "
                    "does not reject"},
    {"bootstrap-bca", "the bias-corrected and accelerated bootstrap interval"},
    {"log-ratio", "the interval of the ratio's logarithm"},
};

/* One method serves all comparisons of a study. */
const char *method_interval(const Results *results)
{
    const char *slug = NULL;

    for (guint i = 0; i < results->comparisons->len && !slug; i++)
        slug = g_array_index(results->comparisons, struct result_comparison, i)
                   .ratio_method;
    for (size_t i = 0; slug && i < G_N_ELEMENTS(intervals); i++)
        if (!strcmp(intervals[i].slug, slug))
            return intervals[i].words;
    return slug;
}
