#include "data/spectral.h"

#include <math.h>
#include <stdlib.h>

#include "base/assert.h"
#include "data/balance.h"
#include "data/spectral_dense.h"

/* Products before a component is squared, if it is small, or balanced. */
enum { PATIENCE = 500 };

/* Products that a radius may take before the bounds are good enough. */
static const double work_most = 1e9;

/* Relative difference that is rounding. */
#define CLOSE 1e-12

static bool goes_on(ctg__asking *asking, size_t steps)
{
    return !asking || ctg__ask_after(asking, steps);
}

/* A component by itself: its nodes are 0, 1, ..., its rows have no entry that
 * leads out of it. A product is then a look at what counts, in one go. */
typedef struct part {
    size_t count;
    size_t *start;
    uint32_t *column;
    double *value;
    uint32_t *place; /* per node of the matrix: which one it is in its part */
} part;

static bool take_part(const ctg__matrix *matrix, ctg__arena *arena, part *made)
{
    const size_t entries = matrix->start[matrix->count];

    return TAKE(arena, made->start, matrix->count + 1) &&
           TAKE(arena, made->place, matrix->count) &&
           TAKE(arena, made->column, entries) &&
           TAKE(arena, made->value, entries);
}

static void fill_part(const ctg__matrix *matrix,
                      const ctg__components *components, size_t c, part *made)
{
    const uint32_t *const nodes = components->nodes + components->start[c];
    size_t filled = 0;

    made->count = components->start[c + 1] - components->start[c];
    for (size_t m = 0; m < made->count; m++)
        made->place[nodes[m]] = (uint32_t)m;
    for (size_t m = 0; m < made->count; m++) {
        made->start[m] = filled;
        for (size_t k = matrix->start[nodes[m]];
             k < matrix->start[nodes[m] + 1]; k++)
            if (components->of_node[matrix->column[k]] == c &&
                matrix->value[k] > 0) {
                made->column[filled] = made->place[matrix->column[k]];
                made->value[filled++] = matrix->value[k];
            }
    }
    made->start[made->count] = filled;
}

/* Bounds from one product: x is positive, y becomes A x. */
static void multiply(const part *of, const double *x, double *y,
                     ctg__radius *bounds)
{
    double lower = HUGE_VAL;
    double upper = 0;

    for (size_t i = 0; i < of->count; i++) {
        double sum = 0;
        double ratio;

        for (size_t k = of->start[i]; k < of->start[i + 1]; k++)
            sum += of->value[k] * x[of->column[k]];
        y[i] = sum;
        ratio = sum / x[i];
        lower = ratio < lower ? ratio : lower;
        upper = ratio > upper ? ratio : upper;
    }
    bounds->lower = lower;
    bounds->upper = upper;
}

/* x = (y + shift x) / its largest, never 0. */
static void step(size_t count, double shift, const double *y, double *x)
{
    double most = 0;

    for (size_t i = 0; i < count; i++) {
        x[i] = y[i] + shift * x[i];
        most = x[i] > most ? x[i] : most;
    }
    for (size_t i = 0; i < count; i++) {
        const double scaled = x[i] / most;

        x[i] = scaled > 1e-290 ? scaled : 1e-290;
    }
}

/*
 * A component with one entry a node is a single ring, whose eigenvalues all
 * have the same size: its radius is the geometric mean of its entries. 0 when
 * it is no such ring.
 */
static double ring_radius(const ctg__matrix *matrix,
                          const ctg__components *components, size_t c)
{
    const size_t nodes = components->start[c + 1] - components->start[c];
    size_t entries = 0;
    double logs = 0;

    for (size_t m = components->start[c]; m < components->start[c + 1]; m++) {
        const uint32_t i = components->nodes[m];

        for (size_t k = matrix->start[i]; k < matrix->start[i + 1]; k++)
            if (components->of_node[matrix->column[k]] == c &&
                matrix->value[k] > 0) {
                if (++entries > nodes)
                    return 0;
                logs += log(matrix->value[k]);
            }
    }
    return exp(logs / (double)nodes);
}

static int by_number(const void *a, const void *b)
{
    const uint32_t one = *(const uint32_t *)a;
    const uint32_t other = *(const uint32_t *)b;

    return one < other ? -1 : one > other;
}

/* Component c as a dense matrix, squared: for entries so far apart, or
 * eigenvalues so close, that iteration takes long. */
