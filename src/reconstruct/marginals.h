/*
 * Inside totals: what a method has to meet. What is known is taken out, so that
 * methods see rests and the cells that are still free; it is put back when a
 * network is listed.
 */
#ifndef RECONSTRUCT_MARGINALS_H
#define RECONSTRUCT_MARGINALS_H

#include <contagraph/reconstruct.h>

#include "reconstruct/side_table.h"
#include "reconstruct/support.h"

/* Money below these shares of the total is none. */
#define CTG__TIGHT_SHARE 1e-12
#define CTG__EXCESS_SHARE 1e-9
#define CTG__GRAIN_SHARE 1e-14

/* Sums of blocks that are known: NaN where one is not. */
typedef struct ctg__blocks {
    size_t count; /* of groups; 0: no blocks */
    uint32_t *group;
    const char **names;
    double *sum; /* [creditors' group x count + debtors' group], of the rest */
} ctg__blocks;

struct ctg_totals {
    ctg__arena arena;
    const ctg_graph *graph;
    size_t count;        /* of nodes, the one outside included */
    const char *outside; /* NULL: none; else it is the last */
    double *claims;      /* rests: a */
    double *debts;       /* l */
    double *whole_claims;
    double *whole_debts;
    double whole;
    double total; /* T, of the rests */
    ctg_link *known;
    size_t known_count;
    ctg__support support;
    bool only_diagonal; /* is barred */
    bool has_prior;
    ctg__blocks blocks;
    ctg_infeasible infeasible;
    /* Cells can carry something where the row's part is the column's; CTG_NONE
     * of a line with nothing to carry. */
    size_t part_count;
    uint32_t *row_part;
    uint32_t *column_part;
    size_t tight; /* all runs through this node; SIZE_MAX: through none */
};

/* What the totals are read with. */
typedef struct ctg__totals_reading {
    ctg_totals *made;
    const ctg_totals_options *options;
    uint32_t *node_of_word;
    size_t given_count; /* nodes of the graph */
    ctg__place *places;
    size_t place_count;
    size_t place_room;
    ctg_error *error;
} ctg__totals_reading;

/* Claims and debts as reported, each node's. */
ctg_status ctg__totals_read_marginals(ctg__totals_reading *reading);
/* Known entries, zeros and the prior: support, and the rests. */
ctg_status ctg__totals_read_cells(ctg__totals_reading *reading);
ctg_status ctg__totals_read_blocks(ctg__totals_reading *reading);

/* Whether there is a network, and if so which cells can carry something. */
ctg_status ctg__totals_judge(ctg_totals *totals, ctg_progress *progress,
                             void *progress_context, ctg_error *error);

/* Whether a cell is free and can be above 0 in some network. */
static inline bool ctg__totals_may(const ctg_totals *totals, size_t row,
                                   size_t column)
{
    return totals->row_part[row] != CTG_NONE &&
           totals->row_part[row] == totals->column_part[column] &&
           ctg__support_has(&totals->support, row, column);
}

#endif
