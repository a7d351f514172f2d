/* Legs that are closed against each other, and what their winners gave. */
#include <math.h>

#include "engine/deleverage.h"

void ctg__close_leg(ctg__state *state, size_t account, size_t leg,
                    double quantity, double price)
{
    const ctg__accounts *const accounts = &state->net->accounts;
    const double before = state->accounts.leg[leg];
    const double side = before < 0 ? -1 : 1;

    ctg__change_leg(state, leg, -side * quantity);
    /* Several winners may each leave a last place of what the leg was. */
    if (fabs(state->accounts.leg[leg]) <=
        CTG__EQUAL * fabs(accounts->quantity[leg]))
        state->accounts.leg[leg] = 0;
    ctg__change_leg(state, accounts->numeraire_leg[account],
                    side * quantity * price);
    state->books.quantity[accounts->asset[leg]] -=
        fabs(before) - fabs(state->accounts.leg[leg]);
    ctg__note_reduced(state, account, leg, quantity);
    ctg__stir(state, account);
}

void ctg__note_given(ctg__state *state, const ctg__deleveraging *of,
                     ctg__winner *winner, double quantity, double money)
{
    winner->closed += quantity;
    winner->given += money;
    state->accounts.given_quantity[winner->leg] += quantity;
    state->accounts.given_amount[winner->leg] += money;
    state->accounts.given_layer[winner->leg] = (uint32_t)of->layer;
}

void ctg__close_pair(ctg__state *state, const ctg__deleveraging *of,
                     ctg__closing *c, ctg__winner *w, double pieces)
{
    const ctg_node *const owner_of = state->net->accounts.owner;
    const double price = c->price + c->side * c->give;
    const double quantity = c->lot > 0 ? pieces * c->lot : pieces;

    ctg__close_leg(state, c->account, c->leg, quantity, price);
    ctg__close_leg(state, w->account, w->leg, quantity, price);
    c->left = c->lot > 0 ? c->left - pieces
                         : ctg__remainder(c->left - pieces, c->left);
    c->closed += quantity;
    ctg__note_given(state, of, w, quantity, quantity * c->give);
    if (c->lot > 0)
        w->ratio = ctg__account_equity(state, w->account) /
                   fabs(state->accounts.leg[w->leg]);
    ctg__post_loss(state, CTG_ADL, ctg__node_actor(owner_of[c->account]),
                   owner_of[w->account], quantity * c->give);
}
