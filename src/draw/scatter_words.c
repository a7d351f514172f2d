/* Words of a scatter: inside of shapes that have room for them, else right
 * beside, where they give way to lines and to each other. */
#include <assert.h>
#include <math.h>

#include "draw/outline.h"
#include "draw/scatter_inside.h"

#define LABEL_GAP 2.0
#define ASIDE 5.0         /* some shapes have tabs at their left */
#define BEYOND 0.5        /* cost of a point that makes the picture larger */
#define OVER_OTHERS 200.0 /* cost of words over words or shapes */
#define NEAR_OTHERS 3.0   /* of words that might be another shape's */
#define NEAR 14.0
#define STEP 2.0 /* between points of a box that are looked at */

/* Where words may stand: across, up; how little that is liked. */
static const struct {
    double across;
    double up;
    double cost;
} sides[] = {
    {0, -1, 0},      {0, 1, 0.6},      {0.25, -1, 0.5},  {-0.25, -1, 0.55},
    {0.45, -1, 0.8}, {-0.45, -1, 0.9}, {0.25, 1, 1},     {-0.25, 1, 1.05},
    {0.45, 1, 1.2},  {-0.45, 1, 1.3},  {1, 0, 1.1},      {-1, 0, 1.3},
    {0.65, -1, 1.2}, {-0.65, -1, 1.3}, {0.65, 1, 1.5},   {-0.65, 1, 1.6},
    {1, -0.35, 1.3}, {1, 0.35, 1.4},   {-1, -0.35, 1.5}, {-1, 0.35, 1.6},
    {1, -0.7, 1.6},  {1, 0.7, 1.7},    {-1, -0.7, 1.8},  {-1, 0.7, 1.9},
    {0.85, -1, 1.7}, {0.85, 1, 1.8},   {-0.85, -1, 1.9}, {-0.85, 1, 2},
    {1, -1, 2.1},    {1, 1, 2.2},      {-1, -1, 2.3},    {-1, 1, 2.4},
};

/* Words further off than a line is high would be taken for another's. */
static const double rings[] = {0, 4, 9};

enum {
    SIDES = sizeof sides / sizeof *sides,
    RINGS = sizeof rings / sizeof *rings,
    PLACES = SIDES * RINGS,
    HALVINGS = 6
};

static_assert((int)SIDES == (int)CTG__WORD_SIDES, "sides are counted there");

/* Has a box, seen from the middle of the shape, anything in common with it:
 * its middle, or some of the box's edge? */
static bool meets(const ctg__scatter_item *item, double x, double y,
                  double width, double height)
{
    /* Even: corners of shapes are at the middle of their sides. */
    const int across = 2 * (int)ceil(width / STEP / 2);
    const int up = 2 * (int)ceil(height / STEP / 2);

    if (fabs(x) < width / 2 && fabs(y) < height / 2)
        return true;
    for (int i = 0; i <= across; i++)
        for (int side = -1; side <= 1; side += 2)
            if (ctg__shape_holds(item->shape, item->width, item->height,
                                 x + width * ((double)i / across - 0.5),
                                 y + side * height / 2))
                return true;
    for (int i = 1; i < up; i++)
        for (int side = -1; side <= 1; side += 2)
            if (ctg__shape_holds(item->shape, item->width, item->height,
                                 x + side * width / 2,
                                 y + height * ((double)i / up - 0.5)))
                return true;
    return false;
}

/* From the box around the shape to the shape itself, whose corners may be
 * empty. */
static ctg__point draw_near(const ctg__scatter_item *item, double x, double y)
{
    const double width = item->label_width + 2 * (ASIDE - 0.5);
    const double height = item->label_height + 2 * (LABEL_GAP - 0.5);
    double low = 0.3;
    double high = 1;

    for (int i = 0; i < HALVINGS && x != 0; i++) {
        const double middle = (low + high) / 2;

        if (meets(item, middle * x, middle * y, width, height))
            low = middle;
        else
            high = middle;
    }
    return (ctg__point){high * x, high * y};
}

