/* Charts of networks that are not known: bands of losses, intervals of ranks.
 */
#include "page/unknown.h"

#include "ensemble/ranges.h"
#include "unit/page/marks.h"

static void bands_reach_from_the_least_to_the_most(void **state)
{
    static const struct {
        const char *what;
        ctg_figure_range lost;
        double here;
        double top;
        const char *unit;
    } cases[] = {
        {"a band",
         {.low = 2, .mid = 5, .high = 9, .ras = 4, .fewest = 10},
         7,
         10,
         "$"},
        {"one figure",
         {.low = 3, .mid = 3, .high = 3, .ras = 3, .fewest = 3},
         3,
         3,
         "$"},
        {"nothing", {.low = 0}, 0, 1, "$"},
        {"ends too large to be made",
         {.low = 2, .mid = 5, .high = 9, .ras = NAN, .fewest = NAN},
         7,
         10,
         "$"},
        {"gains",
         {.low = -4, .mid = -1, .high = 2, .ras = -3, .fewest = 1},
         -2,
         2,
         "$"},
        {"this one is the worst",
         {.low = 2, .mid = 5, .high = 9, .ras = 4, .fewest = 8},
         100,
         100,
         "$"},
        {"huge",
         {.low = 9.99e14,
          .mid = 9.99e16,
          .high = 1e18,
          .ras = 1e18,
          .fewest = 1e18},
         1e18,
         1e18,
         " USDC"},
        {"a unit that is too long to be said beside each figure",
         {.low = 2, .mid = 5, .high = 9, .ras = 4, .fewest = 10},
         7,
         10,
         " units of account"},
    };
    static marks all;

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const ctg_figure_range *const lost = &cases[k].lost;
        const ctg_summary summary = {.equity_lost = cases[k].here};
        const ctg_findings found = {.summary = &summary};
        const ctg__chart chart = {&found, cases[k].unit,
                                  strlen(cases[k].unit) == 1 ? cases[k].unit
                                                             : ""};
        const double points[] = {lost->ras, lost->fewest};
        const double unit = 306 / cases[k].top;
        const size_t known = isnan(lost->ras) ? 0 : 2;
        ctg__text text = {0};
        const mark *band;

        print_message("# %s\n", cases[k].what);
        ctg__band_draw(&chart, lost, 1, &text);
        marks_read(&all, &text);
        check_marks(&all);
        band = mark_at(&all, 'r', "f-base", 0);
        assert_at(band, 124 + fmax(0, lost->low) * unit, 72);
        assert_drawn(
            band->x2,
            fmax(1, (fmax(0, lost->high) - fmax(0, lost->low)) * unit));
        assert_drawn(mark_at(&all, 'r', "f-acc", 0)->x,
                     124 + fmax(0, lost->mid) * unit - 1.5);
        assert_int_equal(marks_count(&all, 'c', "dot"), known);
        for (size_t i = 0; known == 2 && i < 2; i++)
            assert_at(mark_at(&all, 'c', "dot", i),
                      124 + fmax(0, points[i]) * unit, 46 + 68 * (double)i);
        assert_at(mark_at(&all, 'c', "dot t", 0),
                  124 + fmax(0, cases[k].here) * unit, 148);
    }
}

static void draw_intervals(const ctg_node_range *nodes, size_t count,
                           marks *all)
{
    static ctg_node order[40];
    const ctg_measure_range measure = {.nodes = nodes};
    ctg_ranges ranges = {.nodes = count, .count = 1, .order = order};
    const ctg_ranges_outcome outcome = {.ranges = &ranges};
    const ctg_findings found = {.how.ranges = &outcome};
    const ctg__chart chart = {&found, "$", "$"};
    ctg__text text = {0};

    ranges.measures = (ctg_measure_range *)(uintptr_t)&measure;
    for (size_t i = 0; i < count; i++)
        order[i] = (ctg_node)(count - 1 - i);
    ctg__chart_intervals(&chart, 1, &text);
    marks_read(all, &text);
}

static void whiskers_reach_from_the_least_to_the_most(void **state)
{
    static const ctg_node_range nodes[] = {
        {.rank_mid = NAN},
        {.score_low = -2,
         .score_mid = -1,
         .score_high = 0,
         .rank_low = 3,
         .rank_mid = 3,
         .rank_high = 3},
        {.score_low = 3,
         .score_mid = 3,
         .score_high = 3,
         .rank_low = 2,
         .rank_mid = 2,
         .rank_high = 2},
        {.score_low = 1,
         .score_mid = 6,
         .score_high = 9.5,
         .rank_low = 1,
         .rank_mid = 1,
         .rank_high = 12},
    };
    static marks all;

    (void)state;
    /* By rank; a node that no draw ranks ends the list. */
    draw_intervals(nodes, 4, &all);
    check_marks(&all);
    assert_int_equal(marks_count(&all, 'r', "f-base"), 3);
    assert_at(mark_at(&all, 'r', "f-base", 0), 132, 32);
    assert_drawn(mark_at(&all, 'r', "f-base", 0)->x2, 298 * 0.6);
    assert_drawn(mark_at(&all, 'r', "f-base", 1)->x2, 298 * 0.3);
    assert_drawn(mark_at(&all, 'r', "f-base", 2)->x2, 0);
    /* The axis is the first line of the class, then the whisker's three. */
    assert_int_equal(marks_count(&all, 'l', "axis"), 1 + 3);
    assert_at(mark_at(&all, 'l', "axis", 1), 132 + 29.8, 38);
    assert_drawn(mark_at(&all, 'l', "axis", 1)->x2, 132 + 298 * 0.95);
    assert_string_equal(mark_at(&all, 't', "v", 0)->words, "1–12");
    assert_string_equal(mark_at(&all, 't', "v", 1)->words, "2");
    assert_drawn(all.height, 26 + 8 + 3 * 22);
}

static void intervals_are_of_none_or_of_fourteen(void **state)
{
    static ctg_node_range nodes[40];
    static marks all;

    (void)state;
    draw_intervals(nodes, 0, &all);
    check_marks(&all);
    assert_int_equal(marks_count(&all, 'r', "f-base"), 0);
    for (int i = 0; i < 40; i++)
        nodes[i] = (ctg_node_range){.score_low = 1e14 * i,
                                    .score_mid = 2e14 * i,
                                    .score_high = 3e16 * i,
                                    .rank_low = 100,
                                    .rank_mid = 5000,
                                    .rank_high = 12345};
    draw_intervals(nodes, 40, &all);
    check_marks(&all);
    assert_int_equal(marks_count(&all, 'r', "f-base"), 14);
    assert_drawn(mark_at(&all, 'l', "axis", 1)->x2, 132 + 298 * 1.17 / 1.25);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bands_reach_from_the_least_to_the_most),
        cmocka_unit_test(whiskers_reach_from_the_least_to_the_most),
        cmocka_unit_test(intervals_are_of_none_or_of_fourteen),
    };

    return RUN_TESTS(tests);
}
