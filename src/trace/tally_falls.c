/*
 * Claims that fell, in a tally: each creditor gathers what its debtors sent
 * from their shares, as it gathered the losses themselves.
 */
#include <math.h>
#include <string.h>

#include "base/threads.h"
#include "trace/tally_rounds.h"

enum {
    AHEAD = 32, /* entries whose shares are asked for early */
    USUAL = 8   /* nodes on a page */
};

static ctg_actor actor_of(ctg_node node)
{
    return CTG_ACTOR(CTG_ACTOR_NODE, node);
}

#define NEAR 1e-9

/* Sums of a row stay in registers. */
#if defined(__clang__)
#define UNROLLED _Pragma("clang loop unroll(full)")
#else
#define UNROLLED _Pragma("GCC unroll 16")
#endif

/* Without lanes all that is asked of a sender is whether it ever had causes. */
static bool is_known(const ctg__tallying *made, ctg_node node)
{
    return !made->keepers.lanes && made->keepers.all[node].has_sent;
}

/* --- by debtor --- */

/* Goes through the entries of a debtor, and what its creditors are owed by
 * several exposures adds up: whether one is more than rounding (without a
 * ledger: more than 0); the most that one is of it. */
static double most_given(const ctg__falls *falls, const ctg_ledger *ledger,
                         ctg_node debtor, const double *fall)
{
    const ctg__exposures *const of = falls->exposures;
    ctg_node last = CTG_NONE;
    double most = 0;
    double sum = 0;

    for (size_t k = of->debtor_start[debtor]; k < of->debtor_start[debtor + 1];
         k++) {
        const size_t e = of->by_debtor[k];
        const ctg_node creditor = of->debtor_creditor[k];
        const double amount =
            falls->amount[e] * (fall ? fall[falls->slot[e]] : 1);
        double share;

        sum = creditor == last ? sum + amount : amount;
        last = creditor;
        share = sum / ctg__ledger_rounding(ledger, actor_of(creditor));
        if (sum > 0 && !(share >= 0 && share <= most))
            most = share > 0 ? share : HUGE_VAL;
    }
    return most;
}

/* Whether a debtor gives anything to anybody. */
static bool tally_is_debtor(const ctg__falls *falls, ctg_node debtor)
{
    const ctg__exposures *const of = falls->exposures;

    for (size_t k = of->debtor_start[debtor]; k < of->debtor_start[debtor + 1];
         k++) {
        const size_t e = of->by_debtor[k];

        if (falls->amount[e] * falls->fall[falls->slot[e]] > 0)
            return true;
    }
    return false;
}

/* By what a full fall would be; near 1, by the entries themselves. */
static bool sends(ctg__tallying *made, const ctg__ledger_round *round,
                  ctg_node debtor)
{
    const ctg__falls *const falls = round->falls;
    double *const reach = &made->reach[debtor];
    double most;

    if (falls->slot != falls->exposures->debtor)
        return most_given(falls, round->ledger, debtor, falls->fall) > 1;
    if (*reach == 0)
        *reach = most_given(falls, round->ledger, debtor, NULL);
    most = *reach * falls->fall[debtor];
    return most > 1 + NEAR ||
           (most > 1 - NEAR &&
            most_given(falls, round->ledger, debtor, falls->fall) > 1);
}

void ctg__tally_send_falls(ctg__tallying *made, const ctg__ledger_round *round)
{
    const ctg__falls *const falls = round->falls;

    for (size_t k = 0; k < falls->debtor_count; k++) {
        const ctg_node debtor = falls->debtors[k];

        if (!is_known(made, debtor) && sends(made, round, debtor))
            ctg__keeper_send(&made->keepers, actor_of(debtor));
    }
}

