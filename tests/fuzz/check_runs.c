/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check_runs.h"

#include <math.h>

/* More than any input here has bytes. */
#define COLUMN_MOST (1u << 24)

static void check_status(const Run *run, size_t n_lines)
{
    enum run_status worst = RUN_GOOD;

    for (guint i = 0; i < run->reasons->len; i++) {
        const struct run_reason *reason =
            &g_array_index(run->reasons, struct run_reason, i);

        worst = MAX(worst, reason->reason->status);
        g_assert_nonnull(reason->message);
        g_assert_cmpuint(reason->line, <=, n_lines);
        g_assert_cmpuint(reason->column, <=, COLUMN_MOST);
    }
    g_assert_cmpint(run->status, ==, worst);
}

static void check_notes(const Run *run, size_t n_lines)
{
    for (guint i = 0; i < run->notes->len; i++) {
        const struct run_note *note =
            &g_array_index(run->notes, struct run_note, i);

        g_assert_nonnull(note->message);
        g_assert_cmpuint(note->line, <=, n_lines);
    }
}

static void check_distributions(const Run *run)
{
    for (guint i = 0; i < run->distributions->len; i++) {
        const struct run_distribution *distribution =
            &g_array_index(run->distributions, struct run_distribution, i);
        uint64_t total = 0;

        for (guint c = 0; c < distribution->counts->len; c++) {
            const struct run_count *count =
                &g_array_index(distribution->counts, struct run_count, c);

            g_assert_cmpuint(count->count, >, 0);
            g_assert_true(!c || count[-1].value < count->value);
            total += count->count;
        }
        g_assert_cmpuint(total, ==, distribution->total);
    }
}

static void check_values(const Run *run, size_t n_lines)
{
    for (guint i = 0; i < run->values->len; i++) {
        const struct run_value *value =
            &g_array_index(run->values, struct run_value, i);

        g_assert_cmpuint(value->line, <=, n_lines);
        g_assert_true(isfinite(decimal_to_double(value->value)));
    }
}

void check_refused(const Run *run)
{
    if (run->status != RUN_REFUSED)
        return;
    for (guint i = 0; i < run->values->len; i++)
        g_assert_true(g_array_index(run->values, struct run_value, i).marks &
                      VALUE_REFUSED);
    g_assert_cmpuint(run->distributions->len, ==, 0);
}

void check_run(const Run *run, size_t n_lines)
{
    g_assert_cmpuint(run->line, <=, n_lines);
    check_status(run, n_lines);
    check_notes(run, n_lines);
    check_values(run, n_lines);
    check_distributions(run);
}

static void check_same_values(const Run *x, const Run *y)
{
    g_assert_cmpuint(x->values->len, ==, y->values->len);
    for (guint i = 0; i < x->values->len; i++) {
        const struct run_value *v =
            &g_array_index(x->values, struct run_value, i);
        const struct run_value *w =
            &g_array_index(y->values, struct run_value, i);

        g_assert_true(v->metric == w->metric);
        g_assert_cmpstr(v->item, ==, w->item);
        g_assert_cmpint(v->value.digits, ==, w->value.digits);
        g_assert_cmpint(v->value.exponent, ==, w->value.exponent);
        g_assert_cmpuint(v->line, ==, w->line);
        g_assert_cmpuint(v->marks, ==, w->marks);
    }
}

static void check_same_words(const Run *x, const Run *y)
{
    g_assert_cmpuint(x->reasons->len, ==, y->reasons->len);
    for (guint i = 0; i < x->reasons->len; i++) {
        const struct run_reason *v =
            &g_array_index(x->reasons, struct run_reason, i);
        const struct run_reason *w =
            &g_array_index(y->reasons, struct run_reason, i);

        g_assert_true(v->reason == w->reason);
        g_assert_cmpuint(v->line, ==, w->line);
        g_assert_cmpuint(v->column, ==, w->column);
        g_assert_cmpstr(v->message, ==, w->message);
    }
    g_assert_cmpuint(x->notes->len, ==, y->notes->len);
}

void check_same_source(const LogSource *a, const LogSource *b)
{
    g_assert_cmpuint(a->runs->len, ==, b->runs->len);
    g_assert_cmpstr(a->format, ==, b->format);
    for (guint r = 0; r < a->runs->len; r++) {
        const Run *x = a->runs->pdata[r], *y = b->runs->pdata[r];

        g_assert_cmpint(x->status, ==, y->status);
        g_assert_cmpuint(x->line, ==, y->line);
        g_assert_cmpint(x->started_s, ==, y->started_s);
        check_same_values(x, y);
        check_same_words(x, y);
        g_assert_cmpuint(x->distributions->len, ==, y->distributions->len);
    }
}
