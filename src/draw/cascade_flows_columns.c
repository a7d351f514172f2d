/* Rounds become columns of a picture, and flows between the same places one. */
#include <stdlib.h>

#include "base/memory.h"
#include "draw/cascade_flows_making.h"

/* --- rounds become columns -------------------------------------------------
 */

/* Few losses in many rounds are not worth the room. */
enum { LEAST_MERGED = 3 };

/*
 * Rounds without losses have no column. The last ones whose losses together
 * are under 2 % of the total become one where that saves room, and if more
 * than `most` are left, those from the right.
 */
static bool make_columns(ctg__flows_making *m, size_t most)
{
    ctg__flows *const flows = m->flows;
    size_t count = 0;
    size_t kept;
    int64_t tail = 0;

    flows->columns =
        ctg__allocate_array(m->round_count, sizeof *flows->columns);
    if (!flows->columns)
        return false;
    for (uint32_t r = 0; r < m->round_count; r++)
        if (m->round_total[r] > 0)
            flows->columns[count++] =
                (ctg__column_span){r, r, m->round_total[r]};
    kept = count;
    while (kept > 1 &&
           (tail + flows->columns[kept - 1].total) * 50 < flows->total)
        tail += flows->columns[--kept].total;
    kept = kept < count ? kept + 1 : kept;
    if (count <= most && count < kept + LEAST_MERGED - 1)
        kept = count;
    kept = kept < most ? kept : most;
    for (size_t i = kept; i < count; i++) {
        flows->columns[kept - 1].last = flows->columns[i].last;
        flows->columns[kept - 1].total += flows->columns[i].total;
    }
    flows->column_count = kept;
    for (uint32_t r = 0, c = 0; r < m->round_count; r++) {
        while (c + 1 < kept && r >= flows->columns[c + 1].first)
            c++;
        m->column_of[r] = c;
    }
    return true;
}

static ctg__place to_column(const ctg__flows_making *m, ctg__place place)
{
    if (ctg__place_kind_of(place) == CTG__SOURCE)
        return place;
    return CTG__PLACE(ctg__place_kind_of(place),
                      m->column_of[ctg__place_column(place)],
                      ctg__place_index(place));
}

/* --- one flow of a kind ----------------------------------------------------
 */

static int compare_flows(const void *one, const void *other)
{
    const ctg__flow *const a = one;
    const ctg__flow *const b = other;

    if (a->head != b->head)
        return a->head < b->head ? -1 : 1;
    if (a->tail != b->tail)
        return a->tail < b->tail ? -1 : 1;
    return a->code < b->code ? -1 : a->code > b->code;
}

static int compare_feeders(const void *one, const void *other)
{
    const ctg__feeder *const a = one;
    const ctg__feeder *const b = other;

    if (a->hub != b->hub)
        return a->hub < b->hub ? -1 : 1;
    if (a->tail != b->tail)
        return a->tail < b->tail ? -1 : 1;
    /* The order of sums must not depend on that of rows. */
    return a->weight < b->weight ? -1 : a->weight > b->weight;
}

/* The first feeder of a hub, of sorted ones; SIZE_MAX: it has none. */
static size_t first_feeder(const ctg__flows *flows, ctg__place hub)
{
    size_t low = 0;
    size_t high = flows->feeder_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (flows->feeders[middle].hub < hub)
            low = middle + 1;
        else
            high = middle;
    }
    return low < flows->feeder_count && flows->feeders[low].hub == hub
               ? low
               : SIZE_MAX;
}

static void merge_feeders(ctg__flows_making *m)
{
    ctg__flows *const flows = m->flows;
    size_t kept = 0;

    for (size_t i = 0; i < flows->feeder_count; i++) {
        flows->feeders[i].tail = to_column(m, flows->feeders[i].tail);
        flows->feeders[i].hub = to_column(m, flows->feeders[i].hub);
    }
    if (flows->feeder_count)
        qsort(flows->feeders, flows->feeder_count, sizeof *flows->feeders,
              compare_feeders);
    for (size_t i = 0; i < flows->feeder_count; i++) {
        if (kept && flows->feeders[kept - 1].hub == flows->feeders[i].hub &&
            flows->feeders[kept - 1].tail == flows->feeders[i].tail)
            flows->feeders[kept - 1].weight += flows->feeders[i].weight;
        else
            flows->feeders[kept++] = flows->feeders[i];
    }
    flows->feeder_count = kept;
}

