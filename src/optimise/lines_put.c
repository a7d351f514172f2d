#include "optimise/lines_put.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/assert.h"
#include "data/graph.h"

enum { STEPS_A_PAIR = 32 }; /* of exposures that are compared */

/*
 * Exposures go by their places in the network's table by debtor, which is in
 * order of debtor, creditor and row already: those of a segment are found in
 * that order. Groups of places are lines.
 */
typedef struct work {
    const ctg__entries *from;
    size_t count;    /* of exposures */
    uint32_t *place; /* in order of segment, debtor, creditor, weight, row */
    uint32_t *first; /* per group: its first in `place`; one more */
    size_t groups;
    uint32_t *segment; /* per group; NULL: there is one */
    uint32_t *next;    /* per segment: where its next line goes */
    uint32_t *group;   /* per row of the table: 1 + whose first it is, or 0 */
    size_t rows;
} work;

static int numbers(double one, double other)
{
    return (one > other) - (one < other);
}

static double given(const double *values, size_t entry)
{
    return values && !isnan(values[entry]) ? values[entry] : -1;
}

static int compare_segments(const ctg__entries *from, size_t one, size_t other)
{
    const ctg__exposures *const of = from->of;
    int order = of->asset ? numbers(of->asset[one], of->asset[other]) : 0;

    if (!order && of->seniority)
        order = numbers(of->seniority[one], of->seniority[other]);
    if (!order)
        order = numbers(given(of->recovery, one), given(of->recovery, other));
    if (!order)
        order = numbers(given(of->maturity, one), given(of->maturity, other));
    if (!order && from->by && from->by[one] != from->by[other])
        order = strcmp(ctg__words_text(from->words, from->by[one]),
                       ctg__words_text(from->words, from->by[other]));
    return order;
}

/* By segment, debtor, creditor, weight: 0 within a line. */
static int compare(const ctg__entries *from, uint32_t one, uint32_t other)
{
    const ctg__exposures *const of = from->of;
    const uint32_t a = of->by_debtor[one];
    const uint32_t b = of->by_debtor[other];
    int order = compare_segments(from, a, b);

    if (!order)
        order = numbers(of->debtor[a], of->debtor[b]);
    if (!order)
        order = numbers(of->debtor_creditor[one], of->debtor_creditor[other]);
    return order || !from->weight ? order
                                  : numbers(from->weight[a], from->weight[b]);
}

/* --- in order --------------------------------------------------------------
 */

/* Two neighbouring runs become one; the first wins ties. */
static void merge(const ctg__entries *from, uint32_t *list, size_t middle,
                  size_t end, uint32_t *scratch)
{
    size_t one = 0;
    size_t other = middle;
    size_t to = 0;

    if (compare(from, list[middle - 1], list[middle]) <= 0)
        return;
    memcpy(scratch, list, middle * sizeof *list);
    while (one < middle)
        if (other < end && compare(from, list[other], scratch[one]) < 0)
            list[to++] = list[other++];
        else
            list[to++] = scratch[one++];
}

/* false: stopped. */
static bool sort(work *w, uint32_t *scratch)
{
    for (size_t length = 1; length < w->count; length *= 2)
        for (size_t at = 0; at + length < w->count; at += 2 * length) {
            const size_t left = w->count - at;

            merge(w->from, w->place + at, length,
                  left < 2 * length ? left : 2 * length, scratch);
            if (!ctg__ask_after(w->from->asking, length * STEPS_A_PAIR))
                return false;
        }
    return true;
}

/* --- lines and segments ----------------------------------------------------
 */

static uint32_t entry_at(const work *w, size_t at)
{
    return w->from->of->by_debtor[w->place[at]];
}

static bool is_new_segment(const work *w, size_t group)
{
    return group == 0 ||
           compare_segments(w->from, entry_at(w, w->first[group] - 1),
                            entry_at(w, w->first[group])) != 0;
}

/* Where each line begins; how many segments. */
static size_t find_groups(work *w)
{
    size_t segments = 0;

    for (size_t at = 0; at < w->count; at++) {
        if (at && compare(w->from, w->place[at - 1], w->place[at]) == 0)
            continue;
        w->first[w->groups] = (uint32_t)at;
        w->group[w->from->of->row[entry_at(w, at)]] = (uint32_t)++w->groups;
        segments += is_new_segment(w, w->groups - 1);
    }
    w->first[w->groups] = (uint32_t)w->count;
    return segments;
}

