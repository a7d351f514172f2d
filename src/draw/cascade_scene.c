/* What the parts of a cascade picture share. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "draw/cascade.h"
#include "draw/escape.h"
#include "draw/phrases.h"
#include "text/clean.h"
#include "text/format.h"

ctg_status ctg__find_fallen(const ctg__flows *flows, const ctg__cast *cast,
                            ctg__arena *arena, ctg__place **fallen,
                            ctg_error *error)
{
    ctg__place *found;
    double *lost;

    if (!TAKE(arena, found, cast->actors.count + 1) ||
        !TAKE(arena, lost, cast->actors.count + 1))
        return ctg__fail_memory(error);
    for (size_t actor = 0; actor < cast->actors.count; actor++)
        found[actor] = CTG__NOWHERE;
    /* Flows are sorted by head, so columns of an actor ascend. */
    for (size_t i = 0; i < flows->flow_count; i++) {
        const ctg__place head = flows->flows[i].head;
        const uint32_t actor = ctg__place_index(head);

        if (cast->failed[actor] != CTG_NEVER &&
            ctg__place_column(head) <=
                ctg__flows_column(flows, cast->failed[actor]) &&
            (found[actor] == CTG__NOWHERE ||
             lost[actor] < cast->equity[actor] * (1 - 1e-9)))
            found[actor] = head;
        lost[actor] += ctg__flows_money(flows, flows->flows[i].amount);
    }
    *fallen = found;
    return CTG_OK;
}

typedef struct victim {
    ctg__place place;
    int64_t lost;
} victim;

