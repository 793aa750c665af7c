/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * NIST's reference data: log relative error, LRE = -log10(|x - c| / |c|), at
 * most 15, of every certified value.
 *
 * Usage: nist-check FOLDER
 *
 * 1. From the printed decimals, as the program reads logs: at least 14 digits
 *    everywhere.
 * 2. From the nearest doubles: against the exact results for those doubles
 *    (NumAcc4 and SmLs07 to 09 lose up to half their digits in that rounding,
 *    whatever the program), 12 digits; 10 for the autocorrelations of NumAcc2
 *    to 4.
 */
#include <glib.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cotejo/groups.h"
#include "cotejo/sequence.h"

#define GROUPS_MAX 16

/* A data set: values one group after the other. */
struct set {
    GArray *x, *k; /* double, int64_t */
    int exponent;
    size_t start[GROUPS_MAX + 1], groups;
};

/* "-12.50" at the exponent -places, exactly. */
static int64_t whole(const char *text, int places)
{
    bool negative = *text == '-';
    int64_t k = 0;
    for (text += negative; *text && *text != '.'; text++)
        k = 10 * k + (*text - '0');
    for (text += *text == '.'; places > 0; places--)
        k = 10 * k + (*text ? *text++ - '0' : 0);
    return negative ? -k : k;
}

/* Digits after the point, of the line that has most of them. */
static int places_of(char *const value[])
{
    size_t most = 0;
    for (; *value; value++) {
        const char *point = strchr(*value, '.');
        if (point)
            most = MAX(most, strlen(point + 1));
    }
    return (int)most;
}

static void add_values(struct set *set, char *const value[])
{
    int places = places_of(value);
    set->exponent = -places;
    for (; *value; value++) {
        double x = g_ascii_strtod(*value, NULL);
        int64_t k = whole(*value, places);
        g_array_append_val(set->x, x);
        g_array_append_val(set->k, k);
    }
}

/* Splits "treatment,value" lines; a new treatment starts a group. */
static void split_groups(struct set *set, char **line)
{
    const char *last = "";
    set->groups = 0;
    for (size_t i = 0; line[i]; i++) {
        char *comma = strchr(line[i], ',');
        if (!comma)
            continue;
        *comma = '\0';
        if (strcmp(line[i], last) != 0)
            set->start[set->groups++] = i;
        last = line[i];
        line[i] = comma + 1;
        set->start[set->groups] = i + 1;
    }
}

static bool set_init(struct set *set, const char *folder, const char *kind,
                     const char *name)
{
    bool is_anova = strcmp(kind, "anova") == 0;
    g_autofree char *path = g_strdup_printf("%s/%s/%s.%s", folder, kind, name,
                                            is_anova ? "csv" : "txt");
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL)) {
        printf("FAIL cannot read %s\n", path);
        return false;
    }
    g_strdelimit(text, "\r", '\n');
    g_auto(GStrv) line = g_strsplit(g_strstrip(text), "\n", -1);
    GPtrArray *value = g_ptr_array_new();
    *set = (struct set){.x = g_array_new(FALSE, FALSE, sizeof(double)),
                        .k = g_array_new(FALSE, FALSE, sizeof(int64_t))};
    for (size_t i = is_anova; line[i]; i++)
        if (*g_strstrip(line[i]))
            g_ptr_array_add(value, line[i]);
    g_ptr_array_add(value, NULL);
    char **values = (char **)value->pdata;
    if (is_anova)
        split_groups(set, values);
    add_values(set, values);
    g_ptr_array_free(value, TRUE);
    return true;
}

static void set_clear(struct set *set)
{
    if (!set->x)
        return;
    g_array_free(set->x, TRUE);
    g_array_free(set->k, TRUE);
}

/* Values from "from" up to "to", with or without their decimals. */
static struct cotejo_sample part(const struct set *set, size_t from, size_t to,
                                 bool decimals)
{
    return (struct cotejo_sample){
        to - from, &g_array_index(set->x, double, from),
        decimals ? &g_array_index(set->k, int64_t, from) : NULL, set->exponent};
}

