/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What bars show: the groups of one metric in their order, their range, and
 * the words about them.
 */
#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "chart/bars.h"
#include "chart/label.h"
#include "chart/story.h"

/* Conditions that are one option each, with the words of the axis. */
static const struct {
    const char *tool, *prefix, *title;
} scales[] = {
    {"ab", "c = ", "Concurrent clients (ab -c)"},
    {"ab", "n = ", "Requests (ab -n)"},
    {"httperf", "rate = ", "Connections per second (httperf --rate)"},
    {"httperf", "num_conns = ", "Connections (httperf --num-conns)"},
    {"httperf", "num-conns = ", "Connections (httperf --num-conns)"},
};

static const char *condition(const struct bars *bars, size_t group)
{
    return pick_workload(bars->results,
                         pick_cell(bars->results, bars->cells[group]))
        ->condition;
}

/* The scale that all groups are on; -1 if none. */
static int find_scale(const struct bars *bars)
{
    for (size_t i = 0; i < G_N_ELEMENTS(scales); i++) {
        bool is_common = !strcmp(scales[i].tool, bars->metric->tool);
        for (size_t g = 0; g < bars->n_groups && is_common; g++) {
            const char *words = condition(bars, g);
            is_common = g_str_has_prefix(words, scales[i].prefix) &&
                        !strchr(words, ',');
        }
        if (is_common)
            return (int)i;
    }
    return -1;
}

static bool group_value(const struct bars *bars, size_t group, int scale,
                        struct decimal *value)
{
    const char *words = condition(bars, group) + strlen(scales[scale].prefix);

    return slice_to_decimal(slice_from(words), value);
}

/* "c = 2" before "c = 10": by value where all are numbers. */
static void sort_groups(struct bars *bars, int scale)
{
    struct decimal values[BARS_GROUPS];

    for (size_t g = 0; g < bars->n_groups; g++)
        if (!group_value(bars, g, scale, &values[g]))
            return;
    for (size_t i = 1; i < bars->n_groups; i++)
        for (size_t j = i;
             j > 0 && decimal_compare(values[j - 1], values[j]) > 0; j--) {
            struct decimal value = values[j];
            size_t cell = bars->cells[j];
            values[j] = values[j - 1];
            values[j - 1] = value;
            bars->cells[j] = bars->cells[j - 1];
            bars->cells[j - 1] = cell;
        }
}

static void find_range(struct bars *bars)
{
    for (size_t g = 0; g < bars->n_groups; g++)
        for (size_t s = 0; s < bars->n_systems; s++) {
            const struct result_sample *sample =
                results_sample(bars->results, bars->cells[g], s);
            double ends[] = {pick_mean(bars->results, sample),
                             pick_low(bars->results, sample),
                             pick_high(bars->results, sample)};
            pick_add_n(&bars->n, sample->data.n);
            for (size_t i = 0; sample->data.n && i < 3; i++) {
                bars->low = fmin(bars->low, ends[i]);
                bars->high = fmax(bars->high, ends[i]);
            }
        }
}

bool bars_collect(struct bars *bars, GError **error)
{
    size_t first =
        pick_first(bars->results, bars->options, METRIC_RUN, METRIC_RATE);

    if (first == SIZE_MAX)
        return cotejo_fail(error, COTEJO_ERROR_NOTHING,
                           "chart 'bars' needs a metric of whole runs");
    bars->metric = pick_cell(bars->results, first)->metric;
    bars->n_systems = pick_systems(bars->results);
    if (bars->n_systems > STYLES)
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "chart 'bars' shows at most %d systems, there are "
                           "%zu",
                           STYLES, bars->n_systems);
    g_autoptr(GArray) cells =
        pick_cells_of(bars->results, bars->options, bars->metric);
    if (cells->len > BARS_GROUPS)
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "chart 'bars' shows at most %d workloads, '%s' has "
                           "%u; chart 'forest' shows them all",
                           BARS_GROUPS, bars->metric->name, cells->len);
    bars->n_groups = cells->len;
    memcpy(bars->cells, cells->data, cells->len * sizeof(size_t));
    bars->scale = find_scale(bars);
    if (bars->scale >= 0)
        sort_groups(bars, bars->scale);
    find_range(bars);
    return true;
}

const struct result_comparison *bars_comparison(const struct bars *bars,
                                                size_t group, guint pair)
{
    return pick_comparison(bars->results, bars->cells[group],
                           g_array_index(bars->pairs, struct pick_pair, pair));
}

size_t bars_count_brackets(const struct bars *bars)
{
    size_t n = 0;

    for (size_t g = 0; g < bars->n_groups; g++)
        for (guint i = 0; i < bars->pairs->len; i++)
            n += bars_comparison(bars, g, i) != NULL;
    return n;
}

const char *bars_group_label(const struct bars *bars, size_t group)
{
    const char *words = condition(bars, group);

    return *words ? words : bars->metric->tool;
}

