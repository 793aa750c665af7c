/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target over files, without a fuzzer: a plain regression test.
 * No file at all is a failure, not a success. */
#include <stdint.h>
#include <stdio.h>

#include <glib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        g_autofree char *bytes = NULL;
        size_t len;

        g_assert_true(g_file_get_contents(argv[i], &bytes, &len, NULL));
        LLVMFuzzerTestOneInput((const uint8_t *)bytes, len);
    }
    printf("%d seeds replayed\n", argc - 1);
    return argc > 1 ? 0 : 1;
}
