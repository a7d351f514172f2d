/* Equity lost where links are not known: the band of all networks drawn, and
 * the two ends between which the truth is expected. */
#include <math.h>

#include "page/unknown.h"

enum { LEFT = 124, RIGHT = 430, ROW = 34, TOP = 30, ROWS = 4 };

typedef struct sheet {
    const ctg__chart *chart;
    const ctg_figure_range *lost;
    ctg__axis axis;
    ctg__text *to;
} sheet;

static double x_of(const sheet *s, double amount)
{
    return LEFT + (RIGHT - LEFT) * fmax(0, amount) / s->axis.top;
}

static double y_of(size_t row)
{
    return TOP + 16 + ROW * (double)row;
}

static void add_name(const sheet *s, size_t row, const char *name)
{
    ctg__svg_text(s->to, 0, y_of(row) + 4, "lab", CTG__START, name);
}

/* A point alone, its amount beside it. */
static void add_point(const sheet *s, size_t row, const char *name,
                      double amount, const char *class)
{
    char text[CTG__FORMAT_ROOM];

    add_name(s, row, name);
    if (isnan(amount)) {
        ctg__svg_text(s->to, LEFT, y_of(row) + 4, "a", CTG__START,
                      "too large to be made");
        return;
    }
    ctg__svg_dot(s->to, x_of(s, amount), y_of(row), 5, class);
    ctg__svg_text(s->to, x_of(s, amount) + 9, y_of(row) + 4, "v", CTG__START,
                  ctg__chart_fitted(s->chart, text, amount,
                                    CTG__CHART_WIDTH - 9 - x_of(s, amount)));
}

static void add_band(const sheet *s)
{
    const double y = y_of(1);
    const double low = x_of(s, s->lost->low);
    const double high = x_of(s, s->lost->high);
    char text[CTG__FORMAT_ROOM];

    add_name(s, 1, "networks drawn");
    ctg__svg_rect(s->to, low, y - 8, fmax(1, high - low), 16, "f-base", NULL);
    ctg__svg_line(s->to, low, y - 10, low, y + 10, "axis");
    ctg__svg_line(s->to, high, y - 10, high, y + 10, "axis");
    ctg__svg_rect(s->to, x_of(s, s->lost->mid) - 1.5, y - 10, 3, 20, "f-acc",
                  NULL);
    ctg__svg_text(s->to, high + 9, y + 4, "v", CTG__START,
                  ctg__chart_fitted(s->chart, text, s->lost->mid,
                                    CTG__CHART_WIDTH - 9 - high));
}

static void describe(const sheet *s, ctg__text *words)
{
    char texts[3][CTG__FORMAT_ROOM];

    ctg__text_print(words, "networks drawn: %s, %s in the middle, %s",
                    ctg__chart_amount(s->chart, texts[0], s->lost->low),
                    ctg__chart_amount(s->chart, texts[1], s->lost->mid),
                    ctg__chart_amount(s->chart, texts[2], s->lost->high));
    if (!isnan(s->lost->ras))
        ctg__text_print(words, "; even: %s",
                        ctg__chart_amount(s->chart, texts[0], s->lost->ras));
    if (!isnan(s->lost->fewest))
        ctg__text_print(words, "; sparse: %s",
                        ctg__chart_amount(s->chart, texts[0], s->lost->fewest));
}

void ctg__band_draw(const ctg__chart *chart, const ctg_figure_range *lost,
                    size_t number, ctg__text *to)
{
    const double here = chart->found->summary->equity_lost;
    sheet s = {.chart = chart, .lost = lost, .to = to};
    ctg__text words = {0};
    char text[CTG__FORMAT_ROOM];

    s.axis = ctg__axis_to(
        fmax(fmax(s.lost->high, here), fmax(s.lost->ras, s.lost->fewest)));
    describe(&s, &words);
    ctg__svg_open(to, number, "ch", CTG__CHART_WIDTH, TOP + 4 + ROW * ROWS,
                  "Equity lost where links are not known",
                  ctg__text_string(&words));
    for (int k = 0; k <= s.axis.steps; k++) {
        const double x = x_of(&s, s.axis.step * k);

        ctg__svg_line(to, x, TOP - 6, x, TOP + ROW * ROWS, k ? "grid" : "axis");
        ctg__svg_text(to, x, TOP - 12, "a", CTG__MIDDLE,
                      ctg__chart_short(chart, text, s.axis.step * k));
    }
    add_point(&s, 0, "even", s.lost->ras, "dot");
    add_band(&s);
    add_point(&s, 2, "sparse", s.lost->fewest, "dot");
    add_point(&s, 3, "links of this page", here, "dot t");
    ctg__svg_close(to);
    to->failed |= words.failed;
    ctg__text_clear(&words);
}

void ctg__chart_band(const void *context, size_t number, ctg__text *to)
{
    const ctg__chart *const chart = context;

    ctg__band_draw(chart, ctg__unknown_key(chart->found, "equity_lost"), number,
                   to);
}
