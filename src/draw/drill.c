/*
 * One group: where its losses come from, which members take them, where they
 * go. Every column adds up.
 */
#include "draw/drill.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clean.h"
#include "base/format.h"
#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/scales.h"
#include "draw/words.h"

enum {
    SHOWN_MEMBERS = 10,
    SHOWN_GROUPS = 7,
    CAPTION_COLUMNS = 150,
    ALL_COLUMNS = 1 << 20
};

#define SMALL 0.01 /* of a column: groups under it join, lines are left out */
#define DISTRESSED 0.25

/* A box of a column. */
typedef struct box {
    char name[64]; /* in DOT */
    const char *title;
    int64_t amount;
    bool rest;    /* several in one */
    size_t count; /* of them */
    double equity;
    bool failed;
    size_t failed_count;
    size_t node; /* of the diagram */
} box;

typedef struct column {
    box *items;
    size_t count;
    size_t *of_actor; /* per actor: its item; SIZE_MAX: not in this column */
    int64_t total;
} column;

typedef struct drill {
    ctg__sketch *sketch;
    const ctg__facts *facts;
    ctg__cast cast; /* members and other groups */
    bool *member;   /* per actor */
    uint32_t *node; /* per member: its row */
    ctg__flows flows;
    ctg__pairs pairs;
    column from;
    column members;
    column to;
    ctg__link *links; /* item to item; `from` counts items */
    size_t link_count;
    int64_t direct;
    int64_t widest;
    size_t member_count;
    size_t default_count;
    const char *name; /* clean */
    ctg__text text;
} drill;

enum { SHOCK, INSIDE, FIRST_GROUP }; /* items that `from` begins with */

static bool is_member(const drill *d, uint32_t actor)
{
    return actor != CTG_NONE && d->member[actor];
}

/* Members by themselves, all others by group; a byte that no clean name has
 * keeps the two apart. */
