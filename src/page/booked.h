/*
 * Losses net of gains: of what a node books in a round, gains and losses of one
 * position are one, so that what is left is a fall of its equity. A loss of the
 * ledger counts as its part of that. By docs/model.md: direct are those of
 * round 0, the fall of the shocked prices among them; all others are contagion;
 * total less gains is the equity lost and what was lost beyond it.
 */
#ifndef PAGE_BOOKED_H
#define PAGE_BOOKED_H

#include "base/arena.h"
#include "trace/codes.h"

/* What a node lost in a round, by code. */
typedef struct ctg__booking {
    uint32_t round;
    ctg_node node;
    double amounts[CTG__CODE_COUNT];
    double total;
} ctg__booking;

/* Rounds that stand in one column. */
typedef struct ctg__span {
    uint32_t first;
    uint32_t last;
    char label[24];
    double amounts[CTG__CODE_COUNT];
    double total;
} ctg__span;

/* Nine columns fit on a page. */
enum { CTG__SPANS_MOST = 9 };

typedef struct ctg__booked {
    /* By round, then node; those above 0. Of a ledger of falls those alone that
     * ctg__booked_list was asked for. */
    ctg__booking *list;
    size_t count;
    uint32_t last;   /* the last round with one */
    double *of_node; /* losses of each, of all rounds */
    double total;
    double direct; /* round 0 */
    double gains;
    double later[CTG__CODE_COUNT]; /* contagion by code */
    unsigned codes;                /* bits of those that are there */
    ctg__span spans[CTG__SPANS_MOST];
    size_t span_count;
} ctg__booked;

/* All in memory of the arena. */
ctg_status ctg__booked_init(ctg__booked *booked, const ctg__causes *causes,
                            size_t node_count, ctg__arena *arena,
                            ctg_error *error);

/* The same of a ledger of falls, without an entry. `asking` may be NULL. */
ctg_status ctg__booked_of_falls(ctg__booked *booked, const ctg_ledger *ledger,
                                ctg__asking *asking, ctg__arena *arena,
                                ctg_error *error);

/* Lists what some nodes lost by falls. */
ctg_status ctg__booked_list(ctg__booked *booked, const ctg_ledger *ledger,
                            const ctg_node *nodes, size_t count,
                            ctg__arena *arena, ctg_error *error);

/* Adds a loss after the one before it, by round and node. */
void ctg__booked_add(ctg__booked *booked, const ctg__booking *loss);
void ctg__booked_name_spans(ctg__booked *booked);

/* Books all entries; spans have no names yet. false: out of memory, or
 * stopped. */
bool ctg__booked_start(ctg__booked *booked, const ctg__causes *causes,
                       size_t node_count, ctg__arena *arena);

static inline double ctg__contagion(const ctg__booked *booked)
{
    return booked->total - booked->direct;
}

/* More than rounding. */
static inline bool ctg__is_contagious(const ctg__booked *booked)
{
    return ctg__contagion(booked) > 1e-9 * booked->total;
}

#endif
