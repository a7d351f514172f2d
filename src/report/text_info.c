/* A graph before anything happens: size, books, leverage, concentration. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/info.h"

enum { NAME = 2, VALUE = 34, GAP = 3, BELOW = 6 };

/* What does not fit behind the value stands below. */
static void add_line(ctg__sheet *sheet, const char *name, const char *value,
                     const char *more)
{
    ctg__sheet_go_to(sheet, NAME);
    ctg__sheet_add(sheet, name);
    ctg__sheet_add_right(sheet, value, VALUE);
    if (*more && VALUE + GAP + ctg__columns(more) > sheet->width) {
        ctg__sheet_end(sheet);
        ctg__sheet_go_to(sheet, BELOW);
    } else if (*more) {
        ctg__sheet_go_to(sheet, sheet->columns + GAP);
    }
    ctg__sheet_add(sheet, more);
    ctg__sheet_end(sheet);
}

static void add_count(ctg__sheet *sheet, const char *name, size_t count,
                      const char *more)
{
    char text[CTG__FORMAT_ROOM];

    add_line(sheet, name, ctg__format_count(text, count), more);
}

static void add_money(ctg__sheet *sheet, const char *name, double amount,
                      const char *more)
{
    char text[CTG__FORMAT_ROOM];

    add_line(sheet, name, ctg__sheet_amount(sheet, text, amount), more);
}

static void add_size(ctg__sheet *sheet, const ctg_info *info)
{
    const struct {
        const char *name;
        size_t count;
    } others[] = {{"without exposures", info->isolated},
                  {"assets", info->assets},
                  {"holdings", info->holdings},
                  {"venues", info->venues},
                  {"accounts", info->accounts}};
    char more[96];
    char share[CTG__FORMAT_ROOM];

    add_count(sheet, "nodes", info->nodes, "");
    snprintf(more, sizeof more, "%zu pairs, %s of all; %zu mutual", info->pairs,
             ctg__format_share(share, info->density, sheet->ascii),
             info->mutual);
    if (info->exposures)
        add_count(sheet, "exposures", info->exposures, more);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (others[i].count)
            add_count(sheet, others[i].name, others[i].count, "");
}

static void add_books(ctg__sheet *sheet, const ctg_info *info)
{
    char more[96] = "";

    add_money(sheet, "total assets", info->total_assets, "");
    add_money(sheet, "total liabilities", info->total_liabilities, "");
    if (info->without_equity)
        snprintf(more, sizeof more, "%zu node%s none", info->without_equity,
                 info->without_equity == 1 ? " has" : "s have");
    add_money(sheet, "equity", info->equity, more);
    add_money(sheet, "claims among nodes", info->claims, "");
}

static void add_leverage(ctg__sheet *sheet, const ctg_info *info)
{
    char text[32];
    ctg__text more = {0};

    if (!info->levered)
        return;
    ctg__text_print(&more, "median %.3g, most %.3g (", info->leverage_median,
                    info->leverage_most);
    ctg__text_add_clean(&more,
                        ctg_graph_node_name(sheet->graph, info->most_levered),
                        CTG__NAME_TERMINAL, sheet->ascii);
    ctg__text_add(&more, ")");
    sheet->line.failed |= more.failed;
    snprintf(text, sizeof text, "%.3g", info->leverage);
    add_line(sheet, "assets over equity", text, ctg__text_string(&more));
    ctg__text_clear(&more);
}

static void add_concentration(ctg__sheet *sheet, const char *name,
                              const ctg_concentration *of)
{
    char top[3][CTG__FORMAT_ROOM];
    char text[32];
    char more[256];

    if (!of->count)
        return;
    snprintf(more, sizeof more, "the largest 1, 5, 10 have %s, %s, %s",
             ctg__format_share(top[0], of->top_1, sheet->ascii),
             ctg__format_share(top[1], of->top_5, sheet->ascii),
             ctg__format_share(top[2], of->top_10, sheet->ascii));
    snprintf(text, sizeof text, "%.3f", of->hhi);
    add_line(sheet, name, text, more);
}

