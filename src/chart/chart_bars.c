/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Grouped bars with intervals: means of one metric, a group a workload, a
 * bar a system (FIGURES section 9.1).
 *
 * 1. Bars start at zero on a linear axis that ends at a tick beyond the
 *    highest whisker.
 * 2. Whiskers are intervals of the mean; brackets give percent and p of each
 *    subject against the reference, and stand above whatever is below them.
 * 3. The height is fixed, so the plot is laid out again, lower, until the
 *    brackets fit above it.
 */
#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "chart/kinds.h"
#include "chart/label.h"
#include "chart/story.h"
#include "compare/slug.h"

enum { GROUPS_MAX = 6, ATTEMPTS = 12, SETTLE = 4 };

#define BAR_SHARE 0.74 /* of a group; the rest is the gap */
#define BAR_GAP 0.02
#define BAR_GAP_MOST_MM 0.5
#define BAR_MOST_MM 9.0
#define HEAD_GAP 0.8 /* below the legend */

struct bars {
    const Results *results;
    const struct chart_options *options;
    const struct metric *metric;
    size_t n_groups, n_systems;
    size_t cells[GROUPS_MAX];
    GArray *pairs;    /* struct pick_pair: what was compared */
    double low, high; /* of bars and whiskers, shown unit */
    struct pick_n n;
};

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
    struct decimal values[GROUPS_MAX];

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

static bool collect(struct bars *bars, GError **error)
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
    if (cells->len > GROUPS_MAX)
        return cotejo_fail(error, COTEJO_ERROR_USAGE,
                           "chart 'bars' shows at most %d workloads, '%s' has "
                           "%u; chart 'forest' shows them all",
                           GROUPS_MAX, bars->metric->name, cells->len);
    bars->n_groups = cells->len;
    memcpy(bars->cells, cells->data, cells->len * sizeof(size_t));
    int scale = find_scale(bars);
    if (scale >= 0)
        sort_groups(bars, scale);
    find_range(bars);
    return true;
}

/* One layout with the plot's top at a given place. */
struct attempt {
    const struct bars *bars;
    struct page page;
    struct axis axis;
    double top, bottom, left, right, pitch, width;
    double highest; /* ink above the plot */
    double limit;   /* where it may begin */
    struct legend_entry keys[STYLES];
    const char *note;
};

static double bar_left(const struct attempt *a, size_t group, size_t system)
{
    size_t n = a->bars->n_systems;
    double gap = fmin(BAR_GAP * a->pitch, BAR_GAP_MOST_MM);
    double whole = (double)n * a->width + (double)(n - 1) * gap;
    double centre = a->left + ((double)group + 0.5) * a->pitch;

    return centre - whole / 2 + (double)system * (a->width + gap);
}

static void draw_bar(struct attempt *a, size_t group, size_t system)
{
    const struct result_sample *sample =
        results_sample(a->bars->results, a->bars->cells[group], system);
    struct system_style style = system_style(system, a->bars->options->is_gray);
    double x = bar_left(a, group, system);
    double mean = pick_mean(a->bars->results, sample);
    double low = pick_low(a->bars->results, sample);
    double high = pick_high(a->bars->results, sample);
    double zero = axis_to_page(&a->axis, 0);

    if (!isfinite(mean)) {
        struct type type = type_note(&a->page, ANCHOR_MIDDLE);
        frame_text(a->page.frame, "value", x + a->width / 2, zero - 1.2,
                   a->page.words->missing, type);
        return;
    }
    double y = axis_to_page(&a->axis, mean);
    frame_rect(a->page.frame, Z_AREA, "bar", x, fmin(y, zero), a->width,
               fabs(zero - y), style_area(style))
        ->datum = mean;
    if (!(high > low)) /* no interval, or all runs equal */
        return;
    struct paint paint = PAINT_LINE(COLOUR_INK, LINE_WHISKER);
    paint.halo_mm = UNDERSTROKE_MM;
    draw_interval(
        a->page.frame, false,
        (struct point_mm){x + a->width / 2, axis_to_page(&a->axis, low)},
        (struct point_mm){x + a->width / 2, axis_to_page(&a->axis, high)}, low,
        high, fmin(CAP_MM, 0.7 * a->width), paint);
}

