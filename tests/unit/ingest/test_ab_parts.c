/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of ab -g and -e: their rows, and how they join a run. */
#include "expected_runs.h"
#include "same_runs.h"

#include <glib/gstdio.h>

/* ---- rows of -g -------------------------------------------------------- */

#define HEADER "starttime\tseconds\tctime\tdtime\tttime\twait\n"
#define DATE "Mon Nov 23 02:08:04 2026\t1795399684\t"
#define GOOD_ROW DATE "0\t1\t1\t1\n"

static const struct {
    const char *words;
    const char *rows; /* behind the header and one good row */
} rows[] = {
    {"good", ""},
    {"good", GOOD_ROW},
    /* rounding: ttime within 1 of ctime + dtime */
    {"good", DATE "1\t1\t3\t0\n"},
    {"good", DATE "1\t1\t1\t0\n"},
    {"refused:contradiction", DATE "1\t1\t4\t0\n"},
    {"refused:contradiction", DATE "1\t3\t2\t0\n"},
    {"good", "Mon Nov 23 02:08:04 2026\t1795399684651260\t0\t1\t1\t1\n"},
    {"good", DATE "70000\t0\t70000\t0\n"},
    /* what an old program could print */
    {"good", DATE "1\t-1\t0\t0\n"},
    {"refused:bad-number", DATE "0\tx\t1\t1\n"},
    {"refused:bad-number", DATE "0\t1.5\t1\t1\n"},
    {"refused:bad-number", DATE "0\t1\t1\n"},
    {"refused:bad-number", DATE "0\t\t1\t1\n"},
    {"refused:bad-number", DATE "0\t1\t12345678901234567890\t1\n"},
    {"refused:unknown-line", DATE "0\t1\t1\t1\t1\n"},
    {"refused:unknown-line", "no row at all\n"},
    {"refused:unknown-line", "Mon Nov 23 02:08:04 2026\tx\t0\t1\t1\t1\n"},
    {"refused:truncated", DATE "0\t1\t1\t1"},
    {"refused:bad-number", DATE "0\t1\t1"},
};

static void test_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        GString *log = g_string_new(HEADER GOOD_ROW);
        g_autofree char *name = g_strdup_printf("row %zu", i);
        g_autoptr(LogSource) source = NULL;

        g_string_append(log, rows[i].rows);
        source = read_string(log);
        g_assert_cmpstr(source->format, ==, "ab-requests");
        expect_run(name, only_run(source), rows[i].words);
        g_assert_true(only_run(source)->is_part);
        if (only_run(source)->status == RUN_REFUSED)
            g_assert_cmpuint(only_run(source)->distributions->len, ==, 0);
        g_string_free(log, TRUE);
    }
}

static void test_no_rows(void)
{
    g_autoptr(LogSource) source =
        read_bytes("empty", HEADER, sizeof HEADER - 1);

    expect_run("no rows", only_run(source), "refused:truncated");
}

static const struct run_distribution *distribution(const Run *run, guint i)
{
    return &g_array_index(run->distributions, struct run_distribution, i);
}

/* The distributions of both runs are the same, in this order. */
static void expect_same_times(const Run *a, const Run *b)
{
    g_assert_cmpuint(a->distributions->len, ==, 4);
    g_assert_cmpuint(b->distributions->len, ==, 4);
    for (guint i = 0; i < 4; i++) {
        const struct run_distribution *x = distribution(a, i);
        const struct run_distribution *y = distribution(b, i);

        g_assert_true(x->metric == y->metric);
        g_assert_cmpuint(x->total, ==, y->total);
        g_assert_cmpuint(x->counts->len, ==, y->counts->len);
        g_assert_cmpint(memcmp(x->counts->data, y->counts->data,
                               x->counts->len * sizeof(struct run_count)),
                        ==, 0);
    }
}

/* Rows like those of ab, over several blocks, with some that are slow, of
 * another second, or in microseconds. */
