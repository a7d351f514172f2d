/*
 * Origin shares, forward through the sets: the share of an origin in a set is
 * the average of its shares in what caused the members.
 */
#include <stdlib.h>

#include "base/assert.h"
#include "base/memory.h"
#include "trace/trace.h"

/* Origins are done so many at a time, fewer where that takes much memory. */
enum { LANES = 8, ENTRIES = 4096 /* looked at between two questions */ };

typedef struct tally {
    const ctg__causes *causes;
    ctg__asking *asking;
    ctg_actor *origins; /* those that occur, ascending */
    size_t origin_count;
    size_t lanes;
    double *shares; /* set_count x lanes */
    double *sums;   /* node_count x lanes */
    bool *reached;  /* the same: whether there is a share at all */
    ctg_origin *found;
    size_t found_count;
    size_t found_room;
} tally;

/* Those that entries without parents stem from. */
static bool list_origins(tally *made)
{
    const ctg__causes *const causes = made->causes;
    bool *const seen = ctg__allocate(causes->shock_count + 1);
    bool initial = false;

    made->origins =
        ctg__allocate_array(causes->shock_count + 1, sizeof *made->origins);
    if (seen && made->origins) {
        for (size_t i = 0; i < causes->shock_count; i++)
            seen[i] = false;
        for (size_t e = 0; e < causes->entry_count; e++)
            if (causes->set_of[e] == CTG__NO_SET) {
                const ctg_actor origin = ctg__origin_of(&causes->entries[e]);

                if (ctg_actor_kind_of(origin) == CTG_ACTOR_INITIAL)
                    initial = true;
                else
                    seen[ctg_actor_index(origin)] = true;
            }
        for (size_t i = 0; i < causes->shock_count; i++)
            if (seen[i])
                made->origins[made->origin_count++] =
                    CTG_ACTOR(CTG_ACTOR_SHOCK, i);
        if (initial)
            made->origins[made->origin_count++] =
                CTG_ACTOR(CTG_ACTOR_INITIAL, 0);
    }
    ctg__release(seen);
    return seen && made->origins;
}

/* The shares of `lanes` origins in an entry; `own` is room for them. */
static const double *shares_in(const tally *made, const ctg_actor *origins,
                               size_t lanes, size_t entry, double own[LANES])
{
    const uint32_t set = made->causes->set_of[entry];

    if (set != CTG__NO_SET)
        return made->shares + (size_t)set * made->lanes;
    for (size_t i = 0; i < lanes; i++)
        own[i] = origins[i] == ctg__origin_of(&made->causes->entries[entry]);
    return own;
}

/* Of one set: causes come before what they cause. */
static void share_set(const tally *made, uint32_t set, const ctg_actor *origins,
                      size_t lanes)
{
    const ctg__causes *const causes = made->causes;
    double *const shares = made->shares + (size_t)set * made->lanes;
    const double total = causes->total[set];
    double own[LANES];
    double whole = total;

    for (size_t i = 0; i < lanes; i++)
        shares[i] = 0;
    if (total == 0)
        whole = (double)(causes->first[set + 1] - causes->first[set]);
    for (size_t m = causes->first[set]; m < causes->first[set + 1]; m++) {
        const uint32_t entry = causes->members[m];
        const double amount = causes->entries[entry].amount;
        const double weight = total > 0   ? (amount > 0 ? amount : 0)
                              : total < 0 ? (amount < 0 ? amount : -amount)
                                          : 1;
        const double *in_member;

        if (weight == 0)
            continue;
        CTG__ASSERT(causes->set_of[entry] == CTG__NO_SET ||
                    causes->set_of[entry] < set);
        in_member = shares_in(made, origins, lanes, entry, own);
        for (size_t i = 0; i < lanes; i++)
            shares[i] += weight * in_member[i];
    }
    for (size_t i = 0; i < lanes; i++)
        shares[i] /= whole;
}

/* False where nobody waits for them any more. */
static bool share_sets(tally *made, const ctg_actor *origins, size_t lanes)
{
    const ctg__causes *const causes = made->causes;

    for (uint32_t set = 0; set < causes->set_count; set++) {
        share_set(made, set, origins, lanes);
        if (!ctg__ask_after(made->asking,
                            causes->first[set + 1] - causes->first[set] + 1))
            return false;
    }
    return true;
}

static bool add_found(tally *made, ctg_origin found)
{
    ctg_origin *const grown = ctg__grow_array(
        made->found, made->found_count, &made->found_room, 64, sizeof *grown);

    if (!grown)
        return false;
    made->found = grown;
    made->found[made->found_count++] = found;
    return true;
}

