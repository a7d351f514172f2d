/*
 * Results as figures: the keys of a summary, and what runs and rankings wrote,
 * read back, to be compared.
 */
#ifndef CONTAGRAPH_RESULTS_H
#define CONTAGRAPH_RESULTS_H

#include <stdbool.h>
#include <stddef.h>

#include <contagraph/figure.h>
#include <contagraph/network.h>
#include <contagraph/run.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The keys of summary.json, in its order; NULL past the last. */
const ctg_key *ctg_summary_key_at(size_t index);

/*
 * The figure under the index-th key: money and shares as they are, counts,
 * `converged` as 0 or 1. NaN where it is undefined (the spiral number under a
 * `sqrt` law, rounds of an end that was reached without them) and past the
 * last key.
 */
double ctg_summary_value(const ctg_summary *summary, size_t index);

/* The same by the key's name; NaN, too, where there is no such key. */
double ctg_summary_figure(const ctg_summary *summary, const char *key);

/* Figures of nodes, by id and column, and of the whole, by key. */
typedef struct ctg_results ctg_results;

typedef enum ctg_results_kind {
    CTG_RESULTS_RUN,     /* nodes_out.csv, perhaps with a summary.json */
    CTG_RESULTS_RANKING, /* what `rank` writes as CSV */
    CTG_RESULTS_GRAPH    /* of a network: its books and all its tables */
} ctg_results_kind;

/* "runs", "rankings", "graphs" */
const char *ctg_results_kind_name(ctg_results_kind kind);

/*
 * Whether a path is what ctg_results_read reads: a folder with a nodes_out.csv,
 * or a file whose first line begins with a column `id`, as no graph's does.
 */
bool ctg_results_are_at(const char *path);

/*
 * Reads the folder that a run wrote (its nodes_out.csv, and summary.json where
 * it has one), or one file of a run's nodes or of a ranking. Columns called
 * `name` are left out; a cell that is no number is NaN. A file with a column
 * `failed_round` is a run's. CTG_IO_ERROR; CTG_BAD_INPUT with the place, also
 * where there is no column `id` and where an id is there twice; CTG_CANCELLED
 * by `progress`, which may be NULL; CTG_NO_MEMORY. The caller frees the results.
 */
ctg_status ctg_results_read(const char *path, ctg_progress *progress,
                            void *progress_context, ctg_results **results,
                            ctg_error *error);

/*
 * The figures of a network before anything happens: equity, assets and
 * liabilities of its nodes, their sums, the rows of its tables, and every cell
 * of them. `shown` is the same graph under the names that people may see (see
 * ctg_graph_anonymise): cells that differ there are not shown; NULL shows all.
 * Nothing of either is needed afterwards. CTG_NO_MEMORY. The caller frees the
 * results.
 */
ctg_status ctg_results_of_network(const ctg_network *network,
                                  const ctg_graph *shown, ctg_results **results,
                                  ctg_error *error);

void ctg_results_free(ctg_results *results); /* NULL does nothing */

/*
 * New ids for the nodes of both: N1, N2, ... in the order of `before`, then
 * those that `after` alone has; the same id in both stays the same. On
 * CTG_NO_MEMORY some may have them and others not.
 */
ctg_status ctg_results_anonymise(ctg_results *before, ctg_results *after,
                                 ctg_error *error);

ctg_results_kind ctg_results_kind_of(const ctg_results *results);

/* Nodes in the order of the file; texts are owned by the results. */
size_t ctg_results_node_count(const ctg_results *results);
const char *ctg_results_node_id(const ctg_results *results, size_t node);
size_t ctg_results_column_count(const ctg_results *results);
const char *ctg_results_column(const ctg_results *results, size_t column);

/* SIZE_MAX where there is none. */
size_t ctg_results_find_node(const ctg_results *results, const char *id);
size_t ctg_results_find_column(const ctg_results *results, const char *column);

/* NaN: blank, or not a number. */
double ctg_results_value(const ctg_results *results, size_t node,
                         size_t column);

/* The index-th figure of the whole; false past the last. Without a
 * summary.json a run has none, and a ranking never has. */
bool ctg_results_total_at(const ctg_results *results, size_t index,
                          const char **key, double *total);
/* By its key; NaN where there is none. */
double ctg_results_total(const ctg_results *results, const char *key);

/* One figure that differs, or a cell of a graph's tables. */
typedef struct ctg_change {
    const char *id;     /* of the node; of a cell, its row: "exposures A/B" */
    const char *column; /* NULL: the node itself is on one side only */
    double before;      /* NaN: blank. Of such a node 1 where it is, else 0 */
    double after;
    /* Of a cell what stands there, "" for a blank, and both figures are NaN;
     * of a row that is on one side only, whose column is "row", "1" there.
     * NULL: no cell. */
    const char *before_text;
    const char *after_text;
} ctg_change;

typedef struct ctg_comparison ctg_comparison;

/*
 * What changed between two results of one kind, nodes matched by id: figures
 * that differ by more than rounding (1e-12 of the larger), nodes of one side
 * only, and of graphs every cell. Both must outlive it. CTG_BAD_ARGUMENT for
 * two kinds; CTG_NO_MEMORY. The caller frees the comparison.
 */
ctg_status ctg_comparison_new(const ctg_results *before,
                              const ctg_results *after,
                              ctg_comparison **comparison, ctg_error *error);
void ctg_comparison_free(ctg_comparison *comparison); /* NULL does nothing */

/* Nodes in the order of `before`, then those of `after` alone, then cells. */
size_t ctg_comparison_change_count(const ctg_comparison *comparison);
ctg_change ctg_comparison_change(const ctg_comparison *comparison,
                                 size_t index);

/* Nodes with a change, and of either side. */
size_t ctg_comparison_changed_nodes(const ctg_comparison *comparison);
size_t ctg_comparison_all_nodes(const ctg_comparison *comparison);

/* Which rows of a sweep have a result already. */
typedef struct ctg_finished ctg_finished;

/*
 * Reads the ids of a file of rows that a sweep wrote, CSV or JSON lines; one
 * that is not there has none. A row that was not written to its end, without a
 * line end behind it, is cut off from the file for good, to be run again.
 * CTG_IO_ERROR; CTG_BAD_INPUT with the place for what is no such file, which
 * is left as it is; CTG_NO_MEMORY. The caller frees it.
 */
ctg_status ctg_finished_read(const char *path, ctg_finished **finished,
                             ctg_error *error);
void ctg_finished_free(ctg_finished *finished); /* NULL does nothing */

bool ctg_finished_has(const ctg_finished *finished, const char *id);
size_t ctg_finished_count(const ctg_finished *finished);
/* Whether nothing whole was there, not even a line that begins the file. */
bool ctg_finished_is_new(const ctg_finished *finished);

#ifdef __cplusplus
}
#endif
#endif