static GString *random_rows(size_t n)
{
    GString *log = g_string_new(HEADER);

    for (size_t i = 0; i < n; i++) {
        int connect = g_test_rand_int_range(0, 30);
        int processing = g_test_rand_int_range(0, i % 1000 ? 300 : 100000);
        int total = connect + processing + g_test_rand_int_range(-1, 2);
        int second = g_test_rand_int_range(0, 60);

        g_string_append_printf(
            log, "Mon Nov 23 02:08:%02d 2026\t17953996%02d%s\t%d\t%d\t%d\t%d\n",
            second, 80 + (second - 4 >= 0 ? second % 20 : 0),
            i % 997 ? "" : "651260", connect, processing, MAX(total, 0),
            g_test_rand_int_range(0, processing + 1));
    }
    return log;
}

/* Lines that end with CR are read by the careful way, the others by the
 * block. */
static void test_both_ways(void)
{
    GString *log = random_rows(20000);
    GString *careful = with_crlf(log);
    g_autoptr(LogSource) source_a = read_string(log);
    g_autoptr(LogSource) source_b = read_string(careful);

    g_assert_cmpuint(distribution(only_run(source_a), 0)->total, ==, 20000);
    expect_same_times(only_run(source_a), only_run(source_b));
    g_assert_cmpint(only_run(source_a)->started_s, ==,
                    only_run(source_b)->started_s);
    g_string_free(log, TRUE);
    g_string_free(careful, TRUE);
}

/* 23 November 2026 02:08:03 UTC, though it stands in the third row. */
static void test_start(void)
{
    static const char log[] = HEADER GOOD_ROW GOOD_ROW
        "Mon Nov 23 02:08:03 2026\t1795399683\t0\t1\t1\t1\n" GOOD_ROW;
    g_autoptr(LogSource) source = read_bytes("start", log, sizeof log - 1);

    g_assert_cmpint(only_run(source)->started_s, ==, 1795399683);
}

/* ---- rows of -e -------------------------------------------------------- */

/* decimals: what stands behind the whole number of each row. */
static GString *percentile_rows(unsigned last, const char *decimals)
{
    GString *log = g_string_new("Percentage served,Time in ms\n");

    for (unsigned i = 0; i <= last; i++)
        g_string_append_printf(log, "%u,%u%s\n", i, i, decimals);
    return log;
}

static const struct {
    const char *words;
    unsigned last;
    const char *decimals, *old, *change;
} csv_rows[] = {
    {"good csv_p0=0.000 csv_p50=50.000 csv_p100=100.000", 100, ".000", "", ""},
    {"good csv_p99=99.000 csv_p100=-", 99, ".000", "", ""},
    /* whole milliseconds, however they are printed */
    {"good csv_p7=7", 100, ".000000", "", ""},
    {"good csv_p7=7", 99, ".000000e+00", "", ""},
    {"refused:truncated", 98, ".000", "", ""},
    {"refused:truncated", 42, ".000", "", ""},
    {"refused:contradiction", 100, ".000", "\n7,", "\n8,"},
    {"refused:bad-number", 100, ".000", "7.000", "7.x"},
    {"refused:bad-number", 100, ".000", "7.000", "-7.000"},
    {"refused:unknown-line", 100, ".000", "7,7.000", "seven"},
    /* only what breaks the order is dropped */
    {"good csv_p96=96.000 csv_p97=- csv_p98=98.000 +dropped-rows", 100, ".000",
     "97.000", "0.000"},
};

static void test_csv_rows(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(csv_rows); i++) {
        GString *log = percentile_rows(csv_rows[i].last, csv_rows[i].decimals);
        g_autofree char *name = g_strdup_printf("row %zu", i);
        g_autoptr(LogSource) source = NULL;

        if (csv_rows[i].old[0])
            replace(log, csv_rows[i].old, csv_rows[i].change);
        source = read_string(log);
        g_assert_cmpstr(source->format, ==, "ab-percentiles");
        expect_run(name, only_run(source), csv_rows[i].words);
        g_string_free(log, TRUE);
    }
}

