#include "trace/fall_flow.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/threads.h"

enum { BLOCK = 2048 /* nodes, or debtors */ };

/* --- round 0 ---------------------------------------------------------------
 */

/* Counted by node, then placed. */
bool ctg__fall_starts_init(ctg__fall_starts *starts, const ctg_ledger *ledger,
                           size_t node_count, ctg__arena *arena)
{
    const size_t count = ctg__ledger_round_end(ledger, 0);
    size_t *first;

    if (!TAKE(arena, starts->entries, count + 1) ||
        !TAKE(arena, starts->order, count + 1) ||
        !TAKE(arena, starts->first, node_count + 2))
        return false;
    first = starts->first;
    starts->count = ctg_ledger_read(ledger, 0, starts->entries, count);
    for (size_t e = 0; e < count; e++)
        if (ctg__hits_node(&starts->entries[e]))
            first[ctg_actor_index(starts->entries[e].target) + 1]++;
    for (size_t i = 0; i < node_count; i++)
        first[i + 1] += first[i];
    for (size_t e = 0; e < count; e++)
        if (ctg__hits_node(&starts->entries[e]))
            starts->order[first[ctg_actor_index(starts->entries[e].target)]++] =
                (uint32_t)e;
    /* Each start moved to its end, which is the next one's start. */
    memmove(first + 1, first, node_count * sizeof *first);
    first[0] = 0;
    return true;
}

static void receive_start(const ctg__fall_flow *flow, size_t node)
{
    const ctg__fall_starts *const starts = &flow->starts;

    for (size_t i = starts->first[node]; i < starts->first[node + 1]; i++) {
        flow->any[node] = true;
        flow->received[node] +=
            fmax(0, starts->entries[starts->order[i]].amount);
    }
}

/* Nothing positive was received, so nothing after round 0. */
static double total_of_start(const ctg__fall_flow *flow, size_t node)
{
    const ctg__fall_starts *const starts = &flow->starts;
    double absolute = 0;

    for (size_t i = starts->first[node]; i < starts->first[node + 1]; i++)
        absolute += fabs(starts->entries[starts->order[i]].amount);
    return -absolute;
}

/* --- forward: sets ---------------------------------------------------------
 */

static void measure_least(const ctg__fall_flow *flow, ctg_node debtor)
{
    const ctg__exposures *const of = flow->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];
    double least = INFINITY;

    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const ctg_node creditor = of->debtor_creditor[k];
        const double owed = ctg__kept_pair(flow->kept, 1, &k, end);

        if (owed > 0)
            least = fmin(least, flow->next[creditor].rounding / owed);
    }
    flow->least[debtor] = least;
}

/* Whether a debtor sends more than rounding to anybody. */
static bool sends(const ctg__fall_flow *flow, ctg_node debtor, double fall)
{
    const ctg__exposures *const of = flow->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];

    /* Entries are rounded by less. */
    if (fall > flow->least[debtor] * (1 + 1e-9))
        return true;
    if (fall < flow->least[debtor] * (1 - 1e-9))
        return false;
    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const ctg_node creditor = of->debtor_creditor[k];

        if (ctg__kept_pair(flow->kept, fall, &k, end) >
            flow->next[creditor].rounding)
            return true;
    }
    return false;
}

static double close_set(const ctg__fall_flow *flow, ctg_node node)
{
    const double total = flow->received[node] > 0 ? flow->received[node]
                                                  : total_of_start(flow, node);

    flow->received[node] = 0;
    flow->any[node] = false;
    flow->sent[node] = true;
    return total;
}

static void send(const ctg__fall_flow *flow, const ctg__kept_round *round,
                 uint32_t number)
{
    const size_t first = flow->offset[number];

    for (size_t i = 0; i < round->debtor_count; i++) {
        const ctg_node debtor = round->debtor[i];

        if (flow->last)
            flow->last[debtor] = number;
        if (!flow->any[debtor] || !sends(flow, debtor, round->fall[i])) {
            flow->total[first + i] = flow->sent[debtor] ? NAN : -INFINITY;
            continue;
        }
        flow->total[first + i] = close_set(flow, debtor);
        if (flow->closed_first)
            flow->closed_first[debtor]++;
        if (flow->begin) {
            flow->begin[first + i] = flow->latest[debtor];
            flow->latest[debtor] = number;
        }
    }
}

