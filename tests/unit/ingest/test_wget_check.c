/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a wget log says of itself is held against itself: each contradiction is
 * told where it stands, with both numbers, and what only looks like one is
 * not. Columns and sums are counted by hand.
 */
#include "odd.h"

#include <string.h>

#define FINISHED(clock) "FINISHED --2026-11-23 " clock "--\n"
#define WALL(time) "Total wall clock time: " time "\n"
#define SUM(files, size, time, rate)                                           \
    "Downloaded: " files " files, " size " in " time " (" rate ")\n"
#define LINE(clock, name, bytes)                                               \
    "2026-11-23 " clock " URL:http://a/" name " [" bytes "/" bytes             \
    "] -> \"" name "\" [1]\n"
#define START(clock, name) "--2026-11-23 " clock "--  http://a/" name "\n"
#define SAVED(clock, name, bytes)                                              \
    "2026-11-23 " clock " (5 MB/s) - '" name "' saved [" bytes "/" bytes "]\n" \
    "\n"
#define TIME "\nreal\t0m3.664s\nuser\t0m0.238s\nsys\t0m1.169s\n"
#define TAIL                                                                   \
    FINISHED("02:10:33") WALL("3.7s") SUM("2", "10K", "0.002s", "4.88 MB/s")

struct expectation {
    const char *name, *log;
    const char *reason; /* NULL: good */
    uint32_t line, column;
    const char *message;
    const char *note; /* NULL: none of the clock nor of the files */
};

static const struct expectation files[] = {
    {"as many as counted",
     LINE("02:10:33", "a", "5120") LINE("02:10:33", "b", "5120") TAIL TIME,
     NULL, 0, 0, NULL, NULL},
    {"more than counted",
     LINE("02:10:33", "a", "5") LINE("02:10:33", "b", "5")
         LINE("02:10:33", "c", "10230") TAIL TIME,
     "contradiction", 6, 13, "3 files were saved, the summary counts 2", NULL},
    {"a tail", LINE("02:10:33", "b", "5120") TAIL TIME, NULL, 0, 0, NULL,
     "partial-log"},
    {"a tail with more than the whole",
     LINE("02:10:33", "b", "15120") TAIL TIME, "contradiction", 4, 22,
     "the summary's size is 10K, but the files in the log add up to 15120 "
     "bytes",
     "partial-log"},
    /* 2 of 200 files with all of the bytes: 198 more of 5 KB each are not
     * within the 1 KB that "10K" leaves. But two are too few to say so. */
    {"a tail of few large files",
     LINE("02:10:33", "a", "5120") LINE("02:10:33", "b", "5120") FINISHED(
         "02:10:33") WALL("3.7s") SUM("200", "10K", "0.002s", "4.88 MB/s") TIME,
     NULL, 0, 0, NULL, "partial-log"},
    {"three files with the bytes of five",
     LINE("02:10:33", "a", "5120") LINE("02:10:33", "b", "5120")
         LINE("02:10:33", "c", "5120") FINISHED("02:10:33") WALL("3.7s")
             SUM("5", "15K", "0.002s", "7.32 MB/s") TIME,
     "contradiction", 6, 13,
     "the summary counts 5 files, but the 3 in the log are all of its size, "
     "15K",
     NULL},
    /* From its first line on, so that nothing was cut off. */
    {"a whole log with the count of another",
     START("02:10:30", "a") SAVED("02:10:31", "a", "5120") START(
         "02:10:31", "b") SAVED("02:10:33", "b", "5120") FINISHED("02:10:33")
         WALL("3.7s") SUM("3", "10K", "0.002s", "4.88 MB/s") TIME,
     "contradiction", 9, 13,
     "the summary counts 3 files, but the 2 in the log are all of its size, "
     "10K",
     NULL},
    /* Up to 1.10 the summary has every byte. */
    {"the old summary's bytes",
     "02:10:31 URL:http://a/a [5120/5120] -> \"a\" [1]\n"
     "02:10:33 URL:http://a/b [5120/5120] -> \"b\" [1]\n"
     "FINISHED --02:10:33--\nDownloaded: 10,241 bytes in 2 files\n" TIME,
     "contradiction", 4, 13,
     "the summary's size is 10,241, but the files in the log add up to 10240 "
     "bytes",
     NULL},
    {"the old summary's files",
     "02:10:31 URL:http://a/a [5120/5120] -> \"a\" [1]\n"
     "02:10:33 URL:http://a/b [5120/5120] -> \"b\" [1]\n"
     "FINISHED --02:10:33--\nDownloaded: 10,240 bytes in 3 files\n" TIME,
     "contradiction", 4, 29,
     "the summary counts 3 files, but the 2 in the log are all of its size, "
     "10,240",
     NULL},
};

