/* The k nodes whose joint default costs most. */
#include <math.h>
#include <stdio.h>

#include "rank/coalition.h"

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    const size_t size = (size_t)params[0];
    ctg__coalition coalition;
    ctg__key_set set;
    uint32_t *chosen;
    bool *in;
    ctg_status status;

    if (size > nodes)
        return ctg__fail(error, CTG_NO_SOLUTION, "there are only %zu nodes",
                         nodes);
    if (!TAKE(&job->arena, chosen, size + 1) ||
        !TAKE(&job->arena, in, nodes + 1))
        return ctg__fail_memory(error);
    status = ctg__coalition_make(job, &coalition, error);
    if (!status)
        status = ctg__key_set_find(nodes, size, ctg__coalition_loss,
                                   &coalition, (size_t)params[1], chosen, &set,
                                   error);
    for (size_t i = 0; !status && i < nodes; i++)
        scoring->score[i] = (double)NAN;
    for (size_t k = 0; !status && k < size; k++)
        in[chosen[k]] = true;
    /* What each adds to the others of the set. */
    for (size_t k = 0; !status && k < size; k++) {
        double without;

        in[chosen[k]] = false;
        status = ctg__coalition_loss(&coalition, nodes, in, &without, error);
        in[chosen[k]] = true;
        scoring->score[chosen[k]] = set.value - without;
    }
    if (!status)
        snprintf(scoring->remark, CTG__REMARK_ROOM,
                 "%zu nodes that cost %.6g together; %s, %zu sets tried", size,
                 set.value,
                 set.proven ? "no other set costs more"
                            : "greedy with swaps, no bound",
                 set.tried);
    return status;
}

static const ctg_param params[] = {
    {"k", 3, 1, 1000, "nodes in the set"},
    {"tries", 20000, 1, 1e9, "cascades at most; fewer sets are all tried"},
};

const ctg__measure ctg__measure_key_set = {
    .about = {.name = "key-set",
              .summary = "the k nodes that are worst together, by what each "
                         "adds to the others of the set",
              .source = "Kempe, Kleinberg, Tardos 2003",
              .params = params,
              .param_count = sizeof params / sizeof *params},
    .notes = {.orientation = "nodes with a score are the set; all others "
                             "have none",
              .undefined = "there are fewer than k nodes",
              .unit = CTG_UNIT_MONEY},
    .score = score,
};
