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

#define DENIAL_REACH 6      /* words from "no" to "significant" */
#define NOT_SIMILAR_REACH 3 /* from "not" to "similar" */
#define FIRST_WORD_LEAST 3  /* letters of a name cut to its first word */

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

static bool is_at(const SaySentence *s, size_t i, enum say_class is)
{
    return i < s->tokens->len && say_at(s, i)->is == is;
}

/* Is the one at most so many words before the other, in the same part? */
static bool is_shortly_before(const SaySentence *s, enum say_class first,
                              enum say_class second, size_t most)
{
    for (size_t i = 0; i < s->tokens->len; i++) {
        if (!is_at(s, i, first))
            continue;
        for (size_t k = i + 1; k <= i + most; k++) {
            if (is_at(s, k, SAY_BREAK))
                break;
            if (is_at(s, k, second))
                return true;
        }
    }
    return false;
}

static bool has_head(const SaySentence *s)
{
    for (size_t i = 0; i < s->tokens->len; i++)
        if (say_is_head(say_at(s, i)->is))
            return true;
    return false;
}

static bool has_amount(const SaySentence *s)
{
    for (size_t i = 0; i < s->tokens->len; i++)
        if (say_is_amount(say_at(s, i)->is))
            return true;
    return false;
}

static bool is_doubted(const SaySentence *s)
{
    return say_has(s, SAY_DOUBT) || say_has(s, SAY_PART) ||
           say_has(s, SAY_BREAK);
}

/* "Not significantly faster", "no difference". */
static bool read_no_difference(struct claim *claim, const SaySentence *s,
                               GString *taken)
{
    bool is_tested =
        say_has(s, SAY_INSIGNIFICANT) ||
        is_shortly_before(s, SAY_NOT, SAY_SIGNIFICANT, DENIAL_REACH);
    bool is_plain = !has_head(s) &&
                    is_shortly_before(s, SAY_NOT, SAY_DIFFERENCE, DENIAL_REACH);

    if (claim->is_asserts_said || !(is_tested || is_plain) || has_amount(s) ||
        is_doubted(s))
        return false;
    claim->asserts = ASSERTS_SIMILARITY;
    claim->denies = is_tested ? DENIES_SIGNIFICANCE : DENIES_DIFFERENCE;
    g_string_append(taken, is_tested ? "; no significant difference"
                                     : "; no difference");
    return true;
}

/* The one percentage, if it says how far apart they are at most: "within
 * 5 %", "they differ by less than 3 %". */
static const struct say_token *margin_of(const SaySentence *s)
{
    const struct say_token *margin = NULL;

    if (say_count(s, SAY_PERCENT) != 1)
        return NULL;
    for (size_t i = 1; i < s->tokens->len; i++) {
        const struct say_token *before = say_at(s, i - 1);
        size_t k = i;

        if (!is_at(s, i, SAY_PERCENT))
            continue;
        while (k > 1 &&
               (is_at(s, k - 1, SAY_FILLER) || is_at(s, k - 1, SAY_BY)))
            before = say_at(s, --k - 1);
        if (before->is == SAY_WITHIN ||
            (before->is == SAY_BOUND && before->bound == BOUND_MOST &&
             (say_has(s, SAY_DIFFERENCE) || say_has(s, SAY_SIMILAR))))
            margin = say_at(s, i);
    }
    return margin;
}

static void read_margin(struct claim *claim, const struct say_token *margin)
{
    double share;

    if (!margin || !margin->value.is_given || claim->margins->len)
        return;
    share = decimal_to_double(margin->value.value) / 100.0;
    if (share > 0.0 && share < 1.0)
        g_array_append_val(claim->margins, share);
}

/* "As fast as", without how many times. */
static bool is_as_good(const SaySentence *s)
{
    return say_has(s, SAY_AS) && !has_amount(s) && !say_has(s, SAY_NOT);
}

/* "Similar, a difference of 2.4 %": the number is judged as well. */
static void read_apart(struct claim *claim, const SaySentence *s,
                       const struct say_token *margin, GString *taken)
{
    char text[DECIMAL_TEXT];

    if (margin || say_count(s, SAY_PERCENT) != 1 || has_head(s) ||
        !say_has(s, SAY_DIFFERENCE) || claim->percent.is_given)
        return;
    for (size_t i = 0; i < s->tokens->len; i++)
        if (is_at(s, i, SAY_PERCENT) && say_at(s, i)->value.is_given)
            claim->percent = say_at(s, i)->value;
    if (claim->percent.is_given)
        g_string_append_printf(taken, "; %s %%",
                               decimal_print(claim->percent.value, text));
}

