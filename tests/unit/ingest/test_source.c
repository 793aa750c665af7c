/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what has not come yet, and being told to stop. */
#include "ingest/source.h"

#include <fcntl.h>
#include <unistd.h>

static volatile int stop;

static void *stop_soon(void *unused)
{
    g_usleep(50 * 1000);
    stop = 1;
    return unused;
}

/* The flag is set while the read waits, and no signal reaches its thread: it
 * came to another one, or just before the read began. The pipe stays open, so
 * that without the flag there would be no end. */
static void check_stop(const char *before)
{
    int ends[2];
    size_t len = strlen(before);
    struct slice line;

    g_assert_cmpint(pipe(ends), ==, 0);
    g_assert_cmpint(write(ends[1], before, len), ==, (ssize_t)len);
    stop = 0;

    GThread *thread = g_thread_new("stop", stop_soon, NULL);
    g_autoptr(Text) text = stream_text(stream_new(ends[0], "-", &stop, NULL));

    while (text_line(text, &line))
        ;
    g_assert_error(text_error(text), COTEJO_ERROR, COTEJO_ERROR_INTERRUPTED);
    g_thread_join(thread);
    close(ends[1]);
}

static void test_stop_while_waiting(void)
{
    check_stop("a line\nand another\n");
    check_stop("not even a line");
}

static void *write_late(void *end)
{
    g_usleep(250 * 1000);
    g_assert_cmpint(write(GPOINTER_TO_INT(end), "late\n", 5), ==, 5);
    close(GPOINTER_TO_INT(end));
    return NULL;
}

/* What comes late is read all the same, to its end. */
static void test_late_input(void)
{
    int ends[2];
    struct slice line;

    stop = 0;
    g_assert_cmpint(pipe(ends), ==, 0);

    GThread *thread =
        g_thread_new("late", write_late, GINT_TO_POINTER(ends[1]));
    g_autoptr(Text) text = stream_text(stream_new(ends[0], "-", &stop, NULL));

    g_assert_true(text_line(text, &line));
    g_assert_true(slice_equal(line, SLICE("late")));
    g_assert_false(text_line(text, &line));
    g_assert_null(text_error(text));
    g_thread_join(thread);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/source/stop-while-waiting", test_stop_while_waiting);
    g_test_add_func("/source/late-input", test_late_input);
    return g_test_run();
}
