/* Whose failure would hurt most where links are not known: a bar to the middle
 * of all networks, whiskers to the ends of the band. */
#include <math.h>

#include "page/unknown.h"

enum { LEFT = 132, RIGHT = 430, ROW = 22, TOP = 26 };

static void add_whisker(ctg__text *to, double low, double high, double y)
{
    ctg__svg_line(to, low, y, high, y, "axis");
    ctg__svg_line(to, low, y - 4, low, y + 4, "axis");
    ctg__svg_line(to, high, y - 4, high, y + 4, "axis");
}

static void add_row(const ctg__chart *chart, const ctg_node_range *range,
                    ctg_node node, double y, double scale, ctg__text *to)
{
    const double low = LEFT + fmax(0, range->score_low) * scale;
    const double high = LEFT + fmax(0, range->score_high) * scale;
    char name[CTG__NAME_ROOM];
    char words[80];

    ctg__svg_text(to, LEFT - 8, y + 4, "lab", CTG__END,
                  ctg__short_name(name, ctg__unknown_name(chart->found, node),
                                  18, &to->failed));
    ctg__svg_rect(to, LEFT, y - 6, fmax(0, range->score_mid) * scale, 12,
                  "f-base", NULL);
    if (high > low)
        add_whisker(to, low, high, y);
    snprintf(words, sizeof words,
             range->rank_low < range->rank_high ? "%.0f\xE2\x80\x93%.0f"
                                                : "%.0f",
             range->rank_low, range->rank_high);
    ctg__svg_text(to, CTG__CHART_WIDTH - 4, y + 4, "v", CTG__END, words);
}

void ctg__chart_intervals(const void *context, size_t number, ctg__text *to)
{
    const ctg__chart *const chart = context;
    const ctg_node_range *range;
    ctg__text words = {0};
    ctg__axis axis;
    char text[CTG__FORMAT_ROOM];
    double most = 0;
    size_t count = 0;
    ctg_node node;

    for (; count < CTG__INTERVAL_ROWS &&
           (range = ctg__unknown_node(chart->found, count, &node));
         count++) {
        most = fmax(most, range->score_high);
        ctg__text_print(&words, "%sranks %.0f to %.0f", count ? "; " : "",
                        range->rank_low, range->rank_high);
    }
    axis = ctg__axis_to(most);
    ctg__svg_open(to, number, "ch", CTG__CHART_WIDTH,
                  TOP + 8 + ROW * (double)count,
                  "Intervals of importance and rank", ctg__text_string(&words));
    for (int k = 0; k <= axis.steps; k++) {
        const double x = LEFT + (RIGHT - LEFT) * axis.step * k / axis.top;

        ctg__svg_line(to, x, TOP - 6, x, TOP + ROW * (double)count,
                      k ? "grid" : "axis");
        ctg__svg_text(to, x, TOP - 12, "a", CTG__MIDDLE,
                      ctg__chart_short(chart, text, axis.step * k));
    }
    ctg__svg_text(to, CTG__CHART_WIDTH - 4, TOP - 12, "a", CTG__END, "rank");
    for (size_t r = 0; r < count; r++) {
        range = ctg__unknown_node(chart->found, r, &node);
        add_row(chart, range, node, TOP + 12 + ROW * (double)r,
                (RIGHT - LEFT) / axis.top, to);
    }
    ctg__svg_close(to);
    to->failed |= words.failed;
    ctg__text_clear(&words);
}
