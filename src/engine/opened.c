#include "engine/opened.h"

#include <stddef.h>
#include <string.h>

#include "base/assert.h"
#include "base/memory.h"
#include "base/pages.h"
#include "engine/deleverage.h"
#include "engine/funding.h"
#include "engine/liquidation.h"
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

/* Parts are in order of where they lie. With more than there is room for
 * nothing is kept: what restoring goes by must not be restored before it. */
static void add_part(ctg__opened *kept, const void *from, size_t count,
                     size_t size, ctg__opened_by by)
{
    const size_t at =
        count ? (size_t)((const unsigned char *)from - kept->whole) : 0;
    size_t k = kept->part_count;

    if (!count)
        return;
    if (k == CTG__OPENED_PARTS) {
        kept->size = 0;
        return;
    }
    for (; k > 0 && kept->parts[k - 1].from > at; k--)
        kept->parts[k] = kept->parts[k - 1];
    kept->parts[k] = (ctg__opened_part){
        .from = at, .to = at + count * size, .size = size, .by = by};
    kept->part_count++;
}

#define PART(of, count, by) add_part(kept, of, (count), sizeof *(of), by)

/* The large ones that no run changes, or that it writes before it reads them:
 * orders are put anew in each round, and where a leg belongs never changes. */
static void add_constants(ctg__opened *kept, const ctg__state *state)
{
    const ctg_network *const net = state->net;
    const ctg__adl *const adl = state->accounts.adl;
    const size_t legs =
        net->accounts.count ? net->accounts.leg_start[net->accounts.count] : 0;

    PART(state->orders.list, CTG__MOST_ORDERS(net->holdings.count, legs),
         CTG__OPENED_NEVER);
    PART(state->accounts.leg_account, legs, CTG__OPENED_NEVER);
    PART(state->accounts.leg_quote, legs, CTG__OPENED_NEVER);
    PART(state->books.by_asset->legs.items, legs, CTG__OPENED_NEVER);
    PART(state->books.by_asset->holdings.items, net->holdings.count,
         CTG__OPENED_NEVER);
    PART(state->books.holding_node, net->holdings.count, CTG__OPENED_NEVER);
    PART(state->books.scale, net->nodes.count, CTG__OPENED_NEVER);
    PART(state->books.first_leverage, net->nodes.count, CTG__OPENED_NEVER);
    if (adl)
        add_part(kept, adl->winners, 1,
                 (size_t)(adl->end - (unsigned char *)adl->winners),
                 CTG__OPENED_NEVER);
}

/* What changes for nodes that something reached, and for no others. */
static void add_nodes(ctg__opened *kept, const ctg__state *state)
{
    const ctg__books *const books = &state->books;
    const ctg__opening *const opening = &state->opening;
    const ctg__orders *const orders = &state->orders;
    const size_t n = state->net->nodes.count;

    PART(books->equity, n, CTG__OPENED_BY_OWNER);
    PART(books->liabilities, n, CTG__OPENED_BY_NODE);
    PART(books->claims, n, CTG__OPENED_BY_NODE);
    PART(books->cash, n, CTG__OPENED_BY_NODE);
    PART(books->other_assets, n, CTG__OPENED_BY_NODE);
    PART(books->other_liabilities, n, CTG__OPENED_BY_NODE);
    PART(books->pending, n, CTG__OPENED_BY_NODE);
    PART(books->failed, n, CTG__OPENED_BY_NODE);
    PART(books->failed_round, n, CTG__OPENED_BY_NODE);
    PART(books->failed_for_good, n, CTG__OPENED_BY_NODE);
    PART(books->shocked_distress, n, CTG__OPENED_BY_NODE);
    PART(books->frozen, n, CTG__OPENED_BY_NODE);
    if (books->slot_count == n) {
        PART(books->slots, n, CTG__OPENED_BY_NODE);
        PART(books->fall, n, CTG__OPENED_BY_NODE);
    }
    if (books->class_start[n] == n)
        PART(books->class_face, n, CTG__OPENED_BY_NODE);
    PART(opening->equity, n, CTG__OPENED_BY_NODE);
    PART(opening->liabilities, n, CTG__OPENED_BY_NODE);
    PART(opening->claims, n, CTG__OPENED_BY_NODE);
    PART(opening->cash, n, CTG__OPENED_BY_NODE);
    PART(opening->pending, n, CTG__OPENED_BY_NODE);
    PART(opening->closing_equity, n, CTG__OPENED_BY_NODE);
    PART(opening->touched, n, CTG__OPENED_BY_NODE);
    PART(orders->needs, n, CTG__OPENED_BY_NODE);
    PART(orders->unwound, n, CTG__OPENED_BY_NODE);
    PART(orders->illiquid, n, CTG__OPENED_BY_NODE);
}

