/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is written of results: every output of the same results says the
 * same, is well formed, and is the same bytes again.
 */
#include "compare/words.h"
#include "report/report.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>
#include <jansson.h>

#include "fixture.h"
#include "report/model_findings.h"
#include "report/table.h"
#include "report/templates.h"
#include "report/view.h"

static Results *hostile;

/* ---- reading CSV again, by RFC 4180 ---- */

static GPtrArray *read_csv_row(const char **at)
{
    GPtrArray *row = g_ptr_array_new_with_free_func(g_free);

    for (;;) {
        GString *field = g_string_new(NULL);
        bool quoted = **at == '"';

        *at += quoted;
        while (**at && (quoted || (**at != ',' && **at != '\n'))) {
            if (quoted && **at == '"' && (*at)[1] != '"')
                break;
            *at += quoted && **at == '"';
            g_string_append_c(field, *(*at)++);
        }
        *at += quoted;
        g_ptr_array_add(row, g_string_free(field, FALSE));
        g_assert_true(**at == ',' || **at == '\n');
        if (*(*at)++ == '\n')
            return row;
    }
}

static GPtrArray *read_csv(const char *text)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(
        (GDestroyNotify)(void (*)(void))g_ptr_array_unref);

    while (*text)
        g_ptr_array_add(rows, read_csv_row(&text));
    return rows;
}

static const char *field(GPtrArray *rows, guint row, const char *head)
{
    GPtrArray *heads = rows->pdata[0];

    for (guint i = 0; i < heads->len; i++)
        if (!strcmp(heads->pdata[i], head))
            return ((GPtrArray *)rows->pdata[row])->pdata[i];
    g_error("no column %s", head);
}

static const struct {
    const char *name;
    void (*write)(const Results *, GString *);
} csv_kinds[] = {
    {"raw", report_csv_raw},
    {"summary", report_csv_summary},
    {"comparisons", report_csv_comparisons},
};

/* As wide as the head everywhere, and no text that a spreadsheet would run. */
static void test_csv_shape(void)
{
    for (size_t k = 0; k < G_N_ELEMENTS(csv_kinds); k++) {
        g_autoptr(GString) text = g_string_new(NULL);
        g_autoptr(GPtrArray) rows = NULL;

        csv_kinds[k].write(hostile, text);
        g_assert_true(g_utf8_validate(text->str, (gssize)text->len, NULL));
        g_assert_null(strstr(text->str, "nan"));
        g_assert_null(strstr(text->str, "inf"));
        rows = read_csv(text->str);
        g_assert_cmpuint(rows->len, >, 1);
        for (guint i = 0; i < rows->len; i++) {
            GPtrArray *row = rows->pdata[i];

            g_assert_cmpuint(row->len, ==, ((GPtrArray *)rows->pdata[0])->len);
            for (guint c = 0; c < row->len; c++) {
                const char *cell = row->pdata[c];

                g_assert_false(*cell == '=' || *cell == '@');
                if (*cell == '+' || *cell == '-')
                    g_assert_true(g_ascii_isdigit(cell[1]));
            }
        }
    }
}

static json_t *make_json(const Results *results)
{
    g_autoptr(GString) text = g_string_new(NULL);
    json_error_t error;
    json_t *root;

    report_json(results, "report A=a B=b", text);
    root = json_loads(text->str, 0, &error);
    if (!root)
        g_error("results.json:%d: %s", error.line, error.text);
    return root;
}

static double real_at(const json_t *object, const char *outer,
                      const char *inner)
{
    const json_t *value =
        json_object_get(json_object_get(object, outer), inner);

    return json_is_null(value) ? NAN : json_number_value(value);
}

static void assert_same(const char *text, double value)
{
    if (isnan(value))
        g_assert_cmpstr(text, ==, "");
    else
        g_assert_true(g_ascii_strtod(text, NULL) == value);
}

