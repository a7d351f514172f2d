/* What comes first of ways and of entries, and how long ways may be. */
#include "trace/finder.h"

#include <math.h>

#include "base/error.h"

int ctg__merit_compare(ctg__merit a, ctg__merit b)
{
    const double larger = fmax(a.weight, b.weight);

    if (fabs(a.weight - b.weight) > 1e-12 * larger)
        return a.weight > b.weight ? -1 : 1;
    if (a.length != b.length)
        return a.length < b.length ? -1 : 1;
    return 0;
}

static int compare(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

int ctg__ledger_order(const ctg__causes *causes, uint32_t a, ctg_actor a_sender,
                      uint32_t b, ctg_actor b_sender)
{
    const ctg_entry *const one = &causes->entries[a];
    const ctg_entry *const other = &causes->entries[b];

    if (one->round != other->round)
        return compare(one->round, other->round);
    if (one->channel != other->channel)
        return compare(one->channel, other->channel);
    if (a_sender != b_sender)
        return compare(a_sender, b_sender);
    if (one->target != other->target)
        return compare(one->target, other->target);
    return compare(a, b);
}

bool ctg__finder_is_too_long(size_t sets, size_t steps)
{
    return steps >= UINT32_MAX - 1 ||
           (sets && steps + 1 > (UINT32_MAX - 1) / sets);
}

ctg_status ctg__finder_fail_long(size_t steps, ctg_error *error)
{
    return ctg__fail(error, CTG_BAD_ARGUMENT,
                     "paths of at least %zu steps are too long to look for",
                     steps);
}
