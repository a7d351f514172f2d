/* Inside the search for paths: the ends that carry most, and who offers them:
 * all entries of a trace, or a ledger of falls (path_falls.c). */
#ifndef TRACE_PATH_ENDS_H
#define TRACE_PATH_ENDS_H

#include "trace/finder.h"

/* The next path of an end: its entry, and the rank of the way before it. */
typedef struct ctg__ending {
    ctg__merit merit; /* weight: the path's loss */
    uint32_t entry;
    uint32_t way;
    size_t rank;
    ctg_actor sender; /* of the entry, or behind the relay that sent it */
} ctg__ending;

/* The best so far; once there are so many as are wanted, the worst of them is
 * the first. Starts as {.causes, .most}. */
typedef struct ctg__ends {
    const ctg__causes *causes; /* whose entries they are */
    size_t most;
    ctg__ending *list; /* owns it */
    size_t count;
    size_t room;
    bool failed; /* out of memory */
} ctg__ends;

/* Steps that the way before an end must have. */
static inline size_t ctg__steps_before(const ctg_path_options *options)
{
    return options->min_steps ? options->min_steps - 1 : 0;
}

/* Takes an end that is among the best now, or not. `*lost`: the entry of the
 * one that is not any more; CTG__NO_WAY: none. */
bool ctg__ends_offer(ctg__ends *ends, const ctg__ending *end, uint32_t *lost);

/* A heap whose first is the best (`best_first`) or the worst: of all, or with
 * one put in its place. */
void ctg__ends_heap(const ctg__causes *causes, ctg__ending *heap, size_t count,
                    bool best_first);
void ctg__ends_sift(const ctg__causes *causes, ctg__ending *heap, size_t count,
                    size_t at, bool best_first);

/* An end that weighs less cannot be among the best, whatever else it has. */
static inline double ctg__ends_least(const ctg__ends *ends)
{
    return ends->count == ends->most && ends->count
               ? ends->list[0].merit.weight * (1 - 1e-9)
               : 0;
}

#endif
