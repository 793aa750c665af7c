/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of two folders of the demo's logs. */
#pragma once

#include "compare/results.h"

Results *compare_folders(const char *a, const char *b);
