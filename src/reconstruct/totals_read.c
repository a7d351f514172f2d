/* Totals of every node, as a graph or a file reports them. */
#include <math.h>

#include "data/graph.h"
#include "reconstruct/marginals.h"

static ctg_status fail_cell(const ctg__totals_reading *r, size_t node,
                            size_t column, double value)
{
    const ctg__rows *const rows = &r->made->graph->tables[CTG_NODES];
    const char *const name = rows->columns[column].name;
    const char *const id = ctg_graph_node_id(r->made->graph, (ctg_node)node);
    char place[480];

    ctg__graph_place(r->made->graph, CTG_NODES, node, column, place,
                     sizeof place);
    if (isnan(value))
        return ctg__fail(r->error, CTG_BAD_INPUT,
                         "%.400s%s%s of '%.100s' is blank: a total is needed "
                         "(--missing 0 takes it for 0)",
                         place, *place ? ": " : "", name, id);
    return ctg__fail(r->error, CTG_BAD_INPUT,
                     "%.400s%s%s of '%.100s' is %.15g: no total", place,
                     *place ? ": " : "", name, id, value);
}

static ctg_status take_column(const ctg__totals_reading *r, size_t column,
                              double *values)
{
    for (size_t i = 0; i < r->given_count; i++) {
        double value = ctg__graph_number(r->made->graph, CTG_NODES, column, i);

        if (isnan(value) && r->options->missing_is_zero)
            value = 0;
        if (!(value >= 0) || isinf(value))
            return fail_cell(r, i, column, value);
        values[i] = value;
    }
    return CTG_OK;
}

static ctg_status take_record(const ctg__totals_reading *r,
                              const ctg__side_table *table)
{
    double *const sides[] = {r->made->claims, r->made->debts};
    ctg_node node;
    ctg_status status =
        ctg__side_table_node(table, 0, r->made->graph, &node, r->error);

    if (!status && !isnan(sides[0][node]))
        return ctg__side_table_fail(table, 0, r->error,
                                    "'%.100s' is there twice",
                                    ctg_graph_node_id(r->made->graph, node));
    for (size_t side = 0; !status && side < 2; side++) {
        double amount;

        status =
            ctg__side_table_money(table, 1 + side, true, &amount, r->error);
        if (!status && isnan(amount) && !r->options->missing_is_zero)
            return ctg__side_table_fail(
                table, 1 + side, r->error,
                "%s of '%.100s' is blank: a total is needed (--missing 0 "
                "takes it for 0)",
                table->names[1 + side],
                ctg_graph_node_id(r->made->graph, node));
        if (!status)
            sides[side][node] = isnan(amount) ? 0 : amount;
    }
    return status;
}

static ctg_status check_all_there(const ctg__totals_reading *r)
{
    for (size_t i = 0; i < r->given_count; i++) {
        if (!isnan(r->made->claims[i]))
            continue;
        if (!r->options->missing_is_zero)
            return ctg__fail(r->error, CTG_BAD_INPUT,
                             "%.400s: has no row for '%.100s' (--missing 0 "
                             "takes its totals for 0)",
                             r->options->marginals,
                             ctg_graph_node_id(r->made->graph, (ctg_node)i));
        r->made->claims[i] = 0;
        r->made->debts[i] = 0;
    }
    return CTG_OK;
}

static ctg_status read_file(ctg__totals_reading *r)
{
    static const char *const names[] = {"id", "claims", "debts"};
    ctg__side_table table;
    bool found = true;
    ctg_status status =
        ctg__side_table_open(r->options->marginals, names, 3, &table, r->error);

    if (status)
        return status;
    table.node_of_word = r->node_of_word;
    for (size_t i = 0; i < r->given_count; i++)
        r->made->claims[i] = (double)NAN;
    while (!status) {
        status = ctg__side_table_next(&table, &found, r->error);
        if (status || !found)
            break;
        status = take_record(r, &table);
    }
    ctg__side_table_close(&table);
    return status ? status : check_all_there(r);
}

ctg_status ctg__totals_read_marginals(ctg__totals_reading *r)
{
    ctg_status status;

    if (r->options->marginals)
        return read_file(r);
    status = take_column(r, CTG__NODE_REPORTED_CLAIMS, r->made->claims);
    return status ? status
                  : take_column(r, CTG__NODE_REPORTED_DEBTS, r->made->debts);
}
