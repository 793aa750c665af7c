/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A parser under arbitrary bytes. Besides surviving, on every input:
 *
 * 1. a run's status is the worst of its reasons, and a refused run reports
 *    no value;
 * 2. lines of reasons, notes and values lie inside the log;
 * 3. every value is a finite number;
 * 4. distributions are ascending, their counts add up to their total;
 * 5. the same log with CR LF line ends gives the same runs, values, reasons
 *    and notes;
 * 6. where that says something else (a CR of its own, a NUL), reading twice
 *    gives the same.
 */
#include <math.h>
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

static void check_status(const Run *run, size_t n_lines)
{
    enum run_status worst = RUN_GOOD;

    for (guint i = 0; i < run->reasons->len; i++) {
        const struct run_reason *reason =
            &g_array_index(run->reasons, struct run_reason, i);

        worst = MAX(worst, reason->reason->status);
        g_assert_nonnull(reason->message);
        g_assert_cmpuint(reason->line, <=, n_lines);
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
        if (run->status == RUN_REFUSED)
            g_assert_true(value->marks & VALUE_REFUSED);
    }
    if (run->status == RUN_REFUSED)
        g_assert_cmpuint(run->distributions->len, ==, 0);
}

static void check_run(const Run *run, size_t n_lines)
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

static void check_same(const LogSource *a, const LogSource *b)
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

/* LF becomes CR LF; false when the log holds a CR or a NUL of its own, or is
 * UTF-16, which that would change. */
static bool with_crlf(const char *bytes, size_t len, GString *out)
{
    if (memchr(bytes, '\r', len) || memchr(bytes, 0, len) ||
        (len > 1 && (uint8_t)bytes[0] >= 0xfe && (uint8_t)bytes[1] >= 0xfe))
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
    g_autoptr(GString) crlf = g_string_sized_new(len + len / 16 + 16);
    g_autoptr(LogSource) again = NULL;
    size_t n_lines = 1;

    for (size_t i = 0; i < len; i++)
        n_lines += log[i] == '\n';
    for (guint i = 0; i < source->runs->len; i++)
        check_run(source->runs->pdata[i], n_lines);
    again = with_crlf(log, len, crlf) ? read_log(crlf->str, crlf->len)
                                      : read_log(log, len);
    check_same(source, again);
    return 0;
}
