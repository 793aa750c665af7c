/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Compares the values of reference-values with those from elsewhere, every
 * row of them.
 *
 * Usage: reference-check EXPECTED.csv RESULTS.csv
 *
 * 1. A number agrees when it is within the relative or the absolute tolerance
 *    of its row; whole numbers and texts must be equal; NaN, Inf and -Inf must
 *    be themselves.
 * 2. Below 1e-307 the decimal logarithm must agree to 1e-6.
 * 3. A row that is missing has failed. A row may only be set aside by the
 *    list of exceptions, each with its reason, and only while it disagrees.
 *
 * Prints for each method the rows compared and the worst error in units of
 * the tolerance; ends with status 1 if a row failed.
 */
#include <glib.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Columns of EXPECTED.csv. */
enum {
    CASE,
    METHOD,
    PARAMETER,
    QUANTITY,
    VALUE,
    KIND,
    SOURCE,
    RELATIVE,
    ABSOLUTE,
    COLUMNS
};

static const struct {
    const char *key, *value, *reason;
} exceptions[] = {
    {"claim_small_means,rounding,convention=half_unit;base=a,pct_lo", "0",
     "100 (0.35/0.35 - 1) is 0; 2.7e-49 is what 50 digits leave of it"},
    {"claim_small_means,rounding,convention=half_unit;base=b,pct_hi", "0",
     "100 (0.35/0.35 - 1) is 0; -1.3e-49 is what 50 digits leave of it"},
};

struct tally {
    size_t rows, failed, excepted;
    double worst; /* error over tolerance, of the rows that have one */
    char worst_key[256];
};

/* Cuts the next field off the line; quotes keep commas together. */
static char *next_field(char **rest)
{
    char *field = *rest, *end;
    if (*field == '"') {
        field++;
        end = strchr(field, '"');
        if (!end)
            return NULL;
        *end++ = '\0';
    } else {
        end = field + strcspn(field, ",\r\n");
    }
    *rest = *end ? end + 1 : end;
    *end = '\0';
    return field;
}

static char *key_of(char *const field[])
{
    return g_strjoin(",", field[CASE], field[METHOD], field[PARAMETER],
                     field[QUANTITY], NULL);
}

/* Splits off up to COLUMNS fields, missing ones as "". */
static void split(char *line, char *field[COLUMNS])
{
    static char nothing[] = "";
    for (size_t i = 0; i < COLUMNS; i++) {
        char *next = *line ? next_field(&line) : NULL;
        field[i] = next ? next : nothing;
    }
}

static GHashTable *read_results(char *text)
{
    GHashTable *results =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    char *next;
    for (char *line = text; *line; line = next) {
        char *field[COLUMNS];
        char *end = line + strcspn(line, "\n");
        next = *end ? end + 1 : end;
        *end = '\0';
        split(line, field);
        g_hash_table_replace(results, key_of(field), g_strdup(field[VALUE]));
    }
    return results;
}

/* log10 of a positive number whose exponent may be beyond a double's. */
static double log10_of_text(const char *text)
{
    g_auto(GStrv) part = g_strsplit_set(text, "eE", 2);
    double exponent = part[1] ? g_ascii_strtod(part[1], NULL) : 0.0;
    return log10(g_ascii_strtod(part[0], NULL)) + exponent;
}

static bool is_special(const char *text)
{
    return strcmp(text, "NaN") == 0 || strcmp(text, "Inf") == 0 ||
           strcmp(text, "-Inf") == 0;
}

