/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patterns of cotejo.conf, key files with their lines, declared rates. */
#include "base/keyfile.h"
#include "cli/conf.h"
#include "cli/declared.h"

static void test_patterns(void)
{
    static const struct {
        const char *pattern, *path;
        bool is_folder, takes;
    } cases[] = {
        {"kvm/run-1.log", "kvm/run-1.log", false, true},
        {"kvm/run-1.log", "kvm/run-10.log", false, false},
        {"kvm", "kvm/deep/er/a.log", false, true}, /* a folder: all of it */
        {"kvm", "kvm2/a.log", false, false},
        {"./kvm//", "kvm/a.log", false, true},
        {".", "anything/at/all", false, true},
        {"kvm/*.log", "kvm/a.log", false, true},
        {"kvm/*.log", "kvm/.log", false, true},
        {"kvm/*.log", "kvm/deep/a.log", false, false}, /* one name only */
        {"kvm/*.log", "kvm/a.log/b", false, true},     /* a folder so called */
        {"run-?", "run-1/x", false, true},
        {"run-?", "run-12/x", false, false},
        {"*a*b*c", "xxaxxbxxc", false, true},
        {"*a*b*c", "xxaxxbxx", false, false},
        {"*ab", "aab", false, true},
        {"**/kvm/*.log", "kvm/a.log", false, true}, /* no folder is any */
        {"**/kvm/*.log", "x/y/kvm/a.log", false, true},
        {"**/kvm/*.log", "x/kvm/y/a.log", false, false},
        {"**/kvm/*.log", "kvm/x/kvm/a.log", false, true},
        {"a/**/b/**/c", "a/b/x/b/y/c", false, true},
        {"a/**/b/**/c", "a/c/b/d", false, false},
        {"a/**", "a/b/c", false, true},
        {"a/**", "a", false, false},
        {"odd \\[*\\]", "odd \\[x\\]", false,
         true}, /* no escape: no wildcard */
        {"\\*\\?\\\\", "*?\\", false, true},
        {"\\*", "a", false, false},
        /* a folder is walked when something in it may be wanted */
        {"kvm/*.log", "kvm", true, true},
        {"kvm/*.log", "xen", true, false},
        {"kvm/*/*.log", "kvm/x", true, true},
        {"kvm/*.log", "kvm/x", true, false},
        {"kvm", "kvm/deep", true, true},
        {"**/a", "x/y", true, true},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        bool takes = conf_pattern_takes(cases[i].pattern, cases[i].path,
                                        cases[i].is_folder);

        g_test_message("%s, %s", cases[i].pattern, cases[i].path);
        g_assert_cmpint(takes, ==, cases[i].takes);
    }
}

/* Quadratic at most: a pattern of stars against a long name of misses. */
static void test_many_stars(void)
{
    g_autofree char *name = g_strnfill(200, 'a');
    g_autoptr(GString) pattern = g_string_new(NULL);

    for (int i = 0; i < 100; i++)
        g_string_append(pattern, "a*");
    g_string_append_c(pattern, 'b');
    g_assert_false(conf_pattern_takes(pattern->str, name, false));
    g_string_assign(pattern, "");
    for (int i = 0; i < 50; i++)
        g_string_append(pattern, "**/a/");
    g_string_append_c(pattern, 'b');
    g_free(name);
    name = g_strdup("a");
    for (int i = 0; i < 150; i++) {
        char *longer = g_strconcat(name, "/a", NULL);

        g_free(name);
        name = longer;
    }
    g_assert_false(conf_pattern_takes(pattern->str, name, false));
}

static void test_quoted(void)
{
    static const char *const paths[] = {"a",    "a*b",   "what?", "\\",
                                        "\\\\", "a\\*?", "x\\y",  "[*]/ b "};

    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_autofree char *pattern = conf_pattern_quote(paths[i]);

        g_test_message("%s: %s", paths[i], pattern);
        g_assert_true(conf_pattern_takes(pattern, paths[i], false));
    }
    g_assert_false(conf_pattern_takes("a\\*b", "aXb", false));
}

/* ---- key files --------------------------------------------------------- */

static void test_lists(void)
{
    static const char text[] =
        "# first\n[a]\nx = one;two ; ;three\\;3;\\sfour\n"
        "\n[b c]\ny=\n";
    g_autoptr(GError) error = NULL;
    g_autoptr(Keyfile) file =
        keyfile_from("f.conf", text, sizeof text - 1, &error);
    g_auto(GStrv) list = NULL;
    g_auto(GStrv) none = NULL;

    g_assert_no_error(error);
    list = keyfile_list(file, "a", "x", &error);
    g_assert_no_error(error);
    g_assert_cmpuint(g_strv_length(list), ==, 4);
    g_assert_cmpstr(list[0], ==, "one");
    g_assert_cmpstr(list[1], ==, "two");
    g_assert_cmpstr(list[2], ==, "three;3");
    g_assert_cmpstr(list[3], ==, " four");
    none = keyfile_list(file, "b c", "y", &error);
    g_assert_no_error(error);
    g_assert_cmpuint(g_strv_length(none), ==, 0);
    g_assert_cmpuint(keyfile_line(file, "b c", "y"), ==, 6);
    g_assert_cmpuint(keyfile_line(file, "b c", NULL), ==, 5);
    g_assert_cmpuint(keyfile_line(file, "a", "y"), ==, 0);
}