static inline void take_in(const ctg__fall_flow *flow, ctg_node creditor,
                           double amount)
{
    if (amount > flow->next[creditor].rounding) {
        flow->any[creditor] = true;
        flow->received[creditor] += amount;
    }
}

static void gather_row(const ctg__fall_flow *flow, ctg_node creditor)
{
    const ctg__exposures *const of = flow->kept->exposures;
    const double rounding = flow->next[creditor].rounding;
    const size_t end = of->start[creditor + 1];
    double received = flow->received[creditor];
    bool any = flow->any[creditor];

    for (size_t e = of->start[creditor]; e < end;) {
        const double amount = ctg__kept_from(flow->kept, flow->fall, &e, end);

        any |= amount > rounding;
        received += amount > rounding ? amount : 0;
    }
    flow->received[creditor] = received;
    flow->any[creditor] = any;
}

static void gather(const ctg__fall_flow *flow)
{
    const size_t nodes = flow->node_count;

#pragma omp parallel for schedule(static)                                      \
    num_threads(ctg__threads_for(flow->kept->exposures->count))
    for (size_t first = 0; first < nodes; first += BLOCK)
        for (size_t i = first; i < nodes && i < first + BLOCK; i++)
            gather_row(flow, (ctg_node)i);
}

static void receive(const ctg__fall_flow *flow, const ctg__kept_round *round)
{
    const ctg__exposures *const of = flow->kept->exposures;

    if (!ctg__kept_gathers(flow->kept, round)) {
        for (size_t i = 0; i < round->debtor_count; i++)
            for (size_t k = of->debtor_start[round->debtor[i]],
                        end = of->debtor_start[round->debtor[i] + 1];
                 k < end;) {
                const ctg_node creditor = of->debtor_creditor[k];

                take_in(flow, creditor,
                        ctg__kept_pair(flow->kept, round->fall[i], &k, end));
            }
        return;
    }
    ctg__kept_lay_out(round, flow->fall);
    gather(flow);
    ctg__kept_put_away(round, flow->fall);
}

static bool ask(const ctg__fall_flow *flow, const ctg__kept_round *round)
{
    return !flow->asking ||
           ctg__ask_after(flow->asking, ctg__kept_round_count(round) + 1);
}

static bool go_forward(ctg__fall_flow *flow)
{
    for (size_t i = 0; i < flow->node_count; i++)
        receive_start(flow, i);
    for (uint32_t r = 1; r < flow->round_count; r++) {
        const ctg__kept_round *const round =
            ctg__ledger_fallen(flow->ledger, r);

        if (!round)
            continue;
        send(flow, round, r);
        receive(flow, round);
        if (!ask(flow, round))
            return false;
    }
    return true;
}

/* Where rounds of each node end, of so many for each: going backward fills them
 * from there, so that they begin there in the end. */
static bool make_closed_room(ctg__fall_flow *flow)
{
    size_t count = 0;

    for (size_t i = 0; i <= flow->node_count; i++)
        count = flow->closed_first[i] += count;
    return TAKE_ROOM(&flow->arena, flow->closed, count + 1);
}

/* --- backward: what sets led to --------------------------------------------
 */

/* The losses of a debtor's entries of a round, and what these led to; `*own`:
 * these losses alone. */
static double losses_of(const ctg__fall_flow *flow, ctg_node debtor,
                        double fall, double *own)
{
    const ctg__exposures *const of = flow->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];
    double sum = flow->sum[debtor];
    double losses = 0;

    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const ctg__next_sent *const next = &flow->next[of->debtor_creditor[k]];
        const double amount = ctg__kept_pair(flow->kept, fall, &k, end);

        if (amount > next->rounding) {
            losses += amount;
            sum += amount + amount * next->led_to;
        } else if (flow->with_rounding) {
            losses += amount;
            sum += amount;
        }
    }
    *own = losses;
    return sum;
}

static void close_backward(ctg__fall_flow *flow, ctg_node debtor,
                           uint32_t number, size_t fall)
{
    const double total = flow->total[fall];

    if (isnan(total))
        return;
    flow->led_to[fall] = flow->sum[debtor];
    flow->sum[debtor] = 0;
    if (isinf(total))
        return;
    if (flow->closed)
        flow->closed[--flow->closed_first[debtor]] = number;
    /* Of what is not positive nothing after round 0 is part. */
    flow->next[debtor].led_to = total > 0 ? flow->led_to[fall] / total : 0;
}

