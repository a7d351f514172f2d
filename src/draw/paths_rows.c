#include "draw/paths_rows.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "draw/cascade_boxes.h"
#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/placed.h"
#include "draw/scales.h"
#include "text/clean.h"
#include "text/format.h"

enum { MOST_STOPS = 24 };

/* Points. */
#define ROW_HEIGHT 40.0
#define ROW_STEP 52.0
#define HEAD_WIDTH 104.0
#define GAP 34.0
#define SHOCK 96.0
#define NODE CTG__BOX_WIDTH
#define PRICE CTG__HUB_WIDTH

/* A box of a row: an entry's target, the origin, or steps left out. */
typedef struct stop {
    size_t entry;  /* of the path; SIZE_MAX: no entry */
    size_t hidden; /* stops that this stands for; 0 */
    double width;
} stop;

typedef struct row {
    const ctg_path *path;
    size_t number;
    stop stops[MOST_STOPS];
    size_t count;
    double y;
} row;

static ctg_entry entry_of(const ctg__route *r, const ctg_path *path,
                          size_t index)
{
    ctg_entry entry;

    if (!r->facts.fallen)
        return r->facts.causes->entries[path->entries[index]];
    ctg_ledger_read(r->facts.fallen, path->entries[index], &entry, 1);
    return entry;
}

/* What an entry does to a price, or costs a node, given what came before. */
ctg__code ctg__route_code(const ctg__route *r, const ctg_path *path,
                          size_t index)
{
    const ctg_entry entry = entry_of(r, path, index);
    ctg_entry cause;

    if (ctg_actor_kind_of(entry.target) == CTG_ACTOR_ASSET)
        return entry.channel == CTG_SHOCK    ? CTG__SH
               : entry.channel == CTG_IMPACT ? CTG__FS
                                             : CTG__XH;
    if (entry.channel != CTG_PRICE || index == 0)
        return ctg__net_code(&entry);
    cause = entry_of(r, path, index - 1);
    return ctg__code_of_cause(&cause);
}

/* --- rows ------------------------------------------------------------------
 */

static double width_of(const ctg__route *r, const ctg_path *path, size_t entry)
{
    if (entry == SIZE_MAX)
        return SHOCK;
    return ctg_actor_kind_of(entry_of(r, path, entry).target) == CTG_ACTOR_NODE
               ? NODE
               : PRICE;
}

/* Of `total` stops the first and the last, as many as fit. */
static void fill_row(const ctg__route *r, row *of, double most)
{
    const ctg_path *const path = of->path;
    const size_t total = path->entry_count + 1;
    size_t shown = total < MOST_STOPS ? total : MOST_STOPS - 1;
    double sum;

    for (;; shown--) {
        const size_t head = (shown + 1) / 2;

        of->count = 0;
        sum = HEAD_WIDTH;
        for (size_t i = 0; i < total; i++) {
            const size_t entry = i ? i - 1 : SIZE_MAX;

            if (shown < total && i == head) {
                of->stops[of->count++] = (stop){SIZE_MAX, total - shown, PRICE};
                sum += PRICE + GAP;
            }
            if (shown < total && i >= head && i < total - (shown - head))
                continue;
            of->stops[of->count++] = (stop){entry, 0, width_of(r, path, entry)};
            sum += width_of(r, path, entry) + GAP;
        }
        if (sum <= most || shown <= 3)
            return;
    }
}

static void name_stop(ctg__route *r, const row *of, size_t index)
{
    ctg__text_restart(&r->text);
    ctg__text_print(&r->text, "w%zu_%zu", of->number, index);
}

static void put_label(ctg__route *r, const char *name, double points,
                      double width, const char *words, const char *colour)
{
    ctg__text_restart(&r->text);
    ctg__text_add(&r->text, TABLE ROW "<B>");
    ctg__cascade_add_fitted(&r->text, name, points, true, width - 8);
    ctg__text_print(&r->text,
                    "</B>" ROW_END ROW "<FONT POINT-SIZE=\"9\" COLOR=\"%s\">",
                    colour);
    ctg__cascade_add_fitted(&r->text, words, 9, false, width - 8);
    ctg__text_add(&r->text, "</FONT>" ROW_END "</TABLE>");
    ctg__diagram_put_html(&r->sketch->diagram, "label",
                          ctg__text_string(&r->text));
}

static void begin_stop(ctg__route *r, const row *of, size_t index, double x,
                       double width, double height)
{
    ctg__diagram *const diagram = &r->sketch->diagram;

    name_stop(r, of, index);
    ctg__diagram_add_node(diagram, SIZE_MAX, ctg__text_string(&r->text));
    ctg__diagram_put(diagram, "id", ctg__text_string(&r->text));
    ctg__put_place(diagram, x + width / 2, of->y, width, height);
}

