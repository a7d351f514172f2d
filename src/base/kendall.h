/* Kendall's tau-b of one ranking and many others. */
#ifndef BASE_KENDALL_H
#define BASE_KENDALL_H

#include <stddef.h>
#include <stdint.h>

/* Nodes by their rank in `ranks`, where none is above `count`; 0: not ranked,
 * which come first. `starts` has room for count + 2. */
void ctg__kendall_order(const uint32_t *ranks, size_t count, uint32_t *order,
                        uint32_t *starts);

/* Of two rankings without ranks above `count`, NaN: undefined; `order` is that
 * of `one`, `scratch` has room for 2 (count + 1), `nodes` (or NULL) becomes how
 * many have a rank in both. */
double ctg__kendall(const uint32_t *order, const uint32_t *one,
                    const uint32_t *other, size_t count, uint32_t *scratch,
                    size_t *nodes);

#endif