static ctg_status square(const ctg__matrix *matrix,
                         const ctg__components *components, size_t c,
                         ctg__radius *best, ctg_error *error)
{
    const uint32_t *const nodes = components->nodes + components->start[c];
    const size_t n = components->start[c + 1] - components->start[c];
    /* Of 50 squarings, each of sums of n products. */
    const double rounding = 1e-14 * (double)(n + 5);
    ctg__arena arena = {0};
    double *dense;
    double *scratch;

    if (!TAKE(&arena, dense, n * n) || !TAKE(&arena, scratch, n * n + 2 * n)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    for (size_t row = 0; row < n; row++)
        for (size_t k = matrix->start[nodes[row]];
             k < matrix->start[nodes[row] + 1]; k++) {
            /* Nodes of a component ascend. */
            const uint32_t *const found =
                components->of_node[matrix->column[k]] == c
                    ? bsearch(&matrix->column[k], nodes, n, sizeof *nodes,
                              by_number)
                    : NULL;

            if (found)
                dense[row * n + (size_t)(found - nodes)] += matrix->value[k];
        }
    best->value = ctg__dense_radius(dense, scratch, n);
    best->lower = fmax(best->lower, best->value * (1 - rounding));
    best->upper = fmin(best->upper, best->value * (1 + rounding));
    best->converged = true;
    ctg__arena_clear(&arena);
    return CTG_OK;
}

static void begin(size_t count, double *x)
{
    for (size_t i = 0; i < count; i++)
        x[i] = 1;
}

/* What a product counts as, entries that lead elsewhere included. */
static double work_of(const ctg__matrix *matrix,
                      const ctg__components *components, size_t c)
{
    double work = 0;

    for (size_t m = components->start[c]; m < components->start[c + 1]; m++)
        work += 1 + (double)(matrix->start[components->nodes[m] + 1] -
                             matrix->start[components->nodes[m]]);
    return work;
}

/*
 * The radius of component c. Half the radius as shift makes periodic matrices
 * converge too, as their other eigenvalues of the same size move away.
 */
static ctg_status iterate(const ctg__matrix *matrix,
                          const ctg__components *components, size_t c,
                          double tolerance, double known, ctg__asking *asking,
                          part *own, double *x, double *y, ctg__radius *found,
                          ctg_error *error)
{
    const size_t nodes = components->start[c + 1] - components->start[c];
    ctg__radius best = {.upper = HUGE_VAL};
    ctg__arena arena = {0};
    ctg__matrix balanced;
    ctg_status status = CTG_OK;
    size_t products = 0;
    const double ring = ring_radius(matrix, components, c);
    const double work_each = work_of(matrix, components, c);
    double work = 0;

    fill_part(matrix, components, c, own);
    begin(own->count, x);
    while (work < work_most) {
        ctg__radius bounds;

        if (!goes_on(asking, (size_t)work_each)) {
            status = ctg__fail(error, CTG_CANCELLED, "cancelled");
            break;
        }
        multiply(own, x, y, &bounds);
        CTG__ASSERT(!(bounds.lower > bounds.upper));
        best.lower = fmax(best.lower, bounds.lower);
        best.upper = fmin(best.upper, bounds.upper);
        best.converged = best.upper - best.lower <= tolerance * best.upper;
        if (best.converged || best.upper <= known)
            break;
        if (ring > 0) {
            *found =
                (ctg__radius){.value = ring,
                              .lower = fmax(best.lower, ring * (1 - CLOSE / 4)),
                              .upper = fmin(best.upper, ring * (1 + CLOSE / 4)),
                              .converged = true};
            return CTG_OK;
        }
        if (++products == PATIENCE && nodes <= CTG__DENSE_MOST) {
            *found = best;
            return square(matrix, components, c, found, error);
        }
        if (products == PATIENCE) {
            status = ctg__balance(matrix, components, c, asking, &arena,
                                  &balanced, error);
            if (status)
                break;
            fill_part(&balanced, components, c, own);
            begin(own->count, x);
            continue;
        }
        step(own->count, (bounds.lower + bounds.upper) / 4, y, x);
        work += work_each;
    }
    ctg__arena_clear(&arena);
    best.value = best.lower / 2 + best.upper / 2;
    *found = best;
    return status;
}

static bool has_cycle(const ctg__matrix *matrix,
                      const ctg__components *components, size_t c)
{
    const uint32_t first = components->nodes[components->start[c]];

    if (components->start[c + 1] - components->start[c] > 1)
        return true;
    for (size_t k = matrix->start[first]; k < matrix->start[first + 1]; k++)
        if (matrix->column[k] == first && matrix->value[k] > 0)
            return true;
    return false;
}

ctg_status ctg__spectral_radius(const ctg__matrix *matrix, double tolerance,
                                ctg__asking *asking, ctg__radius *radius,
                                ctg_error *error)
{
    return ctg__spectral_radius_above(matrix, 0, tolerance, asking, radius,
                                      error);
}

ctg_status ctg__spectral_radius_above(const ctg__matrix *matrix, double floor,
                                      double tolerance, ctg__asking *asking,
                                      ctg__radius *radius, ctg_error *error)
{
    ctg__radius most = {floor, floor, floor, .converged = true};
    ctg__arena arena = {0};
    ctg__components components = {0};
    ctg_status status = CTG_OK;
    part own = {0};
    double *x;
    double *y;

    if (!ctg__components_find(matrix, &arena, &components) ||
        !take_part(matrix, &arena, &own) || !TAKE(&arena, x, matrix->count) ||
        !TAKE(&arena, y, matrix->count)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    for (size_t c = 0; !status && c < components.count; c++)
        if (has_cycle(matrix, &components, c)) {
            ctg__radius found = {0};

            status = iterate(matrix, &components, c, tolerance, most.lower,
                             asking, &own, x, y, &found, error);
            if (found.lower > most.upper)
                most.shared = false;
            else if (found.upper >= most.lower * (1 - CLOSE))
                most.shared = true;
            if (found.upper <= most.lower)
                continue;
            most.value = fmax(most.value, found.value);
            most.lower = fmax(most.lower, found.lower);
            most.upper = fmax(most.upper, found.upper);
            most.converged = most.upper - most.lower <= tolerance * most.upper;
        }
    ctg__arena_clear(&arena);
    if (!status)
        *radius = most;
    return status;
}
