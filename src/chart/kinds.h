/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts, each in its file chart_NAME.c: a new one is a line here and a
 * line in the list of chart.c. */
#pragma once

#include "chart/chart.h"

extern const struct chart_kind chart_bars;
extern const struct chart_kind chart_box;
extern const struct chart_kind chart_forest;
extern const struct chart_kind chart_operations;
extern const struct chart_kind chart_runs;
extern const struct chart_kind chart_cpu;
