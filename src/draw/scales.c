#include "draw/scales.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

static double quarter(double pen)
{
    return fmax(0.5, round(pen * 4) / 4);
}

static double linear(double x, double most, double widest, double least)
{
    return most > 0 ? quarter(fmax(least, widest * x / most)) : quarter(least);
}

double ctg__pen_group_loss(double x, double most)
{
    return linear(x, most, 9, 0.7);
}

double ctg__pen_change(double x, double most)
{
    return linear(x, most, 8, 0.8);
}

double ctg__pen_exposure(double x, double most)
{
    const double pen = most > 0 && x > 0 ? 6 * sqrt(x / most) : 0;

    return quarter(fmin(6, fmax(0.6, pen)));
}

double ctg__arrow_size(double pen)
{
    const double size = pen <= 3 ? 0.5 : fmax(0.22, 0.5 * 3 / pen * 1.15);

    return round(size * 100) / 100;
}

int ctg__gauge_cells(double share)
{
    if (!(share > 0))
        return 0;
    return (int)round(CTG__GAUGE * fmin(1, share));
}

/* Never `cylinder`: neato with splines aborts on it. */
static const ctg__shape shapes[] = {
    {"account", "circle", 1, .785},
    {"fund", "ellipse", 1.4, .785},
    {"market maker", "house", 1.3, .732},
    {"lending", "box", 1.3, 1},
    {"stablecoin", "hexagon", 1.15, .750},
    {"liquid staking", "octagon", 1, .829},
    {"dex pool", "diamond", 1.2, .500},
    {"bridge", "parallelogram", 1.4, .822},
    {"perp exchange", "trapezium", 1.4, .793},
    {"insurance", "invhouse", 1.3, .732},
    {"vault", "folder", 1.3, 1},
    {"exchange", "component", 1.3, 1},
    {"bank", "circle", 1, .785},
    {"group", "circle", 1, .785},
    {"asset", "note", 1, 1},
    {"", "ellipse", 1.4, .785},
};

/* Letters without case; a blank, `-` and `_` are the same. */
static int same_kind(const char *kind, const char *row)
{
    for (; *kind && *row; kind++, row++) {
        const int c =
            *kind == '-' || *kind == '_' ? ' ' : tolower((unsigned char)*kind);

        if (c != *row)
            return 0;
    }
    return !*kind && !*row;
}

const ctg__shape *ctg__shape_of(const char *kind)
{
    const size_t last = sizeof shapes / sizeof *shapes - 1;

    for (size_t i = 0; i < last; i++)
        if (same_kind(kind, shapes[i].kind))
            return &shapes[i];
    return &shapes[last];
}

void ctg__shape_size(const ctg__shape *shape, double size, double most,
                     double largest, double smallest, double *width,
                     double *height)
{
    const double share = most > 0 && size > 0 ? size / most : 0;
    const double area = fmax(smallest, largest * share);
    const double h = sqrt(area / (shape->f * shape->rho));

    *height = round(h * 1000) / 1000;
    *width = round(shape->rho * h * 1000) / 1000;
}
