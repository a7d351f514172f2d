/* What a database says of its graph, in a table `about` of keys and values. */
#ifndef READ_SQLITE_ABOUT_H
#define READ_SQLITE_ABOUT_H

#include "bridge/sqlite3.h"
#include "read/graph_format.h"

/* What is wrong with it is in `problems`; CTG_NO_MEMORY. */
ctg_status ctg__sqlite_about(sqlite3 *database, const ctg__input *input,
                             ctg_graph *graph, ctg_problems *problems,
                             ctg_error *error);

#endif
