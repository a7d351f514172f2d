/* Figures that results have under a key: what they are called and measured in.
 */
#ifndef CONTAGRAPH_FIGURE_H
#define CONTAGRAPH_FIGURE_H

#ifdef __cplusplus
extern "C" {
#endif

/* How people read a figure; machines get the shortest decimal. */
typedef enum ctg_figure_unit {
    CTG_FIGURE_PLAIN, /* a count, or a number as it is */
    CTG_FIGURE_MONEY, /* in the graph's unit */
    CTG_FIGURE_SHARE, /* of 1; in per cent for people */
    CTG_FIGURE_SHORT  /* a number of which four digits matter */
} ctg_figure_unit;

typedef struct ctg_key {
    const char *name; /* "equity_lost" */
    ctg_figure_unit unit;
    const char *meaning; /* one line, lower case, no full stop */
} ctg_key;

#ifdef __cplusplus
}
#endif
#endif
