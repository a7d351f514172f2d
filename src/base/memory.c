#include <config.h>

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

/*
 * Large arrays are gathered from and filled once: with pages of 4 KB, walks
 * through the page table and first touches are much of what that costs. Only a
 * wish; the kernel may do as it likes.
 */
enum { HUGE_PAGE = 2 * 1024 * 1024 };

#ifdef MADV_HUGEPAGE
static void *wish(void *memory, size_t size)
{
    const uintptr_t start = ((uintptr_t)memory + HUGE_PAGE - 1) / HUGE_PAGE;
    const uintptr_t end = ((uintptr_t)memory + size) / HUGE_PAGE;

    if (memory && end > start)
        madvise((void *)(start * HUGE_PAGE), (end - start) * HUGE_PAGE,
                MADV_HUGEPAGE);
    return memory;
}
#else
static void *wish(void *memory, size_t size)
{
    (void)size;
    return memory;
}
#endif

void *ctg__allocate(size_t size)
{
    return wish(malloc(size ? size : 1), size);
}

void *ctg__allocate_zeroed(size_t size)
{
    return wish(calloc(1, size ? size : 1), size);
}

/* What grows moves: small pages by their table, large ones to another place
 * within theirs only by being taken apart, a third of a second for a GB. */
void *ctg__reallocate(void *memory, size_t size)
{
    return realloc(memory, size ? size : 1);
}

void ctg__release(void *memory)
{
    free(memory);
}
