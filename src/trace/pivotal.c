#include <contagraph/pivotal.h>

#include <math.h>
#include <stdlib.h>

#include "base/asking.h"
#include "base/memory.h"
#include "trace/codes.h"
#include "trace/fall_losses.h"
#include "trace/senders_falls.h"
#include "trace/trace.h"

/* One target and what was tried for it. */
typedef struct target {
    ctg_node node;
    ctg_verdict verdict;
    ctg_counterfactual *tried; /* by row until all are tried */
    size_t count;
} target;

struct ctg_pivotal {
    target *targets;
    size_t count;
};

/* What happened: entries; or falls, with entries of round 0 alone. */
typedef struct past {
    const ctg_run *run;
    ctg__asking asking;
    ctg__causes causes;
    bool fallen;
    ctg__fall_flow flow;
    ctg__arena arena;
} past;

/* Entries on the target that count: up to the round it failed in. */
static bool counts(const ctg_entry *entry, ctg_node node, uint32_t round)
{
    return entry->target == CTG_ACTOR(CTG_ACTOR_NODE, node) &&
           entry->round <= round;
}

/*
 * What reached the target without any node in between: shocks, and the parts
 * of price falls that are shocks of the asset.
 */
static double direct_loss(const ctg__causes *causes, ctg_node node,
                          uint32_t round)
{
    ctg__split split = {0};
    double sum = 0;

    for (size_t e = 0; e < causes->entry_count && ctg__causes_ask(causes, e);
         e++) {
        const ctg_entry *const entry = &causes->entries[e];

        if (!counts(entry, node, round) ||
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
        if (!ctg__causes_ask_after(causes,
                                   causes->first[set + 1] - causes->first[set]))
            return;
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

/* Marks the nodes from which a path leads to the target in time. */
static bool mark_all(const ctg__causes *causes, ctg_node node, uint32_t round,
                     bool *senders)
{
    bool *const sets = ctg__allocate(causes->set_count + 1);

    for (size_t i = 0; sets && i < causes->set_count; i++)
        sets[i] = false;
    for (size_t e = 0;
         sets && e < causes->entry_count && ctg__causes_ask(causes, e); e++) {
        const ctg_entry *const entry = &causes->entries[e];

        if (!counts(entry, node, round))
            continue;
        if (causes->set_of[e] != CTG__NO_SET)
            sets[causes->set_of[e]] = true;
        if (ctg_actor_kind_of(entry->source) == CTG_ACTOR_NODE)
            senders[ctg_actor_index(entry->source)] = true;
    }
    if (!sets)
        return false;
    mark_senders(causes, sets, senders);
    ctg__release(sets);
    return true;
}

static ctg_status find_senders(target *made, const past *of, uint32_t round,
                               ctg_error *error)
{
    const size_t nodes = of->causes.node_count;
    bool *const senders = ctg__allocate(nodes + 1);
    bool fine;

    made->tried = ctg__allocate_array(nodes + 1, sizeof *made->tried);
    for (size_t i = 0; senders && i < nodes; i++)
        senders[i] = false;
    fine = senders && made->tried &&
           (of->fallen
                ? ctg__senders_of_falls(&of->flow, made->node, round, senders)
                : mark_all(&of->causes, made->node, round, senders));
    for (ctg_node i = 0; fine && i < nodes; i++)
        if (senders[i] && i != made->node)
            made->tried[made->count++].sender = i;
    ctg__release(senders);
    return fine ? CTG_OK : ctg__causes_fail(&of->causes, error);
}

static ctg_counterfactual *find_tried(const target *of, ctg_node sender)
{
    size_t low = 0;
    size_t high = of->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (of->tried[middle].sender < sender)
            low = middle + 1;
        else
            high = middle;
    }
    return low < of->count && of->tried[low].sender == sender ? &of->tried[low]
                                                              : NULL;
}

/* One run without a sender tells all targets. */
static ctg_status try_without(const ctg_pivotal *made, const ctg_plan *plan,
                              ctg_node sender, ctg__asking *asking,
                              ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_run *run;
    ctg_status status;

    options.ledger = false;
    options.baseline = false;
    options.mute = sender;
    options.progress = ctg__ask;
    options.progress_context = asking;
    status = ctg_run_new(plan, &options, &run, error);
    if (status)
        return status;
    for (size_t i = 0; i < made->count; i++) {
        const ctg_node node = made->targets[i].node;
        ctg_counterfactual *const tried = find_tried(&made->targets[i], sender);

        if (!tried)
            continue;
        tried->failed_round = ctg_run_failed_round(run)[node];
        tried->loss =
            ctg_run_initial_equity(run)[node] - ctg_run_equity(run)[node];
    }
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

static ctg_verdict judge(const target *made, const ctg__causes *causes,
                         double equity, uint32_t round)
{
    if (round == CTG_NEVER)
        return CTG_SURVIVED;
    if (made->count && made->tried[0].failed_round == CTG_NEVER)
        return CTG_PIVOTAL;
    /* A relative tie counts as failing, as in the model. */
    if (!made->count || round == 0 ||
        direct_loss(causes, made->node, round) >= equity - 1e-9 * fabs(equity))
        return CTG_DIRECT;
    return CTG_OVERDETERMINED;
}

/* Each sender that any target has, once. */
static ctg_status try_all(ctg_pivotal *made, const ctg_plan *plan,
                          size_t node_count, ctg__asking *asking,
                          ctg_error *error)
{
    bool *const wanted = ctg__allocate(node_count + 1);
    ctg_status status = wanted ? CTG_OK : ctg__fail_memory(error);

    for (size_t i = 0; !status && i < node_count; i++)
        wanted[i] = false;
    for (size_t i = 0; !status && i < made->count; i++)
        for (size_t t = 0; t < made->targets[i].count; t++) {
            bool *const want = &wanted[made->targets[i].tried[t].sender];

            asking->total += !*want;
            *want = true;
        }
    for (ctg_node sender = 0; !status && sender < node_count; sender++) {
        if (!wanted[sender])
            continue;
        status = try_without(made, plan, sender, asking, error);
        atomic_fetch_add(&asking->done, 1);
    }
    ctg__release(wanted);
    return status;
}

/* All targets; what was stopped on the way may be anything. */
static ctg_status find_all(ctg_pivotal *made, const ctg_plan *plan, past *of,
                           ctg_error *error)
{
    const uint32_t *const failed_round = ctg_run_failed_round(of->run);
    const double *const equity = ctg_run_initial_equity(of->run);
    ctg_status status = CTG_OK;

    for (size_t i = 0; !status && i < made->count; i++)
        if (failed_round[made->targets[i].node] != CTG_NEVER)
            status = find_senders(&made->targets[i], of,
                                  failed_round[made->targets[i].node], error);
    if (!status)
        status = try_all(made, plan, of->causes.node_count, &of->asking, error);
    for (size_t i = 0; !status && i < made->count; i++) {
        target *const at = &made->targets[i];

        if (at->count)
            qsort(at->tried, at->count, sizeof *at->tried, compare_tried);
        at->verdict =
            judge(at, &of->causes, equity[at->node], failed_round[at->node]);
    }
    return status || !atomic_load(&of->asking.stopped)
               ? status
               : ctg__causes_fail(&of->causes, error);
}

static ctg_status open_past(past *of, const ctg_trace *trace, ctg_error *error)
{
    ctg_status status;

    of->fallen = !atomic_load(&trace->has_causes) &&
                 ctg__ledger_falls(trace->ledger) != NULL;
    if (!of->fallen) {
        status = ctg__trace_find(trace, &of->asking, error);
        if (!status)
            of->causes = *ctg__trace_causes(trace);
        of->causes.asking = &of->asking;
        return status;
    }
    if (!ctg__causes_of_start(&of->causes, trace->ledger, &of->arena))
        return ctg__fail_memory(error);
    of->causes.asking = &of->asking;
    return ctg__fall_flow_init_sets(&of->flow, trace->ledger, &of->asking)
               ? CTG_OK
               : ctg__causes_fail(&of->causes, error);
}

ctg_status ctg_pivotal_new(const ctg_plan *plan, const ctg_run *run,
                           const ctg_trace *trace, const ctg_node *targets,
                           size_t target_count, ctg_progress *progress,
                           void *progress_context, ctg_pivotal **pivotal,
                           ctg_error *error)
{
    past of = {.run = run,
               .asking = {.progress = progress, .context = progress_context}};
    ctg_pivotal *const made = ctg__allocate(sizeof *made);
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg_pivotal){.targets = ctg__allocate_array(
                              target_count + 1, sizeof *made->targets)};
    status =
        made->targets ? open_past(&of, trace, error) : ctg__fail_memory(error);
    for (size_t i = 0; !status && i < target_count; i++)
        made->targets[made->count++] = (target){.node = targets[i]};
    if (!status)
        status = find_all(made, plan, &of, error);
    ctg__fall_flow_clear(&of.flow);
    ctg__arena_clear(&of.arena);
    if (status)
        ctg_pivotal_free(made);
    else
        *pivotal = made;
    return status;
}

void ctg_pivotal_free(ctg_pivotal *pivotal)
{
    if (!pivotal)
        return;
    for (size_t i = 0; i < pivotal->count; i++)
        ctg__release(pivotal->targets[i].tried);
    ctg__release(pivotal->targets);
    ctg__release(pivotal);
}

size_t ctg_pivotal_target_count(const ctg_pivotal *pivotal)
{
    return pivotal->count;
}

ctg_node ctg_pivotal_target(const ctg_pivotal *pivotal, size_t index)
{
    return pivotal->targets[index].node;
}

ctg_verdict ctg_pivotal_verdict(const ctg_pivotal *pivotal, size_t index)
{
    return pivotal->targets[index].verdict;
}

const char *ctg_verdict_name(ctg_verdict verdict)
{
    static const char *const names[] = {
        [CTG_SURVIVED] = "survived",
        [CTG_DIRECT] = "direct",
        [CTG_PIVOTAL] = "pivotal",
        [CTG_OVERDETERMINED] = "overdetermined",
    };

    return names[verdict];
}

const ctg_counterfactual *ctg_pivotal_tried(const ctg_pivotal *pivotal,
                                            size_t index, size_t *count)
{
    *count = pivotal->targets[index].count;
    return pivotal->targets[index].tried;
}
