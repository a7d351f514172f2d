/*
 * The view `diff`: what a change of the network or the scenario does to
 * losses, on one map. Blue is better, orange worse, in every place.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/ranked.h"
#include "draw/diff.h"
#include "draw/groups.h"
#include "text/clean.h"
#include "trace/trace.h"

enum { MOST_NODES = 60, TRIES = 12, LEAST_ITEMS = 6 };

#define SMALL 0.004 /* of the losses before: lines under it are left out */

static ctg_status gather(ctg__diff *d, ctg__diff_side *s, const ctg_run *run,
                         const char *const *group_of, ctg_error *error)
{
    ctg__arena *const arena = &d->sketch->arena;
    ctg_status status;

    if (group_of)
        status = ctg__cast_groups(&s->cast, &s->facts, group_of, arena, error);
    else
        status = ctg__cast_nodes(&s->cast, &s->facts, arena, error);
    if (!status)
        status = ctg__pairs_init(&s->pairs, &s->facts, &s->cast.actors, error);
    s->run = run;
    return status;
}

static ctg_status open_side(ctg__diff *d, ctg__diff_side *s, const ctg_run *run,
                            ctg_error *error)
{
    const ctg_draw_options *const options = d->sketch->options;
    const ctg_status status = ctg__trace_run(run, &s->trace, error);

    if (status)
        return status;
    ctg_trace_ask(s->trace, ctg__ask, &d->sketch->asking);
    return ctg__facts_init(&s->facts, run, s->trace, options->scenario,
                           &d->sketch->arena, error);
}

/* Groups of a side's own network, whichever network the options name. */
static ctg_status groups_of(ctg__diff *d, const ctg__diff_side *s,
                            const ctg_run *run, const char ***group_of,
                            ctg_error *error)
{
    const ctg_draw_options *const options = d->sketch->options;
    ctg_draw_options own = *options;
    ctg_status status;

    own.network = ctg_run_network(run);
    d->sketch->options = &own;
    status = ctg__sketch_groups(d->sketch, &s->facts, group_of, error);
    d->sketch->options = options;
    return status;
}

/* A change may move nodes between communities, or name one after another node:
 * both sides are told apart by those before. */
static void keep_groups(const ctg__diff *d, const char *const *before,
                        const char **after)
{
    const ctg_graph *const graph =
        ctg_network_graph(ctg_run_network(d->before.run));

    for (size_t i = 0; i < d->after.facts.node_count; i++) {
        const ctg_node was =
            ctg_graph_find_node(graph, d->after.facts.node_ids[i]);

        if (was != CTG_NONE)
            after[i] = before[was];
    }
}

static bool are_found(const ctg__diff *d)
{
    const char *const how = d->sketch->options->group;

    if (how)
        return strcmp(how, "community") == 0 || strcmp(how, "scc") == 0;
    for (size_t i = 0; i < d->before.facts.node_count; i++)
        if (*d->before.facts.node_groups[i])
            return false;
    return true;
}

/* --- one numbering for both, by id ------------------------------------------
 */

static ctg_status number_actors(ctg__diff *d, ctg_error *error)
{
    const size_t n = d->before.cast.actors.count;
    const size_t m = d->after.cast.actors.count;
    ctg__arena *const arena = &d->sketch->arena;
    size_t i = 0;
    size_t k = 0;

    if (!TAKE(arena, d->all, n + m + 1) ||
        !TAKE(arena, d->before.actor, n + 1) ||
        !TAKE(arena, d->after.actor, m + 1))
        return ctg__fail_memory(error);
    while (i < n || k < m) {
        const int order =
            i == n   ? 1
            : k == m ? -1
                     : strcmp(d->before.cast.ids[i], d->after.cast.ids[k]);
        ctg__diff_item *const item = &d->all[d->count];

        item->id = order <= 0 ? d->before.cast.ids[i] : d->after.cast.ids[k];
        item->name =
            order <= 0 ? d->before.cast.names[i] : d->after.cast.names[k];
        item->count = 1;
        if (order <= 0)
            d->before.actor[i++] = (uint32_t)d->count;
        if (order >= 0)
            d->after.actor[k++] = (uint32_t)d->count;
        d->count++;
    }
    return CTG_OK;
}

