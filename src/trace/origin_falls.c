/*
 * Origin shares by falls alone. All that a debtor sends in a round has the same
 * origins: the average of those of what it received since it last sent. So
 * each creditor adds up, along its row, what it lost by each origin, and that
 * is all that is kept: no entry, no set. Sums are those of origins.c, in its
 * order, the ledger's: rounds, and in each of them debtors ascending.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/threads.h"
#include "trace/sending.h"
#include "trace/tally.h"
#include "trace/trace.h"

enum {
    MOST_LANES = 8, /* origins at a time: a line of memory */
    BLOCK = 2048,   /* nodes */
    AHEAD = 32,     /* exposures whose shares are asked for early */
    READ = 256      /* entries at a time */
};

/* Sums of a row stay in registers. */
#if defined(__clang__)
#define UNROLLED _Pragma("clang loop unroll(full)")
#else
#define UNROLLED _Pragma("GCC unroll 8")
#endif

typedef struct origin_falls {
    const ctg_ledger *ledger;
    const ctg__kept_falls *kept;
    ctg__asking *asking;
    size_t node_count;
    ctg_actor *origins; /* shocks of round 0, and `initial` */
    size_t origin_count;
    ctg__arena arena;
    ctg__keepers keepers; /* what nodes received since they last sent */
    ctg__sending sending;
    double *fall;      /* per node: of the round at hand; 0 */
    double *sums;      /* node_count x lanes */
    double *reached;   /* the same: above 0 if any share was */
    bool *all_reached; /* per node: that of every lane that counts is */
    bool initial_sent; /* somebody was weak from the start: it counts */
    size_t lanes;
    const ctg_actor *lane_origins; /* fewer than lanes at the end */
    size_t lane_count;
    ctg_origin *found;
    size_t found_count;
    size_t found_room;
} origin_falls;

static ctg_actor node_actor(size_t node)
{
    return CTG_ACTOR(CTG_ACTOR_NODE, node);
}

/* --- round 0 --- */

/* Shocks that have entries; `initial` always, as it may be found later. */
static bool list_origins(origin_falls *made)
{
    const size_t end = ctg__ledger_round_end(made->ledger, 0);
    size_t count = 0;
    ctg_entry entry;

    made->origins = ctg__allocate_array(end + 1, sizeof *made->origins);
    for (size_t e = 0; made->origins && e < end; e++) {
        ctg_ledger_read(made->ledger, e, &entry, 1);
        /* In the order of sources. */
        if (ctg_actor_kind_of(entry.source) == CTG_ACTOR_SHOCK &&
            (!count || made->origins[count - 1] != entry.source))
            made->origins[count++] = entry.source;
    }
    if (made->origins)
        made->origins[count++] = CTG_ACTOR(CTG_ACTOR_INITIAL, 0);
    made->origin_count = count;
    return made->origins != NULL;
}

static void take_first(origin_falls *made, const ctg_entry *entry)
{
    const size_t node = ctg_actor_index(entry->target);
    const ctg_actor origin = ctg__origin_of(entry);
    double shares[MOST_LANES] = {0};

    if (ctg_actor_kind_of(entry->target) != CTG_ACTOR_NODE)
        return; /* assets send nothing here */
    for (size_t l = 0; l < made->lane_count; l++) {
        shares[l] = made->lane_origins[l] == origin;
        made->sums[node * made->lanes + l] += entry->amount * shares[l];
        made->reached[node * made->lanes + l] += shares[l];
    }
    ctg__keeper_receive(&made->keepers, entry->target, entry->amount, shares,
                        0);
}

static void take_start(origin_falls *made)
{
    const size_t end = ctg__ledger_round_end(made->ledger, 0);
    ctg_entry entries[READ];

    for (size_t e = 0; e < end; e++) {
        if (e % READ == 0)
            ctg_ledger_read(made->ledger, e, entries, READ);
        take_first(made, &entries[e % READ]);
    }
}

/* --- sending --- */

/* Who sends without having received was weak from the start. */
static void fill_initial(origin_falls *made, ctg_node debtor)
{
    double *const sent = made->keepers.sent + debtor * made->lanes;

    if (!made->initial_sent)
        memset(made->all_reached, 0,
               made->node_count * sizeof *made->all_reached);
    made->initial_sent = true;
    for (size_t l = 0; l < made->lane_count; l++)
        sent[l] = ctg_actor_kind_of(made->lane_origins[l]) == CTG_ACTOR_INITIAL;
}

static void send(origin_falls *made, const ctg__kept_round *round)
{
    made->keepers.moment++;
    for (size_t i = 0; i < round->debtor_count; i++) {
        const ctg_actor actor = node_actor(round->debtor[i]);

        if (ctg__sending_is_more(&made->sending, round->debtor[i],
                                 round->fall[i]))
            ctg__keeper_send(&made->keepers, actor);
        if (!ctg__keeper_sent(&made->keepers, actor))
            fill_initial(made, round->debtor[i]);
    }
}