static int compare_victims(const void *one, const void *other)
{
    const victim *const a = one;
    const victim *const b = other;

    if (a->lost != b->lost)
        return a->lost > b->lost ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

ctg_status ctg__list_defaults(const ctg__flows *flows, const ctg__cast *cast,
                              ctg__arena *arena, ctg__place **must,
                              size_t *count, ctg_error *error)
{
    const size_t actors = cast->actors.count;
    ctg__place *places;
    int64_t *lost;
    victim *list;
    ctg_status status = ctg__find_fallen(flows, cast, arena, &places, error);

    *count = 0;
    if (status)
        return status;
    if (!TAKE(arena, lost, actors + 1) || !TAKE(arena, list, actors + 1) ||
        !TAKE(arena, *must, actors + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < flows->flow_count; i++)
        lost[ctg__place_index(flows->flows[i].head)] += flows->flows[i].amount;
    for (size_t actor = 0; actor < actors; actor++)
        if (places[actor] != CTG__NOWHERE)
            list[(*count)++] = (victim){places[actor], lost[actor]};
    qsort(list, *count, sizeof *list, compare_victims);
    for (size_t i = 0; i < *count; i++)
        (*must)[i] = list[i].place;
    return CTG_OK;
}

static ctg_status make_labels(ctg__scene *scene, ctg__arena *arena,
                              ctg_error *error)
{
    const ctg__selection *const s = scene->selection;
    const ctg__cast *const cast = scene->cast;
    const size_t count = cast->actors.count;
    const char **names;
    const char **ids;
    const char **labels;
    const char **made;
    uint32_t *actors;
    bool *shown;
    size_t shown_count = 0;
    ctg_status status;

    if (!TAKE(arena, names, count + 1) || !TAKE(arena, ids, count + 1) ||
        !TAKE(arena, labels, count + 1) || !TAKE(arena, actors, count + 1) ||
        !TAKE(arena, shown, count + 1))
        return ctg__fail_memory(error);
    for (size_t p = 0; p < s->place_count; p++)
        if (s->drawn[p] && ctg__place_kind_of(s->places[p]) == CTG__COPY)
            shown[ctg__place_index(s->places[p])] = true;
    for (size_t actor = 0; actor < count; actor++)
        if (shown[actor]) {
            names[shown_count] = cast->names[actor];
            ids[shown_count] = cast->ids[actor];
            actors[shown_count++] = (uint32_t)actor;
        }
    status = ctg__clean_labels(names, ids, shown_count, CTG__NAME_BOX, false,
                               arena, &made, error);
    for (size_t i = 0; !status && i < shown_count; i++)
        labels[actors[i]] = made[i];
    scene->labels = labels;
    if (!status)
        status = ctg__clean_labels(cast->asset_names, cast->asset_ids,
                                   scene->facts->asset_count, CTG__NAME_BOX,
                                   false, arena, &made, error);
    if (!status)
        scene->asset_labels = made;
    return status;
}

ctg_status ctg__scene_prepare(ctg__scene *scene, ctg__arena *arena,
                              ctg_error *error)
{
    const ctg__selection *const s = scene->selection;
    ctg__place *fallen;
    double *so_far;
    ctg_status status =
        ctg__find_fallen(scene->flows, scene->cast, arena, &fallen, error);

    if (status)
        return status;
    scene->fallen = fallen;
    if (!TAKE(arena, so_far, scene->cast->actors.count + 1) ||
        !TAKE(arena, scene->before, s->place_count + 1))
        return ctg__fail_memory(error);
    for (size_t p = 0; p < s->place_count; p++) {
        const uint32_t actor = ctg__place_index(s->places[p]);

        scene->hub_drawn |=
            s->drawn[p] && ctg__place_kind_of(s->places[p]) == CTG__HUB;
        if (ctg__place_kind_of(s->places[p]) != CTG__COPY)
            continue;
        scene->before[p] = so_far[actor];
        so_far[actor] +=
            ctg__flows_money(scene->flows, ctg__selection_amount(s, p));
    }
    for (size_t i = 0; i < scene->flows->flow_count; i++)
        if (s->kept[i] && s->tail_of[i] != s->head_of[i] &&
            scene->flows->flows[i].amount > scene->widest)
            scene->widest = scene->flows->flows[i].amount;
    for (size_t i = 0; i < scene->flows->feeder_count; i++)
        if (s->feeder_kept[i] &&
            scene->flows->feeders[i].amount > scene->widest)
            scene->widest = scene->flows->feeders[i].amount;
    return make_labels(scene, arena, error);
}

void ctg__add_place_name(ctg__text *text, const ctg__scene *scene,
                         ctg__place place)
{
    const uint32_t index = ctg__place_index(place);
    const uint32_t round =
        scene->flows->columns[ctg__place_column(place)].first;

    switch (ctg__place_kind_of(place)) {
    case CTG__SOURCE:
        if (index == scene->facts->shock_count)
            ctg__text_add_char(text, 'Z');
        else
            ctg__text_print(text, "S%lu", (unsigned long)index + 1);
        break;
    case CTG__COPY:
        ctg__text_print(text, "c%lu_", (unsigned long)round);
        ctg__add_slug(text, scene->cast->ids[index]);
        break;
    case CTG__HUB:
        ctg__text_print(text, "p%lu_", (unsigned long)round);
        ctg__add_slug(text, scene->cast->asset_ids[index]);
        break;
    }
}

void ctg__add_place_title(ctg__text *text, const ctg__scene *scene,
                          ctg__place place)
{
    const uint32_t index = ctg__place_index(place);
    ctg__text words = {0};

    switch (ctg__place_kind_of(place)) {
    case CTG__SOURCE:
        if (index == scene->facts->shock_count)
            ctg__text_add(&words, "weak from the start");
        else
            ctg__add_shock(&words, scene->facts, index);
        ctg__add_tooltip(text, ctg__text_string(&words));
        break;
    case CTG__COPY:
        ctg__add_name_tooltip(text, scene->cast->names[index]);
        break;
    case CTG__HUB:
        ctg__add_name_tooltip(text, scene->cast->asset_names[index]);
        ctg__text_add(text, " price");
        break;
    }
    text->failed |= words.failed;
    ctg__text_clear(&words);
}

void ctg__add_column_name(ctg__text *text, const ctg__flows *flows,
                          size_t column, const char *round)
{
    const ctg__column_span *const span = &flows->columns[column];

    if (span->first == span->last)
        ctg__text_print(text, "%s %lu", round, (unsigned long)span->first);
    else
        ctg__text_print(text, "%ss %lu–%lu", round, (unsigned long)span->first,
                        (unsigned long)span->last);
}

void ctg__add_html_money(ctg__text *text, const ctg__scene *scene, double value)
{
    char money[CTG__FORMAT_ROOM];

    ctg__add_html(text,
                  ctg__format_amount(money, value, scene->facts->unit, false));
}

void ctg__add_tooltip_money(ctg__text *text, const ctg__scene *scene,
                            double value)
{
    char money[CTG__FORMAT_ROOM];

    ctg__add_tooltip(
        text, ctg__format_amount(money, value, scene->facts->unit, false));
}

void ctg__add_units(ctg__text *text, const ctg__scene *scene, int64_t amount)
{
    ctg__add_html_money(text, scene, ctg__flows_money(scene->flows, amount));
}

void ctg__add_tooltip_units(ctg__text *text, const ctg__scene *scene,
                            int64_t amount)
{
    ctg__add_tooltip_money(text, scene, ctg__flows_money(scene->flows, amount));
}
