#include "engine/spiral.h"

#include <float.h>
#include <math.h>
#include <stdint.h>

#include "data/graph.h"
#include "engine/impact.h"

/* Good enough for a number that people read. */
static const double close_enough = 1e-13;

/* Holdings visited at most: below a second. */
static const double most_work = 2e8;

/*
 * G = D B: D the slopes, B_ab = sum of pull_i value_ia value_ib over holders.
 * B is symmetric without negative eigenvalues, so power iteration cannot
 * oscillate, and the quotient of Rayleigh bounds the radius from below while
 * the largest (G x)_a / x_a bounds it from above.
 */
typedef struct spiral {
    const ctg__holdings *holdings;
    size_t node_count;
    size_t asset_count;
    double *pull;  /* (lambda - 1) / value of the positive holdings; 0: none */
    double *value; /* of each holding; 0 for a short */
    double *slope; /* per asset, of money sold */
    double *x;
    double *forced; /* B x */
} spiral;

static double target_of(const ctg_plan *plan, size_t node)
{
    const ctg__nodes *const nodes = &plan->network->nodes;
    double most = nodes->leverage_max[node];
    double target = nodes->leverage_target[node];

    if (isnan(most))
        most = plan->leverage_max;
    if (isnan(target))
        target = plan->leverage_target;
    if (isnan(target) || isnan(most))
        target = most; /* without a limit there is no target either */
    return target == CTG__INITIAL ? nodes->assets[node] / nodes->equity[node]
                                  : target;
}

static double pull_of(const spiral *s, const ctg_plan *plan, size_t node)
{
    const ctg__nodes *const nodes = &plan->network->nodes;
    double value = 0;
    double target;

    if (nodes->pass_through[node] || !(nodes->equity[node] > 0))
        return 0;
    target = target_of(plan, node);
    if (!(target > 1))
        return 0;
    for (size_t k = s->holdings->start[node]; k < s->holdings->start[node + 1];
         k++)
        value += s->value[k];
    return value > 0 ? (target - 1) / value : 0;
}

static double slope_of(const ctg_plan *plan, size_t asset)
{
    const ctg__assets *const assets = &plan->network->assets;
    const ctg__pool pool = {
        .depth = assets->depth[asset],
        .kappa = assets->kappa[asset],
        .floor = assets->floor[asset],
        .fee = assets->fee[asset],
        .floor_now = assets->floor[asset],
    };

    if (plan->impact_scale == 0 || isinf(pool.depth))
        return 0;
    return plan->impact_scale *
           ctg__impact_at(assets->impact[asset])->slope(&pool);
}

/* false when nobody could be forced to sell. */
static bool set_up(spiral *s, const ctg_plan *plan)
{
    const ctg__assets *const assets = &plan->network->assets;
    bool any = false;

    for (size_t k = 0; k < s->holdings->count; k++)
        s->value[k] = fmax(0, s->holdings->quantity[k] *
                                  assets->price[s->holdings->asset[k]]);
    for (size_t i = 0; i < s->node_count; i++) {
        s->pull[i] = pull_of(s, plan, i);
        any = any || s->pull[i] > 0;
    }
    for (size_t a = 0; a < s->asset_count; a++)
        s->slope[a] = slope_of(plan, a);
    return any;
}

/* G_aa; NaN where a holder would sell and the law has no slope. */
static void fill_own(const spiral *s, double *own)
{
    for (size_t a = 0; a < s->asset_count; a++)
        own[a] = 0;
    for (size_t i = 0; i < s->node_count; i++)
        for (size_t k = s->holdings->start[i];
             s->pull[i] > 0 && k < s->holdings->start[i + 1]; k++)
            own[s->holdings->asset[k]] +=
                s->pull[i] * s->value[k] * s->value[k];
    for (size_t a = 0; a < s->asset_count; a++)
        own[a] = own[a] > 0 ? own[a] * s->slope[a] : 0;
}

static void force(const spiral *s)
{
    for (size_t a = 0; a < s->asset_count; a++)
        s->forced[a] = 0;
    for (size_t i = 0; i < s->node_count; i++) {
        double loss = 0;

        if (!(s->pull[i] > 0))
            continue;
        for (size_t k = s->holdings->start[i]; k < s->holdings->start[i + 1];
             k++)
            loss += s->value[k] * s->x[s->holdings->asset[k]];
        for (size_t k = s->holdings->start[i]; k < s->holdings->start[i + 1];
             k++)
            s->forced[s->holdings->asset[k]] += s->pull[i] * s->value[k] * loss;
    }
}

