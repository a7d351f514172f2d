/* Values of a preset and the cells that they fill. */
#include "compile/preset_cells.h"

#include <math.h>
#include <string.h>

#include "compile/build.h"

bool ctg__cell_is_blank(const ctg_graph *graph, ctg_table table, size_t column,
                        size_t row)
{
    const ctg__column *const cells = &graph->tables[table].columns[column];

    return cells->number ? isnan(cells->number[row])
                         : !cells->word || !cells->word[row];
}

static ctg_status need(ctg_graph *graph, ctg_table table, size_t column,
                       ctg_error *error)
{
    const char *const name = graph->tables[table].columns[column].name;
    size_t index;

    return ctg__graph_need_column(graph, table, name, strlen(name), &index,
                                  error);
}

ctg_status ctg__cell_set_text(ctg_graph *graph, ctg_table table, size_t column,
                              size_t row, const char *text, ctg_error *error)
{
    const ctg_status status = need(graph, table, column, error);

    return status ? status
                  : ctg__graph_set_text(graph, table, row, column, text,
                                        strlen(text), error);
}

ctg_status ctg__cell_set_number(ctg_graph *graph, ctg_table table,
                                size_t column, size_t row, double number,
                                ctg_error *error)
{
    const ctg_status status = need(graph, table, column, error);

    return status ? status
                  : ctg__graph_set_number(graph, table, row, column, number,
                                          error);
}

ctg_status ctg__preset_fill(ctg_graph *graph, const ctg__preset *preset,
                            size_t i, size_t row, ctg_error *error)
{
    const ctg__preset_value *const value = &preset->values[i];
    double m;

    if (!ctg__cell_is_blank(graph, value->table, value->column, row))
        return CTG_OK;
    if (value->form == CTG__PRESET_WORD)
        return ctg__cell_set_text(graph, value->table, value->column, row,
                                  preset->shown.values[i].value, error);
    if (value->form == CTG__PRESET_NUMBER)
        return ctg__cell_set_number(graph, value->table, value->column, row,
                                    value->number, error);
    m = ctg__graph_number(graph, CTG_MARKETS, CTG__MARKET_MAINTENANCE, row);
    if (isnan(m))
        m = 0;
    if (!(m >= 0 && m <= 1))
        return CTG_OK; /* refused anyway */
    return ctg__cell_set_number(
        graph, value->table, value->column, row,
        fmin(value->most, 1 / (1 - value->cursor * m)) - 1, error);
}

bool ctg__preset_fits(const ctg__preset *preset, ctg_problems *problems)
{
    bool fit = true;

    for (size_t i = 0; i < preset->shown.value_count; i++) {
        const ctg__preset_value *const value = &preset->values[i];
        const ctg_preset_value *const shown = &preset->shown.values[i];
        const char *wrong;
        char list[400];

        if (value->form == CTG__PRESET_INCENTIVE)
            continue;
        wrong = ctg__check_value(
            value->table, value->column, value->number,
            value->form == CTG__PRESET_WORD ? shown->value : NULL, list);
        if (!wrong)
            continue;
        ctg__problem_add(problems, CTG_REJECTED, value->place,
                         "%s is '%s', %s%s", shown->column, shown->value,
                         value->form == CTG__PRESET_WORD ? "not " : "", wrong);
        fit = false;
    }
    return fit;
}
