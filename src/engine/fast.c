/* A plan made ready for the fast solvers. */
#include "engine/fast.h"

#include <math.h>

#include "data/matrix.h"
#include "engine/direct.h"
#include "engine/impact.h"
#include "engine/valuation.h"

/* With fewer rounds than the standard a user asked for less than the end. */
enum { STANDARD_ROUNDS = 1000 };

/* Holdings are fine as long as nothing moves their prices. */
static bool prices_stand(const ctg_plan *plan)
{
    const ctg__assets *const assets = &plan->network->assets;
    const ctg__holdings *const holdings = &plan->network->holdings;

    for (size_t k = 0; k < holdings->count; k++) {
        const ctg_asset asset = holdings->asset[k];

        if (plan->liquidate_failed && plan->impact_scale != 0 &&
            assets->impact[asset] != CTG__IMPACT_none &&
            assets->depth[asset] < HUGE_VAL)
            return false;
    }
    for (size_t a = 0; a < assets->count; a++)
        if (assets->issuer[a] != CTG_NONE)
            return false;
    return true;
}

/* Only shocks that are losses, of nodes and exposures. */
static bool shocks_are_losses(const ctg_plan *plan)
{
    for (size_t k = 0; k < plan->shock_count; k++)
        switch (plan->shocks[k].kind) {
        case CTG__SHOCK_NODE_SHARE:
        case CTG__SHOCK_NODE_MONEY:
            if (!(plan->shocks[k].value >= 0))
                return false;
            break;
        case CTG__SHOCK_NODE_DEFAULT:
            break;
        case CTG__SHOCK_EXPOSURE:
            if (!(plan->shocks[k].value >= 0 && plan->shocks[k].value <= 1))
                return false;
            break;
        case CTG__SHOCK_ASSET_FACTOR:
        case CTG__SHOCK_ASSET_PRICE:
        case CTG__SHOCK_DEPTH:
        case CTG__SHOCK_HAIRCUT:
        case CTG__SHOCK_RUN:
            return false;
        }
    return true;
}

static bool applies(const ctg_plan *plan, uint8_t *rule)
{
    const ctg_network *const network = plan->network;
    const ctg__exposures *const exposures = &network->exposures;

    *rule = plan->valuation;
    if (plan->from_below || !plan->default_at_zero ||
        plan->rounds < STANDARD_ROUNDS || !isnan(plan->leverage_max) ||
        !isnan(plan->horizon_days) || network->accounts.count ||
        network->layers.count || !prices_stand(plan) ||
        !shocks_are_losses(plan))
        return false;
    for (size_t i = 0; i < network->nodes.count; i++) {
        if (network->nodes.pass_through[i] ||
            !isnan(network->nodes.leverage_max[i]))
            return false;
        if (network->nodes.valuation[i] != CTG__NO_RULE &&
            network->nodes.valuation[i] != *rule &&
            exposures->debtor_start[i] < exposures->debtor_start[i + 1])
            return false;
    }
    return *rule == CTG__RULE_linear || *rule == CTG__RULE_threshold;
}

static bool take(ctg__fast *fast, size_t nodes, size_t entries,
                 ctg__arena *arena)
{
    return TAKE(arena, fast->start, nodes + 1) &&
           TAKE(arena, fast->column, entries + CTG__FAST_AHEAD) &&
           TAKE(arena, fast->value, entries + 1) &&
           TAKE(arena, fast->inverse, nodes + 1) &&
           TAKE(arena, fast->equity, nodes + 1) &&
           TAKE(arena, fast->shocked, nodes + 1) &&
           TAKE(arena, fast->owes, nodes + 1) &&
           TAKE(arena, fast->inner, nodes + 1) &&
           TAKE(arena, fast->sinks, nodes + 1);
}

static double recovery_of(const ctg_plan *plan, size_t entry)
{
    const ctg__exposures *const exposures = &plan->network->exposures;
    const double own = plan->network->nodes.recovery[exposures->debtor[entry]];

    if (exposures->recovery && !isnan(exposures->recovery[entry]))
        return exposures->recovery[entry];
    return isnan(own) ? plan->recovery : own;
}

