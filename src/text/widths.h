/*
 * How wide text is in print: Helvetica's widths (Adobe's metrics, which Arial,
 * Nimbus and Liberation Sans share), in points. One measure for all pictures.
 */
#ifndef TEXT_WIDTHS_H
#define TEXT_WIDTHS_H

#include <stdbool.h>
#include <stddef.h>

#include "text/text.h"

/* Of a clean text at a size in points. Characters that Helvetica lacks are
 * taken as wide as the widest of its substitutes, or as the frame that is drawn
 * where no font has them. */
double ctg__text_width(const char *clean, double points, bool bold);

/*
 * Adds a clean text cut to a width: its head, an ellipsis and its tail, a
 * third of what is left. At least one character of the head is kept.
 */
void ctg__text_add_fitted(ctg__text *text, const char *clean, double points,
                          bool bold, double width);

/* The same between words where there are some, for names of groups: some may
 * look alike that are not. */
void ctg__text_add_fitted_words(ctg__text *text, const char *clean,
                                double points, bool bold, double width);

/*
 * Cuts a clean text into two lines of a width: as much of its head as fits, and
 * all behind it, or as much of its tail as fits behind an ellipsis; a hyphen
 * stands where a word breaks and nothing is left out. `second`
 * stays as it is where the first line takes all.
 */
void ctg__text_add_halves(ctg__text *first, ctg__text *second,
                          const char *clean, double points, bool bold,
                          double width);

#endif
