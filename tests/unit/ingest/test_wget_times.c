/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time blocks in files without a line of wget's: among which lines they are
 * taken, and what is told of those that are not; and blocks of which a line
 * stands twice.
 */
#include "odd.h"

#include <string.h>

#define BLOCK "real\t0m3.361s\nuser\t0m0.344s\nsys\t0m1.072s\n"
#define MKSH(seconds)                                                          \
    "    0m0" seconds "s real     0m00.34s user     0m01.07s system"
#define VERBOSE(command)                                                       \
    "\tCommand being timed: \"" command "\"\n"                                 \
    "\tUser time (seconds): 0.34\n\tSystem time (seconds): 1.07\n"             \
    "\tPercent of CPU this job got: 41%\n"                                     \
    "\tElapsed (wall clock) time (h:mm:ss or m:ss): 0:03.36\n"                 \
    "\tExit status: 0\n"

/* Each is one run or several of 3.36 s. */
static const struct {
    const char *name, *log;
    size_t n_runs;
    const char *passed_over; /* words that a note names, or NULL */
} taken[] = {
    {"a prompt", "$ time wget -q -i list\n\n" BLOCK "$ exit\n", 1, NULL},
    {"a prompt with a place", "u@h:~$ time ./baixar.sh\n\n" BLOCK, 1, NULL},
    {"a loop", "$ time for i in 1 2; do wget -q $i; done\n" BLOCK, 1, NULL},
    {"set -x", "+ wget -q -i list\n" BLOCK, 1, NULL},
    {"a date", "Mon Nov 23 02:10:00 UTC 2026\n\n" BLOCK, 1, NULL},
    {"a heading", "run 1\n\n" BLOCK, 1, "run 1"},
    {"a heading with a value", "run: 1\nhost: kvm\n" BLOCK, 1, "run: 1"},
    {"a heading each", "run 1\n" BLOCK "run 2\n" BLOCK "run 3\n" BLOCK, 3,
     "run 3"},
    {"a fence", "```\n" BLOCK "```\n", 1, NULL},
    {"five lines", "a\nb\nc\nd\ne\n" BLOCK, 1, "a"},
    {"script",
     "Script started on 2026-11-23 02:10:00+00:00 [TERM=\"xterm\"]\n"
     "\033[?2004h$ time wget -q -i list\r\n\033[?2004l\r\n\r\n" BLOCK
     "\033[?2004h$ exit\r\nScript done on 2026-11-23 02:11:00+00:00\n",
     1, NULL},
    {"a quotation", "> \n> real\t0m3.361s\n> user\t0m0.344s\n> sys\t0m1.072s\n",
     1, NULL},
    {"time -p behind a prefix",
     "wget_1  | real 3.36\nwget_1  | user 0.34\nwget_1  | sys 1.07\n", 1, NULL},
    {"tcsh", "run 1\n0.344u 1.072s 0:03.36 42.1%\t0+0k 0+0io 0pf+0w\n", 1,
     "run 1"},
    {"zsh",
     "run 1\nwget -q -i list  0.34s user 1.07s system 41% cpu 3.361 total\n", 1,
     "run 1"},
    {"zsh's pipeline",
     "wget -q -O - a  0.34s user 1.07s system 41% cpu 3.361 total\n"
     "wc -c  0.00s user 0.00s system 0% cpu 3.360 total\n",
     1, NULL},
    {"GNU",
     "run 1\n0.34user 1.07system 0:03.36elapsed 41%CPU (0avgtext+0avgdata "
     "5k\n0inputs+0outputs (0major+357minor)pagefaults 0swaps\n",
     1, "run 1"},
    {"GNU -v", "run 1\n" VERBOSE("wget -q -i list"), 1, "run 1"},
    {"GNU -v of a script", VERBOSE("sh baixar.sh"), 1, NULL},
    {"mksh", "run 1\n" MKSH("3.36") "\n", 1, "run 1"},
    {"mksh, several lines", MKSH("3.36") "\n" MKSH("3.36") "\n", 2, NULL},
    {"mksh, several in a line", MKSH("3.36") MKSH("3.36") MKSH("3.36") "\n", 3,
     NULL},
    {"mksh behind a heading", "run 1:" MKSH("3.36") "\n", 1, NULL},
    {"times picked out of many logs",
     "real\t0m3.361s\nreal\t0m3.361s\nreal\t0m3.361s\n", 3, NULL},
    {"two of them", "real\t0m3.361s\nreal\t0m3.361s\n", 2, NULL},
};