static const struct expectation times[] = {
    {"a rate that is not size by time",
     FINISHED("02:10:33") WALL("3.7s") SUM("2", "10K", "0.002s", "48.8 MB/s")
         TIME,
     "contradiction", 3, 37,
     "the rate is not the size divided by the time: 10K in 0.002s are not "
     "48.8 MB/s",
     "partial-log"},
    {"a wall clock beyond the shell's",
     FINISHED("02:10:33") WALL("3.8s") SUM("2", "10K", "0.002s", "4.88 MB/s")
         TIME,
     "contradiction", 5, 6,
     "the command took 3.664 s, less than the 3.8 s of wget's own wall clock",
     "partial-log"},
    {"reading longer than the wall clock",
     FINISHED("02:10:33") WALL("0.2s")
         SUM("2", "10K", "0.5s",
             "20.0 KB/s") "\nreal\t0m0.201s\nuser\t0m0.010s\nsys\t0m0.010s\n",
     "contradiction", 3, 29,
     "reading the files took 0.5s, longer than the 0.2 s of the wall clock",
     "partial-log"},
    /* 1.11 and 1.12 have no wall clock. */
    {"reading longer than the command",
     FINISHED("02:10:33") SUM("2", "10M", "4.2s", "2.38 MB/s") TIME,
     "contradiction", 4, 6,
     "the command took 3.664 s, less than the 4.2s of reading the files",
     "partial-log"},
    /* Half of 8 s and a second are 3 s more than 3.7 s. */
    {"a command much longer than wget",
     TAIL "\nreal\t0m36.640s\nuser\t0m0.238s\nsys\t0m1.169s\n",
     "other-work-timed", 5, 6,
     "the command took 36.640 s, of which wget ran for 3.75 s at most",
     "partial-log"},
    {"a command that cleans up first",
     TAIL "\nreal\t0m7.900s\nuser\t0m0.238s\nsys\t0m1.169s\n", NULL, 0, 0, NULL,
     "partial-log"},
    {"one file in one second of twenty",
     START("02:10:30", "a")
         SAVED("02:10:31", "a", "5120") "real 20.10\nuser 0.10\nsys 0.10\n",
     "other-work-timed", 4, 6,
     "the command took 20.10 s, of which wget ran for 2.00 s at most", NULL},
    /* wget is one thread. */
    {"more processors than wget has",
     TAIL "\nreal\t0m3.764s\nuser\t0m4.238s\nsys\t0m1.169s\n",
     "other-work-timed", 6, 6,
     "user and sys are 5.41 s within 3.764 s: more than wget, which runs on "
     "one processor, can have used",
     "partial-log"},
    {"all of one processor",
     TAIL "\nreal\t0m3.764s\nuser\t0m2.638s\nsys\t0m1.169s\n", NULL, 0, 0, NULL,
     "partial-log"},
    {"many at once",
     "\tCommand being timed: \"xargs -P 8 wget -q\"\n"
     "\tUser time (seconds): 20.24\n\tSystem time (seconds): 1.07\n"
     "\tElapsed (wall clock) time (h:mm:ss or m:ss): 0:03.66\n"
     "\tExit status: 0\n",
     NULL, 0, 0, NULL, NULL},
    {"more than there are processors",
     "real\t0m3.361s\nuser\t5m0.344s\nsys\t0m1.072s\n", "other-work-timed", 2,
     6,
     "user and sys are 301.42 s within 3.361 s: the work of more than 64 "
     "processors",
     NULL},
    /* 0.34 + 1.07 of 3.36 are 41.96 %. */
    {"GNU time's percentage",
     TAIL "0.34user 1.07system 0:03.76elapsed 42%CPU (0avgtext+0avgdata 5k\n"
          "0inputs+0outputs (0major+357minor)pagefaults 0swaps\n",
     "contradiction", 4, 36,
     "42% of the processor is not what user and sys are of 3.76 s: 1.41 s",
     "partial-log"},
    {"GNU time's percentage, right",
     TAIL "0.34user 1.07system 0:03.76elapsed 37%CPU (0avgtext+0avgdata 5k\n"
          "0inputs+0outputs (0major+357minor)pagefaults 0swaps\n",
     NULL, 0, 0, NULL, "partial-log"},
    {"zsh's percentage",
     "wget -q x  0.34s user 1.07s system 42% cpu 2.361 total\n",
     "contradiction", 1, 36,
     "42% of the processor is not what user and sys are of 2.361 s: 1.41 s",
     NULL},
    {"GNU time -v's percentage",
     "\tCommand being timed: \"wget -q x\"\n\tUser time (seconds): 0.34\n"
     "\tSystem time (seconds): 1.07\n\tPercent of CPU this job got: 42%\n"
     "\tElapsed (wall clock) time (h:mm:ss or m:ss): 0:02.36\n"
     "\tExit status: 0\n",
     "contradiction", 4, 31,
     "42% of the processor is not what user and sys are of 2.36 s: 1.41 s",
     NULL},
    /* tcsh reckons with hundredths: 4 of 12 are 33.3 %. */
    {"tcsh's percentage", "0.009u 0.042s 0:00.12 33.3%\t0+0k 0+0io 0pf+0w\n",
     NULL, 0, 0, NULL, NULL},
};

