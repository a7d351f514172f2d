/* Inside a simulation. */
#ifndef RISK_SIMULATION_H
#define RISK_SIMULATION_H

#include <contagraph/simulate.h>

#include "base/asking.h"
#include "engine/abreast.h"
#include "engine/run.h"
#include "engine/state.h"
#include "fast/fast.h"
#include "risk/draw_shocks.h"
#include "risk/drawn_values.h"
#include "risk/estimate.h"
#include "risk/measure.h"

struct ctg_risk {
    ctg__arena arena;
    ctg__risk risk;
};

/* What one thread works with. */
typedef struct ctg__drawer {
    ctg__draw_list list;
    ctg_run *run;
    double *by_owner; /* by node, zero between draws */
    double *before;   /* by node: of the first draw of a pair, else 0 */
    ctg_node *failed; /* nodes that failed in it */
    size_t failed_count;
    double *values;   /* by measure */
    /* Without rounds: the end of the draw is here, and not in `run`. */
    bool by_end;
    ctg_summary end;
    const double *distress; /* by node, of `scratch` */
    ctg__fast_rows rows;
    ctg__arena scratch;
    /* Draws whose ends are open: what all nodes lost is found side by side. */
    bool may_be_open;
    bool is_open; /* the last one is */
    ctg__abreast abreast;
    double *losses; /* by node, to which they are added; NULL: to none */
    double *open_values[CTG__ABREAST];
    double open_weights[CTG__ABREAST];
    uint64_t open_numbers[CTG__ABREAST];
} ctg__drawer;

/* What a node lost, and whether it failed, in the draw that was run last. */
static inline double ctg__drawer_lost(const ctg__drawer *drawer, ctg_node node)
{
    return drawer->by_end
               ? drawer->rows.fast.equity[node] * drawer->distress[node]
               : ctg__lost_of(drawer->run, node);
}

static inline bool ctg__drawer_failed(const ctg__drawer *drawer, ctg_node node)
{
    return drawer->by_end ? ctg__fast_has_failed(&drawer->rows.fast, node,
                                                 drawer->distress[node])
                          : drawer->run->books->books.failed[node];
}

struct ctg_simulation {
    ctg__arena arena;
    const ctg__risk *risk;
    ctg_simulate_options options;
    ctg_problems *own_problems; /* where the caller has no list; else NULL */
    ctg_graph *own_graph;       /* with its interest booked; else NULL */
    ctg_network *own_network;   /* of it */
    const ctg_network *network;
    ctg_scenario *scenario;
    ctg_plan *plan; /* its own shocks alone */
    ctg__risk_model model;
    ctg__measures measures;
    size_t known_measures; /* the first of them: those that draws leave */
    size_t headline;
    ctg__drawer *drawers; /* by thread */
    int threads;
    ctg__asking asking; /* draws */

    uint64_t room;              /* draws that columns have room for */
    ctg__drawn_values *columns; /* by known measure; -INFINITY: a draw that was
                             not run, below all of the tail */
    double *weights;            /* by draw; NULL: all 1 */
    uint64_t known;             /* draws whose values are there from before */
    uint64_t settled;           /* draws summed up in it, in whole pieces */
    double *settled_sums;   /* by node, as the three below; then runs that did
                               not converge */
    uint64_t summed;        /* draws in them and behind the last piece */
    double *failed_weight;  /* by node: sums over all draws */
    double *failed_squares; /* of the means of pairs; NULL: no pairs */
    double *lost_weight;
    ctg__tail tail; /* of the headline */

    ctg_simulation_summary summary;
    ctg_risk_measure *measured; /* by measure */
    ctg_risk_layer *layers;
    size_t layer_count;
    ctg_risk_node *nodes;
    ctg_risk_origin *origins;
    size_t origin_count;
    const char *risk_text;
};

enum {
    CTG__DRAWS_PIECE = 64,  /* done by one thread, a pair never split */
    CTG__DRAWS_WAVE = 1024, /* added up together, in order */
};

/* A drawer for each thread. CTG_NO_MEMORY. */
ctg_status ctg__drawers_hire(ctg_simulation *simulation, ctg_error *error);

/* Runs draw `number`, into drawer->run, and list. */
ctg_status ctg__drawer_run(const ctg_simulation *simulation,
                           ctg__drawer *drawer, uint64_t number, bool ledger,
                           ctg_error *error);

/* The same of the shocks that are in the list. */
ctg_status ctg__drawer_run_list(const ctg_simulation *simulation,
                                ctg__drawer *drawer, bool ledger,
                                ctg_error *error);

/* Ends the draws that are open: fills in their values, adds to `losses`. */
ctg_status ctg__drawer_end_open(const ctg_simulation *simulation,
                                ctg__drawer *drawer, ctg_error *error);

/* The end of a plan without rounds, where that is possible. */
ctg_status ctg__drawer_end(ctg__drawer *drawer, const ctg_plan *plan,
                           bool *possible, ctg_error *error);

/* Whether draws are run by rounds: unless that is not wanted, and not needed.
 */
ctg_status ctg__simulation_choose_rounds(ctg_simulation *simulation,
                                         ctg_error *error);

/* All measures of the draw that was run last. */
void ctg__drawer_take(const ctg_simulation *simulation, ctg__drawer *drawer,
                      double *values);

/* The scenario with the shocks that are in the list. */
ctg_plan ctg__drawer_plan(const ctg_simulation *simulation,
                          const ctg__drawer *drawer);

