/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file of claims, read and judged. Besides surviving, and ending soon:
 *
 * 1. what is not accepted has a message that names the file;
 * 2. every finding has its words, in UTF-8, and no number in them is "nan" or
 *    "inf" unless the file itself says so;
 * 3. the answers are counted right.
 */
#include <stdint.h>
#include <string.h>

#include "compare/claim.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* A word of its own: "nan", not "banana". */
static bool has_word(const char *text, const char *word)
{
    size_t len = strlen(word);
    const char *at = text;

    while ((at = strstr(at, word))) {
        if ((at == text || !g_ascii_isalnum(at[-1])) &&
            !g_ascii_isalnum(at[len]))
            return true;
        at += len;
    }
    return false;
}

static void check_words(const char *words, bool may_be_odd)
{
    g_assert_nonnull(words);
    g_assert_true(g_utf8_validate(words, -1, NULL));
    if (!may_be_odd)
        g_assert_false(has_word(words, "nan") || has_word(words, "inf"));
}

static void check_claim(const struct judged_claim *claim, size_t counts[4],
                        bool may_be_odd)
{
    if (claim->claim->has_values)
        check_words(claim->label, may_be_odd);
    for (guint i = 0; i < claim->findings->len; i++) {
        const struct claim_finding *finding =
            &g_array_index(claim->findings, struct claim_finding, i);

        g_assert_nonnull(finding->about);
        check_words(finding->head, may_be_odd);
        check_words(finding->text, may_be_odd);
        if (finding->decide)
            check_words(finding->decide, may_be_odd);
        counts[finding->answer]++;
    }
}

static void check_judged(const JudgedSet *judged, bool may_be_odd)
{
    size_t counts[4] = {0};

    for (guint i = 0; i < judged->claims->len; i++)
        check_claim(judged->claims->pdata[i], counts, may_be_odd);
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        g_assert_cmpuint(counts[i], ==, judged->counts[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    g_autofree char *text = g_ascii_strdown((const char *)bytes, (gssize)len);
    g_autoptr(GError) error = NULL;
    g_autoptr(ClaimSet) set =
        claim_set_from("fuzz.conf", (const char *)bytes, len, &error);
    g_autoptr(JudgedSet) judged = NULL;

    if (!set) {
        g_assert_nonnull(error);
        g_assert_true(g_str_has_prefix(error->message, "fuzz.conf:"));
        return 0;
    }
    judged = claim_judge(set, NULL, 0.05);
    check_judged(judged, strstr(text, "nan") || strstr(text, "inf"));
    return 0;
}
