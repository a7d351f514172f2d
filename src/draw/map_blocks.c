/* A core, what is tied to it and what is not, as two to four blocks. */
#include <math.h>
#include <stdlib.h>

#include "draw/escape.h"
#include "draw/exposure_map.h"
#include "draw/head.h"
#include "draw/map_patterns.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/placed.h"
#include "draw/scales.h"
#include "text/clean.h"
#include "text/format.h"
#include "text/widths.h"

/* Points. */
enum {
    CORE_WIDTH = 270,
    CORE_HEIGHT = 118,
    WIDTH = 190,
    HEIGHT = 46,
    BETWEEN = 200, /* columns */
    STEP = 96,     /* middles of the blocks on the right */
    PORTS = 17,
    BESIDE = 26, /* the middle of a block: lines between those on the right */
    NAMED = 12,
    NAMES_IN_ROW = 3
};

#define WIDEST 5

static const char *const names[CTG__BLOCKS] = {"core", "periphery", "outside",
                                               "without ties"};

typedef struct flow {
    double value;
    size_t count;
    double of_code[CTG__CODE_COUNT];
} flow;

typedef struct picture {
    ctg__pattern *p;
    flow flows[CTG__BLOCKS][CTG__BLOCKS];
    double assets[CTG__BLOCKS];
    double equity[CTG__BLOCKS];
    double most; /* value of the largest line */
    double x[CTG__BLOCKS];
    double y[CTG__BLOCKS];
    size_t node[CTG__BLOCKS];
} picture;

static void sum_up(picture *d)
{
    const ctg__pattern *const p = d->p;

    for (size_t i = 0; i < p->ties->count; i++) {
        const ctg__tie *const tie = &p->ties->ties[i];
        flow *const f = &d->flows[p->block[tie->from]][p->block[tie->to]];

        f->value += tie->amount;
        f->count++;
        f->of_code[tie->code] += tie->amount;
    }
    for (size_t i = 0; i < p->facts->node_count; i++) {
        const uint8_t block = p->block[p->cast->actors.of_node[i]];

        d->assets[block] += ctg_network_assets(p->network)[i];
        d->equity[block] += fmax(0, p->facts->initial_equity[i]);
    }
    for (int a = 0; a < CTG__BLOCKS; a++)
        for (int b = 0; b < CTG__BLOCKS; b++)
            if (a != b)
                d->most = fmax(d->most, d->flows[a][b].value);
}

/* The core on the left, the others below each other on the right. */
static void place(picture *d)
{
    size_t right = 0;

    for (int b = CTG__BLOCK_PERIPHERY; b < CTG__BLOCKS; b++)
        right += d->p->members[b] > 0;
    d->x[CTG__BLOCK_CORE] = CORE_WIDTH / 2.0;
    for (int b = CTG__BLOCK_PERIPHERY, at = 0; b < CTG__BLOCKS; b++) {
        d->x[b] = CORE_WIDTH + BETWEEN + WIDTH / 2.0;
        d->y[b] = STEP * (((double)right - 1) / 2 - at);
        at += d->p->members[b] > 0;
    }
}

/* --- blocks ----------------------------------------------------------------
 */

typedef struct member {
    double strength;
    uint32_t actor;
} member;

static int compare(const void *one, const void *other)
{
    const member *const a = one;
    const member *const b = other;

    if (a->strength != b->strength)
        return a->strength > b->strength ? -1 : 1;
    return a->actor < b->actor ? -1 : a->actor > b->actor;
}

static void add_row(ctg__text *text, double points, const char *clean,
                    bool bold, const char *colour)
{
    ctg__text_print(text, "<TR><TD><FONT POINT-SIZE=\"%g\" COLOR=\"%s\">%s",
                    points, colour, bold ? "<B>" : "");
    ctg__add_html(text, clean);
    ctg__text_print(text, "%s</FONT></TD></TR>", bold ? "</B>" : "");
}