static const struct result_comparison *comparison(const struct bars *bars,
                                                  size_t group, guint pair)
{
    return pick_comparison(bars->results, bars->cells[group],
                           g_array_index(bars->pairs, struct pick_pair, pair));
}

static size_t count_brackets(const struct bars *bars)
{
    size_t n = 0;

    for (size_t g = 0; g < bars->n_groups; g++)
        for (guint i = 0; i < bars->pairs->len; i++)
            n += comparison(bars, g, i) != NULL;
    return n;
}

static void draw_brackets(struct attempt *a)
{
    const struct bars *bars = a->bars;
    struct bracket brackets[BRACKETS_MAX];
    size_t n = 0;

    if (count_brackets(bars) > BRACKETS_MAX)
        return;
    for (size_t g = 0; g < bars->n_groups; g++)
        for (guint i = 0; i < bars->pairs->len; i++) {
            struct pick_pair pair =
                g_array_index(bars->pairs, struct pick_pair, i);
            const struct result_comparison *it = comparison(bars, g, i);
            if (!it)
                continue;
            /* Where two share a bar they would stand on one foot. */
            double inset = bars->n_systems > 2 ? 0.6 : 0;
            brackets[n].left =
                bar_left(a, g, pair.reference) + a->width / 2 + inset;
            brackets[n].right =
                bar_left(a, g, pair.subject) + a->width / 2 - inset;
            bracket_label(&a->page, it, false, &brackets[n++]);
        }
    a->highest = brackets_draw(&a->page, brackets, n, a->left, a->right);
}

static const char *group_label(const struct attempt *a, size_t group, int scale)
{
    const char *words = condition(a->bars, group);

    if (scale >= 0)
        return words + strlen(scales[scale].prefix);
    return *words ? words : a->bars->metric->tool;
}

/* n under the group when it is not the same everywhere. */
static const char *group_n(struct attempt *a, size_t group)
{
    struct pick_n n = {0};

    if (a->bars->n.least == a->bars->n.most)
        return NULL;
    for (size_t s = 0; s < a->bars->n_systems; s++)
        pick_add_n(
            &n,
            results_sample(a->bars->results, a->bars->cells[group], s)->data.n);
    if (n.least == n.most)
        return pick_n_words(&a->page, n);
    return chart_words_fill(a->page.frame, a->page.words->n_short,
                            frame_printf(a->page.frame, "%zu", n.least),
                            frame_printf(a->page.frame, "%zu", n.most), NULL);
}

/* Names of the groups in one or two lines; returns where they end. */
static double draw_groups(struct attempt *a, double y, int scale)
{
    struct type type = type_label(&a->page, ANCHOR_MIDDLE);
    struct type small = type_note(&a->page, ANCHOR_MIDDLE);
    double room = a->pitch - 1.6, step = line_height(type.size_pt);
    size_t most = 0;

    for (size_t g = 0; g < a->bars->n_groups; g++) {
        double x = a->left + ((double)g + 0.5) * a->pitch;
        const char *words = group_label(a, g, scale);
        const char *n = group_n(a, g);
        char *lines[4] = {NULL};
        size_t used = 0;
        if (!label_wrap(words, room, type.size_pt, &lines[0], &lines[1])) {
            g_auto(GStrv) fitted =
                label_shorten(&words, 1, 40, room, type.size_pt);
            lines[0] = g_strdup(fitted[0]);
        }
        if (n)
            lines[lines[1] ? 2 : 1] = g_strdup(n);
        for (; used < 3 && lines[used]; used++) {
            bool is_n = n && !lines[used + 1];
            frame_text(a->page.frame, is_n ? "group-n" : "group", x,
                       y + cap_height(type.size_pt) + (double)used * step,
                       lines[used], is_n ? small : type);
            g_free(lines[used]);
        }
        frame_join(a->page.frame, used);
        most = MAX(most, used);
    }
    return y + cap_height(type.size_pt) + (double)(most - 1) * step + 0.6;
}

