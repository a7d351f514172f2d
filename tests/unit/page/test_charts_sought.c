/* Charts of answers: what budgets of aid buy, which two shocks reach a target.
 */
#include "page/sought.h"

#include "unit/page/marks.h"

enum { ROWS = 5, COLUMNS = CTG__AID_METHOD + 1 };

/* Rows of numbers; NaN: an empty cell. */
static void fill(ctg_cell *cells, const double *numbers, size_t rows,
                 size_t columns, size_t given)
{
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++) {
            const double number = c < given ? numbers[r * given + c] : NAN;

            cells[r * columns + c] =
                isnan(number) ? (ctg_cell){.kind = CTG_CELL_EMPTY}
                : c == CTG__AID_FAILURES && columns == COLUMNS
                    ? (ctg_cell){.kind = CTG_CELL_COUNT,
                                 .count = (uint64_t)number}
                    : (ctg_cell){.kind = CTG_CELL_NUMBER, .number = number};
        }
}

/* --- aid -------------------------------------------------------------------
 */

typedef struct aid_case {
    const char *what;
    double rows[ROWS * 5]; /* budget, loss, failures, shortfall, bound */
    size_t count;
    size_t column;
    double end, top;
    bool bound;
} aid_case;

static const aid_case aids[] = {
    {"no row", {0}, 0, CTG__AID_LOSS, 0, 1, false},
    {"one row", {0, 10, 3, 4, 10}, 1, CTG__AID_LOSS, 0, 10, false},
    {"proven",
     {0, 10, 3, 4, 10, 5, 4, 1, 0, 4, 10, 0, 0, 0, 0},
     3,
     CTG__AID_LOSS,
     10,
     10,
     false},
    {"bounds",
     {0, 10, 3, 4, 10, 5, 8, 2, 0, 3, 10, 6, 1, 0, NAN},
     3,
     CTG__AID_LOSS,
     10,
     10,
     true},
    {"failures",
     {0, 10, 3, 4, 10, 5, 8, 2, 0, 3},
     2,
     CTG__AID_FAILURES,
     5,
     3,
     false},
    {"nothing lost",
     {0, 0, 0, 0, 0, 5, 0, 0, 0, 0},
     2,
     CTG__AID_LOSS,
     5,
     1,
     false},
    {"a gain",
     {0, 10, 0, 0, 10, 5, -3, 0, 0, -3},
     2,
     CTG__AID_LOSS,
     5,
     10,
     false},
    {"huge",
     {0, 9.99e17, 0, 0, 9.99e17, 8.88e15, 1e15, 0, 0, 1e15},
     2,
     CTG__AID_LOSS,
     8.88e15,
     1e18,
     false},
};

static void draw_aid(const aid_case *of, marks *all)
{
    static const ctg_findings found;
    const ctg__chart chart = {&found, "$", "$"};
    ctg_cell cells[ROWS * COLUMNS];
    const ctg_answer_table table = {
        .head_count = COLUMNS, .row_count = of->count, .cells = cells};
    const ctg__staircase stairs = {&chart, &table, of->column, "What aid buys"};
    ctg__text text = {0};

    fill(cells, of->rows, of->count, COLUMNS, 5);
    ctg__chart_staircase(&stairs, 1, &text);
    marks_read(all, &text);
}

static void aid_goes_down_a_step_at_each_budget(void **state)
{
    static marks all;

    (void)state;
    for (size_t k = 0; k < sizeof aids / sizeof *aids; k++) {
        const aid_case *const of = &aids[k];
        const mark *line = NULL;

        print_message("# %s\n", of->what);
        draw_aid(of, &all);
        check_marks(&all);
        assert_int_equal(marks_count(&all, 'c', "dot"), of->count);
        assert_int_equal(marks_count(&all, 'p', "ln"), of->count > 0);
        if (of->count)
            line = mark_at(&all, 'p', "ln", 0);
        for (size_t r = 0; r < of->count; r++) {
            const double x =
                56 + 452 * (of->end > 0 ? of->rows[r * 5] / of->end : 0);
            const double y =
                236 - 216 * fmax(0, of->rows[r * 5 + of->column]) / of->top;

            assert_at(mark_at(&all, 'c', "dot", r), x, y);
            assert_drawn(all.points[line->first + 2 * r][0], x);
            assert_drawn(all.points[line->first + 2 * r][1], y);
            if (r) /* until then what the smaller budget buys */
                assert_drawn(all.points[line->first + 2 * r - 1][1],
                             all.points[line->first + 2 * r - 2][1]);
        }
        assert_int_equal(marks_count(&all, 'p', "ln dash"), of->bound);
    }
}

