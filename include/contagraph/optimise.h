/*
 * Optimisation: what can be done about a loss, and what is the worst that can
 * happen. Every answer is a changed graph or a scenario that anybody can run
 * again: the engine is the judge, a solver only proposes.
 *
 * Definitions, formulas and their sources are in docs/remedies.md.
 */
#ifndef CONTAGRAPH_OPTIMISE_H
#define CONTAGRAPH_OPTIMISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <contagraph/figure.h>
#include <contagraph/network.h>
#include <contagraph/scenario.h>
#include <contagraph/variant.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The questions: "bailout", "compress", ...; NULL past the last. */
const ctg_variant *ctg_optimisation_at(size_t index);

/* The index-th measure that a run is judged by: the keys of a summary, then
 * `loss`, `failures`, `shortfall`. NULL past the last. */
const ctg_key *ctg_optimise_measure_at(size_t index);

/* One setting of a question, as on the command line: {"budget", "5e6"}. Names
 * may come several times where that is said. */
typedef struct ctg_setting {
    const char *name;
    const char *value; /* NULL: none, as of --profit */
} ctg_setting;

/* Called with what is known whenever it has changed; as ctg_progress. NaN: not
 * known. */
typedef void ctg_optimise_teller(void *context, double best, double bound,
                                 double gap);

typedef struct ctg_optimise_options {
    const ctg_setting *settings;
    size_t setting_count;
    double seconds;       /* to stop after; 0: no limit; default 60 */
    double gap;           /* that counts as proven; below 0: the standard of
                             the question; default -1 */
    uint64_t evaluations; /* runs of the engine to stop after; 0: no limit */
    uint64_t seed;        /* default 1 */
    ctg_optimise_teller *teller; /* may be NULL */
    ctg_progress *progress;      /* asked between runs and inside them */
    void *progress_context;      /* of all three */
    /* Asked while what was found is run once more, for its figures, which
     * `progress` does not stop: 0 gives the answer up. May be NULL. */
    ctg_progress *confirming;
} ctg_optimise_options;

ctg_optimise_options ctg_optimise_options_default(void);

typedef struct ctg_optimisation ctg_optimisation;

/*
 * Answers a question about a network under a scenario. A search that runs out
 * of time or evaluations, or that `progress` stops, is no failure where there
 * is an answer: the best one so far comes with its bound and
 * ctg_optimisation_stopped says why. CTG_BAD_ARGUMENT and CTG_NOT_FOUND where a
 * setting makes no sense, CTG_BAD_INPUT where a file or a column does not,
 * CTG_NO_SOLUTION, with the figure, where there is no answer, CTG_IO_ERROR,
 * CTG_CANCELLED where it was stopped before there was an answer, or where
 * `confirming` gave it up. The network
 * must outlive the answer; the caller frees it.
 */
ctg_status ctg_optimise(const char *name, const ctg_network *network,
                        const ctg_scenario *scenario,
                        const ctg_optimise_options *options,
                        ctg_optimisation **optimisation, ctg_error *error);
void ctg_optimisation_free(ctg_optimisation *optimisation);

const char *ctg_optimisation_name(const ctg_optimisation *of);
const char *ctg_optimisation_goal(const ctg_optimisation *of);
/* "closed form", "programme", ... */
const char *ctg_optimisation_method(const ctg_optimisation *of);
/* What the question asks, one line for people. */
const char *ctg_optimisation_question(const ctg_optimisation *of);

/* What the engine gives for the answer found. */
double ctg_optimisation_value(const ctg_optimisation *of);
/* No answer is better; NaN: no bound is known. */
double ctg_optimisation_bound(const ctg_optimisation *of);
/* |value - bound| / max(|value|, |bound|); NaN without a bound. */
double ctg_optimisation_gap(const ctg_optimisation *of);
bool ctg_optimisation_proven(const ctg_optimisation *of);
/* NULL, "time", "interrupted" or "evaluations". */
const char *ctg_optimisation_stopped(const ctg_optimisation *of);
uint64_t ctg_optimisation_evaluations(const ctg_optimisation *of);
uint64_t ctg_optimisation_nodes_searched(const ctg_optimisation *of);