/* Error in units of the tolerance: at most 1 agrees. */
static double error_of(char *const field[], const char *got)
{
    const char *expected = field[VALUE];
    if (strcmp(field[KIND], "text") == 0 || is_special(expected) ||
        is_special(got))
        return strcmp(expected, got) == 0 ? 0.0 : INFINITY;
    double e = g_ascii_strtod(expected, NULL), g = g_ascii_strtod(got, NULL);
    if (strcmp(field[KIND], "int") == 0)
        return e == g ? 0.0 : INFINITY;
    bool is_zero = strspn(expected, "0.") == strlen(expected);
    if (!is_zero && fabs(e) < 1e-307)
        return fabs(log10_of_text(got) - log10_of_text(expected)) / 1e-6;
    if (e == g)
        return 0.0;
    double relative = g_ascii_strtod(field[RELATIVE], NULL) * fabs(e);
    double absolute = g_ascii_strtod(field[ABSOLUTE], NULL);
    return fabs(g - e) / fmax(relative, absolute);
}

/* The reason why this row is set aside; NULL if it is not. */
static const char *exception(const char *key, const char *got)
{
    for (size_t i = 0; i < G_N_ELEMENTS(exceptions); i++)
        if (strcmp(exceptions[i].key, key) == 0 &&
            strcmp(exceptions[i].value, got) == 0)
            return exceptions[i].reason;
    return NULL;
}

static void compare_row(char *const field[], GHashTable *results,
                        struct tally *tally)
{
    g_autofree char *key = key_of(field);
    const char *got = g_hash_table_lookup(results, key);
    double error = got ? error_of(field, got) : INFINITY;
    tally->rows++;
    if (error <= 1.0) {
        if (error > tally->worst) {
            tally->worst = error;
            g_strlcpy(tally->worst_key, key, sizeof tally->worst_key);
        }
        return;
    }
    const char *reason = got ? exception(key, got) : NULL;
    if (reason) {
        tally->excepted++;
        printf("set aside: %s: %s\n", key, reason);
        return;
    }
    tally->failed++;
    printf("FAIL %s: expected %s, got %s, tolerance %s or %s\n", key,
           field[VALUE], got ? got : "nothing", field[RELATIVE],
           field[ABSOLUTE]);
}

static size_t print_tallies(GHashTable *tallies)
{
    g_autoptr(GList) methods =
        g_list_sort(g_hash_table_get_keys(tallies), (GCompareFunc)strcmp);
    size_t failed = 0, rows = 0;
    printf("%-21s %6s %6s  %s\n", "method", "rows", "failed",
           "worst error / tolerance");
    for (GList *m = methods; m; m = m->next) {
        const struct tally *t = g_hash_table_lookup(tallies, m->data);
        printf("%-21s %6zu %6zu  %.2g %s\n", (const char *)m->data, t->rows,
               t->failed, t->worst, t->worst_key);
        failed += t->failed;
        rows += t->rows;
    }
    printf("%zu rows, %zu failed\n", rows, failed);
    return rows == 0 ? 1 : failed;
}

static bool read_file(const char *name, char **text)
{
    g_autoptr(GError) error = NULL;
    if (g_file_get_contents(name, text, NULL, &error))
        return true;
    fprintf(stderr, "reference-check: %s\n", error->message);
    return false;
}

int main(int argc, char **argv)
{
    g_autofree char *expected = NULL, *got = NULL;
    if (argc != 3 || !read_file(argv[1], &expected) ||
        !read_file(argv[2], &got))
        return 2;
    g_autoptr(GHashTable) results = read_results(got);
    g_autoptr(GHashTable) tallies =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    char *next;
    char *line = expected + strcspn(expected, "\n"); /* the heading */
    for (line += *line == '\n'; *line; line = next) {
        char *field[COLUMNS];
        char *end = line + strcspn(line, "\n");
        next = *end ? end + 1 : end;
        *end = '\0';
        split(line, field);
        struct tally *tally = g_hash_table_lookup(tallies, field[METHOD]);
        if (!tally) {
            tally = g_new0(struct tally, 1);
            g_hash_table_insert(tallies, g_strdup(field[METHOD]), tally);
        }
        compare_row(field, results, tally);
    }
    return print_tallies(tallies) ? 1 : 0;
}
