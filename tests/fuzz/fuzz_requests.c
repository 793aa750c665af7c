/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fast reader of `ab -g` rows against two slow ones:
 *
 * 1. the careful way of the parser itself, forced by a bell in the last line,
 *    which makes the whole log one that needs cleaning: the same runs, the same
 *    reasons at the same lines, the same tables;
 * 2. for a run that is good, tables counted here by splitting each line at its
 *    tabs and letting GLib read the numbers.
 */
#include <stdint.h>

#include "ingest/format.h"
#include "ingest/run.h"

#define HEADER "starttime\tseconds\tctime\tdtime\tttime\twait"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static GPtrArray *read_runs(const char *bytes, size_t len)
{
    GPtrArray *runs = g_ptr_array_new_with_free_func((GDestroyNotify)run_free);
    g_autoptr(Text) text = text_new_memory("fuzz.tsv", bytes, len);

    log_format_find("ab-requests")->parse(text, runs);
    return runs;
}

static const struct run_distribution *table(const Run *run, guint i)
{
    return &g_array_index(run->distributions, struct run_distribution, i);
}

static void check_same_table(const struct run_distribution *a,
                             const struct run_distribution *b)
{
    g_assert_cmpuint(a->total, ==, b->total);
    g_assert_cmpuint(a->counts->len, ==, b->counts->len);
    g_assert_cmpint(memcmp(a->counts->data, b->counts->data,
                           a->counts->len * sizeof(struct run_count)),
                    ==, 0);
}

static void check_same(const Run *a, const Run *b)
{
    g_assert_cmpint(a->status, ==, b->status);
    g_assert_cmpuint(a->line, ==, b->line);
    g_assert_cmpint(a->started_s, ==, b->started_s);
    g_assert_cmpuint(a->reasons->len, ==, b->reasons->len);
    for (guint i = 0; i < a->reasons->len; i++) {
        const struct run_reason *x =
            &g_array_index(a->reasons, struct run_reason, i);
        const struct run_reason *y =
            &g_array_index(b->reasons, struct run_reason, i);

        g_assert_true(x->reason == y->reason);
        g_assert_cmpuint(x->line, ==, y->line);
        g_assert_cmpstr(x->message, ==, y->message);
    }
    g_assert_cmpuint(a->distributions->len, ==, b->distributions->len);
    for (guint i = 0; i < a->distributions->len; i++)
        check_same_table(table(a, i), table(b, i));
}

/* A log whose every byte is what it looks like: no cleaning, no conversion,
 * whole lines. */
static bool is_plain(const char *log, size_t len)
{
    if (!len || log[len - 1] != '\n')
        return false;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)log[i] < ' ' && log[i] != '\n' && log[i] != '\t')
            return false;
    return (unsigned char)log[0] < 0x80;
}

/* Rule 2: value to count, for one column of the lines of one run. */
static GHashTable *count_column(char **lines, guint from, guint to, int column)
{
    GHashTable *counts =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);

    for (guint i = from; i < to; i++) {
        g_auto(GStrv) cells = g_strsplit(lines[i], "\t", -1);
        int64_t value;
        uint64_t *count;

        if (!*lines[i])
            continue;
        g_assert_cmpuint(g_strv_length(cells), ==, 6);
        value = g_ascii_strtoll(cells[column], NULL, 10);
        count = g_hash_table_lookup(counts, &value);
        if (!count) {
            count = g_new0(uint64_t, 1);
            g_hash_table_insert(counts, g_memdup2(&value, sizeof value), count);
        }
        ++*count;
    }
    return counts;
}

static void check_counted(const Run *run, char **lines, guint to)
{
    for (guint i = 0; i < run->distributions->len; i++) {
        g_autoptr(GHashTable) counts =
            count_column(lines, run->line, to, 2 + (int)i);
        const GArray *entries = table(run, i)->counts;

        g_assert_cmpuint(entries->len, ==, g_hash_table_size(counts));
        for (guint e = 0; e < entries->len; e++) {
            const struct run_count *entry =
                &g_array_index(entries, struct run_count, e);
            const uint64_t *count = g_hash_table_lookup(counts, &entry->value);

            g_assert_nonnull(count);
            g_assert_cmpuint(entry->count, ==, *count);
        }
    }
}

static void check_against_split(const GPtrArray *runs, const char *log,
                                size_t len)
{
    g_autofree char *copy = g_strndup(log, len);
    g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);

    for (guint i = 0; i < runs->len; i++) {
        const Run *run = runs->pdata[i];
        guint to = i + 1 < runs->len
                       ? ((const Run *)runs->pdata[i + 1])->line - 1
                       : g_strv_length(lines);

        if (run->status == RUN_GOOD)
            check_counted(run, lines, to);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    g_autoptr(GString) log = g_string_new(HEADER "\n");
    g_autoptr(GPtrArray) fast = NULL, careful = NULL;

    g_string_append_len(log, (const char *)bytes, (gssize)len);
    if (!is_plain(log->str, log->len))
        return 0;
    fast = read_runs(log->str, log->len);
    check_against_split(fast, log->str, log->len);
    g_string_insert(log, (gssize)log->len - 1, "\a");
    careful = read_runs(log->str, log->len);
    g_assert_cmpuint(fast->len, ==, careful->len);
    for (guint i = 0; i < fast->len; i++)
        check_same(fast->pdata[i], careful->pdata[i]);
    return 0;
}
