/*
 * contagraph for R: what the files of the package share.
 *
 * R leaves a function by longjmp: where memory ends, where something is of the
 * wrong type, where a user interrupts. So nothing is held on the C stack while
 * R is asked for anything. Arguments are copied first, what the library makes
 * goes at once into a box that R's collector empties, and while the library
 * works nothing of R is called but by call_progress, which no jump passes.
 */
#ifndef CONTAGRAPH_R_GLUE_H
#define CONTAGRAPH_R_GLUE_H

#define R_NO_REMAP
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <R.h>
#include <Rinternals.h>

#include <contagraph/contagraph.h>

/* --- boxes ---------------------------------------------------------------- */

/* What a box can hold; one static object each. */
typedef struct kind {
    const char *name;
    void (*release)(void *held);
} kind;

extern const kind kind_network, kind_scenario, kind_run, kind_ranking,
    kind_curve, kind_book, kind_info, kind_look, kind_drawing, kind_simulation,
    kind_calibration, kind_optimisation, kind_totals, kind_draws, kind_findings;

/* An external pointer that holds nothing yet. What its owner (a box, or
 * R_NilValue) holds is freed after what it holds. */
SEXP box_new(const kind *of, SEXP owner);

/* Another owner, or R_NilValue; three in all. */
void box_keep(SEXP box, SEXP owner);

/* To be done at once with whatever the library made. */
void box_put(SEXP box, void *held);

/* What it holds. An error of R for another kind, and after a saved session was
 * loaded again. */
void *box_get(SEXP box, const kind *of);
SEXP box_owner(SEXP box);

/* --- calls ---------------------------------------------------------------- */

/* One call of the library: what went wrong, who is told of progress. */
typedef struct call call;
struct call {
    ctg_error error;
    ctg_problems *problems;
    ctg_status status;
};

/* Protects one object; `progress` is a function or R_NilValue, an argument of
 * the function that begins it. */
call *call_begin(SEXP progress);

/* To be given to the library, with the call as its context. */
int call_progress(void *context, double done, double total);
/* The same of interrupts alone, and of a jump that is held back. */
int call_interrupts(void *context, double done, double total);

/*
 * `made` where all went well, else a "contagraph_failure" for R to raise; goes
 * on with a jump that was held back. Unprotects `count` objects, that of
 * call_begin among them.
 */
SEXP call_end(call *c, SEXP made, int count);

/* severity, place, text. */
SEXP problems_list(const ctg_problems *problems);

/* --- R's values ------------------------------------------------------------
 */

/* NULL for NULL and NA; UTF-8 that lives until .Call is over. */
const char *text_at(SEXP texts, R_xlen_t i);
const char *text_of(SEXP text);
/* The same, as file names are written here. */
const char *path_of(SEXP text);
/* An error of R that says the name for what is none. */
const char *one_text_of(SEXP text, const char *name);
bool flag_of(SEXP flag, const char *name);
double number_of(SEXP number, const char *name);
/* A whole number from 0 to `most`, and to 2^53, beyond which R has not all. */
uint64_t whole_of(SEXP number, const char *name, uint64_t most);
uint64_t count_of(SEXP number, const char *name);

SEXP text_out(const char *text); /* NULL: NA */
SEXP texts_out(size_t count, const char *(*at)(const void *of, size_t i),
               const void *of);
SEXP numbers_out(const double *numbers, size_t count);
/* Counted from 1; UINT32_MAX: NA. */
SEXP rows_out(const uint32_t *rows, size_t count);
/* As they are; UINT32_MAX: NA. */
SEXP rounds_out(const uint32_t *rounds, size_t count);

/* Every count-th member of records, `size` bytes apart. */
SEXP members_out(const double *first, size_t size, size_t count);
SEXP row_members_out(const uint32_t *first, size_t size, size_t count);
SEXP count_members_out(const size_t *first, size_t size, size_t count);

#define MEMBERS(records, member, count)                                        \
    members_out((count) ? &(records)->member : NULL, sizeof *(records), count)
#define ROW_MEMBERS(records, member, count)                                    \
    row_members_out((count) ? &(records)->member : NULL, sizeof *(records),    \
                    count)
#define COUNT_MEMBERS(records, member, count)                                  \
    count_members_out((count) ? &(records)->member : NULL, sizeof *(records),  \
                      count)

/*
 * A named list of the options of a call, as contagraph/options.def names both;
 * NULL is not given. An error of R for a name that is none of them. Texts live
 * until .Call is over.
 */
void options_take(SEXP list, const char *of, void *options);

/* Whether it has one that is not NULL. */
bool option_is_given(SEXP list, const char *name);

/* What was written into memory; `file` is NULL where there is no memory. */
typedef struct memory_file {
    FILE *file;
    char *text;
    size_t size;
} memory_file;

/* A box, protected by the caller, that frees it. */
SEXP memory_box(void);
/* CTG_NO_MEMORY. */
ctg_status memory_open(SEXP box, memory_file **memory);
/* Closed: the text. */
SEXP memory_text(memory_file *memory);

/* --- networks, scenarios, runs ---------------------------------------------
 */

const ctg_network *network_of(SEXP box);
const ctg_problems *network_problems(SEXP box);
const ctg_scenario *scenario_of(SEXP box);

/* A list of a network and its problems, of a box that is filled by
 * network_fill. */
SEXP network_box(void);
/* Takes the graph over, also on failure; sets the call's status. `presets` is a
 * folder, or NULL. */
void network_fill(SEXP box, ctg_graph *graph, const char *presets, call *c);
SEXP network_result(SEXP box);

/* JSON of a scenario, protected by nobody. */
SEXP scenario_text(const ctg_scenario *scenario);

/* The objects of a run. */
typedef struct ran {
    ctg_plan *plan;
    ctg_run *run;
    ctg_scenario *scenario;
    ctg_trace *trace; /* NULL until it is asked for */
    bool by_round; /* prices are kept of each round */
} ran;

/* CTG_OK with a trace in the end, where a run has a ledger, that asks in the
 * name of this call. Every call that looks into a trace begins with it. */
ctg_status run_trace(ran *r, call *c);

const ctg_simulation *simulation_of(SEXP box);
const ctg_optimisation *optimisation_of(SEXP box);

#endif
