/* Where a column from memory is wrong. */
#include <stdio.h>

#include "data/graph.h"
#include "data/problem.h"
#include "read/builder.h"

void ctg__built_blame(const ctg_builder *builder, ctg_table table,
                      const char *column, const char *text)
{
    const char *const shown = builder->graph->shown;
    char where[512];

    snprintf(where, sizeof where, "%s%s%s%s%s", shown, *shown ? ":" : "",
             ctg_table_name(table), column ? ":" : "", column ? column : "");
    ctg__problem_add(builder->problems, CTG_REJECTED, where, "%s", text);
}

void ctg__built_blame_cell(const ctg_builder *builder, ctg_table table,
                           size_t column, size_t row, const ctg_error *fault)
{
    ctg__graph_blame(builder->graph, table, row, column, builder->problems,
                     CTG_REJECTED, "%s", fault->message);
}
