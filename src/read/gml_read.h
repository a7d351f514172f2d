/* Reading GML. */
#ifndef READ_GML_READ_H
#define READ_GML_READ_H

#include "read/graph_format.h"

ctg_status ctg__gml_read(ctg__input *input, ctg_graph *graph,
                         ctg_problems *problems, ctg_error *error);

#endif
