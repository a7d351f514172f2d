/* A table of a JSON document: an array of rows, read where it lies. */
#ifndef READ_JSON_TABLE_H
#define READ_JSON_TABLE_H

#include "read/graph_format.h"

/* A member of the document, its key without escapes. */
typedef struct ctg__json_part {
    const char *key;
    const char *at; /* its value, of a document that was checked */
    size_t items;   /* that it has, as a list or an object */
} ctg__json_part;

/* "an object", "null": what a value is, for messages. */
const char *ctg__json_type_at(const char *at);

/* Fills a table; what is wrong with it becomes problems. CTG_NO_MEMORY,
 * CTG_CANCELLED, CTG_BAD_INPUT for too many rows. */
ctg_status ctg__json_table(ctg__input *input, ctg_graph *graph, ctg_table table,
                           const ctg__json_part *from, ctg_problems *problems,
                           ctg_error *error);

#endif
