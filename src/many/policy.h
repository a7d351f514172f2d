/* Policies of deleveraging, in words and as layers of a network. */
#ifndef MANY_POLICY_H
#define MANY_POLICY_H

#include "base/arena.h"
#include "data/network.h"

typedef struct ctg__policy {
    const char *name; /* as it was written */
    bool is_none;     /* layers adl are taken out */
    uint8_t rule;
    uint64_t seed;
    const char *written; /* the rule alone */
    double severity;     /* NaN: the layer's; and so on */
    double cap;
    double keep;
} ctg__policy;

/* Reads a list; every text is in the arena. CTG_BAD_ARGUMENT. */
ctg_status ctg__policies_read(const char *list, ctg__arena *arena,
                              ctg__policy **policies, size_t *count,
                              ctg_error *error);

/* The network with other layers adl, of a venue (CTG_NONE: of all), in the
 * arena. NULL: out of memory. */
const ctg_network *ctg__policy_apply(const ctg_network *network,
                                     const ctg__policy *policy, uint32_t venue,
                                     ctg__arena *arena);

/* Whether that changes nothing. */
bool ctg__policy_is_own(const ctg_network *network, const ctg__policy *policy,
                        uint32_t venue);

#endif
