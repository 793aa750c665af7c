/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands before a report of ab: the version in the banner, by which
 * programs that print alike are told, and the progress of the run.
 */
#include "ingest/ab_report.h"

enum ab_age ab_age_of(struct slice version)
{
    struct slice patch = version;
    uint64_t number;
    size_t digits = 0;

    if (slice_starts(version, SLICE("1.")))
        return AB_AGE_1;
    if (!slice_skip(&patch, SLICE("2.0.")))
        return AB_AGE_2_3;
    while (digits < patch.len && patch.at[digits] >= '0' &&
           patch.at[digits] <= '9')
        digits++;
    if (slice_to_count(slice_part(patch, 0, digits), &number) && number < 28)
        return AB_AGE_2_BETA;
    return AB_AGE_2_0;
}

/* "2.3 <$Revision: 1843412 $> apache-2.0" */
void ab_read_version(struct ab_log *log, struct slice rest)
{
    struct slice version, revision;
    size_t at;

    if (!slice_word(&rest, &version))
        return;
    log->run->tool_version = run_string(log->run, version);
    log->age = ab_age_of(version);
    at = slice_find(rest, SLICE("$Revision: "));
    revision = slice_part(rest, at + 11, rest.len);
    if (at < rest.len && slice_word(&revision, &version))
        run_context(log->run, "revision", version);
}

/* The least difference, so that a line that is missing does no harm. */
void ab_progress_step(struct ab_progress *progress, uint64_t count)
{
    uint64_t step =
        count > progress->last ? count - progress->last : progress->step;

    if (!progress->step || step < progress->step)
        progress->step = step;
    progress->last = count;
}