/* Lists of nodes and what follows from the network alone. */
static void add_lists(ctg__opened *kept, const ctg__state *state)
{
    const ctg__books *const books = &state->books;
    const ctg__opening *const opening = &state->opening;
    const size_t n = state->net->nodes.count;
    const size_t first = opening->touched_since_opening_count;
    const size_t now = opening->touched_this_round_count;

    PART(opening->touched_since_opening + first, n - first, CTG__OPENED_NEVER);
    PART(opening->touched_this_round + now, n - now, CTG__OPENED_NEVER);
    PART(opening->reopened, n, CTG__OPENED_NEVER);
    PART(opening->reached, n, CTG__OPENED_NEVER);
    PART(state->orders.sellers, n, CTG__OPENED_NEVER);
    PART(state->orders.fallen, n, CTG__OPENED_NEVER);
    PART(state->orders.funding->limited, n, CTG__OPENED_NEVER);
    PART(state->orders.funding->runnable, n, CTG__OPENED_NEVER);
    PART(books->fallen, n, CTG__OPENED_NEVER);
    PART(books->gathered, n, CTG__OPENED_NEVER);
    PART(books->slot_start, n + 1, CTG__OPENED_NEVER);
    PART(books->class_start, n + 1, CTG__OPENED_NEVER);
    PART(books->class_seniority, books->class_start[n], CTG__OPENED_NEVER);
    PART(books->rule, n, CTG__OPENED_NEVER);
    PART(books->valued, n, CTG__OPENED_NEVER);
}

static void add_accounts(ctg__opened *kept, const ctg__state *state)
{
    const ctg__margin_books *const books = &state->accounts;
    const ctg__quiet *const quiet = books->quiet;
    const size_t n = state->net->accounts.count;

    PART(books->leg, state->net->accounts.leg_start[n], CTG__OPENED_BY_LEG);
    PART(books->shortfall, n, CTG__OPENED_BY_ACCOUNT);
    PART(books->highest_shortfall, n, CTG__OPENED_BY_ACCOUNT);
    PART(books->has_shortfall, n, CTG__OPENED_BY_ACCOUNT);
    PART(books->passed, n, CTG__OPENED_BY_ACCOUNT);
    PART(books->collateral, n, CTG__OPENED_BY_ACCOUNT);
    PART(books->debt, n, CTG__OPENED_BY_ACCOUNT);
    PART(books->equity, n, CTG__OPENED_BY_ACCOUNT);
    PART(books->unhealthy, n, CTG__OPENED_BY_ACCOUNT);
    PART(books->ever_unhealthy, n, CTG__OPENED_BY_ACCOUNT);
    PART(books->missed, n, CTG__OPENED_BY_ACCOUNT);
    PART(books->reduced, n, CTG__OPENED_BY_ACCOUNT);
    PART(books->liquidated, n, CTG__OPENED_BY_ACCOUNT);
    PART(books->first_gross, n, CTG__OPENED_NEVER);
    PART(books->lacks, n, CTG__OPENED_NEVER);
    PART(books->troubled, n, CTG__OPENED_NEVER);
    PART(books->unhealthy_accounts, n, CTG__OPENED_NEVER);
    /* All accounts are stirred at first, and none is looked up there. */
    PART(books->stirred_accounts, n, CTG__OPENED_NEVER);
    PART(books->stirred, n, CTG__OPENED_BY_ACCOUNT);
    PART(books->unhealthy_phase->called, n, CTG__OPENED_NEVER);
    PART(books->unhealthy_phase->lost, n, CTG__OPENED_NEVER);
    add_part(kept, quiet->constants, 1,
             (size_t)((unsigned char *)quiet->since -
                      (unsigned char *)quiet->constants),
             CTG__OPENED_NEVER);
    PART(quiet->since, n, CTG__OPENED_BY_ACCOUNT);
    PART(quiet->classes, quiet->class_count + 1, CTG__OPENED_NEVER);
    PART(quiet->markets, quiet->classes[quiet->class_count].markets,
         CTG__OPENED_NEVER);
}

