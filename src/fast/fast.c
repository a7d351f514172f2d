/* Which fast solver a plan gets, if any. */
#include "fast/fast.h"

#include <math.h>

#include "engine/impact.h"
#include "engine/shock_kind.h"
#include "engine/valuation.h"
#include "fast/mixed.h"

/* With fewer rounds than the standard a user asked for less than the end. */
enum { STANDARD_ROUNDS = 1000 };

/* Far from overflow, whatever the balance sheets are. */
#define MOST_MONEY 1e300

/* Holdings are fine as long as nothing moves their prices. */
static bool prices_stand(const ctg_plan *plan)
{
    const ctg__assets *const assets = &plan->network->assets;
    const ctg__holdings *const holdings = &plan->network->holdings;

    for (size_t k = 0; k < holdings->count; k++) {
        const ctg_asset asset = holdings->asset[k];

        if (plan->liquidate_failed && plan->impact_scale != 0 &&
            ctg__sales_move(assets, asset))
            return false;
    }
    for (size_t a = 0; a < assets->count; a++)
        if (assets->issuer[a] != CTG_NONE)
            return false;
    return true;
}

/* Only shocks that are losses, of nodes and exposures. Losses beyond any sum
 * of money are for the rounds, which say when there is no number left. */
static bool shocks_are_losses(const ctg_plan *plan)
{
    double money = 0;

    for (size_t k = 0; k < plan->shock_count; k++) {
        const ctg__shock *const shock = &plan->shocks[k];

        if (!ctg__shock_kind_of(shock)->claims_only || !(shock->value >= 0) ||
            (shock->unit == CTG__BY_FACTOR && !(shock->value <= 1)))
            return false;
        if (shock->unit == CTG__BY_MONEY)
            money += shock->value;
    }
    return money < MOST_MONEY;
}

const char *ctg__fast_obstacle(const ctg_plan *plan)
{
    const ctg_network *const network = plan->network;
    bool limited = !isnan(plan->leverage_max);

    for (size_t i = 0; i < network->nodes.count; i++)
        limited = limited || !isnan(network->nodes.leverage_max[i]);
    /* What counts as nothing left is another share of E0 then. */
    if (network->nodes.unaided_equity)
        return "nodes have been given equity";
    if (plan->from_below)
        return "cascades are run from below";
    if (!plan->default_at_zero)
        return "`default_at_zero` is false";
    if (plan->rounds < STANDARD_ROUNDS)
        return "`rounds` may stop a cascade";
    if (limited)
        return "there are limits of leverage";
    if (!isnan(plan->horizon_days))
        return "there are runs by distress";
    if (network->accounts.count || network->layers.count)
        return "there are accounts or layers at venues";
    if (!prices_stand(plan))
        return "there are issued tokens, or holdings whose sales move prices";
    return shocks_are_losses(plan)
               ? NULL
               : "there are shocks other than losses and defaults of nodes";
}

static bool applies(const ctg_plan *plan)
{
    return !ctg__fast_obstacle(plan);
}

/* Whether anybody asks what claims on a node are worth: also those outside,
 * where the rule tells what they lose. */
static bool is_valued(const ctg_plan *plan, ctg_node node)
{
    const ctg__nodes *const nodes = &plan->network->nodes;
    const size_t *const start = plan->network->exposures.debtor_start;

    return start[node] < start[node + 1] || nodes->pass_through[node] ||
           (ctg__valuation_of(plan, node)->pays_outside &&
            nodes->other_liabilities[node] > 0);
}

/* false: none. */
static bool find_method(const ctg_plan *plan, ctg__fast_method *method)
{
    bool linear = true;
    bool threshold = true;

    for (ctg_node i = 0; i < plan->network->nodes.count; i++) {
        const ctg__valuation *const rule = ctg__valuation_of(plan, i);

        if (!is_valued(plan, i))
            continue;
        if (rule->by_round)
            return false;
        linear = linear && rule->solver == CTG__SOLVER_LINEAR;
        threshold = threshold && rule->solver == CTG__SOLVER_THRESHOLD;
    }
    *method = linear      ? CTG__FAST_LINEAR
              : threshold ? CTG__FAST_THRESHOLD
                          : CTG__FAST_MIXED;
    return true;
}

