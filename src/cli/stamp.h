/* What a page was made of: its shocks, edits and scenario, and the graph. */
#ifndef CLI_STAMP_H
#define CLI_STAMP_H

#include <stdio.h>

#include <contagraph/scenario.h>

#include "cli/input.h"
#include "cli/terminal.h"

/* `,\n "edits": [...]`, the words of --edit in their order. */
void stamp_write_edits(const input *from, FILE *file);

/* The graph's unit, to stand beside amounts; NULL where it is too long for that
 * and said once: stamp_write_md does, a page by stamp_write_unit. */
const char *stamp_unit(const ctg_graph *graph);
void stamp_write_unit(const input *from, const terminal *on, FILE *file);

/*
 * How a report section in Markdown begins: its title, then a line with shocks,
 * edits, the keys of the scenario that are not as they are without one, and
 * the graph's hash. `scenario` may be NULL.
 */
void stamp_write_md(const char *what, const input *from,
                    const ctg_scenario *scenario, FILE *file);

/*
 * The last lines of a page: edits, unless they were `named` above, and the
 * beginning of the hash.
 */
void stamp_write_text(const input *from, bool named, const terminal *on,
                      FILE *file);

#endif
