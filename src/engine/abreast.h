/*
 * Runs abreast: ends of up to eight runs from the same opened books, which differ
 * by what prices did, are added up side by side. Of owners of quiet accounts
 * (quiet.h) nothing is asked before that: their losses are found in one pass over
 * nodes, by vectors with a run in each lane. Every lane goes through the operations
 * of a run by itself, in the same order: the same bits, whoever is beside it, for
 * every width of vectors.
 */
#ifndef ENGINE_ABREAST_H
#define ENGINE_ABREAST_H

#include <stdbool.h>

#include <contagraph/run.h>

#include "data/network.h"

enum { CTG__ABREAST = 8 };

/* A run whose end is open. Nodes by row that own no account that is quiet still:
 * what they add is known. */
typedef struct ctg__abreast_lane {
    ctg_node *nodes;
    double *lost;
    double *distress;
    size_t count;
    size_t room;
    size_t next; /* of them, while ends are added up */
} ctg__abreast_lane;

/* What kernels look at; by node, `leg_start` has one more. A row of `falls` has a
 * number for each market, the numeraire and lane. */
typedef struct ctg__abreast_books {
    const double *equity;
    const double *weight;
    const uint32_t *leg_start;
    const uint32_t *leg_market;
    const double *leg_quantity;
    const double *falls;
    size_t rows;
    size_t width; /* markets and the numeraire */
} ctg__abreast_books;

/* Sums over nodes so far, by lane. */
typedef struct ctg__abreast_sums {
    double lost[CTG__ABREAST];
    double distress[CTG__ABREAST];
} ctg__abreast_sums;

typedef struct ctg__abreast_kernels {
    /* Nodes from..to - 1, all of them quiet in every lane. With `losses`, by
     * node, each lane's loss times its weight is added to it, lane by lane. */
    void (*nodes)(const ctg__abreast_books *books, size_t from, size_t to,
                  ctg__abreast_sums *sums, double *losses,
                  const double *weights);
    /* What one node adds. */
    void (*node)(const ctg__abreast_books *books, size_t node,
                 ctg__abreast_sums *adds);
} ctg__abreast_kernels;

/* NULL where the compiler cannot make them. */
extern const ctg__abreast_kernels *const ctg__abreast_avx512;
extern const ctg__abreast_kernels *const ctg__abreast_avx2;
extern const ctg__abreast_kernels *const ctg__abreast_plain;

/* Starts as 0; ctg__abreast_clear frees. */
typedef struct ctg__abreast {
    size_t count; /* of lanes */
    const struct ctg__state *books;
    ctg__abreast_lane lanes[CTG__ABREAST];
    double *falls;
    size_t fall_room;
    size_t rows;
    uint64_t *apart; /* nodes of any lane's list, by bits */
    size_t apart_room;
    ctg__abreast_sums ends; /* of ctg__abreast_end */
    double weight;          /* of all nodes */
    const ctg__abreast_kernels *kernels; /* NULL: the best */
} ctg__abreast;

/* Whether there is no room for a run of the plan beside the others, whose ends
 * have to be added up first. */
bool ctg__abreast_is_full(const ctg__abreast *abreast, const ctg_run *run,
                          const ctg_plan *plan,
                          const ctg_run_options *options);

/*
 * ctg__run_once_more. Where *open is set, its end is in a new last lane: the run
 * has neither equities nor distress, and its summary no equity lost and no
 * debtrank before ctg__abreast_end.
 */
ctg_status ctg__run_abreast(ctg_run **run, const ctg_plan *plan,
                            const ctg_run_options *options,
                            ctg__abreast *abreast, bool *open,
                            ctg_error *error);

/* Adds up all ends, and each lane's losses times its weight to `losses`, by node
 * and lane by lane, unless that is NULL. */
void ctg__abreast_end(ctg__abreast *abreast, double *losses,
                      const double *weights);

/* Completes the summary of a lane whose end was added up; fails as a run does. */
ctg_status ctg__abreast_sum_up(const ctg__abreast *abreast, size_t lane,
                               ctg_summary *summary, ctg_error *error);

/* No lanes. */
void ctg__abreast_begin(ctg__abreast *abreast);

void ctg__abreast_clear(ctg__abreast *abreast);

#endif
