/* Drawing an exposure map: nodes or groups, assets, ties. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "draw/escape.h"
#include "draw/exposure_map.h"
#include "draw/head.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/placed.h"
#include "draw/positions.h"
#include "draw/shapes.h"
#include "text/clean.h"
#include "text/format.h"

#define PADDING 20.0
#define MARGINS 30.0
#define UNPLACED 620.0 /* wide are few maps that Graphviz places */

/* --- nodes -----------------------------------------------------------------
 */

static void put_tooltip(ctg__exposure_map *m, size_t actor)
{
    ctg__text words = {0};
    char times[CTG__FORMAT_ROOM];

    ctg__text_restart(&m->text);
    ctg__add_name_tooltip(&m->text, m->cast.names[actor]);
    if (*m->kind[actor]) {
        ctg__text_add(&m->text, " (");
        ctg__add_name_tooltip(&m->text, m->kind[actor]);
        if (*m->group[actor] && !m->cast.grouped) {
            ctg__text_add(&m->text, ", ");
            ctg__add_name_tooltip(&m->text, m->group[actor]);
        }
        ctg__text_add(&m->text, ")");
    }
    if (m->cast.grouped)
        ctg__text_print(&m->text, "\\n%zu member%s",
                        m->cast.member_count[actor],
                        ctg__plural(m->cast.member_count[actor]));
    ctg__text_add(&words, "assets ");
    ctg__add_money(&words, &m->facts, m->assets[actor]);
    ctg__text_add(&words, ", equity ");
    ctg__add_money(&words, &m->facts, m->cast.equity[actor]);
    if (m->cast.equity[actor] > 0)
        ctg__text_print(
            &words, ", leverage %s",
            ctg__format_leverage(times, ctg__map_leverage(m, actor)));
    ctg__text_add(&m->text, "\\n");
    ctg__add_tooltip(&m->text, ctg__text_string(&words));
    ctg__diagram_put(&m->sketch->diagram, "tooltip",
                     ctg__text_string(&m->text));
    m->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static void put_shape(ctg__exposure_map *m, size_t spot)
{
    const ctg__scatter_item *const item = &m->scatter.items[m->item_of[spot]];
    ctg__diagram *const diagram = &m->sketch->diagram;

    if (m->placed)
        ctg__scatter_put_shape(diagram, item);
    else
        ctg__put_shape(diagram, item->shape, item->width / 72,
                       item->height / 72, &m->words[spot], &m->text);
}

static void name_spot(const ctg__exposure_map *m, size_t spot, ctg__text *text)
{
    ctg__text_restart(text);
    if (spot < m->cast.actors.count) {
        ctg__add_node_name(text, m->cast.ids[spot], m->cast.grouped);
    } else {
        ctg__text_add(text, "a_");
        ctg__add_slug(text, m->cast.ids[spot]);
    }
}

static void draw_node(ctg__exposure_map *m, size_t actor, size_t set)
{
    ctg__diagram *const diagram = &m->sketch->diagram;

    name_spot(m, actor, &m->text);
    ctg__diagram_add_node(diagram, set, ctg__text_string(&m->text));
    ctg__diagram_put(diagram, "id", ctg__text_string(&m->text));
    ctg__text_restart(&m->text);
    ctg__text_add(&m->text, m->cast.grouped ? "grp" : "nd k_");
    if (!m->cast.grouped)
        ctg__add_slug(&m->text, *m->kind[actor] ? m->kind[actor] : "none");
    ctg__diagram_put(diagram, "class", ctg__text_string(&m->text));
    ctg__diagram_put(diagram, "color", CTG__INK);
    ctg__diagram_put(diagram, "fillcolor",
                     ctg__leverage_scale.colours[ctg__scale_class(
                         &ctg__leverage_scale, ctg__map_leverage(m, actor))]);
    put_tooltip(m, actor);
    put_shape(m, actor);
    if (m->sketch->options->url_template && !m->cast.grouped) {
        ctg__text_restart(&m->text);
        ctg__add_link(&m->text, m->sketch->options->url_template,
                      m->cast.ids[actor]);
        ctg__diagram_put(diagram, "URL", ctg__text_string(&m->text));
    }
}

static void draw_asset(ctg__exposure_map *m, size_t spot)
{
    ctg__diagram *const diagram = &m->sketch->diagram;

    name_spot(m, spot, &m->text);
    ctg__diagram_add_node(diagram, SIZE_MAX, ctg__text_string(&m->text));
    ctg__diagram_put(diagram, "id", ctg__text_string(&m->text));
    ctg__diagram_put(diagram, "class", "asset");
    ctg__diagram_put(diagram, "fillcolor", CTG__PAPER);
    ctg__diagram_put(diagram, "color", ctg__inks[CTG__FS].text);
    ctg__text_restart(&m->text);
    ctg__add_name_tooltip(&m->text, m->cast.names[spot]);
    ctg__text_add(&m->text, "\\n");
    ctg__add_tooltip(&m->text, m->words[spot].below);
    ctg__text_add(&m->text, " held");
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&m->text));
    put_shape(m, spot);
}

