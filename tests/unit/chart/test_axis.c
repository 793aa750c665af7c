/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ticks against the table of cases of the figure specification (6.1), and
 * what must hold for any data. */
#include <glib.h>
#include <math.h>

#include "chart/axis.h"

struct tick_case {
    const char *name;
    double low, high, length, ideal, least;
    bool from_zero, is_integer;
    const char *labels; /* as printed, separated by blanks */
    double unit;        /* 0: 1 */
};

static const struct tick_case cases[] = {
    {"bars", 0, 1892, 43.5, 10, 7, true, false, "0 500 1,000 1,500 2,000", 0},
    {"box", 60.6, 66.35, 45, 7, 5, false, false, "61 62 63 64 65 66", 0},
    {"forest", -10.2, 28.6, 54, 11, 9, false, false, "−10 0 10 20 30", 0},
    {"small", 0.0021, 0.0093, 40, 10, 7, false, false,
     "0.002 0.004 0.006 0.008 0.010", 0},
    {"negative", -0.43, 0.31, 40, 10, 7, false, false, "−0.4 −0.2 0.0 0.2 0.4",
     0},
    {"large", 1204331, 1268112, 60, 16, 12, false, false,
     "1,200,000 1,220,000 1,240,000 1,260,000", 0},
    {"percent", -24.9, 24.3, 46, 9, 8, false, false, "−20 −10 0 10 20", 0},
    {"counts", 0, 7, 40, 10, 7, true, true, "0 2 4 6 8", 0},
    /* 18.92 s that a log gives in ms, 6.3 ms that it gives in s */
    {"thousands", 0, 18920, 43.5, 10, 7, true, false, "0 5 10 15 20", 1000},
    {"thousandths", 0.0021, 0.0093, 40, 10, 7, false, false, "2 4 6 8 10",
     0.001},
    {"fifths of thousands", 10600, 12350, 45, 7, 5, false, false,
     "10.6 10.8 11.0 11.2 11.4 11.6 11.8 12.0 12.2 12.4", 1000},
};

static char *labels_of(const struct axis *axis)
{
    g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);

    for (size_t i = 0; i < axis->n_ticks; i++)
        g_ptr_array_add(labels, axis_label(axis, axis->ticks[i]));
    g_ptr_array_add(labels, NULL);
    return g_strjoinv(" ", (char **)labels->pdata);
}

static void test_case(gconstpointer data)
{
    const struct tick_case *it = data;
    struct axis_wish wish = {
        .low = it->low,
        .high = it->high,
        .length_mm = it->length,
        .ideal_mm = it->ideal,
        .least_mm = it->least,
        .from_zero = it->from_zero,
        .is_integer = it->is_integer,
        .unit = it->unit,
    };
    struct axis axis;

    axis_linear(&wish, &axis);
    g_autofree char *labels = labels_of(&axis);
    g_assert_cmpstr(labels, ==, it->labels);
}

/* Ranges of every size: data inside, gaps not under the least one, equal
 * steps. */
static void test_any(void)
{
    static const double spans[] = {1e-9, 3.7e-4, 0.02, 1, 7.3, 1e3, 8.8e6, 1e9};
    static const double starts[] = {1e16, -3e17, -1e9, -4.2, -1e-7,
                                    0,    1e-9,  0.3,  60.6, 1e9};

    for (size_t i = 0; i < G_N_ELEMENTS(spans); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(starts); j++) {
            struct axis_wish wish = {.low = starts[j],
                                     .high = starts[j] + spans[i],
                                     .length_mm = 50,
                                     .ideal_mm = 10,
                                     .least_mm = 7};
            struct axis axis;
            axis_linear(&wish, &axis);
            axis_place(&axis, 60, 10);
            g_assert_cmpuint(axis.n_ticks, >=, 2);
            g_assert_cmpfloat(axis.low, <=, wish.low);
            g_assert_cmpfloat(axis.high, >=, wish.high);
            for (size_t t = 1; t < axis.n_ticks; t++) {
                double gap = axis_to_page(&axis, axis.ticks[t - 1]) -
                             axis_to_page(&axis, axis.ticks[t]);
                g_assert_cmpfloat(gap, >=, 7 - 1e-6);
            }
            for (size_t t = 0; t < axis.n_ticks; t++) {
                double y = axis_to_page(&axis, axis.ticks[t]);
                g_assert_cmpfloat(y, >=, 10 - 1e-6);
                g_assert_cmpfloat(y, <=, 60 + 1e-6);
            }
        }
}

