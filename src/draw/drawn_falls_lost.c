/* What nodes lost by claims that fell. */
#include "base/threads.h"
#include "draw/drawn_falls.h"

enum { BLOCK = 2048 /* nodes */ };

static void gather(const ctg__drawn_falls *falls, size_t first, size_t past,
                   double *lost)
{
    const ctg__exposures *const of = falls->flow.kept->exposures;

    for (size_t i = first; i < past; i++) {
        double sum = 0;

        for (size_t e = of->start[i]; e < of->start[i + 1]; e++)
            sum += falls->flow.kept->given[e] * falls->flow.fall[of->debtor[e]];
        lost[i] += sum;
    }
}

static void gather_all(const ctg__drawn_falls *falls, double *lost)
{
    const size_t nodes = falls->flow.node_count;

#pragma omp parallel for schedule(static)                                      \
    num_threads(ctg__threads_for(falls->flow.kept->exposures->count))
    for (size_t first = 0; first < nodes; first += BLOCK)
        gather(falls, first, nodes - first < BLOCK ? nodes : first + BLOCK,
               lost);
}

static void pass_on(const ctg__drawn_falls *falls, ctg_node debtor,
                    double *lost)
{
    const ctg__exposures *const of = falls->flow.kept->exposures;

    for (size_t k = of->debtor_start[debtor]; k < of->debtor_start[debtor + 1];
         k++)
        lost[of->debtor_creditor[k]] +=
            falls->flow.kept->amount[k] * falls->flow.fall[debtor];
}

/* Falls of a debtor in all these rounds are one, as long as nothing is asked
 * of single rounds. `fell`: exposures, again in each round. */
static void add_up(const ctg__drawn_falls *falls, uint32_t first, uint32_t last,
                   size_t *fell)
{
    for (uint32_t r = first; r <= last; r++) {
        const ctg__kept_round *const round =
            ctg__ledger_fallen(falls->flow.ledger, r);

        for (size_t i = 0; round && i < round->debtor_count; i++)
            falls->flow.fall[round->debtor[i]] += round->fall[i];
        *fell += round ? ctg__kept_round_count(round) : 0;
    }
}

void ctg__drawn_falls_lost(const ctg__drawn_falls *falls, uint32_t first,
                           uint32_t last, double *lost)
{
    double *const fall = falls->flow.fall;
    bool many;
    size_t fell = 0;

    first = first > 1 ? first : 1;
    last = last < falls->last ? last : falls->last;
    add_up(falls, first, last, &fell);
    many = ctg__kept_are_many(falls->flow.kept, fell);
    if (many)
        gather_all(falls, lost);
    for (uint32_t r = first; r <= last; r++) {
        const ctg__kept_round *const round =
            ctg__ledger_fallen(falls->flow.ledger, r);

        for (size_t i = 0; round && i < round->debtor_count; i++) {
            if (!many && fall[round->debtor[i]] > 0)
                pass_on(falls, round->debtor[i], lost);
            fall[round->debtor[i]] = 0;
        }
    }
}
