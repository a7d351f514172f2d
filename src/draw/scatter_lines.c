/* Lines that bend around shapes and words. */
#include <math.h>

#include "draw/scatter_inside.h"

#define NEAR 3.0       /* points a line keeps off */
#define BESIDE 9.0     /* points between two lines of the same ends */
#define OVER_SHAPE 3.0 /* cost of a sample, in bends of a tenth */
#define TOGETHER 60.0
#define BEYOND 6.0
#define BEND 10.0 /* cost of the length of the line */
#define LEAN 14.0
#define IN_THE_WAY 12.0 /* cost of a sample in words, at most */

/* As seen from the end with the smaller number. */
static double bend_of(const ctg__scatter_line *line)
{
    return line->tail < line->head ? line->bend : -line->bend;
}

static bool same_ends(const ctg__scatter_line *a, const ctg__scatter_line *b)
{
    return (a->tail == b->tail && a->head == b->head) ||
           (a->tail == b->head && a->head == b->tail);
}

/* Would it lie on a line that has its bend and the same ends? */
static bool is_taken(const ctg__scatter *s, size_t line)
{
    const ctg__scatter_line *const l = &s->lines[line];
    const double dx = s->items[l->head].x - s->items[l->tail].x;
    const double dy = s->items[l->head].y - s->items[l->tail].y;
    const double length = sqrt(dx * dx + dy * dy);

    for (size_t i = 0; i < line; i++) {
        const ctg__scatter_line *const other = &s->lines[i];
        const double apart = fabs(bend_of(l) - bend_of(other));

        if (other->pen > 0 && same_ends(other, l) &&
            apart * length < (l->pen + other->pen) / 2 + BESIDE)
            return true;
    }
    return false;
}

/* Do a shape and its words have anything to do with a curve? */
static bool is_near(const ctg__scatter_item *item, const ctg__curve *c,
                    double more)
{
    const double left =
        fmin(item->x - item->width / 2, item->label_x - item->label_width / 2);
    const double right =
        fmax(item->x + item->width / 2, item->label_x + item->label_width / 2);
    const double low = fmin(item->y - item->height / 2,
                            item->label_y - item->label_height / 2);
    const double high = fmax(item->y + item->height / 2,
                             item->label_y + item->label_height / 2);

    return ctg__curve_is_near(c, left - more, right + more, low - more,
                              high + more);
}

static double cost_over(const ctg__scatter *s, const ctg__scatter_line *l,
                        const ctg__point *points, size_t index, double words)
{
    const ctg__scatter_item *const item = &s->items[index];
    const bool own = index == l->tail || index == l->head;
    const double more = NEAR + l->pen / 2;
    double cost = 0;

    for (int k = 1; k < CTG__SAMPLES; k++)
        if (!own && ctg__in_shape(item, points[k], more))
            cost += OVER_SHAPE;
        else if (words > 0 && ctg__in_words(item, points[k], l->pen / 2 + 1) &&
                 !ctg__in_shape(&s->items[l->tail], points[k], 0) &&
                 !ctg__in_shape(&s->items[l->head], points[k], 0))
            cost += words;
    return cost;
}

/* A line around everything makes the picture larger. */
static double cost_beyond(const ctg__scatter *s, ctg__point p)
{
    return p.x < 0 || p.y < 0 || p.x > s->width || p.y > s->height ? BEYOND : 0;
}

/* What it runs over as it is bent now; `limit` or more: how much is not
 * known. */
static double cost_of(const ctg__scatter *s, size_t line, double limit,
                      double words)
{
    const ctg__scatter_line *const l = &s->lines[line];
    const double more = NEAR + l->pen / 2;
    double cost = fabs(l->bend) * BEND + fabs(l->lean) * LEAN;
    ctg__point points[CTG__SAMPLES];
    ctg__curve c;

    if (cost < limit && is_taken(s, line))
        cost += TOGETHER;
    if (!(cost < limit))
        return cost;
    c = ctg__scatter_curve(s, l);
    for (int k = 1; k < CTG__SAMPLES; k++)
        cost += cost_beyond(s, points[k] =
                                   ctg__curve_at(&c, (double)k / CTG__SAMPLES));
    for (size_t i = 0; i < s->count && cost < limit; i++)
        if (is_near(&s->items[i], &c, more))
            cost += cost_over(s, l, points, i, words);
    return cost;
}

/* The cheapest of all bends with a lean. */
static double try_bends(ctg__scatter *s, size_t line, double lean, double least,
                        double words)
{
    static const double bends[] = {0,    0.08, -0.08, 0.16, -0.16, 0.25,
                                   -.25, 0.36, -0.36, 0.5,  -0.5};
    ctg__scatter_line *const l = &s->lines[line];
    ctg__scatter_line best = *l;

    l->lean = lean;
    for (size_t b = 0; b < sizeof bends / sizeof *bends; b++) {
        double cost;

        l->bend = bends[b];
        cost = cost_of(s, line, least, words);
        if (cost < least - 1e-9) {
            least = cost;
            best = *l;
        }
    }
    *l = best;
    return least;
}

/* Arcs first; curves that lean to one end where arcs run over something. */
static void bend_lines(ctg__scatter *s, double words)
{
    static const double leans[] = {0.15, -0.15, 0.3, -0.3, 0.45, -0.45};

    for (size_t i = 0; i < s->line_count; i++) {
        ctg__scatter_line *const l = &s->lines[i];
        double least;

        if (!(l->pen > 0))
            continue;
        if (!ctg__scatter_ask(s))
            return;
        least = try_bends(s, i, 0, INFINITY, words);
        for (size_t k = 0; k < sizeof leans / sizeof *leans; k++)
            if (least > fabs(l->bend) * BEND + fabs(l->lean) * LEAN + 1e-9)
                least = try_bends(s, i, leans[k], least, words);
    }
}

size_t ctg__scatter_bend(ctg__scatter *s)
{
    bend_lines(s, IN_THE_WAY);
    return ctg__scatter_cross(s);
}

size_t ctg__scatter_route(ctg__scatter *s, const ctg__point *beside)
{
    /* Words have no sides at first; then they are in the way more and more. */
    static const double words[] = {0, 2, 3, 5, 8, IN_THE_WAY};
    size_t crossed = 1;

    for (size_t i = 0; i < sizeof words / sizeof *words && crossed; i++) {
        bend_lines(s, words[i]);
        ctg__scatter_turn(s, beside);
        crossed = ctg__scatter_cross(s);
    }
    return crossed;
}
