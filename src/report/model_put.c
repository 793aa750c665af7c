/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/model_put.h"

#include <glib.h>

#include "report/escape.h"

void put_text(json_t *object, const char *key, const char *text)
{
    g_autofree char *clean = clean_text(text ? text : "");

    json_object_set_new(object, key, json_string(clean));
}

void put_words(json_t *object, const char *key, const char *words)
{
    g_autoptr(GString) printed = g_string_new(words);

    g_string_replace(printed, "'", "\u2019", 0);
    put_text(object, key, printed->str);
}

void put_flag(json_t *object, const char *key, bool flag)
{
    json_object_set_new(object, key, json_boolean(flag));
}

void put_count(json_t *object, const char *key, size_t count)
{
    json_object_set_new(object, key, json_integer((json_int_t)count));
}

void put_list(json_t *object, const char *key, json_t *list)
{
    size_t n = json_array_size(list);
    g_autofree char *has = g_strdup_printf("has_%s", key);
    g_autofree char *count = g_strdup_printf("n_%s", key);

    for (size_t i = 0; i < n; i++) {
        json_t *item = json_array_get(list, i);

        put_flag(item, "first", i == 0);
        put_flag(item, "last", i + 1 == n);
        put_flag(item, "odd", i % 2 == 0);
        put_count(item, "index", i + 1);
    }
    put_flag(object, has, n > 0);
    put_count(object, count, n);
    json_object_set_new(object, key, list);
}
