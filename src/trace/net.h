/*
 * What nodes lost net, round by round: a fall of equity, not the sum of its
 * legs. A hedge is one position: what a node gains in a round pays for what it
 * loses there.
 *
 * A cell is a node in a display round (ctg__code_column) in which entries hit
 * it. Of each loss booked there `factor` is left:
 *
 *     net     = sum of all entries of the cell, gains too
 *     factor  = max(0, net) / sum of its positive entries
 *     x       = amount * factor of a positive entry, else 0
 *
 * so the x of a cell sum to its fall of equity. T is the sum of all x, G the
 * sum of max(0, -net): T - G is what all nodes lost together.
 *
 * What a loss carries on: down(e), all losses (x) that e led to. `carry` is
 * the sum of it over a cell's entries. A node that sends without having
 * received (it was weak from the start) carries that in its cell of round 0.
 */
#ifndef TRACE_NET_H
#define TRACE_NET_H

#include "trace/codes.h"

#define CTG__NO_CELL UINT32_MAX

typedef struct ctg__fall {
    ctg_node node;
    uint32_t round; /* of display */
    double net;
    double booked; /* the positive entries */
    double factor;
    double carry;
} ctg__fall;

typedef struct ctg__net {
    ctg__fall *cells;
    size_t cell_count;
    size_t cell_room;
    uint32_t *cell_of; /* per entry: of what of it is not direct; NO_CELL */
    uint32_t *direct;  /* per node: its cell of round 0; NO_CELL */
    uint32_t rounds;   /* the last with a cell */
    double total;      /* T */
    double in_direct;  /* of it in round 0: D; C = T - D */
    double gains;      /* G */
    double booked;     /* all positive entries: gross */
    double late;       /* contagion that assets start after round 0; what
                          cells of round 0 carry is the rest of C */
} ctg__net;

/* Asks as the causes say: CTG_CANCELLED, CTG_NO_MEMORY. */
ctg_status ctg__net_init(ctg__net *net, const ctg__causes *causes,
                         ctg_error *error);
void ctg__net_clear(ctg__net *net);

/* The cell that the part of an entry on a node stands in. */
static inline uint32_t ctg__net_cell(const ctg__net *net,
                                     const ctg_entry *entry, size_t index,
                                     ctg__code code)
{
    return ctg__code_column(entry, code) == entry->round
               ? net->cell_of[index]
               : net->direct[ctg_actor_index(entry->target)];
}

/* The code of a loss for good: what is no loss of a channel is other. */
static inline ctg__code ctg__net_code(const ctg_entry *entry)
{
    const ctg__code code = ctg__code_of(entry);

    return code == CTG__CONNECTION ? CTG__OT : code;
}

/* The x of a part (of code `code`, a share of the entry). */
double ctg__net_part(const ctg__net *net, const ctg_entry *entry, size_t index,
                     ctg__code code, double share);

/* As ctg__code_split, but of everything that hits a node: OT for the rest. */
void ctg__net_split(const ctg__causes *causes, size_t entry, ctg__split *split);

#endif
