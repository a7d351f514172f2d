#include "draw/layout.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "draw/layout_inside.h"
#include "draw/placed.h"

static void sort_ports(const ctg__layers *l, size_t *lines, size_t count,
                       bool out)
{
    for (size_t i = 1; i < count; i++) {
        const size_t line = lines[i];
        const double y = ctg__layers_far_end(l, line, out);
        size_t at = i;

        for (; at > 0 && ctg__layers_far_end(l, lines[at - 1], out) > y; at--)
            lines[at] = lines[at - 1];
        lines[at] = line;
    }
}

/* Lines of a side stand apart, in the order of where they go. */
static void place_ports_of(ctg__layers *l, size_t box, bool out, size_t *lines)
{
    double *const port = out ? l->out_y : l->in_y;
    size_t count = 0;
    double span;

    for (size_t i = 0; i < l->line_count; i++)
        if ((out ? l->lines[i].tail : l->lines[i].head) == box)
            lines[count++] = i;
    sort_ports(l, lines, count, out);
    span = fmin(l->boxes[box].height - 10, 6.0 * ((double)count - 1));
    for (size_t i = 0; i < count; i++)
        port[lines[i]] =
            l->boxes[box].y +
            (count > 1 ? span * ((double)i / ((double)count - 1) - 0.5) : 0);
}

static bool place_ports(ctg__layers *l)
{
    size_t *const lines = ctg__allocate_array(l->line_count + 1, sizeof *lines);

    if (!lines)
        return false;
    for (size_t box = 0; box < l->box_count; box++) {
        place_ports_of(l, box, true, lines);
        place_ports_of(l, box, false, lines);
    }
    ctg__release(lines);
    return true;
}

/* Each column is as wide as its widest box. */
static void place_columns(ctg__layers *l, double gap)
{
    double x = 0;

    for (size_t c = 0; c < l->column_count; c++) {
        double width = 0;

        for (size_t i = 0; i < l->box_count; i++)
            if (l->boxes[i].column == c)
                width = fmax(width, l->boxes[i].width);
        l->left[c] = x;
        l->right[c] = x + width;
        x += width + gap;
    }
    l->width = l->column_count ? x - gap : 0;
    for (size_t i = 0; i < l->box_count; i++) {
        ctg__layer_box *const box = &l->boxes[i];

        box->x = (l->left[box->column] + l->right[box->column]) / 2;
        box->y = l->spots[i].y;
    }
}

static bool make_room(ctg__layers *l)
{
    size_t spots = l->box_count;

    for (size_t i = 0; i < l->box_count; i++)
        if (l->boxes[i].column >= l->column_count)
            l->column_count = l->boxes[i].column + 1;
    for (size_t i = 0; i < l->line_count; i++)
        spots += l->boxes[l->lines[i].head].column -
                 l->boxes[l->lines[i].tail].column - 1;
    l->spots = ctg__allocate_array(spots + 1, sizeof *l->spots);
    l->order = ctg__allocate_array(spots + 1, sizeof *l->order);
    l->begin = ctg__allocate_array(l->column_count + 1, sizeof *l->begin);
    l->chain = ctg__allocate_array(l->line_count + 1, sizeof *l->chain);
    l->links = ctg__allocate_array(spots + l->line_count + 1, sizeof *l->links);
    l->left = ctg__allocate_array(l->column_count + 1, sizeof *l->left);
    l->right = ctg__allocate_array(l->column_count + 1, sizeof *l->right);
    l->out_y = ctg__allocate_array(l->line_count + 1, sizeof *l->out_y);
    l->in_y = ctg__allocate_array(l->line_count + 1, sizeof *l->in_y);
    return l->spots && l->order && l->begin && l->chain && l->links &&
           l->left && l->right && l->out_y && l->in_y;
}

ctg__layers *ctg__layers_new(ctg__layer_box *boxes, size_t box_count,
                             const ctg__layer_line *lines, size_t line_count,
                             double gap)
{
    ctg__layers *const l = ctg__allocate(sizeof *l);

    if (!l)
        return NULL;
    *l = (ctg__layers){.boxes = boxes,
                       .box_count = box_count,
                       .lines = lines,
                       .line_count = line_count};
    if (!make_room(l) || !ctg__layers_arrange(l)) {
        ctg__layers_free(l);
        return NULL;
    }
    place_columns(l, gap);
    if (!place_ports(l)) {
        ctg__layers_free(l);
        return NULL;
    }
    return l;
}

void ctg__layers_free(ctg__layers *layers)
{
    if (!layers)
        return;
    ctg__release(layers->spots);
    ctg__release(layers->order);
    ctg__release(layers->begin);
    ctg__release(layers->chain);
    ctg__release(layers->links);
    ctg__release(layers->left);
    ctg__release(layers->right);
    ctg__release(layers->out_y);
    ctg__release(layers->in_y);
    ctg__release(layers);
}

double ctg__layers_width(const ctg__layers *layers)
{
    return layers->width;
}

double ctg__layers_height(const ctg__layers *layers)
{
    return layers->height;
}

void ctg__layers_column(const ctg__layers *layers, size_t column, double *left,
                        double *right)
{
    *left = layers->left[column];
    *right = layers->right[column];
}

/* --- curves ----------------------------------------------------------------
 */

typedef struct pen {
    const ctg__layers *layers;
    ctg__text *pos;
    double x;
    double y;
} pen;

/* After a blank, but for the first. */
static void put(const pen *p, double x, double y)
{
    if (p->pos->length)
        ctg__text_add_char(p->pos, ' ');
    ctg__add_point(p->pos, x, p->layers->height - y);
}

static void move_to(pen *p, double x, double y)
{
    put(p, x, y);
    p->x = x;
    p->y = y;
}

/* With level ends, the second of them not before `least` from the end. */
static void swing_to(pen *p, double x, double y, double least)
{
    const double bend = fmax(10, (x - p->x) / 2);

    put(p, p->x + bend, p->y);
    put(p, fmin(x - bend, x - least), y);
    move_to(p, x, y);
}

void ctg__layers_add_curve(const ctg__layers *layers, size_t line, double arrow,
                           ctg__text *pos)
{
    const ctg__layer_line *const of = &layers->lines[line];
    const ctg__layer_box *const tail = &layers->boxes[of->tail];
    const ctg__layer_box *const head = &layers->boxes[of->head];
    const double end = head->x - head->width / 2;
    pen p = {layers, pos, 0, 0};

    if (arrow > 0) {
        ctg__text_add(pos, "e,");
        ctg__add_point(pos, end, layers->height - layers->in_y[line]);
    }
    move_to(&p, tail->x + tail->width / 2, layers->out_y[line]);
    for (size_t c = tail->column + 1; c < head->column; c++) {
        const double y =
            layers->spots[layers->chain[line] + c - tail->column - 1].y;
        const double third = (layers->right[c] - layers->left[c]) / 3;

        swing_to(&p, layers->left[c], y, 0);
        put(&p, layers->left[c] + third, y);
        put(&p, layers->right[c] - third, y);
        move_to(&p, layers->right[c], y);
    }
    swing_to(&p, end - arrow, layers->in_y[line], arrow > 0 ? 4 : 0);
}
