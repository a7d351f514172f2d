/* `--map new=old,...`: columns that a file calls by other names. */
#ifndef READ_MAP_H
#define READ_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "data/graph.h"
#include "data/problem.h"

enum { CTG__MAP_MOST = 64 };

typedef struct ctg__map {
    const char *text; /* the option as given; NULL: nothing is renamed */
    uint64_t used;    /* bit i: the i-th pair met its column */
} ctg__map;

/* Checks the option; the text must outlive the map. */
ctg_status ctg__map_init(ctg__map *map, const char *text, ctg_error *error);

/*
 * The name that the graph gives to a file's column: the new one if the map has
 * this old one, else itself. Not NUL-terminated.
 */
const char *ctg__map_name(ctg__map *map, const char *name, size_t length,
                          size_t *new_length);

/*
 * What an attribute of a graph's nodes or edges is called in `table`: what
 * --map makes of it, a column's own name where it is one, `weight` of an edge.
 * CTG_BAD_INPUT says in `fault` why it is refused, as a header's would be.
 */
ctg_status ctg__attribute_name(ctg__map *map, ctg_table table, const char *own,
                               size_t own_length, const char **name,
                               size_t *length, ctg_error *fault);

/* The other way, for messages. */
const char *ctg__map_old_name(const char *text, const char *name,
                              size_t *old_length);

/* Reports columns that the map renames and that were nowhere. */
void ctg__map_finish(const ctg__map *map, const char *shown,
                     ctg_problems *problems);

#endif
