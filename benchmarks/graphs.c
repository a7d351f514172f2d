#include "graphs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "data/matrix.h"

enum { RADIUS_STEPS = 500 };

const char *const graph_shape_names[GRAPH_SHAPES] = {"er", "pl", "cp"};

/* Of nodes that lend, and of nodes that borrow, in core-periphery graphs. */
static const double takes_part = 0.63;

/* Who lends and who borrows: a place in each of two random orders. */
typedef struct drawing {
    ctg__random random;
    graph_shape shape;
    size_t nodes;
    uint32_t *lenders;
    uint32_t *borrowers;
    double *cumulative; /* of the places, GRAPH_POWER_LAW */
} drawing;

static void *need(void *block)
{
    if (!block) {
        fputs("out of memory\n", stderr);
        exit(1);
    }
    return block;
}

static size_t draw_place(drawing *d)
{
    const double at = ctg__random_unit(&d->random);
    size_t low = 0;
    size_t high = d->nodes - 1;

    if (d->shape == GRAPH_CORE)
        return (size_t)(at * takes_part * (double)d->nodes);
    if (d->shape == GRAPH_UNIFORM)
        return (size_t)(at * (double)d->nodes);
    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (d->cumulative[middle] > at * d->cumulative[d->nodes - 1])
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static double draw_amount(drawing *d)
{
    const double size = -2 * log(1 - ctg__random_unit(&d->random));

    return exp(sqrt(size) *
               cos(6.283185307179586 * ctg__random_unit(&d->random)));
}

static void start_drawing(drawing *d, graph_shape shape, size_t nodes)
{
    *d = (drawing){.shape = shape, .nodes = nodes};
    ctg__random_start(&d->random, 1, (uint64_t)shape);
    d->lenders = need(malloc(nodes * sizeof *d->lenders));
    d->borrowers = need(malloc(nodes * sizeof *d->borrowers));
    d->cumulative = need(malloc(nodes * sizeof *d->cumulative));
    for (size_t i = 0; i < nodes; i++)
        d->lenders[i] = (uint32_t)i;
    ctg__random_shuffle(&d->random, d->lenders, (uint32_t)nodes);
    for (size_t i = 0; i < nodes; i++) {
        /* A core is in both; degrees of other graphs are independent. */
        d->borrowers[i] = d->lenders[nodes - 1 - i];
        d->cumulative[i] = (i ? d->cumulative[i - 1] : 0) +
                           pow((double)(i + 1), -1 / (2.3 - 1));
    }
    if (shape == GRAPH_POWER_LAW)
        ctg__random_shuffle(&d->random, d->borrowers, (uint32_t)nodes);
}

typedef struct entry {
    uint32_t column;
    double value;
} entry;

static int compare_entries(const void *a, const void *b)
{
    const entry *const one = a;
    const entry *const other = b;

    return one->column < other->column ? -1 : one->column > other->column;
}

/* Entries by row; `start` has the first of each row, and one more. */
static entry *draw_entries(drawing *d, size_t count, size_t *start)
{
    uint32_t *const row = need(malloc((count + 1) * sizeof *row));
    entry *const drawn = need(malloc((count + 1) * sizeof *drawn));
    entry *const sorted = need(malloc((count + 1) * sizeof *sorted));

    memset(start, 0, (d->nodes + 2) * sizeof *start);
    for (size_t k = 0; k < count; k++) {
        do {
            row[k] = d->lenders[draw_place(d)];
            drawn[k].column = d->borrowers[draw_place(d)];
        } while (row[k] == drawn[k].column);
        drawn[k].value = draw_amount(d);
        start[row[k] + 2]++;
    }
    for (size_t i = 0; i < d->nodes; i++)
        start[i + 2] += start[i + 1];
    for (size_t k = 0; k < count; k++)
        sorted[start[row[k] + 1]++] = drawn[k];
    free(row);
    free(drawn);
    return sorted;
}

/* Rows in ascending order of columns, parallel entries added. */
static void fill_rows(ctg__fast *f, entry *entries, const size_t *start)
{
    size_t filled = 0;

    for (size_t i = 0; i < f->count; i++) {
        const size_t first = filled;

        f->start[i] = filled;
        qsort(entries + start[i], start[i + 1] - start[i], sizeof *entries,
              compare_entries);
        for (size_t k = start[i]; k < start[i + 1]; k++) {
            if (filled > first && f->column[filled - 1] == entries[k].column) {
                f->value[filled - 1] += entries[k].value;
                continue;
            }
            f->column[filled] = entries[k].column;
            f->value[filled++] = entries[k].value;
            f->owes[entries[k].column] = true;
        }
    }
    f->start[f->count] = filled;
}

/* The radius of the matrix of entries alone, by power iteration. */
static double radius_of(const ctg__fast *f)
{
    double *const x = need(malloc(f->count * sizeof *x));
    double *const y = need(malloc(f->count * sizeof *y));
    double most = 1;
    double last = 0;

    for (size_t i = 0; i < f->count; i++)
        x[i] = 1;
    for (int t = 0; t < RADIUS_STEPS && fabs(most - last) > 1e-10 * most; t++) {
        last = most;
        most = 0;
        for (size_t i = 0; i < f->count; i++) {
            y[i] = 0;
            for (size_t k = f->start[i]; k < f->start[i + 1]; k++)
                y[i] += f->value[k] * x[f->column[k]];
            most = fmax(most, y[i]);
        }
        for (size_t i = 0; i < f->count; i++)
            x[i] = y[i] / most;
    }
    free(x);
    free(y);
    return most;
}

static void classify(ctg__fast *f)
{
    for (size_t i = 0; i < f->count; i++) {
        if (f->start[i] == f->start[i + 1])
            continue;
        if (f->owes[i])
            f->inner[f->inner_count++] = (uint32_t)i;
        else
            f->sinks[f->sink_count++] = (uint32_t)i;
    }
}

static void take(graph *made, size_t nodes, size_t entries)
{
    ctg__fast *const f = &made->fast;
    ctg__arena *const arena = &made->arena;

    if (!TAKE(arena, f->start, nodes + 1) ||
        !TAKE(arena, f->column, entries + CTG__FAST_AHEAD) ||
        !TAKE(arena, f->value, entries + 1) ||
        !TAKE(arena, f->inverse, nodes) || !TAKE(arena, f->equity, nodes) ||
        !TAKE(arena, f->shocked, nodes) || !TAKE(arena, f->owes, nodes) ||
        !TAKE(arena, f->inner, nodes) || !TAKE(arena, f->sinks, nodes) ||
        !TAKE(arena, made->base, nodes) ||
        !TAKE(arena, made->network.nodes.weight, nodes))
        need(NULL);
}

void graph_make(graph *made, graph_shape shape, size_t nodes, size_t degree,
                double radius)
{
    ctg__fast *const f = &made->fast;
    size_t *const start = need(malloc((nodes + 2) * sizeof *start));
    entry *entries;
    drawing d;
    double equity;

    *made = (graph){.fast = {.count = nodes}};
    f->network = &made->network;
    take(made, nodes, nodes * degree);
    start_drawing(&d, shape, nodes);
    entries = draw_entries(&d, nodes * degree, start);
    fill_rows(f, entries, start);
    equity = radius_of(f) / radius;
    for (size_t i = 0; i < nodes; i++) {
        f->equity[i] = made->network.nodes.weight[i] = equity;
        f->inverse[i] = 1 / equity;
    }
    classify(f);
    free(entries);
    free(start);
    free(d.lenders);
    free(d.borrowers);
    free(d.cumulative);
}

void graph_fail_at_once(graph *made)
{
    ctg__fast *const f = &made->fast;
    const ctg__matrix rows = {f->count, f->start, f->column, f->value};
    const size_t entries = f->start[f->count];
    ctg__matrix transpose;

    if (ctg__matrix_transpose(&rows, &made->arena, &transpose, NULL) ||
        !TAKE(&made->arena, f->push_start, f->count + 1) ||
        !TAKE(&made->arena, f->push_row, entries + 1) ||
        !TAKE(&made->arena, f->push_value, entries + 1))
        need(NULL);
    memcpy(f->push_start, transpose.start, (f->count + 1) * sizeof(size_t));
    memcpy(f->push_row, transpose.column, entries * sizeof(uint32_t));
    memcpy(f->push_value, transpose.value, entries * sizeof(double));
    f->method = CTG__FAST_THRESHOLD;
}

bool graph_write(const graph *made, const char *path)
{
    const ctg__fast *const f = &made->fast;
    const uint64_t counts[] = {f->count, f->start[f->count]};
    FILE *const file = fopen(path, "wb");
    bool done;

    if (!file)
        return false;
    done = fwrite(counts, sizeof counts, 1, file) == 1;
    for (size_t i = 0; done && i <= f->count; i++) {
        const uint64_t start = f->start[i];

        done = fwrite(&start, sizeof start, 1, file) == 1;
    }
    done = done &&
           fwrite(f->column, sizeof *f->column, counts[1], file) == counts[1];
    for (size_t i = 0; done && i < f->count; i++)
        for (size_t k = f->start[i]; done && k < f->start[i + 1]; k++) {
            const double share = f->value[k] * f->inverse[i];

            done = fwrite(&share, sizeof share, 1, file) == 1;
        }
    return fclose(file) == 0 && done;
}

void graph_clear(graph *made)
{
    ctg__arena_clear(&made->arena);
}
