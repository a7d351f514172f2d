#include "many/summary_numbers.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All of a summary, in its order. */
#define FIELDS                                                                 \
    FIELD(rounds, uint32_t)                                                    \
    FIELD(converged, bool)                                                     \
    FIELD(by_rounds, bool)                                                     \
    FIELD(last_change, double)                                                 \
    FIELD(error_estimate, double)                                              \
    FIELD(initial_equity, double)                                              \
    FIELD(equity_lost, double)                                                 \
    FIELD(failed, size_t)                                                      \
    FIELD(outside_loss, double)                                                \
    FIELD(bonus_outside, double)                                               \
    FIELD(baseline, double)                                                    \
    FIELD(debtrank, double)                                                    \
    FIELD(spiral, double)                                                      \
    FIELD(spiral_defined, bool)                                                \
    FIELD(unhealthy, size_t)                                                   \
    FIELD(liquidated, size_t)                                                  \
    FIELD(adl, double)                                                         \
    FIELD(venue_left, double)                                                  \
    FIELD(adl_share, double)                                                   \
    FIELD(adl_reached, bool)                                                   \
    FIELD(losses_booked, double)                                               \
    FIELD(gains_booked, double)

void ctg__summary_pack(const ctg_summary *summary, double *numbers)
{
    double *to = numbers;

#define FIELD(name, type) *to++ = (double)summary->name;
    FIELDS
#undef FIELD
}

void ctg__summary_unpack(const double *numbers, ctg_summary *summary)
{
    const double *from = numbers;

#define FIELD(name, type) summary->name = (type)*from++;
    FIELDS
#undef FIELD
}
