/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the sentence that is judged says, where no key says it: a percentage,
 * a ratio, who is ahead, that they are similar, p and t, the number of runs.
 *
 * 1. A key always wins. What was taken from the sentence is told.
 * 2. "No significant difference" is what a test decides; "similar" is not, and
 *    asks for a margin.
 * 3. A sentence that is not surely understood is not judged, and that is told
 *    (claim_compared.c).
 */
#include <string.h>

#include "compare/claim_says.h"

/* ---- matching ---- */

GMatchInfo *claim_says_match(const char *text, const char *pattern)
{
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_CASELESS, 0, NULL);
    GMatchInfo *info = NULL;

    g_assert(regex); /* the patterns are ours */
    if (g_regex_match(regex, text, 0, &info))
        return info;
    g_match_info_free(info);
    return NULL;
}

bool claim_says_has(const char *text, const char *pattern)
{
    g_autoptr(GMatchInfo) info = claim_says_match(text, pattern);

    return info != NULL;
}

size_t claim_says_count(const char *text, const char *pattern)
{
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_CASELESS, 0, NULL);
    g_autoptr(GMatchInfo) info = NULL;
    size_t n = 0;

    g_regex_match(regex, text, 0, &info);
    for (; g_match_info_matches(info); g_match_info_next(info, NULL))
        n++;
    return n;
}

bool claim_says_number(const struct claim *claim, const char *text,
                       struct claim_number *number)
{
    struct quantity quantity;

    return *text &&
           quantity_read(slice_from(text), claim->marks, &quantity, NULL) &&
           claim_set_number(number, quantity.value, NULL);
}

/* Group i of a match as a number. */
static bool read_group(const struct claim *claim, const GMatchInfo *info, int i,
                       struct claim_number *number)
{
    g_autofree char *text = g_match_info_fetch(info, i);

    return text && claim_says_number(claim, text, number);
}

/* ---- similar ---- */

static const char similar_words[] =
    "\\b(similar(ly)?|comparable|equivalent|indistinguishable|identical|"
    "negligible|imperceptible|(hardly|barely) (any|perceptible|noticeable)|"
    "on (a )?par|(about|almost|virtually|nearly|practically) the same|"
    "the same (performance|time|speed|throughput|rate|latency)|"
    "(the same|equal(ly)?|identically|no different) (as|to|from|fast|well)|"
    "(no|not|without) (a |any )?(statistically )?(significant |measurable "
    "|noticeable |real )?difference|"
    "not (significantly |statistically |measurably )*differ(ent|s|ed)?|"
    "(?<!twice )(?<!half )(?<!times )(?<!x )(?<!% )as (fast|good|quick) as)\\b";
static const char not_similar[] = "\\b(not|never|less|neither) "
                                  "(\\w+ )?(similar|comparable|equivalent|"
                                  "identical)\\b";

/* "within 5 %", "less than 3 % apart" */
static void read_margin(struct claim *claim, const char *text)
{
    g_autoptr(GMatchInfo) info = claim_says_match(
        text, "\\b(?:within|less than|below|under|at most|no more "
              "than) (?:\u00b1|\\+-)?" CLAIM_NUMBER CLAIM_PERCENT_SIGN);
    g_autofree char *number = info ? g_match_info_fetch(info, 1) : NULL;
    g_autofree char *share = number ? g_strdup_printf("%s%%", number) : NULL;
    double margin;

    if (share && !claim->margins->len &&
        quantity_read_share(slice_from(share), &margin))
        g_array_append_val(claim->margins, margin);
}

/* "Not significantly faster", "no difference". */
static bool read_no_difference(struct claim *claim, const char *text,
                               GString *taken)
{
    static const char tested[] =
        "\\b(no|not|without) (a |any )?(statistically )?"
        "(significant(ly)?|measurabl[ey]|statistically)\\b";
    static const char plain[] =
        "\\b(no (real )?difference|not differ(ent|s|ed)?)\\b";

    if (claim->is_asserts_said ||
        !(claim_says_has(text, tested) || claim_says_has(text, plain)))
        return false;
    if (claim_says_has(text, "%|\\bbut\\b|\\bnot only\\b"))
        return false;
    claim->asserts = ASSERTS_SIMILARITY;
    claim->denies =
        claim_says_has(text, tested) ? DENIES_SIGNIFICANCE : DENIES_DIFFERENCE;
    g_string_append(taken, claim->denies == DENIES_SIGNIFICANCE
                               ? "; no significant difference"
                               : "; no difference");
    return true;
}

