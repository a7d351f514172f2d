#include "read/totals.h"

#include <math.h>
#include <string.h>

#include "read/column_name.h"

static const char *const names[] = {"total",      "totals",   "sum",     "all",
                                    "grandtotal", "totalsum", "subtotal"};

/* A sum may differ from what it sums by this share. */
static const double agreement = 1e-6;

bool ctg__totals_name(const char *text, size_t length)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ctg__name_is(text, length, names[i]))
            return true;
    return false;
}

/* The columns that name a row, by table; SIZE_MAX ends them. Assets may well
 * be called SUM or ALL. */
static const size_t keys[CTG_TABLE_COUNT][3] = {
    [CTG_NODES] = {CTG__NODE_ID, SIZE_MAX},
    [CTG_EXPOSURES] = {CTG__EXPOSURE_DEBTOR, CTG__EXPOSURE_CREDITOR, SIZE_MAX},
    [CTG_ASSETS] = {SIZE_MAX},
    [CTG_HOLDINGS] = {CTG__HOLDING_NODE, SIZE_MAX},
    [CTG_VENUES] = {SIZE_MAX},
    [CTG_MARKETS] = {SIZE_MAX},
    [CTG_POSITIONS] = {CTG__POSITION_ACCOUNT, CTG__POSITION_OWNER, SIZE_MAX},
    [CTG_LAYERS] = {SIZE_MAX},
};

/* Whether another row says the same in one of the key's columns. */
static bool is_elsewhere(const ctg_graph *graph, ctg_table table, ctg_word word,
                         size_t last)
{
    for (const size_t *key = keys[table]; *key != SIZE_MAX; key++)
        for (size_t row = 0; row < last; row++)
            if (ctg__graph_cell_word(graph, table, *key, row) == word)
                return true;
    return false;
}

/* A node of a file of its own that is called so is one. */
static bool is_node(const ctg__input *input, const ctg_graph *graph,
                    ctg_table table, ctg_word word)
{
    return table != CTG_NODES && input->nodes_given &&
           is_elsewhere(graph, CTG_NODES, word,
                        graph->tables[CTG_NODES].row_count);
}

static bool is_named(const ctg__input *input, const ctg_graph *graph,
                     ctg_table table, size_t last, size_t *column)
{
    for (const size_t *key = keys[table]; *key != SIZE_MAX; key++) {
        const ctg_word word = ctg__graph_cell_word(graph, table, *key, last);
        const char *const text = ctg__graph_text(graph, word);

        if (word && ctg__totals_name(text, strlen(text)) &&
            !is_elsewhere(graph, table, word, last) &&
            !is_node(input, graph, table, word)) {
            *column = *key;
            return true;
        }
    }
    return false;
}

/* The key is blank and some number is what the others come to. */
static bool is_nameless_sum(const ctg_graph *graph, ctg_table table,
                            size_t last, size_t *column)
{
    const ctg__rows *const rows = &graph->tables[table];

    if (keys[table][0] == SIZE_MAX || last < 2)
        return false;
    for (const size_t *key = keys[table]; *key != SIZE_MAX; key++)
        if (ctg__graph_cell_word(graph, table, *key, last))
            return false;
    for (size_t c = 0; c < rows->column_count; c++) {
        const double *const number = rows->columns[c].number;
        double sum = 0;

        for (size_t row = 0; number && row < last; row++)
            sum += isnan(number[row]) ? 0 : number[row];
        if (number && number[last] != 0 &&
            fabs(number[last] - sum) <= agreement * fabs(sum)) {
            *column = c;
            return true;
        }
    }
    return false;
}

void ctg__totals_check(const ctg__input *input, ctg_graph *graph,
                       ctg_table table, ctg_problems *problems)
{
    ctg__rows *const rows = &graph->tables[table];
    size_t column = 0;
    char place[512];

    if (!rows->row_count)
        return;
    if (!is_named(input, graph, table, rows->row_count - 1, &column) &&
        !is_nameless_sum(graph, table, rows->row_count - 1, &column))
        return;
    ctg__graph_place(graph, table, rows->row_count - 1, column, place,
                     sizeof place);
    if (input->drop_totals) {
        rows->row_count--;
        ctg__problem_add(problems, CTG_NOTE, place,
                         "the last row of %s is one of totals: it is left out",
                         ctg_table_name(table));
    } else {
        ctg__problem_add(problems, CTG_REJECTED, place,
                         "the last row of %s is one of totals; --totals drop "
                         "leaves it out",
                         ctg_table_name(table));
    }
}
