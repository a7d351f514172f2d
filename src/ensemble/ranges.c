/* Rankings of many networks: between which ranks a node is. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ensemble/ensemble.h"

/* Up to so many draws all pairs of them are compared. */
enum { PAIRS_OF_MOST = 200, TOP_USUAL = 5 };

static const double tie_share = 1e-9;

/* One measure in all draws, then in the ends: [row x nodes + node]. */
typedef struct scored {
    double *scores;
    uint32_t *ranks; /* 0: no score */
} scored;

struct ctg_ranges {
    ctg__arena arena;
    size_t draws;
    size_t nodes;
    size_t count; /* of measures */
    ctg_measure_range *measures;
    ctg_node *order;
};

typedef struct ranging {
    ctg_ensemble *ensemble;
    const ctg_scenario *scenario;
    const char *measures;
    const ctg_ranges_options *options;
    ctg_ranges *made;
    scored *scored;
    size_t rows;         /* all draws, then the ends */
    size_t without;      /* draws in which no measure is defined */
    double *values;      /* room for as many as draws */
    ctg_error undefined; /* why, of the first of them */
    ctg_error *error;
} ranging;

ctg_ranges_options ctg_ranges_options_default(void)
{
    return (ctg_ranges_options){.band = {0.05, 0.5, 0.95}, .top = TOP_USUAL};
}

static char *copy_text(ctg__arena *arena, const char *text)
{
    char *made;

    if (TAKE(arena, made, strlen(text) + 1))
        memcpy(made, text, strlen(text) + 1);
    return made;
}

/* Once the first ranking says how many measures there are. */
static ctg_status make_room(ranging *r, const ctg_ranking *ranking)
{
    ctg_ranges *const made = r->made;
    const size_t cells = r->rows * made->nodes;

    while (ctg_ranking_scores(ranking, made->count))
        made->count++;
    if (!TAKE(&made->arena, made->measures, made->count + 1) ||
        !TAKE(&made->arena, made->order, made->nodes + 1) ||
        !TAKE(&made->arena, r->scored, made->count + 1) ||
        !TAKE(&made->arena, r->values, made->draws + 1))
        return ctg__fail_memory(r->error);
    for (size_t m = 0; m < made->count; m++) {
        const ctg_scores *const scores = ctg_ranking_scores(ranking, m);
        scored *const of = &r->scored[m];

        made->measures[m].notes = scores->notes;
        made->measures[m].label = copy_text(&made->arena, scores->label);
        if (!made->measures[m].label ||
            !TAKE(&made->arena, of->scores, cells + 1) ||
            !TAKE(&made->arena, of->ranks, cells + 1))
            return ctg__fail_memory(r->error);
        for (size_t k = 0; k < cells; k++)
            of->scores[k] = (double)NAN;
    }
    return CTG_OK;
}

static int descending(const void *one, const void *other)
{
    const double *const a = one;
    const double *const b = other;

    return (*a < *b) - (*a > *b);
}

/* 1 + how many are above by more than a tie. */
static ctg_status rank(const double *scores, size_t nodes, uint32_t *ranks,
                       ctg_error *error)
{
    double *const sorted = ctg__allocate_array(nodes + 1, sizeof *sorted);
    size_t count = 0;
    double tie = 0;

    if (!sorted)
        return ctg__fail_memory(error);
    for (size_t i = 0; i < nodes; i++)
        if (!isnan(scores[i])) {
            sorted[count++] = scores[i];
            tie = fmax(tie, tie_share * fabs(scores[i]));
        }
    qsort(sorted, count, sizeof *sorted, descending);
    for (size_t i = 0; i < nodes; i++) {
        size_t low = 0;
        size_t high = count;

        ranks[i] = 0;
        if (isnan(scores[i]))
            continue;
        while (low < high) {
            const size_t middle = low + (high - low) / 2;

            if (sorted[middle] - scores[i] > tie)
                low = middle + 1;
            else
                high = middle;
        }
        ranks[i] = (uint32_t)low + 1;
    }
    ctg__release(sorted);
    return CTG_OK;
}

static ctg_status keep(ranging *r, size_t draw, const ctg_ranking *ranking,
                       bool counts)
{
    const size_t nodes = r->made->nodes;
    ctg_status status = CTG_OK;

    for (size_t m = 0; !status && m < r->made->count; m++) {
        const ctg_scores *const scores = ctg_ranking_scores(ranking, m);
        scored *const of = &r->scored[m];
        double *const row = of->scores + draw * nodes;

        r->made->measures[m].undefined += counts && !scores->defined;
        for (size_t i = 0; i < nodes; i++)
            row[i] = scores->defined && scores->rank[i] ? scores->score[i]
                                                        : (double)NAN;
        status = rank(row, nodes, of->ranks + draw * nodes, r->error);
    }
    return status;
}

