#include "base/memory.h"

#include <stdlib.h>

void *ctg__allocate(size_t size)
{
    return malloc(size ? size : 1);
}

void *ctg__allocate_zeroed(size_t size)
{
    return calloc(1, size ? size : 1);
}

void *ctg__reallocate(void *memory, size_t size)
{
    return realloc(memory, size ? size : 1);
}

void ctg__release(void *memory)
{
    free(memory);
}
