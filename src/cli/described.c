#include "cli/described.h"

#include <contagraph/text.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/heap.h"
#include "cli/look.h"
#include "cli/markdown.h"
#include "cli/say.h"
#include "cli/stamp.h"
#include "cli/table.h"
#include "text/json.h"

enum { FACTS_MOST = 64 };

/* Every figure once, by the name machines know it by. */
typedef struct fact {
    const char *key;
    cell value;
} fact;

typedef struct facts {
    fact list[FACTS_MOST];
    size_t count;
} facts;

static void add(facts *all, const char *key, cell value)
{
    all->list[all->count++] = (fact){key, value};
}

static void add_concentration(facts *all, const char *const keys[6],
                              const ctg_concentration *of)
{
    const double values[] = {of->hhi, of->effective, of->top_1, of->top_5,
                             of->top_10};

    add(all, keys[0], cell_number(of->total));
    for (size_t i = 0; i < 5; i++)
        add(all, keys[i + 1],
            of->count ? cell_number(values[i]) : cell_empty());
}

static void collect_size(facts *all, const ctg_info *info)
{
    add(all, "nodes", cell_count(info->nodes));
    add(all, "exposures", cell_count(info->exposures));
    add(all, "pairs", cell_count(info->pairs));
    add(all, "density", cell_number(info->density));
    add(all, "isolated", cell_count(info->isolated));
    add(all, "mutual", cell_count(info->mutual));
    add(all, "assets", cell_count(info->assets));
    add(all, "holdings", cell_count(info->holdings));
    add(all, "venues", cell_count(info->venues));
    add(all, "accounts", cell_count(info->accounts));
    add(all, "claims", cell_number(info->claims));
    add(all, "total_assets", cell_number(info->total_assets));
    add(all, "total_liabilities", cell_number(info->total_liabilities));
    add(all, "equity", cell_number(info->equity));
    add(all, "without_equity", cell_count(info->without_equity));
}

static void collect_shape(facts *all, const described *page)
{
    static const char *const by_assets[] = {
        "assets_total", "assets_hhi",   "assets_effective",
        "assets_top_1", "assets_top_5", "assets_top_10"};
    static const char *const by_debts[] = {"debts_total",     "debts_hhi",
                                           "debts_effective", "debts_top_1",
                                           "debts_top_5",     "debts_top_10"};
    static const char *const by_claims[] = {
        "claims_total", "claims_hhi",   "claims_effective",
        "claims_top_1", "claims_top_5", "claims_top_10"};
    const ctg_info *const info = page->info;
    const bool levered = info->levered > 0;

    add(all, "levered", cell_count(info->levered));
    add(all, "leverage", levered ? cell_number(info->leverage) : cell_empty());
    add(all, "leverage_median",
        levered ? cell_number(info->leverage_median) : cell_empty());
    add(all, "leverage_most",
        levered ? cell_number(info->leverage_most) : cell_empty());
    add(all, "most_levered",
        levered ? cell_text(ctg_graph_node_id(page->of->from.graph,
                                              info->most_levered))
                : cell_empty());
    add_concentration(all, by_assets, &info->by_assets);
    add_concentration(all, by_debts, &info->by_debts);
    add_concentration(all, by_claims, &info->by_claims);
    add(all, "weak_components", cell_count(info->weak_components));
    add(all, "weak_largest", cell_count(info->weak_largest));
    add(all, "strong_components", cell_count(info->strong_components));
    add(all, "strong_largest", cell_count(info->strong_largest));
    add(all, "spectral_radius", cell_number(info->radius));
    add(all, "spectral_radius_swapped", cell_number(info->radius_swapped));
    add(all, "spiral",
        info->spiral_defined ? cell_number(info->spiral) : cell_empty());
}

static facts collect(const described *page)
{
    const ctg_double_count count = ctg_look_through_double_count(page->look);
    facts all = {.count = 0};

    collect_size(&all, page->info);
    collect_shape(&all, page);
    add(&all, "gross", cell_number(count.gross));
    add(&all, "net", cell_number(count.net));
    add(&all, "double_count_ratio", cell_number(count.ratio));
    return all;
}

