/*
 * Who stands behind what was sent: for all entries of a column, the places in
 * earlier columns that their causes hit, with shares that sum to one. A cause
 * that was hit in the same column is asked for its own causes, so a line into
 * a merged column says who started it.
 */
#ifndef DRAW_CASCADE_SOURCES_H
#define DRAW_CASCADE_SOURCES_H

#include "trace/net.h"

/* A place and its share of what was sent. */
typedef struct ctg__source {
    uint32_t place;
    double share;
} ctg__source;

/* Where things are, as the picture numbers places. */
typedef struct ctg__source_map {
    const ctg__causes *causes;
    const uint32_t *column_of; /* per display round */
    size_t place_count;
    /* The place of a node in a column in which it was hit. */
    uint32_t (*node)(const void *context, ctg_node node, uint32_t column);
    /* Of a shock; of `initial` for what no node sent. */
    uint32_t (*origin)(const void *context, ctg_actor origin);
    const void *context;
} ctg__source_map;

/* Starts as {.map = ...}. */
typedef struct ctg__sources {
    ctg__source_map map;
    uint32_t column;
    uint8_t *needed; /* per set: bits of classes */
    size_t *first;   /* per set and class: its list, if it was needed */
    size_t *end;
    ctg__source *lists;
    size_t count;
    size_t room;
    double *sum; /* per place, while a list is made */
    uint32_t *touched;
    size_t touched_count;
    ctg__split split;
    ctg__source alone; /* the answer for what has no set */
} ctg__sources;

ctg_status ctg__sources_init(ctg__sources *sources, ctg_error *error);
void ctg__sources_clear(ctg__sources *sources);

/* Makes the lists of entries first .. end - 1, which are all of a column's
 * rounds. false when out of memory. */
bool ctg__sources_make(ctg__sources *sources, uint32_t column, size_t first,
                       size_t end);

/*
 * The list of an entry of that column; of a `price` what stands behind its
 * part of a code, SH, FS or XH. Valid until the next call of either.
 */
const ctg__source *ctg__sources_of(ctg__sources *sources, size_t entry,
                                   ctg__code code, size_t *count);

#endif