/* The scenario that reproduces the figures after; owned by the answer. */
const ctg_scenario *ctg_optimisation_scenario(const ctg_optimisation *of);
/* New ids in the words of that scenario, by ctg_plan_rename_shocks.
 * CTG_NO_MEMORY alone. */
ctg_status ctg_optimisation_rename(ctg_optimisation *of, const ctg_plan *plan,
                                   ctg_error *error);
/* The command that shows the answer again, told by pages for people, which is
 * the caller's to know: as it was set last, copied; NULL: none. CTG_NO_MEMORY.
 */
ctg_status ctg_optimisation_set_again(ctg_optimisation *of, const char *command,
                                      ctg_error *error);
const char *ctg_optimisation_again(const ctg_optimisation *of);

/* The graph that does, where the answer changes it; else NULL. */
const ctg_graph *ctg_optimisation_graph(const ctg_optimisation *of);

/* A measure before and after, by the index of ctg_optimise_measure_at. NaN:
 * undefined. */
double ctg_optimisation_before(const ctg_optimisation *of, size_t measure);
double ctg_optimisation_after(const ctg_optimisation *of, size_t measure);

typedef enum ctg_cell_kind {
    CTG_CELL_EMPTY,
    CTG_CELL_NUMBER,
    CTG_CELL_COUNT,
    CTG_CELL_FLAG, /* a count of 0 or 1 */
    CTG_CELL_NODE,
    CTG_CELL_TEXT,
    CTG_CELL_JSON /* a text that is JSON already */
} ctg_cell_kind;

/* What it holds is what its kind says. */
typedef struct ctg_cell {
    ctg_cell_kind kind;
    ctg_node node;
    union {
        double number;
        uint64_t count; /* of a flag, too */
        const char *text;
    };
} ctg_cell;

/* Further figures of a question: cost, gross_before, ... */
typedef struct ctg_answer_fact {
    ctg_key key;
    ctg_cell value;
} ctg_answer_fact;

/* NULL past the last. */
const ctg_answer_fact *ctg_optimisation_fact_at(const ctg_optimisation *of,
                                                size_t index);

typedef struct ctg_answer_table {
    const char *key; /* of JSON */
    const ctg_key *heads;
    size_t head_count;
    size_t row_count;
    const ctg_cell *cells; /* row by row; NULL: ctg_answer_cell knows them */
    const struct ctg__answer_lines *lines; /* what it knows them by then */
    bool for_json;
    bool flat;           /* the one that CSV is */
    bool for_people;     /* of text and Markdown */
    bool plain;          /* JSON: a list of the cells of its only column */
    const char *caption; /* for people, a line above it; NULL */
} ctg_answer_table;

/* NULL past the last. */
const ctg_answer_table *ctg_optimisation_table_at(const ctg_optimisation *of,
                                                  size_t index);

/* A cell of a table, `row` and `column` being within it. Any thread. */
ctg_cell ctg_answer_cell(const ctg_answer_table *table, size_t row,
                         size_t column);

/* Hands over one network after the other, NULL past the last. */
typedef ctg_status ctg_optimise_networks(void *context,
                                         const ctg_network **network,
                                         ctg_error *error);

/*
 * Runs the answer on at most `count` networks with the same nodes and adds a
 * table `draws`: `draw` from 1, `value` of the goal (a cost stays), `loss`,
 * `failures`, `shortfall`. Of the options `priority` and progress count.
 * CTG_NO_MEMORY, CTG_CANCELLED; others as ctg_plan_new, ctg_run_new and `next`.
 */
ctg_status ctg_optimisation_try_all(ctg_optimisation *of, size_t count,
                                    ctg_optimise_networks *next, void *context,
                                    const ctg_optimise_options *options,
                                    ctg_error *error);

/* What people should know; NULL past the last. */
const char *ctg_optimisation_note_at(const ctg_optimisation *of, size_t index);

#ifdef __cplusplus
}
#endif
#endif