/* The places of a frame and its title, which is its label where Graphviz
 * places both. */
static void put_frame(ctg__exposure_map *m, const ctg__map_frame *frame)
{
    ctg__diagram *const diagram = &m->sketch->diagram;

    ctg__text_restart(&m->text);
    ctg__add_point(&m->text, frame->left, frame->low);
    ctg__text_add_char(&m->text, ',');
    ctg__add_point(&m->text, frame->left + frame->width,
                   frame->low + frame->height);
    ctg__diagram_put(diagram, "bb", ctg__text_string(&m->text));
    ctg__diagram_put(diagram, "label", "");
}

static void put_frame_label(ctg__exposure_map *m, const char *group)
{
    ctg__diagram *const diagram = &m->sketch->diagram;
    ctg__text clean = {0};

    ctg__text_add_clean(&clean, group, CTG__NAME_CELL, false);
    ctg__text_restart(&m->text);
    ctg__add_label(&m->text, ctg__text_string(&clean));
    ctg__diagram_put(diagram, "label", ctg__text_string(&m->text));
    ctg__text_restart(&m->text);
    ctg__add_tooltip(&m->text, ctg__text_string(&clean));
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&m->text));
    m->text.failed |= clean.failed;
    ctg__text_clear(&clean);
}

static void name_frame(const char *group, ctg__text *name)
{
    ctg__text_restart(name);
    ctg__text_add(name, "cluster_");
    ctg__add_slug(name, group);
}

/* Groups as boxes around their nodes, in order of first appearance. */
static void draw_clusters(ctg__exposure_map *m, size_t *node_of)
{
    static const char *const looks[] = {
        "style",     "rounded,filled", "fillcolor",
        CTG__WASH,   "color",          CTG__BAND,
        "fontcolor", CTG__MUTE,        "fontsize",
        "11",        "margin",         "8",
        NULL};
    ctg__diagram *const diagram = &m->sketch->diagram;
    size_t frame = 0;

    for (size_t first = 0; first < m->cast.actors.count; first++) {
        size_t set;

        if (node_of[first] != SIZE_MAX || !m->shown[first])
            continue;
        name_frame(m->group[first], &m->text);
        set = ctg__diagram_add_set(diagram, ctg__text_string(&m->text));
        ctg__diagram_put(diagram, "id", ctg__text_string(&m->text));
        ctg__diagram_put(diagram, "class", "grp");
        put_frame_label(m, m->group[first]);
        ctg__diagram_put_all(diagram, looks);
        if (m->placed)
            put_frame(m, &m->frames[frame++]);
        for (size_t i = first; i < m->cast.actors.count; i++)
            if (m->shown[i] && strcmp(m->group[i], m->group[first]) == 0) {
                node_of[i] = diagram->node_count;
                draw_node(m, i, set);
            }
    }
}

/* Titles of frames, above all lines. */
static void draw_titles(ctg__exposure_map *m, ctg__text *name)
{
    for (size_t f = 0; m->placed && m->clustered && f < m->frame_count; f++) {
        name_frame(m->frames[f].group, name);
        ctg__scatter_put_words(&m->sketch->diagram, &m->frames[f].title,
                               ctg__text_string(name), &m->frames[f].words,
                               &m->text);
    }
}

/* --- ties ------------------------------------------------------------------
 */

