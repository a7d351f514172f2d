/* The cascade as a diagram: everything has its place. */
#include "draw/cascade_draw.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"
#include "draw/cascade_boxes.h"
#include "draw/escape.h"
#include "draw/layout.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/placed.h"
#include "draw/scales.h"
#include "text/format.h"

enum { HEADS = 44, HEAD = 29 }; /* points above the boxes */

#define MOST_PALE 4.0
#define LEAST_PULL 0.05
#define SHOCK_PEN 0.7
#define CARRY_PULL 0.08

typedef struct line {
    uint32_t tail;
    uint32_t head;
    size_t stream; /* SIZE_MAX: the same node in a later column */
} line;

typedef struct canvas {
    const ctg__cascade *c;
    ctg__diagram *diagram;
    const char *url_template;
    ctg__layer_box *boxes;
    uint32_t *place_of; /* per box */
    size_t box_count;
    ctg__layer_line *layer_lines;
    line *lines;
    size_t line_count;
    size_t *column_of; /* of the layout, per column of the cascade: its boxes */
    size_t *hubs_of;   /* of its hubs; SIZE_MAX */
    size_t columns;    /* of the layout */
    bool shocks;
    ctg__layers *layers;
    size_t *node_of; /* per box */
    ctg__text text;
} canvas;

/* --- what goes into the layout ---------------------------------------------
 */

static bool has_line(const ctg__cascade *c, uint32_t place)
{
    for (size_t i = 0; i < c->stream_count; i++)
        if (c->streams[i].drawn &&
            (c->streams[i].head == place || c->streams[i].tail == place))
            return true;
    return false;
}

static bool is_shown(const ctg__cascade *c, uint32_t place)
{
    return c->places[place].kind == CTG__BOX ||
           c->places[place].kind == CTG__REST || has_line(c, place);
}

/* Shocks, then for each column its hubs and its boxes. */
static void number_columns(canvas *v)
{
    const ctg__cascade *const c = v->c;

    for (uint32_t i = 0; i < c->place_count; i++)
        v->shocks |= c->places[i].kind == CTG__SHOCK_PLACE && has_line(c, i);
    v->columns = v->shocks;
    for (size_t column = 0; column < c->columns.count; column++) {
        bool hubs = false;

        for (uint32_t i = 0; i < c->place_count; i++)
            hubs |= c->places[i].kind == CTG__HUB &&
                    c->places[i].column == column && has_line(c, i);
        v->hubs_of[column] = hubs ? v->columns++ : SIZE_MAX;
        v->column_of[column] = v->columns++;
    }
}

static void add_box(canvas *v, uint32_t place)
{
    const ctg__cascade *const c = v->c;
    const ctg__place *const at = &c->places[place];
    const ctg__cascade_box size = ctg__cascade_size(c, place);

    c->places[place].box = v->box_count;
    v->place_of[v->box_count] = place;
    v->boxes[v->box_count++] = (ctg__layer_box){
        .column = at->kind == CTG__SHOCK_PLACE ? 0
                  : at->kind == CTG__HUB       ? v->hubs_of[at->column]
                                               : v->column_of[at->column],
        .width = size.width,
        .height = size.height,
        .last = at->kind == CTG__REST};
}

static void add_line(canvas *v, uint32_t tail, uint32_t head, size_t stream,
                     double weight)
{
    v->lines[v->line_count] = (line){tail, head, stream};
    v->layer_lines[v->line_count++] = (ctg__layer_line){
        v->c->places[tail].box, v->c->places[head].box, weight};
}

static void add_streams(canvas *v)
{
    const ctg__cascade *const c = v->c;
    const double widest = ctg__cascade_widest(c);

    for (size_t i = 0; i < c->stream_count; i++) {
        const ctg__stream *const s = &c->streams[i];
        const bool direct = c->places[s->tail].kind == CTG__SHOCK_PLACE;

        if (!s->drawn)
            continue;
        add_line(v, s->tail, s->head, i,
                 direct
                     ? LEAST_PULL
                     : (s->pale ? 0.4 : 1) *
                           fmax(LEAST_PULL,
                                widest > 0 ? fmin(1, s->amount / widest) : 0));
    }
}

