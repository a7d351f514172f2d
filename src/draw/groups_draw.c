/* Drawing losses between groups: pies, and lines between them. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "draw/escape.h"
#include "draw/groups_all.h"
#include "draw/head.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/positions.h"
#include "draw/scatter_draw.h"
#include "draw/shapes.h"
#include "text/clean.h"
#include "text/format.h"

enum { HEAD_ROOM = 150 };

#define LARGEST 0.95 /* square inches */
#define SMALLEST 0.055
#define PADDING 20.0

/* --- words -----------------------------------------------------------------
 */

static void add_lost(ctg__text *text, const ctg__groups *g,
                     const ctg__group *circle)
{
    if (circle->lost > 0) {
        ctg__add_money_in_box(text, g->facts, circle->lost);
        if (circle->equity > 0) {
            ctg__text_add(text, " · ");
            if (circle->lost < circle->equity)
                ctg__add_share(text, circle->lost / circle->equity);
            else
                ctg__text_add(text, "all");
            ctg__text_add(text, " lost");
        }
    } else if (circle->lost < 0) {
        ctg__text_add(text, "gains ");
        ctg__add_money_in_box(text, g->facts, -circle->lost);
    } else {
        ctg__text_add(text, "no loss");
    }
}

/* --- circles ---------------------------------------------------------------
 */

/* Wedges must not add up to more than one, so a little is taken off each but
 * the last, which gets no number. */
static void put_pie(ctg__groups *g, const ctg__group *circle)
{
    ctg__diagram *const diagram = &g->sketch->diagram;
    int shown[CTG__STATES];
    int count = 0;

    for (int i = 0; i < CTG__STATES; i++)
        if (circle->state[i] > 0.0006 * circle->assets)
            shown[count++] = i;
    if (count < 2) {
        ctg__diagram_put(diagram, "fillcolor",
                         ctg__group_colours[count ? shown[0] : CTG__UNTOUCHED]);
        return;
    }
    ctg__text_restart(&g->text);
    for (int i = 0; i < count; i++) {
        const double share = circle->state[shown[i]] / circle->assets;
        const int thousandths = (int)floor((share - 0.0006) * 1000);

        ctg__text_print(&g->text, "%s%s", i ? ":" : "",
                        ctg__group_colours[shown[i]]);
        if (i + 1 < count)
            ctg__text_print(&g->text, ";0.%03d",
                            thousandths < 1 ? 1 : thousandths);
    }
    ctg__diagram_put(diagram, "style", "wedged");
    ctg__diagram_put(diagram, "fillcolor", ctg__text_string(&g->text));
}

static void name_circle(const ctg__group *circle, ctg__text *text)
{
    ctg__text_restart(text);
    if (*circle->id)
        ctg__add_node_name(text, circle->id, true);
    else
        ctg__text_add(text, "o__rest");
}

