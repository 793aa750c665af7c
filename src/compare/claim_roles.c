/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of a comparison, by where they stand.
 *
 * 1. The head is the word that compares, the one with a number at it if there
 *    are several.
 * 2. A name behind "than", "over", "compared to" is the other side, wherever
 *    that stands; one before the head the subject; one behind it depends on
 *    the head: what is beaten is the other side, what has a gain the subject.
 * 3. "From A to B", "between A and B" and "A vs B" are read as such.
 * 4. "Than" without a name of the two behind it compares with a third.
 * 5. What is counted is the first noun behind the head and before the next
 *    name, else the last one before the head.
 */
#include "compare/claim_roles.h"

bool say_is_head(enum say_class is)
{
    return is == SAY_COMPARED || is == SAY_AS || is == SAY_BEATS ||
           is == SAY_BEATEN || is == SAY_CHANGES || is == SAY_GAIN;
}

bool say_is_amount(enum say_class is)
{
    return is == SAY_PERCENT || is == SAY_TIMES || is == SAY_FRACTION;
}

static bool is_name(enum say_class is)
{
    return is == SAY_SIDE || is == SAY_OTHER_SIDE;
}

/* Words that may stand between a preposition and its name. */
static bool is_between(enum say_class is)
{
    return is == SAY_FILLER || is == SAY_NOUN || is == SAY_OF ||
           is == SAY_WITH || is == SAY_IS || is == SAY_BY;
}

static enum say_class class_at(const SaySentence *s, size_t i)
{
    return i < s->tokens->len ? say_at(s, i)->is : SAY_BREAK;
}

/* ---- rule 1 ---- */

/* Nothing but little words and a noun between the two? */
static bool is_near(const SaySentence *s, size_t a, size_t b)
{
    for (size_t i = MIN(a, b) + 1; i < MAX(a, b); i++)
        if (!is_between(say_at(s, i)->is) && say_at(s, i)->is != SAY_BOUND &&
            say_at(s, i)->is != SAY_SIGNIFICANT &&
            say_at(s, i)->is != SAY_FACTOR && say_at(s, i)->is != SAY_TO)
            return false;
    return true;
}

static void find_amount(const SaySentence *s, size_t skip, struct say_roles *r)
{
    for (size_t i = 0; i < s->tokens->len; i++) {
        if (!say_is_amount(say_at(s, i)->is) || i == skip)
            continue;
        r->n_amounts++;
        if (r->amount == SAY_NOWHERE)
            r->amount = i;
    }
    /* "a factor of 2", "a speedup of 1.35" */
    for (size_t i = 0; r->amount == SAY_NOWHERE && i < s->tokens->len; i++) {
        size_t at = i + 1;

        if (say_at(s, i)->is != SAY_FACTOR && say_at(s, i)->is != SAY_GAIN)
            continue;
        while (is_between(class_at(s, at)) || class_at(s, at) == SAY_BOUND)
            at++;
        if (class_at(s, at) != SAY_NUMBER)
            continue;
        r->amount = at;
        r->n_amounts = 1;
    }
}

static void find_head(const SaySentence *s, struct say_roles *r)
{
    for (size_t i = 0; i < s->tokens->len; i++) {
        if (!say_is_head(say_at(s, i)->is))
            continue;
        if (r->head == SAY_NOWHERE ||
            (r->amount != SAY_NOWHERE && is_near(s, i, r->amount) &&
             !is_near(s, r->head, r->amount)))
            r->head = i;
    }
}

/* The bound before the amount, and whether "to" stands there. */
static void find_bound(const SaySentence *s, struct say_roles *r)
{
    for (size_t i = r->amount; r->amount != SAY_NOWHERE && i-- > 0;) {
        enum say_class is = say_at(s, i)->is;

        if (is == SAY_BOUND && !r->bound)
            r->bound = say_at(s, i)->bound;
        else if (is == SAY_TO)
            r->is_to = true;
        else if (is != SAY_FILLER && is != SAY_BY && is != SAY_FACTOR &&
                 is != SAY_BOUND && is != SAY_OF)
            return;
    }
}

/* ---- rules 2 and 3 ---- */

/* The word before a name that says what it is; SAY_UNKNOWN: none does. */
static enum say_class word_before(const SaySentence *s, size_t name)
{
    enum say_class weak = SAY_UNKNOWN;

