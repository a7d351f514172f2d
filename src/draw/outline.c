#include "draw/outline.h"

#include <math.h>
#include <string.h>

/* In a box from -1 to 1, both coordinates not negative unless it is told. */
typedef bool outline(double x, double y);

static bool in_ellipse(double x, double y)
{
    return x * x + y * y <= 1;
}

static bool in_box(double x, double y)
{
    return fabs(x) <= 1 && fabs(y) <= 1;
}

static bool in_diamond(double x, double y)
{
    return fabs(x) + fabs(y) <= 1;
}

/* Corners at the middle of its sides and at half of its width. */
static bool in_hexagon(double x, double y)
{
    return in_box(x, y) && fabs(x) + fabs(y) / 2 <= 1;
}

/* tan(pi / 8) of each side is straight. */
static bool in_octagon(double x, double y)
{
    return in_box(x, y) && fabs(x) + fabs(y) <= 1.4142135623730951;
}

/* A roof on walls, as high up as the corners of a regular pentagon: the floor
 * is above that of its box, of which it covers .732. */
static bool in_house(double x, double y)
{
    const double eaves = 0.309;
    const double ground = -0.809;

    return in_box(x, y) && y >= ground &&
           (y <= eaves || fabs(x) <= (1 - y) / (1 - eaves));
}

static bool in_inverted_house(double x, double y)
{
    return in_house(x, -y);
}

/* The upper side is .586 of the lower. */
static bool in_trapezium(double x, double y)
{
    return in_box(x, y) && fabs(x) <= 1 - (1 - 0.586) * (y + 1) / 2;
}

/* The upper side is moved to the right by .178 of the width. */
static bool in_parallelogram(double x, double y)
{
    const double skew = 0.178 * y;

    return fabs(y) <= 1 && fabs(x - skew) <= 1 - 0.178;
}

static const struct {
    const char *shape;
    outline *holds;
} outlines[] = {
    {"circle", in_ellipse},
    {"ellipse", in_ellipse},
    {"diamond", in_diamond},
    {"hexagon", in_hexagon},
    {"octagon", in_octagon},
    {"house", in_house},
    {"invhouse", in_inverted_house},
    {"trapezium", in_trapezium},
    {"parallelogram", in_parallelogram},
};

bool ctg__shape_holds(const ctg__shape *shape, double width, double height,
                      double dx, double dy)
{
    const double x = width > 0 ? 2 * dx / width : 2;
    const double y = height > 0 ? 2 * dy / height : 2;

    for (size_t i = 0; i < sizeof outlines / sizeof *outlines; i++)
        if (strcmp(outlines[i].shape, shape->shape) == 0)
            return outlines[i].holds(x, y);
    return in_box(x, y);
}

/* Points that decorations take, at both sides so that words stay in the middle:
 * tabs at the left, a folded corner, a rider above. */
static const struct {
    const char *shape;
    double across;
    double up;
} decorations[] = {{"component", 11, 0}, {"note", 0, 11}, {"folder", 0, 7}};

/* Letters are lower than their lines. */
#define INSET_ACROSS -1.0
#define INSET_UP -2.0

/* Shapes are convex: a box is in them where its corners are. */
static bool holds_box(const ctg__shape *shape, double width, double height,
                      double box_width, double box_height, double up)
{
    for (int i = 0; i < 4; i++)
        if (!ctg__shape_holds(shape, width, height,
                              (i % 2 ? box_width : -box_width) / 2,
                              up + (i / 2 ? box_height : -box_height) / 2))
            return false;
    return true;
}

bool ctg__shape_takes(const ctg__shape *shape, double width, double height,
                      double box_width, double box_height, double *up)
{
    static const double places[] = {0, -0.06, 0.06, -0.12, 0.12, -0.18, 0.18};

    for (size_t i = 0; i < sizeof decorations / sizeof *decorations; i++) {
        if (strcmp(decorations[i].shape, shape->shape) != 0)
            continue;
        box_width += 2 * decorations[i].across;
        box_height += 2 * decorations[i].up;
    }
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        *up = places[i] * height;
        if (holds_box(shape, width, height, box_width + 2 * INSET_ACROSS,
                      box_height + 2 * INSET_UP, *up))
            return true;
    }
    return false;
}
