/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The method of the results in words, for notes and for the paper. */
#pragma once

#include "compare/results.h"

/* "Fieller's interval at Welch's degrees of freedom": that of the percent
 * differences; NULL without comparisons. */
const char *method_interval(const Results *results);
