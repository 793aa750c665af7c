/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mustache templates: the core modules of the specification 1.4 (comments,
 * delimiters, interpolation, inverted, partials, sections). Not the optional
 * ones (lambdas, inheritance, dynamic names).
 *
 * 1. A plain tag escapes for the target; "&" and three braces do not.
 * 2. Delimiters do not pass into partials: a LaTeX template and each of its
 *    partials begins with the line {{=<< >>=}}.
 * 3. False are: missing, null, false, an empty list, an empty string.
 * 4. Errors name the template, and where it is wrong its line and column.
 */
#pragma once

#include <jansson.h>

#include "base/error.h"
#include "report/escape.h"

struct mustache {
    escape_fn *escape; /* escape_html, escape_latex, ... */
    /* Text of a partial (g_free), or NULL if there is none: it is empty. */
    char *(*partial)(const char *name, void *data);
    void *data;
    /* NULL, or a set that gets the names no data had. */
    GHashTable *unknown;
};

/* Appends to out. COTEJO_ERROR_USAGE: the template is wrong; out is then
 * incomplete. name: how errors call the template. */
bool mustache_render(const struct mustache *mustache, const char *name,
                     const char *template, const json_t *model, GString *out,
                     GError **error);
