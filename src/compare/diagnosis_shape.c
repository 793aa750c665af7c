/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests assume of the samples, and whether the tests agree. None of
 * this chooses a test: one chosen by a look at the data has another error
 * rate than it says.
 *
 * 1. Not normal: Shapiro and Wilk's test at 1 %. Where the last printed digit
 *    is more than half a standard deviation, values are rounded rather than
 *    not normal: no test.
 * 2. Unequal variance: Brown and Forsythe's test at 1 %, and standard
 *    deviations more than 2 : 1.
 * 3. Tests disagree: the tests that stand beside each other (decide.c) lie on
 *    different sides of the significance level, before adjustment.
 */
#include <math.h>
#include <string.h>

#include "compare/diagnosis_test.h"
#include "compare/study.h"
#include "cotejo/normality.h"

#define ALPHA 0.01
#define SD_RATIO 2.0
#define STEPS_ROUNDED 0.5
/* What the words of a comparison whose tests disagree begin with. */
#define FRAGILE "fragile: "

static bool is_rounded(const struct diagnosis_place *place,
                       const struct result_sample *sample)
{
    return diagnosis_grain(place->at) > STEPS_ROUNDED * sample->moments.sd;
}

enum diagnosis_outcome diagnose_not_normal(const struct diagnosis_place *place,
                                           struct result_diagnosis *diagnosis)
{
    const struct result_sample *sample = place->b;
    struct cotejo_shapiro shapiro;
    double skewness;

    if (sample->data.n < 4 || !(sample->moments.sd > 0) ||
        is_rounded(place, sample))
        return DIAGNOSIS_NO_TEST;
    shapiro = cotejo_shapiro_wilk(&sample->data);
    if (shapiro.status != COTEJO_OK)
        return DIAGNOSIS_NO_TEST;
    if (!(shapiro.p.p < ALPHA))
        return DIAGNOSIS_SILENT;
    skewness = cotejo_shape(&sample->data).G1;
    diagnosis->p = shapiro.p.p;
    diagnosis_evidence(diagnosis, "shapiro_w", shapiro.w);
    diagnosis_evidence(diagnosis, "skewness", skewness);
    diagnosis_evidence(diagnosis, "p", shapiro.p.p);
    diagnosis_say(place, diagnosis,
                  "the runs of %s are not spread like a bell (Shapiro and "
                  "Wilk's W = %s, %s)%s",
                  diagnosis_system(place, place->system),
                  diagnosis_number(place, shapiro.w, 3),
                  diagnosis_p(place, shapiro.p.p),
                  skewness > 1    ? ": a few are much larger than most"
                  : skewness < -1 ? ": a few are much smaller than most"
                                  : "");
    return DIAGNOSIS_FIRES;
}

enum diagnosis_outcome
diagnose_unequal_variance(const struct diagnosis_place *place,
                          struct result_diagnosis *diagnosis)
{
    const struct cotejo_sample *group[] = {&place->a->data, &place->b->data};
    double a = place->a->moments.sd, b = place->b->moments.sd;
    double ratio = fmax(a, b) / fmin(a, b);
    struct cotejo_f_test test;
    bool is_b = b > a;

    if (place->a->data.n < 4 || place->b->data.n < 4 || !(a > 0) || !(b > 0) ||
        is_rounded(place, place->a) || is_rounded(place, place->b))
        return DIAGNOSIS_NO_TEST;
    test = cotejo_brown_forsythe(group, G_N_ELEMENTS(group));
    if (test.status != COTEJO_OK)
        return DIAGNOSIS_NO_TEST;
    if (!(test.p.p < ALPHA && ratio > SD_RATIO))
        return DIAGNOSIS_SILENT;
    diagnosis->p = test.p.p;
    diagnosis_evidence(diagnosis, "reference_sd", a);
    diagnosis_evidence(diagnosis, "subject_sd", b);
    diagnosis_evidence(diagnosis, "sd_ratio", ratio);
    diagnosis_evidence(diagnosis, "p", test.p.p);
    diagnosis_say(
        place, diagnosis,
        "the runs of %s vary %s times as much as those of %s "
        "(standard deviations; %s)",
        diagnosis_system(place, is_b ? place->system : place->reference),
        diagnosis_number(place, ratio, 1),
        diagnosis_system(place, is_b ? place->reference : place->system),
        diagnosis_p(place, test.p.p));
    return DIAGNOSIS_FIRES;
}

enum diagnosis_outcome
diagnose_tests_disagree(const struct diagnosis_place *place,
                        struct result_diagnosis *diagnosis)
{
    const struct result_comparison *comparison = place->comparison;
    const char *words;

    if (!comparison || comparison->withheld ||
        comparison->test.status != COTEJO_OK)
        return DIAGNOSIS_NO_TEST;
    if (comparison->dissent == COTEJO_AGREED)
        return DIAGNOSIS_SILENT;
    for (size_t i = 0; i < RESULT_TESTS; i++) {
        const struct result_test *test = &comparison->beside[i];

        if (test->status == COTEJO_OK)
            diagnosis_evidence(diagnosis,
                               study_printf(place->results, "p_%s", test->slug),
                               test->p.p);
    }
    words = comparison->text.tests;
    diagnosis_say(place, diagnosis, "%s",
                  g_str_has_prefix(words, FRAGILE) ? words + strlen(FRAGILE)
                                                   : words);
    return DIAGNOSIS_FIRES;
}
