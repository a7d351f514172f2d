/* A cascade as a diagram: boxes, lines, columns of rounds. */
#include "draw/cascade.h"

#include <stdio.h>

#include "base/memory.h"
#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/scales.h"
#include "text/clean.h"
#include "text/format.h"

/* --- graph -----------------------------------------------------------------
 */

static void describe_graph(ctg__canvas *c)
{
    static const char *const graph[] = {
        "id",          "casc",       "class",     "cascade",
        "rankdir",     "LR",         "newrank",   "true",
        "nodesep",     ".10",        "splines",   "true",
        "outputorder", "edgesfirst", "bgcolor",   "transparent",
        "pad",         ".15",        "fontname",  "Helvetica,Arial,sans-serif",
        "fontsize",    "10",         "fontcolor", CTG__INK,
        "labelloc",    "t",          "labeljust", "l",
        NULL};
    static const char *const nodes[] = {
        "shape",     "box",      "style",
        "filled",    "fontname", "Helvetica,Arial,sans-serif",
        "fontsize",  "10",       "fontcolor",
        CTG__INK,    "color",    CTG__LINE,
        "fillcolor", CTG__PAPER, "penwidth",
        "0.8",       "margin",   ".06,.03",
        "width",     "1.64",     "height",
        ".46",       NULL};
    static const char *const edges[] = {
        "fontname",  "Helvetica,Arial,sans-serif",
        "fontsize",  "9",
        "arrowsize", "0.5",
        "color",     CTG__LINE,
        NULL};

    ctg__diagram_graph(c->diagram);
    ctg__diagram_put_all(c->diagram, graph);
    /* Ranks of prices are narrower: as far apart, they would waste room. */
    ctg__diagram_put(c->diagram, "ranksep",
                     c->scene->hub_drawn ? ".9" : ".62 equally");
    ctg__cascade_label(c->scene, &c->text);
    ctg__diagram_put_html(c->diagram, "label", ctg__text_string(&c->text));
    ctg__diagram_node_defaults(c->diagram);
    ctg__diagram_put_all(c->diagram, nodes);
    ctg__diagram_edge_defaults(c->diagram);
    ctg__diagram_put_all(c->diagram, edges);
}

/* --- columns ---------------------------------------------------------------
 */

static size_t add_rank(ctg__canvas *c)
{
    const size_t set = ctg__diagram_add_set(c->diagram, NULL);

    ctg__diagram_put(c->diagram, "rank", "same");
    return set;
}

static size_t add_header(ctg__canvas *c, size_t set, const char *name,
                         const char *class, const char *head, const char *below,
                         const char *tooltip)
{
    const size_t node = ctg__diagram_add_node(c->diagram, set, name);
    ctg__text label = {0};

    ctg__diagram_put(c->diagram, "id", name);
    ctg__diagram_put(c->diagram, "class", class);
    ctg__diagram_put(c->diagram, "group", "hdr");
    ctg__diagram_put(c->diagram, "shape", "plain");
    ctg__diagram_put(c->diagram, "style", "");
    ctg__diagram_put(c->diagram, "tooltip", tooltip);
    ctg__text_add(&label, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                          "CELLSPACING=\"0\" CELLPADDING=\"1\"><TR><TD>"
                          "<FONT POINT-SIZE=\"11\"><B>");
    ctg__add_html(&label, head);
    ctg__text_add(&label,
                  "</B></FONT></TD></TR><TR><TD><FONT COLOR=\"" CTG__MUTE
                  "\" POINT-SIZE=\"9\">");
    ctg__add_html(&label, below);
    ctg__text_add(&label, "</FONT></TD></TR></TABLE>");
    ctg__diagram_put_html(c->diagram, "label", ctg__text_string(&label));
    c->diagram->failed |= label.failed;
    ctg__text_clear(&label);
    return node;
}

static void add_node_at(ctg__canvas *c, size_t set, size_t place,
                        void (*draw)(ctg__diagram *, const ctg__scene *, size_t,
                                     ctg__text *))
{
    ctg__text_restart(&c->text);
    ctg__add_place_name(&c->text, c->scene, c->scene->selection->places[place]);
    c->node_of[place] =
        ctg__diagram_add_node(c->diagram, set, ctg__text_string(&c->text));
    draw(c->diagram, c->scene, place, &c->text);
}