static const struct expectation stamps[] = {
    {"a stamp that goes back",
     LINE("02:10:31", "a", "5120") LINE("02:05:33", "b", "5120") TAIL TIME,
     "contradiction", 2, 1,
     "the stamp 2026-11-23 02:05:33 stands below 2026-11-23 02:10:31, which "
     "is later (line 1)",
     NULL},
    {"a summary before the files",
     LINE("02:10:31", "a", "5120") LINE("02:10:33", "b", "5120") FINISHED(
         "02:10:03") WALL("3.7s") SUM("2", "10K", "0.002s", "4.88 MB/s") TIME,
     "contradiction", 3, 1,
     "the stamp 2026-11-23 02:10:03 stands below 2026-11-23 02:10:33, which "
     "is later (line 2)",
     NULL},
    {"a second taken back",
     LINE("02:10:33", "a", "5120") LINE("02:10:32", "b", "5120") TAIL TIME,
     NULL, 0, 0, NULL, "clock-step"},
    /* Summer time ends at three, which is two again. */
    {"the end of summer",
     LINE("02:59:58", "a", "5120") LINE("02:00:00", "b", "5120") FINISHED(
         "02:00:01") WALL("3.7s") SUM("2", "10K", "0.002s", "4.88 MB/s") TIME,
     NULL, 0, 0, NULL, "clock-step"},
    {"an hour back within the hour",
     LINE("02:30:58", "a", "5120") LINE("01:31:00", "b", "5120") FINISHED(
         "01:31:01") WALL("3.7s") SUM("2", "10K", "0.002s", "4.88 MB/s") TIME,
     "contradiction", 2, 1, NULL, NULL},
    {"the end of summer in a run that was too short for it",
     LINE("02:59:58", "a", "5120") LINE("02:00:30", "b", "5120") FINISHED(
         "02:00:31") WALL("3.7s") SUM("2", "10K", "0.002s", "4.88 MB/s") TIME,
     "contradiction", 2, 1, NULL, NULL},
    /* It begins at two, which is three. */
    {"the begin of summer",
     START("01:59:58", "a") SAVED("01:59:59", "a", "5120") START(
         "03:00:00", "b") SAVED("03:00:01", "b", "5120") FINISHED("03:00:01")
         WALL("3.7s") SUM("2", "10K", "0.002s", "4.88 MB/s") TIME,
     NULL, 0, 0, NULL, "clock-step"},
    {"stamps further apart than the wall clock",
     START("02:10:10", "a") SAVED("02:10:11", "a", "5120")
         START("02:10:31", "b") SAVED("02:10:33", "b", "5120") TAIL TIME,
     "contradiction", 7, 1,
     "2026-11-23 02:10:33 is 23 s after the first stamp, 2026-11-23 02:10:10, "
     "but wget's clock says 3.75 s at most",
     NULL},
    {"stamps further apart than the shell's time",
     START("02:10:10", "a") SAVED("02:10:33", "a", "5120") TIME,
     "contradiction", 2, 1,
     "2026-11-23 02:10:33 is 23 s after the first stamp, 2026-11-23 02:10:10, "
     "but the shell says 3.66 s at most",
     NULL},
    {"midnight",
     "2026-11-23 23:59:59 URL:http://a/a [5120/5120] -> \"a\" [1]\n"
     "2026-11-24 00:00:01 URL:http://a/b [5120/5120] -> \"b\" [1]\n"
     "FINISHED --2026-11-24 00:00:01--\n" WALL("3.7s")
         SUM("2", "10K", "0.002s", "4.88 MB/s") TIME,
     NULL, 0, 0, NULL, NULL},
    /* Up to 1.10. */
    {"midnight without dates",
     "--23:59:59--  http://a/a\n"
     "00:00:01 (5.00 MB/s) - `a' saved [5120/5120]\n\n"
     "FINISHED --00:00:01--\nDownloaded: 5,120 bytes in 1 files\n" TIME,
     NULL, 0, 0, NULL, NULL},
    {"back without dates",
     "--02:10:31--  http://a/a\n"
     "02:07:33 (5.00 MB/s) - `a' saved [5120/5120]\n\n"
     "FINISHED --02:10:33--\nDownloaded: 5,120 bytes in 1 files\n" TIME,
     "contradiction", 2, 1,
     "the stamp 02:07:33 stands below 02:10:31, which is later (line 1)", NULL},
};

