/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys of a claim ask of one another. */
#include <math.h>

#include "compare/claim_read.h"

static bool is_side(const struct claim *claim, const char *name)
{
    return !g_strcmp0(claim->side[0].name, name) ||
           !g_strcmp0(claim->side[1].name, name);
}

static bool check_names(const struct claim *claim, GError **error)
{
    const char *const names[] = {claim->percent_of, claim->favours};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        if (names[i] && !is_side(claim, names[i]))
            return claim_fail(
                error, "'%s' is none of the two sides, '%s' and '%s'", names[i],
                claim->side[0].name ? claim->side[0].name : "",
                claim->side[1].name ? claim->side[1].name : "");
    return true;
}

bool claim_check(const struct claim *claim, GError **error)
{
    bool has_schedule = claim->connections || isfinite(claim->rate);

    if (!claim->has_values && !claim->measures && !claim->rests_on->len)
        return claim_fail(error, "the two values are missing: 'A vs B'");
    if (!claim->has_values &&
        (claim->percent.is_given || claim->times.is_given))
        return claim_fail(error, "a percentage was stated, but no values");
    if (has_schedule && !(claim->connections && isfinite(claim->rate)))
        return claim_fail(error, "a schedule has connections and a rate");
    if (claim->side[0].duration.is_given && !claim->operations)
        return claim_fail(
            error, "a duration beside a rate wants the operations in a run");
    if ((claim->df.is_given && !claim->t.is_given))
        return claim_fail(error, "degrees of freedom are those of a t");
    if (claim->favours && !claim->better)
        return claim_fail(
            error, "who is better takes which is better: lower or higher");
    return check_names(claim, error);
}
