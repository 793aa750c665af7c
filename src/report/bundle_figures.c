/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bundle's figures: which ones, and painting them in parallel.
 *
 * Layout runs here one after the other; painting is most of the work and
 * runs in threads, the largest figures first, so that the last thread to
 * finish has had little to do.
 */
#include "report/bundle.h"

#include <string.h>

#include "compare/slug.h"
#include "report/view.h"

/* The page's height less that of a caption. */
#define HEIGHT_MAX_MM 185.0

/* For which metrics a chart is made. */
enum extent {
    ONCE,      /* the chart's own choice */
    MAIN_RATE, /* the first headline that is a rate, else the first */
    EACH_RUN,  /* each headline of whole runs */
};

static const struct {
    const char *kind;
    enum extent extent;
    size_t top; /* rows at most; 0: all, over pages */
} plan[] = {
    {"forest", ONCE, 0},   {"bars", MAIN_RATE, 0},   {"box", EACH_RUN, 0},
    {"runs", EACH_RUN, 0}, {"operations", ONCE, 0},  {"cpu", ONCE, 12},
    {"ecdf", ONCE, 0},     {"percentiles", ONCE, 0},
};

const char *const image_suffixes[N_IMAGES] = {
    [IMAGE_PDF] = ".pdf", [IMAGE_PNG] = ".png", [IMAGE_SVG] = ".svg"};

/* ---- which ---- */

struct layout {
    const Results *results;
    struct chart_options options;
    GArray *figures;
    GHashTable *taken; /* names */
    GPtrArray *skipped;
};

static void add_frames(struct layout *layout, const char *kind,
                       GPtrArray *frames)
{
    for (guint i = 0; i < frames->len; i++) {
        struct bundle_figure figure = {.kind = kind,
                                       .frame = g_ptr_array_index(frames, i)};

        figure.name = slug_make(figure.frame->name, layout->taken);
        g_array_append_val(layout->figures, figure);
    }
    /* The figures own them now. */
    g_ptr_array_set_free_func(frames, NULL);
}

static void free_frame(void *frame)
{
    frame_free(frame);
}

/* What cannot be drawn is said, and nothing else is lost by it. */
static void add_chart(struct layout *layout, const char *name,
                      const struct result_cell *cell)
{
    const struct chart_kind *kind = chart_kind_find(name);
    g_autoptr(GPtrArray) frames = g_ptr_array_new_with_free_func(free_frame);
    g_autoptr(GError) error = NULL;
    g_autofree char *metric = NULL;

    if (!kind)
        return;
    layout->options.metric = NULL;
    layout->options.tool = NULL;
    if (cell) {
        metric =
            g_strdup_printf("%s.%s", cell->metric->tool, cell->metric->name);
        layout->options.metric = metric;
        layout->options.tool = cell->metric->tool;
    }
    if (kind->layout(layout->results, &layout->options, frames, &error))
        add_frames(layout, name, frames);
    else if (!g_error_matches(error, COTEJO_ERROR, COTEJO_ERROR_NOTHING))
        g_ptr_array_add(layout->skipped,
                        g_strdup_printf("%s%s%s: %s", name, metric ? " " : "",
                                        metric ? metric : "", error->message));
    layout->options.metric = layout->options.tool = NULL;
}

/* The first cell of each headline metric of whole runs. */
static bool is_first_headline(const Results *results, size_t at)
{
    const struct result_cell *cell = view_cell(results, at);

    if (!cell->is_selected || cell->metric->level != METRIC_RUN ||
        !results_direction(results, cell->metric))
        return false;
    for (size_t i = 0; i < at; i++)
        if (view_cell(results, i)->metric == cell->metric)
            return false;
    return true;
}

static const struct result_cell *main_rate(const Results *results)
{
    const struct result_cell *first = NULL;

    for (guint i = 0; i < results->cells->len; i++) {
        const struct result_cell *cell = view_cell(results, i);

        if (!is_first_headline(results, i))
            continue;
        if (cell->metric->class == METRIC_RATE)
            return cell;
        if (!first)
            first = cell;
    }
    return first;
}

static void add_planned(struct layout *layout, size_t at)
{
    const Results *results = layout->results;
    const struct result_cell *cell;

    layout->options.top = plan[at].top;
    switch (plan[at].extent) {
    case ONCE:
        add_chart(layout, plan[at].kind, NULL);
        break;
    case MAIN_RATE:
        cell = main_rate(results);
        if (cell)
            add_chart(layout, plan[at].kind, cell);
        break;
    case EACH_RUN:
        for (guint i = 0; i < results->cells->len; i++)
            if (is_first_headline(results, i))
                add_chart(layout, plan[at].kind, view_cell(results, i));
        break;
    }
}

