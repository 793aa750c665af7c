/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what a wget log says of itself agrees. */
#pragma once

#include "ingest/run.h"
#include "ingest/wget_tally.h"

/* Each contradiction is a reason, which names the place and both numbers. */
void wget_check(Run *run, const struct wget_tally *tally);
/* That of the stamps alone. */
void wget_check_stamps(Run *run, const struct wget_tally *tally);

/* Something of wget's own is in the log, not only a time block. */
bool wget_has_text(const struct wget_tally *tally);
/* Half of the last printed digit's place, in the value's unit. */
double wget_half_step(struct decimal value);
