/* What a graph looks like before anything happens. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/assert.h"
#include "report/info.h"

/* In the order in which facts are collected. */
static const ctg_key keys[] = {
    {"nodes", CTG_FIGURE_PLAIN, "nodes"},
    {"exposures", CTG_FIGURE_PLAIN, "rows of exposures"},
    {"pairs", CTG_FIGURE_PLAIN, "distinct debtors and creditors"},
    {"density", CTG_FIGURE_SHARE, "pairs over all that there could be"},
    {"isolated", CTG_FIGURE_PLAIN, "nodes without exposures"},
    {"mutual", CTG_FIGURE_PLAIN,
     "pairs whose debtor is owed by the creditor too"},
    {"assets", CTG_FIGURE_PLAIN, "assets"},
    {"holdings", CTG_FIGURE_PLAIN, "rows of holdings"},
    {"venues", CTG_FIGURE_PLAIN, "venues"},
    {"accounts", CTG_FIGURE_PLAIN, "accounts at venues"},
    {"claims", CTG_FIGURE_MONEY, "claims among nodes"},
    {"total_assets", CTG_FIGURE_MONEY, "assets of all nodes"},
    {"total_liabilities", CTG_FIGURE_MONEY, "liabilities of all nodes"},
    {"equity", CTG_FIGURE_MONEY, "sum of the equities above 0"},
    {"without_equity", CTG_FIGURE_PLAIN,
     "nodes with an equity of 0 or less that are no pass-through"},
    {"levered", CTG_FIGURE_PLAIN,
     "nodes with equity, whose leverage is defined"},
    {"leverage", CTG_FIGURE_SHORT, "their assets over their equity, in all"},
    {"leverage_median", CTG_FIGURE_SHORT, "the median of their leverages"},
    {"leverage_most", CTG_FIGURE_SHORT, "the largest of their leverages"},
    {"most_levered", CTG_FIGURE_PLAIN, "whose leverage that is"},
    {"assets_total", CTG_FIGURE_MONEY, "what assets sum to"},
    {"assets_hhi", CTG_FIGURE_SHORT, "sum of squared shares (Herfindahl)"},
    {"assets_effective", CTG_FIGURE_SHORT, "1 over that"},
    {"assets_top_1", CTG_FIGURE_SHARE, "share of the largest"},
    {"assets_top_5", CTG_FIGURE_SHARE, "share of the largest five"},
    {"assets_top_10", CTG_FIGURE_SHARE, "share of the largest ten"},
    {"debts_total", CTG_FIGURE_MONEY, "what nodes owe to nodes"},
    {"debts_hhi", CTG_FIGURE_SHORT, "sum of squared shares (Herfindahl)"},
    {"debts_effective", CTG_FIGURE_SHORT, "1 over that"},
    {"debts_top_1", CTG_FIGURE_SHARE, "share of the largest"},
    {"debts_top_5", CTG_FIGURE_SHARE, "share of the largest five"},
    {"debts_top_10", CTG_FIGURE_SHARE, "share of the largest ten"},
    {"claims_total", CTG_FIGURE_MONEY, "what nodes are owed by nodes"},
    {"claims_hhi", CTG_FIGURE_SHORT, "sum of squared shares (Herfindahl)"},
    {"claims_effective", CTG_FIGURE_SHORT, "1 over that"},
    {"claims_top_1", CTG_FIGURE_SHARE, "share of the largest"},
    {"claims_top_5", CTG_FIGURE_SHARE, "share of the largest five"},
    {"claims_top_10", CTG_FIGURE_SHARE, "share of the largest ten"},
    {"weak_components", CTG_FIGURE_PLAIN,
     "components of the graph of exposures"},
    {"weak_largest", CTG_FIGURE_PLAIN, "nodes of the largest"},
    {"strong_components", CTG_FIGURE_PLAIN, "strongly connected components"},
    {"strong_largest", CTG_FIGURE_PLAIN, "nodes of the largest"},
    {"spectral_radius", CTG_FIGURE_SHORT,
     "of claims over the creditors' equities: above 1 distress grows"},
    {"spectral_radius_swapped", CTG_FIGURE_SHORT,
     "the same with debtors and creditors swapped"},
    {"spiral", CTG_FIGURE_SHORT, "spiral number of the system"},
    {"gross", CTG_FIGURE_MONEY, "assets of all nodes"},
    {"net", CTG_FIGURE_MONEY, "without claims on nodes and tokens of nodes"},
    {"double_count_ratio", CTG_FIGURE_SHORT, "gross over net"},
};

enum { KEY_COUNT = sizeof keys / sizeof *keys };

const ctg_key *ctg_info_key_at(size_t index)
{
    return index < KEY_COUNT ? &keys[index] : NULL;
}

typedef struct facts {
    ctg__value list[KEY_COUNT];
    size_t count;
} facts;

static void put(facts *all, ctg__value value)
{
    CTG__ASSERT(all->count < KEY_COUNT);
    all->list[all->count++] = value;
}

static void put_count(facts *all, size_t count)
{
    put(all, ctg__value_count(count));
}

static void put_number(facts *all, double number)
{
    put(all, ctg__value_number(number));
}

/* What is not defined is not a number. */
static double defined(bool is, double number)
{
    return is ? number : (double)NAN;
}

static void put_size(facts *all, const ctg_info *info)
{
    put_count(all, info->nodes);
    put_count(all, info->exposures);
    put_count(all, info->pairs);
    put_number(all, info->density);
    put_count(all, info->isolated);
    put_count(all, info->mutual);
    put_count(all, info->assets);
    put_count(all, info->holdings);
    put_count(all, info->venues);
    put_count(all, info->accounts);
    put_number(all, info->claims);
    put_number(all, info->total_assets);
    put_number(all, info->total_liabilities);
    put_number(all, info->equity);
    put_count(all, info->without_equity);
}

