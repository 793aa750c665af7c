/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256: the examples of the standard, and GChecksum's answer for every
 * length around the blocks, in pieces of any size. */
#include "base/sha256.h"

#include <string.h>

#include <glib.h>

static char *sum_in_pieces(const guint8 *bytes, size_t len)
{
    Sha256 *sum = sha256_new();
    char *text;

    while (len) {
        size_t n = (size_t)g_test_rand_int_range(0, 200);

        n = n < len ? n : len;
        sha256_update(sum, bytes, n);
        bytes += n;
        len -= n;
    }
    text = g_strdup(sha256_string(sum));
    g_assert_cmpstr(sha256_string(sum), ==, text); /* asked again, the same */
    sha256_free(sum);
    return text;
}

static void test_examples(void)
{
    /* NIST, "Examples with Intermediate Values": SHA256 */
    static const struct {
        const char *text, *sum;
    } examples[] = {
        {"abc", "ba7816bf8f01cfea414140de5dae2223"
                "b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039"
         "a33ce45964ff2167f6ecedd419db06c1"},
        {"", "e3b0c44298fc1c149afbf4c8996fb924"
             "27ae41e4649b934ca495991b7852b855"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
        g_autofree char *sum = sum_in_pieces((const guint8 *)examples[i].text,
                                             strlen(examples[i].text));

        g_assert_cmpstr(sum, ==, examples[i].sum);
    }
}

static void test_lengths(void)
{
    guint8 bytes[1000];
    char at_once[65];

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (guint8)g_test_rand_int();
    for (size_t len = 0; len <= sizeof bytes; len++) {
        g_autofree char *ours = sum_in_pieces(bytes, len);
        g_autofree char *theirs =
            g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, len);

        g_assert_cmpstr(ours, ==, theirs);
        sha256_of(bytes, len, at_once);
        g_assert_cmpstr(at_once, ==, theirs);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/sha256/examples", test_examples);
    g_test_add_func("/sha256/lengths", test_lengths);
    return g_test_run();
}
