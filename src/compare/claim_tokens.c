/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * 1. Small letters without accents, so that a phrase is written once; the few
 *    words that only an accent tells apart are replaced before.
 * 2. Portuguese "no" and "na" are "in the": they are told from the English and
 *    Spanish "no" by the words around.
 * 3. A bound ("over", "some", "superior a") is one only before a number.
 * 4. "20 to 30 %" is two percentages.
 */
#include "compare/claim_tokens.h"

#include <string.h>

#include "compare/claim_says.h"

#define SIDE_MARK "\ue000" /* and the next one */
#define LOOK_AHEAD_WORDS 2 /* "over the last 20 %" is no bound */

/* ---- rules 1 and 2 ---- */

static void replace_words(GString *text, const char *pattern, const char *with)
{
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_CASELESS, 0, NULL);
    g_autofree char *replaced =
        g_regex_replace_literal(regex, text->str, -1, 0, with, 0, NULL);

    g_string_assign(text, replaced);
}

static char *without_accents(const char *text)
{
    g_autofree char *parts = g_utf8_normalize(text, -1, G_NORMALIZE_NFD);
    GString *plain = g_string_new(NULL);

    for (const char *at = parts; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);

        if (c < 0x300 || c > 0x36f)
            g_string_append_unichar(plain, c);
    }
    return g_string_free(plain, FALSE);
}

/* Does it have more words of Portuguese than of the two others? */
static bool is_portuguese(const char *text)
{
    static const char portuguese[] =
        "\\b(n\u00e3o|nao|foi|do|da|dos|das|em|ao|uma|um|mais|s\u00e3o|"
        "\\w+\u00e7\u00e3o|e|o|os|quanto|pelo|pela|teve|desempenho|tempo)\\b";
    static const char others[] =
        "\\b(the|of|is|was|and|than|there|with|by|el|la|los|las|es|del|y|"
        "una|fue|hay|hubo|m\u00e1s|entre los|\\w+ci\u00f3n|tiempo|en|con)\\b";

    return claim_says_count(text, portuguese) > claim_says_count(text, others);
}

static char *plain_text(const char *sentence)
{
    static const struct {
        const char *pattern, *with;
    } words[] = {
        {"\\bm\u00e1s\\b", "mais"},
        {"(?<!\\w)(\u00e9|est\u00e1)(?!\\w)", "is"},
        {"\\bse\u00f1alan?\\b", "muestran"},
        {"['\u2019]s\\b", ""},
    };
    g_autofree char *small = g_utf8_strdown(sentence, -1);
    g_autoptr(GString) text = g_string_new(small);

    if (is_portuguese(text->str))
        replace_words(text, "\\b(no|na|nos|nas)\\b", "em");
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        replace_words(text, words[i].pattern, words[i].with);
    return without_accents(text->str);
}

/* ---- numbers ---- */

static bool is_word_char(const char *at)
{
    gunichar c = g_utf8_get_char(at);

    return g_unichar_isalnum(c) || c == '_';
}

static size_t digits_span(const char *at)
{
    size_t length = strspn(at, "0123456789.,");

    while (length && !g_ascii_isdigit(at[length - 1]))
        length--; /* of the sentence */
    return length;
}

/* What stands behind a number makes it a percentage or a ratio. */
static const struct {
    const char *word;
    enum say_class is;
} behind_number[] = {
    {"percentage point", SAY_POINTS},
    {"% point", SAY_POINTS},
    {"%", SAY_PERCENT},
    {"percent", SAY_PERCENT},
    {"per cent", SAY_PERCENT},
    {"por cento", SAY_PERCENT},
    {"por ciento", SAY_PERCENT},
    {"pp", SAY_POINTS},
    {"pontos percentuais", SAY_POINTS},
    {"puntos porcentuales", SAY_POINTS},
    {"x", SAY_TIMES},
    {"\u00d7", SAY_TIMES},
    {"times", SAY_TIMES},
    {"fold", SAY_TIMES},
    {"-fold", SAY_TIMES},
    {"-times", SAY_TIMES},
    {"vezes", SAY_TIMES},
    {"veces", SAY_TIMES},
};

static enum say_class class_behind(const char *at, size_t *length)
{
    size_t blanks = strspn(at, " ");

    for (size_t i = 0; i < G_N_ELEMENTS(behind_number); i++) {
        size_t size = strlen(behind_number[i].word);

        if (strncmp(at + blanks, behind_number[i].word, size) != 0)
            continue;
        if (g_ascii_isalpha(behind_number[i].word[size - 1]) &&
            behind_number[i].is != SAY_POINTS &&
            is_word_char(at + blanks + size))
            continue;
        *length = blanks + size;
        return behind_number[i].is;
    }
    *length = 0;
    return SAY_NUMBER;
}

/* Rule 4: the class that the second number of a range gives to the first. */
static enum say_class class_of_range(const char *at)
{
    static const char *const marks[] = {"-",     "\u2013", " - ", " to ",
                                        " and ", " a ",    " e ", " y "};
    size_t length, digits;

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        const char *behind = at + strlen(marks[i]);

        if (!g_str_has_prefix(at, marks[i]))
            continue;
        digits = digits_span(behind);
        if (digits)
            return class_behind(behind + digits, &length);
    }
    return SAY_NUMBER;
}

static size_t read_number(const struct claim *claim, const char *at,
                          struct say_token *token)
{
    size_t digits = digits_span(at), behind;
    g_autofree char *number = g_strndup(at, digits);

    token->is = class_behind(at + digits, &behind);
    if (token->is == SAY_NUMBER)
        token->is = class_of_range(at + digits);
    if (!claim_says_number(claim, number, &token->value))
        token->value.is_given = false;
    if (token->is == SAY_TIMES && !token->value.value.exponent)
        token->value.half = decimal_to_double(token->value.value) / 20.0;
    return digits + behind;
}

