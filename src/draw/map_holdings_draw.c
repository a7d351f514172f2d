/* Drawing the map of common assets: two columns of bars, bands between. */
#include <math.h>

#include "base/memory.h"
#include "draw/escape.h"
#include "draw/head.h"
#include "draw/holdings_map.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/placed.h"
#include "text/clean.h"
#include "text/format.h"
#include "text/widths.h"

/* Points. */
enum {
    WORDS = 186, /* names beside a bar */
    BESIDE = 5,
    BAR = 10,
    BETWEEN = 250,
    HIGH = 520 /* all bars of a column, where the page lets them */
};

#define SHOCKED "#9B1C0A88"
#define HELD "#B5851F88"
#define HOLDS CTG__INK

typedef struct board {
    ctg__holdings_map *m;
    ctg__layer_box boxes[CTG__MAP_ASSETS + CTG__MAP_HOLDERS + 2];
    ctg__layer_line *lines;
    double *out_y; /* per band: the middle of its ends */
    double *in_y;
    double scale; /* points of a unit of money */
    double height;
    double left; /* of the first bar */
} board;

static ctg__layer_box box_of(const board *b, const ctg__holding_block *block,
                             size_t column)
{
    return (ctg__layer_box){.column = column,
                            .width = BAR,
                            .height =
                                fmax(CTG__MAP_LEAST, block->value * b->scale),
                            .last = !block->name && block->count > 1};
}

static void set_boxes(board *b)
{
    const ctg__holdings_map *const m = b->m;

    for (size_t a = 0; a < m->asset_count; a++)
        b->boxes[a] = box_of(b, &m->assets[a], 0);
    for (size_t h = 0; h < m->holder_count; h++)
        b->boxes[m->asset_count + h] = box_of(b, &m->holders[h], 1);
}

/* As high as the page lets it be. */
static bool place(board *b)
{
    ctg__holdings_map *const m = b->m;
    const double most =
        ctg__page_most_height(ctg__sketch_page(m->sketch)) - CTG__MAP_HEAD;
    ctg__layers *layers;

    for (size_t i = 0; i < m->band_count; i++)
        b->lines[i] = (ctg__layer_line){
            m->bands[i].asset, m->asset_count + m->bands[i].holder,
            fmax(1e-9, m->bands[i].value / m->total * 8)};
    for (double high = HIGH;; high *= 0.9) {
        b->scale = high / m->total;
        set_boxes(b);
        layers = ctg__layers_new(b->boxes, m->asset_count + m->holder_count,
                                 b->lines, m->band_count, BETWEEN);
        if (!layers)
            return false;
        b->height = ctg__layers_height(layers);
        ctg__layers_free(layers);
        if (b->height <= most || high < CTG__MAP_LEAST)
            return true;
    }
}

/* Bands leave a bar one above the other, in the order of where they go. */
static void stack(board *b, size_t box, bool out, size_t *order)
{
    const ctg__holdings_map *const m = b->m;
    double *const place = out ? b->out_y : b->in_y;
    double sum = 0;
    double y;
    size_t count = 0;

    for (size_t i = 0; i < m->band_count; i++) {
        const double far =
            b->boxes[out ? b->lines[i].head : b->lines[i].tail].y;
        size_t at = count;

        if ((out ? b->lines[i].tail : b->lines[i].head) != box)
            continue;
        for (; at > 0; at--) {
            const ctg__layer_line *const before = &b->lines[order[at - 1]];

            if (b->boxes[out ? before->head : before->tail].y <= far)
                break;
            order[at] = order[at - 1];
        }
        order[at] = i;
        count++;
        sum += m->bands[i].value * b->scale;
    }
    y = b->boxes[box].y - sum / 2;
    for (size_t i = 0; i < count; i++) {
        const double width = m->bands[order[i]].value * b->scale;

        place[order[i]] = y + width / 2;
        y += width;
    }
}

/* --- boxes -----------------------------------------------------------------
 */

static void add_name(board *b, const ctg__holding_block *block, size_t column,
                     ctg__text *name)
{
    char count[CTG__FORMAT_ROOM];

    if (block->name)
        ctg__text_add_clean(name, block->name, CTG__NAME_WHOLE, false);
    else
        ctg__text_print(name, "%s other%s%s",
                        ctg__format_count(count, block->count),
                        column                  ? " node"
                        : b->m->asset_count > 1 ? " asset"
                                                : "",
                        ctg__plural(block->count));
}

