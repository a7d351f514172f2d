#include "optimise/netting.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/assert.h"

void ctg__net_sums(const ctg__line *lines, size_t count, bool after,
                   double *net, double *gross)
{
    for (size_t k = 0; k < count; k++) {
        const double amount = after ? lines[k].after : lines[k].amount;

        net[lines[k].debtor] += amount;
        net[lines[k].creditor] -= amount;
        gross[lines[k].debtor] += amount;
        gross[lines[k].creditor] += amount;
    }
}

/* --- bilateral -------------------------------------------------------------
 */

static int compare_pairs(const void *a, const void *b)
{
    const ctg__line *const one = *(ctg__line *const *)a;
    const ctg__line *const other = *(ctg__line *const *)b;
    const ctg_node ends[2][2] = {
        {one->debtor < one->creditor ? one->debtor : one->creditor,
         one->debtor < one->creditor ? one->creditor : one->debtor},
        {other->debtor < other->creditor ? other->debtor : other->creditor,
         other->debtor < other->creditor ? other->creditor : other->debtor}};

    for (int k = 0; k < 2; k++)
        if (ends[0][k] != ends[1][k])
            return ends[0][k] < ends[1][k] ? -1 : 1;
    return one->row < other->row ? -1 : one->row > other->row;
}

static bool opposite(const ctg__line *one, const ctg__line *other)
{
    return one->debtor == other->creditor && one->creditor == other->debtor;
}

ctg_status ctg__net_bilateral(ctg__task *task, ctg__lines *lines,
                              const ctg__segment *segment, ctg__netting *how,
                              double *moved, ctg_error *error)
{
    ctg__arena arena = {0};
    ctg__line **pairs;

    (void)task;
    (void)how;
    (void)moved;
    if (!TAKE_ROOM(&arena, pairs, segment->count + 1))
        return ctg__fail_memory(error);
    for (size_t k = 0; k < segment->count; k++)
        pairs[k] = &lines->lines[segment->first + k];
    qsort(pairs, segment->count, sizeof *pairs, compare_pairs);
    for (size_t k = 0; k + 1 < segment->count; k++) {
        ctg__line *const one = pairs[k];
        ctg__line *const other = pairs[k + 1];

        CTG__ASSERT(compare_pairs(&one, &other) <= 0);
        if (!opposite(one, other) || one->fixed || other->fixed)
            continue;
        one->after = fmax(0, one->amount - other->amount);
        other->after = fmax(0, other->amount - one->amount);
    }
    ctg__arena_clear(&arena);
    return CTG_OK;
}

/* --- non-conservative ------------------------------------------------------
 */

static void add_line(ctg__lines *to, const ctg__segment *segment,
                     const ctg__line *like, ctg_node debtor, ctg_node creditor,
                     double amount)
{
    (void)segment;
    to->lines[to->count++] = (ctg__line){.debtor = debtor,
                                         .creditor = creditor,
                                         .row = like->row,
                                         .weight = 1,
                                         .same_kind = false,
                                         .after = amount};
}

static void match(const ctg__lines *lines, const ctg__segment *segment,
                  int64_t *net, size_t nodes, ctg__lines *made)
{
    const ctg__line *const like = &lines->lines[segment->first];
    size_t payer = 0;
    size_t receiver = 0;

    for (;;) {
        int64_t amount;

        while (payer < nodes && net[payer] <= 0)
            payer++;
        while (receiver < nodes && net[receiver] >= 0)
            receiver++;
        if (payer == nodes || receiver == nodes)
            return;
        CTG__ASSERT(payer != receiver);
        amount = net[payer] < -net[receiver] ? net[payer] : -net[receiver];
        add_line(made, segment, like, (ctg_node)payer, (ctg_node)receiver,
                 (double)amount * segment->unit);
        net[payer] -= amount;
        net[receiver] += amount;
    }
}

ctg_status ctg__net_anew(ctg__task *task, ctg__lines *lines,
                         const ctg__segment *segment, ctg__lines *made,
                         ctg_error *error)
{
    const size_t nodes = task->network->nodes.count;
    ctg__arena arena = {0};
    int64_t *net;

    if (!TAKE(&arena, net, nodes + 1))
        return ctg__fail_memory(error);
    for (size_t k = 0; k < segment->count; k++) {
        const ctg__line *const line = &lines->lines[segment->first + k];
        const int64_t units = (int64_t)nearbyint(line->amount / segment->unit);

        if (line->fixed) {
            made->lines[made->count++] = *line;
            continue;
        }
        net[line->debtor] += units;
        net[line->creditor] -= units;
    }
    match(lines, segment, net, nodes, made);
    ctg__arena_clear(&arena);
    return CTG_OK;
}
