/* What budgets of aid buy: a step down at every budget that was tried. Between
 * two of them the loss is at most that of the smaller one. */
#include <math.h>

#include "page/sought.h"

enum { FLOOR = 236, HEIGHT = 278, LEFT = 56, RIGHT = 508, HEAD = 20 };

typedef struct sheet {
    const ctg__staircase *of;
    double end;
    ctg__axis axis;
    ctg__text *to;
} sheet;

static double x_of(const sheet *s, double budget)
{
    return LEFT + (RIGHT - LEFT) * (s->end > 0 ? budget / s->end : 0);
}

static double y_of(const sheet *s, double figure)
{
    return FLOOR - (FLOOR - HEAD) * fmax(0, figure) / s->axis.top;
}

static double at(const sheet *s, size_t row, size_t column)
{
    return ctg__sought_number(s->of->table, row, column);
}

static const char *say(const sheet *s, char text[CTG__FORMAT_ROOM],
                       double figure)
{
    if (s->of->column != CTG__AID_FAILURES)
        return ctg__chart_short(s->of->chart, text, figure);
    return ctg__format_amount(text, figure, "", false);
}

static void add_frame(const sheet *s)
{
    char text[CTG__FORMAT_ROOM];

    for (int k = 0; k <= s->axis.steps; k++) {
        const double y = y_of(s, s->axis.step * k);

        ctg__svg_line(s->to, LEFT, y, RIGHT, y, k ? "grid" : "axis");
        ctg__svg_text(s->to, LEFT - 6, y + 4, "a", CTG__END,
                      say(s, text, s->axis.step * k));
    }
    for (int k = 0; k <= 4; k++)
        ctg__svg_text(s->to, LEFT + (RIGHT - LEFT) * k / 4.0, FLOOR + 16, "a",
                      k == 4 ? CTG__END : CTG__MIDDLE,
                      ctg__chart_short(s->of->chart, text, s->end * k / 4));
    ctg__svg_text(s->to, RIGHT, FLOOR + 34, "a", CTG__END, "aid");
}

static void add_steps(const sheet *s)
{
    if (!s->of->table->row_count)
        return;
    ctg__svg_path(s->to, "ln");
    for (size_t r = 0; r < s->of->table->row_count; r++) {
        const double x = x_of(s, at(s, r, CTG__AID_BUDGET));

        if (r)
            ctg__svg_point(s->to, x, y_of(s, at(s, r - 1, s->of->column)),
                           false);
        ctg__svg_point(s->to, x, y_of(s, at(s, r, s->of->column)), r == 0);
    }
    ctg__svg_path_end(s->to, false);
}

/* Below it no aid of that budget can go; left out where all is proven. */
static void add_bound(const sheet *s)
{
    bool open = false;
    bool first = true;

    if (s->of->column != CTG__AID_LOSS)
        return;
    for (size_t r = 0; r < s->of->table->row_count; r++)
        open |= at(s, r, CTG__AID_LOSS) - at(s, r, CTG__AID_BOUND) >
                1e-6 * s->axis.top;
    if (!open)
        return;
    ctg__svg_path(s->to, "ln dash");
    for (size_t r = 0; r < s->of->table->row_count; r++) {
        const double bound = at(s, r, CTG__AID_BOUND);

        if (isnan(bound))
            continue;
        ctg__svg_point(s->to, x_of(s, at(s, r, CTG__AID_BUDGET)),
                       y_of(s, bound), first);
        first = false;
    }
    ctg__svg_path_end(s->to, false);
}

static void add_dots(const sheet *s)
{
    for (size_t r = 0; r < s->of->table->row_count; r++)
        ctg__svg_dot(s->to, x_of(s, at(s, r, CTG__AID_BUDGET)),
                     y_of(s, at(s, r, s->of->column)), 3.5, "dot");
}

void ctg__chart_staircase(const void *context, size_t number, ctg__text *to)
{
    const ctg__staircase *const of = context;
    sheet s = {.of = of, .to = to};
    ctg__text words = {0};
    char texts[2][CTG__FORMAT_ROOM];
    double most = 0;

    for (size_t r = 0; r < of->table->row_count; r++) {
        s.end = fmax(s.end, at(&s, r, CTG__AID_BUDGET));
        most = fmax(most, at(&s, r, of->column));
    }
    s.axis = ctg__axis_to(most);
    for (size_t r = 0; r < of->table->row_count; r++)
        ctg__text_print(
            &words, "%s%s: %s", r ? "; " : "",
            ctg__chart_amount(of->chart, texts[0], at(&s, r, CTG__AID_BUDGET)),
            say(&s, texts[1], at(&s, r, of->column)));
    ctg__svg_open(to, number, "ch", CTG__CHART_WIDTH, HEIGHT, of->title,
                  ctg__text_string(&words));
    add_frame(&s);
    add_bound(&s);
    add_steps(&s);
    add_dots(&s);
    ctg__svg_close(to);
    to->failed |= words.failed;
    ctg__text_clear(&words);
}