/* --- receiving --- */

/* What a creditor has so far, in registers. */
typedef struct row {
    double sums[MOST_LANES];
    double kept[MOST_LANES];
    double reached[MOST_LANES];
    double total;
    bool asks; /* whether shares are above 0 is asked */
} row;

static inline void open_row(const origin_falls *made, size_t creditor,
                            size_t lanes, row *of)
{
    const ctg__keeper *const keeper = &made->keepers.all[creditor];
    const size_t at = creditor * lanes;

    /* What is positive wipes out all that is not. */
    of->total = keeper->level == CTG__KEPT_POSITIVE ? keeper->total : 0;
    of->asks = !made->all_reached[creditor];
    for (size_t l = 0; of->asks && l < lanes; l++)
        of->reached[l] = made->reached[at + l];
    for (size_t l = 0; l < lanes; l++) {
        of->sums[l] = made->sums[at + l];
        of->kept[l] = keeper->level == CTG__KEPT_POSITIVE
                          ? made->keepers.kept[at + l]
                          : 0;
    }
}

/* An entry; one of 0 changes nothing. */
static inline void add_entry(const origin_falls *made, ctg_node debtor,
                             double amount, double rounding, size_t lanes,
                             row *of)
{
    const double *const shares = made->keepers.sent + debtor * lanes;
    const double kept = amount > rounding ? amount : 0;

    of->total += kept;
    UNROLLED
    for (size_t l = 0; l < lanes; l++) {
        of->sums[l] += amount * shares[l];
        of->kept[l] += kept * shares[l];
    }
    if (of->asks && kept > 0)
        for (size_t l = 0; l < lanes; l++)
            of->reached[l] += shares[l];
}

static bool counts(const origin_falls *made, size_t lane)
{
    return lane < made->lane_count &&
           (made->initial_sent ||
            ctg_actor_kind_of(made->lane_origins[lane]) != CTG_ACTOR_INITIAL);
}

static void note_reached(const origin_falls *made, size_t creditor,
                         const row *of)
{
    bool all = true;

    for (size_t l = 0; l < made->lanes; l++) {
        made->reached[creditor * made->lanes + l] = of->reached[l];
        all &= of->reached[l] > 0 || !counts(made, l);
    }
    made->all_reached[creditor] = all;
}

static inline void close_row(const origin_falls *made, size_t creditor,
                             size_t lanes, const row *of)
{
    ctg__keeper *const keeper = &made->keepers.all[creditor];
    const size_t at = creditor * lanes;

    memcpy(made->sums + at, of->sums, lanes * sizeof *of->sums);
    if (!(of->total > 0))
        return;
    if (of->asks)
        note_reached(made, creditor, of);
    memcpy(made->keepers.kept + at, of->kept, lanes * sizeof *of->kept);
    keeper->total = of->total;
    keeper->level = CTG__KEPT_POSITIVE;
}

static inline void gather_row(const origin_falls *made, size_t creditor,
                              size_t lanes)
{
    const ctg__exposures *const of = made->kept->exposures;
    const double *const given = made->kept->given;
    const size_t end = of->start[creditor + 1];
    row into;

    open_row(made, creditor, lanes, &into);
    for (size_t e = of->start[creditor]; e < end;) {
        const ctg_node debtor = of->debtor[e];
        const double fall = made->fall[debtor];
        double amount = given[e] * fall;

        if (e + AHEAD < of->count)
            __builtin_prefetch(made->keepers.sent +
                               of->debtor[e + AHEAD] * lanes);
        while (++e < end && of->debtor[e] == debtor)
            amount += given[e] * fall;
        add_entry(made, debtor, amount, made->sending.rounding[creditor], lanes,
                  &into);
    }
    close_row(made, creditor, lanes, &into);
}

/* The number of lanes is a constant to the compiler. */
static void gather_block(const origin_falls *made, size_t first, size_t past)
{
    for (size_t i = first; i < past; i++)
        if (made->lanes == MOST_LANES)
            gather_row(made, i, MOST_LANES);
        else if (made->lanes == 4)
            gather_row(made, i, 4);
        else
            gather_row(made, i, 2);
}

/* Rows do not know of each other. */
static void gather(const origin_falls *made)
{
    const size_t nodes = made->node_count;

#pragma omp parallel for schedule(static)                                      \
    num_threads(ctg__threads_for(made->kept->exposures->count))
    for (size_t first = 0; first < nodes; first += BLOCK)
        gather_block(made, first,
                     nodes - first < BLOCK ? nodes : first + BLOCK);
}

