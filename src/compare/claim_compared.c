/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a sentence says of two sides: by how much, and which way.
 *
 * 1. Understood is a short list of forms: "A is 20 % faster than B", "A is
 *    faster by 20 %", "A needs 80 % of the time of B", "A has 1.5 times the
 *    rate of B", "a difference of 20 %", "A is faster". What is of no such
 *    form, denies, compares with a third, or has several comparisons, is not
 *    judged, and that is told: a guess could be a false answer.
 * 2. "20 % more", "less" have the other side as their base. So have "faster"
 *    and "slower" of rates; of times they can mean less time or more speed,
 *    which leaves the base open.
 * 3. "At least", "less than", "about" keep their meaning.
 * 4. "Twice", "half", "an order of magnitude" are round words: 2 and 0.5
 *    within a twentieth, 7 to 13.
 * 5. A percentage of a confidence, of a load or of "the requests" is none of
 *    the comparison.
 */
#include <string.h>

#include "compare/claim_says.h"
#include "compare/claim_words.h"

#define SIDE "([\ue000\ue001])"
#define WORDS                                                                  \
    "((?:(?!(?:and|or|but|if|when|while|than|unless|because|since|as)\\b)"     \
    "[\\w'/-]+,? ){0,6}?)"
#define BOUND                                                                  \
    "(more than |over |above |at least |no less than |> ?|less than |at most " \
    "|below |under |no more than |< ?|about |around |roughly |approximately "  \
    "|some |circa |ca\\.? |~ ?|\u2248 ?|nearly |almost |close to )?"
#define COMPARATIVE                                                            \
    "((?:more|less) "                                                          \
    "(?:efficient\\w*|quickly|slowly|powerful|performant)|faster|"             \
    "quicker|better|superior|slower|worse|inferior|more(?! than "              \
    "(?:\\d|twice))|higher|larger|greater|longer|bigger|less(?! than "         \
    "\\d)|lower|fewer|smaller|shorter)\\b"
#define VERB                                                                   \
    "(is outperformed|was outperformed|outperform\\w*|beats?|improve[sd]?|"    \
    "increase[sd]?|raise[sd]?|boosts?|reduce[sd]?|decrease[sd]?|cuts?|"        \
    "lowers?|lowered)\\b"
#define MULTIPLE                                                               \
    "(?:" CLAIM_NUMBER "(?: ?[x\u00d7](?!\\w)| times\\b|[ -]?fold\\b)|(twice|" \
    "doubles|doubled|twofold|half|halves|halved|three times|triples|tripled|"  \
    "threefold|four times|fourfold|five times|fivefold|ten times|tenfold|an "  \
    "order of magnitude)\\b)"

/* ---- words ---- */

enum sense { SENSE_NONE, SENSE_MORE, SENSE_LESS, SENSE_BETTER, SENSE_WORSE };

static const struct {
    const char *pattern;
    enum sense sense;
} senses[] = {
    {"^more slow|^less (efficient|quick|powerful|performant)", SENSE_WORSE},
    {"^more (efficient|quick|powerful|performant)", SENSE_BETTER},
    {"^less slow", SENSE_BETTER},
    {"outperformed", SENSE_WORSE},
    {"^(faster|fastest|quicker|better|best|superior|outperform|beat|improve|"
     "wins?$|as (fast|quick|good))",
     SENSE_BETTER},
    {"^(slower|slowest|worse|worst|inferior|lags?$|as (slow|bad))",
     SENSE_WORSE},
    {"^(more|higher|larger|greater|longer|bigger|increase|raise|boost)",
     SENSE_MORE},
    {"^(less|lower|fewer|smaller|shorter|reduce|decrease|cut)", SENSE_LESS},
};

static enum sense sense_of(const char *word)
{
    g_autofree char *lower = g_ascii_strdown(word, -1);

    if (g_str_has_suffix(lower, "is outperformed") ||
        g_str_has_suffix(lower, "was outperformed"))
        return SENSE_WORSE;
    if (g_str_has_prefix(lower, "outperform"))
        return SENSE_BETTER;
    for (size_t i = 0; i < G_N_ELEMENTS(senses); i++)
        if (claim_says_has(lower, senses[i].pattern))
            return senses[i].sense;
    return SENSE_NONE;
}

