#include "page/svg.h"

#include <math.h>

/* No picture is as large; llround knows no more than 2^63. */
static const double far = 1e15;

void ctg__svg_number(ctg__text *to, double number)
{
    const long long tenths = llround(fmax(-far, fmin(far, number)) * 10);
    const unsigned long long size =
        (unsigned long long)(tenths < 0 ? -tenths : tenths);

    ctg__text_print(to, tenths < 0 ? "-%llu" : "%llu", size / 10);
    if (size % 10)
        ctg__text_print(to, ".%llu", size % 10);
}

static void add(ctg__text *to, const char *name, double number)
{
    ctg__text_print(to, " %s=\"", name);
    ctg__svg_number(to, number);
    ctg__text_add_char(to, '"');
}

static void add_class(ctg__text *to, const char *class)
{
    if (class)
        ctg__text_print(to, " class=\"%s\"", class);
}

void ctg__svg_open(ctg__text *to, size_t number, const char *class,
                   double width, double height, const char *title,
                   const char *description)
{
    ctg__text_print(to, "<svg class=\"%s\" viewBox=\"0 0 ", class);
    ctg__svg_number(to, width);
    ctg__text_add_char(to, ' ');
    ctg__svg_number(to, height);
    ctg__text_print(to,
                    "\" role=\"img\" aria-labelledby=\"s%zut s%zud\" "
                    "preserveAspectRatio=\"xMinYMin meet\">"
                    "<title id=\"s%zut\">",
                    number, number, number);
    ctg__html_add(to, title);
    ctg__text_print(to, "</title><desc id=\"s%zud\">", number);
    ctg__html_add(to, description);
    ctg__text_add(to, "</desc>");
}

void ctg__svg_close(ctg__text *to)
{
    ctg__text_add(to, "</svg>\n");
}

void ctg__svg_text(ctg__text *to, double x, double y, const char *class,
                   ctg__anchor anchor, const char *words)
{
    ctg__text_add(to, "<text");
    add(to, "x", x);
    add(to, "y", y);
    add_class(to, class);
    ctg__text_add(to, anchor == CTG__END      ? " text-anchor=\"end\">"
                      : anchor == CTG__MIDDLE ? " text-anchor=\"middle\">"
                                              : ">");
    ctg__html_add(to, words);
    ctg__text_add(to, "</text>");
}

void ctg__svg_rect(ctg__text *to, double x, double y, double width,
                   double height, const char *class, const char *tip)
{
    ctg__text_add(to, "<rect");
    add(to, "x", x);
    add(to, "y", y);
    add(to, "width", fmax(0, width));
    add(to, "height", fmax(0, height));
    add_class(to, class);
    if (!tip) {
        ctg__text_add(to, "/>");
        return;
    }
    ctg__text_add(to, "><title>");
    ctg__html_add(to, tip);
    ctg__text_add(to, "</title></rect>");
}

void ctg__svg_line(ctg__text *to, double x1, double y1, double x2, double y2,
                   const char *class)
{
    ctg__text_add(to, "<line");
    add(to, "x1", x1);
    add(to, "y1", y1);
    add(to, "x2", x2);
    add(to, "y2", y2);
    add_class(to, class);
    ctg__text_add(to, "/>");
}

void ctg__svg_dot(ctg__text *to, double x, double y, double radius,
                  const char *class)
{
    ctg__text_add(to, "<circle");
    add(to, "cx", x);
    add(to, "cy", y);
    add(to, "r", radius);
    add_class(to, class);
    ctg__text_add(to, "/>");
}

void ctg__svg_path(ctg__text *to, const char *class)
{
    ctg__text_add(to, "<path");
    add_class(to, class);
    ctg__text_add(to, " d=\"");
}

void ctg__svg_point(ctg__text *to, double x, double y, bool first)
{
    ctg__text_add_char(to, first ? 'M' : 'L');
    ctg__svg_number(to, x);
    ctg__text_add_char(to, ' ');
    ctg__svg_number(to, y);
}

void ctg__svg_path_end(ctg__text *to, bool close)
{
    ctg__text_add(to, close ? "z\"/>" : "\"/>");
}

/* The largest power of ten that is not above. */
static double power_below(double number)
{
    double power = 1;

    while (power * 10 <= number)
        power *= 10;
    while (power > number)
        power /= 10;
    return power;
}

ctg__axis ctg__axis_to(double most)
{
    static const double rounds[] = {1, 2, 2.5, 5, 10, 20};
    const double end = most > 1e-290 ? fmin(most, 1e307) : 1;
    const double power = power_below(end / 5);
    double step = power;
    int steps;

    for (int i = 0; i < 6; i++) {
        step = rounds[i] * power;
        if (step * 5 >= end * (1 - 1e-9))
            break;
    }
    steps = (int)ceil(end / step - 1e-9);
    if (steps < 1)
        steps = 1;
    return (ctg__axis){.top = steps * step, .step = step, .steps = steps};
}

void ctg__svg_bar(ctg__text *to, double share, const char *class)
{
    ctg__text_add(to, "<svg class=\"b\" viewBox=\"0 0 100 12\" "
                      "preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    ctg__svg_rect(to, 0, 2, 100 * fmin(1, fmax(0, share)), 8, class, NULL);
    ctg__text_add(to, "</svg>");
}
