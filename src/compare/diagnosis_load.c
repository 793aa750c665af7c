/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is it the systems that were measured, or what lies around them?
 *
 * 1. Saturated: the payload of the runs is 97 % or more of what a declared
 *    link can carry (1448 of 1538 bytes of a full Ethernet frame with TCP
 *    time stamps). A number at the ceiling is censored: the system could be
 *    faster, nobody can tell. More than the ceiling, by more than a per cent
 *    (frames without time stamps reach 0.8 % above it), is no saturation: it
 *    contradicts the declaration.
 * 2. Nothing declared, yet both systems move what a link of a usual speed
 *    would carry at most: a question, not a verdict.
 * 3. Rate-limited: httperf starts connection k at k/rate. A duration within
 *    2 % of (n - 1)/rate is that schedule, and so are the rates that come of
 *    it. One system on schedule and one behind it is a result.
 * 4. Client-side: CPU time is the client's. Client-bound: the client's own
 *    CPU takes nine tenths of the time or more.
 */
#include <math.h>
#include <string.h>

#include "compare/diagnosis_test.h"
#include "cotejo/claim.h"

#define MBIT 1e6
#define CLIENT_SHARE 0.9
#define OVER_CEILING 1.01

/* Where a run of a tool prints how many bytes it moved a second; the first
 * that is there counts. */
static const struct {
    const char *tool, *metric;
} payloads[] = {
    {"ab", "transfer_rate_total"}, {"ab", "transfer_rate"},
    {"ab", "transfer_rate_kb"},    {"httperf", "net_io"},
    {"wget", "throughput"},
};

static const Run *run_of(const struct diagnosis_place *place,
                         const struct result_sample *sample, size_t i)
{
    return g_array_index(place->results->runs, struct result_run,
                         sample->runs[i])
        .run;
}

static double base_value(const struct run_value *value)
{
    return decimal_to_double(metric_to_base(value->metric, value->value));
}

static const struct run_value *find_payload(const Run *run)
{
    for (size_t i = 0; i < G_N_ELEMENTS(payloads); i++) {
        const struct run_value *value =
            strcmp(payloads[i].tool, run->tool)
                ? NULL
                : run_find(run, payloads[i].metric, NULL);

        if (value)
            return value;
    }
    return NULL;
}

/* Mean payload of a sample's runs, bit/s; NaN when a run does not tell. */
static double payload_of(const struct diagnosis_place *place,
                         const struct result_sample *sample, uint32_t *line)
{
    double sum = 0;

    for (size_t i = 0; i < sample->data.n; i++) {
        const struct run_value *value = find_payload(run_of(place, sample, i));

        if (!value)
            return NAN;
        if (!i)
            *line = value->line;
        sum += 8 * base_value(value);
    }
    return sample->data.n ? sum / (double)sample->data.n : NAN;
}

static bool depends_on_link(const struct result_cell *cell)
{
    return cell->metric->level == METRIC_RUN &&
           (cell->metric->class == METRIC_RATE ||
            cell->metric->class == METRIC_TIME);
}

struct payloads {
    double a, b;      /* bit/s */
    uint32_t line[2]; /* of the first run's payload */
};

static bool find_payloads(const struct diagnosis_place *place,
                          struct payloads *payload)
{
    if (!depends_on_link(place->at))
        return false;
    payload->a = payload_of(place, place->a, &payload->line[0]);
    payload->b = payload_of(place, place->b, &payload->line[1]);
    return isfinite(payload->a) && isfinite(payload->b);
}

static void add_payload_evidence(const struct diagnosis_place *place,
                                 struct result_diagnosis *diagnosis,
                                 const struct payloads *payload, double line)
{
    bool is_b = payload->b > payload->a;
    const struct result_sample *fuller = is_b ? place->b : place->a;
    double ceiling = cotejo_payload_ceiling(line, true);

    diagnosis_evidence(diagnosis, "reference_mbit_per_s", payload->a / MBIT);
    diagnosis_evidence(diagnosis, "subject_mbit_per_s", payload->b / MBIT);
    diagnosis_evidence(diagnosis, "line_mbit_per_s", line / MBIT);
    diagnosis_evidence(diagnosis, "ceiling_mbit_per_s", ceiling / MBIT);
    diagnosis_evidence(diagnosis, "share_of_ceiling",
                       fmax(payload->a, payload->b) / ceiling);
    diagnosis_show(diagnosis, fuller->runs[0], payload->line[is_b]);
}

