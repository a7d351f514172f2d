/* Curves of a scatter: from shape to shape, cut where those end. */
#include <math.h>

#include "draw/behind.h"
#include "draw/outline.h"
#include "draw/scatter_inside.h"

enum { HALVINGS = 30 };

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

/* The shapes of a scatter that a line does not end at. */
typedef struct others {
    const ctg__scatter *scatter;
    const ctg__scatter_line *line;
} others;

static bool hides(const void *context, ctg__point p)
{
    const others *const o = context;
    const ctg__scatter *const s = o->scatter;

    for (size_t i = 0; i < s->count; i++)
        if (i != o->line->tail && i != o->line->head &&
            ctg__in_shape(&s->items[i], p, CTG__BEHIND_GAP + o->line->pen / 4))
            return true;
    return false;
}

void ctg__scatter_add_curve(const ctg__scatter *s, size_t line, double arrow,
                            ctg__text *pos)
{
    const ctg__scatter_line *const l = &s->lines[line];
    const others except = {s, l};
    ctg__curve c = ctg__scatter_curve(s, l);
    const double begin = leave(&c, &s->items[l->tail]);
    const double end = arrive(&c, &s->items[l->head]);

    c = ctg__curve_head(&c, end);
    c = ctg__curve_tail(&c, begin / end);
    ctg__behind_add(&c, arrow, hides, &except, pos);
}
