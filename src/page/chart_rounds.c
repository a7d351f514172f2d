/* Losses by round, stacked by channel. */
#include <math.h>

#include "page/charts.h"

enum { FLOOR = 250, HEIGHT = 312, LEFT = 8, HEAD = 24 };

/* The first round dwarfs the others: its bar is cut where they need the room,
 * and the chart says so. */
static const double cut_from = 3;

typedef struct columns {
    const ctg__chart *chart;
    const ctg__booked *booked;
    ctg__text *to;
    ctg__axis axis;
    double scale;
    double width;
    bool cut;
} columns;

static void add_grid(const columns *of)
{
    char text[CTG__FORMAT_ROOM];

    for (int k = 0; k <= of->axis.steps; k++) {
        const double y = FLOOR - of->axis.step * k * of->scale;

        ctg__svg_line(of->to, LEFT, y, CTG__CHART_WIDTH, y,
                      k ? "grid" : "axis");
        if (k)
            ctg__svg_text(of->to, CTG__CHART_WIDTH, y - 3, "a", CTG__END,
                          ctg__chart_short(of->chart, text, of->axis.step * k));
    }
}

static void add_zigzag(const columns *of, double x, double y)
{
    const double step = of->width * 0.28;

    ctg__svg_path(of->to, "zig");
    ctg__svg_point(of->to, x + of->width * 0.08, y + 22, true);
    ctg__svg_point(of->to, x + of->width * 0.08 + step, y + 14, false);
    ctg__svg_point(of->to, x + of->width * 0.08 + 2 * step, y + 22, false);
    ctg__svg_point(of->to, x + of->width * 0.08 + 3 * step, y + 14, false);
    ctg__svg_path_end(of->to, false);
}

static void add_column(const columns *of, size_t index)
{
    const ctg__span *const span = &of->booked->spans[index];
    const double x = LEFT + (double)index * of->width;
    const bool cut = of->cut && index == 0;
    const double part = cut ? of->axis.top / span->total : 1;
    double y = FLOOR;
    char class[16];
    char text[CTG__FORMAT_ROOM];
    char tip[160];

    for (int code = 0; code < CTG__CODE_COUNT; code++) {
        const double height = span->amounts[code] * of->scale * part;
        const char *const letters = ctg__code_about((ctg__code)code)->code;

        if (!(span->amounts[code] > 0))
            continue;
        y -= height;
        snprintf(class, sizeof class, "f-%s", letters);
        snprintf(tip, sizeof tip, "round %s, %s: %s", span->label,
                 ctg__say_code((ctg__code)code),
                 ctg__chart_amount(of->chart, text, span->amounts[code]));
        ctg__svg_rect(of->to, x + of->width * 0.14, y, of->width * 0.72, height,
                      class, tip);
        snprintf(class, sizeof class, "in i-%s", letters);
        if (height > 15 && of->width > 34)
            ctg__svg_text(of->to, x + of->width / 2, y + height / 2 + 4, class,
                          CTG__MIDDLE, letters);
    }
    if (cut)
        add_zigzag(of, x, y);
    ctg__svg_text(of->to, x + of->width / 2, y - 5, "v", CTG__MIDDLE,
                  ctg__chart_short(of->chart, text, span->total));
    ctg__svg_text(of->to, x + of->width / 2, FLOOR + 16, NULL, CTG__MIDDLE,
                  span->label);
}

static columns lay_out(const ctg__chart *chart, ctg__text *to)
{
    const ctg__booked *const booked = &chart->found->booked;
    columns of = {.chart = chart, .booked = booked, .to = to};
    double rest = 0;

    for (size_t k = 1; k < booked->span_count; k++)
        rest = fmax(rest, booked->spans[k].total);
    of.cut = rest > 0 && booked->spans[0].total > cut_from * rest;
    of.axis =
        ctg__axis_to(of.cut ? rest * 1.25 : fmax(rest, booked->spans[0].total));
    of.scale = (FLOOR - HEAD) / of.axis.top;
    of.width = (CTG__CHART_WIDTH - LEFT) / (double)booked->span_count;
    return of;
}

void ctg__chart_rounds(const void *context, size_t number, ctg__text *to)
{
    const columns of = lay_out(context, to);
    ctg__text words = {0};
    char text[CTG__FORMAT_ROOM];

    ctg__text_add(&words, "Stacked bars, one for each round: ");
    for (size_t k = 0; k < of.booked->span_count; k++)
        ctg__text_print(
            &words, "%sround %s %s", k ? "; " : "", of.booked->spans[k].label,
            ctg__chart_amount(of.chart, text, of.booked->spans[k].total));
    ctg__svg_open(to, number, "ch", CTG__CHART_WIDTH, HEIGHT, "Losses by round",
                  ctg__text_string(&words));
    add_grid(&of);
    for (size_t k = 0; k < of.booked->span_count; k++)
        add_column(&of, k);
    ctg__svg_text(to, LEFT, FLOOR + 34, "a", CTG__START,
                  of.cut ? "round; the bar of round 0 is cut, its figure is not"
                         : "round");
    ctg__svg_close(to);
    to->failed |= words.failed;
    ctg__text_clear(&words);
}
