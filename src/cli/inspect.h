/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A log source in words and as JSON, for `cotejo inspect`. */
#pragma once

#include "ingest/ingest.h"

/* A block of lines for people; ends with a blank line. */
void inspect_text(GString *out, const LogSource *source);
/* One object on one line, in the keys that DESIGN names. Values are JSON
 * numbers exactly as printed in the log; one that is not to be trusted is
 * null beside its text. */
void inspect_json(GString *out, const LogSource *source);