static void add_components(ctg__sheet *sheet, const char *name, size_t count,
                           size_t largest)
{
    char more[96];

    snprintf(more, sizeof more, "largest %zu node%s", largest,
             ctg__plural(largest));
    add_count(sheet, name, count, more);
}

static void add_graph(ctg__sheet *sheet, const ctg_info *info)
{
    char text[64];

    add_components(sheet, "components", info->weak_components,
                   info->weak_largest);
    add_components(sheet, "  strongly connected", info->strong_components,
                   info->strong_largest);
    snprintf(text, sizeof text, "%.4g", info->radius);
    add_line(sheet, "spectral radius", text,
             info->radius > 1 ? "above 1: distress grows as it travels"
                              : "of claims over equity");
    snprintf(text, sizeof text, "%.4g", info->radius_swapped);
    add_line(sheet, "  debtors as creditors", text, "");
}

/* How often money is counted. */
static void add_double_count(ctg__sheet *sheet, const ctg__described *of)
{
    const ctg_double_count count = ctg_look_through_double_count(of->look);
    char gross[CTG__FORMAT_ROOM];
    char net[CTG__FORMAT_ROOM];
    char ratio[32];
    char words[256];

    ctg__sheet_amount(sheet, gross, count.gross);
    ctg__sheet_amount(sheet, net, count.net);
    snprintf(words, sizeof words,
             "assets of %s, %s net of what nodes owe each other or have issued",
             gross, isfinite(count.ratio) ? net : "nothing");
    snprintf(ratio, sizeof ratio, "%.3g times", count.ratio);
    if (isfinite(count.ratio))
        snprintf(words + strlen(words), sizeof words - strlen(words),
                 ": counted %s",
                 strcmp(ratio, "1 times") == 0 ? "once" : ratio);
    ctg__sheet_go_to(sheet, NAME);
    ctg__sheet_wrap(sheet, words, NAME);
}

static void add_spiral(ctg__sheet *sheet, const ctg_info *info)
{
    if (!info->spiral_defined)
        ctg__sheet_add(
            sheet, "  spiral number undefined: a `sqrt` law has no slope at 0");
    else if (info->spiral >= 1)
        ctg__sheet_print(sheet,
                         "  spiral number %.3g: a price fall feeds itself",
                         info->spiral);
    else if (info->spiral > 0)
        ctg__sheet_print(sheet,
                         "  spiral number %.3g: a price fall grows %.3g times",
                         info->spiral, 1 / (1 - info->spiral));
    else
        return;
    ctg__sheet_end(sheet);
}

enum { ASSET = 2, ASSET_COLUMNS = 14, SPIRAL = 24, NODE = 27, MONEY = 13 };

/* What the numbers leave for a name. */
static size_t name_columns(const ctg__sheet *sheet)
{
    return sheet->width < 75 ? sheet->width - 53 : CTG__NAME_TERMINAL;
}

static void add_asset(ctg__sheet *sheet, const ctg__described *of,
                      const ctg__most_exposed *at)
{
    const double spiral = of->info->asset_spiral[at->asset];
    const double money[] = {at->direct, at->total};
    const size_t names = name_columns(sheet);
    char text[CTG__FORMAT_ROOM];

    ctg__sheet_go_to(sheet, ASSET);
    ctg__sheet_add_name(sheet, ctg_graph_asset_id(sheet->graph, at->asset),
                        ASSET_COLUMNS);
    snprintf(text, sizeof text, "%.3g", spiral);
    if (isfinite(spiral) && spiral > 0)
        ctg__sheet_add_right(sheet, text, SPIRAL);
    ctg__sheet_go_to(sheet, NODE);
    ctg__sheet_add_name(sheet, ctg_graph_node_name(sheet->graph, at->node),
                        names);
    ctg__sheet_go_to(sheet, NODE + names);
    for (size_t i = 0; i < 2; i++) {
        const size_t column = sheet->columns;

        ctg__sheet_amount(sheet, text, money[i]);
        if (ctg__columns(text) >= MONEY)
            ctg__sheet_add(sheet, " ");
        ctg__sheet_add_right(sheet, text, column + MONEY);
    }
    ctg__sheet_end(sheet);
}

