/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exact_runs.h"

#include "ingest/format.h"

static void expect_same_fields(const GArray *a, const GArray *b)
{
    g_assert_cmpuint(a->len, ==, b->len);
    for (guint i = 0; i < a->len; i++) {
        const struct run_field *x = &g_array_index(a, struct run_field, i);
        const struct run_field *y = &g_array_index(b, struct run_field, i);

        g_assert_cmpstr(x->name, ==, y->name);
        g_assert_cmpstr(x->value, ==, y->value);
    }
}

static void expect_same_values(const GArray *a, const GArray *b)
{
    g_assert_cmpuint(a->len, ==, b->len);
    for (guint i = 0; i < a->len; i++) {
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

static void expect_same_reasons(const GArray *a, const GArray *b)
{
    g_assert_cmpuint(a->len, ==, b->len);
    for (guint i = 0; i < a->len; i++) {
        const struct run_reason *x = &g_array_index(a, struct run_reason, i);
        const struct run_reason *y = &g_array_index(b, struct run_reason, i);

        g_assert_true(x->reason == y->reason);
        g_assert_cmpuint(x->line, ==, y->line);
        g_assert_cmpuint(x->column, ==, y->column);
        g_assert_cmpstr(x->message, ==, y->message);
    }
}

static void expect_same_notes(const GArray *a, const GArray *b)
{
    g_assert_cmpuint(a->len, ==, b->len);
    for (guint i = 0; i < a->len; i++) {
        const struct run_note *x = &g_array_index(a, struct run_note, i);
        const struct run_note *y = &g_array_index(b, struct run_note, i);

        g_assert_cmpstr(x->slug, ==, y->slug);
        g_assert_cmpuint(x->line, ==, y->line);
        g_assert_cmpstr(x->message, ==, y->message);
    }
}

static void expect_same(const Run *a, const Run *b)
{
    g_assert_cmpstr(a->tool, ==, b->tool);
    g_assert_cmpstr(a->format, ==, b->format);
    g_assert_cmpstr(a->tool_version, ==, b->tool_version);
    g_assert_cmpuint(a->line, ==, b->line);
    g_assert_cmpint(a->status, ==, b->status);
    g_assert_cmpint(a->started_s, ==, b->started_s);
    g_assert_cmpint(a->is_part, ==, b->is_part);
    expect_same_fields(a->parameters, b->parameters);
    expect_same_fields(a->context, b->context);
    expect_same_values(a->values, b->values);
    expect_same_reasons(a->reasons, b->reasons);
    expect_same_notes(a->notes, b->notes);
    g_assert_cmpuint(a->distributions->len, ==, 0);
    g_assert_cmpuint(b->distributions->len, ==, 0);
}

/* The run that the format's parse makes of it, and no other. */
static void expect_parsed(const struct log_format *format, const Run *exact,
                          const char *bytes, size_t len)
{
    g_autoptr(Text) text = text_new_memory("exact", bytes, len);
    g_autoptr(GPtrArray) runs =
        g_ptr_array_new_with_free_func((GDestroyNotify)run_free);

    g_assert_true(log_format_detect(text_head(text)) == format);
    format->parse(text, runs);
    g_assert_null(text_error(text));
    g_assert_cmpuint(runs->len, ==, 1);
    expect_same(exact, runs->pdata[0]);
}

bool expect_exact_agrees(const char *bytes, size_t len)
{
    bool is_taken = false;

    for (size_t i = 0; i < n_log_formats; i++) {
        struct slice log = {bytes, len};
        g_autoptr(Run) exact =
            log_formats[i]->exact ? log_formats[i]->exact(log) : NULL;

        if (!exact)
            continue;
        g_assert_false(is_taken);
        is_taken = true;
        expect_parsed(log_formats[i], exact, bytes, len);
    }
    return is_taken;
}
