/* What is booked of a ledger of falls: entries of round 0, then what each node
 * lost in a round by claims that fell. */
#include <stdlib.h>
#include <string.h>

#include "page/booked.h"
#include "trace/fall_losses.h"

static int compare_nodes(const void *one, const void *other)
{
    const ctg_node a = *(const ctg_node *)one;
    const ctg_node b = *(const ctg_node *)other;

    return a < b ? -1 : a > b;
}

/* Sums by node are added in the order of nodes. */
static void order_nodes(ctg__fall_losses *losses)
{
    enum { FEW = 16 };
    size_t count = 0;

    if (losses->count < losses->node_count / FEW) {
        if (losses->count)
            qsort(losses->nodes, losses->count, sizeof *losses->nodes,
                  compare_nodes);
        return;
    }
    for (size_t i = 0; i < losses->node_count; i++)
        if (losses->lost[i] > 0)
            losses->nodes[count++] = (ctg_node)i;
}

static bool book_rounds(ctg__booked *booked, const ctg_ledger *ledger,
                        ctg__asking *asking, ctg__arena *arena)
{
    ctg__fall_losses losses;

    if (!ctg__fall_losses_init(&losses, ledger, arena))
        return false;
    for (uint32_t r = 1; r < losses.round_count; r++) {
        ctg__fall_losses_go(&losses, r);
        order_nodes(&losses);
        for (size_t i = 0; i < losses.count; i++) {
            const ctg_node node = losses.nodes[i];
            const double lost = losses.lost[node];
            const ctg__booking loss = {.round = r,
                                       .node = node,
                                       .amounts = {[CTG__CD] = lost},
                                       .total = lost};

            ctg__booked_add(booked, &loss);
        }
        if (!ctg__fall_losses_ask(&losses, r, asking))
            return false;
    }
    return true;
}

ctg_status ctg__booked_of_falls(ctg__booked *booked, const ctg_ledger *ledger,
                                ctg__asking *asking, ctg__arena *arena,
                                ctg_error *error)
{
    ctg__arena own = {NULL};
    ctg__causes causes;
    ctg_status status = CTG_OK;

    if (!ctg__causes_of_start(&causes, ledger, &own))
        status = ctg__fail_memory(error);
    causes.asking = asking;
    if (!status &&
        (!ctg__booked_start(booked, &causes, causes.node_count, arena) ||
         !book_rounds(booked, ledger, asking, &own)))
        status = ctg__causes_fail(&causes, error);
    ctg__arena_clear(&own);
    if (!status)
        ctg__booked_name_spans(booked);
    return status;
}

/* --- losses of some nodes --------------------------------------------------
 */

static double lost_by(const ctg__kept_falls *kept, const double *fall,
                      ctg_node node)
{
    const size_t end = kept->exposures->start[node + 1];
    double lost = 0;

    for (size_t e = kept->exposures->start[node]; e < end;)
        lost += ctg__kept_from(kept, fall, &e, end);
    return lost;
}

static void list_round(ctg__booked *booked, const ctg__kept_falls *kept,
                       const double *fall, uint32_t round,
                       const ctg_node *nodes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const double lost = lost_by(kept, fall, nodes[i]);

        if (lost > 0)
            booked->list[booked->count++] =
                (ctg__booking){.round = round,
                               .node = nodes[i],
                               .amounts = {[CTG__CD] = lost},
                               .total = lost};
    }
}

ctg_status ctg__booked_list(ctg__booked *booked, const ctg_ledger *ledger,
                            const ctg_node *nodes, size_t count,
                            ctg__arena *arena, ctg_error *error)
{
    const ctg__kept_falls *const kept = ctg__ledger_falls(ledger);
    const size_t rounds = ctg__ledger_round_count(ledger);
    const ctg__booking *const starts = booked->list;
    ctg__arena own = {NULL};
    double *fall;

    if (!TAKE(&own, fall, ctg__ledger_node_count(ledger) + 1) ||
        !TAKE(arena, booked->list, booked->count + rounds * count + 1)) {
        ctg__arena_clear(&own);
        return ctg__fail_memory(error);
    }
    if (booked->count)
        memcpy(booked->list, starts, booked->count * sizeof *starts);
    for (uint32_t r = 1; r < rounds; r++) {
        const ctg__kept_round *const round = ctg__ledger_fallen(ledger, r);

        if (!round)
            continue;
        ctg__kept_lay_out(round, fall);
        list_round(booked, kept, fall, r, nodes, count);
        ctg__kept_put_away(round, fall);
    }
    ctg__arena_clear(&own);
    return CTG_OK;
}