static void go_round(ctg__fall_flow *flow, const ctg__kept_round *round,
                     uint32_t number)
{
    const size_t count = round->debtor_count;
    double *const own = flow->fall; /* by place; not needed any more */

#pragma omp parallel for schedule(static)                                      \
    num_threads(ctg__threads_for(ctg__kept_round_count(round)))
    for (size_t first = 0; first < count; first += BLOCK)
        for (size_t i = first; i < count && i < first + BLOCK; i++)
            flow->sum[round->debtor[i]] =
                losses_of(flow, round->debtor[i], round->fall[i], &own[i]);
    for (size_t i = 0; i < count; i++) {
        flow->losses += own[i];
        close_backward(flow, round->debtor[i], number,
                       flow->offset[number] + i);
    }
}

static bool go_backward(ctg__fall_flow *flow)
{
    for (uint32_t r = flow->round_count; r-- > 1;) {
        const ctg__kept_round *const round =
            ctg__ledger_fallen(flow->ledger, r);

        if (!round)
            continue;
        go_round(flow, round, r);
        if (!ask(flow, round))
            return false;
    }
    return true;
}

/* --- all of it -------------------------------------------------------------
 */

static bool take_room(ctg__fall_flow *flow)
{
    const size_t nodes = flow->node_count;
    ctg__arena *const arena = &flow->arena;
    size_t count = 0;

    if (!TAKE(arena, flow->offset, flow->round_count + (size_t)1) ||
        !TAKE(arena, flow->next, nodes + 1) ||
        !TAKE(arena, flow->received, nodes + 1) ||
        !TAKE(arena, flow->any, nodes + 1) ||
        !TAKE(arena, flow->sent, nodes + 1) ||
        !TAKE(arena, flow->fall, nodes + 1) ||
        !TAKE(arena, flow->least, nodes + 1) ||
        !TAKE(arena, flow->sum, nodes + 1) ||
        !ctg__fall_starts_init(&flow->starts, flow->ledger, nodes, arena))
        return false;
    for (uint32_t r = 1; r < flow->round_count; r++) {
        const ctg__kept_round *const round =
            ctg__ledger_fallen(flow->ledger, r);

        flow->offset[r] = count;
        count += round ? round->debtor_count : 0;
    }
    flow->offset[flow->round_count] = count;
    for (size_t i = 0; i < nodes; i++)
        flow->next[i].rounding =
            ctg__ledger_rounding(flow->ledger, CTG_ACTOR(CTG_ACTOR_NODE, i));
    for (size_t i = 0; i < nodes; i++)
        measure_least(flow, (ctg_node)i);
    return TAKE_ROOM(arena, flow->total, count + 1) &&
           TAKE_ROOM(arena, flow->led_to, count + 1);
}

static ctg__fall_flow flow_of(const ctg_ledger *ledger)
{
    return (ctg__fall_flow){.ledger = ledger,
                            .kept = ctg__ledger_falls(ledger),
                            .node_count = ctg__ledger_node_count(ledger),
                            .round_count = ctg__ledger_round_count(ledger)};
}

bool ctg__fall_flow_init(ctg__fall_flow *flow, const ctg_ledger *ledger,
                         ctg__asking *asking)
{
    *flow = flow_of(ledger);
    flow->asking = asking;
    return take_room(flow) &&
           TAKE(&flow->arena, flow->last, flow->node_count + 1) &&
           TAKE(&flow->arena, flow->closed_first, flow->node_count + 1) &&
           go_forward(flow) && make_closed_room(flow) && go_backward(flow);
}

bool ctg__fall_flow_init_drawn(ctg__fall_flow *flow, const ctg_ledger *ledger,
                               ctg__asking *asking)
{
    *flow = flow_of(ledger);
    flow->asking = asking;
    flow->with_rounding = true;
    return take_room(flow) &&
           TAKE(&flow->arena, flow->latest, flow->node_count + 1) &&
           TAKE_ROOM(&flow->arena, flow->begin,
                     flow->offset[flow->round_count] + 1) &&
           go_forward(flow) && go_backward(flow);
}

bool ctg__fall_flow_init_sets(ctg__fall_flow *flow, const ctg_ledger *ledger,
                              ctg__asking *asking)
{
    *flow = flow_of(ledger);
    flow->asking = asking;
    return take_room(flow) && go_forward(flow);
}

void ctg__fall_flow_clear(ctg__fall_flow *flow)
{
    ctg__arena_clear(&flow->arena);
}
