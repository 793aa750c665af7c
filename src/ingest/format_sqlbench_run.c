/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The RUN file of sql-bench's run-all-tests, suite 2.0 (1998) to 2.15:
 *
 *   Benchmark DBD suite: 2.15
 *   Date of test:        2026-11-23  2:28:52
 *   ... Running tests on, Arguments, Comments, Limits from, Server version,
 *   Optimization, Hardware
 *
 *   alter-table: Total time: 11 wallclock secs ( 0.08 usr  0.02 sys + ...)
 *   ...
 *
 *   All 7 test executed successfully
 *
 *   Totals per operation:
 *   Operation             seconds     usr     sys     cpu   tests
 *   alter_table_add          1.00    0.02    0.01    0.03     392
 *   ...
 *   TOTALS                 123.00    6.52    5.31   11.83  418274
 *
 * Rules:
 *  1. Header lines count once, in their order, before the first module; all
 *     from "Comments:" to "Limits from:" is the comment.
 *  2. total_wall is the sum of the module totals, and is there only when the
 *     status line is, when it counts as many modules as there are, and none
 *     failed, was skipped, is estimated or has a clock that ran backwards.
 *  3. TOTALS of the table is another number (nested operations count twice).
 *  4. Identities are numbered as follows; a broken one refuses the run.
 *     I1  TOTALS is the sum of the rows (0.005 s for each row of a refined
 *         clock); I2, I3 cpu is usr + sys; I7 usr + sys <= wall + 1; I8 the
 *         status line counts the module lines, legends and markers agree;
 *         I12 rows in ASCII order, none twice.
 *  5. cpu 0.00 throughout is an old Perl's habit, usr equal to wall that of
 *     Windows 9x: the former is not used, the latter leaves no CPU at all.
 *  6. A table without TOTALS cannot be checked: its rows are left out.
 */
#include "ingest/format.h"
#include "ingest/sqlbench_lines.h"

#define MODULES_MAX 1000
#define ROWS_MAX 100000
#define COMMENT_MAX 4096

enum module_state {
    MODULE_TOTAL,
    MODULE_FAILED,
    MODULE_SKIPPED,
    MODULE_UNFINISHED,
};

struct module {
    const char *name;
    enum module_state state;
    struct sqlbench_total total;
    size_t line;
};

enum { WALL, USR, SYS, CPU, TESTS, N_COLUMNS };
static const char *const column_names[N_COLUMNS] = {"seconds", "usr", "sys",
                                                    "cpu", "tests"};

struct row {
    const char *name;
    struct decimal column[N_COLUMNS];
    unsigned plus, question; /* markers */
    size_t line;
};

enum part {
    PART_HEADER,
    PART_COMMENT,
    PART_MODULES,
    PART_STATUS, /* behind the modules, before the table */
    PART_TABLE,
    PART_DONE,
};

struct summary {
    Text *log;
    Run *run;
    enum part part;
    size_t next_label;
    GString *comment;
    GArray *modules, *rows;
    bool has_status;
    uint64_t n_told, n_failed_told;
    size_t status_line;
    bool plus_legend, question_legend;
    bool has_table, has_totals, totals_cut;
    struct row totals;
    char totals_markers[64];
    size_t n_unknown, unknown_line;
    char unknown[96];
};

/* ------------------------------------------------- the header */

static const struct {
    const char *label;
    const char *context;
} labels[] = {
    {"Date of test:", "date"},         {"Running tests on:", "machine"},
    {"Arguments:", "arguments"},       {"Comments:", "comments"},
    {"Limits from:", "limits"},        {"Server version:", "server_version"},
    {"Optimization:", "optimization"}, {"Hardware:", "hardware"},
};
enum { LABEL_COMMENTS = 3, LABEL_LIMITS = 4 };

