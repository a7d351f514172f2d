/* With which probability a loss is exceeded: a staircase, on a scale of tenths
 * of each other. */
#include <math.h>

#include "base/memory.h"
#include "page/risk_shown.h"

enum { FLOOR = 236, HEIGHT = 278, LEFT = 50, RIGHT = 512, HEAD = 20 };

typedef struct sheet {
    const ctg__chart *chart;
    ctg__risk_draw *draws;
    size_t count;
    double low;
    double high;
    int tens; /* the scale ends at 10^-tens */
    ctg__text *to;
} sheet;

static double x_of(const sheet *of, double value)
{
    return LEFT + (RIGHT - LEFT) * (value - of->low) / (of->high - of->low);
}

static double y_of(const sheet *of, double share)
{
    const double down = share > 0 ? -log10(share) : of->tens;

    return HEAD + (FLOOR - HEAD) * fmin(of->tens, fmax(0, down)) / of->tens;
}

/* One step for each pixel that has one: below it no eye sees more. */
static void add_steps(const sheet *of)
{
    double above = 1;
    double x = LEFT;

    ctg__svg_path(of->to, "ln");
    ctg__svg_point(of->to, LEFT, y_of(of, 1), true);
    for (size_t s = 0; s < of->count;) {
        const double at = fmax(LEFT, x_of(of, of->draws[s].value));
        const double until = floor(at) + 1;
        const double before = above;

        while (s < of->count && x_of(of, of->draws[s].value) < until)
            above -= of->draws[s++].share;
        above = fmax(0, above);
        x = at;
        ctg__svg_point(of->to, x, y_of(of, before), false);
        if (s < of->count)
            ctg__svg_point(of->to, x, y_of(of, above), false);
    }
    ctg__svg_path_end(of->to, false);
}

static void add_frame(const sheet *of)
{
    char text[CTG__FORMAT_ROOM];

    for (int k = 0; k <= of->tens; k++) {
        const double y = y_of(of, pow(10, -k));

        ctg__svg_line(of->to, LEFT, y, RIGHT, y,
                      k == of->tens ? "axis" : "grid");
        snprintf(text, sizeof text, "%g%%", 100 * pow(10, -k));
        ctg__svg_text(of->to, LEFT - 6, y + 4, "a", CTG__END, text);
    }
    for (int k = 0; k <= 4; k++)
        ctg__svg_text(
            of->to, LEFT + (RIGHT - LEFT) * k / 4.0, FLOOR + 16, "a",
            k == 4 ? CTG__END : CTG__MIDDLE,
            ctg__risk_amount(of->chart, text,
                             of->low + (of->high - of->low) * k / 4.0));
}

/* A dot at each level's value at risk. */
static void add_levels(const sheet *of)
{
    const ctg_risk_measure *const measure =
        ctg__risk_headline(of->chart->found);
    char text[CTG__FORMAT_ROOM];
    char words[2 * CTG__FORMAT_ROOM];

    for (size_t l = 0; l < measure->level_count; l++) {
        const ctg_risk_level *const at = &measure->levels[l];
        const double x = x_of(of, at->var);
        const double y = y_of(of, 1 - at->level);

        if (at->var_low == at->var_low && at->var_high == at->var_high)
            ctg__svg_line(of->to, x_of(of, at->var_low), y,
                          fmin(RIGHT, x_of(of, at->var_high)), y, "worse");
        ctg__svg_dot(of->to, x, y, 4, "dot");
        snprintf(words, sizeof words, "VaR %.6g%%: %s", 100 * at->level,
                 ctg__risk_amount(of->chart, text, at->var));
        /* The line falls to the right: above it or below it there is room, but
         * not where the axis has its words. */
        ctg__svg_text(of->to, x > 380 ? x - 8 : x + 8,
                      x > 380 && y + 20 < FLOOR ? y + 16 : y - 7, "v",
                      x > 380 ? CTG__END : CTG__START, words);
    }
}

void ctg__chart_exceedance(const void *context, size_t number, ctg__text *to)
{
    const ctg__chart *const chart = context;
    sheet of = {.chart = chart, .to = to};
    double least;

    of.draws = ctg__risk_draws(chart->found, &of.count);
    to->failed |= !of.draws;
    ctg__svg_open(to, number, "ch", CTG__CHART_WIDTH, HEIGHT,
                  "The probability that a loss is exceeded",
                  "A staircase that falls from certainty to the worst draw");
    if (of.draws) {
        least = of.draws[of.count - 1].share;
        for (size_t s = 0; s < of.count; s++)
            least = fmin(least, of.draws[s].share);
        of.tens = (int)fmin(8, fmax(1, ceil(-log10(fmax(1e-8, least)))));
        of.low = fmin(0, of.draws[0].value);
        of.high = of.draws[of.count - 1].value;
        if (of.high > of.low) {
            add_frame(&of);
            add_steps(&of);
            add_levels(&of);
        }
    }
    ctg__release(of.draws);
    ctg__svg_close(to);
}
