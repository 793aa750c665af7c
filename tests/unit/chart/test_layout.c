/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What FIGURES section 13 asks of the layout, for every chart, profile and
 * kind of data: no text touches another text or a mark, all ink is on the
 * page, every datum inside its plot, bars at zero, type and lines not too
 * small, no word that is none.
 */
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "chart/chart.h"
#include "chart/pick.h"
#include "fixture.h"

#define CLEAR_MM 0.3 /* each side of a text */
#define SLACK_MM 0.02

static const char *const profiles[] = {"sbc",  "ieee1",    "ieee2", "acm1",
                                       "acm2", "acmsmall", "slide", "web"};

static const struct study {
    const char *name;
    Results *(*make)(void);
} studies[] = {
    {"paper", fixture_paper},   {"download", fixture_download},
    {"short", fixture_short},   {"pairs", fixture_pairs},
    {"plain", fixture_plain},   {"many", fixture_many},
    {"small", fixture_small},   {"hostile", fixture_hostile},
    {"margin", fixture_margin}, {"lonely", fixture_lonely},
};

/* A test goes on after a complaint, so that one run shows all of them. */
static void G_GNUC_PRINTF(1, 2) complain(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_test_message("%s", text);
    g_test_fail();
}

static const struct frame_item *item_at(const Frame *frame, guint i)
{
    return &g_array_index(frame->items, struct frame_item, i);
}

static bool has_role(const struct frame_item *item, const char *const roles[])
{
    for (; *roles; roles++)
        if (!strcmp(item->role, *roles))
            return true;
    return false;
}

static const char *const marks[] = {
    "ring",    "bar", "box",       "marker", "point",   "mean", "median",
    "whisker", "cap", "arrowhead", "key",    "bracket", NULL};

/* Every piece of ink of a mark: a polyline is its segments. */
static size_t count_pieces(const struct frame_item *item)
{
    return item->kind == ITEM_POLYLINE ? item->n_points - 1 : 1;
}

static struct box_mm piece_box(const struct frame_item *item, size_t piece)
{
    struct frame_item segment = *item;

    if (item->kind != ITEM_POLYLINE)
        return item_box(item);
    segment.points = item->points + piece;
    segment.n_points = 2;
    return item_box(&segment);
}

static void check_texts(const Frame *frame, const char *where)
{
    for (guint i = 0; i < frame->items->len; i++) {
        const struct frame_item *a = item_at(frame, i);
        if (a->kind != ITEM_TEXT || !*a->text)
            continue;
        for (guint j = 0; j < frame->items->len; j++) {
            const struct frame_item *b = item_at(frame, j);
            bool is_text = b->kind == ITEM_TEXT && j > i && *b->text;
            if (is_text) {
                /* Lines of one text only must not touch. */
                double gap =
                    a->block && a->block == b->block ? 0 : 2 * CLEAR_MM;
                if (box_meets(item_box(a), item_box(b), gap))
                    complain("%s: '%s' and '%s' touch", where, a->text,
                             b->text);
            }
            for (size_t k = 0; has_role(b, marks) && k < count_pieces(b); k++)
                if (box_meets(item_box(a), piece_box(b, k), CLEAR_MM))
                    complain("%s: '%s' touches a %s", where, a->text, b->role);
        }
    }
}

static void check_page(const Frame *frame, const char *where)
{
    for (guint i = 0; i < frame->items->len; i++) {
        const struct frame_item *item = item_at(frame, i);
        struct box_mm box = item_box(item);
        if (box.left < 0 || box.top < 0 || box.right > frame->width_mm ||
            box.bottom > frame->height_mm)
            complain("%s: %s '%s' leaves the page (%g %g %g %g of %g x %g)",
                     where, item->role, item->text ? item->text : "", box.left,
                     box.top, box.right, box.bottom, frame->width_mm,
                     frame->height_mm);
    }
}

static bool inside(const struct frame_plot *plot, double x, double y)
{
    return x >= plot->x - SLACK_MM && x <= plot->x + plot->width + SLACK_MM &&
           y >= plot->y - SLACK_MM && y <= plot->y + plot->height + SLACK_MM;
}