static bool read_similar(struct claim *claim, const SaySentence *s,
                         GString *taken)
{
    const struct say_token *margin = margin_of(s);
    bool is_said = say_has(s, SAY_SIMILAR) || is_as_good(s) || margin != NULL;

    if (claim->is_asserts_said || !is_said)
        return claim->asserts == ASSERTS_SIMILARITY;
    if (!has_head(s) && !is_doubted(s) &&
        is_shortly_before(s, SAY_NOT, SAY_SIMILAR, NOT_SIMILAR_REACH)) {
        g_string_append(taken, "; they differ");
        return true;
    }
    if (is_doubted(s) || say_has(s, SAY_NOT) || say_has(s, SAY_HARDLY) ||
        say_roles_of(s, claim->side[0].name || claim->side[1].name, SAY_NOWHERE)
            .is_with_third ||
        (has_head(s) && !is_as_good(s) && !say_has(s, SAY_GAIN))) {
        claim->unclear = g_strdup("it does not plainly say that they are "
                                  "similar");
        return true;
    }
    claim->asserts = ASSERTS_SIMILARITY;
    read_margin(claim, margin);
    g_string_append(taken, "; similar");
    read_apart(claim, s, margin, taken);
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

/* The name, or its first word if the other side does not begin with it. */
static void mark_side(const struct claim *claim, size_t side, GString *text)
{
    static const char *const marks[] = {"\ue000", "\ue001"};
    const char *name = claim->side[side].name;
    const char *other = claim->side[1 - side].name;
    g_autofree char *first =
        name ? g_strndup(name, strcspn(name, " /-")) : NULL;

    replace_name(text, name, marks[side]);
    if (!first || !strcmp(first, name) || strstr(text->str, marks[side]) ||
        strlen(first) < FIRST_WORD_LEAST || (other && strstr(other, first)))
        return;
    replace_name(text, first, marks[side]);
}

/* Single blanks, "not" for "n't", the names of the sides as one character. */
static char *plain_sentence(const struct claim *claim)
{
    static const char *const plain[][2] = {
        {"\u2019", "'"},        {"*", ""},      {"\"", ""},
        {"\u201c", ""},         {"\u201d", ""}, {"n't ", " not "},
        {"cannot ", "can not "}};
    g_autoptr(GRegex) blanks = g_regex_new("[\\s\u00a0\u202f]+", 0, 0, NULL);
    g_autofree char *single =
        g_regex_replace_literal(blanks, claim->quote, -1, 0, " ", 0, NULL);
    GString *text = g_string_new(g_strstrip(single));
    size_t length[2];

    for (size_t i = 0; i < G_N_ELEMENTS(plain); i++)
        g_string_replace(text, plain[i][0], plain[i][1], 0);
    for (size_t i = 0; i < 2; i++)
        length[i] = claim->side[i].name ? strlen(claim->side[i].name) : 0;
    for (size_t k = 0; k < 2; k++) /* the longer one may hold the other */
        mark_side(claim, (length[1] > length[0]) != (k == 1), text);
    return g_string_free(text, FALSE);
}

/* ---- rule 5: a percentage of something else ---- */

static const char *const beside[] = {
    "\\b(?:(?:with|at) (?:a |the )?)?" CLAIM_NUMBER CLAIM_PERCENT_SIGN
    " (?:confidence|significance|probability|level|CI\\b)(?: (?:level|"
    "intervals?))?",
    "\\b(?:at|under) (?:a |about )?" CLAIM_NUMBER CLAIM_PERCENT_SIGN
    " (?:\\w+ )?(?:load|utili[sz]ation|use|usage)\\b",
    CLAIM_NUMBER CLAIM_PERCENT_SIGN
    " of (?:the |all )?(?:requests|connections|runs|cases|calls|packets|"
    "transactions|queries|clients|files)\\b(?! per )(?! (?:of|on|that) "
    "[\ue000\ue001])",
    "(?:com |con |ao? |al )?(?:um |un )?(?:n.vel |nivel |intervalo )?(?:de "
    ")?" CLAIM_NUMBER CLAIM_PERCENT_SIGN " de (?:confian.a|confianza|"
    "signific\\w+|carga|uso)",
    "(?:intervalo|n.vel|nivel|grau) de (?:confian.a|confianza|signific\\w+) "
    "(?:de |do |del )?" CLAIM_NUMBER CLAIM_PERCENT_SIGN,
    "(?:confidence|significance) (?:level |interval )?(?:of |: ?)?" CLAIM_NUMBER
        CLAIM_PERCENT_SIGN,
    CLAIM_NUMBER CLAIM_PERCENT_SIGN
    " d[aeo]l?s? (?:los |las )?(?:requisi..es|peticiones|execu..es|conex.es|"
    "casos|testes|pruebas|clientes|arquivos)\\b",
};

static char *without_beside(struct claim *claim, const char *text)
{
    char *left = g_strdup(text);

    for (size_t i = 0; i < G_N_ELEMENTS(beside); i++) {
        g_autoptr(GRegex) regex =
            g_regex_new(beside[i], G_REGEX_CASELESS, 0, NULL);
        g_autoptr(GMatchInfo) info = claim_says_match(left, beside[i]);
        g_autofree char *words = info ? g_match_info_fetch(info, 0) : NULL;
        char *without;

        if (!words)
            continue;
        claim_note_reading(claim,
                           "'%s' is not taken for the difference of these two",
                           g_strstrip(words));
        without = g_regex_replace_literal(regex, left, -1, 0, "", 0, NULL);
        g_free(left);
        left = without;
    }
    return left;
}

static void read_comparison(struct claim *claim, const char *text,
                            GString *taken)
{
    g_autofree char *left = without_beside(claim, text);
    g_autoptr(SaySentence) sentence = say_sentence_read(claim, left);

    if (read_no_difference(claim, sentence, taken) ||
        read_similar(claim, sentence, taken) || is_key_given(claim) ||
        read_points(claim, text, taken))
        return;
    claim_read_compared(claim, sentence, taken);
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
