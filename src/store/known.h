/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The logs of a system that a store holds and that need not be read as logs
 * to be known again: those of which nothing would be told (good runs, or no
 * log at all). See ingest_options.
 */
#pragma once

#include "store/store.h"

typedef struct store_known StoreKnown;

StoreKnown *store_known_new(Store *store, const char *system, GError **error);
void store_known_free(StoreKnown *known);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoreKnown, store_known_free)
/* For ingest_options, as long as it lives; NULL: there are none. */
const struct ingest_known *store_known_logs(const StoreKnown *known);