const char *bars_scale_label(const struct bars *bars, size_t group)
{
    return condition(bars, group) + strlen(scales[bars->scale].prefix);
}

const char *bars_scale_title(const struct bars *bars)
{
    return scales[bars->scale].title;
}

const char *bars_group_n(struct page *page, const struct bars *bars,
                         size_t group)
{
    struct pick_n n = {0};

    if (bars->n.least == bars->n.most)
        return NULL;
    for (size_t s = 0; s < bars->n_systems; s++)
        pick_add_n(
            &n, results_sample(bars->results, bars->cells[group], s)->data.n);
    if (n.least == n.most)
        return pick_n_words(page, n);
    return chart_words_fill(page->frame, page->words->n_short,
                            frame_printf(page->frame, "%zu", n.least),
                            frame_printf(page->frame, "%zu", n.most), NULL);
}

const char *bars_legend(struct page *page, const struct bars *bars,
                        double width_mm, bool has_brackets,
                        struct legend_entry keys[STYLES])
{
    g_autofree const char **names =
        pick_system_names(page, width_mm, page->options->profile.label_pt);
    bool is_tested = bars->n_systems > 1;
    const char *parts[] = {
        pick_note_words(page, page->words->note_means, bars->n),
        is_tested && has_brackets
            ? page->words->adjusted[bars->results->options.adjust]
            : NULL,
        is_tested && !has_brackets ? page->words->brackets_in_table : NULL,
    };

    for (size_t s = 0; s < bars->n_systems; s++)
        keys[s] = (struct legend_entry){
            .kind = LEGEND_AREA,
            .paint = style_area(system_style(s, bars->options->is_gray)),
            .text = names[s],
        };
    return pick_join(page, parts, G_N_ELEMENTS(parts));
}

struct pick_unit bars_unit(const struct bars *bars)
{
    return pick_unit(pick_cell(bars->results, bars->cells[0]), bars->low,
                     bars->high);
}

static void write_csv(struct page *page, const struct bars *bars, size_t from,
                      size_t to)
{
    GString *csv = page->frame->csv;

    g_string_append(csv, "metric,condition,system,n,mean,low,high,unit\n");
    for (size_t g = from; g < to; g++)
        for (size_t s = 0; s < bars->n_systems; s++) {
            const struct result_sample *sample =
                results_sample(bars->results, bars->cells[g], s);
            const struct result_cell *cell =
                pick_cell(bars->results, bars->cells[g]);
            label_put_field(csv, bars->metric->name);
            g_string_append_c(csv, ',');
            label_put_field(csv, condition(bars, g));
            g_string_append_c(csv, ',');
            label_put_field(csv, pick_system(bars->results, s)->name);
            g_string_append_printf(csv, ",%zu,", sample->data.n);
            label_put_number(csv, pick_mean(bars->results, sample));
            g_string_append_c(csv, ',');
            label_put_number(csv, pick_low(bars->results, sample));
            g_string_append_c(csv, ',');
            label_put_number(csv, pick_high(bars->results, sample));
            g_string_append_c(csv, ',');
            label_put_field(csv, cell->unit);
            g_string_append_c(csv, '\n');
        }
}

static void tell(struct page *page, const struct bars *bars)
{
    g_autoptr(GArray) tested = g_array_new(FALSE, FALSE, sizeof(size_t));
    const char *systems = story_systems(page), *p_words = NULL;
    const struct result_cell *cell = pick_cell(bars->results, bars->cells[0]);
    const char *metric = pick_metric_words(page, cell);

    for (size_t g = 0; g < bars->n_groups; g++)
        for (guint i = 0; i < bars->pairs->len; i++) {
            const struct result_comparison *it = bars_comparison(bars, g, i);
            if (!it)
                continue;
            size_t index =
                (size_t)(it - (const struct result_comparison *)(void *)
                                  bars->results->comparisons->data);
            g_array_append_val(tested, index);
            p_words = story_tested(page, it->family);
        }
    g_autofree char *capital = label_capital(metric);
    g_autofree char *capital_label = label_capital(cell->metric->label);
    const char *caption[] = {
        chart_words_fill(page->frame, page->words->bars_caption, capital,
                         systems, pick_interval_words(page)),
        p_words,
        frame_printf(page->frame, "%s.", pick_n_words(page, bars->n)),
    };
    const char *alt[] = {
        chart_words_fill(page->frame, page->words->bars_alt, metric, systems,
                         NULL),
        story_findings(page, (const size_t *)(void *)tested->data, tested->len),
    };
    story_tell(page,
               chart_words_fill(page->frame, page->words->bars_title,
                                capital_label, systems, NULL),
               caption, G_N_ELEMENTS(caption), alt, G_N_ELEMENTS(alt));
}

void bars_tell(struct page *page, const struct bars *bars, size_t from,
               size_t to)
{
    write_csv(page, bars, from, to);
    tell(page, bars);
}
