/*
 * Everybody in the money gives in proportion to what he gained times his
 * leverage: risk-aware pro rata.
 */
#include "engine/adl.h"

static double score(const ctg__adl_position *position)
{
    return position->profit * ctg__adl_notional(position) / position->equity;
}

const ctg__adl_rule ctg__adl_levered = {
    .about = {.name = "levered",
              .summary = "shared by unrealised profit times leverage",
              .source = "arXiv 2512.01112"},
    .shares = true,
    .score = score,
};
