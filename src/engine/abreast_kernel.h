/*
 * Losses of owners of quiet accounts in several runs side by side, compiled once
 * for each instruction set by a file that defines KERNEL_WIDTH (doubles in a
 * vector), KERNEL_TARGET (the attribute of its functions) and KERNEL_TABLE (the
 * name of its table). Each lane goes through the operations of
 * ctg__quiet_equity and of the sums at the end of a run, in their order.
 */
#include <string.h>

#include "base/kernel_vector.h"
#include "engine/abreast.h"

KERNEL_INLINE kernel_vector kernel_load(const double *from)
{
    kernel_vector made;

    memcpy(&made, from, sizeof made);
    return made;
}

/* What an owner's legs lost at the opening of a row. */
KERNEL_INLINE kernel_vector kernel_fall(const ctg__abreast_books *books,
                                        size_t node, const double *row)
{
    kernel_vector fall = {0};

    for (uint32_t l = books->leg_start[node]; l < books->leg_start[node + 1];
         l++)
        fall += books->leg_quantity[l] *
                kernel_load(row + CTG__ABREAST * (size_t)books->leg_market[l]);
    return fall;
}

/* A two-sum a row. */
KERNEL_INLINE kernel_vector kernel_equity(const ctg__abreast_books *books,
                                          size_t node, size_t lane)
{
    kernel_vector value = kernel_all(books->equity[node]);
    kernel_vector error = {0};

    for (size_t r = 0; r < books->rows; r++) {
        const kernel_vector term =
            -kernel_fall(books, node,
                         books->falls + lane + r * books->width * CTG__ABREAST);
        const kernel_vector after = value + term;
        const kernel_vector part = after - value;

        error += (value - (after - part)) + (term - part);
        value = after;
    }
    return value + error;
}

/* What a node adds to both sums. */
KERNEL_INLINE void kernel_add(const ctg__abreast_books *books, size_t node,
                              size_t lane, kernel_vector *lost,
                              kernel_vector *distress)
{
    const kernel_vector none = {0};
    const double first = books->equity[node];
    const kernel_vector equity = kernel_equity(books, node, lane);
    kernel_vector share = 1 - equity / first;

    share = kernel_choose((kernel_mask)(share > 0), share, none);
    share = kernel_choose((kernel_mask)(share < 1), share, kernel_all(1));
    *lost = first - kernel_choose((kernel_mask)(equity > 0), equity, none);
    *distress = books->weight[node] * share;
}

KERNEL_TARGET static void kernel_node(const ctg__abreast_books *books,
                                      size_t node, ctg__abreast_sums *adds)
{
    for (size_t lane = 0; lane < CTG__ABREAST; lane += KERNEL_WIDTH) {
        kernel_vector lost;
        kernel_vector distress;

        kernel_add(books, node, lane, &lost, &distress);
        memcpy(adds->lost + lane, &lost, sizeof lost);
        memcpy(adds->distress + lane, &distress, sizeof distress);
    }
}

KERNEL_TARGET static void kernel_nodes(const ctg__abreast_books *books,
                                       size_t from, size_t to,
                                       ctg__abreast_sums *sums, double *losses,
                                       const double *weights)
{
    for (size_t lane = 0; lane < CTG__ABREAST; lane += KERNEL_WIDTH) {
        kernel_vector all_lost = kernel_load(sums->lost + lane);
        kernel_vector all_distress = kernel_load(sums->distress + lane);
        const kernel_vector weight =
            losses ? kernel_load(weights + lane) : all_lost;

        for (size_t i = from; i < to; i++) {
            kernel_vector lost;
            kernel_vector distress;

            kernel_add(books, i, lane, &lost, &distress);
            all_lost += lost;
            all_distress += distress;
            if (losses) {
                const kernel_vector weighed = weight * lost;
                double sum = losses[i];

                for (int l = 0; l < KERNEL_WIDTH; l++)
                    sum += weighed[l];
                losses[i] = sum;
            }
        }
        memcpy(sums->lost + lane, &all_lost, sizeof all_lost);
        memcpy(sums->distress + lane, &all_distress, sizeof all_distress);
    }
}

static const ctg__abreast_kernels kernels = {kernel_nodes, kernel_node};

const ctg__abreast_kernels *const KERNEL_TABLE = &kernels;