static void draw_origin(ctg__route *r, const row *of)
{
    static const char *const looks[] = {"style", "filled,bold", "penwidth",
                                        "2",     "color",       CTG__INK,
                                        "class", "src",         NULL};

    ctg__diagram_put_all(&r->sketch->diagram, looks);
    ctg__text_restart(&r->words);
    if (ctg_actor_kind_of(of->path->origin) == CTG_ACTOR_SHOCK)
        ctg__add_shock(&r->words, &r->facts, ctg_actor_index(of->path->origin));
    else
        ctg__text_add(&r->words, "weak before");
    ctg__text_restart(&r->text);
    ctg__shock_label(&r->text, ctg__text_string(&r->words), SHOCK - 8);
    ctg__diagram_put_html(&r->sketch->diagram, "label",
                          ctg__text_string(&r->text));
    ctg__text_restart(&r->text);
    ctg__add_tooltip(&r->text, ctg__text_string(&r->words));
    ctg__diagram_put(&r->sketch->diagram, "tooltip",
                     ctg__text_string(&r->text));
}

static void draw_price(ctg__route *r, ctg_entry entry)
{
    static const char *const looks[] = {
        "style", "rounded,filled", "fillcolor", CTG__PRICE_FILL, "class", "hub",
        NULL};
    const uint32_t asset = ctg_actor_index(entry.target);
    char words[48];

    ctg__diagram_put_all(&r->sketch->diagram, looks);
    ctg__diagram_put(&r->sketch->diagram, "color", ctg__inks[CTG__FS].line);
    ctg__text_restart(&r->words);
    ctg__text_add_clean(&r->words, r->facts.asset_ids[asset], 0, false);
    snprintf(words, sizeof words, "price, r%lu", (unsigned long)entry.round);
    put_label(r, ctg__text_string(&r->words), 10, PRICE, words,
              ctg__inks[CTG__FS].text);
    ctg__text_restart(&r->text);
    ctg__add_name_tooltip(&r->text, r->facts.asset_names[asset]);
    ctg__diagram_put(&r->sketch->diagram, "tooltip",
                     ctg__text_string(&r->text));
}

static void draw_node(ctg__route *r, const ctg_path *path, size_t index)
{
    static const char *const failed[] = {"fillcolor", CTG__INK,    "color",
                                         CTG__INK,    "fontcolor", CTG__PAPER,
                                         NULL};
    ctg__diagram *const diagram = &r->sketch->diagram;
    const ctg_entry entry = entry_of(r, path, index);
    const uint32_t node = ctg_actor_index(entry.target);
    const bool black = r->facts.failed_round[node] <= entry.round;
    char words[64];

    if (black)
        ctg__diagram_put_all(diagram, failed);
    ctg__text_restart(&r->words);
    ctg__text_add_clean(&r->words, r->facts.node_names[node], 0, false);
    snprintf(words, sizeof words, "%s · round %lu%s",
             ctg__code_about(ctg__route_code(r, path, index))->code,
             (unsigned long)entry.round, black ? " · failed" : "");
    put_label(r, ctg__text_string(&r->words), 10, NODE, words,
              black ? CTG__PAPER : CTG__SUBTEXT);
    ctg__diagram_put(diagram, "class", black ? "cp st_default" : "cp");
    ctg__text_restart(&r->text);
    ctg__add_name_tooltip(&r->text, r->facts.node_names[node]);
    ctg__text_print(&r->text, "\\nround %lu, %s", (unsigned long)entry.round,
                    ctg__code_about(ctg__route_code(r, path, index))->name);
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&r->text));
    if (r->sketch->options->url_template) {
        ctg__text_restart(&r->text);
        ctg__add_link(&r->text, r->sketch->options->url_template,
                      r->facts.node_ids[node]);
        ctg__diagram_put(diagram, "URL", ctg__text_string(&r->text));
    }
}

static void draw_hidden(ctg__route *r, const stop *of)
{
    char words[48];

    snprintf(words, sizeof words, "%zu more", of->hidden);
    ctg__diagram_put(&r->sketch->diagram, "style", "dashed,filled");
    ctg__diagram_put(&r->sketch->diagram, "fillcolor", CTG__WASH);
    put_label(r, words, 9, PRICE, of->hidden == 1 ? "step" : "steps",
              CTG__MUTE);
    ctg__diagram_put(&r->sketch->diagram, "tooltip", words);
}

/* What is direct is no contagion, and may be all there is. */
static bool has_contagion(const ctg__route *r)
{
    return r->contagion > 1e-9 * r->facts.net->total;
}

double ctg__route_whole(const ctg__route *r)
{
    return has_contagion(r) ? r->contagion : r->facts.net->total;
}

const char *ctg__route_whole_words(const ctg__route *r)
{
    return has_contagion(r) ? "contagion" : "losses";
}

