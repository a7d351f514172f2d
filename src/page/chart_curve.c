/* Equity lost against the size of the shock, with its jumps. */
#include <contagraph/text.h>

#include <math.h>

#include "page/charts.h"

enum { FLOOR = 270, HEIGHT = 312, LEFT = 50, RIGHT = 504, HEAD = 26 };

typedef struct sheet {
    const ctg__chart *chart;
    const ctg_curve_point *points;
    size_t count;
    double end; /* the largest size */
    ctg__axis axis;
    ctg__text *to;
} sheet;

static double x_of(const sheet *of, double size)
{
    return LEFT + (RIGHT - LEFT) * size / of->end;
}

static double y_of(const sheet *of, double loss)
{
    return FLOOR - (FLOOR - HEAD) * loss / of->axis.top;
}

static void add_frame(const sheet *of)
{
    char text[CTG__FORMAT_ROOM];

    for (int k = 0; k <= of->axis.steps; k++) {
        const double y = y_of(of, of->axis.step * k);

        ctg__svg_line(of->to, LEFT, y, RIGHT, y, k ? "grid" : "axis");
        ctg__svg_text(of->to, LEFT - 6, y + 4, "a", CTG__END,
                      ctg__chart_short(of->chart, text, of->axis.step * k));
    }
    for (int k = 0; k <= (int)(of->end * 10 + 1e-9); k++)
        ctg__svg_text(of->to, x_of(of, k / 10.0), FLOOR + 17, "a", CTG__MIDDLE,
                      ctg__format_share(text, k / 10.0, false));
    ctg__svg_text(of->to, RIGHT, FLOOR + 36, "a", CTG__END,
                  "size of the shock");
}

/* The points in order of size, a jump as two of them. */
static void add_points(const sheet *of, bool first)
{
    const ctg_findings *const found = of->chart->found;
    size_t cliff = 0;

    for (size_t i = 0; i < of->count; i++) {
        for (; cliff < found->cliff_count &&
               found->cliffs[cliff].size <= of->points[i].size;
             cliff++) {
            const ctg_cliff *const at = &found->cliffs[cliff];

            ctg__svg_point(of->to, x_of(of, at->size), y_of(of, at->before),
                           first);
            ctg__svg_point(of->to, x_of(of, at->size), y_of(of, at->after),
                           false);
            first = false;
        }
        ctg__svg_point(of->to, x_of(of, of->points[i].size),
                       y_of(of, of->points[i].loss), first);
        first = false;
    }
}

static void add_lines(const sheet *of)
{
    bool differs = false;

    ctg__svg_path(of->to, "ar");
    ctg__svg_point(of->to, LEFT, FLOOR, true);
    add_points(of, false);
    ctg__svg_point(of->to, RIGHT, FLOOR, false);
    ctg__svg_path_end(of->to, true);
    for (size_t i = 0; i < of->count; i++)
        differs |=
            of->points[i].least_loss - of->points[i].loss > 1e-9 * of->axis.top;
    if (differs) {
        ctg__svg_path(of->to, "ln dash");
        for (size_t i = 0; i < of->count; i++)
            ctg__svg_point(of->to, x_of(of, of->points[i].size),
                           y_of(of, of->points[i].least_loss), i == 0);
        ctg__svg_path_end(of->to, false);
    }
    ctg__svg_path(of->to, "ln");
    add_points(of, true);
    ctg__svg_path_end(of->to, false);
}

static void add_cliffs(const sheet *of)
{
    const ctg_findings *const found = of->chart->found;
    const ctg_cliff *const largest = found->cliff;
    char size[32];
    char text[CTG__FORMAT_ROOM];
    char words[160];
    double x;

    for (size_t i = 0; i < found->cliff_count; i++) {
        const ctg_cliff *const at = &found->cliffs[i];
        const bool big = at == largest;

        x = x_of(of, at->size);
        ctg__svg_line(of->to, x, big ? HEAD + 4 : y_of(of, at->after), x,
                      big ? FLOOR : y_of(of, at->before), "cliff");
    }
    if (!largest)
        return;
    x = x_of(of, largest->size);
    ctg_text_number(size, round(1000 * largest->size) / 10);
    ctg__format_change(text, largest->after - largest->before, of->chart->unit,
                       false);
    snprintf(words, sizeof words, "largest jump %s%%: %s", size, text);
    ctg__svg_text(of->to, x > 260 ? x - 6 : x + 6, HEAD - 2, "v tail",
                  x > 260 ? CTG__END : CTG__START, words);
}

/* Its words are below the line, where nothing else is but the sizes. */
static void add_scenario(const sheet *of)
{
    const ctg_findings *const found = of->chart->found;
    const double lost = found->summary->equity_lost;
    const double x = x_of(of, found->size);
    const double y = y_of(of, lost);
    const double base = y + 22 < FLOOR ? y + 18 : y - 10;
    char text[CTG__FORMAT_ROOM];
    char words[160];

    if (!(found->size <= of->end) || !(lost >= 0))
        return;
    ctg__svg_dot(of->to, x, y, 5, "dot");
    snprintf(words, sizeof words, "this scenario: %s",
             ctg__chart_amount(of->chart, text, lost));
    ctg__svg_text(of->to, x > 330 ? x - 9 : x + 10, base, "v",
                  x > 330 ? CTG__END : CTG__START, words);
}

void ctg__curve_draw(const ctg__chart *chart, const ctg_curve_point *points,
                     size_t count, size_t number, ctg__text *to)
{
    sheet of = {.chart = chart, .points = points, .count = count, .to = to};
    ctg__text words = {0};
    char texts[2][CTG__FORMAT_ROOM];
    double most = chart->found->summary->equity_lost;

    of.end = of.points[of.count - 1].size;
    for (size_t i = 0; i < of.count; i++)
        most = fmax(most, fmax(of.points[i].loss, of.points[i].least_loss));
    of.axis = ctg__axis_to(most);
    for (size_t i = 0; i < of.count; i += 5)
        ctg__text_print(&words, "%s%s: %s", i ? "; " : "",
                        ctg__format_share(texts[0], of.points[i].size, false),
                        ctg__chart_amount(chart, texts[1], of.points[i].loss));
    ctg__svg_open(to, number, "ch", CTG__CHART_WIDTH, HEIGHT,
                  "Equity lost against the size of the shock",
                  ctg__text_string(&words));
    add_frame(&of);
    add_lines(&of);
    add_cliffs(&of);
    add_scenario(&of);
    ctg__svg_close(to);
    to->failed |= words.failed;
    ctg__text_clear(&words);
}

void ctg__chart_curve(const void *context, size_t number, ctg__text *to)
{
    const ctg__chart *const chart = context;
    size_t count;
    const ctg_curve_point *const points =
        ctg_curve_points(chart->found->curve, &count);

    ctg__curve_draw(chart, points, count, number, to);
}
