/* A plan made ready for the fast solvers. */
#include "fast/fast.h"

#include <math.h>

#include "data/matrix.h"
#include "engine/direct.h"
#include "engine/impact.h"
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
            assets->impact[asset] != CTG__IMPACT_none &&
            assets->depth[asset] < HUGE_VAL)
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

    for (size_t k = 0; k < plan->shock_count; k++)
        switch (plan->shocks[k].kind) {
        case CTG__SHOCK_NODE_SHARE:
            if (!(plan->shocks[k].value >= 0))
                return false;
            break;
        case CTG__SHOCK_NODE_MONEY:
            money += plan->shocks[k].value;
            if (!(plan->shocks[k].value >= 0 && money < MOST_MONEY))
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

static bool applies(const ctg_plan *plan)
{
    const ctg_network *const network = plan->network;

    if (plan->from_below || !plan->default_at_zero ||
        plan->rounds < STANDARD_ROUNDS || !isnan(plan->leverage_max) ||
        !isnan(plan->horizon_days) || network->accounts.count ||
        network->layers.count || !prices_stand(plan) ||
        !shocks_are_losses(plan))
        return false;
    for (size_t i = 0; i < network->nodes.count; i++)
        if (!isnan(network->nodes.leverage_max[i]))
            return false;
    return true;
}

/* By which claims on a node are valued; CTG__NO_RULE where nobody asks. */
static uint8_t rule_of(const ctg_plan *plan, size_t node)
{
    const ctg__nodes *const nodes = &plan->network->nodes;
    const size_t *const start = plan->network->exposures.debtor_start;
    const uint8_t rule = nodes->pass_through[node] ? (uint8_t)CTG__RULE_clearing
                         : nodes->valuation[node] == CTG__NO_RULE
                             ? plan->valuation
                             : nodes->valuation[node];

    /* What `clearing` leaves unpaid outside is asked for, too. */
    return start[node] < start[node + 1] || nodes->pass_through[node] ||
                   (rule == CTG__RULE_clearing &&
                    nodes->other_liabilities[node] > 0)
               ? rule
               : CTG__NO_RULE;
}

/* false: none. */
static bool find_method(const ctg_plan *plan, ctg__fast_method *method)
{
    bool linear = true;
    bool threshold = true;

    for (size_t i = 0; i < plan->network->nodes.count; i++) {
        const uint8_t rule = rule_of(plan, i);

        if (rule == CTG__NO_RULE)
            continue;
        if (ctg__valuation_at(rule)->by_round)
            return false;
        linear = linear && rule == CTG__RULE_linear;
        threshold = threshold && rule == CTG__RULE_threshold;
    }
    *method = linear      ? CTG__FAST_LINEAR
              : threshold ? CTG__FAST_THRESHOLD
                          : CTG__FAST_MIXED;
    return true;
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
            double first = 0; /* of the first books, before write-offs */
            double sum = 0;

            for (; e < end && exposures->debtor[e] == debtor; e++) {
                const double face = ctg__first_face(plan->network, e);
                const double risk = face * (1 - recovery_of(plan, e));

                lost[i] += face * (1 - direct->write_off[e]);
                first += risk;
                sum += risk * direct->write_off[e];
            }
            if (!(sum > 0) || !(fast->equity[i] > 0))
                continue;
            fast->column[entries] = debtor;
            fast->value[entries++] = plan->cap && first > fast->equity[i]
                                         ? fast->equity[i] / first * sum
                                         : sum;
            fast->owes[debtor] = true;
        }
    }
    fast->start[fast->count] = entries;
}

/* Distress after the shocks alone, and which rows it leaves to change. */
static void place_shocks(const ctg__direct *direct, ctg__fast *fast)
{
    fast->inner_count = 0;
    fast->sink_count = 0;
    for (size_t i = 0; i < fast->count; i++) {
        fast->shocked[i] = fast->equity[i] > 0 && !direct->defaulted[i]
                               ? fmin(1, direct->lost[i] / fast->equity[i])
                               : 1;
        if (fast->start[i] == fast->start[i + 1] || fast->shocked[i] >= 1)
            continue;
        if (fast->owes[i])
            fast->inner[fast->inner_count++] = (uint32_t)i;
        else
            fast->sinks[fast->sink_count++] = (uint32_t)i;
    }
}

/* For the solvers of one rule. */
static ctg_status make_rows(const ctg_plan *plan, ctg__arena *arena,
                            ctg__fast *fast, ctg_error *error)
{
    const ctg_network *const network = plan->network;
    const size_t nodes = network->nodes.count;
    ctg__direct direct;
    const ctg_status status = ctg__direct_of(plan, arena, &direct, error);

    if (status)
        return status;
    if (!take(fast, nodes, network->exposures.count, arena))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < nodes; i++) {
        fast->equity[i] = fmax(0, network->nodes.equity[i]);
        fast->inverse[i] = fast->equity[i] > 0 ? 1 / fast->equity[i] : 0;
    }
    fill_rows(plan, &direct, fast, direct.lost);
    place_shocks(&direct, fast);
    return fast->method == CTG__FAST_THRESHOLD ? fill_push(fast, arena, error)
                                               : CTG_OK;
}

/* What find_method found. */
static ctg_status make(const ctg_plan *plan, ctg__fast_method method,
                       ctg__arena *arena, ctg__fast *fast, bool *possible,
                       ctg_error *error)
{
    ctg__fast made = {.network = plan->network,
                      .count = plan->network->nodes.count,
                      .method = method};
    const ctg_status status =
        method == CTG__FAST_MIXED
            ? ctg__fast_mixed_of(plan, arena, &made, possible, error)
            : make_rows(plan, arena, &made, error);

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
    return *possible ? make(plan, method, arena, fast, possible, error)
                     : status;
}

/* Whether shocks change the rows. */
static bool has_write_offs(const ctg_plan *plan)
{
    for (size_t k = 0; k < plan->shock_count; k++)
        if (plan->shocks[k].kind == CTG__SHOCK_EXPOSURE)
            return true;
    return false;
}

ctg_status ctg__fast_again(const ctg_plan *plan, ctg__fast_rows *rows,
                           ctg__arena *scratch, bool *possible,
                           ctg_error *error)
{
    const bool of_rows = !has_write_offs(plan);
    ctg__fast_method method;
    ctg__direct direct;
    ctg_status status;

    *possible = applies(plan) && find_method(plan, &method);
    if (!*possible)
        return CTG_OK;
    if (rows->kept && of_rows && rows->fast.method == method &&
        rows->recovery == plan->recovery && rows->cap == plan->cap) {
        status = ctg__direct_nodes(plan, scratch, &direct, error);
        if (!status)
            place_shocks(&direct, &rows->fast);
        return status;
    }
    ctg__arena_reset(&rows->arena);
    status = make(plan, method, &rows->arena, &rows->fast, possible, error);
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
    status = ctg__fast_spread(fast, tolerance, distress, error);
    if (!status)
        status = ctg__fast_linear(fast, tolerance, distress, report, error);
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
    status = ctg__fast_threshold(fast, distress, error);
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
    [CTG__FAST_LINEAR] = {linear_base, ctg__fast_lanes},
    [CTG__FAST_THRESHOLD] = {threshold_base, ctg__fast_failures},
    [CTG__FAST_MIXED] = {ctg__fast_mixed_base, ctg__fast_mixed_defaults},
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
