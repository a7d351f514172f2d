/*
 * Howard's policy iteration in max-plus algebra: every node chooses an entry
 * of its row; of the rings that this makes the one of the largest mean gives
 * each node a height, and where another entry leads higher it is chosen
 * instead, until none does. The heights are the powers of two.
 */
#include "data/balance.h"

#include <limits.h>
#include <math.h>
#include <stdint.h>

/* Entries looked at: below a second. */
static const double work_most = 3e8;

/* Powers of two, of which whole ones are used in the end. */
static const double close_enough = 1e-3;

enum { NEW, GOOD, BAD, ON_THE_WAY };

typedef struct balancing {
    const ctg__matrix *matrix;
    const ctg__components *components;
    size_t c;
    const uint32_t *nodes; /* of the component */
    size_t count;
    double *power; /* per entry: its logarithm */
    /* Per node of the matrix: */
    size_t *chosen; /* an entry of its row */
    double *height;
    int *state;
    uint32_t *way; /* nodes one after the other */
} balancing;

static bool counts(const balancing *b, size_t k)
{
    return b->components->of_node[b->matrix->column[k]] == b->c &&
           b->matrix->value[k] > 0;
}

static uint32_t next(const balancing *b, uint32_t node)
{
    return b->matrix->column[b->chosen[node]];
}

/* To begin with, the largest. Each node of a component has one. */
static void choose_largest(balancing *b)
{
    for (size_t i = 0; i < b->count; i++) {
        const uint32_t node = b->nodes[i];
        double most = -HUGE_VAL;

        for (size_t k = b->matrix->start[node]; k < b->matrix->start[node + 1];
             k++) {
            if (!counts(b, k))
                continue;
            b->power[k] = log2(b->matrix->value[k]);
            if (b->power[k] > most) {
                most = b->power[k];
                b->chosen[node] = k;
            }
        }
    }
}

/* The mean around the ring that a node is on. */
static double mean_around(const balancing *b, uint32_t node)
{
    double sum = 0;
    size_t length = 0;
    uint32_t at = node;

    do {
        sum += b->power[b->chosen[at]];
        length++;
        at = next(b, at);
    } while (at != node);
    return sum / (double)length;
}

/* A node of the ring whose mean is largest. */
static uint32_t find_ring(balancing *b, double *mean)
{
    uint32_t best = b->nodes[0];

    *mean = -HUGE_VAL;
    for (size_t i = 0; i < b->count; i++)
        b->state[b->nodes[i]] = NEW;
    for (size_t i = 0; i < b->count; i++) {
        size_t length = 0;
        uint32_t at = b->nodes[i];

        for (; b->state[at] == NEW; at = next(b, at)) {
            b->state[at] = ON_THE_WAY;
            b->way[length++] = at;
        }
        if (b->state[at] == ON_THE_WAY) {
            const double found = mean_around(b, at);

            if (found > *mean) {
                *mean = found;
                best = at;
            }
        }
        while (length > 0)
            b->state[b->way[--length]] = BAD;
    }
    return best;
}

/* Heights above that node, for those whose way leads there. */
static void climb(balancing *b, uint32_t ring, double mean)
{
    for (size_t i = 0; i < b->count; i++)
        b->state[b->nodes[i]] = NEW;
    b->state[ring] = GOOD;
    for (size_t i = 0; i < b->count; i++) {
        size_t length = 0;
        uint32_t at = b->nodes[i];
        bool good;

        for (; b->state[at] == NEW; at = next(b, at)) {
            b->state[at] = ON_THE_WAY;
            b->way[length++] = at;
        }
        good = b->state[at] == GOOD;
        while (length > 0) {
            const uint32_t node = b->way[--length];

            b->state[node] = good ? GOOD : BAD;
            if (good)
                b->height[node] =
                    b->power[b->chosen[node]] - mean + b->height[next(b, node)];
        }
    }
}

/* Whether another entry leads higher anywhere. */
static bool improve(balancing *b, double mean)
{
    bool improved = false;

    for (size_t i = 0; i < b->count; i++) {
        const uint32_t node = b->nodes[i];

        for (size_t k = b->matrix->start[node]; k < b->matrix->start[node + 1];
             k++) {
            double height;

            if (!counts(b, k))
                continue;
            height = b->power[k] - mean + b->height[b->matrix->column[k]];
            if (height <= b->height[node])
                continue;
            improved |= height > b->height[node] + close_enough;
            b->height[node] = height;
            b->chosen[node] = k;
        }
    }
    return improved;
}

/* false where that takes too long, or nobody waits for it. */
static bool settle(balancing *b, ctg__asking *asking)
{
    double each = 0;

    for (size_t i = 0; i < b->count; i++)
        each += 8 + (double)(b->matrix->start[b->nodes[i] + 1] -
                             b->matrix->start[b->nodes[i]]);
    choose_largest(b);
    for (double work = 0; work < work_most; work += each) {
        double mean;
        uint32_t ring;

        if (asking && !ctg__ask_after(asking, (size_t)each))
            return false;
        ring = find_ring(b, &mean);
        climb(b, ring, mean);
        if (!improve(b, mean))
            return true;
    }
    return false;
}

/* false where an entry overflows. */
static bool apply(const balancing *b, double *value)
{
    for (size_t i = 0; i < b->count; i++) {
        const uint32_t node = b->nodes[i];

        for (size_t k = b->matrix->start[node]; k < b->matrix->start[node + 1];
             k++) {
            double by;

            if (!counts(b, k))
                continue;
            by = rint(b->height[b->matrix->column[k]]) - rint(b->height[node]);
            value[k] =
                ldexp(value[k], (int)fmax(INT_MIN / 2, fmin(by, INT_MAX / 2)));
            if (!isfinite(value[k]))
                return false;
        }
    }
    return true;
}

ctg_status ctg__balance(const ctg__matrix *matrix,
                        const ctg__components *components, size_t c,
                        ctg__asking *asking, ctg__arena *arena,
                        ctg__matrix *balanced, ctg_error *error)
{
    const size_t entries = matrix->start[matrix->count];
    balancing b = {.matrix = matrix,
                   .components = components,
                   .c = c,
                   .nodes = components->nodes + components->start[c],
                   .count = components->start[c + 1] - components->start[c]};
    double *value;

    *balanced = *matrix;
    if (!TAKE(arena, value, entries) || !TAKE(arena, b.power, entries) ||
        !TAKE(arena, b.chosen, matrix->count) ||
        !TAKE(arena, b.height, matrix->count) ||
        !TAKE(arena, b.state, matrix->count) ||
        !TAKE(arena, b.way, matrix->count))
        return ctg__fail_memory(error);
    if (!settle(&b, asking))
        return CTG_OK;
    for (size_t k = 0; k < entries; k++)
        value[k] = matrix->value[k];
    if (apply(&b, value))
        balanced->value = value;
    return CTG_OK;
}
