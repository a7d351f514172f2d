#include "optimise/rescue.h"

#include <math.h>
#include <string.h>

#include "engine/direct.h"
#include "engine/valuation.h"

/* Below this share of the largest debt nothing changes any more. */
static const double still = 1e-16;

enum { MOST_SWEEPS = 100000 };

static bool take(ctg__rescue *made, ctg__arena *arena, size_t nodes)
{
    return TAKE(arena, made->claims, nodes + 1) &&
           TAKE(arena, made->full, nodes + 1) &&
           TAKE(arena, made->first, nodes + 1) &&
           TAKE(arena, made->other, nodes + 1) &&
           TAKE(arena, made->margin, nodes + 1) &&
           TAKE(arena, made->weight, nodes + 1);
}

static double recovery_of(const ctg_plan *plan, size_t entry)
{
    const ctg__exposures *const exposures = &plan->network->exposures;
    const double own =
        exposures->recovery ? exposures->recovery[entry] : (double)NAN;
    const double debtors =
        plan->network->nodes.recovery[exposures->debtor[entry]];

    return !isnan(own) ? own : !isnan(debtors) ? debtors : plan->recovery;
}

/* From the node's equity as the engine has it, less what the shocks take. */
static void fill_full(const ctg_plan *plan, const ctg__clearing *from,
                      ctg__rescue *made)
{
    const ctg_network *const network = plan->network;
    const ctg__exposures *const exposures = &network->exposures;
    const ctg__holdings *const holdings = &network->holdings;

    for (size_t i = 0; i < made->count; i++) {
        double outside =
            network->nodes.cash[i] + network->nodes.other_assets[i];

        for (size_t k = holdings->start[i]; k < holdings->start[i + 1]; k++)
            outside += holdings->quantity[k] *
                       network->assets.price[holdings->asset[k]];
        made->full[i] = network->nodes.equity[i] - (outside - from->outside[i]);
        for (size_t e = exposures->start[i]; e < exposures->start[i + 1]; e++)
            made->full[i] -= exposures->amount[e] * (1 - from->write_off[e]);
    }
}

/* What each creditor loses by a debtor's failure. */
static void fill_losses(const ctg_plan *plan, const ctg__clearing *from,
                        ctg__rescue *made)
{
    const ctg__exposures *const exposures = &plan->network->exposures;
    size_t entries = 0;

    for (size_t i = 0; i < made->count; i++) {
        made->start[i] = entries;
        for (size_t e = exposures->start[i]; e < exposures->start[i + 1];) {
            const ctg_node debtor = exposures->debtor[e];
            double lost = 0;

            for (;
                 e < exposures->start[i + 1] && exposures->debtor[e] == debtor;
                 e++) {
                const double face = exposures->amount[e] * from->write_off[e];

                lost += (1 - recovery_of(plan, e)) * face;
            }
            if (!(lost > 0))
                continue;
            made->debtor[entries] = debtor;
            made->part[entries++] = lost;
        }
        made->outside[i] = made->full[i];
    }
    made->start[made->count] = entries;
}

static void fill_nodes(ctg__task *task, ctg__rescue *made)
{
    const ctg__nodes *const nodes = &task->plan->network->nodes;

    made->at_zero = task->plan->default_at_zero;
    for (size_t i = 0; i < made->count; i++) {
        const bool outside =
            ctg__valuation_of(task->plan, (ctg_node)i)->pays_outside;

        made->first[i] = nodes->equity[i];
        made->other[i] = outside ? nodes->other_liabilities[i] : 0;
        made->weight[i] = task->priority ? task->priority[i] : 1;
        made->margin[i] =
            made->at_zero && !made->decreed[i]
                ? 1e-8 * fmax(nodes->assets[i], nodes->liabilities[i])
                : 0;
        for (size_t k = made->start[i]; k < made->start[i + 1]; k++)
            made->claims[i] +=
                made->threshold ? made->part[k]
                                : made->part[k] * made->debt[made->debtor[k]];
    }
}

/* Whether what nobody in the graph is owed is lost to those outside, or is not,
 * at all nodes that owe nothing else: the rule of these matters, too. */
