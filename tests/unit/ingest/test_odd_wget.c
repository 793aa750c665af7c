/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Odd wget logs and time blocks: what each must come to. The expectations
 * were written down by reading the logs, not by running the program.
 */
#include "odd.h"

#include <string.h>

static const struct {
    const char *file;
    size_t n_runs, run; /* how many there are, and which is meant */
    enum run_status status;
    const char *reason; /* NULL for a good run */
    const char *values;
} cases[] = {
    /* Languages and versions. */
    {"wget-pt_BR-verbose", 1, 0, RUN_GOOD, NULL,
     "files=40|bytes=1328529|real_time=0.028|wall_clock=0.02|user_time=0.000|"
     "sys_time=0.015|download_time=0.003|errors=0|retries=0"},
    {"wget-pt_BR-nv", 1, 0, RUN_GOOD, NULL,
     "files=10240|real_time=8.084|wall_clock=8.1|download_time=0.5|!bytes"},
    {"wget-pt_BR-latin1", 1, 0, RUN_GATED, "download-errors",
     "files=30|real_time=0.025|errors=3"},
    {"wget-pt_BR-dot", 1, 0, RUN_GOOD, NULL,
     "files=40|real_time=0.017|wall_clock=0.01"},
    {"wget-english-comma", 1, 0, RUN_GOOD, NULL,
     "files=40|real_time=0.031|wall_clock=0.03"},
    {"wget-pt_BR-errors", 1, 0, RUN_REFUSED, "gave-up", "errors=3|retries=1"},
    {"wget-pt_BR-errors-nv", 1, 0, RUN_GATED, "retried",
     "files=1|real_time=1.013|retries=1|errors=2"},
    {"wget-1.9-verbose", 1, 0, RUN_GOOD, NULL,
     "files=40|bytes=1328529|real_time=0.027|!wall_clock|!download_time"},
    {"wget-1.9-nv", 1, 0, RUN_GOOD, NULL,
     "files=400|bytes=22196940|real_time=0.166"},
    {"wget-1.10beta-verbose", 1, 0, RUN_GOOD, NULL,
     "files=40|bytes=1328529|real_time=0.019"},
    {"wget-1.10beta-nv", 1, 0, RUN_GOOD, NULL,
     "files=400|bytes=22196940|real_time=0.195"},
    {"wget-1.12devel-verbose", 1, 0, RUN_GOOD, NULL,
     "files=40|real_time=0.025|!wall_clock"},
    {"wget-1.12devel-nv", 1, 0, RUN_GOOD, NULL,
     "files=400|real_time=0.150|download_time=0|!download_rate"},
    {"wget-1.12devel-pt_BR", 1, 0, RUN_GATED, "download-errors",
     "files=30|real_time=0.022|errors=3"},

    /* Forms. */
    {"wget-single", 1, 0, RUN_GOOD, NULL,
     "files=1|bytes=1000000|real_time=0.007|!wall_clock"},
    /* 3.66 Gb/s are 3.66e9 / 8 bytes. */
    {"wget-bits", 1, 0, RUN_GOOD, NULL,
     "files=40|real_time=0.024|download_rate=457500000.00000"},
    {"wget-dot-mega", 1, 0, RUN_GOOD, NULL,
     "files=2|bytes=1041445|real_time=0.007"},
    {"wget-server-response", 1, 0, RUN_GOOD, NULL,
     "files=2|bytes=49514|real_time=0.004"},
    {"wget-quiet", 1, 0, RUN_GOOD, NULL, "real_time=0.134|!files|!bytes"},
    {"wget-devnull-nv", 1, 0, RUN_GOOD, NULL,
     "files=40|real_time=0.013|download_time=0|!download_rate"},
    {"wget-spider", 1, 0, RUN_REFUSED, "spider", ""},
    {"wget-nolength-redirect-empty", 1, 0, RUN_GOOD, NULL,
     "files=3|bytes=35000|real_time=0.048|errors=0"},
    {"wget-quota", 1, 0, RUN_GATED, "not-all-files",
     "files=11|real_time=0.009"},
    {"wget-over-a-minute", 1, 0, RUN_GOOD, NULL,
     "files=2|bytes=643000|real_time=64.246|wall_clock=64|download_time=64"},
    {"wget-three-runs", 3, 0, RUN_GOOD, NULL, "real_time=0.135|files=400"},
    {"wget-three-runs", 3, 1, RUN_GOOD, NULL, "real_time=0.131|files=400"},
    {"wget-three-runs", 3, 2, RUN_GOOD, NULL, "real_time=0.126|files=400"},
    {"wget-appended-a", 3, 0, RUN_GATED, "coarse-time",
     "files=40|wall_clock=0.01|!real_time"},
    {"wget-appended-a", 3, 1, RUN_GATED, "coarse-time", "wall_clock=0.01"},
    {"wget-appended-a", 3, 2, RUN_GATED, "coarse-time", "wall_clock=0.01"},
    {"wget-script-bar", 1, 0, RUN_GOOD, NULL,
     "files=40|bytes=1328529|real_time=0.048"},
    {"wget-script-bar-pt_BR", 1, 0, RUN_GOOD, NULL,
     "files=1|bytes=900000|real_time=2.920"},

    /* Errors and interruptions. */
    {"wget-some-404-verbose", 1, 0, RUN_GATED, "download-errors",
     "files=30|errors=3|real_time=0.014"},
    {"wget-some-404-nv", 1, 0, RUN_GATED, "download-errors",
     "files=30|errors=3|real_time=0.014"},
    {"wget-all-404", 1, 0, RUN_REFUSED, "nothing-transferred", "errors=2"},
    {"wget-refused", 1, 0, RUN_REFUSED, "nothing-transferred", "errors=2"},
    {"wget-unknown-host", 1, 0, RUN_REFUSED, "nothing-transferred", "errors=1"},
    {"wget-closed-retry", 1, 0, RUN_GATED, "retried",
     "files=2|retries=1|real_time=1.009|!bytes"},
    {"wget-closed-retry-nv", 1, 0, RUN_GATED, "retried",
     "files=2|retries=1|real_time=1.008"},
    {"wget-giving-up", 1, 0, RUN_REFUSED, "gave-up", "retries=2"},
    {"wget-read-timeout", 1, 0, RUN_REFUSED, "gave-up", "retries=1"},
    {"wget-continue", 1, 0, RUN_GATED, "partial-download",
     "files=1|bytes=700000"},
    {"wget-continue-nothing", 1, 0, RUN_REFUSED, "nothing-downloaded", ""},
    {"wget-noclobber", 1, 0, RUN_REFUSED, "nothing-downloaded", ""},
    {"wget-background", 1, 0, RUN_REFUSED, "background", ""},
    {"wget-sigint-tail", 1, 0, RUN_REFUSED, "no-summary", ""},
    {"wget-sigkill-tail", 1, 0, RUN_REFUSED, "no-summary", "!real_time"},
    {"wget-script-ctrl-c", 1, 0, RUN_REFUSED, "truncated", "files=0"},

    /* Time blocks. */
    {"time-bash-p", 1, 0, RUN_GOOD, NULL,
     "real_time=0.15|user_time=0.01|sys_time=0.05|files=400"},
    {"time-bash-p-pt_BR", 1, 0, RUN_GOOD, NULL,
     "real_time=0.13|user_time=0.01|sys_time=0.04"},
    {"time-bash-posix", 1, 0, RUN_GOOD, NULL, "real_time=0.119"},
    {"time-bash-loop", 1, 0, RUN_GOOD, NULL, "real_time=0.359|!files"},
    {"time-bash-timeformat", 1, 0, RUN_REFUSED, "unknown-timing", "!real_time"},
    {"time-gnu-default", 1, 0, RUN_GOOD, NULL,
     "real_time=0.14|user_time=0.01|sys_time=0.04|files=400"},
    {"time-gnu-p", 1, 0, RUN_GOOD, NULL, "real_time=0.14|sys_time=0.05"},
    {"time-gnu-v", 1, 0, RUN_GOOD, NULL,
     "real_time=0.17|user_time=0.01|sys_time=0.04|exit_status=0"},
    {"time-gnu-v-shell", 1, 0, RUN_GOOD, NULL,
     "real_time=6.89|files=10240|wall_clock=6.9"},
    {"time-gnu-nonzero-exit", 1, 0, RUN_GATED, "exit-status",
     "real_time=0.02|exit_status=8|files=30"},
    {"time-dash", 1, 0, RUN_GOOD, NULL, "real_time=0.11|sys_time=0.04"},
    {"time-ksh93", 1, 0, RUN_GOOD, NULL, "real_time=0.11|sys_time=0.04"},
    {"time-mksh", 1, 0, RUN_GOOD, NULL,
     "real_time=0.11|user_time=0.01|sys_time=0.04"},
    {"time-zsh", 1, 0, RUN_GOOD, NULL,
     "real_time=0.114|user_time=0.02|sys_time=0.03"},
    {"time-tcsh", 1, 0, RUN_GOOD, NULL,
     "real_time=0.12|user_time=0.009|sys_time=0.042"},
    {"time-busybox-ash", 1, 0, RUN_GOOD, NULL,
     "real_time=6.87|user_time=0.43|sys_time=1.15"},
    {"time-busybox-v", 1, 0, RUN_GOOD, NULL,
     "real_time=0.15|sys_time=0.05|files=400"},
};

