/* Files of scenarios: CSV whose columns are keys, or a JSON object a line. */
#ifndef CONTAGRAPH_SCENARIOS_H
#define CONTAGRAPH_SCENARIOS_H

#include <stddef.h>

#include <contagraph/scenario.h>
#include <contagraph/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ctg_scenarios ctg_scenarios;

/*
 * Opens a file, or `-` for standard input, and reads the header of a CSV. What
 * a row does not say is as in `base`, which outlives the list; a column
 * `weight` of draws is left to whoever reads the results. CTG_IO_ERROR where it
 * cannot be opened; CTG_BAD_INPUT with the place for a header with an unknown
 * key (and what was probably meant) or one twice, broken quotes, and a file
 * with nothing in it. `progress`, which may be NULL, is asked whether to go on
 * when a signal breaks off the wait for a pipe. CTG_CANCELLED.
 */
ctg_status ctg_scenarios_open(const char *path, const ctg_scenario *base,
                              ctg_progress *progress, void *progress_context,
                              ctg_scenarios **scenarios, ctg_error *error);
void ctg_scenarios_free(ctg_scenarios *scenarios); /* NULL does nothing */

/* One row. The scenario is the caller's to free; texts live until the next. */
typedef struct ctg_scenario_row {
    ctg_scenario *scenario;
    const char *id;    /* its number, from 1, where the file gives none */
    const char *edits; /* words of ctg_graph_edit joined by `;`; or "" */
    size_t line;       /* where it starts, from 1 */
} ctg_scenario_row;

/*
 * The next row; `scenario` is NULL at the end. CTG_BAD_INPUT with file, line
 * and, where there is one, column and key. CTG_IO_ERROR, CTG_CANCELLED as when
 * it was opened.
 */
ctg_status ctg_scenarios_next(ctg_scenarios *scenarios, ctg_scenario_row *row,
                              ctg_error *error);

/* True for JSON, a scenario in each line. */
int ctg_scenarios_are_json(const ctg_scenarios *scenarios);

#ifdef __cplusplus
}
#endif
#endif
