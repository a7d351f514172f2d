/*
 * What suggests that a file was spoilt on its way here: weights lost by a tool,
 * units mixed, raw integers, ids written in two ways. Warnings only.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "compile/build.h"
#include "text/nearest.h"
#include "text/text.h"

/* Equities so many times all amounts, quantities so many times all others. */
static const double equity_times = 1e6;
static const double raw_times = 1e12;

enum { SHOWN = 5 };

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Below, at or above 0 as the ids compare without case and blanks. */
static int compare_ids(const char *a, const char *b)
{
    for (;;) {
        while (is_blank(*a))
            a++;
        while (is_blank(*b))
            b++;
        if (ctg__lower(*a) != ctg__lower(*b) || !*a)
            return (unsigned char)ctg__lower(*a) -
                   (unsigned char)ctg__lower(*b);
        a++;
        b++;
    }
}

/* An id and how much it matters. */
struct named {
    const char *id;
    double size;
    size_t row;
};

static int by_id(const void *left, const void *right)
{
    const struct named *const a = left;
    const struct named *const b = right;
    const int order = compare_ids(a->id, b->id);

    if (order)
        return order;
    return a->row < b->row ? -1 : a->row > b->row;
}

static void sort_largest(struct named *pairs[SHOWN + 1], size_t count)
{
    for (size_t i = count; i > 1; i--)
        if (pairs[i - 1]->size > pairs[i - 2]->size) {
            struct named *const other = pairs[i - 2];

            pairs[i - 2] = pairs[i - 1];
            pairs[i - 1] = other;
        }
}

/* Pairs of neighbours in the order of ids, the largest by the smaller one; how
 * many there are. */
static size_t warn_of_twins(ctg__build *build, ctg_table table,
                            struct named *ids, size_t count)
{
    struct named *largest[SHOWN + 1];
    size_t shown = 0;
    size_t pairs = 0;
    ctg__text text = {0};

    for (size_t i = 0; i + 1 < count; i++) {
        if (compare_ids(ids[i].id, ids[i + 1].id) != 0)
            continue;
        pairs++;
        ids[i].size = fmin(ids[i].size, ids[i + 1].size);
        largest[shown++] = &ids[i];
        sort_largest(largest, shown);
        if (shown > SHOWN)
            shown = SHOWN;
    }
    for (size_t k = 0; k < shown; k++)
        ctg__text_print(&text, "%s'%s' and '%s'", k ? ", " : "", largest[k]->id,
                        largest[k][1].id);
    if (pairs && !text.failed)
        ctg__graph_blame(build->graph, table, largest[0]->row, 0,
                         build->problems, CTG_WARNING,
                         "%zu pair%s of ids differ%s by case or blanks only: "
                         "%s%s",
                         pairs, pairs == 1 ? "" : "s", pairs == 1 ? "s" : "",
                         text.bytes, pairs > shown ? ", ..." : "");
    ctg__text_clear(&text);
    return pairs;
}

static ctg_status check_ids(ctg__build *build, ctg_table table,
                            ctg_error *error)
{
    const size_t count = build->graph->tables[table].row_count;
    ctg__known *const known = build->graph->known;
    struct named *ids;
    size_t kept = 0;

    if (table == CTG_NODES && atomic_load(&known->ids_apart))
        return CTG_OK;
    ids = ctg__allocate_array(count, sizeof *ids);
    if (!ids)
        return ctg__fail_memory(error);
    for (size_t row = 0; row < count; row++) {
        const bool node = table == CTG_NODES;

        if (ctg__build_skips(build, table, row))
            continue;
        ids[kept++] = (struct named){
            node ? ctg_graph_node_id(build->graph, (ctg_node)row)
                 : ctg_graph_asset_id(build->graph, (ctg_asset)row),
            node ? fabs(build->network->nodes.assets[row])
                 : build->network->assets.price[row],
            row};
    }
    qsort(ids, kept, sizeof *ids, by_id);
    if (!warn_of_twins(build, table, ids, kept) && table == CTG_NODES &&
        kept == count) {
        atomic_store(&known->ids_apart, true);
        atomic_store(&known->any, true);
    }
    ctg__release(ids);
    return CTG_OK;
}