static const struct {
    const char *word;
    struct decimal value;
    double half; /* rule 4 */
} multiples[] = {
    {"twice", {2, 0}, 0.1},      {"doubles", {2, 0}, 0.1},
    {"doubled", {2, 0}, 0.1},    {"twofold", {2, 0}, 0.1},
    {"half", {5, -1}, 0.025},    {"halves", {5, -1}, 0.025},
    {"halved", {5, -1}, 0.025},  {"three times", {3, 0}, 0.15},
    {"triples", {3, 0}, 0.15},   {"tripled", {3, 0}, 0.15},
    {"threefold", {3, 0}, 0.15}, {"four times", {4, 0}, 0.2},
    {"fourfold", {4, 0}, 0.2},   {"five times", {5, 0}, 0.25},
    {"fivefold", {5, 0}, 0.25},  {"ten times", {10, 0}, 0.5},
    {"tenfold", {10, 0}, 0.5},   {"an order of magnitude", {10, 0}, 3.0},
};

static const struct {
    const char *pattern;
    enum claim_bound bound;
} bounds[] = {
    {"^(more|over|above|at least|no less|>)", BOUND_LEAST},
    {"^(less|at most|below|under|no more|<)", BOUND_MOST},
    {"^\\S", BOUND_ABOUT},
};

static enum claim_bound bound_of(const char *words)
{
    for (size_t i = 0; i < G_N_ELEMENTS(bounds); i++)
        if (claim_says_has(words, bounds[i].pattern))
            return bounds[i].bound;
    return BOUND_NONE;
}

/* Is what is counted more when it is better (+1), or less (-1)? 0: unknown.
 * Only what stands before the other name belongs to the comparison. */
static int noun_of(const char *words)
{
    g_autoptr(GMatchInfo) info = claim_says_match(
        words, "^[^\ue000\ue001,.;(]*?\\b(?:(times?|latency|latencies|delays?|"
               "durations?|seconds)|(throughput|bandwidth|performance|speed|"
               "rates?|requests|transactions|queries|operations))\\b");
    g_autofree char *time = info ? g_match_info_fetch(info, 1) : NULL;

    return !info ? 0 : time && *time ? -1 : 1;
}

/* ---- what was understood ---- */

struct said {
    enum sense sense;
    int subject; /* -1: none is named */
    enum claim_bound bound;
    const char *tail;
};

static bool unclear(struct claim *claim, const char *why)
{
    g_free(claim->unclear);
    claim->unclear = g_strdup(why);
    return false;
}

static int side_of(const char *name)
{
    return !name || !*name ? -1 : !strcmp(name, "\ue000") ? 0 : 1;
}

/* The first side that is named there. */
static int first_side(const char *text)
{
    g_autoptr(GMatchInfo) info = claim_says_match(text, SIDE);
    g_autofree char *name = info ? g_match_info_fetch(info, 1) : NULL;

    return side_of(name);
}

/* Is it compared with the other side, or with nobody by name? */
static bool is_with_other(const struct said *said)
{
    int other = first_side(said->tail);

    if (claim_says_has(said->tail, "\\bthan\\b") &&
        !claim_says_has(said->tail, "\\bthan (?:(?!\\bwith\\b)[\\w-]+ ){0,4}?"
                                    "(?:the other\\b|" SIDE ")"))
        return false;
    return other < 0 || said->subject < 0 || other != said->subject;
}

/* The noun may turn "more" into "better", or into something else. */
static bool settle_noun(const struct claim *claim, struct said *said,
                        bool has_amount)
{
    int noun = noun_of(said->tail);

    if (!noun)
        return true;
    if (noun == claim->better) {
        if (said->sense == SENSE_BETTER)
            said->sense = noun > 0 ? SENSE_MORE : SENSE_LESS;
        return true;
    }
    if (claim_says_has(said->tail, "^[^\ue000\ue001]*?\\bperformance\\b") &&
        said->sense == SENSE_BETTER)
        return true;
    if (has_amount || !claim->better)
        return false;
    if (said->sense == SENSE_MORE || said->sense == SENSE_LESS)
        said->sense = (said->sense == SENSE_MORE) == (noun > 0) ? SENSE_BETTER
                                                                : SENSE_WORSE;
    return true;
}

