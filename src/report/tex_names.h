/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names that LaTeX prints otherwise than the logs have them. */
#pragma once

#include "compare/results.h"

/* A sentence for each such name: which letter, and what stands for it. Missing
 * letters are counted, those of Cyrillic are only told. Free with
 * g_ptr_array_unref. */
GPtrArray *tex_names_told(const Results *results, size_t *n_missing);
