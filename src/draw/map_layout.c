/* Laying out an exposure map: shapes with words, lines the widest first. */
#include <math.h>

#include "draw/exposure_map.h"
#include "draw/map_frames.h"
#include "draw/phrases.h"
#include "draw/shapes.h"
#include "text/clean.h"
#include "text/format.h"

enum {
    HEAD_ROOM = 150,
    MOST_LINES = 600 /* bends of more are not looked for: Graphviz places */
};

#define PADDING 20.0

static const ctg__shape note = {"asset", "note", 1, 1};

static const ctg__shape *shape_of(const ctg__exposure_map *m, size_t spot)
{
    return spot < m->cast.actors.count ? ctg__shape_of(m->kind[spot]) : &note;
}

static void add_below(const ctg__exposure_map *m, size_t spot, ctg__text *below)
{
    if (spot >= m->cast.actors.count)
        ctg__text_add(below, "asset");
    else if (m->cast.grouped)
        ctg__text_print(below, "%zu node%s", m->cast.member_count[spot],
                        ctg__plural(m->cast.member_count[spot]));
    else if (*m->kind[spot])
        ctg__text_add_name(below, m->kind[spot], CTG__NAME_MAP, false);
    if (below->length)
        ctg__text_add(below, " · ");
    ctg__add_money_in_box(below, &m->facts, m->assets[spot]);
}

static ctg_status describe_items(ctg__exposure_map *m, ctg_error *error)
{
    for (size_t i = 0; i < m->spot_count; i++) {
        ctg__scatter_item *const item = &m->scatter.items[m->scatter.count];
        ctg__text below = {0};
        double width;
        double height;

        if (!m->shown[i])
            continue;
        add_below(m, i, &below);
        m->words[i].name = m->labels[i];
        m->words[i].below = ctg__text_keep(&below, &m->sketch->arena);
        if (!m->words[i].below)
            return ctg__fail_memory(error);
        item->shape = shape_of(m, i);
        ctg__shape_size(item->shape, m->assets[i], m->most_assets,
                        CTG__MAP_LARGEST, CTG__MAP_SMALLEST, &width, &height);
        item->width = width * 72;
        item->height = height * 72;
        ctg__scatter_measure(item, &m->words[i]);
        item->plain = true;
        m->words[i].on = ctg__map_words_on(m, i);
        m->item_of[i] = m->scatter.count++;
    }
    return CTG_OK;
}

static void list_lines(ctg__exposure_map *m)
{
    for (size_t i = 0; i < m->line_count; i++) {
        const ctg__tie *const tie = &m->ties.ties[m->tie_of[i]];

        m->scatter.lines[i] = (ctg__scatter_line){
            .tail = m->item_of[tie->from],
            .head = m->item_of[tie->to],
            .pen = ctg__pen_exposure(tie->amount, m->widest)};
    }
    m->scatter.line_count = m->line_count;
}

ctg_status ctg__map_lay_out(ctg__exposure_map *m, ctg_error *error)
{
    const ctg__draw_page *const page = ctg__sketch_page(m->sketch);
    const double width = ctg__page_most_width(page) - PADDING;
    const double height = ctg__page_most_height(page) - HEAD_ROOM;
    ctg__arena *const arena = &m->sketch->arena;
    ctg_status status =
        ctg__clean_labels(m->cast.names, m->cast.ids, m->spot_count,
                          CTG__NAME_MAP, false, arena, &m->labels, error);

    if (status)
        return status;
    m->scatter = (ctg__scatter){.asking = &m->sketch->asking};
    if (!TAKE(arena, m->scatter.items, 2 * m->spot_count + 1) ||
        !TAKE(arena, m->scatter.lines, m->line_count + 1) ||
        !TAKE(arena, m->words, m->spot_count + 1) ||
        !TAKE(arena, m->item_of, m->spot_count + 1))
        return ctg__fail_memory(error);
    status = describe_items(m, error);
    list_lines(m);
    m->placed = !m->sketch->options->positions &&
                m->scatter.count <= CTG__SCATTER_MOST &&
                m->scatter.line_count <= MOST_LINES;
    if (status || !m->placed)
        return status;
    if (m->clustered)
        return ctg__map_arrange_frames(m, width, height, error);
    return ctg__scatter_arrange(&m->scatter, width, height)
               ? CTG_OK
               : ctg__sketch_fail(m->sketch, error);
}
