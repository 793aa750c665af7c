/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sheet "Comparisons": one row a comparison, recomputed from Raw.
 *
 * The chain is that of a t test, its interval of the percentage and the
 * family's adjustment, with the beta distribution in place of Student's:
 * T.DIST.2T and T.INV.2T cut the degrees of freedom to a whole number. Of
 * Welch's test and Fieller's interval; of others that a spreadsheet can
 * compute, a chain names the columns in which they differ. The other tests
 * have values, and the sheet "Read me" says so. In the formulas
 *
 *   {key}     the cell of that column in this row
 *   {key:}    that column over all rows that are adjusted together
 *   {raw_r}, {raw_s}  the names of the samples' ranges
 *
 * and what is undefined is an en dash, which no function counts.
 */
#include "report/workbook.h"

#include <math.h>
#include <string.h>

#include "report/view.h"

/* Equal p values stay equal though another program recomputes them; written
 * as 1E-9 in the formulas. */
#define TIE 1e-9

#define OR_DASH(formula) "IFERROR(" formula ",\"–\")"

enum column {
    TOOL,
    METRIC,
    CONDITION,
    UNIT,
    REFERENCE,
    SUBJECT,
    N_R,
    N_S,
    MEAN_R,
    MEAN_S,
    DIFF,
    DIFF_LOW,
    DIFF_HIGH,
    PCT,
    PCT_LOW,
    PCT_HIGH,
    T,
    DF,
    P,
    P_ADJUSTED,
    SIGNIFICANT,
    VERDICT,
    CHECK,
    TESTED,
    V_R,
    V_S,
    QUANTILE,
    G,
    P_FAMILY,
    RANK,
    STEP,
    P_PROGRAM,
    N_COLUMNS
};

