/* Curves of a scatter: from shape to shape, cut where those end. */
#include <math.h>

#include "draw/outline.h"
#include "draw/placed.h"
#include "draw/scatter_inside.h"

enum { HALVINGS = 30, PIECES = 4 };

#define STRAIGHT 0.1

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

static ctg__curve curve_head(const ctg__curve *c, double t)
{
    const ctg__point a = between(c->p[0], c->p[1], t);
    const ctg__point b = between(c->p[1], c->p[2], t);
    const ctg__point ab = between(a, b, t);

    return (ctg__curve){{c->p[0], a, ab, ctg__curve_at(c, t)}};
}

/* What of it is before t, and after. */
static ctg__curve curve_tail(const ctg__curve *c, double t)
{
    const ctg__point b = between(c->p[1], c->p[2], t);
    const ctg__point d = between(c->p[2], c->p[3], t);

    return (ctg__curve){{ctg__curve_at(c, t), between(b, d, t), d, c->p[3]}};
}

ctg__curve ctg__scatter_curve(const ctg__scatter *s,
                              const ctg__scatter_line *line)
{
    const ctg__scatter_item *const a = &s->items[line->tail];
    const ctg__scatter_item *const b = &s->items[line->head];
    const double dx = b->x - a->x;
    const double dy = b->y - a->y;
    const double first = (line->bend + line->lean) * 4 / 3;
    const double last = (line->bend - line->lean) * 4 / 3;

    return (ctg__curve){
        {{a->x, a->y},
         {a->x + dx / 3 - dy * first, a->y + dy / 3 + dx * first},
         {b->x - dx / 3 - dy * last, b->y - dy / 3 + dx * last},
         {b->x, b->y}}};
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

bool ctg__in_shape(const ctg__scatter_item *item, ctg__point p, double more)
{
    const double dx = p.x - item->x;
    const double dy = p.y - item->y;

    return fabs(dx) <= item->width / 2 + more &&
           fabs(dy) <= item->height / 2 + more &&
           ctg__shape_holds(item->shape, item->width + 2 * more,
                            item->height + 2 * more, dx, dy);
}

bool ctg__in_words(const ctg__scatter_item *item, ctg__point p, double more)
{
    return fabs(p.x - item->label_x) <= item->label_width / 2 + more &&
           fabs(p.y - item->label_y) <= item->label_height / 2 + more;
}

/* The last t at which it is inside the tail, the first inside the head. */
static double leave(const ctg__curve *c, const ctg__scatter_item *item)
{
    double low = 0;
    double high = 0.5;

    for (int i = 0; i < HALVINGS; i++) {
        const double middle = (low + high) / 2;

        if (ctg__in_shape(item, ctg__curve_at(c, middle), 0.5))
            low = middle;
        else
            high = middle;
    }
    return low;
}

static double arrive(const ctg__curve *c, const ctg__scatter_item *item)
{
    double low = 0.5;
    double high = 1;

    for (int i = 0; i < HALVINGS; i++) {
        const double middle = (low + high) / 2;

        if (ctg__in_shape(item, ctg__curve_at(c, middle), 0.5))
            high = middle;
        else
            low = middle;
    }
    return high;
}

/* So far before the end of the curve. */
static double before(const ctg__curve *c, double arrow)
{
    const ctg__point tip = c->p[3];
    double low = 0;
    double high = 1;

    for (int i = 0; i < HALVINGS; i++) {
        const double middle = (low + high) / 2;
        const ctg__point p = ctg__curve_at(c, middle);

        if (sqrt((p.x - tip.x) * (p.x - tip.x) +
                 (p.y - tip.y) * (p.y - tip.y)) > arrow)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void ctg__scatter_add_curve(const ctg__scatter *s, size_t line, double arrow,
                            ctg__text *pos)
{
    const ctg__scatter_line *const l = &s->lines[line];
    const int pieces = fabs(l->bend) + fabs(l->lean) > STRAIGHT ? PIECES : 1;
    ctg__curve c = ctg__scatter_curve(s, l);
    const double begin = leave(&c, &s->items[l->tail]);
    const double end = arrive(&c, &s->items[l->head]);

    c = curve_head(&c, end);
    c = curve_tail(&c, begin / end);
    if (arrow > 0) {
        ctg__text_add(pos, "e,");
        ctg__add_point(pos, c.p[3].x, c.p[3].y);
        ctg__text_add_char(pos, ' ');
        c = curve_head(&c, before(&c, arrow));
    }
    ctg__add_point(pos, c.p[0].x, c.p[0].y);
    /* Graphviz makes room for the points that a curve is drawn by: those of
     * short pieces are close to it. */
    for (int i = 0; i < pieces; i++) {
        const double rest = 1 - (double)i / pieces;
        const ctg__curve tail = curve_tail(&c, 1 - rest);
        const ctg__curve piece = curve_head(&tail, 1 / (rest * pieces));

        for (int k = 1; k < 4; k++) {
            ctg__text_add(pos, " ");
            ctg__add_point(pos, piece.p[k].x, piece.p[k].y);
        }
    }
}
