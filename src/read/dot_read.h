/* Reading DOT. */
#ifndef READ_DOT_READ_H
#define READ_DOT_READ_H

#include "read/graph_format.h"

ctg_status ctg__dot_format_read(ctg__input *input, ctg_graph *graph,
                                ctg_problems *problems, ctg_error *error);

#endif
