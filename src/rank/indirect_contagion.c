/* Indirect contagion: what others lose when a node sells all it holds. */
#include "rank/overlap.h"

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    ctg__overlap o;
    double *ones;
    ctg_status status = ctg__overlap_make(job, &o, error);

    (void)params;
    if (status)
        return status;
    if (!TAKE(&job->arena, ones, o.node_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < o.node_count; i++)
        ones[i] = 1;
    ctg__overlap_apply(&o, ones, scoring->score);
    for (size_t i = 0; i < o.node_count; i++)
        for (size_t k = o.holdings->start[i]; k < o.holdings->start[i + 1]; k++)
            if (o.value[k] > 0)
                scoring->score[i] -=
                    o.value[k] * o.value[k] * o.slope[o.holdings->asset[k]];
    return CTG_OK;
}

const ctg__measure ctg__measure_indirect_contagion = {
    .about = {.name = "indirect-contagion",
              .summary = "what others lose by prices if the node sells all "
                         "it holds (indirect contagion index)",
              .source = "Cont, Schaanning 2019: row sums of liquidity-weighted "
                        "overlaps without the diagonal"},
    .notes = {.orientation = "high: its sales hurt others much, to first "
                             "order",
              .undefined = "nobody holds an asset of finite depth, or its "
                           "law is `sqrt`",
              .unit = CTG_UNIT_MONEY},
    .score = score,
};