const limit_key described_keys[] = {
    {"nodes", STYLE_PLAIN},
    {"exposures", STYLE_PLAIN},
    {"pairs", STYLE_PLAIN},
    {"density", STYLE_SHARE},
    {"isolated", STYLE_PLAIN},
    {"mutual", STYLE_PLAIN},
    {"assets", STYLE_PLAIN},
    {"holdings", STYLE_PLAIN},
    {"venues", STYLE_PLAIN},
    {"accounts", STYLE_PLAIN},
    {"claims", STYLE_AMOUNT},
    {"total_assets", STYLE_AMOUNT},
    {"total_liabilities", STYLE_AMOUNT},
    {"equity", STYLE_AMOUNT},
    {"without_equity", STYLE_PLAIN},
    {"levered", STYLE_PLAIN},
    {"leverage", STYLE_SHORT},
    {"leverage_median", STYLE_SHORT},
    {"leverage_most", STYLE_SHORT},
    {"assets_total", STYLE_AMOUNT},
    {"assets_hhi", STYLE_SHORT},
    {"assets_effective", STYLE_SHORT},
    {"assets_top_1", STYLE_SHARE},
    {"assets_top_5", STYLE_SHARE},
    {"assets_top_10", STYLE_SHARE},
    {"debts_total", STYLE_AMOUNT},
    {"debts_hhi", STYLE_SHORT},
    {"debts_effective", STYLE_SHORT},
    {"debts_top_1", STYLE_SHARE},
    {"debts_top_5", STYLE_SHARE},
    {"debts_top_10", STYLE_SHARE},
    {"claims_total", STYLE_AMOUNT},
    {"claims_hhi", STYLE_SHORT},
    {"claims_effective", STYLE_SHORT},
    {"claims_top_1", STYLE_SHARE},
    {"claims_top_5", STYLE_SHARE},
    {"claims_top_10", STYLE_SHARE},
    {"weak_components", STYLE_PLAIN},
    {"weak_largest", STYLE_PLAIN},
    {"strong_components", STYLE_PLAIN},
    {"strong_largest", STYLE_PLAIN},
    {"spectral_radius", STYLE_SHORT},
    {"spectral_radius_swapped", STYLE_SHORT},
    {"spiral", STYLE_SHORT},
    {"gross", STYLE_AMOUNT},
    {"net", STYLE_AMOUNT},
    {"double_count_ratio", STYLE_SHORT},
    {NULL, STYLE_PLAIN},
};

double described_figure(const described *page, const char *key)
{
    const facts all = collect(page);

    for (size_t i = 0; i < all.count; i++) {
        const cell *const value = &all.list[i].value;

        if (strcmp(all.list[i].key, key) != 0)
            continue;
        if (value->kind == CELL_COUNT)
            return (double)value->count;
        return value->kind == CELL_NUMBER ? value->number : (double)NAN;
    }
    return (double)NAN;
}

static cell fact_at(void *context, size_t row, size_t head)
{
    const facts *const all = context;

    return head ? all->list[row].value : cell_text(all->list[row].key);
}

exit_status described_write_table(const described *page, const char *format,
                                  FILE *file)
{
    static const column_head heads[] = {{.name = "key"}, {.name = "value"}};
    facts all = collect(page);
    const table_view shown = {heads, 2, all.count, fact_at, &all, NULL};

    if (page->node != CTG_NONE)
        return look_write_node_table(page, format, file);
    table_write(&shown, format, file, &page->of->on);
    return EXIT_DONE;
}

exit_status described_write_json(const described *page, FILE *file)
{
    const facts all = collect(page);
    exit_status status;

    fprintf(file, "{\n \"input\": {\"sha256\": \"%s\"}", page->of->from.hash);
    stamp_write_edits(&page->of->from, file);
    fputs(",\n", file);
    for (size_t i = 0; i < all.count; i++) {
        fputs(" ", file);
        ctg__json_write_text(file, all.list[i].key);
        fputs(": ", file);
        table_write_json_cell(&all.list[i].value, file);
        fputs(",\n", file);
    }
    look_write_spirals_json(page, file);
    fputs(",\n", file);
    status = page->node == CTG_NONE ? look_write_system_json(page, file)
                                    : look_write_node_json(page, file);
    fputs("\n}\n", file);
    return status;
}