static void test_quoting_back(void)
{
    static const char *const values[] = {"plain", "a;b",     " lead", "trail ",
                                         "b\\s",  "tab\tin", "é",     "\\",
                                         "tab\t", "\t",      " "};

    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        g_autofree char *raw = keyfile_quote(values[i]);
        g_autofree char *text =
            g_strdup_printf("[g]\nk = first; %s ; last\n", raw);
        g_autoptr(GError) error = NULL;
        g_autoptr(Keyfile) file = keyfile_from("f", text, strlen(text), &error);
        g_auto(GStrv) list = NULL;

        g_assert_no_error(error);
        list = keyfile_list(file, "g", "k", &error);
        g_assert_no_error(error);
        g_assert_cmpuint(g_strv_length(list), ==, 3);
        g_assert_cmpstr(list[1], ==, values[i]);
    }
}

static void test_wrong_files(void)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"a = 1\n", "f:1: a key before the first [group]"},
        {"[a]\nx\n", "f:2: this is neither '[group]' nor 'key = value'"},
        {"[a]\nx=1\n\nx=2\n", "f:4: 'x' is already in line 2"},
        {"[a]\n[b]\n[a]\n", "f:3: 'a' is already in line 1"},
        {"[a]\n# \xff\n", "f:2: this line is not UTF-8"},
        {"[a]\nx \v= 1\n", "f:2: there is a control character in this line"},
        {"[a]\nx = 1\f\n", "f:2: there is a control character in this line"},
        {"[]\n", "f:1: this is neither '[group]' nor 'key = value'"},
        {"[a]\n= 1\n", "f:2: this is neither '[group]' nor 'key = value'"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Keyfile) file =
            keyfile_from("f", cases[i].text, strlen(cases[i].text), &error);

        g_assert_null(file);
        g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_USAGE);
        g_assert_cmpstr(error->message, ==, cases[i].message);
    }
}

/* ---- rates ------------------------------------------------------------- */

static void test_rates(void)
{
    static const struct {
        const char *text;
        double bit_per_s; /* 0: refused */
    } cases[] = {
        {"100Mbit/s", 1e8},   {"100 Mbit/s", 1e8},
        {" 1 Gbit/s ", 1e9},  {"12.5MB/s", 1e8},
        {"9600bit/s", 9600},  {"1.5 kB/s", 12000},
        {"100mbit/s", 0},     {"100", 0},
        {"Mbit/s", 0},        {"0Mbit/s", 0},
        {"-1Mbit/s", 0},      {"1,5Mbit/s", 0},
        {"1Mbit/s extra", 0}, {"", 0},
        {"1e3Mbit/s", 0},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        double rate = 0;
        g_autoptr(GError) error = NULL;

        g_test_message("%s", cases[i].text);
        g_assert_cmpint(declared_rate(cases[i].text, &rate, &error), ==,
                        cases[i].bit_per_s > 0);
        g_assert_cmpfloat(rate, ==, cases[i].bit_per_s);
    }
}

static void test_pairs(void)
{
    static const char *const wrong[] = {"a", "a,", ",b", "a,b,c", "a, a", ""};
    struct study_control pair;
    g_autoptr(GError) error = NULL;

    g_assert_true(declared_control(" a b , c", &pair, &error));
    g_assert_cmpstr(pair.a, ==, "a b");
    g_assert_cmpstr(pair.b, ==, "c");
    g_free((void *)(uintptr_t)pair.a);
    g_free((void *)(uintptr_t)pair.b);
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_assert_false(declared_control(wrong[i], &pair, &error));
        g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_USAGE);
        g_clear_error(&error);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/conf/patterns", test_patterns);
    g_test_add_func("/conf/many-stars", test_many_stars);
    g_test_add_func("/conf/quoted", test_quoted);
    g_test_add_func("/keyfile/lists", test_lists);
    g_test_add_func("/keyfile/quoting-back", test_quoting_back);
    g_test_add_func("/keyfile/wrong", test_wrong_files);
    g_test_add_func("/declared/rates", test_rates);
    g_test_add_func("/declared/pairs", test_pairs);
    return g_test_run();
}
