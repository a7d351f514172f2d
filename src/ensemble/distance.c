/* How far networks made from totals are from one that is known. */
#include <contagraph/results.h>

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/memory.h"
#include "data/graph.h"
#include "data/network.h"
#include "ensemble/ensemble.h"
#include "ensemble/network_pairs.h"
#include "ensemble/spearman.h"
#include "reconstruct/marginals.h"

struct ctg_distances {
    ctg__arena arena;
    size_t count;
    size_t keys;
    double known_links;
    ctg_distance *of; /* each draw, then the mean network */
    ctg_distance mean;
    double *known_summary;
};

/* What a network does in the scenario. */
typedef struct done {
    double *summary; /* by key; NaN: cannot be run */
    double *impact;  /* by node; NaN: undefined */
} done;

typedef struct measuring {
    ctg_ensemble *ensemble;
    const ctg_scenario *scenario;
    const ctg_ranges_options *options;
    ctg_distances *made;
    double total; /* of the cells that are free */
    ctg__cells known;
    ctg__cells drawn;
    ctg__cells sum; /* of all draws */
    done truth;
    done now;
    ctg_error *error;
} measuring;

static ctg_status take_room(measuring *m)
{
    ctg__arena *const arena = &m->made->arena;
    const size_t nodes = m->ensemble->nodes;
    const size_t rows = m->made->count + 1;
    double *figures;

    while (ctg_summary_key_at(m->made->keys))
        m->made->keys++;
    if (!TAKE(arena, m->made->of, rows) ||
        !TAKE(arena, figures, (rows + 1) * m->made->keys + 1) ||
        !TAKE(arena, m->truth.summary, m->made->keys + 1) ||
        !TAKE(arena, m->now.summary, m->made->keys + 1) ||
        !TAKE(arena, m->truth.impact, nodes + 1) ||
        !TAKE(arena, m->now.impact, nodes + 1))
        return ctg__fail_memory(m->error);
    for (size_t d = 0; d < rows; d++)
        m->made->of[d].summary = figures + d * m->made->keys;
    m->made->mean.summary = figures + rows * m->made->keys;
    m->made->known_summary = m->truth.summary;
    return CTG_OK;
}

static ctg_status run(const measuring *m, const ctg_plan *plan, done *found)
{
    ctg_run_options options = ctg_run_options_default();
    ctg_run *made = NULL;
    ctg_status status;

    options.ledger = false;
    options.progress = m->options->progress;
    options.progress_context = m->options->progress_context;
    status = ctg_run_new(plan, &options, &made, m->error);
    for (size_t k = 0; !status && k < m->made->keys; k++)
        found->summary[k] = ctg_summary_value(ctg_run_summary(made), k);
    ctg_run_free(made);
    return status;
}

/* `row_of` NULL: nodes are the ensemble's. */
static ctg_status rank(const measuring *m, const ctg_plan *plan, size_t nodes,
                       const ctg_node *row_of, done *found)
{
    const ctg_ranking_options options = {.progress = m->options->progress,
                                         .progress_context =
                                             m->options->progress_context};
    ctg_ranking *ranking = NULL;
    const ctg_status status =
        ctg_ranking_new(plan, "impact", &options, &ranking, m->error);

    if (status == CTG_NO_SOLUTION)
        return CTG_OK;
    for (size_t i = 0; !status && i < nodes; i++) {
        const ctg_scores *const scores = ctg_ranking_scores(ranking, 0);

        if (scores->defined && scores->rank[i])
            found->impact[row_of ? row_of[i] : i] = scores->score[i];
    }
    ctg_ranking_free(ranking);
    return status;
}

/* Runs and ranks a network that has balance sheets. */
static ctg_status look(const measuring *m, const ctg_network *network,
                       const ctg_node *row_of, done *found)
{
    ctg_plan *plan = NULL;
    ctg_status status;

    for (size_t k = 0; k < m->made->keys; k++)
        found->summary[k] = (double)NAN;
    for (size_t i = 0; i < m->ensemble->nodes; i++)
        found->impact[i] = (double)NAN;
    if (!ctg_network_has_equities(network))
        return CTG_OK;
    status = ctg_plan_new(network, m->scenario, &plan, m->error);
    if (!status)
        status = run(m, plan, found);
    if (!status)
        status = rank(m, plan, ctg_network_node_count(network), row_of, found);
    ctg_plan_free(plan);
    return status;
}