static column_style style_of(const char *key)
{
    size_t i = 0;

    while (described_keys[i].name && strcmp(described_keys[i].name, key) != 0)
        i++;
    return described_keys[i].style;
}

static void write_fact(const described *page, const fact *at, FILE *file)
{
    char text[CTG_TEXT_ROOM];
    const char *value = text;
    char *const name = heap_copy(at->key);

    for (char *c = name; *c; c++)
        *c = *c == '_' ? ' ' : *c;
    if (at->value.kind == CELL_EMPTY)
        value = "undefined";
    else if (at->value.kind == CELL_TEXT)
        value =
            ctg_graph_node_name(page->of->from.graph, page->info->most_levered);
    else if (at->value.kind == CELL_COUNT)
        ctg_text_count(text, at->value.count);
    else if (!isfinite(at->value.number))
        value = "unbounded";
    else if (style_of(at->key) == STYLE_AMOUNT)
        ctg_text_amount(text, at->value.number, job_unit(page->of), false);
    else if (style_of(at->key) == STYLE_SHARE)
        ctg_text_share(text, at->value.number, false);
    else
        snprintf(text, sizeof text, "%.4g", at->value.number);
    markdown_write_fact(file, name, value);
    free(name);
}

exit_status described_write_md(const described *page, FILE *file)
{
    const facts all = collect(page);

    stamp_write_md(page->node == CTG_NONE ? "Graph" : "Look-through",
                   &page->of->from, page->of->scenario, file);
    if (page->node != CTG_NONE)
        return look_write_node_md(page, file);
    fputs("| | |\n|---|---:|\n", file);
    for (size_t i = 0; i < all.count; i++)
        write_fact(page, &all.list[i], file);
    if (page->info->radius > 1)
        fputs("\nThe spectral radius is above 1: distress grows as it "
              "travels.\n",
              file);
    fputc('\n', file);
    return look_write_system_md(page, file);
}

enum { NAME_COLUMNS = 22, VALUE_COLUMNS = 10 };

/* What does not fit behind the value stands below. */
static void write_line(const described *page, FILE *file, const char *name,
                       const char *value, const char *more)
{
    const size_t used = 2 + NAME_COLUMNS + VALUE_COLUMNS + 3;

    fprintf(file, "  %-*s", NAME_COLUMNS, name);
    for (size_t width = ctg_text_columns(value); width < VALUE_COLUMNS; width++)
        fputc(' ', file);
    fprintf(file, "%s", value);
    if (*more)
        fprintf(file, "%s%s",
                used + ctg_text_columns(more) > page->of->on.width ? "\n      "
                                                                   : "   ",
                more);
    fputc('\n', file);
}

static void write_count(const described *page, FILE *file, const char *name,
                        size_t count, const char *more)
{
    char text[CTG_TEXT_ROOM];

    write_line(page, file, name, ctg_text_count(text, count), more);
}

static void write_size(const described *page, FILE *file)
{
    const ctg_info *const info = page->info;
    char more[96];
    char share[CTG_TEXT_ROOM];

    write_count(page, file, "nodes", info->nodes, "");
    snprintf(more, sizeof more, "%zu pairs, %s of all; %zu mutual", info->pairs,
             ctg_text_share(share, info->density, page->of->on.ascii),
             info->mutual);
    if (info->exposures)
        write_count(page, file, "exposures", info->exposures, more);
    if (info->isolated)
        write_count(page, file, "without exposures", info->isolated, "");
    if (info->assets)
        write_count(page, file, "assets", info->assets, "");
    if (info->holdings)
        write_count(page, file, "holdings", info->holdings, "");
    if (info->venues)
        write_count(page, file, "venues", info->venues, "");
    if (info->accounts)
        write_count(page, file, "accounts", info->accounts, "");
}

