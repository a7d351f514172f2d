#include "draw/pairs.h"

#include <stdlib.h>

#include "base/memory.h"

typedef struct adding {
    ctg__pairs *pairs;
    size_t room;
} adding;

static bool add(adding *a, ctg__pair pair)
{
    ctg__pairs *const pairs = a->pairs;
    ctg__pair *const grown = ctg__grow_array(pairs->pairs, pairs->count,
                                             &a->room, 256, sizeof *grown);

    if (!grown)
        return false;
    pairs->pairs = grown;
    if (pair.amount)
        pairs->pairs[pairs->count++] = pair;
    return true;
}

static uint32_t actor_of(ctg__place place)
{
    return ctg__place_kind_of(place) == CTG__COPY ? ctg__place_index(place)
                                                  : CTG_NONE;
}

/* Of whoever sold, in proportion to what each did to the price. */
static bool add_through_hub(adding *a, const ctg__flows *flows,
                            const ctg__flow *flow)
{
    size_t begin = 0;
    size_t end;
    double *weights;
    int64_t *parts;
    bool made;

    while (begin < flows->feeder_count &&
           flows->feeders[begin].hub != flow->tail)
        begin++;
    for (end = begin;
         end < flows->feeder_count && flows->feeders[end].hub == flow->tail;
         end++)
        continue;
    if (begin == end)
        return add(a, (ctg__pair){CTG_NONE, ctg__place_index(flow->head),
                                  flow->code, flow->amount});
    weights = ctg__allocate_array(end - begin, sizeof *weights);
    parts = ctg__allocate_array(end - begin, sizeof *parts);
    made = weights && parts;
    for (size_t i = begin; made && i < end; i++)
        weights[i - begin] = flows->feeders[i].weight;
    made = made && ctg__apportion(weights, end - begin, flow->amount, parts);
    for (size_t i = begin; made && i < end; i++)
        made = add(a, (ctg__pair){actor_of(flows->feeders[i].tail),
                                  ctg__place_index(flow->head), flow->code,
                                  parts[i - begin]});
    ctg__release(weights);
    ctg__release(parts);
    return made;
}

static int compare(const void *one, const void *other)
{
    const ctg__pair *const a = one;
    const ctg__pair *const b = other;

    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return a->code < b->code ? -1 : a->code > b->code;
}

static void merge(ctg__pairs *pairs)
{
    size_t kept = 0;

    if (pairs->count)
        qsort(pairs->pairs, pairs->count, sizeof *pairs->pairs, compare);
    for (size_t i = 0; i < pairs->count; i++) {
        if (kept && compare(&pairs->pairs[kept - 1], &pairs->pairs[i]) == 0)
            pairs->pairs[kept - 1].amount += pairs->pairs[i].amount;
        else
            pairs->pairs[kept++] = pairs->pairs[i];
    }
    pairs->count = kept;
}

ctg_status ctg__pairs_init(ctg__pairs *pairs, const ctg__flows *flows,
                           ctg_error *error)
{
    adding a = {.pairs = pairs};
    bool made = true;

    *pairs = (ctg__pairs){0};
    for (size_t i = 0; made && i < flows->flow_count; i++) {
        const ctg__flow *const flow = &flows->flows[i];

        if (ctg__place_kind_of(flow->tail) == CTG__HUB)
            made = add_through_hub(&a, flows, flow);
        else
            made = add(&a, (ctg__pair){actor_of(flow->tail),
                                       ctg__place_index(flow->head), flow->code,
                                       flow->amount});
    }
    if (!made) {
        ctg__pairs_clear(pairs);
        return ctg__fail_memory(error);
    }
    merge(pairs);
    return CTG_OK;
}

void ctg__pairs_clear(ctg__pairs *pairs)
{
    ctg__release(pairs->pairs);
    *pairs = (ctg__pairs){0};
}

ctg_status ctg__pairs_link(const ctg__pairs *pairs, ctg__arena *arena,
                           ctg__link **links, size_t *count, ctg_error *error)
{
    ctg__link *made;
    size_t found = 0;

    if (!TAKE(arena, made, pairs->count + 1))
        return ctg__fail_memory(error);
    for (size_t i = 0; i < pairs->count; i++) {
        const ctg__pair *const pair = &pairs->pairs[i];
        ctg__link *link = found ? &made[found - 1] : NULL;

        if (!link || link->from != pair->from || link->to != pair->to) {
            link = &made[found++];
            link->from = pair->from;
            link->to = pair->to;
            link->code = pair->code;
        }
        link->amount += pair->amount;
        link->of_code[pair->code] += pair->amount;
        if (link->of_code[pair->code] > link->of_code[link->code])
            link->code = pair->code;
    }
    *links = made;
    *count = found;
    return CTG_OK;
}
