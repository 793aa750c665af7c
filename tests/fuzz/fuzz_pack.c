/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The little JSON of the store, [["string", number, null, [..]], ..]. What is
 * read to its end without being bad, written again and read again, gives the
 * same elements.
 */
#include <stdint.h>
#include <string.h>

#include "store/pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { DEPTH_MAX = 8 };

static void copy_array(struct pack *pack, GString *out, int depth);

static void copy_element(struct pack *pack, GString *out, int depth)
{
    const char *at = pack->at + (*pack->at == ',');

    if (*at == '[') {
        pack_open(out);
        if (depth < DEPTH_MAX)
            copy_array(pack, out, depth + 1);
        else
            pack->is_bad = true;
        pack_close(out);
    } else if (*at == '"' || *at == 'n') {
        struct slice text = pack_take_string(pack);
        g_autofree char *copy = text.at ? g_strndup(text.at, text.len) : NULL;

        pack_string(out, copy);
    } else {
        pack_integer(out, pack_take_integer(pack));
    }
}

static void copy_array(struct pack *pack, GString *out, int depth)
{
    if (!pack_enter(pack))
        return;
    while (pack_more(pack))
        copy_element(pack, out, depth);
}

static bool copy(const char *text, GString *out)
{
    g_autoptr(GString) decode = g_string_new(NULL);
    struct pack pack = {.at = text, .decode = decode};

    pack_begin(out);
    copy_array(&pack, out, 0);
    pack_close(out);
    return pack_done(&pack);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    g_autofree char *text = g_strndup((const char *)bytes, len);
    g_autoptr(GString) once = g_string_new(NULL);
    g_autoptr(GString) twice = g_string_new(NULL);

    if (!copy(text, once))
        return 0;
    g_assert_true(copy(once->str, twice));
    g_assert_cmpstr(once->str, ==, twice->str);
    return 0;
}