/* The largest of the core, in rows. */
static bool add_members(picture *d, const char *colour)
{
    const ctg__pattern *const p = d->p;
    const size_t count = p->members[CTG__BLOCK_CORE];
    const size_t named = count < NAMED ? count : NAMED;
    ctg__text row = {0};
    ctg__text name = {0};
    member *all;
    size_t found = 0;

    if (!TAKE(&p->sketch->arena, all, count + 1))
        return false;
    for (size_t i = 0; i < p->graph.count; i++)
        if (p->block[i] == CTG__BLOCK_CORE)
            all[found++] = (member){p->strength[i], (uint32_t)i};
    qsort(all, found, sizeof *all, compare);
    for (size_t i = 0; i < named; i++) {
        const bool ends = i + 1 == named || i % NAMES_IN_ROW == 2;

        ctg__text_restart(&name);
        ctg__text_add_clean(&name, p->cast->names[all[i].actor],
                            CTG__NAME_WHOLE, false);
        ctg__text_add_fitted(&row, ctg__text_string(&name), 9, false,
                             (CORE_WIDTH - 24.0) / NAMES_IN_ROW);
        ctg__text_add(&row, !ends           ? ", "
                            : i + 1 < named ? ","
                            : named < count ? " …"
                                            : "");
        if (ends) {
            add_row(&d->p->text, 9, ctg__text_string(&row), false, colour);
            ctg__text_restart(&row);
        }
    }
    d->p->text.failed |= row.failed || name.failed;
    ctg__text_clear(&row);
    ctg__text_clear(&name);
    return true;
}

static double leverage_of(const picture *d, int block)
{
    if (d->equity[block] > 0)
        return d->assets[block] / d->equity[block];
    return d->assets[block] > 0 ? HUGE_VAL : 0;
}

static bool draw_block(picture *d, int block)
{
    ctg__diagram *const diagram = &d->p->sketch->diagram;
    ctg__text *const text = &d->p->text;
    const size_t class =
        ctg__scale_class(&ctg__leverage_scale, leverage_of(d, block));
    const bool dark = class >= ctg__leverage_scale.dark;
    const char *const colour = dark ? CTG__ON_DARK : CTG__ON_PALE;
    const bool core = block == CTG__BLOCK_CORE;
    char digits[CTG__FORMAT_ROOM];
    ctg__text words = {0};
    bool made = true;

    d->node[block] =
        ctg__diagram_add_node(diagram, SIZE_MAX,
                              core                        ? "core"
                              : block == CTG__BLOCK_ALONE ? "alone"
                                                          : names[block]);
    ctg__diagram_put(diagram, "id",
                     core                        ? "core"
                     : block == CTG__BLOCK_ALONE ? "alone"
                                                 : names[block]);
    ctg__diagram_put(diagram, "class", "grp");
    ctg__diagram_put(diagram, "style", "rounded,filled");
    ctg__diagram_put(diagram, "color", CTG__INK);
    ctg__diagram_put(diagram, "fillcolor", ctg__leverage_scale.colours[class]);
    ctg__put_place(diagram, d->x[block], d->y[block], core ? CORE_WIDTH : WIDTH,
                   core ? CORE_HEIGHT : HEIGHT);
    ctg__text_print(&words, "%s node%s · ",
                    ctg__format_count(digits, d->p->members[block]),
                    ctg__plural(d->p->members[block]));
    if (block == CTG__BLOCK_ALONE)
        ctg__text_add(&words, "none owes or is owed");
    else
        ctg__text_print(&words, "%s of the %ss' value inside",
                        ctg__format_share(digits,
                                          d->p->ties->total > 0
                                              ? d->flows[block][block].value /
                                                    d->p->ties->total
                                              : 0,
                                          false),
                        ctg__tie_noun(d->p->ties));
    ctg__text_restart(text);
    ctg__add_tooltip(text, ctg__text_string(&words));
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(text));
    ctg__text_restart(text);
    ctg__text_add(text, "<TABLE BORDER=\"0\" CELLBORDER=\"0\" "
                        "CELLSPACING=\"0\" CELLPADDING=\"1\">");
    add_row(text, 12, names[block], true, colour);
    add_row(text, 9, ctg__text_string(&words), false, colour);
    if (core)
        made = add_members(d, colour);
    ctg__text_add(text, "</TABLE>");
    ctg__diagram_put_html(diagram, "label", ctg__text_string(text));
    text->failed |= words.failed;
    ctg__text_clear(&words);
    return made;
}

/* --- lines -----------------------------------------------------------------
 */

static ctg__code largest_code(const flow *f)
{
    ctg__code best = CTG__CD;

    for (ctg__code code = CTG__SH; code < CTG__CODE_COUNT; code++)
        if (f->of_code[code] > f->of_code[best])
            best = code;
    return best;
}

