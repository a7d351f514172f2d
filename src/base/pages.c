#include "base/pages.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

void ctg__pages_give_back(const void *bytes, size_t size)
{
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    const uintptr_t from = ((uintptr_t)bytes + page - 1) / page * page;
    const uintptr_t to = ((uintptr_t)bytes + size) / page * page;

    if (bytes && from < to)
        madvise((void *)from, to - from, MADV_DONTNEED);
}

#if defined(__has_include)
#if __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>
#endif
#endif
#ifndef VALGRIND_MAKE_MEM_DEFINED
#define VALGRIND_MAKE_MEM_DEFINED(bytes, size) ((void)(bytes), (void)(size))
#endif

/* Below, writing zeros takes less than asking the system for pages. */
enum { MANY = 1 << 20 };

#ifdef __linux__
/* Only there are pages that were given back zeros, and not where an emulator
 * takes the advice for nothing. */
static bool are_zeros(void)
{
    static atomic_int known; /* 1: they are, 2: they are not */
    const size_t size = (size_t)sysconf(_SC_PAGESIZE);

    if (!known) {
        void *const page = mmap(NULL, size, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        volatile unsigned char *const first = page;

        if (page == MAP_FAILED)
            return false;
        *first = 1;
        known = madvise(page, size, MADV_DONTNEED) || *first ? 2 : 1;
        munmap(page, size);
    }
    return known == 1;
}

static size_t whole_pages(void *bytes, size_t size, unsigned char **from)
{
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    const uintptr_t first = ((uintptr_t)bytes + page - 1) / page * page;
    const uintptr_t past = ((uintptr_t)bytes + size) / page * page;

    *from = (unsigned char *)first;
    if (size < MANY || !are_zeros() ||
        madvise(*from, past - first, MADV_DONTNEED))
        return 0;
    VALGRIND_MAKE_MEM_DEFINED(*from, past - first);
    return past - first;
}
#else
static size_t whole_pages(void *bytes, size_t size, unsigned char **from)
{
    (void)size;
    *from = bytes;
    return 0;
}
#endif

void ctg__pages_zero(void *bytes, size_t size)
{
    unsigned char *const all = bytes;
    unsigned char *from;
    const size_t whole = whole_pages(bytes, size, &from);

    if (!whole) {
        memset(bytes, 0, size);
        return;
    }
    memset(all, 0, (size_t)(from - all));
    memset(from + whole, 0, size - (size_t)(from - all) - whole);
}

void ctg__pages_copy(void *to, const void *from, size_t size)
{
    enum { FEW = 1 << 16, PIECE = 4096 };
    unsigned char *const into = to;
    const unsigned char *const of = from;

    if (size < FEW) {
        memcpy(to, from, size);
        return;
    }
    for (size_t at = 0; at < size; at += PIECE) {
        const size_t piece = size - at < PIECE ? size - at : PIECE;

        if (memcmp(into + at, of + at, piece) != 0)
            memcpy(into + at, of + at, piece);
    }
}