/* The transpose, rows in ascending order. */
static ctg_status fill_push(ctg__fast *fast, ctg__arena *arena,
                            ctg_error *error)
{
    const size_t entries = fast->start[fast->count];
    size_t *next;

    if (!TAKE(arena, fast->push_start, fast->count + 1) ||
        !TAKE(arena, next, fast->count + 1) ||
        !TAKE(arena, fast->push_row, entries + 1) ||
        !TAKE(arena, fast->push_value, entries + 1))
        return ctg__fail_memory(error);
    for (size_t k = 0; k < entries; k++)
        fast->push_start[fast->column[k] + 1]++;
    for (size_t j = 0; j < fast->count; j++) {
        fast->push_start[j + 1] += fast->push_start[j];
        next[j] = fast->push_start[j];
    }
    for (size_t i = 0; i < fast->count; i++)
        for (size_t k = fast->start[i]; k < fast->start[i + 1]; k++) {
            const size_t to = next[fast->column[k]]++;

            fast->push_row[to] = (uint32_t)i;
            fast->push_value[to] = fast->value[k];
        }
    return CTG_OK;
}

/* Rows, and what written-off exposures cost at once. */
static void fill_rows(const ctg_plan *plan, const ctg__direct *direct,
                      ctg__fast *fast, double *lost)
{
    const ctg__exposures *const exposures = &plan->network->exposures;
    size_t entries = 0;

    for (size_t i = 0; i < fast->count; i++) {
        const size_t end = exposures->start[i + 1];

        fast->start[i] = entries;
        for (size_t e = exposures->start[i]; e < end;) {
            const ctg_node debtor = exposures->debtor[e];
            double sum = 0;

            for (; e < end && exposures->debtor[e] == debtor; e++) {
                const double face = ctg__first_face(plan->network, e);

                lost[i] += face * (1 - direct->write_off[e]);
                sum += face * direct->write_off[e] *
                       (1 - recovery_of(plan, e));
            }
            if (!(sum > 0) || !(fast->equity[i] > 0))
                continue;
            fast->column[entries] = debtor;
            fast->value[entries++] = sum;
            fast->owes[debtor] = true;
        }
    }
    fast->start[fast->count] = entries;
}

static void classify(ctg__fast *fast)
{
    for (size_t i = 0; i < fast->count; i++) {
        if (fast->start[i] == fast->start[i + 1] || fast->shocked[i] >= 1)
            continue;
        if (fast->owes[i])
            fast->inner[fast->inner_count++] = (uint32_t)i;
        else
            fast->sinks[fast->sink_count++] = (uint32_t)i;
    }
}

ctg_status ctg__fast_of(const ctg_plan *plan, ctg__arena *arena,
                        ctg__fast *fast, bool *possible, ctg_error *error)
{
    const ctg_network *const network = plan->network;
    const size_t nodes = network->nodes.count;
    ctg__fast made = {.network = network, .count = nodes};
    ctg__direct direct;
    ctg_status status;
    uint8_t rule;

    *possible = applies(plan, &rule);
    if (!*possible)
        return CTG_OK;
    made.threshold = rule == CTG__RULE_threshold;
    status = ctg__direct_of(plan, arena, &direct, error);
    if (status)
        return status;
    if (!take(&made, nodes, network->exposures.count, arena))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < nodes; i++)
        made.equity[i] = fmax(0, network->nodes.equity[i]);
    fill_rows(plan, &direct, &made, direct.lost);
    for (size_t i = 0; i < nodes; i++) {
        made.inverse[i] = made.equity[i] > 0 ? 1 / made.equity[i] : 0;
        made.shocked[i] = made.equity[i] > 0 && !direct.defaulted[i]
                              ? fmin(1, direct.lost[i] / made.equity[i])
                              : 1;
    }
    classify(&made);
    if (made.threshold)
        status = fill_push(&made, arena, error);
    if (!status)
        *fast = made;
    return status;
}

ctg_status ctg__fast_base(const ctg__fast *fast, double tolerance,
                          double *distress, ctg__fast_report *report,
                          ctg_error *error)
{
    for (size_t i = 0; i < fast->count; i++)
        distress[i] = fast->shocked[i];
    if (!fast->threshold)
        return ctg__fast_linear(fast, tolerance, distress, report, error);
    *report = (ctg__fast_report){.converged = true};
    return ctg__fast_threshold(fast, distress, error);
}

ctg_status ctg__fast_defaults(const ctg__fast_job *job, ctg_error *error)
{
    return job->fast->threshold ? ctg__fast_failures(job, error)
                                : ctg__fast_lanes(job, error);
}