static void write_books(const described *page, FILE *file)
{
    const ctg_info *const info = page->info;
    const char *const unit = job_unit(page->of);
    const bool ascii = page->of->on.ascii;
    char text[CTG_TEXT_ROOM];
    char more[96] = "";

    write_line(page, file, "total assets",
               ctg_text_amount(text, info->total_assets, unit, ascii), "");
    write_line(page, file, "total liabilities",
               ctg_text_amount(text, info->total_liabilities, unit, ascii), "");
    if (info->without_equity)
        snprintf(more, sizeof more, "%zu node%s none", info->without_equity,
                 info->without_equity == 1 ? " has" : "s have");
    write_line(page, file, "equity",
               ctg_text_amount(text, info->equity, unit, ascii), more);
    write_line(page, file, "claims among nodes",
               ctg_text_amount(text, info->claims, unit, ascii), "");
}

static void write_leverage(const described *page, FILE *file)
{
    const ctg_info *const info = page->info;
    char text[32];
    char name[128];
    char more[256];

    if (!info->levered)
        return;
    heap_name(name, sizeof name,
              ctg_graph_node_name(page->of->from.graph, info->most_levered), 22,
              page->of->on.ascii);
    snprintf(more, sizeof more, "median %.3g, most %.3g (%s)",
             info->leverage_median, info->leverage_most, name);
    snprintf(text, sizeof text, "%.3g", info->leverage);
    write_line(page, file, "assets over equity", text, more);
}

static void write_concentration(const described *page, const char *name,
                                const ctg_concentration *of, FILE *file)
{
    const bool ascii = page->of->on.ascii;
    char top[3][CTG_TEXT_ROOM];
    char text[32];
    char more[256];

    if (!of->count)
        return;
    ctg_text_share(top[0], of->top_1, ascii);
    ctg_text_share(top[1], of->top_5, ascii);
    ctg_text_share(top[2], of->top_10, ascii);
    snprintf(more, sizeof more, "the largest 1, 5, 10 have %s, %s, %s", top[0],
             top[1], top[2]);
    snprintf(text, sizeof text, "%.3f", of->hhi);
    write_line(page, file, name, text, more);
}

static void write_graph(const described *page, FILE *file)
{
    const ctg_info *const info = page->info;
    char text[64];
    char more[96];

    snprintf(more, sizeof more, "largest %zu node%s", info->weak_largest,
             say_plural(info->weak_largest));
    write_count(page, file, "components", info->weak_components, more);
    snprintf(more, sizeof more, "largest %zu node%s", info->strong_largest,
             say_plural(info->strong_largest));
    write_count(page, file, "  strongly connected", info->strong_components,
                more);
    snprintf(text, sizeof text, "%.4g", info->radius);
    write_line(page, file, "spectral radius", text,
               info->radius > 1 ? "above 1: distress grows as it travels"
                                : "of claims over equity");
    snprintf(text, sizeof text, "%.4g", info->radius_swapped);
    write_line(page, file, "  debtors as creditors", text, "");
}

static exit_status end_page(const described *page, FILE *file)
{
    stamp_write_unit(&page->of->from, &page->of->on, file);
    stamp_write_text(&page->of->from, false, &page->of->on, file);
    return EXIT_DONE;
}

exit_status described_write_text(const described *page, FILE *file)
{
    const ctg_about *const about = ctg_graph_about(page->of->from.graph);
    char title[512];

    exit_status status;

    if (*about->title)
        fprintf(file, "%s\n\n",
                heap_name(title, sizeof title, about->title, page->of->on.width,
                          page->of->on.ascii));
    if (page->node != CTG_NONE) {
        status = look_write_node_text(page, file);
        return status ? status : end_page(page, file);
    }
    write_size(page, file);
    fputc('\n', file);
    write_books(page, file);
    write_leverage(page, file);
    fputs("\n  concentration (Herfindahl) of\n", file);
    write_concentration(page, "  assets", &page->info->by_assets, file);
    write_concentration(page, "  debts to nodes", &page->info->by_debts, file);
    write_concentration(page, "  claims on nodes", &page->info->by_claims,
                        file);
    fputc('\n', file);
    write_graph(page, file);
    fputc('\n', file);
    status = look_write_system_text(page, file);
    return status ? status : end_page(page, file);
}