void ctg__tally_book_falls(ctg__tallying *made, const ctg__ledger_round *round)
{
    const ctg__falls *const falls = round->falls;

    for (size_t k = 0; !made->knows_first && k < falls->debtor_count; k++) {
        const ctg_node debtor = falls->debtors[k];

        if (!ctg__keeper_sent(&made->keepers, actor_of(debtor)) &&
            tally_is_debtor(falls, debtor))
            ctg__tally_note_first(made, debtor, 0);
    }
    for (ctg_node i = 0; !made->only_falls && i < made->node_count; i++) {
        if (!(falls->gathered[i] > 0))
            continue;
        ctg__tally_book(made, i, falls->gathered[i], falls->gathered[i]);
        ctg__tally_note_first(made, i, round->number);
    }
}

/* Nothing else happened: what a node gathered is what it lost, net. */
static double add_only_falls(ctg__tallying *made,
                             const ctg__ledger_round *round)
{
    const double *const gathered = round->falls->gathered;
    double total = made->tally->total;
    double sum = 0;

    for (size_t i = 0; i < made->node_count; i++) {
        if (!(gathered[i] > 0))
            continue;
        sum += gathered[i];
        total += gathered[i];
        if (round->number < made->first[i])
            made->first[i] = round->number;
    }
    made->tally->total = total;
    return sum;
}

void ctg__tally_falls(ctg__tallying *made, const ctg__ledger_round *round,
                      ctg__tally_row *row)
{
    double sum = 0;

    if (made->only_falls && made->knows_first)
        return; /* the run was counted before */
    if (made->only_falls)
        sum = add_only_falls(made, round);
    for (size_t i = 0; !made->only_falls && i < made->node_count; i++)
        if (round->falls->gathered[i] > 0)
            sum +=
                round->falls->gathered[i] * ctg__tally_factor(&made->cells[i]);
    row->amounts[CTG__CD] += sum;
    row->total += sum;
    made->tally->codes[CTG__CD] += sum;
}

/* --- by creditor --- */

/* Senders without causes have shares too, where they are gathered from. */
static void fill_shares(ctg__tallying *made, const ctg__falls *falls)
{
    const size_t lanes = made->keepers.lanes;
    double own[CTG__TALLY_LANES];

    for (size_t k = 0; k < falls->debtor_count; k++) {
        const ctg_actor actor = actor_of(falls->debtors[k]);

        if (!ctg__keeper_sent(&made->keepers, actor))
            memcpy(made->keepers.sent + falls->debtors[k] * lanes,
                   ctg__tally_shares(made, actor, own), lanes * sizeof *own);
    }
}

/* Entries of a creditor from `e` on, of one debtor: past them; `*amount` is
 * what they come to. */
static inline size_t take_debtor(const ctg__falls *falls, size_t e, size_t end,
                                 double *amount)
{
    const ctg__exposures *const of = falls->exposures;
    const ctg_node debtor = of->debtor[e];

    *amount = 0;
    for (; e < end && of->debtor[e] == debtor; e++)
        *amount += falls->amount[e] * falls->fall[falls->slot[e]];
    return e;
}

/* What a creditor gathered: all of it, and what of it is rounding. */
typedef struct gathered {
    double parts[CTG__TALLY_LANES]; /* of each lane, money */
    double amount;
    double rounding;
} gathered;

/* Of entries of more than `above`. No branch for what is small: it is as good
 * as random, and whoever waits for it waits for memory, too. */
static inline void gather(const ctg__tallying *made, const ctg__falls *falls,
                          ctg_node creditor, double above, double rounding,
                          size_t lanes, gathered *into)
{
    const ctg__exposures *const of = falls->exposures;
    const double *const sent = made->keepers.sent;
    const size_t end = of->start[creditor + 1];
    double sums[CTG__TALLY_LANES] = {0};
    double all = 0;
    double small = 0;

    for (size_t e = of->start[creditor]; e < end;) {
        const double *const shares = sent + of->debtor[e] * lanes;
        double amount;

        if (e + AHEAD < of->count) {
            __builtin_prefetch(sent + of->debtor[e + AHEAD] * lanes);
            __builtin_prefetch(falls->fall + falls->slot[e + AHEAD]);
        }
        e = take_debtor(falls, e, end, &amount);
        amount = amount > above ? amount : 0;
        all += amount;
        small += amount > rounding ? 0 : amount;
        UNROLLED
        for (size_t l = 0; l < lanes; l++)
            sums[l] += amount * shares[l];
    }
    into->amount = all;
    into->rounding = small;
    memcpy(into->parts, sums, lanes * sizeof *sums);
}