/* +1: the subject has the higher mean; 0: unknown */
static int value_sign(const struct claim *claim, enum sense sense)
{
    switch (sense) {
    case SENSE_MORE:
        return 1;
    case SENSE_LESS:
        return -1;
    case SENSE_BETTER:
        return claim->better;
    case SENSE_WORSE:
        return -claim->better;
    default:
        return 0;
    }
}

static const char *name_of(const struct claim *claim, int side)
{
    return claim->side[side].name ? claim->side[side].name : "the other";
}

static void take_direction(struct claim *claim, const struct said *said,
                           GString *taken)
{
    int sign = value_sign(claim, said->sense), ahead;

    if (said->subject < 0 || !sign || claim->favours)
        return;
    if (said->sense == SENSE_MORE || said->sense == SENSE_LESS) {
        claim->higher = sign > 0 ? said->subject : 1 - said->subject;
        g_string_append_printf(taken, "; %s higher",
                               name_of(claim, claim->higher));
        return;
    }
    ahead = said->sense == SENSE_BETTER ? said->subject : 1 - said->subject;
    if (!claim->side[ahead].name)
        return;
    claim->favours = g_strdup(claim->side[ahead].name);
    g_string_append_printf(taken, "; %s ahead", claim->favours);
}

static const char no_better[] =
    "whether higher or lower is better is not said (better = lower)";
static const char other_thing[] =
    "it speaks of something else than what the two numbers are";
static const char with_another[] =
    "what is compared with what is not plain from it";

/* Who and what are settled; false with the reason. */
static bool settle(struct claim *claim, struct said *said, bool has_amount)
{
    if (!is_with_other(said))
        return unclear(claim, with_another);
    if (said->subject < 0 && first_side(said->tail) >= 0)
        said->subject = 1 - first_side(said->tail);
    if (!settle_noun(claim, said, has_amount))
        return unclear(claim, other_thing);
    if (!value_sign(claim, said->sense) && said->sense != SENSE_NONE)
        return unclear(claim, no_better);
    return true;
}

/* ---- percentages ---- */

static bool take_percent(struct claim *claim, struct said *said,
                         const char *number, GString *taken)
{
    bool is_of_times;
    char text[DECIMAL_TEXT];

    if (!settle(claim, said, true))
        return false;
    if (!claim_says_number(claim, number, &claim->percent))
        return unclear(claim, "its number could not be read");
    claim->bound = said->bound;
    is_of_times = claim->better < 0 &&
                  (said->sense == SENSE_BETTER || said->sense == SENSE_WORSE);
    if (said->subject >= 0 && !claim->percent_of && !is_of_times) /* rule 2 */
        claim->percent_of = g_strdup(claim->side[1 - said->subject].name);
    g_string_append_printf(taken, "; %s%s %%", claim_bound_words(said->bound),
                           decimal_print(claim->percent.value, text));
    if (claim->percent_of)
        g_string_append_printf(taken, " of %s", claim->percent_of);
    take_direction(claim, said, taken);
    return true;
}

static bool take_ratio_of(struct claim *claim, const struct said *said,
                          int side, GString *taken)
{
    char text[DECIMAL_TEXT];

    claim->times_side = side;
    claim->bound = said->bound;
    if (!claim->bound && !claim->times.value.exponent &&
        claim->times.half < 0.5)
        claim->bound = BOUND_ABOUT;
    g_string_append_printf(taken, "; %s%s times",
                           claim_bound_words(claim->bound),
                           decimal_print(claim->times.value, text));
    if (side >= 0)
        g_string_append_printf(taken, ", %s to %s", name_of(claim, side),
                               name_of(claim, 1 - side));
    return true;
}

/* "A needs 83 % of the time of B" */
static bool take_share(struct claim *claim, struct said *said,
                       const char *number, GString *taken)
{
    g_autofree char *clause = NULL;
    g_autoptr(GMatchInfo) info =
        claim_says_match(said->tail, "^((?:[\\w-]+ ){0,5}?)" SIDE);

    clause = info ? g_match_info_fetch(info, 1) : NULL;
    if (!info || !is_with_other(said))
        return unclear(claim, with_another);
    if (noun_of(clause) && noun_of(clause) != claim->better)
        return unclear(claim, other_thing);
    if (!claim_says_number(claim, number, &claim->percent))
        return unclear(claim, "its number could not be read");
    claim->times = claim->percent;
    claim->percent.is_given = false;
    if (!claim_set_number(&claim->times, decimal_shift(claim->times.value, -2),
                          NULL))
        return unclear(claim, "its number could not be read");
    return take_ratio_of(claim, said, said->subject, taken);
}

