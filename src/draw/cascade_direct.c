/*
 * The picture of a shock that did not spread: shocks on the left, groups that
 * they hit on the right, what each lost and who in it most.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "draw/cascade_boxes.h"
#include "draw/cascade_draw.h"
#include "draw/escape.h"
#include "draw/layout.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/placed.h"
#include "draw/scales.h"
#include "text/clean.h"
#include "text/format.h"

enum {
    MOST = 9,
    MOST_PARTS = 200,
    LOSERS = 3,
    WIDTH = 236,
    INNER = 222,
    HEIGHT = 92,
    HEAD_ROOM = 125,
    LEAST = 3
};

#define SHOCKS "all shocks"

/* A group, or a kind of nodes. */
typedef struct part {
    const char *name;
    double loss;
    double equity;
    size_t nodes;
    size_t failed;
    ctg_node worst[LOSERS];
    size_t worst_count;
} part;

typedef struct direct {
    ctg__sketch *sketch;
    const ctg__facts *facts;
    const char *const *words; /* groups or kinds */
    double *lost;             /* per node: net */
    part *parts;
    size_t count;
    ctg__text text;
    ctg__text line;
} direct;

static bool differ(const char *const *words, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (strcmp(words[i], words[0]) != 0)
            return true;
    return false;
}

static part *part_of(direct *d, const char *name)
{
    for (size_t i = 0; i < d->count; i++)
        if (strcmp(d->parts[i].name, name) == 0)
            return &d->parts[i];
    if (d->count == MOST_PARTS)
        return &d->parts[MOST_PARTS - 1];
    if (d->count == MOST_PARTS - 1)
        name = "others";
    d->parts[d->count] = (part){.name = name};
    return &d->parts[d->count++];
}

/* Keeps the largest three of a part. */
static void note_loser(const direct *d, part *of, ctg_node node)
{
    size_t at = of->worst_count;

    while (at > 0 && d->lost[of->worst[at - 1]] < d->lost[node]) {
        if (at < LOSERS)
            of->worst[at] = of->worst[at - 1];
        at--;
    }
    if (at == LOSERS)
        return;
    of->worst[at] = node;
    of->worst_count += of->worst_count < LOSERS;
}

static int compare(const void *one, const void *other)
{
    const part *const a = one;
    const part *const b = other;

    if (a->loss != b->loss)
        return a->loss > b->loss ? -1 : 1;
    return strcmp(a->name, b->name);
}

/* As many as can be read on the page, one above the other. */
static size_t most_parts(const direct *d)
{
    const double room =
        ctg__page_most_height(ctg__sketch_page(d->sketch)) - HEAD_ROOM;

    return (size_t)fmax(LEAST, fmin(MOST, floor(room / (HEIGHT + 8))));
}

/* The smallest parts become one. */
static void join_small(direct *d)
{
    const size_t most = most_parts(d);
    part *const last = &d->parts[most - 1];

    if (d->count <= most)
        return;
    last->name = "others";
    for (size_t i = most; i < d->count; i++) {
        const part *const small = &d->parts[i];

        last->loss += small->loss;
        last->equity += small->equity;
        last->nodes += small->nodes;
        last->failed += small->failed;
        for (size_t k = 0; k < small->worst_count; k++)
            note_loser(d, last, small->worst[k]);
    }
    d->count = most;
}

static ctg_status sum_up(direct *d, ctg_error *error)
{
    const ctg__facts *const facts = d->facts;
    ctg__arena *const arena = &d->sketch->arena;

    if (!TAKE(arena, d->lost, facts->node_count + 1) ||
        !TAKE(arena, d->parts, facts->node_count + 1))
        return ctg__fail_memory(error);
    d->words = differ(facts->node_groups, facts->node_count)
                   ? facts->node_groups
                   : facts->node_kinds;
    for (size_t i = 0; i < facts->net->cell_count; i++)
        d->lost[facts->net->cells[i].node] += facts->net->cells[i].net;
    for (size_t i = 0; i < facts->node_count; i++) {
        const char *const word = d->words[i];
        part *const of = part_of(d, *word ? word : "all nodes");

        of->loss += fmax(0, d->lost[i]);
        of->equity += fmax(0, facts->initial_equity[i]);
        of->nodes++;
        of->failed += facts->failed_round[i] != CTG_NEVER;
        if (d->lost[i] > 0)
            note_loser(d, of, (ctg_node)i);
    }
    qsort(d->parts, d->count, sizeof *d->parts, compare);
    join_small(d);
    while (d->count > 1 && !(d->parts[d->count - 1].loss > 0))
        d->count--;
    return CTG_OK;
}

