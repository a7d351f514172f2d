#include "engine/books.h"

#include <math.h>

#include "base/error.h"
#include "data/venue.h"

static void add(double *equity, double *gross, ctg_node node, double value)
{
    equity[node] += value;
    gross[node] += fabs(value);
}

static void add_accounts(const ctg__state *state, double *equity, double *gross)
{
    const ctg__accounts *const accounts = &state->net->accounts;

    for (size_t account = 0; account < accounts->count; account++) {
        const double own = ctg__account_equity(state, account);
        const uint32_t venue = accounts->venue[account];
        const ctg_node node = state->net->venues.node[venue];

        add(equity, gross, accounts->owner[account], fmax(0, own));
        add(equity, gross, node, -state->accounts.shortfall[account]);
        if (!ctg__venue_row_of(&state->net->venues, venue)->lends)
            continue;
        for (size_t l = accounts->leg_start[account];
             l < accounts->leg_start[account + 1]; l++)
            add(equity, gross, node,
                fmax(0, -state->accounts.leg[l]) *
                    ctg__book_price(state, accounts->asset[l]));
    }
}

static void add_exposures(const ctg__state *state, double *equity,
                          double *gross)
{
    const ctg__exposures *const exposures = &state->net->exposures;

    for (ctg_node i = 0; i < state->net->nodes.count; i++)
        for (size_t e = exposures->start[i]; e < exposures->start[i + 1]; e++) {
            const ctg_asset asset =
                exposures->asset ? exposures->asset[e] : CTG_NONE;
            const double face =
                state->books.amount[e] * ctg__book_price(state, asset);

            add(equity, gross, i, face * ctg__worth(state, e));
            add(equity, gross, exposures->debtor[e], -face);
        }
}

/* Fills equity and gross assets + liabilities, per node, at book prices. */
static void add_up_books(const ctg__state *state, double *equity, double *gross)
{
    const ctg_network *const net = state->net;

    for (ctg_node i = 0; i < net->nodes.count; i++) {
        equity[i] = 0;
        gross[i] = 0;
        add(equity, gross, i, state->books.cash[i]);
        add(equity, gross, i, state->books.other_assets[i]);
        add(equity, gross, i, state->books.pending[i]);
        add(equity, gross, i, -state->books.other_liabilities[i]);
        for (size_t k = net->holdings.start[i]; k < net->holdings.start[i + 1];
             k++)
            add(equity, gross, i,
                state->books.held[k] *
                    ctg__book_price(state, net->holdings.asset[k]));
    }
    for (size_t layer = 0; layer < net->layers.count; layer++)
        if (net->layers.kind[layer] == CTG__FUND)
            add(equity, gross, net->layers.provider[layer],
                state->accounts.layer_left[layer] *
                    ctg__book_price(state, net->layers.asset[layer]));
    add_exposures(state, equity, gross);
    add_accounts(state, equity, gross);
}

ctg_status ctg__audit_books(const ctg__state *state, ctg__arena *arena,
                            ctg_error *error)
{
    const size_t n = state->net->nodes.count;
    double *const equity = ctg__arena_take(arena, n, sizeof *equity);
    double *const gross = ctg__arena_take(arena, n, sizeof *gross);

    if (!equity || !gross)
        return ctg__fail_memory(error);
    add_up_books(state, equity, gross);
    for (ctg_node i = 0; i < n; i++) {
        /* What is sold short may be more than what is held. */
        const double size =
            fmax(gross[i], fabs(state->net->nodes.assets[i]) +
                               state->net->nodes.liabilities[i]);

        if (!(fabs(equity[i] - ctg__equity_now(state, i)) <= 1e-9 * size))
            return ctg__fail(error, CTG_INTERNAL,
                             "round %u: the books of node %u say %.17g, its "
                             "ledger %.17g",
                             (unsigned)state->round, (unsigned)i, equity[i],
                             ctg__equity_now(state, i));
    }
    return CTG_OK;
}
