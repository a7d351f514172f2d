/* Shapes and words that nothing overlaps, lines that end where shapes do. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw/outline.h"
#include "draw/scatter.h"
#include "support/cmocka.h"

enum { MOST = 60 };

typedef struct picture {
    ctg__scatter scatter;
    ctg__scatter_item items[MOST];
    ctg__scatter_line lines[4 * MOST];
} picture;

static unsigned next(unsigned *state)
{
    *state = *state * 1103515245u + 12345u;
    return *state >> 16;
}

static const char *const kinds[] = {
    "bank",     "fund",     "market maker", "lending",       "stablecoin",
    "vault",    "bridge",   "house",        "perp exchange", "insurance",
    "dex pool", "exchange", "asset",        "liquid staking"};

enum { KINDS = sizeof kinds / sizeof *kinds };

static void make(picture *p, size_t count, size_t lines, unsigned seed)
{
    *p = (picture){.scatter = {.count = count}};
    p->scatter.items = p->items;
    p->scatter.lines = p->lines;
    for (size_t i = 0; i < count; i++) {
        p->items[i].shape = ctg__shape_of(kinds[next(&seed) % KINDS]);
        p->items[i].width = 17 + next(&seed) % 70;
        p->items[i].height = 17 + next(&seed) % 50;
        p->items[i].label_width = 30 + next(&seed) % 120;
        p->items[i].label_height = 23;
        p->items[i].plain = i % 3 != 0;
    }
    for (size_t i = 0; i < lines; i++) {
        const size_t tail = next(&seed) % count;
        const size_t head = next(&seed) % count;

        if (tail == head)
            continue;
        p->lines[p->scatter.line_count++] = (ctg__scatter_line){
            .tail = tail, .head = head, .pen = 0.7 + next(&seed) % 5};
    }
}

static bool overlap(double ax, double ay, double aw, double ah, double bx,
                    double by, double bw, double bh)
{
    return fabs(ax - bx) < (aw + bw) / 2 - 0.05 &&
           fabs(ay - by) < (ah + bh) / 2 - 0.05;
}

static void assert_apart(const picture *p)
{
    for (size_t i = 0; i < p->scatter.count; i++) {
        const ctg__scatter_item *const a = &p->items[i];

        assert_true(a->x - a->width / 2 >= -0.05);
        assert_true(a->y + a->height / 2 <= p->scatter.height + 0.05);
        assert_true(a->label_x + a->label_width / 2 <= p->scatter.width + 0.05);
        assert_true(a->label_y - a->label_height / 2 >= -0.05);
        for (size_t j = 0; j < p->scatter.count; j++) {
            const ctg__scatter_item *const b = &p->items[j];

            if (i != j) {
                assert_false(overlap(a->x, a->y, a->width, a->height, b->x,
                                     b->y, b->width, b->height));
                assert_false(overlap(a->label_x, a->label_y, a->label_width,
                                     a->label_height, b->label_x, b->label_y,
                                     b->label_width, b->label_height));
            }
            /* Words keep off shapes, their own too, but for the corners of
             * round ones. */
            if (i != j || (strcmp(a->shape->shape, "box") == 0 && !a->within))
                assert_false(overlap(a->label_x, a->label_y, a->label_width,
                                     a->label_height, b->x, b->y, b->width,
                                     b->height));
        }
    }
}

/* From words to the shape, whose points are looked at on a grid. */
static double distance(const ctg__scatter_item *item)
{
    enum { STEPS = 120 };
    double least = INFINITY;

    for (int i = 0; i <= STEPS; i++)
        for (int j = 0; j <= STEPS; j++) {
            const double dx = item->width * ((double)i / STEPS - 0.5);
            const double dy = item->height * ((double)j / STEPS - 0.5);

            if (ctg__shape_holds(item->shape, item->width, item->height, dx,
                                 dy))
                least = fmin(least,
                             hypot(fmax(0, fabs(item->x + dx - item->label_x) -
                                               item->label_width / 2),
                                   fmax(0, fabs(item->y + dy - item->label_y) -
                                               item->label_height / 2)));
        }
    return least;
}

