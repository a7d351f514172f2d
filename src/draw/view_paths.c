/* The view `paths`: the cascade with its largest chains of causes marked. */
#include <stdint.h>
#include <string.h>

#include "draw/cascade.h"
#include "draw/cascade_tails.h"
#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/sketch.h"
#include "text/clean.h"
#include "text/format.h"

enum {
    MOST_COLUMNS = 10,
    MOST_PLACES = 45,
    MOST_LINES = 80,
    PATHS = 5,
    MOST_PATHS = 9, /* as many badges as there are */
    MIN_STEPS = 2,
    NAMED_STEPS = 9 /* of a chain; the middle of a longer one is left out */
};

#define KEEP 0.80

typedef struct route {
    ctg__sketch *sketch;
    ctg__facts facts;
    ctg__cast cast;
    ctg__flows flows;
    ctg__selection selection;
    bool *forced;
    ctg__marked_path *paths;
    size_t path_count;
    size_t min_steps;
} route;

/* What an entry does to a price, or costs a node, given what came before. */
static ctg__code code_after(const ctg_entry *entry, const ctg_entry *before)
{
    if (entry->channel == CTG_PRICE && before)
        return before->channel == CTG_IMPACT  ? CTG__FS
               : before->channel == CTG_TOKEN ? CTG__XH
                                              : CTG__SH;
    return ctg__code_of(entry);
}

static ctg__place hub_of(const route *r, const ctg_entry *impact)
{
    return ctg__flows_place(
        &r->flows,
        CTG__PLACE(CTG__HUB, impact->round,
                   r->cast.actors.of_asset[ctg_actor_index(impact->target)]));
}

/* The place that the entries before the index-th lead to. */
static ctg__place place_before(const route *r, const ctg_path *path,
                               size_t index)
{
    const ctg_entry *const entries = r->facts.causes->entries;

    while (index-- > 0) {
        const ctg_entry *const entry = &entries[path->entries[index]];

        if (ctg_actor_kind_of(entry->target) == CTG_ACTOR_NODE)
            return ctg__flows_place(
                &r->flows, ctg__place_of_cause(&r->facts, &r->cast.actors,
                                               path->entries[index]));
    }
    return CTG__PLACE(CTG__SOURCE, 0,
                      ctg_actor_kind_of(path->origin) == CTG_ACTOR_SHOCK
                          ? ctg_actor_index(path->origin)
                          : r->facts.shock_count);
}

/* Whom or what an entry reaches, and how, in words. */
static void add_step(ctg__text *text, const route *r, const ctg_entry *entry,
                     ctg__code code)
{
    const uint32_t index = ctg_actor_index(entry->target);
    ctg__text name = {0};

    ctg__text_print(text, " <FONT COLOR=\"%s\">━<B>%s</B>━▶</FONT> ",
                    ctg__inks[code].text, ctg__code_about(code)->code);
    ctg__text_add_clean(&name, r->cast.names[r->cast.actors.of_node[index]],
                        CTG__NAME_BOX, false);
    ctg__add_html(text, ctg__text_string(&name));
    text->failed |= name.failed;
    ctg__text_clear(&name);
}

static void add_origin(ctg__text *text, const route *r, const ctg_path *path)
{
    ctg__text name = {0};

    if (ctg_actor_kind_of(path->origin) == CTG_ACTOR_SHOCK)
        ctg__add_shock(&name, &r->facts, ctg_actor_index(path->origin));
    else
        ctg__text_add(&name, "weak before");
    ctg__add_html(text, ctg__text_string(&name));
    text->failed |= name.failed;
    ctg__text_clear(&name);
}

/* Sellers lead to a price, it to the holders: a feeder and a flow. */
static void mark_feeder(route *r, const ctg_path *path, size_t impact,
                        ctg__marked_path *marked)
{
    const ctg_entry *const entry =
        &r->facts.causes->entries[path->entries[impact]];
    const size_t feeder = ctg__flows_find_feeder(
        &r->flows, place_before(r, path, impact), hub_of(r, entry));

    if (feeder == SIZE_MAX)
        return;
    r->flows.feeders[feeder].forced = true;
    marked->feeders[marked->feeder_count++] = (uint32_t)feeder;
}

