/* A shock: in words, and resolved against a network. */
#ifndef DATA_SHOCK_H
#define DATA_SHOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "text/words.h"

/* Index into shocks.def. */
enum {
#define SHOCK(id) CTG__SHOCK_##id,
#include "data/shocks.def"
#undef SHOCK
    CTG__SHOCK_COUNT
};

/* What the value of a shock is. */
typedef enum ctg__shock_unit {
    CTG__BY_FACTOR, /* what was there x value: -35 % is 0.65 */
    CTG__BY_LEVEL,  /* what is there from now on */
    CTG__BY_SHARE,  /* of max(E0, 0), lost: -20 % is 0.2 */
    CTG__BY_MONEY,  /* lost */
    CTG__BY_REST,   /* no value: what the other shocks leave */
    CTG__BY_AID,    /* money given before round 0 */
    CTG__BY_POINTS, /* added to a rate */
    CTG__BY_NAME    /* no value: its target is all it says */
} ctg__shock_unit;

typedef struct ctg__shock {
    uint8_t kind; /* CTG__SHOCK_... */
    ctg__shock_unit unit;
    uint32_t number; /* K - 1: its place in the scenario's list */
    uint32_t target; /* node (debtor), asset or market */
    uint32_t other;  /* creditor of an exposure; else CTG_NONE */
    ctg_word group;  /* of assets, that was named; 0: none */
    double value;
} ctg__shock;

/* What stands behind the last `=` of a shock in words. */
typedef struct ctg__change {
    double value; /* signed; a share where `percent` */
    char sign;    /* as written: '+', '-' or 0 */
    bool percent;
    bool fails; /* the word `default`; no value */
} ctg__change;

#endif
