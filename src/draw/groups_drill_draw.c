/* Drawing a drill-down: three columns of boxes and what flows between them. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "draw/cascade_boxes.h"
#include "draw/cascade_draw.h"
#include "draw/escape.h"
#include "draw/groups_drill_parts.h"
#include "draw/head.h"
#include "draw/layout.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/placed.h"
#include "draw/scales.h"
#include "text/format.h"

enum { COLUMNS = 3, WORDS = 9 };

#define DISTRESSED 0.25 /* share of equity lost */
#define DUST 1e-9       /* of a column: what rounding leaves */
#define WIDTH 150.0     /* points */
#define INNER 140.0
#define HEIGHT 36.0
#define MEMBER_HEIGHT 46.0
#define GAP 120.0 /* between columns, where the page is wide enough */
#define LEAST_GAP 60.0
#define PADDING 20.0
#define HEADING 40.0
#define TWICE 8.0 /* of a second border */

typedef struct canvas {
    ctg__drill *d;
    const ctg__drill_column *columns[COLUMNS];
    ctg__drill_box **items; /* per box */
    ctg__layer_box *boxes;
    size_t box_count;
    ctg__layer_line *lines;
    const ctg__link **links; /* per line */
    size_t line_count;
    ctg__layers *layers;
} canvas;

static void add_money(ctg__text *text, const ctg__drill *d, double amount)
{
    ctg__add_money(text, d->facts, amount);
}

/* --- boxes -----------------------------------------------------------------
 */

static double share_lost(const ctg__drill_box *item)
{
    if (item->equity > 0)
        return fmax(0, item->lost) / item->equity;
    return item->lost > 0 ? 1 : 0;
}

static void add_status(ctg__text *words, const ctg__drill_box *item)
{
    char share[CTG__FORMAT_ROOM];

    if (item->rest)
        ctg__text_print(words, " · %zu default", item->failed_count);
    else if (item->failed)
        ctg__text_add(words, " · ✕ default");
    else if (!(item->equity > 0))
        ctg__text_add(words, " · no equity");
    else
        ctg__text_print(words, " · %s %s",
                        ctg__format_share(share, share_lost(item), false),
                        item->haircut ? "haircut" : "lost");
}

static void add_gauge(ctg__text *text, const ctg__drill_box *item)
{
    const int lost = ctg__gauge_cells(share_lost(item));

    ctg__text_print(text,
                    ROW "<TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                        "CELLSPACING=\"0\" CELLPADDING=\"0\" "
                        "FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"4\"><TR>",
                    CTG__GAUGE);
    ctg__add_gauge_cell(text, lost,
                        item->failed ? CTG__BLACK_LOST_NOW : CTG__LOST_NOW);
    ctg__add_gauge_cell(text, CTG__GAUGE - lost,
                        item->failed ? CTG__BLACK_LEFT : CTG__LEFT);
    ctg__text_add(text, "</TR></TABLE>" ROW_END);
}

