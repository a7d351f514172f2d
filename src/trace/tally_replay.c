/* The rounds of a ledger of falls for a tally: each creditor gathers once more
 * what it lost. */
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/threads.h"
#include "data/ledger_falls.h"
#include "trace/tally_rounds.h"

typedef struct replay {
    const ctg__kept_falls *kept;
    size_t node_count;
    double *fall;     /* per node; 0 */
    double *gathered; /* per node: money */
} replay;

static void gather_rows(const replay *of)
{
    const ctg__exposures *const owed = of->kept->exposures;
    const double *const given = of->kept->given;

#pragma omp parallel for schedule(static)                                      \
    num_threads(ctg__threads_for(owed->count))
    for (size_t i = 0; i < of->node_count; i++) {
        double lost = 0;

        for (size_t e = owed->start[i]; e < owed->start[i + 1]; e++)
            lost += given[e] * of->fall[owed->debtor[e]];
        of->gathered[i] = lost;
    }
}

/* To the same sums: a creditor's debtors come in one order. */
static void pass_on(const replay *of, const ctg__kept_round *round)
{
    const ctg__exposures *const owed = of->kept->exposures;

    memset(of->gathered, 0, of->node_count * sizeof *of->gathered);
    for (size_t i = 0; i < round->debtor_count; i++)
        for (size_t k = owed->debtor_start[round->debtor[i]];
             k < owed->debtor_start[round->debtor[i] + 1]; k++)
            of->gathered[owed->debtor_creditor[k]] +=
                of->kept->amount[k] * round->fall[i];
}

static ctg_status show(const replay *of, const ctg_ledger *ledger,
                       uint32_t number, ctg__tallying *made, ctg_error *error)
{
    const ctg__kept_round *const round = ctg__ledger_fallen(ledger, number);
    ctg__ledger_round shown = {.ledger = ledger, .number = number};
    ctg__falls falls;
    ctg_status status;

    if (!round)
        return ctg__tally_see(made, &shown, error);
    falls = (ctg__falls){.exposures = of->kept->exposures,
                         .amount = of->kept->given,
                         .slot = of->kept->exposures->debtor,
                         .fall = of->fall,
                         .gathered = of->gathered,
                         .debtors = round->debtor,
                         .debtor_count = round->debtor_count};
    ctg__kept_lay_out(round, of->fall);
    if (ctg__kept_gathers(of->kept, round))
        gather_rows(of);
    else
        pass_on(of, round);
    if (round->debtor_count)
        shown.falls = &falls;
    status = ctg__tally_see(made, &shown, error);
    ctg__kept_put_away(round, of->fall);
    return status;
}

/* Round 0 has entries. */
static ctg_status show_first(const ctg_ledger *ledger, ctg__tallying *made,
                             ctg_error *error)
{
    const size_t count = ctg__ledger_round_end(ledger, 0);
    ctg_entry *const entries = ctg__allocate_array(count + 1, sizeof *entries);
    const ctg__ledger_round first = {
        .ledger = ledger, .entries = entries, .entry_count = count};
    ctg_status status;

    if (!entries)
        return ctg__fail_memory(error);
    ctg_ledger_read(ledger, 0, entries, count);
    status = ctg__tally_see(made, &first, error);
    ctg__release(entries);
    return status;
}

ctg_status ctg__tally_replay(const ctg_ledger *ledger, ctg__tallying *made,
                             ctg__asking *asking, ctg_error *error)
{
    const uint32_t rounds = ctg__ledger_round_count(ledger);
    ctg__arena arena = {0};
    replay of = {.kept = ctg__ledger_falls(ledger),
                 .node_count = ctg__ledger_node_count(ledger)};
    ctg_status status = CTG_OK;

    if (!TAKE(&arena, of.fall, of.node_count + 1) ||
        !TAKE(&arena, of.gathered, of.node_count + 1))
        status = ctg__fail_memory(error);
    if (!status)
        status = show_first(ledger, made, error);
    for (uint32_t r = 1; !status && r < rounds; r++) {
        status = show(&of, ledger, r, made, error);
        if (!status && !ctg__ask(asking, r, rounds))
            status = ctg__fail(error, CTG_CANCELLED, "cancelled");
    }
    ctg__arena_clear(&arena);
    return status;
}
