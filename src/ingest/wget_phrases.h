/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What wget says in words alone, in every language that it speaks. */
#pragma once

#include "ingest/wget_text.h"

/* The kind of a line, trimmed, that is one of wget's messages in any of its
 * languages, as UTF-8 or in the language's older charsets; WGET_OTHER if it
 * is none. */
enum wget_kind wget_phrase_kind(struct slice line);
