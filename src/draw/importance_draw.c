/* Drawing importance: rings, sectors, dots, the heaviest exposures. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "draw/escape.h"
#include "draw/grid.h"
#include "draw/importance.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/shapes.h"
#include "text/clean.h"
#include "text/format.h"
#include "text/widths.h"

enum {
    STEPS = 8, /* outwards */
    TURNS = 48 /* of a ring's words */
};

#define SECTOR_BORDER 0.12 /* of a sector, in radii: where it begins */
#define BORDER 1.03        /* and ends */
#define WORDS 14.0         /* height of a line of them */

/* The middle of a sector's words. */
typedef struct words_at {
    double x;
    double y;
    double width;
} words_at;

/* --- rings and sectors -----------------------------------------------------
 */

static void put_plain(ctg__diagram *diagram, const char *name,
                      const char *class)
{
    ctg__diagram_put(diagram, "id", name);
    ctg__diagram_put(diagram, "class", class);
}

/* Has no dot anything in common with words, in a box around a place? */
static bool is_free(const ctg__importance *t, double x, double y, double width,
                    double height)
{
    for (size_t i = 0; i < t->dot_count; i++) {
        const ctg__importance_dot *const dot = &t->dots[i];
        const double across = fmax(0, fabs(dot->x - x) - width / 2);
        const double up = fmax(0, fabs(dot->y - y) - height / 2);

        if (hypot(across, up) < dot->radius + 1)
            return false;
    }
    return true;
}

/* Straight above the centre, or as little beside it as leaves a ring's words
 * free. */
static void put_ring_words(ctg__importance *t, double distance,
                           const char *clean)
{
    const double width = ctg__text_width(clean, 9, false);
    double x = 0;
    double y = distance;

    for (int i = 1; i < TURNS && !is_free(t, x, y, width, 9); i++) {
        const double angle =
            (i % 2 ? 1 : -1) * ((i + 1) / 2) * 2 * 3.14159265358979 / TURNS;

        x = distance * sin(angle);
        y = distance * cos(angle);
    }
    if (is_free(t, x, y, width, 9))
        ctg__put_position(&t->sketch->diagram, x, y);
    else
        ctg__put_position(&t->sketch->diagram, 0, distance);
}

static void draw_ring(ctg__importance *t, size_t number, double value)
{
    static const char *const ring[] = {"style",     "solid",    "color",
                                       CTG__FAINT,  "penwidth", ".8",
                                       "fixedsize", "true",     NULL};
    static const char *const words[] = {
        "shape",     "plain",     "style",   "filled",   "fillcolor",
        CTG__PAPER,  "fontcolor", CTG__MUTE, "fontsize", "9",
        "fixedsize", "false",     NULL};
    ctg__diagram *const diagram = &t->sketch->diagram;
    const double distance = ctg__importance_distance(&t->places, value);
    char name[24];

    snprintf(name, sizeof name, "ring%zu", number);
    ctg__diagram_add_node(diagram, SIZE_MAX, name);
    put_plain(diagram, name, "ring");
    ctg__diagram_put_all(diagram, ring);
    ctg__diagram_put(diagram, "shape", "circle");
    ctg__diagram_put_number(diagram, "width", 2 * distance / 72);
    ctg__diagram_put_number(diagram, "height", 2 * distance / 72);
    ctg__put_position(diagram, 0, 0);
    ctg__text_restart(&t->text);
    ctg__text_add(&t->text, "impact ");
    ctg__add_share(&t->text, value);
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&t->text));

    snprintf(name, sizeof name, "ringtext%zu", number);
    ctg__diagram_add_node(diagram, SIZE_MAX, name);
    put_plain(diagram, name, "ring");
    ctg__diagram_put_all(diagram, words);
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&t->text));
    ctg__text_restart(&t->text);
    ctg__add_share(&t->text, value);
    put_ring_words(t, distance, ctg__text_string(&t->text));
    ctg__diagram_put(diagram, "label", ctg__text_string(&t->text));
}

