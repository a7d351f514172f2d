#include "cli/look.h"

#include <contagraph/text.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/say.h"
#include "cli/table.h"
#include "text/json.h"

enum { ASSETS_SHOWN = 12, ORIGINS_SHOWN = 20 };

/* Columns of a page's names: what its numbers leave. */
static int name_columns(const described *page)
{
    return page->of->on.width < 75 ? (int)page->of->on.width - 53 : 22;
}

static size_t asset_count(const described *page)
{
    return ctg_network_asset_count(page->of->from.network);
}

static size_t node_count(const described *page)
{
    return ctg_network_node_count(page->of->from.network);
}

static void write_double_count(const described *page, FILE *file)
{
    const ctg_double_count count = ctg_look_through_double_count(page->look);
    const char *const unit = job_unit(page->of);
    const bool ascii = page->of->on.ascii;
    char gross[CTG_TEXT_ROOM];
    char net[CTG_TEXT_ROOM];

    ctg_text_amount(gross, count.gross, unit, ascii);
    ctg_text_amount(net, count.net, unit, ascii);
    if (isfinite(count.ratio))
        fprintf(file,
                "  assets of %s, %s net of what nodes owe each\n"
                "  other or have issued: counted %.3g times\n",
                gross, net, count.ratio);
    else
        fprintf(file,
                "  assets of %s, nothing net of what nodes owe each\n"
                "  other or have issued\n",
                gross);
}

static void write_spiral(const described *page, FILE *file)
{
    const ctg_info *const info = page->info;

    if (!asset_count(page))
        return;
    if (!info->spiral_defined)
        fputs("  spiral number undefined: a `sqrt` law has no slope at 0\n",
              file);
    else if (info->spiral >= 1)
        fprintf(file, "  spiral number %.3g: a price fall feeds itself\n",
                info->spiral);
    else if (info->spiral > 0)
        fprintf(file, "  spiral number %.3g: a price fall grows %.3g times\n",
                info->spiral, 1 / (1 - info->spiral));
}

/* Money in one asset, per node. */
typedef struct money {
    double *direct;
    double *total;
} money;

static ctg_status find_money(const described *page, ctg_asset asset,
                             money *found, ctg_error *error)
{
    return ctg_look_through_to_asset(page->look, asset, found->direct,
                                     found->total, error);
}

/* Whoever an asset's fall would hit most; CTG_NONE: nobody. */
static ctg_node most_exposed(const described *page, const money *found)
{
    ctg_node most = 0;

    for (ctg_node i = 1; i < node_count(page); i++)
        if (found->total[i] > found->total[most])
            most = i;
    return found->total[most] > 0 ? most : CTG_NONE;
}

static void write_asset(const described *page, ctg_asset asset,
                        const money *found, FILE *file)
{
    const ctg_graph *const graph = page->of->from.graph;
    const char *const unit = job_unit(page->of);
    const bool ascii = page->of->on.ascii;
    const double spiral = page->info->asset_spiral[asset];
    const ctg_node most = most_exposed(page, found);
    char name[2][256];
    char text[2][CTG_TEXT_ROOM];
    char number[32] = "";

    if (most == CTG_NONE)
        return;
    if (isfinite(spiral) && spiral > 0)
        snprintf(number, sizeof number, "%.3g", spiral);
    heap_name(name[0], sizeof name[0], ctg_graph_asset_id(graph, asset), 14,
              ascii);
    heap_name(name[1], sizeof name[1], ctg_graph_node_name(graph, most),
              (size_t)name_columns(page), ascii);
    fprintf(file, "  %s%*s", name[0], (int)(15 - ctg_text_columns(name[0])),
            "");
    fprintf(file, "%7s   %s%*s", number, name[1],
            name_columns(page) - (int)ctg_text_columns(name[1]), "");
    ctg_text_amount(text[0], found->direct[most], unit, ascii);
    ctg_text_amount(text[1], found->total[most], unit, ascii);
    for (size_t i = 0; i < 2; i++)
        fprintf(file, "%*s%s",
                (int)(ctg_text_columns(text[i]) < 13
                          ? 13 - ctg_text_columns(text[i])
                          : 1),
                "", text[i]);
    fputc('\n', file);
}

exit_status look_write_system_text(const described *page, FILE *file)
{
    const size_t assets = asset_count(page);
    money found;
    ctg_error error;
    ctg_status status = CTG_OK;

    write_double_count(page, file);
    write_spiral(page, file);
    if (!assets || !node_count(page))
        return EXIT_DONE;
    found.direct = heap_take(node_count(page) * sizeof *found.direct);
    found.total = heap_take(node_count(page) * sizeof *found.total);
    fprintf(file, "\n  %-15s%7s   %-*.*s%13s%13s\n", "asset", "spiral",
            name_columns(page), name_columns(page), "most exposed to it",
            "directly", "through all");
    for (ctg_asset a = 0; !status && a < assets && a < ASSETS_SHOWN; a++) {
        status = find_money(page, a, &found, &error);
        if (!status)
            write_asset(page, a, &found, file);
    }
    if (assets > ASSETS_SHOWN)
        fprintf(file, "  %d of %zu shown; --format json for all\n",
                ASSETS_SHOWN, assets);
    free(found.direct);
    free(found.total);
    return say_error(status, &error);
}

