/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes JSON with a fixed order of keys and doubles in their shortest form
 * (jansson prints 17 digits, so that 0.1 becomes 0.10000000000000001).
 *
 * key NULL: an element of a list. Objects and lists of level up to
 * `flat_from` begin on their own line, deeper ones stay on one.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

#include "base/decimal.h"

struct json_writer {
    GString *out;
    int depth, flat_from;
    bool needs_comma;
};

void json_open(struct json_writer *json, const char *key, char bracket);
void json_close(struct json_writer *json, char bracket);
void json_text(struct json_writer *json, const char *key, const char *value);
void json_number(struct json_writer *json, const char *key, double value);
void json_count(struct json_writer *json, const char *key, uint64_t value);
void json_flag(struct json_writer *json, const char *key, bool value);
/* Exactly as a log prints it: 12.50 stays 12.50. */
void json_decimal(struct json_writer *json, const char *key,
                  struct decimal value);