/* Right beside it, at most 1.2 lines of 12 points away, and not on it; or
 * inside, and then with all of their corners but for what is blank. */
static void words_stand_by_their_shapes(void **state)
{
    size_t within = 0;

    (void)state;
    for (unsigned seed = 1; seed <= 12; seed++) {
        picture p;

        make(&p, 30, seed * 9, seed + 300);
        for (size_t i = 0; i < 30; i++) {
            p.items[i].width += i % 5 == 0 ? 60 : 0;
            p.items[i].height += i % 5 == 0 ? 40 : 0;
            p.items[i].label_width += i % 5 == 1 ? 90 : 0;
        }
        assert_true(ctg__scatter_arrange(&p.scatter, 960, 780));
        for (size_t i = 0; i < 30; i++) {
            const ctg__scatter_item *const a = &p.items[i];

            if (!a->within) {
                assert_true(distance(a) < 14.4);
                assert_true(distance(a) > 0.3);
                continue;
            }
            within++;
            assert_true(a->plain);
            assert_false(a->crossed);
            for (int k = 0; k < 4; k++)
                assert_true(ctg__shape_holds(
                    a->shape, a->width, a->height,
                    a->label_x - a->x +
                        (k % 2 ? 0.5 : -0.5) * (a->label_width - 2),
                    a->label_y - a->y +
                        (k / 2 ? 0.5 : -0.5) * (a->label_height - 4)));
        }
    }
    assert_true(within > 8);
}

static void nothing_overlaps(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 12; seed++) {
        picture p;

        make(&p, 3 + seed * 4, seed * 7, seed);
        assert_true(ctg__scatter_arrange(&p.scatter, 960, 780));
        assert_apart(&p);
    }
}

/* 22 items of middle size have room on a screen, and upright as well. */
static void a_page_is_kept(void **state)
{
    picture p;

    (void)state;
    make(&p, 22, 40, 237);
    assert_true(ctg__scatter_arrange(&p.scatter, 944, 814));
    assert_true(p.scatter.width <= 944 && p.scatter.height <= 814);
    assert_true(ctg__scatter_arrange(&p.scatter, 673, 840));
    assert_true(p.scatter.width <= 673 && p.scatter.height <= 840);
    assert_true(p.scatter.height > p.scatter.width);
}

static void the_linked_stand_close(void **state)
{
    picture p;
    double linked = 0;
    double all = 0;

    (void)state;
    make(&p, 20, 0, 5);
    for (size_t i = 0; i < 19; i++)
        p.lines[p.scatter.line_count++] =
            (ctg__scatter_line){.tail = i, .head = i + 1, .pen = i % 2 ? 1 : 0};
    assert_true(ctg__scatter_arrange(&p.scatter, 900, 700));
    for (size_t i = 0; i < 20; i++)
        for (size_t j = 0; j < i; j++) {
            const double far =
                hypot(p.items[i].x - p.items[j].x, p.items[i].y - p.items[j].y);

            all += far / 190;
            linked += i == j + 1 ? far / 19 : 0;
        }
    assert_true(linked < 0.6 * all);
}

static void two_lines_of_the_same_ends_are_two(void **state)
{
    picture p;

    (void)state;
    make(&p, 2, 0, 7);
    for (size_t i = 0; i < 3; i++)
        p.lines[i] =
            (ctg__scatter_line){.tail = i % 2, .head = 1 - i % 2, .pen = 4};
    p.scatter.line_count = 3;
    assert_true(ctg__scatter_arrange(&p.scatter, 900, 700));
    /* The second runs the other way: its left is the first's right. */
    assert_true(p.lines[0].bend != -p.lines[1].bend);
    assert_true(p.lines[0].bend != p.lines[2].bend);
    assert_true(p.lines[2].bend != -p.lines[1].bend);
}

enum { POINTS = 240 };

/* A line as Graphviz draws it: pieces between the shapes that it passes
 * behind, each of four points or of 13. */
typedef struct drawn {
    double x[POINTS];
    double y[POINTS];
    bool begins[POINTS]; /* a piece */
    size_t count;
    bool arrow;
    double tip_x;
    double tip_y;
} drawn;

