#include "draw/shapes.h"

#include <math.h>

#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/phrases.h"

void ctg__map_defaults(ctg__diagram *diagram, const char *id, const char *class,
                       const char *label)
{
    static const char *const graph[] = {
        "outputorder", "edgesfirst", "bgcolor",   "transparent",
        "pad",         ".15",        "fontname",  "Helvetica,Arial,sans-serif",
        "fontsize",    "10",         "fontcolor", CTG__INK,
        "labelloc",    "t",          "labeljust", "l",
        NULL};
    static const char *const nodes[] = {
        "style",     "filled", "fontname",  "Helvetica,Arial,sans-serif",
        "fontsize",  "10",     "fontcolor", CTG__INK,
        "color",     CTG__INK, "penwidth",  "1",
        "fixedsize", "shape",  "label",     "",
        NULL};
    static const char *const edges[] = {
        "fontname",  "Helvetica,Arial,sans-serif",
        "fontsize",  "9",
        "arrowsize", "0.5",
        "color",     CTG__LINE,
        NULL};

    ctg__diagram_graph(diagram);
    ctg__diagram_put(diagram, "id", id);
    ctg__diagram_put(diagram, "class", class);
    ctg__diagram_put_all(diagram, graph);
    ctg__diagram_put_html(diagram, "label", label);
    ctg__diagram_node_defaults(diagram);
    ctg__diagram_put_all(diagram, nodes);
    ctg__diagram_edge_defaults(diagram);
    ctg__diagram_put_all(diagram, edges);
    ctg__diagram_graph(diagram);
}

/* Curves around nodes take for ever on large graphs, and abort on some. */
enum { MOST_CURVED = 60 };

void ctg__map_layout(ctg__diagram *diagram, size_t node_count, bool clusters)
{
    static const char *const neato[] = {"layout", "neato",     "mode", "major",
                                        "model",  "shortpath", "sep",  "+3",
                                        "esep",   "+2",        NULL};
    static const char *const fdp[] = {"layout", "fdp",  "K",  ".5", "sep",
                                      "+5",     "esep", "+3", NULL};
    static const char *const sfdp[] = {"layout", "sfdp", "K",  ".9", "sep",
                                       "+4",     "esep", "+2", NULL};
    static const char *const all[] = {
        "start", "7",         "overlap", "false", "overlap_scaling",
        "0",     "normalize", "true",    NULL};

    ctg__diagram_graph(diagram);
    ctg__diagram_put_all(diagram, clusters                    ? fdp
                                  : node_count <= MOST_CURVED ? neato
                                                              : sfdp);
    ctg__diagram_put_all(diagram, all);
    ctg__diagram_put(diagram, "splines",
                     node_count <= MOST_CURVED ? "true" : "line");
    if (!clusters && node_count <= MOST_CURVED) {
        ctg__diagram_edge_defaults(diagram);
        ctg__diagram_put(diagram, "len", "1.25");
        ctg__diagram_graph(diagram);
    }
}

void ctg__put_shape(ctg__diagram *diagram, const ctg__shape *shape,
                    double width, double height, const ctg__shape_words *words,
                    ctg__text *text)
{
    /* The table is centred on the node: a blank row as high as the shape and
     * the words pushes the words below it. */
    const double lines = 1.2 * 10 + 1.2 * 9;
    const int blank = (int)lround(height * 72 + 3 + lines);

    ctg__diagram_put(diagram, "shape", shape->shape);
    ctg__diagram_put_number(diagram, "width", width);
    ctg__diagram_put_number(diagram, "height", height);
    ctg__text_restart(text);
    ctg__text_print(text,
                    "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" "
                    "CELLPADDING=\"0\"><TR><TD HEIGHT=\"%d\"></TD></TR><TR>"
                    "<TD BGCOLOR=\"" CTG__HALO "\"><B>",
                    blank);
    ctg__add_html(text, words->name);
    ctg__text_print(text,
                    "</B></TD></TR><TR><TD BGCOLOR=\"" CTG__HALO
                    "\"><FONT POINT-SIZE=\"9\" COLOR=\"%s\">",
                    words->below_colour ? words->below_colour : CTG__MUTE);
    ctg__add_html(text, words->below);
    ctg__text_add(text, "</FONT></TD></TR></TABLE>");
    ctg__diagram_put_html(diagram, "label", ctg__text_string(text));
}

void ctg__add_node_name(ctg__text *text, const char *id, bool group)
{
    ctg__text_add(text, group ? "g_" : "n_");
    ctg__add_slug(text, id);
}