static void add_below(board *b, const ctg__holding_block *block, size_t column,
                      ctg__text *words)
{
    char digits[CTG__FORMAT_ROOM];

    if (column && b->m->cast.grouped)
        ctg__text_print(words, "%s node%s · ",
                        ctg__format_count(digits, block->count),
                        ctg__plural(block->count));
    ctg__add_money_in_box(words, &b->m->facts, block->value);
    if (column && block->equity > 0)
        ctg__text_print(
            words, " · %s its equity",
            ctg__format_leverage(digits, block->value / block->equity));
    if (!column)
        ctg__text_print(
            words, " · %s",
            ctg__format_share(digits, block->value / b->m->total, false));
}

static void add_row(ctg__text *text, const char *align, double points,
                    const char *clean, bool bold)
{
    ctg__text cut = {0};

    ctg__text_add_fitted(&cut, clean, points, bold, WORDS - 4);
    ctg__text_print(text,
                    "<TR><TD FIXEDSIZE=\"TRUE\" WIDTH=\"%d\" HEIGHT=\"12\" "
                    "ALIGN=\"%s\"><FONT POINT-SIZE=\"%g\" COLOR=\"%s\">%s",
                    WORDS, align, points, bold ? CTG__INK : CTG__SUBTEXT,
                    bold ? "<B>" : "");
    ctg__add_html(text, ctg__text_string(&cut));
    ctg__text_print(text, "%s</FONT></TD></TR>", bold ? "</B>" : "");
    text->failed |= cut.failed;
    ctg__text_clear(&cut);
}

static void add_block_name(board *b, const ctg__holding_block *block,
                           size_t column)
{
    ctg__text *const text = &b->m->text;

    ctg__text_restart(text);
    if (!block->name) {
        ctg__text_add(text, column ? "o_holders" : "o_assets");
        return;
    }
    if (column) {
        ctg__text_add(text, b->m->cast.grouped ? "g_" : "n_");
    } else {
        ctg__text_add(text, "a_");
    }
    ctg__add_slug(text, block->id);
}

/* Name and figures, beside the bar of the same name. */
static void draw_words(board *b, const ctg__holding_block *block, size_t column,
                       double x, double y)
{
    static const char *const looks[] = {"shape", "plaintext", "style", "",
                                        NULL};
    ctg__diagram *const diagram = &b->m->sketch->diagram;
    const char *const align = column ? "LEFT" : "RIGHT";
    ctg__text name = {0};
    ctg__text below = {0};

    add_block_name(b, block, column);
    ctg__text_add(&b->m->text, "_t");
    ctg__diagram_add_node(diagram, SIZE_MAX, ctg__text_string(&b->m->text));
    ctg__diagram_put(diagram, "id", ctg__text_string(&b->m->text));
    ctg__diagram_put(diagram, "class", "words");
    ctg__diagram_put_all(diagram, looks);
    ctg__put_place(diagram, x, y, WORDS, CTG__MAP_LEAST);
    add_name(b, block, column, &name);
    add_below(b, block, column, &below);
    ctg__text_restart(&b->m->text);
    ctg__add_tooltip(&b->m->text, ctg__text_string(&name));
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&b->m->text));
    ctg__text_restart(&b->m->text);
    ctg__text_add(&b->m->text, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                               "CELLSPACING=\"0\" CELLPADDING=\"0\">");
    add_row(&b->m->text, align, 10, ctg__text_string(&name), true);
    add_row(&b->m->text, align, 9, ctg__text_string(&below), false);
    ctg__text_add(&b->m->text, "</TABLE>");
    ctg__diagram_put_html(diagram, "label", ctg__text_string(&b->m->text));
    b->m->text.failed |= name.failed || below.failed;
    ctg__text_clear(&name);
    ctg__text_clear(&below);
}