/* A cause in the same column of the same node makes no line; nor does a hub
 * that stands behind the column it would have to reach. */
static ctg__place tail_in_column(const ctg__flows_making *m,
                                 const ctg__flow *flow)
{
    const ctg__place tail = to_column(m, flow->tail);
    const ctg__place head = to_column(m, flow->head);

    if (ctg__place_kind_of(tail) != CTG__HUB)
        return tail;
    if (first_feeder(m->flows, tail) == SIZE_MAX)
        return CTG__PLACE(CTG__SOURCE, 0, m->facts->shock_count);
    return ctg__place_column(tail) >= ctg__place_column(head) ? head : tail;
}

static void merge_flows(ctg__flows_making *m)
{
    ctg__flows *const flows = m->flows;
    size_t kept = 0;

    for (size_t i = 0; i < flows->flow_count; i++) {
        flows->flows[i].tail = tail_in_column(m, &flows->flows[i]);
        flows->flows[i].head = to_column(m, flows->flows[i].head);
    }
    if (flows->flow_count)
        qsort(flows->flows, flows->flow_count, sizeof *flows->flows,
              compare_flows);
    for (size_t i = 0; i < flows->flow_count; i++) {
        ctg__flow *const last = kept ? &flows->flows[kept - 1] : NULL;
        const ctg__flow *const flow = &flows->flows[i];

        if (last && compare_flows(last, flow) == 0) {
            last->amount += flow->amount;
            if (flow->time < last->time)
                last->time = flow->time;
        } else {
            flows->flows[kept++] = *flow;
        }
    }
    flows->flow_count = kept;
}

/*
 * Into a hub flows what flows out of it: the holders' losses of the next round
 * and, in its own round, the execution losses of those who sell.
 */
static bool fill_feeders(const ctg__flows_making *m, const int64_t *out)
{
    ctg__flows *const flows = m->flows;
    double *const weights =
        ctg__allocate_array(flows->feeder_count + 1, sizeof *weights);
    int64_t *const parts =
        ctg__allocate_array(flows->feeder_count + 1, sizeof *parts);
    bool made = weights && parts;

    for (size_t i = 0, end; made && i < flows->feeder_count; i = end) {
        for (end = i; end < flows->feeder_count &&
                      flows->feeders[end].hub == flows->feeders[i].hub;
             end++)
            weights[end] = flows->feeders[end].weight;
        made = ctg__apportion(weights + i, end - i, out[i], parts + i);
        for (size_t k = i; made && k < end; k++)
            flows->feeders[k].amount = parts[k];
    }
    ctg__release(weights);
    ctg__release(parts);
    return made;
}

/* out[i]: what leaves the hub whose first feeder is i. Before flows are
 * merged, as own losses forget their hub then. */
static void sum_hubs(const ctg__flows_making *m, int64_t *out)
{
    const ctg__flows *const flows = m->flows;

    for (size_t i = 0; i < flows->feeder_count; i++)
        out[i] = 0;
    for (size_t i = 0; i < flows->flow_count; i++) {
        const ctg__place tail = flows->flows[i].tail;
        const size_t feeder = ctg__place_kind_of(tail) == CTG__HUB
                                  ? first_feeder(flows, to_column(m, tail))
                                  : SIZE_MAX;

        if (feeder != SIZE_MAX)
            out[feeder] += flows->flows[i].amount;
    }
}

static bool merge(ctg__flows_making *m)
{
    int64_t *out;
    bool made;

    merge_feeders(m);
    out = ctg__allocate_array(m->flows->feeder_count + 1, sizeof *out);
    if (!out)
        return false;
    sum_hubs(m, out);
    made = fill_feeders(m, out);
    ctg__release(out);
    merge_flows(m);
    return made;
}

bool ctg__flows_into_columns(ctg__flows_making *m, size_t most)
{
    return make_columns(m, most) && merge(m);
}

size_t ctg__flows_find(const ctg__flows *flows, ctg__place tail,
                       ctg__place head, ctg__code code)
{
    const ctg__flow key = {.tail = tail, .head = head, .code = code};
    const ctg__flow *const found =
        flows->flow_count ? bsearch(&key, flows->flows, flows->flow_count,
                                    sizeof key, compare_flows)
                          : NULL;

    return found ? (size_t)(found - flows->flows) : SIZE_MAX;
}
