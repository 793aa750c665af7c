/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "same_runs.h"

#include "expected_runs.h"

LogSource *read_string(const GString *log)
{
    return read_bytes("test", log->str, log->len);
}

GString *odd_log(const char *file)
{
    g_autoptr(GBytes) bytes = data_bytes("odd", file);

    return g_string_new_len(g_bytes_get_data(bytes, NULL),
                            (gssize)g_bytes_get_size(bytes));
}

const Run *only_run(const LogSource *source)
{
    g_assert_cmpuint(source->runs->len, ==, 1);
    return g_ptr_array_index(source->runs, 0);
}

static bool is_reported(const struct run_value *value)
{
    return !(value->marks & VALUE_REFUSED);
}

void expect_values_of(const char *name, const Run *run, const Run *of)
{
    for (guint i = 0; i < run->values->len; i++) {
        const struct run_value *value =
            &g_array_index(run->values, struct run_value, i);
        const struct run_value *other =
            run_find(of, value->metric->name, value->item);

        if (!is_reported(value))
            continue;
        if (!other || !is_reported(other) ||
            other->value.digits != value->value.digits ||
            other->value.exponent != value->value.exponent)
            g_error("%s: %s is another value", name, value->metric->name);
    }
}

static void expect_same_run(const char *name, const Run *a, const Run *b)
{
    g_autofree char *work_a = run_workload(a);
    g_autofree char *work_b = run_workload(b);

    if (a->status != b->status)
        g_error("%s: status %d, not %d: %s", name, b->status, a->status,
                b->reasons->len
                    ? g_array_index(b->reasons, struct run_reason, 0).message
                    : "");
    g_assert_cmpstr(work_a, ==, work_b);
    g_assert_cmpuint(a->values->len, ==, b->values->len);
    expect_values_of(name, b, a);
}

void expect_same_runs(const char *name, const GString *a, const GString *b)
{
    g_autoptr(LogSource) source_a = read_string(a);
    g_autoptr(LogSource) source_b = read_string(b);

    if (source_a->runs->len != source_b->runs->len)
        g_error("%s: %u runs, not %u", name, source_b->runs->len,
                source_a->runs->len);
    g_assert_cmpuint(source_a->runs->len, >, 0);
    for (guint i = 0; i < source_a->runs->len; i++)
        expect_same_run(name, g_ptr_array_index(source_a->runs, i),
                        g_ptr_array_index(source_b->runs, i));
}

void expect_cuts_to_be_harmless(const char *name, const GString *log)
{
    g_autoptr(LogSource) whole = read_string(log);

    for (size_t len = 0; len < log->len; len++) {
        g_autoptr(LogSource) cut = read_bytes(name, log->str, len);

        g_assert_cmpuint(cut->runs->len, <=, whole->runs->len);
        for (guint i = 0; i < cut->runs->len; i++) {
            const Run *run = g_ptr_array_index(cut->runs, i);

            if (run->status != RUN_REFUSED)
                expect_values_of(name, run, g_ptr_array_index(whole->runs, i));
        }
    }
}

GString *with_crlf(const GString *log)
{
    GString *to = g_string_new(NULL);

    for (size_t i = 0; i < log->len; i++) {
        if (log->str[i] == '\n')
            g_string_append_c(to, '\r');
        g_string_append_c(to, log->str[i]);
    }
    return to;
}

GString *with_prefix(const GString *log, const char *prefix)
{
    GString *to = g_string_new(NULL);

    for (size_t i = 0; i < log->len; i++) {
        if (!i || log->str[i - 1] == '\n')
            g_string_append(to, prefix);
        g_string_append_c(to, log->str[i]);
    }
    return to;
}

void replace(GString *log, const char *old, const char *new_text)
{
    if (!g_string_replace(log, old, new_text, 1))
        g_error("'%s' is not in the log", old);
}
