/*
 * Inside a network. Made by compile/, read by everything that computes,
 * never changed. Nothing here is checked again: every index is in range,
 * every number finite unless this page says that NaN or an infinity is a
 * value, every rate in [0, 1].
 *
 * Counts are size_t, indices uint32_t; CTG_NONE is the numeraire among assets
 * and "nobody" among nodes.
 */
#ifndef DATA_NETWORK_H
#define DATA_NETWORK_H

#include <stdbool.h>
#include <stdint.h>

#include <contagraph/network.h>

#include "base/arena.h"
#include "base/error.h"
#include "text/words.h"

/* Valuation of a node that leaves it to the scenario. */
#define CTG__NO_RULE UINT8_MAX

typedef enum ctg__oracle_kind {
    CTG__ORACLE_MARKET,
    CTG__ORACLE_FIXED,
    CTG__ORACLE_LAG,       /* parameter: rounds */
    CTG__ORACLE_DEVIATION, /* parameter: share */
    CTG__ORACLE_BLEND /* parameter: the market's share of index and market */
} ctg__oracle_kind;

typedef enum ctg__venue_type {
#define VENUE(ID, ...) CTG__##ID,
#include "data/venues.def"
#undef VENUE
    CTG__VENUE_TYPES
} ctg__venue_type;

typedef enum ctg__layer_kind {
#define LAYER(ID, word) CTG__##ID,
#include "data/layers.def"
#undef LAYER
    CTG__LAYER_KINDS
} ctg__layer_kind;

/* Rows start[i] .. start[i + 1] - 1 belong to i. */

typedef struct ctg__nodes {
    size_t count;
    double *equity;      /* E0: as given or computed, at the first books */
    double *assets;      /* gross, at the first books */
    double *liabilities; /* at face */
    double *cash;
    double *other_assets;      /* residuals filled in */
    double *other_liabilities; /* residuals filled in */
    double *weight;            /* total assets where not given */
    double *recovery;          /* NaN: the scenario's */
    double *leverage_max;      /* NaN: the scenario's; CTG__INITIAL */
    double *leverage_target;   /* NaN: the scenario's; CTG__INITIAL */
    double *volatility;        /* NaN: the scenario's sigma */
    uint8_t *valuation;        /* index into valuations.def; CTG__NO_RULE */
    bool *pass_through;
    /* Without the aid that some are given; NULL: nobody is (data/aid.h). */
    const double *unaided_equity;
    const double *unaided_assets;
} ctg__nodes;

/*
 * Exposures in creditor order, within a creditor by debtor, then by row:
 * entries start[i] .. start[i + 1] - 1 are what node i is owed.
 */
typedef struct ctg__exposures {
    size_t count;
    size_t *start; /* node_count + 1 */
    ctg_node *debtor;
    double *amount;      /* money, or units of `asset` */
    ctg_asset *asset;    /* NULL: all numeraire */
    double *recovery;    /* NULL: none given; NaN: the debtor's */
    uint32_t *seniority; /* NULL: all 0 */
    double *maturity;    /* days; NULL: all long; NaN: long */
    uint32_t *row;       /* row of the exposures table */
    /* The transpose: entries by_debtor[debtor_start[j] ..] are what j owes,
     * in order of creditor, then of row. */
    size_t *debtor_start;
    uint32_t *by_debtor;       /* index of the entry */
    ctg_node *debtor_creditor; /* its creditor */
    /* Entry of each kept row in file order: file_order[0 .. count - 1]. */
    uint32_t *file_order;
} ctg__exposures;

typedef struct ctg__assets {
    size_t count;
    double *price;   /* the file's */
    double *depth;   /* money; INFINITY where blank */
    uint8_t *impact; /* index into impacts.def */
    double *kappa;   /* 1 where blank */
    double *floor;   /* share of the file's price, [0, 1) */
    double *fee;
    ctg_node *issuer; /* CTG_NONE: nobody */
    uint8_t *oracle;  /* ctg__oracle_kind */
    double *oracle_parameter;
    double *volatility; /* NaN: none */
} ctg__assets;