/* ---- joining ----------------------------------------------------------- */

struct room {
    char *folder;
    GPtrArray *sources; /* after read_room */
};

static void set_up(struct room *room, gconstpointer unused)
{
    (void)unused;
    room->folder = g_dir_make_tmp("cotejo-XXXXXX", NULL);
    g_assert_nonnull(room->folder);
    room->sources =
        g_ptr_array_new_with_free_func((GDestroyNotify)log_source_free);
}

static void tear_down(struct room *room, gconstpointer unused)
{
    g_autoptr(GDir) names = g_dir_open(room->folder, 0, NULL);
    const char *name;

    (void)unused;
    while ((name = g_dir_read_name(names))) {
        g_autofree char *path = g_build_filename(room->folder, name, NULL);

        g_unlink(path);
    }
    g_rmdir(room->folder);
    g_free(room->folder);
    g_ptr_array_unref(room->sources);
}

static void put(struct room *room, const char *name, const char *odd)
{
    g_autofree char *path = g_build_filename(room->folder, name, NULL);
    GString *log = odd_log(odd);

    g_assert_true(g_file_set_contents(path, log->str, (gssize)log->len, NULL));
    g_string_free(log, TRUE);
}

static void put_text(struct room *room, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(room->folder, name, NULL);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

static bool keep_source(LogSource *source, void *data, GError **error)
{
    struct room *room = data;

    (void)error;
    g_ptr_array_add(room->sources, source);
    return true;
}

static void read_room(struct room *room)
{
    const struct ingest_options options = {.jobs = 1};
    g_autoptr(GError) error = NULL;

    ingest_path(room->folder, &options, keep_source, room, &error);
    g_assert_no_error(error);
}

/* The only run of the file with that name. */
static const Run *run_of(const struct room *room, const char *name)
{
    for (guint i = 0; i < room->sources->len; i++) {
        const LogSource *source = g_ptr_array_index(room->sources, i);

        if (g_str_has_suffix(source->path, name))
            return only_run(source);
    }
    g_error("there is no %s", name);
}

/* These three were written by one run. */
static void test_join(struct room *room, gconstpointer unused)
{
    const Run *run;

    (void)unused;
    put(room, "run-01.log", "ab-with-e-g.log");
    put(room, "run-01.tsv", "ab-requests.tsv");
    put(room, "run-01.csv", "ab-percentiles.csv");
    read_room(room);
    run = run_of(room, "run-01.log");
    expect_run("joined", run,
               "good requests_per_second=4153.34 csv_p0=0.166 "
               "csv_p100=4.415 longest=4 +joined");
    expect_same_times(run, run_of(room, "run-01.tsv"));
    g_assert_cmpint(run->started_s, ==, 1795401125);
    g_assert_true(
        g_str_has_suffix(run_find(run, "csv_p0", NULL)->part, "run-01.csv"));
    expect_run("part", run_of(room, "run-01.csv"), "good csv_p100=4.415");
}

/* Another name, and the same name with another run's numbers. */
static void test_no_join(struct room *room, gconstpointer unused)
{
    (void)unused;
    put(room, "run-01.log", "ab-with-e-g.log");
    put(room, "other.tsv", "ab-requests.tsv");
    put(room, "run-02.log", "ab-c50-testd.log");
    put(room, "run-02.tsv", "ab-requests.tsv");
    put(room, "run-02.csv", "ab-percentiles.csv");
    /* as long, but not as many */
    put(room, "run-04.log", "ab-with-e-g.log");
    put_text(room, "run-04.tsv", HEADER GOOD_ROW DATE "0\t4\t4\t1\n");
    put(room, "run-03.tsv", "ab-2.2.3-requests.tsv");
    put(room, "run-03.log", "ab-2.2.3-with-e-g.log");
    read_room(room);
    expect_run("other", run_of(room, "other.tsv"), "good +unjoined");
    expect_run("second", run_of(room, "run-02.tsv"), "good +unjoined");
    expect_run("second", run_of(room, "run-02.csv"), "good +unjoined");
    expect_run("first", run_of(room, "run-01.log"), "good csv_p0=-");
    expect_run("second", run_of(room, "run-02.log"), "good csv_p0=-");
    expect_run("fourth", run_of(room, "run-04.tsv"), "good +unjoined");
    expect_run("third", run_of(room, "run-03.log"), "good +joined");
    g_assert_cmpuint(run_of(room, "run-01.log")->distributions->len, ==, 0);
    g_assert_cmpuint(run_of(room, "run-02.log")->distributions->len, ==, 0);
}

/* A log of ab that a run of httperf stands in too: that is none the requests
 * could be of, nor one that they are compared with. */
static void test_join_beside(struct room *room, gconstpointer unused)
{
    GString *log = odd_log("ab-c50-testd.log");
    GString *beside = odd_log("httperf-0.9.1-periodic.log");

    (void)unused;
    g_string_append_len(log, beside->str, (gssize)beside->len);
    put_text(room, "run-01.log", log->str);
    put(room, "run-01.tsv", "ab-requests.tsv");
    read_room(room);
    expect_run("beside", run_of(room, "run-01.tsv"), "good +unjoined");
    g_string_free(beside, TRUE);
    g_string_free(log, TRUE);
}

/* Twenty requests: the rows that fell are ab's defect. */
static void test_join_small(struct room *room, gconstpointer unused)
{
    (void)unused;
    put(room, "run.log", "ab-with-e-n20.log");
    put(room, "run.csv", "ab-percentiles-n20.csv");
    read_room(room);
    expect_run("small", run_of(room, "run.log"),
               "good csv_p97=0.434 csv_p98=- +joined");
}

/* 18,614 requests beside two runs of 1000: stopped, as far as one can see. */
static void test_stopped(struct room *room, gconstpointer unused)
{
    (void)unused;
    put(room, "run-1.log", "ab-crlf.log");
    put(room, "run-2.log", "ab-indented.log");
    put(room, "run-3.log", "ab-sigint.log");
    read_room(room);
    expect_run("1", run_of(room, "run-1.log"), "good");
    expect_run("2", run_of(room, "run-2.log"), "good");
    expect_run("3", run_of(room, "run-3.log"),
               "gated:interrupted requests_per_second=4664.85");
}

/* A number of its own, but known to be whole, or of other work. */
static void test_not_stopped(struct room *room, gconstpointer unused)
{
    (void)unused;
    put(room, "run-1.log", "ab-crlf.log");
    put(room, "run-2.log", "ab-indented.log");
    put(room, "run-3.log", "ab-with-bash-time.log");
    put(room, "run-4.log", "ab-variable-l.log");
    put(room, "run-5.log", "ab-head.log");
    read_room(room);
    for (guint i = 0; i < room->sources->len; i++)
        expect_run("whole", only_run(g_ptr_array_index(room->sources, i)),
                   "good");
}

#define ADD(path, test)                                                        \
    g_test_add((path), struct room, NULL, set_up, (test), tear_down)

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ab/requests/rows", test_rows);
    g_test_add_func("/ab/requests/no-rows", test_no_rows);
    g_test_add_func("/ab/requests/both-ways", test_both_ways);
    g_test_add_func("/ab/requests/start", test_start);
    g_test_add_func("/ab/percentiles/rows", test_csv_rows);
    ADD("/ab/join", test_join);
    ADD("/ab/join/other", test_no_join);
    ADD("/ab/join/beside", test_join_beside);
    ADD("/ab/join/small", test_join_small);
    ADD("/ab/fellows/stopped", test_stopped);
    ADD("/ab/fellows/whole", test_not_stopped);
    return g_test_run();
}
