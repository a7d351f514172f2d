/*
 * Endogenous risk: the Perron vector of overlapping portfolios.
 *
 * Holders that no chain of common assets joins do not move each other: each
 * such group has a Perron vector of its own, and the one with the largest
 * radius is the graph's, unless another is as large. All groups are iterated
 * side by side.
 */
#include <math.h>

#include "rank/overlap.h"

enum { SWEEPS_MOST = 100000 };

/* Radii that differ by less, relative, are equal. */
static const double tie = 1e-9;

typedef struct iteration {
    ctg__overlap overlap;
    uint32_t *leader; /* per asset: another of its group, or itself */
    uint32_t *group;  /* per node: its group's first leader; CTG_NONE */
    double *radius;   /* per asset that leads: length of Omega x, |x| = 1 */
    double *x;
    double *next;
} iteration;

static uint32_t find(const uint32_t *leader, uint32_t asset)
{
    while (leader[asset] != asset)
        asset = leader[asset];
    return asset;
}

static bool moves(const ctg__overlap *o, size_t k)
{
    return o->value[k] * o->slope[o->holdings->asset[k]] > 0;
}

static void group_holders(iteration *it)
{
    const ctg__overlap *const o = &it->overlap;
    const ctg__holdings *const holdings = o->holdings;

    for (size_t a = 0; a < o->asset_count; a++)
        it->leader[a] = (uint32_t)a;
    for (size_t i = 0; i < o->node_count; i++) {
        it->group[i] = CTG_NONE;
        for (size_t k = holdings->start[i]; k < holdings->start[i + 1]; k++) {
            uint32_t own;

            if (!moves(o, k))
                continue;
            own = find(it->leader, holdings->asset[k]);
            it->leader[holdings->asset[k]] = own; /* keeps chains short */
            if (it->group[i] != CTG_NONE)
                it->leader[own] = find(it->leader, it->group[i]);
            else
                it->group[i] = own;
        }
    }
    for (size_t i = 0; i < o->node_count; i++)
        if (it->group[i] != CTG_NONE)
            it->group[i] = find(it->leader, it->group[i]);
}

/* x <- Omega x, of length 1 in every group; the largest change. */
static double step(iteration *it)
{
    const size_t nodes = it->overlap.node_count;
    double change = 0;

    ctg__overlap_apply(&it->overlap, it->x, it->next);
    for (size_t a = 0; a < it->overlap.asset_count; a++)
        it->radius[a] = 0;
    for (size_t i = 0; i < nodes; i++)
        if (it->group[i] != CTG_NONE)
            it->radius[it->group[i]] += it->next[i] * it->next[i];
    for (size_t a = 0; a < it->overlap.asset_count; a++)
        it->radius[a] = sqrt(it->radius[a]);
    for (size_t i = 0; i < nodes; i++) {
        const double next = it->group[i] == CTG_NONE
                                ? 0
                                : it->next[i] / it->radius[it->group[i]];

        change = fmax(change, fabs(next - it->x[i]));
        it->x[i] = next;
    }
    return change;
}

static ctg_status choose(const iteration *it, ctg_error *error)
{
    uint32_t best = 0;

    for (uint32_t a = 1; a < it->overlap.asset_count; a++)
        if (it->radius[a] > it->radius[best])
            best = a;
    for (uint32_t a = 0; a < it->overlap.asset_count; a++)
        if (a != best && it->radius[a] >= (1 - tie) * it->radius[best])
            return ctg__fail(error, CTG_NO_SOLUTION,
                             "two groups of holders without a common asset "
                             "are equally strong: there is not one Perron "
                             "vector");
    for (size_t i = 0; i < it->overlap.node_count; i++)
        if (it->group[i] != best)
            it->x[i] = 0;
    return CTG_OK;
}

static ctg_status score(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error)
{
    iteration it = {.x = scoring->score};
    ctg_status status = ctg__overlap_make(job, &it.overlap, error);

    (void)params;
    if (status)
        return status;
    if (!TAKE(&job->arena, it.leader, it.overlap.asset_count + 1) ||
        !TAKE(&job->arena, it.radius, it.overlap.asset_count + 1) ||
        !TAKE(&job->arena, it.group, it.overlap.node_count + 1) ||
        !TAKE(&job->arena, it.next, it.overlap.node_count + 1))
        return ctg__fail_memory(error);
    group_holders(&it);
    for (size_t i = 0; i < it.overlap.node_count; i++)
        it.x[i] = 1;
    for (int s = 0; s < SWEEPS_MOST; s++) {
        if (step(&it) <= 1e-14)
            return choose(&it, error);
        status = ctg__job_ask(job, (size_t)s, 0, error);
        if (status)
            return status;
    }
    return ctg__fail(error, CTG_NO_SOLUTION,
                     "the Perron vector is not found in %d steps: the next "
                     "eigenvalue is too close",
                     SWEEPS_MOST);
}

const ctg__measure ctg__measure_endogenous_risk = {
    .about = {.name = "endogenous-risk",
              .summary = "share in the worst common sale of all portfolios "
                         "(endogenous risk index)",
              .source = "Cont, Schaanning 2019: Perron vector, of length 1, "
                        "of liquidity-weighted overlaps"},
    .notes = {.orientation = "high: it holds much of what many others would "
                             "sell; 0: it is not among the holders who move "
                             "each other most",
              .undefined = "nobody holds an asset of finite depth, its law "
                           "is `sqrt`, or the vector is not unique",
              .unit = CTG_UNIT_NONE},
    .score = score,
};
