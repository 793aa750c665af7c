/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Natural order: "run-2" before "run-10".
 *
 * Runs of digits compare as numbers (of any length), everything else byte by
 * byte. Names that differ only in leading zeros ("run-1", "run-01") are told
 * apart by their bytes in the end, so that the order is total and does not
 * depend on the order of finding.
 */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "ingest/ingest.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The digits at *at without their leading zeros; *at moves behind them. */
static struct slice take_number(const char **at)
{
    struct slice number;

    while (**at == '0')
        ++*at;
    number.at = *at;
    while (is_digit(**at))
        ++*at;
    number.len = (size_t)(*at - number.at);
    return number;
}

static int compare_numbers(const char **a, const char **b)
{
    struct slice x = take_number(a), y = take_number(b);

    if (x.len != y.len)
        return x.len < y.len ? -1 : 1;
    return slice_compare(x, y);
}

/* All but the last word on leading zeros. */
static int compare_parts(const char *a, const char *b)
{
    while (*a && *b) {
        int order;

        if (is_digit(*a) && is_digit(*b)) {
            order = compare_numbers(&a, &b);
            if (order)
                return order;
            continue;
        }
        order = (unsigned char)*a - (unsigned char)*b;
        if (order)
            return order;
        a++;
        b++;
    }
    if (*a || *b)
        return *a ? 1 : -1;
    return 0;
}

bool natural_equal(const char *a, const char *b)
{
    return compare_parts(a, b) == 0;
}

int natural_compare(const char *a, const char *b)
{
    int order = compare_parts(a, b);

    return order ? order : strcmp(a, b);
}