/* The usual number of lanes is a constant to the compiler. */
static void gather_lanes(const ctg__tallying *made, const ctg__falls *falls,
                         ctg_node creditor, double above, double rounding,
                         gathered *into)
{
    const size_t lanes = made->keepers.lanes;

    if (lanes == USUAL)
        gather(made, falls, creditor, above, rounding, USUAL, into);
    else
        gather(made, falls, creditor, above, rounding, lanes, into);
}

/* Without lanes all that counts is whether anything is more than rounding. */
static bool is_more(const ctg__falls *falls, ctg_node creditor, double rounding)
{
    const size_t *const start = falls->exposures->start + creditor;

    return falls->gathered[creditor] >
           (1 + NEAR) * rounding * (double)(start[1] - start[0]);
}

/* What is rounding is passed on, but not kept. */
static void receive(ctg__tallying *made, const ctg__ledger_round *round,
                    ctg_node creditor, double *passed)
{
    const ctg__falls *const falls = round->falls;
    const ctg_actor actor = actor_of(creditor);
    const double rounding = fmax(0, ctg__ledger_rounding(round->ledger, actor));
    const double factor =
        made->only_falls ? 1 : ctg__tally_factor(&made->cells[creditor]);
    const size_t lanes = made->keepers.lanes;
    gathered of;

    if (is_known(made, creditor))
        return;
    if (!lanes && is_more(falls, creditor, rounding)) {
        of.amount = falls->gathered[creditor];
        ctg__keeper_receive_sum(&made->keepers, actor, of.amount, of.parts);
        return;
    }
    gather_lanes(made, falls, creditor, 0, rounding, &of);
    for (size_t l = 0; l < lanes; l++)
        passed[l] += factor * of.parts[l];
    if (of.rounding > 0)
        gather_lanes(made, falls, creditor, rounding, rounding, &of);
    if (!(of.amount > 0))
        return;
    if (made->lane[creditor] != CTG__NO_LANE &&
        made->first[creditor] == round->number)
        of.parts[made->lane[creditor]] += of.amount;
    ctg__keeper_receive_sum(&made->keepers, actor, of.amount, of.parts);
}

static void receive_block(ctg__tallying *made, const ctg__ledger_round *round,
                          size_t block)
{
    const size_t lanes = made->keepers.lanes;
    const size_t first = block * CTG__TALLY_BLOCK;
    const size_t past = first + CTG__TALLY_BLOCK;
    const size_t last = past < made->node_count ? past : made->node_count;
    double *const passed = made->blocks + block * lanes;

    for (size_t l = 0; l < lanes; l++)
        passed[l] = 0;
    for (size_t i = first; i < last; i++)
        if (round->falls->gathered[i] > 0)
            receive(made, round, (ctg_node)i, passed);
}

void ctg__tally_receive_falls(ctg__tallying *made,
                              const ctg__ledger_round *round)
{
    const size_t lanes = made->keepers.lanes;
    const size_t blocks = ctg__tally_blocks(made->node_count);

    fill_shares(made, round->falls);
#pragma omp parallel for schedule(static)                                      \
    num_threads(ctg__threads_for(round->falls->exposures->count))
    for (size_t b = 0; b < blocks; b++)
        receive_block(made, round, b);
    for (size_t b = 0; b < blocks; b++)
        for (size_t l = 0; l < lanes; l++)
            made->passed[l] += made->blocks[b * lanes + l];
}