/* x <- G x / its largest; the bounds that the old x gave. */
static void iterate(const spiral *s, double *low, double *high)
{
    double above = 0;
    double below = 0;
    double most = 0;

    force(s);
    *high = 0;
    for (size_t a = 0; a < s->asset_count; a++) {
        const double x = s->x[a];
        const double next = s->slope[a] * s->forced[a];

        if (!(s->slope[a] > 0) || !(s->forced[a] > 0)) {
            s->x[a] = 0; /* nothing comes back to a price that cannot fall */
            continue;
        }
        above += x * s->forced[a];
        below += x * x / s->slope[a];
        *high = fmax(*high, next / x);
        s->x[a] = next;
        most = fmax(most, next);
    }
    *low = below > 0 ? above / below : 0;
    for (size_t a = 0; a < s->asset_count; a++)
        if (s->x[a] > 0)
            s->x[a] = fmax(s->x[a] / most, DBL_MIN);
}

static double radius(const spiral *s)
{
    const double size = (double)(s->holdings->count + s->asset_count);
    double low = 0;
    double high = 0;

    for (size_t a = 0; a < s->asset_count; a++)
        s->x[a] = s->slope[a] > 0;
    for (double work = 0; work < most_work; work += size) {
        iterate(s, &low, &high);
        if (high - low <= close_enough * high)
            break;
    }
    return low;
}

/* Whether somebody who can be forced to sell is short of something. */
static bool has_shorts(const spiral *s)
{
    for (size_t i = 0; i < s->node_count; i++)
        for (size_t k = s->holdings->start[i];
             s->pull[i] > 0 && k < s->holdings->start[i + 1]; k++)
            if (s->holdings->quantity[k] < 0)
                return true;
    return false;
}

/* G itself, of the assets whose price can fall: a short gains by a fall. */
static ctg_status signed_radius(const spiral *s, const ctg_plan *plan,
                                double *radius_found, ctg__arena *arena,
                                ctg_error *error)
{
    const double *const price = plan->network->assets.price;
    size_t *place;
    double *matrix;
    double *scratch;
    size_t n = 0;

    if (!TAKE(arena, place, s->asset_count + 1))
        return ctg__fail_memory(error);
    for (size_t a = 0; a < s->asset_count; a++)
        place[a] = s->slope[a] > 0 ? n++ : SIZE_MAX;
    if (!TAKE(arena, matrix, n * n) || !TAKE(arena, scratch, n * n + 2 * n))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < s->node_count; i++)
        for (size_t k = s->holdings->start[i];
             s->pull[i] > 0 && k < s->holdings->start[i + 1]; k++) {
            const ctg_asset a = s->holdings->asset[k];

            for (size_t l = s->holdings->start[i];
                 place[a] != SIZE_MAX && l < s->holdings->start[i + 1]; l++) {
                const ctg_asset b = s->holdings->asset[l];

                if (place[b] != SIZE_MAX)
                    matrix[place[a] * n + place[b]] +=
                        s->slope[a] * s->pull[i] * s->value[k] *
                        s->holdings->quantity[l] * price[b];
            }
        }
    *radius_found = ctg__signed_radius(matrix, scratch, n);
    return CTG_OK;
}

ctg_status ctg__spiral(const ctg_plan *plan, ctg__arena *arena, double *own,
                       double *system, bool *defined, ctg_error *error)
{
    const ctg__holdings *const holdings = &plan->network->holdings;
    const size_t nodes = plan->network->nodes.count;
    const size_t assets = plan->network->assets.count;
    spiral s = {
        .holdings = holdings, .node_count = nodes, .asset_count = assets};

    *system = 0;
    *defined = true;
    if (!own && !TAKE(arena, own, assets + 1))
        return ctg__fail_memory(error);
    for (size_t a = 0; a < assets; a++)
        own[a] = 0;
    if (!holdings->count)
        return CTG_OK;
    if (!TAKE(arena, s.pull, nodes + 1) ||
        !TAKE(arena, s.value, holdings->count) ||
        !TAKE(arena, s.slope, assets + 1) || !TAKE(arena, s.x, assets + 1) ||
        !TAKE(arena, s.forced, assets + 1))
        return ctg__fail_memory(error);
    if (!set_up(&s, plan))
        return CTG_OK;
    fill_own(&s, own);
    for (size_t a = 0; a < assets; a++)
        if (isnan(own[a]))
            *defined = false;
    if (*defined && has_shorts(&s))
        return signed_radius(&s, plan, system, arena, error);
    if (*defined)
        *system = radius(&s);
    return CTG_OK;
}
