/* Whose failure would hurt most over many networks, for a picture. */
#ifndef CLI_DRAW_RANGES_H
#define CLI_DRAW_RANGES_H

#include <contagraph/draw.h>

#include "cli/ensemble_source.h"
#include "cli/job.h"

/* Starts as {0}; draw_ranges_clear frees. Figures per node of the graph. */
typedef struct draw_ranges {
    ensemble_source source;
    ctg_ranges *ranges;
    double *impact; /* the four of ctg_draw_options, one behind the other */
} draw_ranges;

/* Ranks the nodes of every network that is given, before the graph has new
 * names. What is wrong was said. */
exit_status draw_ranges_find(const args *given, const job *of,
                             draw_ranges *made);
/* Tells a picture. */
void draw_ranges_put(const draw_ranges *made, const job *of,
                     ctg_draw_options *options);
void draw_ranges_clear(draw_ranges *made);

#endif
