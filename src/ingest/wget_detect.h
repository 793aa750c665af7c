/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a text is a log of wget's, or of the times around it. */
#pragma once

#include "base/slice.h"

bool wget_detect(struct slice head);
/* A user's own TIMEFORMAT: the words of a time block, and a number, in one
 * line of no form that we know. */
bool wget_is_unknown_timing(struct slice text);