/* Copies of one node in successive columns that have a box. */
static void add_carries(canvas *v)
{
    const ctg__cascade *const c = v->c;
    const size_t actors = c->cast->actors.count;

    for (uint32_t i = 0; i < c->place_count; i++) {
        const ctg__copy *const copy = &c->copies[c->places[i].index];

        if (c->places[i].kind != CTG__BOX)
            continue;
        for (uint32_t column = copy->column; column-- > 0;) {
            const uint32_t earlier =
                c->copy_at[(size_t)column * actors + copy->actor];

            if (earlier != CTG__NOWHERE &&
                c->places[c->copies[earlier].place].kind == CTG__BOX) {
                add_line(v, c->copies[earlier].place, i, SIZE_MAX, CARRY_PULL);
                break;
            }
        }
    }
}

static bool lay_out(canvas *v)
{
    number_columns(v);
    for (uint32_t i = 0; i < v->c->place_count; i++)
        if (is_shown(v->c, i))
            add_box(v, i);
    add_streams(v);
    add_carries(v);
    v->layers = ctg__layers_new(v->boxes, v->box_count, v->layer_lines,
                                v->line_count, CTG__COLUMN_GAP);
    return v->layers != NULL;
}

/* --- the diagram -----------------------------------------------------------
 */

static void add_heading(canvas *v, size_t column, const char *first,
                        const char *second)
{
    ctg__diagram *const diagram = v->diagram;
    char name[32];
    double left;
    double right;

    snprintf(name, sizeof name, "hd_%zu", column);
    ctg__layers_column(v->layers, column, &left, &right);
    ctg__diagram_add_node(diagram, SIZE_MAX, name);
    ctg__diagram_put(diagram, "id", name);
    ctg__diagram_put(diagram, "class", "hdr");
    ctg__diagram_put(diagram, "shape", "plaintext");
    ctg__diagram_put(diagram, "style", "");
    ctg__diagram_put(diagram, "fillcolor", "none");
    ctg__put_place(diagram, (left + right) / 2,
                   ctg__layers_height(v->layers) + HEADS - HEAD / 2.0,
                   right - left, HEAD);
    ctg__text_restart(&v->text);
    ctg__text_add(&v->text, TABLE ROW "<B>");
    ctg__cascade_add_fitted(&v->text, *first ? first : " ", 10, true,
                            right - left);
    ctg__text_add(&v->text, "</B>" ROW_END ROW
                            "<FONT POINT-SIZE=\"9\" COLOR=\"" CTG__MUTE "\">");
    ctg__cascade_add_fitted(&v->text, *second ? second : " ", 9, false,
                            right - left);
    ctg__text_add(&v->text, "</FONT>" ROW_END "</TABLE>");
    ctg__diagram_put_html(diagram, "label", ctg__text_string(&v->text));
    ctg__diagram_put(diagram, "tooltip", *first ? first : second);
}

static void add_column_heading(canvas *v, size_t column)
{
    const ctg__cascade *const c = v->c;
    const double all = ctg__cascade_column_loss(c, column);
    const size_t losers = ctg__cascade_column_losers(c, column);
    char number[CTG__FORMAT_ROOM];
    ctg__text first = {0};
    ctg__text second = {0};

    ctg__cascade_add_column(c, column, &first);
    ctg__add_money_in_box(&second, c->facts, all);
    if (column > 0)
        ctg__text_print(&second, " · %s of contagion",
                        ctg__format_share(number, all / c->contagion, false));
    else
        ctg__text_print(
            &second, " in %s %s%s", ctg__format_count(number, losers),
            c->cast->grouped ? "group" : "node", ctg__plural(losers));
    if (column == 0 && !(all > 0))
        ctg__text_restart(&second);
    if (v->hubs_of[column] != SIZE_MAX)
        add_heading(v, v->hubs_of[column], "", "orders");
    add_heading(v, v->column_of[column], ctg__text_string(&first),
                ctg__text_string(&second));
    v->diagram->failed |= first.failed || second.failed;
    ctg__text_clear(&first);
    ctg__text_clear(&second);
}