static bool names(const Run *run, const char *words)
{
    g_autofree char *quoted = g_strdup_printf("'%s'", words);

    for (guint i = 0; i < run->notes->len; i++) {
        const struct run_note *note =
            &g_array_index(run->notes, struct run_note, i);

        if (!strcmp(note->slug, "unknown-line") &&
            strstr(note->message, quoted))
            return true;
    }
    return false;
}

static void test_taken(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(taken); i++) {
        g_autoptr(GPtrArray) sources =
            odd_read_bytes("log", taken[i].log, strlen(taken[i].log));

        g_test_message("%s", taken[i].name);
        g_assert_cmpuint(odd_count(sources), ==, taken[i].n_runs);
        for (size_t k = 0; k < taken[i].n_runs; k++) {
            const Run *run = odd_run(sources, k);
            const struct run_value *real = run_find(run, "real_time", NULL);

            g_assert_cmpint(run->status, ==, RUN_GOOD);
            g_assert_nonnull(real);
            g_assert_cmpfloat_with_epsilon(decimal_to_double(real->value), 3.36,
                                           0.0011);
        }
        g_assert_true(
            !taken[i].passed_over ||
            names(odd_run(sources, taken[i].n_runs - 1), taken[i].passed_over));
    }
}

/* Nobody's log, and what is said of it. */
static const struct {
    const char *log, *why; /* NULL: nothing, for no whole block is in it */
} foreign[] = {
    {"$ time make\nok\n\n" BLOCK,
     "1:8: a shell's time, of 'make' and not of wget"},
    {"/usr/bin/time -p ab -n 9 http://a/\n" BLOCK,
     "1:18: a shell's time, of 'ab -n 9 http://a/' and not of wget"},
    {"make  0.34s user 1.07s system 41% cpu 3.361 total\n",
     "1:1: a shell's time, of 'make' and not of wget"},
    {VERBOSE("make -j4"),
     "1:24: a shell's time, of 'make -j4' and not of wget"},
    {"make: done.\n\n" BLOCK, "1:1: a shell's time beside 'make: done.', of a "
                              "report in no known format"},
    {"ok\nRequests per second: 12.3\n" BLOCK,
     "2:1: a shell's time beside 'Requests per second: 12.3', of a report in "
     "no known format"},
    {"bash: wget: command not found\n\n" BLOCK,
     "1:1: a shell's time beside 'bash: wget: command not found', of a report "
     "in no known format"},
    {"./baixar.sh: 3: wget: not found\n\n" BLOCK,
     "1:1: a shell's time beside './baixar.sh: 3: wget: not found', of a "
     "report in no known format"},
    {"\n  a\nb\nc\nd\ne\nf\n" BLOCK,
     "2:3: a shell's time among 6 other lines, from 'a' on: whose it is "
     "cannot be told"},
    {"a\nb\nreal\t0m3.361s\n", NULL},
    {"The real time of the user is system time.\n", NULL},
};

static void test_foreign(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(foreign); i++) {
        g_autoptr(GPtrArray) sources =
            odd_read_bytes("log", foreign[i].log, strlen(foreign[i].log));
        const LogSource *source = sources->pdata[0];

        g_test_message("%s", foreign[i].log);
        g_assert_true(source->is_foreign);
        g_assert_cmpstr(source->why_foreign, ==, foreign[i].why);
    }
}

