/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the sentence that is judged says, where no key says it: a percentage,
 * a ratio, who is ahead, that they are similar, p and t, the number of runs.
 *
 * 1. A key always wins. What was taken from the sentence is told.
 * 2. Taken is what stands there in so many words: one percentage (of several,
 *    none; of "up to", none), a comparative behind the name of one side.
 * 3. "25 % more than B" has B as its base; "25 % faster" can mean less time or
 *    more speed, and leaves the base open.
 * 4. "Twice", "half" and "an order of magnitude" are round words: 2 and 0.5
 *    within a twentieth, 7 to 13.
 */
#include <string.h>

#include "compare/claim_read.h"

/* ---- matching ---- */

/* The first match of a pattern in the sentence, NULL: there is none. */
static GMatchInfo *match(const char *text, const char *pattern)
{
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_CASELESS, 0, NULL);
    GMatchInfo *info = NULL;

    g_assert(regex); /* the patterns are ours */
    if (g_regex_match(regex, text, 0, &info))
        return info;
    g_match_info_free(info);
    return NULL;
}

static bool has(const char *text, const char *pattern)
{
    g_autoptr(GMatchInfo) info = match(text, pattern);

    return info != NULL;
}

#define NUMBER "(\\d+(?:[.,]\\d+)?)"
#define PERCENT "[\\s\u00a0]*(?:%|percent\\b|per cent\\b)"

/* Group i of a match as a number. */
static bool read_group(const struct claim *claim, const GMatchInfo *info, int i,
                       struct claim_number *number)
{
    g_autofree char *text = g_match_info_fetch(info, i);
    struct quantity quantity;

    return text && *text &&
           quantity_read(slice_from(text), claim->marks, &quantity, NULL) &&
           claim_set_number(number, quantity.value, NULL);
}

/* ---- similar ---- */

static const char similar_words[] =
    "\\b(similar(ly)?|comparable|equivalent|indistinguishable|identical|"
    "negligible|imperceptible|(hardly|barely) (any|perceptible|noticeable)|"
    "on (a )?par|(about|almost|virtually|nearly|practically) the same|"
    "the same (performance|time|speed|throughput|rate|latency)|"
    "(the same|equal(ly)?|identically|no different) (as|to|from|fast|well)|"
    "no (significant |measurable |noticeable |real )?difference|"
    "(not|n't) (significantly |statistically )?differ(ent|s|ed)?|"
    "(?<!twice )(?<!half )(?<!times )(?<!x )as (fast|good|quick) as)\\b";
static const char not_similar[] = "\\b(not|isn't|aren't|never|less|neither) "
                                  "(\\w+ )?(similar|comparable|equivalent|"
                                  "identical|as fast as|as good as)\\b";

/* "within 5 %", "less than 3 % apart" */
static void read_margin(struct claim *claim, const char *text)
{
    g_autoptr(GMatchInfo) info =
        match(text, "\\b(?:within|less than|below|under|at most|no more "
                    "than)[\\s\u00a0]+(?:\u00b1|\\+-)?" NUMBER PERCENT);
    g_autofree char *number = info ? g_match_info_fetch(info, 1) : NULL;
    g_autofree char *share = number ? g_strdup_printf("%s%%", number) : NULL;
    double margin;

    if (share && !claim->margins->len &&
        quantity_read_share(slice_from(share), &margin))
        g_array_append_val(claim->margins, margin);
}

static bool read_similar(struct claim *claim, const char *text, GString *taken)
{
    bool is_within = has(text, "\\bwithin[\\s\u00a0]+" NUMBER PERCENT);
    bool is_less = has(text, "\\b(differ\\w*|apart|differences?)\\b") &&
                   has(text, "\\b(less than|at most|below|under|within|no more "
                             "than)\\b[^%]*(%|percent)");

    if (claim->is_asserts_said || has(text, not_similar) ||
        !(is_within || is_less || has(text, similar_words)))
        return claim->asserts == ASSERTS_SIMILARITY;
    claim->asserts = ASSERTS_SIMILARITY;
    read_margin(claim, text);
    g_string_append(taken, "; similar");
    return true;
}

/* ---- numbers ---- */

static size_t count(const char *text, const char *pattern)
{
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_CASELESS, 0, NULL);
    g_autoptr(GMatchInfo) info = NULL;
    size_t n = 0;

    g_regex_match(regex, text, 0, &info);
    for (; g_match_info_matches(info); g_match_info_next(info, NULL))
        n++;
    return n;
}

/* The sentence without its "up to 40 %", which is of others; says so. */
static char *without_up_to(struct claim *claim, const char *text)
{
    static const char pattern[] = "\\bup to[\\s\u00a0]+" NUMBER PERCENT;
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_CASELESS, 0, NULL);
    g_autoptr(GMatchInfo) info = match(text, pattern);
    g_autofree char *words = info ? g_match_info_fetch(info, 0) : NULL;

    if (words)
        claim_note_reading(
            claim, "'%s' is not taken for the difference of these two", words);
    return g_regex_replace_literal(regex, text, -1, 0, "", 0, NULL);
}

