#include "report/run_facts.h"

#include <math.h>
#include <string.h>

void ctg__ran_new(ctg_report *report, const ctg_outcome *of, ctg__ran **ran)
{
    ctg__ran *const made = ctg__report_take(report, 1, sizeof *made);

    *ran = made;
    if (!made)
        return;
    made->of = *of;
    made->report = report;
    made->network = ctg_run_network(of->run);
    made->graph = ctg_network_graph(made->network);
    ctg__report_about(report, made->graph);
}

ctg_status ctg__ran_find_origins(ctg__ran *ran, ctg_error *error)
{
    return ctg_trace_origins(ran->of.trace, &ran->origins, &ran->origin_count,
                             error);
}

ctg_status ctg__ran_find_paths(ctg__ran *ran, ctg_error *error)
{
    const ctg_path_options standard = ctg_path_options_default();

    return ctg_trace_paths(ran->of.trace,
                           ran->of.paths ? ran->of.paths : &standard,
                           &ran->paths, &ran->path_count, error);
}

static ctg__fact summary_fact(const ctg_summary *summary, size_t index)
{
    const ctg_key *const key = ctg_summary_key_at(index);

    return (ctg__fact){
        .key = key->name,
        .unit = key->unit,
        .value = ctg__value_of_key(key, ctg_summary_value(summary, index)),
        .meaning = key->meaning};
}

static void add_group(ctg__ran *ran, const char *key, const ctg_run *run)
{
    size_t count = 0;
    ctg__fact *facts;

    while (ctg_summary_key_at(count))
        count++;
    facts = ctg__report_take(ran->report, count, sizeof *facts);
    if (!facts)
        return;
    for (size_t i = 0; i < count; i++)
        facts[i] = summary_fact(ctg_run_summary(run), i);
    ctg__report_group(
        ran->report, CTG__FOR_JSON | CTG__FOR_SQLITE,
        (ctg__group){
            .key = key, .facts = facts, .count = count, .lines = true});
}

void ctg__ran_add_summaries(ctg__ran *ran)
{
    add_group(ran, "summary", ran->of.run);
    if (ran->of.greatest)
        add_group(ran, "greatest", ran->of.greatest);
}

/* A row of the table of sums, for people alone. */
static void add_words(ctg__ran *ran, const char *name, const char *words)
{
    ctg__report_fact(
        ran->report, CTG__FOR_MD,
        (ctg__fact){.name = name, .value = ctg__value_text(words)});
}

static void add_amount(ctg__ran *ran, const char *name, double amount)
{
    ctg__report_fact(ran->report, CTG__FOR_MD,
                     (ctg__fact){.name = name,
                                 .unit = CTG_FIGURE_MONEY,
                                 .value = ctg__value_number(amount)});
}

static void add_lost(ctg__ran *ran, const ctg_summary *summary)
{
    const double lost = fabs(summary->equity_lost);
    const double initial = summary->initial_equity;
    char amount[CTG__FORMAT_ROOM];
    char share[CTG__FORMAT_ROOM];

    add_words(
        ran, summary->equity_lost < 0 ? "equity gained" : "equity lost",
        ctg__report_print(
            ran->report, "%s (%s)",
            ctg__format_amount(amount, lost, ran->report->unit, false),
            ctg__format_share(share, initial > 0 ? lost / initial : 0, false)));
    if (summary->baseline > 0)
        add_amount(ran, "without the shock", summary->baseline);
}

void ctg__ran_add_totals(ctg__ran *ran)
{
    const ctg_summary *const summary = ctg_run_summary(ran->of.run);
    char text[2][CTG__FORMAT_ROOM];

    add_amount(ran, "initial equity", summary->initial_equity);
    add_lost(ran, summary);
    add_words(
        ran, "failed nodes",
        ctg__report_print(
            ran->report, "%s of %s",
            ctg__format_count(text[0], summary->failed),
            ctg__format_count(text[1], ctg_network_node_count(ran->network))));
    if (summary->outside_loss > 0)
        add_amount(ran, "outside losses", summary->outside_loss);
    if (summary->bonus_outside > 0)
        add_amount(ran, "outside gains", summary->bonus_outside);
    if (summary->liquidated || summary->unhealthy)
        add_words(ran, "accounts liquidated, unhealthy",
                  ctg__report_print(ran->report, "%zu, %zu",
                                    summary->liquidated, summary->unhealthy));
    add_words(ran, "rounds",
              ctg__report_print(ran->report, "%u%s", (unsigned)summary->rounds,
                                summary->converged ? "" : ", not converged"));
}

const char *ctg__ran_actor(const ctg__ran *ran, ctg_actor actor)
{
    const uint32_t index = ctg_actor_index(actor);
    const ctg_scenario *const scenario = ran->of.scenario;

    switch (ctg_actor_kind_of(actor)) {
    case CTG_ACTOR_NODE:
        return ctg_graph_node_name(ran->graph, index);
    case CTG_ACTOR_ASSET:
        return ctg_graph_asset_id(ran->graph, index);
    case CTG_ACTOR_SHOCK:
        return index < ctg_scenario_shock_count(scenario)
                   ? ctg_scenario_shock(scenario, index)
                   : "shock";
    case CTG_ACTOR_INITIAL:
        break;
    }
    return "weak from the start";
}
