/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The log of one module of sql-bench:
 *
 *   Testing server '10.11.19 MariaDB 0+deb12u1' at 2026-11-23  2:28:52
 *
 *   Testing of ALTER TABLE
 *   ...prose...
 *   Time for insert (1000) 0 wallclock secs ( 0.01 usr  0.00 sys + ...)
 *
 *   Time for alter_table_add (392):  1 wallclock secs ( 0.02 usr ...)
 *   ...
 *   Total time: 11 wallclock secs ( 0.08 usr  0.02 sys + ...)
 *
 * Rules:
 *  1. A module log is a part of a run (is_part); sqlbench_join brings it to
 *     its summary, or the logs of one run together.
 *  2. Operations that the suite's summary counts keep their names. The others
 *     (no colon, a blank in the name, a fraction of tests, an exponent) are
 *     in no summary: they are called "MODULE/NAME" here, because "insert" of
 *     alter-table is not the "insert" of the table.
 *  3. Lines of one name add up, as in the summary.
 *  4. A line that begins with "warning" directly before an operation means
 *     that its result was wrong.
 *  5. A line with a time that cannot be read (edited by hand, a decimal comma)
 *    is refused, and with it the operation, whose sum it is missing from; a
 *    time on a line of its own, that nobody knows the name of, refuses the
 *    log.
 *  6. A log without a total failed or was cut; its complete lines are good. A
 *     total without any operation is no measurement.
 */
#include "ingest/format.h"
#include "ingest/sqlbench_lines.h"

#define OPERATIONS_MAX 100000

struct operation {
    const char *item;
    bool is_counted;
    struct decimal wall, usr, sys, tests, rows;
    bool has_rows, has_cpu;
    bool is_partial; /* a line of it was refused */
    unsigned n_lines;
    uint8_t marks;
    size_t line;
};

struct module_log {
    Text *log;
    Run *run;
    GArray *operations;
    GHashTable *by_item; /* index + 1 in operations */
    char *name;          /* owned; "" until known */
    bool has_total, was_warning, is_skipped, is_aborted;
    struct sqlbench_total total;
    size_t total_line;
    struct decimal counted_wall;
    unsigned n_counted;
    char last[2][160]; /* the last lines that are not blank */
    size_t last_line;
};

/* What the modules say first, whatever their files are called. */
static const struct {
    const char *prose, *name;
} modules[] = {
    {"Testing of ALTER TABLE", "alter-table"},
    {"ATIS table test", "ATIS"},
    {"Testing of some unusual tables", "big-tables"},
    {"Testing the speed of connecting to the server", "connect"},
    {"Testing the speed of creating and dropping tables", "create"},
    {"Testing the speed of inserting data into 1 table", "insert"},
    {"Testing the speed of selecting on keys that consist of many", "select"},
    {"Wisconsin benchmark test", "wisconsin"},
};

static void name_from_prose(struct module_log *m, struct slice line)
{
    for (size_t i = 0; i < G_N_ELEMENTS(modules) && !m->name; i++)
        if (slice_starts(line, slice_from(modules[i].prose)))
            m->name = g_strdup(modules[i].name);
}

/* "insert-mysql-Linux_...": a module we know, or all before the first "-". */
static void name_from_file(struct module_log *m)
{
    g_autofree char *base = g_path_get_basename(text_name(m->log));

    for (size_t i = 0; i < SQLBENCH_N_MODULES; i++) {
        size_t len = strlen(sqlbench_modules[i]);

        if (!strncmp(base, sqlbench_modules[i], len) && base[len] == '-') {
            m->name = g_strdup(sqlbench_modules[i]);
            return;
        }
    }
    m->name = g_strndup(base, strcspn(base, "-."));
}

/* ------------------------------------------------- lines */

static struct operation *find_operation(struct module_log *m, const char *item)
{
    guint index = GPOINTER_TO_UINT(g_hash_table_lookup(m->by_item, item));

    if (index)
        return &g_array_index(m->operations, struct operation, index - 1);
    if (m->operations->len >= OPERATIONS_MAX)
        return NULL;

    struct operation operation = {.item = item,
                                  .line = text_line_number(m->log)};

