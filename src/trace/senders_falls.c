/* Backward through rounds: whoever sent something that matters sent it with a
 * set, and what is in that set matters, too. */
#include "trace/senders_falls.h"

#include <math.h>

typedef struct marking {
    const ctg__fall_flow *flow;
    ctg_node target;
    bool *senders;
    ctg__arena arena;
    bool *sent;     /* per node: what it sent with the set at hand matters */
    bool *received; /* per node: what it receives, as part of the next set */
} marking;

/* Whether a debtor sent anything that matters in a round. Entries on the target
 * do that are rounding, too. */
static bool matters(const marking *m, ctg_node debtor, double fall)
{
    const ctg__kept_falls *const kept = m->flow->kept;
    const size_t end = kept->exposures->debtor_start[debtor + 1];

    for (size_t k = kept->exposures->debtor_start[debtor]; k < end;) {
        const ctg_node creditor = kept->exposures->debtor_creditor[k];
        const double amount = ctg__kept_pair(kept, fall, &k, end);

        if (amount > 0 &&
            (creditor == m->target ||
             (m->received[creditor] && amount > m->flow->rounding[creditor])))
            return true;
    }
    return false;
}

static void close_set(const marking *m, ctg_node debtor, double total)
{
    if (isnan(total))
        return;
    if (!isinf(total))
        m->received[debtor] = m->sent[debtor];
    m->sent[debtor] = false;
}

static void go_back(const marking *m, const ctg__kept_round *round,
                    uint32_t number)
{
    const double *const total = m->flow->total + m->flow->offset[number];

    for (size_t i = 0; i < round->debtor_count; i++) {
        const ctg_node debtor = round->debtor[i];

        if (m->sent[debtor] && m->senders[debtor])
            continue;
        if (matters(m, debtor, round->fall[i]))
            m->sent[debtor] = m->senders[debtor] = true;
    }
    for (size_t i = 0; i < round->debtor_count; i++)
        close_set(m, round->debtor[i], total[i]);
}

bool ctg__senders_of_falls(const ctg__fall_flow *flow, ctg_node target,
                           uint32_t round, bool *senders)
{
    marking m = {.flow = flow, .target = target, .senders = senders};
    bool fine = TAKE(&m.arena, m.sent, flow->node_count + 1) &&
                TAKE(&m.arena, m.received, flow->node_count + 1);

    if (round >= flow->round_count)
        round = flow->round_count - 1;
    for (uint32_t r = round; fine && r > 0; r--) {
        const ctg__kept_round *const at = ctg__ledger_fallen(flow->ledger, r);

        if (!at)
            continue;
        go_back(&m, at, r);
        fine = !flow->asking ||
               ctg__ask_after(flow->asking, ctg__kept_round_count(at) + 1);
    }
    ctg__arena_clear(&m.arena);
    return fine;
}