static void sum_side(ctg__diff *d, const ctg__diff_side *s)
{
    const double *const assets = ctg_network_assets(ctg_run_network(s->run));
    const double *const equity = ctg_run_equity(s->run);
    const int side = s == &d->after;

    for (size_t i = 0; i < s->facts.node_count; i++) {
        ctg__diff_item *const item =
            &d->all[s->actor[s->cast.actors.of_node[i]]];

        item->lost[side] += s->facts.initial_equity[i] - equity[i];
        item->equity[side] += s->facts.initial_equity[i];
        item->failed[side] += s->facts.failed_round[i] != CTG_NEVER;
        item->kind = d->grouped ? "group" : s->facts.node_kinds[i];
        if (side == 0)
            item->assets += assets[i];
    }
}

/* --- flows -----------------------------------------------------------------
 */

static int compare(const void *one, const void *other)
{
    const ctg__diff_change *const a = one;
    const ctg__diff_change *const b = other;

    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return a->code < b->code ? -1 : a->code > b->code;
}

static int compare_sizes(const void *one, const void *other)
{
    const ctg__diff_change *const a = one;
    const ctg__diff_change *const b = other;
    const double x = fabs(a->after - a->before);
    const double y = fabs(b->after - b->before);

    if (x != y)
        return x > y ? -1 : 1;
    return compare(one, other);
}

/* One for each two ends and code; how many there are then. */
static size_t merge(ctg__diff_change *changes, size_t count)
{
    size_t merged = 0;

    if (count)
        qsort(changes, count, sizeof *changes, compare);
    for (size_t i = 0; i < count; i++) {
        if (merged && compare(&changes[merged - 1], &changes[i]) == 0) {
            changes[merged - 1].before += changes[i].before;
            changes[merged - 1].after += changes[i].after;
        } else {
            changes[merged++] = changes[i];
        }
    }
    return merged;
}

static void add_flows(ctg__diff *d, const ctg__diff_side *s)
{
    for (size_t i = 0; i < s->pairs.count; i++) {
        const ctg__pair *const pair = &s->pairs.pairs[i];
        const double money = pair->amount;

        if (pair->from == CTG_NONE || pair->from == pair->to)
            continue;
        d->flows[d->flow_count++] = (ctg__diff_change){
            s->actor[pair->from], s->actor[pair->to], pair->code,
            s == &d->before ? money : 0, s == &d->after ? money : 0};
    }
}

static ctg_status list_flows(ctg__diff *d, ctg_error *error)
{
    if (!TAKE(&d->sketch->arena, d->flows,
              d->before.pairs.count + d->after.pairs.count + 1))
        return ctg__fail_memory(error);
    add_flows(d, &d->before);
    add_flows(d, &d->after);
    d->flow_count = merge(d->flows, d->flow_count);
    return CTG_OK;
}

/* Between items: those large enough, the largest changes first. */
static ctg_status choose_changes(ctg__diff *d, ctg_error *error)
{
    const double least = SMALL * d->before.facts.net->total;
    size_t count = 0;
    size_t kept = 0;

    if (!TAKE(&d->sketch->arena, d->changes, d->flow_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < d->flow_count; i++) {
        ctg__diff_change flow = d->flows[i];

        flow.from = d->slot[flow.from];
        flow.to = d->slot[flow.to];
        if (flow.from != flow.to)
            d->changes[count++] = flow;
    }
    count = merge(d->changes, count);
    d->most_change = 0;
    for (size_t i = 0; i < count; i++) {
        const ctg__diff_change c = d->changes[i];

        if (fmax(c.before, c.after) < least)
            continue;
        d->most_change = fmax(d->most_change, fabs(c.after - c.before));
        d->changes[kept++] = c;
    }
    if (kept)
        qsort(d->changes, kept, sizeof *d->changes, compare_sizes);
    d->left_out = count - kept;
    d->change_count = kept;
    return CTG_OK;
}

/* --- the page --------------------------------------------------------------
 */

static void join(ctg__diff_item *rest, const ctg__diff_item *item)
{
    rest->count++;
    rest->assets += item->assets;
    for (int side = 0; side < 2; side++) {
        rest->lost[side] += item->lost[side];
        rest->equity[side] += item->equity[side];
        rest->failed[side] += item->failed[side];
    }
}

/* Whose loss changes most, and who lose most, by themselves; the rest
 * together. */
static ctg_status make_items(ctg__diff *d, size_t most, ctg_error *error)
{
    ctg__arena *const arena = &d->sketch->arena;
    ctg__ranked *order;
    size_t rest = SIZE_MAX;

    if (!TAKE(arena, order, d->count + 1) ||
        !TAKE(arena, d->slot, d->count + 1) ||
        !TAKE(arena, d->items, d->count + 2))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < d->count; i++) {
        const ctg__diff_item *const item = &d->all[i];

        order[i] = (ctg__ranked){
            fabs(item->lost[1] - item->lost[0]) +
                SMALL * fmax(fabs(item->lost[0]), fabs(item->lost[1])),
            i};
    }
    ctg__rank_amounts(order, d->count);
    for (size_t i = 0; i < d->count; i++)
        d->slot[order[i].index] =
            i < most || d->count <= most + 1 ? 0 : CTG_NONE;
    d->item_count = 0;
    for (size_t i = 0; i < d->count; i++)
        if (d->slot[i] != CTG_NONE) {
            d->slot[i] = (uint32_t)d->item_count;
            d->items[d->item_count++] = d->all[i];
        }
    for (size_t i = 0; i < d->count; i++) {
        if (d->slot[i] != CTG_NONE)
            continue;
        if (rest == SIZE_MAX) {
            rest = d->item_count++;
            d->items[rest] = (ctg__diff_item){.id = "", .kind = "group"};
        }
        d->slot[i] = (uint32_t)rest;
        join(&d->items[rest], &d->all[i]);
    }
    return CTG_OK;
}

