/*
 * One group: where its losses come from, which members take them, where they
 * go. Every column adds up.
 */
#include "draw/groups_drill_parts.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ranked.h"
#include "draw/escape.h"
#include "draw/palette.h"
#include "draw/phrases.h"
#include "draw/scales.h"
#include "text/clean.h"
#include "text/format.h"

static bool is_member(const ctg__drill *d, uint32_t actor)
{
    return actor != CTG_NONE && d->member[actor];
}

/* Members by themselves, all others by group; a byte that no clean name has
 * keeps the two apart. */
static ctg_status make_cast(ctg__drill *d, const char *const *group_of,
                            ctg_error *error)
{
    const char *const wanted = d->sketch->options->drill;
    ctg__arena *const arena = &d->sketch->arena;
    const char **keys;
    ctg_status status;

    if (!TAKE(arena, keys, d->facts->node_count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < d->facts->node_count; i++) {
        keys[i] = group_of[i];
        if (strcmp(group_of[i], wanted) == 0) {
            const size_t size = strlen(d->facts->node_ids[i]) + 2;
            char *const key = ctg__arena_take(arena, size, 1);

            if (!key)
                return ctg__fail_memory(error);
            key[0] = '\001';
            memcpy(key + 1, d->facts->node_ids[i], size - 1);
            keys[i] = key;
            d->member_count++;
            d->default_count += d->facts->failed_round[i] != CTG_NEVER;
        }
    }
    if (!d->member_count)
        return ctg__fail(error, CTG_NOT_FOUND, "no node is in a group '%s'",
                         wanted);
    status = ctg__cast_groups(&d->cast, d->facts, keys, arena, error);
    if (status)
        return status;
    if (!TAKE(arena, d->member, d->cast.actors.count + 1) ||
        !TAKE(arena, d->node, d->cast.actors.count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < d->facts->node_count; i++) {
        const uint32_t actor = d->cast.actors.of_node[i];

        d->member[actor] = keys[i][0] == '\001';
        d->node[actor] = (uint32_t)i;
        if (d->member[actor])
            d->cast.names[actor] = d->facts->node_names[i];
    }
    return CTG_OK;
}

static const char *clean_name(ctg__drill *d, const char *name)
{
    ctg__text text = {0};
    const char *kept;

    ctg__text_add_name(&text, name, CTG__NAME_BOX, false);
    kept = ctg__text_keep(&text, &d->sketch->arena);
    d->sketch->diagram.failed |= !kept;
    return kept ? kept : "";
}

static void name_item(ctg__drill *d, ctg__drill_box *item, char letter,
                      const char *id)
{
    ctg__text text = {0};

    ctg__text_print(&text, "%c_", letter);
    ctg__add_slug(&text, id);
    snprintf(item->name, sizeof item->name, "%s", ctg__text_string(&text));
    d->sketch->diagram.failed |= text.failed;
    ctg__text_clear(&text);
}

static ctg_status take_column(ctg__drill *d, ctg__drill_column *c,
                              ctg_error *error)
{
    ctg__arena *const arena = &d->sketch->arena;

    if (!TAKE(arena, c->items, d->cast.actors.count + 3) ||
        !TAKE(arena, c->of_actor, d->cast.actors.count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < d->cast.actors.count; i++)
        c->of_actor[i] = SIZE_MAX;
    return CTG_OK;
}

/* Of its own equity; what a pass-through loses beyond it its creditors do. */
static void add_member(const ctg__drill *d, ctg__drill_box *item, uint32_t node)
{
    const ctg__facts *const facts = d->facts;
    const double *const after = ctg_run_equity(d->sketch->options->run);
    const double cushion = facts->initial_equity[node];
    const double lost = cushion - after[node];

    item->failed_count += facts->failed_round[node] != CTG_NEVER;
    item->haircut = !item->rest && facts->pass_through &&
                    facts->pass_through[node] && facts->liabilities[node] > 0;
    item->lost += item->haircut ? fmax(0, lost - fmax(0, cushion)) : lost;
    item->equity += item->haircut ? facts->liabilities[node] : cushion;
}

/* Gives the largest actors of `amounts` an item, the rest one together. */
static ctg_status fill_column(ctg__drill *d, ctg__drill_column *c,
                              const double *amounts, bool members, char letter,
                              ctg_error *error)
{
    const size_t most = members ? d->most_members : d->most_groups;
    const size_t actors = d->cast.actors.count;
    const size_t before = c->count;
    ctg__ranked *order;
    size_t count = 0;
    ctg__drill_box *rest = NULL;

    if (!TAKE(&d->sketch->arena, order, actors + 1))
        return ctg__fail_memory(error);
    for (size_t a = 0; a < actors; a++)
        if (d->member[a] == members && (amounts[a] > 0 || members))
            order[count++] = (ctg__ranked){amounts[a], a};
    ctg__rank_amounts(order, count);
    for (size_t i = 0; i < count; i++) {
        const uint32_t actor = (uint32_t)order[i].index;
        /* Members that lose nothing are many, and all the same. */
        const bool small = members ? !order[i].amount && i > 0 && count - i > 1
                                   : (double)order[i].amount <
                                         CTG__DRILL_SMALL * (double)c->total;
        ctg__drill_box *at = rest;

        if (!at && (c->count - before >= most || small)) {
            rest = &c->items[c->count++];
            rest->rest = true;
            snprintf(rest->name, sizeof rest->name, "%c_rest", letter);
            at = rest;
        }
        if (!at) {
            at = &c->items[c->count++];
            name_item(d, at, letter, d->cast.ids[actor] + (members ? 1 : 0));
            at->title = clean_name(d, d->cast.names[actor]);
            at->failed =
                members && d->facts->failed_round[d->node[actor]] != CTG_NEVER;
        }
        at->amount += order[i].amount;
        at->count++;
        if (members)
            add_member(d, at, d->node[actor]);
        c->of_actor[actor] = (size_t)(at - c->items);
    }
    if (rest) {
        char title[48];

        snprintf(title, sizeof title,
                 members ? "%zu other member%s" : "%zu other group%s",
                 rest->count, ctg__plural(rest->count));
        rest->title = clean_name(d, title);
    }
    return CTG_OK;
}

static ctg_status make_columns(ctg__drill *d, ctg_error *error)
{
    const size_t actors = d->cast.actors.count;
    double *in;
    double *taken;
    double *out;
    double inside = 0;
    ctg_status status = take_column(d, &d->from, error);

    if (!status)
        status = take_column(d, &d->members, error);
    if (!status)
        status = take_column(d, &d->to, error);
    if (status)
        return status;
    if (!TAKE(&d->sketch->arena, in, actors + 1) ||
        !TAKE(&d->sketch->arena, taken, actors + 1) ||
        !TAKE(&d->sketch->arena, out, actors + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < d->pairs.count; i++) {
        const ctg__pair *const pair = &d->pairs.pairs[i];

        if (is_member(d, pair->to)) {
            d->members.total += pair->amount;
            taken[pair->to] += pair->amount;
            if (pair->from == CTG_NONE)
                d->direct += pair->amount;
            else if (is_member(d, pair->from))
                inside += pair->amount;
            else
                in[pair->from] += pair->amount;
        } else if (is_member(d, pair->from)) {
            d->to.total += pair->amount;
            out[pair->to] += pair->amount;
        }
    }
    d->from.total = d->members.total;
    d->from.items[SHOCK] = (ctg__drill_box){
        .name = "i_shock", .title = "direct shock", .amount = d->direct};
    d->from.items[INSIDE] = (ctg__drill_box){
        .name = "i_inside", .title = "inside the group", .amount = inside};
    d->from.count = FIRST_GROUP;
    status = fill_column(d, &d->from, in, false, 'i', error);
    if (!status)
        status = fill_column(d, &d->members, taken, true, 'm', error);
    if (!status)
        status = fill_column(d, &d->to, out, false, 'o', error);
    return status;
}

/* Items are numbered through all three columns. */
static size_t number_of(const ctg__drill *d, const ctg__pair *pair, bool head)
{
    const size_t members = d->from.count;
    const size_t to = members + d->members.count;

    if (is_member(d, pair->to)) {
        if (head)
            return members + d->members.of_actor[pair->to];
        if (pair->from == CTG_NONE)
            return SHOCK;
        return is_member(d, pair->from) ? INSIDE : d->from.of_actor[pair->from];
    }
    return head ? to + d->to.of_actor[pair->to]
                : members + d->members.of_actor[pair->from];
}

static ctg_status make_links(ctg__drill *d, ctg_error *error)
{
    ctg__pairs between = {0};
    ctg_status status;

    if (!TAKE(&d->sketch->arena, between.pairs, d->pairs.count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < d->pairs.count; i++) {
        const ctg__pair *const pair = &d->pairs.pairs[i];

        if (is_member(d, pair->to) || is_member(d, pair->from))
            between.pairs[between.count++] = (ctg__pair){
                (uint32_t)number_of(d, pair, false),
                (uint32_t)number_of(d, pair, true), pair->code, pair->amount};
    }
    if (between.count)
        qsort(between.pairs, between.count, sizeof *between.pairs,
              ctg__pair_order);
    status = ctg__pairs_link(&between, &d->sketch->arena, &d->links,
                             &d->link_count, error);
    for (size_t i = 0; !status && i < d->link_count; i++)
        if (d->links[i].amount > d->widest)
            d->widest = d->links[i].amount;
    return status;
}

/* As many as can be read on the page, `others` boxes beside them. */
static size_t most_boxes(const ctg__draw_page *page, double room, double most,
                         double others)
{
    const double boxes =
        floor((ctg__page_most_height(page) - HEAD_ROOM) / room);

    return (size_t)fmax(LEAST_SHOWN, fmin(most, boxes - others));
}

ctg_status ctg__sketch_drill(ctg__sketch *sketch, const ctg__facts *facts,
                             const char *const *group_of, ctg_error *error)
{
    const ctg__draw_page *const page = ctg__sketch_page(sketch);
    ctg__drill d = {.sketch = sketch, .facts = facts};
    ctg__text title = {0};
    ctg_status status = make_cast(&d, group_of, error);

    d.most_members = most_boxes(page, MEMBER_ROOM, SHOWN_MEMBERS, 1);
    d.most_groups = most_boxes(page, GROUP_ROOM, SHOWN_GROUPS, FIRST_GROUP + 1);
    if (!status)
        d.name = clean_name(&d, sketch->options->drill);
    if (sketch->options->title)
        ctg__text_add_clean(&title, sketch->options->title, 100, false);
    else
        ctg__text_print(&title, "Drill-down: %s", d.name ? d.name : "");
    if (!status) {
        const bool failed = sketch->diagram.failed;

        ctg__diagram_init(&sketch->diagram, ctg__text_string(&title));
        sketch->diagram.failed |= failed;
    }
    if (!status)
        status = ctg__pairs_init(&d.pairs, facts, &d.cast.actors, error);
    if (!status)
        status = make_columns(&d, error);
    if (!status)
        status = make_links(&d, error);
    if (!status)
        ctg__drill_draw(&d, ctg__text_string(&title));
    sketch->diagram.failed |= title.failed;
    ctg__pairs_clear(&d.pairs);
    ctg__text_clear(&d.text);
    ctg__text_clear(&title);
    return status;
}