/* --- boxes -----------------------------------------------------------------
 */

static void add_line(direct *d, double points, const char *colour, bool bold)
{
    ctg__text_add(&d->text, ROW "<FONT POINT-SIZE=\"");
    ctg__text_add_number(&d->text, points);
    ctg__text_print(&d->text, "\" COLOR=\"%s\">%s", colour, bold ? "<B>" : "");
    ctg__cascade_add_fitted(&d->text, ctg__text_string(&d->line), points, bold,
                            INNER);
    ctg__text_print(&d->text, "%s</FONT>" ROW_END, bold ? "</B>" : "");
    ctg__text_restart(&d->line);
}

static void add_loser(direct *d, ctg_node node)
{
    const double equity = d->facts->initial_equity[node];
    char share[CTG__FORMAT_ROOM];

    ctg__text_add_clean(&d->line, d->facts->node_names[node], 0, false);
    ctg__text_add(&d->line, "  ");
    ctg__add_money(&d->line, d->facts, d->lost[node]);
    if (equity > 0)
        ctg__text_print(
            &d->line, " · %s",
            ctg__format_share(share, d->lost[node] / equity, false));
    if (d->facts->failed_round[node] != CTG_NEVER)
        ctg__text_add(&d->line, " ✕");
    add_line(d, 9, CTG__SUBTEXT, false);
}

static void add_gauge(direct *d, const part *of)
{
    const int lost =
        of->equity > 0 ? ctg__gauge_cells(of->loss / of->equity) : CTG__GAUGE;

    ctg__text_print(&d->text,
                    ROW "<TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                        "CELLSPACING=\"0\" CELLPADDING=\"0\" "
                        "FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"4\"><TR>",
                    2 * CTG__GAUGE);
    if (lost > 0)
        ctg__text_print(&d->text,
                        "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"4\" "
                        "BGCOLOR=\"" CTG__LOST_NOW "\"></TD>",
                        2 * lost);
    if (lost < CTG__GAUGE)
        ctg__text_print(&d->text,
                        "<TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"4\" "
                        "BGCOLOR=\"" CTG__LEFT "\"></TD>",
                        2 * (CTG__GAUGE - lost));
    ctg__text_add(&d->text, "</TR></TABLE>" ROW_END);
}

static void put_part(direct *d, const part *of)
{
    char number[CTG__FORMAT_ROOM];
    char count[CTG__FORMAT_ROOM];

    ctg__text_restart(&d->text);
    ctg__text_add(&d->text, TABLE);
    ctg__text_add_clean(&d->line, of->name, 0, false);
    add_line(d, 10, CTG__INK, true);
    ctg__add_money(&d->line, d->facts, of->loss);
    if (of->equity > 0) {
        ctg__text_add(&d->line, ", ");
        ctg__add_share(&d->line, of->loss / of->equity);
        ctg__text_add(&d->line, " of equity");
    }
    ctg__text_print(&d->line, " · %s of %s %s",
                    ctg__format_count(number, of->failed),
                    ctg__format_count(count, of->nodes),
                    of->failed == 1 ? "defaults" : "default");
    add_line(d, 9, CTG__SUBTEXT, false);
    add_gauge(d, of);
    for (size_t i = 0; i < of->worst_count; i++)
        add_loser(d, of->worst[i]);
    ctg__text_add(&d->text, "</TABLE>");
    ctg__diagram_put_html(&d->sketch->diagram, "label",
                          ctg__text_string(&d->text));
}

/* --- the picture -----------------------------------------------------------
 */

static size_t begin_box(direct *d, const ctg__layer_box *box, size_t index,
                        double height)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    char name[32];
    size_t node;

    snprintf(name, sizeof name, index ? "g%zu" : "S1", index);
    node = ctg__diagram_add_node(diagram, SIZE_MAX, name);
    ctg__diagram_put(diagram, "id", name);
    ctg__put_place(diagram, box->x, height - box->y, box->width, box->height);
    return node;
}

