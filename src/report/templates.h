/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a user may copy and change: files NAME.SUFFIX.mustache, of which the
 * first found counts, file by file:
 *
 *   the folder of --templates, that of COTEJO_TEMPLATES,
 *   $XDG_CONFIG_HOME/cotejo/templates, $XDG_DATA_DIRS/cotejo/templates,
 *   the installed folder, that of the sources.
 *
 * SUFFIX decides how plain tags are escaped: tex, html, md, csv, txt.
 */
#pragma once

#include <jansson.h>

#include "base/error.h"

/* folder: --templates, or NULL. file: "paper.tex". COTEJO_ERROR_USAGE when
 * there is none or it is wrong. */
bool template_render(const char *folder, const char *file, const json_t *model,
                     GString *out, GError **error);
