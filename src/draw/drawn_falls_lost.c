/* What nodes lost by claims that fell. */
#include <string.h>

#include "base/threads.h"
#include "draw/drawn_falls.h"

enum { BLOCK = 2048 /* nodes */ };

static void gather(const ctg__drawn_falls *falls, const double *fall,
                   size_t first, size_t past, double *lost)
{
    const ctg__exposures *const of = falls->flow.kept->exposures;

    for (size_t i = first; i < past; i++) {
        double sum = 0;

        for (size_t e = of->start[i]; e < of->start[i + 1];)
            sum += ctg__kept_from(falls->flow.kept, fall, &e, of->start[i + 1]);
        lost[i] += sum;
    }
}

/* Debtor by debtor; `sum`, per node, is 0 before and after. */
static void scatter(const ctg__drawn_falls *falls, const ctg__kept_round *round,
                    double *sum, double *lost)
{
    const ctg__exposures *const of = falls->flow.kept->exposures;

    for (int add = 1; add >= 0; add--)
        for (size_t i = 0; i < round->debtor_count; i++)
            for (size_t k = of->debtor_start[round->debtor[i]],
                        end = of->debtor_start[round->debtor[i] + 1];
                 k < end;) {
                const ctg_node creditor = of->debtor_creditor[k];
                const double amount =
                    ctg__kept_pair(falls->flow.kept, round->fall[i], &k, end);

                if (add) {
                    sum[creditor] += amount;
                } else {
                    lost[creditor] += sum[creditor];
                    sum[creditor] = 0;
                }
            }
}

static void add_round(const ctg__drawn_falls *falls,
                      const ctg__kept_round *round, double *fall, double *lost)
{
    const size_t exposures = falls->flow.kept->exposures->count;
    const size_t nodes = falls->flow.node_count;

    if (!ctg__kept_gathers(falls->flow.kept, round)) {
        scatter(falls, round, fall, lost);
        return;
    }
    ctg__kept_lay_out(round, fall);
#pragma omp parallel for schedule(static)                                      \
    num_threads(ctg__threads_for(exposures))
    for (size_t first = 0; first < nodes; first += BLOCK)
        gather(falls, fall, first,
               nodes - first < BLOCK ? nodes : first + BLOCK, lost);
    ctg__kept_put_away(round, fall);
}

void ctg__drawn_falls_lost(const ctg__drawn_falls *falls, uint32_t first,
                           uint32_t last, double *lost)
{
    double *const fall = falls->flow.fall; /* nobody else's any more */

    memset(fall, 0, falls->flow.node_count * sizeof *fall);
    for (uint32_t r = first > 1 ? first : 1; r <= last && r <= falls->last; r++)
        if (ctg__ledger_fallen(falls->flow.ledger, r))
            add_round(falls, ctg__ledger_fallen(falls->flow.ledger, r), fall,
                      lost);
}
