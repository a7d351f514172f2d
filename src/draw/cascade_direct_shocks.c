/* Which shocks have boxes where a shock did not spread. */
#include "base/memory.h"
#include "base/ranked.h"
#include "draw/cascade_direct.h"
#include "draw/direct_shocks.h"

typedef struct sums {
    const ctg__direct *d;
    double *of; /* shock x group */
} sums;

static void add(void *context, ctg_node node, size_t shock, double x)
{
    const sums *const made = context;

    if (made->d->group_of[node] != CTG_NONE)
        made->of[shock * made->d->count + made->d->group_of[node]] += x;
}

/* Another box, or what there is in the last of them. */
static void give_box(ctg__direct *d, const sums *made, size_t shock,
                     double loss, bool alone)
{
    ctg__direct_shock *box;

    if (alone || !d->shock_count ||
        d->shocks[d->shock_count - 1].shock != SIZE_MAX)
        d->shocks[d->shock_count++] = (ctg__direct_shock){.shock = SIZE_MAX};
    box = &d->shocks[d->shock_count - 1];
    if (alone)
        box->shock = shock;
    box->count++;
    box->loss += loss;
    for (size_t g = 0; g < d->count; g++)
        d->groups[g].of_shock[d->shock_count - 1] +=
            made->of[shock * d->count + g];
}

/* Where nobody was shocked, or nobody knows by what. */
static void take_all(ctg__direct *d)
{
    d->shock_count = 1;
    d->shocks[0] =
        (ctg__direct_shock){.shock = d->facts->shock_count == 1 ? 0 : SIZE_MAX};
    for (size_t g = 0; g < d->count; g++) {
        d->groups[g].of_shock[0] = d->groups[g].loss;
        d->shocks[0].loss += d->groups[g].loss;
    }
    d->direct = d->shocks[0].loss;
}

ctg_status ctg__direct_find_shocks(ctg__direct *d, ctg_error *error)
{
    const size_t count = d->facts->shock_count;
    ctg__arena *const arena = &d->sketch->arena;
    sums made = {.d = d};
    ctg__ranked *order;
    ctg_status status;

    if (!TAKE(arena, made.of, count * d->count + 1) ||
        !TAKE(arena, order, count + 1))
        return ctg__fail_memory(error);
    status = ctg__each_direct_loss(d->facts, add, &made, error);
    if (status)
        return status;
    for (size_t i = 0; i < count; i++) {
        order[i].index = i;
        for (size_t g = 0; g < d->count; g++)
            order[i].amount += made.of[i * d->count + g];
        d->direct += order[i].amount;
    }
    ctg__rank_amounts(order, count);
    for (size_t i = 0; i < count && order[i].amount > 0; i++)
        give_box(d, &made, order[i].index, order[i].amount,
                 i + 1 < CTG__DIRECT_SHOCKS &&
                     order[i].amount >= CTG__LEAST_SHOCK * d->direct);
    if (!d->shock_count)
        take_all(d);
    return CTG_OK;
}
