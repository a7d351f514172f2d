/* Totals for tests: of matrices [creditor x n + debtor], some cells known. */
#ifndef SUPPORT_TOTALS_H
#define SUPPORT_TOTALS_H

#include <contagraph/reconstruct.h>

#include <stdio.h>
#include <stdlib.h>

#include "reconstruct/marginals.h"
#include "support/graph.h"

typedef struct totals_case {
    size_t n;
    ctg_graph *graph;
    ctg_totals *totals;
} totals_case;

/* Totals of rows and columns; `known`, which may be NULL, is NaN where a cell
 * is free. */
static inline totals_case totals_of(size_t n, const double *claims,
                                    const double *debts, const double *known)
{
    const size_t room = 100 * (n + 1) * (n + 1) + 100;
    totals_case made = {.n = n};
    char *const nodes = calloc(room, 1);
    char *const exposures = calloc(room, 1);
    size_t used;
    ctg_error error;

    assert_non_null(nodes);
    assert_non_null(exposures);
    used = (size_t)snprintf(nodes, room, "id,reported_claims,reported_debts\n");
    for (size_t i = 0; i < n; i++)
        used += (size_t)snprintf(nodes + used, room - used,
                                 "N%zu,%.17g,%.17g\n", i, claims[i], debts[i]);
    used = (size_t)snprintf(exposures, room, "debtor,creditor,amount\n");
    for (size_t k = 0; known && k < n * n; k++)
        if (!isnan(known[k]) && k / n != k % n)
            used +=
                (size_t)snprintf(exposures + used, room - used,
                                 "N%zu,N%zu,%.17g\n", k % n, k / n, known[k]);
    made.graph = graph_of("nodes", nodes, "exposures", exposures, NULL);
    if (ctg_totals_new(made.graph, NULL, &made.totals, &error))
        fail_msg("%s", error.message);
    free(nodes);
    free(exposures);
    return made;
}

static inline void totals_clear(totals_case *made)
{
    ctg_totals_free(made->totals);
    ctg_graph_free(made->graph);
}

static inline ctg_reconstruction *reconstruction_of(
    const totals_case *from, const char *method,
    const ctg_reconstruct_options *options)
{
    ctg_reconstruction *made;
    ctg_error error;

    if (ctg_reconstruction_new(from->totals, method, options, &made, &error))
        fail_msg("%s: %s", method, error.message);
    return made;
}

/* The next network as a matrix, from the heap; NULL past the last. */
static inline double *next_matrix(ctg_reconstruction *made, size_t n)
{
    double *const matrix = calloc(n * n + 1, sizeof *matrix);
    ctg_drawn drawn;
    ctg_error error;

    assert_non_null(matrix);
    if (ctg_reconstruction_next(made, &drawn, &error))
        fail_msg("%s", error.message);
    if (!drawn.claims) {
        free(matrix);
        return NULL;
    }
    for (size_t k = 0; k < drawn.count; k++)
        matrix[drawn.claims[k].creditor * n + drawn.claims[k].debtor] +=
            drawn.claims[k].amount;
    return matrix;
}

/* The only network of a method. */
static inline double *matrix_by(const totals_case *from, const char *method)
{
    ctg_reconstruction *const made = reconstruction_of(from, method, NULL);
    double *const matrix = next_matrix(made, from->n);

    assert_non_null(matrix);
    ctg_reconstruction_free(made);
    return matrix;
}

#endif