static void keep_header(struct summary *s, size_t label, struct slice value)
{
    const char *name = labels[label].context;
    const char *before = run_find_context(s->run, name);

    value = slice_trim(value);
    if (before && !slice_equal(slice_from(before), value)) {
        run_reason(s->run, "several-values", text_line_number(s->log), 0,
                   "'%s' stands twice with different values",
                   labels[label].label);
        return;
    }
    run_context(s->run, name, value);
    if (label >= s->next_label)
        s->next_label = label + 1;
}

static void keep_suite(struct summary *s, struct slice line)
{
    struct slice version =
        slice_trim(slice_part(line, slice_find_char(line, ':') + 1, line.len));

    s->run->tool_version = run_string(s->run, version);
    run_parameter(s->run, "suite", version);
}

static bool header_line(struct summary *s, struct slice line)
{
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
        struct slice rest = line;

        if (!slice_skip(&rest, slice_from(labels[i].label)))
            continue;
        if (i == LABEL_COMMENTS) {
            g_string_append_len(s->comment, slice_trim(rest).at,
                                (gssize)slice_trim(rest).len);
            s->part = PART_COMMENT;
        } else {
            keep_header(s, i, rest);
        }
        return true;
    }
    return false;
}

static void comment_line(struct summary *s, struct slice line)
{
    if (slice_starts(line, slice_from(labels[LABEL_LIMITS].label))) {
        s->part = PART_HEADER;
        keep_header(s, LABEL_COMMENTS,
                    (struct slice){s->comment->str, s->comment->len});
        header_line(s, line);
        return;
    }
    if (s->comment->len + line.len < COMMENT_MAX)
        g_string_append_printf(s->comment, "\n%.*s", SLICE_ARG(line));
}

/* ------------------------------------------------- the modules */

static void refuse_number(struct summary *s, struct slice where,
                          const char *what)
{
    g_autofree char *shown =
        g_utf8_make_valid(where.at, (gssize)MIN(where.len, 80));

    run_reason(s->run, "bad-number", text_line_number(s->log),
               text_column(s->log, where.at), "'%s' is no %s", shown, what);
}

/* NAME: and what became of it; false if the line is something else. */
static bool module_line(struct summary *s, struct slice line)
{
    struct module module = {.line = text_line_number(s->log)};
    size_t colon = slice_find_char(line, ':');
    struct slice name = slice_part(line, 0, colon);
    struct slice rest = slice_trim(slice_part(line, colon + 1, line.len));
    enum sqlbench_total_kind kind = sqlbench_total_read(rest, &module.total);

    if (!name.len || colon == line.len || slice_find_char(name, ' ') < name.len)
        return false;
    if (kind == SQLBENCH_TOTAL)
        module.state = MODULE_TOTAL;
    else if (slice_starts(rest, SLICE("Failed")))
        module.state = MODULE_FAILED;
    else if (slice_starts(rest, SLICE("Test skipped")))
        module.state = MODULE_SKIPPED;
    else if (text_cut(s->log) || (!rest.len && s->modules->len))
        module.state = MODULE_UNFINISHED;
    else if (kind == SQLBENCH_NO_TOTAL)
        return false;
    else {
        refuse_number(s, rest, "total time");
        return true;
    }
    if (s->modules->len >= MODULES_MAX)
        return false;
    module.name = run_string(s->run, name);
    g_array_append_val(s->modules, module);
    s->part = PART_MODULES;
    return true;
}

/* "All N test executed successfully", "Of N tests, E tests didn't work". */
static bool status_line(struct summary *s, struct slice line)
{
    struct slice rest = line, word;
    bool is_all = slice_skip(&rest, SLICE("All "));

    if (!is_all && !slice_skip(&rest, SLICE("Of ")))
        return false;
    if (!slice_word(&rest, &word) || !slice_to_count(word, &s->n_told))
        return false;
    if (is_all) {
        if (!slice_equal(slice_trim(rest), SLICE("test executed successfully")))
            return false;
        s->n_failed_told = 0;
    } else {
        rest = slice_trim_left(rest);
        if (!slice_skip(&rest, SLICE("tests, ")) || !slice_word(&rest, &word) ||
            !slice_to_count(word, &s->n_failed_told) ||
            !slice_equal(slice_trim(rest), SLICE("tests didn't work")))
            return false;
    }
    s->has_status = true;
    s->status_line = text_line_number(s->log);
    s->part = PART_STATUS;
    return true;
}