static void add_parts(ctg__opened *kept, const ctg__state *state)
{
    kept->part_count = 0;
    add_constants(kept, state);
    if (!state->accounts.quiet)
        return;
    add_nodes(kept, state);
    add_lists(kept, state);
    add_accounts(kept, state);
}

/* But for what no run changes. */
static void copy_books(ctg__opened *kept)
{
    size_t at = 0;

    for (size_t k = 0; k < kept->part_count; k++) {
        const ctg__opened_part *const part = &kept->parts[k];

        if (part->by != CTG__OPENED_NEVER)
            continue;
        ctg__pages_copy(kept->copy + at, kept->whole + at, part->from - at);
        at = part->to;
    }
    ctg__pages_copy(kept->copy + at, kept->whole + at, kept->size - at);
}

/* A copy of so many bytes, and a list of so many accounts. */
static bool make_room(ctg__opened *kept, size_t size, size_t accounts)
{
    const size_t list = (size + sizeof(uint32_t) - 1) / sizeof(uint32_t);
    const size_t all = (list + accounts) * sizeof(uint32_t);

    if (kept->room < all) {
        ctg__release(kept->copy);
        kept->copy = ctg__allocate(all);
        kept->room = kept->copy ? all : 0;
        if (kept->copy)
            ctg__pages_zero(kept->copy, all);
    }
    if (kept->copy)
        kept->watched = (uint32_t *)(void *)kept->copy + list;
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
    if (!make_room(kept, size, state->net->accounts.count))
        return ctg__fail_memory(error);
    kept->size = size;
    kept->whole = whole;
    add_parts(kept, state);
    if (!kept->size)
        return CTG_OK;
    copy_books(kept);
    kept->state = (size_t)((unsigned char *)state - whole);
    return CTG_OK;
}

/* One item of a part. */
static void restore_item(const ctg__opened *kept, const ctg__opened_part *part,
                         size_t item)
{
    const size_t at = part->from + item * part->size;

    switch (part->size) { /* a copy of a constant size is no call */
    case sizeof(uint64_t):
        memcpy(kept->whole + at, kept->copy + at, sizeof(uint64_t));
        break;
    case sizeof(uint32_t):
        memcpy(kept->whole + at, kept->copy + at, sizeof(uint32_t));
        break;
    case 1:
        kept->whole[at] = kept->copy[at];
        break;
    default:
        memcpy(kept->whole + at, kept->copy + at, part->size);
    }
}

static void restore(const ctg__opened *kept, size_t from, size_t to)
{
    ctg__pages_copy(kept->whole + from, kept->copy + from, to - from);
}

/* What the last run left behind. */
typedef struct left_behind {
    const ctg_node *nodes; /* that it reached */
    size_t node_count;
    const uint32_t *accounts; /* that it watched */
    size_t account_count;
    const size_t *leg_start;
    bool settled; /* it booked what owners of quiet accounts lost */
} left_behind;

static void restore_legs(const ctg__opened *kept, const ctg__opened_part *part,
                         const left_behind *left)
{
    for (size_t k = 0; k < left->account_count; k++) {
        const uint32_t account = left->accounts[k];

        restore(kept, part->from + left->leg_start[account] * part->size,
                part->from + left->leg_start[account + 1] * part->size);
    }
}

