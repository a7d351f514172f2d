/* What is so of many networks with the same totals: bands and intervals. */
#ifndef PAGE_UNKNOWN_H
#define PAGE_UNKNOWN_H

#include "page/charts.h"

/* Rows of the chart of intervals, and of the table beside it. */
enum { CTG__INTERVAL_ROWS = 14, CTG__RANGE_ROWS = 20 };

/* A figure of the summary over all networks. */
const ctg_figure_range *ctg__unknown_key(const ctg_findings *found,
                                         const char *key);

/* The index-th node by rank; its range by the first measure, NULL past the last
 * that is defined. The node outside has no row in the graph. */
const ctg_node_range *ctg__unknown_node(const ctg_findings *found, size_t index,
                                        ctg_node *node);
/* Whether some node's failure costs others anything in some network. */
bool ctg__unknown_ranked(const ctg_findings *found);
const char *ctg__unknown_name(const ctg_findings *found, ctg_node node);

/* Contexts are a ctg__chart. */
ctg__chart_draw ctg__chart_band;
ctg__chart_draw ctg__chart_intervals;

/* What ctg__chart_band draws: a figure of all networks, and the page's own. */
void ctg__band_draw(const ctg__chart *chart, const ctg_figure_range *lost,
                    size_t number, ctg__text *to);

#endif