/* A network where no measure is defined leaves its row without scores. */
static ctg_status rank_draw(ranging *r, const ctg_network *network, size_t draw,
                            bool counts)
{
    const ctg_ranking_options options = {.progress = r->options->progress,
                                         .progress_context =
                                             r->options->progress_context};
    ctg_plan *plan = NULL;
    ctg_ranking *ranking = NULL;
    ctg_status status = ctg_plan_new(network, r->scenario, &plan, r->error);

    if (!status)
        status =
            ctg_ranking_new(plan, r->measures, &options, &ranking, r->error);
    ctg_plan_free(plan);
    if (status == CTG_NO_SOLUTION) {
        if (!r->without)
            r->undefined = *r->error;
        r->without += counts;
        return CTG_OK;
    }
    if (!status && !r->made->count)
        status = make_room(r, ranking);
    if (!status)
        status = keep(r, draw, ranking, counts);
    ctg_ranking_free(ranking);
    return status;
}

/* The same of the two ends, once it is known what there is to rank. */
static ctg_status rank_ends(ranging *r)
{
    const size_t first = r->rows - CTG__END_COUNT;
    ctg_status status = CTG_OK;

    for (size_t end = 0; !status && r->made->count && end < CTG__END_COUNT;
         end++) {
        const ctg_network *network;

        status =
            ctg__ensemble_end(r->ensemble, (ctg__end)end, &network, r->error);
        if (!status && network)
            status = rank_draw(r, network, first + end, false);
    }
    return status;
}

/* Values of a node in the draws that have one. */
static size_t gather(const ranging *r, const scored *of, size_t node,
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

static void find_band(const ranging *r, const scored *of, size_t node,
                      bool ranks, double *low, double *mid, double *high)
{
    const ctg_band *const band = &r->options->band;
    const size_t count = gather(r, of, node, ranks);

    *low = ctg__quantile_of(r->values, count, band->low);
    *mid = ctg__quantile_of(r->values, count, band->mid);
    *high = ctg__quantile_of(r->values, count, band->high);
}

static void find_range(const ranging *r, const scored *of, size_t node,
                       ctg_node_range *found)
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

/* Means over pairs of draws: all, or of many those 1, 2, 4, ... apart. */
static ctg_status agree(ranging *r, const scored *of, double *agreement)
{
    const size_t draws = r->made->draws;
    const size_t nodes = r->made->nodes;
    double sum = 0;
    size_t count = 0;

    for (size_t a = 0; a < draws; a++)
        for (size_t step = 1; a + step < draws;
             step = draws <= PAIRS_OF_MOST ? step + 1 : 2 * step) {
            ctg_agreement found;
            const ctg_status status = ctg_rank_agreement(
                nodes, of->ranks + a * nodes, of->ranks + (a + step) * nodes,
                &found, r->error);

            if (status)
                return status;
            if (!isnan(found.tau)) {
                sum += found.tau;
                count++;
            }
        }
    *agreement = count ? sum / (double)count : (double)NAN;
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

static ctg_status finish(ranging *r)
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
    ranging r = {.ensemble = ensemble,
                 .scenario = scenario,
                 .measures = measures,
                 .options = options ? options : &standard,
                 .error = error};
    const ctg_network *network = NULL;
    ctg_status status = CTG_OK;

    r.made = ctg__allocate_zeroed(sizeof *r.made);
    if (!r.made)
        return ctg__fail_memory(error);
    r.made->draws = ctg_ensemble_count(ensemble);
    r.made->nodes = ensemble->nodes;
    r.rows = r.made->draws + CTG__END_COUNT;
    for (size_t d = 0; !status && d < r.made->draws; d++) {
        status = ctg_ensemble_next(ensemble, &network, error);
        if (!status && !network) {
            r.made->draws = d;
            break;
        }
        if (!status)
            status = rank_draw(&r, network, d, true);
    }
    if (!status && !r.made->count && r.without) {
        *error = r.undefined;
        status = CTG_NO_SOLUTION;
    }
    if (!status)
        status = rank_ends(&r);
    if (!status)
        status = finish(&r);
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