static bool legend_line(struct summary *s, struct slice line)
{
    size_t at = slice_find(line, SLICE(" at end of line"));

    if (slice_find(line, SLICE("Tests with ")) > 1 || at == line.len)
        return false;
    s->plus_legend |= line.at[at - 1] == '+';
    s->question_legend |= line.at[at - 1] == '?';
    return true;
}

/* ------------------------------------------------- the table */

static bool marker_word(struct slice word, struct row *row)
{
    row->plus = row->question = 0;
    for (size_t i = 0; i < word.len; i++) {
        row->plus += word.at[i] == '+';
        row->question += word.at[i] == '?';
    }
    return row->plus + row->question == word.len;
}

/* Splits a row into words; 6 or 7 of them, numbers from the second on. */
static bool row_words(struct slice line, struct slice word[N_COLUMNS + 2],
                      size_t *n)
{
    *n = 0;
    while (*n < N_COLUMNS + 2 && slice_word(&line, &word[*n]))
        ++*n;
    if (slice_trim(line).len || *n < N_COLUMNS + 1)
        return false;
    for (size_t i = 1; i <= N_COLUMNS; i++)
        if (!strchr("0123456789-+.,", word[i].at[0]))
            return false;
    return true;
}

/* True when the line is a row, a bad one too, which is refused here. */
static bool row_line(struct summary *s, struct slice line)
{
    struct row row = {.line = text_line_number(s->log)};
    struct slice word[N_COLUMNS + 2];
    size_t n;

    if (!row_words(line, word, &n))
        return false;
    for (size_t i = 0; i < N_COLUMNS; i++) {
        if (slice_to_decimal(word[i + 1], &row.column[i]) &&
            (row.column[i].digits >= 0 || i == WALL))
            continue;
        refuse_number(s, word[i + 1], column_names[i]);
        return true;
    }
    if (n == N_COLUMNS + 2 && !marker_word(word[n - 1], &row)) {
        refuse_number(s, word[n - 1], "marker");
        return true;
    }
    row.name = run_string(s->run, word[0]);
    if (slice_equal(word[0], SLICE("TOTALS"))) {
        s->totals = row;
        s->has_totals = true;
        s->totals_cut = text_cut(s->log);
        s->part = PART_DONE;
    } else if (s->rows->len < ROWS_MAX) {
        g_array_append_val(s->rows, row);
    }
    return true;
}

/* ------------------------------------------------- line by line */

static void unknown_line(struct summary *s, struct slice line)
{
    g_autofree char *shown = NULL;

    if (s->n_unknown++)
        return;
    shown = g_utf8_make_valid(line.at,
                              (gssize)MIN(line.len, sizeof s->unknown - 16));
    s->unknown_line = text_line_number(s->log);
    g_strlcpy(s->unknown, shown, sizeof s->unknown);
}

static void table_head(struct summary *s)
{
    s->has_table = true;
    s->part = PART_TABLE;
}

static void see_line(struct summary *s, struct slice line)
{
    struct slice trimmed = slice_trim(line);

    if (s->part == PART_COMMENT) {
        comment_line(s, line);
        return;
    }
    if (!trimmed.len || slice_equal(trimmed, SLICE("Totals per operation:")))
        return;
    if (s->part != PART_TABLE && sqlbench_is_table_head(line)) {
        table_head(s);
        return;
    }
    switch (s->part) {
    case PART_HEADER:
        if (header_line(s, line) || module_line(s, line))
            return;
        break;
    case PART_MODULES:
        if (status_line(s, line) || module_line(s, line))
            return;
        break;
    case PART_STATUS:
        if (legend_line(s, line))
            return;
        break;
    case PART_TABLE:
        if (row_line(s, line))
            return;
        break;
    case PART_COMMENT:
    case PART_DONE:
        break;
    }
    unknown_line(s, line);
}

