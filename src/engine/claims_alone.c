#include "engine/claims_alone.h"

#include <math.h>
#include <string.h>

#include "engine/books.h"
#include "engine/claims.h"
#include "engine/claims_rows.h"
#include "engine/phase.h"
#include "engine/valuation.h"
#include "engine/write_down.h"

/* --- whether it applies --- */

/* Holdings lie still where neither a failure nor a limit makes anybody sell. */
static bool nobody_sells(const ctg_network *net, const ctg_plan *plan)
{
    if (!net->holdings.count)
        return true;
    if (plan->liquidate_failed || !isnan(plan->leverage_max))
        return false;
    for (ctg_node i = 0; i < net->nodes.count; i++)
        if (!isnan(net->nodes.leverage_max[i]))
            return false;
    return true;
}

bool ctg__claims_alone_possible(const ctg_network *net, const ctg_plan *plan)
{
    for (ctg_asset a = 0; a < net->assets.count; a++)
        if (net->assets.issuer[a] != CTG_NONE)
            return false;
    return !plan->from_below && isnan(plan->horizon_days) &&
           !net->accounts.count && !net->layers.count &&
           nobody_sells(net, plan);
}

static void look_at_rules(ctg__state *state)
{
    bool linear = !state->books.exposure_slot;

    for (ctg_node i = 0; linear && i < state->net->nodes.count; i++)
        linear = ctg__valuation_at(state->books.rule[i])->solver ==
                 CTG__SOLVER_LINEAR;
    state->alone.linear = linear;
}

/* 1 - R of each debtor; one for all where they are alike. */
static ctg_status keep_shares(ctg__state *state, ctg_error *error)
{
    const size_t nodes = state->net->nodes.count;
    const ctg__slot *const slots = state->books.slots;
    bool alike = true;

    for (ctg_node i = 1; i < nodes; i++)
        alike = alike && slots[i].recovery == slots[0].recovery;
    state->alone.share_mask = alike ? 0 : SIZE_MAX;
    if (!TAKE(state->arena, state->alone.share, alike ? 1 : nodes))
        return ctg__fail_memory(error);
    for (ctg_node i = 0; i < (alike && nodes ? 1 : nodes); i++)
        state->alone.share[i] = 1 - slots[i].recovery;
    return CTG_OK;
}

ctg_status ctg__claims_alone_start(ctg__state *state, ctg_error *error)
{
    state->alone = (ctg__alone){
        .possible = ctg__claims_alone_possible(state->net, state->plan)};
    if (!state->alone.possible)
        return CTG_OK;
    look_at_rules(state);
    return state->alone.linear ? keep_shares(state, error) : CTG_OK;
}

/* Whether an entry is an amount times the one fall of its debtor. */
static bool may_keep(const ctg__state *state)
{
    return ctg__write_down_is_plain(state) && !state->books.exposure_slot;
}

bool ctg__claims_alone(ctg__state *state)
{
    const bool keeps = state->ledger && !ctg__ledger_is_watched(state->ledger);

    if (!state->alone.possible || (keeps && !may_keep(state)))
        return false;
    /* Books follow a shock of prices in round 1, oracles perhaps later. */
    for (ctg_asset a = 0; a < state->net->assets.count; a++)
        if (ctg__market_price(state, a) != state->books.book_price[a] ||
            state->books.oracle[a] != state->books.book_price[a])
            return false;
    state->alone.keeps = keeps;
    return true;
}

/* --- from rounds of rows to rounds of lists, and back --- */

/* What lists rely on and rows leave behind: values and falls in the slots, the
 * last equities, no falls of rounds before. */
static void leave_rows(ctg__state *state)
{
    const size_t nodes = state->net->nodes.count;

    for (ctg_node i = 0; i < nodes; i++)
        state->opening.closing_equity[i] = state->opening.equity[i];
    ctg__claims_keep_values(state);
    memset(state->books.fall, 0,
           state->books.slot_count * sizeof *state->books.fall);
}

/* Debtors whose claims fell, ascending. */
static size_t list_fallen(ctg__state *state)
{
    const bool linear = state->alone.linear;
    size_t count = 0;

    for (ctg_node i = 0; i < state->net->nodes.count; i++)
        if (linear ? state->books.fall[i] != 0 : ctg__claims_fell(state, i))
            state->books.fallen[count++] = i;
    return count;
}

static size_t open_list(ctg__state *state, size_t *owed)
{
    const size_t *const start = state->net->exposures.debtor_start;
    size_t count = 0;

    ctg__phase_opening.step(state);
    *owed = 0;
    for (size_t k = 0; k < state->opening.reopened_count; k++) {
        const ctg_node debtor = state->opening.reopened[k];

        if (!ctg__value_debtor(state, debtor))
            continue;
        state->books.fallen[count++] = debtor;
        *owed += start[debtor + 1] - start[debtor];
    }
    return count;
}

void ctg__claims_value(ctg__state *state)
{
    ctg__alone *const alone = &state->alone;
    const bool by_rows = alone->by_rows;
    size_t owed;

    if (by_rows)
        owed = ctg__claims_open(state);
    else
        alone->fallen = open_list(state, &owed);
    alone->by_rows = ctg__write_down_gathers(state, owed);
    alone->row_rounds += alone->by_rows;
    if (by_rows && (!alone->by_rows || state->ledger))
        alone->fallen = list_fallen(state);
    if (by_rows && !alone->by_rows)
        leave_rows(state);
    if (alone->keeps || (alone->by_rows && (!by_rows || state->ledger)))
        ctg__write_down_list(state, alone->fallen, !by_rows || !alone->by_rows);
    if (alone->keeps)
        ctg__ledger_fall(state->ledger, &state->books.falls);
}

void ctg__claims_pass_on(ctg__state *state)
{
    if (state->alone.by_rows) {
        ctg__claims_gather(state);
        return;
    }
    ctg__write_down_each(state, state->alone.fallen);
    ctg__phase_failures.step(state);
}

void ctg__claims_alone_end(ctg__state *state)
{
    if (state->alone.by_rows)
        ctg__claims_keep_values(state);
}
