/*
 * Books as they were opened, before any shock: the next run of the same plan
 * but for its shocks starts from a copy of them.
 */
#ifndef ENGINE_OPENED_H
#define ENGINE_OPENED_H

#include <stdbool.h>

#include <contagraph/run.h>

#include "base/error.h"
#include "data/plan.h"

enum { CTG__OPENED_PARTS = 80 };

/* What a run changes of a part of the books. */
typedef enum ctg__opened_by {
    CTG__OPENED_NEVER,      /* nothing, or it is written before it is read */
    CTG__OPENED_BY_NODE,    /* items of nodes that something reached */
    CTG__OPENED_BY_OWNER,   /* the same, unless losses of quiet accounts were
                               booked: then all */
    CTG__OPENED_BY_ACCOUNT, /* items of accounts that are watched (quiet.h) */
    CTG__OPENED_BY_LEG      /* of the legs of these */
} ctg__opened_by;

/* From, to: bytes from the start. */
typedef struct ctg__opened_part {
    size_t from;
    size_t to;
    size_t size; /* of an item */
    ctg__opened_by by;
} ctg__opened_part;

/* Starts as 0. */
typedef struct ctg__opened {
    unsigned char *copy;  /* of all that was taken of the arena */
    size_t room;          /* bytes that it has */
    size_t size;          /* bytes that are taken; 0: it is none */
    unsigned char *whole; /* where they belong */
    uint32_t *watched;    /* behind the copy: accounts, scratch */
    /* By position; what is in none of them is restored whole. */
    ctg__opened_part parts[CTG__OPENED_PARTS];
    size_t part_count;
    size_t state;  /* the ctg__state among them, from the start */
    bool known;    /* what is below */
    ctg_plan plan; /* what they were opened for last */
    bool writes_off;
    ctg_node mute;
} ctg__opened;

struct ctg__state;

/* After a run's start: keeps its books if they were opened for the same plan
 * before, are in one piece, and nothing but the arena belongs to them.
 * CTG_NO_MEMORY. */
ctg_status ctg__opened_keep(ctg_run *run, struct ctg__state *state,
                            ctg_error *error);

/* Whether the next run of the plan would open the books that are kept. */
bool ctg__opened_fits(const ctg_run *run, const ctg_plan *plan,
                      const ctg_run_options *options);

/* Opens the books that are kept; false where there are none for this plan, or
 * without options, and then they are kept no more. */
bool ctg__opened_again(ctg_run *run, const ctg_plan *plan,
                       const ctg_run_options *options,
                       struct ctg__state **state);

/* Notes that something of a node changes in this run: the next one that starts
 * from the same books has it restored. Touching does so, too. */
void ctg__reach(struct ctg__state *state, ctg_node node);

void ctg__opened_clear(ctg__opened *opened);

#endif