/* ------------------------------------------------- checks */

static const struct module *module_at(const struct summary *s, guint i)
{
    return &g_array_index(s->modules, struct module, i);
}

static const struct row *row_at(const struct summary *s, guint i)
{
    return &g_array_index(s->rows, struct row, i);
}

static size_t count_modules(const struct summary *s, enum module_state state)
{
    size_t n = 0;

    for (guint i = 0; i < s->modules->len; i++)
        n += module_at(s, i)->state == state;
    return n;
}

/* I1 for one column. Seconds of a refined clock or of estimates are rounded
 * row by row. */
static void check_column(struct summary *s, size_t column)
{
    struct decimal sum = {0, 0}, gap, half = {0, -3};
    char was[DECIMAL_TEXT], is[DECIMAL_TEXT];

    for (guint i = 0; i < s->rows->len; i++) {
        struct decimal value = row_at(s, i)->column[column];

        if (!decimal_add(sum, value, &sum)) {
            run_reason(s->run, "impossible-value", row_at(s, i)->line, 0,
                       "the %s do not add up: too large", column_names[column]);
            return;
        }
        if (column == WALL && value.exponent == -2 && value.digits % 100)
            half.digits += 5;
    }
    if (!decimal_subtract(sum, s->totals.column[column], &gap))
        return;
    if (gap.digits < 0)
        gap.digits = -gap.digits;
    if (decimal_compare(gap, half) <= 0)
        return;
    run_reason(s->run, s->totals_cut ? "truncated" : "contradiction",
               s->totals.line, 0,
               "the %s of the rows add up to %s, TOTALS says %s",
               column_names[column], decimal_print(sum, is),
               decimal_print(s->totals.column[column], was));
}

/* TOTALS repeats the markers of all rows. */
static void check_markers(struct summary *s)
{
    unsigned plus = 0, question = 0;
    bool has_estimate = false;

    for (guint i = 0; i < s->rows->len; i++) {
        plus += row_at(s, i)->plus;
        question += row_at(s, i)->question;
    }
    for (guint i = 0; i < s->modules->len; i++)
        has_estimate |= module_at(s, i)->total.is_estimated;
    if (plus != s->totals.plus || question != s->totals.question)
        run_reason(s->run, s->totals_cut ? "truncated" : "contradiction",
                   s->totals.line, 0,
                   "the markers of TOTALS are not those of the rows");
    if (!s->has_status)
        return;
    if ((plus > 0) != s->plus_legend || (question > 0) != s->question_legend)
        run_reason(s->run, "contradiction", s->status_line, 0,
                   "the legend of markers does not fit the rows");
    if (plus && !has_estimate)
        run_reason(s->run, "contradiction", s->status_line, 0,
                   "rows are estimated, but no module is");
}

/* I12. Two names of exactly the width to which names are cut may be equal. */
static void check_order(struct summary *s)
{
    for (guint i = 1; i < s->rows->len; i++) {
        const char *before = row_at(s, i - 1)->name;
        const char *name = row_at(s, i)->name;
        int order = strcmp(before, name);
        size_t len = strlen(name);

        if (order < 0)
            continue;
        if (order == 0 &&
            (len == SQLBENCH_NAME_MAX || len == SQLBENCH_OLD_NAME_MAX))
            run_note(s->run, "ambiguous-name", row_at(s, i)->line,
                     "two operations are called '%s' where names are cut",
                     name);
        else
            run_reason(s->run, "contradiction", row_at(s, i)->line, 0,
                       order ? "the row '%s' is out of order"
                             : "the row '%s' stands twice",
                       name);
    }
}

static void check_status(struct summary *s)
{
    size_t failed = count_modules(s, MODULE_FAILED);

    if (!s->has_status || !s->modules->len)
        return;
    if (s->n_told != s->modules->len || s->n_failed_told != failed)
        run_reason(s->run, "contradiction", s->status_line, 0,
                   "%" G_GUINT64_FORMAT
                   " modules are told of, %" G_GUINT64_FORMAT
                   " failed; there are %u, %zu failed",
                   s->n_told, s->n_failed_told, s->modules->len, failed);
}

