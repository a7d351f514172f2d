/* What charts have in common. */
#include "page/charts.h"

#include <math.h>
#include <string.h>

#include "text/clean.h"
#include "text/widths.h"

enum { VALUE_POINTS = 12 }; /* of figures beside marks, in the style sheet */

const ctg__chart *ctg__chart_new(ctg_report *made, const ctg_findings *found)
{
    ctg__chart *const chart = ctg__report_take(made, 1, sizeof *chart);

    if (!chart)
        return NULL;
    *chart =
        (ctg__chart){.found = found,
                     .unit = made->unit,
                     .sign = ctg__columns(made->unit) > 1 ? "" : made->unit};
    return chart;
}

const char *ctg__chart_amount(const ctg__chart *chart,
                              char text[CTG__FORMAT_ROOM], double amount)
{
    return ctg__format_amount(text, amount, chart->unit, false);
}

const char *ctg__chart_short(const ctg__chart *chart,
                             char text[CTG__FORMAT_ROOM], double amount)
{
    return ctg__format_amount(text, amount, chart->sign, false);
}

const char *ctg__chart_fitted(const ctg__chart *chart,
                              char text[CTG__FORMAT_ROOM], double amount,
                              double width)
{
    ctg__chart_amount(chart, text, amount);
    return ctg__text_width(text, VALUE_POINTS, true) <= width
               ? text
               : ctg__chart_short(chart, text, amount);
}

void ctg__svg_spark(ctg__text *to, const double *values, size_t count)
{
    double low = INFINITY;
    double high = -INFINITY;

    for (size_t i = 0; i < count; i++) {
        low = fmin(low, values[i]);
        high = fmax(high, values[i]);
    }
    ctg__text_add(to, "<svg class=\"spark\" viewBox=\"0 0 100 20\" "
                      "preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    ctg__svg_path(to, "ln");
    for (size_t i = 0; i < count; i++)
        ctg__svg_point(
            to, count > 1 ? 100.0 * (double)i / (double)(count - 1) : 0,
            17 - 14 * (high > low ? (values[i] - low) / (high - low) : 0.5),
            i == 0);
    ctg__svg_path_end(to, false);
    ctg__text_add(to, "</svg>");
}

void ctg__svg_whisker(ctg__text *to, double low, double high, double at,
                      double most)
{
    const double unit = 100 / fmax(1, most);

    ctg__text_add(to, "<svg class=\"b\" viewBox=\"0 0 100 12\" "
                      "preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    ctg__svg_line(to, (low - 0.8) * unit, 6, high * unit, 6, "axis");
    ctg__svg_rect(to, (at - 0.7) * unit, 1, fmax(0.7 * unit, 1.5), 10, "f-acc",
                  NULL);
    ctg__text_add(to, "</svg>");
}
