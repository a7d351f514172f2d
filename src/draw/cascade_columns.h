/*
 * Rounds become columns: the direct losses alone in the first, the others cut
 * where least is hidden, which is what passes between nodes of one column.
 */
#ifndef DRAW_CASCADE_COLUMNS_H
#define DRAW_CASCADE_COLUMNS_H

#include "draw/drawn_falls.h"
#include "draw/picture_page.h"
#include "trace/net.h"

enum { CTG__COLUMNS_MOST = 10 };

/* Points. */
#define CTG__BOX_WIDTH 124.0
#define CTG__HUB_WIDTH 68.0
#define CTG__SHOCK_WIDTH 84.0
#define CTG__COLUMN_GAP 30.0

typedef struct ctg__span {
    uint32_t first; /* display rounds */
    uint32_t last;
} ctg__span;

typedef struct ctg__spans {
    ctg__span spans[CTG__COLUMNS_MOST];
    size_t count;
    uint32_t *column_of; /* per display round */
    uint32_t rounds;     /* the last in which a node lost */
    uint32_t top;        /* the last of all */
    double *sold;        /* per round: x that sales caused */
    double *hides;       /* first round x last: what a column of them hides */
    uint32_t blocks;     /* of rounds that are always together */
    uint32_t block;      /* rounds of each */
} ctg__spans;

/* What passes from round to round is measured once; `falls`, unless NULL, in
 * place of causes. */
ctg_status ctg__spans_init(ctg__spans *columns, const ctg__causes *causes,
                           const ctg__net *net, const ctg__drawn_falls *falls,
                           ctg_error *error);
void ctg__spans_clear(ctg__spans *columns);

/* As many as the page takes, `beside` points wide things beside them. */
ctg_status ctg__spans_fit(ctg__spans *columns, const ctg__net *net,
                          const ctg__draw_page *page, double beside,
                          ctg_error *error);

/* Joins a column to the one before it. */
void ctg__spans_join(ctg__spans *columns, size_t column);

/* x that passes between nodes inside a column. */
double ctg__spans_hidden(const ctg__spans *columns);
/* Did sales matter there? */
bool ctg__spans_sold(const ctg__spans *columns, size_t column,
                     double contagion);

#endif