/* The same doubles in the results, in JSON and in CSV, to the last bit. */
static void test_same_numbers(void)
{
    json_t *root = make_json(hostile);
    json_t *list = json_object_get(root, "comparisons");
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GPtrArray) rows = NULL;

    report_csv_comparisons(hostile, text);
    rows = read_csv(text->str);
    g_assert_cmpuint(json_array_size(list), ==, hostile->comparisons->len);
    g_assert_cmpuint(rows->len, ==, hostile->comparisons->len + 1);
    for (guint i = 0; i < hostile->comparisons->len; i++) {
        const struct result_comparison *comparison =
            view_comparison(hostile, i);
        const json_t *object = json_array_get(list, i);
        const struct result_test *shuffled = &comparison->beside[2];
        const json_t *third =
            json_array_get(json_object_get(object, "tests"), 2);
        double p = real_at(object, "test", "p");

        g_assert_true(json_is_true(json_object_get(third, "exact")) ==
                      shuffled->is_exact);
        g_assert_true((size_t)json_number_value(json_object_get(
                          third, "resamples")) == shuffled->resamples);
        g_assert_true(json_is_null(json_object_get(third, "standard_error")) ==
                      !shuffled->resamples);

        g_assert_true(p == comparison->welch.p.p ||
                      (isnan(p) && !isfinite(comparison->welch.p.p)));
        assert_same(field(rows, i + 1, "p"), p);
        assert_same(field(rows, i + 1, "rel_diff_low"),
                    real_at(object, "rel_diff", "low"));
        g_assert_cmpstr(json_string_value(json_object_get(
                            json_object_get(object, "rel_diff"), "undefined")),
                        ==, words_of_ratio_status(comparison->ratio.status));
        assert_same(field(rows, i + 1, "diff"),
                    real_at(object, "diff", "estimate"));
        g_assert_cmpstr(field(rows, i + 1, "verdict"), ==,
                        json_string_value(json_object_get(object, "verdict")));
    }
    json_decref(root);
}

/* Names are exact in JSON, cleaned and guarded in CSV. */
static void test_names(void)
{
    json_t *root = make_json(hostile);
    json_t *listed = json_object_get(root, "metrics");
    size_t found = 0, at;
    json_t *metric;

    for (size_t i = 0; i < n_evil_names; i++) {
        if (!g_utf8_validate(evil_names[i], -1, NULL))
            continue;
        json_array_foreach(listed, at, metric)
        {
            const json_t *item = json_object_get(metric, "item");

            if (json_is_string(item) &&
                !strcmp(json_string_value(item), evil_names[i]))
                found++;
        }
    }
    g_assert_cmpuint(found, ==, n_evil_names - 1); /* one is not UTF-8 */
    json_decref(root);
}

/* A gated run is listed with its reason, its value kept and not used. */
static void test_left_out(void)
{
    json_t *root = make_json(hostile);
    json_t *sample = json_array_get(json_object_get(root, "samples"), 0);
    json_t *left_out = json_object_get(root, "runs_left_out");
    size_t n_used = 0;

    g_assert_cmpint(json_integer_value(json_object_get(sample, "n")), ==, 7);
    g_assert_cmpuint(json_array_size(json_object_get(sample, "values")), ==, 8);
    for (size_t i = 0; i < 8; i++)
        n_used += (size_t)json_integer_value(
            json_array_get(json_object_get(sample, "use"), i));
    g_assert_cmpuint(n_used, ==, 7);
    g_assert_cmpuint(json_array_size(left_out), ==, 2);
    json_decref(root);
}

static void test_digest(void)
{
    char first[65], second[65];
    g_autoptr(Results) other = fixture_demo("native", "emulated");

    report_digest(hostile, first);
    report_digest(hostile, second);
    g_assert_cmpstr(first, ==, second);
    g_assert_cmpuint(strlen(first), ==, 64);
    report_digest(other, second);
    g_assert_cmpstr(first, !=, second);
}

/* Neither the place of the logs nor the folder called from shows. */
static void test_paths(void)
{
    g_autoptr(Results) results = fixture_demo("native", "emulated");
    g_autoptr(GString) text = g_string_new(NULL);

    report_json(results, NULL, text);
    g_assert_null(strstr(text->str, g_getenv("COTEJO_DATA")));
    g_assert_nonnull(strstr(text->str, "\"path\": \"ab/"));
}

/* ---- tables ---- */

/* Every cell's string in the results is the one in every format. */
static void test_tables_agree(void)
{
    g_autoptr(Results) results = fixture_demo("native", "emulated");
    const struct result_comparison *comparison = view_comparison(results, 0);
    g_autoptr(Table) table =
        table_kind_find("compare")->build(results, NULL, NULL);
    g_autofree char *percent = table_plain(comparison->text.percent);

    g_assert_cmpstr(table_row(table, 0)->cells[3], ==,
                    comparison->text.percent);
    g_assert_cmpstr(table_row(table, 0)->cells[6], ==,
                    comparison->text.verdict);
    for (size_t i = 0; i < n_table_formats; i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        g_autoptr(GString) bare = NULL;

        g_assert_true(table_formats[i].render(table, results, out, NULL));
        if (!strcmp(table_formats[i].name, "xlsx"))
            continue; /* read back in tests/e2e */
        bare = g_string_new(out->str);
        g_string_replace(bare, "$-$", "-", 0);
        g_string_replace(bare, "\\%", "%", 0);
        g_string_replace(bare, "~", " ", 0);
        g_string_replace(bare, "\u2212", "-", 0);
        g_string_replace(bare, "\u00a0", " ", 0);
        g_assert_nonnull(strstr(bare->str, percent));
    }
}