static void draw_rings(ctg__importance *t)
{
    static const double values[] = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3};

    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (values[i] >= t->places.least && values[i] <= t->places.most)
            draw_ring(t, i, values[i]);
}

static void draw_point(ctg__importance *t, const char *name, double angle,
                       double distance)
{
    static const char *const looks[] = {"shape",  "point", "style",
                                        "invis",  "width", ".01",
                                        "height", ".01",   NULL};
    ctg__diagram *const diagram = &t->sketch->diagram;

    ctg__diagram_add_node(diagram, SIZE_MAX, name);
    put_plain(diagram, name, "sector");
    ctg__diagram_put_all(diagram, looks);
    ctg__put_position(diagram, distance * sin(angle), distance * cos(angle));
}

/* Does the border of no sector run through words, in a box around a place? */
static bool is_off_borders(const ctg__importance *t, const words_at *at)
{
    for (size_t s = 0; s < t->groups.actors.count; s++)
        for (int step = 0; step <= STEPS; step++) {
            const double out = (BORDER - 0.02 * step) * t->places.radius;

            if (fabs(out * sin(t->places.from[s]) - at->x) <
                    at->width / 2 + 2 &&
                fabs(out * cos(t->places.from[s]) - at->y) < WORDS / 2)
                return false;
        }
    return true;
}

/* Words beside the circle, farther out as long as they are on others, or on a
 * dot. */
static void place_words(ctg__importance *t, size_t sector, double width,
                        words_at *placed)
{
    const double middle = (t->places.from[sector] + t->places.to[sector]) / 2;
    double out = CTG__IMPORTANCE_WORDS * t->places.radius;
    bool free = false;

    for (int step = 0; !free && step < STEPS; step++, out += WORDS / 2) {
        words_at *const at = &placed[sector];

        *at = (words_at){.x = (out + width / 2) * sin(middle),
                         .y = (out + WORDS / 2) * cos(middle),
                         .width = width};
        free = is_free(t, at->x, at->y, width, WORDS) && is_off_borders(t, at);
        for (size_t s = 0; s < sector; s++)
            free &=
                fabs(placed[s].x - at->x) > (placed[s].width + width) / 2 + 4 ||
                fabs(placed[s].y - at->y) > WORDS;
    }
    ctg__put_position(&t->sketch->diagram, placed[sector].x, placed[sector].y);
}

/* The name outside the circle and the border on the left of the sector. */
static void draw_sector(ctg__importance *t, size_t sector, words_at *placed)
{
    static const char *const words[] = {
        "shape",     "plaintext", "style",    "",   "fontcolor", CTG__MUTE,
        "fixedsize", "false",     "fontsize", "10", NULL};
    static const char *const border[] = {
        "color", CTG__BAND, "penwidth", "1", "arrowhead", "none", NULL};
    ctg__diagram *const diagram = &t->sketch->diagram;
    ctg__text name = {0};
    size_t inner;

    ctg__add_node_name(&name, t->groups.ids[sector], true);
    ctg__diagram_add_node(diagram, SIZE_MAX, ctg__text_string(&name));
    put_plain(diagram, ctg__text_string(&name), "grp");
    ctg__diagram_put_all(diagram, words);
    ctg__text_restart(&t->text);
    {
        ctg__text clean = {0};
        const double width = ctg__importance_sector(t, sector, &clean);

        place_words(t, sector, width, placed);
        ctg__add_label(&t->text, ctg__text_string(&clean));
        t->text.failed |= clean.failed;
        ctg__text_clear(&clean);
    }
    ctg__diagram_put(diagram, "label", ctg__text_string(&t->text));
    ctg__text_restart(&t->text);
    ctg__add_name_tooltip(&t->text, t->groups.names[sector]);
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&t->text));
    inner = diagram->node_count;
    ctg__text_restart(&name);
    ctg__text_print(&name, "si%zu", sector);
    draw_point(t, ctg__text_string(&name), t->places.from[sector],
               SECTOR_BORDER * t->places.radius);
    ctg__text_restart(&name);
    ctg__text_print(&name, "so%zu", sector);
    draw_point(t, ctg__text_string(&name), t->places.from[sector],
               BORDER * t->places.radius);
    ctg__diagram_add_edge(diagram, inner, inner + 1);
    ctg__text_restart(&name);
    ctg__text_print(&name, "e_sector%zu", sector);
    put_plain(diagram, ctg__text_string(&name), "sector");
    ctg__importance_border(t, t->places.from[sector],
                           SECTOR_BORDER * t->places.radius,
                           BORDER * t->places.radius);
    ctg__diagram_put(diagram, "tooltip", "border of groups");
    ctg__diagram_put_all(diagram, border);
    t->text.failed |= name.failed;
    ctg__text_clear(&name);
}

