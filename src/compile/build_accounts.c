/*
 * The positions table: rows of the same venue and account are one account,
 * rows of the same asset in it one leg.
 */
#include <math.h>
#include <string.h>

#include "compile/build.h"
#include "data/venue.h"

/* Where something was met last, valid if `group` is the one at hand. */
struct seen {
    uint32_t group;
    uint32_t place;
};

struct work {
    ctg__arena arena;
    size_t row_count;
    uint32_t *rows;       /* kept ones, grouped */
    size_t *start;        /* of each group in `rows` */
    uint32_t *account_of; /* by row */
    struct seen *seen;
};

static uint32_t venue_of_row(const ctg__build *build, size_t row)
{
    return build->network->venues.of_node[ctg__build_node(
        build, CTG_POSITIONS, CTG__POSITION_VENUE, row)];
}

/* Stable: kept rows grouped by group[row], of which there are `count`. */
static bool group_rows(const ctg__build *build, struct work *work,
                       const uint32_t *group, size_t count)
{
    if (!TAKE(&work->arena, work->start, count + 2))
        return false;
    for (size_t row = 0; row < work->row_count; row++)
        if (!ctg__build_skips(build, CTG_POSITIONS, row))
            work->start[group[row] + 2]++;
    for (size_t g = 0; g < count; g++)
        work->start[g + 2] += work->start[g + 1];
    for (size_t row = 0; row < work->row_count; row++)
        if (!ctg__build_skips(build, CTG_POSITIONS, row))
            work->rows[work->start[group[row] + 1]++] = (uint32_t)row;
    return true;
}

static bool forget(struct work *work, size_t count)
{
    if (!TAKE(&work->arena, work->seen, count))
        return false;
    for (size_t i = 0; i < count; i++)
        work->seen[i].group = CTG_NONE;
    return true;
}

/* The first row of every row's account, into account_of. */
static void find_first_rows(const ctg__build *build, struct work *work)
{
    for (uint32_t venue = 0; venue < build->network->venues.count; venue++)
        for (size_t k = work->start[venue]; k < work->start[venue + 1]; k++) {
            const uint32_t row = work->rows[k];
            struct seen *const s = &work->seen[ctg__graph_cell_word(
                build->graph, CTG_POSITIONS, CTG__POSITION_ACCOUNT, row)];

            if (s->group != venue)
                *s = (struct seen){venue, row};
            work->account_of[row] = s->place;
        }
}

static void check_owner(ctg__build *build, size_t row, uint32_t account)
{
    const ctg__accounts *const accounts = &build->network->accounts;
    const ctg_node owner =
        ctg__build_node(build, CTG_POSITIONS, CTG__POSITION_OWNER, row);
    const ctg_node first = accounts->owner[account];

    if (owner == first)
        return;
    ctg__build_reject(
        build, CTG_POSITIONS, row, CTG__POSITION_OWNER,
        "owner is '%s', but account '%s' at '%s' belongs to '%s'",
        ctg_graph_node_id(build->graph, owner),
        ctg__graph_text(build->graph, accounts->name[account]),
        ctg_graph_node_id(
            build->graph,
            build->network->venues.node[accounts->venue[account]]),
        ctg_graph_node_id(build->graph, first));
    build->doubtful_node[owner] = true;
    build->doubtful_node[first] = true;
}

/* Numbers accounts by their first rows. */
static bool number_accounts(ctg__build *build, struct work *work)
{
    ctg__accounts *const accounts = &build->network->accounts;
    ctg__arena *const arena = &build->network->arena;

    for (size_t row = 0; row < work->row_count; row++)
        accounts->count += !ctg__build_skips(build, CTG_POSITIONS, row) &&
                           work->account_of[row] == row;
    if (!TAKE(arena, accounts->owner, accounts->count) ||
        !TAKE(arena, accounts->venue, accounts->count) ||
        !TAKE(arena, accounts->name, accounts->count) ||
        !TAKE(arena, accounts->leg_start, accounts->count + 1))
        return false;
    accounts->count = 0;
    for (size_t row = 0; row < work->row_count; row++) {
        if (ctg__build_skips(build, CTG_POSITIONS, row))
            continue;
        if (work->account_of[row] == row) {
            const size_t a = accounts->count++;

            work->account_of[row] = (uint32_t)a;
            accounts->owner[a] =
                ctg__build_node(build, CTG_POSITIONS, CTG__POSITION_OWNER, row);
            accounts->venue[a] = venue_of_row(build, row);
            accounts->name[a] = ctg__graph_cell_word(
                build->graph, CTG_POSITIONS, CTG__POSITION_ACCOUNT, row);
        } else {
            work->account_of[row] = work->account_of[work->account_of[row]];
        }
        check_owner(build, row, work->account_of[row]);
    }
    return true;
}

