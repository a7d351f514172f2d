/*
 * The liquidation book: which margin accounts become liquidatable as the
 * price of an asset, or of a group of assets, falls. Prices are the file's;
 * nothing is sold and no price follows.
 */
#ifndef CONTAGRAPH_BOOK_H
#define CONTAGRAPH_BOOK_H

#include <contagraph/network.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One price level. Money is at that level's prices. */
typedef struct ctg_book_level {
    double fall;         /* of the price, a share: 0.35 */
    size_t accounts;     /* with health below 1 at this level or above it */
    size_t new_accounts; /* of them, those that were not at the level before */
    double debt;         /* of the accounts, money */
    double all_debt;     /* of all accounts, healthy ones too, money */
    double collateral;   /* of the accounts, money */
    double bad_debt;     /* debt that their collateral does not cover, money */
} ctg_book_level;

/* One account that the deepest level counts. */
typedef struct ctg_book_account {
    const char *name; /* owned by the graph */
    ctg_node owner;
    ctg_node venue;
    double fall;       /* at which its health is 1; 0: it is below already */
    double debt;       /* money, at the file's prices */
    double collateral; /* money, at the file's prices */
    double days; /* until interest alone takes its health to 1; NaN: not with
                    one debt that bears interest */
} ctg_book_account;

/* How interest runs until then (docs/risk.md). */
typedef struct ctg_book_rates {
    double year_days; /* above 0 */
    double withdrawn; /* share of the supply, below 1: raises what is used */
    double hike;      /* added to every borrowing rate */
} ctg_book_rates;

/* 365 days; today's rates. */
ctg_book_rates ctg_book_rates_default(void);

typedef struct ctg_book ctg_book;

/*
 * `steps` equal falls from 0 to `most` (in (0, 1]), one level more than steps.
 * `asset` is an asset's id, or `group` the group of several; the other is NULL;
 * both NULL: all assets fall. CTG_NOT_FOUND for an unknown one, CTG_NO_SOLUTION
 * where there are no accounts. Free with ctg_book_free. CTG_BAD_ARGUMENT for no
 * steps or a fall beyond its range.
 */
ctg_status ctg_book_new(const ctg_network *network, const char *asset,
                        const char *group, double most, size_t steps,
                        ctg_book **book, ctg_error *error);
/*
 * The same, days until liquidation at other rates than today's. `rates` NULL:
 * today's. `progress` says only whether to go on, and may be NULL.
 * CTG_BAD_ARGUMENT for rates out of range as well, CTG_CANCELLED.
 */
ctg_status ctg_book_new_with(const ctg_network *network, const char *asset,
                             const char *group, double most, size_t steps,
                             const ctg_book_rates *rates,
                             ctg_progress *progress, void *progress_context,
                             ctg_book **book, ctg_error *error);
void ctg_book_free(ctg_book *book); /* NULL does nothing */

/* Owned by the book; by fall. */
const ctg_book_level *ctg_book_levels(const ctg_book *book, size_t *count);

/* Owned by the book; the first to fall first, then the largest debt. */
const ctg_book_account *ctg_book_accounts(const ctg_book *book, size_t *count);

#ifdef __cplusplus
}
#endif
#endif
