/* Which prices move, and who is exposed to them through all layers. */
#include <math.h>
#include <stdlib.h>

#include "data/network.h"
#include "page/charts.h"
#include "page/section.h"
#include "page/stored.h"

enum { ROWS_MOST = 15 };

static const double least_move = 1e-9;

/* A price that moves. */
typedef struct moving {
    ctg_asset asset;
    double shock; /* relative change once the shock has hit */
    double end;
} moving;

static double change_at(const ctg_findings *found, ctg_asset asset,
                        uint32_t round)
{
    return ctg_run_price(found->run, round, asset) /
               found->network->assets.price[asset] -
           1;
}

static bool moves(const ctg_findings *found, ctg_asset asset)
{
    return fabs(change_at(found, asset, found->summary->rounds)) > least_move;
}

static bool applies(const ctg_findings *found)
{
    for (size_t a = 0; a < ctg_network_asset_count(found->network); a++)
        if (moves(found, (ctg_asset)a))
            return true;
    return false;
}

static int compare_ends(const void *one, const void *other)
{
    const moving *const a = one;
    const moving *const b = other;

    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    return a->asset < b->asset ? -1 : a->asset > b->asset;
}

/* Those that move, the largest fall first. */
static moving *find_moving(const ctg_findings *found, ctg_report *made,
                           size_t *count)
{
    const size_t all = ctg_network_asset_count(found->network);
    moving *const list = ctg__report_take(made, all, sizeof *list);

    *count = 0;
    if (!list)
        return NULL;
    for (size_t a = 0; a < all; a++)
        if (moves(found, (ctg_asset)a))
            list[(*count)++] = (moving){
                (ctg_asset)a, change_at(found, (ctg_asset)a, 0),
                change_at(found, (ctg_asset)a, found->summary->rounds)};
    qsort(list, *count, sizeof *list, compare_ends);
    return list;
}

/* --- who is exposed --------------------------------------------------------
 */

typedef struct exposed {
    ctg_node node; /* CTG_NONE: nobody, or it is undefined */
    double direct;
    double total;
} exposed;

static exposed find_exposed(const ctg_findings *found, ctg_report *made,
                            ctg_asset asset)
{
    exposed most = {.node = CTG_NONE};
    double *const direct =
        ctg__report_take(made, found->node_count, sizeof *direct);
    double *const total =
        ctg__report_take(made, found->node_count, sizeof *total);
    ctg_error error;
    ctg_status status;

    if (!direct || !total)
        return most;
    status =
        ctg_look_through_to_asset(found->look, asset, direct, total, &error);
    made->failed |= status == CTG_NO_MEMORY;
    if (status)
        return most;
    for (size_t i = 0; i < found->node_count; i++)
        if (total[i] > most.total)
            most = (exposed){(ctg_node)i, direct[i], total[i]};
    return most;
}

/* --- the table -------------------------------------------------------------
 */

/* The price of each row in every round, the file's first. */
typedef struct history {
    double *prices;
    size_t rounds;
} history;

static void draw_history(void *stored, size_t row, ctg__text *to)
{
    const history *const of = ((const ctg__stored *)stored)->own;

    ctg__svg_spark(to, of->prices + row * of->rounds, of->rounds);
}

static bool fill_history(history *of, const ctg_findings *found,
                         ctg_report *made, const moving *list, size_t count)
{
    of->rounds = (size_t)found->summary->rounds + 2;
    of->prices = ctg__report_take(made, count * of->rounds, sizeof(double));
    if (!of->prices)
        return false;
    for (size_t r = 0; r < count; r++) {
        double *const to = of->prices + r * of->rounds;

        to[0] = found->network->assets.price[list[r].asset];
        for (size_t k = 1; k < of->rounds; k++)
            to[k] = ctg_run_price(found->run, (uint32_t)(k - 1), list[r].asset);
    }
    return true;
}

enum {
    ASSET,
    SHOCK,
    END,
    SPIRAL,
    EXPOSED,
    DIRECT,
    TOTAL,
    SHOWN, /* what is behind it is for JSON alone */
    ID = SHOWN,
    EXPOSED_ID,
    COLUMNS
};