/* Item by item where these are few: a part is read in order faster. */
static void restore_part(const ctg__opened *kept, const ctg__opened_part *part,
                         const left_behind *left)
{
    const size_t few = (part->to - part->from) / (part->size * 4);

    switch (part->by) {
    case CTG__OPENED_BY_OWNER:
        if (left->settled)
            break;
        /* fall through */
    case CTG__OPENED_BY_NODE:
        for (size_t k = 0; left->node_count < few && k < left->node_count; k++)
            restore_item(kept, part, left->nodes[k]);
        if (left->node_count < few)
            return;
        break;
    case CTG__OPENED_BY_ACCOUNT:
        for (size_t k = 0; left->account_count < few && k < left->account_count;
             k++)
            restore_item(kept, part, left->accounts[k]);
        if (left->account_count < few)
            return;
        break;
    case CTG__OPENED_BY_LEG:
        restore_legs(kept, part, left);
        return;
    case CTG__OPENED_NEVER:
        return;
    }
    restore(kept, part->from, part->to);
}

/* The accounts that the last run watched, those of the first books too. */
static size_t list_watched(const ctg__opened *kept, const ctg__state *state)
{
    const size_t accounts = state->net->accounts.count;
    size_t count = 0;

    for (size_t a = ctg__quiet_next(state, 0); a < accounts;
         a = ctg__quiet_next(state, a + 1))
        kept->watched[count++] = (uint32_t)a;
    return count;
}

static void restore_all(const ctg__opened *kept, const left_behind *left)
{
    size_t at = 0;

    for (size_t k = 0; k < kept->part_count; k++) {
        restore(kept, at, kept->parts[k].from);
        restore_part(kept, &kept->parts[k], left);
        at = kept->parts[k].to;
    }
    restore(kept, at, kept->size);
}

/* Whether nothing but constants differs from the books that were opened. */
static bool is_restored(const ctg__opened *kept)
{
    size_t at = 0;

    for (size_t k = 0; k <= kept->part_count; k++) {
        const bool last = k == kept->part_count;
        const size_t to = last ? kept->size : kept->parts[k].from;

        if (memcmp(kept->whole + at, kept->copy + at, to - at) != 0)
            return false;
        at = last || kept->parts[k].by != CTG__OPENED_NEVER ? to
                                                            : kept->parts[k].to;
    }
    return true;
}

static void restore_books(const ctg__opened *kept)
{
    const ctg__state *const last =
        (const ctg__state *)(const void *)(kept->whole + kept->state);
    left_behind left = {.nodes = NULL};

    if (last->accounts.quiet)
        left = (left_behind){.nodes = last->opening.reached,
                             .node_count = last->opening.reached_count,
                             .accounts = kept->watched,
                             .account_count = list_watched(kept, last),
                             .leg_start = last->net->accounts.leg_start,
                             .settled = last->accounts.quiet->settled};
    restore_all(kept, &left);
    if (CTG__CHECKED)
        CTG__ASSERT(is_restored(kept));
}

bool ctg__opened_fits(const ctg_run *run, const ctg_plan *plan,
                      const ctg_run_options *options)
{
    const ctg__opened *const kept = &run->opened;
    size_t taken;

    return kept->size && ctg__arena_whole(&run->arena, &taken) == kept->whole &&
           !options->adl && !options->audit && !options->ledger &&
           !options->folded && run->network == plan->network &&
           is_same_plan(kept, plan, options->mute);
}

bool ctg__opened_again(ctg_run *run, const ctg_plan *plan,
                       const ctg_run_options *options, ctg__state **state)
{
    ctg__opened *const kept = &run->opened;
    size_t taken;

    if (!options || !kept->size || options->adl || run->ledger ||
        run->network != plan->network ||
        !is_same_plan(kept, plan, options->mute) ||
        ctg__arena_whole(&run->arena, &taken) != kept->whole || taken) {
        kept->size = 0; /* others take the place of what was copied */
        return false;
    }
    ctg__arena_retake(&run->arena, kept->size);
    restore_books(kept);
    *state = (ctg__state *)(void *)(kept->whole + kept->state);
    (*state)->plan = plan;
    return true;
}

void ctg__opened_clear(ctg__opened *opened)
{
    ctg__release(opened->copy);
    *opened = (ctg__opened){0};
}
