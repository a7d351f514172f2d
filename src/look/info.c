#include <contagraph/info.h>

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/asking.h"
#include "base/memory.h"
#include "data/matrix.h"
#include "engine/spiral.h"
#include "look/concentration.h"
#include "look/sold_at_once.h"

/* Of large networks no more digits than anybody looks at: they take as long
 * again. */
enum { LARGE = 200000 };

/* What is public, and what it lives in. */
typedef struct looking {
    ctg_info info; /* first: its address is the whole's */
    ctg__arena arena;
    const ctg_plan *plan;
    const ctg_network *network;
    ctg__matrix claims;
    ctg__asking asking;
} looking;

/* Between passes over all claims. */
static ctg_status ask(looking *look, ctg_error *error)
{
    return ctg__ask(&look->asking, 0, 0)
               ? CTG_OK
               : ctg__fail(error, CTG_CANCELLED, "cancelled");
}

static void count_tables(looking *look)
{
    const ctg_network *const network = look->network;

    look->info.nodes = network->nodes.count;
    look->info.exposures = network->exposures.count;
    look->info.assets = network->assets.count;
    look->info.holdings = network->holdings.count;
    look->info.venues = network->venues.count;
    look->info.accounts = network->accounts.count;
}

static void add_books(looking *look)
{
    const ctg__nodes *const nodes = &look->network->nodes;

    for (size_t i = 0; i < nodes->count; i++) {
        look->info.total_assets += nodes->assets[i];
        look->info.total_liabilities += nodes->liabilities[i];
        look->info.equity += fmax(0, nodes->equity[i]);
        look->info.without_equity +=
            !(nodes->equity[i] > 0) && !nodes->pass_through[i];
    }
}

static int smallest_first(const void *a, const void *b)
{
    const double one = *(const double *)a;
    const double other = *(const double *)b;

    return one < other ? -1 : one > other;
}

/* Assets may be 1e300 and equity 1e-300: then at the end of all numbers. */
static double leverage_of(double assets, double equity)
{
    return fmin(assets / equity, DBL_MAX);
}

static ctg_status measure_leverage(looking *look, ctg__arena *scratch,
                                   ctg_error *error)
{
    const ctg__nodes *const nodes = &look->network->nodes;
    ctg_info *const info = &look->info;
    double assets = 0;
    double equity = 0;
    double *leverage;

    if (!TAKE(scratch, leverage, nodes->count + 1))
        return ctg__fail_memory(error);
    info->most_levered = CTG_NONE;
    for (size_t i = 0; i < nodes->count; i++) {
        double own;

        if (!(nodes->equity[i] > 0) || nodes->pass_through[i])
            continue;
        own = leverage_of(nodes->assets[i], nodes->equity[i]);
        leverage[info->levered++] = own;
        assets += nodes->assets[i];
        equity += nodes->equity[i];
        if (info->most_levered == CTG_NONE || own > info->leverage_most) {
            info->leverage_most = own;
            info->most_levered = (ctg_node)i;
        }
    }
    if (!info->levered)
        return CTG_OK;
    qsort(leverage, info->levered, sizeof *leverage, smallest_first);
    info->leverage = leverage_of(assets, equity);
    info->leverage_median = leverage[(info->levered - 1) / 2];
    return CTG_OK;
}

/* The root of a node's tree, which it halves on the way. */
static uint32_t root_of(uint32_t *parent, uint32_t node)
{
    while (parent[node] != node) {
        parent[node] = parent[parent[node]];
        node = parent[node];
    }
    return node;
}

