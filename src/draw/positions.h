/* Places of nodes in an earlier file. */
#ifndef DRAW_POSITIONS_H
#define DRAW_POSITIONS_H

#include "draw/sketch.h"

/*
 * Gives the diagram's nodes the places that nodes of the same name have in
 * options.positions, and new ones a place beside the neighbour of their
 * largest line (`weights` by edge; NULL: all the same); the layout then leaves
 * them there. Nothing happens without options.positions. CTG_BAD_INPUT if it
 * is no DOT file, or one without positions.
 */
ctg_status ctg__keep_positions(ctg__sketch *sketch, const double *weights,
                               ctg_error *error);

#endif
