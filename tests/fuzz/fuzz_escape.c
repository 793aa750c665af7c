/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hostile name in every language that is written (escape.h). Cleaned, it is
 * valid UTF-8 without controls; besides:
 *
 * 1. HTML holds no "<", ">" or quotation mark, and, with its five entities
 *    undone, is the cleaned name;
 * 2. JSON, read by a library, is the name, bad bytes aside; inside <script>
 *    the same without "<";
 * 3. CSV, its quotes undone, is the cleaned name, after a "'" where it would
 *    be a formula;
 * 4. LaTeX has its braces and dollars in pairs, and no special character that
 *    is not escaped; where a name may break it is the same name;
 * 5. Markdown with its backslashes undone is the cleaned name; of code the
 *    fence is longer than any run of back-quotes inside.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <jansson.h>

#include "report/escape.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static GString *escaped(escape_fn *escape, const char *text)
{
    GString *out = g_string_new(NULL);

    escape(out, text);
    g_assert_true(g_utf8_validate(out->str, (gssize)out->len, NULL));
    for (size_t i = 0; i < out->len; i++)
        g_assert_false(g_ascii_iscntrl(out->str[i]));
    return out;
}

/* Rule 1. */
static void check_html(const char *text, const char *clean)
{
    static const char *const entities[][2] = {{"&lt;", "<"},
                                              {"&gt;", ">"},
                                              {"&quot;", "\""},
                                              {"&#39;", "'"},
                                              {"&amp;", "&"}};
    g_autoptr(GString) out = escaped(escape_html, text);

    g_assert_null(strpbrk(out->str, "<>\"'"));
    for (size_t i = 0; i < G_N_ELEMENTS(entities); i++)
        g_string_replace(out, entities[i][0], entities[i][1], 0);
    g_assert_cmpstr(out->str, ==, clean);
}

/* Rule 2. */
static void check_json(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autoptr(GString) out = escaped(escape_json, text);
    g_autoptr(GString) html = escaped(escape_json_in_html, text);
    json_t *read = json_loads(out->str, JSON_DECODE_ANY, NULL);
    json_t *same = json_loads(html->str, JSON_DECODE_ANY, NULL);

    g_assert_true(json_is_string(read));
    if (g_utf8_validate(text, -1, NULL))
        g_assert_cmpstr(json_string_value(read), ==, valid);
    g_assert_true(json_equal(read, same));
    g_assert_null(strchr(html->str, '<'));
    json_decref(read);
    json_decref(same);
}

/* Rule 3. */
static void check_csv(const char *text, const char *clean)
{
    g_autoptr(GString) out = escaped(escape_csv, text);
    bool is_guarded = *text && strchr("=+-@'\t\r", *text);

    if (*out->str == '"') {
        g_assert_true(out->len > 1 && out->str[out->len - 1] == '"');
        g_string_truncate(out, out->len - 1);
        g_string_erase(out, 0, 1);
        g_string_replace(out, "\"\"", "\1", 0);
        g_assert_null(strchr(out->str, '"'));
        g_string_replace(out, "\1", "\"", 0);
    } else {
        g_assert_null(strpbrk(out->str, "\",;"));
    }
    g_assert_null(out->len ? strchr("=+-@", *out->str) : NULL);
    g_assert_true(!is_guarded || *out->str == '\'');
    g_assert_cmpstr(out->str + is_guarded, ==, clean);
}

/* Rule 4. */
static void check_tex(const char *tex)
{
    int depth = 0, dollars = 0;

    for (const char *at = tex; *at; at++) {
        if (*at == '\\') {
            g_assert_true(*++at);
            continue;
        }
        depth += (*at == '{') - (*at == '}');
        dollars += *at == '$';
        g_assert_cmpint(depth, >=, 0);
        g_assert_null(strchr("%#&", *at));
        g_assert_true(dollars % 2 || !strchr("_^", *at));
    }
    g_assert_cmpint(depth, ==, 0);
    g_assert_cmpint(dollars % 2, ==, 0);
}

static void check_latex(const char *text)
{
    g_autoptr(GString) out = escaped(escape_latex, text);
    g_autoptr(GString) name = escaped(escape_latex_name, text);

    check_tex(out->str);
    check_tex(name->str);
    g_string_replace(name, "\\allowbreak ", "", 0);
    g_assert_cmpstr(name->str, ==, out->str);
}

/* Rule 5. */
static void check_markdown(const char *text, const char *clean)
{
    g_autoptr(GString) out = escaped(escape_markdown, text);
    g_autoptr(GString) plain = g_string_new(NULL);
    g_autoptr(GString) code = escaped(escape_markdown_code, text);
    size_t fence = strspn(code->str, "`");

    for (const char *at = out->str; *at; at++) {
        at += *at == '\\';
        g_assert_true(*at);
        g_string_append_c(plain, *at);
    }
    g_assert_cmpstr(plain->str, ==, clean);
    for (const char *at = code->str + fence;
         at < code->str + code->len - fence;) {
        size_t run = strspn(at, "`");

        g_assert_cmpuint(run, <, fence);
        at += run + 1;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    g_autofree char *text = g_strndup((const char *)bytes, len);
    g_autofree char *clean = clean_text(text);
    g_autofree char *brief = clean_shortened(text, 8);

    g_assert_true(g_utf8_validate(clean, -1, NULL));
    g_assert_cmpint(g_utf8_strlen(brief, -1), <=, 8);
    check_html(text, clean);
    check_json(text);
    check_csv(text, clean);
    check_latex(text);
    check_markdown(text, clean);
    return 0;
}