/* Points of "x,y x,y x,y x,y;e,x,y x,y x,y x,y x,y". */
static drawn read_line(const char *pos)
{
    drawn d = {0};
    bool begins = true;

    while (*pos) {
        const bool tip = *pos == 'e';
        char *end;
        double x;
        double y;

        assert_true(d.count < POINTS);
        x = strtod(pos + (tip ? 2 : 0), &end);
        y = strtod(end + 1, &end);
        if (tip) {
            assert_false(d.arrow);
            d.arrow = true;
            d.tip_x = x;
            d.tip_y = y;
        } else {
            d.x[d.count] = x;
            d.y[d.count] = y;
            d.begins[d.count++] = begins;
            begins = false;
        }
        begins |= *end == ';';
        pos = end + (*end != 0);
    }
    return d;
}

static void pieces_have_points_for_curves(const drawn *d)
{
    size_t length = 0;

    for (size_t k = 0; k < d->count; k++) {
        if (d->begins[k] && k > 0) {
            assert_true(length == 4 || length == 13);
            length = 0;
        }
        length++;
    }
    assert_true(length == 4 || length == 13);
}

static void lines_end_where_shapes_do(void **state)
{
    picture p;

    (void)state;
    make(&p, 30, 60, 23);
    assert_true(ctg__scatter_arrange(&p.scatter, 960, 780));
    for (size_t i = 0; i < p.scatter.line_count; i++) {
        const ctg__scatter_item *const tail = &p.items[p.lines[i].tail];
        const ctg__scatter_item *const head = &p.items[p.lines[i].head];
        const double arrow = i % 2 ? 5.5 : 0;
        ctg__text pos = {0};
        drawn d;

        ctg__scatter_add_curve(&p.scatter, i, arrow, &pos);
        d = read_line(ctg__text_string(&pos));
        assert_int_equal(d.arrow, i % 2);
        pieces_have_points_for_curves(&d);
        if (!d.arrow) {
            d.tip_x = d.x[d.count - 1];
            d.tip_y = d.y[d.count - 1];
        }
        /* Ends are outside by less than a point and a bit. */
        assert_false(ctg__shape_holds(head->shape, head->width - 1,
                                      head->height - 1, d.tip_x - head->x,
                                      d.tip_y - head->y));
        assert_true(ctg__shape_holds(head->shape, head->width + 4,
                                     head->height + 4, d.tip_x - head->x,
                                     d.tip_y - head->y));
        assert_true(ctg__shape_holds(tail->shape, tail->width + 4,
                                     tail->height + 4, d.x[0] - tail->x,
                                     d.y[0] - tail->y));
        if (d.arrow)
            assert_true(fabs(hypot(d.x[d.count - 1] - d.tip_x,
                                   d.y[d.count - 1] - d.tip_y) -
                             arrow) < 0.3);
        /* Graphviz makes room for all points. */
        for (size_t k = 0; k < d.count; k++)
            assert_true(d.x[k] > -12 && d.x[k] < p.scatter.width + 12 &&
                        d.y[k] > -12 && d.y[k] < p.scatter.height + 12);
        ctg__text_clear(&pos);
    }
}

static double on_curve(const double *p, double t)
{
    const double u = 1 - t;

    return u * u * u * p[0] + 3 * u * u * t * p[1] + 3 * u * t * t * p[2] +
           t * t * t * p[3];
}

typedef bool is_in(const ctg__scatter_item *item, double pen, double x,
                   double y);

static bool in_words(const ctg__scatter_item *words, double pen, double x,
                     double y)
{
    return fabs(x - words->label_x) < words->label_width / 2 + pen - 2 &&
           fabs(y - words->label_y) < words->label_height / 2 + pen - 2;
}

/* Or as near as half of the gap that says that it is behind. */
static bool in_shape(const ctg__scatter_item *item, double pen, double x,
                     double y)
{
    (void)pen;
    return ctg__shape_holds(item->shape, item->width + 2, item->height + 2,
                            x - item->x, y - item->y);
}

/* Is a point of a line, as Graphviz draws it, in the words by 2 points, or on
 * the shape? */