static const char *mbit(const struct diagnosis_place *place, double bit_per_s)
{
    return diagnosis_number(place, bit_per_s / MBIT, 1);
}

static bool is_over(const struct payloads *payload, double ceiling)
{
    return fmax(payload->a, payload->b) > OVER_CEILING * ceiling;
}

static void say_saturated(const struct diagnosis_place *place,
                          struct result_diagnosis *diagnosis,
                          const struct payloads *payload,
                          const struct study_capacity *capacity)
{
    double ceiling = cotejo_payload_ceiling(capacity->bit_per_s, true);
    bool a = cotejo_network_limited(payload->a, ceiling);
    bool b = cotejo_network_limited(payload->b, ceiling);
    const char *name_a = diagnosis_system(place, place->reference);
    const char *name_b = diagnosis_system(place, place->system);

    add_payload_evidence(place, diagnosis, payload, capacity->bit_per_s);
    if (a && b)
        diagnosis_say(place, diagnosis,
                      "%s moved %s and %s %s of the at most %s Mbit/s of "
                      "payload that %s carries (%g Mbit/s on the line): both "
                      "numbers are the link's",
                      name_a, mbit(place, payload->a), name_b,
                      mbit(place, payload->b), mbit(place, ceiling),
                      capacity->name, capacity->bit_per_s / MBIT);
    else
        diagnosis_say(place, diagnosis,
                      "%s moved %s of the at most %s Mbit/s of payload that %s "
                      "carries: its number is the link's and could be better, "
                      "that of %s (%s Mbit/s) is its own",
                      a ? name_a : name_b,
                      mbit(place, a ? payload->a : payload->b),
                      mbit(place, ceiling), capacity->name, a ? name_b : name_a,
                      mbit(place, a ? payload->b : payload->a));
}

enum diagnosis_outcome diagnose_saturated(const struct diagnosis_place *place,
                                          struct result_diagnosis *diagnosis)
{
    const struct study_options *options = &place->results->options;
    struct payloads payload = {NAN, NAN, {0, 0}};

    if (!options->n_capacities || !find_payloads(place, &payload))
        return DIAGNOSIS_NO_TEST;
    for (size_t i = 0; i < options->n_capacities; i++) {
        const struct study_capacity *capacity = &options->capacities[i];
        double ceiling = cotejo_payload_ceiling(capacity->bit_per_s, true);

        if (cotejo_network_limited(fmax(payload.a, payload.b), ceiling) &&
            !is_over(&payload, ceiling)) {
            say_saturated(place, diagnosis, &payload, capacity);
            return DIAGNOSIS_FIRES;
        }
    }
    return DIAGNOSIS_SILENT;
}

enum diagnosis_outcome
diagnose_over_capacity(const struct diagnosis_place *place,
                       struct result_diagnosis *diagnosis)
{
    const struct study_options *options = &place->results->options;
    struct payloads payload = {NAN, NAN, {0, 0}};

    if (!options->n_capacities || !find_payloads(place, &payload))
        return DIAGNOSIS_NO_TEST;
    for (size_t i = 0; i < options->n_capacities; i++) {
        const struct study_capacity *capacity = &options->capacities[i];
        double ceiling = cotejo_payload_ceiling(capacity->bit_per_s, true);

        if (!is_over(&payload, ceiling))
            continue;
        add_payload_evidence(place, diagnosis, &payload, capacity->bit_per_s);
        diagnosis_say(
            place, diagnosis,
            "%s moved %s and %s %s Mbit/s, but %s of %g Mbit/s "
            "carries at most %s Mbit/s of payload: the link that they used is "
            "another, or faster",
            diagnosis_system(place, place->reference), mbit(place, payload.a),
            diagnosis_system(place, place->system), mbit(place, payload.b),
            capacity->name, capacity->bit_per_s / MBIT, mbit(place, ceiling));
        return DIAGNOSIS_FIRES;
    }
    return DIAGNOSIS_SILENT;
}