static void write_asset_md(const described *page, ctg_asset asset,
                           const money *found, FILE *file)
{
    const ctg_graph *const graph = page->of->from.graph;
    const double spiral = page->info->asset_spiral[asset];
    const ctg_node most = most_exposed(page, found);
    char text[CTG_TEXT_ROOM];

    if (most == CTG_NONE)
        return;
    fputs("| ", file);
    table_write_md_text(file, ctg_graph_asset_id(graph, asset));
    if (isfinite(spiral))
        fprintf(file, " | %.3g | ", spiral);
    else
        fputs(" | undefined | ", file);
    table_write_md_text(file, ctg_graph_node_name(graph, most));
    for (size_t i = 0; i < 2; i++) {
        fputs(" | ", file);
        table_write_md_text(
            file,
            ctg_text_amount(text, (i ? found->total : found->direct)[most],
                            job_unit(page->of), false));
    }
    fputs(" |\n", file);
}

exit_status look_write_system_md(const described *page, FILE *file)
{
    const size_t assets = asset_count(page);
    money found;
    ctg_error error;
    ctg_status status = CTG_OK;

    if (!assets || !node_count(page))
        return EXIT_DONE;
    found.direct = heap_take(node_count(page) * sizeof *found.direct);
    found.total = heap_take(node_count(page) * sizeof *found.total);
    fputs("| asset | spiral | most exposed to it | directly | through all |\n"
          "|---|---:|---|---:|---:|\n",
          file);
    for (ctg_asset a = 0; !status && a < assets && a < ASSETS_SHOWN; a++) {
        status = find_money(page, a, &found, &error);
        if (!status)
            write_asset_md(page, a, &found, file);
    }
    if (assets > ASSETS_SHOWN)
        fprintf(file, "\n%d of %zu assets.\n", ASSETS_SHOWN, assets);
    free(found.direct);
    free(found.total);
    return say_error(status, &error);
}

void look_write_spirals_json(const described *page, FILE *file)
{
    fputs(" \"spirals\": [", file);
    for (ctg_asset a = 0; a < asset_count(page); a++) {
        fputs(a ? ",\n  {\"asset\": " : "\n  {\"asset\": ", file);
        ctg__json_write_text(file, ctg_graph_asset_id(page->of->from.graph, a));
        fputs(", \"spiral\": ", file);
        ctg__json_write_number(file, page->info->asset_spiral[a]);
        fputc('}', file);
    }
    fputs(asset_count(page) ? "\n ]" : "]", file);
}

exit_status look_write_system_json(const described *page, FILE *file)
{
    const ctg_graph *const graph = page->of->from.graph;
    const char *comma = "";
    money found;
    ctg_error error;
    ctg_status status = CTG_OK;

    found.direct = heap_take(node_count(page) * sizeof *found.direct);
    found.total = heap_take(node_count(page) * sizeof *found.total);
    fputs(" \"look_through\": [", file);
    for (ctg_asset a = 0; !status && a < asset_count(page); a++) {
        status = find_money(page, a, &found, &error);
        for (ctg_node i = 0; !status && i < node_count(page); i++) {
            if (found.direct[i] == 0 && found.total[i] == 0)
                continue;
            fprintf(file, "%s\n  {\"node\": ", comma);
            comma = ",";
            ctg__json_write_text(file, ctg_graph_node_id(graph, i));
            fputs(", \"asset\": ", file);
            ctg__json_write_text(file, ctg_graph_asset_id(graph, a));
            fputs(", \"direct\": ", file);
            ctg__json_write_number(file, found.direct[i]);
            fputs(", \"total\": ", file);
            ctg__json_write_number(file, found.total[i]);
            fputc('}', file);
        }
    }
    fputs(*comma ? "\n ]" : "]", file);
    free(found.direct);
    free(found.total);
    return say_error(status, &error);
}

/* What a node is exposed to: nodes it has a share of, then assets. */
typedef struct origin {
    bool is_asset;
    uint32_t index;
    double share;  /* of a node */
    double amount; /* money */
} origin;

typedef struct origins {
    const described *page;
    origin *list;
    size_t count;
} origins;

