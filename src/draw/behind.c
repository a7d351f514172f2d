#include "draw/behind.h"

#include <math.h>

#include "draw/placed.h"

enum { STEPS = 160, HALVINGS = 12, PIECES = 4 };

#define LEAST_SEEN 1.5 /* points of a line between two gaps */
#define BEFORE_ARROW 3.0
#define STRAIGHT 0.05 /* how far a piece is off, in lengths of it */

static double distance(ctg__point a, ctg__point b)
{
    return hypot(a.x - b.x, a.y - b.y);
}

/* So far before the end of the curve; 0 where it is shorter. */
static double before(const ctg__curve *c, double points)
{
    double low = 0;
    double high = 1;

    for (int i = 0; i < 2 * HALVINGS; i++) {
        const double middle = (low + high) / 2;

        if (distance(ctg__curve_at(c, middle), c->p[3]) > points)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static ctg__curve part(const ctg__curve *c, double from, double to)
{
    const ctg__curve tail = ctg__curve_tail(c, from);

    return ctg__curve_head(&tail, from < 1 ? (to - from) / (1 - from) : 1);
}

/* Graphviz makes room for the points that a curve is drawn by: those of short
 * pieces are close to it. */
static void add_points(const ctg__curve *c, ctg__text *pos)
{
    const double length = distance(c->p[0], c->p[3]);
    const ctg__point middle = ctg__curve_at(c, 0.5);
    const ctg__point straight = {(c->p[0].x + c->p[3].x) / 2,
                                 (c->p[0].y + c->p[3].y) / 2};
    const int pieces =
        distance(middle, straight) > STRAIGHT * length ? PIECES : 1;

    ctg__add_point(pos, c->p[0].x, c->p[0].y);
    for (int i = 0; i < pieces; i++) {
        const ctg__curve piece =
            part(c, (double)i / pieces, (double)(i + 1) / pieces);

        for (int k = 1; k < 4; k++) {
            ctg__text_add_char(pos, ' ');
            ctg__add_point(pos, piece.p[k].x, piece.p[k].y);
        }
    }
}

/* Where between two values of which one is hidden that changes. */
static double edge(const ctg__curve *c, double seen, double hidden,
                   ctg__behind_test *hides, const void *context)
{
    for (int i = 0; i < HALVINGS; i++) {
        const double middle = (seen + hidden) / 2;

        if (hides(context, ctg__curve_at(c, middle)))
            hidden = middle;
        else
            seen = middle;
    }
    return seen;
}

static void add_seen(const ctg__curve *c, double from, double to,
                     ctg__text *pos)
{
    const ctg__curve seen = part(c, from, to);

    if (distance(seen.p[0], seen.p[3]) < LEAST_SEEN)
        return;
    add_points(&seen, pos);
    ctg__text_add_char(pos, ';');
}

/* The last part, which has the arrow. */
static void add_end(const ctg__curve *c, double from, double arrow,
                    ctg__text *pos)
{
    const double tip = before(c, arrow);
    ctg__curve last;

    from = fmin(from, before(c, arrow + BEFORE_ARROW));
    if (arrow > 0) {
        ctg__text_add(pos, "e,");
        ctg__add_point(pos, c->p[3].x, c->p[3].y);
        ctg__text_add_char(pos, ' ');
    }
    last = part(c, from, arrow > 0 ? tip : 1);
    add_points(&last, pos);
}

void ctg__behind_add(const ctg__curve *curve, double arrow,
                     ctg__behind_test *hides, const void *context,
                     ctg__text *pos)
{
    double from = 0;
    bool seen = true;

    for (int k = 1; k < STEPS; k++) {
        const double t = (double)k / STEPS;
        const double last = (double)(k - 1) / STEPS;
        const bool hidden = hides(context, ctg__curve_at(curve, t));

        if (seen && hidden)
            add_seen(curve, from, edge(curve, last, t, hides, context), pos);
        else if (!seen && !hidden)
            from = edge(curve, t, last, hides, context);
        seen = !hidden;
    }
    add_end(curve, seen ? from : 1, arrow, pos);
}
