/*
 * Charts as SVG: shapes by class, so that one sheet of style rules all of them,
 * in units of which a chart is 520 wide. Numbers have one decimal in every
 * locale; words are escaped here and must be clean.
 */
#ifndef PAGE_SVG_H
#define PAGE_SVG_H

#include <stdbool.h>

#include "report/rich.h"

enum { CTG__CHART_WIDTH = 520 };

/* Opens a chart; `number` tells its ids from others'. */
void ctg__svg_open(ctg__text *to, size_t number, const char *class,
                   double width, double height, const char *title,
                   const char *description);
void ctg__svg_close(ctg__text *to);

void ctg__svg_number(ctg__text *to, double number);

typedef enum ctg__anchor { CTG__START, CTG__MIDDLE, CTG__END } ctg__anchor;

void ctg__svg_text(ctg__text *to, double x, double y, const char *class,
                   ctg__anchor anchor, const char *words);
/* `tip` is shown beside the pointer; NULL: nothing is. */
void ctg__svg_rect(ctg__text *to, double x, double y, double width,
                   double height, const char *class, const char *tip);
void ctg__svg_line(ctg__text *to, double x1, double y1, double x2, double y2,
                   const char *class);
void ctg__svg_dot(ctg__text *to, double x, double y, double radius,
                  const char *class);

/* A path of straight lines: begin, any number of points, end. `close` ends it
 * where it began. */
void ctg__svg_path(ctg__text *to, const char *class);
void ctg__svg_point(ctg__text *to, double x, double y, bool first);
void ctg__svg_path_end(ctg__text *to, bool close);

/* An axis from 0: round steps, at most five of them, up to `top`. */
typedef struct ctg__axis {
    double top;
    double step;
    int steps;
} ctg__axis;

ctg__axis ctg__axis_to(double most);

/* A bar in a table's cell, `share` of its width. */
void ctg__svg_bar(ctg__text *to, double share, const char *class);

#endif
