/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The workloads that bench/run measures, from a fixed seed:
 *
 *   generate requests FOLDER FILES ROWS   `ab -g` files (W2 40 x 10,000; W2x
 *                                         8 x 1,000,000)
 *   generate reports FOLDER FOLDERS FILES ab reports of 1.3 KB (W4 100 x
 *                                         1,000)
 *   generate wget FOLDER FILES LINES      `wget -nv` logs with a shell's time
 *                                         (W5 400 x 10,240)
 *
 * The numbers agree with each other as the tools' own do, because logs that
 * contradict themselves are refused and would measure something else.
 */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define EPOCH 1795401125 /* Mon Nov 23 02:32:05 2026 UTC */

static uint64_t state = UINT64_C(20261123);

/* splitmix64 */
static uint64_t draw(void)
{
    uint64_t z = state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static unsigned below(unsigned n)
{
    return (unsigned)(draw() % n);
}

/* Milliseconds with a long tail, some 240 different ones in a million. */
static unsigned milliseconds(void)
{
    unsigned time = 15 + below(8) + below(8);

    while (time < 2000 && below(12) == 0)
        time += below(90);
    return time;
}

static void fail(const char *what)
{
    fprintf(stderr, "generate: %s: %s\n", what, strerror(errno));
    exit(1);
}

static FILE *create(const char *path)
{
    FILE *file = fopen(path, "w");

    if (!file)
        fail(path);
    return file;
}

static void finish(FILE *file, const char *path)
{
    int broke = ferror(file);

    if (fclose(file) || broke)
        fail(path);
}

static void make_folder(const char *path)
{
    if (mkdir(path, 0777) && errno != EEXIST)
        fail(path);
}

/* ---- ab -g: sorted by the total time ---- */

static int compare(const void *a, const void *b)
{
    const unsigned *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

static void write_requests(FILE *file, unsigned n)
{
    unsigned *times = calloc(n, sizeof *times);

    if (!times)
        fail("memory");
    for (unsigned i = 0; i < n; i++)
        times[i] = milliseconds();
    qsort(times, n, sizeof *times, compare);
    fputs("starttime\tseconds\tctime\tdtime\tttime\twait\n", file);
    for (unsigned i = 0; i < n; i++) {
        unsigned second = below(60);
        unsigned connect = below(3) == 0;

        fprintf(file, "Mon Nov 23 02:33:%02u 2026\t%u\t%u\t%u\t%u\t%u\n",
                second, EPOCH + 55 + second, connect, times[i] - connect,
                times[i], times[i] - connect - below(3));
    }
    free(times);
}

static void requests(const char *folder, unsigned files, unsigned rows)
{
    for (unsigned i = 1; i <= files; i++) {
        char path[4096];
        FILE *file;

        snprintf(path, sizeof path, "%s/run-%03u.tsv", folder, i);
        file = create(path);
        write_requests(file, rows);
        finish(file, path);
    }
}

/* ---- ab's report ---- */

static void write_report(FILE *file)
{
    unsigned ms = 9000 + below(3000), n = 1000, c = 10;
    unsigned html = n * 277, total = html + 280 * n + below(20000);
    double seconds = ms / 1e3;
    unsigned longest = 300 + below(40);

    fprintf(file,
            "This is ApacheBench, Version 2.3 <$Revision: 1879490 $>\n"
            "Copyright 1996 Adam Twiss, Zeus Technology Ltd, "
            "http://www.zeustech.net/\n"
            "Licensed to The Apache Software Foundation, "
            "http://www.apache.org/\n\n"
            "Benchmarking 10.0.0.2 (be patient).....done\n\n\n"
            "Server Software:        Apache/2.2.11\n"
            "Server Hostname:        10.0.0.2\n"
            "Server Port:            80\n\n"
            "Document Path:          /index.html\n"
            "Document Length:        277 bytes\n\n"
            "Concurrency Level:      %u\n"
            "Time taken for tests:   %.3f seconds\n"
            "Complete requests:      %u\n"
            "Failed requests:        0\n"
            "Total transferred:      %u bytes\n"
            "HTML transferred:       %u bytes\n",
            c, seconds, n, total, html);
    fprintf(file,
            "Requests per second:    %.2f [#/sec] (mean)\n"
            "Time per request:       %.3f [ms] (mean)\n"
            "Time per request:       %.3f [ms] (mean, across all concurrent "
            "requests)\n"
            "Transfer rate:          %.2f [Kbytes/sec] received\n\n",
            n / seconds, c * seconds * 1000 / n, seconds * 1000 / n,
            total / 1024.0 / seconds);
    fprintf(file,
            "Connection Times (ms)\n"
            "              min  mean[+/-sd] median   max\n"
            "Connect:        0    1   0.4      1       3\n"
            "Processing:    40   %2u  %2u.%u     %2u     %u\n"
            "Waiting:       38   %2u  %2u.%u     %2u     %u\n"
            "Total:         41   %2u  %2u.%u     %2u     %u\n\n",
            ms / 100 - 1, 20, 5, ms / 100 - 3, longest - 1, ms / 100 - 3, 20, 4,
            ms / 100 - 5, longest - 3, ms / 100, 20, 5, ms / 100 - 2, longest);
    fprintf(file,
            "Percentage of the requests served within a certain time (ms)\n"
            "  50%%  %5u\n  66%%  %5u\n  75%%  %5u\n  80%%  %5u\n  90%%  %5u\n"
            "  95%%  %5u\n  98%%  %5u\n  99%%  %5u\n 100%%  %5u "
            "(longest request)\n",
            ms / 100 - 2, ms / 100 + 2, ms / 100 + 6, ms / 100 + 9,
            ms / 100 + 20, ms / 100 + 40, ms / 100 + 70, ms / 100 + 90,
            longest);
}

static void reports(const char *folder, unsigned folders, unsigned files)
{
    for (unsigned i = 1; i <= folders; i++) {
        char inner[4096];

        snprintf(inner, sizeof inner, "%s/set-%03u", folder, i);
        make_folder(inner);
        for (unsigned j = 1; j <= files; j++) {
            char path[4200];
            FILE *file;

            snprintf(path, sizeof path, "%s/run-%04u.log", inner, j);
            file = create(path);
            write_report(file);
            finish(file, path);
        }
    }
}

/* ---- wget -nv ---- */

static void write_wget(FILE *file, unsigned lines)
{
    unsigned ms = 9000 + below(900);
    uint64_t total = 0;

    for (unsigned i = 1; i <= lines; i++) {
        unsigned size = 1024 + below(103000);

        total += size;
        fprintf(file,
                "2026-11-23 04:14:%02u URL:http://192.168.10.2/files/"
                "f%05u.bin [%u/%u] -> \"192.168.10.2/files/f%05u.bin\" "
                "[1]\n",
                6 + (unsigned)((uint64_t)i * 9 / (lines + 1)), i, size, size,
                i);
    }
    fprintf(file,
            "FINISHED --2026-11-23 04:14:16--\n"
            "Total wall clock time: %.1fs\n"
            "Downloaded: %u files, %.0fM in %.1fs (%.0f MB/s)\n\n"
            "real\t0m%u.%03us\nuser\t0m0.%03us\nsys\t0m1.%03us\n",
            (ms - ms % 100) / 1e3, lines, (double)total / 1048576, 8.0,
            (double)total / 1048576 / 8.0, ms / 1000, ms % 1000,
            300 + below(99), 100 + below(99));
}

static void wget(const char *folder, unsigned files, unsigned lines)
{
    for (unsigned i = 1; i <= files; i++) {
        char path[4096];
        FILE *file;

        snprintf(path, sizeof path, "%s/run-%03u.log", folder, i);
        file = create(path);
        write_wget(file, lines);
        finish(file, path);
    }
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*make)(const char *, unsigned, unsigned);
    } kinds[] = {{"requests", requests}, {"reports", reports}, {"wget", wget}};
    unsigned n[2] = {0, 0};

    for (int i = 0; argc == 5 && i < 2; i++)
        n[i] = (unsigned)strtoul(argv[3 + i], NULL, 10);
    for (size_t i = 0; argc == 5 && n[0] && n[1] && i < 3; i++) {
        if (strcmp(argv[1], kinds[i].name) != 0)
            continue;
        make_folder(argv[2]);
        kinds[i].make(argv[2], n[0], n[1]);
        return 0;
    }
    fputs("usage: generate requests|reports|wget FOLDER N M\n", stderr);
    return 2;
}
