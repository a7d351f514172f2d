/* Which sizes of two shocks reach a target: on the line and above it they do.
 */
#include <math.h>

#include "page/sought.h"

enum { FLOOR = 262, HEIGHT = 306, LEFT = 56, RIGHT = 508, HEAD = 30 };

typedef struct sheet {
    const ctg__frontier_chart *of;
    double most[2];
    ctg__text *to;
} sheet;

static double at(const sheet *s, size_t row, size_t column)
{
    return ctg__sought_number(s->of->table, row, column);
}

static double x_of(const sheet *s, double size)
{
    return LEFT + (RIGHT - LEFT) * size / s->most[0];
}

static double y_of(const sheet *s, double size)
{
    return FLOOR - (FLOOR - HEAD) * size / s->most[1];
}

static const char *say(const sheet *s, int move, char text[CTG__FORMAT_ROOM],
                       double size)
{
    return s->of->rates[move] ? ctg__format_share(text, size, false)
                              : ctg__chart_short(s->of->chart, text, size);
}

static void add_frame(const sheet *s)
{
    char text[CTG__FORMAT_ROOM];
    char name[CTG__NAME_ROOM];

    for (int k = 0; k <= 4; k++) {
        const double y = y_of(s, s->most[1] * k / 4);

        ctg__svg_line(s->to, LEFT, y, RIGHT, y, k ? "grid" : "axis");
        ctg__svg_text(s->to, LEFT - 6, y + 4, "a", CTG__END,
                      say(s, 1, text, s->most[1] * k / 4));
        ctg__svg_text(s->to, LEFT + (RIGHT - LEFT) * k / 4.0, FLOOR + 17, "a",
                      k == 4 ? CTG__END : CTG__MIDDLE,
                      say(s, 0, text, s->most[0] * k / 4));
    }
    ctg__svg_text(s->to, RIGHT, FLOOR + 36, "a", CTG__END,
                  ctg__short_name(name, s->of->moves[0], 48, &s->to->failed));
    ctg__svg_text(s->to, 0, HEAD - 14, "a", CTG__START,
                  ctg__short_name(name, s->of->moves[1], 48, &s->to->failed));
}

/* Between two sizes of the first what the smaller one needs is enough. */
static void add_steps(const sheet *s, size_t first, size_t last, bool begun)
{
    for (size_t r = first; r <= last; r++) {
        if (r > first)
            ctg__svg_point(s->to, x_of(s, at(s, r, 0)),
                           y_of(s, at(s, r - 1, 1)), false);
        ctg__svg_point(s->to, x_of(s, at(s, r, 0)), y_of(s, at(s, r, 1)),
                       r == first && !begun);
    }
}

/* What reaches it: from the line to the largest size of the second. */
static void add_area(const sheet *s, size_t first, size_t last)
{
    ctg__svg_path(s->to, "ar");
    ctg__svg_point(s->to, x_of(s, at(s, first, 0)), y_of(s, s->most[1]), true);
    add_steps(s, first, last, true);
    ctg__svg_point(s->to, x_of(s, at(s, last, 0)), y_of(s, s->most[1]), false);
    ctg__svg_path_end(s->to, true);
    ctg__svg_path(s->to, "ln");
    add_steps(s, first, last, false);
    ctg__svg_path_end(s->to, false);
}

/* Where no second shock reaches it the line has a gap. */
static void add_lines(const sheet *s)
{
    const size_t count = s->of->table->row_count;

    for (size_t r = 0; r < count; r++) {
        size_t last = r;

        if (isnan(at(s, r, 1)))
            continue;
        while (last + 1 < count && !isnan(at(s, last + 1, 1)))
            last++;
        add_area(s, r, last);
        for (size_t k = r; k <= last; k++)
            ctg__svg_dot(s->to, x_of(s, at(s, k, 0)), y_of(s, at(s, k, 1)), 3.5,
                         "dot");
        r = last;
    }
}

void ctg__chart_frontier(const void *context, size_t number, ctg__text *to)
{
    const ctg__frontier_chart *const of = context;
    sheet s = {.of = of, .to = to};
    ctg__text words = {0};
    char texts[2][CTG__FORMAT_ROOM];

    for (size_t r = 0; r < of->table->row_count; r++)
        for (int move = 0; move < 2; move++)
            s.most[move] = fmax(s.most[move], at(&s, r, (size_t)move));
    for (int move = 0; move < 2; move++)
        s.most[move] = s.most[move] > 0 ? s.most[move] : 1;
    for (size_t r = 0; r < of->table->row_count; r++)
        ctg__text_print(
            &words, "%s%s: %s", r ? "; " : "",
            say(&s, 0, texts[0], at(&s, r, 0)),
            isnan(at(&s, r, 1)) ? "none" : say(&s, 1, texts[1], at(&s, r, 1)));
    ctg__svg_open(to, number, "ch", CTG__CHART_WIDTH, HEIGHT,
                  "Sizes of two shocks that reach the target",
                  ctg__text_string(&words));
    add_frame(&s);
    add_lines(&s);
    ctg__svg_close(to);
    to->failed |= words.failed;
    ctg__text_clear(&words);
}
