/* Looking formats up. */
#ifndef READ_GRAPH_FORMATS_H
#define READ_GRAPH_FORMATS_H

#include "read/graph_format.h"

const ctg__format *ctg__format_at(size_t index); /* NULL past the end */
/* By name; CTG_BAD_ARGUMENT, with what was meant, where none is called so. */
ctg_status ctg__format_find(const char *name, const ctg__format **format,
                            ctg_error *error);
/* By the end of the first `length` characters of a path; NULL: none. */
const ctg__format *ctg__format_by_ending(const char *path, size_t length);

#endif
