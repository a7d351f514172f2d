/* Drawing an exposure map: label, nodes or groups, ties. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "draw/escape.h"
#include "draw/exposure_map.h"
#include "draw/head.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/positions.h"
#include "draw/shapes.h"
#include "text/clean.h"
#include "text/format.h"

enum { HEAD_WIDTH = 620 }; /* points: few maps are narrower */

/* --- label -----------------------------------------------------------------
 */

static void put_caption(ctg__exposure_map *m, ctg__head *head)
{
    ctg__text words = {0};
    char share[CTG__FORMAT_ROOM];

    ctg__map_add_counts(&words, &m->facts, &m->ties);
    if (m->holding_lines)
        ctg__text_print(&words,
                        " %zu asset%s with %zu large holding%s: %s of what is "
                        "held.",
                        m->spot_count - m->cast.actors.count,
                        ctg__plural(m->spot_count - m->cast.actors.count),
                        m->holding_lines, ctg__plural(m->holding_lines),
                        ctg__format_share(share, m->holdings_shown, false));
    if (m->cast.grouped)
        ctg__text_print(&words, " %zu nodes in %zu group%s.",
                        m->facts.node_count, m->cast.actors.count,
                        ctg__plural(m->cast.actors.count));
    if (m->ties.inside > 0) {
        ctg__text_add(&words, " ");
        ctg__add_money(&words, &m->facts, m->ties.inside);
        ctg__text_add(&words, " of it is inside groups.");
    }
    if (m->kept_count < m->ties.count - m->holding_lines)
        ctg__text_print(
            &words, " Drawn: the backbone, %zu line%s = %s of the value.",
            m->kept_count, ctg__plural(m->kept_count),
            ctg__format_share(share, m->kept_amount / m->ties.total, false));
    ctg__head_words(head, CTG__SUBTEXT, ctg__text_string(&words));
    m->sketch->figures = ctg__text_keep(&words, &m->sketch->arena);
    m->sketch->failed |= !m->sketch->figures;
    ctg__head_words(head, CTG__SUBTEXT,
                    "Arrows run the way losses would travel: debtor → "
                    "creditor, issuer → holder, borrower → lender, venue → "
                    "who backs it, asset → holder.");
}

static void put_codes(ctg__exposure_map *m, ctg__head *head)
{
    static const char *const meaning[CTG__CODE_COUNT] = {
        [CTG__CD] = " claim",
        [CTG__LQ] = " account at a venue",
        [CTG__FS] = " held asset (○: owed, short)",
        [CTG__XH] = " issued token",
        [CTG__SL] = " loss sharing"};

    for (ctg__code code = CTG__SH; code < CTG__OT; code++) {
        bool used = false;

        for (size_t i = 0; i < m->ties.count; i++)
            used |= m->kept[i] && m->ties.ties[i].code == code;
        if (!used)
            continue;
        ctg__head_run(head, ctg__inks[code].line, false, ctg__inks[code].glyph);
        ctg__head_run(head, NULL, false, " ");
        ctg__head_run(head, ctg__inks[code].text, true,
                      ctg__code_about(code)->code);
        ctg__head_run(head, NULL, false, meaning[code] ? meaning[code] : "");
        ctg__head_item(head);
    }
    ctg__head_end_legend(head);
}