/* What a row says of its leg's cap; said where no leg can have one. */
static double cap_of(ctg__build *build, size_t row, ctg_asset asset)
{
    const double cap =
        ctg__graph_number(build->graph, CTG_POSITIONS, CTG__POSITION_CAP, row);
    const ctg__venue_row *const venue =
        ctg__venue_row_of(&build->network->venues, venue_of_row(build, row));

    if (isnan(cap))
        return HUGE_VAL;
    if (!venue->has_winners)
        ctg__build_reject(build, CTG_POSITIONS, row, CTG__POSITION_CAP,
                          "cap is given at a %s venue, which has no winners",
                          venue->word);
    else if (asset == CTG_NONE)
        ctg__build_reject(build, CTG_POSITIONS, row, CTG__POSITION_CAP,
                          "cap is given for the numeraire, which is never "
                          "closed");
    else if (isnan(ctg__graph_number(build->graph, CTG_POSITIONS,
                                     CTG__POSITION_ENTRY_PRICE, row)))
        ctg__graph_blame(build->graph, CTG_POSITIONS, row, CTG__POSITION_CAP,
                         build->problems, CTG_WARNING,
                         "cap is given, but no entry_price: the leg never "
                         "gives anything up");
    return cap;
}

/* Sums in entry_price quantity x price; NaN once a price is blank. */
static void add_row(ctg__build *build, size_t row, uint32_t account,
                    struct seen *last_seen, size_t *leg_count)
{
    ctg__accounts *const accounts = &build->network->accounts;
    const ctg_asset asset =
        ctg__build_asset(build, CTG_POSITIONS, CTG__POSITION_ASSET, row);
    const double quantity =
        ctg__build_quantity(build, asset,
                            ctg__graph_number(build->graph, CTG_POSITIONS,
                                              CTG__POSITION_QUANTITY, row));
    struct seen *const s = &last_seen[asset == CTG_NONE ? 0 : asset + 1];

    if (asset != CTG_NONE && build->doubtful_asset[asset]) {
        build->doubtful_node[accounts->owner[account]] = true;
        build->doubtful_node[build->network->venues
                                 .node[accounts->venue[account]]] = true;
    }
    if (s->group != account) {
        *s = (struct seen){account, (uint32_t)*leg_count};
        accounts->asset[*leg_count] = asset;
        accounts->cap[*leg_count] = HUGE_VAL;
        ++*leg_count;
    }
    accounts->cap[s->place] =
        fmin(accounts->cap[s->place], cap_of(build, row, asset));
    accounts->quantity[s->place] += quantity;
    accounts->entry_price[s->place] +=
        quantity * ctg__graph_number(build->graph, CTG_POSITIONS,
                                     CTG__POSITION_ENTRY_PRICE, row);
}

static bool fill_legs(ctg__build *build, struct work *work)
{
    ctg__accounts *const accounts = &build->network->accounts;
    ctg__arena *const arena = &build->network->arena;
    /* Where no row is in the numeraire there is room for its leg. */
    const size_t kept = work->start[accounts->count] + accounts->count;
    size_t legs = 0;

    if (!TAKE(arena, accounts->numeraire_leg, accounts->count) ||
        !TAKE(arena, accounts->asset, kept) ||
        !TAKE(arena, accounts->quantity, kept) ||
        !TAKE(arena, accounts->entry_price, kept) ||
        !TAKE(arena, accounts->cap, kept) ||
        !TAKE(arena, accounts->market, kept))
        return false;
    for (uint32_t account = 0; account < accounts->count; account++) {
        for (size_t k = work->start[account]; k < work->start[account + 1]; k++)
            add_row(build, work->rows[k], account, work->seen, &legs);
        if (work->seen[0].group != account) {
            work->seen[0] = (struct seen){account, (uint32_t)legs};
            accounts->cap[legs] = HUGE_VAL;
            accounts->asset[legs++] = CTG_NONE;
        }
        accounts->numeraire_leg[account] = work->seen[0].place;
        accounts->leg_start[account + 1] = legs;
    }
    for (size_t leg = 0; leg < legs; leg++) {
        const double average =
            accounts->entry_price[leg] / accounts->quantity[leg];

        accounts->entry_price[leg] = isfinite(average) ? average : NAN;
    }
    return true;
}

