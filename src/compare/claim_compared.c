/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a sentence says of two sides: by how much, and which way.
 *
 * 1. Understood is one comparison between the two: "A is 20 % faster than B",
 *    "B foi superado por A", "A needs 80 % of the time of B", "A has an
 *    overhead of 12 %", "a difference of 20 %", "A doubles the rate". What
 *    denies, doubts, speaks of some cases, compares with a third, or has
 *    several comparisons, is not judged, and that is told: a guess could be a
 *    false answer.
 * 2. "20 % more", "less" have the other side as their base. So have "faster"
 *    and "slower" of rates; of times they can mean less time or more speed,
 *    which leaves the base open. An overhead is a share of the other side.
 * 3. "At least", "less than", "about", "up to" keep their meaning.
 * 4. "Twice", "half", "an order of magnitude" are round words: 2 and 0.5
 *    within a twentieth, 7 to 13.
 * 5. A percentage of a confidence, of a load or of "the requests" is none of
 *    the comparison.
 */
#include <string.h>

#include "compare/claim_says.h"
#include "compare/claim_words.h"

static const char no_better[] =
    "whether higher or lower is better is not said (better = lower)";
static const char other_thing[] =
    "it speaks of something else than what the two numbers are";
static const char with_another[] =
    "what is compared with what is not plain from it";
static const char better_or_more[] =
    "'superior' can be better or more, which for a time is not the same";
static const char no_ratio[] = "what its ratio is of is not plain from it";
static const char no_number[] = "its number could not be read";
static const char no_quantity[] = "what is more or less is not plain from it";
static const char no_base[] = "what its percentage is of is not plain from it";

static bool unclear(struct claim *claim, const char *why)
{
    g_free(claim->unclear);
    claim->unclear = g_strdup(why);
    return false;
}

/* ---- what the words mean for these two numbers ---- */

struct said {
    enum say_sense sense; /* of the subject */
    struct say_roles roles;
    struct say_token amount; /* value not given: none */
};

/* Is more of the noun better (+1) or less (-1)? 0: it does not say. */
static int noun_sign(enum say_noun noun)
{
    return noun == NOUN_RATE ? 1 : noun == NOUN_TIME ? -1 : 0;
}

static enum say_sense opposite(enum say_sense sense)
{
    static const enum say_sense others[] = {
        [SENSE_NONE] = SENSE_NONE,         [SENSE_MORE] = SENSE_LESS,
        [SENSE_LESS] = SENSE_MORE,         [SENSE_BETTER] = SENSE_WORSE,
        [SENSE_WORSE] = SENSE_BETTER,      [SENSE_SUPERIOR] = SENSE_INFERIOR,
        [SENSE_INFERIOR] = SENSE_SUPERIOR,
    };

    return others[sense];
}

/* "Superior" is better of a performance, and more of everything else. */
static enum say_sense plain_sense(enum say_sense sense, enum say_noun noun)
{
    bool is_up = sense == SENSE_SUPERIOR || sense == SENSE_MORE;

    if (sense == SENSE_NONE || sense == SENSE_BETTER || sense == SENSE_WORSE)
        return sense;
    if (noun == NOUN_PERFORMANCE)
        return is_up ? SENSE_BETTER : SENSE_WORSE;
    return is_up ? SENSE_MORE : SENSE_LESS;
}

/* A resource is none of a time or a rate. */
static bool is_of_resource(const struct claim *claim, enum say_noun noun)
{
    struct slice unit = slice_from(claim->unit ? claim->unit : "");

    return noun == NOUN_RESOURCE &&
           (unit_kind_of(unit) == UNIT_TIME || unit_is_rate(unit));
}

/* +1: the subject has the higher mean; 0: unknown */
static int value_sign(const struct claim *claim, enum say_sense sense)
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

