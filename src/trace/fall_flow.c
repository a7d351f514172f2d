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

static void measure_debt(const ctg__fall_flow *flow, ctg_node debtor)
{
    const ctg__exposures *const of = flow->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];
    ctg__fall_debt debt = {0, INFINITY, -INFINITY};

    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const ctg_node creditor = of->debtor_creditor[k];
        const double owed = ctg__kept_pair(flow->kept, 1, &k, end);

        debt.owed += owed;
        if (owed > 0) {
            debt.least = fmin(debt.least, flow->rounding[creditor] / owed);
            debt.most = fmax(debt.most, flow->rounding[creditor] / owed);
        }
    }
    flow->debt[debtor] = debt;
}

static void measure_debts(const ctg__fall_flow *flow)
{
    const size_t nodes = flow->node_count;

#pragma omp parallel for schedule(static)                                      \
    num_threads(ctg__threads_for(flow->kept->exposures->count))
    for (size_t first = 0; first < nodes; first += BLOCK)
        for (size_t i = first; i < nodes && i < first + BLOCK; i++)
            measure_debt(flow, (ctg_node)i);
}

/* Whether a debtor sends more than rounding to anybody. */
static bool sends(const ctg__fall_flow *flow, ctg_node debtor, double fall)
{
    if (fall > flow->debt[debtor].least * (1 + 1e-9))
        return true;
    return ctg__fall_reaches(flow, debtor, fall) != CTG__REACHES_NOBODY &&
           ctg__kept_sends(flow->kept, debtor, fall, flow->rounding);
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
    if (amount > flow->rounding[creditor]) {
        flow->any[creditor] = true;
        flow->received[creditor] += amount;
    }
}

static void gather_row(const ctg__fall_flow *flow, ctg_node creditor)
{
    const ctg__exposures *const of = flow->kept->exposures;
    const double rounding = flow->rounding[creditor];
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

/* Falls by debtor of those who reach anybody; how much they owe: exposures. */
static size_t lay_out(const ctg__fall_flow *flow, const ctg__kept_round *round)
{
    size_t owed = 0;

    for (size_t i = 0; i < round->debtor_count; i++)
        if (ctg__fall_reaches(flow, round->debtor[i], round->fall[i])) {
            flow->fall[round->debtor[i]] = round->fall[i];
            owed += round->begin[i + 1] - round->begin[i];
        }
    return owed;
}

static void pass_on(const ctg__fall_flow *flow, ctg_node debtor)
{
    const ctg__exposures *const of = flow->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];

    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const ctg_node creditor = of->debtor_creditor[k];

        take_in(flow, creditor,
                ctg__kept_pair(flow->kept, flow->fall[debtor], &k, end));
    }
}

static void receive(const ctg__fall_flow *flow, const ctg__kept_round *round)
{
    const size_t owed = lay_out(flow, round);

    if (ctg__kept_are_many(flow->kept, owed))
        gather(flow);
    else
        for (size_t i = 0; owed && i < round->debtor_count; i++)
            if (flow->fall[round->debtor[i]] > 0)
                pass_on(flow, round->debtor[i]);
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

/* What each unit of a debtor's fall led to at its creditors, where all of it
 * does. */
static double led_to_by_all(const ctg__fall_flow *flow, ctg_node debtor)
{
    const ctg__exposures *const of = flow->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];
    double sum = 0;

    for (size_t k = of->debtor_start[debtor]; k < end; k++)
        sum +=
            flow->kept->amount[k] * flow->next_led_to[of->debtor_creditor[k]];
    return sum;
}

/* What a debtor's entries of a round led to at its creditors, and, in `*own`,
 * the losses that they are themselves: one by one. */
static double led_to_by_some(const ctg__fall_flow *flow, ctg_node debtor,
                             double fall, double *own)
{
    const ctg__exposures *const of = flow->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];
    double sum = 0;

    *own = 0;
    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const ctg_node creditor = of->debtor_creditor[k];
        const double amount = ctg__kept_pair(flow->kept, fall, &k, end);
        const bool reaches = amount > flow->rounding[creditor];

        *own += reaches || flow->with_rounding ? amount : 0;
        sum += reaches ? amount * flow->next_led_to[creditor] : 0;
    }
    return sum;
}

/* All that a debtor's fall led to, and, in `*own`, its own losses. */
static double led_to_by(const ctg__fall_flow *flow, ctg_node debtor,
                        double fall, double *own)
{
    const ctg__fall_reach reach = ctg__fall_reaches(flow, debtor, fall);
    double sum = 0;

    *own = reach || flow->with_rounding ? fall * flow->debt[debtor].owed : 0;
    if (reach == CTG__REACHES_ALL)
        sum = fall * led_to_by_all(flow, debtor);
    else if (reach == CTG__REACHES_SOME)
        sum = led_to_by_some(flow, debtor, fall, own);
    return *own + sum;
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
    flow->next_led_to[debtor] = total > 0 ? flow->led_to[fall] / total : 0;
}

static void go_round(ctg__fall_flow *flow, const ctg__kept_round *round,
                     uint32_t number)
{
    const size_t count = round->debtor_count;
    double *const own = flow->fall; /* by place */

#pragma omp parallel for schedule(static)                                      \
    num_threads(ctg__threads_for(ctg__kept_round_count(round)))
    for (size_t first = 0; first < count; first += BLOCK)
        for (size_t i = first; i < count && i < first + BLOCK; i++)
            flow->sum[round->debtor[i]] +=
                led_to_by(flow, round->debtor[i], round->fall[i], &own[i]);
    for (size_t i = 0; i < count; i++) {
        flow->losses += own[i];
        close_backward(flow, round->debtor[i], number,
                       flow->offset[number] + i);
        own[i] = 0;
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
        !TAKE(arena, flow->rounding, nodes + 1) ||
        !TAKE(arena, flow->debt, nodes + 1) ||
        !TAKE(arena, flow->next_led_to, nodes + 1) ||
        !TAKE(arena, flow->received, nodes + 1) ||
        !TAKE(arena, flow->any, nodes + 1) ||
        !TAKE(arena, flow->sent, nodes + 1) ||
        !TAKE(arena, flow->fall, nodes + 1) ||
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
        flow->rounding[i] =
            ctg__ledger_rounding(flow->ledger, CTG_ACTOR(CTG_ACTOR_NODE, i));
    measure_debts(flow);
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
