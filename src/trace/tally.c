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

/* What is counted: a plan that is run, again and again in the memory of *run,
 * or a run whose ledger is one of falls. */
typedef struct counting {
    ctg_tally *tally;
    const ctg_plan *plan; /* NULL: the ledger */
    const ctg_run_options *options;
    ctg_run **run;
    const ctg_run *told;
    ctg__asking *asking;
} counting;

/* One run that is counted. */
static ctg_status count_run(const counting *of, const ctg_run_options *options,
                            ctg__tallying *made, ctg_error *error)
{
    const ctg__watch watch = {.see = ctg__tally_see, .context = made};
    ctg_status status;

    if (of->told) {
        status = ctg__tally_replay(ctg__run_any_ledger(of->told), made,
                                   of->asking, error);
        return status ? status : ctg__tallying_finish(made, error);
    }
    status = ctg__run_watched(of->plan, options, &watch, of->run, error);
    if (status)
        return status;
    status = ctg__tallying_finish(made, error);
    if (status) {
        ctg_run_free(*of->run);
        *of->run = NULL;
    }
    return status;
}

static const ctg_network *network_of(const counting *of)
{
    return of->told ? ctg_run_network(of->told) : of->plan->network;
}

/* What nodes from the from-th on passed on: the run once more, in the memory of
 * the last one, to the same bits. */
static ctg_status follow(const counting *of, size_t from, const uint32_t *first,
                         ctg_error *error)
{
    const double baseline = of->told ? 0 : ctg_run_summary(*of->run)->baseline;
    const size_t left = of->tally->node_count - from;
    const size_t lanes = left < CTG__TALLY_LANES ? left : CTG__TALLY_LANES;
    ctg_run_options again = *of->options;
    ctg_tally scratch = {.nodes = of->tally->nodes};
    ctg__tallying made;
    ctg_status status = ctg__tallying_start(
        &made, &scratch, network_of(of)->nodes.count,
        network_of(of)->assets.count, from, lanes, first, error);

    again.baseline = false;
    again.audit = false;
    if (!status)
        status = count_run(of, &again, &made, error);
    if (!status && !of->told)
        (*of->run)->summary.baseline = baseline;
    for (size_t k = 0; !status && k < lanes; k++)
        of->tally->passed[from + k] = made.passed[k];
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

static ctg_status count(const counting *of, size_t top, ctg_error *error)
{
    ctg_tally *const tally = of->tally;
    uint32_t *first = NULL;
    ctg__tallying made;
    ctg_status status =
        ctg__tallying_start(&made, tally, network_of(of)->nodes.count,
                            network_of(of)->assets.count, 0, 0, NULL, error);

    if (!status)
        status = count_run(of, of->options, &made, error);
    if (!status)
        status = list_losers(tally, of->told ? of->told : *of->run, top, error);
    if (!status)
        status = keep_first(&made, &first, error);
    else
        ctg__tallying_clear(&made);
    for (size_t from = 0; !status && spreads(tally) && from < tally->node_count;
         from += CTG__TALLY_LANES)
        status = follow(of, from, first, error);
    ctg__release(first);
    return status;
}

static ctg_status tally_new(counting *of, size_t top, ctg_tally **tally,
                            ctg_error *error)
{
    ctg_tally *const made = ctg__allocate(sizeof *made);
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    *made = (ctg_tally){0};
    of->tally = made;
    status = count(of, top, error);
    if (status)
        ctg_tally_free(made);
    else
        *tally = made;
    return status;
}

ctg_status ctg_tally_new(const ctg_plan *plan, const ctg_run_options *options,
                         size_t top, ctg_run **run, ctg_tally **tally,
                         ctg_error *error)
{
    const ctg_run_options standard = ctg_run_options_default();
    ctg_run *done = NULL;
    counting of = {
        .plan = plan, .options = options ? options : &standard, .run = &done};
    const ctg_status status = tally_new(&of, top, tally, error);

    if (status)
        ctg_run_free(done);
    else
        *run = done;
    return status;
}

ctg_status ctg__tally_of_falls(const ctg_run *run, size_t top,
                               ctg__asking *asking, ctg_tally **tally,
                               ctg_error *error)
{
    const ctg_run_options standard = ctg_run_options_default();
    counting of = {.told = run, .options = &standard, .asking = asking};

    return tally_new(&of, top, tally, error);
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