/* Rule 5: what the CPU columns are worth. */
struct cpu_use {
    bool is_dead; /* the cpu column; usr and sys are good */
    bool is_wall; /* usr is the wall clock: nothing is good */
};

static void count_wall(struct decimal wall, struct decimal usr,
                       struct decimal sys, size_t *n, size_t *same, bool *idle)
{
    double gap = decimal_to_double(usr) - decimal_to_double(wall);

    *idle &= sys.digits == 0;
    if (decimal_to_double(wall) < 10)
        return;
    ++*n;
    *same += gap <= 1 && gap >= -1;
}

static struct cpu_use find_cpu_use(const struct summary *s)
{
    struct cpu_use use = {.is_dead = true};
    size_t n = 0, same = 0;
    bool idle = true;

    for (guint i = 0; i < s->rows->len; i++) {
        const struct decimal *c = row_at(s, i)->column;

        use.is_dead &= c[CPU].digits == 0;
        count_wall(c[WALL], c[USR], c[SYS], &n, &same, &idle);
    }
    for (guint i = 0; i < s->modules->len; i++) {
        const struct sqlbench_time *time = &module_at(s, i)->total.time;

        if (module_at(s, i)->state != MODULE_TOTAL)
            continue;
        use.is_dead &= time->cpu.digits == 0;
        count_wall(time->wall, time->usr, time->sys, &n, &same, &idle);
    }
    use.is_wall = n && idle && 10 * same >= 9 * n;
    return use;
}

static void check_cpu(struct summary *s, struct cpu_use use)
{
    for (guint i = 0; i < s->rows->len && !use.is_dead; i++) {
        const struct decimal *c = row_at(s, i)->column;

        if (sqlbench_cpu_check(c[USR], c[SYS], c[CPU], 0.1) !=
            SQLBENCH_CPU_RIGHT)
            run_reason(s->run, "contradiction", row_at(s, i)->line, 0,
                       "cpu of '%s' is not usr + sys", row_at(s, i)->name);
    }
    for (guint i = 0; i < s->modules->len; i++) {
        const struct module *module = module_at(s, i);
        const struct sqlbench_time *time = &module->total.time;
        double client;

        if (module->state != MODULE_TOTAL || !time->has_parts)
            continue;
        if (!use.is_dead &&
            sqlbench_cpu_check(time->usr, time->sys, time->cpu,
                               time->has_children ? 0.025 : 0.015) !=
                SQLBENCH_CPU_RIGHT)
            run_reason(s->run, "contradiction", module->line, 0,
                       "CPU of '%s' is not usr + sys", module->name);
        client = decimal_to_double(sqlbench_time_client(time));
        if (!use.is_wall && !module->total.is_estimated &&
            time->wall.digits >= 0 &&
            client > decimal_to_double(time->wall) + 1.02)
            run_reason(s->run, "contradiction", module->line, 0,
                       "'%s' used more CPU than time went by", module->name);
    }
}

/* I9: the same numbers for two modules are a copy, not a chance. */
static void check_copies(struct summary *s)
{
    for (guint i = 0; i < s->modules->len; i++) {
        for (guint j = i + 1; j < s->modules->len; j++) {
            const struct sqlbench_time *a = &module_at(s, i)->total.time;
            const struct sqlbench_time *b = &module_at(s, j)->total.time;

            if (decimal_to_double(sqlbench_time_client(a)) < 1 ||
                decimal_compare(a->wall, b->wall) ||
                decimal_compare(a->usr, b->usr) ||
                decimal_compare(a->sys, b->sys))
                continue;
            run_note(s->run, "copied-module", module_at(s, j)->line,
                     "'%s' and '%s' have the same times to the last digit",
                     module_at(s, i)->name, module_at(s, j)->name);
        }
    }
}