/* How many lines the labels of the groups will take. */
static double groups_height(struct attempt *a, int scale)
{
    struct page copy = a->page;
    double height;

    a->page.frame = frame_new("", 1, 1);
    height = draw_groups(a, 0, scale);
    frame_free(a->page.frame);
    a->page = copy;
    return height;
}

static struct pick_unit axis_unit(const struct attempt *a)
{
    const struct bars *bars = a->bars;

    return pick_unit(pick_cell(bars->results, bars->cells[0]), bars->low,
                     bars->high);
}

static void set_axis(struct attempt *a)
{
    struct axis_wish wish = {
        .low = a->bars->low,
        .high = a->bars->high,
        .length_mm = fmax(1, a->bottom - a->top),
        .ideal_mm = 10,
        .least_mm = 7,
        .from_zero = true,
        .close_low = a->bars->low < 0,
        .close_high = true,
        .unit = axis_unit(a).size,
    };

    axis_linear(&wish, &a->axis);
    axis_place(&a->axis, a->bottom, a->top);
}

static void set_widths(struct attempt *a, const char *title)
{
    size_t n = a->bars->n_systems;
    double tick_pt = a->page.options->profile.tick_pt;

    a->left = a->page.left +
              page_title_left_width(&a->page, title, a->bottom - a->top,
                                    a->bottom - a->limit) +
              axis_label_width(&a->axis, tick_pt) + TICK_GAP + TICK_MM;
    a->right = a->page.right;
    a->pitch = (a->right - a->left) / (double)a->bars->n_groups;
    a->width =
        fmin(BAR_MOST_MM,
             a->pitch * (BAR_SHARE - BAR_GAP * (double)(n - 1)) / (double)n);
}

static void set_legend(struct attempt *a)
{
    const struct bars *bars = a->bars;
    g_autofree const char **names =
        pick_system_names(&a->page, (a->page.right - a->left) / 2,
                          a->page.options->profile.label_pt);
    const char *note =
        pick_note_words(&a->page, a->page.words->note_means, bars->n);
    bool is_tested = pick_systems(bars->results) > 1;
    bool is_full = count_brackets(bars) > BRACKETS_MAX;
    const char *parts[] = {
        note,
        is_tested && !is_full
            ? a->page.words->adjusted[bars->results->options.adjust]
            : NULL,
        is_full ? a->page.words->brackets_in_table : NULL,
    };

    for (size_t s = 0; s < bars->n_systems; s++)
        a->keys[s] = (struct legend_entry){
            .kind = LEGEND_AREA,
            .paint = style_area(system_style(s, bars->options->is_gray)),
            .text = names[s],
        };
    a->note = pick_join(&a->page, parts, G_N_ELEMENTS(parts));
}

static void draw_marks(struct attempt *a)
{
    for (size_t g = 0; g < a->bars->n_groups; g++)
        for (size_t s = 0; s < a->bars->n_systems; s++)
            draw_bar(a, g, s);
    a->highest = INFINITY;
    draw_brackets(a);
}

