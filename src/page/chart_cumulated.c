/* How concentrated the loss is: the share of the largest so many. */
#include <math.h>

#include "page/charts.h"

enum { FLOOR = 230, HEIGHT = 272, LEFT = 40, HEAD = 22, POINTS_MOST = 200 };

static const size_t marks[] = {1, 5, 10};

typedef struct curve {
    const ctg_findings *found;
    size_t count; /* nodes that lose */
    double total;
} curve;

static double fallen(const ctg_findings *found, ctg_node node)
{
    return fmax(0, ctg_run_initial_equity(found->run)[node]) -
           fmax(0, ctg_run_equity(found->run)[node]);
}

static double right_of(const curve *of, size_t index)
{
    return LEFT + (CTG__CHART_WIDTH - LEFT) * (double)index / (double)of->count;
}

static double height_of(double share)
{
    return FLOOR - (FLOOR - HEAD) * share;
}

/* A share for each mark that is far from the end. */
static size_t add_line(const curve *of, double shares[3], ctg__text *to)
{
    const size_t step =
        of->count > POINTS_MOST ? of->count / POINTS_MOST + 1 : 1;
    size_t marked = 0;
    size_t seen = 0;
    double sum = 0;

    ctg__svg_path(to, "ln");
    ctg__svg_point(to, LEFT, FLOOR, true);
    for (size_t i = 0; i < of->found->node_count && seen < of->count; i++) {
        const double lost = fallen(of->found, of->found->by_loss[i]);

        if (!(lost > 0))
            continue;
        sum += lost;
        seen++;
        if (marked < 3 && seen == marks[marked] &&
            (double)seen < 0.8 * (double)of->count)
            shares[marked++] = sum / of->total;
        if (seen < 30 || seen % step == 0 || seen == of->count)
            ctg__svg_point(to, right_of(of, seen), height_of(sum / of->total),
                           false);
    }
    ctg__svg_path_end(to, false);
    return marked;
}

static void add_marks(const curve *of, const double *shares, size_t count,
                      ctg__text *to)
{
    char room[CTG__FORMAT_ROOM];
    ctg__text names = {0};
    ctg__text values = {0};

    for (size_t k = 0; k < count; k++) {
        ctg__svg_dot(to, right_of(of, marks[k]), height_of(shares[k]), 3.5,
                     "dot");
        ctg__text_print(&names, "%s%zu", k ? ", " : "largest ", marks[k]);
        ctg__text_print(&values, "%s%s", k ? ", " : "",
                        ctg__format_share(room, shares[k], false));
    }
    ctg__text_print(&names, ": %s", ctg__text_string(&values));
    if (count)
        ctg__svg_text(to, fmin(right_of(of, marks[count - 1]) + 12, 330),
                      height_of(shares[count - 1]) + 18, "v", CTG__START,
                      ctg__text_string(&names));
    to->failed |= names.failed || values.failed;
    ctg__text_clear(&names);
    ctg__text_clear(&values);
}

static void add_frame(const curve *of, ctg__text *to)
{
    char text[CTG__FORMAT_ROOM];

    for (int k = 0; k <= 4; k++) {
        const double y = height_of(k / 4.0);

        ctg__svg_line(to, LEFT, y, CTG__CHART_WIDTH, y, k ? "grid" : "axis");
        ctg__svg_text(to, LEFT - 6, y + 4, "a", CTG__END,
                      ctg__format_share(text, k / 4.0, false));
    }
    ctg__svg_line(to, LEFT, FLOOR, CTG__CHART_WIDTH, HEAD, "conn");
    ctg__svg_text(to, LEFT, FLOOR + 17, "a", CTG__MIDDLE, "0");
    ctg__svg_text(to, CTG__CHART_WIDTH, FLOOR + 17, "a", CTG__END,
                  ctg__format_count(text, of->count));
    ctg__svg_text(to, CTG__CHART_WIDTH, FLOOR + 34, "a", CTG__END,
                  "nodes that lose, the largest loss first; dots: equal "
                  "losses");
}

void ctg__chart_cumulated(const void *context, size_t number, ctg__text *to)
{
    curve of = {.found = ((const ctg__chart *)context)->found};
    double shares[3];
    size_t count;

    for (size_t i = 0; i < of.found->node_count; i++) {
        const double lost = fallen(of.found, (ctg_node)i);

        of.count += lost > 0;
        of.total += fmax(0, lost);
    }
    of.count = of.count ? of.count : 1;
    of.total = of.total > 0 ? of.total : 1;
    ctg__svg_open(to, number, "ch", CTG__CHART_WIDTH, HEIGHT,
                  "Cumulated share of the equity lost",
                  "A line from no node to all that lose, the largest loss "
                  "first; the further above the diagonal, the more "
                  "concentrated");
    add_frame(&of, to);
    count = add_line(&of, shares, to);
    add_marks(&of, shares, count, to);
    ctg__svg_close(to);
}
