#include "data/spectral.h"

#include <math.h>

/* Products that a radius may take before the bounds are good enough. */
static const double work_most = 1e9;

/* Relative difference that is rounding. */
#define CLOSE 1e-12

/* Bounds from one product: x is positive, y becomes A x within it. */
static void multiply(const ctg__matrix *matrix,
                     const ctg__components *components, size_t c,
                     const double *x, double *y, ctg__radius *bounds)
{
    bounds->lower = HUGE_VAL;
    bounds->upper = 0;
    for (size_t m = components->start[c]; m < components->start[c + 1]; m++) {
        const uint32_t i = components->nodes[m];
        double sum = 0;
        double ratio;

        for (size_t k = matrix->start[i]; k < matrix->start[i + 1]; k++)
            if (components->of_node[matrix->column[k]] == c)
                sum += matrix->value[k] * x[matrix->column[k]];
        y[i] = sum;
        ratio = sum / x[i];
        bounds->lower = fmin(bounds->lower, ratio);
        bounds->upper = fmax(bounds->upper, ratio);
    }
}

/* x = (y + shift x) / its largest, never 0. */
static void step(const ctg__components *components, size_t c, double shift,
                 const double *y, double *x)
{
    double most = 0;

    for (size_t m = components->start[c]; m < components->start[c + 1]; m++) {
        const uint32_t i = components->nodes[m];

        x[i] = y[i] + shift * x[i];
        most = fmax(most, x[i]);
    }
    for (size_t m = components->start[c]; m < components->start[c + 1]; m++) {
        const uint32_t i = components->nodes[m];

        x[i] = fmax(x[i] / most, 1e-290);
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

/*
 * The radius of component c. Half the radius as shift makes periodic matrices
 * converge too, as their other eigenvalues of the same size move away.
 */
static ctg__radius iterate(const ctg__matrix *matrix,
                           const ctg__components *components, size_t c,
                           double tolerance, double known, double *x, double *y)
{
    ctg__radius best = {.upper = HUGE_VAL};
    const double ring = ring_radius(matrix, components, c);
    double work = 0;

    for (size_t m = components->start[c]; m < components->start[c + 1]; m++)
        x[components->nodes[m]] = 1;
    while (work < work_most) {
        ctg__radius bounds;

        multiply(matrix, components, c, x, y, &bounds);
        best.lower = fmax(best.lower, bounds.lower);
        best.upper = fmin(best.upper, bounds.upper);
        best.converged = best.upper - best.lower <= tolerance * best.upper;
        if (best.converged || best.upper <= known)
            break;
        if (ring > 0)
            return (ctg__radius){
                .value = ring,
                .lower = fmax(best.lower, ring * (1 - CLOSE / 4)),
                .upper = fmin(best.upper, ring * (1 + CLOSE / 4)),
                .converged = true};
        step(components, c, (bounds.lower + bounds.upper) / 4, y, x);
        for (size_t m = components->start[c]; m < components->start[c + 1]; m++)
            work += 1 + (double)(matrix->start[components->nodes[m] + 1] -
                                 matrix->start[components->nodes[m]]);
    }
    best.value = best.lower / 2 + best.upper / 2;
    return best;
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
                                ctg__radius *radius, ctg_error *error)
{
    return ctg__spectral_radius_above(matrix, 0, tolerance, radius, error);
}

ctg_status ctg__spectral_radius_above(const ctg__matrix *matrix, double floor,
                                      double tolerance, ctg__radius *radius,
                                      ctg_error *error)
{
    ctg__radius most = {floor, floor, floor, .converged = true};
    ctg__arena arena = {0};
    ctg__components components = {0};
    double *x;
    double *y;

    if (!ctg__components_find(matrix, &arena, &components) ||
        !TAKE(&arena, x, matrix->count) || !TAKE(&arena, y, matrix->count)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    for (size_t c = 0; c < components.count; c++)
        if (has_cycle(matrix, &components, c)) {
            const ctg__radius found =
                iterate(matrix, &components, c, tolerance, most.lower, x, y);

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
    *radius = most;
    return CTG_OK;
}
