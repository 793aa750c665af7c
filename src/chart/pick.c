/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/pick.h"

#include <math.h>
#include <string.h>

#include "chart/label.h"
#include "compare/words.h"

const struct result_system *pick_system(const Results *results, size_t system)
{
    return &g_array_index(results->systems, struct result_system, system);
}

const struct result_cell *pick_cell(const Results *results, size_t cell)
{
    return &g_array_index(results->cells, struct result_cell, cell);
}

const struct result_workload *pick_workload(const Results *results,
                                            const struct result_cell *cell)
{
    return &g_array_index(results->workloads, struct result_workload,
                          cell->workload);
}

size_t pick_systems(const Results *results)
{
    return results->systems->len;
}

int pick_direction(const Results *results, const struct result_cell *cell)
{
    return results_direction(results, cell->metric);
}

/* A study that compares only with the reference has no other pairs. */
static bool is_compared(const Results *results, struct pick_pair pair)
{
    return pair.reference == results->reference ||
           (results->options.pairs == PAIRS_ALL &&
            pair.reference < pair.subject &&
            pair.subject != results->reference);
}

GArray *pick_pairs(const Results *results)
{
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(struct pick_pair));
    size_t n = pick_systems(results);

    for (size_t s = 0; s < n; s++) {
        struct pick_pair pair = {results->reference, s};
        if (s != results->reference)
            g_array_append_val(pairs, pair);
    }
    for (size_t r = 0; r < n; r++)
        for (size_t s = r + 1; s < n; s++) {
            struct pick_pair pair = {r, s};
            if (r != results->reference && is_compared(results, pair))
                g_array_append_val(pairs, pair);
        }
    return pairs;
}

const struct result_comparison *
pick_comparison(const Results *results, size_t cell, struct pick_pair pair)
{
    return results_pair(results, cell, pair.reference, pair.subject);
}

bool pick_is_wanted(const struct chart_options *options,
                    const struct result_cell *cell)
{
    if (options->tool && strcmp(options->tool, cell->metric->tool))
        return false;
    if (options->metric)
        return metric_matches(cell->metric, options->metric);
    return cell->is_selected;
}

size_t pick_first(const Results *results, const struct chart_options *options,
                  enum metric_level level, enum metric_class preferred)
{
    size_t first = SIZE_MAX;

    for (guint i = 0; i < results->cells->len; i++) {
        const struct result_cell *cell = pick_cell(results, i);
        if (cell->metric->level != level || !pick_is_wanted(options, cell))
            continue;
        if (preferred == METRIC_PLAIN || cell->metric->class == preferred)
            return i;
        if (first == SIZE_MAX)
            first = i;
    }
    return first;
}

GArray *pick_cells_of(const Results *results,
                      const struct chart_options *options,
                      const struct metric *metric)
{
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(size_t));

    for (guint i = 0; i < results->cells->len; i++) {
        const struct result_cell *cell = pick_cell(results, i);
        size_t index = i;
        if (cell->metric == metric &&
            (!options->tool || !strcmp(options->tool, metric->tool)))
            g_array_append_val(cells, index);
    }
    return cells;
}

static double factor(const Results *results, const struct result_sample *sample)
{
    return pick_cell(results, sample->cell)->display_factor;
}

double pick_mean(const Results *results, const struct result_sample *sample)
{
    return sample->data.n ? sample->moments.mean * factor(results, sample)
                          : NAN;
}

double pick_low(const Results *results, const struct result_sample *sample)
{
    return sample->interval.low * factor(results, sample);
}

double pick_high(const Results *results, const struct result_sample *sample)
{
    return sample->interval.high * factor(results, sample);
}

void pick_add_n(struct pick_n *range, size_t n)
{
    if (!n)
        return;
    range->least = range->most ? MIN(range->least, n) : n;
    range->most = MAX(range->most, n);
}

const char *pick_n_words(struct page *page, struct pick_n range)
{
    const char *least = frame_printf(page->frame, "%zu", range.least);
    const char *most = frame_printf(page->frame, "%zu", range.most);

    if (range.least == range.most)
        return chart_words_fill(page->frame, page->words->n_one, least, NULL,
                                NULL);
    return chart_words_fill(page->frame, page->words->n_range, least, most,
                            NULL);
}

const char *pick_interval_words(struct page *page)
{
    const char *level =
        frame_printf(page->frame, "%.4g%s",
                     100 * page->results->options.confidence, WORDS_PERCENT);

    return chart_words_fill(page->frame, page->words->interval, level, NULL,
                            NULL);
}

const char *pick_note_words(struct page *page, const char *template,
                            struct pick_n n)
{
    if (n.most < 2)
        return page->words->note_single;
    return chart_words_fill(page->frame, template, pick_interval_words(page),
                            pick_n_words(page, n), NULL);
}

static bool unit_is_said(const struct result_cell *cell, const char *label)
{
    return !*cell->unit ||
           (!strcmp(cell->unit, "1/s") && strstr(label, "per second"));
}

/* From a unit to the next larger one, or from s to ms where the former would
 * print little but zeros. Units of 1024 stay: their ticks would not be round.
 */
static const struct {
    const char *from, *to;
    double size;
} prefixes[] = {
    {"us", "ms", 1e3},    {"\u00b5s", "ms", 1e3}, {"ms", "s", 1e3},
    {"B", "kB", 1e3},     {"kB", "MB", 1e3},      {"MB", "GB", 1e3},
    {"B/s", "kB/s", 1e3}, {"kB/s", "MB/s", 1e3},  {"MB/s", "GB/s", 1e3},
    {"s", "ms", 1e-3},
};

#define LABEL_MOST 1e4 /* five digits begin here */
#define LABEL_LEAST 0.1

