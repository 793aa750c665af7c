/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the command line says in one word: conditions of --fail-if, rates,
 * capacities, margins, pairs of systems. For each reader:
 *
 * 1. what is refused has a message, and quotes the word;
 * 2. a number that is accepted is finite and has the sign that it must have;
 * 3. a condition holds a verdict, and a metric that some metric has; said
 *    again in the plainest form it is the same condition.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "cli/declared.h"
#include "cli/fail_if.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Rule 1. */
static void check_refused(bool is_read, const GError *error, const char *text)
{
    g_assert_true(is_read == !error);
    if (error)
        g_assert_nonnull(strstr(error->message, text));
}

/* Rule 3. */
static void check_again(const struct fail_condition *condition)
{
    static const char *const names[] = {
        [BETTER] = "better",         [WORSE] = "worse",
        [EQUIVALENT] = "equivalent", [INCONCLUSIVE] = "inconclusive",
        [UNTESTABLE] = "untestable", [DIFFERENT] = "different",
    };
    struct fail_condition same;
    enum verdict_code code;
    g_autofree char *text = NULL;

    g_assert_cmpuint((unsigned)condition->verdict, <, G_N_ELEMENTS(names));
    g_assert_true(
        verdict_code_find(slice_from(names[condition->verdict]), &code));
    g_assert_cmpint(code, ==, condition->verdict);
    text = g_strconcat(condition->metric ? condition->metric : "",
                       condition->metric ? ":" : "", names[code], NULL);
    g_assert_true(fail_condition_read(text, &same, NULL));
    g_assert_cmpint(same.verdict, ==, code);
    g_assert_cmpstr(same.metric, ==, condition->metric);
    g_assert_true(isnan(same.threshold));
    g_free(same.metric);
}

static void check_condition(const char *text)
{
    g_autoptr(GError) error = NULL;
    struct fail_condition condition;
    bool is_read = fail_condition_read(text, &condition, &error);

    g_assert_true(is_read == !error);
    if (!is_read)
        return;
    g_assert_true(isnan(condition.threshold) ? !strchr(text, '>')
                                             : isfinite(condition.threshold) &&
                                                   condition.threshold >= 0);
    check_again(&condition);
    g_free(condition.metric);
}

static void check_rate(const char *text)
{
    g_autoptr(GError) error = NULL;
    double rate = 0;
    bool is_read = declared_rate(text, &rate, &error);

    check_refused(is_read, error, text);
    if (is_read)
        g_assert_true(isfinite(rate) && rate > 0);
}

static void check_capacity(const char *text)
{
    g_autoptr(GError) error = NULL;
    struct study_capacity capacity;

    if (!declared_capacity(text, &capacity, &error)) {
        g_assert_nonnull(error);
        return;
    }
    g_assert_true(*capacity.name && isfinite(capacity.bit_per_s) &&
                  capacity.bit_per_s > 0);
    g_free((void *)(uintptr_t)capacity.name);
}

static void check_margin(const char *text)
{
    struct study_margin margin;

    if (!declared_margin(text, &margin))
        return;
    g_assert_true(isfinite(margin.value) && margin.value > 0);
    g_assert_true(margin.text && *margin.text);
    g_free((void *)(uintptr_t)margin.text);
}

static void check_control(const char *text)
{
    g_autoptr(GError) error = NULL;
    struct study_control control;
    bool is_read = declared_control(text, &control, &error);

    check_refused(is_read, error, text);
    if (!is_read)
        return;
    g_assert_cmpstr(control.a, !=, control.b);
    g_free((void *)(uintptr_t)control.a);
    g_free((void *)(uintptr_t)control.b);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    g_autofree char *text = g_strndup((const char *)bytes, len);

    check_condition(text);
    check_rate(text);
    check_capacity(text);
    check_margin(text);
    check_control(text);
    return 0;
}
