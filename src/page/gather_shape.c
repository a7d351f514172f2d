/* What the graph looks like, what would be liquidated, and the remedy. */
#include <string.h>

#include "base/error.h"
#include "data/graph.h"
#include "data/plan.h"
#include "engine/shock_kind.h"
#include "page/findings.h"
#include "text/clean.h"

enum { LEVELS = 20 };

/* What the first shock on an asset hits: its group, or it alone. */
static void find_falling(const ctg_findings *found, const char **asset,
                         const char **group)
{
    const ctg_plan *const plan = found->plan;

    for (size_t i = 0; i < plan->shock_count; i++) {
        const ctg__shock *const shock = &plan->shocks[i];

        if (!ctg__shock_kind_of(shock)->moves_price)
            continue;
        if (shock->group)
            *group = ctg__graph_text(found->graph, shock->group);
        else
            *asset = ctg_graph_asset_id(found->graph, shock->target);
        return;
    }
}

static const char *keep_clean(ctg_findings *found, const char *words,
                              const char *name)
{
    ctg__text text = {0};

    ctg__text_add(&text, words);
    if (name)
        ctg__text_add_clean(&text, name, CTG__NAME_CELL, false);
    return ctg__text_keep(&text, &found->arena);
}

ctg_status ctg__gather_book(ctg_findings *found, ctg__steps *steps,
                            ctg_error *error)
{
    const char *asset = NULL;
    const char *group = NULL;

    if (!ctg_network_account_count(found->network))
        return CTG_OK;
    find_falling(found, &asset, &group);
    found->falls = group   ? keep_clean(found, "all ", group)
                   : asset ? keep_clean(found, "", asset)
                           : keep_clean(found, "every price", NULL);
    if (!found->falls)
        return ctg__fail_memory(error);
    return ctg_book_new_with(found->network, asset, group, 1, LEVELS, NULL,
                             ctg__step, steps, &found->book, error);
}

ctg_status ctg__gather_shape(ctg_findings *found, ctg__steps *steps,
                             ctg_error *error)
{
    ctg_status status =
        ctg_info_new(found->plan, ctg__step, steps, &found->info, error);

    if (!status)
        status = ctg_look_through_new(found->network, &found->look, error);
    return status;
}

ctg_status ctg__gather_remedy(ctg_findings *found, ctg__steps *steps,
                              ctg_error *error)
{
    const ctg_network *const network =
        found->how.against ? found->how.against : found->network;
    const ctg_scenario *const scenario = found->how.against_scenario
                                             ? found->how.against_scenario
                                             : found->scenario;
    ctg_run_options options = ctg_run_options_default();
    ctg_status status;

    if (!found->how.against && !found->how.against_scenario)
        return CTG_OK;
    options.ledger = false;
    options.progress = ctg__step;
    options.progress_context = steps;
    status = ctg_plan_new(network, scenario, &found->remedy_plan, error);
    if (!status)
        status =
            ctg_run_new(found->remedy_plan, &options, &found->remedy, error);
    return status;
}
