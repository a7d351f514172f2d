/* A history of prices from its file, wide or long, sorted by date. */
#include "risk/history_file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* A price with its date, before they are put into columns. */
typedef struct quote {
    double date;
    uint32_t column;
    uint32_t row; /* of the table, for places and ties */
    double price;
} quote;

typedef struct reading {
    const ctg_graph *graph;
    ctg__risk_table table;
    ctg__arena *arena;
    ctg_problems *problems;
    ctg__priced *priced;
    uint32_t *column_of; /* by asset */
    size_t strange;      /* columns of no asset */
    const char *first_strange;
    quote *quotes;
    size_t quote_count;
} reading;

static bool is_follower(const ctg_graph *graph, ctg_asset asset)
{
    return ctg__graph_cell_word(graph, CTG_ASSETS, CTG__ASSET_FOLLOWS, asset) !=
           0;
}

/* The column of an id; CTG_NONE where prices of it are left out. */
static uint32_t column_of(reading *r, const ctg__cell *cell)
{
    const ctg_asset asset = ctg__graph_find_id(r->graph, CTG_ASSETS, cell->text,
                                               strlen(cell->text));

    if (asset == CTG_NONE) {
        if (!r->strange++)
            r->first_strange = cell->text;
        return CTG_NONE;
    }
    if (is_follower(r->graph, asset))
        return CTG_NONE;
    if (r->column_of[asset] == CTG_NONE) {
        r->column_of[asset] = r->priced->history.column_count++;
        r->priced->assets[r->column_of[asset]] = asset;
    }
    return r->column_of[asset];
}

/* A price above 0; a blank is NaN. */
static bool take_price(reading *r, const ctg__cell *cell, double *price)
{
    *price = (double)NAN;
    if (!cell->length)
        return true;
    if (!ctg__risk_table_number(&r->table, cell, r->problems, price))
        return false;
    if (*price > 0)
        return true;
    ctg__risk_table_blame(&r->table, cell, r->problems, CTG_REJECTED,
                          "a price of %.15g, not above 0", *price);
    return false;
}

static bool take_date(reading *r, size_t row, double *date)
{
    const ctg__cell *const cell = ctg__risk_table_cell(&r->table, row, 0);

    if (ctg__date_read(cell->text, date))
        return true;
    ctg__risk_table_blame(&r->table, cell, r->problems, CTG_REJECTED,
                          "'%.100s' is no date like 2026-01-31", cell->text);
    return false;
}

static void put(reading *r, double date, uint32_t column, size_t row,
                double price)
{
    r->quotes[r->quote_count++] = (quote){
        .date = date, .column = column, .row = (uint32_t)row, .price = price};
}

static void take_long(reading *r)
{
    for (size_t row = 1; row < r->table.row_count; row++) {
        const uint32_t column =
            column_of(r, ctg__risk_table_cell(&r->table, row, 1));
        double date;
        double price;
        const bool dated = take_date(r, row, &date);

        if (take_price(r, ctg__risk_table_cell(&r->table, row, 2), &price) &&
            dated && column != CTG_NONE)
            put(r, date, column, row, price);
    }
}

static ctg_status take_wide(reading *r, ctg_error *error)
{
    const size_t columns = r->table.column_count;
    uint32_t *at;

    if (!TAKE(r->arena, at, columns))
        return ctg__fail_memory(error);
    for (size_t c = 1; c < columns; c++) {
        const ctg__cell *const head = ctg__risk_table_cell(&r->table, 0, c);

        for (size_t b = 1; b < c; b++)
            if (strcmp(ctg__risk_table_cell(&r->table, 0, b)->text,
                       head->text) == 0) {
                ctg__risk_table_blame(&r->table, head, r->problems,
                                      CTG_REJECTED, "'%.100s' is there twice",
                                      head->text);
                break;
            }
        at[c] = column_of(r, head);
    }
    for (size_t row = 1; row < r->table.row_count; row++) {
        double date;
        const bool dated = take_date(r, row, &date);

        for (size_t c = 1; c < columns; c++) {
            double price;

            if (take_price(r, ctg__risk_table_cell(&r->table, row, c),
                           &price) &&
                dated && at[c] != CTG_NONE)
                put(r, date, at[c], row, price);
        }
    }
    return CTG_OK;
}