static const struct {
    const char *key;
    struct sheet_column column;
    const char *formula; /* NULL: a value */
} columns[N_COLUMNS] = {
    [TOOL] = {"tool", {"tool", 11, STYLE_TEXT}, NULL},
    [METRIC] = {"metric", {"metric", 30, STYLE_TEXT}, NULL},
    [CONDITION] = {"condition", {"condition", 24, STYLE_TEXT}, NULL},
    [UNIT] = {"unit", {"unit", 9, STYLE_TEXT}, NULL},
    [REFERENCE] = {"reference", {"reference", 14, STYLE_TEXT}, NULL},
    [SUBJECT] = {"subject", {"subject", 14, STYLE_TEXT}, NULL},
    [N_R] = {"n_r", {"n reference", 10, STYLE_WHOLE}, "COUNT({raw_r})"},
    [N_S] = {"n_s", {"n subject", 10, STYLE_WHOLE}, "COUNT({raw_s})"},
    [MEAN_R] = {"m_r",
                {"mean reference", 13, STYLE_NUMBER},
                OR_DASH("AVERAGE({raw_r})")},
    [MEAN_S] = {"m_s",
                {"mean subject", 13, STYLE_NUMBER},
                OR_DASH("AVERAGE({raw_s})")},
    [DIFF] = {"diff", {"difference", 13, STYLE_NUMBER}, OR_DASH("{m_s}-{m_r}")},
    [DIFF_LOW] = {"diff_low",
                  {"difference low", 13, STYLE_NUMBER},
                  OR_DASH("{diff}-{q}*SQRT({v_r}+{v_s})")},
    [DIFF_HIGH] = {"diff_high",
                   {"difference high", 13, STYLE_NUMBER},
                   OR_DASH("{diff}+{q}*SQRT({v_r}+{v_s})")},
    [PCT] = {"pct", {"percent", 11, STYLE_PERCENT}, OR_DASH("{m_s}/{m_r}-1")},
    [PCT_LOW] = {"pct_low",
                 {"percent low", 11, STYLE_PERCENT},
                 OR_DASH("IF({g}<1,({m_s}/{m_r}-{q}/ABS({m_r})*SQRT({v_s}*"
                         "(1-{g})+({m_s}/{m_r})^2*{v_r}))/(1-{g})-1,\"–\")")},
    [PCT_HIGH] = {"pct_high",
                  {"percent high", 11, STYLE_PERCENT},
                  OR_DASH("IF({g}<1,({m_s}/{m_r}+{q}/ABS({m_r})*SQRT({v_s}*"
                          "(1-{g})+({m_s}/{m_r})^2*{v_r}))/(1-{g})-1,\"–\")")},
    [T] = {"t", {"t", 10, STYLE_NUMBER}, OR_DASH("{diff}/SQRT({v_r}+{v_s})")},
    [DF] = {"df",
            {"df", 9, STYLE_NUMBER},
            OR_DASH("({v_r}+{v_s})^2/({v_r}^2/({n_r}-1)+{v_s}^2/({n_s}-1))")},
    [P] = {"p",
           {"p", 11, STYLE_P},
           OR_DASH("_xlfn.BETA.DIST({df}/({df}+{t}^2),{df}/2,0.5,TRUE)")},
    [P_ADJUSTED] = {"p_adjusted", {"p adjusted", 11, STYLE_P}, NULL},
    [SIGNIFICANT] = {"significant",
                     {"significant", 12, STYLE_TEXT},
                     "IF(ISNUMBER({p_adjusted}),IF({p_adjusted}<alpha,\"yes\","
                     "\"no\"),\"–\")"},
    [VERDICT] = {"verdict", {"verdict", 28, STYLE_TEXT}, NULL},
    [CHECK] = {"check",
               {"check", 9, STYLE_TEXT},
               "IF(ISNUMBER({p_program}),IF(ISNUMBER({p}),IF(ABS({p}-"
               "{p_program})<=1E-9*MAX({p_program},1E-12),\"ok\",\"edited\"),"
               "\"edited\"),IF(ISNUMBER({p}),\"edited\",\"ok\"))"},
    [TESTED] = {"tested", {"tested", 8, STYLE_HELPER}, NULL},
    [V_R] = {"v_r",
             {"var/n reference", 12, STYLE_HELPER},
             OR_DASH("_xlfn.VAR.S({raw_r})/COUNT({raw_r})")},
    [V_S] = {"v_s",
             {"var/n subject", 12, STYLE_HELPER},
             OR_DASH("_xlfn.VAR.S({raw_s})/COUNT({raw_s})")},
    [QUANTILE] = {"q",
                  {"t quantile", 11, STYLE_HELPER},
                  OR_DASH("SQRT({df}*(1/_xlfn.BETA.INV(alpha,{df}/2,0.5)-1))")},
    [G] = {"g",
           {"Fieller g", 11, STYLE_HELPER},
           OR_DASH("{q}^2*{v_r}/{m_r}^2")},
    [P_FAMILY] = {"p_family",
                  {"p in family", 12, STYLE_HELPER_P},
                  "IF({tested}=1,{p},\"–\")"},
    [RANK] = {"rank", {"rank", 8, STYLE_HELPER}, NULL},
    [STEP] = {"step", {"step", 12, STYLE_HELPER_P}, NULL},
    [P_PROGRAM] = {"p_program", {"p as computed", 13, STYLE_HELPER_P}, NULL},
};

/* Rank, step and adjusted p of each adjustment. Holm: the running maximum of
 * (m - rank + 1) p; Benjamini-Hochberg: the running minimum, from the largest
 * p down, of m p / rank, ties taking their highest rank. */
static const struct {
    const char *rank, *step, *adjusted;
} adjustments[] = {
    [ADJUST_HOLM] =
        {"IF(ISNUMBER({p_family}),SUMPRODUCT(--({p_family:}<{p_family}*(1-1E-9)"
         "))+1,"
         "\"–\")",
         "IF(ISNUMBER({p_family}),(COUNT({p_family:})-{rank}+1)*{p_family},0)",
         "IF(ISNUMBER({p_family}),MIN(1,SUMPRODUCT(MAX(({p_family:}<="
         "{p_family})*{step:}))),\"–\")"},
    [ADJUST_BH] =
        {"IF(ISNUMBER({p_family}),SUMPRODUCT(--({p_family:}<={p_family}*(1+1E-"
         "9))),"
         "\"–\")",
         "IF(ISNUMBER({p_family}),MIN(1,COUNT({p_family:})*{p_family}/{rank}),"
         "1)",
         "IF(ISNUMBER({p_family}),SUMPRODUCT(MIN(({p_family:}>={p_family})*"
         "{step:}+({p_family:}<{p_family})*1)),\"–\")"},
    [ADJUST_NONE] = {"IF(ISNUMBER({p_family}),1,\"–\")",
                     "IF(ISNUMBER({p_family}),{p_family},0)", "{p_family}"},
};