/* Accounts by venue and by owner, each in order. */
static bool index_accounts(ctg__build *build)
{
    ctg__accounts *const accounts = &build->network->accounts;
    ctg__venues *const venues = &build->network->venues;
    ctg__arena *const arena = &build->network->arena;
    const size_t node_count = build->network->nodes.count;
    size_t *venue_next;
    size_t *owner_next;

    /* One item more than the starts: it is counted two to the right. */
    if (!TAKE(arena, venue_next, venues->count + 2) ||
        !TAKE(arena, owner_next, node_count + 2) ||
        !TAKE(arena, venues->accounts, accounts->count) ||
        !TAKE(arena, accounts->by_owner, accounts->count))
        return false;
    for (size_t a = 0; a < accounts->count; a++) {
        venue_next[accounts->venue[a] + 2]++;
        owner_next[accounts->owner[a] + 2]++;
    }
    for (size_t v = 0; v < venues->count; v++)
        venue_next[v + 2] += venue_next[v + 1];
    /* Of no accounts all starts are 0, and take no memory unwritten. */
    for (size_t i = 0; accounts->count && i < node_count; i++)
        owner_next[i + 2] += owner_next[i + 1];
    for (size_t a = 0; a < accounts->count; a++) {
        venues->accounts[venue_next[accounts->venue[a] + 1]++] = (uint32_t)a;
        accounts->by_owner[owner_next[accounts->owner[a] + 1]++] = (uint32_t)a;
    }
    venues->account_start = venue_next;
    accounts->owner_start = owner_next;
    return true;
}

/* Room for as many markets more, without a row: each is one tier of zeros. */
static bool extend_markets(ctg__build *build, size_t more)
{
    ctg__markets *const markets = &build->network->markets;
    const ctg__markets old = *markets;
    const size_t tiers = old.tier_start[old.count];

    if (!ctg__build_markets_room(build, old.count + more, tiers + more))
        return false;
    if (old.count) {
        memcpy(markets->venue, old.venue, old.count * sizeof *old.venue);
        memcpy(markets->asset, old.asset, old.count * sizeof *old.asset);
        memcpy(markets->bonus, old.bonus, old.count * sizeof *old.bonus);
        memcpy(markets->lot, old.lot, old.count * sizeof *old.lot);
        memcpy(markets->above, old.above, tiers * sizeof *old.above);
        memcpy(markets->rate, old.rate, tiers * sizeof *old.rate);
        memcpy(markets->given, old.given, tiers * sizeof *old.given);
        memcpy(markets->deduction, old.deduction,
               tiers * sizeof *old.deduction);
    }
    for (size_t m = 0; m <= old.count + more; m++)
        markets->tier_start[m] =
            m <= old.count ? old.tier_start[m] : tiers + m - old.count;
    for (size_t k = tiers; k < tiers + more; k++)
        markets->given[k] = NAN;
    return true;
}

/* Markets of each venue as lists: first[venue], then next[market]. */
static void list_markets(const ctg__build *build, uint32_t *first,
                         uint32_t *next)
{
    const ctg__markets *const markets = &build->network->markets;

    memset(first, 0xff, build->network->venues.count * sizeof *first);
    for (uint32_t m = 0; m < markets->count; m++) {
        next[m] = first[markets->venue[m]];
        first[markets->venue[m]] = m;
    }
}

/*
 * The market of every leg. An asset without a row gets a market of zeros:
 * counted when `extended` is false, made when it is true.
 */
