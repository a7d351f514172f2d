/* A picture rendered in memory, for those who put it into something else. */
#ifndef DRAW_RENDERED_H
#define DRAW_RENDERED_H

#include <contagraph/draw.h>

#include "text/text.h"

/* Adds the SVG that ctg_drawing_render would write; fails as that does. */
ctg_status ctg__drawing_svg(const ctg_drawing *drawing,
                            const ctg_render_options *options,
                            ctg_problems *problems, ctg__text *svg,
                            ctg_error *error);

#endif
