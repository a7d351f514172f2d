/*
 * One question on its way to an answer: what was asked, how long it may take,
 * and the engine as the judge of every proposal.
 */
#ifndef OPTIMISE_TASK_H
#define OPTIMISE_TASK_H

#include <contagraph/run.h>

#include "data/plan.h"
#include "engine/state.h"
#include "optimise/answer.h"

typedef enum ctg__halt {
    CTG__GOES_ON,
    CTG__HALT_TIME,
    CTG__HALT_INTERRUPTED,
    CTG__HALT_EVALUATIONS
} ctg__halt;

typedef struct ctg__task {
    const ctg_network *network;
    const ctg_scenario *scenario;
    const ctg_optimise_options *options;
    ctg_plan *plan;         /* the scenario's */
    const double *priority; /* per node; NULL: all 1 */
    double gap;
    double begun;
    ctg__halt stopped;
    double tell_unit; /* of what a solver tells, and what is added to it */
    double tell_constant;
    ctg_run *run; /* the last one */
    ctg__arena arena;
    ctg_optimisation *answer;
} ctg__task;

/* What a task goes by outside its search. */
typedef struct ctg__aside {
    ctg_optimise_options options;
    const ctg_optimise_options *searching;
    ctg__halt stopped; /* the search */
} ctg__aside;

/* A row of optimisations.def. */
typedef struct ctg__optimiser {
    ctg_variant about;
    const char *const *settings; /* it takes, NULL at the end */
    double gap;                  /* standard */
    ctg_status (*run)(ctg__task *task, ctg_error *error);
} ctg__optimiser;

/* --- settings --------------------------------------------------------------
 */

/* The value of the last use; NULL where it was not given. */
const char *ctg__setting(const ctg__task *task, const char *name);
bool ctg__setting_given(const ctg__task *task, const char *name);
/* The next use at or after *index, which moves past it; NULL at the end. */
const char *ctg__setting_next(const ctg__task *task, const char *name,
                              size_t *index);

/* A number within [least, most], `*value` as it is where it is not given. */
ctg_status ctg__setting_number(const ctg__task *task, const char *name,
                               double least, double most, double *value,
                               ctg_error *error);
ctg_status ctg__setting_count(const ctg__task *task, const char *name,
                              size_t least, size_t most, size_t *value,
                              ctg_error *error);
/* Money, or a share where `*share`: "5e6", "10%". Not below 0. */
ctg_status ctg__setting_money(const ctg__task *task, const char *name,
                              double *value, bool *share, ctg_error *error);

/* A node by its id, else by a name that is one node's alone. */
ctg_status ctg__task_node(const ctg__task *task, const char *id, ctg_node *node,
                          ctg_error *error);
/* Marks what all uses of a setting name: a node, or @GROUP. */
ctg_status ctg__task_mark(const ctg__task *task, const char *name, bool *marked,
                          ctg_error *error);
/* A column of nodes as numbers >= 0, blank = 1, by the setting that names it;
 * NULL where it is not given. CTG_BAD_INPUT with the place. */
ctg_status ctg__task_column(ctg__task *task, const char *name,
                            const double **values, ctg_error *error);

/* --- time ------------------------------------------------------------------
 */

/* Whether to go on; a ctg_progress whose context is the task. */
int ctg__task_ask(void *task, double done, double total);
/*
 * From here to ctg__task_return runs are neither counted nor timed, whatever
 * stopped the search: `asked` alone stops them, NULL nobody.
 */
void ctg__task_leave(ctg__task *task, ctg_progress *asked, ctg__aside *aside);
void ctg__task_return(ctg__task *task, const ctg__aside *aside);
/* Tells what is known. */
void ctg__task_tell(ctg__task *task, double best, double bound);
double ctg__task_now(void); /* seconds, of no clock that people read */
/* Seconds left, HUGE_VAL without a limit. */
double ctg__task_left(const ctg__task *task);

/* --- the judge -------------------------------------------------------------
 */

/*
 * Runs a plan and measures it; the run stays in task->run until the next one.
 * CTG_CANCELLED where the task is stopped, which is then noted in it.
 */
ctg_status ctg__judge(ctg__task *task, const ctg_plan *plan,
                      ctg__measures *found, ctg_error *error);

/* Per node of the last run, each weighed by nothing. */
double ctg__judge_equity_lost(const ctg__task *task, ctg_node node);
bool ctg__judge_failed(const ctg__task *task, ctg_node node);

/* Whether a shock of the plan names its default: per node. */
ctg_status ctg__decreed(const ctg_plan *plan, ctg__arena *arena, bool **decreed,
                        ctg_error *error);

/* The measure of a name, one that may be asked for. */
ctg_status ctg__measure_find(const char *name, size_t *measure,
                             ctg_error *error);
const char *ctg__measure_name(size_t measure);

/* The run before anything is sought: the figures before. CTG_CANCELLED: there
 * is no answer yet. */
ctg_status ctg__task_begin(ctg__task *task, ctg_error *error);
/* Runs the answer's scenario on the network (NULL: the task's) and fills in the
 * figures after. CTG_CANCELLED where whoever is asked gives it up. */
ctg_status ctg__task_confirm(ctg__task *task, const ctg_network *network,
                             ctg_error *error);

#endif
