/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wget in every language it is translated to: what a log says must not depend
 * on its language. tests/data/wget-languages holds for each kind of run the
 * logs of wget 1.21.3 in 41 languages, C first, one after the other.
 */
#include "odd.h"

#include <string.h>

#define MARK "@@@ " /* and the language, before each log */

static const struct {
    const char *kind;
    enum run_status status;
    const char *reasons; /* all of them, in their order */
    const char *values;
} kinds[] = {
    {"v", RUN_GOOD, "", "files=2|bytes=15000|errors=0|retries=0"},
    {"nv", RUN_GOOD, "", "files=2|bytes=15000|errors=0|retries=0"},
    {"single", RUN_GOOD, "", "files=1|bytes=12000|errors=0|!wall_clock"},
    {"moved", RUN_GOOD, "", "files=1|bytes=3000|errors=0|retries=0"},
    {"out", RUN_GOOD, "", "files=1|bytes=3000|errors=0|retries=0"},
    /* The file was there: -N with and without If-Modified-Since, -c, -nc. */
    {"N", RUN_REFUSED, "nothing-downloaded", "files=0|errors=0"},
    {"oldN", RUN_REFUSED, "nothing-downloaded", "files=0|errors=0"},
    {"c", RUN_REFUSED, "nothing-downloaded", "files=0|errors=0"},
    {"nc", RUN_REFUSED, "nothing-downloaded", "files=0|errors=0"},
    {"somenc", RUN_GATED, "not-all-files", "files=1|bytes=12000|errors=0"},
    {"part", RUN_GATED, "partial-download", "files=1|bytes=2000|errors=0"},
    {"quotanv", RUN_GATED, "not-all-files", "files=2|bytes=15000"},
    {"b", RUN_REFUSED, "background", "files=0"},
    {"spider", RUN_REFUSED, "spider", "files=0|errors=0"},
    {"spider2", RUN_REFUSED, "spider download-errors", "files=0|errors=1"},
    {"spidernv", RUN_REFUSED, "spider download-errors", "files=0|errors=1"},
    /* One file is missing, its server, or its host; then a good one. */
    {"err", RUN_GATED, "download-errors", "files=1|errors=3|retries=0"},
    {"errnv", RUN_GATED, "download-errors", "files=2|errors=1|retries=0"},
    {"refnv", RUN_GATED, "download-errors", "files=2|errors=1|retries=0"},
    {"dnsnv", RUN_GATED, "download-errors", "files=2|errors=1|retries=0"},
    /* The server hangs up: once, before the header, always. */
    {"retry", RUN_GATED, "retried", "files=1|errors=0|retries=1|!bytes"},
    {"retrynv", RUN_GATED, "retried", "files=1|errors=0|retries=1"},
    {"none", RUN_GATED, "download-errors retried",
     "files=1|errors=1|retries=1"},
    {"nonenv", RUN_GATED, "download-errors", "files=1"},
    {"giveup", RUN_REFUSED, "gave-up download-errors retried",
     "files=0|errors=1|retries=1"},
    {"full", RUN_REFUSED, "nothing-transferred download-errors",
     "files=0|errors=1"},
};

static void expect_log(size_t kind, const char *bytes, size_t len)
{
    g_autoptr(GPtrArray) sources = odd_read_bytes("log", bytes, len);
    g_autoptr(GString) told = g_string_new(NULL);
    const Run *run = odd_run(sources, 0);

    g_assert_cmpuint(odd_count(sources), ==, 1);
    for (guint i = 0; i < run->reasons->len; i++)
        g_string_append_printf(
            told, "%s%s", i ? " " : "",
            g_array_index(run->reasons, struct run_reason, i).reason->slug);
    g_assert_cmpstr(told->str, ==, kinds[kind].reasons);
    g_assert_cmpint(run->status, ==, kinds[kind].status);
    g_assert_false(odd_has_note(run, "unknown-line"));
    odd_expect(run, kinds[kind].values);
}

/* Each log of a kind: its language, its bytes. */
typedef void log_fn(size_t kind, const char *language, struct slice log);

static void each_log(size_t kind, log_fn *see)
{
    g_autofree char *name =
        g_strdup_printf("wget-languages/%s.txt", kinds[kind].kind);
    size_t len, n = 0;
    g_autofree char *bytes = odd_bytes(name, &len);
    struct slice rest = {bytes, len};

    while (slice_skip(&rest, SLICE(MARK))) {
        struct slice line;
        size_t end;

        g_assert_true(slice_line(&rest, &line));
        end = slice_find(rest, SLICE("\n" MARK));
        end += end < rest.len;
        g_autofree char *language = slice_dup(line);
        g_test_message("%s in %s", kinds[kind].kind, language);
        see(kind, language, slice_part(rest, 0, end));
        rest = slice_part(rest, end, rest.len);
        n++;
    }
    g_assert_cmpuint(rest.len, ==, 0);
    g_assert_cmpuint(n, ==, 41);
}

static void see_as_it_is(size_t kind, const char *language, struct slice log)
{
    (void)language;
    expect_log(kind, log.at, log.len);
}

static void test_utf8(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        each_log(i, see_as_it_is);
}

/* What the same log would be in a locale that is not UTF-8. */
static const struct {
    const char *languages, *charset;
} charsets[] = {
    {" ca da de es eu fi fr ga gl id it nb nl pt pt_BR sv ", "ISO-8859-1"},
    {" cs hr hu pl ro sk sl ", "ISO-8859-2"},
    {" eo ", "ISO-8859-3"},
    {" sr ", "ISO-8859-5"},
    {" el ", "ISO-8859-7"},
    {" he ", "ISO-8859-8"},
    {" tr ", "ISO-8859-9"},
    {" lt ", "ISO-8859-13"},
    {" et fi fr ", "ISO-8859-15"},
    {" be bg ru uk ", "CP1251"},
    {" ru ", "KOI8-R"},
    {" uk ", "KOI8-U"},
    {" ja ", "EUC-JP"},
    {" ja ", "SHIFT_JIS"},
    {" ko ", "EUC-KR"},
    {" zh_CN ", "GB18030"},
    {" zh_TW ", "BIG5"},
};

/* As gettext converts, which puts three dots for an ellipsis; g_free. */
static char *convert(struct slice log, const char *charset, size_t *len)
{
    g_autofree char *name = g_strconcat(charset, "//TRANSLIT", NULL);
    g_autofree char *copy = slice_dup(log);
    char *bytes = g_malloc(3 * log.len), *in = copy, *out = bytes;
    size_t left = log.len, room = 3 * log.len;
    GIConv converter = g_iconv_open(name, "UTF-8");

    g_assert_true(converter != (GIConv)-1);
    g_assert_true(g_iconv(converter, &in, &left, &out, &room) != (size_t)-1);
    g_assert_cmpuint(left, ==, 0);
    g_iconv_close(converter);
    *len = (size_t)(out - bytes);
    return bytes;
}

static void see_converted(size_t kind, const char *language, struct slice log)
{
    g_autofree char *word = g_strdup_printf(" %s ", language);

    for (size_t i = 0; i < G_N_ELEMENTS(charsets); i++) {
        if (!strstr(charsets[i].languages, word))
            continue;

        size_t len;
        g_autofree char *bytes = convert(log, charsets[i].charset, &len);

        g_test_message("%s", charsets[i].charset);
        expect_log(kind, bytes, len);
    }
}

static void test_other_charsets(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        each_log(i, see_converted);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/wget/languages/utf-8", test_utf8);
    g_test_add_func("/wget/languages/other-charsets", test_other_charsets);
    return g_test_run();
}