static void put_line(picture *d, int from, int to, const double ends[4],
                     double word_x, double word_y)
{
    ctg__diagram *const diagram = &d->p->sketch->diagram;
    ctg__text *const text = &d->p->text;
    const flow *const f = &d->flows[from][to];
    const ctg__ink *const ink = &ctg__inks[largest_code(f)];
    const double pen = fmax(0.7, WIDEST * sqrt(f->value / d->most));
    const double arrow = ctg__arrow_size(pen);
    const bool upright = fabs(ends[2] - ends[0]) < 1;
    const double back = 10 * arrow;
    const double end_x =
        upright ? ends[2] : ends[2] - copysign(back, ends[2] - ends[0]);
    const double end_y =
        upright ? ends[3] - copysign(back, ends[3] - ends[1]) : ends[3];
    const double middle = upright ? ends[0] : (ends[0] + ends[2]) / 2;
    char digits[CTG__FORMAT_ROOM];
    char name[48];
    ctg__text words = {0};

    snprintf(name, sizeof name, "e_%d__%d", from, to);
    ctg__diagram_add_edge(diagram, d->node[from], d->node[to]);
    ctg__diagram_put(diagram, "id", name);
    ctg__diagram_put(diagram, "class", "ex");
    ctg__diagram_put(diagram, "color", ink->line);
    ctg__diagram_put(diagram, "arrowhead", ink->arrow);
    ctg__diagram_put_number(diagram, "penwidth", pen);
    ctg__diagram_put_number(diagram, "arrowsize", arrow);
    ctg__text_restart(text);
    ctg__text_add(text, "e,");
    ctg__add_point(text, ends[2], ends[3]);
    ctg__text_add(text, " ");
    ctg__add_point(text, ends[0], ends[1]);
    ctg__text_add(text, " ");
    ctg__add_point(text, middle, upright ? (ends[1] + ends[3]) / 2 : ends[1]);
    ctg__text_add(text, " ");
    ctg__add_point(text, middle, upright ? (ends[1] + ends[3]) / 2 : ends[3]);
    ctg__text_add(text, " ");
    ctg__add_point(text, end_x, end_y);
    ctg__diagram_put(diagram, "pos", ctg__text_string(text));
    ctg__add_money(&words, d->p->facts, f->value);
    ctg__text_print(&words, " · %s %s%s", ctg__format_count(digits, f->count),
                    ctg__tie_noun(d->p->ties), ctg__plural(f->count));
    ctg__text_restart(text);
    ctg__text_print(text, "%s → %s\\n", names[from], names[to]);
    ctg__add_tooltip(text, ctg__text_string(&words));
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(text));
    snprintf(name, sizeof name, "t_%d__%d", from, to);
    ctg__diagram_add_node(diagram, SIZE_MAX, name);
    ctg__diagram_put(diagram, "id", name);
    ctg__diagram_put(diagram, "class", "words");
    ctg__diagram_put(diagram, "shape", "plaintext");
    ctg__diagram_put(diagram, "style", "");
    ctg__diagram_put(diagram, "fontsize", "9");
    ctg__diagram_put(diagram, "fontcolor", ink->text);
    ctg__put_place(diagram, word_x, word_y,
                   ctg__text_width(ctg__text_string(&words), 9, false) + 4, 12);
    ctg__text_restart(text);
    ctg__add_label(text, ctg__text_string(&words));
    ctg__diagram_put(diagram, "label", ctg__text_string(text));
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(text));
    text->failed |= words.failed;
    ctg__text_clear(&words);
}

static double pen_room(const picture *d, int from, int to)
{
    return WIDEST * sqrt(d->flows[from][to].value / d->most) / 2 + 8;
}

/* Out above, back below. */
static void draw_pair(picture *d, int block, double port)
{
    const int core = CTG__BLOCK_CORE;
    const double left = CORE_WIDTH;
    const double right = CORE_WIDTH + BETWEEN;
    const double x = (left + right) / 2;

    for (int back = 0; back < 2; back++) {
        const double core_y = port + (back ? -1 : 1) * PORTS / 2.0;
        const double y = d->y[block] + (back ? -1 : 1) * PORTS / 2.0;
        const double ends[4] = {left, core_y, right, y};
        const double home[4] = {right, y, left, core_y};
        const int from = back ? block : core;
        const int to = back ? core : block;

        if (d->flows[from][to].count)
            put_line(d, from, to, back ? home : ends, x,
                     (core_y + y) / 2 +
                         (back ? -1 : 1) * pen_room(d, from, to));
    }
}

