/*
 * Origin shares by falls where there is one origin. What a debtor sends has no
 * share but its own then, so nothing is asked of debtors but what they fell by.
 * Who fell by rounding alone has no cause, and is left out while all that it
 * sends is rounding, too. As soon as anybody sends more than that without
 * having received there are two origins.
 */
#include "base/memory.h"
#include "base/threads.h"
#include "trace/sending.h"
#include "trace/trace.h"

enum { BLOCK = 2048 /* nodes */ };

typedef struct single {
    const ctg_ledger *ledger;
    const ctg__kept_falls *kept;
    size_t node_count;
    ctg_actor origin;
    ctg__arena arena;
    ctg__sending sending;
    double *fall;  /* of the round at hand; 0 */
    double *sum;   /* received */
    bool *reached; /* by more than rounding */
    bool *holds;   /* anything that it did not send on */
    bool *sent;    /* ever, having received */
} single;

/* False: by another one, too. */
static bool take_start(const single *made)
{
    const size_t end = ctg__ledger_round_end(made->ledger, 0);
    ctg_entry entry;

    for (size_t e = 0; e < end; e++) {
        size_t node;

        ctg_ledger_read(made->ledger, e, &entry, 1);
        if (ctg_actor_kind_of(entry.target) != CTG_ACTOR_NODE)
            continue;
        if (ctg__origin_of(&entry) != made->origin)
            return false;
        node = ctg_actor_index(entry.target);
        made->sum[node] += entry.amount;
        made->reached[node] = made->holds[node] = true;
    }
    return true;
}

/* False: somebody was weak from the start. */
static bool send(const single *made, const ctg__kept_round *round)
{
    for (size_t i = 0; i < round->debtor_count; i++) {
        const ctg_node debtor = round->debtor[i];

        /* Who sent before and holds nothing has no news for anybody. */
        if ((made->sent[debtor] && !made->holds[debtor]) ||
            !ctg__sending_is_more(&made->sending, debtor, round->fall[i]))
            continue;
        if (!made->holds[debtor])
            return false;
        made->holds[debtor] = false;
        made->sent[debtor] = true;
    }
    return true;
}

static inline void take_in(const single *made, ctg_node creditor, double amount)
{
    made->sum[creditor] += amount;
    if (amount > made->sending.rounding[creditor])
        made->reached[creditor] = made->holds[creditor] = true;
}

static void gather_row(const single *made, ctg_node creditor)
{
    const ctg__exposures *const of = made->kept->exposures;
    const double rounding = made->sending.rounding[creditor];
    const size_t end = of->start[creditor + 1];
    double sum = made->sum[creditor];
    bool more = false;

    for (size_t e = of->start[creditor]; e < end;) {
        const double amount = ctg__kept_from(made->kept, made->fall, &e, end);

        sum += amount;
        more |= amount > rounding;
    }
    made->sum[creditor] = sum;
    made->reached[creditor] |= more;
    made->holds[creditor] |= more;
}

static void pass_on(const single *made, ctg_node debtor, double fall)
{
    const ctg__exposures *const of = made->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];

    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const ctg_node creditor = of->debtor_creditor[k];

        take_in(made, creditor, ctg__kept_pair(made->kept, fall, &k, end));
    }
}

static void receive(const single *made, const ctg__kept_round *round)
{
    const ctg__exposures *const of = made->kept->exposures;
    const size_t nodes = made->node_count;

    if (!ctg__kept_gathers(made->kept, round)) {
        for (size_t i = 0; i < round->debtor_count; i++)
            if (made->sent[round->debtor[i]])
                pass_on(made, round->debtor[i], round->fall[i]);
        return;
    }
    for (size_t i = 0; i < round->debtor_count; i++)
        if (made->sent[round->debtor[i]])
            made->fall[round->debtor[i]] = round->fall[i];
#pragma omp parallel for schedule(static)                                      \
    num_threads(ctg__threads_for(of->count))
    for (size_t first = 0; first < nodes; first += BLOCK)
        for (size_t i = first; i < nodes && i < first + BLOCK; i++)
            gather_row(made, (ctg_node)i);
    ctg__kept_put_away(round, made->fall);
}

static ctg__single_end go_through(const single *made, ctg__asking *asking)
{
    if (!take_start(made))
        return CTG__SINGLE_NOT;
    for (uint32_t r = 1; r < ctg__ledger_round_count(made->ledger); r++) {
        const ctg__kept_round *const round =
            ctg__ledger_fallen(made->ledger, r);

        if (!round)
            continue;
        if (!send(made, round))
            return CTG__SINGLE_NOT;
        receive(made, round);
        if (!ctg__ask_after(asking, ctg__kept_round_count(round) + 1))
            return CTG__SINGLE_FAILED;
    }
    return CTG__SINGLE_FOUND;
}

static bool make_room(single *made)
{
    const size_t nodes = made->node_count;

    return ctg__sending_init(&made->sending, made->ledger, &made->arena) &&
           TAKE(&made->arena, made->fall, nodes + 1) &&
           TAKE(&made->arena, made->sum, nodes + 1) &&
           TAKE(&made->arena, made->reached, nodes + 1) &&
           TAKE(&made->arena, made->holds, nodes + 1) &&
           TAKE(&made->arena, made->sent, nodes + 1);
}

static ctg_origin *list(const single *made, size_t *count)
{
    ctg_origin *const found =
        ctg__allocate_array(made->node_count + 1, sizeof *found);

    for (size_t i = 0; found && i < made->node_count; i++)
        if (made->reached[i])
            found[(*count)++] = (ctg_origin){.node = (ctg_node)i,
                                             .origin = made->origin,
                                             .amount = made->sum[i]};
    return found;
}

ctg__single_end ctg__origins_of_single(const ctg_ledger *ledger,
                                       ctg_actor origin, ctg__asking *asking,
                                       ctg_origin **found, size_t *count)
{
    single made = {.ledger = ledger,
                   .kept = ctg__ledger_falls(ledger),
                   .node_count = ctg__ledger_node_count(ledger),
                   .origin = origin};
    ctg__single_end end =
        make_room(&made) ? go_through(&made, asking) : CTG__SINGLE_FAILED;

    if (end == CTG__SINGLE_FOUND) {
        *found = list(&made, count);
        end = *found ? end : CTG__SINGLE_FAILED;
    }
    ctg__arena_clear(&made.arena);
    return end;
}
