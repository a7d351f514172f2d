/* Lines that bend around shapes and words, and words that give way to them. */
#include <math.h>

#include "draw/outline.h"
#include "draw/placed.h"
#include "draw/scatter.h"

enum { SAMPLES = 48, HALVINGS = 30, ROUNDS = 3 };

#define NEAR 3.0       /* points a line keeps off */
#define BESIDE 9.0     /* points between two lines of the same ends */
#define OVER_SHAPE 3.0 /* cost of a sample, in bends of a tenth */
#define OVER_WORDS 2.0
#define TOGETHER 60.0
#define LABEL_GAP 2.0
#define ASIDE 8.0         /* some shapes have tabs at their left */
#define BEYOND 0.1        /* cost of a point that makes the picture larger */
#define OVER_OTHERS 200.0 /* cost of words over words or shapes */

typedef struct point {
    double x;
    double y;
} point;

typedef struct curve {
    point p[4];
} curve;

static point between(point a, point b, double t)
{
    return (point){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
}

static point at(const curve *c, double t)
{
    const point a = between(c->p[0], c->p[1], t);
    const point b = between(c->p[1], c->p[2], t);
    const point d = between(c->p[2], c->p[3], t);

    return between(between(a, b, t), between(b, d, t), t);
}

/* What of it is before t, and after. */
static curve head_of(const curve *c, double t)
{
    const point a = between(c->p[0], c->p[1], t);
    const point b = between(c->p[1], c->p[2], t);
    const point ab = between(a, b, t);

    return (curve){{c->p[0], a, ab, at(c, t)}};
}

static curve tail_of(const curve *c, double t)
{
    const point b = between(c->p[1], c->p[2], t);
    const point d = between(c->p[2], c->p[3], t);

    return (curve){{at(c, t), between(b, d, t), d, c->p[3]}};
}

/* From middle to middle. */
static curve curve_of(const ctg__scatter *s, size_t line, double bend)
{
    const ctg__scatter_item *const a = &s->items[s->lines[line].tail];
    const ctg__scatter_item *const b = &s->items[s->lines[line].head];
    const double dx = b->x - a->x;
    const double dy = b->y - a->y;
    const double aside = bend * 4 / 3;

    return (curve){{{a->x, a->y},
                    {a->x + dx / 3 - dy * aside, a->y + dy / 3 + dx * aside},
                    {b->x - dx / 3 - dy * aside, b->y - dy / 3 + dx * aside},
                    {b->x, b->y}}};
}

static bool in_shape(const ctg__scatter_item *item, point p, double more)
{
    return ctg__shape_holds(item->shape, item->width + 2 * more,
                            item->height + 2 * more, p.x - item->x,
                            p.y - item->y);
}

static bool in_words(const ctg__scatter_item *item, point p, double more)
{
    return fabs(p.x - item->label_x) <= item->label_width / 2 + more &&
           fabs(p.y - item->label_y) <= item->label_height / 2 + more;
}

/* --- bends -----------------------------------------------------------------
 */

/* As seen from the end with the smaller number. */
static double bend_of(const ctg__scatter_line *line, double bend)
{
    return line->tail < line->head ? bend : -bend;
}

static bool same_ends(const ctg__scatter_line *a, const ctg__scatter_line *b)
{
    return (a->tail == b->tail && a->head == b->head) ||
           (a->tail == b->head && a->head == b->tail);
}

/* Would it lie on a line that has its bend and the same ends? */
static bool is_taken(const ctg__scatter *s, size_t line, double bend)
{
    const ctg__scatter_line *const l = &s->lines[line];
    const double dx = s->items[l->head].x - s->items[l->tail].x;
    const double dy = s->items[l->head].y - s->items[l->tail].y;
    const double length = sqrt(dx * dx + dy * dy);

    for (size_t i = 0; i < line; i++) {
        const ctg__scatter_line *const other = &s->lines[i];
        const double apart =
            fabs(bend_of(l, bend) - bend_of(other, other->bend));

        if (other->pen > 0 && same_ends(other, l) &&
            apart * length < (l->pen + other->pen) / 2 + BESIDE)
            return true;
    }
    return false;
}

static double cost_of(const ctg__scatter *s, size_t line, double bend,
                      bool words)
{
    const ctg__scatter_line *const l = &s->lines[line];
    const curve c = curve_of(s, line, bend);
    const double more = NEAR + l->pen / 2;
    double cost = fabs(bend) * 10;

    if (is_taken(s, line, bend))
        cost += TOGETHER;
    for (int k = 1; k < SAMPLES; k++) {
        const point p = at(&c, (double)k / SAMPLES);

        for (size_t i = 0; i < s->count; i++) {
            const ctg__scatter_item *const item = &s->items[i];

            if (i != l->tail && i != l->head && in_shape(item, p, more))
                cost += OVER_SHAPE;
            else if (words && in_words(item, p, l->pen / 2 + 1) &&
                     !in_shape(&s->items[l->tail], p, 0) &&
                     !in_shape(&s->items[l->head], p, 0))
                cost += OVER_WORDS;
        }
    }
    return cost;
}

/* Around shapes, and around words once they have their sides. */
static void bend_lines(ctg__scatter *s, bool words)
{
    static const double bends[] = {0,    0.08, -0.08, 0.16, -0.16, 0.25,
                                   -.25, 0.36, -0.36, 0.5,  -0.5};

    for (size_t i = 0; i < s->line_count; i++) {
        double least = INFINITY;

        if (!(s->lines[i].pen > 0))
            continue;
        for (size_t b = 0; b < sizeof bends / sizeof *bends; b++) {
            const double cost = cost_of(s, i, bends[b], words);

            if (cost < least - 1e-9) {
                least = cost;
                s->lines[i].bend = bends[b];
            }
        }
    }
}

/* --- words -----------------------------------------------------------------
 */

/* Where words may stand: across, up; how little that is liked. */
static const struct {
    double across;
    double up;
    double cost;
} sides[] = {{0, -1, 0},     {0, 1, 0.6},   {1, 0, 1.2},    {-1, 0, 1.4},
             {1, -0.7, 1.6}, {1, 0.7, 1.7}, {-1, -.7, 1.8}, {-1, 0.7, 1.9}};

enum { SIDES = sizeof sides / sizeof *sides };

static point place_words(const ctg__scatter_item *item, int side)
{
    const double up = (item->height + item->label_height) / 2 + LABEL_GAP;
    const double aside = (item->width + item->label_width) / 2 + ASIDE;
    const double corner_x = item->width * 0.35;
    const double corner_y = item->height * 0.35;
    /* The corners of a circle are empty. */
    const bool round = !ctg__shape_holds(item->shape, item->width, item->height,
                                         corner_x + 1, corner_y + 1);
    const bool corner = sides[side].across != 0 && sides[side].up != 0;

    return (point){
        item->x + sides[side].across *
                      (corner && round ? aside - item->width * 0.15 : aside),
        item->y + sides[side].up * up};
}

static bool overlap(double ax, double ay, double aw, double ah, double bx,
                    double by, double bw, double bh)
{
    return fabs(ax - bx) < (aw + bw) / 2 && fabs(ay - by) < (ah + bh) / 2;
}

/* Samples of lines in an item's words. */
static double lines_in_words(const ctg__scatter *s, size_t index)
{
    double sum = 0;

    for (size_t i = 0; i < s->line_count; i++) {
        const ctg__scatter_line *const l = &s->lines[i];
        const curve c = curve_of(s, i, l->bend);

        if (!(l->pen > 0))
            continue;
        for (int k = 1; k < SAMPLES; k++) {
            const point p = at(&c, (double)k / SAMPLES);

            /* What is under a shape is not seen. */
            if (in_words(&s->items[index], p, l->pen / 2) &&
                !in_shape(&s->items[l->tail], p, 0) &&
                !in_shape(&s->items[l->head], p, 0))
                sum += 0.5 + l->pen / 8;
        }
    }
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

static void turn_words(ctg__scatter *s)
{
    for (size_t i = 0; i < s->count; i++) {
        ctg__scatter_item *const item = &s->items[i];
        double least = INFINITY;
        point best = {item->label_x, item->label_y};

        for (int side = 0; side < SIDES; side++) {
            const point p = place_words(item, side);
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

void ctg__scatter_route(ctg__scatter *s)
{
    for (int round = 0; round < ROUNDS; round++) {
        bend_lines(s, round > 0);
        turn_words(s);
    }
    for (size_t i = 0; i < s->count; i++)
        s->items[i].crossed = lines_in_words(s, i) > 0;
}

/* --- curves ----------------------------------------------------------------
 */

/* The last t at which it is inside the tail, the first inside the head. */
static double leave(const curve *c, const ctg__scatter_item *item)
{
    double low = 0;
    double high = 0.5;

    for (int i = 0; i < HALVINGS; i++) {
        const double middle = (low + high) / 2;

        if (in_shape(item, at(c, middle), 0.5))
            low = middle;
        else
            high = middle;
    }
    return low;
}

static double arrive(const curve *c, const ctg__scatter_item *item)
{
    double low = 0.5;
    double high = 1;

    for (int i = 0; i < HALVINGS; i++) {
        const double middle = (low + high) / 2;

        if (in_shape(item, at(c, middle), 0.5))
            high = middle;
        else
            low = middle;
    }
    return high;
}

/* So far before the end of the curve. */
static double before(const curve *c, double arrow)
{
    const point tip = c->p[3];
    double low = 0;
    double high = 1;

    for (int i = 0; i < HALVINGS; i++) {
        const double middle = (low + high) / 2;
        const point p = at(c, middle);

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
    curve c = curve_of(s, line, l->bend);
    const double begin = leave(&c, &s->items[l->tail]);
    const double end = arrive(&c, &s->items[l->head]);

    c = head_of(&c, end);
    c = tail_of(&c, begin / end);
    if (arrow > 0) {
        ctg__text_add(pos, "e,");
        ctg__add_point(pos, c.p[3].x, c.p[3].y);
        ctg__text_add_char(pos, ' ');
        c = head_of(&c, before(&c, arrow));
    }
    for (int i = 0; i < 4; i++) {
        ctg__text_add(pos, i ? " " : "");
        ctg__add_point(pos, c.p[i].x, c.p[i].y);
    }
}
