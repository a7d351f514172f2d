#include "trace/fall_losses.h"

static const ctg__kept_round *round_at(const ctg__fall_losses *losses,
                                       uint32_t number)
{
    return ctg__ledger_fallen(losses->ledger, number);
}

bool ctg__causes_of_start(ctg__causes *causes, const ctg_ledger *ledger,
                          ctg__arena *arena)
{
    const size_t count = ctg__ledger_round_end(ledger, 0);
    ctg_entry *entries;

    *causes = (ctg__causes){.entry_count = count,
                            .node_count = ctg__ledger_node_count(ledger)};
    if (!TAKE(arena, entries, count + 1) ||
        !TAKE(arena, causes->set_of, count + 1))
        return false;
    ctg_ledger_read(ledger, 0, entries, count);
    causes->entries = entries;
    for (size_t e = 0; e < count; e++) {
        const size_t shock = (size_t)ctg_actor_index(entries[e].source) + 1;

        causes->set_of[e] = CTG__NO_SET;
        if (ctg_actor_kind_of(entries[e].source) == CTG_ACTOR_SHOCK &&
            shock > causes->shock_count)
            causes->shock_count = shock;
    }
    return true;
}

bool ctg__fall_losses_init(ctg__fall_losses *losses, const ctg_ledger *ledger,
                           ctg__arena *arena)
{
    *losses = (ctg__fall_losses){
        .ledger = ledger,
        .kept = ctg__ledger_falls(ledger),
        .node_count = ctg__ledger_node_count(ledger),
        .round_count = ctg__ledger_round_count(ledger),
    };
    return TAKE(arena, losses->lost, losses->node_count + 1) &&
           TAKE(arena, losses->nodes, losses->node_count + 1);
}

static void add_debtor(ctg__fall_losses *losses, ctg_node debtor, double fall)
{
    const ctg__exposures *const of = losses->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];

    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const ctg_node creditor = of->debtor_creditor[k];
        const double amount = ctg__kept_pair(losses->kept, fall, &k, end);

        if (!(amount > 0))
            continue;
        if (!(losses->lost[creditor] > 0))
            losses->nodes[losses->count++] = creditor;
        losses->lost[creditor] += amount;
    }
}

void ctg__fall_losses_go(ctg__fall_losses *losses, uint32_t number)
{
    const ctg__kept_round *const round = round_at(losses, number);

    for (size_t i = 0; i < losses->count; i++)
        losses->lost[losses->nodes[i]] = 0;
    losses->count = 0;
    for (size_t i = 0; round && i < round->debtor_count; i++)
        add_debtor(losses, round->debtor[i], round->fall[i]);
}

bool ctg__fall_losses_ask(const ctg__fall_losses *losses, uint32_t number,
                          ctg__asking *asking)
{
    const ctg__kept_round *const round = round_at(losses, number);

    return !asking ||
           ctg__ask_after(asking,
                          (round ? ctg__kept_round_count(round) : 0) + 1);
}