static void put_label(ctg__drill *d, const ctg__drill_column *c,
                      const ctg__drill_box *item)
{
    const bool member = c == &d->members;
    char share[CTG__FORMAT_ROOM];
    ctg__text words = {0};

    ctg__add_money_in_box(&words, d->facts, item->amount);
    if (member)
        add_status(&words, item);
    else
        ctg__text_print(
            &words, " · %s",
            ctg__format_share(share, c->total > 0 ? item->amount / c->total : 0,
                              false));
    ctg__text_restart(&d->text);
    ctg__text_add(&d->text, TABLE ROW "<B>");
    ctg__cascade_add_fitted(&d->text, item->title, 10, true, INNER);
    ctg__text_print(&d->text, "</B>" ROW_END ROW "<FONT POINT-SIZE=\"%d\">",
                    WORDS);
    ctg__cascade_add_fitted(&d->text, ctg__text_string(&words), WORDS, false,
                            INNER);
    ctg__text_add(&d->text, "</FONT>" ROW_END);
    if (member)
        add_gauge(&d->text, item);
    ctg__text_add(&d->text, "</TABLE>");
    ctg__diagram_put_html(&d->sketch->diagram, "label",
                          ctg__text_string(&d->text));
    ctg__text_restart(&d->text);
    ctg__add_tooltip(&d->text, item->title);
    ctg__text_add(&d->text, "\\n");
    ctg__add_tooltip(&d->text, ctg__text_string(&words));
    ctg__diagram_put(&d->sketch->diagram, "tooltip",
                     ctg__text_string(&d->text));
    d->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static bool is_twice(const ctg__drill_box *item)
{
    return item->failed && !item->rest;
}

static void put_looks(ctg__drill *d, const ctg__drill_box *item, bool member)
{
    static const char *const black[] = {
        "fillcolor", CTG__INK,        "color", CTG__INK,      "fontcolor",
        CTG__PAPER,  "penwidth",      "1",     "peripheries", "2",
        "class",     "nd st_default", NULL};
    static const char *const rest[] = {"style",   "dashed,filled", "fillcolor",
                                       CTG__WASH, "fontcolor",     CTG__MUTE,
                                       "class",   "other",         NULL};
    static const char *const distressed[] = {"color", CTG__INK, "penwidth",
                                             "1.6", NULL};
    ctg__diagram *const diagram = &d->sketch->diagram;

    ctg__diagram_put(diagram, "class", member ? "nd" : "grp");
    if (item->rest)
        ctg__diagram_put_all(diagram, rest);
    else if (is_twice(item))
        ctg__diagram_put_all(diagram, black);
    else if (member && share_lost(item) >= DISTRESSED)
        ctg__diagram_put_all(diagram, distressed);
}

static void draw_box(canvas *v, size_t box)
{
    ctg__drill *const d = v->d;
    ctg__diagram *const diagram = &d->sketch->diagram;
    const ctg__layer_box *const at = &v->boxes[box];
    const ctg__drill_column *const column = v->columns[at->column];
    ctg__drill_box *const item = v->items[box];
    const double border = is_twice(item) ? TWICE : 0;

    item->node = ctg__diagram_add_node(diagram, SIZE_MAX, item->name);
    ctg__diagram_put(diagram, "id", item->name);
    ctg__put_place(diagram, at->x, ctg__layers_height(v->layers) - at->y,
                   at->width - border, at->height - border);
    put_label(d, column, item);
    put_looks(d, item, column == &d->members);
}

static void draw_heading(canvas *v, size_t column, const char *first)
{
    ctg__drill *const d = v->d;
    ctg__diagram *const diagram = &d->sketch->diagram;
    const ctg__drill_column *const c = v->columns[column];
    ctg__text below = {0};
    char name[16];
    double left;
    double right;

    if (c == &d->members)
        ctg__text_print(&below, "%zu member%s · ", d->member_count,
                        ctg__plural(d->member_count));
    ctg__add_money_in_box(&below, d->facts, c->total);
    snprintf(name, sizeof name, "h%zu", column);
    ctg__layers_column(v->layers, column, &left, &right);
    ctg__diagram_add_node(diagram, SIZE_MAX, name);
    ctg__diagram_put(diagram, "id", name);
    ctg__diagram_put(diagram, "class", "hdr");
    ctg__diagram_put(diagram, "shape", "plaintext");
    ctg__diagram_put(diagram, "style", "");
    ctg__put_place(diagram, (left + right) / 2,
                   ctg__layers_height(v->layers) + HEADING / 2 + 4, WIDTH,
                   HEADING - 8);
    ctg__text_restart(&d->text);
    ctg__text_add(&d->text, TABLE ROW "<B>");
    ctg__cascade_add_fitted(&d->text, first, 11, true, WIDTH);
    ctg__text_print(&d->text,
                    "</B>" ROW_END ROW "<FONT POINT-SIZE=\"%d\" COLOR=\"%s\">",
                    WORDS, CTG__MUTE);
    ctg__cascade_add_fitted(&d->text, ctg__text_string(&below), WORDS, false,
                            WIDTH);
    ctg__text_add(&d->text, "</FONT>" ROW_END "</TABLE>");
    ctg__diagram_put_html(diagram, "label", ctg__text_string(&d->text));
    ctg__text_restart(&d->text);
    ctg__add_tooltip(&d->text, first);
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&d->text));
    d->text.failed |= below.failed;
    ctg__text_clear(&below);
}

