/*
 * The picture of a shock that did not spread: shocks on the left, groups that
 * they hit on the right, what each lost and who in it most.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/network.h"
#include "draw/cascade_direct.h"
#include "draw/cascade_draw.h"
#include "draw/escape.h"
#include "draw/layout.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/placed.h"
#include "draw/scales.h"
#include "text/clean.h"
#include "text/format.h"

enum { MOST = 9, MOST_PARTS = 200, HEIGHT = 92, HEAD_ROOM = 125, LEAST = 3 };

#define NO_WORD "all nodes"
#define OTHERS "others"

static bool differ(const char *const *words, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (strcmp(words[i], words[0]) != 0)
            return true;
    return false;
}

static ctg__direct_group *part_of(ctg__direct *d, const char *name)
{
    for (size_t i = 0; i < d->count; i++)
        if (strcmp(d->groups[i].name, name) == 0)
            return &d->groups[i];
    if (d->count == MOST_PARTS)
        return &d->groups[MOST_PARTS - 1];
    if (d->count == MOST_PARTS - 1)
        name = OTHERS;
    d->groups[d->count] = (ctg__direct_group){.name = name};
    return &d->groups[d->count++];
}

/* Keeps the largest three of a part. */
static void note_loser(const ctg__direct *d, ctg__direct_group *of,
                       ctg_node node)
{
    size_t at = of->worst_count;

    while (at > 0 && d->lost[of->worst[at - 1]] < d->lost[node]) {
        if (at < CTG__DIRECT_LOSERS)
            of->worst[at] = of->worst[at - 1];
        at--;
    }
    if (at == CTG__DIRECT_LOSERS)
        return;
    of->worst[at] = node;
    of->worst_count += of->worst_count < CTG__DIRECT_LOSERS;
}

static int compare(const void *one, const void *other)
{
    const ctg__direct_group *const a = one;
    const ctg__direct_group *const b = other;

    if (a->loss != b->loss)
        return a->loss > b->loss ? -1 : 1;
    return strcmp(a->name, b->name);
}

/* As many as can be read on the page, one above the other. */
static size_t most_parts(const ctg__direct *d)
{
    const double room =
        ctg__page_most_height(ctg__sketch_page(d->sketch)) - HEAD_ROOM;

    return (size_t)fmax(LEAST, fmin(MOST, floor(room / (HEIGHT + 8))));
}

/* The smallest parts become one. */
static void join_small(ctg__direct *d)
{
    const size_t most = most_parts(d);
    ctg__direct_group *const last = &d->groups[most - 1];

    if (d->count <= most)
        return;
    last->name = OTHERS;
    for (size_t i = most; i < d->count; i++) {
        const ctg__direct_group *const small = &d->groups[i];

        last->loss += small->loss;
        last->equity += small->equity;
        last->nodes += small->nodes;
        last->failed += small->failed;
        for (size_t k = 0; k < small->worst_count; k++)
            note_loser(d, last, small->worst[k]);
    }
    d->count = most;
}

/* Nodes of groups that have no box of their own are in that of all others;
 * where there is none, these groups lost nothing. */
static ctg_status number_nodes(ctg__direct *d, ctg_error *error)
{
    const bool joined = strcmp(d->groups[d->count - 1].name, OTHERS) == 0;

    if (!TAKE(&d->sketch->arena, d->group_of, d->facts->node_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < d->facts->node_count; i++) {
        const char *const word = *d->words[i] ? d->words[i] : NO_WORD;
        size_t at = 0;

        while (at < d->count && strcmp(d->groups[at].name, word) != 0)
            at++;
        if (at == d->count && joined)
            at--;
        d->group_of[i] = at < d->count ? (uint32_t)at : CTG_NONE;
    }
    return CTG_OK;
}

static ctg_status sum_up(ctg__direct *d, ctg_error *error)
{
    const ctg__facts *const facts = d->facts;
    ctg__arena *const arena = &d->sketch->arena;

    if (!TAKE(arena, d->lost, facts->node_count + 1) ||
        !TAKE(arena, d->groups, facts->node_count + 1))
        return ctg__fail_memory(error);
    d->words = differ(facts->node_groups, facts->node_count)
                   ? facts->node_groups
                   : facts->node_kinds;
    for (size_t i = 0; i < facts->net->cell_count; i++)
        d->lost[facts->net->cells[i].node] += facts->net->cells[i].net;
    if (facts->falls)
        ctg__drawn_falls_lost(facts->falls, 1, UINT32_MAX, d->lost);
    for (size_t i = 0; i < facts->node_count; i++) {
        const char *const word = d->words[i];
        ctg__direct_group *const of = part_of(d, *word ? word : NO_WORD);

        of->loss += fmax(0, d->lost[i]);
        of->equity += fmax(0, facts->initial_equity[i]);
        of->nodes++;
        of->failed += facts->failed_round[i] != CTG_NEVER;
        if (d->lost[i] > 0)
            note_loser(d, of, (ctg_node)i);
    }
    qsort(d->groups, d->count, sizeof *d->groups, compare);
    join_small(d);
    while (d->count > 1 && !(d->groups[d->count - 1].loss > 0))
        d->count--;
    return number_nodes(d, error);
}

/* --- the picture -----------------------------------------------------------
 */

static size_t begin_box(ctg__direct *d, const ctg__layer_box *box,
                        const char *kind, size_t index, double height)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    char name[32];
    size_t node;

    snprintf(name, sizeof name, "%s%zu", kind, index + 1);
    node = ctg__diagram_add_node(diagram, SIZE_MAX, name);
    ctg__diagram_put(diagram, "id", name);
    ctg__put_place(diagram, box->x, height - box->y, box->width, box->height);
    return node;
}