static void draw_box(canvas *v, size_t box)
{
    const uint32_t place = v->place_of[box];
    const ctg__layer_box *const at = &v->boxes[box];
    const double border = ctg__cascade_size(v->c, place).twice ? 8 : 0;

    ctg__text_restart(&v->text);
    ctg__cascade_add_name(v->c, place, &v->text);
    v->node_of[box] =
        ctg__diagram_add_node(v->diagram, SIZE_MAX, ctg__text_string(&v->text));
    ctg__diagram_put(v->diagram, "id", ctg__text_string(&v->text));
    ctg__put_place(v->diagram, at->x, ctg__layers_height(v->layers) - at->y,
                   at->width - border, at->height - border);
    ctg__cascade_describe(v->c, place, v->diagram, v->url_template, &v->text);
}

static void put_edge_names(canvas *v, const line *l, const char *code)
{
    ctg__text_restart(&v->text);
    ctg__text_add(&v->text, l->stream == SIZE_MAX ? "k_" : "e_");
    ctg__cascade_add_name(v->c, l->tail, &v->text);
    ctg__text_add(&v->text, "__");
    ctg__cascade_add_name(v->c, l->head, &v->text);
    if (code)
        ctg__text_print(&v->text, "__%s", code);
    ctg__diagram_put(v->diagram, "id", ctg__text_string(&v->text));
    ctg__text_restart(&v->text);
    ctg__text_add(&v->text, l->stream == SIZE_MAX ? "carry" : "fl ch_");
    ctg__text_add(&v->text, code ? code : "");
    ctg__text_print(
        &v->text, " r%lu",
        (unsigned long)v->c->columns.spans[v->c->places[l->head].column].first);
    ctg__diagram_put(v->diagram, "class", ctg__text_string(&v->text));
}

static void add_title_of(canvas *v, uint32_t place)
{
    const ctg__cascade *const c = v->c;
    const ctg__place *const at = &c->places[place];

    switch (at->kind) {
    case CTG__BOX:
        ctg__add_name_tooltip(&v->text,
                              c->cast->names[c->copies[at->index].actor]);
        break;
    case CTG__HUB:
        ctg__add_name_tooltip(&v->text, at->several
                                            ? "other prices"
                                            : c->cast->asset_names[at->index]);
        break;
    case CTG__REST:
        ctg__text_add(&v->text, "others");
        break;
    case CTG__SHOCK_PLACE:
        ctg__add_name_tooltip(&v->text, at->label ? at->label : "shock");
        break;
    }
}

static void put_tooltip(canvas *v, const line *l, const char *name,
                        double amount)
{
    ctg__text_restart(&v->text);
    add_title_of(v, l->tail);
    ctg__text_add(&v->text, " → ");
    add_title_of(v, l->head);
    ctg__text_print(&v->text, "\\n%s", name);
    if (amount > 0) {
        ctg__text_add(&v->text, ": ");
        ctg__add_money(&v->text, v->c->facts, amount);
    }
    ctg__diagram_put(v->diagram, "tooltip", ctg__text_string(&v->text));
}

static void put_curve(canvas *v, size_t index, double arrow)
{
    ctg__text_restart(&v->text);
    ctg__layers_add_curve(v->layers, index, 10 * arrow, &v->text);
    ctg__diagram_put(v->diagram, "pos", ctg__text_string(&v->text));
}

static void draw_carry(canvas *v, size_t index)
{
    static const char *const looks[] = {"style",    "dotted",    "color",
                                        CTG__THIN,  "arrowhead", "none",
                                        "penwidth", "0.8",       NULL};

    ctg__diagram_put_all(v->diagram, looks);
    put_edge_names(v, &v->lines[index], NULL);
    put_tooltip(v, &v->lines[index], "the same node later", 0);
    put_curve(v, index, 0);
}

