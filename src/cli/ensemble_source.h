/* Where many networks come from: --ensemble FILE, --reconstruct METHOD. */
#ifndef CLI_ENSEMBLE_SOURCE_H
#define CLI_ENSEMBLE_SOURCE_H

#include <contagraph/ensemble.h>

#include "cli/args.h"
#include "cli/progress.h"

/* Starts as {0}; ensemble_source_clear frees. */
typedef struct ensemble_source {
    ctg_totals *totals;
    ctg_reconstruction *made;
    ctg_ensemble *ensemble;
} ensemble_source;

/* Whether the command has these options and one is given. */
bool ensemble_source_given(const args *given);

/* Opens what is given, of the totals of a graph, which must outlive it. What is
 * wrong was said. */
exit_status ensemble_source_open(const args *given, const ctg_graph *graph,
                                 progress *shown, ensemble_source *of);
void ensemble_source_clear(ensemble_source *of);

/*
 * The network of --draw N as a graph, the caller's: its exposures, the rest of
 * its balance sheets, all else as in `graph`. That and the source it is drawn
 * from, open from here on, know the places of its cells: they must outlive it.
 * What is wrong was said.
 */
exit_status ensemble_source_draw(const args *given, const ctg_graph *graph,
                                 ensemble_source *of, ctg_graph **drawn);

#endif
