#include "draw/cascade_selection.h"

#include <string.h>

#include "base/assert.h"
#include "base/memory.h"
#include "draw/cascade_selection_index.h"

/* --- drawn and reached -----------------------------------------------------
 */

static bool is_line(const ctg__selection *s, size_t flow)
{
    return s->tail_of[flow] != s->head_of[flow];
}

static ctg__place_kind kind_at(const ctg__selection *s, size_t place)
{
    return ctg__place_kind_of(s->places[place]);
}

/* The largest sellers, up to the share that is drawn of everything. */
enum { MOST_SELLERS = 6 };

static void choose_sellers(ctg__selection *s, size_t hub)
{
    const ctg__feeder *const feeders = s->flows->feeders;
    int64_t whole = 0;
    int64_t sum = 0;

    for (size_t f = s->first_feeder[hub]; f < s->first_feeder[hub + 1]; f++) {
        whole += feeders[f].amount;
        s->feeder_kept[f] = feeders[f].forced && !s->banned[s->feeder_tail[f]];
        if (!s->feeder_kept[f])
            continue;
        s->drawn[s->feeder_tail[f]] = true;
        sum += feeders[f].amount;
    }
    for (int taken = 0; taken < MOST_SELLERS; taken++) {
        size_t best = SIZE_MAX;

        for (size_t f = s->first_feeder[hub]; f < s->first_feeder[hub + 1]; f++)
            if (!s->feeder_kept[f] && !s->banned[s->feeder_tail[f]] &&
                (best == SIZE_MAX || feeders[f].amount > feeders[best].amount))
                best = f;
        if (best == SIZE_MAX ||
            (sum && (double)sum >= s->theta * (double)whole))
            return;
        s->feeder_kept[best] = true;
        s->drawn[s->feeder_tail[best]] = true;
        sum += feeders[best].amount;
    }
}

static void mark_drawn(ctg__selection *s)
{
    memset(s->drawn, 0, s->place_count * sizeof *s->drawn);
    memset(s->feeder_kept, 0, s->flows->feeder_count * sizeof *s->feeder_kept);
    for (size_t i = 0; i < s->flows->flow_count; i++)
        if (s->kept[i]) {
            s->drawn[s->tail_of[i]] = true;
            s->drawn[s->head_of[i]] = true;
        }
    for (size_t p = 0; p < s->place_count; p++)
        if (s->drawn[p] && kind_at(s, p) == CTG__HUB)
            choose_sellers(s, p);
}

/* A copy is reached, too, from an earlier copy of the same node. */
static bool reached_by_carry(const ctg__selection *s, size_t place)
{
    const uint32_t actor = ctg__place_index(s->places[place]);

    for (size_t p = place; p-- > 0 && kind_at(s, p) == CTG__COPY;)
        if (s->drawn[p] && ctg__place_index(s->places[p]) == actor)
            return s->reached[p];
    return false;
}

static bool reached_now(const ctg__selection *s, size_t place)
{
    if (kind_at(s, place) == CTG__SOURCE)
        return true;
    if (kind_at(s, place) == CTG__HUB) {
        for (size_t f = s->first_feeder[place]; f < s->first_feeder[place + 1];
             f++)
            if (s->feeder_kept[f] && s->reached[s->feeder_tail[f]])
                return true;
        return false;
    }
    for (size_t i = s->first_flow[place]; i < s->first_flow[place + 1]; i++)
        if (s->kept[i] && is_line(s, i) && s->reached[s->tail_of[i]])
            return true;
    return reached_by_carry(s, place);
}

static void mark_reached(ctg__selection *s)
{
    bool changed = true;

    memset(s->reached, 0, s->place_count * sizeof *s->reached);
    while (changed) {
        changed = false;
        for (size_t p = 0; p < s->place_count; p++)
            if (s->drawn[p] && !s->reached[p] && reached_now(s, p)) {
                s->reached[p] = true;
                changed = true;
            }
    }
}

static size_t largest_into(const ctg__selection *s, size_t place, bool line)
{
    size_t best = SIZE_MAX;

    for (size_t i = s->first_flow[place]; i < s->first_flow[place + 1]; i++)
        if (!s->kept[i] && is_line(s, i) == line && !s->banned[s->tail_of[i]] &&
            (best == SIZE_MAX ||
             s->flows->flows[i].amount > s->flows->flows[best].amount))
            best = i;
    return best;
}

/* The largest line into an earlier copy of the same node that is not drawn:
 * what it lost there carries over. */
static size_t earlier_copy(const ctg__selection *s, size_t place)
{
    const uint32_t actor = ctg__place_index(s->places[place]);

    for (size_t p = place; p-- > 0 && kind_at(s, p) == CTG__COPY;)
        if (ctg__place_index(s->places[p]) == actor && !s->drawn[p] &&
            !s->banned[p]) {
            const size_t line = largest_into(s, p, true);

            if (line != SIZE_MAX)
                return line;
        }
    return SIZE_MAX;
}

/* A place that no line can reach: its losses are part of what is not drawn. */
static void ban(ctg__selection *s, size_t place)
{
    s->banned[place] = true;
    for (size_t i = 0; i < s->flows->flow_count; i++)
        if (s->tail_of[i] == place || s->head_of[i] == place)
            s->kept[i] = false;
}

