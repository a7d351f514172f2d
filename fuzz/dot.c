/* Any bytes as DOT. */
#include "reader.h"

void fuzz_dot(const uint8_t *data, size_t size)
{
    fuzz_read(&ctg__format_dot, NULL, data, size);
}