static const char *const clock_notes[] = {"partial-log", "clock-step"};

static void check(const struct expectation *e)
{
    g_autoptr(GPtrArray) sources =
        odd_read_bytes("log", e->log, strlen(e->log));
    const Run *run = odd_run(sources, 0);
    const struct run_reason *reason;

    g_test_message("%s", e->name);
    g_assert_cmpuint(odd_count(sources), ==, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(clock_notes); i++)
        g_assert_cmpint(odd_has_note(run, clock_notes[i]), ==,
                        !g_strcmp0(e->note, clock_notes[i]));
    for (guint i = 0; i < run->reasons->len; i++)
        g_test_message(
            "%s", g_array_index(run->reasons, struct run_reason, i).message);
    g_assert_cmpuint(run->reasons->len, ==, e->reason ? 1 : 0);
    if (!e->reason)
        return;
    reason = &g_array_index(run->reasons, struct run_reason, 0);
    g_assert_cmpstr(reason->reason->slug, ==, e->reason);
    g_assert_cmpuint(reason->line, ==, e->line);
    g_assert_cmpuint(reason->column, ==, e->column);
    if (e->message)
        g_assert_cmpstr(reason->message, ==, e->message);
}

static void test_files(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
        check(&files[i]);
}

static void test_times(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(times); i++)
        check(&times[i]);
}

static void test_stamps(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(stamps); i++)
        check(&stamps[i]);
}

/* In a log of more than a buffer the lines are read in blocks: wherever one
 * of them goes back, it is found. */
static void test_blocks(void)
{
    enum { N = 4000 };

    for (int back = 1; back < N; back += 331) {
        GString *log = g_string_new(NULL);
        const struct run_reason *reason;

        for (int i = 0; i < N; i++)
            g_string_append_printf(
                log,
                "2026-11-23 02:%02d:%02d URL:http://a/f%04d [512/512] -> "
                "\"f%04d\" [1]\n",
                i == back ? 1 : 10 + i / 600, i / 10 % 60, i, i);
        g_string_append(log, "FINISHED --2026-11-23 02:16:40--\n" WALL("6m 41s")
                                 SUM("4000", "2.0M", "1.0s", "1.95 MB/s"));

        g_autoptr(GPtrArray) sources =
            odd_read_bytes("log", log->str, log->len);

        reason =
            &g_array_index(odd_run(sources, 0)->reasons, struct run_reason, 0);
        g_assert_cmpstr(reason->reason->slug, ==, "contradiction");
        g_assert_cmpuint(reason->line, ==, (uint32_t)back + 1);
        g_string_free(log, TRUE);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/wget/check/files", test_files);
    g_test_add_func("/wget/check/times", test_times);
    g_test_add_func("/wget/check/stamps", test_stamps);
    g_test_add_func("/wget/check/blocks", test_blocks);
    return g_test_run();
}
