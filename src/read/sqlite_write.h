/* Graphs as SQLite databases. */
#ifndef READ_SQLITE_WRITE_H
#define READ_SQLITE_WRITE_H

#include <stdio.h>

#include <contagraph/read.h>

#include "read/graph_format.h"

ctg_status ctg__sqlite_write(const ctg_graph *graph, FILE *file,
                             const ctg_write_options *options,
                             ctg_error *error);

/* Names of columns must differ by more than capitals. */
bool ctg__sqlite_can_hold(const ctg_graph *graph, ctg_table table,
                          const ctg__column *column);

#endif
