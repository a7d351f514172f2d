/*
 * A round: whoever's equity is another than at the last opening is valued anew,
 * and creditors lose what their claims fell by. Where few claims fell, each
 * debtor passes on; else every creditor gathers. A creditor's losses come by
 * debtor and row both times.
 */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/threads.h"
#include "engine/claims_linear.h"
#include "engine/lean.h"

enum {
    GATHER_SHARE = 8, /* of all exposures fell: creditors gather */
    BLOCK = 2048      /* nodes that one thread takes at once: whole words */
};

static double value_at(const ctg__lean *l, ctg_node node, double equity)
{
    const ctg__nodes *const nodes = &l->net->nodes;
    const double own = nodes->recovery[node];

    return ctg__linear_value(nodes->equity[node],
                             1 - (isnan(own) ? l->plan->recovery : own),
                             equity);
}

static void list(ctg__lean *l, ctg_node node)
{
    if (l->all_changed || ctg__lean_has(l->listed, node))
        return;
    l->all_changed = l->changed_count == ctg__lean_most(l);
    if (l->all_changed)
        return;
    ctg__lean_set(l->listed, node);
    l->changed[l->changed_count++] = node;
}

void ctg__lean_close(ctg__lean *l, ctg_node node, double before,
                     ctg__lean_outcome *into)
{
    const double now = ctg__lean_equity(l, node);
    const double share = fabs(now - before) /
                         ctg__scale_of(&l->net->nodes, node, l->system_equity);
    const double change = share < DBL_MAX ? share : DBL_MAX;

    into->largest = change > into->largest ? change : into->largest;
    into->finite &= isfinite(now) != 0;
    if (ctg__lean_has(l->failed, node) || !ctg__below_zero(l->plan, node, now))
        return;
    ctg__lean_set(l->failed, node);
    into->failed = true;
}

void ctg__lean_take(ctg__lean *l, const ctg__lean_outcome *of)
{
    l->largest = of->largest > l->largest ? of->largest : l->largest;
    l->newly_failed |= of->failed;
    l->finite &= of->finite;
}

static double fall_of(const ctg__lean *l, ctg_node node, double before,
                      double now)
{
    /* Whoever had nothing at first owed its debts at par. */
    if (l->round == 1)
        return 1 - value_at(l, node, now);
    return now != before ? value_at(l, node, before) - value_at(l, node, now)
                         : 0;
}

/* Opens its books and values its debts; returns how many fell. */
static size_t open_node(ctg__lean *l, ctg_node node)
{
    const size_t *const start = l->net->exposures.debtor_start;
    const double now = ctg__lean_equity(l, node);

    l->fall[node] = fall_of(l, node, l->opened[node], now);
    l->opened[node] = now;
    return l->fall[node] != 0 ? start[node + 1] - start[node] : 0;
}

static size_t open_all(ctg__lean *l)
{
    const size_t nodes = l->net->nodes.count;
    size_t owed = 0;

#pragma omp parallel for schedule(static) reduction(+ : owed)                  \
    num_threads(ctg__threads_for(l->net->exposures.count))
    for (size_t i = 0; i < nodes; i++)
        owed += open_node(l, (ctg_node)i);
    return owed;
}

static int compare_nodes(const void *one, const void *other)
{
    const ctg_node a = *(const ctg_node *)one;
    const ctg_node b = *(const ctg_node *)other;

    return a < b ? -1 : a > b;
}

static size_t open_changed(ctg__lean *l)
{
    size_t owed = 0;

    qsort(l->changed, l->changed_count, sizeof *l->changed, compare_nodes);
    for (size_t k = 0; k < l->changed_count; k++)
        owed += open_node(l, l->changed[k]);
    return owed;
}

static void push(ctg__lean *l, ctg_node debtor)
{
    const ctg__exposures *const exposures = &l->net->exposures;

    for (size_t k = exposures->debtor_start[debtor];
         k < exposures->debtor_start[debtor + 1]; k++) {
        const ctg_node creditor = exposures->debtor_creditor[k];
        const double loss =
            exposures->amount[exposures->by_debtor[k]] * l->fall[debtor];

        ctg__add_exactly(&l->equity[creditor], -loss);
        list(l, creditor);
    }
}

/* Those that lost; others are what they were. */
static void close_changed(ctg__lean *l, ctg__lean_outcome *into)
{
    const size_t count =
        l->all_changed ? l->net->nodes.count : l->changed_count;

    for (size_t k = 0; k < count; k++) {
        const ctg_node node = l->all_changed ? (ctg_node)k : l->changed[k];

        if (ctg__lean_equity(l, node) != l->opened[node])
            ctg__lean_close(l, node, l->opened[node], into);
    }
}

/* Debtors in ascending order, and no list of them where all are looked at. */
static void pass_on(ctg__lean *l)
{
    const bool all = l->all_changed;
    ctg_node *const debtors = l->changed;
    const size_t count = all ? l->net->nodes.count : l->changed_count;
    ctg__lean_outcome outcome = {.finite = true};

    l->changed = l->spare;
    l->spare = debtors;
    l->changed_count = 0;
    l->all_changed = false;
    for (size_t k = 0; k < count; k++) {
        const ctg_node debtor = all ? (ctg_node)k : debtors[k];

        if (l->fall[debtor] == 0)
            continue;
        push(l, debtor);
        l->fall[debtor] = 0;
    }
    close_changed(l, &outcome);
    ctg__lean_take(l, &outcome);
}

static void gather_block(ctg__lean *l, size_t first, size_t past,
                         ctg__lean_outcome *into)
{
    const ctg__exposures *const exposures = &l->net->exposures;

    for (size_t i = first; i < past; i++) {
        const size_t e = exposures->start[i];
        const ctg__sum from = l->equity[i];
        double lost = 0;
        const ctg__sum to = ctg__subtract_row(
            exposures->amount + e, exposures->debtor + e,
            exposures->start[i + 1] - e, l->fall, from, &lost);

        if (to.value == from.value && to.error == from.error)
            continue;
        l->equity[i] = to;
        ctg__lean_close(l, (ctg_node)i, from.value + from.error, into);
    }
}

static void gather(ctg__lean *l)
{
    const size_t nodes = l->net->nodes.count;

#pragma omp parallel num_threads(ctg__threads_for(l->net->exposures.count))
    {
        ctg__lean_outcome own = {.finite = true};

#pragma omp for schedule(static) nowait
        for (size_t first = 0; first < nodes; first += BLOCK)
            gather_block(l, first,
                         nodes - first < BLOCK ? nodes : first + BLOCK, &own);
#pragma omp critical(ctg__claims_lean)
        ctg__lean_take(l, &own);
    }
    l->changed_count = 0;
    l->all_changed = true;
}

void ctg__lean_round(ctg__lean *l)
{
    size_t owed;

    l->largest = 0;
    l->newly_failed = false;
    for (size_t k = 0; k < l->changed_count; k++)
        l->listed[l->changed[k] / CTG__LEAN_WORD] = 0;
    owed = l->all_changed ? open_all(l) : open_changed(l);
    if (owed > l->net->exposures.count / GATHER_SHARE)
        gather(l);
    else
        pass_on(l);
}
