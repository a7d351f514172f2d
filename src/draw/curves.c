#include "draw/curves.h"

#include <stddef.h>

static ctg__point between(ctg__point a, ctg__point b, double t)
{
    return (ctg__point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

ctg__point ctg__curve_at(const ctg__curve *c, double t)
{
    const ctg__point a = between(c->p[0], c->p[1], t);
    const ctg__point b = between(c->p[1], c->p[2], t);
    const ctg__point d = between(c->p[2], c->p[3], t);

    return between(between(a, b, t), between(b, d, t), t);
}

ctg__curve ctg__curve_head(const ctg__curve *c, double t)
{
    const ctg__point a = between(c->p[0], c->p[1], t);
    const ctg__point b = between(c->p[1], c->p[2], t);
    const ctg__point ab = between(a, b, t);

    return (ctg__curve){{c->p[0], a, ab, ctg__curve_at(c, t)}};
}

ctg__curve ctg__curve_tail(const ctg__curve *c, double t)
{
    const ctg__point b = between(c->p[1], c->p[2], t);
    const ctg__point d = between(c->p[2], c->p[3], t);

    return (ctg__curve){{ctg__curve_at(c, t), between(b, d, t), d, c->p[3]}};
}

bool ctg__curve_is_near(const ctg__curve *c, double left, double right,
                        double low, double high)
{
    size_t beside[4] = {0};

    /* A curve stays between its points. */
    for (int i = 0; i < 4; i++) {
        beside[0] += c->p[i].x < left;
        beside[1] += c->p[i].x > right;
        beside[2] += c->p[i].y < low;
        beside[3] += c->p[i].y > high;
    }
    return beside[0] < 4 && beside[1] < 4 && beside[2] < 4 && beside[3] < 4;
}
