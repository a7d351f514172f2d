/* Entries of the ledger become flows, in integers. */
#include <string.h>

#include "base/memory.h"
#include "draw/cascade_flows_making.h"
#include "draw/cascade_tails.h"

/* A picture's total in units: amounts keep twelve digits, and sums of any
 * subset stay far below 2^63. */
#define WHOLE (INT64_C(1) << 40)

static bool is_loss(const ctg_entry *entry)
{
    return entry->amount > 0 && ctg__code_of(entry) != CTG__CONNECTION;
}

/* --- amounts become integers -----------------------------------------------
 */

static bool round_amounts(ctg__flows_making *m, double *by_round,
                          int64_t *round_units, double *weights)
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

static bool make_units(ctg__flows_making *m)
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

static bool add_flow(ctg__flows_making *m, ctg__flow flow)
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

static bool add_feeder(ctg__flows_making *m, ctg__feeder feeder)
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

static bool add_loss(ctg__flows_making *m, const ctg__tails *tails,
                     size_t entry, double *shares, int64_t *parts)
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

static bool add_feeders(ctg__flows_making *m, const ctg__tails *tails,
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

static bool make_flows(ctg__flows_making *m, ctg__tails *tails)
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

static bool make_all(ctg__flows_making *m, size_t most_columns)
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
           ctg__flows_into_columns(m, most_columns);
    ctg__tails_clear(&tails);
    return made;
}

ctg_status ctg__flows_init(ctg__flows *flows, const ctg__facts *facts,
                           const ctg__actors *actors, size_t most_columns,
                           ctg_error *error)
{
    const ctg__causes *const causes = facts->causes;
    ctg__flows_making m = {.flows = flows, .facts = facts, .actors = actors};
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

size_t ctg__flows_column(const ctg__flows *flows, uint32_t round)
{
    size_t column = 0;

    while (column + 1 < flows->column_count &&
           round >= flows->columns[column + 1].first)
        column++;
    return column;
}

ctg__place ctg__flows_place(const ctg__flows *flows, ctg__place place)
{
    if (ctg__place_kind_of(place) == CTG__SOURCE)
        return place;
    return CTG__PLACE(ctg__place_kind_of(place),
                      ctg__flows_column(flows, ctg__place_column(place)),
                      ctg__place_index(place));
}

size_t ctg__flows_find_feeder(const ctg__flows *flows, ctg__place tail,
                              ctg__place hub)
{
    for (size_t i = 0; i < flows->feeder_count; i++)
        if (flows->feeders[i].hub == hub && flows->feeders[i].tail == tail)
            return i;
    return SIZE_MAX;
}

void ctg__flows_clear(ctg__flows *flows)
{
    ctg__release(flows->flows);
    ctg__release(flows->feeders);
    ctg__release(flows->columns);
    *flows = (ctg__flows){0};
}
