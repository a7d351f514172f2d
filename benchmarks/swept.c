#include <config.h>

#include "swept.h"

#include <stdio.h>
#include <stdlib.h>

#include "bars.h"
#include "data/network.h"

double swept_once(const ctg_network *network)
{
    const ctg__exposures *const exposures = &network->exposures;
    const size_t count = network->nodes.count;
    double *const h = bars_room(count, sizeof *h);
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        h[i] = 1 / (double)(i + 1);
    for (size_t i = 0; i < count; i++)
        for (size_t e = exposures->start[i]; e < exposures->start[i + 1]; e++)
            sum += exposures->amount[e] * h[exposures->debtor[e]];
    free(h);
    return sum;
}

ctg_scenario *swept_scenario(const ctg_network *network)
{
    ctg_scenario *const scenario = ctg_scenario_new();
    ctg_error error;
    char shock[80];

    if (!scenario)
        bars_die("out of memory");
    snprintf(shock, sizeof shock, "node %s=default",
             ctg_graph_node_id(ctg_network_graph(network), 1));
    if (ctg_scenario_add_shock(scenario, shock, &error))
        bars_die(error.message);
    return scenario;
}

ctg_scenario *swept_row(const ctg_network *network, bool end_state)
{
    const ctg_sweep_options options = {.threads = 1, .end_state = end_state};
    ctg_scenario *const scenario = swept_scenario(network);
    ctg_summary summary;
    ctg_error error;
    size_t failed;

    if (ctg_sweep_run(network, (const ctg_scenario *const *)&scenario, 1,
                      &options, &summary, &failed, &error))
        bars_die(error.message);
    if (summary.by_rounds == end_state)
        bars_die("a row went the other way");
    return scenario;
}
