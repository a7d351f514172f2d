/* What is certain of every cell: the least and the most that it can be. */
#include <math.h>

#include "base/memory.h"
#include "data/graph.h"
#include "reconstruct/block_lp.h"
#include "reconstruct/entropy.h"
#include "reconstruct/transport.h"

enum { LARGEST = 3 };

static const double listed_most = 20e6;

struct ctg_bounds {
    ctg__arena arena;
    ctg_cell_bound *cells;
    size_t count;
};

/* Nodes by what they claim and owe together. */
typedef struct largest {
    size_t node[LARGEST];
    double left[LARGEST]; /* of the total, without them */
} largest;

/* Without what the library does for numbers that are none. */
static double larger(double a, double b)
{
    return a > b ? a : b;
}

static double smaller(double a, double b)
{
    return a < b ? a : b;
}

static double both(const ctg_totals *totals, size_t node)
{
    return totals->claims[node] + totals->debts[node];
}

static largest find_largest(const ctg_totals *totals)
{
    largest found = {.node = {SIZE_MAX, SIZE_MAX, SIZE_MAX}};

    for (size_t i = 0; i < totals->count; i++) {
        size_t node = i;

        for (size_t k = 0; k < LARGEST && node != SIZE_MAX; k++) {
            const size_t there = found.node[k];

            if (there == SIZE_MAX || both(totals, node) > both(totals, there)) {
                found.node[k] = node;
                node = there;
            }
        }
    }
    for (size_t k = 0; k < LARGEST; k++)
        found.left[k] =
            found.node[k] == SIZE_MAX
                ? HUGE_VAL
                : larger(0, totals->total - both(totals, found.node[k]));
    return found;
}

/* Only the diagonal barred: what Hall's condition leaves, in closed form. */
static void bound_cell(const ctg_totals *totals, const largest *most,
                       ctg_cell_bound *cell)
{
    const size_t i = cell->creditor;
    const size_t j = cell->debtor;
    const double a = totals->claims[i];
    const double l = totals->debts[j];
    const double total = totals->total;
    size_t k = 0;

    while (k < LARGEST && (most->node[k] == i || most->node[k] == j))
        k++;
    cell->low = larger(0, larger(a + l + totals->debts[i] - total,
                                 a + l + totals->claims[j] - total));
    cell->high = smaller(a, l);
    if (k < LARGEST)
        cell->high = smaller(cell->high, most->left[k]);
    cell->low = smaller(cell->low, cell->high);
}

/* All free cells, at once with their bounds where these have a closed form. */
static ctg_status list_cells(const ctg_totals *totals, bool closed,
                             ctg_bounds *made, ctg_error *error)
{
    const largest most = find_largest(totals);
    const ctg__support *const support = &totals->support;
    const double size = ctg__support_size(support);

    if (size > listed_most)
        return ctg__fail(error, CTG_NO_SOLUTION,
                         "%.0f free cells, more than 20 million, cannot be "
                         "listed",
                         size);
    if (!TAKE(&made->arena, made->cells, (size_t)size + 1))
        return ctg__fail_memory(error);
    for (size_t j = 0; j < totals->count; j++)
        for (size_t i = 0; i < totals->count; i++)
            if (ctg__support_has(support, i, j)) {
                ctg_cell_bound *const cell = &made->cells[made->count++];

                *cell = (ctg_cell_bound){.debtor = (ctg_node)j,
                                         .creditor = (ctg_node)i};
                if (closed)
                    bound_cell(totals, &most, cell);
            }
    return CTG_OK;
}

/* Each cell pushed up as far as it goes, then down. */
static ctg_status bound_by_flow(const ctg_totals *totals, ctg_bounds *made,
                                const ctg_reconstruct_options *options,
                                ctg_error *error)
{
    const double grain = CTG__TIGHT_SHARE * totals->total;
    ctg__transport *flow = NULL;
    bool *marked;
    ctg_status status =
        ctg__transport_new(&totals->support, totals->claims, totals->debts,
                           CTG__GRAIN_SHARE * totals->total, options->progress,
                           options->progress_context, &flow, error);

    if (!status && !TAKE(&made->arena, marked, totals->count + 1))
        status = ctg__fail_memory(error);
    for (size_t k = 0; !status && k < made->count; k++) {
        ctg_cell_bound *const cell = &made->cells[k];
        double rest;

        if (options->progress &&
            !options->progress(options->progress_context, (double)k,
                               (double)made->count)) {
            status = ctg__fail(error, CTG_CANCELLED, "cancelled");
            break;
        }
        for (size_t j = 0; j < totals->count; j++)
            marked[j] = j == cell->debtor;
        status = ctg__transport_push(flow, cell->creditor, marked, &cell->high,
                                     error);
        for (size_t j = 0; j < totals->count; j++)
            marked[j] = j != cell->debtor;
        if (!status)
            status =
                ctg__transport_push(flow, cell->creditor, marked, &rest, error);
        cell->low = ctg__transport_at(flow, cell->creditor, cell->debtor);
        cell->low = cell->low <= grain ? 0 : cell->low;
        cell->high = cell->high <= grain ? 0 : cell->high;
    }
    ctg__transport_free(flow);
    return status;
}

static ctg_status add_ras(const ctg_totals *totals, ctg_bounds *made,
                          const ctg_reconstruct_options *options,
                          ctg_error *error)
{
    ctg__entropy entropy;
    const ctg_status status =
        ctg__entropy_find(&made->arena, totals, options, &entropy, error);

    for (size_t k = 0; !status && k < made->count; k++)
        made->cells[k].ras = ctg__entropy_at(&entropy, made->cells[k].creditor,
                                             made->cells[k].debtor);
    return status;
}

static ctg_status find(const ctg_totals *totals, ctg_bounds *made,
                       const ctg_reconstruct_options *options, ctg_error *error)
{
    const bool closed = totals->only_diagonal && !totals->blocks.count;
    ctg_status status = list_cells(totals, closed, made, error);

    if (status)
        return status;
    if (totals->blocks.count)
        status =
            ctg__block_bounds(totals, made->cells, made->count, options, error);
    else if (!closed)
        status = bound_by_flow(totals, made, options, error);
    return status ? status : add_ras(totals, made, options, error);
}

ctg_status ctg_bounds_new(const ctg_totals *totals,
                          const ctg_reconstruct_options *options,
                          ctg_bounds **bounds, ctg_error *error)
{
    const ctg_reconstruct_options standard = ctg_reconstruct_options_default();
    ctg_bounds *made;
    ctg_status status;

    if (totals->infeasible.creditor_count)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "no network has these totals");
    if (totals->has_prior)
        return ctg__fail(error, CTG_BAD_ARGUMENT,
                         "a prior is for ras, not for bounds");
    made = ctg__allocate_zeroed(sizeof *made);
    if (!made)
        return ctg__fail_memory(error);
    status = find(totals, made, options ? options : &standard, error);
    if (status) {
        ctg_bounds_free(made);
        return status;
    }
    *bounds = made;
    return CTG_OK;
}

void ctg_bounds_free(ctg_bounds *bounds)
{
    if (!bounds)
        return;
    ctg__arena_clear(&bounds->arena);
    ctg__release(bounds);
}

const ctg_cell_bound *ctg_bounds_cells(const ctg_bounds *bounds, size_t *count)
{
    *count = bounds->count;
    return bounds->cells;
}
