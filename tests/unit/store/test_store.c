/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is added comes back, once, in a fixed order. */
#include "made_runs.h"

#include <unistd.h>

#include <sqlite3.h>

#include "store/known.h"

static const char *const places[] = {":memory:", "a file"};

/* Every field of every kind, from memory and from a file closed between. */
static void test_round_trip(const void *place)
{
    bool is_memory = !strcmp(place, ":memory:");
    g_autofree char *path =
        is_memory ? g_strdup(place) : scratch_path("lab.db");
    g_autoptr(Store) store = opened(path);
    g_autoptr(LogSource) source = made_source("lab/full.log", 1);
    g_autoptr(Stored) stored = NULL;

    g_ptr_array_add(source->runs, made_full_run());
    g_ptr_array_add(source->runs, made_run(0, 123456));
    g_assert_true(store_begin(store, NULL));
    g_assert_cmpint(added_to(store, "KVM \xff=1", source), ==, STORE_ADDED);
    g_assert_true(store_commit(store, NULL));
    if (!is_memory) {
        store_close(g_steal_pointer(&store));
        store = store_open(path, STORE_READ, NULL);
    }

    stored = loaded(store);
    g_assert_cmpuint(stored->systems->len, ==, 1);
    g_assert_cmpstr(g_ptr_array_index(stored->systems, 0), ==, "KVM \xff=1");
    g_assert_cmpuint(stored->sources->len, ==, 1);
    g_assert_cmpstr(SOURCE_AT(stored, 0)->path, ==, "lab/full.log");
    g_assert_cmpstr(SOURCE_AT(stored, 0)->sha256, ==, source->sha256);
    g_assert_cmpstr(SOURCE_AT(stored, 0)->format, ==, "ab");
    g_assert_cmpuint(SOURCE_AT(stored, 0)->bytes, ==, 1001);
    g_assert_null(SOURCE_AT(stored, 0)->refusal);
    g_assert_false(SOURCE_AT(stored, 0)->is_foreign);
    g_assert_cmpuint(stored->runs->len, ==, 2);
    /* By line: the second of the file stands on line 0. */
    assert_same_run(RUN_AT(stored, 0)->run, g_ptr_array_index(source->runs, 1));
    assert_same_run(RUN_AT(stored, 1)->run, g_ptr_array_index(source->runs, 0));
}

static void test_refused_and_foreign(void)
{
    g_autoptr(Store) store = opened(":memory:");
    g_autoptr(LogSource) refused = made_source("a.gz", 1);
    g_autoptr(LogSource) foreign = made_source("b.txt", 2);
    g_autoptr(Stored) stored = NULL;

    cotejo_fail(&refused->error, COTEJO_ERROR_REFUSED, "a.gz: cut");
    foreign->is_foreign = true;
    foreign->format = NULL;
    store_begin(store, NULL);
    added_to(store, "KVM", refused);
    added_to(store, "KVM", foreign);
    store_commit(store, NULL);

    stored = loaded(store);
    g_assert_cmpstr(SOURCE_AT(stored, 0)->refusal, ==, "a.gz: cut");
    g_assert_cmpint(SOURCE_AT(stored, 0)->refusal_code, ==,
                    COTEJO_ERROR_REFUSED);
    g_assert_true(SOURCE_AT(stored, 1)->is_foreign);
    g_assert_cmpstr(SOURCE_AT(stored, 1)->format, ==, "");
    g_assert_null(SOURCE_AT(stored, 1)->refusal);
}

