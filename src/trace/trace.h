/* Inside a trace. */
#ifndef TRACE_TRACE_H
#define TRACE_TRACE_H

#include <stdbool.h>

#include "trace/causes.h"

struct ctg_trace {
    ctg__causes causes;
    /* Answers, owned here until the next question or the end. */
    bool has_origins;
    ctg_origin *origins;
    size_t origin_count;
    ctg_path *paths;
    size_t *path_entries;
};

#endif