static char *file_name(const char *name)
{
    return g_strdup_printf("odd/%s.log", name);
}

static void test_cases(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *name = file_name(cases[i].file);
        g_autoptr(GPtrArray) sources = odd_read(name);
        const Run *run = odd_run(sources, cases[i].run);

        g_test_message("%s", name);
        g_assert_cmpuint(odd_count(sources), ==, cases[i].n_runs);
        g_assert_nonnull(run);
        g_assert_cmpint(run->status, ==, cases[i].status);
        if (cases[i].reason)
            g_assert_true(odd_has_reason(run, cases[i].reason));
        odd_expect(run, cases[i].values);
    }
}

/* Every log of the folder that is wget's stands in the table. */
static void test_all_are_listed(void)
{
    g_autofree char *folder =
        g_build_filename(g_getenv("COTEJO_TESTS"), "data", "odd", NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    size_t n = 0;

    g_assert_nonnull(dir);
    while ((name = g_dir_read_name(dir))) {
        bool is_listed = false;

        if (!g_str_has_suffix(name, ".log") ||
            (!g_str_has_prefix(name, "wget-") &&
             !g_str_has_prefix(name, "time-")))
            continue;
        for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
            is_listed |= strlen(cases[i].file) + 4 == strlen(name) &&
                         g_str_has_prefix(name, cases[i].file);
        g_test_message("%s", name);
        g_assert_true(is_listed);
        n++;
    }
    g_assert_cmpuint(n, >=, 60);
}

/* "206 Partial Content" answers a retry too, which is no earlier download. */
static void test_retry_is_not_partial(void)
{
    g_autoptr(GPtrArray) sources = odd_read("odd/wget-closed-retry.log");
    const Run *run = odd_run(sources, 0);

    g_assert_cmpuint(run->reasons->len, ==, 1);
    g_assert_true(odd_has_reason(run, "retried"));
}

/* The same work, however much of the log was kept and however it says so. */
static void test_workloads(void)
{
    static const char *const same[] = {
        "wget-pt_BR-verbose", "wget-pt_BR-dot",  "wget-english-comma",
        "wget-bits",          "wget-devnull-nv", "wget-1.12devel-verbose"};

    for (size_t i = 0; i < G_N_ELEMENTS(same); i++) {
        g_autofree char *name = file_name(same[i]);
        g_autoptr(GPtrArray) sources = odd_read(name);
        g_autofree char *workload = run_workload(odd_run(sources, 0));

        g_assert_cmpstr(workload, ==, "wget files=40 size=1.3M");
    }
}

/* The last four lines of a log and its time block are the same run. */
static void test_tail(void)
{
    size_t len;
    g_autofree char *whole = odd_bytes("odd/wget-pt_BR-dot.log", &len);
    const char *tail = strstr(whole, "2026-11-23 02:39:54 URL:http://127.0.0.1:"
                                     "8080/files/f00040.bin");
    g_autoptr(GPtrArray) a = odd_read_bytes("a", whole, len);
    g_autoptr(GPtrArray) b = odd_read_bytes("b", tail, strlen(tail));
    g_autofree char *a_work = run_workload(odd_run(a, 0));
    g_autofree char *b_work = run_workload(odd_run(b, 0));

    g_assert_cmpstr(a_work, ==, b_work);
    g_assert_cmpint(odd_run(b, 0)->status, ==, RUN_GOOD);
    odd_expect(odd_run(b, 0), "real_time=0.017|files=40|!bytes");
}

static char *with_crlf(const char *bytes, size_t len, size_t *new_len)
{
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < len; i++) {
        if (bytes[i] == '\n' && (!i || bytes[i - 1] != '\r'))
            g_string_append_c(text, '\r');
        g_string_append_c(text, bytes[i]);
    }
    *new_len = text->len;
    return g_string_free(text, FALSE);
}

