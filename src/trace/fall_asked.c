/* What is asked of how losses flow: where falls are, what they bring. */
#include <math.h>

#include "trace/fall_flow.h"

size_t ctg__fall_place(const ctg__kept_round *round, ctg_node debtor)
{
    const size_t count = round->debtor_count;
    /* Ascending numbers: so many are left out, before it or behind. */
    const size_t out = count ? round->debtor[count - 1] + 1 - count : 0;
    size_t low = debtor > out ? debtor - out : 0;
    size_t high = debtor < count ? debtor + (size_t)1 : count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (round->debtor[middle] < debtor)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && round->debtor[low] == debtor ? low : CTG__NO_FALL;
}

double ctg__fall_received(const ctg__fall_flow *flow, ctg_node node,
                          uint32_t number)
{
    const ctg__exposures *const of = flow->kept->exposures;
    const ctg__fall_starts *const starts = &flow->starts;
    const ctg__kept_round *const round =
        number ? ctg__ledger_fallen(flow->ledger, number) : NULL;
    double sum = 0;

    for (size_t i = starts->first[node]; !number && i < starts->first[node + 1];
         i++)
        sum += fmax(0, starts->entries[starts->order[i]].amount);
    for (size_t e = of->start[node]; round && e < of->start[node + 1];) {
        const ctg_node debtor = of->debtor[e];
        const size_t at = ctg__fall_place(round, debtor);
        double amount = 0;

        for (; e < of->start[node + 1] && of->debtor[e] == debtor; e++)
            if (at != CTG__NO_FALL)
                amount += flow->kept->given[e] * round->fall[at];
        sum += amount > flow->rounding[node] ? amount : 0;
    }
    return sum;
}

double ctg__fall_gathered(const ctg__fall_flow *flow, ctg_node node)
{
    const ctg__exposures *const of = flow->kept->exposures;
    const size_t end = of->start[node + 1];
    double sum = 0;

    for (size_t e = of->start[node]; e < end;) {
        const double amount = ctg__kept_from(flow->kept, flow->fall, &e, end);

        sum += amount > flow->rounding[node] ? amount : 0;
    }
    return sum;
}

size_t ctg__fall_closing(const ctg__fall_flow *flow, ctg_node node,
                         uint32_t round, uint32_t *number)
{
    const uint32_t *const closed = flow->closed;
    const size_t end = flow->closed_first[node + 1];
    size_t low = flow->closed_first[node];
    size_t high = end;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (closed[middle] <= round)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == end)
        return CTG__NO_FALL;
    *number = closed[low];
    return flow->offset[*number] +
           ctg__fall_place(ctg__ledger_fallen(flow->ledger, *number), node);
}

uint32_t ctg__fall_set_end(const ctg__fall_flow *flow, ctg_node node,
                           uint32_t round)
{
    uint32_t next;

    return ctg__fall_closing(flow, node, round, &next) != CTG__NO_FALL
               ? next
               : flow->last[node] + 1;
}
