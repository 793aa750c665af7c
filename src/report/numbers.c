/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * numbers.tex: each number of the results under a key, for running text.
 *
 *   \cotejo{ab.requests-per-second.xen.pct}        25.7 %
 *   \cotejo{sql-bench.op-wall.insert.xen.mean}     68.6
 *
 * The key is tool, metric, condition (where a tool ran several workloads),
 * operation or module, system, field. Fields of every system: n, mean, sd,
 * median, ci; of a subject also pct, pctci, t, df, p (the adjusted one),
 * verdict. An unknown key prints ?? and warns; it does not stop LaTeX.
 */
#include "report/report.h"

#include <string.h>

#include "compare/slug.h"
#include "report/escape.h"
#include "report/view.h"

struct field {
    const char *name, *text;
};

/* "sql-bench.op-wall.insert.xen"; unique over the results. */
static char *key_of(const Results *results, const struct result_sample *sample,
                    GHashTable *taken)
{
    const struct result_cell *cell = view_cell(results, sample->cell);
    const struct result_workload *workload = view_workload(results, cell);
    const char *parts[] = {
        cell->metric->tool,
        cell->metric->name,
        *workload->condition ? workload->condition : NULL,
        cell->item,
        view_system(results, sample->system)->name,
    };
    GString *key = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_autofree char *part = parts[i] ? slug_make(parts[i], NULL) : NULL;

        if (part)
            g_string_append_printf(key, "%s%s", key->len ? "." : "", part);
    }
    if (!g_hash_table_add(taken, g_strdup(key->str))) {
        g_string_append_printf(key, "-%zu", sample->cell);
        g_hash_table_add(taken, g_strdup(key->str));
    }
    return g_string_free(key, FALSE);
}

static void write_fields(GString *out, const char *key,
                         const struct field *fields, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_string_append_printf(out, "\\@namedef{cotejo@%s.%s}{", key,
                               fields[i].name);
        escape_latex(out, fields[i].text);
        g_string_append(out, "}\n");
    }
}

static void write_sample(GString *out, const char *key,
                         const struct sample_text *text)
{
    const struct field fields[] = {
        {"n", text->n},           {"mean", text->mean},   {"sd", text->sd},
        {"median", text->median}, {"ci", text->interval},
    };

    write_fields(out, key, fields, G_N_ELEMENTS(fields));
}

static void write_comparison(GString *out, const char *key,
                             const struct comparison_text *text)
{
    const struct field fields[] = {
        {"pct", text->percent},  {"pctci", text->percent_interval},
        {"t", text->t},          {"df", text->df},
        {"p", text->p_adjusted}, {"verdict", text->verdict},
    };

    write_fields(out, key, fields, G_N_ELEMENTS(fields));
}

void report_numbers(const Results *results, const char *digest, GString *out)
{
    g_autoptr(GHashTable) taken =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    g_string_append_printf(out,
                           "%% cotejo %s | numbers | results sha256 %s\n"
                           "\\makeatletter\n"
                           "\\providecommand\\cotejo[1]{\\@ifundefined{cotejo@"
                           "#1}{\\textbf{??}\\PackageWarning{cotejo}{no number "
                           "'#1'}}{\\@nameuse{cotejo@#1}}}\n",
                           COTEJO_VERSION, digest);
    for (guint i = 0; i < results->samples->len; i++) {
        const struct result_sample *sample = view_sample(results, i);
        const struct result_comparison *comparison =
            results_comparison(results, sample->cell, sample->system);
        g_autofree char *key = NULL;

        if (!sample->data.n || !view_cell(results, sample->cell)->is_selected)
            continue;
        key = key_of(results, sample, taken);
        write_sample(out, key, &sample->text);
        if (comparison)
            write_comparison(out, key, &comparison->text);
    }
    g_string_append(out, "\\makeatother\n");
}
