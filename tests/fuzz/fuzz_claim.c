/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A claim as it is typed: a first line such as "Xen 695.25 s vs KVM 936.19 s",
 * then lines "key value" as options would give them. Besides surviving:
 *
 * 1. what is accepted has finite numbers, what is not has a message;
 * 2. the same text gives the same numbers again, with blanks around it too.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "compare/claim.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static void set_line(struct claim *claim, char *line)
{
    char *blank = strchr(line, ' ');
    const struct claim_key *key;
    g_autoptr(GError) error = NULL;

    if (blank)
        *blank = '\0';
    key = claim_key_find(line);
    if (!key)
        return;
    if (!key->set(claim, blank ? blank + 1 : "", &error))
        g_assert_nonnull(error);
    else
        g_assert_no_error(error);
}

static void check_number(struct claim_number number)
{
    if (number.is_given)
        g_assert_true(isfinite(decimal_to_double(number.value)));
}

static void check_side(const struct claim_side *side)
{
    check_number(side->mean);
    check_number(side->sd);
    check_number(side->median);
    check_number(side->min);
    check_number(side->max);
    check_number(side->time);
    check_number(side->duration);
}

static void check_same_number(struct claim_number a, struct claim_number b)
{
    g_assert_cmpint(a.is_given, ==, b.is_given);
    g_assert_cmpint(a.value.digits, ==, b.value.digits);
    g_assert_cmpint(a.value.exponent, ==, b.value.exponent);
}

/* Rule 2. */
static void check_again(const struct claim *claim, const char *text)
{
    g_autoptr(Claim) again = claim_new();
    g_autofree char *padded = g_strdup_printf("  %s ", text);

    g_assert_true(claim_read_values(again, padded, NULL));
    for (int i = 0; i < 2; i++) {
        check_same_number(claim->side[i].mean, again->side[i].mean);
        check_same_number(claim->side[i].sd, again->side[i].sd);
        g_assert_cmpstr(claim->side[i].name, ==, again->side[i].name);
    }
    g_assert_cmpstr(claim->unit, ==, again->unit);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    g_autofree char *text = g_strndup((const char *)bytes, len);
    g_auto(GStrv) lines = g_strsplit(text, "\n", 16);
    g_autoptr(Claim) claim = claim_new();
    g_autoptr(GError) error = NULL;

    if (!*lines || !claim_read_values(claim, *lines, &error)) {
        g_assert_true(!*lines || error);
        return 0;
    }
    check_again(claim, *lines);
    for (char **line = lines + 1; *line; line++)
        set_line(claim, *line);
    check_side(&claim->side[0]);
    check_side(&claim->side[1]);
    check_number(claim->percent);
    check_number(claim->times);
    check_number(claim->grain);
    if (!claim_check(claim, &error))
        g_assert_nonnull(error);
    return 0;
}
