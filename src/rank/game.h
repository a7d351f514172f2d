/*
 * Games: a number for every set of nodes, and what follows from it. The
 * searches here know nothing of networks; `coalition.h` has the game that
 * rankings play.
 */
#ifndef RANK_GAME_H
#define RANK_GAME_H

#include <contagraph/status.h>

#include "base/arena.h"
#include "base/error.h"
#include "data/network.h"

/* Nodes ascending. May be called from several threads at once. NaN: it could
 * not be computed; the search stops with CTG_INTERNAL, and whoever made the
 * game knows the reason. */
typedef double ctg__game_value(void *context, const ctg_node *set,
                               size_t count);

typedef struct ctg__game {
    size_t players; /* nodes 0 .. players - 1 */
    ctg__game_value *value;
    void *context;
    ctg_progress *progress; /* may be NULL */
    void *progress_context;
    /* Where it is stopped, the best set so far is an answer, if there is one.
     */
    bool keeps;
} ctg__game;

enum { CTG__GAME_EXACT = 20, CTG__GAME_BATCH = 64 };

/* Tells of progress; CTG_CANCELLED when asked to stop. */
ctg_status ctg__game_step(const ctg__game *game, double done, double total,
                          ctg_error *error);

/* The values of `sets`, each `size` nodes, side by side. */
ctg_status ctg__game_values(const ctg__game *game, const ctg_node *sets,
                            size_t set_count, size_t size, double *values,
                            ctg_error *error);

/*
 * Shapley values (Shapley 1953): what each player adds to those before it,
 * averaged over all orders; they sum to the value of all less that of none.
 * Exactly, from the values of all sets: at most CTG__GAME_EXACT players.
 */
ctg_status ctg__shapley_exact(const ctg__game *game, ctg__arena *arena,
                              double *shares, ctg_error *error);

/*
 * The same from `pairs` >= 2 random orders and their reverses, with standard
 * errors. Order p is from stream p of the seed, so that results do not depend
 * on threads.
 */
ctg_status ctg__shapley_sampled(const ctg__game *game, size_t pairs,
                                uint64_t seed, ctg__arena *arena,
                                double *shares, double *errors,
                                ctg_error *error);

/* n choose k; more than `most` is enough to know. */
double ctg__sets_of(size_t players, size_t size, double most);

typedef struct ctg__key_set {
    double value;
    double greedy;    /* value of the set that swaps started from */
    double evaluated; /* sets whose value was asked for */
    double bound;     /* no set has more; HUGE_VAL: not known */
    bool exact;       /* all sets of this size were looked at */
    bool stopped;     /* before that, or before no swap helped any more */
} ctg__key_set;

/*
 * The `size` players whose value together is largest, ascending in `set`. All
 * sets are looked at if they are at most `enumerated`; else players are added
 * one by one, always the best, and then swapped as long as that helps
 * (Nemhauser, Wolsey, Fisher 1978): a local optimum. Where the game is
 * `submodular`, no player adding more to a larger set, each set S on the way
 * bounds all: v(S) and the `size` largest gains over it. Cascades with
 * thresholds are not. Ties, within 1e-12, go to the set that comes first.
 */
ctg_status ctg__key_set_find(const ctg__game *game, size_t size,
                             double enumerated, bool submodular,
                             ctg__arena *arena, ctg_node *set,
                             ctg__key_set *found, ctg_error *error);

#endif