/* Alike and not, or a denial: nothing that could be judged as "similar". */
static bool is_mixed(const char *text, bool is_less)
{
    return claim_says_has(text, "\\b(not|never|neither|nor|no longer|far from|"
                                "at least as|could|would|should|might|if|"
                                "whether)\\b|\\?") ||
           (!is_less &&
            claim_says_has(text, "\\b(faster|slower|better|worse|higher|lower|"
                                 "more|fewer|longer|shorter)\\b"));
}

static bool read_similar(struct claim *claim, const char *text, GString *taken)
{
    bool is_within =
        claim_says_has(text, "\\bwithin " CLAIM_NUMBER CLAIM_PERCENT_SIGN);
    bool is_less =
        claim_says_has(text, "\\b(differ\\w*|apart|differences?)\\b") &&
        claim_says_has(text, "\\b(less than|at most|below|under|within|no more "
                             "than)\\b[^%]*(%|percent)");

    if (claim->is_asserts_said ||
        !(is_within || is_less || claim_says_has(text, similar_words)))
        return claim->asserts == ASSERTS_SIMILARITY;
    if (is_mixed(text, is_less)) {
        claim->unclear = g_strdup("it does not plainly say that they are "
                                  "similar");
        return true;
    }
    claim->asserts = ASSERTS_SIMILARITY;
    read_margin(claim, text);
    g_string_append(taken, "; similar");
    return true;
}

/* ---- numbers ---- */

/* "6.5 percentage points" */
static bool read_points(struct claim *claim, const char *text, GString *taken)
{
    g_autoptr(GMatchInfo) info = claim_says_match(
        text, CLAIM_NUMBER " ?(?:% ?points?|percentage "
                           "points?|points?|p\\.?p\\.?)(?!\\w)");
    g_autofree char *words = info ? g_match_info_fetch(info, 0) : NULL;

    if (!info || g_strcmp0(claim->unit, "%") != 0 ||
        !read_group(claim, info, 1, &claim->percent))
        return false;
    claim->is_points = true;
    g_string_append_printf(taken, "; %s", words);
    return true;
}

static void read_test(struct claim *claim, const char *text, GString *taken)
{
    g_autofree char *df = NULL;
    g_autoptr(GMatchInfo) p =
        claim_says_match(text, "\\bp ?([<>=]) ?" CLAIM_NUMBER);
    g_autoptr(GMatchInfo) t =
        claim_says_match(text, "\\bt ?\\(" CLAIM_NUMBER "\\) ?= ?"
                               "[-\u2212]?" CLAIM_NUMBER);

    if (p && !claim->p.is_given && read_group(claim, p, 2, &claim->p)) {
        g_autofree char *relation = g_match_info_fetch(p, 1);

        g_autofree char *words = g_match_info_fetch(p, 0);

        claim->p_relation = *relation;
        g_string_append_printf(taken, "; %s", words);
    }
    df = t ? g_match_info_fetch(t, 1) : NULL;
    if (t && !claim->t.is_given && read_group(claim, t, 1, &claim->df) &&
        read_group(claim, t, 2, &claim->t))
        g_string_append_printf(taken, "; t(%s)", df);
}

static void read_runs(struct claim *claim, const char *text, GString *taken)
{
    g_autoptr(GMatchInfo) info =
        claim_says_match(text, "\\bn ?= ?(\\d+)|\\b(\\d+) "
                               "(?:runs|repetitions|executions|trials)\\b");
    g_autofree char *first = info ? g_match_info_fetch(info, 1) : NULL;
    g_autofree char *second = info ? g_match_info_fetch(info, 2) : NULL;
    const char *digits = first && *first ? first : second;
    uint64_t n;

    if (!digits || !slice_to_count(slice_from(digits), &n) || !n || n > 1000000)
        return;
    if (claim->side[0].n || claim->side[1].n) {
        if (claim->side[0].n != n || claim->side[1].n != n)
            claim_note_reading(claim,
                               "the sentence says %s runs; n, which says "
                               "another number, counts",
                               digits);
        return;
    }
    claim->side[0].n = claim->side[1].n = (size_t)n;
    g_string_append_printf(taken, "; %s runs each", digits);
}