static void test_table_plain(void)
{
    static const struct {
        const char *cell, *plain;
        bool is_number;
    } cases[] = {
        {"\u22125.3\u00a0%", "-5.3 %", true},
        {"\u2013", "", false},
        {"1,234.5", "1,234.5", true},
        {"+1", "+1", true},
        {"-x", "-x", false},
        {"=1", "=1", false},
        {"--1", "--1", false},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *plain = table_plain(cases[i].cell);

        g_assert_cmpstr(plain, ==, cases[i].plain);
        g_assert_true(table_is_number(plain) == cases[i].is_number);
    }
}

static void test_tables_well_formed(void)
{
    for (size_t k = 0; k < n_table_kinds; k++) {
        g_autoptr(Table) table = table_kinds[k]->build(hostile, NULL, NULL);

        g_assert_nonnull(table);
        for (size_t i = 0; i < n_table_formats; i++) {
            g_autoptr(GString) out = g_string_new(NULL);

            g_assert_true(table_formats[i].render(table, hostile, out, NULL));
            if (!strcmp(table_formats[i].name, "xlsx")) {
                g_assert_true(!memcmp(out->str, "PK", 2));
                continue;
            }
            g_assert_true(g_utf8_validate(out->str, (gssize)out->len, NULL));
            if (!strcmp(table_formats[i].name, "tex"))
                g_assert_null(strstr(out->str, "\\write18"));
            if (!strcmp(table_formats[i].name, "html"))
                g_assert_null(strstr(out->str, "<script"));
            g_assert_null(strchr(out->str, '\033'));
        }
    }
}

/* A table of operations longer than a page holds what has a verdict, and its
 * note counts the rest; all of it is there on demand. */
static void test_left_out_rows(void)
{
    g_autoptr(Results) results = fixture_demo("innodb", "durable-off");
    const struct table_kind *kind = table_kind_find("operations");
    const struct table_options everything = {.all = true};
    g_autoptr(Table) some = kind->build(results, NULL, NULL);
    g_autoptr(Table) all = kind->build(results, &everything, NULL);
    g_autofree char *count = NULL;
    size_t n = 0, n_judged = 0;

    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *comparison =
            view_comparison(results, i);

        if (view_cell(results, comparison->cell)->metric->level !=
            METRIC_OPERATION)
            continue;
        n++;
        n_judged += comparison->code != UNTESTABLE;
    }
    g_assert_cmpuint(n, >, 45);
    g_assert_cmpuint(n_judged, >, 0);
    g_assert_cmpuint(n_judged, <, n);
    g_assert_cmpuint(all->rows->len, ==, n);
    g_assert_cmpuint(all->n_left_out, ==, 0);
    g_assert_cmpuint(some->rows->len, ==, n_judged);
    g_assert_cmpuint(some->n_left_out, ==, n - n_judged);
    count = g_strdup_printf("%zu more without a verdict", n - n_judged);
    g_assert_nonnull(strstr(some->note, count));
    g_assert_null(strstr(all->note, "more without"));
}

/* Columns go whole when the width is short; a terminal without UTF-8 gets
 * none of our characters. */
static void test_text_table(void)
{
    g_autoptr(Results) results = fixture_demo("native", "emulated");
    g_autoptr(Table) table =
        table_kind_find("compare")->build(results, NULL, NULL);
    g_autoptr(GString) wide = g_string_new(NULL);
    g_autoptr(GString) narrow = g_string_new(NULL);
    g_auto(GStrv) lines = NULL;

    table_to_text(table, 0, false, wide);
    g_assert_nonnull(strstr(wide->str, "95 % CI"));
    table_to_text(table, 90, true, narrow);
    lines = g_strsplit(narrow->str, "\n", -1);
    for (char **line = lines; *line; line++) {
        g_assert_cmpuint(strlen(*line), <=, 90);
        g_assert_false(g_str_has_suffix(*line, " "));
    }
    for (const char *at = narrow->str; *at; at++)
        g_assert_true(g_ascii_isprint(*at) || *at == '\n');
}

static void test_one_system(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Results) results = fixture_demo("native", NULL);
    g_autoptr(Table) none =
        table_kind_find("compare")->build(results, NULL, &error);
    g_autoptr(Table) summary =
        table_kind_find("summary")->build(results, NULL, NULL);

    g_assert_null(none);
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_NOTHING);
    g_assert_nonnull(summary);
}

