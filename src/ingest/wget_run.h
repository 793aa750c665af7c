/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run that what was read of wget's log comes to. */
#pragma once

#include "ingest/wget_tally.h"

/* The run, with its values and all that speaks against it. */
Run *wget_run(struct wget_tally *tally);
/* What the log says of itself is held against itself, as far as its digits
 * go: each contradiction is a reason. */
void wget_check(Run *run, const struct wget_tally *tally);
/* Half of the last printed digit's place, in the value's unit. */
double wget_half_step(struct decimal value);