void ctg__scatter_find_sides(const ctg__scatter *s, ctg__point *beside)
{
    for (size_t i = 0; i < s->count; i++) {
        const ctg__scatter_item *const item = &s->items[i];
        const double up = (item->height + item->label_height) / 2 + LABEL_GAP;
        const double aside = (item->width + item->label_width) / 2 + ASIDE;

        for (int side = 0; side < SIDES && !item->within; side++)
            beside[i * SIDES + (size_t)side] = draw_near(
                item, sides[side].across * aside, sides[side].up * up);
    }
}

static ctg__point place_words(const ctg__scatter_item *item,
                              const ctg__point *beside, int place)
{
    const int side = place % SIDES;
    const double more = rings[place / SIDES];
    const bool across = fabs(sides[side].across) == 1;
    const bool up = fabs(sides[side].up) == 1;
    const double part = across && up ? 0.7 : 1;

    return (ctg__point){item->x + beside[side].x +
                            (across ? part * more * sides[side].across : 0),
                        item->y + beside[side].y +
                            (up ? part * more * sides[side].up : 0)};
}

static double cost_of_place(int place)
{
    return sides[place % SIDES].cost + 0.15 * rings[place / SIDES];
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

/* Adds to the costs of places what a line's samples in them cost. */
static void add_line(const ctg__scatter *s, const ctg__scatter_line *l,
                     const ctg__scatter_item *item, const ctg__point *places,
                     double *costs)
{
    const ctg__curve c = ctg__scatter_curve(s, l);
    const double across = (item->label_width + l->pen) / 2;
    const double up = (item->label_height + l->pen) / 2;
    const double far_across =
        item->width / 2 + item->label_width + ASIDE + rings[RINGS - 1];
    const double far_up =
        item->height / 2 + item->label_height + ASIDE + rings[RINGS - 1];

    if (!ctg__curve_is_near(&c, item->x - far_across, item->x + far_across,
                            item->y - far_up, item->y + far_up))
        return;
    for (int k = 1; k < CTG__SAMPLES; k++) {
        const ctg__point p = ctg__curve_at(&c, (double)k / CTG__SAMPLES);

        if (fabs(p.x - item->x) > far_across || fabs(p.y - item->y) > far_up ||
            ctg__in_shape(&s->items[l->tail], p, 0) ||
            ctg__in_shape(&s->items[l->head], p, 0))
            continue;
        for (int i = 0; i < PLACES; i++)
            if (fabs(p.x - places[i].x) <= across &&
                fabs(p.y - places[i].y) <= up)
                costs[i] += 0.5 + l->pen / 8;
    }
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
        else if (overlap(item->label_x, item->label_y,
                         item->label_width + 2 * NEAR,
                         item->label_height + NEAR, other->x, other->y,
                         other->width, other->height))
            sum += NEAR_OTHERS;
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

static void turn(ctg__scatter *s, size_t index, const ctg__point *beside)
{
    ctg__scatter_item *const item = &s->items[index];
    ctg__point places[PLACES];
    double costs[PLACES];
    double least = INFINITY;
    int best = 0;

    for (int i = 0; i < PLACES; i++) {
        places[i] = place_words(item, beside, i);
        costs[i] = cost_of_place(i);
    }
    for (size_t i = 0; i < s->line_count; i++)
        if (s->lines[i].pen > 0)
            add_line(s, &s->lines[i], item, places, costs);
    for (int i = 0; i < PLACES; i++) {
        if (!(costs[i] < least - 1e-9))
            continue;
        item->label_x = places[i].x;
        item->label_y = places[i].y;
        costs[i] += BEYOND * beyond(s, item) + others_in_words(s, index);
        if (costs[i] < least - 1e-9) {
            least = costs[i];
            best = i;
        }
    }
    item->label_x = places[best].x;
    item->label_y = places[best].y;
}

void ctg__scatter_turn(ctg__scatter *s, const ctg__point *beside)
{
    for (size_t i = 0; i < s->count && ctg__scatter_ask(s); i++)
        if (!s->items[i].within)
            turn(s, i, beside + i * SIDES);
}

size_t ctg__scatter_cross(ctg__scatter *s)
{
    size_t count = 0;

    for (size_t i = 0; i < s->count; i++) {
        s->items[i].crossed = !s->items[i].within && lines_in_words(s, i) > 0;
        count += s->items[i].crossed;
    }
    return count;
}