static bool pays_outside(const ctg_plan *plan, bool wanted)
{
    const ctg_network *const network = plan->network;
    const size_t *const start = network->exposures.debtor_start;

    for (size_t i = 0; i < network->nodes.count; i++)
        if (network->nodes.other_liabilities[i] > 0 &&
            start[i] == start[i + 1] &&
            ctg__valuation_of(plan, (ctg_node)i)->pays_outside != wanted)
            return false;
    return true;
}

static ctg_status take_rules(ctg__task *task, ctg__rescue *made,
                             ctg__clearing *clearing, ctg_error *error)
{
    const ctg__claims_rules costs = {.costs = true};
    const ctg__claims_rules threshold = {.costs = true, .threshold = true};
    ctg_status status = ctg__claims_only(task->plan, &threshold, NULL)
                            ? CTG_NO_SOLUTION
                            : CTG_OK;

    if (!status && (task->plan->network->exposures.count > 0 ||
                    !pays_outside(task->plan, true)))
        made->threshold = true;
    status =
        ctg__clearing_with(task->plan, made->threshold ? &threshold : &costs,
                           &task->arena, clearing, error);
    if (!status && !pays_outside(task->plan, !made->threshold))
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "no programme for this run: not all other liabilities "
                         "are valued by one rule");
    return status;
}

ctg_status ctg__rescue_of(ctg__task *task, ctg__rescue *made, ctg_error *error)
{
    const ctg__nodes *const nodes = &task->plan->network->nodes;
    const double *const costs = task->plan->params[CTG__RULE_clearing];
    ctg__clearing clearing;
    ctg_status status;

    *made = (ctg__rescue){0};
    for (size_t i = 0; i < nodes->count; i++)
        if (nodes->pass_through[i])
            return ctg__fail(
                error, CTG_NO_SOLUTION,
                "no programme for this run: '%.100s' passes its "
                "losses through",
                ctg_graph_node_id(task->network->graph, (ctg_node)i));
    status = take_rules(task, made, &clearing, error);
    if (!status)
        status = ctg__decreed(task->plan, &task->arena, &made->decreed, error);
    if (status)
        return status;
    if (!take(made, &task->arena, nodes->count))
        return ctg__fail_memory(error);
    made->count = nodes->count;
    made->outside = clearing.outside;
    made->debt = clearing.debt;
    made->start = clearing.start;
    made->debtor = clearing.debtor;
    made->part = clearing.part;
    made->a = costs[0];
    made->b = costs[1];
    made->costs = !made->threshold && ctg__payments_jump(task->plan);
    fill_full(task->plan, &clearing, made);
    if (made->threshold)
        fill_losses(task->plan, &clearing, made);
    fill_nodes(task, made);
    return CTG_OK;
}

ctg_status ctg__rescued_new(const ctg__rescue *of, ctg__arena *arena,
                            ctg__rescued *made, ctg_error *error)
{
    if (!TAKE(arena, made->aid, of->count + 1) ||
        !TAKE(arena, made->paid, of->count + 1) ||
        !TAKE(arena, made->income, of->count + 1) ||
        !TAKE(arena, made->equity, of->count + 1) ||
        !TAKE(arena, made->alive, of->count + 1))
        return ctg__fail_memory(error);
    return CTG_OK;
}

/* Whether an equity is that of a failed node. */
static bool rescue_fails(const ctg__rescue *of, size_t node, double aid,
                         double equity)
{
    const double eps =
        1e-9 * fmax(fabs(of->first[node]), fabs(of->first[node] + aid));

    return of->at_zero ? equity <= eps : equity < -eps;
}

/* --- thresholds ------------------------------------------------------------
 */

static double lost_by(const ctg__rescue *of, const ctg__rescued *end,
                      size_t node)
{
    double lost = 0;

    for (size_t k = of->start[node]; k < of->start[node + 1]; k++)
        if (!end->alive[of->debtor[k]])
            lost += of->part[k];
    return lost;
}

