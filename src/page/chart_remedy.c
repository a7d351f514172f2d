/* What a remedy changes, node by node: from one loss to another. */
#include <math.h>

#include "page/charts.h"
#include "page/remedy.h"

enum { LEFT = 190, RIGHT = 900, WIDTH = 1000, ROW = 26, TOP = 24 };

static void add_row(const ctg__chart *chart, const ctg__changed *at, double y,
                    double scale, ctg__text *to)
{
    const double before = LEFT + fmax(0, at->before) * scale;
    const double after = LEFT + fmax(0, at->after) * scale;
    char name[CTG__NAME_ROOM];
    char text[CTG__FORMAT_ROOM];

    ctg__svg_text(to, 0, y + 4, "lab", CTG__START,
                  ctg__short_name(
                      name, ctg_graph_node_name(chart->found->graph, at->node),
                      25, &to->failed));
    ctg__svg_line(to, fmin(before, after), y, fmax(before, after), y,
                  after > before ? "worse" : "better");
    ctg__svg_dot(to, before, y, 4.5, "dot was");
    ctg__svg_dot(to, after, y, 4.5, "dot now");
    ctg__format_change(text, at->after - at->before, chart->unit, false);
    ctg__svg_text(to, WIDTH - 4, y + 4, "v", CTG__END, text);
}

void ctg__chart_remedy(const void *context, size_t number, ctg__text *to)
{
    const ctg__chart *const chart = context;
    ctg__changed list[CTG__CHANGED_MOST];
    const size_t count = ctg__changed_nodes(chart->found, list);
    ctg__axis axis;
    double most = 0;
    char text[CTG__FORMAT_ROOM];

    for (size_t i = 0; i < count; i++)
        most = fmax(most, fmax(list[i].before, list[i].after));
    axis = ctg__axis_to(most);
    ctg__svg_open(to, number, "ch tl", WIDTH, TOP + 10 + ROW * (double)count,
                  "Losses before and after",
                  "A row for each node whose loss changes most; a ring is its "
                  "loss before the remedy, a full dot after it");
    for (int k = 0; k <= axis.steps; k++) {
        const double x = LEFT + (RIGHT - LEFT) * axis.step * k / axis.top;

        ctg__svg_line(to, x, TOP - 4, x, TOP + 6 + ROW * (double)count,
                      k ? "grid" : "axis");
        ctg__svg_text(to, x, TOP - 10, "a", CTG__MIDDLE,
                      ctg__chart_short(chart, text, axis.step * k));
    }
    for (size_t i = 0; i < count; i++)
        add_row(chart, &list[i], TOP + 14 + ROW * (double)i,
                (RIGHT - LEFT) / axis.top, to);
    ctg__svg_close(to);
}
