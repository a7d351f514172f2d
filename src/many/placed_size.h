/* Shocks whose size is to be filled in: "asset ETH=-X". */
#ifndef MANY_PLACED_SIZE_H
#define MANY_PLACED_SIZE_H

#include <stdbool.h>

#include <contagraph/scenario.h>

/* "ETH=-X": the X and nothing behind it. */
bool ctg__shock_has_size(const char *shock);

/* The scenario with every X replaced by the size in per cent. */
ctg_status ctg__scenario_place_size(const ctg_scenario *scenario, double size,
                                    bool from_below, ctg_scenario **placed,
                                    ctg_error *error);

#endif
