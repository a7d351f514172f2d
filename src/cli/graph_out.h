/* Where graphs go that a command makes. */
#ifndef CLI_GRAPH_OUT_H
#define CLI_GRAPH_OUT_H

#include <contagraph/read.h>

/*
 * ctg_graph_write, for a program that may be ended by signals: a graph is in
 * its place, whole, or nothing is.
 */
ctg_status graph_out(const ctg_graph *graph, const char *path,
                     const ctg_write_options *options, ctg_problems *losses,
                     ctg_error *error);

#endif
