/* A cascade on a page: nodes where they fit, groups where not. */
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"
#include "draw/cascade.h"
#include "draw/groups.h"
#include "draw/sketch.h"

enum { MOST_COLUMNS = 10, MOST_PLACES = 45, MOST_LINES = 80 };

#define KEEP 0.90
#define KEEP_OF_GROUPS 0.70

typedef struct cascade {
    ctg__cast cast;
    ctg__flows flows;
    ctg__selection selection;
    bool last_resort; /* what does not fit is drawn with less */
    bool fits;
} cascade;

static void clear(cascade *made)
{
    ctg__selection_clear(&made->selection);
    ctg__flows_clear(&made->flows);
}

static ctg_status choose(ctg__sketch *sketch, double keep, cascade *made,
                         ctg_error *error)
{
    const bool force = sketch->options->force;
    const ctg__caps caps = {force ? SIZE_MAX : MOST_PLACES,
                            force ? SIZE_MAX : MOST_LINES};
    ctg__place *must;
    size_t must_count;
    ctg_status status = ctg__list_defaults(
        &made->flows, &made->cast, &sketch->arena, &must, &must_count, error);

    if (!status)
        status =
            ctg__selection_init(&made->selection, &made->flows, keep, caps,
                                must, must_count, NULL, &made->fits, error);
    for (keep = 0.45;
         !status && !made->fits && made->last_resort && keep > 0.04;
         keep -= 0.05) {
        ctg__selection_clear(&made->selection);
        status = ctg__selection_init(&made->selection, &made->flows, keep, caps,
                                     NULL, 0, NULL, &made->fits, error);
        for (size_t i = 0; !status && i < must_count; i++)
            made->selection.hidden_defaults +=
                !made->selection
                     .drawn[ctg__selection_find(&made->selection, must[i])];
    }
    return status;
}

/* The columns up to the last in which anything is drawn. */
static size_t count_used(const cascade *made)
{
    const ctg__selection *const s = &made->selection;
    size_t used = 0;

    for (size_t p = 0; p < s->place_count; p++)
        if (s->drawn[p] && ctg__place_kind_of(s->places[p]) == CTG__COPY &&
            ctg__place_column(s->places[p]) >= used)
            used = ctg__place_column(s->places[p]) + 1;
    return used;
}

/* Of all losses: more in one column would be worth drawing. */
#define MOST_SHARED 0.1

/*
 * Flows and what of them is drawn, of a cast that was made. The last columns,
 * if nothing in them is drawn, share one.
 */
static ctg_status select_flows(ctg__sketch *sketch, const ctg__facts *facts,
                               double keep, cascade *made, ctg_error *error)
{
    int64_t after = 0;
    size_t used;
    ctg_status status = ctg__flows_init(&made->flows, facts, &made->cast.actors,
                                        MOST_COLUMNS, error);

    if (!status)
        status = choose(sketch, keep, made, error);
    if (status || !made->fits)
        return status;
    used = count_used(made);
    for (size_t i = used; i < made->flows.column_count; i++)
        after += made->flows.columns[i].total;
    if (used + 2 >= made->flows.column_count ||
        (double)after > MOST_SHARED * (double)made->flows.total)
        return CTG_OK;
    clear(made);
    status = ctg__flows_init(&made->flows, facts, &made->cast.actors, used + 1,
                             error);
    return status ? status : choose(sketch, keep, made, error);
}

static ctg_status finish(ctg__sketch *sketch, const ctg__facts *facts,
                         const cascade *made, ctg_error *error)
{
    ctg__scene scene = {
        .facts = facts,
        .cast = &made->cast,
        .flows = &made->flows,
        .selection = &made->selection,
        .title = ctg__sketch_title(
            sketch, facts,
            made->cast.grouped ? "Cascade by group after " : "Cascade after "),
        .url_template = sketch->options->url_template,
    };
    ctg_status status;

    ctg__diagram_init(&sketch->diagram, scene.title);
    if (made->flows.total == 0) {
        ctg__draw_sentence(&sketch->diagram, scene.title,
                           "No loss: nothing travels.");
        return CTG_OK;
    }
    status = ctg__scene_prepare(&scene, &sketch->arena, error);
    if (!status)
        ctg__draw_cascade(&sketch->diagram, &scene);
    return status;
}

static ctg_status cast_groups(ctg__sketch *sketch, const ctg__facts *facts,
                              cascade *made, ctg_error *error)
{
    const char **group_of = NULL;
    ctg_status status = ctg__sketch_groups(sketch, facts, &group_of, error);

    if (!status)
        status = ctg__cast_groups(&made->cast, facts, group_of, &sketch->arena,
                                  error);
    return status;
}

static ctg_status draw_made(ctg__sketch *sketch, const ctg__facts *facts,
                            double keep, cascade *made, ctg_error *error)
{
    ctg_status status;

    made->last_resort = true;
    status = select_flows(sketch, facts, keep, made, error);
    return status ? status : finish(sketch, facts, made, error);
}

enum { LEAST_GROUPS = 3 }; /* fewer found say nothing */

static ctg_status draw_groups(ctg__sketch *sketch, const ctg__facts *facts,
                              ctg_error *error)
{
    const ctg_draw_options *const options = sketch->options;
    const double keep = options->keep > 0 ? options->keep : KEEP_OF_GROUPS;
    cascade made = {0};
    ctg_status status = cast_groups(sketch, facts, &made, error);

    if (!status && !options->group && made.cast.actors.count < LEAST_GROUPS) {
        status = ctg__cast_nodes(&made.cast, facts, &sketch->arena, error);
        if (!status)
            status = draw_made(sketch, facts, keep, &made, error);
        if (!status)
            ctg__sketch_note(sketch,
                             "%zu nodes: drawing %.0f%% of the losses, what "
                             "fits on a page; --force draws all",
                             facts->node_count,
                             100 * (double)made.selection.kept_amount /
                                 (double)made.flows.total);
    } else if (!status) {
        status = draw_made(sketch, facts, keep, &made, error);
        if (!status && !options->group)
            ctg__sketch_note(
                sketch, "%zu nodes: drawing %zu groups; --force draws nodes",
                facts->node_count, made.cast.actors.count);
    }
    clear(&made);
    return status;
}

ctg_status ctg__sketch_cascade(ctg__sketch *sketch, const ctg__facts *facts,
                               ctg_error *error)
{
    const ctg_draw_options *const options = sketch->options;
    const double keep = options->keep > 0 ? options->keep : KEEP;
    cascade made = {0};
    bool too_big;
    ctg_status status;

    if (options->group)
        return draw_groups(sketch, facts, error);
    status = ctg__cast_nodes(&made.cast, facts, &sketch->arena, error);
    if (!status)
        status = select_flows(sketch, facts, keep, &made, error);
    too_big = !status && !made.fits;
    if (!status && !too_big) {
        status = finish(sketch, facts, &made, error);
        if (!status && made.selection.theta < keep - 1e-9)
            ctg__sketch_note(sketch,
                             "drawing %.0f%% of the losses instead of %.0f%%, "
                             "so that it can be read",
                             100 * made.selection.theta, 100 * keep);
    }
    clear(&made);
    return too_big ? draw_groups(sketch, facts, error) : status;
}
