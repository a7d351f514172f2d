/*
 * A cascade for every node, on random graphs of degree 10: the fast solvers of
 * `linear` and `threshold` against the rounds written out, and against blocks
 * of them by scipy where python3 has it.
 *
 *     benchmarks/rank [NODES]
 *
 * One thread where times are compared.
 */
#include <config.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bars.h"
#include "fast/lanes.h"
#include "graphs.h"
#include "literal.h"

enum { DEGREE = 10, REPEATS = 3, LITERAL = 8 };

/* All that takes turns on one graph. */
typedef struct ranking {
    graph g;
    size_t nodes;
    literal literal;
    double *h;
    ctg_node *sources;
    ctg__fast_effect *effects;
    const char *python; /* NULL: none with scipy */
    char path[64];      /* of the graph for it */
} ranking;

static void start(ranking *r, graph_shape shape, size_t nodes, double radius)
{
    *r = (ranking){.nodes = nodes};
    graph_make(&r->g, shape, nodes, DEGREE, radius);
    literal_init(&r->literal, &r->g.fast);
    r->h = bars_room(nodes, sizeof *r->h);
    r->sources = bars_room(nodes, sizeof *r->sources);
    r->effects = bars_room(nodes, sizeof *r->effects);
    for (size_t i = 0; i < nodes; i++)
        r->sources[i] = (ctg_node)i;
}

static void stop(ranking *r)
{
    literal_clear(&r->literal);
    free(r->h);
    free(r->sources);
    free(r->effects);
    graph_clear(&r->g);
}

static ctg__fast_job job_of(ranking *r)
{
    return (ctg__fast_job){.fast = &r->g.fast,
                           .base = r->g.base,
                           .sources = r->sources,
                           .source_count = r->nodes,
                           .effects = r->effects,
                           .tolerance = 1e-13};
}

static void run(const ctg__fast_job *job)
{
    if (ctg__fast_defaults(job, NULL))
        bars_die("out of memory");
}

/* Seconds a cascade, all nodes. */
static double cpu_of_all(void *context)
{
    ranking *const r = context;
    const ctg__fast_job job = job_of(r);
    const double from = bars_cpu();

    run(&job);
    return (bars_cpu() - from) / (double)r->nodes;
}

/* Seconds a cascade, some nodes. */
static double cpu_of_rounds(void *context)
{
    ranking *const r = context;
    double seconds = 0;

    for (size_t s = 0; s < LITERAL; s++)
        seconds +=
            literal_run(&r->literal, 1 + s * r->nodes / LITERAL, 1e-12, r->h);
    return seconds / LITERAL;
}

/* The same in blocks; infinite where it cannot be run. */
static double cpu_of_blocks(void *context)
{
    const ranking *const r = context;
    char command[512];

    snprintf(command, sizeof command, "%s '%s' '%s' 2>/dev/null", r->python,
             BLOCK_PY, r->path);
    return bars_told(command, 1);
}

/* Without AVX2 three fifths are asked for. */
static double scaled(double bar)
{
#if defined(__x86_64__) && defined(__GNUC__)
    if (__builtin_cpu_supports("avx2"))
        return bar;
#endif
    return 0.6 * bar;
}

static bool write_for_python(ranking *r)
{
    int file;

    snprintf(r->path, sizeof r->path, "/tmp/contagraph-rank-XXXXXX");
    file = mkstemp(r->path);
    if (file < 0)
        return false;
    close(file);
    return graph_write(&r->g, r->path);
}

/* Where `blocks` is above 0, scipy takes part. */
static void compare(graph_shape shape, size_t nodes, double radius, double bar,
                    double blocks, const char *python)
{
    ranking r;
    bars_contender contenders[] = {{.run = cpu_of_rounds, .context = &r},
                                   {.run = cpu_of_all, .context = &r},
                                   {.run = cpu_of_blocks, .context = &r}};
    char what[80];
    bool with;

    start(&r, shape, nodes, radius);
    r.python = python;
    with = blocks > 0 && python && write_for_python(&r);
    bars_race(contenders, with ? 3 : 2, REPEATS);
    snprintf(what, sizeof what, "%s %g: %.0f us a cascade, against rounds",
             graph_shape_names[shape], radius, 1e6 * contenders[1].least);
    if (bar > 0)
        bars_at_least("5", what, scaled(bar),
                      contenders[0].least / contenders[1].least, "x");
    else
        bars_note(what, contenders[0].least / contenders[1].least, "x");
    snprintf(what, sizeof what, "%s %g: against blocks by scipy",
             graph_shape_names[shape], radius);
    if (with && contenders[2].least < HUGE_VAL)
        bars_at_least("5", what, scaled(blocks),
                      contenders[2].least / contenders[1].least, "x");
    else if (blocks > 0)
        bars_not_judged("5", what, "no python3 with scipy");
    if (r.path[0])
        unlink(r.path);
    stop(&r);
}