/* Both have the same ids; the node outside is of the draws alone. */
static ctg_status match(const measuring *m, const ctg_graph *known,
                        ctg_node *row_of)
{
    const ctg_graph *const graph = m->ensemble->graph;
    const size_t given = m->ensemble->nodes - m->ensemble->has_outside;
    const size_t count = ctg_graph_row_count(known, CTG_NODES);

    for (size_t i = 0; i < count; i++) {
        const char *const id = ctg_graph_node_id(known, (ctg_node)i);

        row_of[i] = ctg_graph_find_node(graph, id);
        if (row_of[i] == CTG_NONE)
            return ctg__fail(m->error, CTG_NOT_FOUND,
                             "the known network has a node '%.100s' that the "
                             "graph has not",
                             id);
    }
    for (size_t i = 0; i < given; i++) {
        const char *const id = ctg_graph_node_id(graph, (ctg_node)i);

        if (ctg_graph_find_node(known, id) == CTG_NONE)
            return ctg__fail(m->error, CTG_NOT_FOUND,
                             "the known network has no node '%.100s'", id);
    }
    return CTG_OK;
}

static ctg_status take_known(measuring *m, const ctg_graph *known)
{
    ctg_network *network = NULL;
    ctg_node *row_of;
    ctg_status status;

    if (!TAKE(&m->made->arena, row_of,
              ctg_graph_row_count(known, CTG_NODES) + 1))
        return ctg__fail_memory(m->error);
    status = match(m, known, row_of);
    if (!status)
        status = ctg_network_new(known, &network, NULL, m->error);
    if (!status)
        status = ctg__cells_take(&m->known, network, row_of, m->error);
    if (!status)
        status = look(m, network, row_of, &m->truth);
    ctg_network_free(network);
    m->made->known_links = (double)m->known.count;
    return status;
}

/* Over both lists at once, which are in one order. */
static void compare(const measuring *m, const ctg__cells *x, ctg_distance *of)
{
    const ctg__cells *const y = &m->known;
    double moved = 0;
    double products = 0;
    double x_squares = 0;
    double y_squares = 0;
    double common = 0;

    for (size_t a = 0, b = 0; a < x->count || b < y->count;) {
        const int order = a == x->count ? 1
                          : b == y->count
                              ? -1
                              : ctg__cell_order(&x->items[a], &y->items[b]);
        const double one = order <= 0 ? x->items[a++].amount : 0;
        const double other = order >= 0 ? y->items[b++].amount : 0;

        moved += fabs(one - other);
        products += one * other;
        x_squares += one * one;
        y_squares += other * other;
        common += order == 0;
    }
    of->links = (double)x->count;
    of->l1 = m->total > 0 ? moved / (2 * m->total) : 0;
    of->cosine = products / sqrt(x_squares * y_squares);
    of->jaccard = common / ((double)x->count + (double)y->count - common);
    of->precision = common / (double)x->count;
    of->recall = common / (double)y->count;
}

static ctg_status measure(measuring *m, const ctg_network *network,
                          ctg_distance *of)
{
    ctg_status status = ctg__cells_take(&m->drawn, network, NULL, m->error);

    if (!status)
        status = look(m, network, NULL, &m->now);
    if (status)
        return status;
    compare(m, &m->drawn, of);
    for (size_t k = 0; k < m->made->keys; k++)
        of->summary[k] = m->now.summary[k] - m->truth.summary[k];
    return ctg__spearman(m->now.impact, m->truth.impact, m->ensemble->nodes,
                         &of->impact, m->error);
}

static ctg_status measure_draws(measuring *m)
{
    const size_t draws = m->made->count;

    for (size_t d = 0; d < draws; d++) {
        const ctg_network *network;
        ctg_status status = ctg_ensemble_next(m->ensemble, &network, m->error);

        if (!status && !network) {
            m->made->of[d] = m->made->of[draws];
            m->made->count = d;
            return CTG_OK;
        }
        if (!status)
            status = measure(m, network, &m->made->of[d]);
        if (!status)
            status = ctg__cells_add(&m->sum, &m->drawn, m->error);
        if (status)
            return status;
    }
    return CTG_OK;
}