/* --- lines -----------------------------------------------------------------
 */

static ctg__drill_box *item_at(const ctg__drill *d, size_t number)
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

    return link->amount > 0 && link->amount >= CTG__DRILL_SMALL * whole;
}

static void draw_line(canvas *v, size_t line)
{
    ctg__drill *const d = v->d;
    ctg__diagram *const diagram = &d->sketch->diagram;
    const ctg__link *const link = v->links[line];
    const ctg__drill_box *const tail = v->items[v->lines[line].tail];
    const ctg__drill_box *const head = v->items[v->lines[line].head];
    const double pen = ctg__pen_group_loss(link->amount, d->widest);
    const bool arrow = strcmp(ctg__inks[link->code].arrow, "none") != 0;

    ctg__diagram_add_edge(diagram, tail->node, head->node);
    ctg__text_restart(&d->text);
    ctg__text_print(&d->text, "e_%s__%s", tail->name, head->name);
    ctg__diagram_put(diagram, "id", ctg__text_string(&d->text));
    ctg__text_restart(&d->text);
    ctg__add_tooltip(&d->text, tail->title);
    ctg__text_add(&d->text, " → ");
    ctg__add_tooltip(&d->text, head->title);
    ctg__put_link(diagram, d->facts->unit, link, d->widest, &d->text);
    if (pen > 3)
        ctg__diagram_put(diagram, "style", "solid");
    ctg__text_restart(&d->text);
    ctg__layers_add_curve(v->layers, line,
                          arrow ? 10 * ctg__arrow_size(pen) : 0, &d->text);
    ctg__diagram_put(diagram, "pos", ctg__text_string(&d->text));
}

/* --- all of it -------------------------------------------------------------
 */

static void add_boxes(canvas *v, size_t column)
{
    const ctg__drill_column *const c = v->columns[column];
    const bool members = c == &v->d->members;

    for (size_t i = 0; i < c->count; i++) {
        ctg__drill_box *const item = &c->items[i];

        item->node = SIZE_MAX;
        if (!(item->amount > DUST * c->total) && !members)
            continue;
        item->node = v->box_count;
        v->items[v->box_count] = item;
        v->boxes[v->box_count++] =
            (ctg__layer_box){.column = column,
                             .width = WIDTH,
                             .height = (members ? MEMBER_HEIGHT : HEIGHT) +
                                       (is_twice(item) ? TWICE : 0),
                             .last = item->rest};
    }
}

static void add_lines(canvas *v)
{
    const ctg__drill *const d = v->d;

    for (size_t i = 0; i < d->link_count; i++) {
        const ctg__link *const link = &d->links[i];

        if (!is_drawn(d, link))
            continue;
        v->links[v->line_count] = link;
        v->lines[v->line_count++] = (ctg__layer_line){
            item_at(d, link->from)->node, item_at(d, link->to)->node,
            fmax(0.02, link->amount / d->widest)};
    }
}

static double gap_of(const ctg__draw_page *page)
{
    const double left =
        ctg__page_most_width(page) - PADDING - COLUMNS * WIDTH - 2 * TWICE;

    return fmax(LEAST_GAP, fmin(GAP, left / (COLUMNS - 1)));
}

static bool lay_out(canvas *v)
{
    ctg__drill *const d = v->d;
    ctg__arena *const arena = &d->sketch->arena;
    const size_t boxes = d->from.count + d->members.count + d->to.count;

    v->columns[0] = &d->from;
    v->columns[1] = &d->members;
    v->columns[2] = &d->to;
    if (!TAKE(arena, v->items, boxes + 1) ||
        !TAKE(arena, v->boxes, boxes + 1) ||
        !TAKE(arena, v->lines, d->link_count + 1) ||
        !TAKE(arena, v->links, d->link_count + 1))
        return false;
    for (size_t i = 0; i < COLUMNS; i++)
        add_boxes(v, i);
    add_lines(v);
    v->layers = ctg__layers_new(v->boxes, v->box_count, v->lines, v->line_count,
                                gap_of(ctg__sketch_page(d->sketch)));
    return v->layers != NULL;
}

