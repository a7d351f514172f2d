/* Networks from totals on their way to a report. */
#ifndef REPORT_NETWORKS_H
#define REPORT_NETWORKS_H

#include "report/report.h"

typedef struct ctg__networks {
    const ctg_reconstruct_outcome *of;
    size_t current;           /* the draw whose claims are listed */
    ctg__table claims;        /* of it */
    size_t *starts;           /* the first row of each draw in the flat table */
    const ctg_link **largest; /* for people */
    size_t shown;
    const ctg_cell_bound *cells;
    size_t cell_count;
    const char *names[2]; /* clean, of the row asked for last */
    ctg_report *made;
} ctg__networks;

enum { CTG__LINK_COLUMNS = 3 };
extern const ctg__head ctg__link_heads[CTG__LINK_COLUMNS];

/* Debtor, creditor, amount. */
ctg__value ctg__networks_link(const ctg__networks *of, const ctg_link *link,
                              size_t column);
/* Of pointers to links, for qsort: the largest first. */
int ctg__networks_by_amount(const void *one, const void *other);

/*
 * How a page about many networks begins: `words`, what its method assumes, how
 * many links, and what is lost in a scenario. `facts` NULL: not known, `lost`
 * NULL: no scenario.
 */
void ctg__networks_head(ctg_report *made, const char *words,
                        const ctg_reconstruct_facts *facts, const char *lost);
/* "ras 12.1M  |  5% 13.0M  50% 14.9M  95% 19.4M  |  min-density 31.2M": the
 * truth is expected between the even and the sparse network. */
const char *ctg__networks_lost(ctg_report *made, const ctg_spread *spread,
                               const ctg_band *band);
/* JSON: what is lost; JSON and people: every node's impact and rank. */
void ctg__networks_add_lost(ctg_report *made,
                            const ctg_reconstruct_outcome *from);
void ctg__networks_add_ranges(ctg_report *made,
                              const ctg_reconstruct_outcome *from);

/* A fact, unless it is NaN. */
void ctg__networks_number(ctg_report *made, unsigned readers, const char *key,
                          ctg_figure_unit unit, double number);

/* What is certain of every pair, of one node's loss; why there is none. */
void ctg__networks_add_bounds(ctg_report *made, ctg__networks *of);
void ctg__networks_add_loss(ctg_report *made, const ctg__networks *of);
/* How far they are from a known one. */
void ctg__networks_add_distance(ctg_report *made,
                                const ctg_distances *distances);
void ctg__networks_add_infeasible(ctg_report *made, const ctg__networks *of);

#endif
