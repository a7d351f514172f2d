#include "page/sought.h"

#include <math.h>
#include <string.h>

const ctg_answer_table *ctg__sought_table(const ctg_optimisation *of,
                                          const char *key)
{
    const ctg_answer_table *table;

    for (size_t i = 0; (table = ctg_optimisation_table_at(of, i)); i++)
        if (strcmp(table->key, key) == 0)
            return table;
    return NULL;
}

double ctg__sought_number(const ctg_answer_table *table, size_t row,
                          size_t column)
{
    const ctg_cell cell = ctg_answer_cell(table, row, column);

    return cell.kind == CTG_CELL_NUMBER  ? cell.number
           : cell.kind == CTG_CELL_COUNT ? (double)cell.count
                                          : (double)NAN;
}
