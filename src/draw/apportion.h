/* Integers in proportion, that add up. */
#ifndef DRAW_APPORTION_H
#define DRAW_APPORTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Splits `whole` in proportion to weights (not negative) by largest remainder,
 * ties by index. All weights 0: everything to the first. `parts` gets the
 * result; false when out of memory.
 */
bool ctg__apportion(const double *weights, size_t count, int64_t whole,
                    int64_t *parts);

#endif
