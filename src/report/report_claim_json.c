/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Judged claims as JSON, schema cotejo.claims/1: what was printed (exactly),
 * what was computed (in the unit of the means; shares as fractions,
 * percentages in percent), and the findings in words.
 */
#include <math.h>

#include "compare/claim_words.h"
#include "report/json_writer.h"
#include "report/report_claim.h"

static void put_given(struct json_writer *json, const char *key,
                      struct claim_number number)
{
    if (number.is_given)
        json_decimal(json, key, number.value);
}

/* The printed spread under the name of what it is. */
static void put_side(struct json_writer *json, const struct claim *claim,
                     const struct claim_side *side)
{
    static const char *const kinds[] = {
        [SPREAD_SD] = "sd",
        [SPREAD_SE] = "se",
        [SPREAD_INTERVAL] = "ci_half",
    };

    json_open(json, NULL, '{');
    if (side->name)
        json_text(json, "name", side->name);
    if (side->n)
        json_count(json, "n", side->n);
    put_given(json, "mean", side->mean);
    put_given(json, kinds[claim->spread_kind], side->sd);
    put_given(json, "ci_low", side->low);
    put_given(json, "ci_high", side->high);
    put_given(json, "median", side->median);
    put_given(json, "q1", side->q1);
    put_given(json, "q3", side->q3);
    put_given(json, "min", side->min);
    put_given(json, "max", side->max);
    put_given(json, "time_s", side->time);
    put_given(json, "duration_s", side->duration);
    json_close(json, '}');
}

static void put_range(struct json_writer *json, const char *key,
                      struct cotejo_interval range)
{
    json_open(json, key, '{');
    json_number(json, "low", range.low);
    json_number(json, "high", range.high);
    json_close(json, '}');
}