/* Where a formula stands: its row and the rows of its set. */
struct place {
    lxw_row_t row, first, last;
    const char *reference, *subject; /* names of ranges */
};

static void append_cell(GString *out, size_t column, const struct place *place,
                        bool whole_set)
{
    char first[LXW_MAX_CELL_RANGE_LENGTH], last[LXW_MAX_CELL_RANGE_LENGTH];

    if (!whole_set) {
        lxw_rowcol_to_cell(first, place->row, (lxw_col_t)column);
        g_string_append(out, first);
        return;
    }
    lxw_rowcol_to_cell_abs(first, place->first, (lxw_col_t)column, 1, 1);
    lxw_rowcol_to_cell_abs(last, place->last, (lxw_col_t)column, 1, 1);
    g_string_append_printf(out, "%s:%s", first, last);
}

static void append_key(GString *out, const char *key, size_t len,
                       const struct place *place)
{
    bool whole_set = key[len - 1] == ':';

    len -= whole_set;
    if (!strncmp(key, "raw_r", len)) {
        g_string_append(out, place->reference);
        return;
    }
    if (!strncmp(key, "raw_s", len)) {
        g_string_append(out, place->subject);
        return;
    }
    for (size_t i = 0; i < N_COLUMNS; i++)
        if (strlen(columns[i].key) == len &&
            !strncmp(columns[i].key, key, len)) {
            append_cell(out, i, place, whole_set);
            return;
        }
    g_assert_not_reached();
}

static char *expand(const char *formula, const struct place *place)
{
    GString *out = g_string_new(NULL);

    while (*formula) {
        size_t plain = strcspn(formula, "{");
        const char *end;

        g_string_append_len(out, formula, (gssize)plain);
        formula += plain;
        if (!*formula)
            break;
        end = strchr(formula, '}');
        append_key(out, formula + 1, (size_t)(end - formula) - 1, place);
        formula = end + 1;
    }
    return g_string_free(out, FALSE);
}

/* Of the comparisons adjusted together, how many p are below this one, and how
 * many below or equal. */
static void count_below(const Results *results,
                        const struct result_comparison *self, size_t *below,
                        size_t *up_to)
{
    const struct result_family *family =
        RESULT(results->families, result_family, self->family);

    for (size_t i = family->set_from; i < family->set_to; i++) {
        const struct result_comparison *other = view_comparison(results, i);

        if (isnan(other->p_adjusted.p))
            continue;
        *below += other->test.p.p < self->test.p.p * (1.0 - TIE);
        *up_to += other->test.p.p <= self->test.p.p * (1.0 + TIE);
    }
}

static void fill_steps(const Results *results,
                       const struct result_comparison *comparison,
                       double values[N_COLUMNS])
{
    const double m =
        (double)RESULT(results->families, result_family, comparison->family)
            ->size;
    const double p = comparison->test.p.p;
    size_t below = 0, up_to = 0;

    if (isnan(comparison->p_adjusted.p)) {
        values[P_FAMILY] = values[RANK] = NAN;
        values[STEP] = results->options.adjust == ADJUST_BH ? 1.0 : 0.0;
        return;
    }
    values[P_FAMILY] = p;
    count_below(results, comparison, &below, &up_to);
    switch (results->options.adjust) {
    case ADJUST_HOLM:
        values[RANK] = (double)below + 1.0;
        values[STEP] = (m - values[RANK] + 1.0) * p;
        break;
    case ADJUST_BH:
        values[RANK] = (double)up_to;
        values[STEP] = fmin(1.0, m * p / values[RANK]);
        break;
    case ADJUST_NONE:
        values[RANK] = 1.0;
        values[STEP] = p;
        break;
    }
}

/* ---- chains ---- */

/* A column of a chain that is not Welch's. */
struct own_formula {
    enum column column;
    const char *formula;
};

#define POOLED(n) OR_DASH("(DEVSQ({raw_r})+DEVSQ({raw_s}))/({n_r}+{n_s}-2)/" n)

