/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * cotejo ingest: adds logs, or other stores, to a store. All or nothing: one
 * command is one transaction.
 */
#include "cli/command.h"

#include <stdio.h>

#include "cli/messages.h"
#include "cli/sources.h"
#include "report/escape.h"

static const struct cli_usage usage = {
    .name = "ingest",
    .arguments = "SOURCE...",
    .summary =
        "Keeps runs in a store, to be read again with -d. What is there\n"
        "already, under any name, is not added twice. A SOURCE is NAME=PATH,\n"
        "a path, or another store.",
    .examples =
        "  cotejo ingest -d lab.db KVM=lab/kvm Xen=lab/xen\n"
        "  cotejo ingest -d lab.db KVM=today/run-21.log    more of it, later\n"
        "  cotejo ingest -d all.db lab.db other.db         stores together\n"
        "  cotejo compare -d all.db\n",
    .groups = OPTIONS_INPUT | OPTIONS_CONF,
};

static void print_part(size_t n, const char *one, const char *many,
                       const char **comma)
{
    if (!n)
        return;
    printf("%s%zu %s", *comma, n, n == 1 ? one : many);
    *comma = ", ";
}

/* "lab.db: 20 logs added (19 runs good, 1 refused), 3 known" */
static void print_tally(const char *store, const struct cli_tally *tally)
{
    g_autofree char *name = clean_text(store);
    const char *comma = " (", *outer = ", ";

    printf("%s: %zu log%s added", name, tally->n_added,
           tally->n_added == 1 ? "" : "s");
    print_part(tally->n_runs[RUN_GOOD], "run good", "runs good", &comma);
    print_part(tally->n_runs[RUN_GATED], "run gated", "runs gated", &comma);
    print_part(tally->n_runs[RUN_REFUSED], "run refused", "runs refused",
               &comma);
    if (*comma == ',')
        putchar(')');
    print_part(tally->n_repeated, "of them with the bytes of another",
               "of them with the bytes of another", &outer);
    print_part(tally->n_known, "already there", "already there", &outer);
    print_part(tally->n_copies, "copy", "copies", &outer);
    print_part(tally->n_unread, "could not be read", "could not be read",
               &outer);
    print_part(tally->n_foreign, "other file", "other files", &outer);
    putchar('\n');
}

static bool ingest(const struct cli_options *options, GPtrArray *sources,
                   struct cli_tally *tally, GError **error)
{
    g_autoptr(Store) store = store_open(options->store, STORE_CREATE, error);

    return store && cli_ingest(options, sources, store, true, tally, error) &&
           store_commit(store, error);
}

static bool has_store(const GPtrArray *sources)
{
    for (size_t i = 0; i < sources->len; i++)
        if (!((struct cli_source *)g_ptr_array_index(sources, i))->system)
            return true;
    return false;
}

static int run(int argc, char **argv)
{
    struct cli_options options;
    struct cli_tally tally = {0};
    g_autoptr(GPtrArray) sources = NULL;
    g_autoptr(GError) error = NULL;
    int status = cli_parse(&usage, argc, argv, &options);

    if (status >= 0)
        return status;
    if (!options.store)
        return cli_misused(&usage, "-d says which store to add to");
    if (!options.arguments[0])
        return cli_misused(&usage, "no source to add");
    sources = cli_sources(&options, &error);
    if (!sources || !ingest(&options, sources, &tally, &error))
        return status_of(error);
    print_tally(options.store, &tally);
    status = status_done(options.allow_refused, options.strict);
    if (tally.n_usable || has_store(sources))
        return status;
    message_text("no usable run");
    return EXIT_NOTHING;
}

const struct command command_ingest = {
    "ingest", "keep runs in a store; add to it any time", run};