    g_array_append_val(m->operations, operation);
    g_hash_table_insert(m->by_item, (char *)(uintptr_t)item,
                        GUINT_TO_POINTER(m->operations->len));
    return &g_array_index(m->operations, struct operation,
                          m->operations->len - 1);
}

static bool add_line(struct operation *sum,
                     const struct sqlbench_operation *line)
{
    if (!sum->n_lines)
        sum->has_cpu = line->time.has_parts;
    sum->has_cpu &= line->time.has_parts;
    sum->has_rows |= line->has_rows;
    sum->n_lines++;
    return decimal_add(sum->wall, line->time.wall, &sum->wall) &&
           decimal_add(sum->usr, line->time.usr, &sum->usr) &&
           decimal_add(sum->sys, line->time.sys, &sum->sys) &&
           decimal_add(sum->tests, line->tests, &sum->tests) &&
           (!line->has_rows || decimal_add(sum->rows, line->rows, &sum->rows));
}

/* I3 and I7 for one line. */
static void check_line(struct module_log *m,
                       const struct sqlbench_operation *line)
{
    const struct sqlbench_time *time = &line->time;
    double client = decimal_to_double(sqlbench_time_client(time));
    g_autofree char *name = slice_dup(line->name);

    if (!time->has_parts)
        return;
    if (sqlbench_time_check(time) == SQLBENCH_CPU_WRONG)
        run_reason(m->run, "contradiction", text_line_number(m->log), 0,
                   "CPU of '%s' is not usr + sys", name);
    /* usr that equals wall is the wall clock (Windows 9x). */
    if (!line->is_estimated && time->wall.digits >= 0 &&
        client > decimal_to_double(time->wall) + 1.02 && time->sys.digits)
        run_reason(m->run, "contradiction", text_line_number(m->log), 0,
                   "'%s' used more CPU than time went by", name);
}

/* Items are named later, when the module is: until then "/NAME". */
static void operation_line(struct module_log *m,
                           const struct sqlbench_operation *line)
{
    g_autofree char *name = slice_dup(line->name);
    g_autofree char *item =
        line->is_counted ? g_strdup(name) : g_strconcat("/", name, NULL);
    struct operation *sum =
        find_operation(m, run_string(m->run, slice_from(item)));

    if (!sum || !add_line(sum, line)) {
        run_reason(m->run, "impossible-value", text_line_number(m->log), 0,
                   "'%s' does not add up: too many or too large", name);
        return;
    }
    sum->is_counted = line->is_counted;
    sum->marks |= (uint8_t)((line->is_estimated ? VALUE_ESTIMATED : 0) |
                            (m->was_warning ? VALUE_WRONG : 0) |
                            (line->time.wall.digits < 0 ? VALUE_REFUSED : 0));
    if (line->is_counted) {
        m->n_counted++;
        decimal_add(m->counted_wall, line->time.wall, &m->counted_wall);
    }
    check_line(m, line);
}

/* Rule 5. */
static void bad_line(struct module_log *m, struct slice line)
{
    struct slice name = sqlbench_operation_name(line);
    g_autofree char *shown =
        g_utf8_make_valid(line.at, (gssize)MIN(line.len, 80));
    g_autofree char *item = slice_dup(name);
    struct operation *sum;

    if (!name.len) {
        run_reason(m->run, "bad-number", text_line_number(m->log), 0,
                   "'%s' is no whole line of the suite: nobody knows whose "
                   "time it is",
                   shown);
        return;
    }
    sum = find_operation(m, run_string(m->run, slice_from(item)));
    if (sum) {
        sum->is_partial = true;
        sum->is_counted |= !sum->n_lines;
    }
    run_note(m->run, "refused-line", text_line_number(m->log),
             "the time in '%s' cannot be read: '%s' is left out", shown, item);
}

static void keep_last(struct module_log *m, struct slice line)
{
    g_autofree char *shown = NULL;

    line = slice_trim(line);
    if (!line.len)
        return;
    shown = g_utf8_make_valid(line.at,
                              (gssize)MIN(line.len, sizeof m->last[0] - 32));
    g_strlcpy(m->last[0], m->last[1], sizeof m->last[0]);
    g_strlcpy(m->last[1], shown, sizeof m->last[1]);
    m->last_line = text_line_number(m->log);
}

