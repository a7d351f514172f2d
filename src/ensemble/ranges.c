/* Rankings of many networks: between which ranks a node is. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/kendall.h"
#include "base/memory.h"
#include "ensemble/ranges.h"

/* Up to so many draws all pairs of them are compared. */
enum { PAIRS_OF_MOST = 200, TOP_USUAL = 5 };

ctg_ranges_options ctg_ranges_options_default(void)
{
    return (ctg_ranges_options){.band = {0.05, 0.5, 0.95}, .top = TOP_USUAL};
}

/* Values of a node in the draws that have one. */
static size_t gather(const ctg__ranging *r, const ctg__scored *of, size_t node,
                     bool ranks)
{
    size_t count = 0;

    for (size_t d = 0; d < r->made->draws; d++) {
        const size_t at = d * r->made->nodes + node;

        if (of->ranks[at])
            r->values[count++] = ranks ? of->ranks[at] : of->scores[at];
    }
    return count;
}

static void find_band(const ctg__ranging *r, const ctg__scored *of, size_t node,
                      bool ranks, double *low, double *mid, double *high)
{
    const ctg_band *const band = &r->options->band;
    const size_t count = gather(r, of, node, ranks);

    ctg__sort_values(r->values, count);
    *low = ctg__quantile_of(r->values, count, band->low);
    *mid = ctg__quantile_of(r->values, count, band->mid);
    *high = ctg__quantile_of(r->values, count, band->high);
}

static void find_range(const ctg__ranging *r, const ctg__scored *of,
                       size_t node, ctg_node_range *found)
{
    const double *const ends =
        of->scores + (r->rows - CTG__END_COUNT) * r->made->nodes + node;
    size_t count;
    size_t first = 0;

    find_band(r, of, node, false, &found->score_low, &found->score_mid,
              &found->score_high);
    find_band(r, of, node, true, &found->rank_low, &found->rank_mid,
              &found->rank_high);
    count = gather(r, of, node, true);
    for (size_t k = 0; k < count; k++)
        first += r->values[k] <= (double)r->options->top;
    found->top = count ? (double)first / (double)count : (double)NAN;
    found->score_ras = ends[CTG__END_RAS * r->made->nodes];
    found->score_fewest = ends[CTG__END_FEWEST * r->made->nodes];
}

typedef struct agreeing {
    double sum;
    size_t count;
} agreeing;

/* Of one draw with those after it: all, or of many those 1, 2, 4, ... on. */
static void agree_with(const ctg__ranging *r, const ctg__scored *of,
                       size_t draw, uint32_t *room, agreeing *found)
{
    const size_t draws = r->made->draws;
    const size_t nodes = r->made->nodes;
    const uint32_t *const ranks = of->ranks + draw * nodes;
    uint32_t *const scratch = room + nodes;

    ctg__kendall_order(ranks, nodes, room, scratch);
    for (size_t step = 1; draw + step < draws;
         step = draws <= PAIRS_OF_MOST ? step + 1 : 2 * step) {
        const double tau = ctg__kendall(room, ranks, ranks + step * nodes,
                                        nodes, scratch, NULL);

        if (!isnan(tau)) {
            found->sum += tau;
            found->count++;
        }
    }
}

/* The mean over pairs of draws. */
static ctg_status agree(const ctg__ranging *r, const ctg__scored *of,
                        double *agreement)
{
    uint32_t *const room =
        ctg__allocate_array(r->made->nodes + 1, 3 * sizeof *room);
    agreeing found = {0};

    if (!room)
        return ctg__fail_memory(r->error);
    for (size_t draw = 0; draw < r->made->draws; draw++)
        agree_with(r, of, draw, room, &found);
    ctg__release(room);
    *agreement = found.count ? found.sum / (double)found.count : (double)NAN;
    return CTG_OK;
}

/* By the first measure: rank_mid, then score_mid, then row. */
static bool comes_before(const ctg_node_range *a, const ctg_node_range *b)
{
    if (isnan(a->rank_mid) || isnan(b->rank_mid))
        return !isnan(a->rank_mid) && isnan(b->rank_mid);
    if (a->rank_mid != b->rank_mid)
        return a->rank_mid < b->rank_mid;
    return a->score_mid > b->score_mid;
}

