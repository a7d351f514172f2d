#include "data/spectral.h"

#include <math.h>
#include <string.h>

/* Products that a radius may take before the bounds are good enough. */
static const double work_most = 1e9;

struct components {
    size_t count;
    uint32_t *of_node;
    uint32_t *nodes; /* by component */
    size_t *start;
};

/* Tarjan's algorithm without recursion. */
struct search {
    const ctg__matrix *matrix;
    uint32_t *index; /* 1, 2, ... in order of discovery; 0: not yet */
    uint32_t *low;
    uint32_t *stack; /* nodes of components not closed yet */
    size_t stack_count;
    uint32_t *path; /* nodes being searched */
    size_t *next;   /* the entry of each to look at next */
    uint32_t discovered;
};

/* Closes the component whose first node is `root`. */
static void close_component(struct search *search,
                            struct components *components, uint32_t root)
{
    uint32_t node;
    size_t end = components->start[components->count];

    do {
        node = search->stack[--search->stack_count];
        components->of_node[node] = (uint32_t)components->count;
        components->nodes[end++] = node;
    } while (node != root);
    components->start[++components->count] = end;
}

static void discover(struct search *search, uint32_t node, size_t depth)
{
    search->index[node] = search->low[node] = ++search->discovered;
    search->stack[search->stack_count++] = node;
    search->path[depth] = node;
    search->next[depth] = search->matrix->start[node];
}

static void search_from(struct search *search, struct components *components,
                        uint32_t root)
{
    const ctg__matrix *const matrix = search->matrix;
    size_t depth = 0;

    discover(search, root, 0);
    for (;;) {
        const uint32_t node = search->path[depth];
        size_t k = search->next[depth];
        uint32_t found = UINT32_MAX;

        for (; k < matrix->start[node + 1] && found == UINT32_MAX; k++) {
            const uint32_t other = matrix->column[k];

            if (!(matrix->value[k] > 0))
                continue;
            if (!search->index[other])
                found = other;
            else if (components->of_node[other] == UINT32_MAX &&
                     search->index[other] < search->low[node])
                search->low[node] = search->index[other];
        }
        search->next[depth] = k;
        if (found != UINT32_MAX) {
            discover(search, found, ++depth);
            continue;
        }
        if (search->low[node] == search->index[node])
            close_component(search, components, node);
        if (!depth)
            return;
        depth--;
        if (search->low[node] < search->low[search->path[depth]])
            search->low[search->path[depth]] = search->low[node];
    }
}

static bool find_components(const ctg__matrix *matrix, ctg__arena *arena,
                            struct components *components)
{
    const size_t n = matrix->count;
    struct search search = {.matrix = matrix};
    ctg__arena scratch = {0};

    if (!TAKE(arena, components->of_node, n) ||
        !TAKE(arena, components->nodes, n) ||
        !TAKE(arena, components->start, n + 1) ||
        !TAKE(&scratch, search.index, n) || !TAKE(&scratch, search.low, n) ||
        !TAKE(&scratch, search.stack, n) || !TAKE(&scratch, search.path, n) ||
        !TAKE(&scratch, search.next, n)) {
        ctg__arena_clear(&scratch);
        return false;
    }
    memset(components->of_node, 0xff, n * sizeof *components->of_node);
    for (size_t i = 0; i < n; i++)
        if (!search.index[i])
            search_from(&search, components, (uint32_t)i);
    ctg__arena_clear(&scratch);
    return true;
}

/* Bounds from one product: x is positive, y becomes A x within it. */
static void multiply(const ctg__matrix *matrix,
                     const struct components *components, size_t c,
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
static void step(const struct components *components, size_t c, double shift,
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
 * The radius of component c. Half the radius as shift makes periodic matrices
 * converge too, as their other eigenvalues of the same size move away.
 */
static ctg__radius iterate(const ctg__matrix *matrix,
                           const struct components *components, size_t c,
                           double tolerance, double known, double *x, double *y)
{
    ctg__radius best = {.upper = HUGE_VAL};
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
        step(components, c, (bounds.lower + bounds.upper) / 4, y, x);
        for (size_t m = components->start[c]; m < components->start[c + 1]; m++)
            work += 1 + (double)(matrix->start[components->nodes[m] + 1] -
                                 matrix->start[components->nodes[m]]);
    }
    best.value = best.lower / 2 + best.upper / 2;
    return best;
}

static bool has_cycle(const ctg__matrix *matrix,
                      const struct components *components, size_t c)
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
    ctg__radius most = {.converged = true};
    ctg__arena arena = {0};
    struct components components = {0};
    double *x;
    double *y;

    if (!find_components(matrix, &arena, &components) ||
        !TAKE(&arena, x, matrix->count) || !TAKE(&arena, y, matrix->count)) {
        ctg__arena_clear(&arena);
        return ctg__fail_memory(error);
    }
    for (size_t c = 0; c < components.count; c++)
        if (has_cycle(matrix, &components, c)) {
            const ctg__radius found =
                iterate(matrix, &components, c, tolerance, most.lower, x, y);

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
