/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slices: the edges of each function. */
#include "base/slice.h"

#include <glib.h>

static void assert_slice(struct slice s, const char *expected)
{
    g_autofree char *text = slice_dup(s);

    g_assert_cmpstr(text, ==, expected);
}

static void test_compare(void)
{
    struct slice nothing = {NULL, 0};

    g_assert_true(slice_equal(nothing, SLICE("")));
    g_assert_false(slice_equal(SLICE("a"), SLICE("b")));
    g_assert_false(slice_equal(SLICE("a"), SLICE("ab")));
    g_assert_cmpint(slice_compare(SLICE("a"), SLICE("ab")), <, 0);
    g_assert_cmpint(slice_compare(SLICE("b"), SLICE("ab")), >, 0);
    g_assert_cmpint(slice_compare(nothing, SLICE("")), ==, 0);
    /* bytes, not the sign of a char */
    g_assert_cmpint(slice_compare(SLICE("\xe9"), SLICE("z")), >, 0);
}

static void test_ends(void)
{
    struct slice s = SLICE("Length: 12");

    g_assert_true(slice_starts(s, SLICE("Length")));
    g_assert_true(slice_starts(s, SLICE("")));
    g_assert_false(slice_starts(SLICE("Len"), SLICE("Length")));
    g_assert_true(slice_ends(s, SLICE("12")));
    g_assert_false(slice_ends(SLICE("2"), SLICE("12")));
    g_assert_false(slice_skip(&s, SLICE("length")));
    assert_slice(s, "Length: 12");
    g_assert_true(slice_skip(&s, SLICE("Length: ")));
    assert_slice(s, "12");
}

static void test_trim(void)
{
    assert_slice(slice_trim(SLICE(" \t a b\r\n")), "a b");
    assert_slice(slice_trim(SLICE(" \t ")), "");
    assert_slice(slice_trim_left(SLICE("  a ")), "a ");
    assert_slice(slice_trim_right(SLICE("  a ")), "  a");
    /* NO-BREAK SPACE is two bytes and no space here */
    assert_slice(slice_trim(SLICE("\xc2\xa0")), "\xc2\xa0");
}

static void test_find(void)
{
    struct slice s = SLICE("aabaab");

    g_assert_cmpuint(slice_find(s, SLICE("aab")), ==, 0);
    g_assert_cmpuint(slice_find(s, SLICE("baab")), ==, 2);
    g_assert_cmpuint(slice_find(s, SLICE("abab")), ==, s.len);
    g_assert_cmpuint(slice_find(s, SLICE("aabaabc")), ==, s.len);
    g_assert_cmpuint(slice_find(s, SLICE("")), ==, 0);
    g_assert_cmpuint(slice_find(SLICE(""), SLICE("a")), ==, 0);
    g_assert_cmpuint(slice_find_char(s, 'b'), ==, 2);
    g_assert_cmpuint(slice_find_char(s, 'c'), ==, s.len);
}

static void test_part(void)
{
    assert_slice(slice_part(SLICE("abcd"), 1, 3), "bc");
    assert_slice(slice_part(SLICE("abcd"), 2, 99), "cd");
    assert_slice(slice_part(SLICE("abcd"), 99, 99), "");
    assert_slice(slice_part(SLICE("abcd"), 3, 1), "");
}

static void test_words(void)
{
    struct slice rest = SLICE("  50%     12\t(longest ) "), word;

    g_assert_true(slice_word(&rest, &word));
    assert_slice(word, "50%");
    g_assert_true(slice_word(&rest, &word));
    assert_slice(word, "12");
    g_assert_true(slice_word(&rest, &word));
    assert_slice(word, "(longest");
    g_assert_true(slice_word(&rest, &word));
    g_assert_false(slice_word(&rest, &word));
    g_assert_cmpuint(rest.len, ==, 0);
}

static void test_lines(void)
{
    struct slice rest = SLICE("a\r\n\nb\rc\n\r\r\nd"), line;
    static const char *const expected[] = {"a", "", "b\rc", "\r", "d"};

    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_assert_true(slice_line(&rest, &line));
        assert_slice(line, expected[i]);
    }
    g_assert_false(slice_line(&rest, &line));
}

static void test_count(void)
{
    uint64_t count = 5;

    g_assert_true(slice_to_count(SLICE("18446744073709551615"), &count));
    g_assert_cmpuint(count, ==, UINT64_MAX);
    g_assert_true(slice_to_count(SLICE("007"), &count));
    g_assert_cmpuint(count, ==, 7);
    g_assert_false(slice_to_count(SLICE("18446744073709551616"), &count));
    g_assert_false(slice_to_count(SLICE(""), &count));
    g_assert_false(slice_to_count(SLICE("-1"), &count));
    g_assert_false(slice_to_count(SLICE("1 "), &count));
    g_assert_cmpuint(count, ==, 7);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/slice/compare", test_compare);
    g_test_add_func("/slice/ends", test_ends);
    g_test_add_func("/slice/trim", test_trim);
    g_test_add_func("/slice/find", test_find);
    g_test_add_func("/slice/part", test_part);
    g_test_add_func("/slice/words", test_words);
    g_test_add_func("/slice/lines", test_lines);
    g_test_add_func("/slice/count", test_count);
    return g_test_run();
}
