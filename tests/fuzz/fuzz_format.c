/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A parser under arbitrary bytes. Besides surviving, on every input:
 *
 * 1. a run's status is the worst of its reasons, and a refused run reports
 *    no value;
 * 2. lines of reasons, notes and values lie inside the log;
 * 3. distributions are ascending, their counts add up to their total;
 * 4. the same log with CR LF line ends gives the same runs and values;
 * 5. reading twice gives the same.
 */
#include <stdint.h>

#include "ingest/ingest.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static LogSource *read_log(const char *bytes, size_t len)
{
    g_autoptr(Text) text = text_new_memory("fuzz.log", bytes, len);
    LogSource *source = ingest_text(text, FUZZ_FORMAT);

    g_assert_nonnull(source);
    return source;
}

static void check_status(const Run *run)
{
    enum run_status worst = RUN_GOOD;

    for (guint i = 0; i < run->reasons->len; i++) {
        const struct run_reason *reason =
            &g_array_index(run->reasons, struct run_reason, i);

        worst = MAX(worst, reason->reason->status);
        g_assert_nonnull(reason->message);
    }
    g_assert_cmpint(run->status, ==, worst);
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

static void check_run(const Run *run, size_t n_lines)
{
    check_status(run);
    check_distributions(run);
    g_assert_cmpuint(run->line, <=, n_lines);
    for (guint i = 0; i < run->values->len; i++) {
        const struct run_value *value =
            &g_array_index(run->values, struct run_value, i);

        g_assert_cmpuint(value->line, <=, n_lines);
        g_assert_cmpint(value->value.exponent, >=, -60);
        g_assert_cmpint(value->value.exponent, <=, 60);
    }
}

static void check_same(const LogSource *a, const LogSource *b)
{
    g_assert_cmpuint(a->runs->len, ==, b->runs->len);
    for (guint r = 0; r < a->runs->len; r++) {
        const Run *x = a->runs->pdata[r], *y = b->runs->pdata[r];

        g_assert_cmpint(x->status, ==, y->status);
        g_assert_cmpuint(x->values->len, ==, y->values->len);
        for (guint i = 0; i < x->values->len; i++) {
            const struct run_value *v =
                &g_array_index(x->values, struct run_value, i);
            const struct run_value *w =
                &g_array_index(y->values, struct run_value, i);

            g_assert_true(v->metric == w->metric);
            g_assert_cmpint(decimal_compare(v->value, w->value), ==, 0);
        }
    }
}

/* LF becomes CR LF; false when the log holds a CR or a NUL of its own, whose
 * meaning that would change. */
static bool with_crlf(const char *bytes, size_t len, GString *out)
{
    if (memchr(bytes, '\r', len) || memchr(bytes, 0, len))
        return false;
    for (size_t i = 0; i < len; i++) {
        if (bytes[i] == '\n')
            g_string_append_c(out, '\r');
        g_string_append_c(out, bytes[i]);
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const char *log = len ? (const char *)bytes : "";
    g_autoptr(LogSource) source = read_log(log, len);
    g_autoptr(LogSource) again = read_log(log, len);
    g_autoptr(GString) crlf = g_string_new(NULL);
    size_t n_lines = 1;

    for (size_t i = 0; i < len; i++)
        n_lines += log[i] == '\n';
    for (guint i = 0; i < source->runs->len; i++)
        check_run(source->runs->pdata[i], n_lines);
    check_same(source, again);
    if (with_crlf(log, len, crlf)) {
        g_autoptr(LogSource) converted = read_log(crlf->str, crlf->len);

        check_same(source, converted);
    }
    return 0;
}