/* Student: both variances are the pooled one. */
static const struct own_formula student_chain[] = {
    {V_R, POOLED("{n_r}")},
    {V_S, POOLED("{n_s}")},
    {DF, OR_DASH("{n_r}+{n_s}-2")},
    {VERDICT, NULL},
};

/* Pairs: the covariance of the means; none where a value was left out. */
#define WITH_PAIRS(formula) OR_DASH("IF({n_r}={n_s}," formula ",\"–\")")
#define COVARIANCE "(_xlfn.COVARIANCE.S({raw_r},{raw_s})/{n_r})"
#define PAIRED_SE "SQRT({v_r}+{v_s}-2*" COVARIANCE ")"
#define PAIRED_END(sign)                                                       \
    WITH_PAIRS("IF({g}<1,({m_s}/{m_r}-{q}^2*" COVARIANCE "/{m_r}^2" sign       \
               "{q}/ABS({m_r})*SQRT({v_s}-2*{m_s}/{m_r}*" COVARIANCE           \
               "+({m_s}/{m_r})^2*{v_r}-{q}^2/{m_r}^2*({v_r}*{v_s}-" COVARIANCE \
               "^2)))/(1-{g})-1,\"–\")")
static const struct own_formula paired_chain[] = {
    {DF, WITH_PAIRS("{n_r}-1")},
    {T, WITH_PAIRS("{diff}/" PAIRED_SE)},
    {DIFF_LOW, WITH_PAIRS("{diff}-{q}*" PAIRED_SE)},
    {DIFF_HIGH, WITH_PAIRS("{diff}+{q}*" PAIRED_SE)},
    {PCT_LOW, PAIRED_END("-")},
    {PCT_HIGH, PAIRED_END("+")},
    {VERDICT, NULL},
};

/* The logarithm of the ratio, with degrees of freedom of its own. */
#define LOG_R "({v_r}/{m_r}^2)"
#define LOG_S "({v_s}/{m_s}^2)"
#define LOG_DF                                                                 \
    "((" LOG_R "+" LOG_S ")^2/(" LOG_R "^2/({n_r}-1)+" LOG_S "^2/({n_s}-1)))"
#define LOG_END(sign)                                                          \
    OR_DASH("EXP(LN({m_s}/{m_r})" sign "SQRT(" LOG_DF                          \
            "*(1/_xlfn.BETA.INV(alpha," LOG_DF "/2,0.5)-1)*(" LOG_R "+" LOG_S  \
            ")))-1")
static const struct own_formula log_chain[] = {
    {PCT_LOW, LOG_END("-")},
    {PCT_HIGH, LOG_END("+")},
    {VERDICT, NULL},
};

static const struct own_formula welch_chain[] = {{VERDICT, NULL}};

/* Of pairs, only where no run is left out, so that the ranges go together. */
static bool are_pairs_whole(const Results *results)
{
    if (results->options.pairing != PAIRING_REPETITION)
        return false;
    for (guint i = 0; i < results->comparisons->len; i++) {
        const struct result_comparison *comparison =
            view_comparison(results, i);

        if (comparison->sides[0] || comparison->sides[1])
            return false;
    }
    return true;
}

/* NULL: there is none, the cells hold values. */
static const struct own_formula *chain_of(const Results *results)
{
    const struct study_options *options = &results->options;
    bool is_log = options->interval == INTERVAL_LOG_RATIO;

    if (options->pairs == PAIRS_ALL || options->simultaneous ||
        options->interval == INTERVAL_BOOTSTRAP)
        return NULL;
    switch (options->test) {
    case TEST_DEFAULT:
    case TEST_PAIRED_T:
        if (options->pairing != PAIRING_NONE)
            return are_pairs_whole(results) ? paired_chain : NULL;
        return is_log ? log_chain : welch_chain;
    case TEST_WELCH:
        return is_log ? log_chain : welch_chain;
    case TEST_STUDENT:
        return is_log ? NULL : student_chain;
    case TEST_MANN_WHITNEY:
    case TEST_PERMUTATION:
    case TEST_WILCOXON:
        break;
    }
    return NULL;
}

bool workbook_has_chain(const Results *results)
{
    return chain_of(results) != NULL;
}

static const char *chain_formula(const Results *results, size_t column)
{
    const struct own_formula *own = chain_of(results);

    if (!own)
        return NULL;
    while (own->formula && own->column != column)
        own++;
    return own->formula ? own->formula : columns[column].formula;
}

