/*
 * The charts of a page, one file each. Every function writes one <svg> and fits
 * ctg__figure.draw: `chart` is a ctg__chart.
 */
#ifndef PAGE_CHARTS_H
#define PAGE_CHARTS_H

#include "page/findings.h"
#include "page/phrasing.h"
#include "page/svg.h"
#include "report/adl_payers.h"

typedef struct ctg__chart {
    const ctg_findings *found;
    const char *unit; /* beside amounts; "" */
    const char *sign; /* the same where there is room for one character alone */
} ctg__chart;

/* Lives as long as the report; NULL when out of memory. */
const ctg__chart *ctg__chart_new(ctg_report *made, const ctg_findings *found);

/* "$32.2M" in `text`. */
const char *ctg__chart_amount(const ctg__chart *chart,
                              char text[CTG__FORMAT_ROOM], double amount);
const char *ctg__chart_short(const ctg__chart *chart,
                             char text[CTG__FORMAT_ROOM], double amount);
/* With its unit where that, in bold, is not wider. */
const char *ctg__chart_fitted(const ctg__chart *chart,
                              char text[CTG__FORMAT_ROOM], double amount,
                              double width);

typedef void ctg__chart_draw(const void *chart, size_t number, ctg__text *to);

ctg__chart_draw ctg__chart_timeline;
ctg__chart_draw ctg__chart_waterfall;
ctg__chart_draw ctg__chart_rounds;
ctg__chart_draw ctg__chart_histogram;
ctg__chart_draw ctg__chart_cumulated;
ctg__chart_draw ctg__chart_curve;
ctg__chart_draw ctg__chart_book;
ctg__chart_draw ctg__chart_heat;
ctg__chart_draw ctg__chart_remedy;
ctg__chart_draw ctg__chart_draws;
ctg__chart_draw ctg__chart_exceedance;

/* What ctg__chart_curve and ctg__chart_book draw; points by size, levels by
 * fall. */
void ctg__curve_draw(const ctg__chart *chart, const ctg_curve_point *points,
                     size_t count, size_t number, ctg__text *to);
void ctg__book_draw(const ctg__chart *chart, const ctg_book_level *levels,
                    size_t count, size_t number, ctg__text *to);

/* Its `chart` is a ctg__tail_bars (page/risk_shown.h). */
ctg__chart_draw ctg__chart_tail;

/* The context of ctg__chart_stairs: a calibration of two parameters, whose
 * names are clean words. */
typedef struct ctg__stairs_chart {
    const ctg_calibration *from;
    const char *names[2];
} ctg__stairs_chart;

ctg__chart_draw ctg__chart_stairs;

/* The context of ctg__chart_payers. */
typedef struct ctg__payers_chart {
    const ctg__chart *chart;
    const ctg__adl_payer *payers;
    size_t count;
} ctg__payers_chart;

ctg__chart_draw ctg__chart_payers;

/* Rows of the timeline and the table of it. */
enum { CTG__TIMELINE_ROWS = 14 };

/* What a node lost in a span, by code; of all rounds with NULL. */
double ctg__timeline_loss(const ctg_findings *found, ctg_node node,
                          const ctg__span *span,
                          double amounts[CTG__CODE_COUNT]);

/* The nodes with the largest losses booked, the largest first; every default
 * among them where no more than half of them must give way. How many. */
size_t ctg__timeline_nodes(const ctg_findings *found,
                           ctg_node nodes[CTG__TIMELINE_ROWS]);

/* Whether one of them lost less than a node that is not among them. */
bool ctg__timeline_displaces(const ctg_findings *found, const ctg_node *nodes,
                             size_t count);

/* Bits of the codes that are seen in the bars of the timeline. */
unsigned ctg__timeline_codes(const ctg__chart *chart);

/* A row of the waterfall: from one sum to the next. */
typedef struct ctg__fall {
    const char *name;
    ctg__code code; /* CTG__CODE_COUNT: of all */
    double low;
    double high;
    bool down; /* taken away from the sum */
    const char *class;
} ctg__fall;

enum { CTG__FALLS_MOST = CTG__CODE_COUNT + 6 };

/* From the direct loss to the equity lost; how many rows. */
size_t ctg__waterfall(const ctg_findings *found,
                      ctg__fall falls[CTG__FALLS_MOST]);

/* Nodes by the share of their equity that they lost: none, ten tenths, and
 * those in default. */
enum { CTG__HISTOGRAM_BINS = 12 };

void ctg__histogram(const ctg_findings *found,
                    size_t bins[CTG__HISTOGRAM_BINS]);
const char *ctg__histogram_label(size_t bin);

/* Whether the matrix of claims says more than a list. */
bool ctg__heat_applies(const ctg_findings *found);

/* Cells of tables: a line through values, and a rank within an interval. */
void ctg__svg_spark(ctg__text *to, const double *values, size_t count);
void ctg__svg_whisker(ctg__text *to, double low, double high, double at,
                      double most);

#endif
