/* How far the second of two parameters goes beside each step of the first: all
 * limits hold on the dots, and below the line as far as risk grows with both.
 */
#include <math.h>

#include "page/charts.h"
#include "report/calibrate.h"

enum { FLOOR = 262, HEIGHT = 306, LEFT = 56, RIGHT = 508, HEAD = 30 };

typedef struct sheet {
    const ctg__stairs_chart *of;
    const ctg_calibrated *first;
    const ctg_calibrated *second;
    size_t count;
    ctg__text *to;
} sheet;

static const ctg_calibration_stair *at(const sheet *s, size_t k)
{
    return ctg_calibration_stair_at(s->of->from, k);
}

/* From SAFE, which may be the larger end, to BOLD. */
static double share_of(const ctg_calibrated *of, double value)
{
    return (value - of->safe) / (of->bold - of->safe);
}

static double x_of(const sheet *s, double value)
{
    return LEFT + (RIGHT - LEFT) * share_of(s->first, value);
}

static double y_of(const sheet *s, double value)
{
    return FLOOR - (FLOOR - HEAD) * share_of(s->second, value);
}

static const char *tick(char text[CTG__FORMAT_ROOM], const ctg_calibrated *of,
                        int quarter)
{
    const double step = (of->bold - of->safe) / 4;

    return ctg__format_tick(text, of->safe + step * quarter, step,
                            fmax(fabs(of->safe), fabs(of->bold)));
}

static void add_frame(const sheet *s)
{
    char text[CTG__FORMAT_ROOM];
    char name[CTG__NAME_ROOM];

    for (int k = 0; k <= 4; k++) {
        const double y = FLOOR - (FLOOR - HEAD) * k / 4.0;

        ctg__svg_line(s->to, LEFT, y, RIGHT, y, k ? "grid" : "axis");
        ctg__svg_text(s->to, LEFT - 6, y + 4, "a", CTG__END,
                      tick(text, s->second, k));
        ctg__svg_text(s->to, LEFT + (RIGHT - LEFT) * k / 4.0, FLOOR + 17, "a",
                      k == 4 ? CTG__END : CTG__MIDDLE, tick(text, s->first, k));
    }
    ctg__svg_text(s->to, RIGHT, FLOOR + 36, "a", CTG__END,
                  ctg__short_name(name, s->of->names[0], 48, &s->to->failed));
    ctg__svg_text(s->to, 0, HEAD - 14, "a", CTG__START,
                  ctg__short_name(name, s->of->names[1], 48, &s->to->failed));
}

/* Between two steps of the first the lower stair holds. */
static void add_steps(const sheet *s, bool begun)
{
    for (size_t k = 0; k < s->count; k++) {
        const double x = x_of(s, at(s, k)->first);
        const double y = y_of(s, at(s, k)->second);

        if (k) {
            const double level = fmax(y, y_of(s, at(s, k - 1)->second));

            ctg__svg_point(s->to, x_of(s, at(s, k - 1)->first), level, false);
            ctg__svg_point(s->to, x, level, false);
        }
        ctg__svg_point(s->to, x, y, k == 0 && !begun);
    }
}

static void add_area(const sheet *s)
{
    if (s->count < 2)
        return;
    ctg__svg_path(s->to, "ar");
    ctg__svg_point(s->to, x_of(s, at(s, 0)->first), FLOOR, true);
    add_steps(s, true);
    ctg__svg_point(s->to, x_of(s, at(s, s->count - 1)->first), FLOOR, false);
    ctg__svg_path_end(s->to, true);
    ctg__svg_path(s->to, "ln");
    add_steps(s, false);
    ctg__svg_path_end(s->to, false);
}

static bool is_within(const ctg_calibrated *of, double value)
{
    const double share = share_of(of, value);

    return share >= 0 && share <= 1;
}

/* Below the dot, where the line is not, unless the axis is. */
static void add_mark(const sheet *s, double first, double second,
                     const char *class, const char *words)
{
    const double x = x_of(s, first);
    const double y = y_of(s, second);
    const bool left = x > 0.5 * (LEFT + RIGHT);

    ctg__svg_dot(s->to, x, y, 5, class);
    ctg__svg_text(s->to, left ? x - 9 : x + 9, y > FLOOR - 20 ? y - 8 : y + 18,
                  "v", left ? CTG__END : CTG__START, words);
}

static bool is_proposed(const sheet *s, const ctg_calibration_stair *stair)
{
    return ctg_calibration_summarise(s->of->from)->has_value &&
           stair->first == s->first->value && stair->second == s->second->value;
}

static void add_dots(const sheet *s)
{
    for (size_t k = 0; k < s->count; k++)
        if (!is_proposed(s, at(s, k)))
            ctg__svg_dot(s->to, x_of(s, at(s, k)->first),
                         y_of(s, at(s, k)->second), 3.5, "dot");
    if (is_within(s->first, s->first->now) &&
        is_within(s->second, s->second->now))
        add_mark(s, s->first->now, s->second->now, "dot t", "now");
    for (size_t k = 0; k < s->count; k++)
        if (is_proposed(s, at(s, k)))
            add_mark(s, at(s, k)->first, at(s, k)->second, "dot", "proposed");
}

void ctg__chart_stairs(const void *context, size_t number, ctg__text *to)
{
    const ctg__stairs_chart *const of = context;
    const sheet s = {.of = of,
                     .first = ctg_calibration_parameter_at(of->from, 0),
                     .second = ctg_calibration_parameter_at(of->from, 1),
                     .count = ctg_calibration_summarise(of->from)->stairs,
                     .to = to};
    ctg__text words = {0};
    char texts[2][CTG__FORMAT_ROOM];

    for (size_t k = 0; k < s.count; k++)
        ctg__text_print(&words, "%s%s: %s", k ? "; " : "",
                        ctg__calibrated_number(texts[0], at(&s, k)->first),
                        ctg__calibrated_number(texts[1], at(&s, k)->second));
    ctg__svg_open(to, number, "ch", CTG__CHART_WIDTH, HEIGHT,
                  "How far two parameters go together",
                  ctg__text_string(&words));
    add_frame(&s);
    add_area(&s);
    add_dots(&s);
    ctg__svg_close(to);
    to->failed |= words.failed;
    ctg__text_clear(&words);
}