/* Rule 2. */
enum diagnosis_outcome diagnose_near_link(const struct diagnosis_place *place,
                                          struct result_diagnosis *diagnosis)
{
    struct payloads payload = {NAN, NAN, {0, 0}};
    double line;

    if (place->results->options.n_capacities || !find_payloads(place, &payload))
        return DIAGNOSIS_NO_TEST;
    line = cotejo_usual_link(payload.a / MBIT);
    if (isnan(line) || line != cotejo_usual_link(payload.b / MBIT))
        return DIAGNOSIS_SILENT;
    add_payload_evidence(place, diagnosis, &payload, line * MBIT);
    diagnosis_say(place, diagnosis,
                  "%s and %s moved %s and %s Mbit/s: as much as a link of "
                  "%g Mbit/s can carry (%s); was there one?",
                  diagnosis_system(place, place->reference),
                  diagnosis_system(place, place->system),
                  mbit(place, payload.a), mbit(place, payload.b), line,
                  mbit(place, cotejo_payload_ceiling(line * MBIT, true)));
    return DIAGNOSIS_FIRES;
}

/* ---- rule 3 ---- */

static const char *const scheduled[] = {
    "test_duration", "connection_rate",  "connection_interval",
    "request_rate",  "request_interval", "reply_rate_avg",
    "net_io",        "net_io_bits",
};

static bool is_scheduled(const struct metric *metric)
{
    if (strcmp(metric->tool, "httperf") != 0)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(scheduled); i++) {
        if (!strcmp(scheduled[i], metric->name))
            return true;
    }
    return false;
}

static bool read_parameter(const Run *run, const char *name, double *value)
{
    const char *text = run_find_parameter(run, name);
    struct decimal number;

    if (!text || !slice_to_decimal(slice_from(text), &number))
        return false;
    *value = decimal_to_double(number);
    return *value > 0;
}

/* The schedule of the runs, seconds; NaN without a constant rate. */
static double schedule_of(const Run *run, double *rate, double *connections)
{
    if (!read_parameter(run, "rate", rate) ||
        !read_parameter(run, "num-conns", connections) || *connections < 2 ||
        *connections > 1e9)
        return NAN;
    return cotejo_schedule_s((size_t)*connections, *rate);
}

/* True when every run of the sample is on schedule; their mean duration. */
static bool on_schedule(const struct diagnosis_place *place,
                        const struct result_sample *sample, double schedule,
                        double *mean)
{
    double sum = 0;

    for (size_t i = 0; i < sample->data.n; i++) {
        const struct run_value *duration =
            run_find(run_of(place, sample, i), "test_duration", NULL);

        if (!duration ||
            !cotejo_schedule_limited(base_value(duration), schedule))
            return false;
        sum += base_value(duration);
    }
    *mean = sum / (double)sample->data.n;
    return true;
}

enum diagnosis_outcome
diagnose_rate_limited(const struct diagnosis_place *place,
                      struct result_diagnosis *diagnosis)
{
    double rate = NAN, connections = NAN, schedule, a = NAN, b = NAN;
    const struct run_value *duration;

