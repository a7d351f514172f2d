#include "data/venue.h"

const ctg__venue_row ctg__venue_rows[CTG__VENUE_TYPES] = {
#define VENUE(id, word, close_factor, lends, debts_have_margin, has_winners)   \
    [CTG__##id] = {word, close_factor, lends, debts_have_margin, has_winners},
#include "data/venues.def"
#undef VENUE
};