static void draw_stream(canvas *v, size_t index)
{
    const ctg__cascade *const c = v->c;
    const ctg__stream *const s = &c->streams[v->lines[index].stream];
    const ctg__ink *const ink = &ctg__inks[s->code];
    const bool direct = c->places[s->tail].kind == CTG__SHOCK_PLACE;
    double pen = direct
                     ? SHOCK_PEN
                     : ctg__pen_group_loss(s->amount, ctg__cascade_widest(c));
    double arrow = ctg__arrow_size(pen);
    char colour[16];

    if (s->pale) {
        pen = fmin(pen, MOST_PALE);
        arrow = 0.36;
    }
    snprintf(colour, sizeof colour, "%s%s",
             direct    ? CTG__OUTLINE
             : s->pale ? CTG__PALE
                       : ink->line,
             s->code == CTG__FS && !s->pale ? "B8" : "");
    ctg__diagram_put(v->diagram, "color", colour);
    ctg__diagram_put(v->diagram, "style",
                     direct || s->pale || pen > 3 ? "solid" : ink->style);
    ctg__diagram_put_number(v->diagram, "penwidth", pen);
    ctg__diagram_put(v->diagram, "arrowhead",
                     direct    ? "none"
                     : s->pale ? "normal"
                               : ink->arrow);
    ctg__diagram_put_number(v->diagram, "arrowsize", arrow);
    put_edge_names(v, &v->lines[index], ctg__code_about(s->code)->code);
    put_tooltip(v, &v->lines[index], ctg__code_about(s->code)->name, s->amount);
    put_curve(v, index,
              direct || strcmp(ink->arrow, "none") == 0 ? s->pale ? arrow : 0
                                                        : arrow);
}

static void draw_all(canvas *v)
{
    ctg__placed_begin(v->diagram, "cascade");
    if (v->shocks)
        add_heading(v, 0, "Shock", "");
    for (size_t i = 0; i < v->c->columns.count; i++)
        add_column_heading(v, i);
    for (size_t i = 0; i < v->box_count; i++)
        draw_box(v, i);
    for (size_t i = 0; i < v->line_count; i++) {
        ctg__diagram_add_edge(v->diagram,
                              v->node_of[v->c->places[v->lines[i].tail].box],
                              v->node_of[v->c->places[v->lines[i].head].box]);
        if (v->lines[i].stream == SIZE_MAX)
            draw_carry(v, i);
        else
            draw_stream(v, i);
    }
}

static bool take_room(canvas *v)
{
    const ctg__cascade *const c = v->c;
    const size_t places = c->place_count + 1;
    const size_t lines = c->stream_count + c->place_count + 1;

    v->boxes = ctg__allocate_array(places, sizeof *v->boxes);
    v->place_of = ctg__allocate_array(places, sizeof *v->place_of);
    v->node_of = ctg__allocate_array(places, sizeof *v->node_of);
    v->layer_lines = ctg__allocate_array(lines, sizeof *v->layer_lines);
    v->lines = ctg__allocate_array(lines, sizeof *v->lines);
    v->column_of =
        ctg__allocate_array(c->columns.count + 1, sizeof *v->column_of);
    v->hubs_of = ctg__allocate_array(c->columns.count + 1, sizeof *v->hubs_of);
    return v->boxes && v->place_of && v->node_of && v->layer_lines &&
           v->lines && v->column_of && v->hubs_of;
}

ctg_status ctg__cascade_draw(const ctg__cascade *c, ctg__diagram *diagram,
                             const char *title, const char *data_line,
                             const char *url_template, double *width,
                             double *height, ctg_error *error)
{
    canvas v = {.c = c, .diagram = diagram, .url_template = url_template};
    ctg__head head;
    const bool made = take_room(&v) && lay_out(&v);

    if (made) {
        draw_all(&v);
        ctg__cascade_head(c, title, "", data_line, ctg__layers_width(v.layers),
                          &head);
        *width = fmax(ctg__layers_width(v.layers), head.widest) + 20;
        *height = ctg__layers_height(v.layers) + HEADS + head.height + 30;
        ctg__diagram_graph(diagram);
        ctg__head_put(&head, diagram);
    }
    diagram->failed |= v.text.failed;
    ctg__text_clear(&v.text);
    ctg__layers_free(v.layers);
    ctg__release(v.boxes);
    ctg__release(v.place_of);
    ctg__release(v.node_of);
    ctg__release(v.layer_lines);
    ctg__release(v.lines);
    ctg__release(v.column_of);
    ctg__release(v.hubs_of);
    return made && !diagram->failed ? CTG_OK : ctg__fail_memory(error);
}