/* The middle of a marker, the ends of a line, all of a bar. */
static bool datum_inside(const struct frame_item *item,
                         const struct frame_plot *plot)
{
    bool is_bar = !strcmp(item->role, "bar");
    struct box_mm box = item_box(item);

    if (item->kind == ITEM_LINE)
        return inside(plot, item->points[0].x, item->points[0].y) &&
               inside(plot, item->points[1].x, item->points[1].y);
    if (is_bar)
        return inside(plot, item->at.x, item->at.y) &&
               inside(plot, item->at.x + item->width,
                      item->at.y + item->height);
    return inside(plot, (box.left + box.right) / 2, (box.top + box.bottom) / 2);
}

static size_t check_data(const Frame *frame, const char *where)
{
    size_t n = 0;

    for (guint i = 0; i < frame->items->len; i++) {
        const struct frame_item *item = item_at(frame, i);
        bool is_inside = false;
        if (isnan(item->datum))
            continue;
        n++;
        for (guint p = 0; p < frame->plots->len && !is_inside; p++)
            is_inside = datum_inside(
                item, &g_array_index(frame->plots, struct frame_plot, p));
        if (!is_inside)
            complain("%s: a %s at %g is outside the plot", where, item->role,
                     item->datum);
    }
    return n;
}

static void check_sizes(const Frame *frame, const char *where)
{
    for (guint i = 0; i < frame->items->len; i++) {
        const struct frame_item *item = item_at(frame, i);
        if (item->kind == ITEM_TEXT && item->size_pt < 7)
            complain("%s: '%s' has %g pt", where, item->text, item->size_pt);
        if (item->stroke != COLOUR_NONE && item->line_pt < 0.4)
            complain("%s: a %s has %g pt", where, item->role, item->line_pt);
    }
}

static void check_words(const Frame *frame, const char *where)
{
    static const char *const bad[] = {"nan",    "inf ",   "-nan", "−0.0 ",
                                      "0.000)", "(null)", NULL};

    for (guint i = 0; i < frame->items->len; i++) {
        const struct frame_item *item = item_at(frame, i);
        for (size_t k = 0; item->kind == ITEM_TEXT && bad[k]; k++)
            if (strstr(item->text, bad[k]) && !strstr(item->text, "no_"))
                complain("%s: '%s' in '%s'", where, bad[k], item->text);
        if (item->kind == ITEM_TEXT)
            g_assert_true(g_utf8_validate(item->text, -1, NULL));
    }
    g_assert_cmpstr(frame->title, !=, "");
    g_assert_cmpstr(frame->caption, !=, "");
    g_assert_cmpint(g_utf8_strlen(frame->alt, -1), <=, 600);
    g_assert_nonnull(strstr(frame->alt, ".csv."));
    g_assert_null(strstr(frame->caption, "{"));
    g_assert_null(strstr(frame->alt, "{1"));
    for (const char *c = frame->name; *c; c++)
        g_assert_true(g_ascii_islower(*c) || g_ascii_isdigit(*c) || *c == '-');
}

static guint plot_of(const Frame *frame, const struct frame_item *item)
{
    for (guint i = 0; i < frame->plots->len; i++)
        if (datum_inside(item,
                         &g_array_index(frame->plots, struct frame_plot, i)))
            return i;
    return 0;
}

static bool has_rows(const Frame *frame)
{
    for (guint i = 0; i < frame->items->len; i++)
        if (!strcmp(item_at(frame, i)->role, "name"))
            return true;
    return false;
}

/* Bars begin at zero: all on one line, and their lengths are to each other
 * as their values, which holds for no other foot. The parts of a stack follow
 * each other. */