/* --- dots ------------------------------------------------------------------
 */

static void put_circle(ctg__diagram *diagram, const ctg__importance_dot *dot)
{
    ctg__diagram_put(diagram, "shape", "circle");
    ctg__diagram_put(diagram, "fixedsize", "true");
    ctg__diagram_put_number(diagram, "width", 2 * dot->radius / 72);
    ctg__diagram_put_number(diagram, "height", 2 * dot->radius / 72);
    ctg__put_position(diagram, dot->x, dot->y);
}

/* Does a line of 9 points fit into a circle? */
static bool fits(const ctg__importance_dot *dot, const char *clean)
{
    return hypot(ctg__text_width(clean, 9, false) / 2, 3.5) < dot->radius - 1;
}

/* Rank and id, as far as they fit into the circle. */
static void put_dot_label(ctg__importance *t, size_t rank, uint32_t actor,
                          uint32_t class)
{
    ctg__diagram *const diagram = &t->sketch->diagram;
    const ctg__importance_dot *const dot = &t->dots[rank];
    ctg__text words = {0};

    ctg__text_print(&words, "%zu ", rank + 1);
    ctg__text_add_clean(&words, t->cast.ids[actor], CTG__NAME_WHOLE, false);
    if (!fits(dot, ctg__text_string(&words))) {
        ctg__text_restart(&words);
        ctg__text_print(&words, "%zu", rank + 1);
    }
    if (fits(dot, ctg__text_string(&words))) {
        ctg__text_restart(&t->text);
        ctg__add_label(&t->text, ctg__text_string(&words));
        ctg__diagram_put(diagram, "label", ctg__text_string(&t->text));
        ctg__diagram_put(diagram, "fontsize", "9");
        if (t->sketch->options->vulnerability)
            ctg__diagram_put(diagram, "fontcolor",
                             class >= ctg__vulnerability_scale.dark
                                 ? CTG__ON_DARK
                                 : CTG__ON_PALE);
    }
    t->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static void draw_dot(ctg__importance *t, const ctg_network *network,
                     uint32_t actor)
{
    ctg__diagram *const diagram = &t->sketch->diagram;
    const double *const vulnerability = t->sketch->options->vulnerability;
    const size_t rank = t->rank[actor];
    const uint32_t class = t->quintile[actor];
    ctg__text words = {0};

    ctg__text_restart(&t->text);
    ctg__add_node_name(&t->text, t->cast.ids[actor], false);
    t->node_of[rank] =
        ctg__diagram_add_node(diagram, SIZE_MAX, ctg__text_string(&t->text));
    ctg__diagram_put(diagram, "id", ctg__text_string(&t->text));
    ctg__text_print(&words, "nd q%lu%s", (unsigned long)class + 1,
                    ctg__is_worst(t, actor) ? " worst" : "");
    ctg__diagram_put(diagram, "class", ctg__text_string(&words));
    put_circle(diagram, &t->dots[rank]);
    ctg__diagram_put(diagram, "fillcolor",
                     vulnerability ? ctg__vulnerability_scale.colours[class]
                                   : ctg__vulnerability_scale.colours[2]);
    ctg__diagram_put(diagram, "color",
                     ctg__is_worst(t, actor) ? CTG__WORST : CTG__MUTE);
    ctg__diagram_put(diagram, "penwidth",
                     ctg__is_worst(t, actor) ? "3.2" : ".8");
    ctg__text_restart(&words);
    ctg__text_print(&words, "impact ");
    ctg__add_share(&words, ctg__impact_of(t, actor));
    ctg__text_print(&words, " of the system's equity, rank %zu of %zu",
                    rank + 1, t->count);
    ctg__text_restart(&t->text);
    ctg__add_name_tooltip(&t->text, t->cast.names[actor]);
    ctg__text_add(&t->text, "\\n");
    ctg__add_tooltip(&t->text, ctg__text_string(&words));
    ctg__text_add(&t->text, "\\nassets ");
    ctg__text_restart(&words);
    ctg__add_money(&words, &t->facts, ctg__assets_of(t, network, actor));
    if (vulnerability) {
        ctg__text_add(&words, ", mean distress when others fail ");
        ctg__add_share(&words, vulnerability[t->node[actor]]);
    }
    ctg__add_tooltip(&t->text, ctg__text_string(&words));
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&t->text));
    put_dot_label(t, rank, actor, class);
    t->text.failed |= words.failed;
    ctg__text_clear(&words);
}