/* By node, equal rows added, in order of first appearance of the asset. */
typedef struct ctg__holdings {
    size_t count;
    size_t *start; /* node_count + 1 */
    ctg_asset *asset;
    double *quantity; /* negative: a short */
} ctg__holdings;

typedef struct ctg__venues {
    size_t count;
    ctg_node *node;
    uint8_t *type; /* ctg__venue_type */
    double *close_factor;
    double *full_close_health;
    bool *rational;
    uint32_t *grace_rounds;
    ctg_node *penalty_to;  /* CTG_NONE: outside */
    uint32_t *of_node;     /* node_count long: index of the venue; CTG_NONE */
    size_t *layer_start;   /* venue count + 1: its layers, in order */
    size_t *account_start; /* venue count + 1: its accounts */
    uint32_t *accounts;    /* by venue, then by row */
} ctg__venues;

/* Risk parameters of a venue and an asset; also a row of zeros for each asset
 * that is a leg at the venue without one in the table. */
typedef struct ctg__markets {
    size_t count;
    uint32_t *venue; /* index of the venue */
    ctg_asset *asset;
    double *bonus;
    double *lot;        /* units; 0: any part of a leg is closed */
    size_t *tier_start; /* count + 1: rows by notional, at least one each */
    double *above;      /* per tier: money, 0 in the first, rising */
    double *rate;       /* per tier: m */
    double *given;      /* per tier: deduction, money; NaN: none is given */
    double *deduction;  /* per tier: money, filled in (data/tiers.h) */
    bool tiered;        /* some market has two */
    bool has_lots;
} ctg__markets;

/* In order of first appearance. Legs of one asset are added. */
typedef struct ctg__accounts {
    size_t count;
    ctg_node *owner;
    uint32_t *venue; /* index of the venue */
    ctg_word *name;
    size_t *leg_start;   /* count + 1 */
    ctg_asset *asset;    /* per leg; CTG_NONE: the numeraire */
    double *quantity;    /* per leg */
    double *entry_price; /* per leg; NaN: never an ADL winner */
    double *cap;         /* per leg, share of profit; INFINITY: none */
    uint32_t *market;    /* per leg: index into markets; CTG_NONE: numeraire */
    uint32_t *numeraire_leg; /* per account: it always has one, perhaps of 0 */
    /* By owner, for balance sheets and calls. */
    size_t *owner_start; /* node_count + 1 */
    uint32_t *by_owner;
} ctg__accounts;

/* By venue, in `order`, ties by row. */
typedef struct ctg__layers {
    size_t count;
    uint32_t *venue; /* index of the venue */
    double *order;
    uint8_t *kind;        /* ctg__layer_kind */
    ctg_node *provider;   /* fund: never CTG_NONE (the venue where blank) */
    double *amount;       /* fund: money or units of `asset` */
    ctg_asset *asset;     /* CTG_NONE: the numeraire */
    uint8_t *rule;        /* adl: index into engine/adl_rules.def */
    const char **written; /* adl: the rule as it was written */
    uint64_t *seed;       /* adl: of a rule that draws */
    double *severity;     /* adl: share of what reaches it */
    double *cap;          /* adl: share of profit; INFINITY: none */
    double *keep;         /* adl: multiple of the maintenance margin */
    uint32_t *row;        /* row of the layers table */
} ctg__layers;

struct ctg_network {
    ctg__arena arena;
    const ctg_graph *graph; /* for names, by those who present */
    ctg_graph *owned;       /* freed with the network; NULL: somebody else's */
    ctg__nodes nodes;
    ctg__exposures exposures;
    ctg__assets assets;
    ctg__holdings holdings;
    ctg__venues venues;
    ctg__markets markets;
    ctg__accounts accounts;
    ctg__layers layers;
    bool has_equities; /* some node has a balance sheet besides exposures */
};

/* Whom the entry of exposures is owed. */
ctg_node ctg__network_creditor(const ctg_network *network, uint32_t entry);

/* CTG_BAD_INPUT where there are no equities, before anything cascades. */
ctg_status ctg__network_need_equities(const ctg_network *network,
                                      ctg_error *error);

/* Ends builds with asserts where something that this page says of a network
 * is not so; others look at nothing. */
void ctg__network_holds(const ctg_network *network);

#endif
