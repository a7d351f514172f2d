#include "draw/grid.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "base/memory.h"

enum { COLUMN_WIDTH = 190, ROW_HEIGHT = 56 };

/* Points: whoever wrote farther ones means no picture. */
#define FARTHEST 1e12

void ctg__put_position(ctg__diagram *diagram, double x, double y)
{
    /* Tenths of points, written as integers: no locale in sight. */
    const long long tx = llround(fmax(-FARTHEST, fmin(x, FARTHEST)) * 10);
    const long long ty = llround(fmax(-FARTHEST, fmin(y, FARTHEST)) * 10);
    const long long ax = tx < 0 ? -tx : tx;
    const long long ay = ty < 0 ? -ty : ty;
    char text[96];

    snprintf(text, sizeof text, "%s%lld.%lld,%s%lld.%lld", tx < 0 ? "-" : "",
             ax / 10, ax % 10, ty < 0 ? "-" : "", ay / 10, ay % 10);
    ctg__diagram_put(diagram, "pos", text);
}

void ctg__place_in_grid(ctg__diagram *diagram)
{
    const size_t side = (size_t)ceil(sqrt((double)diagram->node_count));
    size_t *const filled =
        ctg__allocate_array(diagram->set_count + 1, sizeof *filled);
    size_t loose = 0;

    if (!filled) {
        diagram->failed = true;
        return;
    }
    for (size_t i = 0; i < diagram->set_count; i++)
        filled[i] = 0;
    for (size_t i = 0; i < diagram->node_count; i++) {
        const size_t set = diagram->nodes[i].set;
        size_t column = set;
        size_t row;

        if (ctg__diagram_get(&diagram->nodes[i].attributes, "pos"))
            continue;
        if (set == SIZE_MAX) {
            column = diagram->set_count + loose % side;
            row = loose++ / side;
        } else {
            row = filled[set]++;
        }
        diagram->current = &diagram->nodes[i].attributes;
        ctg__put_position(diagram, (double)column * COLUMN_WIDTH,
                          -(double)row * ROW_HEIGHT);
    }
    ctg__release(filled);
    ctg__diagram_graph(diagram);
    ctg__diagram_put(diagram, "layout", "nop");
    ctg__diagram_put(diagram, "rankdir", "TB");
}
