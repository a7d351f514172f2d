/*
 * The kernels of fast/lanes.h, compiled once for each instruction set by a
 * file that defines KERNEL_WIDTH (doubles in a vector), KERNEL_TARGET (the
 * attribute of its functions) and KERNEL_TABLE (the name of its table).
 *
 * Vector types instead of plain loops: compilers keep the sums of a row in
 * registers only when the width is the machine's.
 */
#include <string.h>

#include "base/kernel_vector.h"
#include "fast/lanes.h"

#if defined(__clang__)
#define KERNEL_UNROLL _Pragma("clang loop unroll(full)")
#else
#define KERNEL_UNROLL _Pragma("GCC unroll 16")
#endif

/* Vectors in 32 lanes. */
enum { KERNEL_MOST = CTG__LANES_MOST / KERNEL_WIDTH };

KERNEL_INLINE kernel_vector kernel_least(kernel_vector a, kernel_vector b)
{
    return kernel_choose((kernel_mask)(a < b), a, b);
}

KERNEL_INLINE kernel_vector kernel_most(kernel_vector a, kernel_vector b)
{
    return kernel_choose((kernel_mask)(a > b), a, b);
}

/* Lanes whose scenario starts here stay in full distress. */
static void kernel_pin(const ctg__lanes *lanes, size_t count, uint32_t node,
                       double *row)
{
    for (size_t l = 0; l < count; l++)
        if (lanes->source[l] == node)
            row[l] = 1;
}

KERNEL_INLINE void kernel_sweep(ctg__lanes *lanes, const int vectors,
                                const bool ahead)
{
    const ctg__fast *const fast = lanes->fast;
    const size_t width = (size_t)vectors;
    const kernel_vector one = kernel_all(1);
    kernel_vector *const h = (kernel_vector *)(void *)lanes->h;
    kernel_vector changed[KERNEL_MOST];
    kernel_vector total[KERNEL_MOST];

    for (int v = 0; v < vectors; v++)
        changed[v] = total[v] = kernel_all(0);
    for (size_t r = 0; r < fast->inner_count; r++) {
        const uint32_t i = fast->inner[r];
        const kernel_vector inverse = kernel_all(fast->inverse[i]);
        const kernel_vector shocked = kernel_all(fast->shocked[i]);
        kernel_vector *const own = h + i * width;
        kernel_vector row[KERNEL_MOST];

        KERNEL_UNROLL
        for (int v = 0; v < vectors; v++)
            row[v] = kernel_all(0);
        for (size_t k = fast->start[i]; k < fast->start[i + 1]; k++) {
            const kernel_vector value = kernel_all(fast->value[k]);
            const kernel_vector *const from = h + fast->column[k] * width;

            if (ahead)
                for (int v = 0; v < vectors * KERNEL_WIDTH; v += 8)
                    __builtin_prefetch(lanes->h +
                                       fast->column[k + CTG__FAST_AHEAD - 1] *
                                           width * KERNEL_WIDTH +
                                       v);
            KERNEL_UNROLL
            for (int v = 0; v < vectors; v++)
                row[v] += value * from[v];
        }
        KERNEL_UNROLL
        for (int v = 0; v < vectors; v++) {
            row[v] = kernel_least(one, row[v] * inverse + shocked);
            total[v] += row[v];
        }
        if (lanes->marked[i]) {
            double plain[CTG__LANES_MOST];

            memcpy(plain, row, width * sizeof *row);
            kernel_pin(lanes, width * KERNEL_WIDTH, i, plain);
            memcpy(row, plain, width * sizeof *row);
        }
        KERNEL_UNROLL
        for (int v = 0; v < vectors; v++) {
            const kernel_vector change = row[v] - own[v];

            changed[v] += kernel_most(change, -change);
            own[v] = row[v];
        }
    }
    memcpy(lanes->changed, changed, width * sizeof *changed);
    memcpy(lanes->total, total, width * sizeof *total);
}

KERNEL_INLINE void kernel_jump(ctg__lanes *lanes, const int vectors)
{
    const ctg__fast *const fast = lanes->fast;
    const size_t width = (size_t)vectors;
    const kernel_vector one = kernel_all(1);
    kernel_vector *const h = (kernel_vector *)(void *)lanes->h;
    const kernel_vector *const before =
        (const kernel_vector *)(const void *)lanes->before;
    kernel_vector factor[KERNEL_MOST];

    memcpy(factor, lanes->factor, width * sizeof *factor);
    for (size_t r = 0; r < fast->inner_count; r++) {
        const size_t place = fast->inner[r] * width;
        const kernel_vector shocked = kernel_all(fast->shocked[fast->inner[r]]);

        KERNEL_UNROLL
        for (int v = 0; v < vectors; v++) {
            const size_t at = place + (size_t)v;
            const kernel_vector to = h[at] + factor[v] * (h[at] - before[at]);

            h[at] = kernel_least(one, kernel_most(shocked, to));
        }
    }
}

#define KERNELS(lanes_count)                                                   \
    KERNEL_TARGET static void sweep_##lanes_count(ctg__lanes *lanes)           \
    {                                                                          \
        kernel_sweep(lanes, lanes_count / KERNEL_WIDTH, false);                \
    }                                                                          \
    KERNEL_TARGET static void sweep_ahead_##lanes_count(ctg__lanes *lanes)     \
    {                                                                          \
        kernel_sweep(lanes, lanes_count / KERNEL_WIDTH, true);                 \
    }                                                                          \
    KERNEL_TARGET static void jump_##lanes_count(ctg__lanes *lanes)            \
    {                                                                          \
        kernel_jump(lanes, lanes_count / KERNEL_WIDTH);                        \
    }

KERNELS(8)
KERNELS(16)
KERNELS(32)

static const ctg__lane_kernels kernels = {
    .sweep = {{sweep_8, sweep_ahead_8},
              {sweep_16, sweep_ahead_16},
              {sweep_32, sweep_ahead_32}},
    .jump = {jump_8, jump_16, jump_32},
};

const ctg__lane_kernels *const KERNEL_TABLE = &kernels;
