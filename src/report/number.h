/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doubles for machines: shortest form that reads back as the same value. */
#pragma once

#include <glib.h>

/* "0.1", "1e-20", "1234"; "null" when not finite (JSON). */
void number_json(GString *out, double value);
/* The same; nothing at all when not finite (CSV). */
void number_csv(GString *out, double value);