static void put_head(const canvas *v, const char *title)
{
    ctg__drill *const d = v->d;
    bool used[CTG__CODE_COUNT] = {false};
    ctg__text words = {0};
    ctg__head head;

    for (size_t i = 0; i < v->line_count; i++)
        used[v->links[i]->code] = true;
    ctg__head_begin(&head, title, ctg__layers_width(v->layers));
    ctg__text_print(&words, "%zu member%s, %zu of them default%s. Losses ",
                    d->member_count, ctg__plural(d->member_count),
                    d->default_count, d->default_count == 1 ? "s" : "");
    add_money(&words, d, d->members.total);
    ctg__text_add(&words, ", ");
    add_money(&words, d, d->direct);
    ctg__text_add(&words, " of them direct; passed on to other groups ");
    add_money(&words, d, d->to.total);
    ctg__text_add(&words, ".");
    ctg__head_words(&head, CTG__SUBTEXT, ctg__text_string(&words));
    ctg__text_restart(&words);
    ctg__add_identity(&words, d->facts, d->facts->net->total,
                      d->facts->net->gains);
    ctg__head_words(&head, CTG__SUBTEXT, ctg__text_string(&words));
    ctg__text_restart(&words);
    if (d->members.count > 1 && d->members.items[d->members.count - 1].rest)
        ctg__text_print(&words,
                        "The %zu member%s with the largest losses ha%s a box "
                        "of their own. ",
                        d->members.count - 1, ctg__plural(d->members.count - 1),
                        d->members.count == 2 ? "s" : "ve");
    ctg__text_add(&words, "Every column adds up; lines under 1% of their "
                          "column are not drawn.");
    ctg__head_words(&head, CTG__MUTE, ctg__text_string(&words));
    for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++)
        if (used[code])
            ctg__head_channel(&head, code);
    ctg__text_restart(&words);
    ctg__text_add(&words, "line width ∝ loss (widest ");
    add_money(&words, d, d->widest);
    ctg__text_add(&words, "), colour: its largest channel");
    ctg__head_run(&head, NULL, false, ctg__text_string(&words));
    ctg__head_item(&head);
    ctg__head_run(&head, NULL, false, "bar: ");
    ctg__head_run(&head, CTG__LOST_NOW, false, "■");
    ctg__head_run(&head, NULL, false, " share of equity lost");
    ctg__head_item(&head);
    ctg__head_run(&head, NULL, false, "■ black: default");
    ctg__head_item(&head);
    ctg__head_end_legend(&head);
    ctg__head_words(&head, CTG__MUTE, ctg__data_line(d->sketch, true));
    ctg__diagram_graph(&d->sketch->diagram);
    ctg__head_put(&head, &d->sketch->diagram);
    d->text.failed |= words.failed;
    ctg__text_clear(&words);
}

void ctg__drill_draw(ctg__drill *d, const char *title)
{
    canvas v = {.d = d};

    if (!lay_out(&v)) {
        d->sketch->diagram.failed = true;
        return;
    }
    ctg__placed_begin(&d->sketch->diagram, "drill");
    draw_heading(&v, 0, "Losses come from");
    draw_heading(&v, 1, d->name);
    if (d->to.total > 0)
        draw_heading(&v, 2, "Losses go to");
    for (size_t i = 0; i < v.box_count; i++)
        draw_box(&v, i);
    for (size_t i = 0; i < v.line_count; i++)
        draw_line(&v, i);
    put_head(&v, title);
    d->sketch->page = ctg__sketch_page(d->sketch);
    d->sketch->diagram.failed |= d->text.failed;
    ctg__layers_free(v.layers);
}
