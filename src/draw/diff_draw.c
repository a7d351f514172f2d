/* Drawing what changed: nodes by how their loss did, lines by how flows did. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "draw/diff.h"
#include "draw/escape.h"
#include "draw/map_ties.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/positions.h"
#include "draw/scatter_draw.h"
#include "draw/shapes.h"
#include "text/clean.h"
#include "text/format.h"

enum { HEAD_ROOM = 150 };

#define LARGEST 0.95
#define SMALLEST 0.055
#define PADDING 20.0

/* "$47.5M", "gains $3.90M" */
static void add_loss(ctg__text *text, const ctg__diff *d, double loss)
{
    ctg__text_add(text, loss < 0 ? "gains " : "");
    ctg__add_money_in_box(text, &d->before.facts, fabs(loss));
}

/* "$1.13B U+2192 $783M", or one of them if they are the same. */
static void add_both(ctg__text *text, const ctg__diff *d, double before,
                     double after)
{
    ctg__text one = {0};
    ctg__text other = {0};

    add_loss(&one, d, before);
    add_loss(&other, d, after);
    ctg__text_add(text, ctg__text_string(&one));
    if (strcmp(ctg__text_string(&one), ctg__text_string(&other)) != 0)
        ctg__text_print(text, " → %s", ctg__text_string(&other));
    text->failed |= one.failed || other.failed;
    ctg__text_clear(&one);
    ctg__text_clear(&other);
}

/* --- nodes -----------------------------------------------------------------
 */

static double relative_change(const ctg__diff_item *item)
{
    if (item->lost[0] > 0)
        return item->lost[1] / item->lost[0] - 1;
    return item->lost[1] > item->lost[0] ? 1 : 0;
}

static const char *outcome_of(const ctg__diff *d, const ctg__diff_item *item)
{
    if (d->grouped || item->count > 1 || (!item->failed[0] && !item->failed[1]))
        return "";
    return !item->failed[1]  ? " · saved"
           : item->failed[0] ? " · defaults"
                             : " · new default";
}

static bool is_saved(const ctg__diff *d, const ctg__diff_item *item)
{
    return *outcome_of(d, item) && !item->failed[1];
}

static void put_border(ctg__diff *d, const ctg__diff_item *item)
{
    static const char *const saved[] = {
        "color", CTG__STOPPED, "penwidth", "2.4", "peripheries", "2", NULL};
    static const char *const fallen[] = {"color", CTG__INK, "penwidth", "3",
                                         NULL};
    static const char *const other[] = {"color", CTG__OUTLINE, NULL};
    ctg__diagram *const diagram = &d->sketch->diagram;

    if (!*outcome_of(d, item))
        ctg__diagram_put_all(diagram, other);
    else
        ctg__diagram_put_all(diagram, item->failed[1] ? fallen : saved);
}

static void add_outcome(ctg__text *words, const ctg__diff *d,
                        const ctg__diff_item *item)
{
    const double more = item->equity[1] - item->equity[0];

    if (fabs(more) > 1e-9 * fabs(item->equity[0]) && more != 0) {
        char money[CTG__FORMAT_ROOM];

        ctg__text_print(words, "%s equity · ",
                        ctg__format_change(money, more,
                                           ctg__unit_in_box(&d->before.facts),
                                           false));
    }
    if (item->lost[0] != 0 || item->lost[1] != 0)
        add_both(words, d, item->lost[0], item->lost[1]);
    else
        ctg__text_add(words, "no loss");
    ctg__text_add(words, outcome_of(d, item));
}

static void name_item(const ctg__diff *d, size_t index, ctg__text *text)
{
    ctg__text_restart(text);
    if (*d->items[index].id)
        ctg__add_node_name(text, d->items[index].id, d->grouped);
    else
        ctg__text_add(text, "o__rest");
}

static void draw_item(ctg__diff *d, size_t index,
                      const ctg__scatter_item *placed,
                      const ctg__shape_words *words, bool is_placed)
{
    const ctg__diff_item *const item = &d->items[index];
    ctg__diagram *const diagram = &d->sketch->diagram;
    const size_t class =
        ctg__scale_class(&ctg__change_scale, relative_change(item));

    name_item(d, index, &d->text);
    ctg__diagram_add_node(diagram, SIZE_MAX, ctg__text_string(&d->text));
    ctg__diagram_put(diagram, "id", ctg__text_string(&d->text));
    ctg__text_restart(&d->text);
    ctg__text_print(&d->text, "%s d%zu", d->grouped ? "grp" : "nd", class);
    ctg__diagram_put(diagram, "class", ctg__text_string(&d->text));
    ctg__diagram_put(diagram, "fillcolor", ctg__change_scale.colours[class]);
    put_border(d, item);
    ctg__text_restart(&d->text);
    if (*item->id)
        ctg__add_name_tooltip(&d->text, item->name);
    else
        ctg__add_tooltip(&d->text, words->name);
    ctg__text_add(&d->text, "\\nloss ");
    ctg__add_tooltip(&d->text, words->below);
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&d->text));
    if (is_placed)
        ctg__scatter_put_shape(diagram, placed);
    else
        ctg__put_shape(diagram, placed->shape, placed->width / 72,
                       placed->height / 72, words, &d->text);
}

