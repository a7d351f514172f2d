/* How many nodes lose how much of their equity. */
#include <math.h>

#include "page/charts.h"

enum { FLOOR = 230, HEIGHT = 272, LEFT = 8, HEAD = 22 };

void ctg__histogram(const ctg_findings *found, size_t bins[CTG__HISTOGRAM_BINS])
{
    const double *const before = ctg_run_initial_equity(found->run);

    for (size_t b = 0; b < CTG__HISTOGRAM_BINS; b++)
        bins[b] = 0;
    for (size_t i = 0; i < found->node_count; i++) {
        const double lost = ctg__lost(found, (ctg_node)i);

        if (ctg__failed(found, (ctg_node)i))
            bins[CTG__HISTOGRAM_BINS - 1]++;
        else if (!(lost > 0) || !(before[i] > 0))
            bins[0]++;
        else
            bins[1 + (size_t)fmin(9, floor(10 * lost / before[i]))]++;
    }
}

const char *ctg__histogram_label(size_t bin)
{
    static const char *const labels[CTG__HISTOGRAM_BINS] = {
        "none",
        "0\xE2\x80\x93"
        "10%",
        "10\xE2\x80\x93"
        "20%",
        "20\xE2\x80\x93"
        "30%",
        "30\xE2\x80\x93"
        "40%",
        "40\xE2\x80\x93"
        "50%",
        "50\xE2\x80\x93"
        "60%",
        "60\xE2\x80\x93"
        "70%",
        "70\xE2\x80\x93"
        "80%",
        "80\xE2\x80\x93"
        "90%",
        "90\xE2\x80\x93"
        "100%",
        "\xE2\x9C\x95 default"};

    return labels[bin];
}

static void add_bin(ctg__text *to, size_t bin, size_t count, double width,
                    double scale)
{
    static const char *const below[CTG__HISTOGRAM_BINS] = {
        "none", "0+",  "10+", "20+", "30+", "40+",
        "50+",  "60+", "70+", "80+", "90+", "\xE2\x9C\x95"};
    const double x = LEFT + (double)bin * width;
    const double height = (double)count * scale;
    char text[CTG__FORMAT_ROOM];
    char tip[CTG__FORMAT_ROOM + 64];

    ctg__format_count(text, count);
    snprintf(tip, sizeof tip, "%s: %s", ctg__histogram_label(bin), text);
    ctg__svg_rect(to, x + 3, FLOOR - height, width - 6, height,
                  bin == CTG__HISTOGRAM_BINS - 1 ? "f-ink"
                  : bin == 0                     ? "f-base"
                                                 : "f-now",
                  tip);
    if (count)
        ctg__svg_text(to, x + width / 2, FLOOR - height - 5, "v", CTG__MIDDLE,
                      text);
    ctg__svg_text(to, x + width / 2, FLOOR + 16, "a", CTG__MIDDLE, below[bin]);
}

void ctg__chart_histogram(const void *context, size_t number, ctg__text *to)
{
    const ctg__chart *const chart = context;
    const double width =
        (double)(CTG__CHART_WIDTH - LEFT) / CTG__HISTOGRAM_BINS;
    size_t bins[CTG__HISTOGRAM_BINS];
    ctg__text words = {0};
    double most = 0;
    ctg__axis axis;

    ctg__histogram(chart->found, bins);
    for (size_t b = 0; b < CTG__HISTOGRAM_BINS; b++) {
        most = fmax(most, (double)bins[b]);
        ctg__text_print(&words, "%s%s: %zu", b ? "; " : "",
                        ctg__histogram_label(b), bins[b]);
    }
    axis = ctg__axis_to(most);
    ctg__svg_open(to, number, "ch", CTG__CHART_WIDTH, HEIGHT,
                  "How many nodes lose how much", ctg__text_string(&words));
    for (int k = 0; k <= axis.steps; k++) {
        const double y = FLOOR - (FLOOR - HEAD) * axis.step * k / axis.top;

        ctg__svg_line(to, LEFT, y, CTG__CHART_WIDTH, y, k ? "grid" : "axis");
    }
    for (size_t b = 0; b < CTG__HISTOGRAM_BINS; b++)
        add_bin(to, b, bins[b], width, (FLOOR - HEAD) / axis.top);
    ctg__svg_text(
        to, LEFT, FLOOR + 34, "a", CTG__START,
        "share of own equity lost, in per cent; \xE2\x9C\x95 default");
    ctg__svg_close(to);
    to->failed |= words.failed;
    ctg__text_clear(&words);
}
