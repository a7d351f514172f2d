#include "draw/flows.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "draw/tails.h"

/* A picture's total in units: amounts keep twelve digits, and sums of any
 * subset stay far below 2^63. */
#define WHOLE (INT64_C(1) << 40)

typedef struct making {
    ctg__flows *flows;
    const ctg__facts *facts;
    const ctg__actors *actors;
    int64_t *units; /* per entry; 0 for what is no loss of a node */
    size_t flow_room;
    size_t feeder_room;
    int64_t *round_total; /* losses by the round they stand in */
    size_t round_count;
    uint32_t *column_of; /* per round */
} making;

static bool is_loss(const ctg_entry *entry)
{
    return entry->amount > 0 && ctg__code_of(entry) != CTG__CONNECTION;
}

/* --- amounts become integers -----------------------------------------------
 */

static bool round_amounts(making *m, double *by_round, int64_t *round_units,
                          double *weights)
{
    const ctg__causes *const causes = m->facts->causes;
    size_t begin = 0;

    for (size_t e = 0; e < causes->entry_count; e++) {
        weights[e] =
            is_loss(&causes->entries[e]) ? causes->entries[e].amount : 0;
        by_round[causes->entries[e].round] += weights[e];
    }
    for (size_t r = 0; r < m->round_count; r++)
        m->flows->losses += by_round[r];
    if (!(m->flows->losses > 0))
        return true;
    m->flows->total = WHOLE;
    if (!ctg__apportion(by_round, m->round_count, WHOLE, round_units))
        return false;
    for (size_t r = 0; r < m->round_count; r++) {
        size_t end = begin;

        while (end < causes->entry_count && causes->entries[end].round == r)
            end++;
        if (by_round[r] > 0 &&
            !ctg__apportion(weights + begin, end - begin, round_units[r],
                            m->units + begin))
            return false;
        begin = end;
    }
    return true;
}

static bool make_units(making *m)
{
    const size_t count = m->facts->causes->entry_count;
    double *const by_round =
        ctg__allocate_array(m->round_count, sizeof *by_round);
    int64_t *const round_units =
        ctg__allocate_array(m->round_count, sizeof *round_units);
    double *const weights = ctg__allocate_array(count + 1, sizeof *weights);
    bool made = by_round && round_units && weights;

    for (size_t e = 0; e < count; e++)
        m->units[e] = 0;
    if (made) {
        for (size_t r = 0; r < m->round_count; r++)
            by_round[r] = 0;
        made = round_amounts(m, by_round, round_units, weights);
    }
    ctg__release(by_round);
    ctg__release(round_units);
    ctg__release(weights);
    return made;
}

/* --- entries become flows --------------------------------------------------
 */

static bool add_flow(making *m, ctg__flow flow)
{
    ctg__flows *const flows = m->flows;
    ctg__flow *const grown = ctg__grow_array(flows->flows, flows->flow_count,
                                             &m->flow_room, 256, sizeof *grown);

    if (!grown)
        return false;
    flows->flows = grown;
    flows->flows[flows->flow_count++] = flow;
    return true;
}

static bool add_feeder(making *m, ctg__feeder feeder)
{
    ctg__flows *const flows = m->flows;
    ctg__feeder *const grown =
        ctg__grow_array(flows->feeders, flows->feeder_count, &m->feeder_room,
                        64, sizeof *grown);

    if (!grown)
        return false;
    flows->feeders = grown;
    flows->feeders[flows->feeder_count++] = feeder;
    return true;
}

static bool add_loss(making *m, const ctg__tails *tails, size_t entry,
                     double *shares, int64_t *parts)
{
    const ctg_entry *const loss = &m->facts->causes->entries[entry];

    for (size_t i = 0; i < tails->count; i++)
        shares[i] = tails->tails[i].share;
    if (!ctg__apportion(shares, tails->count, m->units[entry], parts))
        return false;
    for (size_t i = 0; i < tails->count; i++) {
        const ctg__tail *const tail = &tails->tails[i];
        const uint32_t round =
            ctg__entry_round(m->facts->causes, entry, tail->code);
        const ctg__flow flow = {
            .tail = tail->place,
            .head =
                CTG__PLACE(CTG__COPY, round,
                           m->actors->of_node[ctg_actor_index(loss->target)]),
            .amount = parts[i],
            .time = 2 * loss->round + (loss->channel != CTG_PRICE),
            .code = tail->code,
        };

        if (parts[i] == 0)
            continue;
        m->round_total[round] += parts[i];
        if (tail->code == CTG__SH)
            m->flows->direct += parts[i];
        if (!add_flow(m, flow))
            return false;
    }
    return true;
}

static bool add_feeders(making *m, const ctg__tails *tails,
                        const ctg_entry *impact)
{
    const ctg__place hub =
        CTG__PLACE(CTG__HUB, impact->round,
                   m->actors->of_asset[ctg_actor_index(impact->target)]);

    for (size_t i = 0; i < tails->count; i++)
        if (!add_feeder(m, (ctg__feeder){
                               .tail = tails->tails[i].place,
                               .hub = hub,
                               .weight = tails->tails[i].share * impact->amount,
                           }))
            return false;
    return true;
}