/* --- lines -----------------------------------------------------------------
 */

static double pen_of(const ctg__diff *d, const ctg__diff_change *c)
{
    return ctg__diff_kind(c) == CTG__FLOW_STAYS
               ? 0.8
               : ctg__pen_change(fabs(c->after - c->before), d->most_change);
}

static void put_change(ctg__diff *d, const ctg__diff_change *c)
{
    static const struct {
        const char *class;
        const char *colour;
        const char *arrow;
    } looks[] = {[CTG__FLOW_SHRINKS] = {"df less", CTG__SHRINKS, "normal"},
                 [CTG__FLOW_STOPS] = {"df less", CTG__STOPPED, "tee"},
                 [CTG__FLOW_GROWS] = {"df more", CTG__GROWS, "normal"},
                 [CTG__FLOW_STAYS] = {"df same", CTG__UNCHANGED, "normal"}};
    ctg__diagram *const diagram = &d->sketch->diagram;
    const int kind = ctg__diff_kind(c);

    ctg__diagram_put(diagram, "class", looks[kind].class);
    ctg__diagram_put(diagram, "color", looks[kind].colour);
    ctg__diagram_put(diagram, "arrowhead", looks[kind].arrow);
    ctg__diagram_put_number(diagram, "penwidth", pen_of(d, c));
    ctg__diagram_put_number(diagram, "arrowsize",
                            ctg__arrow_size(pen_of(d, c)));
}

static void draw_change(ctg__diff *d, const ctg__diff_change *c,
                        const ctg__scatter *scatter, size_t line)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    const ctg__code_words *const about = ctg__code_about(c->code);
    ctg__text words = {0};

    ctg__diagram_add_edge(diagram, c->from, c->to);
    ctg__text_restart(&d->text);
    name_item(d, c->from, &words);
    ctg__text_print(&d->text, "x_%s__", ctg__text_behind(&words, 2));
    name_item(d, c->to, &words);
    ctg__text_print(&d->text, "%s__%s", ctg__text_behind(&words, 2),
                    about->code);
    ctg__diagram_put(diagram, "id", ctg__text_string(&d->text));
    put_change(d, c);
    ctg__text_restart(&words);
    add_both(&words, d, c->before, c->after);
    ctg__text_restart(&d->text);
    ctg__add_tooltip(&d->text, d->labels[c->from]);
    ctg__text_add(&d->text, " → ");
    ctg__add_tooltip(&d->text, d->labels[c->to]);
    ctg__text_print(&d->text, " (%s)\\n", about->name);
    ctg__add_tooltip(&d->text, ctg__text_string(&words));
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&d->text));
    if (line != SIZE_MAX) {
        ctg__text_restart(&d->text);
        ctg__scatter_add_curve(scatter, line,
                               10 * ctg__arrow_size(pen_of(d, c)), &d->text);
        ctg__diagram_put(diagram, "pos", ctg__text_string(&d->text));
    }
    d->text.failed |= words.failed;
    ctg__text_clear(&words);
}

/* --- all of it -------------------------------------------------------------
 */

typedef struct drawing {
    ctg__scatter scatter;
    ctg__shape_words *words;
    ctg__ties ties; /* before: who is tied stands close */
    bool placed;    /* here, not by an earlier file or by Graphviz */
} drawing;

