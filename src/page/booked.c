#include "page/booked.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

typedef struct sums {
    ctg__booked *booked;
    const ctg__causes *causes;
    size_t room;
    /* Of the round that is summed, per node: all entries, and its losses. */
    double *net;
    ctg__booking *of; /* before it is known which part of a loss counts */
    ctg_node *touched;
    size_t touched_count;
    bool *is_touched;
} sums;

static void touch(sums *of, ctg_node node, double amount)
{
    if (!of->is_touched[node]) {
        of->is_touched[node] = true;
        of->touched[of->touched_count++] = node;
        of->net[node] = 0;
        of->of[node] = (ctg__booking){.node = node};
    }
    of->net[node] += amount;
}

/* The parts of an entry that stand in this round. */
static void add_entry(sums *of, size_t index, uint32_t round, ctg__split *split)
{
    const ctg_entry *const entry = &of->causes->entries[index];
    const ctg_node node = ctg_actor_index(entry->target);

    if (ctg_actor_kind_of(entry->target) != CTG_ACTOR_NODE)
        return;
    ctg__code_split(of->causes, index, split);
    if (ctg__code_of(entry) == CTG__CONNECTION && entry->round == round)
        touch(of, node, entry->amount);
    for (int code = 0; code < CTG__CODE_COUNT; code++) {
        const double part = split->share[code] * entry->amount;

        if (part == 0 || ctg__code_column(entry, (ctg__code)code) != round)
            continue;
        touch(of, node, part);
        if (part > 0) {
            of->of[node].amounts[code] += part;
            of->of[node].total += part;
        }
    }
}

static int compare_nodes(const void *one, const void *other)
{
    const ctg_node a = *(const ctg_node *)one;
    const ctg_node b = *(const ctg_node *)other;

    return a < b ? -1 : a > b;
}

/* Rounds that have no column of their own share the last one. */
static ctg__span *span_of(ctg__booked *booked, uint32_t round)
{
    return &booked
                ->spans[round < CTG__SPANS_MOST ? round : CTG__SPANS_MOST - 1];
}

void ctg__booked_add(ctg__booked *booked, const ctg__booking *loss)
{
    ctg__span *const span = span_of(booked, loss->round);

    booked->total += loss->total;
    booked->direct += loss->round == 0 ? loss->total : 0;
    booked->of_node[loss->node] += loss->total;
    booked->last = loss->round;
    span->total += loss->total;
    for (int code = 0; code < CTG__CODE_COUNT; code++) {
        booked->later[code] += loss->round ? loss->amounts[code] : 0;
        span->amounts[code] += loss->amounts[code];
        if (loss->amounts[code] > 0)
            booked->codes |= 1U << code;
    }
}

/* What counts of a node's losses is what its equity fell by. */
static bool keep(sums *of, ctg_node node, uint32_t round)
{
    ctg__booked *const booked = of->booked;
    ctg__booking made = of->of[node];
    const double net = of->net[node];
    const double part = made.total > 0 ? fmax(0, net) / made.total : 0;
    ctg__booking *list;

    booked->gains += fmax(0, -net);
    if (!(part > 0))
        return true;
    list = ctg__grow_array(booked->list, booked->count, &of->room, 64,
                           sizeof *list);
    if (!list)
        return false;
    booked->list = list;
    made.round = round;
    made.total = net;
    for (int code = 0; code < CTG__CODE_COUNT; code++)
        made.amounts[code] *= part;
    ctg__booked_add(booked, &made);
    list[booked->count++] = made;
    return true;
}

static bool end_round(sums *of, uint32_t round)
{
    qsort(of->touched, of->touched_count, sizeof *of->touched, compare_nodes);
    for (size_t i = 0; i < of->touched_count; i++) {
        of->is_touched[of->touched[i]] = false;
        if (!keep(of, of->touched[i], round))
            return false;
    }
    of->touched_count = 0;
    return true;
}

/* The parts of a round's entries that stand in a column; where it ends. */
static size_t add_round(sums *of, size_t first, uint32_t round, uint32_t column)
{
    const ctg_entry *const entries = of->causes->entries;
    ctg__split split = {0};

    while (first < of->causes->entry_count && entries[first].round == round &&
           ctg__causes_ask(of->causes, first))
        add_entry(of, first++, column, &split);
    return first;
}

/* Not where somebody stopped before the end of a round. */
static bool goes_on(const sums *of, size_t at)
{
    return at == of->causes->entry_count ||
           ctg__causes_ask_after(of->causes, 0);
}

/* Column 0 has parts of round 1's entries, too. */
static bool sum_rounds(sums *of)
{
    const ctg_entry *const entries = of->causes->entries;
    size_t at = add_round(of, 0, 0, 0);
    bool whole;

    add_round(of, at, 1, 0);
    whole = end_round(of, 0) && goes_on(of, at);
    while (whole && at < of->causes->entry_count) {
        const uint32_t round = entries[at].round;

        at = add_round(of, at, round, round);
        whole = end_round(of, round) && goes_on(of, at);
    }
    return whole;
}

void ctg__booked_name_spans(ctg__booked *booked)
{
    const bool merged = booked->last >= CTG__SPANS_MOST;

    booked->span_count = merged ? CTG__SPANS_MOST : booked->last + 1;
    for (uint32_t k = 0; k < booked->span_count; k++) {
        ctg__span *const span = &booked->spans[k];

        span->first = k;
        span->last = merged && k == CTG__SPANS_MOST - 1 ? booked->last : k;
        snprintf(span->label, sizeof span->label,
                 span->last > k ? "%u\xE2\x80\x93%u" : "%u", (unsigned)k,
                 (unsigned)span->last);
    }
}

static bool take_list(ctg__booked *booked, ctg__arena *arena)
{
    ctg__booking *const kept =
        ctg__arena_take(arena, booked->count + 1, sizeof *kept);

    if (kept && booked->count)
        memcpy(kept, booked->list, booked->count * sizeof *kept);
    ctg__release(booked->list);
    booked->list = kept;
    return kept;
}

bool ctg__booked_start(ctg__booked *booked, const ctg__causes *causes,
                       size_t node_count, ctg__arena *arena)
{
    ctg__arena own = {NULL};
    sums of = {.booked = booked, .causes = causes};
    bool whole;

    *booked = (ctg__booked){.list = NULL};
    whole = TAKE(arena, booked->of_node, node_count + 1) &&
            TAKE(&own, of.net, node_count + 1) &&
            TAKE(&own, of.of, node_count + 1) &&
            TAKE(&own, of.touched, node_count + 1) &&
            TAKE(&own, of.is_touched, node_count + 1) && sum_rounds(&of);
    ctg__arena_clear(&own);
    return take_list(booked, arena) && whole;
}

ctg_status ctg__booked_init(ctg__booked *booked, const ctg__causes *causes,
                            size_t node_count, ctg__arena *arena,
                            ctg_error *error)
{
    if (!ctg__booked_start(booked, causes, node_count, arena))
        return ctg__causes_fail(causes, error);
    ctg__booked_name_spans(booked);
    return CTG_OK;
}