/* ---- the forms of rule 1 ---- */

enum form { FORM_COMPARED, FORM_BY, FORM_SHARE, FORM_DIFFERENCE };

/* Groups: the side, the words between, bound, number, comparative, tail; 0
 * where the form has none. */
static const struct {
    const char *pattern;
    enum form form;
    int side, bound, number, word, tail;
} forms[] = {
    {SIDE "(?:'s)? " WORDS BOUND CLAIM_NUMBER CLAIM_PERCENT_SIGN " " COMPARATIVE
          "(.*)$",
     FORM_COMPARED, 1, 3, 4, 5, 6},
    {SIDE "(?:'s)? " WORDS COMPARATIVE
          "(.*?)\\bby " BOUND CLAIM_NUMBER CLAIM_PERCENT_SIGN "(.*)$",
     FORM_BY, 1, 5, 6, 3, 4},
    {SIDE "(?:'s)? " WORDS VERB
          "(.*?)\\bby " BOUND CLAIM_NUMBER CLAIM_PERCENT_SIGN "(.*)$",
     FORM_BY, 1, 5, 6, 3, 4},
    {SIDE "(?:'s)? " WORDS BOUND CLAIM_NUMBER CLAIM_PERCENT_SIGN " of (.*)$",
     FORM_SHARE, 1, 3, 4, 0, 5},
    {"differences? (?:\\w+ )?(?:of|is|was) (?:only )?" BOUND CLAIM_NUMBER
         CLAIM_PERCENT_SIGN "(.*)$",
     FORM_DIFFERENCE, 0, 1, 2, 0, 3},
    {"\\bdiffer\\w* (?:\\w+ ){0,2}?by " BOUND CLAIM_NUMBER CLAIM_PERCENT_SIGN
     "(.*)$",
     FORM_DIFFERENCE, 0, 1, 2, 0, 3},
    {BOUND CLAIM_NUMBER CLAIM_PERCENT_SIGN " (?:difference|apart)(.*)$",
     FORM_DIFFERENCE, 0, 1, 2, 0, 3},
    {"^[^\ue000\ue001]*?" BOUND CLAIM_NUMBER CLAIM_PERCENT_SIGN " " COMPARATIVE
     "(.*)$",
     FORM_COMPARED, 0, 1, 2, 3, 4},
};

static char *group(const GMatchInfo *info, int i)
{
    return i ? g_match_info_fetch(info, i) : g_strdup("");
}

static bool read_form(struct claim *claim, size_t i, const GMatchInfo *info,
                      GString *taken)
{
    g_autofree char *side = group(info, forms[i].side);
    g_autofree char *bound = group(info, forms[i].bound);
    g_autofree char *number = group(info, forms[i].number);
    g_autofree char *word = group(info, forms[i].word);
    g_autofree char *tail = group(info, forms[i].tail);
    g_autofree char *rest =
        forms[i].form == FORM_BY ? g_match_info_fetch(info, 7) : NULL;
    g_autofree char *both =
        g_strconcat(tail, rest ? " " : "", rest ? rest : "", NULL);
    struct said said = {sense_of(word), side_of(side), bound_of(bound), both};

    if (forms[i].form == FORM_SHARE)
        return take_share(claim, &said, number, taken);
    if (forms[i].form == FORM_DIFFERENCE)
        said.tail = "";
    return take_percent(claim, &said, number, taken);
}

static bool read_percent(struct claim *claim, const char *text, GString *taken)
{
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        g_autoptr(GMatchInfo) info = claim_says_match(text, forms[i].pattern);

        if (info)
            return read_form(claim, i, info, taken);
    }
    return unclear(claim, "what its percentage is of is not plain from it");
}

/* ---- ratios ---- */

