#include "draw/cascade.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/clean.h"
#include "base/format.h"
#include "base/memory.h"
#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/scales.h"
#include "draw/words.h"

/* Lines of at least this share of all losses say their amount. */
#define LABELLED 0.008

/* Points: what is not drawn must not cover what is. */
#define WIDEST_OTHER 14.0

/* The indices of what was added to the diagram. */
typedef struct canvas {
    ctg__diagram *diagram;
    const ctg__scene *scene;
    ctg__text text;
    size_t *node_of;    /* per place; SIZE_MAX: not drawn */
    size_t *header;     /* per column */
    size_t *other;      /* per column; SIZE_MAX: none */
    int64_t *undrawn;   /* per column */
    size_t *undrawn_rows;
    size_t start; /* the header of the shocks */
} canvas;

static void put_text(canvas *c, const char *name)
{
    ctg__diagram_put(c->diagram, name, ctg__text_string(&c->text));
}

static void add_money(canvas *c, int64_t amount)
{
    char money[CTG__FORMAT_ROOM];

    ctg__add_html(&c->text,
                  ctg__format_amount(money,
                                     ctg__flows_money(c->scene->flows, amount),
                                     c->scene->facts->unit, false));
}

static void add_tooltip_money(canvas *c, int64_t amount)
{
    char money[CTG__FORMAT_ROOM];

    ctg__add_tooltip(&c->text, ctg__format_amount(
                                   money,
                                   ctg__flows_money(c->scene->flows, amount),
                                   c->scene->facts->unit, false));
}

/* --- graph ----------------------------------------------------------------- */

static void describe_graph(canvas *c)
{
    static const char *const graph[] = {
        "id",        "casc",
        "class",     "cascade",
        "rankdir",   "LR",
        "newrank",   "true",
        "nodesep",   ".10",
        "splines",   "true",
        "outputorder", "edgesfirst",
        "bgcolor",   "transparent",
        "pad",       ".15",
        "fontname",  "Helvetica,Arial,sans-serif",
        "fontsize",  "10",
        "fontcolor", CTG__INK,
        "labelloc",  "t",
        "labeljust", "l",
        NULL};
    static const char *const nodes[] = {
        "shape",     "box",
        "style",     "filled",
        "fontname",  "Helvetica,Arial,sans-serif",
        "fontsize",  "10",
        "fontcolor", CTG__INK,
        "color",     CTG__LINE,
        "fillcolor", CTG__PAPER,
        "penwidth",  "0.8",
        "margin",    ".06,.03",
        "width",     "1.64",
        "height",    ".46",
        NULL};
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

/* --- columns --------------------------------------------------------------- */

static size_t add_rank(canvas *c)
{
    const size_t set = ctg__diagram_add_set(c->diagram, NULL);

    ctg__diagram_put(c->diagram, "rank", "same");
    return set;
}

static size_t add_header(canvas *c, size_t set, const char *name,
                         const char *class, const char *head,
                         const char *below, const char *tooltip)
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
    ctg__text_add(&label, "</B></FONT></TD></TR><TR><TD><FONT COLOR=\"" CTG__MUTE
                          "\" POINT-SIZE=\"9\">");
    ctg__add_html(&label, below);
    ctg__text_add(&label, "</FONT></TD></TR></TABLE>");
    ctg__diagram_put_html(c->diagram, "label", ctg__text_string(&label));
    c->diagram->failed |= label.failed;
    ctg__text_clear(&label);
    return node;
}

static void add_node_at(canvas *c, size_t set, size_t place,
                        void (*draw)(ctg__diagram *, const ctg__scene *,
                                     size_t, ctg__text *))
{
    ctg__text_restart(&c->text);
    ctg__add_place_name(&c->text, c->scene,
                        c->scene->selection->places[place]);
    c->node_of[place] =
        ctg__diagram_add_node(c->diagram, set, ctg__text_string(&c->text));
    draw(c->diagram, c->scene, place, &c->text);
}

static void add_sources(canvas *c)
{
    const ctg__selection *const s = c->scene->selection;
    const size_t set = add_rank(c);

    c->start = add_header(c, set, "hS", "hdr", "Shock", "t = 0", "Shock");
    for (size_t p = 0; p < s->place_count; p++)
        if (s->drawn[p] && ctg__place_kind_of(s->places[p]) == CTG__SOURCE)
            add_node_at(c, set, p, ctg__draw_source);
}

static void add_column_header(canvas *c, size_t set, size_t column)
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
    c->header[column] = add_header(c, set, name, class,
                                   ctg__text_string(&head),
                                   ctg__text_string(&below),
                                   ctg__text_string(&head));
    c->diagram->failed |= head.failed || below.failed;
    ctg__text_clear(&head);
    ctg__text_clear(&below);
}