static void test_degenerate(void)
{
    static const struct {
        double low, high;
        bool from_zero;
    } ranges[] = {{0, 0, true},       {0, 0, false},  {5, 5, false},
                  {5, 5, true},       {-3, -3, true}, {NAN, NAN, false},
                  {INFINITY, 1, true}};

    for (size_t i = 0; i < G_N_ELEMENTS(ranges); i++) {
        struct axis_wish wish = {.low = ranges[i].low,
                                 .high = ranges[i].high,
                                 .length_mm = 40,
                                 .ideal_mm = 10,
                                 .least_mm = 7,
                                 .from_zero = ranges[i].from_zero};
        struct axis axis;
        axis_linear(&wish, &axis);
        g_assert_true(isfinite(axis.low) && isfinite(axis.high));
        g_assert_cmpfloat(axis.low, <, axis.high);
        g_assert_cmpuint(axis.n_ticks, >=, 2);
    }
}

static void test_closed(void)
{
    struct axis_wish wish = {.low = 0,
                             .high = 1600,
                             .length_mm = 43.5,
                             .ideal_mm = 10,
                             .least_mm = 7,
                             .from_zero = true,
                             .close_high = true};
    struct axis axis;

    axis_linear(&wish, &axis);
    g_assert_cmpfloat(axis.ticks[axis.n_ticks - 1], >=, 1600);
    g_assert_cmpfloat(axis.high, ==, axis.ticks[axis.n_ticks - 1]);
    g_assert_cmpfloat(axis.ticks[0], ==, 0);
}

/* Labels of a horizontal axis keep the least gap beyond their own width. */
static void test_horizontal(void)
{
    for (double length = 25; length < 160; length += 7) {
        struct axis_wish wish = {.low = 0,
                                 .high = 123456,
                                 .length_mm = length,
                                 .ideal_mm = 6,
                                 .least_mm = 2.5,
                                 .is_horizontal = true,
                                 .label_pt = 7.5};
        struct axis axis;
        axis_linear(&wish, &axis);
        axis_place(&axis, 0, length);
        double width = axis_label_width(&axis, 7.5);
        for (size_t t = 1; t < axis.n_ticks; t++)
            g_assert_cmpfloat(axis_to_page(&axis, axis.ticks[t]) -
                                  axis_to_page(&axis, axis.ticks[t - 1]),
                              >=, width + 2.5 - 1e-6);
    }
}

static const struct tick_case log_cases[] = {
    {"decades", 0.4, 243, 44, 6, 2.5, false, false, "1 10 100", 0},
    {"one-two-five", 3.2, 61, 44, 6, 2.5, false, false, "5 10 20 50", 0},
    {"linear", 20, 42, 44, 6, 2.5, false, false, "20 25 30 35 40", 0},
    {"powers", 1e-6, 1e7, 80, 6, 2.5, false, false, NULL, 0},
};

static void test_log(gconstpointer data)
{
    const struct tick_case *it = data;
    struct axis_wish wish = {.low = it->low,
                             .high = it->high,
                             .length_mm = it->length,
                             .ideal_mm = it->ideal,
                             .least_mm = it->least,
                             .is_horizontal = true,
                             .label_pt = 7.5};
    struct axis axis;

    axis_log(&wish, &axis);
    axis_place(&axis, 0, it->length);
    g_autofree char *labels = labels_of(&axis);
    if (it->labels)
        g_assert_cmpstr(labels, ==, it->labels);
    g_assert_cmpfloat(axis_to_page(&axis, it->low), >=, 0);
    g_assert_cmpfloat(axis_to_page(&axis, it->high), <=, it->length);
    /* Equal ratios are equal distances. */
    double one =
        axis_to_page(&axis, 2 * it->low) - axis_to_page(&axis, it->low);
    double two =
        axis_to_page(&axis, it->high) - axis_to_page(&axis, it->high / 2);
    g_assert_cmpfloat_with_epsilon(one, two, 1e-9);
}

static void test_power_labels(void)
{
    struct axis axis = {
        .is_log = true, .low = 1e-9, .high = 1e9, .decimals = -1};
    static const struct {
        double value;
        const char *label;
    } labels[] = {{1e4, "10,000"}, {1e5, "10⁵"},   {0.001, "0.001"},
                  {1e-4, "10⁻⁴"},  {0.02, "0.02"}, {1, "1"}};

    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
        g_autofree char *label = axis_label(&axis, labels[i].value);
        g_assert_cmpstr(label, ==, labels[i].label);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/axis/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(log_cases); i++) {
        g_autofree char *path =
            g_strdup_printf("/axis/log/%s", log_cases[i].name);
        g_test_add_data_func(path, &log_cases[i], test_log);
    }
    g_test_add_func("/axis/any", test_any);
    g_test_add_func("/axis/degenerate", test_degenerate);
    g_test_add_func("/axis/closed", test_closed);
    g_test_add_func("/axis/horizontal", test_horizontal);
    g_test_add_func("/axis/log/labels", test_power_labels);
    return g_test_run();
}
