/* Drawing a drill-down: three columns of boxes and what flows between them. */
#include <string.h>

#include "draw/escape.h"
#include "draw/groups_drill_parts.h"
#include "draw/head.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/scales.h"
#include "text/clean.h"
#include "text/format.h"

#define DISTRESSED 0.25 /* share of equity lost */

static void add_money(ctg__text *text, const ctg__drill *d, double amount)
{
    ctg__add_money(text, d->facts, amount);
}

static double share_lost(const ctg__drill_box *item)
{
    if (item->equity > 0)
        return item->amount / item->equity;
    return item->amount > 0 ? 1 : 0;
}

static void put_member_label(ctg__drill *d, const ctg__drill_box *item)
{
    const int lost = ctg__gauge_cells(share_lost(item));
    char share[CTG__FORMAT_ROOM];
    ctg__text words = {0};

    add_money(&words, d, item->amount);
    if (item->rest)
        ctg__text_print(&words, " · %zu default", item->failed_count);
    else if (item->failed)
        ctg__text_add(&words, " · ✕ default");
    else if (!(item->equity > 0))
        ctg__text_add(&words, " · no equity");
    else
        ctg__text_print(&words, " · %s of equity",
                        ctg__format_share(share, share_lost(item), false));
    ctg__text_restart(&d->text);
    ctg__text_add(&d->text, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                            "CELLSPACING=\"0\" CELLPADDING=\"1\"><TR><TD><B>");
    ctg__add_html(&d->text, item->title);
    ctg__text_add(&d->text, "</B></TD></TR><TR><TD><FONT POINT-SIZE=\"9\">");
    ctg__add_html(&d->text, ctg__text_string(&words));
    ctg__text_add(&d->text, "</FONT></TD></TR><TR><TD><TABLE BORDER=\"0\" "
                            "CELLBORDER=\"0\" CELLSPACING=\"0\" "
                            "CELLPADDING=\"0\"><TR>");
    ctg__add_gauge_cell(&d->text, lost,
                        item->failed ? CTG__BLACK_LOST_NOW : CTG__LOST_NOW);
    ctg__add_gauge_cell(&d->text, CTG__GAUGE - lost,
                        item->failed ? CTG__BLACK_LEFT : CTG__LEFT);
    ctg__text_add(&d->text, "</TR></TABLE></TD></TR></TABLE>");
    ctg__diagram_put_html(&d->sketch->diagram, "label",
                          ctg__text_string(&d->text));
    d->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static void put_plain_label(ctg__drill *d, const ctg__drill_column *c,
                            const ctg__drill_box *item)
{
    char share[CTG__FORMAT_ROOM];
    ctg__text words = {0};

    add_money(&words, d, item->amount);
    ctg__text_print(&words, " · %s",
                    ctg__format_share(
                        share,
                        c->total ? (double)item->amount / (double)c->total : 0,
                        false));
    ctg__text_restart(&d->text);
    ctg__text_add(&d->text, "<B>");
    ctg__add_html(&d->text, item->title);
    ctg__text_add(&d->text, "</B><BR/><FONT POINT-SIZE=\"9\">");
    ctg__add_html(&d->text, ctg__text_string(&words));
    ctg__text_add(&d->text, "</FONT>");
    ctg__diagram_put_html(&d->sketch->diagram, "label",
                          ctg__text_string(&d->text));
    d->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static void put_looks(ctg__drill *d, const ctg__drill_box *item, bool member)
{
    static const char *const black[] = {"fillcolor", CTG__INK,    "color",
                                        CTG__INK,    "fontcolor", CTG__PAPER,
                                        NULL};
    static const char *const rest[] = {"style",   "dashed,filled", "fillcolor",
                                       CTG__WASH, "fontcolor",     CTG__MUTE,
                                       NULL};
    static const char *const distressed[] = {"color", CTG__INK, "penwidth",
                                             "1.6", NULL};
    ctg__diagram *const diagram = &d->sketch->diagram;

    if (item->rest)
        ctg__diagram_put_all(diagram, rest);
    else if (item->failed)
        ctg__diagram_put_all(diagram, black);
    else if (member && share_lost(item) >= DISTRESSED)
        ctg__diagram_put_all(diagram, distressed);
}

static size_t draw_header(ctg__drill *d, size_t set, const char *name,
                          const char *clean, const ctg__drill_column *c)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    const size_t node = ctg__diagram_add_node(diagram, set, name);
    ctg__text below = {0};

    if (c == &d->members)
        ctg__text_print(&below, "%zu member%s · ", d->member_count,
                        ctg__plural(d->member_count));
    add_money(&below, d, c->total);
    ctg__diagram_put(diagram, "id", name);
    ctg__diagram_put(diagram, "class", "hdr");
    ctg__diagram_put(diagram, "group", "hdr");
    ctg__diagram_put(diagram, "shape", "plain");
    ctg__diagram_put(diagram, "style", "");
    ctg__text_restart(&d->text);
    ctg__add_tooltip(&d->text, clean);
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&d->text));
    ctg__text_restart(&d->text);
    ctg__text_add(&d->text, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                            "CELLSPACING=\"0\" CELLPADDING=\"1\"><TR><TD>"
                            "<FONT POINT-SIZE=\"11\"><B>");
    ctg__add_html(&d->text, clean);
    ctg__text_add(&d->text,
                  "</B></FONT></TD></TR><TR><TD><FONT COLOR=\"" CTG__MUTE
                  "\" POINT-SIZE=\"9\">");
    ctg__add_html(&d->text, ctg__text_string(&below));
    ctg__text_add(&d->text, "</FONT></TD></TR></TABLE>");
    ctg__diagram_put_html(diagram, "label", ctg__text_string(&d->text));
    d->text.failed |= below.failed;
    ctg__text_clear(&below);
    return node;
}

