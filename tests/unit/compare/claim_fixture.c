/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "claim_fixture.h"

#include <math.h>
#include <string.h>

#include "compare/claim_words.h"

static void free_claim(void *claim)
{
    claim_free(claim);
}

ClaimSet *claim_set_of(const char *values, const char *const keys[])
{
    ClaimSet *set = g_new0(ClaimSet, 1);
    struct claim *claim = claim_new();
    g_autoptr(GError) error = NULL;

    set->claims = g_ptr_array_new_with_free_func(free_claim);
    g_ptr_array_add(set->claims, claim);
    claim_read_values(claim, values, &error);
    g_assert_no_error(error);
    for (size_t i = 0; keys && keys[i]; i += 2) {
        claim_key_find(keys[i])->set(claim, keys[i + 1], &error);
        g_assert_no_error(error);
    }
    claim_read_sentence(claim);
    claim_check(claim, &error);
    g_assert_no_error(error);
    return set;
}

struct judged judge_claim(const char *values, const char *const keys[])
{
    struct judged j = {.set = claim_set_of(values, keys)};

    j.judged = claim_judge(j.set, NULL, 0.05);
    j.it = j.judged->claims->pdata[0];
    return j;
}

void judged_done(struct judged *j)
{
    judged_set_free(j->judged);
    claim_set_free(j->set);
}

const struct claim_finding *finding_about(const struct judged_claim *it,
                                          const char *about)
{
    for (guint i = 0; i < it->findings->len; i++) {
        const struct claim_finding *found =
            &g_array_index(it->findings, struct claim_finding, i);

        if (!strcmp(found->about, about))
            return found;
    }
    return NULL;
}

void assert_answer(const struct judged *j, const char *about,
                   enum claim_answer answer)
{
    const struct claim_finding *found = finding_about(j->it, about);

    if (!found)
        g_error("no finding about '%s'", about);
    if (found->answer != answer)
        g_error("%s: %s, expected %s: %s", about,
                claim_answer_slug(found->answer), claim_answer_slug(answer),
                found->text);
}

void assert_says(const struct judged *j, const char *about, const char *words)
{
    const struct claim_finding *found = finding_about(j->it, about);
    g_autoptr(GString) plain = g_string_new(found ? found->text : "");

    g_string_replace(plain, "\u00a0", " ", 0);
    if (!strstr(plain->str, words))
        g_error("'%s' is not in: %s", words, plain->str);
}

void assert_near(double value, double expected, double tolerance)
{
    if (!(fabs(value - expected) <= tolerance * fabs(expected)))
        g_error("%.12g, expected %.12g", value, expected);
}

void assert_asked(const struct judged *j, const char *question,
                  enum claim_answer answer, const char *words)
{
    for (guint i = 0; i < j->it->findings->len; i++) {
        const struct claim_finding *found =
            &g_array_index(j->it->findings, struct claim_finding, i);
        g_autoptr(GString) head = g_string_new(found->head);
        g_autoptr(GString) text = g_string_new(found->text);

        g_string_replace(head, "\u00a0", " ", 0);
        g_string_replace(text, "\u00a0", " ", 0);
        if (strcmp(head->str, question) != 0)
            continue;
        if (found->answer != answer || !strstr(text->str, words))
            g_error("%s %s, expected %s with '%s': %s", question,
                    claim_answer_slug(found->answer), claim_answer_slug(answer),
                    words, text->str);
        g_assert_cmpint(answer == CLAIM_OPEN, ==, found->decide != NULL);
        return;
    }
    g_error("nobody asks '%s'", question);
}

void assert_silent(const struct judged *j, const char *about)
{
    const struct claim_finding *found = finding_about(j->it, about);

    if (found)
        g_error("%s: %s", about, found->text);
}
