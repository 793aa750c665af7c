/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why there is nothing to compute. */
#include "compare/study.h"

/* Adds the reasons for which a run is gated, each once. */
static void add_slugs(GPtrArray *slugs, const Run *run)
{
    for (guint i = 0; i < run->reasons->len; i++) {
        const struct reason *reason =
            g_array_index(run->reasons, struct run_reason, i).reason;

        if (reason->status == RUN_GATED &&
            !g_ptr_array_find_with_equal_func(slugs, reason->slug, g_str_equal,
                                              NULL))
            g_ptr_array_add(slugs, (gpointer)(uintptr_t)reason->slug);
    }
}

bool study_fail_nothing(const Results *results, GError **error)
{
    g_autoptr(GPtrArray) slugs = g_ptr_array_new();
    size_t n_gated = 0, n_used = 0;

    for (guint i = 0; i < results->runs->len; i++) {
        const struct result_run *run =
            &g_array_index(results->runs, struct result_run, i);
        bool is_gated = run->run->status == RUN_GATED && !run->run->is_part;

        n_used += run->is_used;
        n_gated += is_gated;
        if (is_gated)
            add_slugs(slugs, run->run);
    }
    if (n_used || !n_gated)
        return cotejo_fail(
            error, COTEJO_ERROR_NOTHING,
            "no usable run carries a metric that was asked for%s%s",
            results->options.column
                ? ": the column that was asked for holds no numbers"
                : "",
            study_has_alone(results)
                ? "; files of ab -g without their report are shown by "
                  "`cotejo describe --distribution`"
                : "");
    g_ptr_array_add(slugs, NULL);

    g_autofree char *list = g_strjoinv(", ", (char **)slugs->pdata);

    return cotejo_fail(
        error, COTEJO_ERROR_NOTHING,
        "no run is good, %zu %s gated for %s: `--include REASON` "
        "takes those of a reason all the same",
        n_gated, n_gated == 1 ? "is" : "are", list);
}
