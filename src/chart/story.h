/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words that go with a figure: its caption and its alternative text,
 * made from the results (FIGURES section 11).
 */
#pragma once

#include "chart/pick.h"

/* "KVM and Xen", "A, B and C" */
const char *story_systems(struct page *page);
/* "p of Welch's test, adjusted by Holm over 13 comparisons." of a family. */
const char *story_tested(struct page *page, size_t family);
/* "Xen is better in 7, KVM is better in 1, 3 equivalent, 2 inconclusive.
 * Largest: insert, −25.6 % (95 % CI ...)." over those comparisons (indices
 * into results->comparisons). */
const char *story_findings(struct page *page, const size_t comparisons[],
                           size_t n);
/* Caption: sentences joined by a blank, NULL ones left out. Alternative text
 * likewise, closed by the name of the data file, at most 600 characters. */
void story_tell(struct page *page, const char *title,
                const char *const caption[], size_t n_caption,
                const char *const alt[], size_t n_alt);