    for (size_t i = name; i-- > 0;) {
        enum say_class is = say_at(s, i)->is;

        if (is == SAY_THAN || is == SAY_THAN_WEAK || is == SAY_FROM ||
            is == SAY_TO || is == SAY_AGAINST)
            return is;
        if (!is_between(is))
            break;
        if (is != SAY_FILLER && is != SAY_NOUN && is != SAY_IS &&
            weak == SAY_UNKNOWN)
            weak = is;
    }
    return weak;
}

/* The name of a pair ("between A and B", "A vs B") has no part of its own. */
static bool is_of_pair(const SaySentence *s, size_t i)
{
    if (class_at(s, i + 1) == SAY_AGAINST && is_name(class_at(s, i + 2)))
        return true;
    if (i >= 2 && class_at(s, i - 1) == SAY_AGAINST &&
        is_name(class_at(s, i - 2)))
        return true;
    for (size_t k = i; k-- > 0;) {
        enum say_class is = say_at(s, k)->is;

        if (is == SAY_BETWEEN)
            return true;
        if (!is_between(is) && is != SAY_AND && !is_name(is))
            return false;
    }
    return false;
}

enum role { ROLE_NONE, ROLE_SUBJECT, ROLE_OTHER, ROLE_TANGLED };

/* Of a name behind the head that no "than" stands before. */
static enum role role_behind(const SaySentence *s, const struct say_roles *r,
                             enum say_class before)
{
    enum say_class head =
        r->head == SAY_NOWHERE ? SAY_UNKNOWN : say_at(s, r->head)->is;
    bool has_subject = r->subject >= 0;

    switch (head) {
    case SAY_BEATS:
    case SAY_BEATEN:
        return ROLE_OTHER;
    case SAY_CHANGES:
        if (before == SAY_BY || before == SAY_WITH)
            return has_subject ? ROLE_TANGLED : ROLE_SUBJECT;
        return has_subject ? ROLE_OTHER : ROLE_SUBJECT;
    case SAY_GAIN:
        return has_subject ? ROLE_OTHER : ROLE_SUBJECT;
    case SAY_UNKNOWN: /* "half the time of B", "twice B" */
        return ROLE_OTHER;
    default:
        return before == SAY_WITH && !has_subject ? ROLE_SUBJECT : ROLE_TANGLED;
    }
}

static bool has_class_before(const SaySentence *s, size_t i, enum say_class is)
{
    for (size_t k = 0; k < i; k++)
        if (say_at(s, k)->is == is)
            return true;
    return false;
}

static enum role role_of(const SaySentence *s, const struct say_roles *r,
                         size_t i)
{
    enum say_class before = word_before(s, i);
    size_t pivot = r->head != SAY_NOWHERE ? r->head : r->amount;

    if (is_of_pair(s, i))
        return ROLE_NONE;
    if (before == SAY_THAN || before == SAY_THAN_WEAK || before == SAY_FROM)
        return ROLE_OTHER;
    if (before == SAY_TO && has_class_before(s, i, SAY_FROM))
        return ROLE_SUBJECT;
    if (before == SAY_TO && r->head < i) /* "superior ao do Xen" */
        return say_at(s, r->head)->is == SAY_CHANGES ? ROLE_TANGLED
                                                     : ROLE_OTHER;
    if (pivot == SAY_NOWHERE || i < pivot)
        return ROLE_SUBJECT;
    return role_behind(s, r, before);
}

static void set_role(struct say_roles *r, int *role, int side)
{
    if (*role >= 0 && *role != side)
        r->is_tangled = true;
    *role = side;
}

static void find_sides(const SaySentence *s, struct say_roles *r)
{
    for (size_t i = 0; i < s->tokens->len; i++) {
        if (say_at(s, i)->is != SAY_SIDE)
            continue;
        switch (role_of(s, r, i)) {
        case ROLE_SUBJECT:
            set_role(r, &r->subject, say_at(s, i)->side);
            break;
        case ROLE_OTHER:
            set_role(r, &r->other, say_at(s, i)->side);
            break;
        case ROLE_TANGLED:
            r->is_tangled = true;
            break;
        case ROLE_NONE:
            break;
        }
    }
    if (r->subject >= 0 && r->subject == r->other)
        r->is_tangled = true;
}

/* Is a word before the head that nobody knows who may be meant? */
static bool has_stranger(const SaySentence *s, const struct say_roles *r)
{
    for (size_t i = 0; i < r->head && i < s->tokens->len; i++)
        if (say_at(s, i)->is == SAY_UNKNOWN)
            return true;
    return false;
}

