#include "trace/sending.h"

#include <math.h>

#include "base/threads.h"

enum { BLOCK = 2048 /* nodes */ };

static double least_of(const ctg__sending *sending, ctg_node debtor)
{
    const ctg__exposures *const of = sending->kept->exposures;
    const size_t end = of->debtor_start[debtor + 1];
    double least = INFINITY;

    for (size_t k = of->debtor_start[debtor]; k < end;) {
        const ctg_node creditor = of->debtor_creditor[k];
        const double owed = ctg__kept_pair(sending->kept, 1, &k, end);
        const double from = sending->rounding[creditor] / owed;

        if (owed > 0 && from < least)
            least = from;
    }
    return least;
}

bool ctg__sending_init(ctg__sending *sending, const ctg_ledger *ledger,
                       ctg__arena *arena)
{
    const size_t nodes = ctg__ledger_node_count(ledger);

    *sending = (ctg__sending){.kept = ctg__ledger_falls(ledger)};
    if (!TAKE(arena, sending->rounding, nodes + 1) ||
        !TAKE(arena, sending->least, nodes + 1))
        return false;
    for (size_t i = 0; i < nodes; i++)
        sending->rounding[i] =
            ctg__ledger_rounding(ledger, CTG_ACTOR(CTG_ACTOR_NODE, i));
#pragma omp parallel for schedule(static)                                      \
    num_threads(ctg__threads_for(sending->kept->exposures->count))
    for (size_t first = 0; first < nodes; first += BLOCK)
        for (size_t i = first; i < nodes && i < first + BLOCK; i++)
            sending->least[i] = least_of(sending, (ctg_node)i);
    return true;
}