/* The noun may turn "more" into "better", or into something else. */
static bool settle_noun(const struct claim *claim, struct said *said)
{
    enum say_sense before = said->sense;
    int noun = noun_sign(said->roles.noun);

    said->sense = plain_sense(before, said->roles.noun);
    if (is_of_resource(claim, said->roles.noun))
        return false;
    if ((before == SENSE_SUPERIOR || before == SENSE_INFERIOR) &&
        said->roles.noun == NOUN_NONE && claim->better < 0)
        said->sense = before == SENSE_SUPERIOR ? SENSE_BETTER : SENSE_WORSE;
    if (!noun)
        return true;
    if (noun == claim->better || !claim->better) {
        if (said->sense == SENSE_BETTER || said->sense == SENSE_WORSE)
            said->sense = (said->sense == SENSE_BETTER) == (noun > 0)
                              ? SENSE_MORE
                              : SENSE_LESS;
        return true;
    }
    if (said->roles.amount != SAY_NOWHERE)
        return false;
    if (said->sense == SENSE_MORE || said->sense == SENSE_LESS)
        said->sense = (said->sense == SENSE_MORE) == (noun > 0) ? SENSE_BETTER
                                                                : SENSE_WORSE;
    return true;
}

/* An overhead, a loss are shares of the side without it. */
static void settle_base(const struct claim *claim, struct said *said,
                        enum say_class head)
{
    if (head == SAY_GAIN && said->sense == SENSE_WORSE && claim->better)
        said->sense = claim->better > 0 ? SENSE_LESS : SENSE_MORE;
}

/* "25 % superior" of a time. */
static bool is_double_meaning(const struct claim *claim,
                              const struct said *said)
{
    return (said->sense == SENSE_SUPERIOR || said->sense == SENSE_INFERIOR) &&
           said->roles.noun == NOUN_NONE && claim->better < 0 &&
           said->roles.amount != SAY_NOWHERE;
}

/* Who and what are settled; false with the reason. */
static bool settle(struct claim *claim, const SaySentence *sentence,
                   struct said *said)
{
    enum say_class head = said->roles.head == SAY_NOWHERE
                              ? SAY_UNKNOWN
                              : say_at(sentence, said->roles.head)->is;

    if (said->roles.is_tangled || said->roles.is_with_third)
        return unclear(claim, with_another);
    if (said->roles.is_passive)
        said->sense = opposite(said->sense);
    if (is_double_meaning(claim, said))
        return unclear(claim, better_or_more);
    if (!settle_noun(claim, said))
        return unclear(claim, other_thing);
    if (said->roles.amount != SAY_NOWHERE)
        settle_base(claim, said, head);
    if (!value_sign(claim, said->sense) && said->sense != SENSE_NONE)
        return unclear(claim, no_better);
    return true;
}

/* ---- taking it ---- */

static const char *name_of(const struct claim *claim, int side)
{
    return claim->side[side].name ? claim->side[side].name : "the other";
}

static void take_direction(struct claim *claim, const struct said *said,
                           GString *taken)
{
    int sign = value_sign(claim, said->sense), subject = said->roles.subject;
    int ahead;

    if (subject < 0 || !sign || claim->favours)
        return;
    if (said->sense == SENSE_MORE || said->sense == SENSE_LESS) {
        claim->higher = sign > 0 ? subject : 1 - subject;
        g_string_append_printf(taken, "; %s higher",
                               name_of(claim, claim->higher));
        return;
    }
    ahead = said->sense == SENSE_BETTER ? subject : 1 - subject;
    if (!claim->side[ahead].name)
        return;
    claim->favours = g_strdup(claim->side[ahead].name);
    g_string_append_printf(taken, "; %s ahead", claim->favours);
}

/* Whose mean is said to be the higher one; -1: nobody's. */
static int said_higher(const struct claim *claim, const struct said *said)
{
    int sign = value_sign(claim, said->sense), subject = said->roles.subject;

    return subject < 0 || !sign ? -1 : sign > 0 ? subject : 1 - subject;
}

