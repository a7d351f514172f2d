/* Endogenous risk: the Perron vector of overlapping portfolios. */
#include <math.h>

#include "rank/overlap.h"

enum { SWEEPS_MOST = 100000 };

/* x <- Omega x at length 1; the largest change. */
static double step(const ctg__overlap *o, double *x, double *next)
{
    double length = 0;
    double change = 0;

    ctg__overlap_apply(o, x, next);
    for (size_t i = 0; i < o->node_count; i++)
        length += next[i] * next[i];
    length = sqrt(length);
    for (size_t i = 0; i < o->node_count; i++) {
        change = fmax(change, fabs(next[i] / length - x[i]));
        x[i] = next[i] / length;
    }
    return change;
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    ctg__overlap o;
    double *next;
    ctg_status status = ctg__overlap_make(job, &o, error);

    (void)params;
    if (status)
        return status;
    if (!TAKE(&job->arena, next, o.node_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < o.node_count; i++)
        scoring->score[i] = 1;
    for (int s = 0; s < SWEEPS_MOST; s++)
        if (step(&o, scoring->score, next) <= 1e-14)
            return CTG_OK;
    return ctg__fail(error, CTG_NO_SOLUTION,
                     "two groups of holders are equally strong: there is not "
                     "one Perron vector");
}

const ctg__measure ctg__measure_endogenous_risk = {
    .about = {.name = "endogenous-risk",
              .summary = "share in the worst common sale of all portfolios "
                         "(endogenous risk index)",
              .source = "Cont, Schaanning 2019: Perron vector, of length 1, "
                        "of liquidity-weighted overlaps"},
    .notes = {.orientation = "high: it holds much of what many others would "
                             "sell",
              .undefined = "nobody holds an asset of finite depth, its law "
                           "is `sqrt`, or the vector is not unique",
              .unit = CTG_UNIT_NONE},
    .score = score,
};
