/* Nodes that fail by `threshold`, one after the other, on top of a state. */
#ifndef FAST_THRESHOLD_H
#define FAST_THRESHOLD_H

#include "fast/solver.h"

/* What a cascade starts from. */
typedef struct ctg__failing_from {
    const double *distress; /* per node */
    const double *loss;     /* per node, money; NULL: by distress */
    const bool *failed;     /* who has passed its losses on; NULL: nobody who
                               is not in full distress */
} ctg__failing_from;

/* What one thread works with. */
typedef struct ctg__failing {
    double *loss;    /* valid where stamped */
    uint32_t *stamp; /* epoch of the last cascade that touched the node */
    uint32_t *touched;
    uint32_t *queue; /* failed in this cascade, in order */
    bool *failed;    /* as of this cascade; reset from queue */
    size_t touched_count;
    size_t queue_count;
    uint32_t epoch;
    uint64_t *distress; /* differences to the base; NULL unless asked for */
    uint64_t same;      /* cascades that the known one answered */
} ctg__failing;

/* false when out of memory; to be cleared in any case. */
bool ctg__failing_init(ctg__failing *s, size_t nodes, bool distress);
void ctg__failing_clear(ctg__failing *s);

/* Nobody has failed yet. */
void ctg__failing_begin(ctg__failing *s);

/* A node fails. */
void ctg__failing_add(ctg__failing *s, ctg_node node);

/* Looks at a node: its loss is valid, and it is among `touched`. */
void ctg__failing_touch(ctg__failing *s, const ctg__fast *fast,
                        const ctg__failing_from *from, ctg_node node);

/* All who fail by those that have; true when one of `stop`, unless NULL, is
 * among them, which ends it. */
bool ctg__failing_spread(ctg__failing *s, const ctg__fast *fast,
                         const ctg__failing_from *from, const bool *stop);

/* Without equity there was full distress from the start. */
double ctg__failing_distress(const ctg__fast *fast, const double *loss,
                             size_t i);

#endif