static void put_leverage(facts *all, const ctg__described *of)
{
    const ctg_info *const info = of->info;
    const bool any = info->levered > 0;

    put_count(all, info->levered);
    put_number(all, defined(any, info->leverage));
    put_number(all, defined(any, info->leverage_median));
    put_number(all, defined(any, info->leverage_most));
    put(all,
        any ? ctg__value_text(ctg_graph_node_id(of->graph, info->most_levered))
            : ctg__value_empty());
}

static void put_concentration(facts *all, const ctg_concentration *of)
{
    const bool any = of->count > 0;

    put_number(all, of->total);
    put_number(all, defined(any, of->hhi));
    put_number(all, defined(any, of->effective));
    put_number(all, defined(any, of->top_1));
    put_number(all, defined(any, of->top_5));
    put_number(all, defined(any, of->top_10));
}

static void put_shape(facts *all, const ctg_info *info)
{
    put_count(all, info->weak_components);
    put_count(all, info->weak_largest);
    put_count(all, info->strong_components);
    put_count(all, info->strong_largest);
    put_number(all, info->radius);
    put_number(all, info->radius_swapped);
    put_number(all, defined(info->spiral_defined, info->spiral));
}

static facts collect(const ctg__described *of)
{
    const ctg_double_count twice = ctg_look_through_double_count(of->look);
    facts all = {.count = 0};

    put_size(&all, of->info);
    put_leverage(&all, of);
    put_concentration(&all, &of->info->by_assets);
    put_concentration(&all, &of->info->by_debts);
    put_concentration(&all, &of->info->by_claims);
    put_shape(&all, of->info);
    put_number(&all, twice.gross);
    put_number(&all, twice.net);
    put_number(&all, twice.ratio);
    CTG__ASSERT(all.count == KEY_COUNT);
    return all;
}

/* People know a node by its name, machines by its id. */
static void add_facts(const ctg__described *of, unsigned machines,
                      unsigned people)
{
    const facts all = collect(of);

    for (size_t i = 0; i < KEY_COUNT; i++) {
        const ctg__value *const value = &all.list[i];
        const bool unbounded =
            value->kind == CTG__VALUE_NUMBER && isinf(value->number);
        ctg__fact fact = {.key = keys[i].name,
                          .unit = keys[i].unit,
                          .value = *value,
                          .empty = unbounded ? "unbounded" : "undefined",
                          .meaning = keys[i].meaning};

        if (value->kind != CTG__VALUE_TEXT) {
            ctg__report_fact(of->report, machines | people, fact);
            continue;
        }
        ctg__report_fact(of->report, machines, fact);
        fact.value = ctg__value_text(
            ctg_graph_node_name(of->graph, of->info->most_levered));
        ctg__report_fact(of->report, people, fact);
    }
}

/* NULL when out of memory. */
static ctg__described *describe(ctg_report *report, const ctg_network *network,
                                const ctg_info *info,
                                const ctg_look_through *look)
{
    ctg__described *const made = ctg__report_take(report, 1, sizeof *made);

    if (!made)
        return NULL;
    ctg__report_about(report, ctg_network_graph(network));
    *made = (ctg__described){.network = network,
                             .graph = ctg_network_graph(network),
                             .info = info,
                             .look = look,
                             .report = report,
                             .asset_count = ctg_network_asset_count(network),
                             .most = ctg__report_take(report, CTG__ASSETS_SHOWN,
                                                      sizeof *made->most)};
    return made->most ? made : NULL;
}

ctg_status ctg_info_report(const ctg_network *network, const ctg_info *info,
                           const ctg_look_through *look, bool whole,
                           const ctg_stamp *stamp, const ctg_page_options *page,
                           ctg_report **report, ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_info, stamp, page);
    ctg__described *const of = describe(made, network, info, look);
    ctg_status status = CTG_OK;

    if (of) {
        status = ctg__described_find_money(of, whole, error);
    }
    if (status) {
        ctg_report_free(made);
        return status;
    }
    if (of) {
        add_facts(of, CTG__FOR_JSON | CTG__FOR_CSV, CTG__FOR_MD);
        if (info->radius > 1)
            ctg__report_note(made, CTG__FOR_MD,
                             "The spectral radius is above 1: distress grows "
                             "as it travels.");
        ctg__described_add_most(of);
        ctg__described_add_spirals(of);
        ctg__described_add_values(of);
        if (whole)
            ctg__described_add_money(of);
        ctg__report_own(made, CTG__FOR_TEXT, ctg__sheet_add_title, of->graph);
        ctg__report_own(made, CTG__FOR_TEXT, ctg__sheet_add_info, of);
    }
    return ctg__report_finish(made, report, error);
}

ctg_status ctg_look_through_report(const ctg_network *network,
                                   const ctg_info *info,
                                   const ctg_look_through *look, ctg_node node,
                                   const ctg_stamp *stamp,
                                   const ctg_page_options *page,
                                   ctg_report **report, ctg_error *error)
{
    ctg_report *const made = ctg__report_new(CTG__REPORT_info, stamp, page);
    ctg__described *const of = describe(made, network, info, look);
    ctg_status status = CTG_OK;

    if (of) {
        made->title = "Look-through";
        ctg__report_own(made, CTG__FOR_TEXT, ctg__sheet_add_title, of->graph);
        add_facts(of, CTG__FOR_JSON, 0);
        ctg__described_add_spirals(of);
        status = ctg__report_add_exposures(made, network, look, node, error);
    }
    if (status) {
        ctg_report_free(made);
        return status;
    }
    return ctg__report_finish(made, report, error);
}
