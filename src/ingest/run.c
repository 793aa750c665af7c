/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs: filled by a format, kept by the store. */
#include "ingest/run.h"

#include <stdarg.h>
#include <string.h>

/* ---- strings ----------------------------------------------------------- */

/* Most runs need no more room than they bring; more comes in blocks. */
struct run_block {
    struct run_block *next;
    char bytes[];
};

enum { BLOCK_SIZE = 4096 - sizeof(struct run_block) };

static char *more_room(struct run_strings *strings, size_t size)
{
    size_t room = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    struct run_block *block = g_malloc(sizeof *block + room);

    block->next = strings->blocks;
    strings->blocks = block;
    /* What is larger than a block leaves the rest of the last one in use. */
    if (size < BLOCK_SIZE / 4) {
        strings->at = block->bytes + size;
        strings->left = room - size;
    }
    return block->bytes;
}

static char *string_room(Run *run, size_t size)
{
    struct run_strings *strings = &run->strings;
    char *at = strings->at;

    if (size > strings->left)
        return more_room(strings, size);
    strings->at += size;
    strings->left -= size;
    return at;
}

static void clear_strings(Run *run)
{
    while (run->strings.blocks) {
        struct run_block *block = run->strings.blocks;

        run->strings.blocks = block->next;
        g_free(block);
    }
    run->strings.at = run->strings.first;
    run->strings.left = sizeof run->strings.first;
}

const char *run_string(Run *run, struct slice s)
{
    char *copy = string_room(run, s.len + 1);

    if (s.len)
        memcpy(copy, s.at, s.len);
    copy[s.len] = '\0';
    return copy;
}

/* ---- runs -------------------------------------------------------------- */

/* Runs that were freed, to be used again: there may be a hundred thousand,
 * each with six arrays. Where memory is watched over, there are none. */
#if defined __SANITIZE_ADDRESS__
enum { SPARE_MAX = 0, SPARE_ROOM = 1 };
#else
enum { SPARE_MAX = 1024, SPARE_ROOM = SPARE_MAX };
#endif
enum { SPARE_VALUES = 128 }; /* of larger ones memory is given back */

static struct {
    GMutex lock;
    guint n;
    Run *runs[SPARE_ROOM];
} spare;

static Run *take_spare(void)
{
    Run *run = NULL;

    g_mutex_lock(&spare.lock);
    if (spare.n)
        run = spare.runs[--spare.n];
    g_mutex_unlock(&spare.lock);
    return run;
}

static bool give_spare(Run *run)
{
    bool is_taken;

    g_mutex_lock(&spare.lock);
    is_taken = spare.n + 1 <= SPARE_MAX;
    if (is_taken)
        spare.runs[spare.n++] = run;
    g_mutex_unlock(&spare.lock);
    return is_taken;
}

static Run *make_run(void)
{
    Run *run = g_new(Run, 1);

    run->parameters = g_array_new(FALSE, FALSE, sizeof(struct run_field));
    run->context = g_array_new(FALSE, FALSE, sizeof(struct run_field));
    run->values = g_array_new(FALSE, FALSE, sizeof(struct run_value));
    run->distributions =
        g_array_new(FALSE, FALSE, sizeof(struct run_distribution));
    run->reasons = g_array_new(FALSE, FALSE, sizeof(struct run_reason));
    run->notes = g_array_new(FALSE, FALSE, sizeof(struct run_note));
    run->strings.blocks = NULL;
    clear_strings(run);
    return run;
}

Run *run_new(const char *tool, const char *format, size_t line)
{
    Run *run = take_spare();

    if (!run)
        run = make_run();
    run->tool = tool;
    run->format = format;
    run->tool_version = NULL;
    run->line = (uint32_t)line;
    run->status = RUN_GOOD;
    run->started_s = RUN_TIME_UNKNOWN;
    run->is_part = false;
    return run;
}

static void clear_distributions(Run *run)
{
    for (guint i = 0; i < run->distributions->len; i++)
        g_array_free(
            g_array_index(run->distributions, struct run_distribution, i)
                .counts,
            TRUE);
    g_array_set_size(run->distributions, 0);
}

static void empty_run(Run *run)
{
    GArray *const arrays[] = {run->parameters, run->context, run->values,
                              run->reasons, run->notes};

    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_array_set_size(arrays[i], 0);
}

void run_free(Run *run)
{
    if (!run)
        return;
    clear_distributions(run);
    clear_strings(run);
    if (run->values->len <= SPARE_VALUES) {
        empty_run(run);
        if (give_spare(run))
            return;
    }
    g_array_free(run->parameters, TRUE);
    g_array_free(run->context, TRUE);
    g_array_free(run->values, TRUE);
    g_array_free(run->distributions, TRUE);
    g_array_free(run->reasons, TRUE);
    g_array_free(run->notes, TRUE);
    g_free(run);
}

G_GNUC_PRINTF(2, 0)
static const char *keep_message(Run *run, const char *format, va_list arguments)
{
    g_autofree char *message = g_strdup_vprintf(format, arguments);

    return run_string(run, slice_from(message));
}

void run_reason(Run *run, const char *slug, size_t line, size_t column,
                const char *format, ...)
{
    struct run_reason reason = {.reason = reason_find(slug),
                                .line = (uint32_t)line,
                                .column = (uint32_t)column};
    va_list arguments;

    if (!reason.reason)
        g_error("no reason is called '%s'", slug);
    va_start(arguments, format);
    reason.message = keep_message(run, format, arguments);
    va_end(arguments);
    if (reason.reason->status > run->status)
        run->status = reason.reason->status;
    g_array_append_val(run->reasons, reason);
}

