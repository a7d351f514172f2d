/* Prices before and after, accounts, and the layers that paid. */
#include <contagraph/adl.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/network.h"
#include "report/text_run.h"

typedef struct move {
    double change; /* relative */
    ctg_asset asset;
} move;

static int compare_moves(const void *one, const void *other)
{
    const move *const a = one;
    const move *const b = other;

    if (fabs(a->change) != fabs(b->change))
        return fabs(a->change) > fabs(b->change) ? -1 : 1;
    return a->asset < b->asset ? -1 : a->asset > b->asset;
}

static void add_moves(ctg__page *page, const move *moves, size_t shown)
{
    enum { NAME = 2, BEFORE = 38, AFTER = 49, CHANGE = 58 };
    ctg__sheet *const sheet = &page->sheet;

    ctg__sheet_go_to(sheet, NAME);
    ctg__sheet_add(sheet, "asset");
    ctg__sheet_add_right(sheet, "before", BEFORE);
    ctg__sheet_add_right(sheet, "after", AFTER);
    ctg__sheet_add_right(sheet, "change", CHANGE);
    ctg__sheet_end(sheet);
    for (size_t i = 0; i < shown; i++) {
        const ctg_asset asset = moves[i].asset;
        const double before = page->network->assets.price[asset];
        const double after =
            ctg_run_price(page->run, page->summary->rounds, asset);
        char text[CTG__FORMAT_ROOM];
        ctg__text name = {0};

        ctg__text_add_clean(&name, ctg_graph_asset_id(page->graph, asset),
                            CTG__NAME_TERMINAL, sheet->ascii);
        ctg__sheet_go_to(sheet, NAME);
        ctg__sheet_add(sheet, ctg__text_string(&name));
        sheet->line.failed |= name.failed;
        ctg__text_clear(&name);
        ctg__sheet_add_right(sheet, ctg__sheet_price(sheet, text, before),
                             BEFORE);
        ctg__sheet_add_right(sheet, ctg__sheet_price(sheet, text, after),
                             AFTER);
        ctg__sheet_add_right(
            sheet, ctg__format_relative(text, moves[i].change, sheet->ascii),
            CHANGE);
        ctg__sheet_end(sheet);
    }
}

ctg_status ctg__page_prices(ctg__page *page, ctg_error *error)
{
    ctg__sheet *const sheet = &page->sheet;
    const size_t asset_count = ctg_network_asset_count(page->network);
    move *const moves = ctg__allocate_array(asset_count + 1, sizeof *moves);
    size_t count = 0;
    size_t shown;

    if (!moves)
        return ctg__fail_memory(error);
    for (ctg_asset asset = 0; asset < asset_count; asset++) {
        const double before = page->network->assets.price[asset];
        const double after =
            ctg_run_price(page->run, page->summary->rounds, asset);

        if (before > 0 && after != before)
            moves[count++] =
                (move){.change = after / before - 1, .asset = asset};
    }
    shown = count < page->top ? count : page->top;
    if (shown) {
        qsort(moves, count, sizeof *moves, compare_moves);
        ctg__sheet_gap(sheet);
        add_moves(page, moves, shown);
        if (shown < count) {
            char text[96];

            snprintf(text, sizeof text, "  %zu of %zu moved prices shown",
                     shown, count);
            ctg__sheet_line(sheet, text);
        }
    }
    ctg__release(moves);
    return CTG_OK;
}

/* "fund of X", "adl", "socialise": what a row of `layers` is. */
static void add_layer(ctg__page *page, const ctg_layer_use *use)
{
    enum { VENUE = 2, LAYER = 26, USED = 58 };
    ctg__sheet *const sheet = &page->sheet;
    char cell[32];
    char text[CTG__FORMAT_ROOM];
    ctg__text words = {0};

    ctg__text_add_clean(&words, ctg_graph_node_name(page->graph, use->venue),
                        CTG__NAME_TERMINAL, sheet->ascii);
    ctg__sheet_go_to(sheet, VENUE);
    ctg__sheet_add(sheet, ctg__text_string(&words));
    sheet->line.failed |= words.failed;
    ctg__text_clear(&words);
    ctg__sheet_go_to(sheet, LAYER);
    if (use->row == SIZE_MAX) {
        ctg__sheet_add(sheet, "its own equity");
    } else {
        const char *const kind =
            ctg_graph_cell(page->graph, CTG_LAYERS, use->row, "kind", cell);
        const char *provider;

        ctg__sheet_add(sheet, kind ? kind : "");
        provider =
            ctg_graph_cell(page->graph, CTG_LAYERS, use->row, "provider", cell);
        if (provider && *provider) {
            ctg__text_add(&words, " of ");
            ctg__text_add_clean(&words, provider, 18, sheet->ascii);
            ctg__sheet_add(sheet, ctg__text_string(&words));
            sheet->line.failed |= words.failed;
            ctg__text_clear(&words);
        }
    }
    ctg__sheet_add_right(sheet, ctg__sheet_amount(sheet, text, use->used),
                         USED);
    ctg__sheet_end(sheet);
}