/* Between two blocks on the right that follow each other. */
static void draw_upright(picture *d, int upper, int lower)
{
    for (int back = 0; back < 2; back++) {
        const double x = d->x[upper] + (back ? 1 : -1) * 12.0;
        const double top = d->y[upper] - HEIGHT / 2.0;
        const double foot = d->y[lower] + HEIGHT / 2.0;
        const double down[4] = {x, top, x, foot};
        const double up[4] = {x, foot, x, top};
        const int from = back ? lower : upper;
        const int to = back ? upper : lower;

        if (d->flows[from][to].count)
            put_line(d, from, to, back ? up : down,
                     d->x[upper] + (back ? 1 : -1) * (20.0 + BESIDE * 1.6),
                     (top + foot) / 2);
    }
}

static void draw_lines(picture *d)
{
    size_t pairs = 0;
    size_t at = 0;

    for (int b = CTG__BLOCK_PERIPHERY; b < CTG__BLOCK_ALONE; b++)
        pairs += d->flows[0][b].count || d->flows[b][0].count;
    for (int b = CTG__BLOCK_PERIPHERY; b < CTG__BLOCK_ALONE; b++)
        if (d->flows[0][b].count || d->flows[b][0].count)
            draw_pair(d, b,
                      2.2 * PORTS * (((double)pairs - 1) / 2 - (double)at++));
    draw_upright(d, CTG__BLOCK_PERIPHERY, CTG__BLOCK_OUTSIDE);
}

/* --- head ------------------------------------------------------------------
 */

static void put_head(picture *d, const char *title)
{
    const ctg__pattern *const p = d->p;
    const char *const noun = ctg__tie_noun(p->ties);
    char digits[CTG__FORMAT_ROOM];
    char share[CTG__FORMAT_ROOM];
    ctg__head head;
    ctg__text words = {0};

    ctg__head_begin(&head, title, CORE_WIDTH + BETWEEN + WIDTH);
    ctg__map_add_counts(&words, p->facts, p->ties);
    ctg__text_print(&words,
                    " Core: the %s nodes of coreness ≥ %lu (largest %lu); ",
                    ctg__format_count(digits, p->members[CTG__BLOCK_CORE]),
                    (unsigned long)p->limit, (unsigned long)p->most);
    ctg__text_print(&words, "%s of the pairs in it have a %s, ",
                    ctg__format_share(share, p->inner, false), noun);
    ctg__text_print(&words, "%s of those outside it.",
                    ctg__format_share(share, p->outer, false));
    ctg__head_words(&head, CTG__SUBTEXT, ctg__text_string(&words));
    p->sketch->figures = ctg__text_keep(&words, &p->sketch->arena);
    p->sketch->failed |= !p->sketch->figures;
    ctg__text_print(
        &words,
        "Lines run the way losses travel, width ∝ √value. The largest %s of "
        "the core by what they owe and are owed are named. `draw matrix` "
        "shows it %s by %s.",
        ctg__format_count(digits, p->members[CTG__BLOCK_CORE] < NAMED
                                      ? p->members[CTG__BLOCK_CORE]
                                      : NAMED),
        noun, noun);
    ctg__head_words(&head, CTG__SUBTEXT, ctg__text_string(&words));
    ctg__head_leverage(&head);
    ctg__head_end_legend(&head);
    ctg__head_words(&head, CTG__MUTE, ctg__data_line(p->sketch, false));
    ctg__diagram_graph(&p->sketch->diagram);
    head.text.failed |= words.failed;
    ctg__head_put(&head, &p->sketch->diagram);
    ctg__text_clear(&words);
}

ctg_status ctg__draw_blocks(ctg__pattern *p, ctg_error *error)
{
    picture d = {.p = p};
    const char *const title =
        ctg__sketch_headline(p->sketch, "Core and periphery");

    sum_up(&d);
    place(&d);
    ctg__diagram_init(&p->sketch->diagram, title);
    ctg__placed_begin(&p->sketch->diagram, "blocks");
    for (int block = 0; block < CTG__BLOCKS; block++)
        if (p->members[block] && !draw_block(&d, block))
            return ctg__fail_memory(error);
    draw_lines(&d);
    put_head(&d, title);
    p->sketch->diagram.failed |= p->text.failed;
    p->sketch->page = ctg__sketch_page(p->sketch);
    return CTG_OK;
}
