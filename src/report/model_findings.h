/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was found and how, for the paper's sentences: the templates' lists
 * "subjects" and "workloads", and the figures by kind.
 */
#pragma once

#include "report/model.h"

/* A system that was compared: its counts over all families, its geometric
 * means, and its findings, one a family: counts by verdict, the largest
 * difference either way, the margins of what shows no difference, and the
 * figures that belong to it. */
json_t *model_subjects(const Results *results, const struct model_parts *parts);
/* Tool, version, parameters and runs of each workload that was used, at most
 * a dozen; the others are counted in *more. */
json_t *model_workloads(const Results *results, size_t *more);
/* "figures" of a kind and of a family's two systems (NULL: of any), a "name"
 * each, and "one_figure"; false if there is none. */
bool model_put_figures(json_t *item, const struct model_parts *parts,
                       const char *kind, const struct result_family *family);
