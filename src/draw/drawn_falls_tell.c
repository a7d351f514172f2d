#include "draw/drawn_falls_tell.h"

#include <math.h>

#include "base/memory.h"

bool ctg__drawn_goes_on(const ctg__drawn_falls *falls, uint32_t number)
{
    const size_t *const offset = falls->flow.offset + number;

    return !falls->flow.asking ||
           ctg__ask_after(falls->flow.asking, 16 * (offset[1] - offset[0]) + 1);
}

static void add_waiting(ctg__telling *t, ctg__untold set)
{
    ctg__untold *const grown = ctg__grow_array(
        t->waiting, t->waiting_count, &t->waiting_room, 1024, sizeof *grown);

    if (!grown) {
        t->failed = true;
        return;
    }
    t->waiting = grown;
    t->waiting[t->waiting_count++] = set;
}

void ctg__tell_set(ctg__telling *t, ctg_node node, uint32_t round, size_t fall,
                   const double *amounts)
{
    const ctg__fall_flow *const flow = &t->falls->flow;
    const uint32_t begin = flow->begin[fall];
    const double total = flow->total[fall];

    if (!(total > 0))
        t->tell(t->context, node, 0, amounts);
    else if (begin >= t->before)
        return;
    else if (round <= t->before &&
             t->column_of[begin] == t->column_of[round - 1])
        t->tell(t->context, node, begin, amounts);
    else
        add_waiting(t, (ctg__untold){node, begin, round, total, amounts});
}

void ctg__tell_fall(ctg__telling *t, ctg_node node, uint32_t round, size_t at,
                    const double *amounts)
{
    const size_t fall = t->falls->flow.offset[round] + at;
    const double total = t->falls->flow.total[fall];

    if (isinf(total))
        t->tell(t->context, node, 0, amounts);
    else if (!isnan(total))
        ctg__tell_set(t, node, round, fall, amounts);
}

static void tell_part(const ctg__telling *t, const ctg__untold *set,
                      uint32_t round, double received)
{
    const double share = received / set->total;
    double shares[CTG__TOLD_LANES];

    if (!(received > 0))
        return;
    for (size_t l = 0; l < t->lanes; l++)
        shares[l] = share * set->amounts[l];
    t->tell(t->context, set->node, round, shares);
}

/* Sets whose first round comes later are dropped, as rounds go by backward. */
static void drop_begun(ctg__telling *t, uint32_t round)
{
    size_t kept = 0;

    for (size_t i = 0; i < t->waiting_count; i++)
        if (t->waiting[i].begin <= round)
            t->waiting[kept++] = t->waiting[i];
    t->waiting_count = kept;
}

/* What those who wait received in a round: falls are laid out where looking
 * them up would take longer. */
static void tell_round(const ctg__telling *t, uint32_t number)
{
    enum { LOOKED_UP = 10 };
    const ctg__fall_flow *const flow = &t->falls->flow;
    const ctg__kept_round *const round =
        number ? ctg__drawn_round(t->falls, number) : NULL;
    const bool laid_out =
        round && t->waiting_count > round->debtor_count / LOOKED_UP;

    if (laid_out)
        ctg__kept_lay_out(round, flow->fall);
    for (size_t i = 0; i < t->waiting_count; i++) {
        const ctg__untold *const set = &t->waiting[i];

        if (number < set->end)
            tell_part(t, set, number,
                      laid_out ? ctg__fall_gathered(flow, set->node)
                               : ctg__fall_received(flow, set->node, number));
    }
    if (laid_out)
        ctg__kept_put_away(round, flow->fall);
}

void ctg__tell_waiting(ctg__telling *t, uint32_t round)
{
    for (uint32_t r = round < t->before ? round : t->before;
         r-- > 0 && t->waiting_count;) {
        drop_begun(t, r);
        tell_round(t, r);
        if (t->falls->flow.asking &&
            !ctg__ask_after(t->falls->flow.asking, 32 * t->waiting_count + 1))
            break;
    }
    t->waiting_count = 0;
}

bool ctg__tell_end(ctg__telling *t)
{
    ctg__release(t->waiting);
    t->waiting = NULL;
    return !t->failed;
}
