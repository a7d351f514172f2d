/* What one node is exposed to through all layers. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "report/info.h"

/* Rows that people see. */
enum { SHOWN = 20 };

/* A node that it has a share of, or an asset. */
typedef struct exposure {
    bool is_asset;
    uint32_t index;
    double share;  /* of a node */
    double amount; /* money */
} exposure;

typedef struct exposures {
    const ctg_network *network;
    const ctg_graph *graph;
    exposure *list;
    size_t count;
} exposures;

static int compare_exposures(const void *a, const void *b)
{
    const exposure *const x = a;
    const exposure *const y = b;

    if (x->is_asset != y->is_asset)
        return x->is_asset ? 1 : -1;
    if (fabs(x->amount) != fabs(y->amount))
        return fabs(x->amount) > fabs(y->amount) ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

/* Nodes first, then assets, by their amounts; ties by row. */
static void collect(exposures *found, ctg_node node, const double *shares,
                    const double *amounts)
{
    const size_t nodes = ctg_network_node_count(found->network);
    const size_t assets = ctg_network_asset_count(found->network);
    const double *const of_node = ctg_network_assets(found->network);

    for (uint32_t i = 0; i < nodes; i++)
        if (i != node && shares[i] != 0)
            found->list[found->count++] =
                (exposure){false, i, shares[i], shares[i] * of_node[i]};
    for (uint32_t a = 0; a < assets; a++)
        if (amounts[a] != 0)
            found->list[found->count++] = (exposure){true, a, 0, amounts[a]};
    if (found->count)
        qsort(found->list, found->count, sizeof *found->list,
              compare_exposures);
}

static ctg_status find(ctg_report *report, const ctg_look_through *look,
                       ctg_node node, exposures *found, ctg_error *error)
{
    const size_t nodes = ctg_network_node_count(found->network);
    const size_t assets = ctg_network_asset_count(found->network);
    double *const shares = ctg__allocate_array(nodes + 1, sizeof *shares);
    double *const amounts = ctg__allocate_array(assets + 1, sizeof *amounts);
    ctg_status status = CTG_OK;

    found->list = ctg__report_take(report, nodes + assets, sizeof *found->list);
    if (!shares || !amounts || !found->list)
        status = ctg__fail_memory(error);
    if (!status)
        status = ctg_look_through_of(look, node, shares,
                                     assets ? amounts : NULL, error);
    if (!status)
        collect(found, node, shares, amounts);
    ctg__release(shares);
    ctg__release(amounts);
    return status;
}

static ctg__value id_at(void *context, size_t row, size_t column)
{
    const exposures *const all = context;
    const exposure *const at = &all->list[row];

    switch (column) {
    case 0:
        return ctg__value_text(at->is_asset ? "asset" : "node");
    case 1:
        return ctg__value_text(at->is_asset
                                   ? ctg_graph_asset_id(all->graph, at->index)
                                   : ctg_graph_node_id(all->graph, at->index));
    case 2:
        return at->is_asset ? ctg__value_empty() : ctg__value_number(at->share);
    default:
        return ctg__value_number(at->amount);
    }
}

/* The same for people, who know a node by its name. */
static ctg__value name_at(void *context, size_t row, size_t column)
{
    const exposures *const all = context;
    const exposure *const at = &all->list[row];

    return column == 1 && !at->is_asset
               ? ctg__value_text(ctg_graph_node_name(all->graph, at->index))
               : id_at(context, row, column);
}

static void add_head(ctg_report *report, const exposures *all, ctg_node node)
{
    const char *const name = ctg_graph_node_name(all->graph, node);

    ctg__report_note_as(report, CTG__FOR_TEXT,
                        (ctg__note){.lead = "  ",
                                    .text = ctg__report_print(
                                        report, "%s, through all layers:",
                                        ctg__report_clean(report, name, 40,
                                                          report->page.ascii)),
                                    .indent = 2});
    ctg__report_note_as(
        report, CTG__FOR_TEXT,
        (ctg__note){.lead = "  ",
                    .text = "its share of what a node has, that in money, its "
                            "money in an asset",
                    .indent = 2});
    ctg__report_gap(report);
    ctg__report_note(report, CTG__FOR_MD,
                     ctg__report_print(report,
                                       "%s, through all layers: its share of "
                                       "what a node has, that in money, and "
                                       "its money in an asset.",
                                       name));
}

static void add_rest(ctg_report *report, size_t count)
{
    if (count <= SHOWN)
        return;
    ctg__report_note_as(
        report, CTG__FOR_TEXT,
        (ctg__note){.lead = ctg__report_print(
                        report, "  %d of %zu shown; --format csv for all",
                        SHOWN, count)});
    ctg__report_note(report, CTG__FOR_MD,
                     ctg__report_print(report, "%d of %zu.", SHOWN, count));
}

ctg_status ctg__report_add_exposures(ctg_report *report,
                                     const ctg_network *network,
                                     const ctg_look_through *look,
                                     ctg_node node, ctg_error *error)
{
    static const ctg__head ids[] = {{.key = "kind"},
                                    {.key = "id"},
                                    {.key = "share", .unit = CTG_FIGURE_SHARE},
                                    {.key = "money", .unit = CTG_FIGURE_MONEY}};
    static const ctg__head names[] = {
        {.key = "kind"},
        {.key = "name"},
        {.key = "share", .unit = CTG_FIGURE_SHARE},
        {.key = "money", .unit = CTG_FIGURE_MONEY}};
    exposures *const all = ctg__report_take(report, 1, sizeof *all);
    ctg_status status;

    if (!all)
        return CTG_OK; /* the report remembers */
    *all = (exposures){.network = network, .graph = ctg_network_graph(network)};
    status = find(report, look, node, all, error);
    if (status)
        return status;
    ctg__report_fact(report, CTG__FOR_JSON,
                     (ctg__fact){.key = "node",
                                 .value = ctg__value_text(
                                     ctg_graph_node_id(all->graph, node))});
    ctg__report_table(report, CTG__FOR_JSON | CTG__FOR_CSV,
                      (ctg__table){.key = "look_through",
                                   .heads = ids,
                                   .head_count = 4,
                                   .row_count = all->count,
                                   .at = id_at,
                                   .context = all});
    add_head(report, all, node);
    if (!all->count) {
        ctg__report_note_as(report, CTG__FOR_TEXT,
                            (ctg__note){.lead = "  nothing: it has no claim on "
                                                "a node and no asset"});
        ctg__report_note(report, CTG__FOR_MD,
                         "Nothing: it has no claim on a node and no asset.");
    }
    ctg__report_table(
        report, all->count ? CTG__FOR_PEOPLE : 0,
        (ctg__table){.heads = names,
                     .head_count = 4,
                     .row_count = all->count < SHOWN ? all->count : SHOWN,
                     .at = name_at,
                     .context = all});
    add_rest(report, all->count);
    ctg__report_own(report, CTG__FOR_TEXT, ctg__sheet_add_unit, NULL);
    return CTG_OK;
}