static void draw_shock(ctg__direct *d, const ctg__direct_shock *shock)
{
    ctg__diagram *const diagram = &d->sketch->diagram;

    ctg__diagram_put(diagram, "style", "filled,bold");
    ctg__diagram_put(diagram, "color", CTG__INK);
    ctg__diagram_put(diagram, "class", "src");
    ctg__direct_put_shock(d, shock);
    ctg__text_restart(&d->line);
    if (shock->shock == SIZE_MAX)
        ctg__add_tooltip(&d->line, !shock->count        ? "from the start"
                                   : d->shock_count > 1 ? "all other shocks"
                                                        : "all shocks");
    else
        ctg__add_name_tooltip(&d->line, d->facts->shocks
                                            ? d->facts->shocks[shock->shock]
                                            : "a shock");
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&d->line));
    ctg__text_restart(&d->line);
}

/* A line of the layout: from a shock to a group. */
typedef struct stroke {
    size_t shock;
    size_t group;
    double loss;
} stroke;

static void draw_line(ctg__direct *d, const ctg__layers *layers, size_t index,
                      const stroke *of, double widest)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    char id[48];

    ctg__diagram_add_edge(diagram, of->shock, d->shock_count + of->group);
    snprintf(id, sizeof id, "e_S%zu__g%zu__SH", of->shock + 1, of->group + 1);
    ctg__diagram_put(diagram, "id", id);
    ctg__diagram_put(diagram, "class", "fl ch_SH");
    ctg__diagram_put(diagram, "color", CTG__LINE);
    ctg__diagram_put(diagram, "arrowhead", "none");
    ctg__diagram_put_number(diagram, "penwidth",
                            ctg__pen_group_loss(of->loss, widest));
    ctg__text_restart(&d->text);
    ctg__add_money(&d->text, d->facts, of->loss);
    ctg__text_restart(&d->line);
    ctg__add_tooltip(&d->line, ctg__text_string(&d->text));
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&d->line));
    ctg__text_restart(&d->line);
    ctg__text_restart(&d->text);
    ctg__layers_add_curve(layers, index, 0, &d->text);
    ctg__diagram_put(diagram, "pos", ctg__text_string(&d->text));
}

/* Only what is true of the tables. */
static void add_reason(ctg__direct *d)
{
    const ctg_draw_options *const options = d->sketch->options;
    const ctg_network *const network =
        options->run ? ctg_run_network(options->run) : options->network;
    const char *between = "Nothing in these tables lets losses travel on: ";
    bool deep = false;

    if (!network)
        return;
    for (size_t a = 0; a < network->assets.count; a++)
        deep |=
            isfinite(network->assets.depth[a]) && network->assets.depth[a] > 0;
    if (ctg_network_exposure_count(network) && deep &&
        ctg_network_account_count(network))
        return;
    if (!ctg_network_exposure_count(network)) {
        ctg__text_print(&d->line, "%sno exposures", between);
        between = ", ";
    }
    if (!deep) {
        ctg__text_print(&d->line, "%sno depth of the assets", between);
        between = ", ";
    }
    if (!ctg_network_account_count(network))
        ctg__text_print(&d->line, "%sno accounts", between);
    ctg__text_add(&d->line, ".");
}

static void put_head(ctg__direct *d, const char *title, double width)
{
    const ctg__net *const net = d->facts->net;
    ctg__head head;

    ctg__head_begin(&head, title, width);
    ctg__text_restart(&d->line);
    ctg__add_identity(&d->line, d->facts, net->total, net->gains);
    ctg__head_words(&head, CTG__SUBTEXT, ctg__text_string(&d->line));
    ctg__text_restart(&d->line);
    ctg__add_figures(&d->line, d->facts, net->in_direct,
                     net->total - net->in_direct);
    ctg__text_add(&d->line, " ");
    add_reason(d);
    ctg__head_words(&head, CTG__SUBTEXT, ctg__text_string(&d->line));
    ctg__text_restart(&d->line);
    ctg__head_run(&head, NULL, false, "line width ∝ direct loss");
    ctg__head_item(&head);
    ctg__head_run(&head, NULL, false, "bar: ");
    ctg__head_run(&head, CTG__LOST_NOW, false, "■");
    ctg__head_run(&head, NULL, false, " lost of the group's equity");
    ctg__head_item(&head);
    ctg__head_run(&head, NULL, false,
                  "names: the three that lost most; ✕ defaults");
    ctg__head_item(&head);
    ctg__head_end_legend(&head);
    ctg__head_words(&head, CTG__MUTE, ctg__data_line(d->sketch, true));
    ctg__diagram_graph(&d->sketch->diagram);
    ctg__head_put(&head, &d->sketch->diagram);
}

