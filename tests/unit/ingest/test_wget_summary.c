/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lines of wget's summary, in the orders and charsets that its languages
 * put them in. The words are those of wget's catalogues; the numbers are made
 * up.
 */
#include "ingest/wget_summary.h"

#include <glib.h>

static const struct {
    const char *line;
    uint64_t files;
    const char *size, *time, *rate; /* NULL: no summary */
} sums[] = {
    {"Downloaded: 8 files, 105K in 0.001s (194 MB/s)", 8, "105K", "0.001s",
     "194 MB/s"},
    {"Downloaded: 1 files, 46 in 0s (8.54 MB/s)", 1, "46", "0s", "8.54 MB/s"},
    {"Downloaded: 12 files, 1.0G in 1h 2m 5s (281 KB/s)", 12, "1.0G",
     "1h 2m 5s", "281 KB/s"},
    {"Downloaded: 12 files, 1.0G in 6e-04s (3.66 Gb/s)", 12, "1.0G", "6e-04s",
     "3.66 Gb/s"},
    {"Baixados: 8 arquivos, 8,9K em 0,03s (1,03 GB/s)", 8, "8,9K", "0,03s",
     "1,03 GB/s"},
    {"T\xc3\xa9l\xc3\xa9"
     "charg\xc3\xa9s\xc2\xa0: 8\xc2\xa0"
     "fichiers, 105K en 2m 5s (1 B/s)",
     8, "105K", "2m 5s", "1 B/s"},
    {"Downloaded files (Serbian): 8, 105K za 3.4s (194 MB/s)", 8, "105K",
     "3.4s", "194 MB/s"},
    {"Downloaded: 8 files, 105K, 1m 5s (194 MB/s) inside", 8, "105K", "1m 5s",
     "194 MB/s"},
    /* ja, ko, zh_CN, the last in GBK and Big5 too. */
    {"x: 8 \xe3\x83\x95\xe3\x80\x81"
     "105K \xe3\x83\x90 0.001s \xe3\x81\xa7 (194 MB/s)",
     8, "105K", "0.001s", "194 MB/s"},
    {"x: 8 \xed\x8c\x8c, 1m 5s\xec\xa4\x91 105K (194 MB/s)", 8, "105K", "1m 5s",
     "194 MB/s"},
    {"x\xef\xbc\x9a"
     "8 \xe4\xb8\xaa\xef\xbc\x8c"
     "0.001s (194 MB/s) \xe4\xb8\xad 105K",
     8, "105K", "0.001s", "194 MB/s"},
    {"\xcf\xc2\xa3\xba"
     "8 \xb8\xf6\xa3\xac"
     "0.001s (194 MB/s) \xd6\xd0 105K",
     8, "105K", "0.001s", "194 MB/s"},
    {"\xb8\xfc\xa1G8 \xad\xd3\xa1\x41"
     "105K \xa6\x62 0.001s (194 MB/s) \xa4\xa4",
     8, "105K", "0.001s", "194 MB/s"},
    /* Cut, or something else. */
    {"Downloaded: 8 files, 105K in 0.001s (194 MB/", 0, NULL, NULL, NULL},
    {"Downloaded: 8 files, 105K in (194 MB/s)", 0, NULL, NULL, NULL},
    {"Downloaded: 8 files in 0.001s (194 MB/s)", 0, NULL, NULL, NULL},
    {"Downloaded: 8K files, 105K in 0.001s (194 MB/s)", 0, NULL, NULL, NULL},
    {"Downloaded: 8 files, 105K, 7K in 1s (194 MB/s)", 0, NULL, NULL, NULL},
    {"Downloaded: 8 files, 105K in 1m and 5s (1 B/s)", 0, NULL, NULL, NULL},
    {"8 files, 105K in 0.001s (194 MB/s)", 0, NULL, NULL, NULL},
    {"Download quota of 5.0K EXCEEDED!", 0, NULL, NULL, NULL},
    {"Converted 5 files in 0.01 seconds.", 0, NULL, NULL, NULL},
    {"", 0, NULL, NULL, NULL},
};

