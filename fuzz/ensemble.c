/*
 * Any bytes as an ensemble: JSON lines, the first of them the stamp; its first
 * networks, then the first of them again.
 */
#include <contagraph/ensemble.h>

#include "world.h"

enum { NETWORKS_MOST = 4 };

static ctg_status next(ctg_ensemble *ensemble, const ctg_network **network)
{
    ctg_error error = {0};
    const ctg_status status = ctg_ensemble_next(ensemble, network, &error);

    fuzz_require_clean(status, &error);
    return status;
}

/* Into the graph that the ensemble is of. */
static void put(const ctg_ensemble *ensemble)
{
    ctg_graph *made = NULL;
    ctg_error error = {0};

    fuzz_require_clean(
        ctg_ensemble_put(ensemble, fuzz_fixed_world()->graph, &made, &error),
        &error);
    ctg_graph_free(made);
}

static void take_networks(ctg_ensemble *ensemble)
{
    const ctg_network *network;
    ctg_error error = {0};

    for (size_t k = 0; k < NETWORKS_MOST; k++) {
        network = NULL;
        if (next(ensemble, &network) || !network)
            break;
        if (k == 0 && ctg_network_node_count(network) ==
                          ctg_network_node_count(fuzz_fixed_world()->network))
            put(ensemble);
    }
    if (ctg_ensemble_rewind(ensemble, &error) == CTG_OK &&
        ctg_ensemble_skip(ensemble, 1, &error) == CTG_OK)
        (void)next(ensemble, &network);
}

void fuzz_ensemble(const uint8_t *data, size_t size)
{
    ctg_ensemble *ensemble = NULL;
    ctg_error error = {0};
    const ctg_status status = ctg_ensemble_open(
        fuzz_file(0, data, size), fuzz_fixed_world()->graph, &ensemble, &error);

    fuzz_require_clean(status, &error);
    if (!status)
        take_networks(ensemble);
    ctg_ensemble_free(ensemble);
}
