/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why a run is not good. Part of the interface: users name these to
 * --include, scripts look for them, and the reports print them.
 *
 * Gated: what was measured is readable, but is no fair measurement of the
 * work; it enters statistics when the user says so. Refused: no value of the
 * run may be reported.
 */
#include "ingest/run.h"

#include <string.h>

const struct reason reasons[] = {
    /* Nothing to read. */
    {"unreadable", RUN_REFUSED,
     "the file could not be read to its end, or is no text"},
    {"no-report", RUN_REFUSED,
     "the tool began and left no result: killed, or it failed to start"},
    {"no-run", RUN_REFUSED,
     "a usage message or a shell error: the tool did not run"},
    {"no-values", RUN_REFUSED, "the log holds no measurement"},
    {"result-file", RUN_REFUSED,
     "a comparison made from logs: the logs themselves are wanted"},
    {"unknown-timing", RUN_REFUSED, "the time is in no known form"},

    /* Damaged, edited, or at odds with itself. */
    {"truncated", RUN_REFUSED, "the log ends before the report does"},
    {"cut-table", RUN_REFUSED, "a table of the report is not whole"},
    {"contradiction", RUN_REFUSED,
     "two numbers of the log contradict each other: edited or spliced"},
    {"bad-number", RUN_REFUSED, "a number is not in the form the tool prints"},
    {"impossible-value", RUN_REFUSED, "a value that cannot be"},
    {"unknown-line", RUN_REFUSED,
     "a line where the report is that the tool never prints"},
    {"several-values", RUN_REFUSED,
     "one line of the report stands twice, or has two values"},
    {"mismatched-parts", RUN_REFUSED,
     "the files of one run do not belong together"},

    /* It did not do the work. */
    {"aborted", RUN_REFUSED, "the tool gave up before the end"},
    {"connection-refused", RUN_REFUSED, "nothing answered at that address"},
    {"unknown-host", RUN_REFUSED, "the host's name could not be resolved"},
    {"timeout", RUN_REFUSED, "the tool ended for want of an answer"},
    {"all-non-2xx", RUN_REFUSED,
     "every reply was an error page: it was measured, not the page"},
    {"no-replies", RUN_REFUSED, "no reply arrived: zeros are missing values"},
    {"nothing-transferred", RUN_REFUSED, "no byte was transferred"},
    {"nothing-downloaded", RUN_REFUSED,
     "the files were there already: no download was timed"},
    {"spider", RUN_REFUSED, "the files were only looked up, not downloaded"},
    {"background", RUN_REFUSED,
     "the tool went to the background: only its start was timed"},
    {"no-summary", RUN_REFUSED, "the download did not reach its summary"},
    {"gave-up", RUN_REFUSED, "the download was given up"},
    {"several-runs-timed", RUN_REFUSED,
     "one time was taken around several runs"},
    {"no-modules", RUN_REFUSED, "no module has a result"},
    {"test-aborted", RUN_REFUSED, "the module ended without any operation"},

    /* It did the work, but not fairly. */
    {"interrupted", RUN_GATED, "the run was stopped before its end"},
    {"failed-requests", RUN_GATED, "some requests failed"},
    {"non-2xx", RUN_GATED, "some replies were error pages"},
    {"write-errors", RUN_GATED, "some requests could not be sent"},
    {"errors", RUN_GATED, "some connections or transfers failed"},
    {"client-limit", RUN_GATED,
     "the client ran out of descriptors or addresses"},
    {"session-failures", RUN_GATED, "some sessions failed"},
    {"download-errors", RUN_GATED, "some files could not be downloaded"},
    {"partial-download", RUN_GATED,
     "an earlier download was continued: not all bytes were fetched"},
    {"retried", RUN_GATED, "a file was tried more than once"},
    {"not-all-files", RUN_GATED, "not all files asked for were downloaded"},
    {"other-work-timed", RUN_GATED, "the time covers more than the download"},
    {"exit-status", RUN_GATED, "the command ended with an error"},
    {"incomplete-run", RUN_GATED,
     "the suite was stopped: modules may be missing, or one has no total"},
    {"no-header", RUN_GATED,
     "the header was cut away: what was asked for is not known"},
    {"partial-table", RUN_GATED,
     "the table of operations is not whole: only the modules can be used"},
    {"coarse-time", RUN_GATED,
     "the only time there is has one digit, or none but zero"},
};
const size_t n_reasons = sizeof reasons / sizeof reasons[0];

const struct reason *reason_find(const char *slug)
{
    for (size_t i = 0; i < n_reasons; i++)
        if (!strcmp(reasons[i].slug, slug))
            return &reasons[i];
    return NULL;
}