/* Systems as they came; runs by system, tool, path as people count, line. */
static void test_order(void)
{
    static const struct {
        const char *system, *path;
        unsigned seed;
    } added[] = {
        {"Xen", "x/run-10.log", 1}, {"Xen", "x/run-2.log", 2},
        {"KVM", "k/run-1.log", 3},  {"Xen", "x/run-1.log", 4},
        {"KVM", "k/run-1.log", 5},
    };
    static const unsigned expected[] = {4, 2, 1, 3, 5};
    g_autoptr(Store) store = opened(":memory:");
    g_autoptr(LogSource) timing = made_timing("x/a.log", 6);
    g_autoptr(Stored) stored = NULL;

    store_begin(store, NULL);
    added_to(store, "Xen", timing);
    for (size_t i = 0; i < G_N_ELEMENTS(added); i++) {
        g_autoptr(LogSource) log =
            made_log(added[i].path, added[i].seed, added[i].seed);

        added_to(store, added[i].system, log);
    }
    store_commit(store, NULL);

    stored = loaded(store);
    g_assert_cmpstr(g_ptr_array_index(stored->systems, 0), ==, "Xen");
    g_assert_cmpstr(g_ptr_array_index(stored->systems, 1), ==, "KVM");
    g_assert_cmpuint(stored->runs->len, ==, 6);
    for (size_t i = 0, n = 0; i < 6; i++) {
        const Run *run = RUN_AT(stored, i)->run;

        g_assert_cmpuint(RUN_AT(stored, i)->system, ==, i < 4 ? 0 : 1);
        if (i == 3) { /* "wget" comes after "ab", whatever the path */
            g_assert_cmpstr(run->tool, ==, "wget");
            continue;
        }
        g_assert_cmpint(
            run_find(run, "requests_per_second", NULL)->value.digits, ==,
            expected[n++]);
    }
}

static void test_same_content(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autoptr(Store) store = opened(path);
    g_autoptr(LogSource) log = made_log("lab/a.log", 1, 5);
    g_autoptr(LogSource) renamed = made_log("other/b.log", 1, 5);
    g_autoptr(LogSource) again = made_log("third/c.log", 1, 5);
    g_autoptr(Stored) stored = NULL;

    store_begin(store, NULL);
    g_assert_cmpint(added_to(store, "KVM", log), ==, STORE_ADDED);
    g_assert_cmpint(added_to(store, "KVM", log), ==, STORE_KNOWN);
    g_assert_cmpint(added_to(store, "KVM", renamed), ==, STORE_COPY);
    g_assert_cmpint(added_to(store, "Xen", log), ==, STORE_ADDED);
    store_commit(store, NULL);
    store_begin(store, NULL);
    g_assert_cmpint(added_to(store, "KVM", again), ==, STORE_KNOWN);
    g_assert_cmpint(added_to(store, "KVM", renamed), ==, STORE_COPY);
    store_commit(store, NULL);

    stored = loaded(store);
    g_assert_cmpuint(stored->runs->len, ==, 2);
    g_assert_cmpuint(stored->sources->len, ==, 2);
    g_assert_cmpuint(SOURCE_AT(stored, 0)->notes->len, ==, 1);
    g_assert_cmpstr(
        g_ptr_array_index(SOURCE_AT(stored, 0)->notes, 0), ==,
        "other/b.log holds the same bytes as lab/a.log: stored once");
    g_assert_cmpuint(SOURCE_AT(stored, 1)->notes->len, ==, 0);
}

/* Logs that say too little: by name, from the end, each stored one once. */
static void test_repetitions(void)
{
    static const struct {
        const char *path;
        enum store_added expected;
        bool begins; /* a new ingest */
    } steps[] = {
        {"lab/kvm/a.log", STORE_ADDED, true},
        {"lab/kvm/b.log", STORE_REPEATED, false},
        {"lab/kvm/a.log", STORE_KNOWN, false},
        /* the same files from another place */
        {"kvm/a.log", STORE_KNOWN, true},
        {"./kvm//b.log", STORE_KNOWN, false},
        {"/home/x/lab/kvm/a.log", STORE_KNOWN, true},
        /* the end of a name is not the end of a part */
        {"m/a.log", STORE_REPEATED, true},
        {"other/kvm/a.log", STORE_REPEATED, true},
    };
    g_autoptr(Store) store = opened(":memory:");
    g_autoptr(Stored) stored = NULL;

    store_begin(store, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
        g_autoptr(LogSource) timing = made_timing(steps[i].path, 1);

        if (steps[i].begins) {
            store_commit(store, NULL);
            store_begin(store, NULL);
        }
        g_test_message("%s", steps[i].path);
        g_assert_cmpint(added_to(store, "KVM", timing), ==, steps[i].expected);
    }
    store_commit(store, NULL);

    stored = loaded(store);
    g_assert_cmpuint(stored->runs->len, ==, 4);
    for (size_t i = 0; i < 4; i++) {
        const struct stored_source *source = SOURCE_AT(stored, i);

        g_assert_cmpuint(source->notes->len, ==,
                         strcmp(source->path, "lab/kvm/a.log") != 0);
    }
}

