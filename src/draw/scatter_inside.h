/* Inside a scatter: lines as curves, and what they run over. */
#ifndef DRAW_SCATTER_INSIDE_H
#define DRAW_SCATTER_INSIDE_H

#include "draw/curves.h"
#include "draw/scatter.h"

/* Whether to go on with one more line, or words. */
static inline bool ctg__scatter_ask(const ctg__scatter *scatter)
{
    return !scatter->asking || ctg__ask(scatter->asking, 0, 0);
}

/* Samples of a curve that are looked at. */
enum { CTG__SAMPLES = 96 };

/* From middle to middle, bent as its line says. */
ctg__curve ctg__scatter_curve(const ctg__scatter *scatter,
                              const ctg__scatter_line *line);

/* Is a point less than `more` away from the shape, the words? */
bool ctg__in_shape(const ctg__scatter_item *item, ctg__point p, double more);
bool ctg__in_words(const ctg__scatter_item *item, ctg__point p, double more);

/* Middles of shapes, as yet without size: those far apart in the network stand
 * far apart, and the whole is widest across. false when out of memory. */
bool ctg__scatter_settle(const ctg__scatter *scatter, double *x, double *y);

/* Sides of a shape that its words may stand at. */
enum { CTG__WORD_SIDES = 32 };

/* Fills in, per item and side, where its words are right beside it, seen from
 * its middle. */
void ctg__scatter_find_sides(const ctg__scatter *scatter, ctg__point *beside);

/* Bends of lines and sides of words, once shapes have places; how many words
 * still have a line in them. */
size_t ctg__scatter_route(ctg__scatter *scatter, const ctg__point *beside);

/* Puts words where least runs over them; how many still have lines in them. */
void ctg__scatter_turn(ctg__scatter *scatter, const ctg__point *beside);
size_t ctg__scatter_cross(ctg__scatter *scatter);

#endif