static void assert_text(struct slice got, const char *expected)
{
    g_autofree char *text = slice_dup(got);

    g_assert_cmpstr(text, ==, expected);
}

static void test_sums(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(sums); i++) {
        struct wget_downloaded sum;
        bool is_one = wget_downloaded_read(slice_from(sums[i].line), &sum);

        g_test_message("'%s'", sums[i].line);
        g_assert_cmpint(is_one, ==, sums[i].size != NULL);
        if (!is_one)
            continue;
        g_assert_false(sum.is_old);
        g_assert_cmpuint(sum.files, ==, sums[i].files);
        assert_text(sum.size, sums[i].size);
        assert_text(sum.time, sums[i].time);
        assert_text(sum.rate, sums[i].rate);
    }
}

/* Up to 1.10: C, sr, zh_CN, ja, da (which had no colon), hu. */
static const struct {
    const char *line;
    bool has_bytes;
    uint64_t bytes, files;
} old_sums[] = {
    {"Downloaded: 5,123,456 bytes in 40 files", true, 5123456, 40},
    {"Downloaded: 987 bytes in 1 files", true, 987, 1},
    {"Downloaded: <overflow> bytes in 40 files", false, 0, 40},
    {"x: y: 5,123,456, z: 40", true, 5123456, 40},
    {"x\xef\xbc\x9a"
     "5,123,456 \xe5\xad\x97\xef\xbc\x8c\xe5\x85\xb1 40 \xe4\xb8\xaa",
     true, 5123456, 40},
    {"x: 12,835 \xe3\x83\x90(\xe3\x83\x95 40)", true, 12835, 40},
    {"Nedhentede 5,123,456 byte i 40 filer", true, 5123456, 40},
    {"Let\xc3\xb6ltve: 5,123,456 b\xc3\xa1jt 40 f\xc3\xa1jlban", true, 5123456,
     40},
};

static void test_old_sums(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(old_sums); i++) {
        struct wget_downloaded sum;

        g_test_message("'%s'", old_sums[i].line);
        g_assert_true(wget_downloaded_read(slice_from(old_sums[i].line), &sum));
        g_assert_true(sum.is_old);
        g_assert_cmpint(sum.has_bytes, ==, old_sums[i].has_bytes);
        g_assert_cmpuint(sum.bytes, ==, old_sums[i].bytes);
        g_assert_cmpuint(sum.files, ==, old_sums[i].files);
    }
}

static const struct {
    const char *line, *time; /* NULL: none */
} times[] = {
    {"Total wall clock time: 3.7s", "3.7s"},
    {"Total wall clock time: 1d 1h 2m 5s", "1d 1h 2m 5s"},
    {"Temps total effectif\xc2\xa0: 0,01s", "0,01s"},
    {"\xe6\x80\xbb\xe7\x94\xa8\xe6\x97\xb6\xef\xbc\x9a"
     "43m 2s",
     "43m 2s"},
    {"\xd7\xdc\xd3\xc3\xca\xb1\xa3\xba"
     "0.01s",
     "0.01s"},
    {"Total wall clock time: 3.7", NULL},
    {"Total wall clock time: 3m", NULL},
    {"Total wall clock time: 3.7s and more", NULL},
    {"Total wall clock time: 6e-04s", "6e-04s"},
    {"Total wall clock time: 6e+04s", NULL},
    {"Total wall clock time: 1m 6e-04s", NULL},
    {"3.7s", NULL},
    {"real estate: 3, then 7s", NULL},
    {"", NULL},
};

static void test_times(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
        struct slice time;
        bool is_one = wget_total_time(slice_from(times[i].line), &time);

        g_test_message("'%s'", times[i].line);
        g_assert_cmpint(is_one, ==, times[i].time != NULL);
        if (is_one)
            assert_text(time, times[i].time);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/wget/summary/sums", test_sums);
    g_test_add_func("/wget/summary/old-sums", test_old_sums);
    g_test_add_func("/wget/summary/times", test_times);
    return g_test_run();
}