/* The values of the formulas, in the shown unit. Those of helper columns are
 * the test's own intermediate results, restated for the cell. */
static void fill_values(const Results *results,
                        const struct result_comparison *comparison,
                        double values[N_COLUMNS])
{
    const struct result_sample *r = results_side(results, comparison, 0);
    const struct result_sample *s = results_side(results, comparison, 1);
    const struct cotejo_t_test *welch = &comparison->welch;
    const double factor = view_cell(results, comparison->cell)->display_factor;
    const bool tested = welch->status == COTEJO_OK;

    values[N_R] = (double)r->data.n;
    values[N_S] = (double)s->data.n;
    values[MEAN_R] = r->moments.mean * factor;
    values[MEAN_S] = s->moments.mean * factor;
    values[DIFF] = comparison->difference.estimate * factor;
    values[PCT] = comparison->ratio.ratio - 1.0;
    values[V_R] = r->moments.se * r->moments.se * factor * factor;
    values[V_S] = s->moments.se * s->moments.se * factor * factor;
    if (chain_of(results) == student_chain) {
        double sd = cotejo_pooled_sd(&r->moments, &s->moments) * factor;

        values[V_R] = sd * sd / values[N_R];
        values[V_S] = sd * sd / values[N_S];
    }
    values[T] = tested ? welch->t : NAN;
    values[DF] = tested ? welch->df : NAN;
    values[P] = tested ? comparison->test.p.p : NAN;
    values[P_PROGRAM] = values[P];
    values[P_ADJUSTED] = comparison->p_adjusted.p;
    values[DIFF_LOW] =
        tested ? comparison->difference.interval.low * factor : NAN;
    values[DIFF_HIGH] =
        tested ? comparison->difference.interval.high * factor : NAN;
    values[PCT_LOW] = tested ? comparison->ratio.interval.low - 1.0 : NAN;
    values[PCT_HIGH] = tested ? comparison->ratio.interval.high - 1.0 : NAN;
    values[QUANTILE] =
        tested ? (welch->interval.high - welch->difference) / welch->se : NAN;
    values[G] = values[QUANTILE] * values[QUANTILE] * values[V_R] /
                (values[MEAN_R] * values[MEAN_R]);
    values[TESTED] = !isnan(comparison->p_adjusted.p);
    fill_steps(results, comparison, values);
}

/* Of all pairs of systems, p is adjusted from cell to cell: no formula. */
static bool has_adjustment(const Results *results)
{
    return results->options.adjust != ADJUST_HOLM ||
           results->options.pairs == PAIRS_REFERENCE;
}

/* Of pairs some of whose runs have no partner, Raw holds more than was
 * compared: values then. */
static bool is_of_raw(const struct result_comparison *comparison, size_t column)
{
    return (!comparison->sides[0] && !comparison->sides[1]) ||
           column == P_ADJUSTED || column == SIGNIFICANT || column == CHECK ||
           column == P_FAMILY || column == RANK || column == STEP;
}

static const char *formula_of(const Results *results,
                              const struct result_comparison *comparison,
                              size_t column)
{
    enum adjustment adjust = results->options.adjust;

    if (!is_of_raw(comparison, column))
        return NULL;

    if ((column == P_ADJUSTED || column == RANK || column == STEP) &&
        !has_adjustment(results))
        return NULL;

    switch (column) {
    case DIFF:
    case DIFF_LOW:
    case DIFF_HIGH:
    case PCT:
    case PCT_LOW:
    case PCT_HIGH:
    case T:
    case DF:
    case P:
    case QUANTILE:
    case G:
        return chain_formula(results, column);
    case V_R:
    case V_S:
        /* Without a chain too: the variances of the means. */
        return chain_of(results) ? chain_formula(results, column)
                                 : columns[column].formula;
    case P_ADJUSTED:
        return adjustments[adjust].adjusted;
    case RANK:
        return adjustments[adjust].rank;
    case STEP:
        return adjustments[adjust].step;
    default:
        return columns[column].formula;
    }
}

static const char *text_of(const struct result_comparison *comparison,
                           double alpha, size_t column)
{
    if (column == CHECK)
        return "ok";
    if (isnan(comparison->p_adjusted.p))
        return "–";
    return comparison->p_adjusted.p < alpha ? "yes" : "no";
}