    if (!is_scheduled(place->at->metric))
        return DIAGNOSIS_NO_TEST;
    schedule = schedule_of(run_of(place, place->a, 0), &rate, &connections);
    if (isnan(schedule))
        return DIAGNOSIS_NO_TEST;
    if (!on_schedule(place, place->a, schedule, &a) ||
        !on_schedule(place, place->b, schedule, &b))
        return DIAGNOSIS_SILENT;
    duration = run_find(run_of(place, place->a, 0), "test_duration", NULL);
    diagnosis_show(diagnosis, place->a->runs[0], duration->line);
    diagnosis_evidence(diagnosis, "rate_per_s", rate);
    diagnosis_evidence(diagnosis, "connections", connections);
    diagnosis_evidence(diagnosis, "schedule_s", schedule);
    diagnosis_evidence(diagnosis, "reference_duration_s", a);
    diagnosis_evidence(diagnosis, "subject_duration_s", b);
    diagnosis_say(place, diagnosis,
                  "--rate=%g --num-conns=%g starts the last connection after "
                  "%s s, whatever the system; %s took %s s, %s %s s",
                  rate, connections, diagnosis_number(place, schedule, 3),
                  diagnosis_system(place, place->reference),
                  diagnosis_number(place, a, 3),
                  diagnosis_system(place, place->system),
                  diagnosis_number(place, b, 3));
    return DIAGNOSIS_FIRES;
}

/* ---- rule 4 ---- */

enum diagnosis_outcome diagnose_client_side(const struct diagnosis_place *place,
                                            struct result_diagnosis *diagnosis)
{
    if (place->at->metric->class != METRIC_CPU)
        return DIAGNOSIS_NO_TEST;
    diagnosis_evidence(diagnosis, "reference_mean_s", place->a->moments.mean);
    diagnosis_evidence(diagnosis, "subject_mean_s", place->b->moments.mean);
    diagnosis_say(place, diagnosis,
                  "CPU time of the %s client, not of the server",
                  place->at->metric->tool);
    return DIAGNOSIS_FIRES;
}

/* A time, and the client's CPU time in it. */
static const struct {
    const char *tool, *time;
    const char *cpu[2];
} client_times[] = {
    {"wget", "real_time", {"user_time", "sys_time"}},
    {"sql-bench", "module_wall", {"module_client_usr", "module_client_sys"}},
    {"sql-bench", "op_wall", {"op_client_usr", "op_client_sys"}},
};

/* The client's share of the time over all runs of a sample; NaN if unknown. */
static double client_share(const struct diagnosis_place *place,
                           const struct result_sample *sample, size_t kind)
{
    double cpu = 0, time = 0;

    for (size_t i = 0; i < sample->data.n; i++) {
        const Run *run = run_of(place, sample, i);

        for (size_t k = 0; k < G_N_ELEMENTS(client_times[kind].cpu); k++) {
            const struct run_value *value =
                run_find(run, client_times[kind].cpu[k], place->at->item);

            if (!value)
                return NAN;
            cpu += base_value(value);
        }
        time += sample->data.x[i];
    }
    return time > 0 ? cpu / time : NAN;
}

enum diagnosis_outcome
diagnose_client_bound(const struct diagnosis_place *place,
                      struct result_diagnosis *diagnosis)
{
    const struct metric *metric = place->at->metric;
    size_t kind = 0;
    double a, b;

    while (kind < G_N_ELEMENTS(client_times) &&
           (strcmp(client_times[kind].tool, metric->tool) != 0 ||
            strcmp(client_times[kind].time, metric->name) != 0))
        kind++;
    /* A few ticks of a clock are no time to take a share of. */
    if (kind == G_N_ELEMENTS(client_times) ||
        fmin(place->a->moments.mean, place->b->moments.mean) <
            10 * place->at->resolution)
        return DIAGNOSIS_NO_TEST;
    a = client_share(place, place->a, kind);
    b = client_share(place, place->b, kind);
    if (isnan(a) || isnan(b))
        return DIAGNOSIS_NO_TEST;
    if (!(a >= CLIENT_SHARE && b >= CLIENT_SHARE))
        return DIAGNOSIS_SILENT;
    diagnosis_evidence(diagnosis, "reference_client_share", a);
    diagnosis_evidence(diagnosis, "subject_client_share", b);
    diagnosis_say(place, diagnosis,
                  "the %s client itself computed for %s of the time on %s and "
                  "%s on %s: little of it is the server's",
                  metric->tool, diagnosis_percent(place, a),
                  diagnosis_system(place, place->reference),
                  diagnosis_percent(place, b),
                  diagnosis_system(place, place->system));
    return DIAGNOSIS_FIRES;
}