static bool take_percent(struct claim *claim, const struct said *said,
                         GString *taken)
{
    bool is_of_times = claim->better < 0 && (said->sense == SENSE_BETTER ||
                                             said->sense == SENSE_WORSE);
    char text[DECIMAL_TEXT];

    if (!said->amount.value.is_given)
        return unclear(claim, no_number);
    claim->percent = said->amount.value;
    claim->bound = said->roles.bound;
    if (said->roles.subject >= 0 && !claim->percent_of && !is_of_times)
        claim->percent_of = /* rule 2 */
            g_strdup(claim->side[1 - said->roles.subject].name);
    g_string_append_printf(taken, "; %s%s %%", claim_bound_words(claim->bound),
                           decimal_print(claim->percent.value, text));
    if (claim->percent_of)
        g_string_append_printf(taken, " of %s", claim->percent_of);
    if (claim->bound == BOUND_MOST) /* it may be the other way round */
        claim->most_higher = said_higher(claim, said);
    else
        take_direction(claim, said, taken);
    return true;
}

/* side: whose mean is that multiple of the other's; -1: unsaid. */
static bool take_ratio_of(struct claim *claim, const struct said *said,
                          int side, GString *taken)
{
    char text[DECIMAL_TEXT];

    if (!said->amount.value.is_given || said->amount.value.value.digits <= 0)
        return unclear(claim, no_number);
    claim->times = said->amount.value;
    if (said->amount.is == SAY_NUMBER && !claim->times.value.exponent)
        claim->times.half = decimal_to_double(claim->times.value) / 20.0;
    claim->times_side = side;
    claim->bound = said->roles.bound;
    if (!claim->bound && claim->times.half > 0.0 && claim->times.half < 0.5)
        claim->bound = BOUND_ABOUT;
    g_string_append_printf(taken, "; %s%s times",
                           claim_bound_words(claim->bound),
                           decimal_print(claim->times.value, text));
    if (side >= 0)
        g_string_append_printf(taken, ", %s to %s", name_of(claim, side),
                               name_of(claim, 1 - side));
    return true;
}

/* "1.5 times as fast", "twice the rate". */
static bool take_ratio(struct claim *claim, const struct said *said,
                       GString *taken)
{
    int subject = said->roles.subject;
    int sign = value_sign(claim, said->sense);
    bool is_up =
        decimal_compare(said->amount.value.value, (struct decimal){1, 0}) >= 0;

    if (!take_ratio_of(claim, said,
                       subject < 0 ? -1
                       : sign > 0  ? subject
                                   : 1 - subject,
                       taken))
        return false;
    if (is_up)
        take_direction(claim, said, taken);
    return true;
}

/* A fraction or a percentage as the ratio that it is. */
static bool share_of(struct say_token *amount)
{
    struct claim_number *value = &amount->value;

    if (!value->is_given)
        return false;
    if (amount->is == SAY_PERCENT)
        return claim_set_number(value, decimal_shift(value->value, -2), NULL);
    return true;
}

/* A fraction as a percentage. */
static void percent_of_fraction(struct say_token *amount)
{
    amount->value.value = decimal_shift(amount->value.value, 2);
    amount->value.half *= 100.0;
}

/* ---- rule 1: the forms ---- */

/* "83 % of the time of B", "half the time", "twice that of B". */
static bool read_share(struct claim *claim, const SaySentence *sentence,
                       struct said *said, GString *taken)
{
    size_t behind = said->roles.amount + 1;
    enum say_class next = behind < sentence->tokens->len
                              ? say_at(sentence, behind)->is
                              : SAY_BREAK;
    bool is_of_something = next == SAY_OF || next == SAY_FILLER ||
                           next == SAY_NOUN || next == SAY_THAN_WEAK ||
                           next == SAY_SIDE;

    if (say_has(sentence, SAY_DIFFERENCE) && said->amount.is == SAY_TIMES)
        return take_ratio_of(claim, said, -1, taken);
    if (said->roles.subject < 0 && said->amount.is == SAY_TIMES &&
        !said->roles.noun)
        return take_ratio_of(claim, said, -1, taken);
    if (!is_of_something || said->roles.subject < 0 ||
        (said->amount.is == SAY_PERCENT && next != SAY_OF) ||
        !share_of(&said->amount))
        return unclear(claim,
                       said->amount.is == SAY_PERCENT ? no_base : no_ratio);
    if (claim->percent_of)
        return unclear(claim, no_base);
    for (size_t i = behind; i < sentence->tokens->len; i++) {
        enum say_class is = say_at(sentence, i)->is;

        if (is == SAY_SIDE)
            break;
        if (is == SAY_UNKNOWN)
            return unclear(claim, no_ratio);
    }
    said->sense = SENSE_MORE;
    if (!settle(claim, sentence, said))
        return false;
    return take_ratio(claim, said, taken);
}