/* Keys are plain and each stands for one number. */
static void test_numbers(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GHashTable) keys =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_auto(GStrv) lines = NULL;
    static const char mark[] = "\\@namedef{cotejo@";

    report_numbers(hostile, "0", text);
    lines = g_strsplit(text->str, "\n", -1);
    for (char **line = lines; *line; line++) {
        const char *key = *line + strlen(mark);

        if (!g_str_has_prefix(*line, mark))
            continue;
        size_t len = strspn(key, "abcdefghijklmnopqrstuvwxyz0123456789-.");
        g_assert_cmpint(key[len], ==, '}');
        g_assert_true(g_hash_table_add(keys, g_strndup(key, len)));
    }
    /* Of each sample five, of each comparison six. */
    g_assert_cmpuint(g_hash_table_size(keys), ==,
                     5 * hostile->samples->len + 6 * hostile->comparisons->len);
}

/* ---- the model of the templates ---- */

static size_t count_at(const json_t *object, const char *key)
{
    return (size_t)json_integer_value(json_object_get(object, key));
}

/* The percentage of the largest difference either way, by another road. */
static const char *largest(const Results *results, guint family,
                           enum verdict_code code)
{
    const char *percent = NULL;
    double most = -1.0;

    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *it = view_comparison(results, i);
        double r = view_sample(results, it->reference)->moments.mean;
        double s = view_sample(results, it->subject)->moments.mean;

        if (it->family != family || it->code != code || fabs(s - r) / r <= most)
            continue;
        most = fabs(s - r) / r;
        percent = it->text.percent;
    }
    return percent;
}

static void check_extreme(const json_t *finding, const char *key,
                          const char *expected)
{
    const json_t *extreme = json_object_get(finding, key);

    g_assert_true((extreme != NULL) == (expected != NULL));
    if (extreme)
        g_assert_cmpstr(json_string_value(json_object_get(extreme, "pct")), ==,
                        expected);
}

/* What the paper says of a family is what its comparisons are. */
static void test_findings(void)
{
    g_autoptr(Results) results = fixture_demo("innodb", "durable-off");
    json_t *subjects =
        model_subjects(results, &(struct model_parts){.digest = ""});
    const json_t *findings =
        json_object_get(json_array_get(subjects, 0), "findings");
    bool any = false;

    g_assert_cmpuint(json_array_size(subjects), ==, 1);
    g_assert_cmpuint(json_array_size(findings), ==, results->families->len);
    for (guint i = 0; i < results->families->len; i++) {
        const json_t *finding = json_array_get(findings, i);
        const char *best = largest(results, i, BETTER);
        size_t counts[N_VERDICTS] = {0}, explained = 0, at, total = 0;
        const json_t *reason;

        for (guint k = 0; k < results->comparisons->len; k++)
            if (view_comparison(results, k)->family == i) {
                counts[view_comparison(results, k)->code]++;
                total++;
            }
        g_assert_cmpuint(count_at(finding, "better"), ==, counts[BETTER]);
        g_assert_cmpuint(count_at(finding, "worse"), ==, counts[WORSE]);
        g_assert_cmpuint(count_at(finding, "total"), ==, total);
        check_extreme(finding, "best", best);
        check_extreme(finding, "worst", largest(results, i, WORSE));
        json_array_foreach(json_object_get(finding, "reasons"), at, reason)
            explained += count_at(reason, "n");
        g_assert_cmpuint(explained, ==, counts[UNTESTABLE]);
        any = any || best;
    }
    g_assert_true(any);
    json_decref(subjects);
}

/* ---- workbook ---- */

static void test_workbook_bytes(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GByteArray) first =
        report_workbook(hostile, NULL, 0, NULL, &error);
    g_autoptr(GByteArray) second = NULL;

    g_assert_no_error(error);
    g_setenv("TZ", "America/Sao_Paulo", TRUE);
    second = report_workbook(hostile, NULL, 0, NULL, NULL);
    g_unsetenv("TZ");
    g_assert_cmpuint(first->len, ==, second->len);
    g_assert_true(!memcmp(first->data, second->data, first->len));
    g_assert_true(!memcmp(first->data, "PK", 2));
}

/* ---- bundle ---- */

static bool bundle(const char *folder, bool force, GError **error)
{
    return report_bundle(
        hostile,
        &(struct bundle_options){.folder = folder, .force = force, .jobs = 2},
        error);
}

