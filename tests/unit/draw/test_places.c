/* Places in a circle of importance: nobody hides anybody. */
#include "draw/importance_places.h"

#include <math.h>
#include <string.h>

#include "support/cmocka.h"

enum { MOST = 400 };

#define RADIUS 330.0

typedef struct circle {
    ctg__importance_places places;
    ctg__importance_dot dots[MOST];
    size_t count;
} circle;

static void place(circle *c, size_t sectors, ctg__arena *arena)
{
    ctg_error error;

    if (ctg__importance_place(&c->places, RADIUS, c->dots, c->count, sectors,
                              arena, &error))
        fail_msg("%s", error.message);
}

static size_t overlaps(const circle *c)
{
    size_t sum = 0;

    for (size_t i = 0; i < c->count; i++)
        for (size_t j = 0; j < i; j++)
            sum += hypot(c->dots[i].x - c->dots[j].x,
                         c->dots[i].y - c->dots[j].y) <
                   c->dots[i].radius + c->dots[j].radius + 0.5;
    return sum;
}

static size_t count_moved(const circle *c)
{
    size_t sum = 0;

    for (size_t i = 0; i < c->count; i++)
        sum += c->dots[i].moved;
    return sum;
}

/* Sectors follow each other all the way round. */
static void expect_circle(const circle *c)
{
    const ctg__importance_places *const places = &c->places;
    double at = 0;

    for (size_t s = 0; s < places->sector_count; s++) {
        assert_true(fabs(places->from[s] - at) < 1e-9);
        assert_true(places->to[s] > at);
        at = places->to[s];
    }
    assert_true(fabs(at - 2 * acos(-1)) < 1e-9);
}

/* 145 defaults that cost all the same but for the last few. */
static void equal_impacts_stand_side_by_side(void **state)
{
    for (size_t sectors = 1; sectors <= 3; sectors++) {
        circle c = {.count = 145};
        ctg__arena arena = {0};

        (void)state;
        for (size_t i = 0; i < c.count; i++) {
            const double value =
                i < 120 ? 0.79 - 1e-6 * (double)i : 0.79 - 1e-4 * (double)i;

            c.dots[i] = (ctg__importance_dot){
                .value = value,
                .radius = i % 20 == 3 ? 14 : 6,
                .sector = (uint32_t)(i % 7 ? 0 : i % sectors)};
        }
        place(&c, sectors, &arena);
        assert_int_equal(overlaps(&c), 0);
        assert_true(count_moved(&c) > 50);
        for (size_t i = 0; i < c.count; i++)
            assert_true(hypot(c.dots[i].x, c.dots[i].y) <= RADIUS + 1e-9);
        ctg__arena_clear(&arena);
    }
}

/* Each sector ends with a dot of the others, some have no more than that one,
 * which is large: they stand side by side all the same. */
static void narrow_sectors_have_room_for_their_others(void **state)
{
    circle c = {.count = 200};
    ctg__arena arena = {0};

    (void)state;
    for (size_t i = 0; i < c.count; i++)
        c.dots[i] =
            (ctg__importance_dot){.value = i < 4 ? 0.5 : 1e-5 * (double)i,
                                  .radius = 4,
                                  .sector = i % 3 ? 0 : 4};
    for (uint32_t s = 0; s < 9; s++)
        c.dots[c.count++] = (ctg__importance_dot){.radius = 14, .sector = s};
    place(&c, 9, &arena);
    assert_int_equal(overlaps(&c), 0);
    for (size_t i = 0; i < c.count; i++)
        assert_true(hypot(c.dots[i].x, c.dots[i].y) <= RADIUS + 1e-9);
    expect_circle(&c);
    ctg__arena_clear(&arena);
}

/* Where there are more of them than fit around, they still have a place. */
static void more_sectors_than_fit_have_places(void **state)
{
    circle c = {.count = 0};
    ctg__arena arena = {0};

    (void)state;
    for (uint32_t s = 0; s < 120; s++)
        c.dots[c.count++] = (ctg__importance_dot){
            .value = s ? 0 : 0.5, .radius = 14, .sector = s};
    place(&c, 120, &arena);
    expect_circle(&c);
    ctg__arena_clear(&arena);
}

/* Those that hardly matter fill the rim, and then what is inside of it. */
static void the_rim_has_room_for_all(void **state)
{
    circle c = {.count = 300};
    ctg__arena arena = {0};
    double least = RADIUS;

    (void)state;
    for (size_t i = 0; i < c.count; i++)
        c.dots[i] = (ctg__importance_dot){
            .value = i < 4 ? 0.5 : 1e-9, .radius = 6, .sector = i % 2};
    place(&c, 2, &arena);
    assert_int_equal(overlaps(&c), 0);
    for (size_t i = 4; i < c.count; i++)
        least = fmin(least, hypot(c.dots[i].x, c.dots[i].y));
    assert_true(least > 0.6 * RADIUS);
    ctg__arena_clear(&arena);
}

/* There is no room for all: dots lie on dots, but on no rest's number. */
static void nothing_lies_on_a_rest(void **state)
{
    circle c = {.count = MOST};
    ctg__arena arena = {0};

    (void)state;
    for (size_t i = 0; i < c.count; i++)
        c.dots[i] = (ctg__importance_dot){.value = i < 4 ? 0.5 : 1e-9,
                                          .radius = 14,
                                          .sector = i % 4,
                                          .rest = i >= MOST - 4};
    place(&c, 4, &arena);
    assert_true(overlaps(&c) > 50);
    for (size_t i = MOST - 4; i < MOST; i++) {
        assert_false(c.dots[i].moved);
        for (size_t k = 0; k < i; k++)
            assert_true(hypot(c.dots[i].x - c.dots[k].x,
                              c.dots[i].y - c.dots[k].y) >= 28);
    }
    ctg__arena_clear(&arena);
}

/* Where there is room, the distance is the value's. */
static void the_others_stand_where_their_value_says(void **state)
{
    circle c = {.count = 30};
    ctg__arena arena = {0};

    (void)state;
    for (size_t i = 0; i < c.count; i++)
        c.dots[i] = (ctg__importance_dot){.value = pow(0.8, (double)i),
                                          .radius = 6 + (double)(i % 4)};
    place(&c, 1, &arena);
    assert_int_equal(overlaps(&c), 0);
    assert_true(c.dots[0].x == 0 && c.dots[0].y == 0);
    for (size_t i = 1; i < c.count; i++)
        if (!c.dots[i].moved)
            assert_true(fabs(hypot(c.dots[i].x, c.dots[i].y) -
                             ctg__importance_distance(&c.places,
                                                      c.dots[i].value)) < 1e-9);
    assert_true(count_moved(&c) <= 3);
    ctg__arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_impacts_stand_side_by_side),
        cmocka_unit_test(narrow_sectors_have_room_for_their_others),
        cmocka_unit_test(more_sectors_than_fit_have_places),
        cmocka_unit_test(the_rim_has_room_for_all),
        cmocka_unit_test(nothing_lies_on_a_rest),
        cmocka_unit_test(the_others_stand_where_their_value_says),
    };

    return RUN_TESTS(tests);
}
