#include "engine/spiral.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>

#include "data/graph.h"
#include "data/spectral_dense.h"
#include "engine/impact.h"

/* Good enough for a number that people read. */
static const double close_enough = 1e-13;

/* Holdings visited at most: below a second. */
static const double most_work = 2e8;

/* Iterations after which squaring is tried, if there are few assets. */
enum { PATIENCE = 500 };

/*
 * G_ab = slope_a x sum of (lambda_i - 1) value_ia share_ib, share = value over
 * that of all positive holdings of i. With the roots of the slopes taken to
 * both sides it is U'U, U_ia = share_ia sqrt((lambda_i - 1) value_i slope_a):
 * symmetric without negative eigenvalues, so that power iteration cannot
 * oscillate, the quotient of Rayleigh bounds the radius from below and the
 * largest (U'U x)_a / x_a from above. U is kept divided by 2^scale, which
 * makes its largest entry about 1 whatever the magnitudes.
 */
typedef struct spiral {
    const ctg__holdings *holdings;
    size_t node_count;
    size_t asset_count;
    double *above; /* lambda - 1 of who can be forced to sell; else 0 */
    double *value; /* per node: of its positive holdings */
    double *slope; /* per asset, of money sold; NaN: has none */
    double *u;     /* per holding */
    int scale;
    double *x;
    double *forced; /* U'U x */
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

static double above_of(const ctg_plan *plan, size_t node)
{
    const ctg__nodes *const nodes = &plan->network->nodes;
    double target;

    if (nodes->pass_through[node] || !(nodes->equity[node] > 0))
        return 0;
    target = target_of(plan, node);
    return target > 1 ? fmin(target - 1, DBL_MAX) : 0;
}

static double value_of(const ctg_plan *plan, size_t holding)
{
    const ctg__holdings *const holdings = &plan->network->holdings;

    return holdings->quantity[holding] *
           plan->network->assets.price[holdings->asset[holding]];
}

/* false when nobody could be forced to sell. */
static bool set_up(spiral *s, const ctg_plan *plan)
{
    bool any = false;

    for (size_t i = 0; i < s->node_count; i++) {
        double value = 0;

        for (size_t k = s->holdings->start[i]; k < s->holdings->start[i + 1];
             k++)
            value += fmax(0, value_of(plan, k));
        s->value[i] = fmin(value, DBL_MAX);
        s->above[i] = value > 0 ? above_of(plan, i) : 0;
        any = any || s->above[i] > 0;
    }
    for (size_t a = 0; a < s->asset_count; a++)
        s->slope[a] = ctg__impact_slope(plan, (ctg_asset)a);
    return any;
}

/* The square of U_ia; 0 where nothing is sold or no price falls. */
static ctg__scaled square_of(const spiral *s, const ctg_plan *plan, size_t i,
                             size_t k)
{
    const double slope = s->slope[s->holdings->asset[k]];
    const double share = value_of(plan, k) / s->value[i];
    ctg__scaled square = ctg__scaled_of(s->above[i]);

    if (!(share > 0) || !(slope > 0))
        return (ctg__scaled){0, 0};
    square = ctg__scaled_times(square, share);
    square = ctg__scaled_times(square, share);
    square = ctg__scaled_times(square, s->value[i]);
    return ctg__scaled_times(square, slope);
}

/* U, and the power of two that it is divided by. */
static void fill_u(spiral *s, const ctg_plan *plan)
{
    int most = INT_MIN;

    for (int pass = 0; pass < 2; pass++) {
        s->scale = most == INT_MIN ? 0 : most;
        for (size_t i = 0; i < s->node_count; i++)
            for (size_t k = s->holdings->start[i];
                 s->above[i] > 0 && k < s->holdings->start[i + 1]; k++) {
                const ctg__scaled root =
                    ctg__scaled_root(square_of(s, plan, i, k));

                if (pass)
                    s->u[k] = ctg__scaled_less(root, s->scale);
                else if (root.part > 0 && root.power > most)
                    most = root.power;
            }
    }
}

/* What U'U comes to, without the scale. */
static double unscaled(const spiral *s, double number)
{
    return ctg__scaled_less(ctg__scaled_of(number), -2 * s->scale);
}

/* G_aa; NaN where a holder would sell and the law has no slope. */
static void fill_own(const spiral *s, const ctg_plan *plan, double *own)
{
    for (size_t i = 0; i < s->node_count; i++)
        for (size_t k = s->holdings->start[i];
             s->above[i] > 0 && k < s->holdings->start[i + 1]; k++) {
            const ctg_asset a = s->holdings->asset[k];

            own[a] += value_of(plan, k) > 0 && isnan(s->slope[a])
                          ? (double)NAN
                          : s->u[k] * s->u[k];
        }
    for (size_t a = 0; a < s->asset_count; a++)
        if (own[a] > 0)
            own[a] = unscaled(s, own[a]);
}

/* forced = U'U x; the sum of squares of U x. */
static double force(const spiral *s)
{
    double squares = 0;

    for (size_t a = 0; a < s->asset_count; a++)
        s->forced[a] = 0;
    for (size_t i = 0; i < s->node_count; i++) {
        double loss = 0;

        if (!(s->above[i] > 0))
            continue;
        for (size_t k = s->holdings->start[i]; k < s->holdings->start[i + 1];
             k++)
            loss += s->u[k] * s->x[s->holdings->asset[k]];
        for (size_t k = s->holdings->start[i]; k < s->holdings->start[i + 1];
             k++)
            s->forced[s->holdings->asset[k]] += s->u[k] * loss;
        squares += loss * loss;
    }
    return squares;
}

/* x <- U'U x / its largest; the bounds that the old x gave. */
static void iterate(const spiral *s, double *low, double *high)
{
    const double above = force(s);
    double below = 0;
    double most = 0;

    *high = 0;
    for (size_t a = 0; a < s->asset_count; a++) {
        const double x = s->x[a];

        s->x[a] = 0; /* nothing comes back to a price that cannot fall */
        if (!(s->forced[a] > 0))
            continue;
        below += x * x;
        *high = fmax(*high, s->forced[a] / x);
        s->x[a] = s->forced[a];
        most = fmax(most, s->forced[a]);
    }
    *low = below > 0 ? above / below : 0;
    for (size_t a = 0; a < s->asset_count; a++)
        if (s->x[a] > 0)
            s->x[a] = fmax(s->x[a] / most, DBL_MIN);
}

/* Whether somebody who can be forced to sell is short of something. */
static bool has_shorts(const spiral *s)
{
    for (size_t i = 0; i < s->node_count; i++)
        for (size_t k = s->holdings->start[i];
             s->above[i] > 0 && k < s->holdings->start[i + 1]; k++)
            if (s->holdings->quantity[k] < 0)
                return true;
    return false;
}

/* What the fall of b makes i sell of a: U_ia, and for U_ib with its sign; a
 * short gains by a fall. */
static ctg__scaled entry_of(const spiral *s, const ctg_plan *plan, size_t i,
                            size_t k, size_t l)
{
    const double *const slope = s->slope;
    ctg__scaled made = ctg__scaled_of(s->above[i]);

    made = ctg__scaled_times(made, value_of(plan, k) / s->value[i]);
    made = ctg__scaled_times(made, value_of(plan, l));
    made = ctg__scaled_times(made, sqrt(slope[s->holdings->asset[k]]));
    return ctg__scaled_times(made, sqrt(slope[s->holdings->asset[l]]));
}

/* Adds each entry, less the power of two that makes the largest about 1. */
static void fill_dense(const spiral *s, const ctg_plan *plan,
                       const size_t *place, size_t n, double *matrix,
                       int *power)
{
    const ctg__holdings *const holdings = s->holdings;
    int most = INT_MIN;

    for (int pass = 0; pass < 2; pass++) {
        *power = most == INT_MIN ? 0 : most;
        for (size_t i = 0; i < s->node_count; i++)
            for (size_t k = holdings->start[i];
                 s->above[i] > 0 && k < holdings->start[i + 1]; k++) {
                const size_t row = place[holdings->asset[k]];

                for (size_t l = holdings->start[i];
                     row != SIZE_MAX && value_of(plan, k) > 0 &&
                     l < holdings->start[i + 1];
                     l++) {
                    const size_t column = place[holdings->asset[l]];
                    ctg__scaled entry;

                    if (column == SIZE_MAX)
                        continue;
                    entry = entry_of(s, plan, i, k, l);
                    if (pass)
                        matrix[row * n + column] +=
                            ctg__scaled_less(entry, *power);
                    else if (entry.part != 0 && entry.power > most)
                        most = entry.power;
                }
            }
    }
}

/* G itself, of the assets whose price can fall. */
static ctg_status dense_radius(const spiral *s, const ctg_plan *plan,
                               double *radius_found, ctg__arena *arena,
                               ctg_error *error)
{
    size_t *place;
    double *matrix;
    double *scratch;
    size_t n = 0;
    int power;

    if (!TAKE(arena, place, s->asset_count + 1))
        return ctg__fail_memory(error);
    for (size_t a = 0; a < s->asset_count; a++)
        place[a] = s->slope[a] > 0 ? n++ : SIZE_MAX;
    if (!TAKE(arena, matrix, n * n) || !TAKE(arena, scratch, n * n + 2 * n))
        return ctg__fail_memory(error);
    fill_dense(s, plan, place, n, matrix, &power);
    *radius_found = ctg__scaled_less(
        ctg__scaled_of(ctg__dense_radius(matrix, scratch, n)), -power);
    return CTG_OK;
}

/* By iteration; where that takes long, and can be squared, by squaring. */
static ctg_status radius(const spiral *s, const ctg_plan *plan,
                         double *radius_found, ctg__arena *arena,
                         ctg_error *error)
{
    const double size = (double)(s->holdings->count + s->asset_count);
    size_t falling = 0;
    size_t done = 0;
    double low = 0;
    double high = 0;

    for (size_t a = 0; a < s->asset_count; a++) {
        s->x[a] = s->slope[a] > 0;
        falling += s->slope[a] > 0;
    }
    for (double work = 0; work < most_work; work += size) {
        iterate(s, &low, &high);
        if (high - low <= close_enough * high)
            break;
        if (++done == PATIENCE && falling <= CTG__DENSE_MOST)
            return dense_radius(s, plan, radius_found, arena, error);
    }
    *radius_found = unscaled(s, low);
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
    if (!TAKE(arena, s.above, nodes + 1) || !TAKE(arena, s.value, nodes + 1) ||
        !TAKE(arena, s.slope, assets + 1) ||
        !TAKE(arena, s.u, holdings->count) || !TAKE(arena, s.x, assets + 1) ||
        !TAKE(arena, s.forced, assets + 1))
        return ctg__fail_memory(error);
    if (!set_up(&s, plan))
        return CTG_OK;
    fill_u(&s, plan);
    fill_own(&s, plan, own);
    for (size_t a = 0; a < assets; a++)
        if (isnan(own[a]))
            *defined = false;
    if (!*defined)
        return CTG_OK;
    return has_shorts(&s) ? dense_radius(&s, plan, system, arena, error)
                          : radius(&s, plan, system, arena, error);
}
