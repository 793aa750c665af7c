/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XXH3: the values that xxHash's own `xxhsum -H2` and `-H3` print, and the
 * same of any pieces. */
#include "base/xxh3.h"

#include <string.h>

#include <glib.h>

static char *hex_of(struct xxh3 hash)
{
    GString *hex = g_string_new(NULL);

    for (size_t i = 0; i < sizeof hash.bytes; i++)
        g_string_append_printf(hex, "%02x", hash.bytes[i]);
    return g_string_free(hex, FALSE);
}

static void test_examples(void)
{
    static const struct {
        const char *text, *hash;
        uint64_t shorter;
    } examples[] = {
        {"", "99aa06d3014798d86001c324468d497f", UINT64_C(0x2d06800538d394c2)},
        {"abc", "06b05ab6733a618578af5f94892f3950",
         UINT64_C(0x78af5f94892f3950)},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
        const char *text = examples[i].text;
        g_autofree char *hex = hex_of(xxh3_of(text, strlen(text)));

        g_assert_cmpstr(hex, ==, examples[i].hash);
        g_assert_true(xxh3_short(text, strlen(text)) == examples[i].shorter);
    }
}

static void test_pieces(void)
{
    guint8 bytes[3000];

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (guint8)g_test_rand_int();
    for (size_t len = 0; len <= sizeof bytes; len += 7) {
        struct xxh3 whole = xxh3_of(bytes, len), pieces;
        Xxh3Sum *sum = xxh3_sum_new();

        for (size_t at = 0; at < len;) {
            size_t n = (size_t)g_test_rand_int_range(0, 500);

            n = MIN(n, len - at);
            xxh3_sum_add(sum, bytes + at, n);
            at += n;
        }
        pieces = xxh3_sum_get(sum);
        xxh3_sum_free(sum);
        g_assert_true(!memcmp(&whole, &pieces, sizeof whole));
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/xxh3/examples", test_examples);
    g_test_add_func("/xxh3/pieces", test_pieces);
    return g_test_run();
}
