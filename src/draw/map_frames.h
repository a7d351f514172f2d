/* Frames around the groups of a map whose nodes are drawn. */
#ifndef DRAW_MAP_FRAMES_H
#define DRAW_MAP_FRAMES_H

#include "draw/exposure_map.h"

/*
 * Places what is shown: the members of each group by themselves, frames around
 * them in rows, as suits the page, lines around all words. `scatter` must have
 * room for an item for each frame behind its own.
 */
ctg_status ctg__map_arrange_frames(ctg__exposure_map *m, double page_width,
                                   double page_height, ctg_error *error);

#endif