static void check_whole(struct summary *s)
{
    /* Only the module that was running when the run was killed lacks one. */
    for (guint i = 0; i < s->modules->len; i++)
        if (module_at(s, i)->state == MODULE_UNFINISHED &&
            (s->has_status || i + 1 < s->modules->len))
            run_reason(s->run, "truncated", module_at(s, i)->line, 0,
                       "'%s' has no total", module_at(s, i)->name);
    if (!s->modules->len)
        run_reason(s->run, "no-modules", s->run->line, 0,
                   "no module has a line");
    else if (!s->has_status)
        run_reason(s->run, "incomplete-run", 0, 0,
                   "the summary ends before its status line: modules may be "
                   "missing");
    if (s->modules->len && s->has_status && !s->has_totals &&
        (s->has_table || count_modules(s, MODULE_TOTAL)))
        run_reason(s->run, "partial-table", 0, 0,
                   "the table of operations has no TOTALS: its rows cannot "
                   "be checked");
}

/* ------------------------------------------------- values */

/* Options that say where the server is or what to print. */
static bool is_neutral(struct slice option)
{
    static const char *const names[] = {"--socket",  "--connect-options",
                                        "--tcpip",   "--force",
                                        "--debug",   "--die-on-errors",
                                        "--verbose", "--silent",
                                        "--hires",   "--log"};
    struct slice name = slice_part(option, 0, slice_find_char(option, '='));

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (slice_equal(name, slice_from(names[i])))
            return true;
    return false;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The options that change the work, in alphabetical order. */
static void add_arguments(Run *run)
{
    const char *text = run_find_context(run, "arguments");
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    struct slice rest = slice_from(text ? text : ""), word;

    while (slice_word(&rest, &word))
        if (slice_starts(word, SLICE("-")) && !is_neutral(word))
            g_ptr_array_add(words, slice_dup(word));
    g_ptr_array_sort(words, compare_names);
    g_ptr_array_add(words, NULL);

    g_autofree char *joined = g_strjoinv(" ", (char **)words->pdata);

    run_parameter(run, "arguments", slice_from(joined));
}

static void add_parameters(struct summary *s)
{
    const char *limits = run_find_context(s->run, "limits");
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    add_arguments(s->run);
    if (limits && *limits)
        run_parameter(s->run, "limits", slice_from(limits));
    for (guint i = 0; i < s->modules->len; i++)
        g_ptr_array_add(names, g_strdup(module_at(s, i)->name));
    g_ptr_array_set_free_func(names, g_free);
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);

    g_autofree char *joined = g_strjoinv(",", (char **)names->pdata);

    run_parameter(s->run, "modules", slice_from(joined));
}

static void add_count(Run *run, const char *name, size_t n)
{
    run_value(run, name, (struct decimal){(int64_t)n, 0}, 0);
}

/* Rule 2. */
static void add_total(struct summary *s)
{
    struct decimal sum = {0, 0};

    if (!s->modules->len || !s->has_status || s->n_told != s->modules->len)
        return;
    for (guint i = 0; i < s->modules->len; i++) {
        const struct module *module = module_at(s, i);

        if (module->state != MODULE_TOTAL || module->total.is_estimated ||
            module->total.time.wall.digits < 0 ||
            !decimal_add(sum, module->total.time.wall, &sum))
            return;
    }
    run_value(s->run, "total_wall", sum, module_at(s, 0)->line);
}

static void add_modules(struct summary *s, struct cpu_use use)
{
    static const struct {
        enum module_state state;
        const char *slug, *text;
    } states[] = {
        {MODULE_FAILED, "failed-module", "failed, or was left out"},
        {MODULE_SKIPPED, "skipped-module", "was skipped"},
        {MODULE_UNFINISHED, "unfinished-module", "has no total"},
    };

    for (guint i = 0; i < s->modules->len; i++) {
        const struct module *module = module_at(s, i);

        if (module->state == MODULE_TOTAL) {
            sqlbench_add_module(
                s->run, module->name, &module->total, !use.is_wall,
                module->total.is_estimated ? VALUE_ESTIMATED : 0, module->line);
            if (module->total.is_estimated)
                run_note(s->run, "estimated", module->line,
                         "the total of '%s' is extrapolated", module->name);
            if (module->total.time.wall.digits < 0)
                run_note(s->run, "clock-step", module->line,
                         "the clock was set back during '%s'", module->name);
        }
        for (size_t k = 0; k < G_N_ELEMENTS(states); k++)
            if (module->state == states[k].state)
                run_note(s->run, states[k].slug, module->line, "'%s' %s",
                         module->name, states[k].text);
    }
}

