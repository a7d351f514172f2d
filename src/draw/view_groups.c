/*
 * The view `groups`: losses between groups, and how sick each of them is; with
 * a group to drill into, that group's members between those whom losses come
 * from and those whom they go to.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ranked.h"
#include "draw/cascade_draw.h"
#include "draw/groups_all.h"
#include "trace/trace.h"

enum { MOST_LINKS = 70, TRIES = 12, LEAST_CIRCLES = 6 };

#define KEEP 0.80

/* --- groups ----------------------------------------------------------------
 */

static int state_of(double lost, double equity, bool failed)
{
    if (failed)
        return CTG__FALLEN;
    if (lost > 0 && lost >= CTG__DISTRESSED_FROM * equity)
        return CTG__DISTRESSED;
    return lost > 0 ? CTG__TOUCHED : CTG__UNTOUCHED;
}

static ctg_status look_at_nodes(ctg__groups *g, ctg_error *error)
{
    const ctg_run *const run = g->sketch->options->run;
    const double *const assets = ctg_network_assets(ctg_run_network(run));
    const double *const after = ctg_run_equity(run);
    const ctg__facts *const facts = g->facts;

    if (!TAKE(&g->sketch->arena, g->all, g->cast.actors.count + 1))
        return ctg__fail_memory(error);
    for (size_t a = 0; a < g->cast.actors.count; a++) {
        g->all[a].id = g->cast.ids[a];
        g->all[a].name = g->cast.names[a];
        g->all[a].group_count = 1;
    }
    for (size_t i = 0; i < facts->node_count; i++) {
        ctg__group *const group = &g->all[g->cast.actors.of_node[i]];
        const double equity = facts->initial_equity[i];
        const bool failed = facts->failed_round[i] != CTG_NEVER;

        group->member_count++;
        group->failed_count += failed;
        group->assets += assets[i];
        group->equity += fmax(0, equity);
        group->lost += equity - after[i];
        group->state[state_of(equity - after[i], equity, failed)] += assets[i];
    }
    for (size_t i = 0; i < g->pairs.count; i++) {
        const ctg__pair *const pair = &g->pairs.pairs[i];

        g->all[pair->to].taken += pair->amount;
    }
    return CTG_OK;
}

static void join(ctg__group *rest, const ctg__group *group)
{
    rest->member_count += group->member_count;
    rest->failed_count += group->failed_count;
    rest->group_count++;
    rest->assets += group->assets;
    rest->equity += group->equity;
    rest->lost += group->lost;
    for (int i = 0; i < CTG__STATES; i++)
        rest->state[i] += group->state[i];
}

/* The groups through which most goes have a circle, the rest one together. */
static ctg_status make_circles(ctg__groups *g, size_t most, ctg_error *error)
{
    const size_t actors = g->cast.actors.count;
    ctg__arena *const arena = &g->sketch->arena;
    ctg__ranked *order;
    size_t rest = SIZE_MAX;

    if (!TAKE(arena, order, actors + 1) || !TAKE(arena, g->slot, actors + 1) ||
        !TAKE(arena, g->circles, actors + 2))
        return ctg__fail_memory(error);
    for (size_t a = 0; a < actors; a++)
        order[a] = (ctg__ranked){g->all[a].taken, a};
    for (size_t i = 0; i < g->pairs.count; i++)
        if (g->pairs.pairs[i].from != CTG_NONE)
            order[g->pairs.pairs[i].from].amount += g->pairs.pairs[i].amount;
    ctg__rank_amounts(order, actors);
    for (size_t i = 0; i < actors; i++)
        g->slot[order[i].index] = i < most || actors <= most + 1 ? 0 : CTG_NONE;
    g->circle_count = 0;
    for (size_t a = 0; a < actors; a++)
        if (g->slot[a] != CTG_NONE) {
            g->slot[a] = (uint32_t)g->circle_count;
            g->circles[g->circle_count++] = g->all[a];
        }
    for (size_t a = 0; a < actors; a++) {
        if (g->slot[a] != CTG_NONE)
            continue;
        if (rest == SIZE_MAX) {
            rest = g->circle_count++;
            g->circles[rest] = (ctg__group){.id = ""};
        }
        g->slot[a] = (uint32_t)rest;
        join(&g->circles[rest], &g->all[a]);
    }
    return CTG_OK;
}

/* --- lines -----------------------------------------------------------------
 */