static void a_bound_is_dashed_where_it_is_known(void **state)
{
    static marks all;
    const mark *line;

    (void)state;
    draw_aid(&aids[3], &all);
    line = mark_at(&all, 'p', "ln dash", 0);
    assert_int_equal(line->count, 2);
    assert_at(line, 56, 20);
    assert_drawn(all.points[line->first + 1][0], 56 + 226);
    assert_drawn(all.points[line->first + 1][1], 236 - 216 * 0.3);
}

/* --- two shocks --------------------------------------------------------------
 */

typedef struct frontier_case {
    const char *what;
    double rows[ROWS * 2]; /* the first, what the second must be */
    size_t count;
    bool rates[2];
    double most[2];
    size_t parts; /* of the line */
    size_t dots;
} frontier_case;

static const frontier_case frontiers[] = {
    {"no row", {0}, 0, {true, true}, {1, 1}, 0, 0},
    {"one row", {0.2, 0.4}, 1, {true, true}, {0.2, 0.4}, 1, 1},
    {"three", {0, 0.8, 0.1, 0.4, 0.2, 0}, 3, {true, true}, {0.2, 0.8}, 1, 3},
    {"none reaches it", {0, NAN, 0.1, NAN}, 2, {true, true}, {0.1, 1}, 0, 0},
    {"a gap",
     {0, 0.8, 0.1, NAN, 0.2, 0.4, 0.3, 0.3},
     4,
     {true, false},
     {0.3, 0.8},
     2,
     3},
    {"from the second on", {0, NAN, 1, 5}, 2, {true, false}, {1, 5}, 1, 1},
    {"nothing is enough", {0, 0, 0, 0}, 2, {false, false}, {1, 1}, 1, 2},
    {"huge",
     {0, 9.99e17, 8.88e15, 1e15},
     2,
     {false, false},
     {8.88e15, 9.99e17},
     1,
     2},
};

static void draw_frontier(const frontier_case *of, marks *all)
{
    static const ctg_findings found;
    const ctg__chart chart = {&found, "$", "$"};
    ctg_cell cells[ROWS * 2];
    const ctg_answer_table table = {
        .head_count = 2, .row_count = of->count, .cells = cells};
    const ctg__frontier_chart frontier = {
        &chart,
        &table,
        {"fall of a thing whose name is much longer than there is room for it",
         "fall of ETH"},
        {of->rates[0], of->rates[1]}};
    ctg__text text = {0};

    fill(cells, of->rows, of->count, 2, 2);
    ctg__chart_frontier(&frontier, 1, &text);
    marks_read(all, &text);
}

static void frontiers_have_a_dot_for_each_size_that_reaches(void **state)
{
    static marks all;

    (void)state;
    for (size_t k = 0; k < sizeof frontiers / sizeof *frontiers; k++) {
        const frontier_case *const of = &frontiers[k];
        size_t dot = 0;

        print_message("# %s\n", of->what);
        draw_frontier(of, &all);
        check_marks(&all);
        assert_int_equal(marks_count(&all, 'p', "ln"), of->parts);
        assert_int_equal(marks_count(&all, 'p', "ar"), of->parts);
        assert_int_equal(marks_count(&all, 'c', "dot"), of->dots);
        for (size_t r = 0; r < of->count; r++)
            if (!isnan(of->rows[2 * r + 1]))
                assert_at(mark_at(&all, 'c', "dot", dot++),
                          56 + 452 * of->rows[2 * r] / of->most[0],
                          262 - 232 * of->rows[2 * r + 1] / of->most[1]);
    }
}

/* What a smaller size needs is enough until the next one. */
static void the_line_goes_on_to_the_next_size_before_it_falls(void **state)
{
    static const double corners[][2] = {
        {0, 1}, {0.5, 1}, {0.5, 0.5}, {1, 0.5}, {1, 0}};
    static marks all;
    const mark *line;

    (void)state;
    draw_frontier(&frontiers[2], &all);
    line = mark_at(&all, 'p', "ln", 0);
    assert_int_equal(line->count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_drawn(all.points[line->first + i][0], 56 + 452 * corners[i][0]);
        assert_drawn(all.points[line->first + i][1], 262 - 232 * corners[i][1]);
    }
    /* What reaches it is above, to the largest size of the second. */
    assert_at(mark_at(&all, 'p', "ar", 0), 56, 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aid_goes_down_a_step_at_each_budget),
        cmocka_unit_test(a_bound_is_dashed_where_it_is_known),
        cmocka_unit_test(frontiers_have_a_dot_for_each_size_that_reaches),
        cmocka_unit_test(the_line_goes_on_to_the_next_size_before_it_falls),
    };

    return RUN_TESTS(tests);
}