static ctg_status name_items(ctg__diff *d, ctg_error *error)
{
    ctg__arena *const arena = &d->sketch->arena;
    const char **names;
    const char **ids;
    ctg_status status;

    if (!TAKE(arena, names, d->item_count + 1) ||
        !TAKE(arena, ids, d->item_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < d->item_count; i++) {
        ids[i] = d->items[i].id;
        names[i] = d->items[i].name;
        if (!*ids[i]) {
            ctg__text text = {0};

            ctg__text_print(&text, "%zu more %ss", d->items[i].count,
                            d->grouped ? "group" : "node");
            names[i] = ctg__text_keep(&text, arena);
            if (!names[i])
                return ctg__fail_memory(error);
        }
    }
    status = ctg__clean_labels(names, ids, d->item_count, CTG__NAME_MAP, false,
                               arena, &d->labels, error);
    return status;
}

static ctg_status describe_items(ctg__diff *d, drawing *g, ctg_error *error)
{
    d->most_assets = 0;
    for (size_t i = 0; i < d->item_count; i++)
        d->most_assets = fmax(d->most_assets, d->items[i].assets);
    for (size_t i = 0; i < d->item_count; i++) {
        ctg__scatter_item *const item = &g->scatter.items[i];
        ctg__text text = {0};
        double width;
        double height;

        add_outcome(&text, d, &d->items[i]);
        g->words[i].name = d->labels[i];
        g->words[i].below = ctg__text_keep(&text, &d->sketch->arena);
        if (!g->words[i].below)
            return ctg__fail_memory(error);
        item->shape = ctg__shape_of(d->items[i].kind);
        ctg__shape_size(item->shape, d->items[i].assets, d->most_assets,
                        LARGEST, SMALLEST, &width, &height);
        item->twice = is_saved(d, &d->items[i]);
        item->width = width * 72 + (item->twice ? CTG__BORDERS : 0);
        item->height = height * 72 + (item->twice ? CTG__BORDERS : 0);
        ctg__scatter_measure(item, &g->words[i]);
    }
    return CTG_OK;
}

static ctg_status list_lines(ctg__diff *d, drawing *g, ctg_error *error)
{
    ctg__scatter *const s = &g->scatter;
    ctg_status status =
        ctg__ties_init(&g->ties, ctg_run_network(d->before.run),
                       &d->before.cast.actors, &d->sketch->arena, error);

    if (status)
        return status;
    if (!TAKE(&d->sketch->arena, s->lines, d->change_count + g->ties.count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < d->change_count; i++)
        s->lines[s->line_count++] =
            (ctg__scatter_line){.tail = d->changes[i].from,
                                .head = d->changes[i].to,
                                .pen = pen_of(d, &d->changes[i])};
    for (size_t i = 0; i < g->ties.count; i++) {
        const uint32_t tail = d->slot[d->before.actor[g->ties.ties[i].from]];
        const uint32_t head = d->slot[d->before.actor[g->ties.ties[i].to]];

        if (tail != head)
            s->lines[s->line_count++] =
                (ctg__scatter_line){.tail = tail, .head = head};
    }
    return CTG_OK;
}

static ctg_status lay_out(ctg__diff *d, drawing *g, ctg_error *error)
{
    const ctg__draw_page *const page = ctg__sketch_page(d->sketch);
    ctg_status status = name_items(d, error);

    if (status)
        return status;
    if (!TAKE(&d->sketch->arena, g->scatter.items, d->item_count + 1) ||
        !TAKE(&d->sketch->arena, g->words, d->item_count + 1))
        return ctg__fail_memory(error);
    g->scatter.count = d->item_count;
    g->scatter.asking = &d->sketch->asking;
    g->placed =
        !d->sketch->options->positions && d->item_count <= CTG__SCATTER_MOST;
    status = describe_items(d, g, error);
    if (!status)
        status = list_lines(d, g, error);
    if (!status && g->placed &&
        !ctg__scatter_arrange(&g->scatter, ctg__page_most_width(page) - PADDING,
                              ctg__page_most_height(page) - HEAD_ROOM))
        status = ctg__sketch_fail(d->sketch, error);
    return status;
}

/* Unseen where Graphviz finds the places. */
static void draw_ground(ctg__diff *d, const drawing *g)
{
    for (size_t i = d->change_count; i < g->scatter.line_count; i++) {
        ctg__diagram_add_edge(&d->sketch->diagram, g->scatter.lines[i].tail,
                              g->scatter.lines[i].head);
        ctg__diagram_put(&d->sketch->diagram, "style", "invis");
    }
}

static void draw_all(ctg__diff *d, const drawing *g)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    ctg__text name = {0};

    if (g->placed) {
        ctg__scatter_begin(diagram, "diff");
    } else {
        ctg__map_defaults(diagram, "diff", "diff", "");
        ctg__map_layout(diagram, d->item_count, false);
    }
    for (size_t i = 0; i < d->item_count; i++)
        draw_item(d, i, &g->scatter.items[i], &g->words[i], g->placed);
    for (size_t i = 0; g->placed && i < d->item_count; i++) {
        name_item(d, i, &name);
        ctg__scatter_put_words(diagram, &g->scatter.items[i],
                               ctg__text_string(&name), &g->words[i], &d->text);
    }
    for (size_t i = 0; i < d->change_count; i++)
        draw_change(d, &d->changes[i], &g->scatter, g->placed ? i : SIZE_MAX);
    if (!g->placed && !d->sketch->options->positions)
        draw_ground(d, g);
    d->text.failed |= name.failed;
    ctg__text_clear(&name);
}

ctg_status ctg__diff_draw(ctg__diff *d, const char *title, double *width,
                          double *height, ctg_error *error)
{
    ctg__diagram *const diagram = &d->sketch->diagram;
    drawing g = {0};
    ctg__head head;
    ctg_status status = lay_out(d, &g, error);

    if (status)
        return status;
    draw_all(d, &g);
    ctg__diff_head(d, title, g.scatter.width, &head);
    *width = fmax(g.scatter.width, head.widest) + PADDING;
    *height = g.scatter.height + head.height + 30;
    ctg__diagram_graph(diagram);
    ctg__head_put(&head, diagram);
    diagram->failed |= d->text.failed;
    return ctg__keep_positions(d->sketch, NULL, error);
}