static void assert_same_runs(const GPtrArray *a, const GPtrArray *b)
{
    g_assert_cmpuint(odd_count(a), ==, odd_count(b));
    for (size_t i = 0; i < odd_count(a); i++) {
        g_autofree char *x = odd_values(odd_run(a, i));
        g_autofree char *y = odd_values(odd_run(b, i));

        g_assert_cmpstr(x, ==, y);
        g_assert_cmpint(odd_run(a, i)->status, ==, odd_run(b, i)->status);
    }
}

static void test_line_ends(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *name = file_name(cases[i].file);
        size_t len, crlf_len;
        g_autofree char *bytes = odd_bytes(name, &len);
        g_autofree char *crlf = with_crlf(bytes, len, &crlf_len);
        g_autoptr(GPtrArray) plain = odd_read_bytes(name, bytes, len);
        g_autoptr(GPtrArray) other = odd_read_bytes(name, crlf, crlf_len);

        g_test_message("%s", name);
        assert_same_runs(plain, other);
        if (len && bytes[len - 1] == '\n') {
            g_autoptr(GPtrArray) open = odd_read_bytes(name, bytes, len - 1);

            assert_same_runs(plain, open);
        }
    }
}

/* No prefix of a log may show another time than the whole log does. */
static void check_cut(const char *name, const char *bytes, size_t len,
                      const GPtrArray *whole)
{
    static const char *const times[] = {"real_time", "wall_clock"};
    g_autoptr(GPtrArray) cut = odd_read_bytes(name, bytes, len);

    for (size_t i = 0; i < odd_count(cut); i++) {
        const Run *run = odd_run(cut, i);

        for (size_t k = 0; k < G_N_ELEMENTS(times); k++) {
            const struct run_value *value = run_find(run, times[k], NULL);
            const struct run_value *true_value =
                run_find(odd_run(whole, i), times[k], NULL);

            if (!value || run->status == RUN_REFUSED)
                continue;
            g_assert_nonnull(true_value);
            if (decimal_compare(value->value, true_value->value))
                g_test_message("%s cut at %zu", name, len);
            g_assert_cmpint(decimal_compare(value->value, true_value->value),
                            ==, 0);
        }
    }
}

