/*
 * What a price impact law is to the engine. To add one, write impact_NAME.c
 * that defines ctg__impact_NAME and give it a row in impacts.def.
 */
#ifndef ENGINE_IMPACT_H
#define ENGINE_IMPACT_H

#include <stdbool.h>
#include <stdint.h>

#include <contagraph/variant.h>

#include "data/plan.h"

/* Index into impacts.def. */
enum {
#define IMPACT(id) CTG__IMPACT_##id,
#include "engine/impacts.def"
#undef IMPACT
    CTG__IMPACT_COUNT
};

typedef struct ctg__pool {
    double depth; /* d, money, not infinite */
    double kappa;
    double floor; /* f0: share of the file's price */
    double fee;
    double floor_now; /* f = min(1, floor price / opening price) */
} ctg__pool;

typedef struct ctg__impact {
    ctg_variant about;
    /* New price and average price, as shares of the opening price, for a net
     * sale of v money (negative: a purchase, v >= -d/2). */
    double (*price)(const ctg__pool *pool, double v);
    double (*average)(const ctg__pool *pool, double v);
    /* Relative fall per money sold at v = 0; NaN: undefined. */
    double (*slope)(const ctg__pool *pool);
    /* Money to sell until the price has fallen by the share x; NaN: it does
     * not fall so far. NULL: no sale moves it. */
    double (*sold)(const ctg__pool *pool, double x);
    /* The least share that no sale reaches, where there is one; NULL: a price
     * can fall to 0. */
    double (*bottom)(const ctg__pool *pool);
    /* Depth above 0 after a net sale of v money (v >= -d/2), and the factor on
     * it of whoever moves the price to so many times what it was; NULL: depths
     * stay. */
    double (*depth_after)(const ctg__pool *pool, double v);
    double (*depth_moved)(double times);
} ctg__impact;

#define IMPACT(id) extern const ctg__impact ctg__impact_##id;
#include "engine/impacts.def"
#undef IMPACT

const ctg__impact *ctg__impact_at(uint8_t law);
/* The pool of an asset in the first books, at the file's price. */
ctg__pool ctg__pool_at(const ctg__assets *assets, ctg_asset asset);

/* Whether sales of an asset move its price: by its law, and its depth. */
bool ctg__sales_move(const ctg__assets *assets, ctg_asset asset);

/* The fall of an asset's price per money sold in the first books, with the
 * plan's impact_scale; at most DBL_MAX. NaN: its law has no slope. */
double ctg__impact_slope(const ctg_plan *plan, ctg_asset asset);

#endif
