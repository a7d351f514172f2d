/* What a graph looks like before anything happens: size, shape, leverage. */
#ifndef CONTAGRAPH_INFO_H
#define CONTAGRAPH_INFO_H

#include <stdbool.h>

#include <contagraph/scenario.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How a sum is spread over nodes; shares are of the total. */
typedef struct ctg_concentration {
    size_t count;     /* nodes with a share above 0; 0: nothing is defined */
    double total;     /* money */
    double hhi;       /* Herfindahl and Hirschman: sum of squared shares */
    double effective; /* 1 / hhi: as many equal ones would give the same */
    double top_1;     /* share of the largest, of the largest 5 and 10 */
    double top_5;
    double top_10;
} ctg_concentration;

typedef struct ctg_info {
    size_t nodes;
    size_t exposures;
    size_t pairs; /* distinct debtor and creditor */
    size_t assets;
    size_t holdings;
    size_t venues;
    size_t accounts;
    double density;  /* pairs over nodes x (nodes - 1); 0 for one node */
    size_t isolated; /* nodes without exposures */
    size_t mutual;   /* pairs whose debtor is owed by the creditor too */

    /* First books, in money. */
    double claims; /* between nodes */
    double total_assets;
    double total_liabilities;
    double equity;         /* sum of max(0, E0) */
    size_t without_equity; /* nodes with E0 <= 0 that are no pass-through */

    /* Assets over equity, of nodes with equity; the largest double where it is
     * more than that. */
    size_t levered;  /* how many those are; 0: the next four are undefined */
    double leverage; /* their assets over their equity, in all */
    double leverage_median; /* the lower one of two */
    double leverage_most;
    ctg_node most_levered; /* ties: the first */

    ctg_concentration by_assets;
    ctg_concentration by_debts;  /* what nodes owe to nodes */
    ctg_concentration by_claims; /* what nodes are owed by nodes */

    /* Of the graph of exposures. */
    size_t weak_components;
    size_t weak_largest; /* nodes */
    size_t strong_components;
    size_t strong_largest;

    /*
     * Spectral radius of claims over the creditor's equity, as the file says
     * and with debtors and creditors swapped (equities as they are); the true
     * ones are no farther than the errors.
     */
    double radius;
    double radius_error;
    double radius_swapped;
    double radius_swapped_error;

    /* Spiral numbers under the plan; see section 8. */
    bool spiral_defined;        /* false with a `sqrt` law: no slope at 0 */
    double spiral;              /* of the system */
    const double *asset_spiral; /* g_a per asset; NaN where undefined */

    /* By asset. */
    const double *asset_premium; /* price over fundamental price, less 1; NaN
                                    without one above 0 */
    const double *asset_mark;    /* all that nodes and accounts hold, money at
                                    the file's price */
    const double *asset_sold;    /* what it brings if sold at once; section 8 */
} ctg_info;

/*
 * Free with ctg_info_free. `progress` says only whether to go on, and may be
 * NULL. CTG_BAD_INPUT for a graph without equities, CTG_CANCELLED when the
 * progress callback says so.
 */
ctg_status ctg_info_new(const ctg_plan *plan, ctg_progress *progress,
                        void *progress_context, ctg_info **info,
                        ctg_error *error);
void ctg_info_free(ctg_info *info); /* NULL does nothing */

#ifdef __cplusplus
}
#endif
#endif
