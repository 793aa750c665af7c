/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names for files, labels and keys: [a-z0-9-], at most 60 characters. */
#pragma once

#include <glib.h>

/* Other characters become '-' (runs of them one), letters lower case, "+"
 * "plus". A name that had to be cut, or is already in taken (a set of
 * strings, added to; NULL: none), ends in a short digest of the whole name.
 * Free with g_free. */
char *slug_make(const char *name, GHashTable *taken);