static void put_scales(ctg__exposure_map *m, ctg__head *head)
{
    ctg__text words = {0};

    ctg__head_leverage(head);
    ctg__text_add(&words, "shape: the kind, named below; area ∝ assets "
                          "(largest ");
    ctg__add_money(&words, &m->facts, m->most_assets);
    ctg__text_add(&words, ")");
    if (m->smallest_count)
        ctg__text_print(&words, ", %zu shape%s at minimum size",
                        m->smallest_count, ctg__plural(m->smallest_count));
    ctg__head_run(head, NULL, false, ctg__text_string(&words));
    ctg__head_item(head);
    if (m->widest > 0) {
        ctg__text_restart(&words);
        ctg__text_add(&words, "line width ∝ √value (widest ");
        ctg__add_money(&words, &m->facts, m->widest);
        ctg__text_add(&words, ")");
        ctg__head_run(head, NULL, false, ctg__text_string(&words));
        ctg__head_item(head);
    }
    ctg__head_end_legend(head);
    head->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static void describe_graph(ctg__exposure_map *m, const char *title)
{
    ctg__head head;

    ctg__map_defaults(&m->sketch->diagram, "expo", "exposures", "");
    ctg__map_layout(&m->sketch->diagram, m->spot_count, m->clustered);
    ctg__head_begin(&head, title, HEAD_WIDTH);
    put_caption(m, &head);
    put_codes(m, &head);
    put_scales(m, &head);
    ctg__head_words(&head, CTG__MUTE, ctg__data_line(m->sketch, false));
    ctg__diagram_graph(&m->sketch->diagram);
    ctg__head_put(&head, &m->sketch->diagram);
}

/* --- nodes -----------------------------------------------------------------
 */

/* Infinite where assets stand on no equity. */
static double leverage_of(const ctg__exposure_map *m, size_t actor)
{
    if (m->cast.equity[actor] > 0)
        return m->assets[actor] / m->cast.equity[actor];
    return m->assets[actor] > 0 ? HUGE_VAL : 0;
}

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
        ctg__text_print(&words, ", leverage %s",
                        ctg__format_leverage(times, leverage_of(m, actor)));
    ctg__text_add(&m->text, "\\n");
    ctg__add_tooltip(&m->text, ctg__text_string(&words));
    ctg__diagram_put(&m->sketch->diagram, "tooltip",
                     ctg__text_string(&m->text));
    m->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static void draw_node(ctg__exposure_map *m, size_t actor, size_t set)
{
    ctg__diagram *const diagram = &m->sketch->diagram;
    const ctg__shape *const shape = ctg__shape_of(m->kind[actor]);
    ctg__text below = {0};
    double width;
    double height;

    ctg__text_restart(&m->text);
    ctg__add_node_name(&m->text, m->cast.ids[actor], m->cast.grouped);
    ctg__diagram_add_node(diagram, set, ctg__text_string(&m->text));
    ctg__diagram_put(diagram, "id", ctg__text_string(&m->text));
    ctg__text_restart(&m->text);
    ctg__text_add(&m->text, m->cast.grouped ? "grp" : "nd k_");
    if (!m->cast.grouped)
        ctg__add_slug(&m->text, *m->kind[actor] ? m->kind[actor] : "none");
    ctg__diagram_put(diagram, "class", ctg__text_string(&m->text));
    ctg__diagram_put(diagram, "fillcolor",
                     ctg__leverage_scale.colours[ctg__scale_class(
                         &ctg__leverage_scale, leverage_of(m, actor))]);
    put_tooltip(m, actor);
    if (m->cast.grouped)
        ctg__text_print(&below, "%zu node%s", m->cast.member_count[actor],
                        ctg__plural(m->cast.member_count[actor]));
    else if (*m->kind[actor])
        ctg__text_add_clean(&below, m->kind[actor], CTG__NAME_MAP, false);
    if (below.length)
        ctg__text_add(&below, " · ");
    ctg__add_money(&below, &m->facts, m->assets[actor]);
    ctg__shape_size(shape, m->assets[actor], m->most_assets, CTG__MAP_LARGEST,
                    CTG__MAP_SMALLEST, &width, &height);
    ctg__put_shape(diagram, shape, width, height,
                   &(ctg__shape_words){.name = m->labels[actor],
                                       .below = ctg__text_string(&below)},
                   &m->text);
    if (m->sketch->options->url_template && !m->cast.grouped) {
        ctg__text_restart(&m->text);
        ctg__add_link(&m->text, m->sketch->options->url_template,
                      m->cast.ids[actor]);
        ctg__diagram_put(diagram, "URL", ctg__text_string(&m->text));
    }
    m->text.failed |= below.failed;
    ctg__text_clear(&below);
}

static void draw_asset(ctg__exposure_map *m, size_t spot)
{
    static const ctg__shape note = {"asset", "note", 1, 1};
    ctg__diagram *const diagram = &m->sketch->diagram;
    ctg__text below = {0};
    double width;
    double height;

    ctg__text_restart(&m->text);
    ctg__text_add(&m->text, "a_");
    ctg__add_slug(&m->text, m->cast.ids[spot]);
    ctg__diagram_add_node(diagram, SIZE_MAX, ctg__text_string(&m->text));
    ctg__diagram_put(diagram, "id", ctg__text_string(&m->text));
    ctg__diagram_put(diagram, "class", "asset");
    ctg__diagram_put(diagram, "fillcolor", CTG__PAPER);
    ctg__diagram_put(diagram, "color", ctg__inks[CTG__FS].text);
    ctg__text_add(&below, "asset · ");
    ctg__add_money(&below, &m->facts, m->assets[spot]);
    ctg__text_restart(&m->text);
    ctg__add_name_tooltip(&m->text, m->cast.names[spot]);
    ctg__text_add(&m->text, "\\n");
    ctg__add_tooltip(&m->text, ctg__text_string(&below));
    ctg__text_add(&m->text, " held");
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&m->text));
    ctg__shape_size(&note, m->assets[spot], m->most_assets, CTG__MAP_LARGEST,
                    CTG__MAP_SMALLEST, &width, &height);
    ctg__put_shape(diagram, &note, width, height,
                   &(ctg__shape_words){.name = m->labels[spot],
                                       .below = ctg__text_string(&below)},
                   &m->text);
    m->text.failed |= below.failed;
    ctg__text_clear(&below);
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

    for (size_t first = 0; first < m->cast.actors.count; first++) {
        size_t set;

        if (node_of[first] != SIZE_MAX)
            continue;
        ctg__text_restart(&m->text);
        ctg__text_add(&m->text, "cluster_");
        ctg__add_slug(&m->text, m->group[first]);
        set = ctg__diagram_add_set(diagram, ctg__text_string(&m->text));
        ctg__diagram_put(diagram, "id", ctg__text_string(&m->text));
        ctg__diagram_put(diagram, "class", "grp");
        ctg__text_restart(&m->text);
        ctg__text_add_clean(&m->text, m->group[first], CTG__NAME_CELL, false);
        {
            ctg__text label = {0};

            ctg__add_label(&label, ctg__text_string(&m->text));
            ctg__diagram_put(diagram, "label", ctg__text_string(&label));
            ctg__text_restart(&label);
            ctg__add_tooltip(&label, ctg__text_string(&m->text));
            ctg__diagram_put(diagram, "tooltip", ctg__text_string(&label));
            m->text.failed |= label.failed;
            ctg__text_clear(&label);
        }
        ctg__diagram_put_all(diagram, looks);
        for (size_t i = first; i < m->cast.actors.count; i++)
            if (strcmp(m->group[i], m->group[first]) == 0) {
                node_of[i] = diagram->node_count;
                draw_node(m, i, set);
            }
    }
}

