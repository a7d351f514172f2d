/* Assets in the report of a graph: spirals, and who is exposed to them. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "report/info.h"

/* Money in one asset, per node. */
typedef struct money {
    double *direct;
    double *total;
} money;

static void note_most(ctg__described *of, ctg_asset asset, const money *in)
{
    const size_t count = ctg_network_node_count(of->network);
    ctg_node most = 0;

    for (ctg_node i = 1; i < count; i++)
        if (in->total[i] > in->total[most])
            most = i;
    if (in->total[most] > 0)
        of->most[of->most_count++] =
            (ctg__most_exposed){asset, most, in->direct[most], in->total[most]};
}

static ctg_status note_money(ctg__described *of, size_t *room, ctg_asset asset,
                             const money *in, ctg_error *error)
{
    const size_t count = ctg_network_node_count(of->network);

    for (ctg_node i = 0; i < count; i++) {
        ctg__money_in *grown;

        if (in->direct[i] == 0 && in->total[i] == 0)
            continue;
        grown = ctg__grow_array(of->money, of->money_count, room, 256,
                                sizeof *grown);
        if (!grown)
            return ctg__fail_memory(error);
        of->money = grown;
        of->money[of->money_count++] =
            (ctg__money_in){asset, i, in->direct[i], in->total[i]};
    }
    return CTG_OK;
}

/* What the report refers to lives as long as it does. */
static void keep_money(ctg__described *of)
{
    ctg__money_in *const found = of->money;

    of->money =
        ctg__report_take(of->report, of->money_count, sizeof *of->money);
    if (of->money && of->money_count)
        memcpy(of->money, found, of->money_count * sizeof *found);
    ctg__release(found);
}

ctg_status ctg__described_find_money(ctg__described *of, bool whole,
                                     ctg_error *error)
{
    const size_t nodes = ctg_network_node_count(of->network);
    const size_t shown = of->asset_count < CTG__ASSETS_SHOWN
                             ? of->asset_count
                             : CTG__ASSETS_SHOWN;
    const money in = {ctg__allocate_array(nodes + 1, sizeof *in.direct),
                      ctg__allocate_array(nodes + 1, sizeof *in.total)};
    size_t room = 0;
    ctg_status status =
        in.direct && in.total ? CTG_OK : ctg__fail_memory(error);

    for (ctg_asset a = 0;
         !status && nodes && a < (whole ? of->asset_count : shown); a++) {
        status =
            ctg_look_through_to_asset(of->look, a, in.direct, in.total, error);
        if (!status && a < shown)
            note_most(of, a, &in);
        if (!status && whole)
            status = note_money(of, &room, a, &in, error);
    }
    ctg__release(in.direct);
    ctg__release(in.total);
    keep_money(of);
    return status;
}

static ctg__value spiral_at(void *context, size_t row, size_t column)
{
    const ctg__described *const of = context;

    return column == 0
               ? ctg__value_text(ctg_graph_asset_id(of->graph, (ctg_asset)row))
               : ctg__value_number(of->info->asset_spiral[row]);
}

void ctg__described_add_spirals(ctg__described *of)
{
    static const ctg__head heads[] = {
        {.key = "asset"},
        {.key = "spiral", .meaning = "what a fall of its price grows by"}};

    ctg__report_table(of->report, CTG__FOR_JSON,
                      (ctg__table){.key = "spirals",
                                   .heads = heads,
                                   .head_count = 2,
                                   .row_count = of->asset_count,
                                   .at = spiral_at,
                                   .context = of});
}

static ctg__value money_at(void *context, size_t row, size_t column)
{
    const ctg__described *const of = context;
    const ctg__money_in *const at = &of->money[row];

    switch (column) {
    case 0:
        return ctg__value_text(ctg_graph_node_id(of->graph, at->node));
    case 1:
        return ctg__value_text(ctg_graph_asset_id(of->graph, at->asset));
    case 2:
        return ctg__value_number(at->direct);
    default:
        return ctg__value_number(at->total);
    }
}

void ctg__described_add_money(ctg__described *of)
{
    static const ctg__head heads[] = {
        {.key = "node"},
        {.key = "asset"},
        {.key = "direct", .meaning = "its own money in the asset"},
        {.key = "total", .meaning = "that through all layers"}};

    ctg__report_table(of->report, CTG__FOR_JSON,
                      (ctg__table){.key = "look_through",
                                   .heads = heads,
                                   .head_count = 4,
                                   .row_count = of->money_count,
                                   .at = money_at,
                                   .context = of});
}

