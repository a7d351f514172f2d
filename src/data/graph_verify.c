/*
 * The cells of a graph that was mapped without a look at it. Columns are gone
 * through whole, which the compiler turns into wide instructions; a second time
 * only to say where.
 */
#include <math.h>

#include "data/graph.h"

static bool words_fine(const ctg_word *words, size_t count, size_t limit)
{
    ctg_word highest = 0;

    for (size_t row = 0; row < count; row++)
        highest = words[row] > highest ? words[row] : highest;
    return highest < limit;
}

static bool number_fine(double number, bool leverage)
{
    return !isinf(number) || (leverage && number == CTG__INITIAL);
}

static bool numbers_fine(const double *numbers, size_t count, bool leverage)
{
    size_t bad = 0;

    for (size_t row = 0; row < count; row++)
        bad += !number_fine(numbers[row], leverage);
    return !bad;
}

static ctg_status fail_at(const ctg_graph *graph, ctg_table table,
                          size_t column, size_t row, const char *what,
                          ctg_error *error)
{
    char place[512];

    ctg__graph_place(graph, table, row, column, place, sizeof place);
    return ctg__fail(error, CTG_BAD_INPUT, "%s: %s; the file is damaged", place,
                     what);
}

static ctg_status verify_column(const ctg_graph *graph, ctg_table table,
                                size_t index, ctg_error *error)
{
    const ctg__rows *const rows = &graph->tables[table];
    const ctg__column *const column = &rows->columns[index];
    const size_t limit = ctg__words_count(graph->words);
    const bool leverage = column->spec && column->spec->type == CTG__LEVERAGE;
    size_t row = 0;

    if (column->word && !words_fine(column->word, rows->row_count, limit)) {
        while (column->word[row] < limit)
            row++;
        return fail_at(graph, table, index, row, "no text has this number",
                       error);
    }
    if (column->number &&
        !numbers_fine(column->number, rows->row_count, leverage)) {
        while (number_fine(column->number[row], leverage))
            row++;
        return fail_at(graph, table, index, row, "no finite number", error);
    }
    return CTG_OK;
}

static ctg_status verify_table(const ctg_graph *graph, ctg_table table,
                               ctg_error *error)
{
    ctg_status status = CTG_OK;

    for (size_t c = 0; !status && c < graph->tables[table].column_count; c++)
        status = verify_column(graph, table, c, error);
    return status;
}

ctg_status ctg__graph_verify_others(const ctg_graph *graph, ctg_error *error)
{
    ctg_status status = CTG_OK;

    if (!graph->unverified)
        return CTG_OK;
    if (!ctg__words_fine(graph->words))
        return ctg__fail(error, CTG_BAD_INPUT,
                         "the texts of a snapshot are damaged");
    for (int t = 0; !status && t < CTG_TABLE_COUNT; t++)
        if (t != CTG_EXPOSURES)
            status = verify_table(graph, (ctg_table)t, error);
    return status;
}

ctg_status ctg__graph_verify(const ctg_graph *graph, ctg_error *error)
{
    const ctg_status status = ctg__graph_verify_others(graph, error);

    return status || !graph->unverified
               ? status
               : verify_table(graph, CTG_EXPOSURES, error);
}
