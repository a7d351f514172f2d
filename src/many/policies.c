/* One scenario under one policy of deleveraging after another. */
#include <contagraph/adl.h>
#include <contagraph/variant.h>

#include <string.h>

#include "base/asking.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/threads.h"
#include "data/graph.h"
#include "data/plan.h"
#include "data/venue.h"
#include "engine/run.h"
#include "many/policy.h"
#include "text/text.h"

/* Under a policy: its own network, its run. */
typedef struct trial {
    const char *name;
    ctg_plan plan;
    ctg_run *run;
    ctg_error failed;
} trial;

struct ctg_policies {
    ctg__arena arena;
    trial *trials;
    size_t count;
    size_t own;
};

/* "none,pro-rata,...": every rule alone. NULL: out of memory. */
static const char *all_policies(ctg__arena *arena)
{
    ctg__text list = {0};

    ctg__text_add(&list, "none");
    for (size_t i = 0; ctg_adl_rule_at(i); i++) {
        ctg__text_add(&list, ",");
        ctg__text_add(&list, ctg_adl_rule_at(i)->name);
    }
    return ctg__text_keep(&list, arena);
}

/* Where there is something to change: CTG_NONE for every venue. */
static ctg_status find_venue(const ctg_network *network, const char *id,
                             uint32_t *venue, ctg_error *error)
{
    const ctg__layers *const layers = &network->layers;
    ctg_node node = 0;
    bool found = false;

    *venue = CTG_NONE;
    if (id) {
        node = ctg__graph_find_id(network->graph, CTG_NODES, id, strlen(id));
        if (node == CTG_NONE)
            return ctg__fail(error, CTG_BAD_ARGUMENT, "no node '%.100s'", id);
        *venue = network->venues.of_node[node];
        if (*venue == CTG_NONE)
            return ctg__fail(error, CTG_BAD_ARGUMENT, "'%.100s' is no venue",
                             id);
    }
    for (size_t l = 0; l < layers->count; l++)
        found |= layers->kind[l] == CTG__ADL &&
                 (*venue == CTG_NONE || layers->venue[l] == *venue);
    if (found)
        return CTG_OK;
    if (id)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "'%.100s' has no layer of kind adl", id);
    for (size_t v = 0; v < network->venues.count; v++)
        if (ctg__venue_row_of(&network->venues, (uint32_t)v)->has_winners)
            return ctg__fail(
                error, CTG_BAD_INPUT,
                "no layer is of kind adl; a row of layers that is, with "
                "venue,order,kind,rule: %s,1,adl,pro-rata",
                ctg_graph_node_id(network->graph, network->venues.node[v]));
    return ctg__fail(error, CTG_BAD_INPUT,
                     "no layer is of kind adl, and no venue of type margin "
                     "could have one");
}

static ctg_status prepare(ctg_policies *made, const ctg_plan *plan,
                          const ctg__policy *list, size_t count, uint32_t venue,
                          ctg_error *error)
{
    const ctg_network *const network = plan->network;
    size_t own = 0;

    while (own < count && !ctg__policy_is_own(network, &list[own], venue))
        own++;
    if (!TAKE(&made->arena, made->trials, count + 1))
        return ctg__fail_memory(error);
    if (own == count) {
        made->trials[made->count++] = (trial){.name = "*", .plan = *plan};
        own = 0;
    }
    made->own = own;
    for (size_t k = 0; k < count; k++) {
        trial *const t = &made->trials[made->count++];

        *t = (trial){.name = list[k].name, .plan = *plan};
        t->plan.network =
            ctg__policy_apply(network, &list[k], venue, &made->arena);
        if (!t->plan.network)
            return ctg__fail_memory(error);
    }
    return CTG_OK;
}

/* In the memory of the run before. */
static ctg_status run_one(trial *t, ctg_run **memory, ctg__asking *asking,
                          ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_status status;

    options.ledger = false;
    options.baseline = false;
    options.adl = true;
    options.progress = ctg__ask;
    options.progress_context = asking;
    if (!ctg__ask(asking, 0, 0))
        return ctg__fail(error, CTG_CANCELLED, "stopped");
    status = ctg__run_again(memory, &t->plan, &options, error);
    if (!status)
        status = ctg__run_keep(*memory, &t->run, error);
    atomic_fetch_add(&asking->done, 1);
    return status;
}

static ctg_status run_all(ctg_policies *made,
                          const ctg_policies_options *options, ctg_error *error)
{
    const int threads = ctg__thread_count_of(options->threads);
    ctg__asking asking = {.progress = options->progress,
                          .context = options->progress_context,
                          .total = (double)made->count};

#pragma omp parallel num_threads(threads)
    {
        ctg_run *memory = NULL;

#pragma omp for schedule(dynamic, 1)
        for (size_t k = 0; k < made->count; k++)
            made->trials[k].failed.status = run_one(
                &made->trials[k], &memory, &asking, &made->trials[k].failed);
        ctg_run_free(memory);
    }
    for (size_t k = 0; k < made->count; k++)
        if (made->trials[k].failed.status)
            return ctg__fail_as(error, &made->trials[k].failed);
    return CTG_OK;
}

ctg_status ctg_policies_new(const ctg_plan *plan,
                            const ctg_policies_options *options,
                            ctg_policies **policies, ctg_error *error)
{
    const ctg_policies_options plain = {0};
    ctg_policies *const made = ctg__allocate_zeroed(sizeof *made);
    ctg__policy *list = NULL;
    size_t count = 0;
    const char *rules;
    uint32_t venue;
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    if (!options)
        options = &plain;
    rules = options->rules ? options->rules : all_policies(&made->arena);
    status = rules
                 ? ctg__policies_read(rules, &made->arena, &list, &count, error)
                 : ctg__fail_memory(error);
    if (!status)
        status = find_venue(plan->network, options->venue, &venue, error);
    if (!status)
        status = prepare(made, plan, list, count, venue, error);
    if (!status)
        status = run_all(made, options, error);
    if (status) {
        ctg_policies_free(made);
        return status;
    }
    *policies = made;
    return CTG_OK;
}

void ctg_policies_free(ctg_policies *policies)
{
    if (!policies)
        return;
    for (size_t k = 0; k < policies->count; k++)
        ctg_run_free(policies->trials[k].run);
    ctg__arena_clear(&policies->arena);
    ctg__release(policies);
}

size_t ctg_policies_count(const ctg_policies *policies)
{
    return policies->count;
}

const char *ctg_policies_name(const ctg_policies *policies, size_t index)
{
    return policies->trials[index].name;
}

const ctg_run *ctg_policies_run(const ctg_policies *policies, size_t index)
{
    return policies->trials[index].run;
}

size_t ctg_policies_own(const ctg_policies *policies)
{
    return policies->own;
}
