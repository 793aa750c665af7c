/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A report of ab damaged in every place, in every way that copying, mailing,
 * cutting and editing know. What comes of it must be one of these:
 *
 *  1. the run is refused, or gated;
 *  2. it has a note that the undamaged run has not;
 *  3. it says the same as before;
 *  4. a number moved by no more than the other numbers of the report leave
 *     open, which `proven` lists.
 *
 * Words (the server's name, host, path) and the port prove nothing and are
 * proven by nothing. And whatever it is, the two readers of ab's logs agree.
 */
#include "exact_runs.h"
#include "expected_runs.h"
#include "same_runs.h"

#include <math.h>

/* How far each number may move without a word, as a share of itself and in
 * its unit. Those that are not listed are proven by none of the others. */
static const struct {
    const char *metric;
    double share, amount;
} proven[] = {
    /* one time, printed in many ways: to the last digit of the best */
    {"requests_per_second", 2e-5, 0.011},
    {"time_per_request_mean", 2e-5, 0.001},
    {"time_per_request_all", 2e-5, 0.0005},
    {"time_taken", 0, 0.0005},
    {"transfer_rate", 0, 0.011},
    {"transfer_rate_sent", 0, 0.021},
    {"transfer_rate_total", 0, 0.021},
    {"total_transferred", 2e-4, 0},
    {"body_sent", 2e-4, 0},
    {"complete", 0, 0},
    {"concurrency", 0, 0},
    {"failed", 0, 0},
    /* n to n + c documents */
    {"html_transferred", 0.03, 0},
    {"document_length", 0, 0},
    {"total_max", 0, 0},
    {"total_median", 0, 0},
    {"longest", 0, 0},
    {"p50", 0, 0},
    {"total_mean", 0, 1},
    {"total_min", 0, 3},
    {"processing_mean", 0, 1},
    /* between their neighbours */
    {"p66", 0, 1},
    {"p75", 0, 1},
    {"p80", 0, 1},
    {"p90", 0, 1},
    {"p95", 0, 1},
    {"p98", 0, 1},
    {"p99", 0, 1},
};

static const char *const logs[] = {"ab-done-form.log", "ab-post.log"};

/* ---- what may come of it ----------------------------------------------- */

static bool has_note_of(const Run *run, const char *slug)
{
    for (guint i = 0; i < run->notes->len; i++)
        if (!strcmp(g_array_index(run->notes, struct run_note, i).slug, slug))
            return true;
    return false;
}

static bool is_told(const Run *run, const Run *whole)
{
    for (guint i = 0; i < run->notes->len; i++)
        if (!has_note_of(whole,
                         g_array_index(run->notes, struct run_note, i).slug))
            return true;
    return run->status != RUN_GOOD;
}

/* Below 0: it may be anything. */
static double room_of(const char *metric, double value)
{
    for (size_t i = 0; i < G_N_ELEMENTS(proven); i++)
        if (!strcmp(proven[i].metric, metric))
            return fmax(proven[i].share * fabs(value), proven[i].amount);
    return -1;
}

static void expect_harmless(const char *what, const Run *run, const Run *whole)
{
    for (guint i = 0; i < whole->values->len; i++) {
        const struct run_value *value =
            &g_array_index(whole->values, struct run_value, i);
        const struct run_value *now = run_find(run, value->metric->name, NULL);
        double before = decimal_to_double(value->value);
        double room = room_of(value->metric->name, before);

        if (!now)
            g_error("%s: %s is lost without a word", what, value->metric->name);
        if (room >= 0 &&
            fabs(decimal_to_double(now->value) - before) > room + 1e-9)
            g_error("%s: %s becomes %g without a word, from %g", what,
                    value->metric->name, decimal_to_double(now->value), before);
    }
}

/* The damaged log, with the whole one to compare. */
struct damage {
    const char *file;
    const GString *log;
    const Run *whole;
    size_t n, n_exact; /* those that ab could have written so */
};

static void try_damage(struct damage *d, const char *family, size_t at,
                       const GString *damaged)
{
    g_autoptr(LogSource) source = read_string(damaged);
    g_autofree char *what =
        g_strdup_printf("%s, %s at byte %zu", d->file, family, at);

    d->n++;
    d->n_exact += expect_exact_agrees(damaged->str, damaged->len);
    for (guint i = 0; i < source->runs->len; i++) {
        const Run *run = g_ptr_array_index(source->runs, i);

        if (!is_told(run, d->whole))
            expect_harmless(what, run, d->whole);
    }
}

/* Puts `text` in place of len bytes. */
static void try_edit(struct damage *d, const char *family, size_t at,
                     size_t len, const char *text)
{
    g_autoptr(GString) damaged =
        g_string_new_len(d->log->str, (gssize)d->log->len);

    g_string_erase(damaged, (gssize)at, (gssize)len);
    g_string_insert(damaged, (gssize)at, text);
    try_damage(d, family, at, damaged);
}

/* ---- ways to damage ---------------------------------------------------- */

static void damage_digit(struct damage *d, size_t at)
{
    static const struct {
        const char *family, *text;
        size_t len;
    } edits[] = {
        {"digit lost", "", 1},
        {"letter for digit", "O", 1},
        {"exponent", "e3", 0},
        {"sign", "-", 0},
        {"plus", "+", 0},
        {"blank in a number", " ", 0},
        {"line break in it", "\n", 0},
        {"no-break space", "\xc2\xa0", 0},
        {"thousands mark", ",", 0},
    };
    char digit[2] = {0};

    for (char c = '0'; c <= '9'; c++) {
        digit[0] = c;
        if (c != d->log->str[at])
            try_edit(d, "other digit", at, 1, digit);
        try_edit(d, "one digit more", at, 0, digit);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(edits); i++)
        try_edit(d, edits[i].family, at, edits[i].len, edits[i].text);
}

static void damage_character(struct damage *d, size_t at)
{
    char c = d->log->str[at];

    if (g_ascii_isdigit(c)) {
        damage_digit(d, at);
    } else if (c == '.') {
        try_edit(d, "comma", at, 1, ",");
        try_edit(d, "point lost", at, 1, "");
    } else if (c == ' ') {
        try_edit(d, "wrapped", at, 1, "\n");
        try_edit(d, "no-break space", at, 1, "\xc2\xa0");
        try_edit(d, "tab", at, 1, "\t");
    } else if (c == '\n') {
        try_edit(d, "joined", at, 1, " ");
        try_edit(d, "blank line", at, 0, "\n");
    } else if (c == '\\' || g_ascii_isalpha(c)) {
        try_edit(d, "other letter", at, 1, "x");
        try_edit(d, "letter lost", at, 1, "");
    }
}

static void damage_line(struct damage *d, size_t at)
{
    const char *start = d->log->str + at;
    size_t len = strcspn(start, "\n") + 1;
    g_autofree char *twice = g_strndup(start, len);
    g_autofree char *quoted = g_strdup_printf("> %s", twice);

    try_edit(d, "line lost", at, len, "");
    try_edit(d, "line twice", at, 0, twice);
    try_edit(d, "line quoted", at, len, quoted);
}

static void damage_all(const char *file)
{
    GString *log = odd_log(file);
    g_autoptr(LogSource) source = read_string(log);
    struct damage d = {.file = file, .log = log, .whole = only_run(source)};

    g_assert_cmpint(d.whole->status, ==, RUN_GOOD);
    for (size_t at = 0; at < log->len; at++) {
        damage_character(&d, at);
        if (!at || log->str[at - 1] == '\n')
            damage_line(&d, at);
    }
    g_assert_cmpuint(d.n, >, 4 * log->len);
    g_assert_cmpuint(d.n_exact, >, log->len);
    g_string_free(log, TRUE);
}

static void test_damage(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(logs); i++)
        damage_all(logs[i]);
}

