/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run that what was read of wget's log comes to. */
#pragma once

#include "ingest/wget_tally.h"

/* The run, with its values and all that speaks against it. */
Run *wget_run(struct wget_tally *tally);
/* What stood in the log without being wget's. */
void wget_note_unknown(Run *run, const struct wget_tally *tally);
