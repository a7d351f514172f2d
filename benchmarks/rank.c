/*
 * The fast solver of `linear` against the rounds written out, on random
 * graphs of degree 10: one scenario, and one cascade for every node.
 *
 *     benchmarks/rank [NODES]
 *
 * One thread.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bars.h"
#include "graphs.h"

enum { DEGREE = 10, REPEATS = 3, LITERAL = 8 };

/* h(t+1) = min(1, h(t) + W (h(t) - h(t-1))) to changes below 1e-12. */
static double literal(const graph *g, size_t source, double *h)
{
    const ctg__fast *const f = &g->fast;
    double *const before = calloc(f->count, sizeof *before);
    double *const next = calloc(f->count, sizeof *next);
    double *const weight = calloc(f->start[f->count], sizeof *weight);
    double change = 1;
    double start;

    if (!before || !next || !weight)
        exit(1);
    for (size_t i = 0; i < f->count; i++)
        for (size_t k = f->start[i]; k < f->start[i + 1]; k++)
            weight[k] = f->value[k] * f->inverse[i];
    start = bars_cpu();
    memset(h, 0, f->count * sizeof *h);
    h[source] = 1;
    while (change > 1e-12) {
        change = 0;
        for (size_t i = 0; i < f->count; i++) {
            double sum = 0;

            for (size_t k = f->start[i]; k < f->start[i + 1]; k++)
                sum += weight[k] * (h[f->column[k]] - before[f->column[k]]);
            next[i] = fmin(1, h[i] + sum);
            change = fmax(change, next[i] - h[i]);
        }
        memcpy(before, h, f->count * sizeof *h);
        memcpy(h, next, f->count * sizeof *h);
    }
    start = bars_cpu() - start;
    free(before);
    free(next);
    free(weight);
    return start;
}

static double one(graph *g, double *h)
{
    double *const shocked = g->fast.shocked;
    ctg__fast_report report;
    double start;

    memset(h, 0, g->fast.count * sizeof *h);
    h[1] = shocked[1] = 1;
    start = bars_cpu();
    if (ctg__fast_linear(&g->fast, 1e-12, h, &report, NULL))
        exit(1);
    start = bars_cpu() - start;
    shocked[1] = 0;
    return start;
}

/* Seconds a cascade, over `count` of them. */
static double many(const graph *g, size_t count)
{
    ctg_node *const sources = malloc(count * sizeof *sources);
    ctg__fast_effect *const effects = malloc(count * sizeof *effects);
    const ctg__fast_job job = {.fast = &g->fast,
                               .base = g->base,
                               .sources = sources,
                               .source_count = count,
                               .effects = effects,
                               .tolerance = 1e-13};
    double start = bars_cpu();

    if (!sources || !effects)
        exit(1);
    for (size_t s = 0; s < count; s++)
        sources[s] = (ctg_node)(s * g->fast.count / count);
    if (ctg__fast_defaults(&job, NULL))
        exit(1);
    start = bars_cpu() - start;
    free(sources);
    free(effects);
    return start / (double)count;
}

static void print_bar(const char *what, const char *kind, double radius,
                      double ratio, double bar)
{
    char full[80];

    snprintf(full, sizeof full, "%s, %s %g, against the rounds", what, kind,
             radius);
    if (bar > 0)
        bars_at_least(what[0] == 'o' ? "2" : "5", full, bar, ratio, "x");
    else
        bars_note(full, ratio, "x");
}

static void compare(graph_shape kind, size_t nodes, double radius,
                    double one_bar, double many_bar)
{
    double least[4] = {1e9, 1e9, 1e9, 1e9};
    double error = 0;
    double *h;
    double *expected;
    graph g;

    graph_make(&g, kind, nodes, DEGREE, radius);
    if (!TAKE(&g.arena, h, nodes) || !TAKE(&g.arena, expected, nodes))
        exit(1);
    for (int r = 0; r < REPEATS; r++) {
        double literally = 0;

        for (size_t s = 0; s < LITERAL; s++)
            literally += literal(&g, 1 + s * nodes / LITERAL, expected);
        least[0] = fmin(least[0], literally / LITERAL);
        least[1] = fmin(least[1], many(&g, nodes));
        least[2] = fmin(least[2], literal(&g, 1, expected));
        least[3] = fmin(least[3], one(&g, h));
    }
    for (size_t i = 0; i < nodes; i++)
        error = fmax(error, fabs(h[i] - expected[i]));
    print_bar("one scenario", graph_shape_names[kind], radius,
              least[2] / least[3], one_bar);
    print_bar("every node", graph_shape_names[kind], radius,
              least[0] / least[1], many_bar);
    bars_note("  every node: each", 1e6 * least[1], "us");
    bars_note("  one scenario: largest difference", error, "");
    graph_clear(&g);
}

int main(int argc, char **argv)
{
    const size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 5000;
    char title[80];

    if (nodes < 100)
        return 2;
    bars_threads(1);
    snprintf(title, sizeof title, "Rankings of %zu nodes, degree %d", nodes,
             (int)DEGREE);
    bars_head(title);
    for (int kind = 0; kind < GRAPH_SHAPES; kind++) {
        compare((graph_shape)kind, nodes, 0.5, 0,
                kind == GRAPH_UNIFORM ? 9 : 0);
        compare((graph_shape)kind, nodes, 0.9, kind == GRAPH_UNIFORM ? 3.5 : 0,
                kind == GRAPH_UNIFORM ? 28 : 0);
        compare((graph_shape)kind, nodes, 1.5, kind == GRAPH_UNIFORM ? 1.2 : 0,
                kind == GRAPH_UNIFORM ? 20 : 0);
    }
    compare(GRAPH_UNIFORM, nodes, 0.99, 15, 150);
    compare(GRAPH_UNIFORM, nodes, 1.05, 0, 14);
    return 0;
}
