/*
 * One draw: from its random numbers to the moves of prices, the defaults and
 * the losses that are its shocks. Everything is a function of the model, the
 * seed and the number of the draw, so draws may be made in any order and by
 * any number of threads.
 */
#ifndef RISK_DRAW_H
#define RISK_DRAW_H

#include <stdbool.h>
#include <stdint.h>

/* Index of nobody and nothing. */
#define CTG__NO_DRIVER UINT32_MAX

typedef enum ctg__driver_kind {
    CTG__DRIVES_PRICE,   /* an asset's log return */
    CTG__DRIVES_DEFAULT, /* a node fails */
    CTG__DRIVES_LOSS     /* a node loses other assets */
} ctg__driver_kind;

/* What is random. */
typedef struct ctg__driver {
    ctg__driver_kind kind;
    uint32_t row;     /* of the asset or the node */
    double scale;     /* volatility x sqrt(T); a default has none */
    double degrees;   /* of its margin; INFINITY: normal */
    double threshold; /* a default's: fails when y is below */
    uint32_t joint;   /* place among the joint drivers; CTG__NO_DRIVER: it
                         follows, and depends on nobody */
} ctg__driver;

/* How an asset moves. */
typedef struct ctg__mover {
    uint32_t driver;  /* CTG__NO_DRIVER: none of its own */
    uint32_t follows; /* row of another asset; CTG__NO_DRIVER: nobody */
    uint32_t column;  /* in the windows; CTG__NO_DRIVER: not replayed */
    double beta;
    double drift; /* over the horizon: yearly x T */
} ctg__mover;

/*
 * What draws are made from. Arrays belong to whoever made it and are not
 * changed. `loadings` or `factor` or neither (one joint driver, or all
 * independent).
 */
typedef struct ctg__draw_model {
    uint64_t seed;
    uint32_t asset_count;
    uint32_t node_count;
    const ctg__mover *movers; /* by row of assets */
    const ctg__driver *drivers;
    uint32_t driver_count;
    uint32_t joint_count;
    double degrees; /* of the t copula; INFINITY: Gaussian */
    uint32_t factor_count;
    const double *loadings; /* joint drivers x factors */
    const double *own;      /* by joint driver: what factors leave to it */
    const double *factor;   /* L, joint x joint, lower */
    const double *windows;  /* windows x columns of log returns; NULL: none */
    uint32_t window_count;
    uint32_t column_count;
    bool each_window_once; /* draw s is window s */
    bool is_mirrored;      /* draws 2 m - 1 and 2 m share a stream */
    /* Tilted: what even draws add to their normals; NULL: not tilted. */
    const double *tilt_n; /* by factor */
    const double *tilt_e; /* by joint driver */
    double tilt_power;    /* of the mixing variable's number, 1 to 18 */
} ctg__draw_model;

/* Room for one draw. */
typedef struct ctg__draw {
    double *e;       /* by joint driver: independent normals */
    double *n;       /* by factor */
    double *y;       /* by driver: after the copula */
    double *x;       /* by driver: of variance 1; 0 for a default */
    double *returns; /* by asset: log return, cut to [-20, 20] */
    bool *moves;     /* by asset */
    double weight;   /* 1 unless tilted */
} ctg__draw;

/* The number of a slot as the draw uses it, mirrored where it is. */
double ctg__draw_unit(const ctg__draw_model *model, uint64_t draw,
                      uint32_t slot);

/* Draw `number`, from 1, into `draw`. */
void ctg__draw_make(const ctg__draw_model *model, uint64_t number,
                    ctg__draw *draw);

/* Whether a default's node fails in this draw. */
bool ctg__draw_fails(const ctg__draw *draw, const ctg__driver *drivers,
                     uint32_t driver);

/* The share of other assets lost by a loss driver: below 0 for a gain. */
double ctg__draw_loss_share(const ctg__draw *draw, const ctg__driver *drivers,
                            uint32_t driver);

/*
 * A margin of variance 1 out of y, drawn from a t copula of `copula` degrees:
 * infinite degrees are normal. Odd in y: both tails alike.
 */
double ctg__margin(double y, double copula, double degrees);

#endif
