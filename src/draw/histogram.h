/* How many nodes have how much, as bars one below the other. */
#ifndef DRAW_HISTOGRAM_H
#define DRAW_HISTOGRAM_H

#include "draw/facts.h"
#include "text/text.h"

enum {
    CTG__HISTOGRAM_MOST = 25,  /* bins */
    CTG__HISTOGRAM_LABEL = 96, /* points: what the bins are */
    CTG__HISTOGRAM_BAR = 140,
    CTG__HISTOGRAM_COUNT = 38,
    CTG__HISTOGRAM_WIDTH = 96 + 140 + 38,
    CTG__HISTOGRAM_ROW = 13
};

typedef struct ctg__histogram {
    size_t count;                         /* bins */
    double edge[CTG__HISTOGRAM_MOST + 1]; /* ascending */
    size_t nodes[CTG__HISTOGRAM_MOST];
    size_t zeros; /* nodes without any; in no bin */
    bool whole;   /* a bin is one whole number */
    bool integer; /* a bin is whole numbers below its second edge */
    bool open;    /* the first bin has all that is below, too */
} ctg__histogram;

/*
 * Of values of at least 0. Whole numbers have a bin each where 25 are enough;
 * else there are `bins`: of equal width from 0, or of equal ratios where the
 * largest is more than 30 times what all but 2 % exceed. NaN and infinities
 * are not counted.
 */
ctg_status ctg__histogram_fill(ctg__histogram *h, const double *values,
                               size_t count, size_t bins, bool whole,
                               ctg_error *error);

/* What the bins are of: money, a number, a multiple. */
typedef enum ctg__histogram_unit {
    CTG__HISTOGRAM_MONEY,
    CTG__HISTOGRAM_NUMBER,
    CTG__HISTOGRAM_RATIO
} ctg__histogram_unit;

/* Adds it as an HTML-like table of CTG__HISTOGRAM_WIDTH, the largest first. */
void ctg__histogram_add(ctg__text *text, const ctg__histogram *h,
                        const char *what, ctg__histogram_unit unit,
                        const ctg__facts *facts);
double ctg__histogram_height(const ctg__histogram *h);

#endif