/* "half the time" beside "faster" is how often. */
static bool is_how_often(const struct said *said, enum say_class head)
{
    return said->amount.is == SAY_FRACTION &&
           !decimal_compare(said->amount.value.value,
                            (struct decimal){5, -1}) &&
           head == SAY_COMPARED;
}

/* Three times less is a third. */
static bool read_compared_times(struct claim *claim, const SaySentence *s,
                                struct said *said, GString *taken)
{
    return settle(claim, s, said) && take_ratio(claim, said, taken);
}

static bool read_amount(struct claim *claim, const SaySentence *s,
                        struct said *said, GString *taken)
{
    enum say_class head = say_at(s, said->roles.head)->is;

    if (is_how_often(said, head))
        return unclear(claim, no_ratio);
    if (said->roles.is_to) { /* "reduced to 40 %" */
        if (head != SAY_CHANGES || !share_of(&said->amount))
            return unclear(claim, no_base);
        said->sense = SENSE_MORE;
        if (said->amount.is == SAY_NUMBER)
            return unclear(claim, no_base);
        return read_compared_times(claim, s, said, taken);
    }
    if (head == SAY_AS) {
        if (!share_of(&said->amount))
            return unclear(claim, no_number);
        return read_compared_times(claim, s, said, taken);
    }
    if (said->amount.is == SAY_TIMES || said->amount.is == SAY_NUMBER)
        return read_compared_times(claim, s, said, taken);
    if (said->amount.is == SAY_FRACTION)
        percent_of_fraction(&said->amount);
    return settle(claim, s, said) && take_percent(claim, said, taken);
}

/* "Doubles", "halves": the amount is in the word. */
static bool read_verb_amount(struct claim *claim, const SaySentence *s,
                             struct said *said, GString *taken)
{
    said->amount = *say_at(s, said->roles.head);
    said->roles.amount = said->roles.head;
    if (said->roles.head && say_at(s, said->roles.head - 1)->is == SAY_BOUND)
        said->roles.bound = say_at(s, said->roles.head - 1)->bound;
    said->sense = SENSE_MORE;
    return settle(claim, s, said) && take_ratio(claim, said, taken);
}

static bool read_one(struct claim *claim, const SaySentence *s, size_t skip,
                     GString *taken)
{
    bool has_names = claim->side[0].name || claim->side[1].name;
    struct said said = {.roles = say_roles_of(s, has_names, skip)};
    const struct say_roles *roles = &said.roles;

    if (roles->amount != SAY_NOWHERE)
        said.amount = *say_at(s, roles->amount);
    if (roles->head != SAY_NOWHERE)
        said.sense = say_at(s, roles->head)->sense;
    if (roles->head != SAY_NOWHERE && roles->amount != SAY_NOWHERE)
        return read_amount(claim, s, &said, taken);
    if (roles->head != SAY_NOWHERE) {
        if (say_at(s, roles->head)->value.is_given)
            return read_verb_amount(claim, s, &said, taken);
        if (say_at(s, roles->head)->is == SAY_CHANGES && !roles->noun)
            return unclear(claim, no_quantity); /* "A drops requests" */
        if (!settle(claim, s, &said))
            return false;
        take_direction(claim, &said, taken);
        return true;
    }
    if (said.amount.is == SAY_PERCENT && say_has(s, SAY_DIFFERENCE)) {
        said.roles.subject = -1;
        return (!roles->is_with_third || unclear(claim, with_another)) &&
               take_percent(claim, &said, taken);
    }
    if (said.amount.is == SAY_NUMBER) /* "a factor of 2" */
        return take_ratio_of(claim, &said, -1, taken);
    return read_share(claim, s, &said, taken);
}

/* ---- all of it ---- */

