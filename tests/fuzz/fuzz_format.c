/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A parser under arbitrary bytes. Besides surviving, on every input:
 *
 * 1. what check_runs.h says of every run;
 * 2. the same log with CR LF line ends gives the same runs, values, reasons
 *    and notes;
 * 3. where that says something else (a CR of its own, a NUL), reading twice
 *    gives the same;
 * 4. what a format takes for exactly its own gives the run of its parse.
 */
#include <stdint.h>
#include <string.h>

#include "../unit/ingest/exact_runs.h"
#include "check_runs.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static LogSource *read_log(const char *bytes, size_t len)
{
    g_autoptr(Text) text = text_new_memory("fuzz.log", bytes, len);
    LogSource *source = ingest_text(text, FUZZ_FORMAT);

    g_assert_nonnull(source);
    return source;
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
    for (guint i = 0; i < source->runs->len; i++) {
        check_run(source->runs->pdata[i], n_lines);
        check_refused(source->runs->pdata[i]);
    }
    again = with_crlf(log, len, crlf) ? read_log(crlf->str, crlf->len)
                                      : read_log(log, len);
    check_same_source(source, again);
    expect_exact_agrees(log, len);
    return 0;
}
