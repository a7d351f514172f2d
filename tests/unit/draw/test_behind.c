/* Lines that pass behind shapes have a gap there. */
#include "draw/behind.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/cmocka.h"

/* Hidden between two places across. */
typedef struct span {
    double from;
    double to;
} span;

static bool is_inside(const void *context, ctg__point p)
{
    const span *const hidden = context;

    return p.x > hidden->from && p.x < hidden->to;
}

static const ctg__curve level = {{{0, 5}, {30, 5}, {70, 5}, {100, 5}}};

/* Where pieces begin and end, "0-40 60-100". */
static void pieces_are(double arrow, span hidden, const char *expected)
{
    ctg__text pos = {0};
    char all[128] = "";
    char *piece;

    ctg__behind_add(&level, arrow, is_inside, &hidden, &pos);
    for (piece = strtok(pos.bytes, ";"); piece; piece = strtok(NULL, ";")) {
        const char *const first =
            strncmp(piece, "e,", 2) == 0 ? strchr(piece, ' ') + 1 : piece;

        snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s%.0f-%.0f",
                 *all ? " " : "", first == piece ? "" : "e", atof(first),
                 atof(strrchr(piece, ' ') + 1));
    }
    assert_string_equal(all, expected);
    ctg__text_clear(&pos);
}

static void a_line_has_a_gap_behind_a_shape(void **state)
{
    (void)state;
    pieces_are(0, (span){200, 300}, "0-100");
    pieces_are(0, (span){40, 60}, "0-40 60-100");
    pieces_are(10, (span){40, 60}, "0-40 e60-90");
    /* From its beginning on; a point that is left is nothing. */
    pieces_are(10, (span){-1, 30}, "e30-90");
    pieces_are(10, (span){0.5, 30}, "e30-90");
}

static void the_arrow_is_seen_whatever_is_there(void **state)
{
    (void)state;
    pieces_are(10, (span){60, 200}, "0-60 e87-90");
    pieces_are(10, (span){-1, 200}, "e87-90");
    pieces_are(10, (span){60, 95}, "0-60 e87-90");
}

/* Seven numbers and more are pieces close to the curve, each of 3 points. */
static void a_bent_line_stays_the_curve_it_is(void **state)
{
    static const ctg__curve bent = {{{0, 0}, {0, 80}, {100, 80}, {100, 0}}};
    const span nothing = {-2, -1};
    ctg__text pos = {0};
    size_t points = 1;
    const char *at;

    (void)state;
    ctg__behind_add(&bent, 0, is_inside, &nothing, &pos);
    for (at = pos.bytes; (at = strchr(at, ' ')); at++, points++) {
        const double x = atof(at + 1);
        const double y = atof(strchr(at, ',') + 1);

        assert_true(x >= 0 && x <= 100 && y >= 0 && y <= 62);
    }
    assert_int_equal(points, 13);
    ctg__text_clear(&pos);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_a_gap_behind_a_shape),
        cmocka_unit_test(the_arrow_is_seen_whatever_is_there),
        cmocka_unit_test(a_bent_line_stays_the_curve_it_is),
    };

    return RUN_TESTS(tests);
}