/* The largest difference of any node's distress, over some cascades. */
static double difference(ranking *r)
{
    uint64_t *const units = bars_room(r->nodes, sizeof *units);
    double worst = 0;

    for (size_t s = 0; s < LITERAL; s++) {
        ctg__fast_job job = job_of(r);
        ctg_node source = (ctg_node)(1 + s * r->nodes / LITERAL);

        memset(units, 0, r->nodes * sizeof *units);
        job.sources = &source;
        job.source_count = 1;
        job.distress = units;
        run(&job);
        literal_run(&r->literal, source, 1e-14, r->h);
        for (size_t i = 0; i < r->nodes; i++)
            if (i != source)
                worst = fmax(worst,
                             fabs(r->h[i] - (double)units[i] * CTG__FAST_UNIT));
    }
    free(units);
    return worst;
}

static void compare_ends(size_t nodes)
{
    static const double radii[] = {0.5, 0.9, 1.5};
    double worst = 0;

    for (int shape = 0; shape < GRAPH_SHAPES; shape++)
        for (size_t c = 0; c < sizeof radii / sizeof *radii; c++) {
            ranking r;

            start(&r, (graph_shape)shape, nodes, radii[c]);
            worst = fmax(worst, difference(&r));
            stop(&r);
        }
    bars_at_most("6", "largest difference to rounds until 1e-14", 5e-12, worst,
                 "");
}

typedef struct place {
    double impact;
    ctg_node node;
} place;

static int largest_first(const void *a, const void *b)
{
    const place *const one = a;
    const place *const other = b;

    if (one->impact != other->impact)
        return one->impact > other->impact ? -1 : 1;
    return one->node < other->node ? -1 : 1;
}

/* Nodes that the rounds rank otherwise, ties aside. */
static size_t misplaced(ranking *r)
{
    const ctg__fast_job job = job_of(r);
    place *const places = bars_room(r->nodes, sizeof *places);
    double *const expected = bars_room(r->nodes, sizeof *expected);
    size_t count = 0;

    run(&job);
    for (size_t s = 0; s < r->nodes; s++) {
        literal_run(&r->literal, s, 1e-14, r->h);
        for (size_t i = 0; i < r->nodes; i++)
            if (i != s)
                expected[s] += r->g.fast.equity[i] * r->h[i];
        places[s] = (place){r->effects[s].impact, (ctg_node)s};
    }
    qsort(places, r->nodes, sizeof *places, largest_first);
    for (size_t k = 1; k < r->nodes; k++) {
        const double better = expected[places[k - 1].node];
        const double worse = expected[places[k].node];

        /* Ranks are shared by scores that differ by less than that. */
        count += worse > better * (1 + 1e-12);
    }
    free(places);
    free(expected);
    return count;
}

static void compare_orders(size_t nodes)
{
    static const double radii[] = {0.5, 0.9, 1.5};
    size_t count = 0;

    for (size_t c = 0; c < sizeof radii / sizeof *radii; c++) {
        ranking r;

        start(&r, GRAPH_UNIFORM, nodes, radii[c]);
        count += misplaced(&r);
        stop(&r);
    }
    bars_at_most("6", "nodes that the rounds rank otherwise", 0, (double)count,
                 "");
}

/* Whether effects are those of `first`, bit for bit, in any order. */
static bool same_bits(ranking *r, const ctg__fast_job *job,
                      const ctg__fast_effect *first)
{
    bool same = true;

    memset(r->effects, 0, r->nodes * sizeof *r->effects);
    run(job);
    for (size_t s = 0; s < r->nodes; s++) {
        const ctg__fast_effect *const one = &r->effects[s];
        const ctg__fast_effect *const other = &first[r->sources[s]];

        same = same &&
               memcmp(&one->impact, &other->impact, sizeof(double)) == 0 &&
               memcmp(&one->weighted, &other->weighted, sizeof(double)) == 0 &&
               one->failed == other->failed && one->at_one == other->at_one;
    }
    return same;
}

static void compare_bits(size_t nodes, double radius)
{
    const ctg__lane_kernels *const kernels[] = {
        ctg__lanes_plain,
#if defined(__x86_64__) && defined(__GNUC__)
        __builtin_cpu_supports("avx2") ? ctg__lanes_avx2 : NULL,
        __builtin_cpu_supports("avx512f") ? ctg__lanes_avx512 : NULL
#endif
    };
    ctg__fast_effect *const first = bars_room(nodes, sizeof *first);
    ranking r;
    ctg__fast_job job;
    char what[80];
    bool same = true;

    start(&r, GRAPH_UNIFORM, nodes, radius);
    job = job_of(&r);
    run(&job);
    memcpy(first, r.effects, nodes * sizeof *first);
    for (size_t s = 0; s < nodes; s++)
        r.sources[s] = (ctg_node)(nodes - 1 - s);
    for (int threads = 1; threads <= 3; threads++) {
        bars_threads(threads);
        same = same && same_bits(&r, &job, first);
    }
    bars_threads(1);
    for (job.lanes = 8; job.lanes <= 32; job.lanes *= 2)
        for (size_t k = 0; k < sizeof kernels / sizeof *kernels; k++) {
            job.kernels = kernels[k];
            same = same && (!kernels[k] || same_bits(&r, &job, first));
        }
    snprintf(what, sizeof what, "er %g: lanes, order, threads, instructions",
             radius);
    bars_true("6", what, "same bits", same);
    free(first);
    stop(&r);
}

