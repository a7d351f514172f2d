#include "ensemble/ensemble.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/graph.h"
#include "data/network.h"
#include "reconstruct/replaced.h"

ctg_status ctg__ensemble_start(const ctg_graph *graph, const char *outside,
                               ctg_ensemble **ensemble, ctg_error *error)
{
    ctg_ensemble *const made = ctg__allocate_zeroed(sizeof *made);
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    made->chains = 1;
    status = ctg__graph_without_exposures(graph, outside, &made->graph, error);
    if (status) {
        ctg_ensemble_free(made);
        return status;
    }
    made->nodes = ctg_graph_row_count(made->graph, CTG_NODES);
    *ensemble = made;
    return CTG_OK;
}

static ctg_status next_drawn(ctg_ensemble *ensemble, ctg_drawn *drawn,
                             ctg_error *error)
{
    return ctg_reconstruction_next(ensemble->made, drawn, error);
}

static ctg_status rewind_drawn(ctg_ensemble *ensemble, ctg_error *error)
{
    return ctg_reconstruction_rewind(ensemble->made, error);
}

static const ctg__draw_source of_reconstruction = {.next = next_drawn,
                                                   .rewind = rewind_drawn};

ctg_status ctg_ensemble_draw(ctg_reconstruction *made, const ctg_graph *graph,
                             ctg_ensemble **ensemble, ctg_error *error)
{
    const ctg_totals *const totals = ctg_reconstruction_totals(made);
    const ctg_reconstruct_facts facts = ctg_reconstruction_facts(made);
    const size_t given = ctg_graph_row_count(graph, CTG_NODES);
    const char *const outside =
        ctg_totals_node_count(totals) > given
            ? ctg_totals_node_id(totals, (ctg_node)given)
            : NULL;
    ctg_ensemble *started;
    ctg_status status = ctg__ensemble_start(graph, outside, &started, error);

    if (status)
        return status;
    started->source = &of_reconstruction;
    started->made = made;
    started->has_outside = outside != NULL;
    started->totals = totals;
    started->count = facts.draws ? facts.draws : 1;
    started->chains = ctg_reconstruction_chains(made);
    started->claims = ctg_totals_claims(totals);
    started->debts = ctg_totals_debts(totals);
    status = ctg__ensemble_settle(started, error);
    if (status) {
        ctg_ensemble_free(started);
        return status;
    }
    *ensemble = started;
    return CTG_OK;
}

void ctg_ensemble_free(ctg_ensemble *ensemble)
{
    if (!ensemble)
        return;
    if (ensemble->source && ensemble->source->release)
        ensemble->source->release(ensemble);
    ctg_network_free(ensemble->network);
    ctg_graph_free(ensemble->graph);
    ctg_totals_free(ensemble->of_file);
    ctg_graph_free(ensemble->known);
    ctg__arena_clear(&ensemble->arena);
    ctg__release(ensemble);
}

size_t ctg_ensemble_count(const ctg_ensemble *ensemble)
{
    return ensemble->count;
}

size_t ctg_ensemble_chains(const ctg_ensemble *ensemble)
{
    return ensemble->chains;
}

const ctg_graph *ctg_ensemble_graph(const ctg_ensemble *ensemble)
{
    return ensemble->graph;
}

double ctg_ensemble_total(const ctg_ensemble *ensemble)
{
    double sum = 0;

    for (size_t i = 0; i < ensemble->nodes; i++)
        sum += ensemble->claims[i];
    return sum;
}

double ctg_ensemble_difference(const ctg_ensemble *ensemble)
{
    return ensemble->given ? ensemble->difference / (double)ensemble->given : 0;
}

void ctg__ensemble_listen(ctg_ensemble *ensemble, ctg_progress *progress,
                          void *context)
{
    ensemble->progress = progress;
    ensemble->progress_context = context;
}

static ctg_status ask(const ctg_ensemble *ensemble, ctg_error *error)
{
    if (!ensemble->progress ||
        ensemble->progress(ensemble->progress_context, 0, 0))
        return CTG_OK;
    return ctg__fail(error, CTG_CANCELLED, "cancelled");
}

static ctg_status make_network(ctg_ensemble *ensemble, const ctg_drawn *drawn,
                               const ctg_network **network, ctg_error *error)
{
    ctg_status status =
        ctg__graph_replace_exposures(ensemble->graph, drawn, error);

    if (!status)
        status = ask(ensemble, error);
    if (!status)
        status = ctg__ensemble_close_books(ensemble, drawn, error);
    if (!status)
        status = ctg_network_take(ensemble->graph, ensemble->progress,
                                  ensemble->progress_context,
                                  &ensemble->network, NULL, error);
    if (status)
        return status;
    ensemble->network->owned = NULL; /* the next draw has the same graph */
    *network = ensemble->network;
    return CTG_OK;
}

static void drop_network(ctg_ensemble *ensemble)
{
    ctg_network_free(ensemble->network);
    ensemble->network = NULL;
}

ctg_status ctg_ensemble_next(ctg_ensemble *ensemble,
                             const ctg_network **network, ctg_error *error)
{
    ctg_drawn drawn = {0};
    ctg_status status;

    drop_network(ensemble);
    *network = NULL;
    status = ensemble->source->next(ensemble, &drawn, error);
    if (status || !drawn.claims)
        return status;
    status = make_network(ensemble, &drawn, network, error);
    if (!status)
        ensemble->drawn = drawn;
    ensemble->given += !status;
    return status;
}

