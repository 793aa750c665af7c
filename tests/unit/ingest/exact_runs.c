/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exact_runs.h"

#include "ingest/format.h"
#include "same_run.h"

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
    assert_same_run(exact, runs->pdata[0]);
    g_assert_cmpuint(exact->distributions->len, ==, 0);
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
