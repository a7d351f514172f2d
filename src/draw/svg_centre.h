/*
 * Words in the middle of boxes. Graphviz says where a line of words begins, by
 * the widths of the font that it found; where the reader's font is wider, words
 * that should stand in the middle of a box reach its edge on the right.
 */
#ifndef DRAW_SVG_CENTRE_H
#define DRAW_SVG_CENTRE_H

#include "text/text.h"

/*
 * Adds the SVG that Graphviz wrote, words that it put into the middle of a box
 * anew by the widths of Helvetica. Tables, and words beside shapes, stay.
 */
void ctg__svg_centre(const char *svg, ctg__text *text);

#endif