static void add_assets(ctg__sheet *sheet, const ctg__described *of)
{
    const size_t names = name_columns(sheet);

    if (!of->asset_count || !ctg_network_node_count(of->network))
        return;
    ctg__sheet_gap(sheet);
    ctg__sheet_print(sheet, "  %-15s%7s   %-*.*s%13s%13s", "asset", "spiral",
                     (int)names, (int)names, "most exposed to it", "directly",
                     "through all");
    ctg__sheet_end(sheet);
    for (size_t i = 0; i < of->most_count; i++)
        add_asset(sheet, of, &of->most[i]);
    if (of->asset_count > CTG__ASSETS_SHOWN) {
        ctg__sheet_print(sheet, "  %d of %zu shown; --format json for all",
                         CTG__ASSETS_SHOWN, of->asset_count);
        ctg__sheet_end(sheet);
    }
}

static void add_value(ctg__sheet *sheet, const ctg__described *of,
                      ctg_asset asset)
{
    const double premium = of->info->asset_premium[asset];
    const double mark = of->info->asset_mark[asset];
    const double sold = of->info->asset_sold[asset];
    char text[CTG__FORMAT_ROOM];

    ctg__sheet_go_to(sheet, ASSET);
    ctg__sheet_add_name(sheet, ctg_graph_asset_id(sheet->graph, asset),
                        ASSET_COLUMNS);
    if (!isnan(premium))
        ctg__sheet_add_right(
            sheet, ctg__format_relative(text, premium, sheet->ascii), SPIRAL);
    ctg__sheet_add_right(sheet, ctg__sheet_amount(sheet, text, mark),
                         SPIRAL + MONEY);
    ctg__sheet_add_right(sheet, ctg__sheet_amount(sheet, text, sold),
                         SPIRAL + 2 * MONEY + 2);
    if (mark > 0)
        ctg__sheet_add_right(sheet,
                             ctg__format_share(text, sold / mark, sheet->ascii),
                             SPIRAL + 2 * MONEY + 9);
    ctg__sheet_end(sheet);
}

/* Premiums, and what all of an asset brings if it is sold at once. */
static void add_values(ctg__sheet *sheet, const ctg__described *of)
{
    if (!of->valued_count)
        return;
    ctg__sheet_gap(sheet);
    ctg__sheet_add(sheet, "  asset");
    ctg__sheet_add_right(sheet, "premium", SPIRAL);
    ctg__sheet_add_right(sheet, "all of it", SPIRAL + MONEY);
    ctg__sheet_add_right(sheet, "sold at once", SPIRAL + 2 * MONEY + 2);
    ctg__sheet_end(sheet);
    for (size_t i = 0; i < of->valued_count; i++)
        add_value(sheet, of, of->valued[i]);
}

void ctg__sheet_add_title(const void *graph, ctg__sheet *sheet)
{
    const char *const title = ctg_graph_about(graph)->title;

    if (!title || !*title)
        return;
    ctg__sheet_add_name(sheet, title, sheet->width);
    ctg__sheet_end(sheet);
    ctg__sheet_end(sheet);
}

void ctg__sheet_add_unit(const void *nothing, ctg__sheet *sheet)
{
    (void)nothing;
    if (!sheet->in_unit[0])
        return;
    ctg__sheet_end(sheet);
    ctg__sheet_note_unit(sheet);
}

void ctg__sheet_add_info(const void *described, ctg__sheet *sheet)
{
    const ctg__described *const of = described;

    add_size(sheet, of->info);
    ctg__sheet_gap(sheet);
    add_books(sheet, of->info);
    add_leverage(sheet, of->info);
    ctg__sheet_gap(sheet);
    ctg__sheet_line(sheet, "  concentration (Herfindahl) of");
    add_concentration(sheet, "  assets", &of->info->by_assets);
    add_concentration(sheet, "  debts to nodes", &of->info->by_debts);
    add_concentration(sheet, "  claims on nodes", &of->info->by_claims);
    ctg__sheet_gap(sheet);
    add_graph(sheet, of->info);
    ctg__sheet_gap(sheet);
    add_double_count(sheet, of);
    if (of->asset_count)
        add_spiral(sheet, of->info);
    add_assets(sheet, of);
    add_values(sheet, of);
    ctg__sheet_add_unit(NULL, sheet);
}
