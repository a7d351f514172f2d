#include "draw/placed.h"

#include <math.h>

#include "draw/palette.h"

void ctg__placed_begin(ctg__diagram *diagram, const char *class)
{
    /* nop2 is neato -n2: what it is given stays where it is. */
    static const char *const graph[] = {
        "layout",    "nop2",        "notranslate", "true",     "splines",
        "true",      "outputorder", "edgesfirst",  "bgcolor",  "transparent",
        "pad",       ".12",         "fontname",    CTG__FONT,  "fontsize",
        "10",        "fontcolor",   CTG__INK,      "labelloc", "t",
        "labeljust", "l",           NULL};
    static const char *const node[] = {
        "shape",     "box",       "style",  "filled",  "fontname",
        CTG__FONT,   "fontsize",  "10",     "margin",  ".04,.02",
        "fixedsize", "true",      "color",  CTG__LINE, "fillcolor",
        CTG__PAPER,  "fontcolor", CTG__INK, NULL};
    static const char *const edge[] = {"fontname", CTG__FONT,   "fontsize",
                                       "9",        "arrowsize", "0.5",
                                       "color",    CTG__LINE,   NULL};

    ctg__diagram_graph(diagram);
    ctg__diagram_put_all(diagram, graph);
    ctg__diagram_put(diagram, "id", class);
    ctg__diagram_put(diagram, "class", class);
    ctg__diagram_node_defaults(diagram);
    ctg__diagram_put_all(diagram, node);
    ctg__diagram_edge_defaults(diagram);
    ctg__diagram_put_all(diagram, edge);
}

void ctg__put_place(ctg__diagram *diagram, double x, double y, double width,
                    double height)
{
    ctg__text pos = {0};

    ctg__diagram_put_number(diagram, "width", width / 72);
    ctg__diagram_put_number(diagram, "height", height / 72);
    ctg__add_point(&pos, x, y);
    ctg__diagram_put(diagram, "pos", ctg__text_string(&pos));
    diagram->failed |= pos.failed;
    ctg__text_clear(&pos);
}

void ctg__add_point(ctg__text *text, double x, double y)
{
    ctg__text_add_number(text, round(x * 10) / 10 + 0.0);
    ctg__text_add_char(text, ',');
    ctg__text_add_number(text, round(y * 10) / 10 + 0.0);
}
