/* Graphs as JSON. */
#ifndef READ_JSON_WRITE_H
#define READ_JSON_WRITE_H

#include <stdio.h>

#include <contagraph/read.h>

ctg_status ctg__json_write(const ctg_graph *graph, FILE *file,
                           const ctg_write_options *options, ctg_error *error);

#endif