static bool set_times(struct claim *claim, const char *number, const char *word)
{
    g_autofree char *lower = g_ascii_strdown(word, -1);

    if (*number) {
        if (!claim_says_number(claim, number, &claim->times))
            return false;
        if (!claim->times.value.exponent) /* "2 times" is a round number */
            claim->times.half = decimal_to_double(claim->times.value) / 20.0;
        return true;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(multiples); i++)
        if (!strcmp(lower, multiples[i].word))
            claim->times = (struct claim_number){
                .is_given = true,
                .value = multiples[i].value,
                .half = multiples[i].half,
            };
    return claim->times.is_given;
}

/* What follows on "1.5 times": as what it is meant. */
static enum sense sense_behind(const char *rest)
{
    g_autoptr(GMatchInfo) compared = claim_says_match(rest, "^" COMPARATIVE);
    g_autofree char *word = compared ? g_match_info_fetch(compared, 1) : NULL;

    if (word)
        return sense_of(word);
    if (claim_says_has(rest, "^as (fast|quick|good|efficient)"))
        return SENSE_BETTER;
    if (claim_says_has(rest, "^as (slow|bad)"))
        return SENSE_WORSE;
    return claim_says_has(rest, "^(as (many|much|high|large|long|big)|the|that "
                                "of|of)\\b")
               ? SENSE_MORE
               : SENSE_NONE;
}

static bool take_ratio(struct claim *claim, struct said *said, GString *taken)
{
    bool is_same_way;

    if (said->sense == SENSE_NONE || said->sense == SENSE_LESS)
        return unclear(claim, "what its ratio is of is not plain from it");
    if (!settle(claim, said, true))
        return false;
    /* Better is more of a rate and less of a time. */
    is_same_way = value_sign(claim, said->sense) > 0;
    take_ratio_of(claim, said,
                  said->subject < 0 ? -1
                  : is_same_way     ? said->subject
                                    : 1 - said->subject,
                  taken);
    if (decimal_compare(claim->times.value, (struct decimal){1, 0}) >= 0)
        take_direction(claim, said, taken);
    return true;
}

static bool read_ratio(struct claim *claim, const char *text, GString *taken)
{
    g_autoptr(GMatchInfo) info =
        claim_says_match(text, SIDE "(?:'s)? " WORDS BOUND MULTIPLE " (.*)$");
    g_autoptr(GMatchInfo) by =
        claim_says_match(text, SIDE "(?:'s)? " WORDS COMPARATIVE
                                    "(.*?)\\bby (?:a factor of )?" BOUND
                                    "(?:" CLAIM_NUMBER "(?: times)?)(.*)$");
    g_autoptr(GMatchInfo) plain =
        claim_says_match(text, "^[^\ue000\ue001]*?" BOUND "(?:" MULTIPLE
                               "|factor of " CLAIM_NUMBER ")[^\ue000\ue001]*$");
    const GMatchInfo *found = info ? info : by ? by : plain;
    g_autofree char *side = found ? g_match_info_fetch(found, 1) : NULL;

    if (!found)
        return unclear(claim, "what its ratio is of is not plain from it");
    if (found == plain) {
        g_autofree char *number = g_match_info_fetch(found, 2);
        g_autofree char *word = g_match_info_fetch(found, 3);
        g_autofree char *factor = g_match_info_fetch(found, 4);
        struct said said = {SENSE_NONE, -1, bound_of(side), ""};

        return set_times(claim,
                         number && *number ? number
                         : factor          ? factor
                                           : "",
                         word ? word : "") &&
               take_ratio_of(claim, &said, -1, taken);
    } else {
        g_autofree char *bound = g_match_info_fetch(found, found == by ? 5 : 3);
        g_autofree char *number =
            g_match_info_fetch(found, found == by ? 6 : 4);
        g_autofree char *word =
            found == by ? g_strdup("") : g_match_info_fetch(found, 5);
        g_autofree char *rest = g_match_info_fetch(found, found == by ? 4 : 6);
        g_autofree char *comparative =
            found == by ? g_match_info_fetch(found, 3) : NULL;
        struct said said = {comparative ? sense_of(comparative)
                                        : sense_behind(rest),
                            side_of(side), bound_of(bound), rest};

        return set_times(claim, number, word) &&
               take_ratio(claim, &said, taken);
    }
}

/* ---- only who ---- */

