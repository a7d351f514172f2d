/* Where graphs go that a command makes. */
#ifndef CLI_GRAPH_OUT_H
#define CLI_GRAPH_OUT_H

#include <contagraph/read.h>

#include "cli/page.h"
#include "cli/stream.h"

/*
 * ctg_graph_write, for a program that may be ended by signals: a graph is in
 * its place, whole, or nothing is.
 */
ctg_status graph_out(const ctg_graph *graph, const char *path,
                     const ctg_write_options *options, ctg_problems *losses,
                     ctg_error *error);

/*
 * A graph beside other outputs, all of them or none: once it only has to be put
 * in its place the page is shown, and `out`, which the page is in, made safe and
 * committed with it; else all is taken away. Says what fails.
 */
exit_status graph_out_with(const ctg_graph *graph, const char *path,
                           ctg_write_options options, const held_page *page,
                           streams *out);

#endif