/* Fewer items until the page can be read. */
static ctg_status fit(ctg__diff *d, const char *title, ctg_error *error)
{
    const ctg__draw_page *const page = ctg__sketch_page(d->sketch);
    size_t most = d->count;
    ctg_status status = CTG_OK;

    for (int i = 0; i < TRIES && !status; i++) {
        double width = 0;
        double height = 0;

        ctg__diagram_clear(&d->sketch->diagram);
        ctg__diagram_init(&d->sketch->diagram, title);
        status = make_items(d, most, error);
        if (!status)
            status = choose_changes(d, error);
        if (!status)
            status = ctg__diff_draw(d, title, &width, &height, error);
        if (d->sketch->options->force || most <= LEAST_ITEMS ||
            d->sketch->options->positions ||
            ctg__page_fits(page, width, height))
            break;
        most -= most / 8 ? most / 8 : 1;
    }
    d->sketch->page = page;
    return status;
}

static ctg_status compute(ctg__diff *d, ctg_error *error)
{
    const ctg_draw_options *const options = d->sketch->options;
    const char **before = NULL;
    const char **after = NULL;
    ctg_status status = open_side(d, &d->before, options->run, error);

    if (!status)
        status = open_side(d, &d->after, options->against, error);
    if (status)
        return status;
    d->grouped = options->group ||
                 (!options->force && d->before.facts.node_count > MOST_NODES);
    if (d->grouped)
        status = groups_of(d, &d->before, options->run, &before, error);
    if (!status && d->grouped)
        status = groups_of(d, &d->after, options->against, &after, error);
    d->before.run = options->run;
    if (!status && d->grouped && are_found(d))
        keep_groups(d, before, after);
    if (!status)
        status = gather(d, &d->before, options->run, before, error);
    if (!status)
        status = gather(d, &d->after, options->against, after, error);
    if (!status)
        status = number_actors(d, error);
    if (status)
        return status;
    sum_side(d, &d->before);
    sum_side(d, &d->after);
    status = list_flows(d, error);
    if (!status && d->grouped && !options->group)
        ctg__sketch_note(d->sketch,
                         "%zu nodes: drawing %zu groups; --force draws nodes",
                         d->before.facts.node_count, d->count);
    return status;
}

static void close_side(ctg__diff_side *s)
{
    ctg__pairs_clear(&s->pairs);
    ctg__facts_clear(&s->facts);
    ctg_trace_free(s->trace);
}

ctg_status ctg__view_diff(ctg__sketch *sketch, ctg_error *error)
{
    static const char words[] = "What the change does to losses";
    ctg__diff d = {.sketch = sketch};
    ctg_status status;

    if (!sketch->options->against)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "diff needs a second run to compare with");
    status = compute(&d, error);
    if (!status) {
        /* An edit leaves the shocks as they are; another scenario does not. */
        const bool edited =
            sketch->options->title || sketch->options->edit_count;
        const char *const title =
            edited ? ctg__sketch_title(sketch, &d.before.facts,
                                       "What the change does to losses ")
                   : words;

        ctg__diff_figures(&d);
        status = fit(&d, title, error);
    }
    close_side(&d.before);
    close_side(&d.after);
    ctg__text_clear(&d.text);
    return status;
}
