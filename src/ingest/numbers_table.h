/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a table of plain numbers is laid out, told from its first lines. */
#pragma once

#include <stdbool.h>

#include "base/slice.h"

struct numbers_table {
    char separator; /* ';' ',' or a tab; ' ' for runs of blanks and tabs */
    bool has_names; /* the first line */
};

/* head: lines that are whole but for the last one. */
struct numbers_table numbers_table(struct slice head);
/* Commas inside a word are decimal marks: something else separates. */
bool numbers_table_has_commas(const struct numbers_table *table);
