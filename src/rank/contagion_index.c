/*
 * The contagion index: what a node's default costs the others, on average
 * over those scenarios in which it fails. Its own part of a scenario's losses
 * is found by running that again with the node silent.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/asking.h"
#include "engine/run.h"
#include "rank/ranking.h"

typedef struct averaging {
    ctg__job *job;
    ctg_plan *plan; /* the scenario's, with one shock more */
    ctg_run *base;  /* the scenario itself */
    ctg_run *again; /* that with one default more */
    double *sum;
    size_t *count;
    uint64_t others;    /* over all cascades */
    uint64_t at_one;    /* of these: with h = 1 */
    ctg__asking asking; /* scenarios */
} averaging;

static ctg_status run(averaging *a, const ctg_plan *plan, ctg_node mute,
                      ctg_run **run, ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_status status;

    options.ledger = false;
    options.mute = mute;
    options.progress = ctg__ask;
    options.progress_context = &a->asking;
    status = ctg__run_again(run, plan, &options, error);
    if (status)
        return status;
    a->job->saturation.cascades++;
    a->job->saturation.unconverged += !ctg_run_summary(*run)->converged;
    return CTG_OK;
}

/* What all but one node lose, also beyond their equity. */
static ctg_status others_loss(averaging *a, ctg_node node, ctg_node mute,
                              double *loss, ctg_error *error)
{
    const ctg_status status = run(a, a->plan, mute, &a->again, error);

    if (status)
        return status;
    *loss = 0;
    for (size_t i = 0; i < a->job->network->nodes.count; i++) {
        if (i == node)
            continue;
        *loss +=
            ctg_run_initial_equity(a->again)[i] - ctg_run_equity(a->again)[i];
        a->others += mute == CTG_NONE;
        a->at_one += mute == CTG_NONE && ctg_run_distress(a->again)[i] >= 1;
    }
    return CTG_OK;
}

static ctg_status add_node(averaging *a, ctg_node node, ctg_error *error)
{
    double loss = 0;
    double without = 0;
    ctg_status status;

    a->plan->shocks[a->plan->shock_count - 1].target = node;
    status = others_loss(a, node, CTG_NONE, &loss, error);
    if (!status)
        status = others_loss(a, node, node, &without, error);
    a->sum[node] += loss - without;
    a->count[node]++;
    return status;
}

static ctg_status add_scenario(averaging *a, const ctg_plan *plan,
                               ctg_error *error)
{
    const ctg_node nobody = CTG_NONE; /* add_node() names one */
    const size_t nodes = a->job->network->nodes.count;
    ctg_status status;

    status = ctg__plan_with_defaults(plan, &nobody, 1, &a->job->arena, &a->plan,
                                     error);
    if (status)
        return status;
    status = run(a, plan, CTG_NONE, &a->base, error);
    for (size_t i = 0; !status && i < nodes; i++)
        if (ctg_run_failed_round(a->base)[i] != CTG_NEVER)
            status = add_node(a, (ctg_node)i, error);
    return status;
}

static ctg_status add_all(averaging *a, size_t scenarios, ctg_error *error)
{
    const ctg_ranking_options *const options = a->job->options;
    ctg_status status = CTG_OK;

    for (size_t s = 0; !status && s < scenarios; s++) {
        atomic_store(&a->asking.done, s);
        status = add_scenario(
            a, options->scenario_count ? options->scenarios[s] : a->job->plan,
            error);
    }
    return status;
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const ctg_ranking_options *const options = job->options;
    const size_t nodes = job->network->nodes.count;
    const size_t scenarios =
        options->scenario_count ? options->scenario_count : 1;
    averaging a = {.job = job,
                   .sum = scoring->score,
                   .asking = {.progress = options->progress,
                              .context = options->progress_context,
                              .total = (double)scenarios}};
    size_t defined = 0;
    ctg_status status;

    (void)params;
    if (!TAKE(&job->arena, a.count, nodes + 1))
        return ctg__fail_memory(error);
    status = add_all(&a, scenarios, error);
    ctg_run_free(a.base);
    ctg_run_free(a.again);
    if (status)
        return status;
    /* The defaults of all, one by one, say more about saturation. */
    if (!job->defaults_of_all && a.others)
        job->saturation.at_one = (double)a.at_one / (double)a.others;
    for (size_t i = 0; i < nodes; i++) {
        defined += a.count[i] > 0;
        scoring->score[i] =
            a.count[i] ? scoring->score[i] / (double)a.count[i] : (double)NAN;
    }
    if (!defined)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "no node fails in any of %zu scenario%s", scenarios,
                         scenarios == 1 ? "" : "s");
    snprintf(scoring->remark, CTG__REMARK_ROOM,
             "over %zu scenario%s; nodes without a score fail in none",
             scenarios, scenarios == 1 ? "" : "s");
    return CTG_OK;
}

const ctg__measure ctg__measure_contagion_index = {
    .about = {.name = "contagion-index",
              .summary = "mean loss that the node's default causes others, "
                         "over the scenarios in which it fails",
              .source = "Cont, Moussa, Santos 2013"},
    .notes = {.orientation = "high: its default costs others much just when "
                             "it happens; losses count beyond equity",
              .undefined = "no node fails in any scenario; for a node: it "
                           "never fails",
              .unit = CTG_UNIT_MONEY,
              .of_scenarios = true},
    .score = score,
};
