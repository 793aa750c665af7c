/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that are code somewhere, one function a target. */
#include "report/escape.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <jansson.h>

#include "fixture.h"
#include "report/number.h"
#include "report/tex_width.h"

static char *escaped(escape_fn *escape, const char *text)
{
    GString *out = g_string_new(NULL);

    escape(out, text);
    return g_string_free(out, FALSE);
}

struct case_of {
    const char *text, *expected;
};

static void check(escape_fn *escape, const struct case_of *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        g_autofree char *out = escaped(escape, cases[i].text);

        g_assert_cmpstr(out, ==, cases[i].expected);
    }
}

static void test_clean(void)
{
    static const struct case_of cases[] = {
        {"", ""},
        {"plain é", "plain é"},
        {"\033[31mred", "\uFFFD[31mred"},
        {"a\302\233b", "a\uFFFDb"}, /* C1: control sequence introducer */
        {"\177", "\uFFFD"},
        {"\342\200\256x\342\201\246", "\uFFFDx\uFFFD"}, /* bidi */
        {"\377\376", "\uFFFD\uFFFD"},
        {"cut \303", "cut \uFFFD"},
        {"\355\240\200", "\uFFFD\uFFFD\uFFFD"}, /* a surrogate */
        {"tab\tline\n", "tab\uFFFDline\uFFFD"},
        {"\360\237\230\200", "\360\237\230\200"},
    };
    check(escape_plain, cases, G_N_ELEMENTS(cases));
}

static void test_shortened(void)
{
    g_autofree char *same = clean_shortened("abcdef", 6);
    g_autofree char *cut = clean_shortened("abcdefg", 6);
    g_autofree char *wide = clean_shortened("ééééééé", 5);

    g_assert_cmpstr(same, ==, "abcdef");
    g_assert_cmpstr(cut, ==, "ab…efg");
    g_assert_cmpstr(wide, ==, "éé…éé");
}

static void test_latex(void)
{
    static const struct case_of cases[] = {
        {"\\input{/etc/passwd}", "\\textbackslash{}input\\{/etc/passwd\\}"},
        {"$ & # % _ ^ ~", "\\$ \\& \\# \\% \\_ \\textasciicircum{} "
                          "\\textasciitilde{}"},
        {"<|>\"'`", "\\textless{}\\textbar{}\\textgreater{}\\symbol{34}"
                    "\\textquotesingle{}\\textasciigrave{}"},
        {"a--b---c", "a-{}-b-{}-{}-c"},
        {",,", ",{},"},
        {"[x]", "{}[x]"},
        {"*", "{}*"},
        {"−1 ± 2", "$-$1 $\\pm$ 2"},
        {"ação", "ação"},
        {"Ω ά ς 漢 \uFFFD", "$\\Omega$ $\\acute{\\alpha}$ $\\varsigma$ "
                            "U+6F22 ?"},
        {"ą", "\\ifcsname\\csname f@encoding\\endcsname\\string\\k\\endcsname"
              "\\k{a}\\else a\\fi{}"},
        {"ǎ ị ș ế", "\\v{a} \\d{i} \\c{s} U+1EBF"},
        /* ISO 9:1995 of "съешь ещё щей", "ЮЖ", and of Ukrainian "їжак". */
        {"съешь ещё щей", "s$''$e\\v{s}$'$ e\\^{s}\\\"{e} \\^{s}ej"},
        {"ЮЖ їжак", "\\^{U}\\v{Z} \\\"{\\i}\\v{z}ak"},
        {"a\nb\tc", "a b c"},
        {"^^41", "\\textasciicircum{}\\textasciicircum{}41"},
    };
    check(escape_latex, cases, G_N_ELEMENTS(cases));
}

static void test_latex_name(void)
{
    static const struct case_of cases[] = {
        {"select_key", "select\\_\\allowbreak key"},
        {"a/b-c.d", "a/\\allowbreak b-\\allowbreak c.\\allowbreak d"},
        {"inconclusive", "inconclusive"},
        {"aaaaaaaabbbbbbbbccccccc",
         "aaaaaaaa\\allowbreak bbbbbbbb\\allowbreak ccccccc"},
        {"short WWWWWWWWWWWW", "short WWWWWWWW\\allowbreak WWWW"},
        {"漢字", "U+6F22U+5B57"},
        {"ends_", "ends\\_"},
    };
    check(escape_latex_name, cases, G_N_ELEMENTS(cases));
}

static void test_html(void)
{
    static const struct case_of cases[] = {
        {"</script>&\"'", "&lt;/script&gt;&amp;&quot;&#39;"},
        {"\001", "\uFFFD"},
    };
    check(escape_html, cases, G_N_ELEMENTS(cases));
}

