/* Debt that becomes liquidatable as a price falls, and what is not covered. */
#include <math.h>

#include "page/charts.h"

enum { FLOOR = 250, HEIGHT = 292, LEFT = 50, RIGHT = 504, HEAD = 20 };
enum { BARS_LEAST = 11 }; /* so wide that they would have room */

/* From the middle of one bar to that of the next. */
static double step_of(size_t levels)
{
    return (RIGHT - LEFT) /
           (levels > BARS_LEAST ? (double)levels : (double)BARS_LEAST);
}

/* Bars at both ends are inside the frame, too. */
static double x_of(double fall, double step)
{
    return LEFT + step / 2 + (RIGHT - LEFT - step) * fall;
}

static void add_frame(const ctg__chart *chart, const ctg__axis *axis,
                      double step, ctg__text *to)
{
    char text[CTG__FORMAT_ROOM];
    char words[CTG__NAME_ROOM];

    for (int k = 0; k <= axis->steps; k++) {
        const double y = FLOOR - (FLOOR - HEAD) * axis->step * k / axis->top;

        ctg__svg_line(to, LEFT, y, RIGHT, y, k ? "grid" : "axis");
        ctg__svg_text(to, LEFT - 6, y + 4, "a", CTG__END,
                      ctg__chart_short(chart, text, axis->step * k));
    }
    for (int k = 0; k <= 5; k++)
        ctg__svg_text(to, x_of(k / 5.0, step), FLOOR + 17, "a", CTG__MIDDLE,
                      ctg__format_share(text, k / 5.0, false));
    snprintf(words, sizeof words, "fall of %s", chart->found->falls);
    ctg__svg_text(to, RIGHT, FLOOR + 36, "a", CTG__END, words);
}

static void add_level(const ctg__chart *chart, const ctg_book_level *level,
                      double step, const ctg__axis *axis, ctg__text *to)
{
    const double scale = (FLOOR - HEAD) / axis->top;
    const double width = step * 0.72;
    const double x = x_of(level->fall, step) - width / 2;
    char fall[CTG__FORMAT_ROOM];
    char text[CTG__FORMAT_ROOM];
    char tip[240];

    ctg__format_share(fall, level->fall, false);
    snprintf(tip, sizeof tip, "fall %s: %zu accounts, debt %s", fall,
             level->accounts, ctg__chart_amount(chart, text, level->debt));
    ctg__svg_rect(to, x, FLOOR - level->debt * scale, width,
                  level->debt * scale, "f-LQ", tip);
    snprintf(tip, sizeof tip, "fall %s: %s not covered", fall,
             ctg__chart_amount(chart, text, level->bad_debt));
    ctg__svg_rect(to, x, FLOOR - level->bad_debt * scale, width,
                  level->bad_debt * scale, "f-ink", tip);
}

void ctg__book_draw(const ctg__chart *chart, const ctg_book_level *levels,
                    size_t count, size_t number, ctg__text *to)
{
    ctg__text words = {0};
    char text[CTG__FORMAT_ROOM];
    ctg__axis axis;
    double most = 0;

    for (size_t i = 0; i < count; i++) {
        most = fmax(most, levels[i].debt);
        if (i % 4 == 0)
            ctg__text_print(&words, "%s%s: %zu accounts", i ? "; " : "",
                            ctg__format_share(text, levels[i].fall, false),
                            levels[i].accounts);
    }
    axis = ctg__axis_to(most);
    ctg__svg_open(to, number, "ch", CTG__CHART_WIDTH, HEIGHT,
                  "Debt of liquidatable accounts by price fall",
                  ctg__text_string(&words));
    add_frame(chart, &axis, step_of(count), to);
    for (size_t i = 0; i < count; i++)
        add_level(chart, &levels[i], step_of(count), &axis, to);
    ctg__svg_close(to);
    to->failed |= words.failed;
    ctg__text_clear(&words);
}

void ctg__chart_book(const void *context, size_t number, ctg__text *to)
{
    const ctg__chart *const chart = context;
    size_t count;
    const ctg_book_level *const levels =
        ctg_book_levels(chart->found->book, &count);

    ctg__book_draw(chart, levels, count, number, to);
}
