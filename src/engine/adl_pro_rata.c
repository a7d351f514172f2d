/* Everybody in the money gives in proportion to what he gained. */
#include "engine/adl.h"

static double score(const ctg__adl_position *position)
{
    return position->profit;
}

const ctg__adl_rule ctg__adl_pro_rata = {
    .about = {.name = "pro-rata",
              .summary = "shared by unrealised profit",
              .source = "arXiv 2512.01112"},
    .shares = true,
    .score = score,
};