static void check_bars(const Frame *frame, const char *kind)
{
    bool is_stack = !strcmp(kind, "cpu") || has_rows(frame);
    double last_y = NAN, last_right = NAN, scale = NAN;
    g_autofree double *feet = g_new(double, frame->plots->len);
    const double *last_foot = NULL;

    for (guint i = 0; i < frame->plots->len; i++)
        feet[i] = NAN;
    for (guint i = 0; i < frame->items->len; i++) {
        const struct frame_item *item = item_at(frame, i);
        if (strcmp(item->role, "bar"))
            continue;
        double *foot = &feet[plot_of(frame, item)]; /* a panel has its own */
        double start = is_stack ? item->at.x : item->at.y + item->height;
        double end = is_stack ? item->at.x + item->width : item->at.y;
        if (is_stack && foot == last_foot && fabs(item->at.y - last_y) <= 0)
            g_assert_cmpfloat_with_epsilon(start, last_right, SLACK_MM);
        else if (isnan(*foot))
            *foot = start;
        else
            g_assert_cmpfloat_with_epsilon(start, *foot, SLACK_MM);
        if (isnan(scale) && item->datum > 0)
            scale = fabs(end - *foot) / item->datum;
        if (item->datum > 0)
            g_assert_cmpfloat_with_epsilon(fabs(end - *foot),
                                           scale * item->datum, SLACK_MM);
        last_foot = foot;
        last_y = item->at.y;
        last_right = item->at.x + item->width;
    }
}

static void check_frame(const Frame *frame, const char *kind,
                        const struct chart_profile *profile, const char *where)
{
    g_assert_cmpfloat(frame->width_mm, ==, profile->width_mm);
    if (profile->max_height_mm > 0)
        g_assert_cmpfloat(frame->height_mm, <=,
                          profile->max_height_mm + SLACK_MM);
    check_page(frame, where);
    check_texts(frame, where);
    g_assert_cmpuint(frame->plots->len, >=, 1);
    check_data(frame, where);
    check_sizes(frame, where);
    check_words(frame, where);
    if (!strcmp(kind, "bars") || !strcmp(kind, "cpu"))
        check_bars(frame, kind);
}

/* What cannot be drawn, and why. Everything else must be. */
static const struct refusal {
    const char *study, *kind, *profile; /* NULL: any */
    enum cotejo_error code;
} refusals[] = {
    {"download", "operations", NULL, COTEJO_ERROR_NOTHING},
    {"download", "cpu", NULL, COTEJO_ERROR_NOTHING},
    {"short", "bars", NULL, COTEJO_ERROR_NOTHING},
    {"short", "forest", NULL, COTEJO_ERROR_NOTHING},
    {"pairs", "cpu", NULL, COTEJO_ERROR_NOTHING},
    {"many", "operations", NULL, COTEJO_ERROR_NOTHING},
    {"many", "cpu", NULL, COTEJO_ERROR_NOTHING},
    {"plain", "operations", NULL, COTEJO_ERROR_NOTHING},
    {"plain", "cpu", NULL, COTEJO_ERROR_NOTHING},
    {"margin", "operations", NULL, COTEJO_ERROR_NOTHING},
    {"margin", "cpu", NULL, COTEJO_ERROR_NOTHING},
    {"lonely", "runs", NULL, COTEJO_ERROR_NOTHING},
    {"hostile", "runs", "slide", COTEJO_ERROR_USAGE}, /* four panels */
    {"lonely", "forest", NULL, COTEJO_ERROR_NOTHING},
    {"lonely", "operations", NULL, COTEJO_ERROR_NOTHING},
};

static const struct refusal *find_refusal(const char *study, const char *kind,
                                          const char *profile)
{
    for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++)
        if (!strcmp(refusals[i].study, study) &&
            !strcmp(refusals[i].kind, kind) &&
            (!refusals[i].profile || !strcmp(refusals[i].profile, profile)))
            return &refusals[i];
    return NULL;
}

static GPtrArray *lay_out(const Results *results, const struct chart_kind *kind,
                          const struct chart_options *options, GError **error)
{
    GPtrArray *frames =
        g_ptr_array_new_with_free_func((GDestroyNotify)frame_free);

    if (kind->layout(results, options, frames, error))
        return frames;
    g_ptr_array_unref(frames);
    return NULL;
}