/* Debtor by debtor: what reaches a creditor comes in the same order. */
static inline void pass_on_lanes(const origin_falls *made, ctg_node debtor,
                                 double fall, size_t lanes)
{
    const ctg__exposures *const of = made->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];
    row into;

    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const ctg_node creditor = of->debtor_creditor[k];
        const double amount = ctg__kept_pair(made->kept, fall, &k, end);

        open_row(made, creditor, lanes, &into);
        add_entry(made, debtor, amount, made->sending.rounding[creditor], lanes,
                  &into);
        close_row(made, creditor, lanes, &into);
    }
}

static void pass_on(const origin_falls *made, ctg_node debtor, double fall)
{
    if (made->lanes == MOST_LANES)
        pass_on_lanes(made, debtor, fall, MOST_LANES);
    else if (made->lanes == 4)
        pass_on_lanes(made, debtor, fall, 4);
    else
        pass_on_lanes(made, debtor, fall, 2);
}

static void receive(const origin_falls *made, const ctg__kept_round *round)
{
    if (!ctg__kept_gathers(made->kept, round)) {
        for (size_t i = 0; i < round->debtor_count; i++)
            pass_on(made, round->debtor[i], round->fall[i]);
        return;
    }
    ctg__kept_lay_out(round, made->fall);
    gather(made);
    ctg__kept_put_away(round, made->fall);
}

/* --- all of it --- */

static bool go_through(origin_falls *made)
{
    take_start(made);
    for (uint32_t r = 1; r < ctg__ledger_round_count(made->ledger); r++) {
        const ctg__kept_round *const round =
            ctg__ledger_fallen(made->ledger, r);

        if (!round)
            continue;
        send(made, round);
        receive(made, round);
        if (!ctg__ask_after(made->asking,
                            made->lanes * ctg__kept_round_count(round) + 1))
            return false;
    }
    return true;
}

static bool make_room(origin_falls *made)
{
    const size_t nodes = made->node_count;
    ctg_error error;

    ctg__arena_clear(&made->arena);
    if (ctg__keepers_start(&made->keepers, &made->arena, nodes, 0, made->lanes,
                           &error) ||
        !ctg__sending_init(&made->sending, made->ledger, &made->arena) ||
        !TAKE(&made->arena, made->fall, nodes + 1) ||
        !TAKE(&made->arena, made->sums, nodes * made->lanes + 1) ||
        !TAKE(&made->arena, made->reached, nodes * made->lanes + 1) ||
        !TAKE(&made->arena, made->all_reached, nodes + 1))
        return false;
    return true;
}

static bool add_found(origin_falls *made, size_t node, size_t lane)
{
    ctg_origin *const grown = ctg__grow_array(
        made->found, made->found_count, &made->found_room, 64, sizeof *grown);

    if (!grown)
        return false;
    made->found = grown;
    grown[made->found_count++] =
        (ctg_origin){.node = (ctg_node)node,
                     .origin = made->lane_origins[lane],
                     .amount = made->sums[node * made->lanes + lane]};
    return true;
}

static bool find_some(origin_falls *made, size_t first)
{
    const size_t left = made->origin_count - first;
    bool fine;

    made->lane_origins = made->origins + first;
    made->lane_count = left < MOST_LANES ? left : MOST_LANES;
    made->lanes = left > 4 ? MOST_LANES : left > 2 ? 4 : 2;
    made->initial_sent = false;
    fine = make_room(made) && go_through(made);
    for (size_t i = 0; fine && i < made->node_count; i++)
        for (size_t l = 0; fine && l < made->lane_count; l++)
            if (made->reached[i * made->lanes + l] > 0)
                fine = add_found(made, i, l);
    return fine;
}

static bool find_all(origin_falls *made)
{
    bool fine = true;

    for (size_t first = 0; fine && first < made->origin_count;
         first += MOST_LANES)
        fine = find_some(made, first);
    if (fine && made->origin_count > MOST_LANES && made->found_count)
        qsort(made->found, made->found_count, sizeof *made->found,
              ctg__origins_order);
    return fine;
}

bool ctg__origins_of_falls(const ctg_ledger *ledger, ctg__asking *asking,
                           ctg_origin **found, size_t *count)
{
    origin_falls made = {
        .ledger = ledger, .kept = ctg__ledger_falls(ledger), .asking = asking};
    bool fine = list_origins(&made);
    ctg__single_end single = CTG__SINGLE_NOT;

    made.node_count = ctg__ledger_node_count(ledger);
    if (fine && made.origin_count == 2) /* a shock, and `initial` */
        single = ctg__origins_of_single(ledger, made.origins[0], asking,
                                        &made.found, &made.found_count);
    if (single == CTG__SINGLE_NOT)
        fine = fine && find_all(&made);
    else
        fine = single == CTG__SINGLE_FOUND;
    ctg__release(made.origins);
    ctg__arena_clear(&made.arena);
    *found = made.found;
    *count = made.found_count;
    return fine;
}
