/*
 * The view `diff`: what a change of the network or the scenario does to
 * losses, on one map. Blue is better, orange worse, in every place.
 */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "draw/diff.h"
#include "draw/groups.h"
#include "text/clean.h"

enum { MOST_NODES = 60 };

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
    ctg_status status = ctg_trace_new(ctg_run_ledger(run), &s->trace, error);

    if (!status)
        status = ctg__facts_init(&s->facts, run, s->trace,
                                 d->sketch->options->scenario,
                                 &d->sketch->arena, error);
    return status;
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

/* --- one numbering for both, by id ------------------------------------------
 */

static ctg_status number_actors(ctg__diff *d, ctg_error *error)
{
    const size_t n = d->before.cast.actors.count;
    const size_t m = d->after.cast.actors.count;
    ctg__arena *const arena = &d->sketch->arena;
    size_t i = 0;
    size_t k = 0;

    if (!TAKE(arena, d->ids, n + m + 1) || !TAKE(arena, d->names, n + m + 1) ||
        !TAKE(arena, d->before.actor, n + 1) ||
        !TAKE(arena, d->after.actor, m + 1))
        return ctg__fail_memory(error);
    while (i < n || k < m) {
        const int order =
            i == n   ? 1
            : k == m ? -1
                     : strcmp(d->before.cast.ids[i], d->after.cast.ids[k]);

        d->ids[d->count] =
            order <= 0 ? d->before.cast.ids[i] : d->after.cast.ids[k];
        d->names[d->count] =
            order <= 0 ? d->before.cast.names[i] : d->after.cast.names[k];
        if (order <= 0)
            d->before.actor[i++] = (uint32_t)d->count;
        if (order >= 0)
            d->after.actor[k++] = (uint32_t)d->count;
        d->count++;
    }
    return CTG_OK;
}

static ctg_status sum_side(ctg__diff *d, ctg__diff_side *s, ctg_error *error)
{
    ctg__arena *const arena = &d->sketch->arena;
    const double *const assets = ctg_network_assets(ctg_run_network(s->run));

    if (!TAKE(arena, s->lost, d->count + 1) ||
        !TAKE(arena, s->equity, d->count + 1) ||
        !TAKE(arena, s->failed, d->count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < s->facts.node_count; i++) {
        const uint32_t actor = s->actor[s->cast.actors.of_node[i]];

        s->lost[actor] +=
            s->facts.initial_equity[i] - ctg_run_equity(s->run)[i];
        s->equity[actor] += s->facts.initial_equity[i];
        s->failed[actor] += s->facts.failed_round[i] != CTG_NEVER;
        d->kinds[actor] = d->grouped ? "group" : s->facts.node_kinds[i];
        /* The change itself is no reason to grow: sizes are those before. */
        if (s == &d->before)
            d->assets[actor] += assets[i];
    }
    return CTG_OK;
}

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

static void add_changes(ctg__diff *d, const ctg__diff_side *s)
{
    for (size_t i = 0; i < s->pairs.count; i++) {
        const ctg__pair *const pair = &s->pairs.pairs[i];
        const double money = pair->amount;

        if (pair->from == CTG_NONE || pair->from == pair->to)
            continue;
        d->changes[d->change_count++] = (ctg__diff_change){
            s->actor[pair->from], s->actor[pair->to], pair->code,
            s == &d->before ? money : 0, s == &d->after ? money : 0};
    }
}

static ctg_status list_changes(ctg__diff *d, ctg_error *error)
{
    const double least = SMALL * d->before.facts.net->total;
    size_t merged = 0;
    size_t kept = 0;

    if (!TAKE(&d->sketch->arena, d->changes,
              d->before.pairs.count + d->after.pairs.count + 1))
        return ctg__fail_memory(error);
    add_changes(d, &d->before);
    add_changes(d, &d->after);
    qsort(d->changes, d->change_count, sizeof *d->changes, compare);
    for (size_t i = 0; i < d->change_count; i++) {
        if (merged && compare(&d->changes[merged - 1], &d->changes[i]) == 0) {
            d->changes[merged - 1].before += d->changes[i].before;
            d->changes[merged - 1].after += d->changes[i].after;
        } else {
            d->changes[merged++] = d->changes[i];
        }
    }
    for (size_t i = 0; i < merged; i++) {
        const ctg__diff_change *const c = &d->changes[i];

        if (fmax(c->before, c->after) < least)
            continue;
        d->most_change = fmax(d->most_change, fabs(c->after - c->before));
        d->changes[kept++] = *c;
    }
    d->change_count = kept;
    return CTG_OK;
}

static ctg_status compute(ctg__diff *d, ctg_error *error)
{
    const ctg_draw_options *const options = d->sketch->options;
    ctg__arena *const arena = &d->sketch->arena;
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
    if (!status)
        status = gather(d, &d->before, options->run, before, error);
    if (!status)
        status = gather(d, &d->after, options->against, after, error);
    if (!status)
        status = number_actors(d, error);
    if (status)
        return status;
    if (!TAKE(arena, d->kinds, d->count + 1) ||
        !TAKE(arena, d->assets, d->count + 1))
        return ctg__fail_memory(error);
    status = sum_side(d, &d->before, error);
    if (!status)
        status = sum_side(d, &d->after, error);
    if (!status)
        status = list_changes(d, error);
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
    ctg__diff d = {.sketch = sketch};
    ctg__text title = {0};
    ctg_status status;

    if (!sketch->options->against)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "diff needs a second run to compare with");
    if (sketch->options->title)
        ctg__text_add_clean(&title, sketch->options->title, 100, false);
    else
        ctg__text_add(&title, "What the change does to losses");
    ctg__sketch_add_edits(&title, sketch->options);
    status = compute(&d, error);
    if (!status) {
        ctg__diagram_init(&sketch->diagram, ctg__text_string(&title));
        status = ctg__diff_draw(&d, ctg__text_string(&title), error);
    }
    sketch->diagram.failed |= title.failed;
    close_side(&d.before);
    close_side(&d.after);
    ctg__text_clear(&d.text);
    ctg__text_clear(&title);
    return status;
}
