/* The view `importance`: who takes the system down. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw/groups.h"
#include "draw/importance.h"
#include "text/clean.h"

enum {
    MOST_NODES = 400,
    MOST_SECTORS = 12,   /* of which the words have room around the circle */
    SHOWN_OF_MORE = 300, /* the rest is one dot per group */
    FEWEST = 60          /* of them, where many are alike */
};

#define LARGEST 0.50 /* square inches, in a circle of WHOLE points */
#define SMALLEST 4.0 /* radii in points */
#define NUMBERED 7.5
#define WHOLE 470.0
#define REST 14.0

static const ctg_network *network_of(const ctg__sketch *sketch)
{
    return sketch->options->network ? sketch->options->network
                                    : ctg_run_network(sketch->options->run);
}

static ctg_status rank_actors(ctg__importance *t, ctg_error *error)
{
    ctg__arena *const arena = &t->sketch->arena;
    const double *const vulnerability = t->sketch->options->vulnerability;
    ctg__ranked *list;

    t->count = t->cast.actors.count;
    if (!TAKE(arena, list, t->count + 1) ||
        !TAKE(arena, t->order, t->count + 1) ||
        !TAKE(arena, t->rank, t->count + 1) ||
        !TAKE(arena, t->node, t->count + 1) ||
        !TAKE(arena, t->quintile, t->count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < t->facts.node_count; i++)
        t->node[t->cast.actors.of_node[i]] = (uint32_t)i;
    for (size_t a = 0; a < t->count; a++)
        list[a] = (ctg__ranked){ctg__impact_of(t, a), (uint32_t)a};
    qsort(list, t->count, sizeof *list, ctg__ranked_compare);
    for (size_t i = 0; i < t->count; i++) {
        t->order[i] = list[i].actor;
        t->rank[list[i].actor] = (uint32_t)i;
    }
    if (!vulnerability)
        return CTG_OK;
    for (size_t a = 0; a < t->count; a++)
        list[a] = (ctg__ranked){vulnerability[t->node[a]], (uint32_t)a};
    qsort(list, t->count, sizeof *list, ctg__ranked_compare);
    /* The largest come first; equal values share a class. */
    for (size_t i = 0, first = 0; i < t->count; i++) {
        if (list[i].value < list[first].value)
            first = i;
        t->quintile[list[i].actor] = (uint32_t)(4 - first * 5 / t->count);
    }
    return CTG_OK;
}

/* Of a dot whose assets are such a share of the most: those that are listed
 * have room for their rank. */
static double radius_of(ctg__importance *t, size_t rank, double size)
{
    const double whole =
        sqrt(LARGEST * size / acos(-1)) * 72 * t->radius / WHOLE;
    const double least = rank < CTG__IMPORTANCE_LISTED ? NUMBERED : SMALLEST;

    t->smallest_count += whole < least;
    return fmax(whole, least);
}

static void make_dots(ctg__importance *t, const ctg_network *network)
{
    const size_t sectors = t->groups.actors.count;

    t->smallest_count = 0;
    memset(t->rest, 0, sectors * sizeof *t->rest);
    for (size_t i = 0; i < t->count; i++) {
        const uint32_t actor = t->order[i];
        const uint32_t sector = t->groups.actors.of_node[t->node[actor]];
        const double size =
            t->most_assets > 0
                ? ctg__assets_of(t, network, actor) / t->most_assets
                : 0;

        if (i >= t->shown)
            t->rest[sector]++;
        else
            t->dots[i] =
                (ctg__importance_dot){.value = ctg__impact_of(t, actor),
                                      .radius = radius_of(t, i, size),
                                      .sector = sector};
    }
    t->dot_count = t->shown;
    for (size_t s = 0; s < sectors; s++)
        if (t->rest[s])
            t->dots[t->dot_count++] =
                (ctg__importance_dot){.value = 0,
                                      .radius = REST,
                                      .sector = (uint32_t)s,
                                      .rest = true};
}

/* Dots that lie on others hide their numbers; on that of a rest none may. */
static bool is_crowded(const ctg__importance *t)
{
    size_t hidden = 0;
    bool on_rest = false;

    for (size_t i = 0; i < t->shown; i++) {
        bool hides = false;

        for (size_t k = 0; k < t->dot_count; k++) {
            const ctg__importance_dot *const a = &t->dots[i];
            const ctg__importance_dot *const b = &t->dots[k];
            const double apart = hypot(a->x - b->x, a->y - b->y);

            on_rest |= b->rest && apart < a->radius + b->radius;
            hides |= k < i && apart < fmax(a->radius, b->radius);
        }
        hidden += hides;
    }
    return t->shown > FEWEST && (on_rest || hidden > t->shown / 100);
}

static ctg_status place_dots(ctg__importance *t, const ctg_network *network,
                             ctg_error *error)
{
    ctg__arena *const arena = &t->sketch->arena;
    const size_t sectors = t->groups.actors.count;
    const bool all = t->count <= MOST_NODES || t->sketch->options->force;
    ctg_status status = CTG_OK;
    bool again = true;

    t->shown = all ? t->count : SHOWN_OF_MORE;
    if (!TAKE(arena, t->dots, t->shown + sectors + 1) ||
        !TAKE(arena, t->rest, sectors + 1))
        return ctg__fail_memory(error);
    for (size_t a = 0; a < t->count; a++)
        t->most_assets = fmax(t->most_assets, ctg__assets_of(t, network, a));
    while (!status && again) {
        make_dots(t, network);
        status = ctg__importance_place(&t->places, t->radius, t->dots,
                                       t->dot_count, sectors, arena, error);
        again = !status && !all && is_crowded(t);
        if (again)
            t->shown = t->shown * 3 / 4;
    }
    return status;
}

static ctg_status gather(ctg__importance *t, const ctg_network *network,
                         ctg_error *error)
{
    ctg__sketch *const sketch = t->sketch;
    const ctg_graph *const graph = ctg_network_graph(network);
    const char **group_of;
    uint32_t *failed;
    ctg_status status;

    if (!TAKE(&sketch->arena, failed, ctg_network_node_count(network) + 1))
        return ctg__fail_memory(error);
    t->facts = (ctg__facts){.node_count = ctg_network_node_count(network),
                            .initial_equity = ctg_network_equity(network),
                            .failed_round = failed,
                            .unit = ctg_graph_about(graph)->unit};
    status = ctg__facts_names(&t->facts, graph, &sketch->arena, error);
    if (!status)
        status = ctg__sketch_groups(sketch, &t->facts, &group_of, error);
    if (!status && sketch->options->bullseye)
        status = ctg__limit_groups(group_of, ctg_network_assets(network),
                                   t->facts.node_count, MOST_SECTORS, error);
    if (!status)
        status = ctg__cast_nodes(&t->cast, &t->facts, &sketch->arena, error);
    if (!status)
        status = ctg__cast_groups(&t->groups, &t->facts, group_of,
                                  &sketch->arena, error);
    if (!status)
        status = ctg__ties_init(&t->ties, network, &t->cast.actors,
                                &sketch->arena, error);
    if (!status)
        status = rank_actors(t, error);
    if (!status)
        status = ctg__clean_labels(t->cast.names, t->cast.ids, t->count,
                                   CTG__NAME_MAP, false, &sketch->arena,
                                   &t->labels, error);
    return status;
}

/* Where there is nothing to rank: why. */
static void say_nothing(ctg__importance *t, const char *title)
{
    const ctg_run *const run = t->sketch->options->run;
    size_t failed = 0;

    for (size_t i = 0; run && i < t->facts.node_count; i++)
        failed += ctg_run_failed_round(run)[i] != CTG_NEVER;
    if (failed && failed == t->facts.node_count)
        ctg__text_add(&t->text, "Every node fails in the scenario: no further "
                                "failure could cost anything.");
    else
        ctg__text_add(&t->text,
                      "No node's failure costs any other node anything.");
    if (failed && failed < t->facts.node_count)
        ctg__text_print(&t->text, " In the scenario, %zu of %zu fail already.",
                        failed, t->facts.node_count);
    ctg__draw_sentence(&t->sketch->diagram, title, ctg__text_string(&t->text));
    t->sketch->diagram.failed |= t->text.failed;
}

ctg_status ctg__view_importance(ctg__sketch *sketch, ctg_error *error)
{
    const ctg_network *const network = network_of(sketch);
    ctg__importance t = {.sketch = sketch};
    ctg__text title = {0};
    ctg_status status;

    if (!sketch->options->impact)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "importance needs the impact of every node");
    status = gather(&t, network, error);
    if (sketch->options->title)
        ctg__text_add_clean(&title, sketch->options->title, 100, false);
    else
        ctg__text_add(&title, sketch->options->bullseye
                                  ? "Systemic importance: who takes the "
                                    "system down"
                                  : "Systemic importance: whose default "
                                    "costs the others most");
    if (!status)
        ctg__diagram_init(&sketch->diagram, ctg__text_string(&title));
    if (!status && (t.count == 0 || !(ctg__impact_of(&t, t.order[0]) > 0)))
        say_nothing(&t, ctg__text_string(&title));
    else if (!status && !sketch->options->bullseye)
        status =
            ctg__importance_bars(&t, network, ctg__text_string(&title), error);
    else if (!status) {
        ctg__importance_measure(&t);
        status = place_dots(&t, network, error);
        if (!status)
            status = ctg__importance_draw(&t, network, ctg__text_string(&title),
                                          error);
    }
    sketch->diagram.failed |= title.failed;
    ctg__text_clear(&t.text);
    ctg__text_clear(&title);
    return status;
}