/* ---- rule 4 ---- */

/* "Que", "as", "against" divide two sides right behind a comparison only. */
static bool is_than(const SaySentence *s, size_t i)
{
    enum say_class is = say_at(s, i)->is;

    if (is == SAY_THAN)
        return true;
    if (is != SAY_THAN_WEAK)
        return false;
    for (size_t k = i; k-- > 0;) {
        if (say_is_head(say_at(s, k)->is))
            return true;
        if (say_at(s, k)->is != SAY_NOUN && !say_is_amount(say_at(s, k)->is))
            return false;
    }
    return false;
}

/* Whom the than at i compares with: is it none of the two? */
static bool is_third(const SaySentence *s, size_t i, bool has_names)
{
    for (size_t k = i + 1; k < s->tokens->len; k++) {
        enum say_class is = say_at(s, k)->is;

        if (is_name(is))
            return false;
        if (is == SAY_NUMBER || say_is_amount(is))
            return false; /* "over 20 runs" */
        if (!is_between(is) && is != SAY_THAN_WEAK)
            return has_names || is != SAY_UNKNOWN;
    }
    return has_names;
}

/* "Similar to C" */
static bool is_like_third(const SaySentence *s, size_t i, bool has_names)
{
    enum say_class next = class_at(s, i + 1);

    return say_at(s, i)->is == SAY_SIMILAR &&
           (next == SAY_TO || next == SAY_THAN_WEAK || next == SAY_WITH) &&
           is_third(s, i + 1, has_names);
}

static void find_third(const SaySentence *s, bool has_names,
                       struct say_roles *r)
{
    for (size_t i = 0; i < s->tokens->len; i++)
        if ((is_than(s, i) && is_third(s, i, has_names)) ||
            is_like_third(s, i, has_names))
            r->is_with_third = true;
}

/* ---- rule 5 ---- */

static void find_noun(const SaySentence *s, struct say_roles *r)
{
    size_t pivot = r->head != SAY_NOWHERE ? r->head : r->amount;

    if (pivot == SAY_NOWHERE)
        return;
    r->noun = say_at(s, pivot)->noun;
    for (size_t i = pivot + 1; !r->noun && i < s->tokens->len; i++) {
        enum say_class is = say_at(s, i)->is;

        if (is_name(is)) { /* "74 % of B's performance" */
            r->noun =
                i + 1 < s->tokens->len ? say_at(s, i + 1)->noun : NOUN_NONE;
            break;
        }
        if (is == SAY_THAN || is == SAY_COMMA || is == SAY_BREAK)
            break;
        r->noun = say_at(s, i)->noun;
    }
    for (size_t i = pivot; !r->noun && i-- > 0;)
        r->noun = say_at(s, i)->noun;
}

/* "Was outperformed (by)": the verb says it of the other one. */
static bool is_passive(const SaySentence *s, const struct say_roles *r)
{
    if (r->head == SAY_NOWHERE || say_at(s, r->head)->is != SAY_BEATEN)
        return false;
    for (size_t i = r->head; i-- > 0;) {
        enum say_class is = say_at(s, i)->is;

        if (is == SAY_IS)
            return true;
        if (is != SAY_FILLER && is != SAY_SIGNIFICANT && !say_is_amount(is))
            break;
    }
    for (size_t i = r->head + 1; i < s->tokens->len; i++) {
        if (is_name(say_at(s, i)->is))
            return word_before(s, i) == SAY_BY;
    }
    return false;
}

struct say_roles say_roles_of(const SaySentence *s, bool has_names, size_t skip)
{
    struct say_roles r = {
        .head = SAY_NOWHERE,
        .amount = SAY_NOWHERE,
        .subject = -1,
        .other = -1,
    };

    find_amount(s, skip, &r);
    find_head(s, &r);
    find_bound(s, &r);
    find_sides(s, &r);
    find_third(s, has_names, &r);
    find_noun(s, &r);
    r.is_passive = is_passive(s, &r);
    if (r.subject < 0 && r.other >= 0) {
        r.subject = 1 - r.other;
        r.is_with_third = r.is_with_third || has_stranger(s, &r);
    }
    if (r.other < 0 && r.subject >= 0)
        r.other = 1 - r.subject;
    return r;
}