static void total_line(struct module_log *m, struct slice line)
{
    /* Cut, a number may have lost digits; the closing ")" shows it has not. */
    if (text_cut(m->log) && !slice_ends(slice_trim(line), SLICE(")")))
        return;
    m->has_total = true;
    m->total_line = text_line_number(m->log);
}

static void see_line(struct module_log *m, struct slice line)
{
    struct sqlbench_operation operation;
    bool warning = line.len >= 7 && !g_ascii_strncasecmp(line.at, "warning", 7);

    if (sqlbench_operation_read(line, &operation) &&
        (!text_cut(m->log) || slice_ends(slice_trim(line), SLICE(")")))) {
        operation_line(m, &operation);
    } else if (!m->has_total) {
        switch (sqlbench_total_read(line, &m->total)) {
        case SQLBENCH_TOTAL:
            total_line(m, line);
            break;
        case SQLBENCH_BAD_TOTAL:
            break;
        case SQLBENCH_NO_TOTAL:
            if (sqlbench_has_time(line) && !text_cut(m->log))
                bad_line(m, line);
            name_from_prose(m, line);
            m->is_skipped |= slice_starts(line, SLICE("Test skipped"));
            m->is_aborted |= slice_starts(line, SLICE("Test aborted"));
            break;
        }
    }
    m->was_warning = warning;
    keep_last(m, line);
}

/* ------------------------------------------------- the run */

static const char *final_item(struct module_log *m,
                              const struct operation *operation)
{
    if (operation->is_counted)
        return operation->item;

    g_autofree char *item = g_strconcat(m->name, operation->item, NULL);

    return run_string(m->run, slice_from(item));
}

static void add_operation(struct module_log *m, const struct operation *sum)
{
    const char *item = final_item(m, sum);
    struct decimal client = {0, 0};
    bool has_client = sum->has_cpu && decimal_add(sum->usr, sum->sys, &client);
    const struct {
        const char *metric;
        struct decimal value;
        bool is_there;
    } values[] = {
        {"op_tests", sum->tests, true},
        {"op_rows", sum->rows, sum->has_rows},
        {"op_client_usr", sum->usr, sum->has_cpu},
        {"op_client_sys", sum->sys, sum->has_cpu},
        {"op_client_cpu", client, has_client},
    };
    struct run_value *per_test;
    uint8_t refused = sum->is_partial ? VALUE_REFUSED : 0;
    uint8_t marks =
        (uint8_t)(refused | (sum->marks & (VALUE_ESTIMATED | VALUE_WRONG)));

    if (!sum->n_lines)
        return;
    run_item_value(m->run, item, "op_wall", sum->wall, sum->line)->marks =
        sum->marks | refused;
    per_test =
        sqlbench_add_per_test(m->run, item, sum->wall, sum->tests, sum->line);
    if (per_test)
        per_test->marks = sum->marks | refused;
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        if (values[i].is_there)
            run_item_value(m->run, item, values[i].metric, values[i].value,
                           sum->line)
                ->marks = marks;
}

/* I6, without the operations that are known to run inside others. */
static void check_sum(struct module_log *m)
{
    static const char *const nested[] = {"delete_all_many_keys",
                                         "alter_table_drop"};
    double sum = decimal_to_double(m->counted_wall);

    for (size_t i = 0; i < G_N_ELEMENTS(nested); i++) {
        guint index =
            GPOINTER_TO_UINT(g_hash_table_lookup(m->by_item, nested[i]));

        if (index)
            sum -= decimal_to_double(
                g_array_index(m->operations, struct operation, index - 1).wall);
    }
    if (!m->total.is_estimated &&
        sum > decimal_to_double(m->total.time.wall) + m->n_counted)
        run_note(m->run, "lines-exceed-total", m->total_line,
                 "the operations took longer than the module");
}

