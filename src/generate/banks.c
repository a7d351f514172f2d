/* Networks of claims: er, scale-free, core-periphery. */
#include <math.h>

#include "generate/growing.h"

static double *take(ctg__growing *to, size_t count)
{
    double *const made = ctg__arena_take(&to->arena, count, sizeof *made);

    if (!made)
        to->status = ctg__fail_memory(to->error);
    return made;
}

static void add_banks(ctg__growing *to)
{
    for (size_t i = 0; !to->status && i < to->options.nodes; i++)
        ctg__grow_node(to, 'N', i, to->options.nodes, "bank");
}

/* How many exposures there shall be; fails where they have no room. */
static size_t count_exposures(ctg__growing *to, size_t nodes)
{
    const double count = round((double)nodes * to->options.degree);

    if (!to->status && count > (double)nodes * (double)(nodes - 1))
        to->status = ctg__fail(to->error, CTG_BAD_ARGUMENT,
                               "%zu nodes have no room for %.0f exposures",
                               nodes, count);
    return to->status ? 0 : (size_t)count;
}

void ctg__make_er(ctg__growing *to)
{
    const size_t nodes = to->options.nodes;
    double *const sizes = take(to, nodes);

    add_banks(to);
    for (size_t i = 0; !to->status && i < nodes; i++)
        sizes[i] = 1;
    ctg__grow_pairs(to, nodes, count_exposures(to, nodes), NULL, sizes);
    ctg__grow_balance_sheets(to);
}

/*
 * Ends are drawn in proportion to (rank)^(-1/2), which gives degrees a tail
 * of exponent 3.
 */
void ctg__make_scale_free(ctg__growing *to)
{
    const size_t nodes = to->options.nodes;
    double *const cumulative = take(to, nodes);
    double *const sizes = take(to, nodes);
    double sum = 0;

    add_banks(to);
    for (size_t i = 0; !to->status && i < nodes; i++) {
        const double weight = 1 / sqrt((double)(i + 1));

        cumulative[i] = sum += weight;
        sizes[i] = 1 + 9 * weight;
    }
    ctg__grow_pairs(to, nodes, count_exposures(to, nodes), cumulative, sizes);
    ctg__grow_balance_sheets(to);
}

void ctg__make_core_periphery(ctg__growing *to)
{
    const size_t nodes = to->options.nodes;
    const size_t core = nodes < 30 ? 3 : nodes / 10;
    const size_t links = (size_t)fmax(1, round(to->options.degree));

    if (nodes < 4) {
        to->status =
            ctg__fail(to->error, CTG_BAD_ARGUMENT,
                      "a core and a periphery need 4 nodes, not %zu", nodes);
        return;
    }
    add_banks(to);
    for (size_t i = 0; !to->status && i < core; i++)
        for (size_t j = 0; !to->status && j < core; j++)
            if (i != j)
                ctg__grow_exposure(to, i, j, 10 * ctg__grow_size(to));
    /* A bank of the periphery lends to a core bank, borrows from the next. */
    for (size_t i = core; !to->status && i < nodes; i++)
        for (size_t k = 0; k < links && k < 2 * core; k++) {
            const size_t first = (i * 7 + k / 2) % core;
            const size_t partner = (first + (k % 2)) % core;

            if (k % 2)
                ctg__grow_exposure(to, i, partner, ctg__grow_size(to));
            else
                ctg__grow_exposure(to, partner, i, ctg__grow_size(to));
        }
    ctg__grow_balance_sheets(to);
}