static size_t find_markets(ctg__build *build, struct seen *market_of,
                           const uint32_t *first, const uint32_t *next,
                           bool extended)
{
    ctg__accounts *const accounts = &build->network->accounts;
    const ctg__venues *const venues = &build->network->venues;
    ctg__markets *const markets = &build->network->markets;
    const size_t given = markets->count;
    size_t missing = 0;

    for (uint32_t v = 0; v < venues->count; v++) {
        for (uint32_t m = first[v]; m != CTG_NONE; m = next[m])
            market_of[markets->asset[m]] = (struct seen){v, m};
        for (size_t k = venues->account_start[v];
             k < venues->account_start[v + 1]; k++) {
            const uint32_t a = venues->accounts[k];

            for (size_t leg = accounts->leg_start[a];
                 leg < accounts->leg_start[a + 1]; leg++) {
                const ctg_asset asset = accounts->asset[leg];

                accounts->market[leg] = CTG_NONE;
                if (asset == CTG_NONE)
                    continue;
                if (market_of[asset].group != v) {
                    const size_t m = given + missing++;

                    market_of[asset] = (struct seen){v, (uint32_t)m};
                    if (extended) {
                        markets->venue[m] = v;
                        markets->asset[m] = asset;
                        markets->count = m + 1;
                    }
                }
                accounts->market[leg] = market_of[asset].place;
            }
        }
    }
    return missing;
}

static bool build_accounts(ctg__build *build, struct work *work)
{
    const size_t asset_count = build->network->assets.count;
    uint32_t *first;
    uint32_t *next;
    size_t missing;

    if (!TAKE(&work->arena, work->rows, work->row_count) ||
        !TAKE(&work->arena, work->account_of, work->row_count))
        return false;
    for (size_t row = 0; row < work->row_count; row++)
        if (!ctg__build_skips(build, CTG_POSITIONS, row))
            work->account_of[row] = venue_of_row(build, row);
    if (!group_rows(build, work, work->account_of,
                    build->network->venues.count) ||
        !forget(work, ctg__words_count(build->graph->words)))
        return false;
    find_first_rows(build, work);
    if (!number_accounts(build, work) ||
        !group_rows(build, work, work->account_of,
                    build->network->accounts.count) ||
        !forget(work, asset_count + 1) || !fill_legs(build, work) ||
        !index_accounts(build) || !forget(work, asset_count) ||
        !TAKE(&work->arena, first, build->network->venues.count) ||
        !TAKE(&work->arena, next, build->network->markets.count))
        return false;
    list_markets(build, first, next);
    missing = find_markets(build, work->seen, first, next, false);
    if (!missing)
        return true;
    if (!extend_markets(build, missing) || !forget(work, asset_count))
        return false;
    find_markets(build, work->seen, first, next, true);
    return true;
}

/* Lots are counted in numbers that hold whole ones up to 2^53. */
static void check_lots(ctg__build *build, const struct work *work)
{
    const ctg__accounts *const accounts = &build->network->accounts;
    const ctg__markets *const markets = &build->network->markets;

    for (size_t row = 0; row < work->row_count; row++) {
        const uint32_t a = work->account_of[row];

        if (ctg__build_skips(build, CTG_POSITIONS, row))
            continue;
        for (size_t l = accounts->leg_start[a]; l < accounts->leg_start[a + 1];
             l++) {
            const uint32_t m = accounts->market[l];

            if (m != CTG_NONE &&
                accounts->asset[l] == ctg__build_asset(build, CTG_POSITIONS,
                                                       CTG__POSITION_ASSET,
                                                       row) &&
                markets->lot[m] > 0 &&
                fabs(accounts->quantity[l]) / markets->lot[m] > 0x1p53)
                ctg__build_reject(build, CTG_POSITIONS, row,
                                  CTG__POSITION_QUANTITY,
                                  "quantity is more than 2^53 lots of its "
                                  "market");
        }
    }
}

ctg_status ctg__build_accounts(ctg__build *build, ctg_error *error)
{
    struct work work = {.row_count =
                            build->graph->tables[CTG_POSITIONS].row_count};
    const bool done = build_accounts(build, &work);

    if (done && build->network->markets.has_lots)
        check_lots(build, &work);
    ctg__arena_give_back(&work.arena);
    return done ? CTG_OK : ctg__fail_memory(error);
}
