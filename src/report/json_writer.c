/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/json_writer.h"

#include "report/escape.h"
#include "report/number.h"

static void indent(struct json_writer *json)
{
    if (json->depth > json->flat_from)
        return;
    if (json->out->len)
        g_string_append_c(json->out, '\n');
    for (int i = 0; i < json->depth; i++)
        g_string_append_c(json->out, ' ');
}

/* The comma before, the line, the key. */
static void begin(struct json_writer *json, const char *key)
{
    if (json->needs_comma)
        g_string_append(json->out, json->depth > json->flat_from ? ", " : ",");
    indent(json);
    if (key) {
        escape_json(json->out, key);
        g_string_append(json->out, ": ");
    }
    json->needs_comma = true;
}

void json_open(struct json_writer *json, const char *key, char bracket)
{
    begin(json, key);
    g_string_append_c(json->out, bracket);
    json->depth++;
    json->needs_comma = false;
}

void json_close(struct json_writer *json, char bracket)
{
    bool is_flat = json->depth > json->flat_from;

    json->depth--;
    if (!is_flat && json->needs_comma)
        indent(json);
    g_string_append_c(json->out, bracket);
    json->needs_comma = true;
}

void json_text(struct json_writer *json, const char *key, const char *value)
{
    begin(json, key);
    if (value)
        escape_json(json->out, value);
    else
        g_string_append(json->out, "null");
}

void json_number(struct json_writer *json, const char *key, double value)
{
    begin(json, key);
    number_json(json->out, value);
}

void json_count(struct json_writer *json, const char *key, uint64_t value)
{
    begin(json, key);
    g_string_append_printf(json->out, "%" G_GUINT64_FORMAT, value);
}

void json_flag(struct json_writer *json, const char *key, bool value)
{
    begin(json, key);
    g_string_append(json->out, value ? "true" : "false");
}

void json_decimal(struct json_writer *json, const char *key,
                  struct decimal value)
{
    char text[DECIMAL_TEXT];

    begin(json, key);
    g_string_append(json->out, decimal_print(value, text));
}