static void test_markdown(void)
{
    static const struct case_of cases[] = {
        {"a|b*c_d`e", "a\\|b\\*c\\_d\\`e"},
        {"# x", "\\# x"},
        {"- x", "\\- x"},
        {"1. x", "1\\. x"},
        {"12", "12"},
        {"1.5", "1.5"},
        {"[l](u)<b>", "\\[l\\](u)\\<b\\>"},
    };
    static const struct case_of code[] = {
        {"a_b", "`a_b`"},
        {"a`b", "``a`b``"},
        {"`a", "`` `a ``"},
        {"a|b", "`a\\|b`"},
    };
    check(escape_markdown, cases, G_N_ELEMENTS(cases));
    check(escape_markdown_code, code, G_N_ELEMENTS(code));
}

static void test_csv(void)
{
    static const struct case_of cases[] = {
        {"plain", "plain"},
        {"=1+1", "'=1+1"},
        {"-2", "'-2"},
        {"+2", "'+2"},
        {"@x", "'@x"},
        {"'x", "''x"},
        {"a,b", "\"a,b\""},
        {"a\"b", "\"a\"\"b\""},
        {"=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"},
        {"=a,b", "\"'=a,b\""},
        {"", ""},
    };
    check(escape_csv, cases, G_N_ELEMENTS(cases));
}

/* Every name comes back from jansson as it was, bad bytes replaced. */
static void test_json(void)
{
    for (size_t i = 0; i < n_evil_names; i++) {
        g_autofree char *out = escaped(escape_json, evil_names[i]);
        g_autofree char *in_html = escaped(escape_json_in_html, evil_names[i]);
        json_t *value = json_loads(out, JSON_DECODE_ANY, NULL);
        json_t *value_in_html = json_loads(in_html, JSON_DECODE_ANY, NULL);

        g_assert_nonnull(value);
        g_assert_true(json_equal(value, value_in_html));
        g_assert_null(strchr(in_html, '<'));
        if (g_utf8_validate(evil_names[i], -1, NULL))
            g_assert_cmpstr(json_string_value(value), ==, evil_names[i]);
        for (const char *c = out; *c; c++)
            g_assert_true((unsigned char)*c >= 0x20 && *c != 0x7F);
        json_decref(value);
        json_decref(value_in_html);
    }
}

/* No target lets a control character or a bidi control through. */
static void test_evil_names(void)
{
    escape_fn *const targets[] = {
        escape_plain,    escape_latex,         escape_latex_name, escape_html,
        escape_markdown, escape_markdown_code, escape_csv,        escape_json};

    for (size_t k = 0; k < G_N_ELEMENTS(targets); k++)
        for (size_t i = 0; i < n_evil_names; i++) {
            g_autofree char *out = escaped(targets[k], evil_names[i]);

            g_assert_true(g_utf8_validate(out, -1, NULL));
            g_assert_null(strpbrk(out, "\033\007\177\n\r\t"));
            g_assert_null(strstr(out, "\342\200\256"));
            g_assert_null(strstr(out, "\302\233"));
        }
}

static void test_numbers(void)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0.1, "0.1"},
        {1.0 / 3.0, "0.3333333333333333"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1e-320, "9.99988867182683e-321"},
        {1e308, "1e+308"},
        {-0.0, "0"},
        {12345678.0, "12345678"},
        {NAN, "null"},
        {INFINITY, "null"},
    };
    g_autoptr(GRand) random = g_rand_new_with_seed(20091);

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) out = g_string_new(NULL);

        number_json(out, cases[i].value);
        g_assert_cmpstr(out->str, ==, cases[i].text);
    }
    for (int i = 0; i < 2000; i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        guint64 bits = ((guint64)g_rand_int(random) << 32) | g_rand_int(random);
        double value;

        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        number_csv(out, value);
        g_assert_true(g_ascii_strtod(out->str, NULL) == value);
    }
}

static void test_width(void)
{
    g_assert_cmpfloat(tex_width(""), ==, 0.0);
    g_assert_cmpfloat(tex_width("00"), ==, 1000.0);
    g_assert_cmpfloat(tex_width("é"), ==, tex_width("e"));
    g_assert_cmpfloat(tex_width("−"), ==, 778.0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/escape/clean", test_clean);
    g_test_add_func("/escape/shortened", test_shortened);
    g_test_add_func("/escape/latex", test_latex);
    g_test_add_func("/escape/latex-name", test_latex_name);
    g_test_add_func("/escape/html", test_html);
    g_test_add_func("/escape/markdown", test_markdown);
    g_test_add_func("/escape/csv", test_csv);
    g_test_add_func("/escape/json", test_json);
    g_test_add_func("/escape/evil-names", test_evil_names);
    g_test_add_func("/escape/numbers", test_numbers);
    g_test_add_func("/escape/width", test_width);
    return g_test_run();
}