/* What find_method found. */
static ctg_status make(const ctg_plan *plan, ctg__fast_method method,
                       bool share, ctg__arena *arena, ctg__fast *fast,
                       bool *possible, ctg_error *error)
{
    ctg__fast made = {.network = plan->network,
                      .count = plan->network->nodes.count,
                      .method = method};
    const ctg_status status =
        method == CTG__FAST_MIXED
            ? ctg__mixed_of(plan, arena, &made, possible, error)
            : ctg__rows_make(plan, share, arena, &made, error);

    if (!status && *possible)
        *fast = made;
    return status;
}

ctg_status ctg__fast_of(const ctg_plan *plan, ctg__arena *arena,
                        ctg__fast *fast, bool *possible, ctg_error *error)
{
    const ctg_status status = ctg__network_need_equities(plan->network, error);
    ctg__fast_method method;

    *possible = !status && applies(plan) && find_method(plan, &method);
    return *possible ? make(plan, method, false, arena, fast, possible, error)
                     : status;
}

ctg_status ctg__fast_again(const ctg_plan *plan, ctg__fast_rows *rows,
                           ctg__arena *scratch, bool *possible,
                           ctg_error *error)
{
    const bool of_rows = !ctg__plan_writes_off(plan);
    ctg__fast_method method;
    ctg_status status;

    *possible = applies(plan) && find_method(plan, &method);
    if (!*possible)
        return CTG_OK;
    if (rows->kept && of_rows && rows->fast.method == method &&
        rows->recovery == plan->recovery && rows->cap == plan->cap)
        return ctg__rows_place_shocks(plan, scratch, &rows->fast, error);
    ctg__arena_reset(&rows->arena);
    status =
        make(plan, method, of_rows, &rows->arena, &rows->fast, possible, error);
    if (!status && *possible)
        rows->fast.asking = rows->asking;
    rows->kept = !status && *possible && of_rows && method != CTG__FAST_MIXED;
    rows->recovery = plan->recovery;
    rows->cap = plan->cap;
    return status;
}

static void sum_up(const ctg__fast *fast, const double *distress,
                   ctg__fast_report *report)
{
    for (size_t i = 0; i < fast->count; i++)
        report->equity_lost += fast->equity[i] * distress[i];
}

static ctg_status linear_base(const ctg__fast *fast, double tolerance,
                              double *distress, ctg__fast_report *report,
                              ctg_error *error)
{
    ctg_status status;

    for (size_t i = 0; i < fast->count; i++)
        distress[i] = fast->shocked[i];
    status = ctg__linear_local(fast, tolerance, distress, error);
    if (!status)
        status = ctg__linear_solve(fast, tolerance, distress, report, error);
    if (!status)
        sum_up(fast, distress, report);
    return status;
}

static ctg_status threshold_base(const ctg__fast *fast, double tolerance,
                                 double *distress, ctg__fast_report *report,
                                 ctg_error *error)
{
    ctg_status status;

    (void)tolerance;
    for (size_t i = 0; i < fast->count; i++)
        distress[i] = fast->shocked[i];
    *report = (ctg__fast_report){.converged = true};
    status = ctg__threshold_solve(fast, distress, error);
    if (!status)
        sum_up(fast, distress, report);
    return status;
}

static const struct {
    ctg_status (*base)(const ctg__fast *fast, double tolerance,
                       double *distress, ctg__fast_report *report,
                       ctg_error *error);
    ctg_status (*defaults)(const ctg__fast_job *job, ctg_error *error);
} methods[] = {
    [CTG__FAST_LINEAR] = {linear_base, ctg__linear_defaults},
    [CTG__FAST_THRESHOLD] = {threshold_base, ctg__threshold_defaults},
    [CTG__FAST_MIXED] = {ctg__mixed_base, ctg__mixed_defaults},
};

ctg_status ctg__fast_base(const ctg__fast *fast, double tolerance,
                          double *distress, ctg__fast_report *report,
                          ctg_error *error)
{
    return methods[fast->method].base(fast, tolerance, distress, report, error);
}

ctg_status ctg__fast_defaults(const ctg__fast_job *job, ctg_error *error)
{
    return methods[job->fast->method].defaults(job, error);
}
