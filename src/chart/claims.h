/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Charts that are not drawn from results: the zones of judged claims and the
 * power of a plan. They share profiles, frames and back ends with the kinds
 * of chart.h, and are reached through `cotejo claim -o` and `cotejo plan -o`.
 */
#pragma once

#include "chart/chart.h"
#include "compare/claim.h"
#include "compare/plan.h"

/* How much runs may vary before an answer changes: a row a claim. Appends a
 * Frame a page. COTEJO_ERROR_NOTHING when no claim has zones. */
bool chart_claim_layout(const JudgedSet *judged,
                        const struct chart_options *options, GPtrArray *frames,
                        GError **error);
/* Power over the number of runs. */
bool chart_power_layout(const Plan *plan, const struct chart_options *options,
                        GPtrArray *frames, GError **error);
