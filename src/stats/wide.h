/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole numbers of 128 bits, in which sums, squares and counts are exact. */
#pragma once

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;
