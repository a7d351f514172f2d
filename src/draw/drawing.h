/* Inside a drawing. */
#ifndef DRAW_DRAWING_H
#define DRAW_DRAWING_H

#include <contagraph/draw.h>

#include "base/text.h"
#include "draw/sketch.h"

struct ctg_drawing {
    ctg__text dot;
    ctg__text grid; /* the same in a grid: for when no layout works */
    char *notes[CTG__NOTES];
    size_t note_count;
};

#endif
