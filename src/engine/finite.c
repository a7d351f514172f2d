#include "engine/finite.h"

#include <math.h>

#include "base/error.h"
#include "engine/books.h"

static ctg_status no_number(const ctg__state *state, const char *what,
                            const char *whose, ctg_error *error)
{
    return ctg__fail(error, CTG_NO_SOLUTION,
                     "round %u: the %s of '%s' is no finite number",
                     (unsigned)state->round, what, whose);
}

ctg_status ctg__check_numbers(const ctg__state *state, ctg_error *error)
{
    const ctg_graph *const graph = state->net->graph;

    for (ctg_asset a = 0; a < state->net->assets.count; a++)
        if (!isfinite(ctg__market_price(state, a)))
            return no_number(state, "price", ctg_graph_asset_id(graph, a),
                             error);
    for (size_t k = 0; k < state->opening.touched_this_round_count; k++)
        if (!isfinite(
                ctg__equity_now(state, state->opening.touched_this_round[k])))
            return no_number(
                state, "equity",
                ctg_graph_node_id(graph, state->opening.touched_this_round[k]),
                error);
    return CTG_OK;
}

ctg_status ctg__check_entries(const ctg__state *state, ctg_error *error)
{
    const ctg__ledger_round round = ctg__ledger_last_round(state->ledger);
    const ctg_entry *const entries = round.entries;

    for (size_t e = 0; e < round.entry_count; e++) {
        const uint32_t index = ctg_actor_index(entries[e].target);

        if (isfinite(entries[e].amount) || ctg__is_relay(entries[e].target))
            continue;
        if (ctg_actor_kind_of(entries[e].target) == CTG_ACTOR_ASSET)
            return no_number(state, "loss in value",
                             ctg_graph_asset_id(state->net->graph, index),
                             error);
        return no_number(state, "loss",
                         ctg_graph_node_id(state->net->graph, index), error);
    }
    return CTG_OK;
}
