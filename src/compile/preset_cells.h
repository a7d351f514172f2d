/* Cells that presets fill: found blank, and set. */
#ifndef COMPILE_PRESET_CELLS_H
#define COMPILE_PRESET_CELLS_H

#include "data/graph.h"
#include "data/preset.h"

/* Columns by their number in data/columns.def; a table may lack them. */
bool ctg__cell_is_blank(const ctg_graph *graph, ctg_table table, size_t column,
                        size_t row);

/* Adds the column where the table lacks it. CTG_NO_MEMORY. */
ctg_status ctg__cell_set_text(ctg_graph *graph, ctg_table table, size_t column,
                              size_t row, const char *text, ctg_error *error);
ctg_status ctg__cell_set_number(ctg_graph *graph, ctg_table table,
                                size_t column, size_t row, double number,
                                ctg_error *error);

/* Puts the preset's value `i` into its cell of `row`, if that is blank. */
ctg_status ctg__preset_fill(ctg_graph *graph, const ctg__preset *preset,
                            size_t i, size_t row, ctg_error *error);

/* Whether the file of a preset says what its columns take; what does not is
 * added to the problems. */
bool ctg__preset_fits(const ctg__preset *preset, ctg_problems *problems);

#endif
