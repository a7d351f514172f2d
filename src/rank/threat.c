/*
 * The threat index: by how much all payments rise with a unit of money given
 * to a node, at the clearing vector. It is the dual of the clearing problem.
 */
#include <math.h>

#include <contagraph/run.h>

#include "engine/valuation.h"
#include "rank/ranking.h"

enum { SWEEPS_MOST = 100000 };

/* As in the rounds: what counts as less than nothing. */
static const double eps = 1e-9;

static ctg_status check(const ctg__job *job, ctg_error *error)
{
    const ctg__nodes *const nodes = &job->network->nodes;

    for (size_t i = 0; i < nodes->count; i++) {
        const uint8_t rule = nodes->valuation[i] == CTG__NO_RULE
                                 ? job->plan->valuation
                                 : nodes->valuation[i];

        if (!nodes->pass_through[i] && rule != CTG__RULE_clearing)
            return ctg__fail(error, CTG_NO_SOLUTION,
                             "it is about the rule `clearing`");
    }
    if (job->plan->a < 1 || job->plan->b < 1)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "default costs (a, b) make payments jump");
    if (job->network->exposures.seniority)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "debts have classes of seniority");
    return CTG_OK;
}

/* Who cannot pay in full at the end of the scenario. */
static ctg_status find_defaults(const ctg__job *job, bool *defaults,
                                ctg_error *error)
{
    const ctg__nodes *const nodes = &job->network->nodes;
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run = NULL;
    ctg_status status;

    options.ledger = false;
    status = ctg_run_new(job->plan, &options, &run, error);
    if (status)
        return status;
    for (size_t i = 0; i < nodes->count; i++)
        defaults[i] = ctg_run_equity(run)[i] <
                          -eps * fmax(fabs(nodes->equity[i]),
                                      1e-6 * nodes->liabilities[i]) &&
                      nodes->liabilities[i] > 0;
    ctg_run_free(run);
    return CTG_OK;
}

static double sweep(const ctg__matrix *debts, const double *due,
                    const bool *defaults, double *mu)
{
    double change = 0;

    for (size_t i = 0; i < debts->count; i++) {
        double passed = 0;

        if (!defaults[i])
            continue;
        for (size_t k = debts->start[i]; k < debts->start[i + 1]; k++)
            passed += debts->value[k] * mu[debts->column[k]];
        passed = 1 + passed / due[i];
        change = fmax(change, fabs(passed - mu[i]) / passed);
        mu[i] = passed;
    }
    return change;
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    ctg__matrix debts;
    bool *defaults;
    ctg_status status = ctg__job_claims(job, error);

    (void)params;
    if (!status)
        status = check(job, error);
    if (!status)
        status =
            ctg__matrix_transpose(&job->claims, &job->arena, &debts, error);
    if (status)
        return status;
    if (!TAKE(&job->arena, defaults, nodes + 1))
        return ctg__fail_memory(error);
    status = find_defaults(job, defaults, error);
    if (status)
        return status;
    for (int s = 0; s < SWEEPS_MOST; s++)
        if (sweep(&debts, job->network->nodes.liabilities, defaults,
                  scoring->score) <= 1e-15)
            return CTG_OK;
    return ctg__fail(error, CTG_NO_SOLUTION,
                     "nodes in default pay each other alone: a unit of money "
                     "would go round for ever");
}

const ctg__measure ctg__measure_threat = {
    .about = {.name = "threat",
              .summary = "rise of all payments per unit of money given to "
                         "the node",
              .source = "Demange 2018"},
    .notes = {.orientation =
                  "high: its shortfall holds up many payments; 0 for who "
                  "pays in full; valid until the set of defaults changes",
              .undefined = "the rule is not plain `clearing` of one class, "
                           "or payments go round for ever",
              .unit = CTG_UNIT_NONE},
    .score = score,
};
