/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands in wget's logs without being wget's: headings, prompts, the
 * noise of recordings; and how such lines are told from wget's messages in
 * words that no catalogue has.
 */
#pragma once

#include "ingest/wget_tally.h"

/* Headings and frames that people and script(1) put around runs. */
bool wget_is_frame(struct slice line);
/* The current line is "Download quota of 500K EXCEEDED!" in words we have not
 * heard; if so, it is seen. */
bool wget_see_quota(struct wget_reader *r);
/* The current line is none of wget's that we know. */
void wget_see_unknown(struct wget_reader *r);
/* The current line says why wget did not begin. */
void wget_see_no_run(struct wget_reader *r);
/* At most so many bytes of the words, as valid UTF-8. */
void wget_keep_words(char *words, size_t size, struct slice line);
