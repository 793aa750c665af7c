/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The measured text itself, for the ink: the very layout that was measured
 * is painted, so that no text is shaped twice.
 */
#pragma once

#include <stdbool.h>

#include <pango/pango.h>

/* Owned by this thread's cache; one user unit is a point. */
PangoLayout *font_layout(const char *text, double size_pt, bool is_bold);
