/*
 * What a measure is: a row of facts and a function that scores every node.
 * To add one, write NAME.c that defines `const ctg__measure
 * ctg__measure_NAME` and give it a row in rankings.def.
 */
#ifndef RANK_RANKING_H
#define RANK_RANKING_H

#include <contagraph/rank.h>

#include "base/arena.h"
#include "base/error.h"
#include "data/matrix.h"
#include "data/plan.h"

enum { CTG__MEASURE_PARAMS_MOST = 4 };

/*
 * What measures share while one ranking is made. Matrices and the defaults of
 * all nodes are computed when first asked for.
 */
typedef struct ctg__job {
    const ctg_plan *plan;
    const ctg_network *network;
    const ctg_ranking_options *options;
    size_t top;       /* the options', if `impact` is all that is asked for */
    ctg__arena arena; /* scratch of the whole ranking */
    ctg_saturation saturation;
    ctg_certificate certificate;
    ctg__matrix claims;
    ctg__matrix leverage;
    ctg__radius radius;
    struct ctg__defaults_of_all *defaults_of_all;
    bool has_claims;
    bool has_leverage;
} ctg__job;

/* What a measure fills in. */
typedef struct ctg__scoring {
    double *score;          /* per node, 0 at first; NaN: undefined here */
    double *standard_error; /* NULL unless the measure takes it ... */
    ctg__arena *arena;      /* ... from here, the ranking's own */
    char *remark;           /* of REMARK_ROOM bytes, "" at first */
} ctg__scoring;

enum { CTG__REMARK_ROOM = 200 };

typedef struct ctg__measure {
    ctg_variant about;
    ctg_measure_notes notes;
    /* `params` has a value for each of about.params, in range. */
    ctg_status (*score)(ctg__job *job, const double *params,
                        ctg__scoring *scoring, ctg_error *error);
} ctg__measure;

#define RANKING(name) extern const ctg__measure ctg__measure_##name;
#include "rank/rankings.def"
#undef RANKING

/* The measure and its parameters from "katz:alpha=0.25". */
ctg_status ctg__measure_parse(const char *text, const ctg__measure **measure,
                              double params[CTG__MEASURE_PARAMS_MOST],
                              ctg_error *error);

/* Asks the caller whether to go on; CTG_CANCELLED if not. For one thread. */
ctg_status ctg__job_ask(const ctg__job *job, size_t done, size_t total,
                        ctg_error *error);

/* Fills job->claims; refuses when there are none. */
ctg_status ctg__job_claims(ctg__job *job, ctg_error *error);

/* Fills job->leverage and job->radius. */
ctg_status ctg__job_leverage(ctg__job *job, ctg_error *error);

/* Ranks from scores: `order`, `rank`, and how many are tied or undefined. */
ctg_status ctg__rank_scores(size_t count, const double *score,
                            ctg__arena *arena, ctg_node *order, uint32_t *rank,
                            size_t *tied, size_t *undefined, ctg_error *error);

#endif
