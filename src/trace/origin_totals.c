/*
 * What all nodes together lost by each origin: backward through the sets, each
 * handing on what was lost by it to what caused its members. Once through the
 * ledger, however many origins there are.
 */
#include "base/error.h"
#include "base/memory.h"
#include "trace/trace.h"

enum { ENTRIES = 4096 /* looked at between two questions */ };

typedef struct handing {
    const ctg__causes *causes;
    double *amounts; /* by set: lost by it */
    bool *reaches;   /* by set: something that is no rounding is */
    double *totals;  /* by shock, then the initial state's */
    bool *reached;
} handing;

/* To what caused an entry. */
static void hand_on(const handing *h, size_t entry, double amount, bool reaches)
{
    const uint32_t set = h->causes->set_of[entry];

    if (set == CTG__NO_SET) {
        const ctg_actor origin = ctg__origin_of(&h->causes->entries[entry]);
        const size_t at = ctg_actor_kind_of(origin) == CTG_ACTOR_INITIAL
                              ? h->causes->shock_count
                              : ctg_actor_index(origin);

        h->totals[at] += amount;
        h->reached[at] |= reaches;
    } else {
        h->amounts[set] += amount;
        h->reaches[set] |= reaches;
    }
}

static bool hand_losses(const handing *h, ctg__asking *asking)
{
    const ctg__causes *const causes = h->causes;

    for (size_t e = 0; e < causes->entry_count; e++) {
        const ctg_entry *const entry = &causes->entries[e];

        if (e % ENTRIES == 0 && !ctg__ask_after(asking, ENTRIES))
            return false;
        if (ctg_actor_kind_of(entry->target) == CTG_ACTOR_NODE)
            hand_on(h, e, entry->amount, !causes->rounding[e]);
    }
    return true;
}

/* The last set first: causes are in sets of lower number. */
static bool hand_sets(const handing *h, ctg__asking *asking)
{
    const ctg__causes *const causes = h->causes;

    for (size_t s = causes->set_count; s-- > 0;) {
        const size_t end = causes->first[s + 1];

        if (!ctg__ask_after(asking, end - causes->first[s] + 1))
            return false;
        if (h->amounts[s] == 0 && !h->reaches[s])
            continue;
        for (size_t m = causes->first[s]; m < end; m++) {
            const uint32_t entry = causes->members[m];
            const double share =
                ctg__share(causes, (uint32_t)s, causes->entries[entry].amount);

            if (share > 0)
                hand_on(h, entry, share * h->amounts[s], h->reaches[s]);
        }
    }
    return true;
}

/* Those that reached anybody: shocks by number, the initial state last. */
static size_t list_reached(const handing *h, ctg_origin_total *list)
{
    const size_t shocks = h->causes->shock_count;
    size_t count = 0;

    for (size_t k = 0; k <= shocks; k++)
        if (h->reached[k])
            list[count++] = (ctg_origin_total){
                .origin = k < shocks ? CTG_ACTOR(CTG_ACTOR_SHOCK, k)
                                     : CTG_ACTOR(CTG_ACTOR_INITIAL, 0),
                .amount = h->totals[k]};
    return count;
}

static void handing_clear(handing *h)
{
    ctg__release(h->amounts);
    ctg__release(h->reaches);
    ctg__release(h->totals);
    ctg__release(h->reached);
}

static ctg_status find_totals(ctg__asking *asking, const handing *h,
                              ctg_origin_total *found, size_t *count,
                              ctg_error *error)
{
    if (!h->amounts || !h->reaches || !h->totals || !h->reached || !found)
        return ctg__fail_memory(error);
    if (!hand_losses(h, asking) || !hand_sets(h, asking))
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    *count = list_reached(h, found);
    return CTG_OK;
}

static ctg_status hand_all(ctg_trace *trace, const ctg_origin_total **totals,
                           size_t *count, ctg_error *error)
{
    const ctg__causes *const causes = &trace->causes;
    const size_t sets = causes->set_count + 1;
    const size_t origins = causes->shock_count + 1;
    handing h = {.causes = causes,
                 .amounts = ctg__allocate_zeroed(sets * sizeof *h.amounts),
                 .reaches = ctg__allocate_zeroed(sets * sizeof *h.reaches),
                 .totals = ctg__allocate_zeroed(origins * sizeof *h.totals),
                 .reached = ctg__allocate_zeroed(origins * sizeof *h.reached)};
    ctg_origin_total *const found = ctg__allocate_array(origins, sizeof *found);
    ctg_status status;

    status = find_totals(&trace->asking, &h, found, count, error);
    handing_clear(&h);
    if (status) {
        ctg__release(found);
        return status;
    }
    /* Only now: who has the last answer keeps it if there is no other. */
    ctg__release(trace->totals);
    *totals = trace->totals = found;
    return CTG_OK;
}

ctg_status ctg_trace_origin_totals(ctg_trace *trace,
                                   const ctg_origin_total **totals,
                                   size_t *count, ctg_error *error)
{
    ctg_status status;

    ctg__trace_begin(trace);
    status = ctg__trace_find(trace, &trace->asking, error);
    return status ? status : hand_all(trace, totals, count, error);
}