static ctg__value most_at(void *context, size_t row, size_t column)
{
    ctg__described *const of = context;
    const ctg__most_exposed *const at = &of->most[row];
    const double spiral = of->info->asset_spiral[at->asset];

    switch (column) {
    case 0:
        return ctg__value_text(ctg_graph_asset_id(of->graph, at->asset));
    case 1:
        snprintf(of->text, sizeof of->text,
                 isfinite(spiral) ? "%.3g" : "undefined", spiral);
        return ctg__value_text(of->text);
    case 2:
        return ctg__value_text(ctg_graph_node_name(of->graph, at->node));
    case 3:
        return ctg__value_number(at->direct);
    default:
        return ctg__value_number(at->total);
    }
}

void ctg__described_add_most(ctg__described *of)
{
    static const ctg__head heads[] = {
        {.key = "asset"},
        {.key = "spiral", .right = true},
        {.key = "node", .heading = "most exposed to it"},
        {.key = "direct", .heading = "directly", .unit = CTG_FIGURE_MONEY},
        {.key = "total", .heading = "through all", .unit = CTG_FIGURE_MONEY}};

    if (!of->asset_count || !ctg_network_node_count(of->network))
        return;
    ctg__report_table(of->report, CTG__FOR_MD,
                      (ctg__table){.heads = heads,
                                   .head_count = 5,
                                   .row_count = of->most_count,
                                   .at = most_at,
                                   .context = of});
    if (of->asset_count > CTG__ASSETS_SHOWN)
        ctg__report_note(of->report, CTG__FOR_MD,
                         ctg__report_print(of->report, "%d of %zu assets.",
                                           CTG__ASSETS_SHOWN, of->asset_count));
}

/* --- what they are worth ------------------------------------------------- */

static bool described_has_value(const ctg__described *of, ctg_asset asset)
{
    const ctg_info *const info = of->info;

    return !isnan(info->asset_premium[asset]) ||
           info->asset_sold[asset] < info->asset_mark[asset];
}

static ctg__value value_at(const ctg__described *of, ctg_asset asset,
                           size_t column)
{
    const double mark = of->info->asset_mark[asset];
    const double sold = of->info->asset_sold[asset];

    switch (column) {
    case 0:
        return ctg__value_text(ctg_graph_asset_id(of->graph, asset));
    case 1:
        return ctg__value_number(of->info->asset_premium[asset]);
    case 2:
        return ctg__value_number(mark);
    case 3:
        return ctg__value_number(sold);
    default:
        return ctg__value_number(mark > 0 ? sold / mark : (double)NAN);
    }
}

static ctg__value every_value_at(void *context, size_t row, size_t column)
{
    return value_at(context, (ctg_asset)row, column);
}

static ctg__value shown_value_at(void *context, size_t row, size_t column)
{
    const ctg__described *const of = context;

    return value_at(of, of->valued[row], column);
}

void ctg__described_add_values(ctg__described *of)
{
    static const ctg__head heads[] = {
        {.key = "asset", .left = true},
        {.key = "premium",
         .unit = CTG_FIGURE_SHARE,
         .meaning = "price over fundamental price, less 1"},
        {.key = "mark",
         .heading = "all of it",
         .unit = CTG_FIGURE_MONEY,
         .meaning = "what nodes and accounts hold, at today's price"},
        {.key = "sold",
         .heading = "sold at once",
         .unit = CTG_FIGURE_MONEY,
         .meaning = "what that brings in one sale at today's depth"},
        {.key = "sold_share",
         .heading = "of it",
         .unit = CTG_FIGURE_SHARE,
         .meaning = "that over what is held"}};
    const ctg__table table = {
        .key = "values", .heads = heads, .head_count = 5, .context = of};
    ctg__table every = table;
    ctg__table shown = table;

    every.row_count = of->asset_count;
    every.at = every_value_at;
    ctg__report_table(of->report, CTG__FOR_JSON, every);
    of->valued =
        ctg__report_take(of->report, CTG__ASSETS_SHOWN, sizeof *of->valued);
    for (ctg_asset a = 0; of->valued && a < of->asset_count &&
                          of->valued_count < CTG__ASSETS_SHOWN;
         a++)
        if (described_has_value(of, a))
            of->valued[of->valued_count++] = a;
    shown.row_count = of->valued_count;
    shown.at = shown_value_at;
    if (of->valued_count)
        ctg__report_table(of->report, CTG__FOR_MD, shown);
}
