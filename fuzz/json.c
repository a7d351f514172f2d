/* Any bytes as JSON. */
#include "reader.h"

void fuzz_json(const uint8_t *data, size_t size)
{
    fuzz_read(&ctg__format_json, NULL, data, size);
}
