/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is compared with whom, by what word and how much. */
#pragma once

#include "compare/claim_tokens.h"

#define SAY_NOWHERE G_MAXSIZE

struct say_roles {
    size_t head;   /* the word that compares; SAY_NOWHERE */
    size_t amount; /* the number or round word; SAY_NOWHERE */
    size_t n_amounts;
    int subject, other; /* sides; -1: not named */
    bool is_tangled;    /* several that could be either */
    bool is_with_third; /* compared with something else */
    bool is_passive;
    bool is_to; /* "reduced to 40 %" */
    enum say_noun noun;
    enum claim_bound bound;
};

/* Words that compare. */
bool say_is_head(enum say_class is);
/* Percentages, ratios and fractions. */
bool say_is_amount(enum say_class is);
/* skip: an amount that is of something else; SAY_NOWHERE. */
struct say_roles say_roles_of(const SaySentence *sentence, bool has_names,
                              size_t skip);
