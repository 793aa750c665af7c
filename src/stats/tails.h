/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of distribution functions that several statistics need. */
#pragma once

/* ln P(Z > z), standard normal. */
double log_normal_tail(double z);