static bool make_flows(making *m, ctg__tails *tails)
{
    const ctg__causes *const causes = m->facts->causes;
    double *shares = NULL;
    int64_t *parts = NULL;
    size_t room = 0;
    bool made = true;

    for (size_t e = 0; made && e < causes->entry_count; e++) {
        const ctg_entry *const entry = &causes->entries[e];
        const bool impact = entry->channel == CTG_IMPACT && entry->amount > 0;

        if (m->units[e] == 0 && !impact)
            continue;
        ctg__tails_of(tails, e);
        if (tails->failed) {
            made = false;
        } else if (impact) {
            made = add_feeders(m, tails, entry);
        } else {
            if (tails->room > room) {
                ctg__release(shares);
                ctg__release(parts);
                room = tails->room;
                shares = ctg__allocate_array(room, sizeof *shares);
                parts = ctg__allocate_array(room, sizeof *parts);
            }
            made = shares && parts && add_loss(m, tails, e, shares, parts);
        }
    }
    ctg__release(shares);
    ctg__release(parts);
    return made;
}

/* --- rounds become columns -------------------------------------------------
 */

/* Few losses in many rounds are not worth the room. */
enum { LEAST_MERGED = 3 };

/*
 * Rounds without losses have no column. The last ones whose losses together
 * are under 2 % of the total become one where that saves room, and if more
 * than `most` are left, those from the right.
 */
static bool make_columns(making *m, size_t most)
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

static ctg__place to_column(const making *m, ctg__place place)
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

static bool has_feeder(const ctg__flows *flows, ctg__place hub)
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
    return low < flows->feeder_count && flows->feeders[low].hub == hub;
}

static void merge_feeders(making *m)
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
static ctg__place tail_in_column(const making *m, const ctg__flow *flow)
{
    const ctg__place tail = to_column(m, flow->tail);
    const ctg__place head = to_column(m, flow->head);

    if (ctg__place_kind_of(tail) != CTG__HUB)
        return tail;
    if (!has_feeder(m->flows, tail))
        return CTG__PLACE(CTG__SOURCE, 0, m->facts->shock_count);
    return ctg__place_column(tail) >= ctg__place_column(head) ? head : tail;
}

static void merge_flows(making *m)
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
static bool fill_feeders(making *m, const int64_t *out)
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
static bool sum_hubs(making *m, int64_t *out)
{
    const ctg__flows *const flows = m->flows;

    for (size_t i = 0; i < flows->feeder_count; i++)
        out[i] = 0;
    for (size_t i = 0; i < flows->flow_count; i++) {
        const ctg__place hub = to_column(m, flows->flows[i].tail);
        size_t low = 0;
        size_t high = flows->feeder_count;

        if (ctg__place_kind_of(flows->flows[i].tail) != CTG__HUB)
            continue;
        while (low < high) {
            const size_t middle = low + (high - low) / 2;

            if (flows->feeders[middle].hub < hub)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < flows->feeder_count && flows->feeders[low].hub == hub)
            out[low] += flows->flows[i].amount;
    }
    return true;
}

static bool finish(making *m)
{
    int64_t *out;
    bool made;

    merge_feeders(m);
    out = ctg__allocate_array(m->flows->feeder_count + 1, sizeof *out);
    if (!out)
        return false;
    made = sum_hubs(m, out) && fill_feeders(m, out);
    ctg__release(out);
    merge_flows(m);
    return made;
}

static bool make_all(making *m, size_t most_columns)
{
    ctg__tails tails = {.facts = m->facts, .actors = m->actors};
    const size_t entries = m->facts->causes->entry_count;
    bool made;

    m->units = ctg__allocate_array(entries + 1, sizeof *m->units);
    m->round_total =
        ctg__allocate_array(m->round_count, sizeof *m->round_total);
    m->column_of = ctg__allocate_array(m->round_count, sizeof *m->column_of);
    if (!m->units || !m->round_total || !m->column_of)
        return false;
    memset(m->round_total, 0, m->round_count * sizeof *m->round_total);
    made = make_units(m) && make_flows(m, &tails) &&
           make_columns(m, most_columns) && finish(m);
    ctg__tails_clear(&tails);
    return made;
}

ctg_status ctg__flows_init(ctg__flows *flows, const ctg__facts *facts,
                           const ctg__actors *actors, size_t most_columns,
                           ctg_error *error)
{
    const ctg__causes *const causes = facts->causes;
    making m = {.flows = flows, .facts = facts, .actors = actors};
    bool made;

    *flows = (ctg__flows){0};
    m.round_count = (size_t)facts->rounds + 1;
    if (causes->entry_count &&
        causes->entries[causes->entry_count - 1].round + 1u > m.round_count)
        m.round_count = causes->entries[causes->entry_count - 1].round + 1u;
    made = make_all(&m, most_columns);
    ctg__release(m.units);
    ctg__release(m.round_total);
    ctg__release(m.column_of);
    if (!made) {
        ctg__flows_clear(flows);
        return ctg__fail_memory(error);
    }
    return CTG_OK;
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
