#include "trace/net.h"

#include <math.h>

#include "base/memory.h"

typedef struct builder {
    ctg__net *net;
    const ctg__causes *causes;
    uint32_t *latest; /* per node: its cell made last, but for direct ones */
    double *led_to;   /* per set: the losses of all that was sent with it */
    ctg__split split;
} builder;

void ctg__net_split(const ctg__causes *causes, size_t entry, ctg__split *split)
{
    ctg__code_split(causes, entry, split);
    if (ctg__hits_node(&causes->entries[entry]) &&
        ctg__code_of(&causes->entries[entry]) == CTG__CONNECTION)
        split->share[CTG__OT] = 1;
}

/* --- cells -----------------------------------------------------------------
 */

static uint32_t add_cell(ctg__net *net, ctg_node node, uint32_t round)
{
    ctg__fall *const grown = ctg__grow_array(
        net->cells, net->cell_count, &net->cell_room, 256, sizeof *grown);

    if (!grown)
        return CTG__NO_CELL;
    net->cells = grown;
    net->cells[net->cell_count] = (ctg__fall){.node = node, .round = round};
    net->rounds = round > net->rounds ? round : net->rounds;
    return (uint32_t)net->cell_count++;
}

static uint32_t cell_at(builder *made, ctg_node node, uint32_t round)
{
    uint32_t *const at = round ? &made->latest[node] : &made->net->direct[node];

    if (*at == CTG__NO_CELL || made->net->cells[*at].round != round)
        *at = add_cell(made->net, node, round);
    return *at;
}

static bool book(builder *made, const ctg_entry *entry, uint32_t round,
                 double amount)
{
    const uint32_t at = cell_at(made, ctg_actor_index(entry->target), round);

    if (at == CTG__NO_CELL)
        return false;
    made->net->cells[at].net += amount;
    made->net->cells[at].booked += fmax(0, amount);
    return true;
}

/* The shares of a node's entry in display round 0, and in its own round. Fills
 * made->split of prices alone. */
static double split_direct(builder *made, size_t e, double *rest)
{
    const ctg_entry *const entry = &made->causes->entries[e];
    double direct = 0;

    /* Nearly all: of one code, in its own round. */
    *rest = 1;
    if (entry->channel != CTG_PRICE)
        return 0;
    *rest = 0;
    ctg__net_split(made->causes, e, &made->split);
    for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++)
        if (ctg__code_column(entry, code) == entry->round)
            *rest += made->split.share[code];
        else
            direct += made->split.share[code];
    return direct;
}

/* An entry of a round: what is direct of it, and the rest. */
static bool book_entry(builder *made, size_t e)
{
    const ctg_entry *const entry = &made->causes->entries[e];
    bool booked = true;
    double direct;
    double rest;

    made->net->cell_of[e] = CTG__NO_CELL;
    if (!ctg__hits_node(entry))
        return true;
    direct = split_direct(made, e, &rest);
    if (direct > 0)
        booked = book(made, entry, 0, direct * entry->amount);
    if (booked && rest > 0) {
        booked = book(made, entry, entry->round, rest * entry->amount);
        if (booked)
            made->net->cell_of[e] =
                cell_at(made, ctg_actor_index(entry->target), entry->round);
    }
    return booked;
}

/* Who sends without ever having received was weak from the start. */
static bool book_start(builder *made, size_t e)
{
    const ctg_entry *const entry = &made->causes->entries[e];

    if (entry->round == 0 || made->causes->set_of[e] != CTG__NO_SET ||
        ctg_actor_kind_of(entry->source) != CTG_ACTOR_NODE)
        return true;
    return cell_at(made, ctg_actor_index(entry->source), 0) != CTG__NO_CELL;
}

static void sum_cells(ctg__net *net)
{
    for (size_t i = 0; i < net->cell_count; i++) {
        ctg__fall *const cell = &net->cells[i];

        cell->factor =
            cell->net > 0 && cell->booked > 0 ? cell->net / cell->booked : 0;
        net->booked += cell->booked;
        net->total += fmax(0, cell->net);
        net->gains += fmax(0, -cell->net);
        if (cell->round == 0)
            net->in_direct += fmax(0, cell->net);
    }
}

/* --- what losses carry on --------------------------------------------------
 */

double ctg__net_part(const ctg__net *net, const ctg_entry *entry, size_t index,
                     ctg__code code, double share)
{
    const uint32_t cell = ctg__net_cell(net, entry, index, code);

    return cell != CTG__NO_CELL && entry->amount > 0
               ? share * entry->amount * net->cells[cell].factor
               : 0;
}

