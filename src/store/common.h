/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table `common` of schema.sql: an id for what many runs share. Inside a
 * transaction; what is remembered is forgotten when it ends.
 */
#pragma once

#include "store/sql.h"

enum common_kind {
    COMMON_WORKLOAD,
    COMMON_CONTEXT,
    COMMON_REASONS,
    COMMON_NOTES,
    N_COMMON_KINDS
};

Common *common_new(void);
void common_free(Common *common);
void common_forget(Common *common);

/* The id of a packed text, which is added if it is new. */
bool common_text(Store *store, enum common_kind kind, struct slice json,
                 int64_t *id, GError **error);
/* The id of the run's workload; parameters are packed. */
bool common_workload(Store *store, const Run *run, const char *parameters,
                     int64_t *id, GError **error);
/* The id of what the run's values are, all but their digits. */
bool common_layout(Store *store, const Run *run, int64_t *id, GError **error);