static void test_cut_at_every_byte(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *name = file_name(cases[i].file);
        size_t len, from;
        g_autofree char *bytes = odd_bytes(name, &len);
        g_autoptr(GPtrArray) whole = odd_read_bytes(name, bytes, len);

        if (cases[i].run)
            continue;
        from = len > 1000 ? len - 400 : 1; /* the summaries stand last */
        for (size_t cut = from; cut < len; cut++)
            check_cut(name, bytes, cut, whole);
    }
}

/* What wget said of it, and where. */
static void test_failures(void)
{
    static const struct {
        const char *file, *detail;
        uint32_t line;
    } failures[] = {
        {"wget-refused",
         "nothing was downloaded: 'Connecting to 127.0.0.1:8099... failed: "
         "Connection refused.'",
         2},
        {"wget-unknown-host",
         "nothing was downloaded: 'Resolving no-such-host.invalid "
         "(no-such-host.invalid)... failed: Name or service not known.'",
         2},
        {"wget-closed-retry", "1 further attempt was made", 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(failures); i++) {
        g_autofree char *name = file_name(failures[i].file);
        g_autoptr(GPtrArray) sources = odd_read(name);
        const Run *run = odd_run(sources, 0);
        const struct run_reason *reason =
            &g_array_index(run->reasons, struct run_reason, 0);

        g_assert_cmpstr(reason->message, ==, failures[i].detail);
        if (failures[i].line)
            g_assert_cmpuint(reason->line, ==, failures[i].line);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/odd/wget/cases", test_cases);
    g_test_add_func("/odd/wget/all-are-listed", test_all_are_listed);
    g_test_add_func("/odd/wget/retry-is-not-partial",
                    test_retry_is_not_partial);
    g_test_add_func("/odd/wget/workloads", test_workloads);
    g_test_add_func("/odd/wget/tail", test_tail);
    g_test_add_func("/odd/wget/line-ends", test_line_ends);
    g_test_add_func("/odd/wget/cut-at-every-byte", test_cut_at_every_byte);
    g_test_add_func("/odd/wget/failures", test_failures);
    return g_test_run();
}
