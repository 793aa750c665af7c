/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sentence as the phrases of claim_phrases.h, in order. */
#pragma once

#include "compare/claim_phrases.h"

struct say_token {
    enum say_class is;
    enum say_sense sense;
    enum say_noun noun;
    enum claim_bound bound;
    int side;                  /* of SAY_SIDE */
    struct claim_number value; /* of numbers and round words */
    size_t from, to;           /* bytes of the text */
};

struct say_sentence {
    char *text;     /* small letters, no accents */
    GArray *tokens; /* struct say_token */
};
typedef struct say_sentence SaySentence;
void say_sentence_free(SaySentence *sentence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SaySentence, say_sentence_free)

/* In the text the names of the sides are U+E000 and U+E001. Free with
 * say_sentence_free. */
SaySentence *say_sentence_read(const struct claim *claim, const char *text);
const struct say_token *say_at(const SaySentence *sentence, size_t i);
size_t say_count(const SaySentence *sentence, enum say_class is);
static inline bool say_has(const SaySentence *sentence, enum say_class is)
{
    return say_count(sentence, is) > 0;
}
