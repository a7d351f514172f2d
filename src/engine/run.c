/* Asking a run what came of it. */
#include "engine/run.h"

#include <math.h>

#include <stdint.h>

#include "base/memory.h"
#include "base/starts.h"
#include "data/graph.h"
#include "engine/quiet.h"
#include "engine/state.h"

ctg_run_options ctg_run_options_default(void)
{
    return (ctg_run_options){
        .ledger = true, .baseline = true, .mute = CTG_NONE};
}

void ctg_run_free(ctg_run *run)
{
    if (!run)
        return;
    ctg__ledger_free(run->ledger);
    ctg__release(run->prices);
    ctg__adl_record_clear(&run->adl);
    ctg__opened_clear(&run->opened);
    ctg__arena_clear(&run->arena);
    ctg__arena_clear(&run->scratch);
    ctg__release(run);
}

const ctg_summary *ctg_run_summary(const ctg_run *run)
{
    return &run->summary;
}

const ctg_network *ctg_run_network(const ctg_run *run)
{
    return run->network;
}

const ctg_ledger *ctg_run_ledger(const ctg_run *run)
{
    return run->ledger && !ctg__ledger_is_folded(run->ledger) ? run->ledger
                                                              : NULL;
}

const ctg_ledger *ctg__run_any_ledger(const ctg_run *run)
{
    return run->ledger;
}

const double *ctg_run_initial_equity(const ctg_run *run)
{
    return run->network->nodes.equity;
}

double ctg__lost_of(const ctg_run *run, ctg_node node)
{
    const double equity = run->equity ? run->equity[node]
                                      : ctg__quiet_equity(run->books, node);

    return fmax(0, run->network->nodes.equity[node]) - fmax(0, equity);
}

const double *ctg_run_equity(const ctg_run *run)
{
    return run->equity;
}

const double *ctg_run_distress(const ctg_run *run)
{
    return run->distress;
}

const double *ctg_run_shocked_distress(const ctg_run *run)
{
    return run->shocked_distress;
}

const uint32_t *ctg_run_failed_round(const ctg_run *run)
{
    return run->failed_round;
}

double ctg_run_price(const ctg_run *run, uint32_t round, ctg_asset asset)
{
    const size_t assets = run->network->assets.count;

    if (!run->prices || round >= run->price_rounds)
        return run->last_prices[asset];
    return run->prices[round * assets + asset];
}

static double face_of(const ctg_run *run, uint32_t entry)
{
    const ctg__exposures *const exposures = &run->network->exposures;
    const ctg_asset asset =
        exposures->asset ? exposures->asset[entry] : CTG_NONE;

    return run->books->books.amount[entry] * ctg__book_price(run->books, asset);
}

bool ctg_run_claim(const ctg_run *run, size_t index, ctg_claim *claim)
{
    const ctg__exposures *const exposures = &run->network->exposures;
    uint32_t entry;

    if (index >= exposures->count)
        return false;
    entry = exposures->file_order[index];
    *claim = (ctg_claim){.debtor = exposures->debtor[entry],
                         .creditor = ctg__network_creditor(run->network, entry),
                         .face = face_of(run, entry)};
    claim->value = claim->face * ctg__worth(run->books, entry);
    return true;
}

void ctg_run_claims(const ctg_run *run, double *face, double *value)
{
    const ctg__exposures *const exposures = &run->network->exposures;

    for (size_t i = 0; i < exposures->count; i++) {
        const uint32_t entry = exposures->file_order[i];
        const double whole = face_of(run, entry);

        if (face)
            face[i] = whole;
        if (value)
            value[i] = whole * ctg__worth(run->books, entry);
    }
}

void ctg_run_prices(const ctg_run *run, uint32_t round, double *prices)
{
    for (size_t a = 0; a < run->network->assets.count; a++)
        prices[a] = ctg_run_price(run, round, (ctg_asset)a);
}

bool ctg_run_layer_use(const ctg_run *run, size_t index, ctg_layer_use *use)
{
    const ctg__layers *const layers = &run->network->layers;
    const ctg__venues *const venues = &run->network->venues;

    if (index < layers->count) {
        *use = (ctg_layer_use){.venue = venues->node[layers->venue[index]],
                               .row = layers->row[index],
                               .used = run->layer_used[index]};
        return true;
    }
    index -= layers->count;
    if (index >= venues->count)
        return false;
    *use = (ctg_layer_use){.venue = venues->node[index],
                           .row = SIZE_MAX,
                           .used = run->venue_used[index]};
    return true;
}

bool ctg_run_next_deleveraged(const ctg_run *run, size_t *leg,
                              ctg_deleveraged *given)
{
    const ctg__state *const books = run->books;
    const ctg_network *const net = run->network;
    const ctg__accounts *const accounts = &net->accounts;
    const size_t count =
        accounts->count ? accounts->leg_start[accounts->count] : 0;

    if (!books->accounts.given_quantity)
        return false;
    while (*leg < count) {
        const size_t at = (*leg)++;
        const size_t account =
            ctg__row_with(accounts->leg_start, accounts->count, at);
        const uint32_t layer = books->accounts.given_layer[at];

        if (!(books->accounts.given_quantity[at] > 0))
            continue;
        *given = (ctg_deleveraged){
            .layer_row = net->layers.row[layer],
            .venue = net->venues.node[net->layers.venue[layer]],
            .owner = accounts->owner[account],
            .account = ctg__graph_text(net->graph, accounts->name[account]),
            .asset = accounts->asset[at],
            .quantity = books->accounts.given_quantity[at],
            .amount = books->accounts.given_amount[at]};
        return true;
    }
    return false;
}