static ctg_status make_links(ctg__groups *g, ctg_error *error)
{
    ctg__pairs between = {0};
    ctg_status status;

    if (!TAKE(&g->sketch->arena, between.pairs, g->pairs.count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < g->pairs.count; i++) {
        ctg__pair pair = g->pairs.pairs[i];

        if (pair.from != CTG_NONE)
            pair.from = g->slot[pair.from];
        pair.to = g->slot[pair.to];
        between.pairs[between.count++] = pair;
    }
    if (between.count)
        qsort(between.pairs, between.count, sizeof *between.pairs,
              ctg__pair_order);
    status = ctg__pairs_link(&between, &g->sketch->arena, &g->links,
                             &g->link_count, error);
    for (size_t i = 0; i < g->circle_count; i++)
        g->circles[i].taken = g->circles[i].own = 0;
    for (size_t i = 0; !status && i < g->link_count; i++) {
        const ctg__link *const link = &g->links[i];

        g->circles[link->to].taken += link->amount;
        if (link->from == link->to)
            g->circles[link->to].own += link->amount;
    }
    return status;
}

/* The largest first, then for every circle its largest. */
static ctg_status choose_links(ctg__groups *g, ctg_error *error)
{
    const double keep =
        g->sketch->options->keep > 0 ? g->sketch->options->keep : KEEP;
    ctg__arena *const arena = &g->sketch->arena;
    ctg__ranked *order;
    bool *met;

    if (!TAKE(arena, g->kept, g->link_count + 1) ||
        !TAKE(arena, order, g->link_count + 1) ||
        !TAKE(arena, met, g->circle_count + 1))
        return ctg__fail_memory(error);
    g->between = g->inside = g->kept_amount = g->widest = 0;
    g->between_count = g->kept_count = 0;
    for (size_t i = 0; i < g->link_count; i++) {
        const ctg__link *const link = &g->links[i];

        if (link->from == link->to)
            g->inside += link->amount;
        if (link->from == CTG_NONE || link->from == link->to)
            continue;
        g->between += link->amount;
        order[g->between_count++] = (ctg__ranked){link->amount, i};
    }
    ctg__rank_amounts(order, g->between_count);
    for (size_t i = 0; i < g->between_count; i++) {
        const ctg__link *const link = &g->links[order[i].index];
        const bool first = !met[link->from] || !met[link->to];

        if (!first && (g->kept_amount >= keep * g->between ||
                       g->kept_count >= MOST_LINKS))
            continue;
        met[link->from] = true;
        met[link->to] = true;
        g->kept[order[i].index] = true;
        g->kept_count++;
        g->kept_amount += link->amount;
        g->widest = fmax(g->widest, link->amount);
    }
    return CTG_OK;
}

/* --- the page --------------------------------------------------------------
 */

/* Fewer circles until the page can be read. */
static ctg_status fit(ctg__groups *g, const char *title, ctg_error *error)
{
    const ctg__draw_page *const page = ctg__sketch_page(g->sketch);
    size_t most = g->cast.actors.count;
    ctg_status status = CTG_OK;

    for (int i = 0; i < TRIES && !status; i++) {
        double width = 0;
        double height = 0;

        ctg__diagram_clear(&g->sketch->diagram);
        ctg__diagram_init(&g->sketch->diagram, title);
        status = make_circles(g, most, error);
        if (!status)
            status = make_links(g, error);
        if (!status)
            status = choose_links(g, error);
        if (!status)
            status = ctg__groups_draw(g, title, &width, &height, error);
        if (g->sketch->options->force || most <= LEAST_CIRCLES ||
            g->sketch->options->positions ||
            ctg__page_fits(page, width, height))
            break;
        most -= most / 8 ? most / 8 : 1;
    }
    g->sketch->page = page;
    return status;
}

static ctg_status sketch_all(ctg__sketch *sketch, const ctg__facts *facts,
                             const char *const *group_of, ctg_error *error)
{
    ctg__groups g = {.sketch = sketch, .facts = facts};
    const char *const title =
        ctg__sketch_title(sketch, facts, "Losses between groups ");
    ctg_status status =
        ctg__cast_groups(&g.cast, facts, group_of, &sketch->arena, error);

    if (!status)
        status = ctg__pairs_init(&g.pairs, facts, &g.cast.actors, error);
    if (!status)
        status = look_at_nodes(&g, error);
    if (!status && !(facts->net->total > 0)) {
        ctg__diagram_init(&sketch->diagram, title);
        ctg__draw_sentence(&sketch->diagram, title,
                           "No loss: nothing travels.");
    } else if (!status) {
        ctg__sketch_figures(sketch, facts);
        status = fit(&g, title, error);
    }
    ctg__pairs_clear(&g.pairs);
    ctg__text_clear(&g.text);
    return status;
}

ctg_status ctg__view_groups(ctg__sketch *sketch, ctg_error *error)
{
    const ctg_draw_options *const options = sketch->options;
    const char **group_of;
    ctg__facts facts = {0};
    ctg_trace *trace = NULL;
    ctg_status status = ctg__trace_run(options->run, &trace, error);

    if (status)
        return status;
    ctg_trace_ask(trace, ctg__ask, &sketch->asking);
    status = ctg__facts_init(&facts, options->run, trace, options->scenario,
                             &sketch->arena, error);
    if (!status)
        status = ctg__sketch_groups(sketch, &facts, &group_of, error);
    if (!status && options->drill)
        status = ctg__sketch_drill(sketch, &facts, group_of, error);
    else if (!status)
        status = sketch_all(sketch, &facts, group_of, error);
    ctg__facts_clear(&facts);
    ctg_trace_free(trace);
    return status;
}