static void draw_rest(ctg__importance *t, size_t index)
{
    ctg__diagram *const diagram = &t->sketch->diagram;
    const ctg__importance_dot *const dot = &t->dots[index];
    char name[32];

    snprintf(name, sizeof name, "rest%lu", (unsigned long)dot->sector);
    ctg__diagram_add_node(diagram, SIZE_MAX, name);
    put_plain(diagram, name, "nd rest");
    put_circle(diagram, dot);
    ctg__diagram_put(diagram, "style", "dashed,filled");
    ctg__diagram_put(diagram, "fillcolor", CTG__WASH);
    ctg__diagram_put(diagram, "color", CTG__LINE);
    ctg__diagram_put(diagram, "fontcolor", CTG__MUTE);
    ctg__diagram_put(diagram, "fontsize", "9");
    snprintf(name, sizeof name, "+%zu", t->rest[dot->sector]);
    ctg__diagram_put(diagram, "label", name);
    snprintf(name, sizeof name, "%zu more node%s", t->rest[dot->sector],
             ctg__plural(t->rest[dot->sector]));
    ctg__diagram_put(diagram, "tooltip", name);
}

ctg_status ctg__importance_draw(ctg__importance *t, const ctg_network *network,
                                const char *title, ctg_error *error)
{
    static const char *const graph[] = {"layout", "nop2", "splines", "line",
                                        NULL};
    static const char *const edges[] = {
        "color", CTG__THREAT, "arrowsize", ".35", "penwidth", ".7", NULL};
    ctg__diagram *const diagram = &t->sketch->diagram;
    const size_t sectors = t->groups.actors.count;
    words_at *placed;
    ctg_status status;

    if (!TAKE(&t->sketch->arena, t->node_of, t->count + 1) ||
        !TAKE(&t->sketch->arena, placed, sectors + 1))
        return ctg__fail_memory(error);
    ctg__map_defaults(diagram, "sys", "systemic", "");
    ctg__diagram_graph(diagram);
    ctg__diagram_put_all(diagram, graph);
    ctg__diagram_edge_defaults(diagram);
    ctg__diagram_put_all(diagram, edges);
    draw_rings(t);
    for (size_t s = 0; sectors > 1 && s < sectors; s++)
        draw_sector(t, s, placed);
    for (size_t a = 0; a < t->count; a++)
        if (t->rank[a] < t->shown)
            draw_dot(t, network, (uint32_t)a);
    for (size_t i = t->shown; i < t->dot_count; i++)
        draw_rest(t, i);
    status = ctg__importance_lines(t, error);
    ctg__importance_table(t, network);
    ctg__importance_label(t, network, title);
    diagram->failed |= t->text.failed;
    t->sketch->page = ctg__sketch_page(t->sketch);
    return status;
}