static double univariate(const struct set *set, const char *quantity,
                         bool decimals)
{
    struct cotejo_sample all = part(set, 0, set->x->len, decimals);
    struct cotejo_moments m;
    cotejo_moments(&all, &m);
    if (strcmp(quantity, "n") == 0)
        return (double)m.n;
    if (strcmp(quantity, "mean") == 0)
        return m.mean;
    if (strcmp(quantity, "sd") == 0)
        return m.sd;
    return cotejo_autocorrelation(&all).r1;
}

static double anova(const struct set *set, const char *quantity, bool decimals)
{
    struct cotejo_sample sample[GROUPS_MAX];
    const struct cotejo_sample *group[GROUPS_MAX];
    for (size_t g = 0; g < set->groups; g++) {
        sample[g] = part(set, set->start[g], set->start[g + 1], decimals);
        group[g] = &sample[g];
    }
    struct cotejo_anova a = cotejo_anova(group, set->groups);
    const struct {
        const char *name;
        double value;
    } values[] = {
        {"df_between", a.df_between},
        {"df_within", a.df_within},
        {"ss_between", a.ss_between},
        {"ss_within", a.ss_within},
        {"ms_between", a.ss_between / a.df_between},
        {"ms_within", a.ss_within / a.df_within},
        {"F", a.f},
        {"r_squared", a.ss_between / (a.ss_between + a.ss_within)},
        {"residual_sd", sqrt(a.ss_within / a.df_within)},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        if (strcmp(quantity, values[i].name) == 0)
            return values[i].value;
    return NAN;
}

static double lre(double x, double certified)
{
    double error = fabs(x - certified) / fabs(certified);
    return error == 0.0 ? 15.0 : fmin(15.0, -log10(error));
}

static double digits_from_doubles(const char *set, const char *quantity)
{
    bool is_hard = g_str_has_prefix(set, "numacc") &&
                   strcmp(quantity, "lag1_autocorrelation") == 0;
    return is_hard ? 10.0 : 12.0;
}

/* One line of certified.csv: kind, set, quantity, certified, for doubles. */
static bool check_line(const struct set *set, char *const field[])
{
    bool is_anova = strcmp(field[0], "anova") == 0;
    double (*value)(const struct set *, const char *, bool) =
        is_anova ? anova : univariate;
    double decimals =
        lre(value(set, field[2], true), g_ascii_strtod(field[3], NULL));
    double doubles =
        lre(value(set, field[2], false), g_ascii_strtod(field[4], NULL));
    bool good =
        decimals >= 14.0 && doubles >= digits_from_doubles(field[1], field[2]);
    printf("%s %-10s %-20s LRE from decimals %4.1f, from doubles %4.1f\n",
           good ? "ok  " : "FAIL", field[1], field[2], decimals, doubles);
    return good;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    g_autofree char *path = g_build_filename(argv[1], "certified.csv", NULL);
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return 2;
    g_auto(GStrv) line = g_strsplit(text, "\n", -1);
    g_autofree char *last = g_strdup("");
    size_t checked = 0, failed = 0;
    struct set set = {0};
    for (size_t i = 1; line[i]; i++) {
        g_auto(GStrv) field = g_strsplit(g_strstrip(line[i]), ",", 5);
        if (g_strv_length(field) < 5)
            continue;
        checked++;
        if (strcmp(field[1], last) != 0) { /* the lines are in their order */
            set_clear(&set);
            if (!set_init(&set, argv[1], field[0], field[1]))
                return 1;
            g_free(last);
            last = g_strdup(field[1]);
        }
        failed += !check_line(&set, field);
    }
    set_clear(&set);
    printf("%zu certified values, %zu failed\n", checked, failed);
    return checked > 0 && failed == 0 ? 0 : 1;
}