static void draw_block(board *b, const ctg__holding_block *block,
                       const ctg__layer_box *box)
{
    ctg__diagram *const diagram = &b->m->sketch->diagram;
    const char *const colour = box->column ? HOLDS : ctg__inks[CTG__FS].line;
    const double y = b->height - box->y;
    ctg__text words = {0};

    add_block_name(b, block, box->column);
    ctg__diagram_add_node(diagram, SIZE_MAX, ctg__text_string(&b->m->text));
    ctg__diagram_put(diagram, "id", ctg__text_string(&b->m->text));
    ctg__diagram_put(diagram, "class", box->column ? "nd" : "asset");
    ctg__diagram_put(diagram, "fillcolor", colour);
    ctg__diagram_put(diagram, "color", colour);
    ctg__diagram_put(diagram, "penwidth", "0");
    ctg__put_place(diagram, b->left + box->x, y, BAR,
                   fmax(1.5, block->value * b->scale));
    ctg__text_restart(&b->m->text);
    add_name(b, block, box->column, &words);
    ctg__add_tooltip(&b->m->text, ctg__text_string(&words));
    ctg__text_restart(&words);
    add_below(b, block, box->column, &words);
    ctg__text_add(&b->m->text, "\\n");
    ctg__add_tooltip(&b->m->text, ctg__text_string(&words));
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&b->m->text));
    if (block->name && box->column && !b->m->cast.grouped &&
        b->m->sketch->options->url_template) {
        ctg__text_restart(&b->m->text);
        ctg__add_link(&b->m->text, b->m->sketch->options->url_template,
                      block->id);
        ctg__diagram_put(diagram, "URL", ctg__text_string(&b->m->text));
    }
    b->m->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static void draw_band(board *b, size_t band)
{
    ctg__holdings_map *const m = b->m;
    ctg__diagram *const diagram = &m->sketch->diagram;
    const ctg__holding_band *const from = &m->bands[band];
    const double x0 = b->left + BAR;
    const double x1 = x0 + BETWEEN;
    const double y0 = b->height - b->out_y[band];
    const double y1 = b->height - b->in_y[band];
    ctg__text words = {0};

    ctg__diagram_add_edge(diagram, b->lines[band].tail, b->lines[band].head);
    ctg__text_restart(&m->text);
    ctg__text_print(&m->text, "h_%lu__%lu", (unsigned long)from->asset,
                    (unsigned long)from->holder);
    ctg__diagram_put(diagram, "id", ctg__text_string(&m->text));
    ctg__diagram_put(diagram, "class", "ex ch_FS");
    ctg__diagram_put(diagram, "arrowhead", "none");
    ctg__diagram_put(diagram, "color",
                     m->assets[from->asset].shocked ? SHOCKED : HELD);
    ctg__diagram_put_number(diagram, "penwidth",
                            fmax(0.6, from->value * b->scale));
    ctg__text_restart(&m->text);
    ctg__add_point(&m->text, x0, y0);
    ctg__text_add(&m->text, " ");
    ctg__add_point(&m->text, (x0 + x1) / 2, y0);
    ctg__text_add(&m->text, " ");
    ctg__add_point(&m->text, (x0 + x1) / 2, y1);
    ctg__text_add(&m->text, " ");
    ctg__add_point(&m->text, x1, y1);
    ctg__diagram_put(diagram, "pos", ctg__text_string(&m->text));
    ctg__text_restart(&m->text);
    add_name(b, &m->assets[from->asset], 0, &words);
    ctg__text_add(&words, " → ");
    add_name(b, &m->holders[from->holder], 1, &words);
    ctg__add_tooltip(&m->text, ctg__text_string(&words));
    ctg__text_restart(&words);
    ctg__add_money(&words, &m->facts, from->value);
    ctg__text_add(&m->text, "\\n");
    ctg__add_tooltip(&m->text, ctg__text_string(&words));
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&m->text));
    m->text.failed |= words.failed;
    ctg__text_clear(&words);
}

/* --- head ------------------------------------------------------------------
 */