static void add_other(canvas *c, size_t set, size_t column)
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
    add_tooltip_money(c, c->undrawn[column]);
    put_text(c, "tooltip");
    ctg__text_restart(&c->text);
    ctg__text_print(&c->text, "other: %zu %s<BR/><FONT POINT-SIZE=\"9\">",
                    c->undrawn_rows[column], rows);
    add_money(c, c->undrawn[column]);
    ctg__text_print(&c->text, " · %s of round</FONT>", share);
    ctg__diagram_put_html(c->diagram, "label", ctg__text_string(&c->text));
    ctg__diagram_put_all(c->diagram, looks);
}

static void add_column(canvas *c, size_t column)
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

static void sum_undrawn(canvas *c)
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

/* --- invisible order ------------------------------------------------------- */

static void add_hidden(canvas *c, size_t tail, size_t head)
{
    ctg__diagram_add_edge(c->diagram, tail, head);
    ctg__diagram_put(c->diagram, "style", "invis");
}

static void add_axis(canvas *c)
{
    static const char *const looks[] = {"color",     CTG__FAINT, "penwidth",
                                        "1.2",       "arrowhead", "none",
                                        "weight",    "40",        NULL};
    size_t last = c->start;

    for (size_t i = 0; i < c->scene->flows->column_count; i++) {
        ctg__diagram_add_edge(c->diagram, last, c->header[i]);
        ctg__diagram_put_all(c->diagram, looks);
        last = c->header[i];
    }
}

/* Header on top, other at the bottom; prices behind their column. */
static void add_order(canvas *c)
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

/* --- lines ----------------------------------------------------------------- */

static const char *const badges[] = {"①", "②", "③", "④", "⑤",
                                     "⑥", "⑦", "⑧", "⑨"};

static bool has(const uint32_t *list, size_t count, size_t item)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == item)
            return true;
    return false;
}

/* Adds the badges of the paths through a flow, or a feeder; how many. */
static size_t add_badges(ctg__text *text, const ctg__scene *scene, size_t flow,
                         bool feeder)
{
    size_t count = 0;

    for (size_t p = 0; p < scene->path_count; p++) {
        const ctg__marked_path *const path = &scene->paths[p];

        if (feeder ? !has(path->feeders, path->feeder_count, flow)
                   : !has(path->flows, path->flow_count, flow))
            continue;
        ctg__text_add(text, badges[p % 9]);
        count++;
    }
    return count;
}

static void put_line(canvas *c, ctg__code code, int64_t amount, bool greyed)
{
    const ctg__ink *const ink = &ctg__inks[code];
    const double pen =
        ctg__pen_loss((double)amount, (double)c->scene->widest);
    char weight[8];

    ctg__diagram_put(c->diagram, "color", greyed ? CTG__GREYED : ink->line);
    if (strcmp(ink->style, "solid") != 0)
        ctg__diagram_put(c->diagram, "style", ink->style);
    ctg__diagram_put_number(c->diagram, "penwidth", pen);
    ctg__diagram_put(c->diagram, "arrowhead", ink->arrow);
    ctg__diagram_put_number(c->diagram, "arrowsize", ctg__arrow_size(pen));
    snprintf(weight, sizeof weight, "%d",
             ctg__line_weight((double)amount, (double)c->scene->widest));
    ctg__diagram_put(c->diagram, "weight", weight);
    ctg__diagram_put(c->diagram, "tailport", "e");
}

static void put_line_label(canvas *c, const char *where, ctg__code code,
                           int64_t amount, const char *badge)
{
    ctg__text_restart(&c->text);
    ctg__text_print(&c->text,
                    "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLPADDING=\"1\" "
                    "CELLSPACING=\"0\"><TR><TD BGCOLOR=\"" CTG__PAPER
                    "\"><FONT COLOR=\"%s\">%s%s%s ",
                    ctg__inks[code].text, badge, *badge ? " " : "",
                    ctg__code_about(code)->code);
    add_money(c, amount);
    ctg__text_add(&c->text, "</FONT></TD></TR></TABLE>");
    ctg__diagram_put_html(c->diagram, where, ctg__text_string(&c->text));
}

/* Ends of a line in classes: f_lendora, t_orin. */
static void add_end_class(canvas *c, char letter, ctg__place place)
{
    const uint32_t index = ctg__place_index(place);

    ctg__text_print(&c->text, " %c_", letter);
    switch (ctg__place_kind_of(place)) {
    case CTG__SOURCE:
        ctg__add_place_name(&c->text, c->scene, place);
        break;
    case CTG__COPY:
        ctg__add_slug(&c->text, c->scene->cast->ids[index]);
        break;
    case CTG__HUB:
        ctg__add_slug(&c->text, c->scene->cast->asset_ids[index]);
        break;
    }
}

