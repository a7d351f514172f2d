/* The tables of a run: ledger, nodes, prices, claims, origins, paths. */
#include <math.h>

#include "report/adl_facts.h"
#include "report/run_facts.h"

ctg__value ctg__ran_text(ctg__ran *ran,
                         size_t (*print)(ctg__ran *ran, const void *what),
                         const void *what)
{
    const size_t length = print(ran, what);

    if (length >= ran->room) {
        char *const text = ctg__report_take(ran->report, 2 * length + 128, 1);

        if (!text)
            return ctg__value_empty();
        ran->text = text;
        ran->room = 2 * length + 128;
        print(ran, what);
    }
    return ctg__value_text(ran->text);
}

static size_t print_actor(ctg__ran *ran, const void *what)
{
    const ctg_actor *const actor = what;

    return ctg_actor_text(ran->graph, *actor, ran->text, ran->room);
}

static size_t print_path(ctg__ran *ran, const void *what)
{
    return ctg_path_text(ran->graph, ctg_run_ledger(ran->of.run), what,
                         ran->text, ran->room);
}

static ctg__value node_id(const ctg__ran *ran, ctg_node node)
{
    return ctg__value_text(ctg_graph_node_id(ran->graph, node));
}

/* A node's id is there already, and nearly all actors are nodes. */
static ctg__value actor(ctg__ran *ran, ctg_actor who)
{
    return ctg_actor_kind_of(who) == CTG_ACTOR_NODE
               ? node_id(ran, ctg_actor_index(who))
               : ctg__ran_text(ran, print_actor, &who);
}

/* Rows are mostly asked for in order. */
static const ctg_entry *entry_at(ctg__ran *ran, size_t row)
{
    if (row - ran->first_entry >= ran->entry_count) {
        ran->first_entry = row;
        ran->entry_count = ctg_ledger_read(ctg_run_ledger(ran->of.run), row,
                                           ran->entries, CTG__READ_TOGETHER);
    }
    return &ran->entries[row - ran->first_entry];
}

static ctg__value ledger_at(void *context, size_t row, size_t column)
{
    ctg__ran *const ran = context;
    const ctg_entry *const entry = entry_at(ran, row);

    switch (column) {
    case 0:
        return ctg__value_count(entry->round);
    case 1:
        return ctg__value_text(ctg_channel_name((ctg_channel)entry->channel));
    case 2:
        return actor(ran, entry->source);
    case 3:
        return actor(ran, entry->target);
    default:
        return ctg__value_number(entry->amount);
    }
}

ctg__table ctg__ran_ledger(ctg__ran *ran)
{
    static const ctg__head heads[] = {
        {.key = "round", .holds = CTG__VALUE_COUNT},
        {.key = "channel", .holds = CTG__VALUE_TEXT},
        {.key = "source", .holds = CTG__VALUE_TEXT},
        {.key = "target", .holds = CTG__VALUE_TEXT},
        {.key = "amount", .meaning = "money the target lost"}};
    const ctg_ledger *const ledger = ctg_run_ledger(ran->of.run);

    return (ctg__table){.key = "ledger",
                        .heads = heads,
                        .head_count = 5,
                        .row_count = ledger ? ctg_ledger_count(ledger) : 0,
                        .at = ledger_at,
                        .context = ran};
}

static ctg__value node_at(void *context, size_t row, size_t column)
{
    const ctg__ran *const ran = context;
    const ctg_run *const run = ran->of.run;
    const double before = ctg_run_initial_equity(run)[row];
    const double after = ctg_run_equity(run)[row];
    const uint32_t failed = ctg_run_failed_round(run)[row];

    switch (column) {
    case 0:
        return node_id(ran, (ctg_node)row);
    case 1:
        return ctg__value_number(before);
    case 2:
        return ctg__value_number(after);
    case 3:
        return ctg__value_number(before - after);
    case 4:
        return ctg__value_number(fmax(before, 0) - fmax(after, 0));
    case 5:
        return ctg__value_number(ctg_run_distress(run)[row]);
    default:
        return failed == CTG_NEVER ? ctg__value_empty()
                                   : ctg__value_count(failed);
    }
}

ctg__table ctg__ran_nodes(ctg__ran *ran)
{
    static const ctg__head heads[] = {
        {.key = "id", .holds = CTG__VALUE_TEXT},
        {.key = "initial_equity", .unit = CTG_FIGURE_MONEY},
        {.key = "equity", .unit = CTG_FIGURE_MONEY},
        {.key = "loss", .unit = CTG_FIGURE_MONEY},
        {.key = "equity_lost",
         .unit = CTG_FIGURE_MONEY,
         .meaning = "the fall of max(0, equity)"},
        {.key = "distress", .unit = CTG_FIGURE_SHARE},
        {.key = "failed_round",
         .holds = CTG__VALUE_COUNT,
         .meaning = "empty: it did not fail"}};

    return (ctg__table){.key = "nodes",
                        .heads = heads,
                        .head_count = 7,
                        .row_count = ctg_network_node_count(ran->network),
                        .at = node_at,
                        .context = ran};
}

