#include "engine/opened.h"

#include <stddef.h>
#include <string.h>

#include "base/memory.h"
#include "engine/deleverage.h"
#include "engine/quiet.h"
#include "engine/run.h"
#include "engine/shock_kind.h"
#include "engine/state.h"
#include "engine/sure.h"

/* What the start of a run looks at, shocks apart: they are told by whether
 * they write off. */
static bool is_same_plan(const ctg__opened *opened, const ctg_plan *plan,
                         ctg_node mute)
{
    const size_t from = offsetof(ctg_plan, keys);

    return opened->known && opened->mute == mute &&
           opened->plan.network == plan->network &&
           opened->writes_off == ctg__plan_writes_off(plan) &&
           memcmp((const char *)&opened->plan + from, (const char *)plan + from,
                  sizeof *plan - from) == 0;
}

static bool is_alone(const ctg_run *run, const ctg__state *state)
{
    return !run->ledger && !state->adl_record &&
           run->network == state->plan->network;
}

/* Nothing is skipped at the start, where it is in nobody's way. */
static void skip(ctg__opened *kept, size_t *count, const void *from,
                 size_t size)
{
    size_t k = *count;
    const size_t at =
        size ? (size_t)((const unsigned char *)from - kept->whole) : 0;

    for (; k > 0 && kept->skipped[2 * k - 2] > at; k--)
        memcpy(kept->skipped + 2 * k, kept->skipped + 2 * k - 2,
               2 * sizeof *kept->skipped);
    kept->skipped[2 * k] = at;
    kept->skipped[2 * k + 1] = at + size;
    ++*count;
}

/* The large ones alone: orders are put anew in each round, and where a leg
 * belongs never changes. */
static void skip_parts(ctg__opened *kept, const ctg__state *state)
{
    const ctg_network *const net = state->net;
    const ctg__adl *const adl = state->accounts.adl;
    const ctg__quiet *const quiet = state->accounts.quiet;
    const size_t legs =
        net->accounts.count ? net->accounts.leg_start[net->accounts.count] : 0;
    size_t count = 0;

    skip(kept, &count, state->orders.list,
         CTG__MOST_ORDERS(net->holdings.count, legs) *
             sizeof *state->orders.list);
    skip(kept, &count, state->accounts.leg_account,
         legs * sizeof *state->accounts.leg_account);
    skip(kept, &count, state->accounts.leg_quote,
         legs * sizeof *state->accounts.leg_quote);
    skip(kept, &count, state->books.by_asset->legs.items,
         legs * sizeof *state->books.by_asset->legs.items);
    skip(kept, &count, state->books.by_asset->holdings.items,
         net->holdings.count * sizeof *state->books.by_asset->holdings.items);
    skip(kept, &count, state->books.holding_node,
         net->holdings.count * sizeof *state->books.holding_node);
    skip(kept, &count, state->books.scale,
         net->nodes.count * sizeof *state->books.scale);
    skip(kept, &count, state->books.first_leverage,
         net->nodes.count * sizeof *state->books.first_leverage);
    skip(kept, &count, quiet ? quiet->owners : NULL,
         quiet ? (size_t)((unsigned char *)quiet->gone -
                          (unsigned char *)quiet->owners)
               : 0);
    skip(kept, &count, adl ? adl->winners : NULL,
         adl ? (size_t)(adl->end - (unsigned char *)adl->winners) : 0);
}

static bool make_room(ctg__opened *kept, size_t size)
{
    if (kept->room >= size)
        return true;
    ctg__release(kept->copy);
    kept->copy = ctg__allocate(size);
    kept->room = kept->copy ? size : 0;
    return kept->copy != NULL;
}

ctg_status ctg__opened_keep(ctg_run *run, ctg__state *state, ctg_error *error)
{
    ctg__opened *const kept = &run->opened;
    const bool again = is_same_plan(kept, state->plan, state->mute);
    unsigned char *whole;
    size_t size;
    ctg_status status;

    kept->size = 0;
    kept->known = true;
    kept->plan = *state->plan;
    kept->writes_off = ctg__plan_writes_off(state->plan);
    kept->mute = state->mute;
    if (!again || !is_alone(run, state))
        return CTG_OK;
    status = ctg__quiet_start(state, error);
    if (!status && !state->accounts.quiet)
        status = ctg__sure_start(state, error);
    if (status)
        return status;
    whole = ctg__arena_whole(&run->arena, &size);
    if (!whole)
        return CTG_OK; /* it will be, the next time */
    if (!make_room(kept, size))
        return ctg__fail_memory(error);
    memcpy(kept->copy, whole, size);
    kept->size = size;
    kept->whole = whole;
    skip_parts(kept, state);
    kept->state = (size_t)((unsigned char *)state - whole);
    return CTG_OK;
}

static void copy_rest(const ctg__opened *kept)
{
    size_t at = 0;

    for (size_t k = 0; k <= CTG__OPENED_PARTS; k++) {
        const size_t to =
            k < CTG__OPENED_PARTS ? kept->skipped[2 * k] : kept->size;

        memcpy(kept->whole + at, kept->copy + at, to - at);
        if (k < CTG__OPENED_PARTS)
            at = kept->skipped[2 * k + 1];
    }
}

bool ctg__opened_again(ctg_run *run, const ctg_plan *plan,
                       const ctg_run_options *options, ctg__state **state)
{
    const ctg__opened *const kept = &run->opened;
    size_t taken;

    if (!kept->size || options->adl || run->ledger ||
        run->network != plan->network ||
        !is_same_plan(kept, plan, options->mute) ||
        ctg__arena_whole(&run->arena, &taken) != kept->whole || taken)
        return false;
    ctg__arena_retake(&run->arena, kept->size);
    copy_rest(kept);
    *state = (ctg__state *)(void *)(kept->whole + kept->state);
    (*state)->plan = plan;
    return true;
}

void ctg__opened_clear(ctg__opened *opened)
{
    ctg__release(opened->copy);
    *opened = (ctg__opened){0};
}