/* Do all words that compare mean the same way? */
static bool is_of_one_sense(const SaySentence *s)
{
    enum say_sense first = SENSE_NONE;

    for (size_t i = 0; i < s->tokens->len; i++) {
        const struct say_token *token = say_at(s, i);

        if (!say_is_head(token->is))
            continue;
        if (first && token->sense != first)
            return false;
        first = token->sense;
    }
    return true;
}

static bool is_comparing(const struct say_token *token)
{
    return say_is_head(token->is) || say_is_amount(token->is) ||
           token->is == SAY_DIFFERENCE;
}

/* "But": with a comparison on both sides of it. */
static bool is_broken(const SaySentence *s)
{
    bool is_before = false, is_behind = false, is_any = false;

    for (size_t i = 0; i < s->tokens->len; i++) {
        if (say_at(s, i)->is == SAY_BREAK) {
            is_before = is_before || is_any;
            is_any = false;
        }
        is_any = is_any || is_comparing(say_at(s, i));
    }
    is_behind = is_any;
    return is_before && is_behind;
}

/* An "up to" beside another amount is of others. */
static size_t beside_amount(struct claim *claim, const SaySentence *s)
{
    size_t found = SAY_NOWHERE, n = 0;

    for (size_t i = 1; i < s->tokens->len; i++) {
        if (!say_is_amount(say_at(s, i)->is))
            continue;
        n++;
        if (say_at(s, i - 1)->is == SAY_BOUND &&
            say_at(s, i - 1)->bound == BOUND_UP_TO)
            found = i;
    }
    if (n < 2 || found == SAY_NOWHERE)
        return SAY_NOWHERE;
    claim_note_reading(claim,
                       "'up to %.*s' is not taken for the difference of these "
                       "two",
                       (int)(say_at(s, found)->to - say_at(s, found)->from),
                       s->text + say_at(s, found)->from);
    return found;
}

/* ", and up to 80 % more at times": no part of what is read. */
static void cut_beside(const SaySentence *s, size_t beside)
{
    size_t amount = SAY_NOWHERE;

    for (size_t i = 0; beside != SAY_NOWHERE && i < beside; i++) {
        if (say_is_amount(say_at(s, i)->is))
            amount = i;
        if (say_at(s, i)->is != SAY_COMMA || amount == SAY_NOWHERE)
            continue;
        g_array_set_size(s->tokens, (guint)i);
        return;
    }
}

/* What stands in the way of reading a comparison; NULL: nothing. */
static const char *hindrance(const SaySentence *s, bool is_single)
{
    static const struct {
        enum say_class is;
        const char *why;
    } hindrances[] = {
        {SAY_NOT, "it denies something"},
        {SAY_HARDLY, "it denies something"},
        {SAY_INSIGNIFICANT, "it denies something"},
        {SAY_DOUBT, "it does not plainly assert anything"},
        {SAY_PART, "it speaks of some cases only"},
        {SAY_POINTS, "points of a percentage are no percentage of it"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(hindrances); i++)
        if (say_has(s, hindrances[i].is))
            return hindrances[i].why;
    if (!is_single)
        return "it has several percentages, of which none is taken; percent = "
               "N says which";
    return !is_of_one_sense(s) || is_broken(s)
               ? "it compares more than one thing"
               : NULL;
}

bool claim_read_compared(struct claim *claim, const SaySentence *sentence,
                         GString *taken)
{
    size_t skip, n_amounts = 0, n_heads = 0;
    const char *why;

    for (size_t i = 0; i < sentence->tokens->len; i++) {
        n_amounts += say_is_amount(say_at(sentence, i)->is);
        n_heads += say_is_head(say_at(sentence, i)->is);
    }
    if (!n_amounts && !n_heads && !say_has(sentence, SAY_FACTOR)) {
        if (say_has(sentence, SAY_DIFFERENCE) && !hindrance(sentence, true))
            g_string_append(taken, "; they differ");
        return false;
    }
    skip = beside_amount(claim, sentence);
    cut_beside(sentence, skip);
    why = hindrance(sentence, n_amounts <= 1 + (skip != SAY_NOWHERE));
    if (why)
        return unclear(claim, why);
    return read_one(claim, sentence, skip, taken);
}
