#include <contagraph/book.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/asking.h"
#include "base/error.h"
#include "data/graph.h"
#include "data/network.h"
#include "data/tiers.h"
#include "data/venue.h"
#include "look/book_days.h"
#include "look/book_tiers.h"

struct ctg_book {
    ctg__arena arena;
    ctg_book_level *levels;
    size_t level_count;
    ctg_book_account *accounts;
    size_t account_count;
    ctg_book_rates rates;
};

/*
 * An account as the prices of the chosen assets are scaled by x: all four are
 * linear in x.
 */
typedef struct line {
    double fixed;
    double moving; /* times x */
} line;

typedef struct exposure {
    line weighted_collateral; /* N */
    line weighted_debt;       /* D */
    line collateral;
    line debt;
    double tiered_fall; /* NaN: no tiers, the lines say it */
} exposure;

static double at(line l, double x)
{
    return l.fixed + l.moving * x;
}

static void add(line *to, bool moves, double value)
{
    if (moves)
        to->moving += value;
    else
        to->fixed += value;
}

static exposure describe(const ctg_network *net, const bool *chosen,
                         size_t account)
{
    const ctg__accounts *const accounts = &net->accounts;
    const bool both = ctg__venue_row_of(&net->venues, accounts->venue[account])
                          ->debts_have_margin;
    exposure found = {.tiered_fall = NAN};

    for (size_t l = accounts->leg_start[account];
         l < accounts->leg_start[account + 1]; l++) {
        const ctg_asset asset = accounts->asset[l];
        const bool moves = asset != CTG_NONE && chosen[asset];
        const double m =
            accounts->market[l] == CTG_NONE
                ? 0
                : *ctg__file_tiers(&net->markets, accounts->market[l]).rate;
        const double value = accounts->quantity[l] *
                             (asset == CTG_NONE ? 1 : net->assets.price[asset]);

        if (value > 0) {
            add(&found.weighted_collateral, moves, (1 - m) * value);
            add(&found.collateral, moves, value);
        } else {
            add(&found.weighted_debt, moves, (1 + (both ? m : 0)) * -value);
            add(&found.debt, moves, -value);
        }
    }
    return found;
}

static bool is_unhealthy(const exposure *account, double x)
{
    const double debt = at(account->weighted_debt, x);

    return at(account->weighted_collateral, x) < debt - 1e-12 * debt;
}

/* The smallest fall at which N = D; above 1 if there is none. */
static double critical_fall(const exposure *account)
{
    const double gap =
        account->weighted_debt.fixed - account->weighted_collateral.fixed;
    const double slope =
        account->weighted_collateral.moving - account->weighted_debt.moving;

    if (!isnan(account->tiered_fall))
        return account->tiered_fall;
    if (is_unhealthy(account, 1))
        return 0;
    if (!is_unhealthy(account, 0) || slope <= 0)
        return 2;
    return fmax(0, 1 - gap / slope);
}

/*
 * Whether it falls below 1 on the way from today's prices to x: what lies
 * between two points where a line is above 0 is above 0 too. A loan that is
 * unhealthy today and that deeper falls would save is liquidated before them.
 */
static bool has_become_unhealthy(const exposure *account, double x)
{
    if (!isnan(account->tiered_fall))
        return account->tiered_fall == 0 ||
               account->tiered_fall * (1 + 1e-12) < 1 - x;
    return is_unhealthy(account, 1) || is_unhealthy(account, x);
}

static ctg_status choose(const ctg_network *net, const char *asset,
                         const char *group, bool *chosen, ctg_error *error)
{
    size_t count = 0;

    for (ctg_asset a = 0; a < net->assets.count; a++) {
        chosen[a] =
            (!asset || strcmp(ctg_graph_asset_id(net->graph, a), asset) == 0) &&
            (!group ||
             strcmp(ctg_graph_asset_group(net->graph, a), group) == 0);
        count += chosen[a];
    }
    if (count)
        return CTG_OK;
    if (asset)
        return ctg__fail(error, CTG_NOT_FOUND, "no asset '%s'", asset);
    if (group)
        return ctg__fail(error, CTG_NOT_FOUND, "no asset of group '%s'", group);
    return ctg__fail(error, CTG_NO_SOLUTION, "there are no assets");
}

static void fill_level(const exposure *accounts, size_t count,
                       ctg_book_level *level, double last_fall)
{
    const double x = 1 - level->fall;

    for (size_t k = 0; k < count; k++) {
        const double debt = at(accounts[k].debt, x);
        const double collateral = at(accounts[k].collateral, x);

        level->all_debt += debt;
        if (!has_become_unhealthy(&accounts[k], x))
            continue;
        level->accounts++;
        level->new_accounts +=
            last_fall < 0 || !has_become_unhealthy(&accounts[k], 1 - last_fall);
        level->debt += debt;
        level->collateral += collateral;
        level->bad_debt += fmax(0, debt - collateral);
    }
}

static int compare_accounts(const void *one, const void *other)
{
    const ctg_book_account *const a = one;
    const ctg_book_account *const b = other;

    if (a->fall != b->fall)
        return a->fall < b->fall ? -1 : 1;
    if (a->debt != b->debt)
        return a->debt > b->debt ? -1 : 1;
    return strcmp(a->name, b->name);
}

/* Of asking: its legs, its rates, its place in order. */
enum { STEPS_AN_ACCOUNT = 64 };

static ctg_status cancelled(ctg_error *error)
{
    return ctg__fail(error, CTG_CANCELLED, "cancelled");
}