static void tell_end(struct module_log *m)
{
    if (m->is_skipped)
        run_note(m->run, "skipped-module", m->last_line, "'%s' was skipped",
                 m->name);
    else if (!m->has_total) {
        run_note(m->run, "unfinished-module", m->last_line,
                 "'%s' has no total; its last lines are '%s' and '%s'", m->name,
                 m->last[0], m->last[1]);
        run_reason(m->run, "incomplete-run", m->last_line, 0,
                   "the module has no total: it failed or was cut");
    } else if (!m->operations->len && m->is_aborted)
        run_reason(m->run, "test-aborted", m->total_line, 0,
                   "the module ended without any operation");
}

static void finish(struct module_log *m)
{
    if (!m->name)
        name_from_file(m);
    run_parameter(m->run, "modules", slice_from(m->name));
    run_context(m->run, "module", slice_from(m->name));
    if (m->has_total) {
        sqlbench_add_module(m->run, m->name, &m->total, true,
                            m->total.is_estimated ? VALUE_ESTIMATED : 0,
                            m->total_line);
        check_sum(m);
    }
    for (guint i = 0; i < m->operations->len; i++)
        add_operation(m, &g_array_index(m->operations, struct operation, i));
    tell_end(m);
}

/* "Testing server 'VERSION' at DATE" */
static void start_line(struct module_log *m, struct slice line)
{
    size_t open = slice_find_char(line, '\'');
    size_t at = slice_find(line, SLICE("' at "));
    struct slice date = slice_trim(slice_part(line, at + 5, line.len));

    run_context(m->run, "server_version", slice_part(line, open + 1, at));
    run_context(m->run, "date", date);
    m->run->started_s = sqlbench_date(date);
}

void sqlbench_module_block(Text *log, GPtrArray *runs)
{
    struct module_log m = {.log = log};
    struct slice line;
    bool is_pasted = false;

    if (!sqlbench_line(log, &line, &is_pasted))
        return;
    m.run = run_new("sql-bench", "sqlbench-module", text_line_number(log));
    m.run->is_part = true;
    g_ptr_array_add(runs, m.run);
    m.operations = g_array_new(FALSE, FALSE, sizeof(struct operation));
    m.by_item = g_hash_table_new(g_str_hash, g_str_equal);
    if (sqlbench_is_module_start(line))
        start_line(&m, line);
    else
        see_line(&m, line);
    while (sqlbench_line(log, &line, &is_pasted)) {
        if (sqlbench_is_run_start(line) || sqlbench_is_module_start(line)) {
            text_unread(log);
            break;
        }
        see_line(&m, line);
    }
    finish(&m);
    g_array_free(m.operations, TRUE);
    g_hash_table_destroy(m.by_item);
    g_free(m.name);
}

/* ------------------------------------------------- the format */

/* With --silent there is no first line; other programs print Perl's time
 * string too, but not under such names. */
static bool is_silent_log(struct slice line)
{
    struct sqlbench_operation operation;

    return sqlbench_operation_read(line, &operation) &&
           (slice_find_char(operation.name, '_') < operation.name.len ||
            slice_find_char(operation.name, '+') < operation.name.len);
}

/* "Testing server ...", "Time for ...", "Estimated time for ...", in any case
 * of letters: every line of every log is asked. */
static bool may_begin_module(char first)
{
    return first == 'T' || first == 't' || first == 'E' || first == 'e';
}

static bool detect(struct slice head)
{
    struct slice line;

    while (slice_line(&head, &line))
        if (line.len && may_begin_module(line.at[0]) &&
            (sqlbench_is_module_start(line) || is_silent_log(line)))
            return true;
    return false;
}

static void parse(Text *log, GPtrArray *runs)
{
    guint before = runs->len;

    sqlbench_parse(log, runs);
    if (runs->len == before) {
        Run *run = run_new("sql-bench", "sqlbench-module", 1);

        g_ptr_array_add(runs, run);
        run_reason(run, "no-report", 0, 0, "no module log begins here");
    }
}

const struct log_format format_sqlbench_module = {
    .name = "sqlbench-module",
    .tool = "sql-bench",
    .summary = "log of one module of MySQL's sql-bench",
    .begins = "'Testing server'",
    .detect = detect,
    .parse = parse,
    .reads_blanks = true,
    .join = sqlbench_join_modules,
};
