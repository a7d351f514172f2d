/* Outlines of shapes are where Graphviz draws them; words fit in. */
#include "draw/outline.h"

#include <math.h>

#include "support/cmocka.h"

static const char *const kinds[] = {
    "bank",     "fund",     "market maker", "lending",       "stablecoin",
    "vault",    "bridge",   "house",        "perp exchange", "insurance",
    "dex pool", "exchange", "asset",        "liquid staking"};

enum { KINDS = sizeof kinds / sizeof *kinds };

/* A circle of 80 points takes words of 70; a note has a folded corner, an
 * exchange has tabs. */
static void shapes_say_whether_words_fit(void **state)
{
    double up = 1;

    (void)state;
    assert_true(ctg__shape_takes(ctg__shape_of("bank"), 80, 80, 70, 23, &up));
    assert_true(up == 0);
    assert_false(ctg__shape_takes(ctg__shape_of("bank"), 80, 80, 82, 23, &up));
    assert_true(
        ctg__shape_takes(ctg__shape_of("lending"), 80, 30, 79, 23, &up));
    assert_false(
        ctg__shape_takes(ctg__shape_of("exchange"), 80, 30, 79, 23, &up));
    assert_true(
        ctg__shape_takes(ctg__shape_of("exchange"), 102, 30, 79, 23, &up));
    assert_false(ctg__shape_takes(ctg__shape_of("asset"), 80, 30, 70, 23, &up));
    assert_true(ctg__shape_takes(ctg__shape_of("asset"), 80, 44, 70, 23, &up));
    assert_false(ctg__shape_takes(ctg__shape_of("vault"), 80, 30, 70, 23, &up));
    /* Under a roof there is more room than in the middle. */
    assert_true(
        ctg__shape_takes(ctg__shape_of("market maker"), 80, 50, 76, 23, &up));
    assert_true(up < 0);
    assert_true(
        ctg__shape_takes(ctg__shape_of("insurance"), 80, 50, 76, 23, &up));
    assert_true(up > 0);
}

/* What part of its box a shape covers: the f of its row. */
static void outlines_cover_what_their_rows_say(void **state)
{
    enum { STEPS = 400 };

    (void)state;
    for (size_t k = 0; k < KINDS; k++) {
        const ctg__shape *const shape = ctg__shape_of(kinds[k]);
        size_t inside = 0;

        for (int i = 0; i < STEPS; i++)
            for (int j = 0; j < STEPS; j++)
                inside += ctg__shape_holds(shape, 30, 20,
                                           30 * ((i + 0.5) / STEPS - 0.5),
                                           20 * ((j + 0.5) / STEPS - 0.5));
        assert_true(fabs((double)inside / (STEPS * STEPS) - shape->f) < 0.006);
    }
    assert_false(ctg__shape_holds(ctg__shape_of("bank"), 30, 20, 15.1, 0));
    assert_false(ctg__shape_holds(ctg__shape_of("bank"), 0, 0, 0, 0));
}

/* Corners as Graphviz draws them, from -1 to 1 across the box of a shape; it
 * draws those of a bridge farther out by a 27th of the width. */
static void outlines_have_the_corners_of_their_shapes(void **state)
{
    static const struct {
        const char *kind;
        double x;
        double y;
    } corners[] = {
        {"market maker", 0, 1},
        {"market maker", 1, 0.309},
        {"market maker", 0.999, -0.809},
        {"insurance", 0, -1},
        {"insurance", -1, -0.309},
        {"insurance", -0.999, 0.809},
        {"lending", 1, 1},
        {"lending", -1, -1},
        {"stablecoin", 1, 0},
        {"stablecoin", -0.5, 1},
        {"liquid staking", 1, 0.414},
        {"liquid staking", -0.414, -1},
        {"dex pool", 0, 1},
        {"dex pool", -1, 0},
        {"perp exchange", 0.584, 1},
        {"perp exchange", -1, -1},
        {"bridge", 1, 1},
        {"bridge", -0.64, 1},
        {"bridge", -1, -1},
        {"bridge", 0.64, -1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof corners / sizeof *corners; i++) {
        const ctg__shape *const shape = ctg__shape_of(corners[i].kind);
        const double dx = 15 * corners[i].x;
        const double dy = 10 * corners[i].y;

        assert_true(ctg__shape_holds(shape, 30, 20, 0.98 * dx, 0.98 * dy));
        assert_false(ctg__shape_holds(shape, 30, 20, 1.02 * dx, 1.02 * dy));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes_say_whether_words_fit),
        cmocka_unit_test(outlines_cover_what_their_rows_say),
        cmocka_unit_test(outlines_have_the_corners_of_their_shapes),
    };

    return RUN_TESTS(tests);
}