static void put_tooltip(ctg__groups *g, const ctg__group *circle,
                        const char *label)
{
    ctg__text words = {0};

    ctg__text_print(&words, ": %zu node%s, %zu default, assets ",
                    circle->member_count, ctg__plural(circle->member_count),
                    circle->failed_count);
    ctg__add_money(&words, g->facts, circle->assets);
    ctg__text_restart(&g->text);
    if (*circle->id)
        ctg__add_name_tooltip(&g->text, circle->name);
    else
        ctg__add_tooltip(&g->text, label);
    ctg__add_tooltip(&g->text, ctg__text_string(&words));
    ctg__text_restart(&words);
    add_lost(&words, g, circle);
    ctg__text_add(&g->text, "\\nequity: ");
    ctg__add_tooltip(&g->text, ctg__text_string(&words));
    ctg__text_restart(&words);
    ctg__add_money(&words, g->facts, circle->taken);
    ctg__text_add(&words, ", of which from inside the group ");
    ctg__add_money(&words, g->facts, circle->own);
    ctg__text_add(&g->text, "\\nlosses ");
    ctg__add_tooltip(&g->text, ctg__text_string(&words));
    ctg__diagram_put(&g->sketch->diagram, "tooltip",
                     ctg__text_string(&g->text));
    g->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static void draw_circle(ctg__groups *g, const ctg__scatter_item *item,
                        const ctg__group *circle, const ctg__shape_words *words,
                        bool placed)
{
    ctg__diagram *const diagram = &g->sketch->diagram;

    name_circle(circle, &g->text);
    ctg__diagram_add_node(diagram, SIZE_MAX, ctg__text_string(&g->text));
    ctg__diagram_put(diagram, "id", ctg__text_string(&g->text));
    ctg__diagram_put(diagram, "class", "grp");
    ctg__diagram_put(diagram, "color", CTG__RIM);
    put_pie(g, circle);
    if (*circle->id) {
        ctg__text_restart(&g->text);
        ctg__text_add(&g->text, "#group_");
        ctg__add_slug(&g->text, circle->id);
        ctg__diagram_put(diagram, "URL", ctg__text_string(&g->text));
    }
    put_tooltip(g, circle, words->name);
    if (placed)
        ctg__scatter_put_shape(diagram, item);
    else
        ctg__put_shape(diagram, item->shape, item->width / 72,
                       item->height / 72, words, &g->text);
}

static ctg_status name_circles(ctg__groups *g, ctg_error *error)
{
    ctg__arena *const arena = &g->sketch->arena;
    const char **names;
    const char **ids;
    ctg_status status;

    if (!TAKE(arena, names, g->circle_count + 1) ||
        !TAKE(arena, ids, g->circle_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < g->circle_count; i++) {
        names[i] = *g->circles[i].id ? g->circles[i].name : "more groups";
        ids[i] = g->circles[i].id;
    }
    status = ctg__clean_labels(names, ids, g->circle_count, CTG__NAME_MAP,
                               false, arena, &g->labels, error);
    for (size_t i = 0; !status && i < g->circle_count; i++) {
        ctg__text text = {0};

        if (g->circles[i].group_count > 1)
            ctg__text_print(&text, "%zu ", g->circles[i].group_count);
        ctg__text_print(&text, "%s (%zu)", g->labels[i],
                        g->circles[i].member_count);
        g->labels[i] = ctg__text_keep(&text, arena);
        if (!g->labels[i])
            return ctg__fail_memory(error);
    }
    return status;
}

/* --- lines -----------------------------------------------------------------
 */

static void draw_line(ctg__groups *g, const ctg__scatter *scatter,
                      const ctg__link *link, size_t line)
{
    ctg__diagram *const diagram = &g->sketch->diagram;
    const ctg__group *const tail = &g->circles[link->from];
    const ctg__group *const head = &g->circles[link->to];
    ctg__text name = {0};

    ctg__diagram_add_edge(diagram, link->from, link->to);
    name_circle(tail, &name);
    ctg__text_restart(&g->text);
    ctg__text_print(&g->text, "x_%s__", ctg__text_behind(&name, 2));
    name_circle(head, &name);
    ctg__text_add(&g->text, ctg__text_behind(&name, 2));
    ctg__diagram_put(diagram, "id", ctg__text_string(&g->text));
    ctg__text_restart(&g->text);
    ctg__add_tooltip(&g->text, g->labels[link->from]);
    ctg__text_add(&g->text, " → ");
    ctg__add_tooltip(&g->text, g->labels[link->to]);
    ctg__put_link(diagram, g->facts->unit, link, g->widest, &g->text);
    if (line != SIZE_MAX) {
        const double pen = scatter->lines[line].pen;

        /* Wide dashes look like ladders. */
        if (pen > 3)
            ctg__diagram_put(diagram, "style", "solid");
        ctg__text_restart(&g->text);
        ctg__scatter_add_curve(scatter, line, 10 * ctg__arrow_size(pen),
                               &g->text);
        ctg__diagram_put(diagram, "pos", ctg__text_string(&g->text));
    }
    g->text.failed |= name.failed;
    ctg__text_clear(&name);
}

/* Wide lines are bent first. */
static void list_lines(ctg__groups *g, ctg__scatter *scatter, size_t *link_of)
{
    ctg__scatter_line *const lines = scatter->lines;

    for (size_t i = 0; i < g->link_count; i++) {
        size_t at = scatter->line_count;

        if (!g->kept[i])
            continue;
        for (; at > 0 && g->links[link_of[at - 1]].amount < g->links[i].amount;
             at--) {
            lines[at] = lines[at - 1];
            link_of[at] = link_of[at - 1];
        }
        lines[at] = (ctg__scatter_line){
            .tail = g->links[i].from,
            .head = g->links[i].to,
            .pen = ctg__pen_group_loss(g->links[i].amount, g->widest)};
        link_of[at] = i;
        scatter->line_count++;
    }
}

/* --- all of it -------------------------------------------------------------
 */

typedef struct drawing {
    ctg__scatter scatter;
    ctg__shape_words *words;
    size_t *link_of; /* per line */
    double *weights; /* per line */
    bool placed;     /* here, not by an earlier file or by Graphviz */
} drawing;

static ctg_status describe_items(ctg__groups *g, drawing *d, ctg_error *error)
{
    ctg__arena *const arena = &g->sketch->arena;

    for (size_t i = 0; i < g->circle_count; i++) {
        const ctg__group *const circle = &g->circles[i];
        ctg__scatter_item *const item = &d->scatter.items[i];
        ctg__text text = {0};
        double width;
        double height;

        add_lost(&text, g, circle);
        d->words[i].name = g->labels[i];
        d->words[i].below = ctg__text_keep(&text, arena);
        if (!d->words[i].below)
            return ctg__fail_memory(error);
        item->shape = ctg__shape_of("group");
        ctg__shape_size(item->shape, circle->assets, g->most_assets, LARGEST,
                        SMALLEST, &width, &height);
        item->width = width * 72;
        item->height = height * 72;
        ctg__scatter_measure(item, &d->words[i]);
    }
    return CTG_OK;
}

static ctg_status lay_out(ctg__groups *g, drawing *d, ctg_error *error)
{
    const ctg__draw_page *const page = ctg__sketch_page(g->sketch);
    ctg__arena *const arena = &g->sketch->arena;
    ctg_status status = name_circles(g, error);

    if (status)
        return status;
    if (!TAKE(arena, d->scatter.items, g->circle_count + 1) ||
        !TAKE(arena, d->scatter.lines, g->link_count + 1) ||
        !TAKE(arena, d->words, g->circle_count + 1) ||
        !TAKE(arena, d->link_of, g->link_count + 1) ||
        !TAKE(arena, d->weights, g->link_count + 1))
        return ctg__fail_memory(error);
    g->most_assets = 0;
    for (size_t i = 0; i < g->circle_count; i++)
        g->most_assets = fmax(g->most_assets, g->circles[i].assets);
    d->scatter.count = g->circle_count;
    d->scatter.asking = &g->sketch->asking;
    status = describe_items(g, d, error);
    list_lines(g, &d->scatter, d->link_of);
    d->placed =
        !g->sketch->options->positions && g->circle_count <= CTG__SCATTER_MOST;
    if (!status && d->placed &&
        !ctg__scatter_arrange(&d->scatter, ctg__page_most_width(page) - PADDING,
                              ctg__page_most_height(page) - HEAD_ROOM))
        status = ctg__sketch_fail(g->sketch, error);
    return status;
}

static void draw_all(ctg__groups *g, drawing *d)
{
    ctg__diagram *const diagram = &g->sketch->diagram;

    if (d->placed) {
        ctg__scatter_begin(diagram, "groups");
    } else {
        ctg__map_defaults(diagram, "groups", "groups", "");
        ctg__map_layout(diagram, g->circle_count, false);
    }
    for (size_t i = 0; i < g->circle_count; i++)
        draw_circle(g, &d->scatter.items[i], &g->circles[i], &d->words[i],
                    d->placed);
    for (size_t i = 0; d->placed && i < g->circle_count; i++) {
        ctg__text name = {0};

        name_circle(&g->circles[i], &name);
        ctg__scatter_put_words(diagram, &d->scatter.items[i],
                               ctg__text_string(&name), &d->words[i], &g->text);
        g->text.failed |= name.failed;
        ctg__text_clear(&name);
    }
    for (size_t i = 0; i < d->scatter.line_count; i++) {
        draw_line(g, &d->scatter, &g->links[d->link_of[i]],
                  d->placed ? i : SIZE_MAX);
        d->weights[i] = g->links[d->link_of[i]].amount;
    }
}

ctg_status ctg__groups_draw(ctg__groups *g, const char *title, double *width,
                            double *height, ctg_error *error)
{
    ctg__diagram *const diagram = &g->sketch->diagram;
    drawing d = {0};
    ctg__head head;
    ctg_status status = lay_out(g, &d, error);

    if (status)
        return status;
    draw_all(g, &d);
    ctg__groups_head(g, title, d.scatter.width, &head);
    *width = fmax(d.scatter.width, head.widest) + PADDING;
    *height = d.scatter.height + head.height + 30;
    ctg__diagram_graph(diagram);
    ctg__head_put(&head, diagram);
    diagram->failed |= g->text.failed;
    return ctg__keep_positions(g->sketch, d.weights, error);
}
