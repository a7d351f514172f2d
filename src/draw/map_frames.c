/* Frames around the groups of a map: members inside, frames in rows. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw/exposure_map.h"
#include "draw/map_frames.h"
#include "draw/palette.h"
#include "text/clean.h"

enum { WIDTHS = 48 };

#define INSIDE 12.0 /* points between a frame and what is in it */
#define APART 18.0  /* between two frames */
#define ASPECT 1.3  /* of all frames without a page */
#define NO_LIMIT 1e8

static const ctg__shape nothing = {"", "circle", 1, 0.785};

/* --- which frames ----------------------------------------------------------
 */

static size_t frame_of(const ctg__exposure_map *m, const char *group)
{
    size_t f = 0;

    while (f < m->frame_count && strcmp(m->frames[f].group, group) != 0)
        f++;
    return f;
}

static ctg_status name_frame(ctg__exposure_map *m, ctg__map_frame *frame,
                             ctg_error *error)
{
    ctg__text words = {0};

    ctg__text_add_name(&words, frame->group, CTG__NAME_MAP, false);
    frame->words.name = ctg__text_keep(&words, &m->sketch->arena);
    if (frame->shown < frame->members)
        ctg__text_print(&words, "%zu of ", frame->shown);
    ctg__text_print(&words, "%zu node%s", frame->members,
                    frame->members == 1 ? "" : "s");
    frame->words.below = ctg__text_keep(&words, &m->sketch->arena);
    if (!frame->words.name || !frame->words.below)
        return ctg__fail_memory(error);
    return CTG_OK;
}

