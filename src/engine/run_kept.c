/* What came of a run, in memory of its own. */
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "data/aid.h"
#include "engine/run.h"
#include "engine/state.h"

static void *copy(ctg__arena *arena, const void *from, size_t count,
                  size_t size)
{
    void *const made = ctg__arena_room(arena, count, size);

    if (made && count)
        memcpy(made, from, count * size);
    return made;
}

/* An array that may be missing; NULL stays NULL. */
#define KEEP(to, field, count)                                                 \
    (!(to)->field || ((to)->field = copy(arena, (to)->field, (count),          \
                                         sizeof *(to)->field)) != NULL)

/* Of the books what claims, deleveraging and its sums are asked for. */
static bool keep_books(ctg__arena *arena, const ctg__state *from,
                       const ctg_network *net, ctg__state **kept)
{
    const size_t legs =
        net->accounts.count ? net->accounts.leg_start[net->accounts.count] : 0;
    const size_t claims = net->exposures.count;
    ctg__state *to;

    if (!TAKE(arena, to, 1))
        return false;
    *kept = to;
    to->net = net;
    to->books.book_price = from->books.book_price;
    to->books.failed = from->books.failed;
    to->books.shocked_distress = from->books.shocked_distress;
    to->books.failed_round = from->books.failed_round;
    to->books.amount = from->books.amount;
    to->books.write_off = from->books.write_off;
    to->books.capped = from->books.capped;
    to->books.slots = from->books.slots;
    to->books.slot_count = from->books.slot_count;
    to->books.slot_start = from->books.slot_start;
    to->books.exposure_slot = from->books.exposure_slot;
    to->accounts.given_quantity = from->accounts.given_quantity;
    to->accounts.given_amount = from->accounts.given_amount;
    to->accounts.given_layer = from->accounts.given_layer;
    to->accounts.layer_used = from->accounts.layer_used;
    to->accounts.venue_used = from->accounts.venue_used;
    to->accounts.passed = from->accounts.passed;
    to->accounts.increase = from->accounts.increase;
    to->accounts.venues_left = from->accounts.venues_left;
    return KEEP(to, books.book_price, net->assets.count) &&
           KEEP(to, books.failed, net->nodes.count) &&
           KEEP(to, books.shocked_distress, net->nodes.count) &&
           KEEP(to, books.failed_round, net->nodes.count) &&
           KEEP(to, books.amount, claims) &&
           KEEP(to, books.write_off, claims) &&
           KEEP(to, books.capped, claims) &&
           KEEP(to, books.slots, to->books.slot_count) &&
           KEEP(to, books.slot_start, net->nodes.count + 1) &&
           KEEP(to, books.exposure_slot, claims) &&
           KEEP(to, accounts.given_quantity, legs) &&
           KEEP(to, accounts.given_amount, legs) &&
           KEEP(to, accounts.given_layer, legs) &&
           KEEP(to, accounts.layer_used, net->layers.count) &&
           KEEP(to, accounts.venue_used, net->venues.count) &&
           KEEP(to, accounts.passed, net->accounts.count);
}

static bool keep(const ctg_run *run, ctg_run *made)
{
    const size_t nodes = made->network->nodes.count;
    ctg__arena *const arena = &made->arena;
    ctg__state *books;

    if (!keep_books(arena, run->books, made->network, &books))
        return false;
    made->books = books;
    made->summary = run->summary;
    made->equity = run->equity;
    made->distress = run->distress;
    made->last_prices = run->last_prices;
    made->shocked_distress = books->books.shocked_distress;
    made->failed_round = books->books.failed_round;
    made->layer_used = books->accounts.layer_used;
    made->venue_used = books->accounts.venue_used;
    return KEEP(made, equity, nodes) && KEEP(made, distress, nodes) &&
           KEEP(made, last_prices, made->network->assets.count);
}

ctg_status ctg__run_keep(ctg_run *run, ctg_run **kept, ctg_error *error)
{
    ctg_run *const made = ctg__allocate_zeroed(sizeof *made);
    ctg_status status;

    if (!made)
        return ctg__fail_memory(error);
    status =
        ctg__network_keep(run->network, &made->arena, &made->network, error);
    if (!status && !keep(run, made))
        status = ctg__fail_memory(error);
    if (status) {
        ctg_run_free(made);
        return status;
    }
    ctg__adl_record_take(&made->adl, &run->adl);
    *kept = made;
    return CTG_OK;
}