static void add_sources(ctg__canvas *c)
{
    const ctg__selection *const s = c->scene->selection;
    const size_t set = add_rank(c);

    c->start = add_header(c, set, "hS", "hdr", "Shock", "t = 0", "Shock");
    for (size_t p = 0; p < s->place_count; p++)
        if (s->drawn[p] && ctg__place_kind_of(s->places[p]) == CTG__SOURCE)
            add_node_at(c, set, p, ctg__draw_source);
}

static void add_column_header(ctg__canvas *c, size_t set, size_t column)
{
    const ctg__flows *const flows = c->scene->flows;
    const unsigned long round = flows->columns[column].first;
    char money[CTG__FORMAT_ROOM];
    char share[CTG__FORMAT_ROOM];
    char name[24];
    char class[24];
    ctg__text head = {0};
    ctg__text below = {0};
    int64_t sum = 0;

    for (size_t i = 0; i <= column; i++)
        sum += flows->columns[i].total;
    ctg__add_column_name(&head, flows, column, "Round");
    ctg__text_print(
        &below, "%s · cum. %s",
        ctg__format_amount(
            money, ctg__flows_money(flows, flows->columns[column].total),
            c->scene->facts->unit, false),
        ctg__format_share(share, (double)sum / (double)flows->total, false));
    snprintf(name, sizeof name, "h%lu", round);
    snprintf(class, sizeof class, "hdr r%lu", round);
    c->header[column] =
        add_header(c, set, name, class, ctg__text_string(&head),
                   ctg__text_string(&below), ctg__text_string(&head));
    c->diagram->failed |= head.failed || below.failed;
    ctg__text_clear(&head);
    ctg__text_clear(&below);
}

static void add_other(ctg__canvas *c, size_t set, size_t column)
{
    static const char *const looks[] = {
        "style",     "dashed,filled", "fillcolor", CTG__WASH,
        "fontcolor", CTG__MUTE,       "height",    ".36",
        "group",     "oth",           NULL};
    const ctg__flows *const flows = c->scene->flows;
    const unsigned long round = flows->columns[column].first;
    const char *const rows = c->undrawn_rows[column] == 1 ? "row" : "rows";
    char share[CTG__FORMAT_ROOM];
    char name[24];
    char class[24];

    c->other[column] = SIZE_MAX;
    if (c->undrawn[column] == 0)
        return;
    ctg__format_share(share,
                      (double)c->undrawn[column] /
                          (double)flows->columns[column].total,
                      false);
    snprintf(name, sizeof name, "o%lu", round);
    snprintf(class, sizeof class, "other r%lu", round);
    c->other[column] = ctg__diagram_add_node(c->diagram, set, name);
    ctg__diagram_put(c->diagram, "id", name);
    ctg__diagram_put(c->diagram, "class", class);
    ctg__text_restart(&c->text);
    ctg__text_print(&c->text, "not drawn in ");
    ctg__add_column_name(&c->text, flows, column, "round");
    ctg__text_print(&c->text, "\\n%zu %s, ", c->undrawn_rows[column], rows);
    ctg__add_tooltip_units(&c->text, c->scene, c->undrawn[column]);
    ctg__diagram_put(c->diagram, "tooltip", ctg__text_string(&c->text));
    ctg__text_restart(&c->text);
    ctg__text_print(&c->text, "other: %zu %s<BR/><FONT POINT-SIZE=\"9\">",
                    c->undrawn_rows[column], rows);
    ctg__add_units(&c->text, c->scene, c->undrawn[column]);
    ctg__text_print(&c->text, " · %s of round</FONT>", share);
    ctg__diagram_put_html(c->diagram, "label", ctg__text_string(&c->text));
    ctg__diagram_put_all(c->diagram, looks);
}

