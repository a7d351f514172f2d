/* The exposures of a graph as the rows of an answer's table, which is not kept
 * beside them. */
#ifndef OPTIMISE_LINES_CELL_H
#define OPTIMISE_LINES_CELL_H

#include "optimise/answer.h"

/* Adds the table `exposures`, debtor, creditor, amount, of a graph that lives
 * as long as the answer. */
ctg_status ctg__answer_lines(ctg_optimisation *to, const ctg_graph *graph,
                             ctg_error *error);

ctg_cell ctg__answer_lines_cell(const struct ctg__answer_lines *of, size_t row,
                                size_t column);

#endif