/* The rest of the balance sheets, as far as draws have one. */
static ctg_status copy_books(const ctg_ensemble *from, ctg_graph *to,
                             ctg_error *error)
{
    static const char *const names[] = {"other_assets", "other_liabilities"};
    ctg_status status = CTG_OK;

    for (size_t k = 0; !status && from->has_equities && k < 2; k++) {
        size_t here;
        size_t there;

        status = ctg__graph_need_column(from->graph, CTG_NODES, names[k],
                                        strlen(names[k]), &here, error);
        if (!status)
            status = ctg__graph_need_column(to, CTG_NODES, names[k],
                                            strlen(names[k]), &there, error);
        if (!status)
            memcpy(to->tables[CTG_NODES].columns[there].number,
                   from->graph->tables[CTG_NODES].columns[here].number,
                   from->nodes * sizeof(double));
    }
    return status;
}

ctg_status ctg_ensemble_put(const ctg_ensemble *ensemble,
                            const ctg_graph *graph, ctg_graph **made,
                            ctg_error *error)
{
    const char *const outside =
        ensemble->has_outside
            ? ctg_graph_node_id(ensemble->graph, (ctg_node)ensemble->nodes - 1)
            : NULL;
    ctg_graph *put;
    ctg_status status;

    if (!ensemble->network)
        return ctg__fail(error, CTG_BAD_ARGUMENT, "no network is at hand");
    status = ctg__graph_without_exposures(graph, outside, &put, error);
    if (status)
        return status;
    status = ctg__graph_replace_exposures(put, &ensemble->drawn, error);
    if (!status)
        status = copy_books(ensemble, put, error);
    if (status)
        ctg_graph_free(put);
    else
        *made = put;
    return status;
}

ctg_status ctg_ensemble_skip(ctg_ensemble *ensemble, size_t count,
                             ctg_error *error)
{
    for (size_t k = 0; k < count; k++) {
        ctg_drawn drawn = {0};
        const ctg_status status =
            ensemble->source->next(ensemble, &drawn, error);

        if (status || !drawn.claims)
            return status;
        ensemble->given++;
    }
    return CTG_OK;
}

ctg_status ctg__ensemble_at(ctg_ensemble *ensemble, size_t index,
                            const ctg_network **network, double *difference,
                            ctg_error *error)
{
    ctg_status status = CTG_OK;

    if (index < ensemble->given)
        status = ctg_ensemble_rewind(ensemble, error);
    if (!status)
        status = ctg_ensemble_skip(ensemble, index - ensemble->given, error);
    ensemble->difference = 0;
    if (!status)
        status = ctg_ensemble_next(ensemble, network, error);
    *difference = ensemble->difference;
    return status;
}

void ctg__ensemble_add_given(ctg_ensemble *ensemble, double difference)
{
    ensemble->given++;
    ensemble->difference += difference;
}

ctg_status ctg_ensemble_rewind(ctg_ensemble *ensemble, ctg_error *error)
{
    ensemble->given = 0;
    ensemble->difference = 0;
    return ensemble->source->rewind(ensemble, error);
}

ctg_status ctg__ensemble_of_links(ctg_ensemble *ensemble, const ctg_link *links,
                                  size_t count, const ctg_network **network,
                                  ctg_error *error)
{
    const ctg_drawn drawn = {.claims = links, .count = count};
    const double difference = ensemble->difference;
    ctg_status status;

    drop_network(ensemble);
    *network = NULL;
    status = make_network(ensemble, &drawn, network, error);
    ensemble->difference = difference;
    return status;
}

/* A method's search for few links takes long where there are more nodes. */
enum { SEARCHED_MOST = 1000 };

ctg_status ctg__ensemble_end(ctg_ensemble *ensemble, ctg__end end,
                             const ctg_network **network, ctg_error *error)
{
    static const char *const methods[CTG__END_COUNT] = {
        [CTG__END_RAS] = "ras", [CTG__END_FEWEST] = "min-density"};
    ctg_reconstruct_options options = ctg_reconstruct_options_default();
    ctg_reconstruction *made = NULL;
    ctg_drawn drawn;
    ctg_status status;

    drop_network(ensemble);
    *network = NULL;
    if (!ensemble->totals)
        return CTG_OK;
    if (ensemble->made) {
        options = *ctg_reconstruction_options(ensemble->made);
        options.keep = (double)NAN;
    }
    if (ensemble->progress) {
        options.progress = ensemble->progress;
        options.progress_context = ensemble->progress_context;
    }
    if (ensemble->nodes > SEARCHED_MOST)
        options.restarts = 0;
    status = ctg_reconstruction_new(ensemble->totals, methods[end], &options,
                                    &made, error);
    if (status == CTG_BAD_ARGUMENT || status == CTG_NO_SOLUTION)
        /* Blocks; too large. */
        return CTG_OK;
    if (!status)
        status = ctg_reconstruction_next(made, &drawn, error);
    if (!status)
        status = ctg__ensemble_of_links(ensemble, drawn.claims, drawn.count,
                                        network, error);
    ctg_reconstruction_free(made);
    return status;
}

static int ascending(const void *one, const void *other)
{
    const double *const a = one;
    const double *const b = other;

    return (*a > *b) - (*a < *b);
}

void ctg__sort_values(double *values, size_t count)
{
    if (count)
        qsort(values, count, sizeof *values, ascending);
}

double ctg__quantile_of(const double *sorted, size_t count, double q)
{
    const double place = ceil(q * (double)count - 1e-9);
    size_t index;

    if (!count)
        return (double)NAN;
    index = place < 1 ? 0 : (size_t)place - 1;
    return sorted[index < count ? index : count - 1];
}
