/* A graph that is being made: cells, and chance. */
#ifndef GENERATE_GROWING_H
#define GENERATE_GROWING_H

#include <contagraph/generate.h>

#include "base/arena.h"
#include "base/asking.h"
#include "base/error.h"

/*
 * Once something fails, `status` stays and calls do nothing, so that makers
 * check once, at the end.
 */
typedef struct ctg__growing {
    ctg_graph *graph;
    ctg__arena arena; /* for the makers */
    uint64_t state;   /* of the random stream */
    double *claims;   /* of each node so far: what it is owed */
    double *debts;    /* and what it owes */
    ctg_generate_options options;
    ctg__asking asking;
    size_t rows; /* of all tables so far */
    ctg_status status;
    ctg_error *error;
} ctg__growing;

/* After a few cells of a row: `status` where somebody has had enough. */
void ctg__grow_ask(ctg__growing *to);

/* One blank row more; its index. */
size_t ctg__grow_row(ctg__growing *to, ctg_table table);
void ctg__grow_text(ctg__growing *to, ctg_table table, size_t row,
                    const char *column, const char *text);
void ctg__grow_number(ctg__growing *to, ctg_table table, size_t row,
                      const char *column, double number);

/* A claim, its amount rounded to thousandths. */
void ctg__grow_exposure(ctg__growing *to, size_t debtor, size_t creditor,
                        double amount);
/* A node with the id LETTER and its number, from 1: "N001". */
size_t ctg__grow_node(ctg__growing *to, char letter, size_t number,
                      size_t count, const char *kind);
/* The id of a node, by row. */
const char *ctg__grown_id(const ctg__growing *to, size_t node);

/* Chance: in [0, 1), a whole number below `count`, a size of at least 1 with
 * a tail of exponent 2 (at most 1000). No libm: the same on every machine. */
double ctg__grow_share(ctg__growing *to);
size_t ctg__grow_pick(ctg__growing *to, size_t count);
double ctg__grow_size(ctg__growing *to);

double ctg__round_money(double amount);

/*
 * Balance sheets around the exposures there are: claims 15 % of assets at
 * most, equity 8 to 16 % of them, a twentieth in cash.
 */
void ctg__grow_balance_sheets(ctg__growing *to);

/*
 * Draws `count` distinct pairs of different nodes of the first `nodes`, each
 * end in proportion to the steps of a cumulative weight (NULL: alike).
 * Amounts go with the sizes of both ends.
 */
void ctg__grow_pairs(ctg__growing *to, size_t nodes, size_t count,
                     const double *cumulative, const double *sizes);

typedef void ctg__maker(ctg__growing *to);

#define GENERATOR(ID, name, summary, source) ctg__maker ctg__make_##ID;
#include "generate/generators.def"
#undef GENERATOR

#endif
