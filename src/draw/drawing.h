/* Inside a drawing. */
#ifndef DRAW_DRAWING_H
#define DRAW_DRAWING_H

#include <contagraph/draw.h>

#include "base/text.h"
#include "draw/sketch.h"

struct ctg_drawing {
    ctg__text dot;
    char *notes[CTG__NOTES];
    size_t note_count;
};

#endif