static void merge(const ctg_node_range *ranges, ctg_node *order,
                  ctg_node *scratch, size_t count)
{
    const size_t half = count / 2;
    size_t a = 0;
    size_t b = half;

    if (count < 2)
        return;
    merge(ranges, order, scratch, half);
    merge(ranges, order + half, scratch, count - half);
    for (size_t k = 0; k < count; k++)
        scratch[k] =
            b == count || (a < half &&
                           !comes_before(&ranges[order[b]], &ranges[order[a]]))
                ? order[a++]
                : order[b++];
    memcpy(order, scratch, count * sizeof *order);
}

static bool is_partial(const ctg_ranges_options *options)
{
    return options->share && options->share->is_partial;
}

static ctg_status finish(ctg__ranging *r)
{
    ctg_ranges *const made = r->made;
    ctg_node *scratch;
    ctg_status status = CTG_OK;

    for (size_t m = 0; !status && m < made->count; m++) {
        ctg_node_range *nodes;

        if (!TAKE(&made->arena, nodes, made->nodes + 1))
            return ctg__fail_memory(r->error);
        for (size_t i = 0; i < made->nodes; i++)
            find_range(r, &r->scored[m], i, &nodes[i]);
        made->measures[m].nodes = nodes;
        made->measures[m].undefined += r->without;
        status = agree(r, &r->scored[m], &made->measures[m].agreement);
    }
    if (!status && !TAKE(&made->arena, scratch, made->nodes + 1))
        return ctg__fail_memory(r->error);
    if (status || !made->count)
        return status;
    for (size_t i = 0; i < made->nodes; i++)
        made->order[i] = (ctg_node)i;
    merge(made->measures[0].nodes, made->order, scratch, made->nodes);
    return CTG_OK;
}

ctg_status ctg_ranges_new(ctg_ensemble *ensemble, const ctg_scenario *scenario,
                          const char *measures,
                          const ctg_ranges_options *options,
                          ctg_ranges **ranges, ctg_error *error)
{
    const ctg_ranges_options standard = ctg_ranges_options_default();
    ctg__ranging r = {.ensemble = ensemble,
                      .scenario = scenario,
                      .measures = measures,
                      .options = options ? options : &standard,
                      .error = error};
    ctg_status status;

    r.made = ctg__allocate_zeroed(sizeof *r.made);
    if (!r.made)
        return ctg__fail_memory(error);
    r.made->draws = ctg_ensemble_count(ensemble);
    r.made->nodes = ensemble->nodes;
    r.rows = r.made->draws + CTG__END_COUNT;
    ctg__ensemble_listen(ensemble, r.options->progress,
                         r.options->progress_context);
    status = ctg__ranging_make_room(&r);
    if (!status)
        status = ctg__ranging_draws(&r);
    if (!status && !is_partial(r.options))
        status = ctg__ranging_ends(&r);
    if (!status && !is_partial(r.options))
        status = finish(&r);
    ctg__ensemble_listen(ensemble, NULL, NULL);
    if (status) {
        ctg_ranges_free(r.made);
        return status;
    }
    *ranges = r.made;
    return CTG_OK;
}

void ctg_ranges_free(ctg_ranges *ranges)
{
    if (!ranges)
        return;
    ctg__arena_clear(&ranges->arena);
    ctg__release(ranges);
}

size_t ctg_ranges_draws(const ctg_ranges *ranges)
{
    return ranges->draws;
}

size_t ctg_ranges_nodes(const ctg_ranges *ranges)
{
    return ranges->nodes;
}

const ctg_measure_range *ctg_ranges_measure(const ctg_ranges *ranges,
                                            size_t index)
{
    return index < ranges->count ? &ranges->measures[index] : NULL;
}

const ctg_node *ctg_ranges_order(const ctg_ranges *ranges)
{
    return ranges->order;
}