/* Furfine's rounds: all nodes look at who has failed, until none is new. */
static size_t fail_by_rounds(const ctg__fast *f, size_t source, bool *failed,
                             bool *next)
{
    size_t count = 1;
    size_t last = 0;

    memset(failed, 0, f->count * sizeof *failed);
    failed[source] = true;
    while (count != last) {
        last = count;
        for (size_t i = 0; i < f->count; i++) {
            double loss = 0;

            for (size_t k = f->start[i]; k < f->start[i + 1]; k++)
                loss += failed[f->column[k]] ? f->value[k] : 0;
            next[i] = failed[i] || loss >= CTG__FAST_FAILED * f->equity[i];
        }
        count = 0;
        for (size_t i = 0; i < f->count; i++) {
            failed[i] = next[i];
            count += failed[i];
        }
    }
    return count;
}

typedef struct failing {
    ranking *r;
    bool *failed;
    bool *next;
    size_t differences; /* in counts of failures */
} failing;

static double cpu_of_failures(void *context)
{
    failing *const f = context;
    const double from = bars_cpu();
    enum { SOME = 64 };

    for (size_t s = 0; s < SOME; s++) {
        const size_t source = s * f->r->nodes / SOME;
        const size_t count =
            fail_by_rounds(&f->r->g.fast, source, f->failed, f->next);

        f->differences += f->r->effects[source].failed != count - 1;
    }
    return (bars_cpu() - from) / SOME;
}

static void compare_failures(size_t nodes, double radius, double bar)
{
    ranking r;
    failing f = {.r = &r,
                 .failed = bars_room(nodes, sizeof(bool)),
                 .next = bars_room(nodes, sizeof(bool))};
    bars_contender contenders[] = {{.run = cpu_of_all, .context = &r},
                                   {.run = cpu_of_failures, .context = &f}};
    size_t failures = 0;
    char what[80];

    start(&r, GRAPH_UNIFORM, nodes, radius);
    graph_fail_at_once(&r.g);
    bars_race(contenders, 2, REPEATS);
    for (size_t i = 0; i < nodes; i++)
        failures += r.effects[i].failed;
    snprintf(what, sizeof what, "threshold, er %g, %.3g fail: rounds", radius,
             (double)failures / (double)nodes);
    bars_at_least("8", what, bar, contenders[1].least / contenders[0].least,
                  "x");
    bars_at_most("8", "  cascades with another count of failures", 0,
                 (double)f.differences, "");
    stop(&r);
    free(f.failed);
    free(f.next);
}

static void compare_times(size_t nodes)
{
    const char *const python = bars_python("scipy");

    compare(GRAPH_UNIFORM, nodes, 0.5, 9, 0, python);
    compare(GRAPH_UNIFORM, nodes, 0.9, 28, 22, python);
    compare(GRAPH_UNIFORM, nodes, 0.99, 150, 0, python);
    compare(GRAPH_UNIFORM, nodes, 1.05, 14, 0, python);
    compare(GRAPH_UNIFORM, nodes, 1.5, 20, 20, python);
    compare(GRAPH_POWER_LAW, nodes, 0.9, 0, 0, python);
    compare(GRAPH_POWER_LAW, nodes, 1.5, 0, 0, python);
    compare(GRAPH_CORE, nodes, 0.9, 0, 0, python);
    compare(GRAPH_CORE, nodes, 1.5, 0, 0, python);
}

int main(int argc, char **argv)
{
    const size_t nodes = argc > 1 ? strtoul(argv[1], NULL, 10) : 5000;
    char title[80];

    if (nodes < 500)
        bars_die("NODES is at least 500");
    bars_threads(1);
    snprintf(title, sizeof title, "A cascade for each of %zu nodes, degree %d",
             nodes, (int)DEGREE);
    bars_head(title);
    compare_times(nodes);
    compare_ends(nodes);
    compare_orders(nodes / 5);
    compare_bits(nodes, 0.9);
    compare_bits(nodes, 1.5);
    compare_failures(nodes, 1.5, 50);
    compare_failures(nodes, 6, 100);
    return 0;
}
