/* Charts of what is lost at which probability, from draws made up here. */
#include "page/risk_shown.h"

#include "risk/simulation.h"
#include "unit/page/marks.h"

enum { DRAWS_MOST = 400 };

typedef struct drawn {
    const char *what;
    double values[8]; /* repeated in turn */
    double weights[8];
    size_t period;
    size_t draws;
    double var;
    double es;
    ctg_figure_unit unit;
} drawn;

/* A simulation that came to these, as charts ask for it. */
typedef struct made {
    ctg_simulation simulation;
    ctg_risk_measure measure;
    ctg_risk_level levels[2];
    ctg__drawn_values column;
    double values[DRAWS_MOST];
    double weights[DRAWS_MOST];
    ctg_findings found;
    ctg__chart chart;
} made;

static void make(made *m, const drawn *of)
{
    *m = (made){
        .levels = {
            {.level = 0.9, .var = of->var - fabs(of->var) / 2, .var_low = NAN, .var_high = NAN},
            {.level = 0.99,
             .var = of->var,
             .var_low = of->var * 0.9,
             .var_high = of->var * 1.1,
             .es = of->es}}};
    for (size_t d = 0; d < of->draws; d++) {
        m->values[d] = of->values[d % of->period];
        m->weights[d] = of->weights[d % of->period];
    }
    m->measure = (ctg_risk_measure){
        .unit = of->unit, .levels = m->levels, .level_count = 2};
    m->column.dense = m->values;
    m->simulation.columns = &m->column;
    m->simulation.weights = of->weights[0] > 0 ? m->weights : NULL;
    m->simulation.room = of->draws;
    m->simulation.known_measures = 1;
    m->simulation.measured = &m->measure;
    m->simulation.summary.draws = of->draws;
    m->simulation.summary.level = 0.99;
    m->found.how.simulation = &m->simulation;
    m->chart = (ctg__chart){&m->found, "$", "$"};
}

static const drawn cases[] = {
    {"one draw", {5}, {0}, 1, 1, 5, 5, CTG_FIGURE_MONEY},
    {"no loss at all", {0}, {0}, 1, 9, 0, 0, CTG_FIGURE_MONEY},
    {"four of a hundred",
     {0, 2.37, 5, 10},
     {0},
     4,
     100,
     9,
     10,
     CTG_FIGURE_MONEY},
    {"gains", {-10, -3, 2, 5}, {0}, 4, 40, 4, 5, CTG_FIGURE_MONEY},
    {"gains alone", {-10, -3}, {0}, 2, 40, -4, -3, CTG_FIGURE_MONEY},
    {"weights", {1, 8}, {0.999, 0.001}, 2, 100, 8, 8, CTG_FIGURE_MONEY},
    {"huge",
     {0, 9.87e14, 1.2e18},
     {0},
     3,
     300,
     1.1e18,
     1.2e18,
     CTG_FIGURE_MONEY},
    {"counts", {0, 1, 237}, {0}, 3, 30, 237, 237, CTG_FIGURE_PLAIN},
    {"a tail past all draws", {0, 1}, {0}, 2, 20, 1, 9, CTG_FIGURE_MONEY},
    {"value at risk at both ends",
     {0, 0, 0, 0, 0, 0, 0, 100},
     {0},
     8,
     400,
     0,
     100,
     CTG_FIGURE_MONEY},
    {"a bar that is cut below words",
     {781, 781, 781, 781, 781, 781, 781, 944},
     {0},
     8,
     400,
     815,
     887,
     CTG_FIGURE_MONEY},
};

/* No dashed line goes through the words of another. */
static void check_lines(const marks *all)
{
    for (size_t t = 0; t < marks_count(all, 't', "v tail"); t++) {
        double box[4];

        text_box(mark_at(all, 't', "v tail", t), box);
        for (size_t l = 0; l < marks_count(all, 'l', "cliff"); l++) {
            const mark *const line = mark_at(all, 'l', "cliff", l);

            assert_false(line->x > box[0] && line->x < box[2] &&
                         fmin(line->y, line->y2) < box[3] &&
                         fmax(line->y, line->y2) > box[1]);
        }
    }
}

static void draws_stay_in_their_frame(void **state)
{
    static marks all;
    static made m;

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const drawn *const of = &cases[k];
        double low = 0;
        double high = of->es;
        ctg__text text = {0};

        print_message("# %s\n", of->what);
        make(&m, of);
        for (size_t i = 0; i < of->period; i++) {
            low = fmin(low, of->values[i]);
            high = fmax(high, of->values[i]);
        }
        ctg__chart_draws(&m.chart, 1, &text);
        marks_read(&all, &text);
        check_marks(&all);
        check_lines(&all);
        if (!(high > low)) {
            assert_int_equal(all.count, 0);
            continue;
        }
        assert_drawn(mark_at(&all, 'l', "cliff", 0)->x,
                     8 + 504 * (of->var - low) / (high - low));
        assert_drawn(mark_at(&all, 'l', "cliff", 1)->x,
                     8 + 504 * (of->es - low) / (high - low));
    }
}

