/* Debts that a node repays: other liabilities first, then exposures. */
#include <math.h>

#include "engine/state.h"

static void repay_exposures(ctg__state *state, ctg_node node, double money)
{
    const ctg__exposures *const exposures = &state->net->exposures;
    double face = 0;
    double paid;

    for (size_t k = exposures->debtor_start[node];
         k < exposures->debtor_start[node + 1]; k++) {
        const size_t e = exposures->by_debtor[k];

        face += state->books.amount[e] *
                ctg__book_price(state, exposures->asset ? exposures->asset[e]
                                                        : CTG_NONE);
    }
    paid = fmin(money, face);
    if (!(paid > 0))
        return;
    for (size_t k = exposures->debtor_start[node];
         k < exposures->debtor_start[node + 1]; k++) {
        const size_t e = exposures->by_debtor[k];
        const double price = ctg__book_price(
            state, exposures->asset ? exposures->asset[e] : CTG_NONE);

        if (state->books.amount[e] > 0 && price > 0)
            ctg__repay(state, node, e, exposures->debtor_creditor[k],
                       state->books.amount[e] * price * (paid / face));
    }
}

void ctg__repay_debts(ctg__state *state, ctg_node node, double money)
{
    const double other =
        fmin(money, fmax(0, state->books.other_liabilities[node]));

    if (!(money > 0))
        return;
    ctg__touch(state, node);
    state->books.cash[node] -= other;
    state->books.liabilities[node] -= other;
    state->books.other_liabilities[node] =
        ctg__remainder(state->books.other_liabilities[node] - other,
                       state->books.other_liabilities[node]);
    repay_exposures(state, node, money - other);
}
