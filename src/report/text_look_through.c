/* Look-through: how often money is counted, and who is really exposed. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "report/sheet.h"

enum { NODE = 2, DIRECT = 38, TOTAL = 50, SHARE = 60 };

typedef struct exposed {
    double total; /* through all layers */
    double direct;
    ctg_node node;
} exposed;

static int compare_exposed(const void *one, const void *other)
{
    const exposed *const a = one;
    const exposed *const b = other;

    if (fabs(a->total) != fabs(b->total))
        return fabs(a->total) > fabs(b->total) ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

static void add_ratio(ctg__sheet *sheet, const ctg_look_through *look)
{
    const ctg_double_count count = ctg_look_through_double_count(look);
    char texts[3][CTG__FORMAT_ROOM];
    char line[4 * CTG__FORMAT_ROOM];

    if (isinf(count.ratio))
        snprintf(line, sizeof line,
                 "assets of %s, all of them claims on each other or tokens of "
                 "each other",
                 ctg__sheet_amount(sheet, texts[0], count.gross));
    else
        snprintf(line, sizeof line,
                 "assets of %s, %s without claims on and tokens of each "
                 "other: counted %s",
                 ctg__sheet_amount(sheet, texts[0], count.gross),
                 ctg__sheet_amount(sheet, texts[1], count.net),
                 ctg__format_multiple(texts[2], count.ratio, sheet->ascii));
    ctg__sheet_go_to(sheet, 2);
    ctg__sheet_wrap(sheet, line, 2);
}

static void add_row(ctg__sheet *sheet, const exposed *row, double equity)
{
    char text[CTG__FORMAT_ROOM];
    ctg__text name = {0};

    ctg__text_add_clean(&name, ctg_graph_node_name(sheet->graph, row->node),
                        CTG__NAME_TERMINAL, sheet->ascii);
    ctg__sheet_go_to(sheet, NODE);
    ctg__sheet_add(sheet, ctg__text_string(&name));
    sheet->line.failed |= name.failed;
    ctg__text_clear(&name);
    ctg__sheet_add_right(sheet, ctg__sheet_amount(sheet, text, row->direct),
                         DIRECT);
    ctg__sheet_add_right(sheet, ctg__sheet_amount(sheet, text, row->total),
                         TOTAL);
    if (equity > 0)
        ctg__sheet_add_right(
            sheet,
            ctg__sheet_share(sheet, text, row->total / equity), SHARE);
    ctg__sheet_end(sheet);
}

/* The nodes that an asset's fall would hit most. */
static ctg_status add_asset(ctg__sheet *sheet, const ctg_network *network,
                            const ctg_look_through *look, ctg_asset asset,
                            size_t top, ctg_error *error)
{
    const size_t node_count = ctg_network_node_count(network);
    double *const direct = ctg__allocate_array(node_count + 1, sizeof *direct);
    double *const total = ctg__allocate_array(node_count + 1, sizeof *total);
    exposed *const rows = ctg__allocate_array(node_count + 1, sizeof *rows);
    size_t count = 0;
    ctg__text name = {0};
    ctg_status status = direct && total && rows
                            ? ctg_look_through_to_asset(look, asset, direct,
                                                        total, error)
                            : ctg__fail_memory(error);

    for (ctg_node i = 0; !status && i < node_count; i++)
        if (total[i] != 0)
            rows[count++] = (exposed){total[i], direct[i], i};
    if (!status && count) {
        qsort(rows, count, sizeof *rows, compare_exposed);
        ctg__text_add(&name, "exposed to ");
        ctg__text_add_clean(&name,
                            ctg_graph_asset_id(ctg_network_graph(network),
                                               asset),
                            CTG__NAME_TERMINAL - 4, sheet->ascii);
        ctg__sheet_gap(sheet);
        ctg__sheet_go_to(sheet, NODE);
        ctg__sheet_add(sheet, ctg__text_string(&name));
        ctg__sheet_add_right(sheet, "direct", DIRECT);
        ctg__sheet_add_right(sheet, "through", TOTAL);
        ctg__sheet_add_right(sheet, "of equity", SHARE);
        ctg__sheet_end(sheet);
        for (size_t i = 0; i < count && i < top; i++)
            add_row(sheet, &rows[i],
                    ctg_network_equity(network)[rows[i].node]);
        sheet->line.failed |= name.failed;
        ctg__text_clear(&name);
    }
    ctg__release(direct);
    ctg__release(total);
    ctg__release(rows);
    return status;
}

ctg_status ctg_page_look_through(const ctg_network *network,
                                 const ctg_look_through *look,
                                 const ctg_page_options *options, FILE *file,
                                 ctg_error *error)
{
    const size_t asset_count = ctg_network_asset_count(network);
    ctg_status status = CTG_OK;
    ctg_status cleared;
    ctg__sheet sheet;

    ctg__sheet_init(&sheet, file, options, ctg_network_graph(network));
    add_ratio(&sheet, look);
    for (ctg_asset a = 0; !status && a < asset_count && a < options->top; a++)
        status = add_asset(&sheet, network, look, a, options->top, error);
    ctg__sheet_note_unit(&sheet);
    cleared = ctg__sheet_clear(&sheet, error);
    return status ? status : cleared;
}
