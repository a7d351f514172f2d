/* An ensemble as JSON lines: what it is, then a draw each. */
#include <math.h>

#include "report/report.h"
#include "text/json.h"

typedef struct ensemble {
    const ctg_drawn *drawn;
    ctg__text exposures; /* of it, as JSON */
} ensemble;

static ctg__value row_at(void *context, size_t row, size_t column)
{
    ensemble *const of = context;

    (void)row;
    if (column == 0)
        return ctg__value_count(of->drawn->number);
    return ctg__value_json(ctg__text_string(&of->exposures));
}

static const ctg__head heads[] = {{.key = "draw"}, {.key = "exposures"}};

static void add_link(ctg__text *text, const ctg_link *link, size_t index)
{
    ctg__text_print(text, "%s[%u,%u,", index ? "," : "", (unsigned)link->debtor,
                    (unsigned)link->creditor);
    ctg__text_add_number(text, link->amount);
    ctg__text_add_char(text, ']');
}

static void add_text(ctg_report *made, const char *key, ctg__value value)
{
    ctg__report_fact(made, CTG__FOR_JSON,
                     (ctg__fact){.key = key, .value = value});
}

/* A fact that is JSON already; clears the text. */
static void add_json(ctg_report *made, const char *key, ctg__text *text)
{
    made->failed |= text->failed;
    add_text(
        made, key,
        ctg__value_json(ctg__report_print(made, "%s", ctg__text_string(text))));
    ctg__text_clear(text);
}

static void add_sums(ctg_report *made, const char *key, const double *sums,
                     size_t count)
{
    ctg__text text = {0};

    ctg__text_add_char(&text, '[');
    for (size_t i = 0; i < count; i++) {
        ctg__text_add(&text, i ? ", " : "");
        ctg__text_add_number(&text, sums[i]);
    }
    ctg__text_add_char(&text, ']');
    add_json(made, key, &text);
}

/* What is known of pairs, so that other networks can be made of the file. */
static void add_pairs(ctg_report *made, const ctg_totals *totals)
{
    const ctg_link *const known = ctg_totals_known_links(totals);
    const size_t known_count = ctg_totals_known(totals);
    const size_t barred_count = ctg_totals_barred(totals);
    ctg__text text = {0};

    ctg__text_add_char(&text, '[');
    for (size_t k = 0; k < known_count; k++)
        add_link(&text, &known[k], k);
    ctg__text_add_char(&text, ']');
    add_json(made, "known", &text);
    ctg__text_add_char(&text, '[');
    for (size_t k = 0; k < barred_count; k++) {
        const ctg_link pair = ctg_totals_barred_at(totals, k);

        ctg__text_print(&text, "%s[%u,%u]", k ? "," : "", (unsigned)pair.debtor,
                        (unsigned)pair.creditor);
    }
    ctg__text_add_char(&text, ']');
    add_json(made, "barred", &text);
}

static void fill(ctg_report *made, const ctg_reconstruction *from, ensemble *of)
{
    const ctg_totals *const totals = ctg_reconstruction_totals(from);
    const ctg_reconstruct_facts facts = ctg_reconstruction_facts(from);
    const ctg_reconstruct_options *const options =
        ctg_reconstruction_options(from);
    const size_t count = ctg_totals_node_count(totals);
    const char **const ids = ctg__report_take(made, count, sizeof *ids);
    ctg__text parameters = {0};
    ctg__json_nest nest;

    if (!ids)
        return;
    for (size_t i = 0; i < count; i++)
        ids[i] = ctg_totals_node_id(totals, (ctg_node)i);
    nest = ctg__json_open(&parameters, '{', -1, -1);
    ctg__json_next(&nest, "chains");
    ctg__text_add_count(&parameters, ctg_reconstruction_chains(from));
    if (!isnan(facts.theta)) {
        ctg__json_next(&nest, "theta");
        ctg__json_add_number(&parameters, facts.theta);
    }
    if (!isnan(facts.z)) {
        ctg__json_next(&nest, "expected_links");
        ctg__json_add_number(&parameters, facts.expected_links);
        ctg__json_next(&nest, "z");
        ctg__json_add_number(&parameters, facts.z);
    }
    ctg__json_close(&nest);
    add_text(made, "method",
             ctg__value_text(ctg_reconstruction_method(from)->name));
    add_json(made, "parameters", &parameters);
    add_text(made, "seed", ctg__value_count(options->seed));
    add_text(made, "draws",
             ctg__value_count(facts.draws ? facts.draws : (size_t)1));
    add_text(made, "nodes", ctg__value_texts(ids, count));
    add_sums(made, "claims", ctg_totals_claims(totals), count);
    add_sums(made, "debts", ctg_totals_debts(totals), count);
    add_pairs(made, totals);
    ctg__report_table(made, CTG__FOR_JSON,
                      (ctg__table){.key = "rows",
                                   .heads = heads,
                                   .head_count = 2,
                                   .at = row_at,
                                   .context = of});
    made->growth = of;
}

ctg_status ctg_ensemble_report(const ctg_reconstruction *from,
                               const ctg_stamp *stamp, ctg_report **report,
                               ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_ensemble, stamp, NULL);
    ensemble *const of = ctg__report_take(made, 1, sizeof *of);

    if (of)
        fill(made, from, of);
    return ctg__report_finish(made, report, error);
}

ctg_status ctg_ensemble_report_add(ctg_report *report, const ctg_drawn *drawn,
                                   ctg_error *error)
{
    ensemble *const of = report->growth;
    ctg_status status;

    of->drawn = drawn;
    of->exposures = (ctg__text){0};
    ctg__text_add_char(&of->exposures, '[');
    for (size_t k = 0; k < drawn->count; k++)
        add_link(&of->exposures, &drawn->claims[k], k);
    ctg__text_add_char(&of->exposures, ']');
    status = of->exposures.failed ? ctg__fail_memory(error)
                                  : ctg__report_row(report, error);
    ctg__text_clear(&of->exposures);
    return status;
}