/* With a time, or any other number, the same bytes are a copy. */
static void test_no_repetitions(void)
{
    g_autoptr(Store) store = opened(":memory:");
    g_autoptr(LogSource) dated = made_timing("a.log", 1);
    g_autoptr(LogSource) dated_copy = made_timing("b.log", 1);
    g_autoptr(LogSource) more = made_timing("c.log", 2);
    g_autoptr(LogSource) more_copy = made_timing("d.log", 2);

    ((Run *)g_ptr_array_index(dated->runs, 0))->started_s = 0;
    ((Run *)g_ptr_array_index(dated_copy->runs, 0))->started_s = 0;
    run_value(g_ptr_array_index(more->runs, 0), "files", (struct decimal){1, 0},
              1);
    run_value(g_ptr_array_index(more_copy->runs, 0), "files",
              (struct decimal){1, 0}, 1);
    store_begin(store, NULL);
    g_assert_cmpint(added_to(store, "KVM", dated), ==, STORE_ADDED);
    g_assert_cmpint(added_to(store, "KVM", dated_copy), ==, STORE_COPY);
    g_assert_cmpint(added_to(store, "KVM", more), ==, STORE_ADDED);
    g_assert_cmpint(added_to(store, "KVM", more_copy), ==, STORE_COPY);
    store_commit(store, NULL);
}

/* A file that could not be read is known by its path until it can be. */
static void test_unread(void)
{
    g_autoptr(Store) store = opened(":memory:");
    g_autoptr(LogSource) a = made_source("a.log", 0);
    g_autoptr(LogSource) b = made_source("b.log", 0);
    g_autoptr(LogSource) read = made_log("a.log", 1, 5);
    g_autoptr(Stored) stored = NULL;

    *a->sha256 = *b->sha256 = '\0';
    cotejo_fail(&a->error, COTEJO_ERROR_READ, "cannot read 'a.log'");
    cotejo_fail(&b->error, COTEJO_ERROR_READ, "cannot read 'b.log'");
    store_begin(store, NULL);
    g_assert_cmpint(added_to(store, "KVM", a), ==, STORE_ADDED);
    g_assert_cmpint(added_to(store, "KVM", b), ==, STORE_ADDED);
    g_assert_cmpint(added_to(store, "KVM", a), ==, STORE_KNOWN);
    g_assert_cmpint(added_to(store, "KVM", read), ==, STORE_ADDED);
    store_commit(store, NULL);

    stored = loaded(store);
    g_assert_cmpuint(stored->sources->len, ==, 2);
    g_assert_null(SOURCE_AT(stored, 0)->refusal);
    g_assert_cmpstr(SOURCE_AT(stored, 1)->refusal, ==, "cannot read 'b.log'");
}

static void test_rollback(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autoptr(LogSource) first = made_log("a.log", 1, 5);
    g_autoptr(LogSource) second = made_log("b.log", 2, 6);
    g_autoptr(Store) store = opened(path);
    g_autoptr(Stored) stored = NULL;

    store_begin(store, NULL);
    added_to(store, "Xen", second);
    store_rollback(store);
    store_begin(store, NULL);
    added_to(store, "KVM", first);
    store_commit(store, NULL);
    store_begin(store, NULL);
    added_to(store, "Xen", second);
    store_close(g_steal_pointer(&store));

    store = opened(path);
    stored = loaded(store);
    g_assert_cmpuint(stored->systems->len, ==, 1);
    g_assert_cmpstr(g_ptr_array_index(stored->systems, 0), ==, "KVM");
    g_assert_cmpuint(stored->runs->len, ==, 1);
}

