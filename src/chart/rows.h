/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What charts of many rows share: names in a column, zebra stripes, and rows
 * dealt over pages of equal length.
 */
#pragma once

#include "chart/pick.h"

/* Rows a page holds so that all pages are equally long; 0 if not even one
 * fits. room_mm negative: no limit. */
size_t rows_per_page(size_t n_rows, double pitch_mm, double room_mm);

/* Height of the profile's page that rows may take when `beside` mm go to
 * everything else; negative: no limit. */
double rows_room(const struct chart_profile *profile, double beside_mm);

/* Names shortened to 40 characters and the width. Free with g_free; the
 * strings live in the frame. */
const char **rows_names(struct page *page, const char *const names[], size_t n,
                        double width_mm, double size_pt, double *widest_mm);

/* The margin of rows from top to bottom, cut where it goes beyond left and
 * right. */
void rows_band(struct page *page, const struct axis *axis, double left,
               double right, double top, double bottom, struct pick_band band);

/* Light stripes behind every second group of five rows. */
void rows_zebra(struct page *page, double left, double right, double top,
                size_t n, double pitch_mm);

/* The slug of a page's name: [a-z0-9-], at most 60 characters, the number at
 * its end when there are several pages. Free with g_free. */
char *rows_page_name(const char *base, size_t number, size_t n_pages);

/* "(1/2)", or NULL for a single page. */
const char *rows_page_words(struct page *page, size_t number, size_t n_pages);