static bool sum_entries(tally *made, const ctg_actor *origins, size_t lanes)
{
    const ctg__causes *const causes = made->causes;
    double own[LANES];

    for (size_t i = 0; i < causes->node_count * made->lanes; i++) {
        made->sums[i] = 0;
        made->reached[i] = false;
    }
    for (size_t e = 0; e < causes->entry_count; e++) {
        const ctg_entry *const entry = &causes->entries[e];
        const size_t at = ctg_actor_index(entry->target) * made->lanes;
        const double *shares;

        if (e % ENTRIES == 0 && !ctg__ask_after(made->asking, ENTRIES))
            return false;
        if (ctg_actor_kind_of(entry->target) != CTG_ACTOR_NODE)
            continue;
        shares = shares_in(made, origins, lanes, e, own);
        for (size_t i = 0; i < lanes; i++) {
            made->sums[at + i] += entry->amount * shares[i];
            made->reached[at + i] |= shares[i] > 0 && !causes->rounding[e];
        }
    }
    return true;
}

/* The amounts of `lanes` origins, from the first-th. */
static bool tally_origins(tally *made, size_t first, size_t lanes)
{
    const ctg_actor *const origins = made->origins + first;

    if (!share_sets(made, origins, lanes) || !sum_entries(made, origins, lanes))
        return false;
    for (size_t node = 0; node < made->causes->node_count; node++)
        for (size_t i = 0; i < lanes; i++) {
            const size_t at = node * made->lanes + i;

            if (made->reached[at] &&
                !add_found(made, (ctg_origin){.node = (ctg_node)node,
                                              .origin = origins[i],
                                              .amount = made->sums[at]}))
                return false;
        }
    return true;
}

static bool tally_all(tally *made)
{
    const ctg__causes *const causes = made->causes;
    /* No more than the ledger itself takes. */
    const size_t most =
        causes->entry_count * sizeof *causes->entries /
        ((causes->set_count + causes->node_count + 1) * sizeof *made->shares);

    made->lanes = made->origin_count < LANES ? made->origin_count : LANES;
    if (made->lanes > most)
        made->lanes = most;
    if (made->lanes < 1)
        made->lanes = 1;
    made->shares = ctg__allocate_array(causes->set_count * made->lanes + 1,
                                       sizeof *made->shares);
    made->sums = ctg__allocate_array(causes->node_count * made->lanes + 1,
                                     sizeof *made->sums);
    made->reached = ctg__allocate_array(causes->node_count * made->lanes + 1,
                                        sizeof *made->reached);
    if (!made->shares || !made->sums || !made->reached)
        return false;
    for (size_t first = 0; first < made->origin_count; first += made->lanes) {
        const size_t left = made->origin_count - first;

        if (!tally_origins(made, first,
                           left < made->lanes ? left : made->lanes))
            return false;
    }
    if (made->origin_count > made->lanes && made->found_count)
        qsort(made->found, made->found_count, sizeof *made->found,
              ctg__origins_order);
    return true;
}

static bool find_by_causes(ctg_trace *trace, ctg_origin **found, size_t *count)
{
    tally made = {.causes = &trace->causes, .asking = &trace->asking};
    const bool fine = list_origins(&made) && tally_all(&made);

    ctg__release(made.origins);
    ctg__release(made.shares);
    ctg__release(made.sums);
    ctg__release(made.reached);
    *found = made.found;
    *count = made.found_count;
    return fine;
}

/* By falls where there are no causes yet. What is found is to be freed, also
 * after a failure. */
static ctg_status find_origins(ctg_trace *trace, ctg_origin **found,
                               size_t *count, ctg_error *error)
{
    const bool by_falls =
        !trace->has_causes && ctg__ledger_falls(trace->ledger);
    const ctg_status status =
        by_falls ? CTG_OK : ctg__trace_find(trace, &trace->asking, error);
    bool fine;

    if (status)
        return status;
    fine = by_falls ? ctg__origins_of_falls(trace->ledger, &trace->asking,
                                            found, count)
                    : find_by_causes(trace, found, count);
    return fine ? CTG_OK
           : atomic_load(&trace->asking.stopped)
               ? ctg__fail(error, CTG_CANCELLED, "cancelled")
               : ctg__fail_memory(error);
}

ctg_status ctg_trace_origins(ctg_trace *trace, const ctg_origin **origins,
                             size_t *count, ctg_error *error)
{
    if (!trace->has_origins) {
        ctg_origin *found = NULL;
        size_t found_count = 0;
        ctg_status status;

        ctg__trace_begin(trace);
        status = find_origins(trace, &found, &found_count, error);
        if (status) {
            ctg__release(found);
            return status;
        }
        trace->origins = found;
        trace->origin_count = found_count;
        trace->has_origins = true;
    }
    *origins = trace->origins;
    *count = trace->origin_count;
    return CTG_OK;
}