static ctg__value price_at(void *context, size_t row, size_t column)
{
    const ctg__ran *const ran = context;
    const size_t assets = ctg_network_asset_count(ran->network);
    const uint32_t round = (uint32_t)(row / assets);
    const ctg_asset asset = (ctg_asset)(row % assets);

    switch (column) {
    case 0:
        return ctg__value_count(round);
    case 1:
        return ctg__value_text(ctg_graph_asset_id(ran->graph, asset));
    default:
        return ctg__value_number(ctg_run_price(ran->of.run, round, asset));
    }
}

ctg__table ctg__ran_prices(ctg__ran *ran)
{
    static const ctg__head heads[] = {
        {.key = "round", .holds = CTG__VALUE_COUNT},
        {.key = "asset", .holds = CTG__VALUE_TEXT},
        {.key = "price", .meaning = "at the end of the round"}};
    const size_t rounds = ctg_run_summary(ran->of.run)->rounds;

    return (ctg__table){.key = "prices",
                        .heads = heads,
                        .head_count = 3,
                        .row_count = (rounds + 1) *
                                     ctg_network_asset_count(ran->network),
                        .at = price_at,
                        .context = ran};
}

static ctg__value claim_at(void *context, size_t row, size_t column)
{
    const ctg__ran *const ran = context;
    ctg_claim claim;

    ctg_run_claim(ran->of.run, row, &claim);
    switch (column) {
    case 0:
        return node_id(ran, claim.debtor);
    case 1:
        return node_id(ran, claim.creditor);
    case 2:
        return ctg__value_number(claim.face);
    default:
        return ctg__value_number(claim.value);
    }
}

ctg__table ctg__ran_claims(ctg__ran *ran)
{
    static const ctg__head heads[] = {
        {.key = "debtor", .holds = CTG__VALUE_TEXT},
        {.key = "creditor", .holds = CTG__VALUE_TEXT},
        {.key = "face", .unit = CTG_FIGURE_MONEY},
        {.key = "value",
         .unit = CTG_FIGURE_MONEY,
         .meaning = "at the last books"}};

    return (ctg__table){.key = "claims",
                        .heads = heads,
                        .head_count = 4,
                        .row_count = ctg_network_exposure_count(ran->network),
                        .at = claim_at,
                        .context = ran};
}

static ctg__value origin_at(void *context, size_t row, size_t column)
{
    ctg__ran *const ran = context;
    const ctg_origin *const origin = &ran->origins[row];

    switch (column) {
    case 0:
        return node_id(ran, origin->node);
    case 1:
        return ctg__ran_text(ran, print_actor, &origin->origin);
    default:
        return ctg__value_number(origin->amount);
    }
}

ctg__table ctg__ran_origins(ctg__ran *ran)
{
    static const ctg__head heads[] = {
        {.key = "node", .holds = CTG__VALUE_TEXT},
        {.key = "origin", .holds = CTG__VALUE_TEXT},
        {.key = "amount",
         .unit = CTG_FIGURE_MONEY,
         .meaning = "of the node's loss, caused by the origin"}};

    return (ctg__table){.key = "origins",
                        .heads = heads,
                        .head_count = 3,
                        .row_count = ran->origin_count,
                        .at = origin_at,
                        .context = ran};
}

static ctg__value path_at(void *context, size_t row, size_t column)
{
    ctg__ran *const ran = context;
    const ctg_path *const path = &ran->paths[row];

    switch (column) {
    case 0:
        return ctg__value_count(row + 1);
    case 1:
        return ctg__value_number(path->loss);
    default:
        return ctg__ran_text(ran, print_path, path);
    }
}

ctg__table ctg__ran_paths(ctg__ran *ran)
{
    static const ctg__head heads[] = {
        {.key = "rank", .holds = CTG__VALUE_COUNT},
        {.key = "loss", .unit = CTG_FIGURE_MONEY},
        {.key = "path", .holds = CTG__VALUE_TEXT}};

    return (ctg__table){.key = "paths",
                        .heads = heads,
                        .head_count = 3,
                        .row_count = ran->path_count,
                        .at = path_at,
                        .context = ran};
}

static ctg__value adl_at(void *context, size_t row, size_t column)
{
    const ctg__ran *const ran = context;
    size_t count;

    return ctg__adl_winner_cell(
        ran->of.run, &ctg_run_adl_winners(ran->of.run, &count)[row], column);
}

ctg__table ctg__ran_adl(ctg__ran *ran)
{
    size_t count;

    ctg_run_adl_winners(ran->of.run, &count);
    return (ctg__table){.key = "adl",
                        .heads = ctg__adl_winner_heads,
                        .head_count = CTG__ADL_WINNER_HEADS,
                        .row_count = count,
                        .at = adl_at,
                        .context = ran};
}

void ctg__ran_add_adl(ctg__ran *ran)
{
    if (!ctg_network_account_count(ran->network))
        return;
    ctg__report_fact(ran->report, CTG__FOR_JSON,
                     (ctg__fact){.key = "adl",
                                 .value = ctg__value_json(
                                     ctg__adl_json(ran->report, ran->of.run))});
}
