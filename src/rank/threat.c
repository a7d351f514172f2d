/*
 * The threat index: by how much all payments rise with a unit of money given
 * to a node, at the clearing vector. It is the dual of the clearing problem.
 */
#include <math.h>

#include <contagraph/run.h>

#include "engine/shock_kind.h"
#include "engine/valuation.h"
#include "rank/ranking.h"

enum { SWEEPS_MOST = 100000 };

/* As in the rounds: what counts as less than nothing. */
static const double eps = 1e-9;

static ctg_status check(const ctg__job *job, ctg_error *error)
{
    for (ctg_node i = 0; i < job->network->nodes.count; i++)
        if (!ctg__valuation_of(job->plan, i)->pays_outside)
            return ctg__fail(error, CTG_NO_SOLUTION,
                             "it is about the rule `clearing`");
    if (ctg__payments_jump(job->plan))
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "default costs (a, b) make payments jump");
    if (job->plan->from_below)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "it is about the greatest solution, not the least");
    if (job->network->exposures.seniority)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "debts have classes of seniority");
    if (ctg__plan_writes_off(job->plan))
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "a shock writes claims off: payments do not arrive in "
                         "full");
    return CTG_OK;
}

/* Who pays a part of what it owes at the end of the scenario: a unit more
 * is paid on. Not who is so deep in debt that it pays nothing. */
static void find_defaults(const ctg__job *job, const ctg_run *run,
                          bool *defaults)
{
    const ctg__nodes *const nodes = &job->network->nodes;

    for (size_t i = 0; i < nodes->count; i++) {
        const double close =
            eps * fmax(fabs(nodes->equity[i]), 1e-6 * nodes->liabilities[i]);
        const double equity = ctg_run_equity(run)[i];

        defaults[i] = equity < -close &&
                      equity + nodes->liabilities[i] >= -close &&
                      nodes->liabilities[i] > 0;
    }
}

static ctg_status run_to_end(const ctg__job *job, bool *defaults,
                             ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run = NULL;
    ctg_status status;

    options.ledger = false;
    options.baseline = false;
    status = ctg_run_new(job->plan, &options, &run, error);
    if (status)
        return status;
    if (ctg_run_summary(run)->converged)
        find_defaults(job, run, defaults);
    else
        status = ctg__fail(error, CTG_NO_SOLUTION,
                           "the scenario did not converge within %u rounds",
                           (unsigned)job->plan->rounds);
    ctg_run_free(run);
    return status;
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
    const double *const due = job->network->nodes.liabilities;
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
    status = run_to_end(job, defaults, error);
    if (status)
        return status;
    /* No group of them pays itself alone: its payments could rise together
     * until one is paid in full. So the sweeps end. */
    for (int s = 0; s < SWEEPS_MOST; s++) {
        if (sweep(&debts, due, defaults, scoring->score) <= 1e-15)
            return CTG_OK;
        status = ctg__job_ask(job, (size_t)s, 0, error);
        if (status)
            return status;
    }
    return ctg__fail(error, CTG_NO_SOLUTION,
                     "nodes in default pay each other nearly alone: not "
                     "found in %d steps",
                     SWEEPS_MOST);
}

const ctg__measure ctg__measure_threat = {
    .about = {.name = "threat",
              .summary = "rise of all payments per unit of money given to "
                         "the node",
              .source = "Demange 2018"},
    .notes = {.orientation =
                  "high: its shortfall holds up many payments; 0 for who "
                  "pays in full or nothing; valid until the set of defaults "
                  "changes",
              .undefined = "the rule is not plain `clearing` of one class, "
                           "claims are written off, or the scenario does "
                           "not converge",
              .unit = CTG_UNIT_NONE},
    .score = score,
};