/* What was timed is a wget that did not begin. */
static void test_no_run(void)
{
    static const struct {
        const char *words, *complaint;
    } texts[] = {
        {"wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\n"
         "Try `wget --help' for more options.\n",
         "wget: missing URL"},
        {"wget: unrecognized option '--bogus'\n"
         "Usage: wget [OPTION]... [URL]...\n",
         "wget: unrecognized option '--bogus'"},
        {"wget: falta o URL\nUso: wget [OP\xc3\x87\xc3\x83O]... [URL]...\n",
         "wget: falta o URL"},
        {"No URLs found in /dev/null.\n", "No URLs found in /dev/null."},
        {"Nenhuma URL encontrada em list.\n", /* 1.11 */
         "Nenhuma URL encontrada em list."},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *log = g_strconcat(texts[i].words, "\n", BLOCK, NULL);
        g_autofree char *message =
            g_strdup_printf("wget did not begin: '%s'", texts[i].complaint);
        g_autoptr(GPtrArray) sources = odd_read_bytes("log", log, strlen(log));
        const Run *run = odd_run(sources, 0);
        const struct run_reason *reason;

        g_test_message("%s", texts[i].words);
        g_assert_cmpuint(odd_count(sources), ==, 1);
        g_assert_cmpint(run->status, ==, RUN_REFUSED);
        g_assert_cmpuint(run->reasons->len, ==, 1);
        reason = &g_array_index(run->reasons, struct run_reason, 0);
        g_assert_cmpstr(reason->reason->slug, ==, "no-run");
        g_assert_cmpstr(reason->message, ==, message);
        g_assert_cmpuint(reason->line, ==, 1);
        g_assert_cmpuint(reason->column, ==, 1);
    }
}

/* A block of which a line stands twice is one run, refused where it does. */
static void test_twice(void)
{
    static const struct {
        const char *log;
        uint32_t line;
        const char *message;
    } blocks[] = {
        {"real\t0m3.361s\nreal\t0m3.361s\nuser\t0m0.344s\nsys\t0m1.072s\n", 2,
         "'real' stands twice in one time block"},
        {"real 3.36\nreal 3.46\nuser 0.34\nsys 1.07\n", 2,
         "'real' stands twice in one time block"},
        {"real\t0m3.361s\nuser\t0m0.344s\nuser\t0m0.344s\nsys\t0m1.072s\n", 3,
         "'user' stands twice in one time block"},
        {"real\t0m3.361s\nuser\t0m0.344s\nsys\t0m1.072s\nsys\t0m1.072s\n", 4,
         "'sys' stands twice in one time block"},
        {"\tUser time (seconds): 0.34\n\tSystem time (seconds): 1.07\n"
         "\tElapsed (wall clock) time (h:mm:ss or m:ss): 0:03.36\n"
         "\tElapsed (wall clock) time (h:mm:ss or m:ss): 0:03.36\n"
         "\tExit status: 0\n",
         4, "'real' stands twice in one time block"},
        {"2026-11-23 02:10:33 URL:http://a/f [9/9] -> \"f\" [1]\n"
         "real\t0m3.361s\nreal\t0m3.461s\nuser\t0m0.344s\nsys\t0m1.072s\n",
         3, "'real' stands twice in one time block"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(blocks); i++) {
        g_autoptr(GPtrArray) sources =
            odd_read_bytes("log", blocks[i].log, strlen(blocks[i].log));
        const Run *run = odd_run(sources, 0);
        const struct run_reason *reason;

        g_test_message("%s", blocks[i].log);
        g_assert_cmpuint(odd_count(sources), ==, 1);
        g_assert_cmpint(run->status, ==, RUN_REFUSED);
        reason = &g_array_index(run->reasons, struct run_reason, 0);
        g_assert_cmpstr(reason->reason->slug, ==, "several-values");
        g_assert_cmpuint(reason->line, ==, blocks[i].line);
        g_assert_cmpstr(reason->message, ==, blocks[i].message);
    }
}

/* The line that stands once more under its block is no other run's time. */
static void test_once_more(void)
{
    static const char log[] = BLOCK "real\t0m3.361s\n";
    g_autoptr(GPtrArray) sources = odd_read_bytes("log", log, sizeof log - 1);

    g_assert_cmpuint(odd_count(sources), ==, 2);
    g_assert_cmpint(odd_run(sources, 0)->status, ==, RUN_GOOD);
    g_assert_cmpint(odd_run(sources, 1)->status, ==, RUN_REFUSED);
    g_assert_true(odd_has_reason(odd_run(sources, 1), "several-values"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/wget/times/taken", test_taken);
    g_test_add_func("/wget/times/foreign", test_foreign);
    g_test_add_func("/wget/times/no-run", test_no_run);
    g_test_add_func("/wget/times/twice", test_twice);
    g_test_add_func("/wget/times/once-more", test_once_more);
    return g_test_run();
}
