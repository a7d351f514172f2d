/* Pictures of losses between groups, and inside one of them. */
#ifndef DRAW_GROUPS_DRILL_H
#define DRAW_GROUPS_DRILL_H

#include "draw/groups.h"
#include "draw/pairs.h"
#include "draw/sketch.h"

/* CTG_NOT_FOUND when no node is in the group options.drill. */
ctg_status ctg__sketch_drill(ctg__sketch *sketch, const ctg__facts *facts,
                             const char *const *group_of, ctg_error *error);

/*
 * Width, colour of the largest channel and all channels in the tooltip, for
 * the current edge; `text` holds "A U+2192 B", encoded for a tooltip, and is
 * used up.
 */
void ctg__put_link(ctg__diagram *diagram, const char *unit,
                   const ctg__link *link, double widest, ctg__text *text);

#endif
