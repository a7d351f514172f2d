/* The lines of a cascade picture. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "draw/cascade.h"
#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/scales.h"
#include "text/format.h"

/* Lines of at least this share of all losses say their amount. */
#define LABELLED 0.008

/* Points: what is not drawn must not cover what is. */
#define WIDEST_OTHER 14.0

static void put_text(ctg__canvas *c, const char *name)
{
    ctg__diagram_put(c->diagram, name, ctg__text_string(&c->text));
}

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

static void put_line(ctg__canvas *c, ctg__code code, int64_t amount,
                     bool greyed)
{
    const ctg__ink *const ink = &ctg__inks[code];
    const double pen = ctg__pen_loss((double)amount, (double)c->scene->widest);
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

static void put_line_label(ctg__canvas *c, const char *where, ctg__code code,
                           int64_t amount, const char *badge)
{
    ctg__text_restart(&c->text);
    ctg__text_print(&c->text,
                    "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLPADDING=\"1\" "
                    "CELLSPACING=\"0\"><TR><TD BGCOLOR=\"" CTG__PAPER
                    "\"><FONT COLOR=\"%s\">%s%s%s ",
                    ctg__inks[code].text, badge, *badge ? " " : "",
                    ctg__code_about(code)->code);
    ctg__add_units(&c->text, c->scene, amount);
    ctg__text_add(&c->text, "</FONT></TD></TR></TABLE>");
    ctg__diagram_put_html(c->diagram, where, ctg__text_string(&c->text));
}

/* Ends of a line in classes: f_lendora, t_orin. */
static void add_end_class(ctg__canvas *c, char letter, ctg__place place)
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
static void describe_line(ctg__canvas *c, ctg__place tail, ctg__place head,
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
    ctg__add_tooltip_units(&c->text, c->scene, amount);
    ctg__text_add(&c->text, " (");
    ctg__add_column_name(&c->text, flows, round_column, "round");
    ctg__text_add(&c->text, ")");
    put_text(c, "tooltip");
    put_text(c, "labeltooltip");
}

/* Large ones; where a shock is all there is, the box says it. */
static bool says_amount(const ctg__canvas *c, const ctg__flow *flow)
{
    return ctg__place_kind_of(flow->tail) != CTG__SOURCE &&
           (double)flow->amount >= LABELLED * (double)c->scene->flows->total;
}

static void draw_flow(ctg__canvas *c, size_t flow)
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

static void draw_feeder(ctg__canvas *c, size_t feeder)
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
static void draw_carries(ctg__canvas *c)
{
    static const char *const looks[] = {
        "color",    CTG__THIN,   "style",    "dotted", "penwidth",
        "1",        "arrowhead", "none",     "weight", "3",
        "tailport", "e",         "headport", "w",      NULL};
    const ctg__selection *const s = c->scene->selection;

    for (size_t p = 0; p < s->place_count; p++) {
        const uint32_t actor = ctg__place_index(s->places[p]);
        size_t q = p;
        unsigned long round;

        if (!s->drawn[p] || ctg__place_kind_of(s->places[p]) != CTG__COPY)
            continue;
        while (q-- > 0)
            if (s->drawn[q] && ctg__place_kind_of(s->places[q]) == CTG__COPY &&
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
static void draw_other_lane(ctg__canvas *c)
{
    static const char *const looks[] = {"color",    CTG__BAND,  "arrowhead",
                                        "none",     "tailport", "e",
                                        "headport", "w",        NULL};
    const ctg__selection *const s = c->scene->selection;
    size_t last = SIZE_MAX;
    bool first = true;

    for (size_t p = 0; p < s->place_count && last == SIZE_MAX; p++)
        if (s->drawn[p])
            last = c->node_of[p]; /* sources come first */
    /* Who sells from the start and harms nobody else is reached by no line. */
    if (last == SIZE_MAX)
        last = c->start;
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

void ctg__canvas_lines(ctg__canvas *c)
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