static void check_chart(const Results *results, const struct chart_kind *kind,
                        const struct chart_options *options, const char *study)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *where =
        g_strdup_printf("%s %s %s", study, kind->name, options->profile.name);
    const struct refusal *refusal =
        find_refusal(study, kind->name, options->profile.name);
    g_autoptr(GPtrArray) frames = lay_out(results, kind, options, &error);

    if (refusal) {
        g_assert_null(frames);
        g_assert_error(error, COTEJO_ERROR, (int)refusal->code);
        return;
    }
    if (!frames) {
        complain("%s: %s", where, error->message);
        return;
    }
    g_assert_cmpuint(frames->len, >=, 1);
    for (guint i = 0; i < frames->len; i++)
        check_frame(frames->pdata[i], kind->name, &options->profile, where);
}

static void test_study(gconstpointer data)
{
    const struct study *study = data;
    g_autoptr(Results) results = study->make();

    for (size_t p = 0; p < G_N_ELEMENTS(profiles); p++)
        for (size_t k = 0; k < n_chart_kinds; k++) {
            struct chart_options options = {0};
            g_assert_true(chart_profile_find(profiles[p], &options.profile));
            check_chart(results, chart_kinds[k], &options, study->name);
        }
}

/* The same with every option of a chart. */
static void test_options(void)
{
    g_autoptr(Results) results = fixture_paper();
    struct chart_profile sbc;

    g_assert_true(chart_profile_find("sbc", &sbc));
    const struct chart_options variants[] = {
        {.profile = sbc, .title = "A title <&> of the figure"},
        {.profile = sbc, .is_gray = true},
        {.profile = sbc, .top = 7},
        {.profile = sbc, .sort = "name"},
        {.profile = sbc, .sort = "value", .top = 60},
        {.profile = sbc, .by_system = true},
        {.profile = sbc, .raw_sign = true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(variants); i++)
        for (size_t k = 0; k < n_chart_kinds; k++)
            check_chart(results, chart_kinds[k], &variants[i], "paper");
}

static Frame *first_frame(const Results *results, const char *kind,
                          const struct chart_options *options)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) frames =
        lay_out(results, chart_kind_find(kind), options, &error);

    g_assert_no_error(error);
    return g_ptr_array_steal_index(frames, 0);
}

static bool shows(const Frame *frame, const char *role, const char *text)
{
    for (guint i = 0; i < frame->items->len; i++) {
        const struct frame_item *item = item_at(frame, i);
        if (item->kind == ITEM_TEXT && !strcmp(item->role, role) &&
            !strcmp(item->text, text))
            return true;
    }
    return false;
}

static size_t count_role(const Frame *frame, const char *role)
{
    size_t n = 0;

    for (guint i = 0; i < frame->items->len; i++)
        n += !strcmp(item_at(frame, i)->role, role);
    return n;
}

/* FIGURES 13.4: the strings of the figure are those of the results. */
static void test_strings(void)
{
    g_autoptr(Results) results = fixture_paper();
    struct chart_options options = {.raw_sign = true};
    size_t n = 0;

    g_assert_true(chart_profile_find("sbc", &options.profile));
    g_autoptr(Frame) forest = first_frame(results, "forest", &options);
    g_autoptr(Frame) operations = first_frame(results, "operations", &options);
    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *it =
            &g_array_index(results->comparisons, struct result_comparison, i);
        const struct result_cell *cell =
            &g_array_index(results->cells, struct result_cell, it->cell);
        bool is_operation = cell->metric->level == METRIC_OPERATION;
        const Frame *frame = is_operation ? operations : forest;
        g_assert_true(shows(frame, "number", it->text.percent));
        if (!is_operation) {
            g_assert_true(shows(frame, "number", it->text.percent_interval));
            g_assert_true(shows(frame, "number", it->text.p_adjusted));
        }
        n++;
    }
    g_assert_cmpuint(n, >, 50);
}

