/* Limits of --fail-if: 'KEY > N', or 'node ID loss > N'. */
#ifndef CLI_LIMIT_H
#define CLI_LIMIT_H

#include <contagraph/figure.h>
#include <contagraph/graph.h>
#include <contagraph/run.h>

#include "cli/args.h"

/* A figure that limits may name; a list of them ends with a NULL name. */
typedef struct limit_key {
    const char *name;
    ctg_figure_unit unit; /* per cents of money are of the initial equity */
} limit_key;

enum { LIMIT_KEYS_MOST = 64 };

/* What a function of the library lists, put into `list`, which is returned. */
const limit_key *limit_list(const ctg_key *(*key_at)(size_t index),
                            limit_key list[LIMIT_KEYS_MOST]);

/* The keys of summary.json, and `loss`, `distress` and `equity` of a node. */
const limit_key *limit_summary_keys(void);
extern const limit_key limit_node_keys[];

typedef struct limit {
    const limit_key *key;
    char *id;      /* of a node; NULL: the whole */
    ctg_node node; /* after limits_find */
    bool above;
    bool equal; /* as well */
    bool share; /* the bound was given in per cent */
    double bound;
    const char *words; /* as given */
} limit;

/* Starts as {0}; limits_clear frees. */
typedef struct limits {
    limit *list;
    size_t count;
} limits;

/*
 * Every --fail-if; says what cannot be understood. `of_node` is NULL where
 * there are no figures of single nodes.
 */
exit_status limits_read(const args *given, const limit_key *keys,
                        const limit_key *of_node, limits *made);
/* Looks the nodes up, by id or a name that is one node's only. */
exit_status limits_find(limits *made, const ctg_graph *graph);
void limits_clear(limits *made);

/* Whether a limit is on this key. */
bool limits_look_at(const limits *made, const char *key);

/* Where the figures come from. NaN: undefined, which passes no limit. */
typedef struct limit_values {
    const void *context;
    double (*whole)(const void *context, const char *key);
    double (*of_node)(const void *context, const limit *of);
    /* What per cents of money are of; of a node, the node's own. */
    double initial_equity;
    double (*node_equity)(const void *context, const limit *of);
    const ctg_graph *graph; /* for the ids in messages; may be NULL */
    const char *unit;
    bool system_only; /* per cents of a node's money are of all equity, too */
    const char *verb; /* NULL: "is"; of a change, "changed by" */
} limit_values;

/* EXIT_LIMIT when a limit was passed, each said on stderr. */
exit_status limits_judge(const limits *made, const limit_values *values);

/* The same for a run. */
exit_status limits_judge_run(const limits *made, const ctg_run *run,
                             const ctg_graph *graph);

/* Whether a run passed a limit on a key; says nothing. */
bool limits_passed(const limits *made, const ctg_summary *summary);

#endif