/* "6.5 percentage points" */
static bool read_points(struct claim *claim, const char *text, GString *taken)
{
    g_autoptr(GMatchInfo) info =
        match(text, NUMBER "[\\s\u00a0]*(?:%[\\s\u00a0]*points?|percentage "
                           "points?|points?|p\\.?p\\.?)(?!\\w)");
    g_autofree char *words = info ? g_match_info_fetch(info, 0) : NULL;

    if (!info || g_strcmp0(claim->unit, "%") != 0 ||
        !read_group(claim, info, 1, &claim->percent))
        return false;
    claim->is_points = true;
    g_string_append_printf(taken, "; %s", words);
    return true;
}

static void read_percent(struct claim *claim, const char *sentence,
                         GString *taken)
{
    g_autofree char *text = NULL;
    g_autoptr(GMatchInfo) info = NULL;
    g_autofree char *words = NULL;

    if (claim->percent.is_given || read_points(claim, sentence, taken))
        return;
    text = without_up_to(claim, sentence);
    info = match(text, NUMBER PERCENT);
    if (!info)
        return;
    words = g_match_info_fetch(info, 0);
    if (count(text, NUMBER PERCENT) > 1)
        claim_note_reading(claim, "of the percentages in the sentence none is "
                                  "taken; percent = N says which");
    else if (read_group(claim, info, 1, &claim->percent))
        g_string_append_printf(taken, "; %s", words);
}

static const struct {
    const char *pattern;
    struct decimal value;
    double half; /* rule 4 */
} ratio_words[] = {
    {"\\b(twice|doubles?|doubled|two times|twofold|two-fold)\\b", {2, 0}, 0.1},
    {"\\b(half (the|as|of)|halves|halved|in half)\\b", {5, -1}, 0.025},
    {"\\b(three times|triples?|tripled|threefold)\\b", {3, 0}, 0.15},
    {"\\b(four times|fourfold|quadrupled?)\\b", {4, 0}, 0.2},
    {"\\b(five times|fivefold)\\b", {5, 0}, 0.25},
    {"\\b(ten times|tenfold)\\b", {10, 0}, 0.5},
    {"\\ban order of magnitude\\b", {10, 0}, 3.0},
};

static void read_ratio(struct claim *claim, const char *text, GString *taken)
{
    g_autoptr(GMatchInfo) info = match(
        text, NUMBER "(?:[\\s\u00a0]*(?:x|\u00d7)(?!\\w)|[\\s\u00a0]*times\\b|"
                     "[\\s-]?fold\\b)|\\bfactor of[\\s\u00a0]+" NUMBER);
    char digits[DECIMAL_TEXT];

    if (claim->times.is_given)
        return;
    if (info && !read_group(claim, info, 1, &claim->times))
        read_group(claim, info, 2, &claim->times);
    for (size_t i = 0; !info && i < G_N_ELEMENTS(ratio_words); i++) {
        if (!has(text, ratio_words[i].pattern))
            continue;
        claim->times = (struct claim_number){true, ratio_words[i].value,
                                             ratio_words[i].half};
        break;
    }
    if (claim->times.is_given)
        g_string_append_printf(taken, "; %s times",
                               decimal_print(claim->times.value, digits));
}

static void read_test(struct claim *claim, const char *text, GString *taken)
{
    g_autofree char *df = NULL;
    g_autoptr(GMatchInfo) p =
        match(text, "\\bp[\\s\u00a0]*([<>=])[\\s\u00a0]*" NUMBER);
    g_autoptr(GMatchInfo) t =
        match(text, "\\bt[\\s\u00a0]*\\(" NUMBER "\\)[\\s\u00a0]*=[\\s\u00a0]*"
                    "[-\u2212]?" NUMBER);

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
        match(text, "\\bn[\\s\u00a0]*=[\\s\u00a0]*(\\d+)|\\b(\\d+)[\\s\u00a0]+"
                    "(?:runs|repetitions|executions|trials)\\b");
    g_autofree char *first = info ? g_match_info_fetch(info, 1) : NULL;
    g_autofree char *second = info ? g_match_info_fetch(info, 2) : NULL;
    const char *digits = first && *first ? first : second;
    uint64_t n;

    if (!digits || claim->side[0].n || claim->side[1].n ||
        !slice_to_count(slice_from(digits), &n) || !n || n > 1000000)
        return;
    claim->side[0].n = claim->side[1].n = (size_t)n;
    g_string_append_printf(taken, "; %s runs each", digits);
}

/* ---- who is ahead ---- */

