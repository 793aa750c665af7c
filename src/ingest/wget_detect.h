/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a text is a log of wget's, or of the times around it. */
#pragma once

#include "base/slice.h"

bool wget_detect(struct slice head);
/* Of a text that is none, though a time block stands in it: why not, as
 * "LINE:COLUMN: words", for g_free; NULL if it holds no such block. */
char *wget_why_not(struct slice head);
/* A user's own TIMEFORMAT: the words of a time block, and a number, in one
 * line of no form that we know. */
bool wget_is_unknown_timing(struct slice text);