static void put_head(board *b, const char *title)
{
    ctg__holdings_map *const m = b->m;
    char nodes[CTG__FORMAT_ROOM];
    char assets[CTG__FORMAT_ROOM];
    ctg__head head;
    ctg__text words = {0};

    ctg__head_begin(&head, title, 2 * WORDS + 2 * BAR + BETWEEN);
    ctg__text_print(&words, "%s node%s ",
                    ctg__format_count(nodes, m->holding_nodes),
                    ctg__plural(m->holding_nodes));
    if (m->cast.grouped)
        ctg__text_print(&words, "in %zu group%s ", m->all_holders,
                        ctg__plural(m->all_holders));
    ctg__text_add(&words, m->holding_nodes == 1 ? "holds " : "hold ");
    ctg__add_money(&words, &m->facts, m->total);
    ctg__text_print(&words, " in %s asset%s",
                    ctg__format_count(assets, m->all_assets),
                    ctg__plural(m->all_assets));
    if (m->shorts > 0) {
        ctg__text_add(&words, "; shorts of ");
        ctg__add_money(&words, &m->facts, m->shorts);
        ctg__text_add(&words, " are not drawn");
    }
    ctg__text_add(&words, ". Who holds the same asset loses with its price, "
                          "and with each other's sales.");
    ctg__head_words(&head, CTG__SUBTEXT, ctg__text_string(&words));
    m->sketch->figures = ctg__text_keep(&words, &m->sketch->arena);
    m->sketch->failed |= !m->sketch->figures;
    ctg__text_add(&words, "Losses run from left to right: what an asset's "
                          "price falls by is its holder's loss. Width ∝ "
                          "value.");
    if (m->thin > 0) {
        ctg__text_add(&words, " Bands under 0.15% of all are not drawn: "
                              "together ");
        ctg__add_share(&words, m->thin / m->total);
        ctg__text_add(&words, ".");
    }
    ctg__head_words(&head, CTG__SUBTEXT, ctg__text_string(&words));
    if (*m->shocks) {
        ctg__text_restart(&words);
        ctg__text_print(&words, " shocked in the scenario (%s)", m->shocks);
        ctg__head_run(&head, CTG__WORST, false, "■");
        ctg__head_run(&head, NULL, false, ctg__text_string(&words));
        ctg__head_item(&head);
        ctg__head_end_legend(&head);
    }
    ctg__head_words(&head, CTG__MUTE, ctg__data_line(m->sketch, false));
    ctg__diagram_graph(&m->sketch->diagram);
    head.text.failed |= words.failed;
    ctg__head_put(&head, &m->sketch->diagram);
    ctg__text_clear(&words);
}

ctg_status ctg__holdings_map_draw(ctg__holdings_map *m, ctg_error *error)
{
    ctg__sketch *const sketch = m->sketch;
    board b = {.m = m, .left = WORDS + BESIDE};
    const char *const title =
        ctg__sketch_headline(sketch, "Common assets: who holds what");
    size_t *order;

    if (!TAKE(&sketch->arena, b.lines, m->band_count + 1) ||
        !TAKE(&sketch->arena, b.out_y, m->band_count + 1) ||
        !TAKE(&sketch->arena, b.in_y, m->band_count + 1) ||
        !TAKE(&sketch->arena, order, m->band_count + 1) || !place(&b))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < m->asset_count + m->holder_count; i++)
        stack(&b, i, i < m->asset_count, order);
    ctg__diagram_init(&sketch->diagram, title);
    ctg__placed_begin(&sketch->diagram, "holdings");
    ctg__diagram_node_defaults(&sketch->diagram);
    ctg__diagram_put(&sketch->diagram, "label", "");
    for (size_t a = 0; a < m->asset_count; a++)
        draw_block(&b, &m->assets[a], &b.boxes[a]);
    for (size_t h = 0; h < m->holder_count; h++)
        draw_block(&b, &m->holders[h], &b.boxes[m->asset_count + h]);
    for (size_t a = 0; a < m->asset_count; a++)
        draw_words(&b, &m->assets[a], 0, WORDS / 2.0, b.height - b.boxes[a].y);
    for (size_t h = 0; h < m->holder_count; h++)
        draw_words(&b, &m->holders[h], 1,
                   b.left + 2 * BAR + BETWEEN + BESIDE + WORDS / 2.0,
                   b.height - b.boxes[m->asset_count + h].y);
    for (size_t i = 0; i < m->band_count; i++)
        draw_band(&b, i);
    put_head(&b, title);
    sketch->diagram.failed |= m->text.failed;
    sketch->page = ctg__sketch_page(sketch);
    return CTG_OK;
}
