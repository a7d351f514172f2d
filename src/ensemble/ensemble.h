/* Inside an ensemble: a graph whose exposures are those of one draw. */
#ifndef ENSEMBLE_ENSEMBLE_H
#define ENSEMBLE_ENSEMBLE_H

#include <contagraph/ensemble.h>

#include "base/arena.h"
#include "base/error.h"
#include "text/records.h"

/* Where networks come from. */
typedef struct ctg__draw_source {
    ctg_status (*next)(ctg_ensemble *ensemble, ctg_drawn *drawn,
                       ctg_error *error);
    void (*release)(ctg_ensemble *ensemble);
    ctg_status (*rewind)(ctg_ensemble *ensemble, ctg_error *error);
} ctg__draw_source;

struct ctg_ensemble {
    ctg__arena arena;
    const ctg__draw_source *source;
    size_t count;
    size_t chains;
    size_t nodes;
    ctg_graph *graph;     /* the working one */
    ctg_network *network; /* of the draw at hand; NULL */
    ctg_drawn drawn;      /* that draw, until the next one; else empty */
    bool has_equities;
    const double *claims; /* totals, per node */
    const double *debts;
    double *other_assets; /* for these totals */
    double *other_liabilities;
    bool has_outside;         /* the last node is not the graph's */
    const ctg_totals *totals; /* NULL: a file that says none */
    double difference;        /* summed over draws */
    size_t given;
    ctg_progress *progress; /* of the call under way; NULL between calls */
    void *progress_context;
    /* Of a reconstruction: */
    ctg_reconstruction *made;
    /* Of a file: */
    char *path;
    ctg__records records;
    bool opened;
    uint32_t *row_of; /* the row of each node that the file numbers */
    size_t numbered;
    ctg_link *links;
    size_t link_room;
    ctg_graph *known; /* what the file's totals are of */
    ctg_totals *of_file;
};

/* The ends beside a band. */
typedef enum ctg__end {
    CTG__END_RAS,
    CTG__END_FEWEST,
    CTG__END_COUNT
} ctg__end;

/* The graph without exposures, and an ensemble around it; `outside` NULL: no
 * further node. Totals must live as long, or be the arena's. */
ctg_status ctg__ensemble_start(const ctg_graph *graph, const char *outside,
                               ctg_ensemble **ensemble, ctg_error *error);

/* Other assets and liabilities, once the totals are known. */
ctg_status ctg__ensemble_settle(ctg_ensemble *ensemble, ctg_error *error);

/* The cells of the working graph's nodes for a draw with these exposures. */
ctg_status ctg__ensemble_close_books(ctg_ensemble *ensemble,
                                     const ctg_drawn *drawn, ctg_error *error);

/* The index-th network of all, from 0, and by how much its sums differ from
 * the totals; NULL past the last. As ctg_ensemble_next. */
ctg_status ctg__ensemble_at(ctg_ensemble *ensemble, size_t index,
                            const ctg_network **network, double *difference,
                            ctg_error *error);

/* Whom to ask while networks are made, until the next call of this. NULL:
 * nobody. */
void ctg__ensemble_listen(ctg_ensemble *ensemble, ctg_progress *progress,
                          void *context);

/* Says that a network was given, wherever that was. */
void ctg__ensemble_add_given(ctg_ensemble *ensemble, double difference);

/* The network of an end, in the working graph until the next call; NULL where
 * there is none. */
ctg_status ctg__ensemble_end(ctg_ensemble *ensemble, ctg__end end,
                             const ctg_network **network, ctg_error *error);

/* The network of these links, likewise. */
ctg_status ctg__ensemble_of_links(ctg_ensemble *ensemble, const ctg_link *links,
                                  size_t count, const ctg_network **network,
                                  ctg_error *error);

/* The totals that a file is of. */
ctg_status ctg__ensemble_file_totals(ctg_ensemble *ensemble,
                                     const ctg_link *known, size_t known_count,
                                     const ctg_link *zeros, size_t zero_count,
                                     ctg_error *error);

/* Of values in any order, which it sorts: the ceil(q count)-th smallest. */
double ctg__quantile_of(const double *sorted, size_t count, double q);
/* For that: ascending. */
void ctg__sort_values(double *values, size_t count);

#endif