struct pick_unit pick_unit(const struct result_cell *cell, double low,
                           double high)
{
    struct pick_unit unit = {cell->unit, 1.0};
    double most = fmax(fabs(low), fabs(high));

    if (!isfinite(most) || most <= 0)
        return unit;
    for (size_t i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        bool is_up = prefixes[i].size > 1;
        double shown = most / unit.size;

        if (strcmp(unit.name, prefixes[i].from) ||
            (is_up ? shown < LABEL_MOST : shown >= LABEL_LEAST))
            continue;
        unit.name = prefixes[i].to;
        unit.size *= prefixes[i].size;
    }
    return unit;
}

const char *pick_axis_title(struct page *page, const struct result_cell *cell,
                            const char *unit, bool with_direction)
{
    const char *label = cell->metric->label;
    g_autofree char *capital = label_capital(label);
    const char *title = frame_string(page->frame, capital);
    int direction = pick_direction(page->results, cell);

    if (!unit_is_said(cell, label))
        title = chart_words_fill(page->frame, page->words->title_with_unit,
                                 title, unit, NULL);
    if (with_direction && direction)
        title = chart_words_fill(page->frame, page->words->title_with_direction,
                                 title,
                                 direction > 0 ? page->words->higher_better
                                               : page->words->lower_better,
                                 NULL);
    return title;
}

const char *pick_metric_words(struct page *page, const struct result_cell *cell)
{
    const char *label = cell->metric->label;
    int direction = pick_direction(page->results, cell);
    const char *better =
        direction > 0 ? page->words->higher_better : page->words->lower_better;

    if (!direction)
        return label;
    if (unit_is_said(cell, label))
        return frame_printf(page->frame, "%s (%s)", label, better);
    return frame_printf(page->frame, "%s (%s, %s)", label, cell->unit, better);
}

const char *pick_cell_name(struct page *page, const struct result_cell *cell)
{
    const char *condition = pick_workload(page->results, cell)->condition;

    if (!*condition)
        return cell->name;
    return frame_printf(page->frame, "%s, %s", cell->name, condition);
}

const char *pick_margin_words(struct page *page)
{
    const char *absolute = page->results->options.margin_absolute.text;
    double margin = page->results->options.margin;

    if (absolute)
        return frame_printf(page->frame, "\u00b1%s", absolute);
    if (!isfinite(margin))
        return NULL;
    return frame_printf(page->frame, "\u00b1%.3g%s", 100 * margin,
                        WORDS_PERCENT);
}

struct pick_band pick_band(const Results *results,
                           const struct result_comparison *it)
{
    const struct cotejo_equivalence *e = &it->equivalence;
    double mean = fabs(results_side(results, it, 0)->moments.mean);

    if (it->is_absolute)
        return (struct pick_band){100 * e->bound_low / mean,
                                  100 * e->bound_high / mean};
    return (struct pick_band){100 * (e->bound_low - 1),
                              100 * (e->bound_high - 1)};
}

bool pick_has_band(struct pick_band band)
{
    return isfinite(band.low) && isfinite(band.high);
}

bool pick_same_band(struct pick_band a, struct pick_band b)
{
    return fabs(a.low - b.low) < 1e-9 && fabs(a.high - b.high) < 1e-9;
}

const char **pick_system_names(struct page *page, double width_mm,
                               double size_pt)
{
    size_t n = pick_systems(page->results);
    g_autofree const char **full = g_new0(const char *, n + 1);
    g_auto(GStrv) fitted = NULL;
    const char **names = g_new0(const char *, n + 1);

    for (size_t i = 0; i < n; i++)
        full[i] = pick_system(page->results, i)->name;
    fitted = label_shorten(full, n, 40, width_mm, size_pt);
    for (size_t i = 0; i < n; i++)
        names[i] = frame_string(page->frame, fitted[i]);
    return names;
}

struct pick_pair pick_pair_of(const Results *results,
                              const struct result_comparison *it)
{
    size_t n = pick_systems(results);

    return (struct pick_pair){it->reference % n, it->subject % n};
}

/* The better system's own marker, so that it looks the same in every figure
 * of a study; in grey the shape alone tells. */
struct pick_mark pick_system_mark(const struct page *page, size_t system)
{
    struct system_style style = system_style(system, false);

    if (page->options->is_gray)
        style.fill = COLOUR_PART;
    return (struct pick_mark){style.marker, style.fill};
}

struct pick_mark pick_verdict_mark(const struct page *page,
                                   const struct result_comparison *it)
{
    struct pick_pair pair = pick_pair_of(page->results, it);

    switch (it->code) {
    case BETTER:
        return pick_system_mark(page, pair.subject);
    case WORSE:
        return pick_system_mark(page, pair.reference);
    case EQUIVALENT:
        return (struct pick_mark){MARKER_DIAMOND, COLOUR_WHITE};
    case INCONCLUSIVE:
        return (struct pick_mark){MARKER_CIRCLE, COLOUR_WHITE};
    case DIFFERENT:
        return (struct pick_mark){MARKER_CIRCLE, COLOUR_INK};
    case UNTESTABLE:
        break;
    }
    return (struct pick_mark){MARKER_CROSS, COLOUR_WHITE};
}

const char *pick_join(struct page *page, const char *const parts[], size_t n)
{
    g_autoptr(GString) joined = g_string_new(NULL);

    for (size_t i = 0; i < n; i++)
        if (parts[i] && *parts[i])
            g_string_append_printf(joined, "%s%s",
                                   !joined->len       ? ""
                                   : *parts[i] == '(' ? " "
                                                      : "; ",
                                   parts[i]);
    return frame_string(page->frame, joined->str);
}