/* Bins of 10/36; 25 of 100 in each of four. */
static void bars_of_draws_are_as_high_as_their_share(void **state)
{
    static const size_t bins[] = {0, 8, 18, 35};
    static marks all;
    static made m;
    ctg__text text = {0};

    (void)state;
    make(&m, &cases[2]);
    ctg__chart_draws(&m.chart, 1, &text);
    marks_read(&all, &text);
    for (size_t i = 0; i < 4; i++) {
        const mark *const bar =
            mark_at(&all, 'r', i == 3 ? "f-acc" : "f-base", i == 3 ? 0 : i);

        assert_drawn(bar->x, 8 + 14 * (double)bins[i] + 0.7);
        assert_drawn(bar->y2, 180);
        assert_drawn(bar->y, 56);
    }
    assert_int_equal(marks_count(&all, 'r', "f-base"), 3);
    /* 99.9 % in the first: cut at half as much again as the other, and said. */
    make(&m, &cases[5]);
    ctg__chart_draws(&m.chart, 1, &text);
    marks_read(&all, &text);
    assert_drawn(mark_at(&all, 'r', "f-base", 0)->y2, 180);
    assert_drawn(mark_at(&all, 'r', "f-acc", 0)->y2, 180 / 1.5);
    mark_saying(&all, "100%");
}

static void the_probability_falls_from_one_to_the_worst_draw(void **state)
{
    static marks all;
    static made m;

    (void)state;
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        ctg__text text = {0};
        const mark *line;

        print_message("# %s\n", cases[k].what);
        make(&m, &cases[k]);
        ctg__chart_exceedance(&m.chart, 1, &text);
        marks_read(&all, &text);
        check_marks(&all);
        if (!all.count)
            continue;
        line = mark_at(&all, 'p', "ln", 0);
        assert_at(line, 50, 20);
        for (size_t i = 1; i < line->count; i++) {
            double *const here = all.points[line->first + i];

            assert_true(here[0] >= here[-2] && here[1] >= here[-1]);
        }
        assert_drawn(all.points[line->first + line->count - 1][0], 512);
    }
}

/* 100 draws of 0, 2.37, 5 and 10: 75 %, 50 %, 25 % lose more than the first
 * three; the scale ends at the hundredth that one draw is. */
static void steps_are_at_the_share_that_loses_more(void **state)
{
    static const double corners[][2] = {{0, 1},       {0, 1},      {0, 0.75},
                                        {2.37, 0.75}, {2.37, 0.5}, {5, 0.5},
                                        {5, 0.25},    {10, 0.25}};
    static marks all;
    static made m;
    ctg__text text = {0};
    const mark *line;

    (void)state;
    make(&m, &cases[2]);
    ctg__chart_exceedance(&m.chart, 1, &text);
    marks_read(&all, &text);
    line = mark_at(&all, 'p', "ln", 0);
    assert_int_equal(line->count, sizeof corners / sizeof *corners);
    for (size_t i = 0; i < line->count; i++) {
        assert_drawn(all.points[line->first + i][0],
                     50 + 462 * corners[i][0] / 10);
        assert_drawn(all.points[line->first + i][1],
                     20 - 216 * log10(corners[i][1]) / 2);
    }
    assert_at(mark_at(&all, 'c', "dot", 1), 50 + 462 * 0.9, 236);
    assert_at(mark_at(&all, 'c', "dot", 0), 50 + 462 * 0.45, 20 + 108);
    assert_drawn(mark_at(&all, 'l', "worse", 0)->x, 50 + 462 * 0.81);
    assert_drawn(mark_at(&all, 'l', "worse", 0)->x2, 50 + 462 * 0.99);
}

static void bars_of_a_tail_are_as_long_as_their_part(void **state)
{
    static const struct {
        const char *what;
        double amounts[CTG__TAIL_ROWS];
        size_t count;
        double all;
        const char *last;
    } tails[] = {
        {"none", {0}, 0, 0, NULL},
        {"one", {4}, 1, 4, "$4 · 100%"},
        {"three, one a gain", {8, 2, -1}, 3, 9, "−$1 · −11%"},
        {"of nothing", {0, 0}, 2, 0, "$0"},
        {"huge", {9.87e17, 1.234e14}, 2, 9.9e17, "$123T · ≈0%"},
        {"as many as there are", {8, 7, 6, 5, 4, 3, 2, 1}, 8, 36, "$1 · 2.8%"},
    };
    static marks all;

    (void)state;
    for (size_t k = 0; k < sizeof tails / sizeof *tails; k++) {
        const ctg_findings found = {0};
        const ctg__chart chart = {&found, "$", "$"};
        ctg__tail_bars bars = {
            &chart,      "Where the tail comes from", {0}, {0}, tails[k].count,
            tails[k].all};
        ctg__text text = {0};

        print_message("# %s\n", tails[k].what);
        for (size_t i = 0; i < tails[k].count; i++) {
            bars.names[i] = i ? "<b>" : "a name that is longer than its place";
            bars.amounts[i] = tails[k].amounts[i];
        }
        ctg__chart_tail(&bars, 1, &text);
        marks_read(&all, &text);
        check_marks(&all);
        assert_drawn(all.height, 12 + 26 * (double)tails[k].count);
        assert_int_equal(marks_count(&all, 'r', "f-acc"), tails[k].count);
        for (size_t i = 0; i < tails[k].count; i++) {
            const mark *const bar = mark_at(&all, 'r', "f-acc", i);
            const double most = tails[k].amounts[0];

            assert_at(bar, 150, 9 + 26 * (double)i);
            assert_drawn(bar->x2,
                         most > 0 ? 250 * fmax(0, bars.amounts[i]) / most : 0);
        }
        if (tails[k].last)
            assert_string_equal(
                mark_at(&all, 't', "v", tails[k].count - 1)->words,
                tails[k].last);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_stay_in_their_frame),
        cmocka_unit_test(bars_of_draws_are_as_high_as_their_share),
        cmocka_unit_test(the_probability_falls_from_one_to_the_worst_draw),
        cmocka_unit_test(steps_are_at_the_share_that_loses_more),
        cmocka_unit_test(bars_of_a_tail_are_as_long_as_their_part),
    };

    return RUN_TESTS(tests);
}
