/* The totals that the networks of a file have, as its first line says them. */
#include <string.h>

#include "data/graph.h"
#include "ensemble/ensemble.h"
#include "reconstruct/replaced.h"

static ctg_status set_column(ctg_graph *graph, const char *name,
                             const double *values, size_t count,
                             ctg_error *error)
{
    size_t index;
    const ctg_status status = ctg__graph_need_column(
        graph, CTG_NODES, name, strlen(name), &index, error);

    if (!status)
        memcpy(graph->tables[CTG_NODES].columns[index].number, values,
               count * sizeof *values);
    return status;
}

/* A graph whose exposures are those known, and that reports the totals. */
static ctg_status make_known(ctg_ensemble *e, const ctg_link *known,
                             size_t known_count, ctg_error *error)
{
    const ctg_drawn drawn = {.claims = known, .count = known_count};
    ctg_status status =
        ctg__graph_without_exposures(e->graph, NULL, &e->known, error);

    if (!status)
        status = ctg__graph_replace_exposures(e->known, &drawn, error);
    if (!status)
        status =
            set_column(e->known, "reported_claims", e->claims, e->nodes, error);
    return status ? status
                  : set_column(e->known, "reported_debts", e->debts, e->nodes,
                               error);
}

ctg_status ctg__ensemble_file_totals(ctg_ensemble *e, const ctg_link *known,
                                     size_t known_count, const ctg_link *zeros,
                                     size_t zero_count, ctg_error *error)
{
    ctg_totals_options options = ctg_totals_options_default();
    ctg_error refused;
    ctg_status status = make_known(e, known, known_count, error);

    if (status)
        return status;
    options.barred = zeros;
    options.barred_count = zero_count;
    status = ctg_totals_new(e->known, &options, &e->of_file, &refused);
    /* Networks of a file need no totals that go together. */
    if (status == CTG_BAD_INPUT)
        return CTG_OK;
    if (status)
        return ctg__fail_as(error, &refused);
    e->totals = e->of_file;
    return CTG_OK;
}