/* Two halves that overlap, merged, are what one ingest of all would be. */
static void test_merge(void)
{
    g_autofree char *paths[] = {scratch_path("a.db"), scratch_path("b.db"),
                                NULL};
    g_autoptr(Store) whole = opened(":memory:");
    g_autoptr(Store) merged = opened(":memory:");
    g_autoptr(Stored) expected = NULL, actual = NULL, twice = NULL;
    size_t n[N_STORE_ADDED] = {0};

    store_begin(whole, NULL);
    for (unsigned half = 0; half < 2; half++) {
        g_autoptr(Store) part = opened(paths[half]);

        store_begin(part, NULL);
        for (unsigned seed = half * 3; seed < half * 3 + 5; seed++) {
            g_autofree char *path = g_strdup_printf("run-%u.log", seed);
            g_autoptr(LogSource) log = made_log(path, seed, seed);

            if (seed == 2)
                cotejo_fail(&log->error, COTEJO_ERROR_REFUSED, "cut");
            if (seed == 4)
                g_ptr_array_add(log->runs, made_full_run());
            added_to(part, seed % 2 ? "KVM" : "Xen", log);
            added_to(whole, seed % 2 ? "KVM" : "Xen", log);
        }
        store_commit(part, NULL);
    }
    store_commit(whole, NULL);
    expected = loaded(whole);

    store_begin(merged, NULL);
    g_assert_true(store_merge(merged, paths[0], n, NULL));
    g_assert_true(store_merge(merged, paths[1], n, NULL));
    store_commit(merged, NULL);
    g_assert_cmpuint(n[STORE_ADDED], ==, 8);
    g_assert_cmpuint(n[STORE_KNOWN], ==, 2);
    g_assert_cmpuint(n[STORE_COPY], ==, 0);
    actual = loaded(merged);
    assert_same_stored(actual, expected);

    store_begin(merged, NULL);
    g_assert_true(store_merge(merged, paths[0], n, NULL));
    store_commit(merged, NULL);
    twice = loaded(merged);
    assert_same_stored(twice, expected);
    g_free(paths[1]);
}

static void test_merge_itself(void)
{
    g_autofree char *path = scratch_path("lab.db");
    g_autoptr(Store) store = opened(path);
    g_autoptr(GError) error = NULL;
    size_t n[N_STORE_ADDED] = {0};

    store_begin(store, NULL);
    g_assert_false(store_merge(store, path, n, &error));
    g_assert_error(error, COTEJO_ERROR, COTEJO_ERROR_USAGE);
}

/* A query of a person, with SQLite as it comes. */
static char *asked(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *query = NULL;
    char *answer;

    g_assert_cmpint(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), ==,
                    SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &query, NULL))
        g_error("%s: %s", sql, sqlite3_errmsg(db));
    g_assert_cmpint(sqlite3_step(query), ==, SQLITE_ROW);
    answer = g_strdup((const char *)sqlite3_column_text(query, 0));
    sqlite3_finalize(query);
    sqlite3_close(db);
    return answer;
}

static void test_views(void)
{
    static const struct {
        const char *sql, *answer;
    } questions[] = {
        {"SELECT system || tool || status || path || line FROM runs"
         " WHERE NOT is_part",
         "KVMabgoodlab/a.log1"},
        {"SELECT value FROM value WHERE NOT is_part", "7828.48"},
        {"SELECT typeof(value) FROM value", "real"},
        {"SELECT digits || 'e' || exponent FROM value WHERE NOT is_part",
         "782848e-2"},
        {"SELECT line FROM value WHERE NOT is_part", "20"},
        {"SELECT count(*) FROM value", "7"},
        {"SELECT item || marks FROM value WHERE metric = 'time_taken'",
         "insert \"x\"7"},
        {"SELECT count(*) FROM value WHERE item IS NULL", "6"},
        {"SELECT hex(path) FROM value WHERE metric = 'transfer_rate'",
         "6C61622F696E736572742D6D7973716C20FE2E6C6F67"},
        {"SELECT sum(count) FROM bin", "10000000006"},
        {"SELECT value FROM bin WHERE count = 2", "-0.005"},
        {"SELECT value FROM parameter WHERE name = 'path'", "/a b?c=d&e=\"f\\"},
        {"SELECT value FROM context WHERE name = 'host'", "h\xc3\xb4te\n"},
        {"SELECT slug || line || \"column\" || message FROM reason"
         " WHERE line > 0",
         "truncated125'5\"80\\' is cut"},
        {"SELECT message FROM note WHERE line = 3",
         "a note with [brackets], \"quotes\""},
        {"SELECT status FROM runs WHERE is_part", "refused"},
        {"SELECT started FROM runs WHERE is_part", "0001-01-01 00:00:00"},
        {"SELECT message FROM note WHERE slug = 'copy'",
         "b.log holds the same bytes as lab/a.log: stored once"},
        {"PRAGMA user_version", "2"},
        {"PRAGMA application_id", "1131377770"},
        {"PRAGMA integrity_check", "ok"},
    };
    g_autofree char *path = scratch_path("lab.db");
    g_autoptr(Store) store = opened(path);
    g_autoptr(LogSource) log = made_log("lab/a.log", 1, 782848);
    g_autoptr(LogSource) copy = made_log("b.log", 1, 782848);

    g_ptr_array_add(log->runs, made_full_run());
    store_begin(store, NULL);
    added_to(store, "KVM", log);
    added_to(store, "KVM", copy);
    store_commit(store, NULL);
    store_close(g_steal_pointer(&store));
    for (size_t i = 0; i < G_N_ELEMENTS(questions); i++) {
        g_autofree char *answer = asked(path, questions[i].sql);

        g_test_message("%s", questions[i].sql);
        g_assert_cmpstr(answer, ==, questions[i].answer);
    }
}