/*
 * Draws what both kinds of lines share. The id names the tail with its round,
 * as one node may cause losses of another in one round from several of its
 * own.
 */
static void describe_line(canvas *c, ctg__place tail, ctg__place head,
                          ctg__code code, int64_t amount, size_t round_column)
{
    const ctg__flows *const flows = c->scene->flows;
    const unsigned long round = flows->columns[round_column].first;
    const ctg__code_words *const about = ctg__code_about(code);

    ctg__text_restart(&c->text);
    ctg__text_add(&c->text, "e_");
    ctg__add_place_name(&c->text, c->scene, tail);
    ctg__text_add(&c->text, "__");
    if (ctg__place_kind_of(head) == CTG__COPY)
        ctg__add_slug(&c->text, c->scene->cast->ids[ctg__place_index(head)]);
    else
        ctg__add_place_name(&c->text, c->scene, head);
    ctg__text_print(&c->text, "__%s_%lu", about->code, round);
    put_text(c, "id");
    ctg__text_restart(&c->text);
    ctg__text_print(&c->text, "fl r%lu ch_%s", round, about->code);
    add_end_class(c, 'f', tail);
    add_end_class(c, 't', head);
    put_text(c, "class");
    ctg__text_restart(&c->text);
    ctg__add_place_title(&c->text, c->scene, tail);
    ctg__text_add(&c->text, " → ");
    ctg__add_place_title(&c->text, c->scene, head);
    ctg__text_print(&c->text, "\\n%s: ", about->name);
    add_tooltip_money(c, amount);
    ctg__text_add(&c->text, " (");
    ctg__add_column_name(&c->text, flows, round_column, "round");
    ctg__text_add(&c->text, ")");
    put_text(c, "tooltip");
    put_text(c, "labeltooltip");
}

/* Large ones; where a shock is all there is, the box says it. */
static bool says_amount(const canvas *c, const ctg__flow *flow)
{
    return ctg__place_kind_of(flow->tail) != CTG__SOURCE &&
           (double)flow->amount >=
               LABELLED * (double)c->scene->flows->total;
}

static void draw_flow(canvas *c, size_t flow)
{
    const ctg__selection *const s = c->scene->selection;
    const ctg__flow *const f = &c->scene->flows->flows[flow];
    const size_t column = ctg__place_column(f->head);
    const bool beside = ctg__place_kind_of(f->tail) == CTG__COPY &&
                        ctg__place_column(f->tail) == column;
    ctg__text badge = {0};
    const size_t marked = add_badges(&badge, c->scene, flow, false);
    const bool greyed = c->scene->path_count > 0 && marked == 0;

    ctg__diagram_add_edge(c->diagram, c->node_of[s->tail_of[flow]],
                          c->node_of[s->head_of[flow]]);
    describe_line(c, f->tail, f->head, f->code, f->amount, column);
    put_line(c, f->code, f->amount, greyed);
    /* Within a column lines run outside, as arcs. */
    ctg__diagram_put(c->diagram, "headport", beside ? "e" : "w");
    if (c->scene->path_count
            ? marked && ctg__place_kind_of(f->tail) != CTG__SOURCE
            : says_amount(c, f))
        put_line_label(c, beside ? "xlabel" : "label", f->code, f->amount,
                       ctg__text_string(&badge));
    c->diagram->failed |= badge.failed;
    ctg__text_clear(&badge);
}

static void draw_feeder(canvas *c, size_t feeder)
{
    const ctg__selection *const s = c->scene->selection;
    const ctg__feeder *const f = &c->scene->flows->feeders[feeder];
    ctg__text badge = {0};
    const size_t marked = add_badges(&badge, c->scene, feeder, true);

    ctg__diagram_add_edge(c->diagram, c->node_of[s->feeder_tail[feeder]],
                          c->node_of[s->feeder_hub[feeder]]);
    describe_line(c, f->tail, f->hub, CTG__FS, f->amount,
                  ctg__place_column(f->hub));
    put_line(c, CTG__FS, f->amount, c->scene->path_count > 0 && !marked);
    ctg__diagram_put(c->diagram, "headport", "w");
    if (marked)
        put_line_label(c, "label", CTG__FS, f->amount,
                       ctg__text_string(&badge));
    c->diagram->failed |= badge.failed;
    ctg__text_clear(&badge);
}

