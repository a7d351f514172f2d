/* Writing Pajek's .net: pajek_write.c for pajek.c. */
#ifndef READ_PAJEK_H
#define READ_PAJEK_H

#include <stdio.h>

#include "read/graph_format.h"

ctg_status ctg__pajek_write(const ctg_graph *graph, FILE *file,
                            const ctg_write_options *options, ctg_error *error);
bool ctg__pajek_can_hold(const ctg_graph *graph, ctg_table table,
                         const ctg__column *column);
ctg_status ctg__pajek_check(const ctg_graph *graph, ctg__refusals *refusals,
                            ctg_error *error);

#endif
