#include "base/pages.h"

#include <stdint.h>
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