static void write_csv(struct attempt *a)
{
    const struct bars *bars = a->bars;
    GString *csv = a->page.frame->csv;

    g_string_append(csv, "metric,condition,system,n,mean,low,high,unit\n");
    for (size_t g = 0; g < bars->n_groups; g++)
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

static void tell(struct attempt *a)
{
    const struct bars *bars = a->bars;
    struct page *page = &a->page;
    g_autoptr(GArray) tested = g_array_new(FALSE, FALSE, sizeof(size_t));
    const char *systems = story_systems(page), *p_words = NULL;
    const struct result_cell *cell = pick_cell(bars->results, bars->cells[0]);
    const char *metric = pick_metric_words(page, cell);

    for (size_t g = 0; g < bars->n_groups; g++)
        for (guint i = 0; i < bars->pairs->len; i++) {
            const struct result_comparison *it = comparison(bars, g, i);
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

static void draw_rest(struct attempt *a, const char *title, int scale)
{
    Frame *frame = a->page.frame;
    double y;

    page_axis_left(&a->page, &a->axis, a->left, a->right);
    frame_line(frame, Z_AXIS, "axis", a->left, axis_to_page(&a->axis, 0),
               a->right, axis_to_page(&a->axis, 0),
               PAINT_LINE(COLOUR_INK, LINE_AXIS));
    page_title_left(&a->page, title, a->top, a->bottom, a->limit);
    y = draw_groups(a, a->bottom + TICK_GAP + 0.2, scale);
    if (scale >= 0)
        page_title_bottom(&a->page, scales[scale].title, a->left, a->right, y);
    frame_plot_area(frame, a->left, a->top, a->right - a->left,
                    a->bottom - a->top);
}

/* Lays the whole figure out with the plot `down` below where it could
 * begin; a->highest - a->limit tells whether that was enough. */
static void lay_out(struct attempt *a, double down)
{
    const struct bars *bars = a->bars;
    int scale = find_scale(bars);
    g_autofree char *name =
        g_strdup_printf("bars-%s-%s", bars->metric->tool, bars->metric->name);
    g_autofree char *slug = slug_make(name, NULL);
    double height = page_default_height(&bars->options->profile);
    double legend = 0, names = 0;

    a->page = page_open(bars->results, bars->options, slug, height);
    const char *title =
        pick_axis_title(&a->page, pick_cell(bars->results, bars->cells[0]),
                        axis_unit(a).name, true);
    a->limit = a->page.y;
    a->top = a->page.y + down;
    a->bottom = height - MARGIN_BOTTOM - 8;
    set_axis(a);
    /* Names depend on the widths, these on the ticks, these on the height:
     * the tallest that comes up is kept, so that this ends. */
    for (int i = 0; i < SETTLE; i++) {
        set_widths(a, title);
        set_legend(a);
        legend = fmax(legend, legend_height(&a->page, a->keys, bars->n_systems,
                                            a->note, a->left));
        names = fmax(names, groups_height(a, scale));
        a->limit = a->page.y + HEAD_GAP + legend;
        a->top = a->limit + down + 0.5;
        a->bottom = height - MARGIN_BOTTOM - TICK_GAP - names -
                    (scale >= 0 ? scaled(&a->page, ROW_AXIS_TITLE) + 0.2 : 0.2);
        set_axis(a);
    }
    set_widths(a, title);
    legend_draw(&a->page, a->keys, bars->n_systems > 1 ? bars->n_systems : 0,
                a->note, a->left);
    draw_marks(a);
    draw_rest(a, title, scale);
}

static bool layout_bars(const Results *results,
                        const struct chart_options *options, GPtrArray *frames,
                        GError **error)
{
    g_autoptr(GArray) pairs = pick_pairs(results);
    struct bars bars = {.results = results, .options = options, .pairs = pairs};
    struct attempt a = {.bars = &bars};
    double down = 0;

    if (!collect(&bars, error))
        return false;
    for (int i = 0; i < ATTEMPTS; i++) {
        frame_free(a.page.frame);
        lay_out(&a, down);
        if (a.highest >= a.limit)
            break;
        down += a.limit - a.highest + 0.02;
    }
    if (a.bottom - a.top < PLOT_LEAST_HEIGHT ||
        a.right - a.left < PLOT_LEAST_WIDTH || a.highest < a.limit) {
        double more_height = PLOT_LEAST_HEIGHT - (a.bottom - a.top);
        double more_width = PLOT_LEAST_WIDTH - (a.right - a.left);
        double width = options->profile.width_mm + fmax(0, more_width);
        double height = a.page.frame->height_mm + fmax(0, more_height);
        frame_free(a.page.frame);
        return page_refuse(options, "bars", width, height, error);
    }
    write_csv(&a);
    tell(&a);
    g_ptr_array_add(frames, a.page.frame);
    return true;
}

const struct chart_kind chart_bars = {
    .name = "bars",
    .summary = "means of one metric as grouped bars with intervals",
    .needs = "a metric of whole runs, up to 6 workloads, up to 8 systems",
    .default_profile = "ieee1",
    .layout = layout_bars,
};
