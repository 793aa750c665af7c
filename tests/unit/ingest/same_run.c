/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "same_run.h"

static void assert_same_fields(const GArray *a, const GArray *b)
{
    g_assert_cmpuint(a->len, ==, b->len);
    for (size_t i = 0; i < a->len; i++) {
        const struct run_field *x = &g_array_index(a, struct run_field, i);
        const struct run_field *y = &g_array_index(b, struct run_field, i);

        g_assert_cmpstr(x->name, ==, y->name);
        g_assert_cmpstr(x->value, ==, y->value);
    }
}

static void assert_same_values(const GArray *a, const GArray *b)
{
    g_assert_cmpuint(a->len, ==, b->len);
    for (size_t i = 0; i < a->len; i++) {
        const struct run_value *x = &g_array_index(a, struct run_value, i);
        const struct run_value *y = &g_array_index(b, struct run_value, i);

        g_assert_true(x->metric == y->metric);
        g_assert_cmpstr(x->item, ==, y->item);
        g_assert_cmpint(x->value.digits, ==, y->value.digits);
        g_assert_cmpint(x->value.exponent, ==, y->value.exponent);
        g_assert_cmpuint(x->line, ==, y->line);
        g_assert_cmpstr(x->part, ==, y->part);
        g_assert_cmpuint(x->marks, ==, y->marks);
    }
}

static void assert_same_distributions(const GArray *a, const GArray *b)
{
    g_assert_cmpuint(a->len, ==, b->len);
    for (size_t i = 0; i < a->len; i++) {
        const struct run_distribution *x =
            &g_array_index(a, struct run_distribution, i);
        const struct run_distribution *y =
            &g_array_index(b, struct run_distribution, i);

        g_assert_true(x->metric == y->metric);
        g_assert_cmpint(x->exponent, ==, y->exponent);
        g_assert_cmpuint(x->total, ==, y->total);
        assert_same_bytes(
            x->counts->data, x->counts->len * sizeof(struct run_count),
            y->counts->data, y->counts->len * sizeof(struct run_count));
    }
}

static void assert_same_reasons(const GArray *a, const GArray *b)
{
    g_assert_cmpuint(a->len, ==, b->len);
    for (size_t i = 0; i < a->len; i++) {
        const struct run_reason *x = &g_array_index(a, struct run_reason, i);
        const struct run_reason *y = &g_array_index(b, struct run_reason, i);

        g_assert_true(x->reason == y->reason);
        g_assert_cmpuint(x->line, ==, y->line);
        g_assert_cmpuint(x->column, ==, y->column);
        g_assert_cmpstr(x->message, ==, y->message);
    }
}

static void assert_same_notes(const GArray *a, const GArray *b)
{
    g_assert_cmpuint(a->len, ==, b->len);
    for (size_t i = 0; i < a->len; i++) {
        const struct run_note *x = &g_array_index(a, struct run_note, i);
        const struct run_note *y = &g_array_index(b, struct run_note, i);

        g_assert_cmpstr(x->slug, ==, y->slug);
        g_assert_cmpuint(x->line, ==, y->line);
        g_assert_cmpstr(x->message, ==, y->message);
    }
}

void assert_same_run(const Run *run, const Run *expected)
{
    g_assert_cmpstr(run->tool, ==, expected->tool);
    g_assert_cmpstr(run->format, ==, expected->format);
    g_assert_cmpstr(run->tool_version, ==, expected->tool_version);
    g_assert_cmpuint(run->line, ==, expected->line);
    g_assert_cmpint(run->status, ==, expected->status);
    g_assert_cmpint(run->started_s, ==, expected->started_s);
    g_assert_cmpint(run->is_part, ==, expected->is_part);
    assert_same_fields(run->parameters, expected->parameters);
    assert_same_fields(run->context, expected->context);
    assert_same_values(run->values, expected->values);
    assert_same_distributions(run->distributions, expected->distributions);
    assert_same_reasons(run->reasons, expected->reasons);
    assert_same_notes(run->notes, expected->notes);
}