/* Those that the deepest level counts. */
static ctg_status list_accounts(const ctg_network *net,
                                const exposure *accounts,
                                const ctg__borrowing *markets, double most,
                                ctg_book *book, ctg__asking *asking,
                                ctg_error *error)
{
    for (size_t k = 0; k < net->accounts.count; k++) {
        const double fall = fmin(critical_fall(&accounts[k]), most);

        if (!ctg__ask_after(asking, STEPS_AN_ACCOUNT))
            return cancelled(error);
        if (!has_become_unhealthy(&accounts[k], 1 - most))
            continue;
        book->accounts[book->account_count++] = (ctg_book_account){
            .name = ctg__graph_text(net->graph, net->accounts.name[k]),
            .owner = net->accounts.owner[k],
            .venue = net->venues.node[net->accounts.venue[k]],
            .fall = fall,
            .debt = at(accounts[k].debt, 1),
            .collateral = at(accounts[k].collateral, 1),
            .days = ctg__book_days(net, k, markets, book->rates.year_days)};
    }
    if (book->account_count)
        qsort(book->accounts, book->account_count, sizeof *book->accounts,
              compare_accounts);
    return CTG_OK;
}

static ctg_status describe_all(const ctg_network *net, const bool *chosen,
                               exposure *accounts, ctg__asking *asking,
                               ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (size_t k = 0; !status && k < net->accounts.count; k++) {
        if (!ctg__ask_after(asking, STEPS_AN_ACCOUNT))
            return cancelled(error);
        accounts[k] = describe(net, chosen, k);
        if (net->markets.tiered && ctg__has_tiers(net, k))
            status = ctg__tiered_fall(net, chosen, k, &accounts[k].tiered_fall,
                                      error);
    }
    return status;
}

static ctg_status fill_levels(const exposure *accounts, size_t count,
                              double most, size_t steps, ctg_book *book,
                              ctg__asking *asking, ctg_error *error)
{
    book->level_count = steps + 1;
    for (size_t k = 0; k <= steps; k++) {
        if (!ctg__ask_after(asking, count))
            return cancelled(error);
        book->levels[k].fall = most * (double)k / (double)steps;
        fill_level(accounts, count, &book->levels[k],
                   k ? book->levels[k - 1].fall : -1);
    }
    return CTG_OK;
}

static ctg_status fill(const ctg_network *net, const char *asset,
                       const char *group, double most, size_t steps,
                       ctg_book *book, ctg__arena *scratch, ctg__asking *asking,
                       ctg_error *error)
{
    const size_t count = net->accounts.count;
    ctg__borrowing *markets;
    exposure *accounts;
    bool *chosen;
    ctg_status status;

    if (!TAKE(&book->arena, book->levels, steps + 1) ||
        !TAKE(&book->arena, book->accounts, count) ||
        !TAKE(scratch, accounts, count) ||
        !TAKE(scratch, chosen, net->assets.count))
        return ctg__fail_memory(error);
    status = choose(net, asset, group, chosen, error);
    if (!status)
        status =
            ctg__borrowing_find(net, book->rates.withdrawn, book->rates.hike,
                                scratch, &markets, error);
    if (!status)
        status = describe_all(net, chosen, accounts, asking, error);
    if (!status)
        status = fill_levels(accounts, count, most, steps, book, asking, error);
    if (!status)
        status =
            list_accounts(net, accounts, markets, most, book, asking, error);
    return status;
}

ctg_book_rates ctg_book_rates_default(void)
{
    return (ctg_book_rates){.year_days = 365};
}

static ctg_status check_rates(const ctg_book_rates *rates, ctg_error *error)
{
    if (!(rates->year_days > 0) || !isfinite(rates->year_days))
        return ctg__fail(error, CTG_BAD_ARGUMENT, "a year of %g days",
                         rates->year_days);
    if (!(rates->withdrawn < 1) || !isfinite(rates->withdrawn))
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "withdrawn is %g, not below 1", rates->withdrawn);
    if (!isfinite(rates->hike))
        return ctg__fail(error, CTG_BAD_ARGUMENT, "hike is not finite");
    return CTG_OK;
}

ctg_status ctg_book_new_with(const ctg_network *network, const char *asset,
                             const char *group, double most, size_t steps,
                             const ctg_book_rates *rates,
                             ctg_progress *progress, void *progress_context,
                             ctg_book **book, ctg_error *error)
{
    ctg__asking asking = {.progress = progress, .context = progress_context};
    const ctg_book_rates at = rates ? *rates : ctg_book_rates_default();
    ctg__arena arena = {0};
    ctg__arena scratch = {0};
    ctg_book *made;
    ctg_status status = check_rates(&at, error);

    if (status)
        return status;
    if (!(most > 0 && most <= 1) || !steps)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "a book needs a step, and falls above 0 up to 1");
    if (!network->accounts.count)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "there are no margin accounts to liquidate");
    if (!TAKE(&arena, made, 1))
        return ctg__fail_memory(error);
    made->arena = arena;
    made->rates = at;
    status = fill(network, asset, group, most, steps, made, &scratch, &asking,
                  error);
    ctg__arena_clear(&scratch);
    if (status) {
        ctg_book_free(made);
        return status;
    }
    *book = made;
    return CTG_OK;
}

ctg_status ctg_book_new(const ctg_network *network, const char *asset,
                        const char *group, double most, size_t steps,
                        ctg_book **book, ctg_error *error)
{
    return ctg_book_new_with(network, asset, group, most, steps, NULL, NULL,
                             NULL, book, error);
}

void ctg_book_free(ctg_book *book)
{
    if (book) {
        ctg__arena arena = book->arena;

        ctg__arena_clear(&arena);
    }
}

const ctg_book_level *ctg_book_levels(const ctg_book *book, size_t *count)
{
    *count = book->level_count;
    return book->levels;
}

const ctg_book_account *ctg_book_accounts(const ctg_book *book, size_t *count)
{
    *count = book->account_count;
    return book->accounts;
}
