/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hostile FOLDER: the bundle of results full of evil names, for the end to
 * end tests. */
#include "fixture.h"

#include "report/report.h"

int main(int argc, char **argv)
{
    g_autoptr(Results) results = fixture_hostile();
    g_autoptr(GError) error = NULL;

    if (argc != 2)
        return 2;
    if (report_bundle(results,
                      &(struct bundle_options){.folder = argv[1],
                                               .title = evil_names[5],
                                               .command = evil_names[6]},
                      &error))
        return 0;
    g_printerr("%s\n", error->message);
    return 1;
}
