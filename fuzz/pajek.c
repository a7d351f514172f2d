/* Any bytes as Pajek. */
#include "reader.h"

void fuzz_pajek(const uint8_t *data, size_t size)
{
    fuzz_read(&ctg__format_pajek, NULL, data, size);
}