static void draw_shock(direct *d)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    ctg__text words = {0};

    ctg__diagram_put(diagram, "style", "filled,bold");
    ctg__diagram_put(diagram, "color", CTG__INK);
    ctg__diagram_put(diagram, "class", "src");
    if (d->facts->shock_count == 1)
        ctg__add_shock(&words, d->facts, 0);
    else
        ctg__text_print(&words, "%zu shocks", d->facts->shock_count);
    ctg__text_restart(&d->text);
    ctg__shock_label(&d->text, ctg__text_string(&words), 108);
    ctg__diagram_put_html(diagram, "label", ctg__text_string(&d->text));
    ctg__diagram_put(diagram, "tooltip", SHOCKS);
    d->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static void draw_line(direct *d, const ctg__layers *layers, size_t index,
                      size_t head)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    char id[32];

    ctg__diagram_add_edge(diagram, 0, head);
    snprintf(id, sizeof id, "e_S1__g%zu__SH", index + 1);
    ctg__diagram_put(diagram, "id", id);
    ctg__diagram_put(diagram, "class", "fl ch_SH");
    ctg__diagram_put(diagram, "color", CTG__LINE);
    ctg__diagram_put(diagram, "arrowhead", "none");
    ctg__diagram_put_number(
        diagram, "penwidth",
        ctg__pen_group_loss(d->parts[index].loss, d->parts[0].loss));
    ctg__text_restart(&d->text);
    ctg__add_money(&d->text, d->facts, d->parts[index].loss);
    ctg__text_restart(&d->line);
    ctg__add_tooltip(&d->line, ctg__text_string(&d->text));
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&d->line));
    ctg__text_restart(&d->line);
    ctg__text_restart(&d->text);
    ctg__layers_add_curve(layers, index, 0, &d->text);
    ctg__diagram_put(diagram, "pos", ctg__text_string(&d->text));
}

/* Only what is true of the tables. */
static void add_reason(direct *d)
{
    const ctg_draw_options *const options = d->sketch->options;
    const ctg_network *const network =
        options->run ? ctg_run_network(options->run) : options->network;
    const char *between = "";

    if (!network)
        return;
    if (!ctg_network_exposure_count(network)) {
        ctg__text_add(&d->line, "No exposures");
        between = ", ";
    }
    if (!ctg_network_account_count(network)) {
        ctg__text_print(&d->line, "%s accounts", *between ? ", no" : "No");
        between = ", ";
    }
    if (*between)
        ctg__text_add(&d->line, ": nothing of these lets losses travel on.");
}

static void put_head(direct *d, const char *title, double width)
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
    ctg__head_run(&head, NULL, false, "line width ∝ loss");
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

static bool draw(direct *d, const char *title)
{
    ctg__layer_box boxes[MOST + 1];
    ctg__layer_line lines[MOST];
    ctg__layers *layers;

    boxes[0] = (ctg__layer_box){.width = 120, .height = 40};
    for (size_t i = 0; i < d->count; i++) {
        boxes[i + 1] = (ctg__layer_box){
            .column = 1,
            .width = WIDTH,
            .height =
                HEIGHT - 13.0 * (double)(LOSERS - d->parts[i].worst_count)};
        lines[i] = (ctg__layer_line){
            0, i + 1, fmax(0.05, d->parts[i].loss / d->parts[0].loss)};
    }
    layers = ctg__layers_new(boxes, d->count + 1, lines, d->count, 120);
    if (!layers)
        return false;
    ctg__diagram_init(&d->sketch->diagram, title);
    ctg__placed_begin(&d->sketch->diagram, "cascade");
    begin_box(d, &boxes[0], 0, ctg__layers_height(layers));
    draw_shock(d);
    for (size_t i = 0; i < d->count; i++) {
        begin_box(d, &boxes[i + 1], i + 1, ctg__layers_height(layers));
        put_part(d, &d->parts[i]);
        ctg__text_restart(&d->line);
        ctg__add_name_tooltip(&d->line, d->parts[i].name);
        ctg__diagram_put(&d->sketch->diagram, "tooltip",
                         ctg__text_string(&d->line));
        ctg__text_restart(&d->line);
    }
    for (size_t i = 0; i < d->count; i++)
        draw_line(d, layers, i, i + 1);
    put_head(d, title, ctg__layers_width(layers));
    ctg__layers_free(layers);
    return true;
}

ctg_status ctg__cascade_direct(ctg__sketch *sketch, const ctg__facts *facts,
                               ctg_error *error)
{
    direct d = {.sketch = sketch, .facts = facts};
    ctg_status status = sum_up(&d, error);

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
