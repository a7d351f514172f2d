/* The run of a page, its causes, and what came of it in all. */
#include <math.h>

#include "base/error.h"
#include "base/ranked.h"
#include "data/ledger.h"
#include "page/charts.h"
#include "page/findings.h"
#include "trace/causes.h"

static ctg_status rank_losses(ctg_findings *found, ctg_error *error)
{
    ctg__arena own = {NULL};
    ctg__ranked *list;
    ctg_node *order;

    if (!TAKE(&own, list, found->node_count + 1) ||
        !TAKE(&found->arena, order, found->node_count + 1)) {
        ctg__arena_clear(&own);
        return ctg__fail_memory(error);
    }
    for (size_t i = 0; i < found->node_count; i++)
        list[i] = (ctg__ranked){ctg__lost(found, (ctg_node)i), i};
    ctg__rank_amounts(list, found->node_count);
    for (size_t i = 0; i < found->node_count; i++)
        order[i] = (ctg_node)list[i].index;
    found->by_loss = order;
    ctg__arena_clear(&own);
    return CTG_OK;
}

ctg_status ctg__gather_run(ctg_findings *found, ctg__steps *steps,
                           ctg_error *error)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_status status =
        ctg_plan_new(found->network, found->scenario, &found->plan, error);

    options.adl = true;
    options.progress = ctg__step;
    options.progress_context = steps;
    if (!status)
        status = ctg_run_new(found->plan, &options, &found->run, error);
    if (status)
        return status;
    found->summary = ctg_run_summary(found->run);
    for (size_t i = 0; i < found->node_count; i++)
        found->beyond += fmax(0, -ctg_run_equity(found->run)[i]) -
                         fmax(0, -ctg_run_initial_equity(found->run)[i]);
    return rank_losses(found, error);
}

/* Of a run from below there are no causes. */
static bool is_from_below(const ctg_findings *found)
{
    char text[64];
    const char *const value =
        ctg_scenario_get(found->scenario, "from_below", text);

    return value && *value == 't';
}

/* Without an entry: figures first, then rows of the timeline. */
static ctg_status book_falls(ctg_findings *found, ctg__steps *steps,
                             ctg_error *error)
{
    const ctg_ledger *const ledger = ctg_run_ledger(found->run);
    ctg__asking asking = {.progress = ctg__step, .context = steps};
    ctg_node nodes[CTG__TIMELINE_ROWS];
    ctg_status status = ctg__booked_of_falls(&found->booked, ledger, &asking,
                                             &found->arena, error);

    if (status)
        return status;
    return ctg__booked_list(&found->booked, ledger, nodes,
                            ctg__timeline_nodes(found, nodes), &found->arena,
                            error);
}

static ctg_status book(ctg_findings *found, ctg__steps *steps, ctg_error *error)
{
    ctg__asking asking = {.progress = ctg__step, .context = steps};
    ctg__causes causes;
    ctg_status status;

    if (ctg__ledger_falls(ctg_run_ledger(found->run)))
        return book_falls(found, steps, error);
    status = ctg_trace_find_parents(found->trace, error);
    if (status)
        return status;
    causes = *ctg__trace_causes(found->trace);
    causes.asking = &asking;
    return ctg__booked_init(&found->booked, &causes, found->node_count,
                            &found->arena, error);
}

ctg_status ctg__gather_causes(ctg_findings *found, ctg__steps *steps,
                              ctg_error *error)
{
    ctg_path_options options = ctg_path_options_default();
    ctg_status status;

    if (is_from_below(found)) {
        ctg__findings_note(found, "a run from below has no causes: no chains, "
                                  "channels and rounds are told");
        return CTG_OK;
    }
    options.count = 8;
    options.min_steps = 2;
    status = ctg_trace_new(ctg_run_ledger(found->run), &found->trace, error);
    if (status)
        return status;
    ctg_trace_ask(found->trace, ctg__step, steps);
    status = book(found, steps, error);
    if (!status)
        status = ctg_trace_paths(found->trace, &options, &found->paths,
                                 &found->path_count, error);
    ctg_trace_ask(found->trace, NULL, NULL);
    return status;
}

enum { TARGETS_MOST = 8 };

/* One run for each sender. */
static const double pivotal_work_most = 1e8;

ctg_status ctg__gather_pivotal(ctg_findings *found, ctg__steps *steps,
                               ctg_error *error)
{
    ctg_node targets[TARGETS_MOST];
    size_t count = 0;

    if (!found->trace)
        return CTG_OK;
    for (size_t i = 0; i < found->node_count && count < TARGETS_MOST; i++)
        if (ctg__failed(found, found->by_loss[i]))
            targets[count++] = found->by_loss[i];
    if (!count)
        return CTG_OK;
    if (ctg__findings_work(found) * (double)found->node_count >
        pivotal_work_most) {
        ctg__findings_note(found, "who could have stopped it is not looked "
                                  "for: too many nodes to try one by one");
        return CTG_OK;
    }
    return ctg_pivotal_new(found->plan, found->run, found->trace, targets,
                           count, ctg__step, steps, &found->pivotal, error);
}
