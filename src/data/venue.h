/* What a type of venue is to whoever keeps, draws or lists its accounts. */
#ifndef DATA_VENUE_H
#define DATA_VENUE_H

#include <stdbool.h>

#include "data/network.h"

typedef struct ctg__venue_row {
    const char *word;
    double close_factor; /* where the file gives none */
    /* What accounts owe is its asset, less booked shortfalls, and outsiders
     * liquidate them; else shortfalls are its liability, and it closes
     * accounts out itself. */
    bool lends;
    bool debts_have_margin; /* m raises what debts count for in H */
    bool has_winners;       /* accounts that gain what others lose: ADL */
} ctg__venue_row;

/* By ctg__venue_type. */
extern const ctg__venue_row ctg__venue_rows[CTG__VENUE_TYPES];

/* The row of a venue of the network. */
static inline const ctg__venue_row *ctg__venue_row_of(const ctg__venues *venues,
                                                      uint32_t venue)
{
    return &ctg__venue_rows[venues->type[venue]];
}

#endif
