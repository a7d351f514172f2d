/* The books: added up anew from the tables, which is what incremental postings
 * must agree with (for tests and audits; slow and obvious), and the prices that they
 * follow. */
#ifndef ENGINE_BOOKS_H
#define ENGINE_BOOKS_H

#include "engine/state.h"

/* Conservation: the ledger's losses are the fall of the books. CTG_INTERNAL
 * with the node where they are not, CTG_NO_MEMORY. */
ctg_status ctg__audit_books(const ctg__state *state, ctg__arena *arena,
                            ctg_error *error);

/* Of one unit, of now; the books follow in the next round. */
static inline double ctg__market_price(const ctg__state *state, ctg_asset asset)
{
    return state->books.price[asset] * state->books.token_value[asset];
}

#endif