static void add_layers(ctg__page *page)
{
    ctg__sheet *const sheet = &page->sheet;
    ctg_layer_use use;
    bool any = false;

    for (size_t i = 0; ctg_run_layer_use(page->run, i, &use); i++) {
        if (!(use.used > 0))
            continue;
        if (!any) {
            ctg__sheet_gap(sheet);
            ctg__sheet_add(sheet, "  shortfalls of");
            ctg__sheet_go_to(sheet, 26);
            ctg__sheet_add(sheet, "paid by");
            ctg__sheet_end(sheet);
        }
        any = true;
        add_layer(page, &use);
    }
}

/* "540 of 540 asked (540 reached), from 4 of 4 winners; ..." */
static void add_event(ctg__page *page, const ctg_adl_event *e)
{
    ctg__sheet *const sheet = &page->sheet;
    char amounts[6][CTG__FORMAT_ROOM];
    char share[CTG__FORMAT_ROOM];
    ctg__text words = {0};

    ctg__text_print(&words, "ADL at ");
    ctg__text_add_clean(&words, ctg_graph_node_name(page->graph, e->venue),
                        CTG__NAME_TERMINAL, sheet->ascii);
    ctg__text_print(
        &words,
        ", round %u, %s: %s of %s asked (%s reached), from %zu of %zu "
        "winner%s",
        (unsigned)e->round, e->rule,
        ctg__sheet_amount(sheet, amounts[0], e->taken),
        ctg__sheet_amount(sheet, amounts[1], e->budget),
        ctg__sheet_amount(sheet, amounts[2], e->reached), e->touched,
        e->winners, e->winners == 1 ? "" : "s");
    if (e->worst_owner != CTG_NONE && e->share > 0) {
        ctg__text_add(&words, "; worst ");
        ctg__text_add_clean(&words,
                            ctg_graph_node_name(page->graph, e->worst_owner),
                            CTG__NAME_TERMINAL, sheet->ascii);
        ctg__text_print(&words, ": %s = %s of its profit",
                        ctg__sheet_amount(sheet, amounts[3], e->worst_haircut),
                        ctg__format_share(share, e->share, sheet->ascii));
    }
    ctg__text_print(&words,
                    "; %.0f of %.0f pair%s changed order; selling instead: %s; "
                    "forgone later: %s",
                    e->inversions, e->pairs, e->pairs == 1 ? "" : "s",
                    ctg__sheet_amount(sheet, amounts[4], e->needed),
                    ctg__sheet_amount(sheet, amounts[5], e->forgone));
    if (e->healthy) {
        ctg__text_print(&words,
                        "; %zu loser%s healthy at the mark, where H is tested, "
                        "and short at the market: ",
                        e->healthy, e->healthy == 1 ? " was" : "s were");
        ctg__text_add_clean(&words, e->healthy_account, CTG__NAME_TERMINAL,
                            sheet->ascii);
        if (e->healthy > 1)
            ctg__text_add(&words, ", ...");
    }
    ctg__sheet_go_to(sheet, 2);
    ctg__sheet_wrap(sheet, ctg__text_string(&words), 4);
    sheet->line.failed |= words.failed;
    ctg__text_clear(&words);
}

static void add_events(ctg__page *page)
{
    enum { MOST = 8 };
    size_t count;
    const ctg_adl_event *const events = ctg_run_adl_events(page->run, &count);
    char text[96];

    if (count)
        ctg__sheet_gap(&page->sheet);
    for (size_t i = 0; i < count && i < MOST; i++)
        add_event(page, &events[i]);
    if (count > MOST) {
        snprintf(text, sizeof text, "  and %zu later events; --adl-out has all",
                 count - MOST);
        ctg__sheet_line(&page->sheet, text);
    }
}