/* What starts after round 0: prices that a shock moved, felt later, and what
 * an asset without any cause sent. */
static void add_late(builder *made, size_t e, double worth)
{
    const ctg_entry *const entry = &made->causes->entries[e];
    const bool caused = made->causes->set_of[e] != CTG__NO_SET;

    if (entry->round == 0 ||
        ctg_actor_kind_of(entry->source) != CTG_ACTOR_ASSET)
        return;
    if (ctg__hits_node(entry) && entry->channel == CTG_PRICE)
        made->net->late += ctg__code_column(entry, CTG__SH) == entry->round
                               ? made->split.share[CTG__SH] * worth
                               : 0;
    else if (!caused)
        made->net->late += worth;
}

/*
 * Adds what an entry led to, to its cells and to what its sender passed on.
 * `worth` is that and what of the entry itself is contagion.
 */
static void push(builder *made, size_t e, double led_to, double worth)
{
    ctg__net *const net = made->net;
    const ctg_entry *const entry = &made->causes->entries[e];
    const uint32_t set = made->causes->set_of[e];

    if (ctg__hits_node(entry)) {
        double rest;
        const double direct = split_direct(made, e, &rest);

        if (direct > 0)
            net->cells[net->direct[ctg_actor_index(entry->target)]].carry +=
                direct * led_to;
        if (rest > 0)
            net->cells[net->cell_of[e]].carry += rest * led_to;
    }
    add_late(made, e, worth);
    if (set != CTG__NO_SET)
        made->led_to[set] += worth;
    else if (entry->round > 0 &&
             ctg_actor_kind_of(entry->source) == CTG_ACTOR_NODE)
        net->cells[net->direct[ctg_actor_index(entry->source)]].carry += worth;
}

/* Backwards over the sets: what caused a set's members is in lower ones. */
static bool carry_back(builder *made)
{
    const ctg__causes *const causes = made->causes;

    for (size_t set = 0; set < causes->set_count; set++)
        made->led_to[set] = 0;
    for (size_t e = 0; e < causes->entry_count; e++) {
        const ctg_entry *const entry = &causes->entries[e];
        const uint32_t cell = made->net->cell_of[e];

        if (!ctg__causes_ask(causes, e))
            return false;
        if (entry->round > 0 && entry->amount > 0 && cell != CTG__NO_CELL)
            push(made, e, 0, entry->amount * made->net->cells[cell].factor);
    }
    for (size_t set = causes->set_count; set-- > 0;) {
        if (!ctg__causes_ask_after(causes, causes->first[set + 1] -
                                               causes->first[set] + 1))
            return false;
        for (size_t m = causes->first[set];
             made->led_to[set] > 0 && m < causes->first[set + 1]; m++) {
            const uint32_t e = causes->members[m];
            const double part =
                made->led_to[set] *
                ctg__share(causes, (uint32_t)set, causes->entries[e].amount);

            push(made, e, part, part);
        }
    }
    return true;
}

/* --- all of it -------------------------------------------------------------
 */

static bool build(builder *made)
{
    const ctg__causes *const causes = made->causes;

    for (size_t i = 0; i < causes->node_count; i++)
        made->net->direct[i] = made->latest[i] = CTG__NO_CELL;
    for (size_t e = 0; e < causes->entry_count; e++)
        if (!ctg__causes_ask(causes, e) || !book_entry(made, e) ||
            !book_start(made, e))
            return false;
    sum_cells(made->net);
    return carry_back(made);
}

ctg_status ctg__net_init(ctg__net *net, const ctg__causes *causes,
                         ctg_error *error)
{
    builder made = {.net = net, .causes = causes};
    bool fine;

    *net = (ctg__net){.cell_of = ctg__allocate_array(causes->entry_count + 1,
                                                     sizeof *net->cell_of),
                      .direct = ctg__allocate_array(causes->node_count + 1,
                                                    sizeof *net->direct)};
    made.latest =
        ctg__allocate_array(causes->node_count + 1, sizeof *made.latest);
    made.led_to =
        ctg__allocate_array(causes->set_count + 1, sizeof *made.led_to);
    fine = net->cell_of && net->direct && made.latest && made.led_to &&
           build(&made);
    ctg__release(made.latest);
    ctg__release(made.led_to);
    if (!fine) {
        ctg__net_clear(net);
        return ctg__causes_fail(causes, error);
    }
    return CTG_OK;
}

void ctg__net_clear(ctg__net *net)
{
    ctg__release(net->cells);
    ctg__release(net->cell_of);
    ctg__release(net->direct);
    *net = (ctg__net){0};
}