static void set_row(ctg__stored *rows, size_t row, ctg_report *made,
                    const ctg_findings *found, const moving *at)
{
    const exposed most = find_exposed(found, made, at->asset);
    const double spiral = found->info->asset_spiral[at->asset];

    ctg__stored_set(
        rows, row, ASSET,
        ctg__value_text(ctg__say_asset(made, found, at->asset, 20)));
    ctg__stored_set(
        rows, row, SHOCK,
        ctg__value_shown(at->shock, ctg__say_relative(made, at->shock)));
    ctg__stored_set(
        rows, row, END,
        ctg__value_shown(at->end, ctg__say_relative(made, at->end)));
    ctg__stored_set(rows, row, SPIRAL,
                    isnan(spiral)
                        ? ctg__value_empty()
                        : ctg__value_shown(
                              spiral, ctg__report_print(made, "%.3f", spiral)));
    ctg__stored_set(
        rows, row, ID,
        ctg__value_text(ctg_graph_asset_id(found->graph, at->asset)));
    if (most.node == CTG_NONE)
        return;
    ctg__stored_set(
        rows, row, EXPOSED_ID,
        ctg__value_text(ctg_graph_node_id(found->graph, most.node)));
    ctg__stored_set(rows, row, EXPOSED,
                    ctg__value_text(ctg__say_node(made, found, most.node, 22)));
    ctg__stored_set(rows, row, DIRECT, ctg__value_number(most.direct));
    ctg__stored_set(rows, row, TOTAL, ctg__value_number(most.total));
}

static void add_table(const ctg_findings *found, ctg_report *made,
                      const moving *list, size_t all)
{
    static const ctg__head heads[COLUMNS] = {
        [ASSET] = {.key = "asset"},
        [SHOCK] = {.key = "shock", .unit = CTG_FIGURE_SHARE},
        [END] = {.key = "end",
                 .heading = "in the end",
                 .unit = CTG_FIGURE_SHARE},
        [SPIRAL] = {.key = "spiral", .heading = "spiral number", .right = true},
        [EXPOSED] = {.key = "most_exposed", .heading = "most exposed"},
        [DIRECT] = {.key = "direct",
                    .heading = "directly",
                    .unit = CTG_FIGURE_MONEY,
                    .right = true},
        [TOTAL] = {.key = "total",
                   .heading = "through all layers",
                   .unit = CTG_FIGURE_MONEY,
                   .right = true},
        [ID] = {.key = "id"},
        [EXPOSED_ID] = {.key = "most_exposed_id"}};
    static const ctg__drawn_cell cells[] = {
        {.behind = END, .heading = "by round", .draw = draw_history}};
    const size_t count = all < ROWS_MOST ? all : ROWS_MOST;
    ctg__stored *const rows = ctg__stored_new(made, count, COLUMNS);
    ctg__table_look *const look = ctg__report_take(made, 1, sizeof *look);
    history *const own = ctg__report_take(made, 1, sizeof *own);

    if (!rows || !look || !own || !fill_history(own, found, made, list, count))
        return;
    for (size_t r = 0; r < count; r++)
        set_row(rows, r, made, found, &list[r]);
    rows->own = own;
    *look = (ctg__table_look){
        .caption = "Prices",
        .below = all > count
                     ? ctg__report_print(made,
                                         "from before the shock to the end; "
                                         "the %zu that fall most, %zu more in "
                                         "prices_out.csv",
                                         count, all - count)
                     : "from before the shock to the end",
        .sorted = true,
        .headed = true,
        .drawn = cells,
        .drawn_count = 1};
    ctg__report_table(made, CTG__FOR_READERS,
                      ctg__stored_table(rows, NULL, heads, SHOWN, look));
    ctg__report_table(made, CTG__FOR_JSON,
                      ctg__stored_table(rows, "prices", heads, COLUMNS, look));
}

static const char *say_spiral(const ctg_findings *found, ctg_report *made)
{
    const ctg_info *const info = found->info;

    if (!info->spiral_defined || !(info->spiral > 0))
        return "";
    if (info->spiral >= 1)
        return ctg__report_print(
            made,
            " The system\xE2\x80\x99s spiral number is %.2f: price falls feed "
            "on themselves.",
            info->spiral);
    return ctg__report_print(
        made,
        " The system\xE2\x80\x99s spiral number is %.2f: a small price fall "
        "grows %s before it ends.",
        info->spiral, ctg__say_multiple(made, 1 / (1 - info->spiral)));
}

static void add(const ctg_findings *found, ctg_report *made)
{
    size_t count;
    const moving *const list = find_moving(found, made, &count);
    size_t further = 0;

    if (!list)
        return;
    for (size_t i = 0; i < count; i++)
        further += list[i].end < list[i].shock - 1e-6;
    ctg__report_note_as(
        made, CTG__FOR_READERS,
        (ctg__note){
            .text = ctg__report_print(
                made,
                "%s move%s; %s further than the shock itself, as sales push "
                "%s.%s",
                ctg__say_many(made, count, "price"), count == 1 ? "s" : "",
                further == 1 ? "1 falls"
                             : ctg__report_print(made, "%zu fall", further),
                further == 1 ? "it" : "them", say_spiral(found, made)),
            .rich = true});
    add_table(found, made, list, count);
}

const ctg__section_row ctg__section_prices = {
    .heading = "Which prices move?", .applies = applies, .add = add};