static int by_date(const void *first, const void *second)
{
    const quote *const a = first;
    const quote *const b = second;

    if (a->date != b->date)
        return a->date < b->date ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static void blame_twin(const reading *r, const quote *twin)
{
    const ctg__cell *const cell = ctg__risk_table_cell(&r->table, twin->row, 0);

    ctg__risk_table_blame(&r->table, cell, r->problems, CTG_REJECTED,
                          "the date '%.100s' is there twice", cell->text);
}

/* Sorted quotes as dates x columns. */
static ctg_status fill(reading *r, ctg_error *error)
{
    ctg__history *const history = &r->priced->history;
    const size_t columns = history->column_count;
    double *dates;
    double *prices;
    size_t count = 0;

    qsort(r->quotes, r->quote_count, sizeof *r->quotes, by_date);
    if (!TAKE(r->arena, dates, r->quote_count + 1))
        return ctg__fail_memory(error);
    for (size_t q = 0; q < r->quote_count; q++)
        if (!count || r->quotes[q].date != dates[count - 1])
            dates[count++] = r->quotes[q].date;
    if (!TAKE(r->arena, prices, count * columns + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < count * columns; i++)
        prices[i] = (double)NAN;
    for (size_t q = 0, d = 0; q < r->quote_count; q++) {
        const quote *const at = &r->quotes[q];

        d += at->date != dates[d];
        if (q && at->date == r->quotes[q - 1].date &&
            at->column == r->quotes[q - 1].column)
            blame_twin(r, at);
        prices[d * columns + at->column] = at->price;
    }
    history->date_count = (uint32_t)count;
    history->dates = dates;
    history->prices = prices;
    return CTG_OK;
}

static bool is_head(const ctg__risk_table *table, size_t column,
                    const char *word)
{
    return strcmp(ctg__risk_table_cell(table, 0, column)->text, word) == 0;
}

static ctg_status take_quotes(reading *r, ctg_error *error)
{
    const ctg__risk_table *const table = &r->table;
    ctg_status status = CTG_OK;

    if (!is_head(table, 0, "date")) {
        const ctg__cell *const head = ctg__risk_table_cell(table, 0, 0);

        ctg__risk_table_blame(table, head, r->problems, CTG_REJECTED,
                              "the first column is '%.100s', not date",
                              head->text);
        return CTG_OK;
    }
    if (!TAKE(r->arena, r->quotes, table->row_count * table->column_count))
        return ctg__fail_memory(error);
    if (table->column_count == 3 && is_head(table, 1, "asset") &&
        is_head(table, 2, "price"))
        take_long(r);
    else
        status = take_wide(r, error);
    return status ? status : fill(r, error);
}

ctg_status ctg__history_read(const char *path, const ctg_graph *graph,
                             ctg__priced *priced, ctg__arena *arena,
                             ctg_problems *problems, ctg_error *error)
{
    const size_t assets = ctg_graph_row_count(graph, CTG_ASSETS);
    reading r = {
        .graph = graph, .arena = arena, .problems = problems, .priced = priced};
    ctg_status status;

    *priced = (ctg__priced){.shown = path};
    if (!TAKE(arena, r.column_of, assets + 1) ||
        !TAKE(arena, priced->assets, assets + 1))
        return ctg__fail_memory(error);
    for (size_t a = 0; a < assets; a++)
        r.column_of[a] = CTG_NONE;
    status = ctg__risk_table_read(&r.table, path, arena, problems, error);
    if (!status && r.table.row_count)
        status = take_quotes(&r, error);
    if (!status && r.strange)
        ctg__problem_add(problems, CTG_WARNING, path,
                         r.strange == 1 ? "'%.100s' is no asset: its prices "
                                          "are left out"
                                        : "'%.100s' and others are no assets: "
                                          "their prices are left out",
                         r.first_strange);
    return status;
}