static void settle_threshold(const ctg__rescue *of, const bool *saved,
                             ctg__rescued *end)
{
    bool fell = true;

    for (size_t i = 0; i < of->count; i++)
        end->alive[i] = !of->decreed[i];
    while (fell) {
        fell = false;
        for (size_t i = 0; i < of->count; i++) {
            end->income[i] = lost_by(of, end, i);
            if (!end->alive[i] || (saved && saved[i]))
                continue;
            if (rescue_fails(of, i, end->aid[i],
                             of->outside[i] + end->aid[i] - end->income[i])) {
                end->alive[i] = false;
                fell = true;
            }
        }
    }
}

/* --- clearing --------------------------------------------------------------
 */

static double income_of(const ctg__rescue *of, const double *paid, size_t node)
{
    double income = 0;

    for (size_t k = of->start[node]; k < of->start[node + 1]; k++)
        income += of->part[k] * paid[of->debtor[k]];
    return income;
}

/* Without aid: exactly `full` where all debtors pay. */
static double clearing_equity(const ctg__rescue *of, const ctg__rescued *end,
                              size_t node)
{
    return of->full[node] - (of->claims[node] - end->income[node]);
}

static double payment(const ctg__rescue *of, const ctg__rescued *end,
                      size_t node)
{
    const double own = of->outside[node] + end->aid[node];
    const double equity = clearing_equity(of, end, node) + end->aid[node];
    const double eps = 1e-9 * fmax(fabs(of->first[node]),
                                   fabs(of->first[node] + end->aid[node]));

    if (of->costs && equity < -eps)
        return fmin(of->debt[node],
                    fmax(0, of->a * own + of->b * end->income[node]));
    return fmin(of->debt[node], fmax(0, own + end->income[node]));
}

static void settle_clearing(const ctg__rescue *of, const bool *saved,
                            ctg__rescued *end)
{
    double most = 0;

    for (size_t i = 0; i < of->count; i++) {
        end->paid[i] = of->debt[i];
        most = fmax(most, of->debt[i]);
    }
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
        double moved = 0;

        for (size_t i = 0; i < of->count; i++) {
            double paid;

            end->income[i] = income_of(of, end->paid, i);
            if (saved && saved[i])
                continue;
            paid = fmin(end->paid[i], payment(of, end, i));
            moved = fmax(moved, end->paid[i] - paid);
            end->paid[i] = paid;
        }
        if (!(moved > still * most))
            break;
    }
    for (size_t i = 0; i < of->count; i++)
        end->income[i] = income_of(of, end->paid, i);
}

/* What a node has in the end without what it is given. */
static double own_equity(const ctg__rescue *of, const ctg__rescued *end,
                         size_t node)
{
    return of->threshold ? of->full[node] - end->income[node]
                         : clearing_equity(of, end, node);
}

void ctg__rescue_settle(const ctg__rescue *of, const bool *saved,
                        ctg__rescued *end)
{
    if (of->threshold)
        settle_threshold(of, saved, end);
    else
        settle_clearing(of, saved, end);
    for (size_t i = 0; i < of->count; i++) {
        const double own = own_equity(of, end, i);

        if (saved && saved[i]) {
            end->aid[i] =
                rescue_fails(of, i, 0, own) ? fmax(0, of->margin[i] - own) : 0;
            end->alive[i] = true;
        } else if (!of->threshold) {
            end->alive[i] = !of->decreed[i] && !rescue_fails(of, i, end->aid[i],
                                                             own + end->aid[i]);
        }
        end->equity[i] = own + end->aid[i];
    }
}

ctg__rescue_sums ctg__rescue_measure(const ctg__rescue *of,
                                     const ctg__rescued *end)
{
    ctg__rescue_sums sums = {0};

    for (size_t i = 0; i < of->count; i++) {
        const double w = of->weight[i];
        const double unpaid = of->threshold ? 0 : of->debt[i] - end->paid[i];

        sums.loss +=
            w * (fmax(0, of->first[i] + end->aid[i]) - fmax(0, end->equity[i]));
        if (unpaid > 0)
            sums.loss += w * of->other[i] / of->debt[i] * unpaid;
        sums.shortfall += w * unpaid;
        if (!end->alive[i] && !of->decreed[i])
            sums.failures += w;
    }
    return sums;
}