/* The same node in its next column. */
static void draw_carries(canvas *c)
{
    static const char *const looks[] = {
        "color",     CTG__THIN, "style",    "dotted", "penwidth", "1",
        "arrowhead", "none",    "weight",   "3",      "tailport", "e",
        "headport",  "w",       NULL};
    const ctg__selection *const s = c->scene->selection;

    for (size_t p = 0; p < s->place_count; p++) {
        const uint32_t actor = ctg__place_index(s->places[p]);
        size_t q = p;
        unsigned long round;

        if (!s->drawn[p] || ctg__place_kind_of(s->places[p]) != CTG__COPY)
            continue;
        while (q-- > 0)
            if (s->drawn[q] &&
                ctg__place_kind_of(s->places[q]) == CTG__COPY &&
                ctg__place_index(s->places[q]) == actor)
                break;
        if (q == SIZE_MAX)
            continue;
        round = c->scene->flows->columns[ctg__place_column(s->places[p])].first;
        ctg__diagram_add_edge(c->diagram, c->node_of[q], c->node_of[p]);
        ctg__text_restart(&c->text);
        ctg__text_add(&c->text, "k_");
        ctg__add_slug(&c->text, c->scene->cast->ids[actor]);
        ctg__text_print(&c->text, "_%lu", round);
        put_text(c, "id");
        ctg__text_restart(&c->text);
        ctg__text_print(&c->text, "carry r%lu", round);
        put_text(c, "class");
        ctg__text_restart(&c->text);
        ctg__add_name_tooltip(&c->text, c->scene->cast->names[actor]);
        put_text(c, "tooltip");
        ctg__diagram_put_all(c->diagram, looks);
    }
}

/* What is not drawn has a lane of its own, from the first shock onwards. */
static void draw_other_lane(canvas *c)
{
    static const char *const looks[] = {
        "color", CTG__BAND, "arrowhead", "none", "tailport", "e",
        "headport", "w", NULL};
    const ctg__selection *const s = c->scene->selection;
    size_t last = SIZE_MAX;
    bool first = true;

    for (size_t p = 0; p < s->place_count && last == SIZE_MAX; p++)
        if (s->drawn[p])
            last = c->node_of[p]; /* sources come first */
    for (size_t i = 0; i < c->scene->flows->column_count; i++) {
        char id[32];

        if (c->other[i] == SIZE_MAX)
            continue;
        ctg__diagram_add_edge(c->diagram, last, c->other[i]);
        snprintf(id, sizeof id, "e_other_%lu",
                 (unsigned long)c->scene->flows->columns[i].first);
        ctg__diagram_put(c->diagram, "id", id);
        snprintf(id, sizeof id, "other r%lu",
                 (unsigned long)c->scene->flows->columns[i].first);
        ctg__diagram_put(c->diagram, "class", id);
        ctg__diagram_put(c->diagram, "tooltip", "not drawn");
        ctg__diagram_put_all(c->diagram, looks);
        ctg__diagram_put_number(
            c->diagram, "penwidth",
            fmin(WIDEST_OTHER, ctg__pen_loss((double)c->undrawn[i],
                                             (double)c->scene->widest)));
        ctg__diagram_put(c->diagram, "weight", first ? "2" : "20");
        last = c->other[i];
        first = false;
    }
}

static void draw_lines(canvas *c)
{
    const ctg__selection *const s = c->scene->selection;
    const ctg__flows *const flows = c->scene->flows;
    size_t feeder = 0;
    size_t flow = 0;

    /* By round: both lists are. */
    for (size_t column = 0; column < flows->column_count; column++) {
        for (; flow < flows->flow_count &&
               ctg__place_column(flows->flows[flow].head) == column;
             flow++)
            if (s->kept[flow] && !ctg__flow_is_own(&flows->flows[flow]))
                draw_flow(c, flow);
        for (; feeder < flows->feeder_count &&
               ctg__place_column(flows->feeders[feeder].hub) == column;
             feeder++)
            if (s->feeder_kept[feeder])
                draw_feeder(c, feeder);
    }
    draw_carries(c);
    draw_other_lane(c);
}

static void draw_all(canvas *c)
{
    describe_graph(c);
    sum_undrawn(c);
    add_sources(c);
    for (size_t i = 0; i < c->scene->flows->column_count; i++)
        add_column(c, i);
    add_axis(c);
    add_order(c);
    draw_lines(c);
    c->diagram->failed |= c->text.failed;
}

void ctg__draw_cascade(ctg__diagram *diagram, const ctg__scene *scene)
{
    const size_t places = scene->selection->place_count;
    const size_t columns = scene->flows->column_count;
    canvas c = {
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
