#include "trace/tally_rounds.h"

#include <math.h>
#include <string.h>

#include "base/assert.h"
#include "base/error.h"
#include "base/memory.h"

ctg_status ctg__tallying_start(ctg__tallying *made, ctg_tally *tally,
                               size_t node_count, size_t asset_count,
                               size_t from, size_t lanes, const uint32_t *first,
                               ctg_error *error)
{
    const size_t n = node_count;
    ctg_status status;

    CTG__ASSERT(lanes <= CTG__TALLY_LANES);
    *made = (ctg__tallying){
        .tally = tally, .node_count = n, .knows_first = first != NULL};
    status = ctg__keepers_start(&made->keepers, &made->arena, n, asset_count,
                                lanes, error);
    if (status)
        return status;
    if (!TAKE(&made->arena, made->direct, n + 1) ||
        !TAKE(&made->arena, made->cells, n + 1) ||
        !TAKE(&made->arena, made->touched, n + 1) ||
        !TAKE(&made->arena, made->is_touched, n + 1) ||
        !TAKE(&made->arena, made->first, n + 1) ||
        !TAKE(&made->arena, made->blocks, ctg__tally_blocks(n) * lanes + 1) ||
        !TAKE(&made->arena, made->reach, n + 1) ||
        !TAKE(&made->arena, made->lane, n + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < n; i++) {
        made->first[i] = first ? first[i] : CTG_NEVER;
        made->lane[i] = CTG__NO_LANE;
    }
    for (size_t k = 0; k < lanes; k++)
        made->lane[tally->nodes[from + k]] = (uint8_t)k;
    return CTG_OK;
}

void ctg__tallying_clear(ctg__tallying *made)
{
    ctg__arena_clear(&made->arena);
    ctg__release(made->parts);
    ctg__release(made->prefix);
}

/* --- cells --- */

static bool add_part(ctg__tallying *made, ctg_node node, ctg__code code,
                     double amount)
{
    ctg__direct_part *const grown = ctg__grow_array(
        made->parts, made->part_count, &made->part_room, 64, sizeof *grown);

    if (!grown)
        return false;
    made->parts = grown;
    grown[made->part_count++] =
        (ctg__direct_part){.node = node, .code = code, .amount = amount};
    return true;
}

/* What of an entry stands in display round 0. */
static bool book_direct(ctg__tallying *made, const ctg_entry *entry,
                        const ctg__tally_parts *of)
{
    const ctg_node node = ctg_actor_index(entry->target);
    const double whole = entry->round ? of->direct : of->rest;
    bool fine = true;

    made->direct[node].net += whole * entry->amount;
    made->direct[node].booked += fmax(0, whole * entry->amount);
    ctg__tally_note_first(made, node, 0);
    for (ctg__code c = CTG__SH; entry->amount > 0 && c < CTG__CODE_COUNT; c++)
        if (of->share[c] > 0 && ctg__code_column(entry, c) == 0)
            fine &= add_part(made, node, c, of->share[c] * entry->amount);
    return fine;
}

static bool book_entry(ctg__tallying *made, const ctg_entry *entry)
{
    const ctg_node node = ctg_actor_index(entry->target);
    bool fine = true;
    ctg__tally_parts of;

    if (!ctg__hits_node(entry))
        return true;
    ctg__tally_split(made, entry, &of);
    if (entry->round == 0 || of.direct > 0)
        fine = book_direct(made, entry, &of);
    if (entry->round > 0 && of.rest > 0) {
        const double amount = of.rest * entry->amount;

        ctg__tally_book(made, node, amount, fmax(0, amount));
        ctg__tally_note_first(made, node, entry->round);
    }
    return fine;
}

/* Who sends without ever having received was weak from the start. */
static void note_start(ctg__tallying *made, const ctg_entry *entry)
{
    if (entry->channel != CTG_SALE &&
        ctg_actor_kind_of(entry->source) == CTG_ACTOR_NODE &&
        !ctg__keeper_sent(&made->keepers, entry->source))
        ctg__tally_note_first(made, ctg_actor_index(entry->source), 0);
}

/* --- a round, when all of it is booked --- */

static ctg__tally_row *row_at(ctg_tally *tally, uint32_t round)
{
    while (tally->row_count <= round) {
        ctg__tally_row *const grown = ctg__grow_array(
            tally->rows, tally->row_count, &tally->row_room, 64, sizeof *grown);

        if (!grown)
            return NULL;
        tally->rows = grown;
        grown[tally->row_count++] = (ctg__tally_row){0};
    }
    return &tally->rows[round];
}

static void add_to_row(ctg_tally *tally, ctg__tally_row *row, ctg__code code,
                       double part)
{
    row->amounts[code] += part;
    row->total += part;
    tally->codes[code] += part;
}

static void add_price(ctg_tally *tally, const ctg_entry *entry,
                      const ctg__tally_parts *of, double factor,
                      ctg__tally_row *row)
{
    for (ctg__code c = CTG__SH; c < CTG__CODE_COUNT; c++)
        if (of->share[c] > 0 && ctg__code_column(entry, c) == entry->round)
            add_to_row(tally, row, c, of->share[c] * entry->amount * factor);
}

/* An entry after round 0: what of it is left net, and whose doing that is. */
static void add_entry(ctg__tallying *made, const ctg_entry *entry,
                      ctg__tally_row *row)
{
    double own[CTG__TALLY_LANES];
    const double *shares;
    double factor;
    double worth;
    ctg__tally_parts of;

    if (!ctg__hits_node(entry) || !(entry->amount > 0))
        return;
    ctg__tally_split(made, entry, &of);
    if (!(of.rest > 0))
        return;
    factor = ctg__tally_factor(&made->cells[ctg_actor_index(entry->target)]);
    if (of.only != CTG__CODE_COUNT)
        add_to_row(made->tally, row, of.only, entry->amount * factor);
    else
        add_price(made->tally, entry, &of, factor, row);
    worth = entry->amount * factor;
    shares = ctg__tally_entry_shares(made, entry, own);
    for (size_t i = 0; i < made->keepers.lanes; i++)
        made->passed[i] += worth * shares[i];
}

static void add_cell(ctg_tally *tally, const ctg__tally_cell *cell)
{
    tally->total += fmax(0, cell->net);
    tally->gains += fmax(0, -cell->net);
}

static void close_cells(ctg__tallying *made)
{
    for (size_t k = 0; k < made->touched_count; k++) {
        const ctg_node node = made->touched[k];

        add_cell(made->tally, &made->cells[node]);
        made->cells[node] = (ctg__tally_cell){0};
        made->is_touched[node] = false;
    }
    made->touched_count = 0;
}

/* Nothing is added to display round 0 after round 1. */
static bool settle_direct(ctg__tallying *made)
{
    ctg__tally_row *const row = row_at(made->tally, 0);

    if (!row || made->settled)
        return row != NULL;
    for (size_t k = 0; k < made->part_count; k++) {
        const ctg__direct_part *const part = &made->parts[k];

        add_to_row(made->tally, row, part->code,
                   part->amount * ctg__tally_factor(&made->direct[part->node]));
    }
    for (size_t i = 0; i < made->node_count; i++)
        add_cell(made->tally, &made->direct[i]);
    made->settled = true;
    return true;
}

/* --- sending and receiving --- */

static void send(ctg__tallying *made, const ctg__ledger_round *round,
                 size_t from, size_t to)
{
    for (size_t e = from; e < to; e++)
        if (round->entries[e].channel != CTG_SALE &&
            !ctg__ledger_is_rounding(round->ledger, &round->entries[e]))
            ctg__keeper_send(&made->keepers, round->entries[e].source);
}

static void receive_entry(ctg__tallying *made, const ctg_entry *entry)
{
    double own[CTG__TALLY_LANES];
    double with_own[CTG__TALLY_LANES];
    const double *shares = ctg__tally_entry_shares(made, entry, own);
    const ctg_node node = ctg_actor_index(entry->target);
    ctg__tally_parts of;

    if (ctg__hits_node(entry) && made->lane[node] != CTG__NO_LANE) {
        const uint32_t first = made->first[node];

        ctg__tally_split(made, entry, &of);
        memcpy(with_own, shares, made->keepers.lanes * sizeof *shares);
        with_own[made->lane[node]] += first == entry->round ? of.rest
                                      : first == 0          ? of.direct
                                                            : 0;
        shares = with_own;
    }
    ctg__keeper_receive(&made->keepers, entry->target, entry->amount, shares,
                        ctg__tally_cause(entry));
}

static void receive(ctg__tallying *made, const ctg__ledger_round *round,
                    size_t from, size_t to)
{
    for (size_t e = from; e < to; e++)
        if (!ctg__ledger_is_rounding(round->ledger, &round->entries[e]))
            receive_entry(made, &round->entries[e]);
}

/* What execution losses stem from; where all of it is rounding, from that. */
static void gather_sales(ctg__tallying *made, const ctg__ledger_round *round,
                         size_t from, size_t to)
{
    double own[CTG__TALLY_LANES];

    ctg__keepers_begin_sales(&made->keepers);
    for (int rounding = 0; rounding < 2; rounding++) {
        for (size_t e = from; e < to; e++) {
            const ctg_entry *const entry = &round->entries[e];
            const bool is_rounding =
                ctg__ledger_is_rounding(round->ledger, entry);

            if (entry->channel != CTG_IMPACT || is_rounding != rounding)
                continue;
            if (rounding &&
                made->keepers.impacts[ctg_actor_index(entry->target)].moment ==
                    1)
                continue;
            ctg__keeper_impact(&made->keepers, ctg_actor_index(entry->target),
                               entry->amount,
                               ctg__tally_entry_shares(made, entry, own));
            made->keepers.impacts[ctg_actor_index(entry->target)].moment =
                rounding ? 2 : 1;
        }
    }
    ctg__keepers_end_sales(&made->keepers);
}

/* --- a round --- */

static bool see_start(ctg__tallying *made, const ctg__ledger_round *round)
{
    bool fine = row_at(made->tally, 0) != NULL;

    for (size_t e = 0; e < round->entry_count; e++)
        fine &= book_entry(made, &round->entries[e]);
    receive(made, round, 0, round->entry_count);
    return fine;
}

static void send_all(ctg__tallying *made, const ctg__ledger_round *round,
                     size_t from)
{
    made->keepers.moment++;
    send(made, round, from, round->entry_count);
    for (size_t k = 0; k < round->spread_count; k++) {
        const ctg__spread spread = ctg__ledger_spread_at(round->ledger, k);

        ctg__tally_send_spread(made, round->ledger, &spread);
    }
    if (round->falls)
        ctg__tally_send_falls(made, round);
    gather_sales(made, round, from, round->entry_count);
}

static bool book_all(ctg__tallying *made, const ctg__ledger_round *round)
{
    bool fine = true;

    for (size_t e = 0; e < round->entry_count; e++) {
        note_start(made, &round->entries[e]);
        fine &= book_entry(made, &round->entries[e]);
    }
    for (size_t k = 0; k < round->spread_count; k++) {
        const ctg__spread spread = ctg__ledger_spread_at(round->ledger, k);

        for (size_t s = 0; s < spread.source_count; s++)
            if (ctg__tally_is_source(&spread, s) &&
                !ctg__keeper_sent(
                    &made->keepers,
                    CTG_ACTOR(CTG_ACTOR_NODE, spread.sources[s].node)))
                ctg__tally_note_first(made, spread.sources[s].node, 0);
        ctg__tally_book_spread(made, &spread);
        for (size_t t = 0; t < spread.target_count; t++)
            if (ctg__spread_borne(&spread, t) > 0)
                ctg__tally_note_first(made, spread.targets[t].node,
                                      round->number);
    }
    if (round->falls)
        ctg__tally_book_falls(made, round);
    return fine;
}

static bool add_all(ctg__tallying *made, const ctg__ledger_round *round)
{
    ctg__tally_row *const row = row_at(made->tally, round->number);
    bool fine = row != NULL;

    for (size_t e = 0; fine && e < round->entry_count; e++)
        add_entry(made, &round->entries[e], row);
    for (size_t k = 0; fine && k < round->spread_count; k++) {
        const ctg__spread spread = ctg__ledger_spread_at(round->ledger, k);

        fine = ctg__tally_spread(made, round, &spread, row);
    }
    if (fine && round->falls)
        ctg__tally_falls(made, round, row);
    return fine;
}

static bool see_round(ctg__tallying *made, const ctg__ledger_round *round)
{
    size_t close = 0; /* `price` entries come before all but shocks */
    bool fine;

    while (close < round->entry_count &&
           round->entries[close].channel <= CTG_PRICE)
        close++;
    made->only_falls =
        round->falls && !round->entry_count && !round->spread_count;
    made->keepers.moment++;
    send(made, round, 0, close);
    receive(made, round, 0, close);
    send_all(made, round, close);
    fine = book_all(made, round) && add_all(made, round);
    receive(made, round, close, round->entry_count);
    for (size_t k = 0; fine && k < round->spread_count; k++) {
        const ctg__spread spread = ctg__ledger_spread_at(round->ledger, k);

        fine = ctg__tally_receive_spread(made, round, &spread);
    }
    if (fine && round->falls)
        ctg__tally_receive_falls(made, round);
    close_cells(made);
    return fine && (round->number != 1 || settle_direct(made));
}

ctg_status ctg__tally_see(void *context, const ctg__ledger_round *round,
                          ctg_error *error)
{
    ctg__tallying *const made = context;
    const bool fine =
        round->number ? see_round(made, round) : see_start(made, round);

    return fine ? CTG_OK : ctg__fail_memory(error);
}

ctg_status ctg__tallying_finish(ctg__tallying *made, ctg_error *error)
{
    return settle_direct(made) ? CTG_OK : ctg__fail_memory(error);
}