static size_t draw_column(ctg__drill *d, ctg__drill_column *c, const char *name,
                          const char *clean)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    const size_t set = ctg__diagram_add_set(diagram, NULL);
    size_t header;

    ctg__diagram_put(diagram, "rank", "same");
    header = draw_header(d, set, name, clean, c);
    for (size_t i = 0; i < c->count; i++) {
        ctg__drill_box *const item = &c->items[i];

        item->node = SIZE_MAX;
        if (item->amount == 0 && !(c == &d->members && !item->rest))
            continue;
        item->node = ctg__diagram_add_node(diagram, set, item->name);
        ctg__diagram_put(diagram, "id", item->name);
        ctg__diagram_put(diagram, "class",
                         item->rest         ? "other"
                         : c == &d->members ? "nd"
                                            : "grp");
        ctg__text_restart(&d->text);
        ctg__add_tooltip(&d->text, item->title);
        ctg__diagram_put(diagram, "tooltip", ctg__text_string(&d->text));
        if (c == &d->members)
            put_member_label(d, item);
        else
            put_plain_label(d, c, item);
        put_looks(d, item, c == &d->members);
    }
    return header;
}

/* From top to bottom as listed. */
static void order_column(ctg__drill *d, const ctg__drill_column *c,
                         size_t header)
{
    size_t last = header;

    for (size_t i = 0; i < c->count; i++) {
        if (c->items[i].node == SIZE_MAX)
            continue;
        ctg__diagram_add_edge(&d->sketch->diagram, last, c->items[i].node);
        ctg__diagram_put(&d->sketch->diagram, "style", "invis");
        last = c->items[i].node;
    }
}

static const ctg__drill_box *item_at(const ctg__drill *d, size_t number)
{
    if (number < d->from.count)
        return &d->from.items[number];
    number -= d->from.count;
    if (number < d->members.count)
        return &d->members.items[number];
    return &d->to.items[number - d->members.count];
}

static bool is_drawn(const ctg__drill *d, const ctg__link *link)
{
    const double whole =
        link->from < d->from.count ? d->from.total : d->to.total;

    return link->amount >= CTG__DRILL_SMALL * (double)whole;
}

static void draw_links(ctg__drill *d)
{
    ctg__diagram *const diagram = &d->sketch->diagram;

    for (size_t i = 0; i < d->link_count; i++) {
        const ctg__link *const link = &d->links[i];
        const ctg__drill_box *const tail = item_at(d, link->from);
        const ctg__drill_box *const head = item_at(d, link->to);

        if (!is_drawn(d, link))
            continue;
        ctg__diagram_add_edge(diagram, tail->node, head->node);
        ctg__text_restart(&d->text);
        ctg__text_print(&d->text, "e_%s__%s", tail->name, head->name);
        ctg__diagram_put(diagram, "id", ctg__text_string(&d->text));
        ctg__diagram_put(diagram, "tailport", "e");
        ctg__diagram_put(diagram, "headport", "w");
        ctg__text_restart(&d->text);
        ctg__add_tooltip(&d->text, tail->title);
        ctg__text_add(&d->text, " → ");
        ctg__add_tooltip(&d->text, head->title);
        ctg__put_link(diagram, d->facts->unit, link, d->widest, &d->text);
    }
}