static void put_percentages(struct json_writer *json,
                            const struct judged_claim *it)
{
    json_open(json, "percent", '[');
    for (size_t i = 0; i < 2; i++) {
        json_open(json, NULL, '{');
        if (it->claim->side[i].name)
            json_text(json, "base", it->claim->side[i].name);
        json_count(json, "base_side", i + 1);
        json_number(json, "estimate", it->percent[i]);
        put_range(json, "rounding", it->percent_range[i]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_margins(struct json_writer *json, const struct judged_claim *it)
{
    json_open(json, "similar_below", '[');
    for (guint i = 0; i < it->margins->len; i++) {
        const struct claim_margin *margin =
            &g_array_index(it->margins, struct claim_margin, i);

        json_open(json, NULL, '{');
        json_number(json, "margin", margin->margin);
        json_number(json, "sd", margin->sd);
        json_number(json, "cv", margin->cv);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_test(struct json_writer *json, const struct judged_claim *it)
{
    if (it->test.status != COTEJO_OK)
        return;
    json_open(json, "test", '{');
    json_text(json, "name", "welch");
    json_number(json, "t", it->test.t);
    json_number(json, "df", it->test.df);
    json_number(json, "p", it->test.p.p);
    json_number(json, "log10_p", it->test.p.log10_p);
    json_open(json, "p_rounding", '{');
    json_number(json, "low", it->p_range.low);
    json_number(json, "high", it->p_range.high);
    json_flag(json, "decides", it->p_range.depends);
    json_close(json, '}');
    json_number(json, "ratio", it->ratio.ratio);
    put_range(json, "ratio_interval", it->ratio.interval);
    json_number(json, "smallest_margin", it->smallest_margin);
    json_close(json, '}');
}

static void put_numbers(struct json_writer *json, const struct judged_claim *it)
{
    put_percentages(json, it);
    json_open(json, "significant_below", '{');
    json_number(json, "cv", it->critical.cv);
    json_number(json, "cv_df", it->critical.cv_df);
    json_number(json, "sd", it->critical.sd);
    json_number(json, "sd_df", it->critical.sd_df);
    json_close(json, '}');
    put_margins(json, it);
    put_test(json, it);
    if (isnan(it->spread.high))
        return;
    json_open(json, "observed_cv", '{');
    json_text(json, "of", it->spread.words);
    json_number(json, "low", it->spread.low);
    json_number(json, "high", it->spread.high);
    json_count(json, "systems", it->spread.n_systems);
    json_close(json, '}');
}

static void put_findings(struct json_writer *json,
                         const struct judged_claim *it)
{
    json_open(json, "findings", '[');
    for (guint i = 0; i < it->findings->len; i++) {
        const struct claim_finding *finding =
            &g_array_index(it->findings, struct claim_finding, i);

        json_open(json, NULL, '{');
        json_text(json, "about", finding->about);
        json_text(json, "answer", claim_answer_slug(finding->answer));
        json_text(json, "question", finding->head);
        json_text(json, "text", finding->text);
        if (finding->decide)
            json_text(json, "would_decide", finding->decide);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_stated_test(struct json_writer *json, const struct claim *claim)
{
    const char relation[] = {claim->p_relation, '\0'};

    put_given(json, "stated_p", claim->p);
    if (claim->p.is_given)
        json_text(json, "stated_p_relation", relation);
    put_given(json, "stated_t", claim->t);
    put_given(json, "stated_df", claim->df);
}

/* How numbers and sentence were read, where they could be read otherwise. */
static void put_readings(struct json_writer *json, const struct claim *claim)
{
    if (!claim->readings->len)
        return;
    json_open(json, "readings", '[');
    for (guint i = 0; i < claim->readings->len; i++)
        json_text(json, NULL, claim->readings->pdata[i]);
    json_close(json, ']');
}

static void put_words(struct json_writer *json, const struct claim *claim)
{
    static const char *const asserted[] = {
        [ASSERTS_DIFFERENCE] = "difference",
        [ASSERTS_SIMILARITY] = "similarity",
        [ASSERTS_NOTHING] = "nothing",
    };
    const struct {
        const char *key, *text;
    } words[] = {
        {"name", claim->name},       {"title", claim->title},
        {"says", claim->quote},      {"source", claim->source},
        {"remark", claim->remark},   {"unit", claim->unit},
        {"favours", claim->favours}, {"repeats", claim->repeats},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (words[i].text)
            json_text(json, words[i].key, words[i].text);
    json_text(json, "asserts", asserted[claim->asserts]);
    put_given(json, "stated_percent", claim->percent);
    put_given(json, "stated_times", claim->times);
    put_stated_test(json, claim);
    put_readings(json, claim);
}

static void put_claim(struct json_writer *json, const struct judged_claim *it)
{
    json_open(json, NULL, '{');
    put_words(json, it->claim);
    if (it->claim->has_values) {
        json_open(json, "sides", '[');
        put_side(json, it->claim, &it->claim->side[0]);
        put_side(json, it->claim, &it->claim->side[1]);
        json_close(json, ']');
        put_numbers(json, it);
    }
    json_text(json, "answer", claim_answer_slug(it->answer));
    if (it->withheld)
        json_text(json, "withheld", it->withheld);
    put_findings(json, it);
    json_close(json, '}');
}

static void put_program(struct json_writer *json, const char *command)
{
    json_open(json, "program", '{');
    json_text(json, "name", "cotejo");
    json_text(json, "version", COTEJO_VERSION);
    if (command)
        json_text(json, "command", command);
    json_close(json, '}');
}

void report_claim_json(const JudgedSet *judged, const char *command,
                       GString *out)
{
    struct json_writer json = {.out = out, .flat_from = 5};
    const ClaimSet *set = judged->set;

    json_open(&json, NULL, '{');
    json_text(&json, "schema", "cotejo.claims/1");
    put_program(&json, command);
    if (set->title)
        json_text(&json, "paper", set->title);
    if (set->authors)
        json_text(&json, "authors", set->authors);
    json_number(&json, "alpha", judged->alpha);
    json_open(&json, "counts", '{');
    for (size_t i = 0; i < 4; i++)
        json_count(&json, claim_answer_slug((enum claim_answer)i),
                   judged->counts[i]);
    json_close(&json, '}');
    json_open(&json, "claims", '[');
    for (guint i = 0; i < judged->claims->len; i++)
        put_claim(&json, judged->claims->pdata[i]);
    json_close(&json, ']');
    json_close(&json, '}');
    g_string_append_c(out, '\n');
}