/* One for each group of which a node is shown, in order of appearance. */
static ctg_status list_frames(ctg__exposure_map *m, ctg_error *error)
{
    const size_t actors = m->cast.actors.count;
    ctg_status status = CTG_OK;

    m->frame_count = 0;
    if (!TAKE(&m->sketch->arena, m->frames, actors + 1) ||
        !TAKE(&m->sketch->arena, m->frame_of, m->scatter.count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < actors; i++) {
        const size_t f = frame_of(m, m->group[i]);

        if (!m->shown[i])
            continue;
        if (f == m->frame_count)
            m->frames[m->frame_count++].group = m->group[i];
        m->frames[f].shown++;
        m->frame_of[m->item_of[i]] = f;
        m->scatter.items[m->item_of[i]].ground = CTG__WASH_HALO;
    }
    for (size_t i = 0; i < actors; i++) {
        const size_t f = frame_of(m, m->group[i]);

        if (f < m->frame_count)
            m->frames[f].members++;
    }
    for (size_t f = 0; !status && f < m->frame_count; f++)
        status = name_frame(m, &m->frames[f], error);
    return status;
}

/* --- what is in one --------------------------------------------------------
 */

/* Its title: words without a shape, which lines keep off as off any. */
static void measure_title(ctg__map_frame *frame)
{
    frame->title =
        (ctg__scatter_item){.shape = &nothing, .ground = CTG__WASH_HALO};
    ctg__scatter_measure(&frame->title, &frame->words);
}

static void copy_inside(const ctg__exposure_map *m, size_t frame,
                        ctg__scatter *inside, size_t *item_of, size_t *at)
{
    inside->count = inside->line_count = 0;
    for (size_t i = 0; i < m->scatter.count; i++)
        if (m->frame_of[i] == frame) {
            at[i] = inside->count;
            item_of[inside->count] = i;
            inside->items[inside->count++] = m->scatter.items[i];
        }
    for (size_t i = 0; i < m->scatter.line_count; i++) {
        const ctg__scatter_line *const line = &m->scatter.lines[i];

        if (m->frame_of[line->tail] == frame &&
            m->frame_of[line->head] == frame) {
            inside->lines[inside->line_count] = *line;
            inside->lines[inside->line_count].tail = at[line->tail];
            inside->lines[inside->line_count++].head = at[line->head];
        }
    }
}

/* Members among themselves, from 0; the size of the frame is theirs. */
static ctg_status fill_frame(ctg__exposure_map *m, size_t frame,
                             ctg__scatter *inside, double page_width,
                             double page_height, ctg_error *error)
{
    ctg__map_frame *const f = &m->frames[frame];
    const double part = sqrt((double)f->shown / (double)m->scatter.count);
    size_t *item_of;
    size_t *at;

    if (!TAKE(&m->sketch->arena, item_of, m->scatter.count + 1) ||
        !TAKE(&m->sketch->arena, at, m->scatter.count + 1))
        return ctg__fail_memory(error);
    copy_inside(m, frame, inside, item_of, at);
    if (!ctg__scatter_arrange(inside, page_width * part, page_height * part))
        return ctg__sketch_fail(m->sketch, error);
    for (size_t i = 0; i < inside->count; i++)
        m->scatter.items[item_of[i]] = inside->items[i];
    measure_title(f);
    f->inner_width = inside->width;
    f->width = fmax(inside->width, f->title.label_width) + 2 * INSIDE;
    f->height = inside->height + f->title.label_height + 3 * INSIDE;
    return CTG_OK;
}

static ctg_status fill_frames(ctg__exposure_map *m, double page_width,
                              double page_height, ctg_error *error)
{
    ctg__scatter inside = {.asking = &m->sketch->asking};
    ctg_status status = CTG_OK;

    if (!TAKE(&m->sketch->arena, inside.items, m->scatter.count + 1) ||
        !TAKE(&m->sketch->arena, inside.lines, m->scatter.line_count + 1))
        return ctg__fail_memory(error);
    for (size_t f = 0; !status && f < m->frame_count; f++)
        status = fill_frame(m, f, &inside, page_width, page_height, error);
    return status;
}

/* --- where they stand ------------------------------------------------------
 */

/* The highest first: those of a row are about as high. */
static int compare(const void *one, const void *other)
{
    const ctg__map_frame *const a = *(ctg__map_frame *const *)one;
    const ctg__map_frame *const b = *(ctg__map_frame *const *)other;

    if (a->height != b->height)
        return a->height > b->height ? -1 : 1;
    return a < b ? -1 : a > b;
}

/* In rows from the top, each at most so wide; fills in the size of all. */
static void set_rows(ctg__exposure_map *m, ctg__map_frame *const *order,
                     double most)
{
    double right = 0;
    double top = 0;
    double high = 0;

    m->scatter.width = 0;
    for (size_t i = 0; i < m->frame_count; i++) {
        ctg__map_frame *const f = order[i];

        if (right > 0 && right + f->width > most) {
            top += high + APART;
            right = high = 0;
        }
        f->left = right;
        f->top = top;
        right += f->width + APART;
        high = fmax(high, f->height);
        m->scatter.width = fmax(m->scatter.width, right - APART);
    }
    m->scatter.height = top + high;
}

static double scale_of(const ctg__exposure_map *m, double page_width,
                       double page_height)
{
    const bool free = !(page_width < NO_LIMIT && page_height < NO_LIMIT);

    return fmin((free ? ASPECT : page_width) / m->scatter.width,
                (free ? 1 : page_height) / m->scatter.height);
}

/* As wide as makes them largest on the page. */
static ctg_status pack(ctg__exposure_map *m, double page_width,
                       double page_height, ctg_error *error)
{
    ctg__map_frame **order;
    double widest = 0;
    double all = 0;
    double best = 0;
    double best_width = 0;

    if (!TAKE(&m->sketch->arena, order, m->frame_count + 1))
        return ctg__fail_memory(error);
    for (size_t f = 0; f < m->frame_count; f++) {
        order[f] = &m->frames[f];
        widest = fmax(widest, order[f]->width);
        all += order[f]->width + APART;
    }
    qsort(order, m->frame_count, sizeof *order, compare);
    for (int i = 0; i <= WIDTHS; i++) {
        const double most = widest + (all - widest) * i / WIDTHS;

        set_rows(m, order, most);
        if (scale_of(m, page_width, page_height) > best * (1 + 1e-9)) {
            best = scale_of(m, page_width, page_height);
            best_width = most;
        }
    }
    set_rows(m, order, best_width);
    return CTG_OK;
}

/* Members into their frames; y grows upwards. */
static void move_members(ctg__exposure_map *m)
{
    for (size_t f = 0; f < m->frame_count; f++) {
        ctg__map_frame *const frame = &m->frames[f];

        frame->low = m->scatter.height - frame->top - frame->height;
        frame->title.label_x =
            frame->left + INSIDE + frame->title.label_width / 2;
        frame->title.label_y =
            frame->low + frame->height - INSIDE - frame->title.label_height / 2;
        frame->title.x = frame->title.label_x;
        frame->title.y = frame->title.label_y;
    }
    for (size_t i = 0; i < m->scatter.count; i++) {
        const ctg__map_frame *const frame = &m->frames[m->frame_of[i]];
        ctg__scatter_item *const item = &m->scatter.items[i];
        const double right =
            frame->left + (frame->width - frame->inner_width) / 2;

        item->x += right;
        item->label_x += right;
        item->y += frame->low + INSIDE;
        item->label_y += frame->low + INSIDE;
    }
}

/* Lines around shapes and words, those of titles too. */
static void bend(ctg__exposure_map *m)
{
    ctg__scatter *const s = &m->scatter;
    const size_t members = s->count;

    for (size_t f = 0; f < m->frame_count; f++)
        s->items[s->count++] = m->frames[f].title;
    s->crossed = ctg__scatter_bend(s);
    for (size_t f = 0; f < m->frame_count; f++)
        m->frames[f].title.crossed = s->items[members + f].crossed;
    s->count = members;
}

ctg_status ctg__map_arrange_frames(ctg__exposure_map *m, double page_width,
                                   double page_height, ctg_error *error)
{
    ctg_status status = list_frames(m, error);

    if (!status && m->frame_count)
        status = fill_frames(m, page_width, page_height, error);
    if (!status && m->frame_count)
        status = pack(m, page_width, page_height, error);
    if (!status && m->frame_count) {
        move_members(m);
        bend(m);
        if (atomic_load(&m->sketch->asking.stopped))
            status = ctg__sketch_fail(m->sketch, error);
    }
    return status;
}
