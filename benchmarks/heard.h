/*
 * Long calls, and how long each goes on without asking whether it shall.
 */
#ifndef BENCHMARKS_HEARD_H
#define BENCHMARKS_HEARD_H

#include <stdbool.h>
#include <stddef.h>

#include <contagraph/contagraph.h>

/* The most seconds of CPU time between two questions, of the time before the
 * first and of that behind the last; `heard_begin` starts. */
typedef struct heard {
    double last;  /* question */
    double begun; /* CPU time then */
    double used;  /* until the end, or to the stop */
    double most;
    double until; /* seconds of the call after which it is told to stop */
    size_t questions;
    bool stopped;
} heard;

/* What calls are made of, each made when it is asked for first. */
typedef struct heard_world {
    const char *kind; /* of generated graphs */
    size_t nodes;
    double degree;
    ctg_graph *graph;
    ctg_network *network;
    char folder[64]; /* for files */
    char shock[64];  /* words: the default of a node */
} heard_world;

void heard_begin(heard *h);
void heard_end(heard *h);

/* A ctg_progress; its context is a heard. */
int heard_ask(void *h, double done, double total);

/* One call, which begins and ends `h` by itself around what is measured, and
 * hands back what came of that; what has to be made before ends the program
 * where it fails. `word` is the case's. */
typedef ctg_status heard_call(heard_world *w, heard *h, const char *word,
                              ctg_error *error);

typedef struct heard_case {
    const char *what;
    const char *kind; /* of the graph */
    size_t nodes;     /* for a size of 1 */
    double degree;
    heard_call *call;
    const char *word;
} heard_case;

/* All of a kind, to one without a name. */
extern const heard_case heard_files[], heard_runs[], heard_many[],
    heard_answers[];

const ctg_graph *heard_graph(heard_world *w);
const ctg_network *heard_network(heard_world *w);

/* "KEY=VALUE" of a scenario with commas between, and a shock: NULL is the
 * world's. Ends the program where it is none. */
ctg_scenario *heard_scenario(heard_world *w, const char *keys,
                             const char *shock);
ctg_plan *heard_plan(heard_world *w, const char *keys, const char *shock);

/* Ends the program where it failed. */
void heard_must(ctg_status status, const ctg_error *error);

#endif