/* The name of a row in the store: the second of two equal ones gets "#2". */
static const char *row_item(struct summary *s, guint i)
{
    const char *name = row_at(s, i)->name;
    guint first = i;

    while (first && !strcmp(row_at(s, first - 1)->name, name))
        first--;
    if (first == i)
        return name;

    g_autofree char *numbered = g_strdup_printf("%s#%u", name, i - first + 1);

    return run_string(s->run, slice_from(numbered));
}

static void add_row(struct summary *s, guint i, struct cpu_use use)
{
    static const struct {
        const char *metric;
        size_t column;
    } columns[] = {{"op_client_usr", USR}, {"op_client_sys", SYS}};
    const struct row *row = row_at(s, i);
    const char *item = row_item(s, i);
    uint8_t marks = (uint8_t)((row->plus ? VALUE_ESTIMATED : 0) |
                              (row->question ? VALUE_WRONG : 0));
    struct decimal client;

    run_item_value(s->run, item, "op_wall", row->column[WALL], row->line)
        ->marks = marks | (row->column[WALL].digits < 0 ? VALUE_REFUSED : 0);
    run_item_value(s->run, item, "op_tests", row->column[TESTS], row->line)
        ->marks = marks;
    if (use.is_wall)
        return;
    for (size_t k = 0; k < G_N_ELEMENTS(columns); k++)
        run_item_value(s->run, item, columns[k].metric,
                       row->column[columns[k].column], row->line)
            ->marks = marks;
    if (decimal_add(row->column[USR], row->column[SYS], &client))
        run_item_value(s->run, item, "op_client_cpu", client, row->line)
            ->marks = marks;
}

static void add_table(struct summary *s, struct cpu_use use)
{
    const struct decimal *c = s->totals.column;
    size_t estimated = 0, wrong = 0;
    struct decimal client = c[CPU];

    for (guint i = 0; i < s->rows->len; i++) {
        add_row(s, i, use);
        estimated += row_at(s, i)->plus > 0;
        wrong += row_at(s, i)->question > 0;
    }
    add_count(s->run, "ops_estimated", estimated);
    add_count(s->run, "ops_wrong", wrong);
    if (wrong)
        run_note(s->run, "wrong-result", s->totals.line,
                 "%zu operations did not return the right result", wrong);
    run_value(s->run, "table_wall", c[WALL], s->totals.line)->marks =
        s->totals.plus ? VALUE_ESTIMATED : 0;
    run_value(s->run, "table_tests", c[TESTS], s->totals.line);
    if (use.is_wall)
        return;
    if (use.is_dead)
        decimal_add(c[USR], c[SYS], &client);
    run_value(s->run, "table_client_usr", c[USR], s->totals.line);
    run_value(s->run, "table_client_sys", c[SYS], s->totals.line);
    run_value(s->run, "table_client_cpu", client, s->totals.line);
}

static size_t count_estimated(const struct summary *s)
{
    size_t n = 0;

    for (guint i = 0; i < s->modules->len; i++)
        n += module_at(s, i)->state == MODULE_TOTAL &&
             module_at(s, i)->total.is_estimated;
    return n;
}

