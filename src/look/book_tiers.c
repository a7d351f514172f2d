#include "look/book_tiers.h"

#include <math.h>
#include <stdlib.h>

#include "data/tiers.h"

/* N - D and D as prices are scaled by x: a + b x. */
typedef struct line {
    double fixed;
    double moving;
} line;

typedef struct gap {
    line left; /* N - D */
    line debt; /* D */
} gap;

static double at(line l, double x)
{
    return l.fixed + l.moving * x;
}

static bool is_tiered(const ctg__markets *markets, uint32_t market)
{
    return market != CTG_NONE &&
           markets->tier_start[market + 1] - markets->tier_start[market] > 1;
}

bool ctg__has_tiers(const ctg_network *network, size_t account)
{
    const ctg__accounts *const accounts = &network->accounts;

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++)
        if (is_tiered(&network->markets, accounts->market[l]))
            return true;
    return false;
}

static double value_of(const ctg_network *network, size_t leg)
{
    const ctg_asset asset = network->accounts.asset[leg];

    return network->accounts.quantity[leg] *
           (asset == CTG_NONE ? 1 : network->assets.price[asset]);
}

static bool moves(const ctg_network *network, const bool *chosen, size_t leg)
{
    const ctg_asset asset = network->accounts.asset[leg];

    return asset != CTG_NONE && chosen[asset];
}

static int downwards(const void *one, const void *other)
{
    const double a = *(const double *)one;
    const double b = *(const double *)other;

    return a > b ? -1 : a < b;
}

/* Where legs change their tiers, between 1 and 0, from the top; both ends. */
static size_t list_breaks(const ctg_network *network, const bool *chosen,
                          size_t account, double *breaks)
{
    const ctg__accounts *const accounts = &network->accounts;
    size_t count = 0;

    breaks[count++] = 1;
    breaks[count++] = 0;
    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        const double n = fabs(value_of(network, l));
        ctg__tiers tiers;

        if (!is_tiered(&network->markets, accounts->market[l]) ||
            !moves(network, chosen, l))
            continue;
        tiers = ctg__file_tiers(&network->markets, accounts->market[l]);
        for (size_t k = 1; k < tiers.count; k++)
            if (tiers.above[k] < n)
                breaks[count++] = tiers.above[k] / n;
    }
    qsort(breaks, count, sizeof *breaks, downwards);
    return count;
}

/* The lines of a stretch of prices, found at a point within it. */
static gap lines_at(const ctg_network *network, const bool *chosen,
                    size_t account, double x)
{
    const ctg__accounts *const accounts = &network->accounts;
    gap found = {0};

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        const bool moving = moves(network, chosen, l);
        const double value = value_of(network, l);
        const double n = fabs(value);
        double m = 0;
        double d = 0;

        if (accounts->market[l] != CTG_NONE) {
            const ctg__tiers tiers =
                ctg__file_tiers(&network->markets, accounts->market[l]);
            const size_t k = ctg__tier_at(&tiers, moving ? n * x : n);

            m = tiers.rate[k];
            d = tiers.deduction[k];
        }
        *(moving ? &found.left.moving : &found.left.fixed) += value - m * n;
        found.left.fixed += d;
        if (value < 0) {
            *(moving ? &found.debt.moving : &found.debt.fixed) += (1 + m) * n;
            found.debt.fixed -= d;
        }
    }
    return found;
}

static bool is_unhealthy(const gap *g, double x)
{
    return at(g->left, x) < -1e-12 * fabs(at(g->debt, x));
}

ctg_status ctg__tiered_fall(const ctg_network *network, const bool *chosen,
                            size_t account, double *fall, ctg_error *error)
{
    const ctg__accounts *const accounts = &network->accounts;
    const size_t tiers =
        network->markets.tier_start[network->markets.count] + 2;
    const size_t legs =
        accounts->leg_start[account + 1] - accounts->leg_start[account];
    ctg__arena arena = {0};
    double *breaks;
    size_t count;

    if (!TAKE(&arena, breaks, 2 + legs * tiers))
        return ctg__fail_memory(error);
    count = list_breaks(network, chosen, account, breaks);
    *fall = 2;
    for (size_t k = 0; k + 1 < count && *fall > 1; k++) {
        const double top = breaks[k];
        const double low = breaks[k + 1];
        const gap g = lines_at(network, chosen, account, (top + low) / 2);

        if (is_unhealthy(&g, top))
            *fall = 1 - top;
        else if (top > low && is_unhealthy(&g, low))
            *fall = fmin(1, fmax(1 - top, 1 + g.left.fixed / g.left.moving));
    }
    ctg__arena_clear(&arena);
    return CTG_OK;
}
