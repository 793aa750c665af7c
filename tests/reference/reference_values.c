/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes every statistic of a file of cases, to compare with values from
 * elsewhere.
 *
 * Usage: reference-values CASES.json > results.csv
 *
 * CASES.json: {"format":1,"cases":[{"id": ..., "kind": ..., ...}, ...]}, as
 * data/README.md describes. The output is a CSV table of case, method,
 * parameter, quantity and value.
 */
#include "rows.h"

#include <glib.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    void (*rows)(const json_t *data);
} kinds[] = {
    {"two_sample", rows_two_sample},
    {"one_sample", rows_one_sample},
    {"groups", rows_groups},
    {"hierarchical", rows_hierarchical},
    {"geomean", rows_geomean},
    {"padjust", rows_padjust},
    {"power", rows_power},
    {"summary", rows_summary},
    {"link", rows_link},
    {"rate", rows_rate},
};

static bool rows_of_case(const json_t *data)
{
    const char *id = json_string_value(json_object_get(data, "id"));
    const char *kind = json_string_value(json_object_get(data, "kind"));
    for (size_t i = 0; id && kind && i < G_N_ELEMENTS(kinds); i++) {
        if (strcmp(kind, kinds[i].name) == 0) {
            rows_begin(id);
            kinds[i].rows(data);
            return true;
        }
    }
    fprintf(stderr, "reference-values: unknown kind of case '%s'\n",
            kind ? kind : "");
    return false;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: reference-values CASES.json > results.csv\n");
        return 2;
    }
    gsl_set_error_handler_off();
    json_error_t error;
    json_t *file = json_load_file(argv[1], 0, &error);
    const json_t *cases = json_object_get(file, "cases"), *data;
    if (!json_is_array(cases)) {
        fprintf(stderr, "reference-values: %s:%d:%d: %s\n", argv[1], error.line,
                error.column, file ? "no list of cases" : error.text);
        json_decref(file);
        return 1;
    }
    bool good = true;
    size_t i;
    puts("case,method,parameter,quantity,value");
    json_array_foreach(cases, i, data) good = rows_of_case(data) && good;
    json_decref(file);
    return fflush(stdout) == 0 && good ? 0 : 1;
}
