/* Stands in for base/memory.c: fails on demand and counts what is alive. */
#include "support/failing_memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

static long left_to_grant = -1;
static int once;
static long alive;
static long asked;

void memory_fail_after(long grants)
{
    left_to_grant = grants;
    once = 0;
}

void memory_fail_once(long grants)
{
    left_to_grant = grants;
    once = 1;
}

long memory_alive(void)
{
    return alive;
}

long memory_asked(void)
{
    return asked;
}

static int granted(void)
{
    if (left_to_grant == 0) {
        left_to_grant = once ? -1 : 0;
        return 0;
    }
    if (left_to_grant > 0)
        left_to_grant--;
    asked++;
    return 1;
}

void *ctg__allocate(size_t size)
{
    void *memory;

    if (!granted())
        return NULL;
    memory = malloc(size ? size : 1);
    if (memory)
        alive++;
    return memory;
}

void *ctg__allocate_zeroed(size_t size)
{
    void *const memory = ctg__allocate(size);

    if (memory)
        memset(memory, 0, size);
    return memory;
}

void *ctg__reallocate(void *memory, size_t size)
{
    if (!memory)
        return ctg__allocate(size);
    return granted() ? realloc(memory, size ? size : 1) : NULL;
}

void ctg__release(void *memory)
{
    if (memory)
        alive--;
    free(memory);
}
