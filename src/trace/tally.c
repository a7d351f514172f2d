#include "trace/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "data/network.h"
#include "data/plan.h"
#include "trace/fallen.h"
#include "trace/tally_rounds.h"

/* The `top` nodes that lost most. */
static ctg_status list_losers(ctg_tally *tally, const ctg_run *run, size_t top,
                              ctg_error *error)
{
    const size_t count = ctg_network_node_count(ctg_run_network(run));
    const double *const before = ctg_run_initial_equity(run);
    const double *const after = ctg_run_equity(run);
    const uint32_t *const failed = ctg_run_failed_round(run);
    ctg__fallen *const losers = ctg__allocate_array(count + 1, sizeof *losers);
    size_t found = 0;

    if (!losers)
        return ctg__fail_memory(error);
    for (ctg_node i = 0; i < count; i++)
        if (before[i] > after[i] || failed[i] != CTG_NEVER)
            losers[found++] = (ctg__fallen){before[i] - after[i], i};
    if (found)
        qsort(losers, found, sizeof *losers, ctg__fallen_order);
    tally->node_count = found < top ? found : top;
    tally->nodes =
        ctg__allocate_array(tally->node_count + 1, sizeof *tally->nodes);
    tally->passed =
        ctg__allocate_array(tally->node_count + 1, sizeof *tally->passed);
    if (tally->nodes && tally->passed)
        for (size_t k = 0; k < tally->node_count; k++) {
            tally->nodes[k] = losers[k].node;
            tally->passed[k] = 0;
        }
    ctg__release(losers);
    return tally->nodes && tally->passed ? CTG_OK : ctg__fail_memory(error);
}

/* One run that is counted. */
static ctg_status count_run(const ctg_plan *plan,
                            const ctg_run_options *options, ctg__tallying *made,
                            ctg_run **run, ctg_error *error)
{
    const ctg__watch watch = {.see = ctg__tally_see, .context = made};
    ctg_status status = ctg__run_watched(plan, options, &watch, run, error);

    if (status)
        return status;
    status = ctg__tallying_finish(made, error);
    if (status) {
        ctg_run_free(*run);
        *run = NULL;
    }
    return status;
}

/* What nodes from the from-th on passed on: the run once more, in the memory of
 * the last one, to the same bits. */
static ctg_status follow(ctg_tally *tally, const ctg_plan *plan,
                         const ctg_run_options *options, size_t from,
                         const uint32_t *first, ctg_run **run, ctg_error *error)
{
    const double baseline = ctg_run_summary(*run)->baseline;
    const size_t left = tally->node_count - from;
    const size_t lanes = left < CTG__TALLY_LANES ? left : CTG__TALLY_LANES;
    ctg_run_options again = *options;
    ctg_tally scratch = {.nodes = tally->nodes};
    ctg__tallying made;
    ctg_status status = ctg__tallying_start(
        &made, &scratch, plan->network->nodes.count,
        plan->network->assets.count, from, lanes, first, error);

    again.baseline = false;
    again.audit = false;
    if (!status)
        status = count_run(plan, &again, &made, run, error);
    if (!status)
        (*run)->summary.baseline = baseline;
    for (size_t k = 0; !status && k < lanes; k++)
        tally->passed[from + k] = made.passed[k];
    ctg__tallying_clear(&made);
    ctg__release(scratch.rows);
    return status;
}

/* What the run counted is over: but for the first rounds of nodes its memory is
 * for the next ones. */
static ctg_status keep_first(ctg__tallying *made, uint32_t **first,
                             ctg_error *error)
{
    *first = ctg__allocate_array(made->node_count + 1, sizeof **first);
    if (*first)
        memcpy(*first, made->first, made->node_count * sizeof **first);
    ctg__tallying_clear(made);
    return *first ? CTG_OK : ctg__fail_memory(error);
}

/* Whether anything was lost after round 0. */
static bool spreads(const ctg_tally *tally)
{
    for (size_t r = 1; r < tally->row_count; r++)
        if (tally->rows[r].total > 0)
            return true;
    return false;
}

static ctg_status count(ctg_tally *tally, const ctg_plan *plan,
                        const ctg_run_options *options, size_t top,
                        ctg_run **run, ctg_error *error)
{
    uint32_t *first = NULL;
    ctg__tallying made;
    ctg_status status =
        ctg__tallying_start(&made, tally, plan->network->nodes.count,
                            plan->network->assets.count, 0, 0, NULL, error);

    if (!status)
        status = count_run(plan, options, &made, run, error);
    if (!status)
        status = list_losers(tally, *run, top, error);
    if (!status)
        status = keep_first(&made, &first, error);
    else
        ctg__tallying_clear(&made);
    for (size_t from = 0; !status && spreads(tally) && from < tally->node_count;
         from += CTG__TALLY_LANES)
        status = follow(tally, plan, options, from, first, run, error);
    ctg__release(first);
    return status;
}

ctg_status ctg_tally_new(const ctg_plan *plan, const ctg_run_options *options,
                         size_t top, ctg_run **run, ctg_tally **tally,
                         ctg_error *error)
{
    const ctg_run_options standard = ctg_run_options_default();
    ctg_tally *const made = ctg__allocate(sizeof *made);
    ctg_run *done = NULL;
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg_tally){0};
    status =
        count(made, plan, options ? options : &standard, top, &done, error);
    if (status) {
        ctg_run_free(done);
        ctg_tally_free(made);
        return status;
    }
    *run = done;
    *tally = made;
    return CTG_OK;
}

void ctg_tally_free(ctg_tally *tally)
{
    if (!tally)
        return;
    ctg__release(tally->rows);
    ctg__release(tally->nodes);
    ctg__release(tally->passed);
    ctg__release(tally);
}

double ctg__tally_passed(const ctg_tally *tally, ctg_node node)
{
    for (size_t k = 0; k < tally->node_count; k++)
        if (tally->nodes[k] == node)
            return tally->passed[k];
    return 0;
}