/* Tools that lost the weights write 1. */
static double check_amounts(const ctg__build *build)
{
    const ctg__exposures *const exposures = &build->network->exposures;
    bool ones = exposures->count > 1;
    double most = 0;

    for (size_t e = 0; e < exposures->count; e++) {
        const double price = ctg__build_price(
            build, exposures->asset ? exposures->asset[e] : CTG_NONE);
        const double money = exposures->amount[e] * price;

        ones = ones && exposures->amount[e] == 1 && price == 1;
        most = money > most ? money : most;
    }
    if (ones)
        ctg__problem_add(build->problems, CTG_WARNING, "",
                         "all %zu amounts are 1, as tools write that lost the "
                         "weights",
                         exposures->count);
    return most;
}

static void check_units(const ctg__build *build, double most)
{
    double least = HUGE_VAL;

    for (size_t row = 0; row < build->network->nodes.count; row++) {
        const double equity =
            ctg__graph_number(build->graph, CTG_NODES, CTG__NODE_EQUITY, row);

        if (equity > 0)
            least = fmin(least, equity);
    }
    if (most > 0 && isfinite(least) && least >= equity_times * most)
        ctg__problem_add(build->problems, CTG_WARNING, "",
                         "every equity is at least %.4g times every amount: "
                         "another unit?",
                         least / most);
}

/* A column `Type` that says of edges that they have no direction. */
static void check_type(const ctg__build *build)
{
    const ctg__rows *const rows = &build->graph->tables[CTG_EXPOSURES];
    size_t count = 0;
    size_t first = 0;

    for (size_t c = 0; c < rows->column_count; c++) {
        const ctg__column *const column = &rows->columns[c];

        if (column->spec || !column->word ||
            compare_ids(column->name, "type") != 0)
            continue;
        for (size_t row = 0; row < rows->row_count; row++)
            if (compare_ids(ctg__graph_text(build->graph, column->word[row]),
                            "undirected") == 0 &&
                !count++)
                first = row;
    }
    if (count)
        ctg__graph_blame(build->graph, CTG_EXPOSURES, first, SIZE_MAX,
                         build->problems, CTG_WARNING,
                         "%zu of %zu exposures are of a type that says "
                         "undirected, which does not tell who owes whom",
                         count, rows->row_count);
}

/* By asset, what one venue has of it. */
struct stock {
    double sum;
    bool fraction; /* some quantity is not whole */
};

static void check_venue(ctg__build *build, uint32_t venue, struct stock *stocks)
{
    const ctg__accounts *const accounts = &build->network->accounts;
    const ctg__venues *const venues = &build->network->venues;
    const size_t asset_count = build->network->assets.count;
    double all = 0;

    for (size_t a = 0; a < asset_count; a++)
        stocks[a] = (struct stock){0};
    for (size_t k = venues->account_start[venue];
         k < venues->account_start[venue + 1]; k++) {
        const uint32_t account = venues->accounts[k];

        for (size_t leg = accounts->leg_start[account];
             leg < accounts->leg_start[account + 1]; leg++) {
            const double quantity = fabs(accounts->quantity[leg]);

            all += quantity;
            if (accounts->asset[leg] == CTG_NONE)
                continue;
            stocks[accounts->asset[leg]].sum += quantity;
            if (quantity != rint(quantity))
                stocks[accounts->asset[leg]].fraction = true;
        }
    }
    for (size_t a = 0; a < asset_count; a++) {
        double others = 0;

        if (stocks[a].fraction || !(stocks[a].sum > raw_times))
            continue;
        others = all - stocks[a].sum;
        if (others > 0 && stocks[a].sum > raw_times * others)
            ctg__problem_add(
                build->problems, CTG_WARNING, "",
                "quantities of '%s' at '%s' are whole and %.4g times all "
                "others there: raw integers of a chain? (raw_decimals of the "
                "asset)",
                ctg_graph_asset_id(build->graph, (ctg_asset)a),
                ctg_graph_node_id(build->graph, venues->node[venue]),
                stocks[a].sum / others);
    }
}

static ctg_status check_quantities(ctg__build *build, ctg_error *error)
{
    struct stock *stocks;

    if (!build->network->accounts.count)
        return CTG_OK;
    stocks =
        ctg__allocate_array(build->network->assets.count + 1, sizeof *stocks);
    if (!stocks)
        return ctg__fail_memory(error);
    for (uint32_t v = 0; v < build->network->venues.count; v++)
        check_venue(build, v, stocks);
    ctg__release(stocks);
    return CTG_OK;
}

ctg_status ctg__build_spoilt(ctg__build *build, ctg_error *error)
{
    ctg_status status = check_ids(build, CTG_NODES, error);

    if (!status)
        status = check_ids(build, CTG_ASSETS, error);
    if (status)
        return status;
    check_units(build, check_amounts(build));
    check_type(build);
    return check_quantities(build, error);
}