/* Every run is a point, and every operation a row. */
static void test_counts(void)
{
    g_autoptr(Results) download = fixture_download();
    g_autoptr(Results) paper = fixture_paper();
    struct chart_options options = {0};

    g_assert_true(chart_profile_find("sbc", &options.profile));
    g_autoptr(Frame) box = first_frame(download, "box", &options);
    g_assert_cmpuint(count_role(box, "point"), ==, 60);
    g_assert_cmpuint(count_role(box, "box"), ==, 3);
    g_assert_cmpuint(count_role(box, "bracket"), ==, 2);
    g_assert_true(shows(box, "value", "run 4"));
    g_autoptr(Frame) runs = first_frame(download, "runs", &options);
    g_assert_cmpuint(count_role(runs, "point"), ==, 60);
    g_assert_cmpuint(count_role(runs, "data"), ==, 3);
    g_assert_cmpuint(count_role(runs, "ring"), ==, 1);
    g_assert_true(shows(runs, "value", "run 4"));
    g_assert_true(shows(runs, "axis-title", "Run, in the order of the files"));
    g_autoptr(Frame) operations = first_frame(paper, "operations", &options);
    g_assert_cmpuint(count_role(operations, "name"), ==, 48);
    g_assert_cmpuint(count_role(operations, "marker"), ==, 3 * 48);
    g_autoptr(Frame) bars = first_frame(paper, "bars", &options);
    g_assert_cmpuint(count_role(bars, "bar"), ==, 8);
    g_assert_cmpuint(count_role(bars, "bracket"), ==, 4);
    options.top = 14;
    g_autoptr(Frame) cpu = first_frame(paper, "cpu", &options);
    g_assert_cmpuint(count_role(cpu, "name"), ==, 14);
    g_assert_cmpuint(count_role(cpu, "bar"), ==, 14 * 2 * 2);
}

