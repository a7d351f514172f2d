/*
 * Pages that nobody needs as they are go back to the system; their addresses
 * stay. Those of a file that were not written to come back when they are read,
 * all others are zeros then.
 */
#ifndef BASE_PAGES_H
#define BASE_PAGES_H

#include <stddef.h>

/* Whole pages among these bytes; NULL and 0 do nothing. */
void ctg__pages_give_back(const void *bytes, size_t size);

/* Makes all of them 0. Of many, pages that nobody writes to afterwards take no
 * memory; they are of the heap. */
void ctg__pages_zero(void *bytes, size_t size);

/* Makes them the same as other bytes. Of many, those that are so already are not
 * written to: what nobody has written to, here or there, takes no memory. */
void ctg__pages_copy(void *to, const void *from, size_t size);

#endif
