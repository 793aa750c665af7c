/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare/claim_words.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#define DECIMALS_MOST 9

static const struct {
    const char *slug, *words, *decide;
} measures[] = {
    {"client-cpu",
     "the CPU time is that of the benchmark's own client (sql-bench reports "
     "the usr and sys time of its Perl process), not that of the database "
     "server, the virtual machine or the hypervisor",
     "CPU time taken where the work is done: on the host, for the hypervisor "
     "and all its helpers, or in the guest for the server"},
};

const char *claim_measures_words(const char *slug)
{
    for (size_t i = 0; i < G_N_ELEMENTS(measures); i++)
        if (!strcmp(measures[i].slug, slug))
            return measures[i].words;
    return NULL;
}

const char *claim_measures_decide(const char *slug)
{
    for (size_t i = 0; i < G_N_ELEMENTS(measures); i++)
        if (!strcmp(measures[i].slug, slug))
            return measures[i].decide;
    return NULL;
}

static const struct {
    const char *slug, *words;
} answers[] = {
    [CLAIM_FOLLOWS] = {"follows", "follows"},
    [CLAIM_FAILS] = {"fails", "does not follow"},
    [CLAIM_OPEN] = {"open", "cannot be decided"},
    [CLAIM_NOTE] = {"note", ""},
};

const char *claim_answer_words(enum claim_answer answer)
{
    return answers[answer].words;
}

const char *claim_answer_slug(enum claim_answer answer)
{
    return answers[answer].slug;
}

const char *claim_bound_words(enum claim_bound bound)
{
    static const char *const words[] = {
        [BOUND_NONE] = "",         [BOUND_LEAST] = "at least ",
        [BOUND_MOST] = "at most ", [BOUND_ABOUT] = "about ",
        [BOUND_UP_TO] = "up to ",
    };

    return words[bound];
}

const char *claim_say(JudgedSet *judged, const char *format, ...)
{
    g_autofree char *text = NULL;
    const char *kept;
    va_list arguments;

    va_start(arguments, format);
    text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    kept = g_string_chunk_insert_const(judged->strings, text);
    return kept;
}

const char *claim_fixed(JudgedSet *judged, double value, int decimals)
{
    g_autofree char *text = words_number(value, decimals);

    return claim_say(judged, "%s", text);
}

const char *claim_three(JudgedSet *judged, double value)
{
    int decimals = 0;

    if (value > 0.0 && isfinite(value))
        decimals = CLAMP(2 - (int)floor(log10(value)), 0, DECIMALS_MOST);
    return claim_fixed(judged, value, decimals);
}

const char *claim_share(JudgedSet *judged, double fraction)
{
    return claim_say(judged, "%s" CLAIM_PERCENT,
                     claim_three(judged, 100.0 * fraction));
}

const char *claim_unit(JudgedSet *judged, const struct claim *claim)
{
    return claim->unit ? claim_say(judged, "\u00a0%s", claim->unit) : "";
}

const char *claim_printed(JudgedSet *judged, const struct claim *claim,
                          struct decimal value)
{
    char text[DECIMAL_TEXT];

    return claim_say(judged, "%s%s", decimal_print(value, text),
                     claim_unit(judged, claim));
}

const char *claim_as_printed(JudgedSet *judged, const struct claim *claim,
                             struct claim_number number)
{
    char text[DECIMAL_TEXT];

    return number.printed_unit ? claim_say(judged, "%s\u00a0%s",
                                           decimal_print(number.printed, text),
                                           number.printed_unit)
                               : claim_printed(judged, claim, number.value);
}

const char *claim_side_name(JudgedSet *judged, const struct claim *claim,
                            size_t side)
{
    return claim->side[side].name
               ? claim->side[side].name
               : claim_as_printed(judged, claim, claim->side[side].mean);
}

const char *claim_side_words(JudgedSet *judged, const struct claim *claim,
                             size_t side)
{
    const char *mean = claim_as_printed(judged, claim, claim->side[side].mean);

    return claim->side[side].name
               ? claim_say(judged, "%s (%s)", claim->side[side].name, mean)
               : mean;
}
