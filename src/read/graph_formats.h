/* Looking formats up. */
#ifndef READ_GRAPH_FORMATS_H
#define READ_GRAPH_FORMATS_H

#include "read/graph_format.h"

const ctg__format *ctg__format_at(size_t index);       /* NULL past the end */
const ctg__format *ctg__format_find(const char *name); /* NULL: none */
const ctg__format *ctg__format_by_ending(const char *path); /* NULL: none */

#endif