/* What need not be read as a log to be known again, and what must. */
static void test_known_by_hash(void)
{
    g_autoptr(Store) store = opened(":memory:");
    g_autoptr(StoreKnown) before = NULL;
    g_autoptr(StoreKnown) known = NULL;
    g_autoptr(StoreKnown) other = NULL;
    g_autoptr(LogSource) good = made_log("a.log", 1, 5);
    g_autoptr(LogSource) gated = made_log("gated.log", 2, 5);
    g_autoptr(LogSource) timing = made_timing("time.log", 3);
    g_autoptr(LogSource) again = made_source("a.log", 4);
    g_autoptr(LogSource) elsewhere = made_source("b.log", 4);
    LogSource *sources[] = {good, gated, timing};
    const struct ingest_known *logs;
    struct known_log log;

    before = store_known_new(store, "KVM", NULL);
    g_assert_null(store_known_logs(before));
    run_reason(g_ptr_array_index(gated->runs, 0), "non-2xx", 1, 0, "%s", "x");
    store_begin(store, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
        sources[i]->has_xxh3 = true;
        sources[i]->xxh3 = xxh3_of(&i, sizeof i);
        g_assert_cmpint(added_to(store, "KVM", sources[i]), ==, STORE_ADDED);
    }
    store_commit(store, NULL);
    known = store_known_new(store, "KVM", NULL);
    other = store_known_new(store, "Xen", NULL);
    g_assert_null(store_known_logs(other));
    logs = store_known_logs(known);
    g_assert_nonnull(logs);
    g_assert_true(logs->has_size(logs, good->bytes));
    g_assert_false(logs->has_size(logs, timing->bytes));
    g_assert_false(logs->find(logs, gated->xxh3, &log));
    g_assert_false(logs->find(logs, timing->xxh3, &log));
    g_assert_true(logs->find(logs, good->xxh3, &log));
    g_assert_cmpuint(log.usable, ==, 1);
    g_assert_false(log.is_foreign);

    again->known = elsewhere->known = log;
    store_begin(store, NULL);
    g_assert_cmpint(added_to(store, "KVM", again), ==, STORE_KNOWN);
    g_assert_cmpint(added_to(store, "KVM", again), ==, STORE_KNOWN);
    g_assert_cmpint(added_to(store, "KVM", elsewhere), ==, STORE_COPY);
    store_commit(store, NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *name =
            g_strconcat("/store/round-trip/", places[i], NULL);

        g_test_add_data_func(name, places[i], test_round_trip);
    }
    g_test_add_func("/store/refused-and-foreign", test_refused_and_foreign);
    g_test_add_func("/store/order", test_order);
    g_test_add_func("/store/same-content", test_same_content);
    g_test_add_func("/store/repetitions", test_repetitions);
    g_test_add_func("/store/no-repetitions", test_no_repetitions);
    g_test_add_func("/store/unread", test_unread);
    g_test_add_func("/store/known-by-hash", test_known_by_hash);
    g_test_add_func("/store/rollback", test_rollback);
    g_test_add_func("/store/merge", test_merge);
    g_test_add_func("/store/merge-itself", test_merge_itself);
    g_test_add_func("/store/views", test_views);
    return g_test_run();
}
