/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words that compare two things, in English, Portuguese and Spanish, and
 * what each means. A language or a phrase more is a row more.
 *
 * Phrases are written in small letters without accents, as
 * claim_tokens_read makes the sentence; "*" at the end of a word stands for
 * any end of it. Of several that fit the one with the most words counts, and
 * of these the first. Accents that tell words apart are spelt out before:
 * Spanish "más" is "mais" here, Portuguese and Spanish "é" and "está" are
 * "is".
 */
#pragma once

#include "base/decimal.h"
#include "compare/claim.h"

enum say_class {
    SAY_UNKNOWN, /* a word that means nothing here */
    SAY_FILLER,
    SAY_COMMA,
    SAY_SIDE,       /* a name */
    SAY_OTHER_SIDE, /* "the other" */
    SAY_NUMBER,
    SAY_PERCENT,
    SAY_TIMES,    /* "1.5x", "twice": value, half */
    SAY_FRACTION, /* "a third": value, half */
    SAY_COMPARED, /* "faster": sense */
    SAY_AS,       /* "as fast": sense */
    SAY_BEATS,    /* "outperforms": sense of the subject */
    SAY_BEATEN,   /* "outperformed": the same, or of the other if passive */
    SAY_CHANGES,  /* "reduces": sense of what the subject does to it */
    SAY_GAIN,     /* "a speedup", "an overhead": sense of who has it */
    SAY_DIFFERENCE,
    SAY_SIMILAR,
    SAY_SIGNIFICANT,
    SAY_INSIGNIFICANT,
    SAY_NOT,
    SAY_HARDLY, /* "barely faster": denies as well */
    SAY_DOUBT,
    SAY_PART,  /* "in some cases" */
    SAY_BREAK, /* "but" */
    SAY_THAN,
    SAY_THAN_WEAK,
    SAY_OF,
    SAY_WITH,
    SAY_BY,
    SAY_TO,
    SAY_FROM,
    SAY_AND,
    SAY_BETWEEN,
    SAY_AGAINST, /* "vs" */
    SAY_IS,
    SAY_BOUND, /* bound */
    SAY_WITHIN,
    SAY_NOUN,   /* noun: what is counted */
    SAY_FACTOR, /* "a factor of" */
    SAY_POINTS, /* percentage points */
};

enum say_sense {
    SENSE_NONE,
    SENSE_MORE,
    SENSE_LESS,
    SENSE_BETTER,
    SENSE_WORSE,
    SENSE_SUPERIOR, /* more of it, or better: "superior" */
    SENSE_INFERIOR,
};

/* Is what is counted better when it is more? */
enum say_noun {
    NOUN_NONE,
    NOUN_RATE,
    NOUN_TIME,
    NOUN_PERFORMANCE, /* more of it is better, whatever it is */
    NOUN_RESOURCE,    /* something else than times and rates */
};

struct say_phrase {
    const char *words; /* divided by "|" */
    enum say_class is;
    enum say_sense sense;
    enum say_noun noun;
    enum claim_bound bound;
    struct decimal value;
    double half; /* how far a round word reaches */
};
extern const struct say_phrase say_phrases[];
extern const size_t n_say_phrases;