static ctg_status measure_mean_network(measuring *m)
{
    const size_t draws = m->made->count;
    const ctg_network *network = NULL;
    ctg_link *links;
    ctg_status status;

    if (!draws)
        return CTG_OK;
    if (!TAKE(&m->made->arena, links, m->sum.count + 1))
        return ctg__fail_memory(m->error);
    for (size_t k = 0; k < m->sum.count; k++) {
        links[k] = m->sum.items[k];
        links[k].amount /= (double)draws;
    }
    status = ctg__ensemble_of_links(m->ensemble, links, m->sum.count, &network,
                                    m->error);
    return status ? status : measure(m, network, &m->made->of[draws]);
}

/* Of the draws in which a figure is defined. */
static double mean_of(const ctg_distances *made, size_t offset)
{
    double sum = 0;
    size_t count = 0;

    for (size_t d = 0; d < made->count; d++) {
        double value;

        memcpy(&value, (const char *)&made->of[d] + offset, sizeof value);
        if (!isnan(value)) {
            sum += value;
            count++;
        }
    }
    return count ? sum / (double)count : (double)NAN;
}

static void find_means(ctg_distances *made)
{
    ctg_distance *const mean = &made->mean;

    mean->links = mean_of(made, offsetof(ctg_distance, links));
    mean->l1 = mean_of(made, offsetof(ctg_distance, l1));
    mean->cosine = mean_of(made, offsetof(ctg_distance, cosine));
    mean->jaccard = mean_of(made, offsetof(ctg_distance, jaccard));
    mean->precision = mean_of(made, offsetof(ctg_distance, precision));
    mean->recall = mean_of(made, offsetof(ctg_distance, recall));
    mean->impact = mean_of(made, offsetof(ctg_distance, impact));
    for (size_t k = 0; k < made->keys; k++) {
        double sum = 0;

        for (size_t d = 0; d < made->count; d++)
            sum += made->of[d].summary[k];
        mean->summary[k] = sum / (double)made->count;
    }
}

ctg_status ctg_distances_new(ctg_ensemble *ensemble, const ctg_graph *known,
                             const ctg_scenario *scenario,
                             const ctg_ranges_options *options,
                             ctg_distances **distances, ctg_error *error)
{
    const ctg_ranges_options standard = ctg_ranges_options_default();
    measuring m = {.ensemble = ensemble,
                   .scenario = scenario,
                   .options = options ? options : &standard,
                   .total = ensemble->totals ? ensemble->totals->total
                                             : ctg_ensemble_total(ensemble),
                   .error = error};
    ctg_status status;

    m.made = ctg__allocate_zeroed(sizeof *m.made);
    if (!m.made)
        return ctg__fail_memory(error);
    m.made->count = ctg_ensemble_count(ensemble);
    ctg__ensemble_listen(ensemble, m.options->progress,
                         m.options->progress_context);
    status = take_room(&m);
    if (!status)
        status = take_known(&m, known);
    if (!status)
        status = measure_draws(&m);
    if (!status)
        status = measure_mean_network(&m);
    ctg__ensemble_listen(ensemble, NULL, NULL);
    ctg__cells_clear(&m.known);
    ctg__cells_clear(&m.drawn);
    ctg__cells_clear(&m.sum);
    if (status) {
        ctg_distances_free(m.made);
        return status;
    }
    find_means(m.made);
    *distances = m.made;
    return CTG_OK;
}

void ctg_distances_free(ctg_distances *distances)
{
    if (!distances)
        return;
    ctg__arena_clear(&distances->arena);
    ctg__release(distances);
}

size_t ctg_distances_count(const ctg_distances *distances)
{
    return distances->count;
}

const ctg_distance *ctg_distances_at(const ctg_distances *distances,
                                     size_t index)
{
    return index < distances->count ? &distances->of[index] : NULL;
}

const ctg_distance *ctg_distances_mean(const ctg_distances *distances)
{
    return &distances->mean;
}

const ctg_distance *ctg_distances_of_mean(const ctg_distances *distances)
{
    return &distances->of[distances->count];
}

double ctg_distances_known_links(const ctg_distances *distances)
{
    return distances->known_links;
}

const double *ctg_distances_known_summary(const ctg_distances *distances)
{
    return distances->known_summary;
}
