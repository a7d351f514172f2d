/* Graphs as folders of CSV tables. */
#ifndef READ_FOLDER_WRITE_H
#define READ_FOLDER_WRITE_H

#include <contagraph/read.h>

/*
 * Written beside `path` and put in its place at the end. A folder that is
 * there already is replaced if it holds nothing but a graph.
 */
ctg_status ctg__folder_write(const ctg_graph *graph, const char *path,
                             const ctg_write_options *options,
                             ctg_error *error);

#endif