static bool runs_through(const picture *p, size_t line, size_t item, is_in *in)
{
    const double pen = p->lines[line].pen / 2;
    bool through = false;
    ctg__text pos = {0};
    drawn d;

    ctg__scatter_add_curve(&p->scatter, line, 0, &pos);
    d = read_line(ctg__text_string(&pos));
    for (size_t k = 0; k + 3 < d.count;
         k += d.begins[k + 4 < d.count ? k + 4 : 0] ? 4 : 3)
        for (int i = 0; i <= 200; i++)
            through |= in(&p->items[item], pen, on_curve(d.x + k, i / 200.0),
                          on_curve(d.y + k, i / 200.0));
    ctg__text_clear(&pos);
    return through;
}

/* Crowded as it may be: a line that has to pass a shape is not seen there. */
static void lines_have_gaps_behind_shapes(void **state)
{
    size_t behind = 0;

    (void)state;
    for (unsigned seed = 1; seed <= 5; seed++) {
        const size_t count = 20;
        picture p;

        make(&p, count, count * 5, seed);
        assert_true(ctg__scatter_arrange(&p.scatter, 500, 400));
        for (size_t k = 0; k < p.scatter.line_count; k++) {
            ctg__text pos = {0};

            for (size_t i = 0; i < count; i++)
                if (i != p.lines[k].tail && i != p.lines[k].head)
                    assert_false(runs_through(&p, k, i, in_shape));
            ctg__scatter_add_curve(&p.scatter, k, 0, &pos);
            behind += strchr(ctg__text_string(&pos), ';') != NULL;
            ctg__text_clear(&pos);
        }
    }
    assert_true(behind > 5);
}

/* Words that lines run through are marked, so that they get a ground; there
 * are none of them where there are few lines, and room. */
static void no_line_runs_through_words(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 10; seed++) {
        const size_t count = 2 + 3 * seed;
        const bool few = seed < 7;
        size_t crossed = 0;
        picture p;

        make(&p, count, few ? count * 3 / 2 : count * 4, seed + 70);
        assert_true(few ? ctg__scatter_arrange(&p.scatter, 960, 780)
                        : ctg__scatter_arrange(&p.scatter, 700, 500));
        for (size_t i = 0; i < count; i++) {
            crossed += p.items[i].crossed;
            for (size_t k = 0; k < p.scatter.line_count; k++)
                if (!p.items[i].crossed && !p.items[i].within)
                    assert_false(runs_through(&p, k, i, in_words));
        }
        assert_int_equal(p.scatter.crossed, crossed);
        if (few)
            assert_int_equal(crossed, 0);
    }
}

static void the_same_input_has_the_same_places(void **state)
{
    picture one;
    picture other;

    (void)state;
    make(&one, 33, 50, 11);
    make(&other, 33, 50, 11);
    assert_true(ctg__scatter_arrange(&one.scatter, 960, 780));
    assert_true(ctg__scatter_arrange(&other.scatter, 960, 780));
    assert_memory_equal(one.items, other.items, sizeof one.items);
    assert_memory_equal(one.lines, other.lines, sizeof one.lines);
}

static void few_and_none_have_places_too(void **state)
{
    picture p;

    (void)state;
    make(&p, 1, 0, 3);
    assert_true(ctg__scatter_arrange(&p.scatter, 1e9, 1e9));
    assert_apart(&p);
    make(&p, 1, 0, 3);
    p.scatter.count = 0;
    assert_true(ctg__scatter_arrange(&p.scatter, 900, 700));
    assert_true(p.scatter.width == 0 && p.scatter.height == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_overlaps),
        cmocka_unit_test(words_stand_by_their_shapes),
        cmocka_unit_test(a_page_is_kept),
        cmocka_unit_test(the_linked_stand_close),
        cmocka_unit_test(two_lines_of_the_same_ends_are_two),
        cmocka_unit_test(lines_end_where_shapes_do),
        cmocka_unit_test(lines_have_gaps_behind_shapes),
        cmocka_unit_test(no_line_runs_through_words),
        cmocka_unit_test(the_same_input_has_the_same_places),
        cmocka_unit_test(few_and_none_have_places_too),
    };

    return RUN_TESTS(tests);
}
