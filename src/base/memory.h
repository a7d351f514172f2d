/*
 * The only door to the heap.
 *
 * The library links memory.c; the fault tests link a stand-in that fails on
 * demand. Nothing else may call malloc and its kin.
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

void *ctg__allocate(size_t size); /* NULL when out of memory */
/* Zeroed; pages that are never written cost nothing. */
void *ctg__allocate_zeroed(size_t size);
/* Keeps the contents up to the smaller size; on failure NULL, `memory` kept. */
void *ctg__reallocate(void *memory, size_t size);
void ctg__release(void *memory); /* NULL does nothing */

/* `count` items of `size` bytes, not zeroed; NULL also when the product
 * overflows. */
void *ctg__allocate_array(size_t count, size_t size);
void *ctg__reallocate_array(void *memory, size_t count, size_t size);

/*
 * `items` of `size` bytes moved to where there is twice the room, `first` of
 * them to begin with. NULL when out of memory, `items` and `*room` kept.
 */
void *ctg__double_array(void *items, size_t *room, size_t first, size_t size);

/* The same if there is no room for one more than `count`, else `items`. */
static inline void *ctg__grow_array(void *items, size_t count, size_t *room,
                                    size_t first, size_t size)
{
    return count < *room ? items : ctg__double_array(items, room, first, size);
}

/* A copy of `length` bytes and a terminating NUL. */
char *ctg__copy_text(const char *text, size_t length);

#endif