static int compare_origins(const void *a, const void *b)
{
    const origin *const x = a;
    const origin *const y = b;

    if (x->is_asset != y->is_asset)
        return x->is_asset ? 1 : -1;
    if (fabs(x->amount) != fabs(y->amount))
        return fabs(x->amount) > fabs(y->amount) ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static exit_status find_origins(const described *page, origins *found)
{
    const size_t nodes = node_count(page);
    const size_t assets = asset_count(page);
    double *const shares = heap_take(nodes * sizeof *shares);
    double *const amounts = heap_take(assets * sizeof *amounts);
    ctg_error error;
    const ctg_status status = ctg_look_through_of(
        page->look, page->node, shares, assets ? amounts : NULL, &error);

    *found = (origins){.page = page};
    found->list = heap_take((nodes + assets) * sizeof *found->list);
    for (uint32_t i = 0; !status && i < nodes; i++)
        if (i != page->node && shares[i] != 0)
            found->list[found->count++] = (origin){
                false, i, shares[i],
                shares[i] * ctg_network_assets(page->of->from.network)[i]};
    for (uint32_t a = 0; !status && a < assets; a++)
        if (amounts[a] != 0)
            found->list[found->count++] = (origin){true, a, 0, amounts[a]};
    qsort(found->list, found->count, sizeof *found->list, compare_origins);
    free(shares);
    free(amounts);
    return say_error(status, &error);
}

static cell origin_at(void *context, size_t row, size_t head)
{
    const origins *const found = context;
    const ctg_graph *const graph = found->page->of->from.graph;
    const origin *const at = &found->list[row];

    switch (head) {
    case 0:
        return cell_text(at->is_asset ? "asset" : "node");
    case 1:
        return cell_text(at->is_asset ? ctg_graph_asset_id(graph, at->index)
                                      : ctg_graph_node_id(graph, at->index));
    case 2:
        return at->is_asset ? cell_empty() : cell_number(at->share);
    default:
        return cell_number(at->amount);
    }
}

/* The same for people, who know a node by its name. */
static cell named_at(void *context, size_t row, size_t head)
{
    const origins *const found = context;
    const origin *const at = &found->list[row];

    if (head != 1 || at->is_asset)
        return origin_at(context, row, head);
    return cell_text(
        ctg_graph_node_name(found->page->of->from.graph, at->index));
}

static table_view named_table(const described *page, origins *found)
{
    static const column_head heads[] = {
        {.name = "kind"},
        {.name = "name"},
        {.name = "share", .style = STYLE_SHARE},
        {.name = "money", .style = STYLE_AMOUNT}};

    return (table_view){heads,    4,     found->count,
                        named_at, found, job_unit(page->of)};
}

static table_view origin_table(const described *page, origins *found)
{
    static const column_head heads[] = {
        {.name = "kind"},
        {.name = "id"},
        {.name = "share", .style = STYLE_SHARE},
        {.name = "money", .style = STYLE_AMOUNT}};

    return (table_view){heads,     4,     found->count,
                        origin_at, found, job_unit(page->of)};
}

exit_status look_write_node_text(const described *page, FILE *file)
{
    origins found;
    const exit_status status = find_origins(page, &found);
    const table_view shown = named_table(page, &found);
    char name[256];
    char *line;

    if (!status) {
        heap_name(name, sizeof name,
                  ctg_graph_node_name(page->of->from.graph, page->node), 40,
                  page->of->on.ascii);
        line = heap_print("%s, through all layers:", name);
        fputs("  ", file);
        table_write_wrapped(file, line, 2, 2, page->of->on.width);
        free(line);
        fputs("  ", file);
        table_write_wrapped(file,
                            "its share of what a node has, that in money, its "
                            "money in an asset",
                            2, 2, page->of->on.width);
        fputc('\n', file);
        table_write_text(&shown, file, &page->of->on, ORIGINS_SHOWN);
        if (found.count > ORIGINS_SHOWN)
            fprintf(file, "  %d of %zu shown; --format csv for all\n",
                    ORIGINS_SHOWN, found.count);
    }
    free(found.list);
    return status;
}

exit_status look_write_node_md(const described *page, FILE *file)
{
    origins found;
    const exit_status status = find_origins(page, &found);
    table_view shown = named_table(page, &found);

    if (!status) {
        table_write_md_text(
            file, ctg_graph_node_name(page->of->from.graph, page->node));
        fputs(", through all layers: its share of what a node has, that in "
              "money, and its money in an asset.\n\n",
              file);
        if (shown.row_count > ORIGINS_SHOWN)
            shown.row_count = ORIGINS_SHOWN;
        table_write_md(&shown, file);
        if (found.count > ORIGINS_SHOWN)
            fprintf(file, "\n%d of %zu.\n", ORIGINS_SHOWN, found.count);
    }
    free(found.list);
    return status;
}

exit_status look_write_node_json(const described *page, FILE *file)
{
    origins found;
    const exit_status status = find_origins(page, &found);
    const table_view shown = origin_table(page, &found);

    fputs(" \"node\": ", file);
    ctg__json_write_text(file,
                         ctg_graph_node_id(page->of->from.graph, page->node));
    fputs(",\n \"look_through\": ", file);
    table_write_json(&shown, file, 1);
    free(found.list);
    return status;
}

exit_status look_write_node_table(const described *page, const char *format,
                                  FILE *file)
{
    origins found;
    const exit_status status = find_origins(page, &found);
    const table_view shown = origin_table(page, &found);

    if (!status)
        table_write(&shown, format, file, &page->of->on);
    free(found.list);
    return status;
}
