/*
 * Loans of lending venues: what they lose when the price of what is owed falls,
 * or gain when it rises. A market's is one product, of the fall and of all that
 * is owed in it: the first books' debts less what was repaid of those accounts
 * that changed, added up by row. So nobody else's legs are gone through.
 */
#ifndef ENGINE_LOANS_H
#define ENGINE_LOANS_H

#include "engine/state.h"

/* Accounts in a word of `altered`. */
enum { CTG__ALTERED_WORD = 64 };

/* At the first books. CTG_NO_MEMORY. */
ctg_status ctg__loans_start(ctg__state *state, ctg_error *error);

/* A leg of an account has changed. */
static inline void ctg__loans_note(ctg__state *state, size_t account)
{
    state->accounts.altered[account / CTG__ALTERED_WORD] |=
        (uint64_t)1 << account % CTG__ALTERED_WORD;
}

/* At an opening whose prices moved: lending venues bear it. */
void ctg__loans_lose(ctg__state *state);

#endif