/* What is done with a run, and where sums go. */
typedef struct ctg__piecework {
    ctg_simulation *simulation;
    const uint64_t *numbers; /* which draws; NULL: first, first + 1, ... */
    uint64_t first;
    uint64_t count;
    size_t sum_count;  /* doubles that a piece sums */
    double *sums;      /* what pieces are added to, in order */
    double *open;      /* what a last one that is not full is added to; NULL:
                          to `sums` */
    uint64_t *settled; /* counts draws of full pieces, wave by wave; NULL */
    bool ledger;
    bool only_shocks;   /* draws are made, not run */
    bool abreast;       /* `take` knows draws whose ends are open */
    bool adds_losses;   /* behind the first of its sums by node: of all draws */
    size_t value_count; /* doubles that a draw leaves */
    /* One draw: `index` of it, `sums` those of its piece. */
    ctg_status (*take)(struct ctg__piecework *work, ctg__drawer *drawer,
                       uint64_t index, double *sums, double *values,
                       ctg_error *error);
    /* Its values, once they are there, in order; false when out of memory.
     * NULL where there are none. */
    bool (*keep)(struct ctg__piecework *work, uint64_t index,
                 const double *values);
    void *context;
} ctg__piecework;

/* All draws of it by any number of threads: the same sums. The message is that
 * of the first draw that failed. */
ctg_status ctg__piecework_do(ctg__piecework *work, ctg_error *error);

/* Room for the values of all draws; once. */
ctg_status ctg__simulation_room(ctg_simulation *simulation, ctg_error *error);

/* Runs the draws that are not known yet, up to the last or until they are
 * precise enough. The sums are those of one run, however it was interrupted. */
ctg_status ctg__simulation_draw_all(ctg_simulation *simulation,
                                    ctg_error *error);

/* Why the tail cannot be found alone; CTG_BAD_ARGUMENT. */
ctg_status ctg__tail_only_check(const ctg_simulation *simulation,
                                ctg_error *error);

/* Runs the draws that may be in the tail, down to the bounds of the least
 * level's VaR; the values of all others stay -INFINITY. */
ctg_status ctg__tail_only_draws(ctg_simulation *simulation, ctg_error *error);

/* The draws that an interrupted run keeps: complete thousands. */
uint64_t ctg__simulation_thousands(const ctg_simulation *simulation);

#define CTG__REST_HEAD "kind,name,value,failed_squares,lost"

/* Something that must be the same in a run and in what continues it. */
typedef ctg_status ctg__fixed(void *to, const char *kind, const char *name,
                              const char *value, ctg_error *error);

/* All of it, in the order of resume.csv, until `take` fails. CTG_NO_MEMORY. */
ctg_status ctg__simulation_each_fixed(const ctg_simulation *simulation,
                                      ctg__fixed *take, void *to,
                                      ctg_error *error);

/* resume.csv: what else a run is continued from. */
ctg_status ctg__simulation_write_rest(const ctg_simulation *simulation,
                                      FILE *file, ctg_error *error);

/* The draws alone that have a measure, in memory of the arena. CTG_NO_MEMORY.
 */
ctg_status ctg__simulation_sample_there(const ctg_simulation *simulation,
                                        size_t measure, ctg__arena *arena,
                                        ctg__sample *sample, ctg_error *error);

/* A measure as a sample, which lives as long as `arena` and the simulation; its
 * order is not made. CTG_NO_MEMORY. */
ctg_status ctg__simulation_sample(const ctg_simulation *simulation,
                                  size_t measure, ctg__arena *arena,
                                  ctg__sample *sample, ctg_error *error);

/* The direction and the size of the tilt. */
ctg_status ctg__simulation_tilt(ctg_simulation *simulation, ctg_error *error);

/* The tilt of another simulation's draws, driver by driver. CTG_NO_MEMORY. */
ctg_status ctg__simulation_tilt_as(ctg_simulation *simulation,
                                   const ctg_simulation *other,
                                   ctg_error *error);

/* ctg_simulation_new, its draws tilted as those of `like` are; NULL: as its
 * own graph says. */
ctg_status ctg__simulation_new(const ctg_network *network,
                               const ctg_scenario *scenario,
                               const ctg_risk *risk,
                               const ctg_simulate_options *options,
                               const ctg_simulation *like,
                               ctg_problems *problems,
                               ctg_simulation **simulation, ctg_error *error);

/* Runs all draws for their measures alone: nothing is estimated or explained.
 * Fails as ctg_simulation_run does. */
ctg_status ctg__simulation_run_draws(ctg_simulation *simulation,
                                     ctg_error *error);

/* Fills in what is estimated from all draws. */
ctg_status ctg__simulation_estimate(ctg_simulation *simulation,
                                    ctg_error *error);

/* Runs the tail again: whose losses, by which shocks, typical and worst. */
ctg_status ctg__simulation_explain(ctg_simulation *simulation,
                                   ctg_error *error);

/* A graph with the interest of the horizon booked, and its network. */
ctg_status ctg__interest_book(const ctg_network *network, const ctg__risk *risk,
                              ctg_graph **graph, ctg_network **made,
                              ctg_error *error);

/* The value of one key as JSON. */
void ctg__risk_write_key(const ctg__risk *risk, size_t key, ctg__text *text);

/* A risk file as JSON on one line. */
void ctg__risk_write(const ctg__risk *risk, ctg__text *text);

#endif
