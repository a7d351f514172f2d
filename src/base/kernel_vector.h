/*
 * Vectors of a kernel that is compiled once for each instruction set, by a file
 * that defines KERNEL_WIDTH (doubles in a vector) and KERNEL_TARGET (the
 * attribute of its functions).
 */
#ifndef BASE_KERNEL_VECTOR_H
#define BASE_KERNEL_VECTOR_H

typedef double kernel_vector
    __attribute__((vector_size(KERNEL_WIDTH * sizeof(double))));
typedef long long kernel_mask
    __attribute__((vector_size(KERNEL_WIDTH * sizeof(double))));

#define KERNEL_INLINE KERNEL_TARGET static inline __attribute__((always_inline))

KERNEL_INLINE kernel_vector kernel_all(double value)
{
    return value - (kernel_vector){0};
}

KERNEL_INLINE kernel_vector kernel_choose(kernel_mask mask, kernel_vector yes,
                                          kernel_vector no)
{
    return (kernel_vector)((mask & (kernel_mask)yes) |
                           (~mask & (kernel_mask)no));
}

#endif