/* ---- phrases ---- */

/* The bytes of text that the phrase (which ends at "|" or its end) takes; 0:
 * it does not stand there. */
static size_t phrase_length(const char *text, const char *phrase)
{
    const char *at = text;

    for (; *phrase && *phrase != '|'; phrase++) {
        if (*phrase == '*') {
            while (*at && is_word_char(at))
                at = g_utf8_next_char(at);
        } else if (*phrase == *at) {
            at++;
        } else {
            return 0;
        }
    }
    if (at == text || (g_ascii_isalnum(at[-1]) && *at && is_word_char(at)))
        return 0;
    return (size_t)(at - text);
}

static bool has_amount_ahead(const char *text);

/* The longest phrase that stands there; NULL: none. */
static const struct say_phrase *find_phrase(const char *text, size_t *length,
                                            bool may_be_bound)
{
    const struct say_phrase *best = NULL;

    *length = 0;
    for (size_t i = 0; i < n_say_phrases; i++)
        for (const char *at = say_phrases[i].words; at;
             at = strchr(at, '|') ? strchr(at, '|') + 1 : NULL) {
            size_t taken = phrase_length(text, at);

            if (taken <= *length)
                continue;
            if (say_phrases[i].is == SAY_BOUND &&
                (!may_be_bound || !has_amount_ahead(text + taken)))
                continue;
            best = &say_phrases[i];
            *length = taken;
        }
    return best;
}

/* Rule 3. */
static bool has_amount_ahead(const char *text)
{
    for (int words = 0; words <= LOOK_AHEAD_WORDS; words++) {
        const struct say_phrase *phrase;
        size_t length;

        text += strspn(text, " ~\u2248+(");
        if (g_ascii_isdigit(*text))
            return true;
        phrase = find_phrase(text, &length, false);
        if (phrase && (phrase->value.digits || phrase->is == SAY_FACTOR))
            return true;
        if (!phrase || (phrase->is != SAY_FILLER && phrase->is != SAY_BY))
            return false;
        text += length;
    }
    return false;
}

/* ---- tokens ---- */

static size_t read_word(const char *at, struct say_token *token)
{
    size_t length;
    const struct say_phrase *phrase = find_phrase(at, &length, true);

    if (phrase) {
        token->is = phrase->is;
        token->sense = phrase->sense;
        token->noun = phrase->noun;
        token->bound = phrase->bound;
        token->value.is_given = phrase->value.digits != 0;
        token->value.value = phrase->value;
        token->value.half = phrase->half;
        return length;
    }
    while (at[length] && is_word_char(at + length))
        length += (size_t)(g_utf8_next_char(at + length) - (at + length));
    token->is = length ? SAY_UNKNOWN : SAY_FILLER;
    return length ? length : (size_t)(g_utf8_next_char(at) - at);
}

/* The end of a sentence that another one follows on. */
static bool is_stop(const char *at)
{
    return (*at == '.' || *at == '!') &&
           (at[1] == ' ' && at[1 + strspn(at + 1, " ")]);
}

static size_t read_token(const struct claim *claim, const char *at,
                         struct say_token *token)
{
    gunichar c = g_utf8_get_char(at);
    gunichar mark = g_utf8_get_char(SIDE_MARK);

    if (c == mark || c == mark + 1) {
        token->is = SAY_SIDE;
        token->side = (int)(c - mark);
        return strlen(SIDE_MARK);
    }
    if (g_ascii_isdigit(*at))
        return read_number(claim, at, token);
    if (*at == ',') {
        token->is = SAY_COMMA;
        return 1;
    }
    if (is_stop(at)) {
        token->is = SAY_BREAK;
        return 1;
    }
    return read_word(at, token);
}

/* "Not as fast as" is slower than. */
static void turn_not_as(SaySentence *sentence)
{
    for (size_t i = 1; i < sentence->tokens->len; i++) {
        struct say_token *as =
            &g_array_index(sentence->tokens, struct say_token, i);
        struct say_token *before = as - 1;

        if (as->is != SAY_AS)
            continue;
        if (before->is == SAY_IS && i > 1)
            before--;
        if (before->is != SAY_NOT)
            continue;
        before->is = SAY_FILLER;
        as->is = SAY_COMPARED;
        as->sense = as->sense == SENSE_BETTER  ? SENSE_WORSE
                    : as->sense == SENSE_WORSE ? SENSE_BETTER
                                               : SENSE_LESS;
    }
}

SaySentence *say_sentence_read(const struct claim *claim, const char *text)
{
    SaySentence *sentence = g_new0(SaySentence, 1);
    const char *at;

    sentence->text = plain_text(text);
    sentence->tokens = g_array_new(FALSE, FALSE, sizeof(struct say_token));
    for (at = sentence->text; *at;) {
        struct say_token token = {.side = -1};

        if (*at == ' ') {
            at++;
            continue;
        }
        token.from = (size_t)(at - sentence->text);
        at += read_token(claim, at, &token);
        token.to = (size_t)(at - sentence->text);
        g_array_append_val(sentence->tokens, token);
    }
    turn_not_as(sentence);
    return sentence;
}

void say_sentence_free(SaySentence *sentence)
{
    g_free(sentence->text);
    g_array_unref(sentence->tokens);
    g_free(sentence);
}

const struct say_token *say_at(const SaySentence *sentence, size_t i)
{
    return &g_array_index(sentence->tokens, struct say_token, i);
}

size_t say_count(const SaySentence *sentence, enum say_class is)
{
    size_t n = 0;

    for (size_t i = 0; i < sentence->tokens->len; i++)
        n += say_at(sentence, i)->is == is;
    return n;
}
