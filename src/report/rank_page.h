/* A ranking on its way to a report. */
#ifndef REPORT_RANK_PAGE_H
#define REPORT_RANK_PAGE_H

#include "report/report.h"

typedef struct ctg__rank_page {
    const ctg_ranking *ranking;
    const ctg_graph *graph;
    size_t node_count;
    size_t count; /* of measures */
    size_t lead;  /* the first that is defined: it gives the order */
    size_t shown; /* rows for people */
    ctg_agreement *agreements; /* of every two: see ctg__rank_agreed */
    /* Text: how wide each column is. */
    const char **names; /* of the nodes shown, best first, clean */
    size_t name;
    size_t *widths; /* per measure */
    size_t fitting; /* measures that have room */
    size_t bar;
} ctg__rank_page;

static inline const ctg_scores *ctg__rank_page_scores(const ctg__rank_page *of,
                                                      size_t index)
{
    return ctg_ranking_scores(of->ranking, index);
}

/* How far two measures agree. */
static inline ctg_agreement *ctg__rank_agreed(const ctg__rank_page *of,
                                              size_t one, size_t other)
{
    return &of->agreements[one * of->count + other];
}

/* Adds the page of text, but for what all pages have. */
void ctg__rank_add_text(ctg_report *made, ctg__rank_page *of);

/* What measures mean, ties, what is undefined, agreement, saturation. */
void ctg__rank_add_points(ctg_report *made, const ctg__rank_page *of);

#endif