/* A bracket and a figure for each pair that was compared, none for others. */
static void test_pairs(void)
{
    static const char *const forests[] = {"forest-xen", "forest-kvm",
                                          "forest-kvm-against-xen"};
    g_autoptr(Results) results = fixture_pairs();
    struct chart_options options = {0};
    g_autoptr(GError) error = NULL;

    g_assert_true(chart_profile_find("sbc", &options.profile));
    g_autoptr(Frame) box = first_frame(results, "box", &options);
    g_assert_cmpuint(count_role(box, "bracket"), ==, 3);
    g_autoptr(Frame) bars = first_frame(results, "bars", &options);
    g_assert_cmpuint(count_role(bars, "bracket"), ==, 3);
    g_autoptr(GPtrArray) forest =
        lay_out(results, chart_kind_find("forest"), &options, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(forest->len, ==, 3);
    for (guint i = 0; i < forest->len; i++) {
        const Frame *frame = forest->pdata[i];
        g_assert_cmpstr(frame->name, ==, forests[i]);
        g_assert_cmpuint(count_role(frame, "marker"), ==, 1);
        g_assert_cmpuint(frame->reference, ==, i < 2 ? 0 : 1);
        g_assert_cmpuint(frame->subject, ==, i == 0 ? 1 : 2);
    }
    const Frame *last = forest->pdata[2];
    g_assert_true(shows(last, "axis-title", "Advantage of KVM over Xen (%)"));
    g_assert_true(shows(last, "legend", "Xen better"));
    g_assert_nonnull(strstr(last->alt, "Xen is better in 1"));
    g_autoptr(GPtrArray) operations =
        lay_out(results, chart_kind_find("operations"), &options, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(operations->len, ==, 3);
    /* KVM takes longer to insert than Xen: -, and less to select. */
    g_assert_nonnull(strstr(((Frame *)operations->pdata[2])->caption, "KVM"));
    g_assert_nonnull(strstr(((Frame *)operations->pdata[2])->caption, "Xen"));
    g_assert_null(
        strstr(((Frame *)operations->pdata[2])->caption, "Bare metal"));
}

/* The caption names the interval that is drawn. */
static void test_method(void)
{
    g_autoptr(Results) results = fixture_plain();
    struct chart_options options = {0};

    g_assert_true(chart_profile_find("sbc", &options.profile));
    for (guint i = 0; i < results->comparisons->len; i++)
        g_array_index(results->comparisons, struct result_comparison, i)
            .ratio_method = i ? "fieller" : "bootstrap-bca";
    g_autoptr(Frame) forest = first_frame(results, "forest", &options);
    g_assert_nonnull(strstr(forest->caption, "bootstrap"));
    g_assert_null(strstr(forest->caption, "Fieller"));
}

/* What the user says of plain numbers turns the axis and stands on it. */
static void test_better(void)
{
    g_autoptr(Results) results = fixture_plain();
    struct chart_options options = {0};

    g_assert_true(chart_profile_find("sbc", &options.profile));
    g_autoptr(Frame) forest = first_frame(results, "forest", &options);
    /* Means 82 and 102: Xen has 24.4 % more of what is better when less. */
    g_assert_true(shows(forest, "number", "\u221224.4\u00a0%"));
    g_autoptr(Frame) box = first_frame(results, "box", &options);
    g_assert_nonnull(strstr(box->caption, "lower is better"));
}

static size_t count_lines(const GString *text)
{
    size_t n = 0;

    for (const char *c = text->str; *c; c++)
        n += *c == '\n';
    return n;
}

/* More groups than columns hold lie in rows, each with its mean; a page's
 * data file has its rows only. */
static void test_rows(void)
{
    g_autoptr(Results) results = fixture_many();
    struct chart_options options = {0};
    g_autoptr(GError) error = NULL;
    size_t lines = 0;

    g_assert_true(chart_profile_find("ieee1", &options.profile));
    g_autoptr(Frame) frame = first_frame(results, "bars", &options);
    g_assert_cmpuint(count_role(frame, "name"), ==, 12);
    g_assert_cmpuint(count_role(frame, "bar"), ==, 36);
    g_assert_cmpuint(count_role(frame, "number"), ==, 36);
    g_assert_cmpuint(count_role(frame, "bracket"), ==, 0);
    g_assert_true(shows(frame, "name", "c = 120"));
    for (guint i = 0; i < results->samples->len; i++)
        g_assert_true(
            shows(frame, "number",
                  g_array_index(results->samples, struct result_sample, i)
                      .text.mean));
    g_assert_true(chart_profile_find("slide", &options.profile));
    g_autoptr(GPtrArray) pages =
        lay_out(results, chart_kind_find("bars"), &options, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(pages->len, >, 1);
    for (guint i = 0; i < pages->len; i++)
        lines += count_lines(((Frame *)pages->pdata[i])->csv) - 1;
    g_assert_cmpuint(lines, ==, 36);
}

/* Milliseconds on the axis where seconds would print little but zeros; the
 * totals stay as in the tables, and say in what. */
static void test_units(void)
{
    g_autoptr(Results) results = fixture_short();
    struct chart_options options = {0};

    g_assert_true(chart_profile_find("sbc", &options.profile));
    g_autoptr(Frame) operations = first_frame(results, "operations", &options);
    g_assert_true(shows(operations, "axis-title", "Mean (ms), log scale"));
    g_assert_true(shows(operations, "tick-label", "10"));
    g_autoptr(Frame) cpu = first_frame(results, "cpu", &options);
    g_assert_true(
        shows(cpu, "axis-title", "Client CPU time per operation (ms)"));
    g_assert_true(shows(cpu, "tick-label", "20"));
    /* 0.030, 0.031, 0.032, 0.033: the mean is 0.0315. */
    g_assert_true(shows(cpu, "number", "0.0315\u00a0s"));
}

/* Pages together hold every row once and share their axes. */
static void test_pages(void)
{
    g_autoptr(Results) results = fixture_paper();
    struct chart_options options = {0};
    g_autoptr(GError) error = NULL;
    size_t rows = 0;

    g_assert_true(chart_profile_find("150x90mm", &options.profile));
    g_autoptr(GPtrArray) frames =
        lay_out(results, chart_kind_find("operations"), &options, &error);
    g_assert_no_error(error);
    g_assert_cmpuint(frames->len, >=, 3);
    for (guint i = 0; i < frames->len; i++) {
        const Frame *frame = frames->pdata[i];
        g_autofree char *suffix = g_strdup_printf("-%u", i + 1);
        rows += count_role(frame, "name");
        g_assert_true(g_str_has_suffix(frame->name, suffix));
        g_assert_cmpuint(count_role(frame, "tick-label"), ==,
                         count_role(frames->pdata[0], "tick-label"));
    }
    g_assert_cmpuint(rows, ==, 48);
}

/* A margin in a unit is a band of each row that is measured in it: 0.5 s are
 * 5 % of 10 s and 1.25 % of 40 s, and no band of a rate. */
static void test_margin(void)
{
    static const double widths[] = {10, 2.5};
    g_autoptr(Results) results = fixture_margin();
    struct chart_options options = {0};
    double found[2] = {0, 0};
    size_t n = 0;

    g_assert_true(chart_profile_find("sbc", &options.profile));
    g_autoptr(Frame) forest = first_frame(results, "forest", &options);
    g_assert_true(shows(forest, "legend", "equivalence band \u00b10.5 s"));
    for (guint i = 0; i < forest->items->len; i++)
        if (!strcmp(item_at(forest, i)->role, "band")) {
            g_assert_cmpuint(n, <, 2);
            found[n++] = item_at(forest, i)->width;
        }
    g_assert_cmpuint(n, ==, 2);
    g_assert_cmpfloat_with_epsilon(fmax(found[0], found[1]) /
                                       fmin(found[0], found[1]),
                                   widths[0] / widths[1], 1e-6);
}

/* In percent the margin is one band of all rows; its bounds are those that
 * are tested, 1 / 1.03 and 1.03, for a time turned as its row is. */
static void test_reciprocal(void)
{
    g_autoptr(Results) results = fixture_paper();
    struct chart_options options = {.raw_sign = true};
    size_t n = 0;

    g_assert_true(chart_profile_find("sbc", &options.profile));
    g_autoptr(Frame) forest = first_frame(results, "forest", &options);
    for (guint i = 0; i < forest->items->len; i++)
        n += !strcmp(item_at(forest, i)->role, "band");
    g_assert_cmpuint(n, ==, 1);
    for (guint i = 0; i < results->comparisons->len; i++) {
        struct pick_band band =
            pick_band(results, &g_array_index(results->comparisons,
                                              struct result_comparison, i));

        if (!pick_has_band(band))
            continue;
        g_assert_cmpfloat_with_epsilon(band.low, 100 / 1.03 - 100, 1e-9);
        g_assert_cmpfloat_with_epsilon(band.high, 3, 1e-9);
    }
}

/* A page that holds nothing is refused with the size it would take. */
static void test_too_small(void)
{
    g_autoptr(Results) results = fixture_paper();

    for (size_t k = 0; k < n_chart_kinds; k++) {
        struct chart_options options = {0};
        g_autoptr(GError) error = NULL;
        g_assert_true(chart_profile_find("40x40mm", &options.profile));
        options.profile.fixed_height_mm = 25;
        options.profile.max_height_mm = 25;
        g_autoptr(GPtrArray) frames =
            lay_out(results, chart_kinds[k], &options, &error);
        g_assert_null(frames);
        g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_USAGE);
        g_assert_nonnull(strstr(error->message, "needs at least"));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(studies); i++) {
        g_autofree char *path = g_strdup_printf("/layout/%s", studies[i].name);
        g_test_add_data_func(path, &studies[i], test_study);
    }
    g_test_add_func("/layout/options", test_options);
    g_test_add_func("/layout/strings", test_strings);
    g_test_add_func("/layout/counts", test_counts);
    g_test_add_func("/layout/each-pair", test_pairs);
    g_test_add_func("/chart/layout/method", test_method);
    g_test_add_func("/layout/better", test_better);
    g_test_add_func("/layout/rows", test_rows);
    g_test_add_func("/layout/units", test_units);
    g_test_add_func("/layout/pages", test_pages);
    g_test_add_func("/layout/band-in-unit", test_margin);
    g_test_add_func("/layout/band", test_reciprocal);
    g_test_add_func("/layout/too-small", test_too_small);
    return g_test_run();
}
