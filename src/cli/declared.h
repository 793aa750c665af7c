/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a study declares about its bench: capacities of links, and systems
 * that are the same. */
#pragma once

#include <glib.h>

#include "compare/results.h"

/* "100Mbit/s": bit/s, kbit/s, Mbit/s, Gbit/s, and B/s, kB/s, MB/s, GB/s, each
 * a thousand of the one before; a blank may stand before the unit. False with
 * COTEJO_ERROR_USAGE. */
bool declared_rate(const char *text, double *bit_per_s, GError **error);
/* "network=100Mbit/s". The name is copied, free it with g_free. */
bool declared_capacity(const char *text, struct study_capacity *capacity,
                       GError **error);
/* "5ms", "20 /s", "1.5MB/s", in a unit of metrics; or "+-5", in each metric's
 * own. False for anything else (a share: 3%, 0.03) and for nothing or less.
 * The text is to be freed with g_free. */
bool declared_margin(const char *text, struct study_margin *margin);
/* "native,native-again"; the same. */
bool declared_control(const char *text, struct study_control *control,
                      GError **error);