/* Adds a line into every place that is not reached; false if nowhere could
 * be added any. */
static bool reach_out(ctg__selection *s)
{
    bool added = false;

    for (size_t p = 0; p < s->place_count; p++) {
        size_t line;

        if (!s->drawn[p] || s->reached[p] || kind_at(s, p) != CTG__COPY)
            continue;
        line = largest_into(s, p, true);
        if (line == SIZE_MAX)
            line = earlier_copy(s, p);
        if (line == SIZE_MAX)
            continue; /* all its lines are kept: it waits for their tails */
        s->kept[line] = true;
        added = true;
    }
    return added;
}

static size_t first_unreached(const ctg__selection *s)
{
    for (size_t p = 0; p < s->place_count; p++)
        if (s->drawn[p] && !s->reached[p])
            return p;
    return SIZE_MAX;
}

/* Adds lines until everything drawn is reached. Each pass adds one or bans a
 * place, so it ends. */
static void close_up(ctg__selection *s)
{
    for (;;) {
        size_t lost;

        mark_drawn(s);
        mark_reached(s);
        lost = first_unreached(s);
        if (lost == SIZE_MAX)
            return;
        if (!reach_out(s))
            ban(s, lost);
    }
}

/* What a box shows anyway counts as drawn; then everything is counted. */
static void count_up(ctg__selection *s)
{
    s->drawn_count = 0;
    s->line_count = 0;
    s->kept_amount = 0;
    for (size_t i = 0; i < s->flows->flow_count; i++) {
        if (!is_line(s, i))
            s->kept[i] = s->drawn[s->head_of[i]];
        if (!s->kept[i])
            continue;
        s->kept_amount += s->flows->flows[i].amount;
        s->line_count += is_line(s, i);
    }
    for (size_t p = 0; p < s->place_count; p++)
        s->drawn_count += s->drawn[p] && kind_at(s, p) != CTG__SOURCE;
}

static bool within(const ctg__selection *s, ctg__caps caps)
{
    return s->drawn_count <= caps.places && s->line_count <= caps.lines;
}

/* --- choosing --------------------------------------------------------------
 */

static bool keep_largest(ctg__selection *s, const bool *forced, ctg__caps caps)
{
    const double aim = s->theta * (double)s->flows->total;
    int64_t sum = 0;
    size_t lines = 0;
    size_t i = 0;

    for (size_t f = 0; f < s->flows->flow_count; f++) {
        s->kept[f] = forced && forced[f];
        lines += s->kept[f];
    }
    memset(s->banned, 0, s->place_count * sizeof *s->banned);
    for (; i < s->flows->flow_count && (double)sum < aim; i++) {
        const uint32_t flow = s->order[i];

        sum += s->flows->flows[flow].amount;
        lines += !s->kept[flow] && is_line(s, flow);
        if (lines > caps.lines)
            break;
        s->kept[flow] = true;
    }
    close_up(s);
    count_up(s);
    return (double)sum >= aim && within(s, caps);
}

/* Draws the copies that must be there while there is room. */
static bool add_must(ctg__selection *s, ctg__caps caps, const ctg__place *must,
                     size_t count)
{
    const size_t flows = s->flows->flow_count;
    bool *const before = ctg__allocate_array(flows + 1, sizeof *before);
    bool room = true;

    if (!before)
        return false;
    s->hidden_defaults = 0;
    for (size_t m = 0; m < count; m++) {
        const size_t place = ctg__selection_find(s, must[m]);
        size_t line;

        if (place == SIZE_MAX || s->drawn[place])
            continue;
        line = largest_into(s, place, true);
        if (line == SIZE_MAX)
            line = largest_into(s, place, false);
        if (!room || line == SIZE_MAX) {
            s->hidden_defaults++;
            continue;
        }
        memcpy(before, s->kept, flows * sizeof *before);
        s->kept[line] = true;
        close_up(s);
        count_up(s);
        if (within(s, caps) && s->drawn[place])
            continue;
        room = false; /* the smaller ones would not fit either */
        s->hidden_defaults++;
        memcpy(s->kept, before, flows * sizeof *before);
        close_up(s);
        count_up(s);
    }
    ctg__release(before);
    return true;
}

ctg_status ctg__selection_init(ctg__selection *selection,
                               const ctg__flows *flows, double theta,
                               ctg__caps caps, const ctg__place *must,
                               size_t must_count, const bool *forced,
                               bool *fits, ctg_error *error)
{
    *selection = (ctg__selection){.flows = flows, .theta = theta};
    if (!ctg__selection_index(selection)) {
        ctg__selection_clear(selection);
        return ctg__fail_memory(error);
    }
    *fits = keep_largest(selection, forced, caps);
    /* Counted in twentieths: 0.9 - 8 x 0.05 is not 0.5 in binary. */
    for (int step = 1; !*fits && theta - step * 0.05 > 0.4999; step++) {
        selection->theta = theta - step * 0.05;
        *fits = keep_largest(selection, forced, caps);
    }
    if (*fits && !add_must(selection, caps, must, must_count)) {
        ctg__selection_clear(selection);
        return ctg__fail_memory(error);
    }
    CTG__ASSERT(ctg__selection_holds(selection));
    return CTG_OK;
}
