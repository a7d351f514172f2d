/*
 * Certifying the first nodes by impact.
 *
 * Let d be how much higher distress ends with the default of k than in a
 * state g that ends no lower without it: the plan's own end, or that of the
 * cascade of a class (fast/linear_class.h), which bounds what k adds to it.
 * Elsewhere d_i <= sum_j W_ij d_j, as min(1, .) never steepens, and d_k is
 * what k has left in g. So others lose at most d_k (y_k - E_k) more than in g,
 * where y solves y = E + transpose(W) y; and every y with y >= E +
 * transpose(W) y is at least that large, which is what is checked. Nodes that
 * are at 1 in g lose nothing more: their rows drop out. That is why a class
 * gives a bound where the plan's own end gives none: above a spectral radius
 * of 1. Cascades are run from the largest bound down until the next bound is
 * no larger than the top-th impact.
 */
#include "rank/top.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/assert.h"
#include "fast/linear_class.h"

enum { SWEEPS_MOST = 3000, BATCH = 64 };

static const double tolerance = 1e-13;

/* Of sums over all nodes of solutions as close as that. */
static const double rounding = 1e-11;

typedef struct bound {
    double most;
    ctg_node node;
} bound;

typedef struct certifying {
    ctg__job *job;
    ctg__fast fast;
    ctg__matrix transpose; /* of claims, money */
    double *share; /* per entry: of the creditor's equity; 0 at 1 in g */
    double *base;
    ctg__linear_class class;
    const double *g; /* base, or the state of the class */
    double more;     /* what all nodes lose in g beyond base, money */
    double *y;
    bound *bounds;
    ctg_node *sources;
    ctg__fast_effect *effects;
    double *found; /* impacts so far, as a heap: the least first */
    size_t found_count;
    uint64_t at_one; /* others with h = 1, over the cascades run */
} certifying;

/* E + transpose(W) y of one node. */
static double right_side(const certifying *c, size_t j)
{
    double sum = c->fast.equity[j];

    for (size_t k = c->transpose.start[j]; k < c->transpose.start[j + 1]; k++)
        sum += c->share[k] * c->y[c->transpose.column[k]];
    return sum;
}

/* y >= E + transpose(W) y, rounding included. */
static bool is_enough(const certifying *c)
{
    for (size_t j = 0; j < c->fast.count; j++)
        if (!(c->y[j] < HUGE_VAL && c->y[j] >= right_side(c, j)))
            return false;
    return true;
}

/* false when there is no such y, or none is found. */
static bool find_y(certifying *c)
{
    double slack = 0; /* what every node has to spare, so that y is enough */
    double change = HUGE_VAL;

    for (size_t k = 0; k < c->transpose.start[c->fast.count]; k++) {
        const uint32_t i = c->transpose.column[k];

        c->share[k] =
            c->g[i] < 1 ? c->transpose.value[k] * c->fast.inverse[i] : 0;
    }
    for (size_t j = 0; j < c->fast.count; j++) {
        c->y[j] = c->fast.equity[j];
        slack += 1e-9 * c->fast.equity[j] / (double)c->fast.count;
    }
    for (int s = 0; s < SWEEPS_MOST && change > slack / 4; s++) {
        if (!ctg__ask_after(c->fast.asking,
                            c->fast.count + c->transpose.start[c->fast.count]))
            return false;
        change = 0;
        for (size_t j = c->fast.count; j-- > 0;) {
            const double next = right_side(c, j) + slack;

            if (!(next < 1e200))
                return false;
            change = fmax(change, fabs(next - c->y[j]));
            c->y[j] = next;
        }
    }
    return is_enough(c);
}

/* From the plan's own end, else from that of a class. */
static bool find_bound(certifying *c)
{
    c->g = c->base;
    if (find_y(c))
        return true;
    if (c->class.node == CTG_NONE)
        return false;
    c->g = c->class.state;
    for (size_t i = 0; i < c->fast.count; i++)
        c->more += c->fast.equity[i] * (c->g[i] - c->base[i]);
    return find_y(c);
}

static int largest_first(const void *a, const void *b)
{
    const bound *const one = a;
    const bound *const other = b;

    if (one->most != other->most)
        return one->most > other->most ? -1 : 1;
    return one->node < other->node ? -1 : 1;
}

static ctg_status take(certifying *c, ctg_error *error)
{
    ctg__arena *const arena = &c->job->arena;
    const size_t nodes = c->fast.count;

    if (!TAKE(arena, c->share, c->fast.start[nodes] + 1) ||
        !TAKE(arena, c->base, nodes + 1) || !TAKE(arena, c->y, nodes + 1) ||
        !TAKE(arena, c->bounds, nodes + 1) ||
        !TAKE(arena, c->sources, nodes + 1) ||
        !TAKE(arena, c->effects, nodes + 1) ||
        !TAKE(arena, c->found, c->job->top + 1))
        return ctg__fail_memory(error);
    return CTG_OK;
}