static void write_names(struct book *book, lxw_worksheet *sheet,
                        const struct result_comparison *comparison,
                        lxw_row_t row)
{
    const Results *results = book->results;
    const struct result_cell *cell = view_cell(results, comparison->cell);
    const struct result_sample *r = results_side(results, comparison, 0);
    const struct result_sample *s = results_side(results, comparison, 1);

    book_text(book, sheet, row, TOOL, cell->metric->tool, STYLE_TEXT);
    book_text(book, sheet, row, METRIC, cell->name, STYLE_TEXT);
    book_text(book, sheet, row, CONDITION,
              view_workload(results, cell)->condition, STYLE_TEXT);
    book_text(book, sheet, row, UNIT, cell->unit, STYLE_TEXT);
    book_text(book, sheet, row, REFERENCE,
              view_system(results, r->system)->name, STYLE_TEXT);
    book_text(book, sheet, row, SUBJECT, view_system(results, s->system)->name,
              STYLE_TEXT);
    book_text(book, sheet, row, VERDICT, comparison->text.verdict, STYLE_TEXT);
}

static void write_row(struct book *book, lxw_worksheet *sheet,
                      const struct result_comparison *comparison,
                      const struct place *place)
{
    const Results *results = book->results;
    const enum style decimals =
        book_decimals(view_cell(results, comparison->cell)->log_decimals + 2);
    const double alpha = 1.0 - results->options.confidence;
    double values[N_COLUMNS] = {0};

    write_names(book, sheet, comparison, place->row);
    fill_values(results, comparison, values);
    for (lxw_col_t i = N_R; i < N_COLUMNS; i++) {
        const char *formula = formula_of(results, comparison, i);
        enum style style = columns[i].column.style;
        g_autofree char *expanded = formula ? expand(formula, place) : NULL;

        if (style == STYLE_NUMBER)
            style = i == T || i == DF ? book_decimals(2) : decimals;
        if (i == VERDICT)
            continue;
        if (style == STYLE_TEXT)
            book_formula_text(book, sheet, place->row, i, expanded,
                              text_of(comparison, alpha, i), style);
        else if (expanded)
            book_formula(book, sheet, place->row, i, expanded, values[i],
                         style);
        else
            book_number(book, sheet, place->row, i, values[i], style);
    }
}

static void colour_check(struct book *book, lxw_worksheet *sheet,
                         lxw_row_t last_row)
{
    static const struct {
        const char *word;
        enum style style;
    } cases[] = {{"\"ok\"", STYLE_OK}, {"\"edited\"", STYLE_EDITED}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *word = g_strdup(cases[i].word);
        lxw_conditional_format condition = {
            .type = LXW_CONDITIONAL_TYPE_CELL,
            .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
            .value_string = word,
            .format = book->styles[cases[i].style],
        };

        book_check(book, worksheet_conditional_format_range(
                             sheet, 1, CHECK, last_row, CHECK, &condition));
    }
}

/* The rows of a set follow one another, as its comparisons do. */
static void find_family(const Results *results, guint at, struct place *place)
{
    const struct result_family *family = RESULT(
        results->families, result_family, view_comparison(results, at)->family);

    place->row = at + 1;
    place->first = (lxw_row_t)family->set_from + 1;
    place->last = (lxw_row_t)family->set_to;
}

void workbook_comparisons(struct book *book)
{
    const Results *results = book->results;
    guint n = results->comparisons->len;
    struct sheet_column heads[N_COLUMNS];
    lxw_worksheet *sheet;

    for (size_t i = 0; i < N_COLUMNS; i++)
        heads[i] = columns[i].column;
    sheet = book_sheet(book, SHEET_COMPARISONS, heads, N_COLUMNS);
    for (guint i = 0; i < n; i++) {
        const struct result_comparison *comparison =
            view_comparison(results, i);
        struct place place = {
            .reference = book->ranges[comparison->reference],
            .subject = book->ranges[comparison->subject],
        };

        find_family(results, i, &place);
        write_row(book, sheet, comparison, &place);
        book->comparison_rows[i] = place.row;
    }
    if (n)
        colour_check(book, sheet, n);
    book_finish_sheet(book, sheet, n, N_COLUMNS);
}
