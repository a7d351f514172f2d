/* How many draws come to how much, with value at risk and expected shortfall.
 */
#include <math.h>

#include "base/memory.h"
#include "page/risk_shown.h"

enum { FLOOR = 236, HEIGHT = 278, LEFT = 8, RIGHT = 512, HEAD = 56, BINS = 36 };

typedef struct sheet {
    const ctg__chart *chart;
    const ctg_risk_level *at;
    double low;
    double high;
    double shares[BINS];
    double top; /* share of the highest bar; what is above is cut */
    ctg__text *to;
} sheet;

static double x_of(const sheet *of, double value)
{
    return LEFT + (RIGHT - LEFT) * (value - of->low) / (of->high - of->low);
}

/* False where all draws are alike, or without memory. */
static bool fill(sheet *of)
{
    size_t count;
    ctg__risk_draw *const draws = ctg__risk_draws(of->chart->found, &count);

    of->to->failed |= !draws;
    if (!draws)
        return false;
    of->low = fmin(0, draws[0].value);
    of->high = fmax(draws[count - 1].value, of->at->es);
    for (size_t s = 0; s < count && of->high > of->low; s++) {
        const double part =
            (draws[s].value - of->low) / (of->high - of->low) * BINS;

        of->shares[(size_t)fmin(BINS - 1, fmax(0, part))] += draws[s].share;
    }
    ctg__release(draws);
    return of->high > of->low;
}

/* Where one bar towers above all others it is cut, and says its share. */
static void find_top(sheet *of)
{
    double first = 0;
    double second = 0;

    for (size_t b = 0; b < BINS; b++)
        if (of->shares[b] > first) {
            second = first;
            first = of->shares[b];
        } else {
            second = fmax(second, of->shares[b]);
        }
    of->top = second > 0 && first > 2.5 * second ? 1.5 * second : first;
}

static void add_bar(const sheet *of, size_t bin)
{
    const double width = (double)(RIGHT - LEFT) / BINS;
    const double low = of->low + (of->high - of->low) * (double)bin / BINS;
    const double high =
        of->low + (of->high - of->low) * (double)(bin + 1) / BINS;
    const double share = of->shares[bin];
    /* The last bar has its upper end, too. */
    const bool in_tail =
        of->at->var > 0 && (high > of->at->var || bin == BINS - 1);
    const double height = (FLOOR - HEAD) * fmin(share, of->top) / of->top;
    const double x = LEFT + (double)bin * width;
    char texts[3][CTG__FORMAT_ROOM];
    char tip[4 * CTG__FORMAT_ROOM];

    if (!(share > 0))
        return;
    ctg__format_share(texts[0], share, false);
    snprintf(tip, sizeof tip, "%s to %s: %s of the draws",
             ctg__risk_amount(of->chart, texts[1], low),
             ctg__risk_amount(of->chart, texts[2], high), texts[0]);
    ctg__svg_rect(of->to, x + 0.7, FLOOR - height, width - 1.4, height,
                  in_tail ? "f-acc" : "f-base", tip);
    if (share > of->top)
        ctg__svg_text(of->to, x, FLOOR - height - 5, "v", CTG__START, texts[0]);
}

static void add_mark(const sheet *of, double value, const char *name, double y,
                     bool left)
{
    const double x = x_of(of, value);
    char text[CTG__FORMAT_ROOM];
    char words[2 * CTG__FORMAT_ROOM];

    ctg__svg_line(of->to, x, y + 4, x, FLOOR, "cliff");
    snprintf(words, sizeof words, "%s %s", name,
             ctg__risk_amount(of->chart, text, value));
    ctg__svg_text(of->to, left ? x - 4 : x + 4, y + 8, "v tail",
                  left ? CTG__END : CTG__START, words);
}

static void add_axis(const sheet *of)
{
    char text[CTG__FORMAT_ROOM];

    ctg__svg_line(of->to, LEFT, FLOOR, RIGHT, FLOOR, "axis");
    for (int k = 0; k <= 4; k++)
        ctg__svg_text(
            of->to, LEFT + (RIGHT - LEFT) * k / 4.0, FLOOR + 16, "a",
            k == 0   ? CTG__START
            : k == 4 ? CTG__END
                     : CTG__MIDDLE,
            ctg__risk_amount(of->chart, text,
                             of->low + (of->high - of->low) * k / 4.0));
}

void ctg__chart_draws(const void *context, size_t number, ctg__text *to)
{
    const ctg__chart *const chart = context;
    sheet of = {
        .chart = chart,
        .at = ctg__risk_level(chart->found, ctg__risk_headline(chart->found)),
        .to = to};
    char texts[2][CTG__FORMAT_ROOM];
    char words[3 * CTG__FORMAT_ROOM];
    const bool any = fill(&of);

    snprintf(words, sizeof words, "Value at risk %s, expected shortfall %s",
             ctg__risk_amount(chart, texts[0], of.at->var),
             ctg__risk_amount(chart, texts[1], of.at->es));
    ctg__svg_open(to, number, "ch", CTG__CHART_WIDTH, HEIGHT,
                  "How many draws come to how much", words);
    if (any) {
        const bool left = x_of(&of, of.at->var) > 140;

        find_top(&of);
        add_axis(&of);
        for (size_t b = 0; b < BINS; b++)
            add_bar(&of, b);
        /* Words to the left of a line are above the lines that begin there. */
        add_mark(&of, of.at->var, "VaR", left ? 24 : 8, left);
        add_mark(&of, of.at->es, "ES", left ? 8 : 24,
                 x_of(&of, of.at->es) > 420);
    }
    ctg__svg_close(to);
}
