/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person wants to see of a log:
 *
 *   lab/run-01.log: ab, 1 run
 *     line 6: good, ab 2.3
 *       work     concurrency=2 keepalive=yes n=10000 path=/
 *       line  29  requests_per_second  7828.48 1/s
 */
#include "cli/inspect.h"

#include "report/escape.h"

static void append_fields(GString *out, const char *label, const GArray *fields)
{
    if (!fields->len)
        return;
    g_string_append_printf(out, "    %-10s", label);
    for (size_t i = 0; i < fields->len; i++) {
        const struct run_field *field =
            &g_array_index(fields, struct run_field, i);

        g_string_append_c(out, ' ');
        escape_plain(out, field->name);
        g_string_append_c(out, '=');
        escape_plain(out, field->value);
    }
    g_string_append_c(out, '\n');
}

/* "line 12:5" */
static void append_place(GString *out, uint32_t line, uint32_t column)
{
    if (!line)
        return;
    g_string_append_printf(out, "line %u", line);
    if (column)
        g_string_append_printf(out, ":%u", column);
    g_string_append(out, ": ");
}

static void append_reasons(GString *out, const Run *run)
{
    for (size_t i = 0; i < run->reasons->len; i++) {
        const struct run_reason *reason =
            &g_array_index(run->reasons, struct run_reason, i);
        bool is_refusal = reason->reason->status == RUN_REFUSED;

        g_string_append_printf(
            out, "    %-10s %s: ", is_refusal ? "refused" : "gated",
            reason->reason->slug);
        append_place(out, reason->line, reason->column);
        escape_plain(out, reason->message);
        g_string_append_c(out, '\n');
    }
}

static void append_notes(GString *out, const Run *run)
{
    for (size_t i = 0; i < run->notes->len; i++) {
        const struct run_note *note =
            &g_array_index(run->notes, struct run_note, i);

        g_string_append(out, "    note       ");
        escape_plain(out, note->slug);
        g_string_append(out, ": ");
        append_place(out, note->line, 0);
        escape_plain(out, note->message);
        g_string_append_c(out, '\n');
    }
}

/* "insert: op_wall", cleaned. */
static char *value_name(const struct run_value *value)
{
    GString *name = g_string_new(NULL);

    if (value->item) {
        escape_plain(name, value->item);
        g_string_append(name, ": ");
    }
    g_string_append(name, value->metric->name);
    return g_string_free(name, false);
}

static const char *mark_words(unsigned marks)
{
    if (marks & VALUE_REFUSED)
        return "  (not to be trusted)";
    if (marks & VALUE_WRONG)
        return "  (wrong results)";
    return marks & VALUE_ESTIMATED ? "  (estimated)" : "";
}

/* Blanks up to a width in characters; names may hold more than ASCII. */
static void append_padded(GString *out, const char *text, size_t width)
{
    size_t used = (size_t)g_utf8_strlen(text, -1);

    g_string_append(out, text);
    for (; used < width; used++)
        g_string_append_c(out, ' ');
}

static void append_values(GString *out, const Run *run)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    size_t width = 0;

    for (size_t i = 0; i < run->values->len; i++) {
        char *name =
            value_name(&g_array_index(run->values, struct run_value, i));

        g_ptr_array_add(names, name);
        width = MAX(width, (size_t)g_utf8_strlen(name, -1));
    }
    for (size_t i = 0; i < run->values->len; i++) {
        const struct run_value *value =
            &g_array_index(run->values, struct run_value, i);
        char text[DECIMAL_TEXT];

        if (value->line)
            g_string_append_printf(out, "    line %-5u ", value->line);
        else
            g_string_append(out, "    derived    ");
        append_padded(out, g_ptr_array_index(names, i), width);
        g_string_append_printf(out, " %12s", decimal_print(value->value, text));
        if (*value->metric->unit)
            g_string_append_printf(out, " %s", value->metric->unit);
        g_string_append(out, mark_words(value->marks));
        if (value->part) {
            g_string_append(out, "  in ");
            escape_plain(out, value->part);
        }
        g_string_append_c(out, '\n');
    }
}

static void append_distributions(GString *out, const Run *run)
{
    for (size_t i = 0; i < run->distributions->len; i++) {
        const struct run_distribution *distribution =
            &g_array_index(run->distributions, struct run_distribution, i);
        size_t n = distribution->counts->len;
        int16_t exponent = (int16_t)distribution->exponent;
        char low[DECIMAL_TEXT], high[DECIMAL_TEXT];

        g_string_append_printf(
            out, "    values     %s: %" G_GUINT64_FORMAT " (%zu distinct)",
            distribution->metric->name, distribution->total, n);
        if (n) {
            const struct run_count *counts =
                (const struct run_count *)(void *)distribution->counts->data;

            g_string_append_printf(
                out, ", %s to %s %s",
                decimal_print((struct decimal){counts[0].value, exponent}, low),
                decimal_print((struct decimal){counts[n - 1].value, exponent},
                              high),
                distribution->metric->unit);
        }
        g_string_append_c(out, '\n');
    }
}

static void append_heading(GString *out, const Run *run)
{
    static const char *const statuses[] = {
        [RUN_GOOD] = "good",
        [RUN_GATED] = "gated",
        [RUN_REFUSED] = "refused",
    };

    g_string_append_printf(out, "  line %u: %s, %s", run->line,
                           statuses[run->status], run->tool);
    if (run->tool_version) {
        g_string_append_c(out, ' ');
        escape_plain(out, run->tool_version);
    }
    if (run->started_s != RUN_TIME_UNKNOWN) {
        g_autoptr(GDateTime) time =
            g_date_time_new_from_unix_utc(run->started_s);
        g_autofree char *text =
            time ? g_date_time_format(time, "%Y-%m-%d %H:%M:%S") : NULL;

        if (text)
            g_string_append_printf(out, ", started %s", text);
    }
    if (run->is_part)
        g_string_append(out, ", part of another run");
    g_string_append_c(out, '\n');
}

static void append_run(GString *out, const Run *run)
{
    append_heading(out, run);
    append_reasons(out, run);
    append_fields(out, "work", run->parameters);
    append_fields(out, "context", run->context);
    append_values(out, run);
    append_distributions(out, run);
    append_notes(out, run);
}

void inspect_text(GString *out, const LogSource *source)
{
    size_t n = source->runs->len;

    escape_plain(out, source->path);
    g_string_append_printf(out, ": %s, %zu run%s\n",
                           source->format ? source->format : "no known format",
                           n, n == 1 ? "" : "s");
    if (source->error) {
        g_string_append(out, "  refused: ");
        escape_plain(out, source->error->message);
        g_string_append_c(out, '\n');
    }
    for (size_t i = 0; i < n; i++)
        append_run(out, g_ptr_array_index(source->runs, i));
    g_string_append_c(out, '\n');
}
