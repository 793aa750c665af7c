/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/inspect.h"

#include "report/json_writer.h"

static const char *const statuses[] = {
    [RUN_GOOD] = "good",
    [RUN_GATED] = "gated",
    [RUN_REFUSED] = "refused",
};

static void write_reasons(struct json_writer *json, const Run *run)
{
    json_open(json, "reasons", '[');
    for (size_t i = 0; i < run->reasons->len; i++) {
        const struct run_reason *reason =
            &g_array_index(run->reasons, struct run_reason, i);

        json_open(json, NULL, '{');
        json_text(json, "reason", reason->reason->slug);
        json_text(json, "status", statuses[reason->reason->status]);
        json_count(json, "line", reason->line);
        json_count(json, "column", reason->column);
        json_text(json, "message", reason->message);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_notes(struct json_writer *json, const Run *run)
{
    json_open(json, "notes", '[');
    for (size_t i = 0; i < run->notes->len; i++) {
        const struct run_note *note =
            &g_array_index(run->notes, struct run_note, i);

        json_open(json, NULL, '{');
        json_text(json, "note", note->slug);
        json_count(json, "line", note->line);
        json_text(json, "message", note->message);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void write_fields(struct json_writer *json, const char *key,
                         const GArray *fields)
{
    json_open(json, key, '{');
    for (size_t i = 0; i < fields->len; i++) {
        const struct run_field *field =
            &g_array_index(fields, struct run_field, i);

        json_text(json, field->name, field->value);
    }
    json_close(json, '}');
}

static void write_marks(struct json_writer *json, unsigned marks)
{
    static const struct {
        unsigned mark;
        const char *name;
    } names[] = {
        {VALUE_ESTIMATED, "estimated"},
        {VALUE_WRONG, "wrong"},
        {VALUE_REFUSED, "refused"},
    };

    if (!marks)
        return;
    json_open(json, "marks", '[');
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (marks & names[i].mark)
            json_text(json, NULL, names[i].name);
    json_close(json, ']');
}

static void write_value(struct json_writer *json, const struct run_value *value)
{
    char text[DECIMAL_TEXT];
    struct decimal step = {1, value->value.exponent};

    json_open(json, value->metric->name, '{');
    json_text(json, "text", decimal_print(value->value, text));
    if (value->marks & VALUE_REFUSED)
        json_text(json, "value", NULL);
    else
        json_decimal(json, "value", value->value);
    json_text(json, "unit", value->metric->unit);
    json_decimal(json, "resolution", step);
    json_count(json, "line", value->line);
    if (value->part)
        json_text(json, "file", value->part);
    write_marks(json, value->marks);
    json_close(json, '}');
}

static bool is_module(const struct run_value *value)
{
    return value->item && value->metric->level == METRIC_MODULE;
}

static bool is_operation(const struct run_value *value)
{
    return value->item && value->metric->level != METRIC_MODULE;
}

static bool is_whole(const struct run_value *value)
{
    return !value->item;
}

/* The items of one level, each with its values together, in the order of
 * their first one. */
static void write_items(struct json_writer *json, const char *key,
                        const Run *run,
                        bool (*belongs)(const struct run_value *))
{
    g_autoptr(GHashTable) items = g_hash_table_new_full(
        g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    g_autoptr(GPtrArray) order = g_ptr_array_new();

    for (size_t i = 0; i < run->values->len; i++) {
        struct run_value *value =
            &g_array_index(run->values, struct run_value, i);
        GPtrArray *of_item;

        if (!belongs(value))
            continue;
        of_item = g_hash_table_lookup(items, value->item);
        if (!of_item) {
            of_item = g_ptr_array_new();
            g_hash_table_insert(items, g_strdup(value->item), of_item);
            g_ptr_array_add(order, of_item);
        }
        g_ptr_array_add(of_item, value);
    }
    json_open(json, key, '{');
    for (size_t i = 0; i < order->len; i++) {
        const GPtrArray *of_item = g_ptr_array_index(order, i);
        const struct run_value *first = g_ptr_array_index(of_item, 0);

        json_open(json, first->item, '{');
        for (size_t v = 0; v < of_item->len; v++)
            write_value(json, g_ptr_array_index(of_item, v));
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void write_metrics(struct json_writer *json, const Run *run)
{
    json_open(json, "metrics", '{');
    for (size_t i = 0; i < run->values->len; i++) {
        const struct run_value *value =
            &g_array_index(run->values, struct run_value, i);

        if (is_whole(value))
            write_value(json, value);
    }
    json_close(json, '}');
    write_items(json, "operations", run, is_operation);
    if (!strcmp(run->tool, "sql-bench"))
        write_items(json, "modules", run, is_module);
}

static void write_distributions(struct json_writer *json, const Run *run)
{
    json_open(json, "distributions", '{');
    for (size_t i = 0; i < run->distributions->len; i++) {
        const struct run_distribution *distribution =
            &g_array_index(run->distributions, struct run_distribution, i);
        const struct run_count *counts =
            (const struct run_count *)(void *)distribution->counts->data;
        size_t n = distribution->counts->len;
        int16_t exponent = (int16_t)distribution->exponent;

        json_open(json, distribution->metric->name, '{');
        json_count(json, "count", distribution->total);
        json_count(json, "distinct", n);
        if (n) {
            json_decimal(json, "min",
                         (struct decimal){counts[0].value, exponent});
            json_decimal(json, "max",
                         (struct decimal){counts[n - 1].value, exponent});
        }
        json_text(json, "unit", distribution->metric->unit);
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void write_started(struct json_writer *json, const Run *run)
{
    g_autoptr(GDateTime) time =
        run->started_s == RUN_TIME_UNKNOWN
            ? NULL
            : g_date_time_new_from_unix_utc(run->started_s);
    g_autofree char *text =
        time ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%S") : NULL;

    json_text(json, "started", text);
}

static void write_run(struct json_writer *json, const Run *run)
{
    json_open(json, NULL, '{');
    json_count(json, "line", run->line);
    json_text(json, "status", statuses[run->status]);
    write_reasons(json, run);
    json_text(json, "tool", run->tool);
    json_text(json, "tool_version", run->tool_version);
    if (run->is_part)
        json_flag(json, "part", true);
    write_started(json, run);
    write_fields(json, "workload", run->parameters);
    write_fields(json, "context", run->context);
    write_metrics(json, run);
    write_distributions(json, run);
    write_notes(json, run);
    json_close(json, '}');
}

void inspect_json(GString *out, const LogSource *source)
{
    struct json_writer json = {.out = out, .flat_from = -1};

    json_open(&json, NULL, '{');
    json_text(&json, "file", source->path);
    json_text(&json, "format", source->format);
    json_text(&json, "sha256", *source->sha256 ? source->sha256 : NULL);
    json_count(&json, "bytes", source->bytes);
    if (source->error)
        json_text(&json, "refusal", source->error->message);
    json_open(&json, "runs", '[');
    for (size_t i = 0; i < source->runs->len; i++)
        write_run(&json, g_ptr_array_index(source->runs, i));
    json_close(&json, ']');
    json_close(&json, '}');
    g_string_append_c(out, '\n');
}