/* ---- the sentence ---- */

static bool is_key_given(const struct claim *claim)
{
    return claim->is_asserts_said || claim->percent.is_given ||
           claim->times.is_given || claim->favours;
}

static void replace_name(GString *text, const char *name, const char *mark)
{
    g_autofree char *quoted = name ? g_regex_escape_string(name, -1) : NULL;
    g_autofree char *pattern = g_strdup_printf("(?<!\\w)%s(?!\\w)", quoted);
    g_autoptr(GRegex) regex = NULL;
    g_autofree char *marked = NULL;

    if (!name || !*name)
        return;
    /* "A" is a name, "a" an article. */
    regex =
        g_regex_new(pattern, strlen(name) > 2 ? G_REGEX_CASELESS : 0, 0, NULL);
    if (!regex)
        return;
    marked = g_regex_replace_literal(regex, text->str, -1, 0, mark, 0, NULL);
    g_string_assign(text, marked);
}

/* Single blanks, "not" for "n't", the names of the sides as one character. */
static char *plain_sentence(const struct claim *claim)
{
    static const char *const plain[][2] = {{"not as fast as", "slower than"},
                                           {"not as good as", "worse than"},
                                           {"\u2019", "'"},
                                           {"*", ""},
                                           {"\"", ""},
                                           {"n't ", " not "},
                                           {"cannot ", "can not "}};
    static const char *const marks[] = {"\ue000", "\ue001"};
    g_autoptr(GRegex) blanks = g_regex_new("[\\s\u00a0\u202f]+", 0, 0, NULL);
    g_autofree char *single =
        g_regex_replace_literal(blanks, claim->quote, -1, 0, " ", 0, NULL);
    GString *text = g_string_new(g_strstrip(single));
    size_t length[2];

    for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
        g_string_replace(text, plain[i][0], plain[i][1], 0);
    for (size_t i = 0; i < 2; i++)
        length[i] = claim->side[i].name ? strlen(claim->side[i].name) : 0;
    for (size_t k = 0; k < 2; k++) { /* the longer one may hold the other */
        size_t i = (length[1] > length[0]) != (k == 1);

        replace_name(text, claim->side[i].name, marks[i]);
    }
    return g_string_free(text, FALSE);
}

static void read_comparison(struct claim *claim, const char *text,
                            GString *taken)
{
    if (read_no_difference(claim, text, taken))
        return;
    if (claim_says_has(text, not_similar)) {
        g_string_append(taken, "; they differ");
        return;
    }
    if (read_similar(claim, text, taken) || is_key_given(claim) ||
        read_points(claim, text, taken))
        return;
    claim_read_compared(claim, text, taken);
}

/* What a sentence that is not understood says is not judged. */
static void set_unclear(struct claim *claim, bool is_any_taken)
{
    if (!claim->unclear && !is_any_taken)
        claim->unclear = g_strdup("nothing in it was understood");
    if (!claim->unclear)
        return;
    claim->asserts = ASSERTS_NOTHING;
    claim->percent.is_given = claim->times.is_given = false;
}

void claim_read_sentence(struct claim *claim)
{
    g_autofree char *text = NULL;
    g_autoptr(GString) taken = g_string_new(NULL);
    bool has_key = is_key_given(claim);

    if (!claim->better && claim->unit)
        claim->better = unit_better(slice_from(claim->unit));
    if (!claim->quote || !claim->has_values ||
        !g_utf8_validate(claim->quote, -1, NULL))
        return;
    text = plain_sentence(claim);
    read_comparison(claim, text, taken);
    read_test(claim, text, taken);
    read_runs(claim, text, taken);
    if (has_key)
        g_clear_pointer(&claim->unclear, g_free);
    else if (!claim->asserts)
        set_unclear(claim, taken->len > 0);
    if (taken->len)
        claim_note_reading(claim, "taken from the sentence: %s",
                           taken->str + 2);
}