static char *contents(const char *folder, const char *path)
{
    g_autofree char *whole = g_build_filename(folder, path, NULL);
    char *text = NULL;

    g_file_get_contents(whole, &text, NULL, NULL);
    return text;
}

static void put(const char *folder, const char *path, const char *text)
{
    g_autofree char *whole = g_build_filename(folder, path, NULL);

    g_assert_true(g_file_set_contents(whole, text, -1, NULL));
}

static void remove_tree(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        if (g_file_test(path, G_FILE_TEST_IS_DIR))
            remove_tree(path);
        g_remove(path);
    }
    g_rmdir(folder);
}

/* Written again it is the same; what was added stays; what was changed is
 * refused, or kept as .orig by force. */
static void test_bundle_again(void)
{
    g_autofree char *room = g_dir_make_tmp("cotejo-test-XXXXXX", NULL);
    g_autofree char *folder = g_build_filename(room, "paper", NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *first = NULL, *second = NULL, *third = NULL;
    g_autofree char *added = NULL, *orig = NULL, *kept = NULL;

    bundle(folder, false, &error);
    g_assert_no_error(error);
    first = contents(folder, "MANIFEST.sha256");
    g_assert_nonnull(first);
    put(folder, "notes.txt", "mine");
    bundle(folder, false, &error);
    g_assert_no_error(error);
    second = contents(folder, "MANIFEST.sha256");
    g_assert_cmpstr(first, ==, second);
    added = contents(folder, "notes.txt");
    g_assert_cmpstr(added, ==, "mine");

    put(folder, "paper.tex", "my paper");
    g_assert_false(bundle(folder, false, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_WRITE);
    g_assert_nonnull(strstr(error->message, "paper.tex"));
    g_clear_error(&error);
    kept = contents(folder, "paper.tex");
    g_assert_cmpstr(kept, ==, "my paper");
    bundle(folder, true, &error);
    g_assert_no_error(error);
    orig = contents(folder, "paper.tex.orig");
    g_assert_cmpstr(orig, ==, "my paper");
    third = contents(folder, "MANIFEST.sha256");
    g_assert_cmpstr(first, ==, third);
    remove_tree(room);
}

/* A folder with other things is nobody's to replace, even by force. */
static void test_bundle_foreign(void)
{
    g_autofree char *room = g_dir_make_tmp("cotejo-test-XXXXXX", NULL);
    g_autoptr(GError) error = NULL;

    put(room, "thesis.tex", "years of work");
    g_assert_false(bundle(room, true, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_WRITE);
    remove_tree(room);
}

/* A user's template comes first, file by file. */
static void test_templates(void)
{
    g_autofree char *room = g_dir_make_tmp("cotejo-test-XXXXXX", NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    json_t *model = json_pack("{s:s}", "title", "50%");

    put(room, "paper.tex.mustache", "{{title}}!");
    g_assert_true(template_render(room, "paper.tex", model, out, NULL));
    g_assert_cmpstr(out->str, ==, "50\\%!");
    g_string_truncate(out, 0);
    g_assert_true(template_render(room, "preamble.tex", model, out, NULL));
    g_assert_nonnull(strstr(out->str, "\\usepackage{booktabs}"));
    g_assert_false(template_render(room, "none.tex", model, out, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_USAGE);
    json_decref(model);
    remove_tree(room);
}

int main(int argc, char **argv)
{
    int status;

    g_test_init(&argc, &argv, NULL);
    hostile = fixture_hostile();
    g_test_add_func("/report/csv-shape", test_csv_shape);
    g_test_add_func("/report/same-numbers", test_same_numbers);
    g_test_add_func("/report/names", test_names);
    g_test_add_func("/report/left-out", test_left_out);
    g_test_add_func("/report/digest", test_digest);
    g_test_add_func("/report/paths", test_paths);
    g_test_add_func("/report/tables-agree", test_tables_agree);
    g_test_add_func("/report/table-plain", test_table_plain);
    g_test_add_func("/report/tables-well-formed", test_tables_well_formed);
    g_test_add_func("/report/left-out-rows", test_left_out_rows);
    g_test_add_func("/report/text-table", test_text_table);
    g_test_add_func("/report/one-system", test_one_system);
    g_test_add_func("/report/numbers", test_numbers);
    g_test_add_func("/report/findings", test_findings);
    g_test_add_func("/report/workbook-bytes", test_workbook_bytes);
    g_test_add_func("/report/bundle-again", test_bundle_again);
    g_test_add_func("/report/bundle-foreign", test_bundle_foreign);
    g_test_add_func("/report/templates", test_templates);
    status = g_test_run();
    results_free(hostile);
    return status;
}