static void add_values(struct summary *s, struct cpu_use use)
{
    add_total(s);
    add_modules(s, use);
    if (s->modules->len) {
        add_count(s->run, "modules", s->modules->len);
        add_count(s->run, "modules_failed", count_modules(s, MODULE_FAILED));
        add_count(s->run, "modules_skipped", count_modules(s, MODULE_SKIPPED));
        add_count(s->run, "modules_estimated", count_estimated(s));
    }
    if (s->has_totals)
        add_table(s, use);
    if (use.is_wall)
        run_note(s->run, "no-cpu", s->run->line,
                 "usr is the wall clock, as on Windows 9x: CPU is not "
                 "measured");
    else if (use.is_dead && (s->has_totals || s->modules->len))
        run_note(s->run, "dead-cpu", s->run->line,
                 "the cpu column is zero throughout: usr + sys are used");
    if (s->n_unknown)
        run_note(s->run, "unknown-line", s->unknown_line,
                 "%zu lines are not the suite's, the first is '%s'",
                 s->n_unknown, s->unknown);
}

static void finish(struct summary *s)
{
    struct cpu_use use = find_cpu_use(s);
    const char *date;

    if (s->part == PART_COMMENT)
        keep_header(s, LABEL_COMMENTS,
                    (struct slice){s->comment->str, s->comment->len});
    date = run_find_context(s->run, "date");
    if (date)
        s->run->started_s = sqlbench_date(slice_from(date));
    check_whole(s);
    check_status(s);
    check_cpu(s, use);
    check_copies(s);
    if (s->has_totals) {
        for (size_t i = 0; i < N_COLUMNS; i++)
            if (i != CPU || !use.is_dead)
                check_column(s, i);
        check_markers(s);
        check_order(s);
    }
    add_parameters(s);
    add_values(s, use);
}

void sqlbench_run_block(Text *log, GPtrArray *runs)
{
    struct summary s = {.log = log};
    struct slice line;

    if (!text_line(log, &line))
        return;
    s.run = run_new("sql-bench", "sqlbench-run", text_line_number(log));
    g_ptr_array_add(runs, s.run);
    s.comment = g_string_new(NULL);
    s.modules = g_array_new(FALSE, FALSE, sizeof(struct module));
    s.rows = g_array_new(FALSE, FALSE, sizeof(struct row));
    if (sqlbench_is_table_head(line))
        table_head(&s);
    else
        keep_suite(&s, line);
    while (s.part != PART_DONE && text_line(log, &line)) {
        if (sqlbench_is_run_start(line) || sqlbench_is_module_start(line)) {
            text_unread(log);
            break;
        }
        see_line(&s, line);
    }
    finish(&s);
    g_string_free(s.comment, TRUE);
    g_array_free(s.modules, TRUE);
    g_array_free(s.rows, TRUE);
}

/* ------------------------------------------------- the format */

/* The suite's own tool: what it prints has lost the runs it was made from. */
#define COMPARED "This is the result file of the different benchmark tests."

static void parse(Text *log, GPtrArray *runs)
{
    guint before = runs->len;

    if (slice_find(text_head(log), SLICE(COMPARED)) < text_head(log).len) {
        Run *run = run_new("sql-bench", "sqlbench-run", 1);

        g_ptr_array_add(runs, run);
        run_reason(run, "result-file", 1, 0,
                   "this is the output of compare-results: the RUN files it "
                   "was made from are wanted");
        text_drain(log);
        return;
    }
    sqlbench_parse(log, runs);
    if (runs->len == before) {
        Run *run = run_new("sql-bench", "sqlbench-run", 1);

        g_ptr_array_add(runs, run);
        run_reason(run, "no-report", 0, 0, "no summary begins in this log");
    }
}

static bool detect(struct slice head)
{
    struct slice rest = head, line;

    while (slice_line(&rest, &line))
        if (sqlbench_is_run_start(line) || sqlbench_is_table_head(line))
            return true;
    return slice_find(head, SLICE(COMPARED)) < head.len;
}

const struct log_format format_sqlbench_run = {
    .name = "sqlbench-run",
    .tool = "sql-bench",
    .summary = "RUN file of MySQL's sql-bench (run-all-tests)",
    .begins = "'Benchmark DBD suite:'",
    .detect = detect,
    .parse = parse,
    .join = sqlbench_join,
};