static bool read_direction(struct claim *claim, const char *text,
                           GString *taken)
{
    g_autoptr(GMatchInfo) info = claim_says_match(
        text, SIDE "(?:'s)? " WORDS "(?:" COMPARATIVE "|" VERB
                   "|(fastest|slowest|best|worst|wins?|lags?)\\b)(.*)$");
    g_autofree char *side = NULL, *tail = NULL, *word = NULL;
    struct said said;

    if (!info)
        return unclear(claim, with_another);
    side = g_match_info_fetch(info, 1);
    tail = g_match_info_fetch(info, 6);
    for (int i = 3; i <= 5 && !(word && *word); i++) {
        g_free(word);
        word = g_match_info_fetch(info, i);
    }
    said = (struct said){sense_of(word), side_of(side), BOUND_NONE, tail};
    if (!settle(claim, &said, false))
        return false;
    take_direction(claim, &said, taken);
    return true;
}

/* ---- all of it ---- */

/* Rule 5, and "up to 40 %", which is of others. */
static const char *const beside[] = {
    "\\bup to " CLAIM_NUMBER CLAIM_PERCENT_SIGN,
    "\\b(?:(?:with|at) (?:a |the )?)?" CLAIM_NUMBER CLAIM_PERCENT_SIGN
    " (?:confidence|significance|probability|level|CI\\b)(?: (?:level|"
    "intervals?))?",
    "\\b(?:at|under) (?:a |about )?" CLAIM_NUMBER CLAIM_PERCENT_SIGN
    " (?:\\w+ )?(?:load|utili[sz]ation|use|usage)\\b",
    CLAIM_NUMBER CLAIM_PERCENT_SIGN
    " of (?:the |all )?(?:requests|connections|runs|cases|calls|packets|"
    "transactions|queries|clients|files)\\b(?! (?:of|on|that) "
    "[\ue000\ue001])",
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
        claim_note_reading(
            claim, "'%s' is not taken for the difference of these two", words);
        without = g_regex_replace_literal(regex, left, -1, 0, "", 0, NULL);
        g_free(left);
        left = without;
    }
    return left;
}

/* Do all comparatives mean the same way? */
static bool is_of_one_sense(const char *text)
{
    g_autoptr(GRegex) regex =
        g_regex_new("\\b" COMPARATIVE, G_REGEX_CASELESS, 0, NULL);
    g_autoptr(GMatchInfo) info = NULL;
    enum sense first = SENSE_NONE;

    g_regex_match(regex, text, 0, &info);
    for (; g_match_info_matches(info); g_match_info_next(info, NULL)) {
        g_autofree char *word = g_match_info_fetch(info, 1);
        enum sense sense = sense_of(word);

        if (first && sense != first)
            return false;
        first = sense;
    }
    return true;
}

/* What is not asserted: doubt, a condition, a question. */
static bool is_doubted(const char *text)
{
    return claim_says_has(
        text, "\\b(could|would|should|may|might|can be|expect\\w*|supposed|"
              "predict\\w*|if|whether|doubt\\w*|wrong|false|untrue|unlikely|"
              "contrary|unless|far from)\\b|\\?");
}

bool claim_read_compared(struct claim *claim, const char *sentence,
                         GString *taken)
{
    g_autofree char *text = without_beside(claim, sentence);
    size_t percents = claim_says_count(text, CLAIM_NUMBER CLAIM_PERCENT_SIGN);
    bool has_words =
        claim_says_has(text, "\\b" COMPARATIVE "|\\b" VERB
                             "|\\b(fastest|slowest|best|worst|wins?|lags?)\\b");

    if (claim_says_has(text, "\\b(not|never|neither|nor|cannot|hardly|barely|"
                             "fails?|no(?! (?:more|less) than))\\b") &&
        (percents || has_words))
        return unclear(claim, "it denies something");
    if (is_doubted(text))
        return unclear(claim, "it does not plainly assert anything");
    if (percents > 1)
        return unclear(claim, "it has several percentages, of which none is "
                              "taken; percent = N says which");
    if (!is_of_one_sense(text))
        return unclear(claim, "it compares more than one thing");
    if (percents)
        return read_percent(claim, text, taken);
    if (claim_says_has(text, MULTIPLE "|\\bfactor of \\d"))
        return read_ratio(claim, text, taken);
    if (has_words)
        return read_direction(claim, text, taken);
    if (claim_says_has(text, "\\bdiffer(s|ed|ent|ences?)?\\b"))
        g_string_append(taken, "; they differ");
    return false;
}
