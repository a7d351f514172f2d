/* Boxes and lines find their places by themselves. */
#include "draw/layout.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "support/cmocka.h"
#include "text/widths.h"

static uint64_t seed;

static uint32_t below(uint32_t limit)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((seed >> 33) % limit);
}

enum { MOST = 60 };

static void check_places(const ctg__layer_box *boxes, size_t count,
                         const ctg__layers *layers)
{
    for (size_t i = 0; i < count; i++) {
        const ctg__layer_box *const a = &boxes[i];

        assert_true(a->y - a->height / 2 >= -1e-6);
        assert_true(a->y + a->height / 2 <= ctg__layers_height(layers) + 1e-6);
        for (size_t k = 0; k < count; k++) {
            const ctg__layer_box *const b = &boxes[k];

            if (k == i || a->column != b->column)
                continue;
            assert_true(fabs(a->y - b->y) >=
                        (a->height + b->height) / 2 + 6.5 - 1e-6);
            if (a->last && !b->last)
                assert_true(a->y > b->y);
        }
        for (size_t k = 0; k < count; k++)
            if (boxes[k].column > a->column)
                assert_true(boxes[k].x - boxes[k].width / 2 >=
                            a->x + a->width / 2 + 30 - 1e-6);
    }
}

static void nothing_overlaps(void **state)
{
    (void)state;
    for (uint32_t i = 1; i <= 60; i++) {
        ctg__layer_box boxes[MOST];
        ctg__layer_line lines[MOST];
        ctg__layers *layers;
        size_t count;
        size_t line_count = 0;
        ctg__text pos = {0};

        seed = i;
        count = 2 + below(MOST - 2);
        for (size_t k = 0; k < count; k++)
            boxes[k] = (ctg__layer_box){.column = below(6),
                                        .width = 40 + below(90),
                                        .height = 30 + below(30),
                                        .last = below(9) == 0};
        for (size_t k = 0; k < MOST; k++) {
            const size_t a = below((uint32_t)count);
            const size_t b = below((uint32_t)count);

            if (boxes[a].column < boxes[b].column)
                lines[line_count++] =
                    (ctg__layer_line){a, b, 0.05 + 0.01 * below(100)};
        }
        layers = ctg__layers_new(boxes, count, lines, line_count, 30);
        assert_non_null(layers);
        check_places(boxes, count, layers);
        for (size_t k = 0; k < line_count; k++) {
            const ctg__layer_box *const head = &boxes[lines[k].head];
            double x;
            double y;

            ctg__text_reset(&pos);
            ctg__layers_add_curve(layers, k, 5, &pos);
            assert_int_equal(sscanf(pos.bytes, "e,%lf,%lf", &x, &y), 2);
            /* The tip touches its box. */
            assert_true(fabs(x - (head->x - head->width / 2)) < 0.06);
            y = ctg__layers_height(layers) - y;
            assert_true(fabs(y - head->y) <= head->height / 2 - 5 + 0.06);
        }
        ctg__text_clear(&pos);
        ctg__layers_free(layers);
    }
}

static void crossings_that_need_not_be_are_undone(void **state)
{
    ctg__layer_box boxes[4];
    const ctg__layer_line lines[] = {{0, 3, 1}, {1, 2, 1}};
    ctg__layers *layers;

    (void)state;
    for (size_t i = 0; i < 4; i++)
        boxes[i] = (ctg__layer_box){.column = i / 2, .width = 50, .height = 30};
    layers = ctg__layers_new(boxes, 4, lines, 2, 30);
    assert_non_null(layers);
    assert_true((boxes[0].y < boxes[1].y) == (boxes[3].y < boxes[2].y));
    ctg__layers_free(layers);
}

static void text_is_as_wide_as_helvetica(void **state)
{
    ctg__text text = {0};

    (void)state;
    /* Adobe's metrics: H 722, a 556, m 833, space 278; bold H 722, a 556. */
    assert_near(ctg__text_width("Ham a", 10, false), 29.45);
    assert_near(ctg__text_width("Ham a", 20, true),
                2 * (7.22 + 5.56 + 8.89 + 2.78 + 5.56));
    /* What no font there has stands in a frame of four digits, or of six. */
    assert_near(ctg__text_width("\xE5\x8D\x97", 9, false), 11.52);
    assert_near(ctg__text_width("\xF0\x9F\x8F\xA6", 10, false), 17.3);
    /* Of Cyrillic, shcha is wider than a, and as wide in both cases. */
    assert_near(ctg__text_width("\xD0\xA9\xD1\x89", 10, true), 27.2);
    assert_near(ctg__text_width("\xD0\xB0", 10, false), 8.33);
    assert_near(ctg__text_width("\xC3\xA6", 10, false), 11.3);
    /* Letters with a mark are of a wider font; marks that few fonts have stand
     * beside their letter. */
    assert_near(ctg__text_width("e\xCC\x81o", 10, false), 1.45 * 5.56 + 5.56);
    assert_near(ctg__text_width("e\xCD\xA3", 10, false), 1.45 * 5.56 + 12.8);
    assert_near(ctg__text_width("\xD7\x91\xD6\xBC", 10, false), 10);
    ctg__text_add_fitted(&text, "Ham a", 10, false, 29.45);
    assert_string_equal(text.bytes, "Ham a");
    for (double width = 30; width < 200; width += 7) {
        ctg__text_reset(&text);
        ctg__text_add_fitted(&text, "A fund with a very long name indeed, Ltd.",
                             10, true, width);
        assert_true(ctg__text_width(text.bytes, 10, true) <= width);
    }
    ctg__text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_overlaps),
        cmocka_unit_test(crossings_that_need_not_be_are_undone),
        cmocka_unit_test(text_is_as_wide_as_helvetica),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
