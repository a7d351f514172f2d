/* Words of a scatter, which give way to lines and to each other. */
#include <math.h>

#include "draw/outline.h"
#include "draw/scatter_inside.h"

#define LABEL_GAP 2.0
#define ASIDE 8.0         /* some shapes have tabs at their left */
#define BEYOND 0.5        /* cost of a point that makes the picture larger */
#define OVER_OTHERS 200.0 /* cost of words over words or shapes */

/* Where words may stand: across, up; how little that is liked. */
static const struct {
    double across;
    double up;
    double cost;
} sides[] = {{0, -1, 0},       {0, 1, 0.6},      {0.45, -1, 0.8},
             {-0.45, -1, 0.9}, {0.45, 1, 1.2},   {-0.45, 1, 1.3},
             {1, 0, 1.2},      {-1, 0, 1.4},     {1, -0.7, 1.6},
             {1, 0.7, 1.7},    {-1, -.7, 1.8},   {-1, 0.7, 1.9},
             {1.25, -1, 2.2},  {-1.25, -1, 2.3}, {1.25, 1, 2.4},
             {-1.25, 1, 2.5},  {0, -1.3, 2.6},   {0, 1.3, 2.7}};

enum { SIDES = sizeof sides / sizeof *sides };

static ctg__point place_words(const ctg__scatter_item *item, int side)
{
    const double up = (item->height + item->label_height) / 2 + LABEL_GAP;
    const double aside = (item->width + item->label_width) / 2 + ASIDE;
    const double corner_x = item->width * 0.35;
    const double corner_y = item->height * 0.35;
    /* The corners of a circle are empty. */
    const bool round = !ctg__shape_holds(item->shape, item->width, item->height,
                                         corner_x + 1, corner_y + 1);
    const bool corner = fabs(sides[side].across) == 1 && sides[side].up != 0;

    return (ctg__point){
        item->x + sides[side].across *
                      (corner && round ? aside - item->width * 0.15 : aside),
        item->y + sides[side].up * up};
}

static bool overlap(double ax, double ay, double aw, double ah, double bx,
                    double by, double bw, double bh)
{
    return fabs(ax - bx) < (aw + bw) / 2 && fabs(ay - by) < (ah + bh) / 2;
}

/* How much a line runs over words: its samples in them. */
static double line_in_words(const ctg__scatter *s, const ctg__scatter_line *l,
                            const ctg__scatter_item *item)
{
    const ctg__curve c = ctg__scatter_curve(s, l);
    const double across = (item->label_width + l->pen) / 2;
    const double up = (item->label_height + l->pen) / 2;
    double sum = 0;

    if (!ctg__curve_is_near(&c, item->label_x - across, item->label_x + across,
                            item->label_y - up, item->label_y + up))
        return 0;
    for (int k = 1; k < CTG__SAMPLES; k++) {
        const ctg__point p = ctg__curve_at(&c, (double)k / CTG__SAMPLES);

        /* What is under a shape is not seen. */
        if (ctg__in_words(item, p, l->pen / 2) &&
            !ctg__in_shape(&s->items[l->tail], p, 0) &&
            !ctg__in_shape(&s->items[l->head], p, 0))
            sum += 0.5 + l->pen / 8;
    }
    return sum;
}

static double lines_in_words(const ctg__scatter *s, size_t index)
{
    double sum = 0;

    for (size_t i = 0; i < s->line_count; i++)
        if (s->lines[i].pen > 0)
            sum += line_in_words(s, &s->lines[i], &s->items[index]);
    return sum;
}

static double others_in_words(const ctg__scatter *s, size_t index)
{
    const ctg__scatter_item *const item = &s->items[index];
    double sum = 0;

    for (size_t i = 0; i < s->count; i++) {
        const ctg__scatter_item *const other = &s->items[i];

        if (i == index)
            continue;
        if (overlap(item->label_x, item->label_y, item->label_width + 4,
                    item->label_height, other->x, other->y, other->width,
                    other->height))
            sum += OVER_OTHERS;
        if (overlap(item->label_x, item->label_y, item->label_width + 4,
                    item->label_height, other->label_x, other->label_y,
                    other->label_width, other->label_height))
            sum += OVER_OTHERS;
    }
    return sum;
}

/* Points beyond the room that shapes and words below them take. */
static double beyond(const ctg__scatter *s, const ctg__scatter_item *item)
{
    const double across = item->label_width / 2;
    const double up = item->label_height / 2;

    return fmax(0, across - item->label_x) +
           fmax(0, item->label_x + across - s->width) +
           fmax(0, up - item->label_y) +
           fmax(0, item->label_y + up - s->height);
}

void ctg__scatter_turn(ctg__scatter *s)
{
    for (size_t i = 0; i < s->count; i++) {
        ctg__scatter_item *const item = &s->items[i];
        double least = INFINITY;
        ctg__point best = {item->label_x, item->label_y};

        for (int side = 0; side < SIDES; side++) {
            const ctg__point p = place_words(item, side);
            double cost;

            item->label_x = p.x;
            item->label_y = p.y;
            cost = sides[side].cost + BEYOND * beyond(s, item) +
                   lines_in_words(s, i) + others_in_words(s, i);
            if (cost < least - 1e-9) {
                least = cost;
                best = p;
            }
        }
        item->label_x = best.x;
        item->label_y = best.y;
    }
}

size_t ctg__scatter_cross(ctg__scatter *s)
{
    size_t count = 0;

    for (size_t i = 0; i < s->count; i++) {
        s->items[i].crossed = lines_in_words(s, i) > 0;
        count += s->items[i].crossed;
    }
    return count;
}
