#include <contagraph/pivotal.h>

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "trace/codes.h"

struct ctg_pivotal {
    ctg_verdict verdict;
    ctg_counterfactual *tried;
    size_t count;
};

/* Entries on the target that count: up to the round it failed in. */
static bool counts(const ctg_entry *entry, ctg_node target, uint32_t round)
{
    return entry->target == CTG_ACTOR(CTG_ACTOR_NODE, target) &&
           entry->round <= round;
}

/*
 * What reached the target without any node in between: shocks, and the parts
 * of price falls that are shocks of the asset.
 */
static double direct_loss(const ctg__causes *causes, ctg_node target,
                          uint32_t round)
{
    ctg__split split = {0};
    double sum = 0;

    for (size_t e = 0; e < causes->entry_count; e++) {
        const ctg_entry *const entry = &causes->entries[e];

        if (!counts(entry, target, round) ||
            (entry->channel != CTG_SHOCK && entry->channel != CTG_PRICE))
            continue;
        ctg__code_split(causes, e, &split);
        sum += split.share[CTG__SH] * entry->amount;
    }
    return sum;
}

/* Marks what led to a set's entries with a share above 0, back to the
 * origins: sets are in order of time. */
static void mark_senders(const ctg__causes *causes, bool *sets, bool *senders)
{
    for (size_t set = causes->set_count; set-- > 0;) {
        if (!sets[set])
            continue;
        for (size_t m = causes->first[set]; m < causes->first[set + 1]; m++) {
            const uint32_t member = causes->members[m];
            const ctg_entry *const entry = &causes->entries[member];

            if (!(ctg__share(causes, (uint32_t)set, entry->amount) > 0))
                continue;
            if (causes->set_of[member] != CTG__NO_SET)
                sets[causes->set_of[member]] = true;
            if (ctg_actor_kind_of(entry->source) == CTG_ACTOR_NODE)
                senders[ctg_actor_index(entry->source)] = true;
        }
    }
}

/* The nodes from which a path leads to the target in time. */
static ctg_status find_senders(ctg_pivotal *made, const ctg__causes *causes,
                               ctg_node target, uint32_t round,
                               ctg_error *error)
{
    bool *const sets = ctg__allocate(causes->set_count + 1);
    bool *const senders = ctg__allocate(causes->node_count + 1);

    made->tried =
        ctg__allocate_array(causes->node_count + 1, sizeof *made->tried);
    if (sets && senders && made->tried) {
        for (size_t i = 0; i < causes->set_count; i++)
            sets[i] = false;
        for (size_t i = 0; i < causes->node_count; i++)
            senders[i] = false;
        for (size_t e = 0; e < causes->entry_count; e++) {
            const ctg_entry *const entry = &causes->entries[e];

            if (!counts(entry, target, round))
                continue;
            if (causes->set_of[e] != CTG__NO_SET)
                sets[causes->set_of[e]] = true;
            if (ctg_actor_kind_of(entry->source) == CTG_ACTOR_NODE)
                senders[ctg_actor_index(entry->source)] = true;
        }
        mark_senders(causes, sets, senders);
        for (ctg_node i = 0; i < causes->node_count; i++)
            if (senders[i] && i != target)
                made->tried[made->count++].sender = i;
    }
    ctg__release(sets);
    ctg__release(senders);
    return sets && senders && made->tried ? CTG_OK : ctg__fail_memory(error);
}

static ctg_status try_without(const ctg_plan *plan, ctg_node target,
                              ctg_counterfactual *tried, ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run;
    ctg_status status;

    options.ledger = false;
    options.mute = tried->sender;
    status = ctg_run_new(plan, &options, &run, error);
    if (status)
        return status;
    tried->failed_round = ctg_run_failed_round(run)[target];
    tried->loss =
        ctg_run_initial_equity(run)[target] - ctg_run_equity(run)[target];
    ctg_run_free(run);
    return CTG_OK;
}

static int compare_tried(const void *one, const void *other)
{
    const ctg_counterfactual *const a = one;
    const ctg_counterfactual *const b = other;
    const bool saved = a->failed_round == CTG_NEVER;

    if (saved != (b->failed_round == CTG_NEVER))
        return saved ? -1 : 1;
    if (a->loss != b->loss)
        return a->loss < b->loss ? -1 : 1;
    return a->sender < b->sender ? -1 : a->sender > b->sender;
}

static ctg_verdict judge(const ctg_pivotal *made, const ctg__causes *causes,
                         ctg_node target, double equity, uint32_t round)
{
    if (made->count && made->tried[0].failed_round == CTG_NEVER)
        return CTG_PIVOTAL;
    /* A relative tie counts as failing, as in the model. */
    if (!made->count || round == 0 ||
        direct_loss(causes, target, round) >= equity - 1e-9 * fabs(equity))
        return CTG_DIRECT;
    return CTG_OVERDETERMINED;
}

static ctg_status try_all(ctg_pivotal *made, const ctg_plan *plan,
                          ctg_node target, ctg_progress *progress,
                          void *progress_context, ctg_error *error)
{
    for (size_t i = 0; i < made->count; i++) {
        ctg_status status;

        if (progress && !progress(progress_context, (double)i,
                                  (double)made->count))
            return ctg__fail(error, CTG_CANCELLED, "cancelled");
        status = try_without(plan, target, &made->tried[i], error);
        if (status)
            return status;
    }
    if (made->count)
        qsort(made->tried, made->count, sizeof *made->tried, compare_tried);
    return CTG_OK;
}

ctg_status ctg_pivotal_new(const ctg_plan *plan, const ctg_run *run,
                           const ctg_trace *trace, ctg_node target,
                           ctg_progress *progress, void *progress_context,
                           ctg_pivotal **pivotal, ctg_error *error)
{
    const uint32_t round = ctg_run_failed_round(run)[target];
    const ctg__causes *const causes = ctg__trace_causes(trace);
    ctg_pivotal *const made = ctg__allocate(sizeof *made);
    ctg_status status = CTG_OK;

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg_pivotal){.verdict = CTG_SURVIVED};
    if (round != CTG_NEVER) {
        status = find_senders(made, causes, target, round, error);
        if (!status)
            status = try_all(made, plan, target, progress, progress_context,
                             error);
        if (!status)
            made->verdict =
                judge(made, causes, target,
                      ctg_run_initial_equity(run)[target], round);
    }
    if (status) {
        ctg_pivotal_free(made);
        return status;
    }
    *pivotal = made;
    return CTG_OK;
}

void ctg_pivotal_free(ctg_pivotal *pivotal)
{
    if (!pivotal)
        return;
    ctg__release(pivotal->tried);
    ctg__release(pivotal);
}

ctg_verdict ctg_pivotal_verdict(const ctg_pivotal *pivotal)
{
    return pivotal->verdict;
}

const ctg_counterfactual *ctg_pivotal_tried(const ctg_pivotal *pivotal,
                                            size_t *count)
{
    *count = pivotal->count;
    return pivotal->tried;
}