static double sum_of(const work *w, size_t group)
{
    double sum = 0;

    for (size_t at = w->first[group]; at < w->first[group + 1]; at++)
        sum += w->from->of->amount[entry_at(w, at)];
    return sum;
}

/* Whole units: gross / unit is within [2^51, 2^52). */
static double unit_of(double gross)
{
    int exponent;

    frexp(gross, &exponent);
    return ldexp(1, exponent - 52);
}

/* From a group to where the next segment begins, which is returned. */
static size_t make_segment(const work *w, size_t group, ctg__lines *to)
{
    const ctg__exposures *const of = w->from->of;
    const size_t entry = entry_at(w, w->first[group]);
    ctg__segment *const made = &to->segments[to->segment_count];
    const size_t first = group;
    double gross = 0;

    do {
        if (w->segment)
            w->segment[group] = (uint32_t)to->segment_count;
        gross += sum_of(w, group++);
    } while (group < w->groups && !is_new_segment(w, group));
    *made = (ctg__segment){.first = first,
                           .count = group - first,
                           .price = 1,
                           .unit = unit_of(gross)};
    if (of->asset && of->asset[entry] != CTG_NONE)
        made->price = w->from->network->assets.price[of->asset[entry]];
    w->next[to->segment_count++] = (uint32_t)first;
    return group;
}

static const char *kind_of(const work *w, size_t at, char buffer[32])
{
    const char *const kind =
        ctg_graph_cell(w->from->network->graph, CTG_EXPOSURES,
                       w->from->of->row[entry_at(w, at)], "kind", buffer);

    return kind ? kind : "";
}

static ctg__line line_of(const work *w, size_t group)
{
    const size_t first = w->first[group];
    const uint32_t entry = entry_at(w, first);
    ctg__line made = {.debtor = w->from->of->debtor[entry],
                      .creditor = w->from->of->debtor_creditor[w->place[first]],
                      .row = w->from->of->row[entry],
                      .weight = 1,
                      .same_kind = true,
                      .amount = sum_of(w, group)};
    char one[32];
    char other[32];

    if (w->from->weight)
        made.weight = w->from->weight[entry];
    for (size_t at = first + 1; at < w->first[group + 1]; at++)
        if (strcmp(kind_of(w, first, one), kind_of(w, at, other)) != 0)
            made.same_kind = false;
    made.after = made.amount;
    return made;
}

/* The lines of a segment are in order of their first rows; false: stopped. */
static bool place_lines(const work *w, ctg__lines *to)
{
    for (size_t row = 0; row < w->rows; row++) {
        const size_t group = w->group[row];

        if (!ctg__ask_after(w->from->asking, STEPS_A_PAIR))
            return false;
        if (group)
            to->lines[w->next[w->segment ? w->segment[group - 1] : 0]++] =
                line_of(w, group - 1);
    }
    to->count = w->groups;
    return true;
}

static int compare_starts(const void *a, const void *b)
{
    const ctg__segment *const one = a;
    const ctg__segment *const other = b;

    return numbers(one->row, other->row);
}

static bool put(work *w, size_t segments, ctg__arena *scratch,
                ctg__arena *arena, ctg__lines *to)
{
    if (!TAKE_ROOM(arena, to->lines, w->groups + 1) ||
        !TAKE_ROOM(arena, to->segments, segments + 1) ||
        !TAKE_ROOM(scratch, w->next, segments + 1) ||
        (segments > 1 && !TAKE_ROOM(scratch, w->segment, w->groups + 1)))
        return false;
    for (size_t group = 0; group < w->groups;)
        group = make_segment(w, group, to);
    CTG__ASSERT(to->segment_count == segments);
    if (!place_lines(w, to))
        return false;
    for (size_t s = 0; s < segments; s++)
        to->segments[s].row = to->lines[to->segments[s].first].row;
    qsort(to->segments, segments, sizeof *to->segments, compare_starts);
    return true;
}

bool ctg__lines_put(const ctg__entries *from, ctg__arena *scratch,
                    ctg__arena *arena, ctg__lines *lines)
{
    work w = {.from = from, .count = from->of->count};

    w.rows = from->network->graph->tables[CTG_EXPOSURES].row_count;
    if (!TAKE_ROOM(scratch, w.place, w.count + 1) ||
        !TAKE_ROOM(scratch, w.first, w.count + 1) ||
        !TAKE(scratch, w.group, w.rows + 1))
        return false;
    for (size_t at = 0; at < w.count; at++)
        w.place[at] = (uint32_t)at;
    return sort(&w, w.first) &&
           put(&w, find_groups(&w), scratch, arena, lines);
}