void run_note(Run *run, const char *slug, size_t line, const char *format, ...)
{
    struct run_note note = {.slug = run_string(run, slice_from(slug)),
                            .line = (uint32_t)line};
    va_list arguments;

    va_start(arguments, format);
    note.message = keep_message(run, format, arguments);
    va_end(arguments);
    g_array_append_val(run->notes, note);
}

/* Where name is in the sorted fields, or would be; *found tells which. */
static guint field_place(const GArray *fields, const char *name, bool *found)
{
    guint place = 0;

    *found = false;
    for (; place < fields->len; place++) {
        int order =
            strcmp(g_array_index(fields, struct run_field, place).name, name);

        *found = order == 0;
        if (order >= 0)
            break;
    }
    return place;
}

static void set_field(Run *run, GArray *fields, const char *name,
                      struct slice value)
{
    struct run_field field = {.name = run_string(run, slice_from(name)),
                              .value = run_string(run, value)};
    bool found;
    guint place = field_place(fields, name, &found);

    if (found)
        g_array_index(fields, struct run_field, place) = field;
    else
        g_array_insert_val(fields, place, field);
}

static const char *find_field(const GArray *fields, const char *name)
{
    bool found;
    guint place = field_place(fields, name, &found);

    return found ? g_array_index(fields, struct run_field, place).value : NULL;
}

void run_parameter(Run *run, const char *name, struct slice value)
{
    set_field(run, run->parameters, name, value);
}

void run_context(Run *run, const char *name, struct slice value)
{
    set_field(run, run->context, name, value);
}

const char *run_find_parameter(const Run *run, const char *name)
{
    return find_field(run->parameters, name);
}

const char *run_find_context(const Run *run, const char *name)
{
    return find_field(run->context, name);
}

/* Names of metrics are mostly literals of a format, looked up for every run:
 * the same place in memory with the same word in it is the same metric. */
static const struct metric *metric_for(const Run *run, const char *name)
{
    enum { N_MEMORY = 512 };
    static _Thread_local struct {
        const char *tool, *name;
        const struct metric *metric;
    } memory[N_MEMORY];
    size_t place = ((uintptr_t)name ^ (uintptr_t)name >> 9) % N_MEMORY;

    if (memory[place].name != name || memory[place].tool != run->tool ||
        strcmp(memory[place].metric->name, name) != 0) {
        const struct metric *metric = metric_of(run->tool, name);

        if (!metric)
            g_error("%s has no metric called '%s'", run->tool, name);
        memory[place].tool = run->tool;
        memory[place].name = name;
        memory[place].metric = metric;
    }
    return memory[place].metric;
}

struct run_value *run_metric_value(Run *run, const struct metric *metric,
                                   struct decimal value, size_t line)
{
    struct run_value *entry;

    g_array_set_size(run->values, run->values->len + 1);
    entry = &g_array_index(run->values, struct run_value, run->values->len - 1);
    *entry = (struct run_value){
        .metric = metric, .value = value, .line = (uint32_t)line};
    return entry;
}

struct run_value *run_item_value(Run *run, const char *item, const char *name,
                                 struct decimal value, size_t line)
{
    struct run_value *entry =
        run_metric_value(run, metric_for(run, name), value, line);

    if (item)
        entry->item = run_string(run, slice_from(item));
    return entry;
}

struct run_value *run_value(Run *run, const char *name, struct decimal value,
                            size_t line)
{
    return run_item_value(run, NULL, name, value, line);
}

const struct run_value *run_find(const Run *run, const char *name,
                                 const char *item)
{
    const struct metric *metric = metric_for(run, name);

    for (guint i = 0; i < run->values->len; i++) {
        const struct run_value *value =
            &g_array_index(run->values, struct run_value, i);

        if (value->metric == metric && !g_strcmp0(value->item, item))
            return value;
    }
    return NULL;
}

void run_distribution(Run *run, const char *name, int exponent, GArray *counts)
{
    struct run_distribution distribution = {.metric = metric_for(run, name),
                                            .exponent = exponent,
                                            .counts = counts};

    for (guint i = 0; i < counts->len; i++) {
        const struct run_count *count =
            &g_array_index(counts, struct run_count, i);

        g_assert(!i || count[-1].value < count->value);
        distribution.total += count->count;
    }
    g_array_append_val(run->distributions, distribution);
}

void run_distrust(Run *run)
{
    for (guint i = 0; i < run->values->len; i++)
        g_array_index(run->values, struct run_value, i).marks |= VALUE_REFUSED;
    clear_distributions(run);
}

/* A value with a blank or a quote in it is quoted, so that two different
 * workloads never read the same. */
static void append_value(GString *text, const char *value)
{
    if (*value && !strpbrk(value, " \t\n'\\")) {
        g_string_append(text, value);
        return;
    }
    g_string_append_c(text, '\'');
    for (; *value; value++) {
        if (*value == '\'' || *value == '\\')
            g_string_append_c(text, '\\');
        g_string_append_c(text, *value);
    }
    g_string_append_c(text, '\'');
}

char *run_workload(const Run *run)
{
    GString *text = g_string_new(run->tool);

    for (guint i = 0; i < run->parameters->len; i++) {
        const struct run_field *field =
            &g_array_index(run->parameters, struct run_field, i);

        g_string_append_printf(text, " %s=", field->name);
        append_value(text, field->value);
    }
    return g_string_free(text, FALSE);
}
