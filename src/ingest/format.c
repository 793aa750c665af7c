/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of log formats. */
#include "ingest/format.h"

#include <string.h>

extern const struct log_format format_ab;
extern const struct log_format format_ab_percentiles;
extern const struct log_format format_ab_requests;
extern const struct log_format format_httperf;
extern const struct log_format format_numbers;
extern const struct log_format format_sqlbench_module;
extern const struct log_format format_sqlbench_run;
extern const struct log_format format_wget;

/* From the most particular to the most general. */
const struct log_format *const log_formats[] = {
    &format_ab_requests,  &format_ab_percentiles,
    &format_sqlbench_run, &format_sqlbench_module,
    &format_ab,           &format_httperf,
    &format_wget,         &format_numbers,
};
const size_t n_log_formats = sizeof log_formats / sizeof log_formats[0];

const struct log_format *log_format_detect(struct slice head)
{
    for (size_t i = 0; i < n_log_formats; i++)
        if (log_formats[i]->detect(head))
            return log_formats[i];
    return NULL;
}

const struct log_format *log_format_detect_named(struct slice head)
{
    const struct log_format *sure = log_format_detect(head);

    for (size_t i = 0; i < n_log_formats && !sure; i++)
        if (log_formats[i]->detect_named && log_formats[i]->detect_named(head))
            return log_formats[i];
    return sure;
}

const struct log_format *log_format_find(const char *name)
{
    for (size_t i = 0; i < n_log_formats; i++)
        if (!strcmp(log_formats[i]->name, name))
            return log_formats[i];
    return NULL;
}
