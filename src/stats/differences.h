/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Differences of pairs as a sample of their own. */
#pragma once

#include "cotejo/sample.h"

/* b[i] - a[i], exact where both samples share a decimal grid. */
struct differences {
    struct cotejo_sample sample;
    double *x;
    int64_t *k;
};
/* a and b have the same n. */
void differences_init(struct differences *d, const struct cotejo_sample *a,
                      const struct cotejo_sample *b);
void differences_free(struct differences *d);