static void describe_graph(ctg__drill *d, const char *title)
{
    static const char *const graph[] = {
        "id",          "drill",
        "class",       "drill",
        "rankdir",     "LR",
        "newrank",     "true",
        "ranksep",     "1.5 equally",
        "nodesep",     ".10",
        "splines",     "true",
        "outputorder", "edgesfirst",
        "bgcolor",     "transparent",
        "pad",         ".15",
        "fontname",    "Helvetica,Arial,sans-serif",
        "fontsize",    "10",
        "fontcolor",   CTG__INK,
        "labelloc",    "t",
        "labeljust",   "l",
        NULL};
    static const char *const nodes[] = {
        "shape",     "box",      "style",
        "filled",    "fontname", "Helvetica,Arial,sans-serif",
        "fontsize",  "10",       "fontcolor",
        CTG__INK,    "color",    CTG__LINE,
        "fillcolor", CTG__PAPER, "penwidth",
        ".9",        "margin",   ".06,.03",
        "width",     "1.64",     "height",
        ".36",       NULL};
    ctg__diagram *const diagram = &d->sketch->diagram;
    ctg__text caption = {0};
    ctg__text words = {0};
    bool *kept;

    ctg__text_print(&caption, "%zu member%s, ", d->member_count,
                    ctg__plural(d->member_count));
    add_money(&caption, d, d->members.total);
    ctg__text_add(&caption, " of losses taken (");
    add_money(&caption, d, d->direct);
    ctg__text_add(&caption, " direct), ");
    add_money(&caption, d, d->to.total);
    ctg__text_print(&caption, " passed on to other groups; %zu member%s. ",
                    d->default_count,
                    d->default_count == 1 ? " defaults" : "s default");
    if (d->member_count > SHOWN_MEMBERS)
        ctg__text_print(&caption,
                        "The %d members with the largest losses are shown one "
                        "by one, the other %zu as one box. ",
                        SHOWN_MEMBERS, d->member_count - SHOWN_MEMBERS);
    ctg__text_add(&caption, "Columns add up exactly; lines under 1% of their "
                            "column are not drawn.");
    ctg__text_restart(&d->text);
    ctg__label_begin(&d->text, title);
    ctg__label_caption(&d->text, ctg__text_string(&caption), CAPTION_COLUMNS);
    if (TAKE(&d->sketch->arena, kept, d->link_count + 1)) {
        for (size_t i = 0; i < d->link_count; i++)
            kept[i] = is_drawn(d, &d->links[i]);
        ctg__label_row(&d->text);
        ctg__add_code_legend(&d->text, d->links, d->link_count, kept);
    } else {
        diagram->failed = true;
    }
    ctg__label_row(&d->text);
    ctg__text_add(&words, "line width ∝ loss (widest ");
    add_money(&words, d, d->widest);
    ctg__text_add(&words, "), colour = largest channel      bar: ");
    ctg__add_html(&d->text, ctg__text_string(&words));
    ctg__label_ink(&d->text, CTG__LOST_NOW, "▇▇");
    ctg__text_add(&d->text, " share of equity lost      ");
    ctg__label_ink(&d->text, CTG__INK, "■");
    ctg__text_add(&d->text, " default");
    ctg__label_data(&d->text, ctg__data_line(d->sketch, true), CAPTION_COLUMNS);
    ctg__label_end(&d->text);
    ctg__diagram_graph(diagram);
    ctg__diagram_put_all(diagram, graph);
    ctg__diagram_put_html(diagram, "label", ctg__text_string(&d->text));
    ctg__diagram_node_defaults(diagram);
    ctg__diagram_put_all(diagram, nodes);
    ctg__diagram_edge_defaults(diagram);
    ctg__diagram_put(diagram, "color", CTG__LINE);
    ctg__diagram_put(diagram, "arrowsize", ".5");
    d->text.failed |= words.failed || caption.failed;
    ctg__text_clear(&words);
    ctg__text_clear(&caption);
}

void ctg__drill_draw(ctg__drill *d, const char *title)
{
    static const char *const axis[] = {
        "color", CTG__FAINT, "arrowhead", "none", "weight", "40", NULL};
    ctg__diagram *const diagram = &d->sketch->diagram;
    size_t from;
    size_t members;
    size_t to;

    describe_graph(d, title);
    from = draw_column(d, &d->from, "h0", "Losses come from");
    members = draw_column(d, &d->members, "h1", d->name);
    to = draw_column(d, &d->to, "h2", "Losses go to");
    ctg__diagram_add_edge(diagram, from, members);
    ctg__diagram_put_all(diagram, axis);
    ctg__diagram_add_edge(diagram, members, to);
    ctg__diagram_put_all(diagram, axis);
    order_column(d, &d->from, from);
    order_column(d, &d->members, members);
    order_column(d, &d->to, to);
    draw_links(d);
    diagram->failed |= d->text.failed;
}
