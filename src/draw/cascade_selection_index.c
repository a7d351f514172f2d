#include "draw/cascade_selection_index.h"

#include <stdlib.h>

#include "base/memory.h"

static int compare_places(const void *one, const void *other)
{
    const ctg__place a = *(const ctg__place *)one;
    const ctg__place b = *(const ctg__place *)other;

    return a < b ? -1 : a > b;
}

size_t ctg__selection_find(const ctg__selection *selection, ctg__place place)
{
    size_t low = 0;
    size_t high = selection->place_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (selection->places[middle] < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low < selection->place_count && selection->places[low] == place
               ? low
               : SIZE_MAX;
}

static void list_places(ctg__selection *s)
{
    const ctg__flows *const flows = s->flows;
    size_t count = 0;
    size_t kept = 0;

    for (size_t i = 0; i < flows->flow_count; i++) {
        s->places[count++] = flows->flows[i].tail;
        s->places[count++] = flows->flows[i].head;
    }
    for (size_t i = 0; i < flows->feeder_count; i++) {
        s->places[count++] = flows->feeders[i].tail;
        s->places[count++] = flows->feeders[i].hub;
    }
    if (count)
        qsort(s->places, count, sizeof *s->places, compare_places);
    for (size_t i = 0; i < count; i++)
        if (!kept || s->places[kept - 1] != s->places[i])
            s->places[kept++] = s->places[i];
    s->place_count = kept;
}

static void link_places(ctg__selection *s)
{
    const ctg__flows *const flows = s->flows;
    size_t flow = 0;
    size_t feeder = 0;

    for (size_t i = 0; i < flows->flow_count; i++) {
        s->tail_of[i] = (uint32_t)ctg__selection_find(s, flows->flows[i].tail);
        s->head_of[i] = (uint32_t)ctg__selection_find(s, flows->flows[i].head);
    }
    for (size_t i = 0; i < flows->feeder_count; i++) {
        s->feeder_tail[i] =
            (uint32_t)ctg__selection_find(s, flows->feeders[i].tail);
        s->feeder_hub[i] =
            (uint32_t)ctg__selection_find(s, flows->feeders[i].hub);
    }
    /* Both lists are sorted by the place that they lead to. */
    for (size_t p = 0; p <= s->place_count; p++) {
        while (flow < flows->flow_count && s->head_of[flow] < p)
            flow++;
        while (feeder < flows->feeder_count && s->feeder_hub[feeder] < p)
            feeder++;
        s->first_flow[p] = flow;
        s->first_feeder[p] = feeder;
    }
}

typedef struct ranked {
    int64_t amount;
    ctg__flow key;
    uint32_t flow;
} ranked;

static int compare_ranked(const void *one, const void *other)
{
    const ranked *const a = one;
    const ranked *const b = other;

    if (a->amount != b->amount)
        return a->amount > b->amount ? -1 : 1;
    /* By round, from, to, channel. */
    if (ctg__place_column(a->key.head) != ctg__place_column(b->key.head))
        return ctg__place_column(a->key.head) < ctg__place_column(b->key.head)
                   ? -1
                   : 1;
    if (a->key.tail != b->key.tail)
        return a->key.tail < b->key.tail ? -1 : 1;
    if (a->key.head != b->key.head)
        return a->key.head < b->key.head ? -1 : 1;
    return a->key.code < b->key.code ? -1 : a->key.code > b->key.code;
}

static bool order_flows(ctg__selection *s)
{
    const size_t count = s->flows->flow_count;
    ranked *const list = ctg__allocate_array(count + 1, sizeof *list);

    if (!list)
        return false;
    for (size_t i = 0; i < count; i++)
        list[i] = (ranked){s->flows->flows[i].amount, s->flows->flows[i],
                           (uint32_t)i};
    qsort(list, count, sizeof *list, compare_ranked);
    for (size_t i = 0; i < count; i++)
        s->order[i] = list[i].flow;
    ctg__release(list);
    return true;
}

static bool take_memory(ctg__selection *s)
{
    const size_t flows = s->flows->flow_count;
    const size_t feeders = s->flows->feeder_count;
    const size_t most = 2 * (flows + feeders) + 1;

    s->places = ctg__allocate_array(most, sizeof *s->places);
    s->tail_of = ctg__allocate_array(flows + 1, sizeof *s->tail_of);
    s->head_of = ctg__allocate_array(flows + 1, sizeof *s->head_of);
    s->order = ctg__allocate_array(flows + 1, sizeof *s->order);
    s->kept = ctg__allocate_array(flows + 1, sizeof *s->kept);
    s->feeder_tail = ctg__allocate_array(feeders + 1, sizeof *s->feeder_tail);
    s->feeder_hub = ctg__allocate_array(feeders + 1, sizeof *s->feeder_hub);
    s->feeder_kept = ctg__allocate_array(feeders + 1, sizeof *s->feeder_kept);
    if (!s->places)
        return false;
    list_places(s);
    s->first_flow =
        ctg__allocate_array(s->place_count + 1, sizeof *s->first_flow);
    s->first_feeder =
        ctg__allocate_array(s->place_count + 1, sizeof *s->first_feeder);
    s->drawn = ctg__allocate_array(s->place_count + 1, sizeof *s->drawn);
    s->banned = ctg__allocate_array(s->place_count + 1, sizeof *s->banned);
    s->reached = ctg__allocate_array(s->place_count + 1, sizeof *s->reached);
    return s->tail_of && s->head_of && s->order && s->kept && s->feeder_tail &&
           s->feeder_hub && s->feeder_kept && s->first_flow &&
           s->first_feeder && s->drawn && s->banned && s->reached;
}

bool ctg__selection_index(ctg__selection *selection)
{
    if (!take_memory(selection) || !order_flows(selection))
        return false;
    link_places(selection);
    return true;
}

void ctg__selection_clear(ctg__selection *selection)
{
    ctg__release(selection->places);
    ctg__release(selection->tail_of);
    ctg__release(selection->head_of);
    ctg__release(selection->first_flow);
    ctg__release(selection->feeder_tail);
    ctg__release(selection->feeder_hub);
    ctg__release(selection->first_feeder);
    ctg__release(selection->order);
    ctg__release(selection->kept);
    ctg__release(selection->feeder_kept);
    ctg__release(selection->drawn);
    ctg__release(selection->banned);
    ctg__release(selection->reached);
    *selection = (ctg__selection){0};
}