enum { BOXES = MOST + CTG__DIRECT_SHOCKS };

/* Of the widest line: less is none. */
#define LEAST_LINE 0.0005

static double widest_of(const ctg__direct *d)
{
    double widest = 0;

    for (size_t g = 0; g < d->count; g++)
        for (size_t s = 0; s < d->shock_count; s++)
            widest = fmax(widest, d->groups[g].of_shock[s]);
    return widest;
}

static size_t list_strokes(const ctg__direct *d, double widest, stroke *strokes)
{
    size_t count = 0;

    for (size_t s = 0; s < d->shock_count; s++)
        for (size_t g = 0; g < d->count; g++)
            if (d->groups[g].of_shock[s] > LEAST_LINE * widest)
                strokes[count++] = (stroke){s, g, d->groups[g].of_shock[s]};
    return count;
}

static void draw_groups(ctg__direct *d, const ctg__layer_box *boxes,
                        double height)
{
    for (size_t i = 0; i < d->count; i++) {
        begin_box(d, &boxes[i], "g", i, height);
        ctg__direct_put_group(d, &d->groups[i]);
        ctg__text_restart(&d->line);
        ctg__add_name_tooltip(&d->line, d->groups[i].name);
        ctg__diagram_put(&d->sketch->diagram, "tooltip",
                         ctg__text_string(&d->line));
        ctg__text_restart(&d->line);
    }
}

static bool draw(ctg__direct *d, const char *title)
{
    const double widest = widest_of(d);
    ctg__layer_box boxes[BOXES];
    ctg__layer_line lines[MOST * CTG__DIRECT_SHOCKS];
    stroke strokes[MOST * CTG__DIRECT_SHOCKS];
    const size_t count = list_strokes(d, widest, strokes);
    ctg__layers *layers;
    double height;

    for (size_t i = 0; i < d->shock_count; i++)
        boxes[i] =
            (ctg__layer_box){.width = CTG__DIRECT_SHOCK_WIDTH, .height = 44};
    for (size_t i = 0; i < d->count; i++)
        boxes[d->shock_count + i] = (ctg__layer_box){
            .column = 1,
            .width = CTG__DIRECT_WIDTH,
            .height = HEIGHT - 13.0 * (double)(CTG__DIRECT_LOSERS -
                                               d->groups[i].worst_count)};
    for (size_t i = 0; i < count; i++)
        lines[i] = (ctg__layer_line){strokes[i].shock,
                                     d->shock_count + strokes[i].group,
                                     fmax(0.05, strokes[i].loss / widest)};
    layers =
        ctg__layers_new(boxes, d->shock_count + d->count, lines, count, 120);
    if (!layers)
        return false;
    height = ctg__layers_height(layers);
    ctg__diagram_init(&d->sketch->diagram, title);
    ctg__placed_begin(&d->sketch->diagram, "cascade");
    for (size_t i = 0; i < d->shock_count; i++) {
        begin_box(d, &boxes[i], "S", i, height);
        draw_shock(d, &d->shocks[i]);
    }
    draw_groups(d, boxes + d->shock_count, height);
    for (size_t i = 0; i < count; i++)
        draw_line(d, layers, i, &strokes[i], widest);
    put_head(d, title, ctg__layers_width(layers));
    ctg__layers_free(layers);
    return true;
}

ctg_status ctg__cascade_direct(ctg__sketch *sketch, const ctg__facts *facts,
                               ctg_error *error)
{
    ctg__direct d = {.sketch = sketch, .facts = facts};
    ctg_status status = sum_up(&d, error);

    if (!status)
        status = ctg__direct_find_shocks(&d, error);

    if (!status) {
        ctg__text_add(&d.line, "No contagion: all losses ");
        if (facts->shock_count) {
            ctg__text_add(&d.line, "after ");
            ctg__add_shocks(&d.line, facts);
        } else {
            ctg__text_add(&d.line, "without a shock");
        }
        ctg__text_add(&d.line, " are direct");
        ctg__text title = d.line;

        d.line = (ctg__text){0};
        if (sketch->options->title) {
            ctg__text_restart(&title);
            ctg__text_add_clean(&title, sketch->options->title, 100, false);
        }
        if (!draw(&d, ctg__text_string(&title)))
            status = ctg__fail_memory(error);
        sketch->diagram.failed |=
            d.text.failed || d.line.failed || title.failed;
        ctg__text_clear(&title);
    }
    ctg__text_clear(&d.text);
    ctg__text_clear(&d.line);
    return status;
}
