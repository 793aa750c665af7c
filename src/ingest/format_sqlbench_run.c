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
 *  7. A summary that was pasted without its header begins with its first
 *     module. What was asked for is not known then: it is gated.
 */
#include "ingest/format.h"
#include "ingest/sqlbench_run.h"

#define MODULES_MAX 1000
#define ROWS_MAX 100000
#define COMMENT_MAX 4096

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
enum { LABEL_COMMENTS = 3, LABEL_LIMITS = 4, LABEL_SERVER = 5 };

/* Two lines of the header in one: what the first says cannot be told. */
static bool refuse_joined(struct summary *s, struct slice value)
{
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
        size_t at = slice_find(value, slice_from(labels[i].label));

        if (at == value.len)
            continue;
        run_reason(s->run, "unknown-line", text_line_number(s->log),
                   text_column(s->log, value.at + at),
                   "'%s' does not begin its line", labels[i].label);
        return true;
    }
    return false;
}

static void keep_header(struct summary *s, size_t label, struct slice value)
{
    const char *name = labels[label].context;
    const char *before = run_find_context(s->run, name);

    value = slice_trim(value);
    if (label != LABEL_COMMENTS && refuse_joined(s, value))
        return;
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

/* "2.15", "2.0b", "2.11a" */
static bool is_version(struct slice version)
{
    static const char *const known[] = {"2.0",  "2.0b", "2.4",  "2.5",  "2.7",
                                        "2.8",  "2.9",  "2.10", "2.11", "2.11a",
                                        "2.12", "2.13", "2.14", "2.15"};

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
        if (slice_equal(version, slice_from(known[i])))
            return true;
    return false;
}

static void keep_suite(struct summary *s, struct slice line)
{
    struct slice version =
        slice_trim(slice_part(line, slice_find_char(line, ':') + 1, line.len));

    if (refuse_joined(s, version))
        return;
    if (!is_version(version))
        run_note(s->run, "unknown-suite", text_line_number(s->log),
                 "'%.*s' is no version of the suite", (int)MIN(version.len, 40),
                 version.at);
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
        g_utf8_make_valid(where.at, (gssize)MIN(where.len, 120));

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

/* What each column prints, for messages. */
static const char *const cell_forms[N_COLUMNS] = {
    "number of seconds, whole or with two decimals",
    "usr with two decimals",
    "sys with two decimals",
    "cpu with two decimals",
    "whole number of tests",
};

/* Seconds may be negative where the clock was set back. */
static bool read_cell(struct slice word, size_t column, struct decimal *value)
{
    struct slice plain = word;
    uint64_t tests;

    if (column == TESTS)
        return slice_to_count(word, &tests) &&
               (word.len == 1 || word.at[0] != '0') &&
               slice_to_decimal(word, value);
    if (column == WALL)
        slice_skip(&plain, SLICE("-"));
    return sqlbench_hundredths(plain, column == WALL, value) &&
           slice_to_decimal(word, value) &&
           !(plain.len < word.len && !value->digits);
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
        if (read_cell(word[i + 1], i, &row.column[i]))
            continue;
        refuse_number(s, word[i + 1], cell_forms[i]);
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
    struct run_value *per_test;
    struct decimal client;

    run_item_value(s->run, item, "op_wall", row->column[WALL], row->line)
        ->marks = marks | (row->column[WALL].digits < 0 ? VALUE_REFUSED : 0);
    run_item_value(s->run, item, "op_tests", row->column[TESTS], row->line)
        ->marks = marks;
    per_test = sqlbench_add_per_test(s->run, item, row->column[WALL],
                                     row->column[TESTS], row->line);
    if (per_test)
        per_test->marks = marks;
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
        add_count(s->run, "modules_failed",
                  sqlbench_count_modules(s, MODULE_FAILED));
        add_count(s->run, "modules_skipped",
                  sqlbench_count_modules(s, MODULE_SKIPPED));
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

/* What every suite prints in front. A table pasted without its header has
 * none of it. */
static void note_header(struct summary *s, const char *date)
{
    for (size_t i = 0; s->run->tool_version && i <= LABEL_SERVER; i++)
        if (!run_find_context(s->run, labels[i].context))
            run_note(s->run, "missing-line", s->run->line,
                     "the header has no line '%s'", labels[i].label);
    if (date && s->run->started_s == RUN_TIME_UNKNOWN)
        run_note(s->run, "bad-date", s->run->line, "'%s' is no date", date);
    for (guint i = 0; i < s->modules->len; i++)
        if (!sqlbench_is_module(module_at(s, i)->name))
            run_note(s->run, "unknown-module", module_at(s, i)->line,
                     "'%s' is no module of the suite", module_at(s, i)->name);
}

static void finish(struct summary *s)
{
    struct cpu_use use = sqlbench_cpu_use(s);
    const char *date;

    if (s->part == PART_COMMENT)
        keep_header(s, LABEL_COMMENTS,
                    (struct slice){s->comment->str, s->comment->len});
    date = run_find_context(s->run, "date");
    if (date)
        s->run->started_s = sqlbench_date(slice_from(date));
    note_header(s, date);
    if (s->has_no_break)
        run_note(s->run, "no-break-spaces", s->run->line,
                 "wide blanks are read as blanks: the log was pasted");
    sqlbench_check_run(s, use);
    add_parameters(s);
    add_values(s, use);
}

void sqlbench_run_block(Text *log, GPtrArray *runs)
{
    struct summary s = {.log = log};
    struct slice line;

    if (!sqlbench_line(log, &line, &s.has_no_break))
        return;
    s.run = run_new("sql-bench", "sqlbench-run", text_line_number(log));
    g_ptr_array_add(runs, s.run);
    s.comment = g_string_new(NULL);
    s.modules = g_array_new(FALSE, FALSE, sizeof(struct module));
    s.rows = g_array_new(FALSE, FALSE, sizeof(struct row));
    s.has_header = sqlbench_is_run_start(line);
    if (s.has_header)
        keep_suite(&s, line);
    else
        see_line(&s, line);
    while (s.part != PART_DONE && sqlbench_line(log, &line, &s.has_no_break)) {
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

/* "Benchmark DBD suite:", "Operation  seconds ...", or blanks before that:
 * every line of every log is asked. */
static bool may_begin_run(char first)
{
    return first == 'B' || first == 'O' || slice_is_space(first);
}

/* "insert: Total time: ...", which stands in no other log. */
static bool has_module_total(struct slice head)
{
    struct slice line;

    while (slice_line(&head, &line))
        if (line.len && strchr("Aabcistw", line.at[0]) &&
            slice_find(line, SLICE("otal time:")) < line.len &&
            sqlbench_is_module_line(line))
            return true;
    return false;
}

static bool detect(struct slice head)
{
    struct slice rest = head, line;

    while (slice_line(&rest, &line))
        if (line.len && may_begin_run(line.at[0]) &&
            (sqlbench_is_run_start(line) || sqlbench_is_table_head(line)))
            return true;
    return has_module_total(head) ||
           slice_find(head, SLICE(COMPARED)) < head.len;
}

const struct log_format format_sqlbench_run = {
    .name = "sqlbench-run",
    .tool = "sql-bench",
    .summary = "RUN file of MySQL's sql-bench (run-all-tests)",
    .begins = "'Benchmark DBD suite:'",
    .detect = detect,
    .parse = parse,
    .reads_blanks = true,
    .join = sqlbench_join,
};
