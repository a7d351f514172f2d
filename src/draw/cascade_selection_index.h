/* What a selection knows before anything is chosen. */
#ifndef DRAW_CASCADE_SELECTION_INDEX_H
#define DRAW_CASCADE_SELECTION_INDEX_H

#include "draw/cascade_selection.h"

/*
 * Takes the memory of a selection of these flows, numbers their places, sorts
 * them by amount. false when out of memory; ctg__selection_clear frees either
 * way.
 */
bool ctg__selection_index(ctg__selection *selection);

#endif