/* "1  $5.11M / 17% of contagion" */
static void draw_row_head(ctg__route *r, const row *of)
{
    static const char *const badges[] = {"①", "②", "③", "④", "⑤",
                                         "⑥", "⑦", "⑧", "⑨"};
    ctg__diagram *const diagram = &r->sketch->diagram;
    char share[CTG__FORMAT_ROOM];
    char words[CTG__FORMAT_ROOM + 32];

    ctg__text_restart(&r->words);
    ctg__text_print(&r->words, "hd_%zu", of->number);
    ctg__diagram_add_node(diagram, SIZE_MAX, ctg__text_string(&r->words));
    ctg__diagram_put(diagram, "id", ctg__text_string(&r->words));
    ctg__diagram_put(diagram, "class", "hdr");
    ctg__diagram_put(diagram, "shape", "plaintext");
    ctg__diagram_put(diagram, "style", "");
    ctg__diagram_put(diagram, "fillcolor", "none");
    ctg__put_place(diagram, (HEAD_WIDTH - 8) / 2, of->y, HEAD_WIDTH - 8,
                   ROW_HEIGHT);
    ctg__text_restart(&r->words);
    ctg__text_print(&r->words, "%s ", badges[of->number]);
    ctg__add_money_in_box(&r->words, &r->facts, of->path->loss);
    snprintf(
        words, sizeof words, "%s of %s",
        ctg__format_share(share, of->path->loss / ctg__route_whole(r), false),
        ctg__route_whole_words(r));
    put_label(r, ctg__text_string(&r->words), 11, HEAD_WIDTH, words, CTG__MUTE);
    ctg__diagram_put(diagram, "tooltip", "what this chain carries");
}

/* From a box to the next, straight. */
static void draw_step(ctg__route *r, const row *of, size_t index, size_t tail,
                      double from, double to)
{
    ctg__diagram *const diagram = &r->sketch->diagram;
    const size_t entry = of->stops[index].entry;
    const ctg__code code =
        entry == SIZE_MAX ? CTG__OT : ctg__route_code(r, of->path, entry);
    const ctg__ink *const ink = &ctg__inks[code];
    const double pen = ctg__pen_group_loss(of->path->loss, r->paths[0].loss);
    const double arrow = ctg__arrow_size(pen);
    const bool none = strcmp(ink->arrow, "none") == 0;
    const double end = none ? to : to - 10 * arrow;

    ctg__diagram_add_edge(diagram, tail, tail + 1);
    ctg__text_restart(&r->text);
    ctg__text_print(&r->text, "e_w%zu_%zu", of->number, index);
    ctg__diagram_put(diagram, "id", ctg__text_string(&r->text));
    ctg__text_restart(&r->text);
    ctg__text_print(&r->text, "fl ch_%s", ctg__code_about(code)->code);
    ctg__diagram_put(diagram, "class", ctg__text_string(&r->text));
    ctg__diagram_put(diagram, "color", ink->line);
    ctg__diagram_put(diagram, "style", pen > 3 ? "solid" : ink->style);
    ctg__diagram_put(diagram, "arrowhead", ink->arrow);
    ctg__diagram_put_number(diagram, "penwidth", pen);
    ctg__diagram_put_number(diagram, "arrowsize", arrow);
    ctg__diagram_put(diagram, "tooltip", ctg__code_about(code)->name);
    ctg__text_restart(&r->text);
    if (!none) {
        ctg__text_add(&r->text, "e,");
        ctg__add_point(&r->text, to, of->y);
        ctg__text_add_char(&r->text, ' ');
    }
    for (int i = 0; i < 4; i++) {
        ctg__text_add(&r->text, i ? " " : "");
        ctg__add_point(&r->text, from + (end - from) * i / 3, of->y);
    }
    ctg__diagram_put(diagram, "pos", ctg__text_string(&r->text));
}

static void draw_row(ctg__route *r, const row *of)
{
    size_t first;
    double x = HEAD_WIDTH;

    draw_row_head(r, of);
    first = r->sketch->diagram.node_count;
    for (size_t i = 0; i < of->count; i++) {
        const stop *const at = &of->stops[i];
        const bool node = at->width == NODE;

        begin_stop(r, of, i, x, at->width, node ? ROW_HEIGHT : 34);
        if (at->hidden)
            draw_hidden(r, at);
        else if (at->entry == SIZE_MAX)
            draw_origin(r, of);
        else if (node)
            draw_node(r, of->path, at->entry);
        else
            draw_price(r, entry_of(r, of->path, at->entry));
        x += at->width + GAP;
    }
    r->width = fmax(r->width, x - GAP);
    x = HEAD_WIDTH;
    for (size_t i = 0; i + 1 < of->count; i++) {
        x += of->stops[i].width;
        draw_step(r, of, i + 1, first + i, x, x + GAP);
        x += GAP;
    }
}

void ctg__route_draw(ctg__route *r, size_t path, double most)
{
    row of = {.path = &r->paths[path],
              .number = path,
              .y = ROW_STEP * (double)(r->path_count - path)};

    fill_row(r, &of, most);
    draw_row(r, &of);
}
