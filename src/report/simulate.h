/* Inside the report of a simulation: its page of text. */
#ifndef REPORT_SIMULATE_H
#define REPORT_SIMULATE_H

#include <contagraph/simulate.h>

#include "report/report.h"

typedef struct ctg__simulated {
    const ctg_simulation *from;
    const ctg_simulation_summary *summary;
    const ctg_graph *graph;
    size_t top;
    const ctg_risk_measure **shown; /* measures for people, headline first */
    size_t shown_count;
    ctg_node *nodes; /* for people: by tail loss */
    size_t node_count;
    double tail_loss; /* of all nodes */
} ctg__simulated;

/* What of it people see, `top` rows of lists; NULL when out of memory. */
ctg__simulated *ctg__simulated_new(ctg_report *made,
                                   const ctg_simulation *simulation,
                                   size_t top);

/* "bad debt", "cover-2 of pool": a measure for people, in `text`. */
const char *ctg__measure_words(const char *name, char text[64]);

/* The estimates at the highest level. */
const ctg_risk_level *ctg__highest_level(const ctg_risk_measure *measure,
                                         double level);

/* "600 draws over 3 days, seed 1; ..." */
void ctg__simulated_head(const ctg__simulated *of, ctg__text *text);

/* A text that lives as long as the report; `text` is cleared. */
const char *ctg__simulated_keep(ctg_report *made, ctg__text *text);

/* What JSON has, in its order. */
void ctg__simulated_json(ctg_report *made, const ctg__simulated *of);

/* The page; `context` is a ctg__simulated. */
void ctg__simulated_page(const void *context, ctg__sheet *sheet);

#endif
