/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers of a claim in one unit. What was printed in another is kept
 * beside, to be shown.
 */
#include <math.h>

#include "compare/claim_read.h"

#define DECIMALS_MOST 15

bool claim_set_number(struct claim_number *number, struct decimal value,
                      GError **error)
{
    if (value.exponent < -DECIMALS_MOST ||
        (value.exponent > 0 && !decimal_rescale(value, 0, &value)))
        return claim_fail(error, "a number has too many digits");
    *number = (struct claim_number){.is_given = true, .value = value};
    return true;
}

/* Thousand bytes or 1024? Papers seldom say. */
static void note_step(struct claim *claim, struct slice from, struct slice to)
{
    if (unit_is_step_unsaid(from, to))
        claim_note_reading(claim,
                           "'%.*s' and '%.*s' were brought together with 1000, "
                           "not 1024, to a step of KB, MB and GB",
                           SLICE_ARG(from), SLICE_ARG(to));
}

/* ---- bringing all of it to another unit ---- */

static bool convert(struct claim *claim, struct claim_number *number,
                    const char *from, const char *to)
{
    struct decimal before = number->value;

    if (!number->is_given)
        return true;
    if (!unit_convert(&number->value, &number->half, slice_from(from),
                      slice_from(to)) ||
        (number->value.exponent > 0 &&
         !decimal_rescale(number->value, 0, &number->value)))
        return false;
    if (!number->printed_unit) {
        number->printed = before;
        number->printed_unit =
            g_string_chunk_insert_const(claim->strings, from);
    }
    return true;
}

static bool convert_side(struct claim *claim, struct claim_side *side,
                         const char *from, const char *to)
{
    struct claim_number *const numbers[] = {
        &side->mean, &side->sd,   &side->median, &side->min, &side->max,
        &side->low,  &side->high, &side->q1,     &side->q3,  &side->also,
    };

    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        if (!convert(claim, numbers[i], from, to))
            return false;
    return true;
}

static bool convert_bin(struct claim *claim, const char *from, const char *to)
{
    struct decimal one = {1, 0};

    if (isnan(claim->median_bin))
        return true;
    if (!unit_convert(&one, NULL, slice_from(from), slice_from(to)))
        return false;
    claim->median_bin *= decimal_to_double(one);
    return true;
}

static bool change_unit(struct claim *claim, struct slice unit)
{
    g_autofree char *from = g_steal_pointer(&claim->unit);

    claim->unit = slice_dup(unit);
    return convert_side(claim, &claim->side[0], from, claim->unit) &&
           convert_side(claim, &claim->side[1], from, claim->unit) &&
           convert(claim, &claim->grain, from, claim->unit) &&
           convert_bin(claim, from, claim->unit);
}

static bool fail_to_convert(const char *means, struct slice unit,
                            GError **error)
{
    if (!unit_is_same_kind(unit, slice_from(means)))
        return claim_fail(error,
                          "'%.*s' and '%s', the unit of the means, are not "
                          "units of one kind, or one of them is not known: "
                          "write all in one unit",
                          SLICE_ARG(unit), means);
    return claim_fail(error,
                      "'%.*s' has no exact value in '%s', the unit of the "
                      "means: write all in one unit",
                      SLICE_ARG(unit), means);
}

/* The other way round: all of it in the unit of this number. */
static bool take_its_unit(struct claim *claim, struct claim_number *number,
                          struct quantity quantity, GError **error)
{
    g_autofree char *before = g_strdup(claim->unit);

    if (!unit_is_same_kind(quantity.unit, slice_from(before)) ||
        !change_unit(claim, quantity.unit))
        return fail_to_convert(before, quantity.unit, error);
    return claim_set_number(number, quantity.value, error);
}

bool claim_take(struct claim *claim, struct claim_number *number,
                struct quantity quantity, GError **error)
{
    struct slice unit = quantity.unit;
    struct decimal value = quantity.value;
    double half = quantity.half;

    if (unit.len && !claim->unit)
        claim->unit = slice_dup(unit);
    if (!unit.len || slice_equal(unit, slice_from(claim->unit)))
        return claim_set_number(number, value, error);
    note_step(claim, unit, slice_from(claim->unit));
    if (!unit_convert(&value, &half, unit, slice_from(claim->unit)))
        return take_its_unit(claim, number, quantity, error);
    if (!claim_set_number(number, value, error))
        return false;
    number->half = half;
    if (!decimal_compare(value, quantity.value))
        return true; /* "req/s" and "requests/s" */
    number->printed = quantity.value;
    number->printed_unit =
        g_string_chunk_insert_len(claim->strings, unit.at, (gssize)unit.len);
    return true;
}