static void mark_flow(route *r, const ctg_path *path, size_t step,
                      ctg__marked_path *marked)
{
    const ctg_entry *const entries = r->facts.causes->entries;
    const ctg_entry *const entry = &entries[path->entries[step]];
    const ctg_entry *const before =
        step ? &entries[path->entries[step - 1]] : NULL;
    const ctg__code code = code_after(entry, before);
    const ctg__place head = ctg__flows_place(
        &r->flows,
        CTG__PLACE(CTG__COPY, ctg__code_column(entry, code),
                   r->cast.actors.of_node[ctg_actor_index(entry->target)]));
    ctg__place tail = before && before->channel == CTG_IMPACT
                          ? hub_of(r, before)
                          : place_before(r, path, step);
    size_t flow;

    if (ctg__place_kind_of(tail) == CTG__HUB &&
        ctg__place_column(tail) >= ctg__place_column(head))
        tail = head;
    flow = ctg__flows_find(&r->flows, tail, head, code);
    if (flow == SIZE_MAX)
        return;
    r->forced[flow] = true;
    marked->flows[marked->flow_count++] = (uint32_t)flow;
}

static ctg_status mark_path(route *r, const ctg_path *path,
                            ctg__marked_path *marked, ctg_error *error)
{
    const ctg_entry *const entries = r->facts.causes->entries;
    ctg__arena *const arena = &r->sketch->arena;
    const ctg_entry *before = NULL;
    ctg__text chain = {0};
    char *kept;
    size_t steps = 0;
    size_t named = 0;

    marked->loss = path->loss;
    if (!TAKE(arena, marked->flows, path->entry_count + 1) ||
        !TAKE(arena, marked->feeders, path->entry_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < path->entry_count; i++)
        steps += ctg_actor_kind_of(entries[path->entries[i]].target) ==
                 CTG_ACTOR_NODE;
    add_origin(&chain, r, path);
    for (size_t i = 0; i < path->entry_count; i++) {
        const ctg_entry *const entry = &entries[path->entries[i]];

        if (entry->channel == CTG_IMPACT)
            mark_feeder(r, path, i, marked);
        if (ctg_actor_kind_of(entry->target) == CTG_ACTOR_NODE) {
            mark_flow(r, path, i, marked);
            if (steps <= NAMED_STEPS || named < NAMED_STEPS / 2 ||
                named + NAMED_STEPS / 2 >= steps)
                add_step(&chain, r, entry, code_after(entry, before));
            else if (named == NAMED_STEPS / 2)
                ctg__text_print(&chain, " … %zu steps …",
                                steps - NAMED_STEPS / 2 * 2);
            named++;
        }
        before = entry;
    }
    kept = chain.failed ? NULL : ctg__arena_take(arena, chain.length + 1, 1);
    if (kept)
        memcpy(kept, ctg__text_string(&chain), chain.length + 1);
    ctg__text_clear(&chain);
    marked->chain = kept;
    return kept ? CTG_OK : ctg__fail_memory(error);
}

static ctg_status find_paths(route *r, ctg_trace *trace, ctg_error *error)
{
    const ctg_draw_options *const options = r->sketch->options;
    ctg_path_options asked = ctg_path_options_default();
    const ctg_path *paths;
    ctg_status status;

    asked.count = options->paths ? options->paths : PATHS;
    if (asked.count > MOST_PATHS) {
        asked.count = MOST_PATHS;
        ctg__sketch_note(r->sketch,
                         "drawing %d paths, as many as can be told "
                         "apart",
                         MOST_PATHS);
    }
    asked.min_steps = options->min_steps ? options->min_steps : MIN_STEPS;
    status = ctg_trace_paths(trace, &asked, &paths, &r->path_count, error);
    if (!status && r->path_count == 0 && !options->min_steps) {
        asked.min_steps = 1;
        status = ctg_trace_paths(trace, &asked, &paths, &r->path_count, error);
    }
    if (status)
        return status;
    r->min_steps = asked.min_steps;
    if (!TAKE(&r->sketch->arena, r->paths, r->path_count + 1) ||
        !TAKE(&r->sketch->arena, r->forced, r->flows.flow_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; !status && i < r->path_count; i++)
        status = mark_path(r, &paths[i], &r->paths[i], error);
    return status;
}

/* What comes after the last path shares one column. */
static ctg_status cut_columns(route *r, ctg_trace *trace, ctg_error *error)
{
    size_t last = 0;
    ctg_status status;

    for (size_t i = 0; i < r->flows.flow_count; i++)
        if (r->forced[i] && ctg__place_column(r->flows.flows[i].head) > last)
            last = ctg__place_column(r->flows.flows[i].head);
    if (r->path_count == 0 || last + 2 >= r->flows.column_count)
        return CTG_OK;
    ctg__flows_clear(&r->flows);
    status =
        ctg__flows_init(&r->flows, &r->facts, &r->cast.actors, last + 2, error);
    return status ? status : find_paths(r, trace, error);
}

/* The cascade around the paths where there is room, else they alone. */
static ctg_status choose(route *r, ctg_error *error)
{
    static const ctg__caps page = {MOST_PLACES, MOST_LINES};
    static const ctg__caps none = {SIZE_MAX, SIZE_MAX};
    const double keep = r->sketch->options->keep;
    ctg__place *must;
    size_t must_count;
    bool fits;
    ctg_status status = ctg__list_defaults(
        &r->flows, &r->cast, &r->sketch->arena, &must, &must_count, error);

    if (!status)
        status = ctg__selection_init(&r->selection, &r->flows,
                                     keep > 0 ? keep : KEEP,
                                     r->sketch->options->force ? none : page,
                                     must, must_count, r->forced, &fits, error);
    if (status || fits)
        return status;
    ctg__selection_clear(&r->selection);
    return ctg__selection_init(&r->selection, &r->flows, 0, none, NULL, 0,
                               r->forced, &fits, error);
}

static ctg_status draw(route *r, ctg_error *error)
{
    const char *const given = r->sketch->options->title;
    ctg__text title = {0};
    ctg__scene scene = {
        .facts = &r->facts,
        .cast = &r->cast,
        .flows = &r->flows,
        .selection = &r->selection,
        .paths = r->paths,
        .path_count = r->path_count,
        .url_template = r->sketch->options->url_template,
    };
    ctg_status status = CTG_OK;

    if (given)
        ctg__text_add_clean(&title, given, 100, false);
    else
        ctg__text_print(&title,
                        "Critical paths: the %zu largest chain%s of %zu or "
                        "more steps after the shock",
                        r->path_count, ctg__plural(r->path_count),
                        r->min_steps);
    scene.title = ctg__text_string(&title);
    ctg__diagram_init(&r->sketch->diagram, scene.title);
    if (r->path_count == 0) {
        ctg__draw_sentence(&r->sketch->diagram, scene.title,
                           "No loss travels beyond the shock.");
    } else {
        status = choose(r, error);
        if (!status)
            status = ctg__scene_prepare(&scene, &r->sketch->arena, error);
        if (!status)
            ctg__draw_cascade(&r->sketch->diagram, &scene);
    }
    r->sketch->diagram.failed |= title.failed;
    ctg__text_clear(&title);
    return status;
}

ctg_status ctg__view_paths(ctg__sketch *sketch, ctg_error *error)
{
    const ctg_draw_options *const options = sketch->options;
    route r = {.sketch = sketch};
    ctg_trace *trace = NULL;
    ctg_status status =
        ctg_trace_new(ctg_run_ledger(options->run), &trace, error);

    if (!status)
        status = ctg__facts_init(&r.facts, options->run, trace,
                                 options->scenario, &sketch->arena, error);
    if (!status)
        status = ctg__cast_nodes(&r.cast, &r.facts, &sketch->arena, error);
    if (!status)
        status = ctg__flows_init(&r.flows, &r.facts, &r.cast.actors,
                                 MOST_COLUMNS, error);
    if (!status)
        status = find_paths(&r, trace, error);
    if (!status)
        status = cut_columns(&r, trace, error);
    if (!status)
        status = draw(&r, error);
    ctg__selection_clear(&r.selection);
    ctg__flows_clear(&r.flows);
    ctg_trace_free(trace);
    return status;
}
