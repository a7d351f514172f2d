/* What reading and writing GraphML share. */
#ifndef READ_GRAPHML_H
#define READ_GRAPHML_H

#include <stdio.h>

#include "read/graph_format.h"

ctg_status ctg__graphml_read(ctg__input *input, ctg_graph *graph,
                             ctg_problems *problems, ctg_error *error);
ctg_status ctg__graphml_write(const ctg_graph *graph, FILE *file,
                              const ctg_write_options *options,
                              ctg_error *error);
ctg_status ctg__graphml_check(const ctg_graph *graph, ctg__refusals *refusals,
                              ctg_error *error);

#endif