static const struct {
    const char *pattern;
    int value;  /* +1: has the higher mean; 0: it depends on the unit */
    int better; /* +1: is the better one */
} comparatives[] = {
    {"\\b(faster|quicker|better|superior|outperforms?|outperformed(?! by)|"
     "beats?|wins?|(?:twice|times|[\\dx\u00d7]) as (?:fast|quick|good))\\b",
     0, 1},
    {"\\b(slower|worse|inferior|lags?)\\b", 0, -1},
    {"\\b(more|higher|larger|greater|longer)\\b", 1, 0},
    {"\\b(less|lower|fewer|smaller|shorter)\\b", -1, 0},
};

/* The side whose name stands last before that place; 2: none does. */
static size_t subject_before(const struct claim *claim, const char *text,
                             int place)
{
    size_t subject = 2;
    int last = -1;

    for (size_t i = 0; i < 2; i++) {
        const char *name = claim->side[i].name;
        g_autofree char *quoted =
            name ? g_regex_escape_string(name, -1) : g_strdup("");
        g_autofree char *pattern = g_strdup_printf("(?<!\\w)%s(?!\\w)", quoted);
        g_autoptr(GRegex) regex =
            g_regex_new(pattern, G_REGEX_CASELESS, 0, NULL);
        g_autoptr(GMatchInfo) info = NULL;

        if (!name || !*name || !regex)
            continue;
        g_regex_match(regex, text, 0, &info);
        for (; g_match_info_matches(info); g_match_info_next(info, NULL)) {
            int start = -1;

            g_match_info_fetch_pos(info, 0, &start, NULL);
            if (start < place && start > last) {
                last = start;
                subject = i;
            }
        }
    }
    return subject;
}

static bool is_negated(const char *text, const char *pattern)
{
    g_autofree char *negated = g_strdup_printf(
        "\\b(not|no|n't|never|neither|nor)\\b[\\s\\w]{0,12}%s", pattern);

    return has(text, negated);
}

/* Rule 3: of "more than B" the base is B. */
static void set_base(struct claim *claim, const char *text, size_t other)
{
    if (!claim->percent.is_given || claim->percent_of ||
        !claim->side[other].name || !has(text, "\\bthan\\b"))
        return;
    claim->percent_of = g_strdup(claim->side[other].name);
}

static void take_ahead(struct claim *claim, const char *text, size_t subject,
                       int value, int better, GString *taken)
{
    int wanted = better ? better : value * claim->better;
    size_t ahead = wanted > 0 ? subject : 1 - subject;

    if (value) {
        claim->higher = value > 0 ? (int)subject : (int)(1 - subject);
        set_base(claim, text, 1 - subject);
        g_string_append_printf(taken, "; %s higher",
                               claim->side[claim->higher].name
                                   ? claim->side[claim->higher].name
                                   : "the other");
        return;
    }
    if (!claim->side[ahead].name)
        return;
    if (!claim->better) {
        claim_note_reading(claim, "whether higher or lower is better is not "
                                  "said, so that who is ahead is not judged "
                                  "(better = lower)");
        return;
    }
    claim->favours = g_strdup(claim->side[ahead].name);
    g_string_append_printf(taken, "; %s ahead", claim->favours);
}

static void read_ahead(struct claim *claim, const char *text, GString *taken)
{
    if (claim->favours || claim->asserts == ASSERTS_SIMILARITY)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(comparatives); i++) {
        g_autoptr(GMatchInfo) info = match(text, comparatives[i].pattern);
        size_t subject;
        int place = 0;

        if (!info || is_negated(text, comparatives[i].pattern))
            continue;
        g_match_info_fetch_pos(info, 0, &place, NULL);
        subject = subject_before(claim, text, place);
        if (subject == 2)
            continue;
        take_ahead(claim, text, subject, comparatives[i].value,
                   comparatives[i].better, taken);
        return;
    }
}

/* ---- the sentence ---- */

void claim_read_sentence(struct claim *claim)
{
    const char *text = claim->quote;
    g_autoptr(GString) taken = g_string_new(NULL);

    if (!claim->better && claim->unit)
        claim->better = unit_better(slice_from(claim->unit));
    if (!text || !claim->has_values || !g_utf8_validate(text, -1, NULL))
        return;
    if (!read_similar(claim, text, taken)) {
        read_percent(claim, text, taken);
        read_ratio(claim, text, taken);
    }
    read_test(claim, text, taken);
    read_runs(claim, text, taken);
    read_ahead(claim, text, taken);
    if (taken->len)
        claim_note_reading(claim, "taken from the sentence: %s",
                           taken->str + 2);
    else if (!claim->is_asserts_said && !claim->percent.is_given &&
             !claim->times.is_given && !claim->favours)
        claim_note_reading(claim, "nothing in the sentence was understood; it "
                                  "is judged as 'they differ'");
}