static int compare_given(const void *one, const void *other)
{
    const ctg_deleveraged *const a = one;
    const ctg_deleveraged *const b = other;

    if (a->amount != b->amount)
        return a->amount > b->amount ? -1 : 1;
    return strcmp(a->account, b->account);
}

static void add_winner(ctg__page *page, const ctg_deleveraged *given)
{
    enum { WINNER = 2, RULE = 20, ASSET = 32, QUANTITY = 48, AMOUNT = 59 };
    ctg__sheet *const sheet = &page->sheet;
    char cell[32];
    char text[CTG__FORMAT_ROOM];
    ctg__text words = {0};
    const char *const rule =
        given ? ctg_graph_cell(page->graph, CTG_LAYERS, given->layer_row,
                               "rule", cell)
              : "rule";

    ctg__text_add_clean(&words,
                        given ? ctg_graph_node_name(page->graph, given->owner)
                              : "gave up by auto-deleveraging",
                        given ? RULE - WINNER - 1 : 0, sheet->ascii);
    ctg__sheet_go_to(sheet, WINNER);
    ctg__sheet_add(sheet, ctg__text_string(&words));
    sheet->line.failed |= words.failed;
    ctg__text_clear(&words);
    if (!given) {
        ctg__sheet_end(sheet);
        ctg__sheet_go_to(sheet, WINNER);
        ctg__sheet_add(sheet, "winner");
    }
    ctg__sheet_go_to(sheet, RULE);
    ctg__sheet_add(sheet, rule ? rule : "");
    ctg__sheet_go_to(sheet, ASSET);
    if (given) {
        ctg__text_add_clean(&words,
                            ctg_graph_asset_id(page->graph, given->asset), 10,
                            sheet->ascii);
        ctg__sheet_add(sheet, ctg__text_string(&words));
        sheet->line.failed |= words.failed;
        ctg__text_clear(&words);
    } else {
        ctg__sheet_add(sheet, "asset");
    }
    ctg__sheet_add_right(
        sheet,
        given ? ctg__format_amount(text, given->quantity, "", sheet->ascii)
              : "quantity",
        QUANTITY);
    ctg__sheet_add_right(
        sheet, given ? ctg__sheet_amount(sheet, text, given->amount) : "amount",
        AMOUNT);
    ctg__sheet_end(sheet);
}

/* Who gave what by auto-deleveraging, the largest amount first. */
static ctg_status add_winners(ctg__page *page, ctg_error *error)
{
    ctg_deleveraged *list;
    ctg_deleveraged one;
    size_t count = 0;
    size_t shown;

    for (size_t leg = 0; ctg_run_next_deleveraged(page->run, &leg, &one);)
        count++;
    if (!count)
        return CTG_OK;
    list = ctg__allocate_array(count, sizeof *list);
    if (!list)
        return ctg__fail_memory(error);
    count = 0;
    for (size_t leg = 0; ctg_run_next_deleveraged(page->run, &leg, &one);)
        list[count++] = one;
    qsort(list, count, sizeof *list, compare_given);
    shown = count < page->top ? count : page->top;
    if (shown) {
        ctg__sheet_gap(&page->sheet);
        add_winner(page, NULL);
    }
    for (size_t i = 0; i < shown; i++)
        add_winner(page, &list[i]);
    if (shown && shown < count) {
        char text[96];

        snprintf(text, sizeof text, "  %zu of %zu shown; --top %zu for all",
                 shown, count, count);
        ctg__sheet_line(&page->sheet, text);
    }
    ctg__release(list);
    return CTG_OK;
}

ctg_status ctg__page_accounts(ctg__page *page, ctg_error *error)
{
    ctg__sheet *const sheet = &page->sheet;
    const size_t count = ctg_network_account_count(page->network);
    char texts[3][CTG__FORMAT_ROOM];
    char line[256];

    if (!count)
        return CTG_OK;
    ctg__sheet_gap(sheet);
    snprintf(line, sizeof line,
             "%s of %s accounts became unhealthy (H < 1), %s were liquidated "
             "or closed out",
             ctg__format_count(texts[0], page->summary->unhealthy),
             ctg__format_count(texts[1], count),
             ctg__format_count(texts[2], page->summary->liquidated));
    ctg__sheet_go_to(sheet, 2);
    ctg__sheet_wrap(sheet, line, 2);
    add_layers(page);
    add_events(page);
    return add_winners(page, error);
}