static void figure_clear(void *data)
{
    struct bundle_figure *figure = data;

    for (size_t i = 0; i < N_IMAGES; i++)
        if (figure->images[i])
            g_byte_array_unref(figure->images[i]);
    frame_free(figure->frame);
    g_free(figure->name);
}

GArray *bundle_layout(const Results *results, const char *profile,
                      bool is_wanted, GPtrArray *skipped, GError **error)
{
    g_autoptr(GHashTable) taken =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    struct layout layout = {
        .results = results, .taken = taken, .skipped = skipped};
    struct chart_profile *page = &layout.options.profile;

    if (!chart_profile_find(profile ? profile : "sbc", page)) {
        cotejo_fail(error, COTEJO_ERROR_USAGE, "there is no profile '%s'",
                    profile);
        return NULL;
    }
    if (page->max_height_mm <= 0.0 || page->max_height_mm > HEIGHT_MAX_MM)
        page->max_height_mm = HEIGHT_MAX_MM;
    layout.figures = g_array_new(FALSE, FALSE, sizeof(struct bundle_figure));
    g_array_set_clear_func(layout.figures, figure_clear);
    for (size_t i = 0; is_wanted && i < G_N_ELEMENTS(plan); i++)
        add_planned(&layout, i);
    return layout.figures;
}

/* ---- painting ---- */

struct job {
    struct bundle_figure *figure;
    size_t image;
    double weight;
};

struct painters {
    const struct chart_provenance *from;
    GMutex lock;
    GError *error; /* the first; of no job in particular */
};

static GByteArray *paint(const struct job *job,
                         const struct chart_provenance *from, GError **error)
{
    switch (job->image) {
    case IMAGE_PDF:
        return frame_to_pdf(job->figure->frame, from, error);
    case IMAGE_PNG:
        return frame_to_png(job->figure->frame, from, job->figure->frame->dpi,
                            error);
    default:
        return frame_to_svg(job->figure->frame, from, error);
    }
}

static void run_job(void *data, void *user_data)
{
    const struct job *job = data;
    struct painters *painters = user_data;
    g_autoptr(GError) error = NULL;
    GByteArray *bytes = paint(job, painters->from, &error);

    job->figure->images[job->image] = bytes;
    if (bytes)
        return;
    g_mutex_lock(&painters->lock);
    if (!painters->error)
        painters->error = g_steal_pointer(&error);
    g_mutex_unlock(&painters->lock);
}

static int by_weight(const void *a, const void *b)
{
    const struct job *first = a, *second = b;

    return (first->weight < second->weight) - (first->weight > second->weight);
}

/* A PNG costs by its area, the others by their items. */
static GArray *list_jobs(GArray *figures)
{
    GArray *jobs = g_array_new(FALSE, FALSE, sizeof(struct job));

    for (guint i = 0; i < figures->len; i++) {
        struct bundle_figure *figure =
            &g_array_index(figures, struct bundle_figure, i);
        double area = figure->frame->width_mm * figure->frame->height_mm;

        for (size_t k = 0; k < N_IMAGES; k++) {
            struct job job = {
                .figure = figure,
                .image = k,
                .weight = k == IMAGE_PNG ? area : figure->frame->items->len,
            };
            g_array_append_val(jobs, job);
        }
    }
    g_array_sort(jobs, by_weight);
    return jobs;
}

bool bundle_draw(GArray *figures, const struct chart_provenance *from,
                 unsigned jobs, GError **error)
{
    g_autoptr(GArray) list = list_jobs(figures);
    struct painters painters = {.from = from};
    unsigned threads = jobs ? jobs : g_get_num_processors();
    GThreadPool *pool;

    g_mutex_init(&painters.lock);
    pool = g_thread_pool_new(run_job, &painters, (gint)MIN(threads, 64), TRUE,
                             NULL);
    for (guint i = 0; i < list->len; i++) {
        struct job *job = &g_array_index(list, struct job, i);

        /* Without threads (none to be had) the work is done here. */
        if (!pool)
            run_job(job, &painters);
        else
            g_thread_pool_push(pool, job, NULL);
    }
    if (pool)
        g_thread_pool_free(pool, FALSE, TRUE);
    g_mutex_clear(&painters.lock);
    if (!painters.error)
        return true;
    g_propagate_error(error, painters.error);
    return false;
}