static ctg_status make_cast(drill *d, const char *const *group_of,
                            ctg_error *error)
{
    const char *const wanted = d->sketch->options->drill;
    ctg__arena *const arena = &d->sketch->arena;
    const char **keys;
    ctg_status status;

    if (!TAKE(arena, keys, d->facts->node_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < d->facts->node_count; i++) {
        keys[i] = group_of[i];
        if (strcmp(group_of[i], wanted) == 0) {
            const size_t size = strlen(d->facts->node_ids[i]) + 2;
            char *const key = ctg__arena_take(arena, size, 1);

            if (!key)
                return ctg__fail_memory(error);
            key[0] = '\001';
            memcpy(key + 1, d->facts->node_ids[i], size - 1);
            keys[i] = key;
            d->member_count++;
            d->default_count += d->facts->failed_round[i] != CTG_NEVER;
        }
    }
    if (!d->member_count)
        return ctg__fail(error, CTG_NOT_FOUND, "no node is in a group '%s'",
                         wanted);
    status = ctg__cast_groups(&d->cast, d->facts, keys, arena, error);
    if (status)
        return status;
    if (!TAKE(arena, d->member, d->cast.actors.count + 1) ||
        !TAKE(arena, d->node, d->cast.actors.count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < d->facts->node_count; i++) {
        const uint32_t actor = d->cast.actors.of_node[i];

        d->member[actor] = keys[i][0] == '\001';
        d->node[actor] = (uint32_t)i;
        if (d->member[actor])
            d->cast.names[actor] = d->facts->node_names[i];
    }
    return CTG_OK;
}

typedef struct ranked {
    int64_t amount;
    uint32_t actor;
} ranked;

static int compare(const void *one, const void *other)
{
    const ranked *const a = one;
    const ranked *const b = other;

    if (a->amount != b->amount)
        return a->amount > b->amount ? -1 : 1;
    return a->actor < b->actor ? -1 : a->actor > b->actor;
}

static const char *clean_name(drill *d, const char *name)
{
    ctg__text text = {0};
    char *kept;

    ctg__text_add_clean(&text, name, CTG__NAME_BOX, false);
    kept = text.failed ? NULL
                       : ctg__arena_take(&d->sketch->arena, text.length + 1, 1);
    if (kept)
        memcpy(kept, ctg__text_string(&text), text.length + 1);
    else
        d->sketch->diagram.failed = true;
    ctg__text_clear(&text);
    return kept ? kept : "";
}

static void name_item(drill *d, box *item, char letter, const char *id)
{
    ctg__text text = {0};

    ctg__text_print(&text, "%c_", letter);
    ctg__add_slug(&text, id);
    snprintf(item->name, sizeof item->name, "%s", ctg__text_string(&text));
    d->sketch->diagram.failed |= text.failed;
    ctg__text_clear(&text);
}

static ctg_status take_column(drill *d, column *c, ctg_error *error)
{
    ctg__arena *const arena = &d->sketch->arena;

    if (!TAKE(arena, c->items, d->cast.actors.count + 3) ||
        !TAKE(arena, c->of_actor, d->cast.actors.count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < d->cast.actors.count; i++)
        c->of_actor[i] = SIZE_MAX;
    return CTG_OK;
}

/* Gives the largest actors of `amounts` an item, the rest one together. */
static ctg_status fill_column(drill *d, column *c, const int64_t *amounts,
                              bool members, char letter, ctg_error *error)
{
    const size_t most = members ? SHOWN_MEMBERS : SHOWN_GROUPS;
    const size_t actors = d->cast.actors.count;
    const size_t before = c->count;
    ranked *order;
    size_t count = 0;
    box *rest = NULL;

    if (!TAKE(&d->sketch->arena, order, actors + 1))
        return ctg__fail_memory(error);
    for (size_t a = 0; a < actors; a++)
        if (d->member[a] == members && (amounts[a] > 0 || members))
            order[count++] = (ranked){amounts[a], (uint32_t)a};
    qsort(order, count, sizeof *order, compare);
    for (size_t i = 0; i < count; i++) {
        const uint32_t actor = order[i].actor;
        const bool small =
            !members && (double)order[i].amount < SMALL * (double)c->total;
        box *at = rest;

        if (!at && (c->count - before >= most || small)) {
            rest = &c->items[c->count++];
            rest->rest = true;
            snprintf(rest->name, sizeof rest->name, "%c_rest", letter);
            at = rest;
        }
        if (!at) {
            at = &c->items[c->count++];
            name_item(d, at, letter,
                      d->cast.ids[actor] + (members ? 1 : 0));
            at->title = clean_name(d, d->cast.names[actor]);
            at->failed = members && d->facts->failed_round[d->node[actor]] !=
                                        CTG_NEVER;
        }
        at->amount += order[i].amount;
        at->count++;
        at->equity += d->cast.equity[actor];
        at->failed_count += members && d->facts->failed_round[d->node[actor]] !=
                                           CTG_NEVER;
        c->of_actor[actor] = (size_t)(at - c->items);
    }
    if (rest) {
        char title[48];

        snprintf(title, sizeof title, members ? "other %zu members"
                                              : "other %zu groups",
                 rest->count);
        rest->title = clean_name(d, title);
    }
    return CTG_OK;
}

static ctg_status make_columns(drill *d, ctg_error *error)
{
    const size_t actors = d->cast.actors.count;
    int64_t *in;
    int64_t *taken;
    int64_t *out;
    int64_t inside = 0;
    ctg_status status = take_column(d, &d->from, error);

    if (!status)
        status = take_column(d, &d->members, error);
    if (!status)
        status = take_column(d, &d->to, error);
    if (status)
        return status;
    if (!TAKE(&d->sketch->arena, in, actors + 1) ||
        !TAKE(&d->sketch->arena, taken, actors + 1) ||
        !TAKE(&d->sketch->arena, out, actors + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < d->pairs.count; i++) {
        const ctg__pair *const pair = &d->pairs.pairs[i];

        if (is_member(d, pair->to)) {
            d->members.total += pair->amount;
            taken[pair->to] += pair->amount;
            if (pair->from == CTG_NONE)
                d->direct += pair->amount;
            else if (is_member(d, pair->from))
                inside += pair->amount;
            else
                in[pair->from] += pair->amount;
        } else if (is_member(d, pair->from)) {
            d->to.total += pair->amount;
            out[pair->to] += pair->amount;
        }
    }
    d->from.total = d->members.total;
    d->from.items[SHOCK] = (box){
        .name = "i_shock", .title = "direct shock", .amount = d->direct};
    d->from.items[INSIDE] = (box){
        .name = "i_inside", .title = "inside the group", .amount = inside};
    d->from.count = FIRST_GROUP;
    status = fill_column(d, &d->from, in, false, 'i', error);
    if (!status)
        status = fill_column(d, &d->members, taken, true, 'm', error);
    if (!status)
        status = fill_column(d, &d->to, out, false, 'o', error);
    return status;
}

/* Items are numbered through all three columns. */
static size_t number_of(const drill *d, const ctg__pair *pair, bool head)
{
    const size_t members = d->from.count;
    const size_t to = members + d->members.count;

    if (is_member(d, pair->to)) {
        if (head)
            return members + d->members.of_actor[pair->to];
        if (pair->from == CTG_NONE)
            return SHOCK;
        return is_member(d, pair->from) ? INSIDE
                                        : d->from.of_actor[pair->from];
    }
    return head ? to + d->to.of_actor[pair->to]
                : members + d->members.of_actor[pair->from];
}

static int compare_links(const void *one, const void *other)
{
    const ctg__pair *const a = one;
    const ctg__pair *const b = other;

    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return a->code < b->code ? -1 : a->code > b->code;
}

static ctg_status make_links(drill *d, ctg_error *error)
{
    ctg__pairs between = {0};
    ctg_status status;

    if (!TAKE(&d->sketch->arena, between.pairs, d->pairs.count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < d->pairs.count; i++) {
        const ctg__pair *const pair = &d->pairs.pairs[i];

        if (is_member(d, pair->to) || is_member(d, pair->from))
            between.pairs[between.count++] =
                (ctg__pair){(uint32_t)number_of(d, pair, false),
                            (uint32_t)number_of(d, pair, true), pair->code,
                            pair->amount};
    }
    if (between.count)
        qsort(between.pairs, between.count, sizeof *between.pairs,
              compare_links);
    status = ctg__pairs_link(&between, &d->sketch->arena, &d->links,
                             &d->link_count, error);
    for (size_t i = 0; !status && i < d->link_count; i++)
        if (d->links[i].amount > d->widest)
            d->widest = d->links[i].amount;
    return status;
}

/* --- drawing --------------------------------------------------------------- */

static void add_money(ctg__text *text, const drill *d, int64_t amount)
{
    char money[CTG__FORMAT_ROOM];

    ctg__text_add(text,
                  ctg__format_amount(money, ctg__flows_money(&d->flows, amount),
                                     d->facts->unit, false));
}

static void add_cell(ctg__text *text, int width, const char *colour)
{
    if (width > 0)
        ctg__text_print(text,
                        "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"4\" "
                        "BGCOLOR=\"%s\"></TD>",
                        width, colour);
}

static double share_lost(const drill *d, const box *item)
{
    if (item->equity > 0)
        return ctg__flows_money(&d->flows, item->amount) / item->equity;
    return item->amount > 0 ? 1 : 0;
}

static void put_member_label(drill *d, const box *item)
{
    const int lost = ctg__gauge_cells(share_lost(d, item));
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
                        ctg__format_share(share, share_lost(d, item), false));
    ctg__text_restart(&d->text);
    ctg__text_add(&d->text, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                            "CELLSPACING=\"0\" CELLPADDING=\"1\"><TR><TD><B>");
    ctg__add_html(&d->text, item->title);
    ctg__text_add(&d->text, "</B></TD></TR><TR><TD><FONT POINT-SIZE=\"9\">");
    ctg__add_html(&d->text, ctg__text_string(&words));
    ctg__text_add(&d->text, "</FONT></TD></TR><TR><TD><TABLE BORDER=\"0\" "
                            "CELLBORDER=\"0\" CELLSPACING=\"0\" "
                            "CELLPADDING=\"0\"><TR>");
    add_cell(&d->text, lost,
             item->failed ? CTG__BLACK_LOST_NOW : CTG__LOST_NOW);
    add_cell(&d->text, CTG__GAUGE - lost,
             item->failed ? CTG__BLACK_LEFT : CTG__LEFT);
    ctg__text_add(&d->text, "</TR></TABLE></TD></TR></TABLE>");
    ctg__diagram_put_html(&d->sketch->diagram, "label",
                          ctg__text_string(&d->text));
    d->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static void put_plain_label(drill *d, const column *c, const box *item)
{
    char share[CTG__FORMAT_ROOM];
    ctg__text words = {0};

    add_money(&words, d, item->amount);
    ctg__text_print(&words, " · %s",
                    ctg__format_share(share,
                                      c->total ? (double)item->amount /
                                                     (double)c->total
                                               : 0,
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

static void put_looks(drill *d, const box *item, bool member)
{
    static const char *const black[] = {
        "fillcolor", CTG__INK, "color", CTG__INK, "fontcolor", CTG__PAPER,
        NULL};
    static const char *const rest[] = {
        "style", "dashed,filled", "fillcolor", CTG__WASH, "fontcolor",
        CTG__MUTE, NULL};
    static const char *const distressed[] = {"color", CTG__INK, "penwidth",
                                             "1.6", NULL};
    ctg__diagram *const diagram = &d->sketch->diagram;

    if (item->rest)
        ctg__diagram_put_all(diagram, rest);
    else if (item->failed)
        ctg__diagram_put_all(diagram, black);
    else if (member && share_lost(d, item) >= DISTRESSED)
        ctg__diagram_put_all(diagram, distressed);
}

static size_t draw_header(drill *d, size_t set, const char *name,
                          const char *clean, const column *c)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    const size_t node = ctg__diagram_add_node(diagram, set, name);
    ctg__text below = {0};

    if (c == &d->members)
        ctg__text_print(&below, "%zu members · ", d->member_count);
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
    ctg__text_add(&d->text, "</B></FONT></TD></TR><TR><TD><FONT COLOR=\"" CTG__MUTE
                            "\" POINT-SIZE=\"9\">");
    ctg__add_html(&d->text, ctg__text_string(&below));
    ctg__text_add(&d->text, "</FONT></TD></TR></TABLE>");
    ctg__diagram_put_html(diagram, "label", ctg__text_string(&d->text));
    d->text.failed |= below.failed;
    ctg__text_clear(&below);
    return node;
}

static size_t draw_column(drill *d, column *c, const char *name,
                          const char *clean)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    const size_t set = ctg__diagram_add_set(diagram, NULL);
    size_t header;

    ctg__diagram_put(diagram, "rank", "same");
    header = draw_header(d, set, name, clean, c);
    for (size_t i = 0; i < c->count; i++) {
        box *const item = &c->items[i];

        item->node = SIZE_MAX;
        if (item->amount == 0 && !(c == &d->members && !item->rest))
            continue;
        item->node = ctg__diagram_add_node(diagram, set, item->name);
        ctg__diagram_put(diagram, "id", item->name);
        ctg__diagram_put(diagram, "class",
                         item->rest ? "other" : c == &d->members ? "nd" : "grp");
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
static void order_column(drill *d, const column *c, size_t header)
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

static const box *item_at(const drill *d, size_t number)
{
    if (number < d->from.count)
        return &d->from.items[number];
    number -= d->from.count;
    if (number < d->members.count)
        return &d->members.items[number];
    return &d->to.items[number - d->members.count];
}

static bool is_drawn(const drill *d, const ctg__link *link)
{
    const int64_t whole =
        link->from < d->from.count ? d->from.total : d->to.total;

    return (double)link->amount >= SMALL * (double)whole;
}

static void draw_links(drill *d)
{
    ctg__diagram *const diagram = &d->sketch->diagram;

    for (size_t i = 0; i < d->link_count; i++) {
        const ctg__link *const link = &d->links[i];
        const box *const tail = item_at(d, link->from);
        const box *const head = item_at(d, link->to);

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
        ctg__put_link(diagram, &d->flows, d->facts->unit, link, d->widest,
                      &d->text);
    }
}

static void describe_graph(drill *d, const char *title)
{
    static const char *const graph[] = {
        "id",        "drill",
        "class",     "drill",
        "rankdir",   "LR",
        "newrank",   "true",
        "ranksep",   "1.5 equally",
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
        "penwidth",  ".9",
        "margin",    ".06,.03",
        "width",     "1.64",
        "height",    ".36",
        NULL};
    ctg__diagram *const diagram = &d->sketch->diagram;
    ctg__text caption = {0};
    ctg__text words = {0};
    bool *kept;

    ctg__text_print(&caption, "%zu members, ", d->member_count);
    add_money(&caption, d, d->members.total);
    ctg__text_add(&caption, " of losses taken (");
    add_money(&caption, d, d->direct);
    ctg__text_add(&caption, " direct), ");
    add_money(&caption, d, d->to.total);
    ctg__text_print(&caption,
                    " passed on to other groups; %zu members default. ",
                    d->default_count);
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

static void draw(drill *d, const char *title)
{
    static const char *const axis[] = {"color", CTG__FAINT, "arrowhead", "none",
                                       "weight", "40", NULL};
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

ctg_status ctg__sketch_drill(ctg__sketch *sketch, const ctg__facts *facts,
                             const char *const *group_of, ctg_error *error)
{
    drill d = {.sketch = sketch, .facts = facts};
    ctg__text title = {0};
    ctg_status status = make_cast(&d, group_of, error);

    if (!status)
        d.name = clean_name(&d, sketch->options->drill);
    if (sketch->options->title)
        ctg__text_add_clean(&title, sketch->options->title, 100, false);
    else
        ctg__text_print(&title, "Drill-down: %s", d.name ? d.name : "");
    if (!status) {
        const bool failed = sketch->diagram.failed;

        ctg__diagram_init(&sketch->diagram, ctg__text_string(&title));
        sketch->diagram.failed |= failed;
        status = ctg__flows_init(&d.flows, facts, &d.cast.actors, ALL_COLUMNS,
                                 error);
    }
    if (!status)
        status = ctg__pairs_init(&d.pairs, &d.flows, error);
    if (!status)
        status = make_columns(&d, error);
    if (!status)
        status = make_links(&d, error);
    if (!status)
        draw(&d, ctg__text_string(&title));
    sketch->diagram.failed |= title.failed;
    ctg__pairs_clear(&d.pairs);
    ctg__flows_clear(&d.flows);
    ctg__text_clear(&d.text);
    ctg__text_clear(&title);
    return status;
}