/* --- ties ------------------------------------------------------------------
 */

static void draw_tie(ctg__exposure_map *m, const ctg__tie *tie,
                     const size_t *node_of)
{
    ctg__diagram *const diagram = &m->sketch->diagram;
    const ctg__ink *const ink = &ctg__inks[tie->code];
    const double pen = ctg__pen_exposure(tie->amount, m->widest);
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
}

ctg_status ctg__map_draw(ctg__exposure_map *m, ctg_error *error)
{
    ctg__sketch *const sketch = m->sketch;
    const char *const given = sketch->options->title;
    ctg__text title = {0};
    size_t *node_of;
    double *weights;
    size_t drawn = 0;
    ctg_status status = ctg__clean_labels(m->cast.names, m->cast.ids,
                                          m->spot_count, CTG__NAME_MAP, false,
                                          &sketch->arena, &m->labels, error);

    if (status)
        return status;
    if (!TAKE(&sketch->arena, node_of, m->spot_count + 1) ||
        !TAKE(&sketch->arena, weights, m->ties.count + 1))
        return ctg__fail_memory(error);
    if (given)
        ctg__text_add_clean(&title, given, 100, false);
    else
        ctg__text_add(&title, m->cast.grouped
                                  ? "Exposures between groups"
                                  : "Exposure map, before the shock");
    ctg__diagram_init(&sketch->diagram, ctg__text_string(&title));
    describe_graph(m, ctg__text_string(&title));
    for (size_t i = 0; i < m->cast.actors.count; i++)
        node_of[i] = SIZE_MAX;
    if (m->clustered)
        draw_clusters(m, node_of);
    else
        for (size_t i = 0; i < m->cast.actors.count; i++) {
            node_of[i] = sketch->diagram.node_count;
            draw_node(m, i, SIZE_MAX);
        }
    for (size_t i = m->cast.actors.count; i < m->spot_count; i++) {
        node_of[i] = sketch->diagram.node_count;
        draw_asset(m, i);
    }
    for (size_t i = 0; i < m->ties.count; i++)
        if (m->kept[i]) {
            draw_tie(m, &m->ties.ties[i], node_of);
            weights[drawn++] = m->ties.ties[i].amount;
        }
    sketch->diagram.failed |= m->text.failed || title.failed;
    ctg__text_clear(&title);
    return ctg__keep_positions(sketch, weights, error);
}
