/* Whose failure would hurt most, and how sure that is. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/error.h"
#include "data/graph.h"
#include "page/findings.h"
#include "risk/distributions.h"
#include "risk/elementary.h"
#include "risk/random_slots.h"

enum { DRAWS = 40 };

static const double error_of_data = 0.1;

/* About 20 seconds, and 10. */
static const double ranking_work_most = 2.5e8;
static const double draws_work_most = 1.25e8;

static ctg_status rank(const ctg_plan *plan, const char *measures,
                       ctg__steps *steps, ctg_ranking **ranking,
                       ctg_error *error)
{
    const ctg_ranking_options options = {.progress = ctg__step,
                                         .progress_context = steps};

    return ctg_ranking_new(plan, measures, &options, ranking, error);
}

/* --- with other data -------------------------------------------------------
 */

/* Every number of a column times exp(0.1 z), slots from `first` on. */
static void disturb(ctg_graph *graph, ctg_table table, size_t column,
                    uint32_t first, uint64_t seed, uint64_t draw)
{
    ctg__rows *const rows = &graph->tables[table];
    double *const numbers = rows->columns[column].number;

    for (size_t r = 0; numbers && r < rows->row_count; r++)
        numbers[r] *=
            ctg__exp(error_of_data * ctg__normal_quantile(ctg__slot_unit(
                                         seed, draw, first + (uint32_t)r)));
}

/* The ranks of a draw, `apart` from each other. */
static ctg_status rank_draw(const ctg_findings *found, uint64_t draw,
                            ctg__steps *steps, uint32_t *ranks, size_t apart,
                            ctg_error *error)
{
    ctg_ranking *ranking = NULL;
    ctg_graph *graph = NULL;
    ctg_network *network = NULL;
    ctg_plan *plan = NULL;
    ctg_status status = ctg_graph_copy(found->graph, &graph, error);

    if (!status) {
        disturb(graph, CTG_EXPOSURES, CTG__EXPOSURE_AMOUNT, 0, found->how.seed,
                draw);
        disturb(graph, CTG_HOLDINGS, CTG__HOLDING_QUANTITY,
                (uint32_t)ctg_graph_row_count(graph, CTG_EXPOSURES),
                found->how.seed, draw);
        status = ctg_network_new(graph, &network, NULL, error);
    }
    if (!status)
        status = ctg_plan_new(network, found->scenario, &plan, error);
    if (!status)
        status = rank(plan, "impact", steps, &ranking, error);
    for (size_t i = 0; !status && i < found->node_count; i++)
        ranks[i * apart] = ctg_ranking_scores(ranking, 0)->rank[i];
    ctg_ranking_free(ranking);
    ctg_plan_free(plan);
    ctg_network_free(network);
    ctg_graph_free(graph);
    return status;
}

static int compare_ranks(const void *one, const void *other)
{
    const uint32_t a = *(const uint32_t *)one;
    const uint32_t b = *(const uint32_t *)other;

    return a < b ? -1 : a > b;
}

/* The ceil(q N)-th smallest. */
static uint32_t quantile(const uint32_t *sorted, size_t count, double q)
{
    const size_t at = (size_t)ceil(q * (double)count - 1e-9);

    return sorted[at ? at - 1 : 0];
}

static ctg_status find_intervals(ctg_findings *found, uint32_t *ranks,
                                 size_t draws, ctg_error *error)
{
    ctg__interval *intervals;

    if (!TAKE(&found->arena, intervals, found->node_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < found->node_count; i++) {
        uint32_t *const of = ranks + i * draws;

        qsort(of, found->draws, sizeof *of, compare_ranks);
        intervals[i] = (ctg__interval){quantile(of, found->draws, 0.05),
                                       quantile(of, found->draws, 0.95)};
    }
    found->intervals = intervals;
    return CTG_OK;
}

/* A graph that is refused once it is disturbed is no draw. */
static bool is_fatal(ctg_status status)
{
    return status == CTG_NO_MEMORY || status == CTG_CANCELLED ||
           status == CTG_INTERNAL;
}

static ctg_status draw_all(ctg_findings *found, size_t draws, ctg__steps *steps,
                           ctg_error *error)
{
    ctg__arena own = {NULL};
    ctg_status status = CTG_OK;
    ctg_error refused;
    uint32_t *ranks;

    if (!TAKE(&own, ranks, found->node_count * draws + 1))
        return ctg__fail_memory(error);
    for (size_t d = 1; !status && d <= draws; d++) {
        status =
            rank_draw(found, d, steps, ranks + found->draws, draws, &refused);
        found->draws += !status;
        if (status && !is_fatal(status))
            status = CTG_OK;
    }
    if (status)
        ctg__fail_as(error, &refused);
    else if (found->draws)
        status = find_intervals(found, ranks, draws, error);
    ctg__arena_clear(&own);
    return status;
}

/* --- the ranking -----------------------------------------------------------
 */

static size_t count_draws(const ctg_findings *found, double work)
{
    if (found->how.rank_draws != SIZE_MAX)
        return found->how.rank_draws;
    return work * DRAWS <= draws_work_most ? DRAWS : 0;
}

ctg_status ctg__gather_ranking(ctg_findings *found, ctg__steps *steps,
                               ctg_error *error)
{
    const double work = ctg__findings_work(found) * (double)found->node_count;
    ctg_error undefined;
    ctg_status status;
    size_t draws;

    if (!found->how.rank && work > ranking_work_most) {
        ctg__findings_note(found,
                           "the nodes are not ranked: that may take long, "
                           "unless --rank asks for it");
        return CTG_OK;
    }
    status = rank(found->plan, "impact,vulnerability,debtrank", steps,
                  &found->ranking, &undefined);
    if (status && !is_fatal(status))
        return CTG_OK; /* nothing is defined: no such section */
    if (status)
        return ctg__fail_as(error, &undefined);
    draws = count_draws(found, work);
    return draws && ctg_ranking_scores(found->ranking, 0)->defined
               ? draw_all(found, draws, steps, error)
               : CTG_OK;
}