static void add_column(ctg__canvas *c, size_t column)
{
    const ctg__selection *const s = c->scene->selection;
    const size_t set = add_rank(c);
    size_t hubs = SIZE_MAX;

    add_column_header(c, set, column);
    for (size_t p = 0; p < s->place_count; p++)
        if (s->drawn[p] && ctg__place_kind_of(s->places[p]) == CTG__COPY &&
            ctg__place_column(s->places[p]) == column)
            add_node_at(c, set, p, ctg__draw_copy);
    add_other(c, set, column);
    for (size_t p = 0; p < s->place_count; p++)
        if (s->drawn[p] && ctg__place_kind_of(s->places[p]) == CTG__HUB &&
            ctg__place_column(s->places[p]) == column) {
            if (hubs == SIZE_MAX)
                hubs = add_rank(c);
            add_node_at(c, hubs, p, ctg__draw_hub);
        }
}

static void sum_undrawn(ctg__canvas *c)
{
    const ctg__flows *const flows = c->scene->flows;

    for (size_t i = 0; i < flows->column_count; i++) {
        c->undrawn[i] = 0;
        c->undrawn_rows[i] = 0;
    }
    for (size_t i = 0; i < flows->flow_count; i++)
        if (!c->scene->selection->kept[i]) {
            c->undrawn[ctg__place_column(flows->flows[i].head)] +=
                flows->flows[i].amount;
            c->undrawn_rows[ctg__place_column(flows->flows[i].head)]++;
        }
}

/* --- invisible order -------------------------------------------------------
 */

static void add_hidden(ctg__canvas *c, size_t tail, size_t head)
{
    ctg__diagram_add_edge(c->diagram, tail, head);
    ctg__diagram_put(c->diagram, "style", "invis");
}

static void add_axis(ctg__canvas *c)
{
    static const char *const looks[] = {"color",  CTG__FAINT,  "penwidth",
                                        "1.2",    "arrowhead", "none",
                                        "weight", "40",        NULL};
    size_t last = c->start;

    for (size_t i = 0; i < c->scene->flows->column_count; i++) {
        ctg__diagram_add_edge(c->diagram, last, c->header[i]);
        ctg__diagram_put_all(c->diagram, looks);
        last = c->header[i];
    }
}

/* Header on top, other at the bottom; prices behind their column. */
static void add_order(ctg__canvas *c)
{
    const ctg__selection *const s = c->scene->selection;
    const size_t columns = c->scene->flows->column_count;

    for (size_t p = 0; p < s->place_count; p++) {
        const size_t column = ctg__place_column(s->places[p]);

        if (!s->drawn[p])
            continue;
        switch (ctg__place_kind_of(s->places[p])) {
        case CTG__SOURCE:
            add_hidden(c, c->start, c->node_of[p]);
            break;
        case CTG__COPY:
            add_hidden(c, c->header[column], c->node_of[p]);
            if (c->other[column] != SIZE_MAX)
                add_hidden(c, c->node_of[p], c->other[column]);
            break;
        case CTG__HUB:
            add_hidden(c, c->header[column], c->node_of[p]);
            if (column + 1 < columns)
                add_hidden(c, c->node_of[p], c->header[column + 1]);
            break;
        }
    }
}

static void draw_all(ctg__canvas *c)
{
    describe_graph(c);
    sum_undrawn(c);
    add_sources(c);
    for (size_t i = 0; i < c->scene->flows->column_count; i++)
        add_column(c, i);
    add_axis(c);
    add_order(c);
    ctg__canvas_lines(c);
    c->diagram->failed |= c->text.failed;
}

void ctg__draw_cascade(ctg__diagram *diagram, const ctg__scene *scene)
{
    const size_t places = scene->selection->place_count;
    const size_t columns = scene->flows->column_count;
    ctg__canvas c = {
        .diagram = diagram,
        .scene = scene,
        .node_of = ctg__allocate_array(places + 1, sizeof *c.node_of),
        .header = ctg__allocate_array(columns + 1, sizeof *c.header),
        .other = ctg__allocate_array(columns + 1, sizeof *c.other),
        .undrawn = ctg__allocate_array(columns + 1, sizeof *c.undrawn),
        .undrawn_rows = ctg__allocate_array(columns + 1, sizeof(size_t)),
    };

    if (c.node_of && c.header && c.other && c.undrawn && c.undrawn_rows)
        draw_all(&c);
    else
        diagram->failed = true;
    ctg__text_clear(&c.text);
    ctg__release(c.node_of);
    ctg__release(c.header);
    ctg__release(c.other);
    ctg__release(c.undrawn);
    ctg__release(c.undrawn_rows);
}
