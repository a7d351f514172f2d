/* Lines of a circle of importance: exposures that could bring a creditor down,
 * borders of groups. They pass behind dots. */
#include <math.h>
#include <stdlib.h>

#include "draw/behind.h"
#include "draw/escape.h"
#include "draw/importance.h"
#include "draw/phrases.h"
#include "text/format.h"

enum { MOST_LINES = 100 };

#define LARGE_EXPOSURE 0.25 /* of the creditor's equity */

/* The dots of a circle but for two that a line ends at. */
typedef struct others {
    const ctg__importance *t;
    size_t from;
    size_t to;
} others;

static bool hides(const void *context, ctg__point p)
{
    const others *const o = context;

    for (size_t i = 0; i < o->t->dot_count; i++) {
        const ctg__importance_dot *const dot = &o->t->dots[i];

        if (i != o->from && i != o->to &&
            hypot(dot->x - p.x, dot->y - p.y) < dot->radius + CTG__BEHIND_GAP)
            return true;
    }
    return false;
}

/* A straight line as a curve. */
static void put_line(ctg__importance *t, ctg__point from, ctg__point to,
                     double arrow, const others *except)
{
    const ctg__point step = {(to.x - from.x) / 3, (to.y - from.y) / 3};
    const ctg__curve curve = {{from,
                               {from.x + step.x, from.y + step.y},
                               {to.x - step.x, to.y - step.y},
                               to}};

    ctg__text_restart(&t->text);
    ctg__behind_add(&curve, arrow, hides, except, &t->text);
    ctg__diagram_put(&t->sketch->diagram, "pos", ctg__text_string(&t->text));
}

void ctg__importance_border(ctg__importance *t, double angle, double from,
                            double to)
{
    const others none = {t, SIZE_MAX, SIZE_MAX};
    const ctg__point way = {sin(angle), cos(angle)};

    put_line(t, (ctg__point){from * way.x, from * way.y},
             (ctg__point){to * way.x, to * way.y}, 0, &none);
}

/* From the edge of a dot to that of another. */
static void put_exposure(ctg__importance *t, size_t from, size_t to)
{
    const ctg__importance_dot *const a = &t->dots[from];
    const ctg__importance_dot *const b = &t->dots[to];
    const others except = {t, from, to};
    const double length = fmax(1e-6, hypot(b->x - a->x, b->y - a->y));
    const ctg__point way = {(b->x - a->x) / length, (b->y - a->y) / length};

    put_line(t,
             (ctg__point){a->x + a->radius * way.x, a->y + a->radius * way.y},
             (ctg__point){b->x - b->radius * way.x, b->y - b->radius * way.y},
             10 * CTG__IMPORTANCE_ARROW, &except);
}

static void draw_line(ctg__importance *t, const ctg__tie *tie)
{
    ctg__diagram *const diagram = &t->sketch->diagram;
    const char *const code = ctg__code_about(tie->code)->code;
    char money[CTG__FORMAT_ROOM];

    ctg__diagram_add_edge(diagram, t->node_of[t->rank[tie->from]],
                          t->node_of[t->rank[tie->to]]);
    ctg__text_restart(&t->text);
    ctg__text_add(&t->text, "x_");
    ctg__add_slug(&t->text, t->cast.ids[tie->from]);
    ctg__text_add(&t->text, "__");
    ctg__add_slug(&t->text, t->cast.ids[tie->to]);
    ctg__text_print(&t->text, "__%s", code);
    ctg__diagram_put(diagram, "id", ctg__text_string(&t->text));
    ctg__text_restart(&t->text);
    ctg__text_print(&t->text, "ex ch_%s", code);
    ctg__diagram_put(diagram, "class", ctg__text_string(&t->text));
    ctg__text_restart(&t->text);
    ctg__add_name_tooltip(&t->text, t->cast.names[tie->from]);
    ctg__text_add(&t->text, " → ");
    ctg__add_name_tooltip(&t->text, t->cast.names[tie->to]);
    ctg__text_add(&t->text, "\\nexposure ");
    ctg__add_tooltip(
        &t->text, ctg__format_amount(money, tie->amount, t->facts.unit, false));
    ctg__diagram_put(diagram, "tooltip", ctg__text_string(&t->text));
    put_exposure(t, t->rank[tie->from], t->rank[tie->to]);
}

ctg_status ctg__importance_lines(ctg__importance *t, ctg_error *error)
{
    ctg__ranked *list;
    bool *drawn;
    size_t count = 0;

    if (!TAKE(&t->sketch->arena, list, t->ties.count + 1) ||
        !TAKE(&t->sketch->arena, drawn, t->ties.count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < t->ties.count; i++) {
        const ctg__tie *const tie = &t->ties.ties[i];
        const double equity = t->cast.equity[tie->to];

        if (t->rank[tie->from] < CTG__FEARED && t->rank[tie->from] < t->shown &&
            t->rank[tie->to] < t->shown && equity > 0 &&
            tie->amount >= LARGE_EXPOSURE * equity)
            list[count++] = (ctg__ranked){tie->amount / equity, (uint32_t)i};
    }
    qsort(list, count, sizeof *list, ctg__ranked_compare);
    t->lines = count < MOST_LINES ? count : MOST_LINES;
    for (size_t i = 0; i < t->lines; i++)
        drawn[list[i].actor] = true;
    for (size_t i = 0; i < t->ties.count; i++)
        if (drawn[i])
            draw_line(t, &t->ties.ties[i]);
    return CTG_OK;
}
