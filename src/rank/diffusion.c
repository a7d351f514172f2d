/* Impact diffusion: how much of all reach leads through a node. */
#include "rank/topple.h"

enum { NODES_MOST = 300 };

static double total(const ctg__topple *topple, ctg_node silent, double *row)
{
    double sum = 0;

    for (size_t i = 0; i < topple->direct.count; i++) {
        if (i == silent)
            continue; /* its row is 0 */
        ctg__topple_row(topple, i, silent, row);
        for (size_t j = 0; j < topple->direct.count; j++)
            sum += row[j];
    }
    return sum;
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    ctg__topple topple;
    double *row;
    double all;
    ctg_status status;

    if (nodes > NODES_MOST)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "%zu nodes; ways around a node are summed for at "
                         "most %d",
                         nodes, NODES_MOST);
    status = ctg__topple_make(job, params[0] > 0.5, &topple, error);
    if (status)
        return status;
    if (!TAKE(&job->arena, row, nodes + 1))
        return ctg__fail_memory(error);
    all = total(&topple, CTG_NONE, row);
    for (size_t q = 0; q < nodes; q++)
        scoring->score[q] =
            topple.direct.start[q] < topple.direct.start[q + 1]
                ? all - total(&topple, (ctg_node)q, row)
                : 0;
    return CTG_OK;
}

const ctg__measure ctg__measure_diffusion = {
    .about = {.name = "diffusion",
              .summary = "fall of all reach between nodes if the node passed "
                         "nothing on",
              .source = "Silva et al. 2017",
              .params = ctg__topple_params,
              .param_count = 1},
    .notes = {.orientation = "high: it starts or passes on many defaults",
              .undefined = "there are no exposures, or more than 300 nodes",
              .unit = CTG_UNIT_NONE},
    .score = score,
};
