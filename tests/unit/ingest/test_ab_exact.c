/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The quick reader of ab's own form. That it agrees with the other reader is
 * asked of every log there is, and of each damaged in every place
 * (test_ab_damage.c, the fuzz target ab); here is which logs it takes at all.
 */
#include <string.h>

#include "exact_runs.h"
#include "expected_runs.h"
#include "same_runs.h"

/* As ab 2.x wrote them, standard error in its place. */
static const char *const taken[] = {
    "ab-2.0.59.log",     "ab-2.2.17-post.log",
    "ab-2.2.34-put.log", "ab-2.4.1.log",
    "ab-c50-testd.log",  "ab-done-form.log",
    "ab-edited-rps.log", "ab-head.log",
    "ab-https.log",      "ab-length-failures.log",
    "ab-mixed-500.log",  "ab-n1.log",
    "ab-n3.log",         "ab-no-percentiles.log",
    "ab-non2xx-all.log", "ab-post.log",
    "ab-put.log",        "ab-sigint.log",
    "ab-timelimit.log",  "ab-variable-l.log",
    "ab-with-e-g.log",
};

/* Which somebody or something came in between, or an ab of another kind. */
static const char *const left[] = {
    "ab-c-gt-n.log",
    "ab-1.3d.log",
    "ab-2.2.3-html.log",
    "ab-2.2.3-no-sd.log",
    "ab-2.2.3-six-runs.log",
    "ab-compose-prefix.log",
    "ab-concat-5.log",
    "ab-crlf.log",
    "ab-cut-in-number.log",
    "ab-cut-in-percentiles.log",
    "ab-cut-in-table.log",
    "ab-indented.log",
    "ab-mail-quoted.log",
    "ab-refused.log",
    "ab-script.log",
    "ab-sigkill.log",
    "ab-trunk.log",
    "ab-utf16.log",
    "ab-verbose-injected.log",
    "ab-with-bash-time.log",
};

static bool takes(const char *file)
{
    GString *log = odd_log(file);
    bool is_taken = expect_exact_agrees(log->str, log->len);

    g_string_free(log, TRUE);
    return is_taken;
}

static void test_taken(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(taken); i++)
        if (!takes(taken[i]))
            g_error("%s is not read exactly", taken[i]);
}

static void test_left(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(left); i++)
        if (takes(left[i]))
            g_error("%s is read exactly", left[i]);
}

/* Whatever a log is, both readers say the same of it. */
static void test_all(void)
{
    g_autofree char *folder =
        g_build_filename(g_getenv("COTEJO_TESTS"), "data", "odd", NULL);
    g_autoptr(GDir) listing = g_dir_open(folder, 0, NULL);
    size_t n = 0;
    const char *name;

    g_assert_nonnull(listing);
    while ((name = g_dir_read_name(listing))) {
        GString *log = odd_log(name);

        expect_exact_agrees(log->str, log->len);
        g_string_free(log, TRUE);
        n++;
    }
    g_assert_cmpuint(n, >, 100);
}

/* Words that could be read in two ways are left to the other reader. */
static void test_words(void)
{
    static const struct {
        const char *old, *new_text;
        bool is_taken;
    } words[] = {
        {"testd/1.0", "", true}, /* a server without a name */
        {"testd/1.0", "nginx", true},
        {"testd/1.0", "x Server Port: 80", false},
        {"testd/1.0", "<br>", false},
        {"testd/1.0", "caf\xc3\xa9", false},
        {"testd/1.0",
         "a\xc2\xa0"
         "b",
         false},
        {"127.0.0.1", "::1", false},
        {"(be patient)", "[through proxy:3128] (be patient)", false},
        {"Document Length:        1074 bytes",
         "Document Length:        Variable", true},
        {"Document Length:        1074 bytes",
         "Document Length:        Variable\nDocument Length:        1 bytes",
         false},
        {"Complete requests:      500", "Complete requests:      0500", false},
        {"Complete requests:      500", "Complete requests:      2147483648",
         false},
        {"0.314 seconds", "0.3140 seconds", false},
        {"0.314 seconds", "-0.314 seconds", false},
        {"0.314 seconds", "0,314 seconds", false},
        {"Finished 500 requests\n", "", true}, /* killed, or not recorded */
        {"Finished 500 requests", "Finished 500 requests (interrupted)", false},
        {" 100%     11 (longest request)\n", " 100%     11 (longest request)",
         false},
        {" 100%     11 (longest request)\n",
         " 100%     11 (longest request)\nand more\n", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        GString *log = odd_log("ab-length-failures.log");

        replace(log, words[i].old, words[i].new_text);
        if (expect_exact_agrees(log->str, log->len) != words[i].is_taken)
            g_error("'%s' is%s read exactly", words[i].new_text,
                    words[i].is_taken ? " not" : "");
        g_string_free(log, TRUE);
    }
}

/* Both ways in, from memory as from a file: what is read exactly is the
 * source that all others are, with its digest. */
static void test_source(void)
{
    GString *log = odd_log("ab-done-form.log");
    GString *prefixed = with_prefix(log, "> ");
    g_autoptr(LogSource) quick = read_string(log);
    g_autoptr(LogSource) slow = read_string(prefixed);
    g_autofree char *digest = g_compute_checksum_for_data(
        G_CHECKSUM_SHA256, (const guchar *)log->str, log->len);

    g_assert_true(expect_exact_agrees(log->str, log->len));
    g_assert_false(expect_exact_agrees(prefixed->str, prefixed->len));
    g_assert_cmpstr(quick->format, ==, "ab");
    g_assert_cmpstr(quick->sha256, ==, digest);
    g_assert_cmpuint(quick->bytes, ==, log->len);
    g_assert_true(quick->has_xxh3);
    g_assert_false(quick->is_foreign);
    g_assert_no_error(quick->error);
    expect_values_of("quick", only_run(quick), only_run(slow));
    expect_values_of("slow", only_run(slow), only_run(quick));
    g_string_free(prefixed, TRUE);
    g_string_free(log, TRUE);
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ab/exact/taken", test_taken);
    g_test_add_func("/ab/exact/left", test_left);
    g_test_add_func("/ab/exact/all", test_all);
    g_test_add_func("/ab/exact/words", test_words);
    g_test_add_func("/ab/exact/source", test_source);
    return g_test_run();
}