static void draw_tie(ctg__exposure_map *m, size_t line, const size_t *node_of)
{
    const ctg__tie *const tie = &m->ties.ties[m->tie_of[line]];
    const double pen = m->scatter.lines[line].pen;
    ctg__diagram *const diagram = &m->sketch->diagram;
    const ctg__ink *const ink = &ctg__inks[tie->code];
    const bool asset = tie->code == CTG__FS;
    const bool is_short = asset && tie->to >= m->cast.actors.count;
    char colour[16];

    ctg__diagram_add_edge(diagram, node_of[tie->from], node_of[tie->to]);
    ctg__text_restart(&m->text);
    ctg__text_add(&m->text, "x_");
    ctg__add_slug(&m->text, m->cast.ids[tie->from]);
    ctg__text_add(&m->text, "__");
    ctg__add_slug(&m->text, m->cast.ids[tie->to]);
    ctg__text_print(&m->text, "__%s", ctg__code_about(tie->code)->code);
    ctg__diagram_put(diagram, "id", ctg__text_string(&m->text));
    ctg__text_restart(&m->text);
    ctg__text_print(&m->text, "ex ch_%s", ctg__code_about(tie->code)->code);
    ctg__diagram_put(diagram, "class", ctg__text_string(&m->text));
    ctg__text_restart(&m->text);
    ctg__text_print(&m->text, "%s%s", ink->line, asset ? "B0" : "D0");
    snprintf(colour, sizeof colour, "%s", ctg__text_string(&m->text));
    ctg__diagram_put(diagram, "color", colour);
    /* A holding is no sale: it is not dashed. */
    if (!asset && strcmp(ink->style, "solid") != 0)
        ctg__diagram_put(diagram, "style", ink->style);
    ctg__diagram_put(diagram, "arrowhead", is_short ? "odot" : ink->arrow);
    ctg__diagram_put_number(diagram, "penwidth", pen);
    ctg__diagram_put_number(diagram, "arrowsize", ctg__arrow_size(pen));
    ctg__text_restart(&m->text);
    ctg__add_name_tooltip(&m->text, m->cast.names[tie->from]);
    ctg__text_add(&m->text, " → ");
    ctg__add_name_tooltip(&m->text, m->cast.names[tie->to]);
    if (asset)
        ctg__text_add(&m->text, is_short ? "\\nshort or owed: " : "\\nholds ");
    else
        ctg__text_print(&m->text, "\\n%s: exposure ",
                        ctg__code_about(tie->code)->name);
    {
        char money[CTG__FORMAT_ROOM];

        ctg__add_tooltip(&m->text, ctg__format_amount(money, tie->amount,
                                                      m->facts.unit, false));
    }
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&m->text));
    if (m->placed) {
        ctg__text_restart(&m->text);
        ctg__scatter_add_curve(&m->scatter, line, 10 * ctg__arrow_size(pen),
                               &m->text);
        ctg__diagram_put(diagram, "pos", ctg__text_string(&m->text));
    }
}

/* --- all of it -------------------------------------------------------------
 */

static void begin(ctg__exposure_map *m, ctg__text *title)
{
    const char *const given = m->sketch->options->title;

    if (given)
        ctg__text_add_clean(title, given, 100, false);
    else
        ctg__text_add(title, m->cast.grouped
                                 ? "Exposures between groups"
                                 : "Exposure map, before the shock");
    ctg__diagram_clear(&m->sketch->diagram);
    ctg__diagram_init(&m->sketch->diagram, ctg__text_string(title));
    if (m->placed) {
        ctg__scatter_begin(&m->sketch->diagram, "expo");
    } else {
        ctg__map_defaults(&m->sketch->diagram, "expo", "exposures", "");
        ctg__map_layout(&m->sketch->diagram, m->scatter.count, m->clustered);
    }
}

static void draw_spots(ctg__exposure_map *m, size_t *node_of)
{
    ctg__diagram *const diagram = &m->sketch->diagram;
    ctg__text name = {0};

    for (size_t i = 0; i < m->spot_count; i++)
        node_of[i] = SIZE_MAX;
    if (m->clustered)
        draw_clusters(m, node_of);
    for (size_t i = 0; i < m->spot_count; i++) {
        if (!m->shown[i] || node_of[i] != SIZE_MAX)
            continue;
        node_of[i] = diagram->node_count;
        if (i < m->cast.actors.count)
            draw_node(m, i, SIZE_MAX);
        else
            draw_asset(m, i);
    }
    for (size_t i = 0; m->placed && i < m->spot_count; i++) {
        if (!m->shown[i])
            continue;
        name_spot(m, i, &name);
        ctg__scatter_put_words(diagram, &m->scatter.items[m->item_of[i]],
                               ctg__text_string(&name), &m->words[i], &m->text);
    }
    draw_titles(m, &name);
    m->text.failed |= name.failed;
    ctg__text_clear(&name);
}

ctg_status ctg__map_draw(ctg__exposure_map *m, double *width, double *height,
                         ctg_error *error)
{
    ctg__sketch *const sketch = m->sketch;
    ctg__text title = {0};
    ctg__head head;
    size_t *node_of;
    double *weights;
    ctg_status status = ctg__map_lay_out(m, error);

    if (status)
        return status;
    if (!TAKE(&sketch->arena, node_of, m->spot_count + 1) ||
        !TAKE(&sketch->arena, weights, m->ties.count + 1))
        return ctg__fail_memory(error);
    begin(m, &title);
    draw_spots(m, node_of);
    for (size_t i = 0; i < m->scatter.line_count; i++) {
        draw_tie(m, i, node_of);
        weights[i] = m->ties.ties[m->tie_of[i]].amount;
    }
    ctg__map_head(m, ctg__text_string(&title),
                  m->placed ? m->scatter.width : UNPLACED, &head);
    *width = fmax(m->scatter.width, head.widest) + PADDING;
    *height = m->scatter.height + head.height + MARGINS;
    ctg__diagram_graph(&sketch->diagram);
    ctg__head_put(&head, &sketch->diagram);
    sketch->diagram.failed |= m->text.failed || title.failed;
    ctg__text_clear(&title);
    return ctg__keep_positions(sketch, weights, error);
}