static ctg_status prepare(certifying *c, ctg_error *error)
{
    const ctg__matrix rows = {c->fast.count, c->fast.start, c->fast.column,
                              c->fast.value};
    ctg__fast_report report;
    ctg_status status = take(c, error);

    if (!status)
        status =
            ctg__matrix_transpose(&rows, &c->job->arena, &c->transpose, error);
    if (!status)
        status = ctg__fast_base(&c->fast, tolerance, c->base, &report, error);
    if (!status)
        status = ctg__linear_class_find(
            &(ctg__fast_job){
                .fast = &c->fast, .base = c->base, .tolerance = tolerance},
            &c->job->arena, &c->class, error);
    return status;
}

static void sort_bounds(certifying *c)
{
    for (size_t k = 0; k < c->fast.count; k++) {
        const double equity = c->fast.equity[k];
        const double left = fmax(0, 1 - c->g[k]);

        CTG__ASSERT(c->base[k] >= 0 && c->g[k] <= 1);
        c->bounds[k] =
            (bound){(1 + rounding) * c->more - equity * (c->g[k] - c->base[k]) +
                        left * fmax(0, c->y[k] - equity),
                    (ctg_node)k};
        if (!c->fast.owes[k])
            c->bounds[k].most = 0;
    }
    qsort(c->bounds, c->fast.count, sizeof *c->bounds, largest_first);
    for (size_t k = 0; k < c->fast.count; k++)
        c->sources[k] = c->bounds[k].node;
}

/* Keeps the `top` largest; found[0] is the least of them once it is full. */
static void offer(certifying *c, double impact)
{
    const size_t top = c->job->top;
    size_t at = 0;

    if (c->found_count < top) {
        at = c->found_count++;
        for (; at && c->found[(at - 1) / 2] > impact; at = (at - 1) / 2)
            c->found[at] = c->found[(at - 1) / 2];
        c->found[at] = impact;
        return;
    }
    if (!(impact > c->found[0]))
        return;
    for (;;) {
        size_t child = 2 * at + 1;

        if (child + 1 < top && c->found[child + 1] < c->found[child])
            child++;
        if (child >= top || c->found[child] >= impact)
            break;
        c->found[at] = c->found[child];
        at = child;
    }
    c->found[at] = impact;
}

static ctg_status run_batches(certifying *c, double *impact, size_t *ran,
                              ctg_error *error)
{
    const ctg_ranking_options *const options = c->job->options;
    const size_t nodes = c->fast.count;
    size_t count = c->job->top + BATCH;

    *ran = 0;
    while (*ran < nodes && (c->found_count < c->job->top ||
                            c->bounds[*ran].most > c->found[0])) {
        ctg__fast_job job = {.fast = &c->fast,
                             .base = c->base,
                             .sources = c->sources + *ran,
                             .effects = c->effects,
                             .tolerance = tolerance,
                             .class = &c->class,
                             .progress = options->progress,
                             .progress_context = options->progress_context};
        ctg_status status;

        job.source_count = count < nodes - *ran ? count : nodes - *ran;
        status = ctg__fast_defaults(&job, error);
        if (status)
            return status;
        for (size_t k = 0; k < job.source_count; k++) {
            impact[job.sources[k]] = c->effects[k].impact;
            c->job->saturation.unconverged += !c->effects[k].converged;
            c->at_one += c->effects[k].at_one;
            offer(c, c->effects[k].impact);
        }
        *ran += job.source_count;
        count = BATCH;
    }
    return CTG_OK;
}

ctg_status ctg__top_impacts(ctg__job *job, double *impact, bool *done,
                            ctg_error *error)
{
    const size_t nodes = job->network->nodes.count;
    ctg__asking asking = {.progress = job->options->progress,
                          .context = job->options->progress_context};
    certifying c = {.job = job};
    size_t ran;
    ctg_status status;

    *done = false;
    if (job->top >= nodes)
        return CTG_OK;
    status = ctg__fast_of(job->plan, &job->arena, &c.fast, done, error);
    if (status || !*done)
        return status;
    c.fast.asking = &asking;
    *done = c.fast.method == CTG__FAST_LINEAR;
    if (*done)
        status = prepare(&c, error);
    if (status || !*done)
        return status;
    *done = find_bound(&c);
    if (atomic_load(&asking.stopped))
        return ctg__fail(error, CTG_CANCELLED, "cancelled");
    if (!*done)
        return CTG_OK;
    sort_bounds(&c);
    for (size_t i = 0; i < nodes; i++)
        impact[i] = (double)NAN;
    status = run_batches(&c, impact, &ran, error);
    if (status)
        return status;
    job->saturation.cascades += ran;
    job->saturation.at_one =
        (double)c.at_one / ((double)ran * (double)(nodes - 1));
    if (ran < nodes)
        job->certificate = (ctg_certificate){.top = job->top,
                                             .cascades = ran,
                                             .least = c.found[0],
                                             .bound = c.bounds[ran].most};
    return CTG_OK;
}