static ctg_status count_weak(looking *look, ctg__arena *scratch,
                             ctg_error *error)
{
    const ctg__matrix *const claims = &look->claims;
    uint32_t *parent;
    size_t *size;

    if (!TAKE(scratch, parent, claims->count + 1) ||
        !TAKE(scratch, size, claims->count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < claims->count; i++)
        parent[i] = (uint32_t)i;
    for (size_t i = 0; i < claims->count; i++)
        for (size_t k = claims->start[i]; k < claims->start[i + 1]; k++)
            parent[root_of(parent, claims->column[k])] =
                root_of(parent, (uint32_t)i);
    for (size_t i = 0; i < claims->count; i++)
        size[root_of(parent, (uint32_t)i)]++;
    for (size_t i = 0; i < claims->count; i++) {
        look->info.weak_components += size[i] > 0;
        if (size[i] > look->info.weak_largest)
            look->info.weak_largest = size[i];
    }
    return CTG_OK;
}

static ctg_status count_strong(looking *look, ctg__arena *scratch,
                               ctg_error *error)
{
    ctg__components components = {0};

    if (!ctg__components_find(&look->claims, scratch, &components))
        return ctg__fail_memory(error);
    look->info.strong_components = components.count;
    for (size_t c = 0; c < components.count; c++) {
        const size_t size = components.start[c + 1] - components.start[c];

        if (size > look->info.strong_largest)
            look->info.strong_largest = size;
    }
    return CTG_OK;
}

/* Pairs, and what nodes owe and are owed. */
static ctg_status measure_claims(looking *look, ctg__arena *scratch,
                                 ctg_error *error)
{
    const ctg__matrix *const claims = &look->claims;
    ctg_info *const info = &look->info;
    const double nodes = (double)claims->count;
    ctg__matrix debts;
    double *owed;
    double *owes;
    ctg_status status = ctg__matrix_transpose(claims, scratch, &debts, error);

    if (status)
        return status;
    if (!TAKE(scratch, owed, claims->count + 1) ||
        !TAKE(scratch, owes, claims->count + 1))
        return ctg__fail_memory(error);
    info->pairs = claims->start[claims->count];
    info->density = nodes > 1 ? (double)info->pairs / (nodes * (nodes - 1)) : 0;
    for (size_t i = 0; i < claims->count; i++) {
        size_t d = debts.start[i];

        for (size_t k = claims->start[i]; k < claims->start[i + 1]; k++) {
            owed[i] += claims->value[k];
            owes[claims->column[k]] += claims->value[k];
            while (d < debts.start[i + 1] &&
                   debts.column[d] < claims->column[k])
                d++;
            info->mutual +=
                d < debts.start[i + 1] && debts.column[d] == claims->column[k];
        }
        info->claims += owed[i];
        info->isolated += claims->start[i] == claims->start[i + 1] &&
                          debts.start[i] == debts.start[i + 1];
    }
    status = ctg__concentration_of(claims->count, owes, &info->by_debts, error);
    return status ? status
                  : ctg__concentration_of(claims->count, owed, &info->by_claims,
                                          error);
}

static double error_of(const ctg__radius *radius)
{
    return fmax(radius->upper - radius->value, radius->value - radius->lower);
}

static ctg_status find_radius(looking *look, bool transposed,
                              ctg__radius *radius, ctg_error *error)
{
    const bool is_large = look->network->exposures.count >= LARGE;
    ctg_status status =
        ctg__leverage_radius(look->network, transposed, is_large ? 1e-6 : 1e-10,
                             &look->asking, radius, error);

    /* On which side of 1 it is says whether distress grows. */
    if (!status && is_large && radius->lower <= 1 && radius->upper > 1)
        status = ctg__leverage_radius(look->network, transposed, 1e-10,
                                      &look->asking, radius, error);
    return status;
}

static ctg_status measure_radii(looking *look, ctg_error *error)
{
    ctg__radius radius;
    ctg_status status = find_radius(look, false, &radius, error);

    if (status)
        return status;
    look->info.radius = radius.value;
    look->info.radius_error = error_of(&radius);
    status = find_radius(look, true, &radius, error);
    if (status)
        return status;
    look->info.radius_swapped = radius.value;
    look->info.radius_swapped_error = error_of(&radius);
    return CTG_OK;
}

static ctg_status measure_spiral(looking *look, ctg__arena *scratch,
                                 ctg_error *error)
{
    double *own;

    if (!TAKE(&look->arena, own, look->network->assets.count + 1))
        return ctg__fail_memory(error);
    look->info.asset_spiral = own;
    return ctg__spiral(look->plan, scratch, own, &look->info.spiral,
                       &look->info.spiral_defined, error);
}

static ctg_status value_assets(looking *look, ctg_error *error)
{
    const size_t count = look->network->assets.count;
    double *premium;
    double *mark;
    double *sold;

    if (!TAKE(&look->arena, premium, count + 1) ||
        !TAKE(&look->arena, mark, count + 1) ||
        !TAKE(&look->arena, sold, count + 1))
        return ctg__fail_memory(error);
    ctg__marks_of(look->network, mark);
    for (ctg_asset a = 0; a < count; a++) {
        premium[a] = ctg__premium_of(look->network, a);
        sold[a] = ctg__sold_at_once(look->plan, a, mark[a]);
    }
    look->info.asset_premium = premium;
    look->info.asset_mark = mark;
    look->info.asset_sold = sold;
    return CTG_OK;
}

static ctg_status fill(looking *look, ctg__arena *scratch, ctg_error *error)
{
    ctg_status status;

    count_tables(look);
    add_books(look);
    status =
        ctg__matrix_of_claims(look->network, scratch, &look->claims, error);
    if (!status)
        status = ask(look, error);
    if (!status)
        status = measure_leverage(look, scratch, error);
    if (!status)
        status = measure_claims(look, scratch, error);
    if (!status)
        status = ctg__concentration_of(look->network->nodes.count,
                                       look->network->nodes.assets,
                                       &look->info.by_assets, error);
    if (!status)
        status = ask(look, error);
    if (!status)
        status = count_weak(look, scratch, error);
    if (!status)
        status = ask(look, error);
    if (!status)
        status = count_strong(look, scratch, error);
    if (!status)
        status = measure_radii(look, error);
    if (!status)
        status = value_assets(look, error);
    return status ? status : measure_spiral(look, scratch, error);
}

ctg_status ctg_info_new(const ctg_plan *plan, ctg_progress *progress,
                        void *progress_context, ctg_info **info,
                        ctg_error *error)
{
    looking *const look = ctg__allocate(sizeof *look);
    ctg__arena scratch = {0};
    ctg_status status;

    if (!look)
        return ctg__fail_memory(error);
    *look = (looking){
        .plan = plan,
        .network = plan->network,
        .asking = {.progress = progress, .context = progress_context}};
    status = fill(look, &scratch, error);
    ctg__arena_clear(&scratch);
    if (status) {
        ctg_info_free(&look->info);
        return status;
    }
    *info = &look->info;
    return CTG_OK;
}

void ctg_info_free(ctg_info *info)
{
    looking *const look = (looking *)info;

    if (!look)
        return;
    ctg__arena_clear(&look->arena);
    ctg__release(look);
}