/* A report that is cut anywhere is refused or says so, but where it has lost
 * its last line feed only. */
static void test_cut(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(logs); i++) {
        GString *log = odd_log(logs[i]);
        g_autoptr(LogSource) source = read_string(log);
        const Run *whole = only_run(source);

        for (size_t len = 1; len + 1 < log->len; len++) {
            g_autoptr(LogSource) cut = read_bytes(logs[i], log->str, len);

            for (guint k = 0; k < cut->runs->len; k++)
                if (!is_told(g_ptr_array_index(cut->runs, k), whole))
                    g_error("%s: cut at byte %zu without a word", logs[i], len);
        }
        g_string_free(log, TRUE);
    }
}

/* `cat a b`, a without its last line end. */
static void test_glued(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(logs); i++) {
        GString *log = odd_log(logs[i]);
        GString *glued = g_string_new_len(log->str, (gssize)log->len - 1);
        GString *two = g_string_new(log->str);

        g_string_append(glued, log->str);
        g_string_append(two, log->str);
        expect_same_runs(logs[i], two, glued);
        g_string_free(two, TRUE);
        g_string_free(glued, TRUE);
        g_string_free(log, TRUE);
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ab/damage", test_damage);
    g_test_add_func("/ab/damage/cut", test_cut);
    g_test_add_func("/ab/damage/glued", test_glued);
    return g_test_run();
}
