/* The parts of a cascade's drawing. */
#ifndef DRAW_CASCADE_DRAW_H
#define DRAW_CASCADE_DRAW_H

#include "draw/cascade.h"
#include "draw/head.h"

/* "Equity lost $1.65B (45% of $3.71B) + beyond equity $83.4M = losses $1.80B -
 * gains $59.0M." */
void ctg__add_identity(ctg__text *text, const ctg__facts *facts, double losses,
                       double gains);
/* "Direct $1.19B, contagion $606M (x1.51). 5 of 25 nodes default." */
void ctg__add_figures(ctg__text *text, const ctg__facts *facts, double direct,
                      double contagion);
/* Both, as the description of a picture. */
void ctg__sketch_figures(ctg__sketch *sketch, const ctg__facts *facts);
/* A legend's item: the line of a code. */
void ctg__head_channel(ctg__head *head, ctg__code code);

/* `lead`: words between the figures and what is drawn; "". */
void ctg__cascade_head(const ctg__cascade *c, const char *title,
                       const char *lead, const char *data_line, double width,
                       ctg__head *head);

/* The picture of a shock that did not spread. */
ctg_status ctg__cascade_direct(ctg__sketch *sketch, const ctg__facts *facts,
                               ctg_error *error);

#endif
