/* Room for so many of a size, where that is a size at all. */
#include <stdint.h>
#include <string.h>

#include "base/memory.h"

void *ctg__allocate_array(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    return ctg__allocate(count * size);
}

void *ctg__reallocate_array(void *memory, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    return ctg__reallocate(memory, count * size);
}

void *ctg__double_array(void *items, size_t *room, size_t first, size_t size)
{
    const size_t more = *room ? 2 * *room : first;
    void *const grown = ctg__reallocate_array(items, more, size);

    if (grown)
        *room = more;
    return grown;
}

char *ctg__copy_text(const char *text, size_t length)
{
    char *const copy = ctg__allocate(length + 1);

    if (!copy)
        return NULL;
    if (length)
        memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}
