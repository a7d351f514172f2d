/* What an asset is above its fundamental price, and what all of it that is held
 * would bring if it were sold at once. */
#ifndef LOOK_SOLD_AT_ONCE_H
#define LOOK_SOLD_AT_ONCE_H

#include "data/plan.h"

/* Price over fundamental price, less 1; NaN where a table gives none above 0.
 */
double ctg__premium_of(const ctg_network *network, ctg_asset asset);

/* By asset, money: positive holdings of nodes and positive legs of accounts at
 * the file's prices. `mark` is 0 before. */
void ctg__marks_of(const ctg_network *network, double *mark);

/* What so much of an asset brings in one sale at today's depth, money. */
double ctg__sold_at_once(const ctg_plan *plan, ctg_asset asset, double mark);

#endif
